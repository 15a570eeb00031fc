// Why the last run ended, as text, as a page for the browser, as JSON.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "probe/facts/json.hpp"
#include "probe/facts/texts.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/ended_machines.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/schema_file.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/end_plot.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/postmortem_json.hpp"
#include "wizard/report/postmortem_report.hpp"

namespace rigcheck {
namespace {

using test::ended_machine;
using test::ended_machines;

std::string complaints(std::string const& page) {
    auto const checked =
        test::run_command("python3 " RIGCHECK_SOURCE_DIR "/tests/support/check_html.py", page);
    return checked.out + checked.err;
}

int longest_line(std::string const& text) {
    std::istringstream in(text);
    int longest = 0;
    for (std::string line; std::getline(in, line);)
        longest = std::max(longest, display_width(line));
    return longest;
}

EndCurve curve(std::string const& name, std::vector<CurvePoint> points,
               std::optional<double> limit = {}) {
    return {.name = name, .unit = "°C", .points = std::move(points), .limit = limit, .pause = 3};
}

// To write the pages anew after a change that is meant:
//   RIGCHECK_WRITE_GOLDEN=1 build/debug/tests/rigcheck_tests "[golden]"     and review the diff.
TEST_CASE("the page that says why it went off", "[golden][postmortem]") {
    auto const* const name =
        GENERATE("nothing-recorded", "power-ramp", "hardware-error", "card-lost", "unreadable");
    auto const file =
        std::string(RIGCHECK_SOURCE_DIR "/tests/wizard/golden/postmortem-") + name + ".txt";
    auto const page = postmortem_text(postmortem_screen(ended_machine(name), {}));
    if (std::getenv("RIGCHECK_WRITE_GOLDEN") != nullptr) std::ofstream(file) << page;
    CHECK(page == test::read_file(file));
}

TEST_CASE("the page in the terminal keeps to its columns, whatever ended", "[postmortem]") {
    for (auto const& [name, snapshot] : ended_machines()) {
        INFO(name);
        auto const page = postmortem_text(postmortem_screen(snapshot, {}));
        CHECK(longest_line(page) <= kColumns);
        CHECK(std::all_of(page.begin(), page.end(),
                          [](unsigned char c) { return c >= ' ' || c == '\n'; }));
    }
}

TEST_CASE("the page for the browser is whole and loads nothing, whatever ended", "[postmortem]") {
    for (auto const& [name, snapshot] : ended_machines()) {
        INFO(name);
        auto const screen = postmortem_screen(snapshot, {});
        auto const page = postmortem_html(snapshot, screen);
        CHECK(complaints(page) == "");
        CHECK((page.find("<svg") != std::string::npos) == !screen.curves.empty());
    }
}

TEST_CASE("nothing of a machine becomes part of the page about its end", "[postmortem]") {
    auto snapshot = ended_machine("power-ramp");
    snapshot.gaps = {{"history", "x", Missing::malformed, "y"}};
    std::string const planted = "\"><script>alert('&')</script>\x1b[2J<b x=\"";
    each_text(snapshot, [&](std::string& text, std::string_view field) {
        bool const a_way =
            field == "boot_id" || field == "kind" || field == "area" || field.ends_with("at");
        if (!a_way) text += planted;
    });
    auto const screen = postmortem_screen(snapshot, {});
    auto const page = postmortem_html(snapshot, screen);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("<b x") == std::string::npos);
    CHECK(page.find("&lt;script&gt;") != std::string::npos);
    CHECK(complaints(page) == "");
    CHECK(postmortem_text(screen).find('\x1b') == std::string::npos);
}

TEST_CASE("facts that hold anything make pages that are whole", "[postmortem]") {
    auto const garbage =
        GENERATE(std::string(), std::string(5000, 'x'), std::string("\xff\x1b|a"),
                 std::string("2026-99-99T99:99:99Z"), std::string("9999-12-31T23:59:59.999999Z"));
    test::SchemaFile const schema("wizard/report/postmortem.schema.json");
    for (auto const& [name, good] : ended_machines()) {
        INFO(name);
        auto snapshot = good;
        each_text(snapshot, [&](std::string& text, char const*) { text = garbage; });
        auto const screen = postmortem_screen(snapshot, {{"others", "no"}});
        CHECK(postmortem_text(screen).find('\x1b') == std::string::npos);
        CHECK_FALSE(postmortem_html(snapshot, screen).empty());
        CHECK(schema.complaints(postmortem_json(snapshot, screen)).empty());
    }
}

TEST_CASE("the schema of a postmortem refuses what is wrong", "[schema][postmortem]") {
    test::SchemaFile const schema("wizard/report/postmortem.schema.json");
    CHECK_FALSE(schema.complaints("{}").empty());
    auto const snapshot = ended_machine("power-ramp");
    auto const good = Json::parse(postmortem_json(snapshot, postmortem_screen(snapshot, {})));
    REQUIRE(schema.complaints(good.dump()).empty());
    auto bad = good;
    bad["causes"][0]["confidence_word"] = "certain";
    CHECK_FALSE(schema.complaints(bad.dump()).empty());
    bad = good;
    bad["next_test"] = "gpu-cap";
    CHECK_FALSE(schema.complaints(bad.dump()).empty());
    bad = good;
    bad["curves"][0]["points"][0] = {1};
    CHECK_FALSE(schema.complaints(bad.dump()).empty());
}

TEST_CASE("the postmortem of every machine fits its schema", "[schema][postmortem]") {
    test::SchemaFile const schema("wizard/report/postmortem.schema.json");
    for (auto const& [name, snapshot] : ended_machines()) {
        INFO(name);
        CHECK(
            schema.complaints(postmortem_json(snapshot, postmortem_screen(snapshot, {}))).empty());
    }
    for (auto const& name : test::machine_names()) {
        INFO(name);
        auto const snapshot = read_snapshot(test::Tree(name).machine());
        CHECK(
            schema.complaints(postmortem_json(snapshot, postmortem_screen(snapshot, {}))).empty());
    }
}

TEST_CASE("the JSON names causes with what speaks for them, and the next test", "[postmortem]") {
    auto const snapshot = ended_machine("power-ramp");
    auto const answers = causes::Answers{{"after", "off"}, {"others", "no"}, {"times", "again"}};
    auto const json = Json::parse(postmortem_json(snapshot, postmortem_screen(snapshot, answers)));
    CHECK(json.at("boot").at("ended") == "unexpected");
    CHECK(json.at("boot").at("black_box") == "cut");
    REQUIRE_FALSE(json.at("causes").empty());
    auto const& first = json.at("causes").at(0);
    CHECK(first.at("id") == "psu-protection");
    auto const& supporting = first.at("supporting");
    CHECK(std::any_of(supporting.begin(), supporting.end(), [](Json const& reason) {
        return reason.at("condition") == "repeated" && reason.at("source") == "person";
    }));
    CHECK(json.at("next_test").at("minutes").is_number_integer());
    CHECK(json.at("curves").size() == 7);
    CHECK(json.at("curves").at(0).at("limit") == 95);
}

TEST_CASE("curves in plain characters: the shape, the limit, the values in words", "[postmortem]") {
    std::vector<CurvePoint> rising;
    for (int i = -60; i <= 0; ++i) rising.push_back({double(i), 40 + (60.0 + i)});
    EndCurves const kind{"Temperatures",
                         {curve("Tctl", rising, 110), curve("edge", {{-60, 50}, {0, 50}})}};
    auto const text = text_curves(kind);
    CHECK(text.find("Temperatures\n") == 0);
    CHECK(text.find("    110 °C |A---") != std::string::npos);
    CHECK(text.find("     40 °C |a") != std::string::npos);
    CHECK(text.find("1 min 0 s before the last record") != std::string::npos);
    CHECK(text.find("a  Tctl: 100 °C at the end, between 40 °C and 100 °C, limit 110 °C") !=
          std::string::npos);
    CHECK(text.find("b  edge: 50 °C all the time") != std::string::npos);
    CHECK(longest_line(text) <= kColumns);
    // A pause is no line: two points leave the columns between them blank.
    CHECK(std::count(text.begin(), text.end(), 'b') < 10);
    CHECK(text_curves({"Clocks", {}}).empty());
}

TEST_CASE("curves stay drawings with one point, none of time, and values out of range",
          "[postmortem]") {
    for (auto const& points : std::vector<std::vector<CurvePoint>>{
             {{0, 0}}, {{0, 5}, {0, 5}}, {{-1e9, -1e12}, {0, 1e12}}, {{5, 1}, {9, 2}}}) {
        EndCurves const kind{"Power drawn", {curve("x", points, -1e15)}};
        CHECK(longest_line(text_curves(kind)) <= kColumns + 20);
        auto const svg = svg_curves(kind);
        CHECK(svg.find("nan") == std::string::npos);
        CHECK(svg.find("inf") == std::string::npos);
    }
}

TEST_CASE("a curve that pauses is drawn in pieces", "[postmortem]") {
    EndCurves const kind{
        "Temperatures", {curve("Tctl", {{-60, 50}, {-59, 51}, {-20, 60}, {-19, 61}, {0, 62}}, 95)}};
    auto const svg = svg_curves(kind);
    std::size_t pieces = 0;
    for (auto at = svg.find("<polyline"); at != std::string::npos;
         at = svg.find("<polyline", at + 1))
        ++pieces;
    CHECK(pieces == 3);
    CHECK(svg.find("class=\"plot-limit\"") != std::string::npos);
}

}  // namespace
}  // namespace rigcheck
