// Opening and saving from the window.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/window_desk.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/gui/visible_text.hpp"

namespace rigcheck::gui {
namespace {

using Desk = test::WindowDesk;

void write(std::string const& file, std::string const& text) {
    std::ofstream(file) << text;
}

std::string read(std::string const& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("wizard: the report page shows the very text that it saves", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    Desk desk(test::Tree("new-build.tree"));
    desk.click("Report");
    struct Kind {
        ReportFormat format;
        std::string file, begins;
    };
    for (auto const& kind :
         {Kind{ReportFormat::html, "/r.html", "<!DOCTYPE html>"},
          Kind{ReportFormat::text, "/r.txt", "X870E"}, Kind{ReportFormat::json, "/r.json", "{"}}) {
        auto& report = desk.app().report();
        report.choose(kind.format);
        report.file = scratch.root() + kind.file;
        desk.settle();
        desk.click("Save");
        CHECK(desk.shows("Saved: "));
        auto const saved = read(scratch.root() + kind.file);
        CHECK(saved == report.text());
        CHECK(saved.starts_with(kind.begins));
    }
    // What was saved as JSON can be opened again.
    CHECK(load_snapshot(scratch.root() + "/r.json").memory.modules.size() == 4);
}

TEST_CASE("wizard: of a page the preview shows all that a browser would", "[gui]") {
    CHECK(visible_text("<p class=\"a\">one &lt;b&gt; <strong>two</strong></p>\n<style>\np { }\n"
                       "</style><p>three &amp; four</p>") == "one <b> \ntwo\nthree & four\n");
    CHECK(visible_text("").empty());
    CHECK(visible_text("<p").empty());
    CHECK(visible_text("<style>p{").empty());
    Desk desk(test::Tree("new-build.tree"));
    auto& report = desk.app().report();
    auto const lines = report.preview();
    auto const holds = [&](std::string_view words) {
        return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
            return line.find(words) != std::string_view::npos;
        });
    };
    for (auto const& finding : desk.app().findings()) {
        if (finding.state == State::fail) CHECK(holds(finding.title));
    }
    CHECK_FALSE(holds("<p>"));
    report.show_source(true);
    CHECK(report.preview().front() == "<!DOCTYPE html>");
}

TEST_CASE("wizard: a file is never replaced unasked", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const file = scratch.root() + "/r.html";
    write(file, "mine");
    Desk desk(test::Tree("new-build.tree"));
    desk.click("Report");
    desk.app().report().file = file;
    desk.settle();
    desk.click("Save");
    CHECK(read(file) == "mine");
    desk.click("Replace it");
    CHECK(read(file).starts_with("<!DOCTYPE html>"));
}

TEST_CASE("wizard: leave to replace one file is none for another", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    write(scratch.root() + "/a.html", "first");
    write(scratch.root() + "/b.html", "second");
    ReportDesk desk;
    desk.use({});
    desk.file = scratch.root() + "/a.html";
    desk.save(false);
    CHECK(desk.saved() == ReportDesk::Saved::exists);
    desk.file = scratch.root() + "/b.html";
    desk.forget_saved();  // as the page does when the name is typed
    CHECK(desk.saved() == ReportDesk::Saved::nothing);
    CHECK(read(scratch.root() + "/b.html") == "second");
}

TEST_CASE("wizard: a typed name outlives a new judgement", "[gui]") {
    ReportDesk desk;
    desk.use({});
    desk.file = "/tmp/mine.html";
    desk.use({});
    CHECK(desk.file == "/tmp/mine.html");
}

TEST_CASE("wizard: people of a captured machine are left out as well", "[gui]") {
    Desk desk(test::Tree::from_text(
        "/etc/passwd = alice:x:1000:1000::/home/alice:/bin/bash\\n"
        "jo:x:1001:1001::/home/jo:/bin/sh\n"
        "/proc/sys/kernel/hostname = aurora-pc\n"
        "/proc/self/mounts = /dev/mapper/fedora_aurora--pc-root /srv/alice ext4 rw 0 0\\n"
        "/dev/sdb1 /srv/jo ext4 rw 0 0\\n"
        "/dev/sdc1 /media/alice/ALICE\\\\040MEIER ext4 rw 0 0\n"));
    auto& report = desk.app().report();
    for (auto const format : {ReportFormat::html, ReportFormat::text, ReportFormat::json}) {
        report.choose(format);
        for (auto const* name : {"alice", "aurora", "ALICE", "MEIER", "/srv/jo"}) {
            INFO(name);
            CHECK(report.text().find(name) == std::string::npos);
        }
    }
}

TEST_CASE("wizard: a pipe is not waited for, a dangling link hides nothing", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const& root = scratch.root();
    REQUIRE(::mkfifo((root + "/pipe.json").c_str(), 0600) == 0);
    std::filesystem::create_symlink("/nowhere", root + "/link.json");
    for (auto const* name : {"/a.json", "/m.json", "/z.json"}) write(root + name, "");
    CHECK_THROWS_WITH(kind_of_file(root + "/pipe.json"), Catch::EndsWith("is no file"));
    OpenDesk desk;
    desk.look(root);
    CHECK(desk.entries().size() == 4);  // the folder and three files
}

TEST_CASE("wizard: a session that fails leaves the one before, and is not about the next machine",
          "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    write(scratch.root() + "/other.json", R"({"schema":"else/1"})");
    Desk desk(test::Tree("new-build.tree"));
    desk.app().open_session(scratch.root() + "/mine.json", true);
    desk.app().open_session(scratch.root() + "/other.json", true);
    CHECK_FALSE(desk.app().session_error().empty());
    desk.app().answer("first-boot", {.guide = "first-boot",
                                     .step = "parts",
                                     .answer = std::string(guides::kDone),
                                     .note = {},
                                     .at = {}});
    CHECK(read_session(scratch.root() + "/mine.json").walks.size() == 1);
    auto const other = test::Tree::from_text(test::kOneStick);
    desk.app().open({.root = other.root(), .snapshot = {}});
    CHECK_FALSE(desk.app().session_fits());
}

TEST_CASE("snapshot: one with absurdly many devices is refused by name", "[gui]") {
    Snapshot snapshot;
    snapshot.schema = kSnapshotSchema;
    snapshot.pcie.functions.resize(9000);
    CHECK_THROWS_WITH(parse_snapshot(json_snapshot(snapshot, {}), "huge.json"),
                      Catch::StartsWith("huge.json: pcie.functions: more than"));
}

TEST_CASE("wizard: a place that cannot be written to is named", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    desk.click("Report");
    desk.app().report().file = "/nowhere/at/all/r.html";
    desk.settle();
    desk.click("Save");
    CHECK(desk.app().report().saved() == ReportDesk::Saved::failed);
    CHECK(desk.shows("/nowhere/at/all"));
}

TEST_CASE("wizard: what is saved names nobody", "[gui]") {
    Desk desk(test::Tree::from_text(
        "/sys/class/dmi/id/board_name = 01234567-89ab-cdef-0123-456789abcdef\n"));
    desk.click("Report");
    for (auto const format : {ReportFormat::html, ReportFormat::text, ReportFormat::json}) {
        desk.app().report().choose(format);
        CHECK(desk.app().report().text().find("01234567-89ab") == std::string::npos);
    }
}

TEST_CASE("wizard: files say themselves what they are", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const& root = scratch.root();
    write(root + "/snapshot.json", R"({"schema":"rigcheck.snapshot/1"})");
    write(root + "/report.json", R"({"schema":"rigcheck.report/1"})");
    write(root + "/session.json", R"({"schema":"rigcheck.session/1"})");
    write(root + "/parts.json", R"({"psu_w":850})");
    write(root + "/other.json", R"({"schema":"else/1","psu_w":850})");
    write(root + "/nothing.json", "{}");
    write(root + "/broken.json", "{");
    CHECK(kind_of_file(root) == FileKind::machine);
    CHECK(kind_of_file("/no/such/machine.tar") == FileKind::machine);
    CHECK(kind_of_file(root + "/snapshot.json") == FileKind::snapshot);
    CHECK(kind_of_file(root + "/report.json") == FileKind::snapshot);
    CHECK(kind_of_file(root + "/session.json") == FileKind::session);
    CHECK(kind_of_file(root + "/parts.json") == FileKind::parts);
    for (auto const* name : {"/other.json", "/nothing.json", "/broken.json", "/none.json"}) {
        INFO(name);
        CHECK_THROWS_WITH(kind_of_file(root + name), Catch::StartsWith(root + name));
    }
}

TEST_CASE("wizard: a parts file says what was bought of the machine that is open", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const good = scratch.root() + "/parts.json";
    auto const bad = scratch.root() + "/bad.json";
    write(good, R"({"nvme_drives":7,"psu_w":850,"payback":{"hours_week":33}})");
    write(bad, R"({"nvme_drives":1,"psu_w":-5})");
    Desk desk(test::Tree("new-build.tree"));
    auto const drives_compared = [&] {
        for (auto const& finding : desk.app().findings()) {
            if (finding.id == "build.parts-mismatch" && finding.state == State::fail) return true;
        }
        return false;
    };
    CHECK_FALSE(drives_compared());
    desk.app().open_file(good);
    desk.settle();
    CHECK(desk.app().error().empty());
    CHECK(drives_compared());
    CHECK(desk.app().supply().rating_w == 850);
    CHECK(desk.app().payback_inputs().hours_week == 33);
    desk.app().open_file(bad);
    CHECK_THAT(desk.app().error(), Catch::Contains(bad + ": psu_w"));
    CHECK(desk.app().supply().rating_w == 850);
}

TEST_CASE("wizard: a machine is found by folders and opened", "[gui]") {
    auto const other = test::Tree::from_text(test::kOneStick);
    Desk desk(test::Tree("new-build.tree"));
    desk.click("Open");
    desk.app().opening().look(other.root());
    desk.settle();
    desk.click("Open this folder as a captured machine");
    desk.wait_for_machine();
    CHECK(desk.app().opened() == other.root());
    CHECK(desk.app().snapshot().platform.cpu.model == "AMD Ryzen 7 5800X 8-Core Processor");
    desk.click("One folder up");
    CHECK(desk.app().opening().folder() ==
          std::filesystem::path(other.root()).parent_path().string());
}

TEST_CASE("wizard: the list of files holds what can be opened, folders first", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/deep/");
    auto const& root = scratch.root();
    for (auto const* name : {"/b.json", "/a.tar", "/song.mp3", "/.hidden.json"})
        write(root + name, "");
    OpenDesk desk;
    desk.look(root);
    std::vector<std::string> names;
    for (auto const& entry : desk.entries()) names.push_back(entry.name);
    CHECK(names == std::vector<std::string>{"scratch", "a.tar", "b.json"});
    CHECK_FALSE(desk.is_machine());
    desk.look("/nowhere/at/all");
    CHECK(desk.error().find("/nowhere/at/all") != std::string::npos);
    CHECK(desk.folder() == root);  // stays where it was
}

TEST_CASE("wizard: a session is opened with its answers", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const file = scratch.root() + "/session.json";
    SessionStore store(file);
    store.act(GiveAnswer{
        "first-boot",
        {.guide = "first-boot",
         .step = guides::find_guide(guides::all_guides(), "first-boot")->steps.front().id,
         .answer = std::string(guides::kDone),
         .note = {},
         .at = {}}});
    Desk desk(test::Tree("new-build.tree"));
    desk.app().open_file(file);
    desk.settle();
    CHECK(desk.app().page == Page::guides);
    CHECK(answers_to(desk.app().session(), "first-boot").size() == 1);
}

TEST_CASE("wizard: a file that cannot be opened is named, and the machine stays", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    write(scratch.root() + "/other.json", R"({"schema":"else/1"})");
    Desk desk(test::Tree("new-build.tree"));
    desk.click("Open");
    desk.app().open_file(scratch.root() + "/other.json");
    desk.settle();
    CHECK(desk.shows("other.json: schema"));
    CHECK(desk.app().has_machine());
}

}  // namespace
}  // namespace rigcheck::gui
