#include "wizard/gui/pages.hpp"
#include "wizard/gui/plot.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kLabel = 0.3F;  // of the width, for the name of a sensor

std::string key_of(SensorRow const& sensor) {
    return sensor.chip + '/' + sensor.name;
}

// One channel: name, value, the last minutes where they are known, limits or why it is not
// believed.
void sensor_row(Ui& ui, App& app, SensorRow const& sensor) {
    bool const doubted = !sensor.doubt.empty();
    auto const note =
        doubted ? fill_in(_("not believed: {}"), translate(sensor.doubt)) : sensor.limits;
    auto const tone = doubted ? Tone::soft : Tone::ink;
    auto const& samples = app.history().of(sensor);
    if (samples.empty() || doubted) {
        row(ui, {sensor.label, sensor.value, note}, kLabel, tone);
        return;
    }
    PlotLine const line{.row = sensor, .samples = samples, .now = app.history().seconds()};
    float const cell = ImGui::GetContentRegionAvail().x * (1 - kLabel) / 3;
    auto const start = ImGui::GetCursorPos();
    row(ui, {sensor.label, sensor.value, "", note}, kLabel, tone);
    auto const end = ImGui::GetCursorPos();
    ImGui::SetCursorPos({end.x + ImGui::GetContentRegionAvail().x - 2 * cell, start.y});
    auto const label = fill_in(_("Plot of {}"), sensor.label) + "##" + key_of(sensor);
    if (small_plot(ui, label, line, cell - unit()))
        app.sensor = app.sensor == key_of(sensor) ? std::string() : key_of(sensor);
    ImGui::SetCursorPos(end);
    ImGui::Dummy({0, 0});
    if (app.sensor == key_of(sensor)) large_plot(ui, line);
}

void show_sensors(Ui& ui, App& app) {
    auto const& screen = app.shown().sensors;
    if (screen.rows.empty()) {
        text(ui, _("No sensor can be read here."), Tone::soft);
        return;
    }
    text(ui,
         app.live() ? _("Read again every second. Choose a line to see it large.")
                    : _("As it was when the machine was read."),
         Tone::soft);
    for (std::size_t i = 0; i < screen.rows.size();) {
        auto const& chip = screen.rows[i].chip;
        heading(ui, chip);
        card(ui, Mark::none, [&] {
            for (; i < screen.rows.size() && screen.rows[i].chip == chip; ++i)
                sensor_row(ui, app, screen.rows[i]);
        });
    }
    for (auto const& asleep : screen.asleep)
        text(ui, fill_in(_("{} sleeps and was left asleep."), asleep), Tone::soft);
}

}  // namespace

void sensors_page(Ui& ui, App& app) {
    fault_cards(ui, app, Page::sensors);
    show_sensors(ui, app);
    finding_lists(ui, app, Page::sensors);
}

}  // namespace rigcheck::gui
