#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "wizard/cli/commands.hpp"
#include "wizard/gui/loop.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/gui/window.hpp"
#include "wizard/po/language.hpp"

namespace {

using namespace rigcheck;
using namespace rigcheck::gui;

struct Options {
    LookAt at;
    std::string language, expect, session, page = "overview", screenshot, file;
    std::string places, timings;
    float text_size = 1;
    bool dark = false;
};

void parse(CLI::App& program, Options& options, int argc, char** argv) {
    add_look_options(program, options.at);
    program.add_option("FILE", options.file,
                       _("A captured machine, snapshot, report, session or parts file to open"));
    program.add_option("--places", options.places,
                       _("For tests: write what stands where on the page to this file"));
    program.add_option("--timings", options.timings,
                       _("For tests: write how long the pictures took to this file"));
    program.add_option("--expect", options.expect, _("What was installed (JSON)"));
    program.add_option("--session", options.session,
                       _("The session file, instead of the usual one"));
    program.add_option("--lang", options.language, _("en or zh_CN"));
    program.add_option("--screen", options.page, _("Begin with this page"));
    program.add_option("--screenshot", options.screenshot,
                       _("Draw the page, save it as a PNG file, and end"));
    program.add_option("--text-size", options.text_size, _("Size of the text, 1 is usual"))
        ->check(CLI::Range(0.5F, 3.0F));
    program.add_flag("--dark", options.dark, _("Light letters on dark paper"));
    program.parse(argc, argv);
}

int show(Options const& options) {
    use_language(options.language);
    auto const page = page_by_name(options.page);
    if (!page) {
        std::string names;
        for (auto const known : kPages) names += (names.empty() ? "" : ", ") + page_name(known);
        throw UsageError("--screen " + options.page + ": " + fill_in(_("there are: {}"), names));
    }
    bool const this_machine = options.at.this_machine() && options.file.empty();
    if (::geteuid() == 0 && this_machine) {
        throw UsageError(
            _("the window never runs as root. Read the machine with sudo rigcheck probe "
              "-o machine.json, then: rigcheck-wizard --snapshot machine.json"));
    }
    App app(options.at, {});
    if (!options.expect.empty()) app.use_parts(options.expect);
    app.open_session(default_session_file(), false);
    if (!options.language.empty()) app.set_language(options.language);
    app.page = *page;
    app.dark = options.dark;
    app.text_scale = options.text_size;
    Window window("rigcheck");
    app.set_wake(Window::wake);
    if (options.file.empty())
        app.read_machine();
    else
        app.open_file(options.file);
    // After the file: it is about the machine that is open now.
    if (!options.session.empty()) app.open_session(options.session, true);
    Loop loop(window, app, {.places = options.places, .timings = options.timings});
    if (options.screenshot.empty())
        loop.run();
    else
        loop.run_for_picture(options.screenshot);
    return app.error().empty() ? kExitFine : kExitUnable;
}

}  // namespace

int main(int argc, char** argv) {
    choose_language({});
    Options options;
    CLI::App program(_("Is the computer you just built the computer you paid for?"),
                     "rigcheck-wizard");
    try {
        parse(program, options, argc, argv);
        return show(options);
    } catch (CLI::Success const& wanted) {
        return program.exit(wanted) == 0 ? kExitFine : kExitUnable;
    } catch (NoDisplay const& error) {
        std::cerr << "rigcheck-wizard: " << _("no display for a window") << " (" << error.what()
                  << "). " << _("The same in a terminal: rigcheck check") << '\n';
    } catch (std::exception const& error) {
        std::cerr << "rigcheck-wizard: " << error.what() << '\n';
    }
    return kExitUnable;
}
