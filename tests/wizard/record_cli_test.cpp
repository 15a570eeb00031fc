#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/blackbox/stored_segments.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/program.hpp"
#include "tests/support/running.hpp"
#include "tests/support/system_bus.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using blackbox::Record;
using blackbox::RecordType;
using test::run_rigcheck;
using test::Running;
using test::Tree;

constexpr char const* kFirstBoot = "11111111-1111-4111-8111-111111111111";
constexpr char const* kSecondBoot = "22222222-2222-4222-8222-222222222222";

// A machine with a sensor, in the boot named, and an empty directory beside it.
Tree machine_in(std::string const& boot) {
    return Tree::from_text("/proc/sys/kernel/random/boot_id = " + boot + R"(
/proc/cpuinfo = processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD Ryzen 7 7700X 8-Core Processor
/proc/loadavg = 0.25 0.10 0.05 1/300 12345
/sys/class/hwmon/hwmon0/name = k10temp
/sys/class/hwmon/hwmon0/temp1_label = Tctl
/sys/class/hwmon/hwmon0/temp1_input = 55000
/box/
)");
}

struct Place {
    Tree machine = machine_in(kFirstBoot);
    std::string box = machine.root() + "/box";

    std::vector<std::string> record(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"record", "--root", machine.root(), "--dir", box});
        return more;
    }
    test::Outcome run(std::vector<std::string> const& more) const {
        return run_rigcheck(record(more));
    }
    // As seen from a later start of the machine, or from the one that is recorded.
    Json status(std::string const& root) const {
        auto const outcome =
            run_rigcheck({"record", "--status", "--json", "--root", root, "--dir", box});
        REQUIRE(outcome.exit_code == 0);
        return Json::parse(outcome.out);
    }
    Json status() const { return status(machine.root()); }
    // Of all segments, the oldest first.
    std::vector<Record> records() const {
        auto const files = blackbox::real_files();
        std::vector<Record> found;
        for (auto const& segment : blackbox::stored_segments(files, box)) {
            auto const parsed = blackbox::parse_segment(
                files.read(box + "/" + segment.name, 0, std::size_t{16} << 20U));
            found.insert(found.end(), parsed.records.begin(), parsed.records.end());
        }
        return found;
    }
    void wait_for_a_record() const {
        while (status()["newest"].is_null()) {
        }
    }
};

int count(std::vector<Record> const& records, RecordType type) {
    return static_cast<int>(std::count_if(records.begin(), records.end(),
                                          [&](Record const& each) { return each.type == type; }));
}

bool is_one_line(std::string const& text) {
    return !text.empty() && std::count(text.begin(), text.end(), '\n') == 1;
}

TEST_CASE("record for a second, and say so", "[cli][record]") {
    Place const place;
    auto const outcome = place.run({"--for", "1s"});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out == "Recording 2 values a second to " + place.box + "\n");
    auto const records = place.records();
    CHECK(count(records, RecordType::sample) >= 1);
    REQUIRE(records.back().type == RecordType::stop);
    CHECK(records.back().code == static_cast<int>(blackbox::StopReason::service));
    // The group may read what the recorder keeps, others may not.
    for (auto const& entry : std::filesystem::directory_iterator(place.box)) {
        struct stat info {};
        REQUIRE(::stat(entry.path().c_str(), &info) == 0);
        CHECK((info.st_mode & 07U) == 0);
    }
    CHECK_FALSE(std::filesystem::exists(place.box + "/mark"));
}

TEST_CASE("record --once shows what the sensors say", "[cli][record]") {
    Place const place;
    auto const outcome = place.run({"--once"});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find("cpu                    load                       0.25") == 0);
    CHECK(outcome.out.find("k10temp") != std::string::npos);
    CHECK(outcome.out.find("Tctl                       55.0 C         limit 95.0 C") !=
          std::string::npos);
    CHECK(place.records().back().type == RecordType::stop);
}

TEST_CASE("two recorders do not share a directory", "[cli][record]") {
    Place const place;
    Running first(place.record());
    REQUIRE_FALSE(first.line().empty());
    auto const second = place.run({"--for", "1s"});
    CHECK(second.exit_code == 3);
    CHECK(second.err == "rigcheck: " + place.box + ": another recorder is at work there\n");
    // It takes nothing away from the first.
    CHECK(place.run({"--mark", "still there"}).exit_code == 0);
    first.send(SIGTERM);
    CHECK(first.wait() == 0);
}

TEST_CASE("a recorder that was killed goes on where it was", "[cli][record]") {
    Place const place;
    {
        Running killed(place.record());
        REQUIRE_FALSE(killed.line().empty());
        place.wait_for_a_record();
        CHECK(place.status()["recording"] == true);
        killed.send(SIGKILL);
        CHECK(killed.wait() == -SIGKILL);
    }
    CHECK(place.status()["recording"] == false);
    CHECK(place.run({"--for", "1s"}).exit_code == 0);
    auto const records = place.records();
    CHECK(count(records, RecordType::reopen) == 1);
    CHECK(count(records, RecordType::stop) == 1);
    CHECK(records.back().type == RecordType::stop);
}

TEST_CASE("the reason of the end: the program alone, or the whole machine", "[cli][record]") {
    using blackbox::StopReason;
    for (auto const& [state, reason] :
         {std::pair("running", StopReason::service), std::pair("stopping", StopReason::shutdown)}) {
        Place const place;
        test::SystemBus const bus(state);
        Running recorder(place.record(), {"DBUS_SYSTEM_BUS_ADDRESS=" + bus.address()});
        REQUIRE_FALSE(recorder.line().empty());
        recorder.send(SIGTERM);
        CHECK(recorder.wait() == 0);
        REQUIRE(place.records().back().type == RecordType::stop);
        CHECK(place.records().back().code == static_cast<int>(reason));
    }
}

TEST_CASE("systemd hears when the recorder is ready and when it stops", "[cli][record]") {
    Place const place;
    auto const path = place.machine.root() + "/notify";
    int const socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(static_cast<char*>(address.sun_path), path.size());
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
    auto const heard = [&] {
        std::array<char, 512> room{};
        auto const got = ::recv(socket, room.data(), room.size(), 0);
        return std::string(room.data(), static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    };
    Running recorder(place.record(), {"NOTIFY_SOCKET=" + path});
    CHECK(heard().starts_with("READY=1\nSTATUS=Recording 2 values"));
    recorder.send(SIGINT);
    CHECK(heard() == "STOPPING=1");
    CHECK(recorder.wait() == 0);
    ::close(socket);
}

TEST_CASE("a mark reaches the recorder at work", "[cli][record]") {
    Place const place;
    auto const nobody = place.run({"--mark", "now"});
    CHECK(nobody.exit_code == 3);
    CHECK(nobody.err == "rigcheck: " + place.box + ": no recorder is at work there\n");

    Running recorder(place.record());
    REQUIRE_FALSE(recorder.line().empty());
    CHECK(place.run({"--mark", "it happens\nnow"}).exit_code == 0);
    CHECK(place.run({"--mark", std::string(5000, 'x')}).exit_code == 0);
    while (count(place.records(), RecordType::mark) < 2) {
    }
    auto const records = place.records();
    auto const mark = std::find_if(records.begin(), records.end(), [](Record const& each) {
        return each.type == RecordType::mark;
    });
    CHECK(mark->text == "it happens now");
    recorder.send(SIGTERM);
    CHECK(recorder.wait() == 0);
}

TEST_CASE("what was recorded, and letting go of past ends", "[cli][record]") {
    Place const place;
    CHECK(place.status()["segments"] == 0);
    CHECK(place.status()["newest"].is_null());
    {
        Running killed(place.record());
        REQUIRE_FALSE(killed.line().empty());
        place.wait_for_a_record();
    }
    CHECK(place.status()["unexpected_ends"].empty());  // it may go on in this start
    auto const next = machine_in(kSecondBoot);
    auto const status = place.status(next.root());
    CHECK(status["schema"] == "rigcheck.record/1");
    CHECK(status["segments"] > 0);
    CHECK(status["bytes"] > 0);
    CHECK(status["unexpected_ends"] == Json::array({"11111111111141118111111111111111"}));
    auto const with = [&](std::string const& option) {
        return run_rigcheck({"record", option, "--root", next.root(), "--dir", place.box});
    };
    auto const text = with("--status");
    CHECK(text.out.find("1 run ended unexpectedly") != std::string::npos);

    CHECK(with("--dismiss").exit_code == 0);
    CHECK(place.status(next.root())["unexpected_ends"].empty());
}

TEST_CASE("a catch goes on from start to start until an unexpected end", "[cli][record]") {
    Place const place;
    {
        Running first(place.record({"--catch"}));
        REQUIRE_FALSE(first.line().empty());
        place.wait_for_a_record();
        CHECK(place.status()["caught"].is_null());
        CHECK_FALSE(place.status()["catch_until"].is_null());
        first.send(SIGTERM);
        CHECK(first.wait() == 0);
    }
    {
        Running again(place.record({"--catch"}));  // stopped and started: nothing was caught
        CHECK(again.line().starts_with("Recording"));
        again.send(SIGKILL);
    }
    // The next start of the machine.
    auto const next = machine_in(kSecondBoot);
    std::vector<std::string> const command{"record", "--root",  next.root(),
                                           "--dir",  place.box, "--catch"};
    auto const outcome = run_rigcheck(command);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.starts_with("An unexpected end was recorded at 20"));
    CHECK_FALSE(place.status(next.root())["caught"].is_null());

    CHECK(run_rigcheck({"record", "--dismiss", "--root", next.root(), "--dir", place.box})
              .exit_code == 0);
    Running begun_anew(command);
    CHECK(begun_anew.line().starts_with("Recording"));
}

TEST_CASE("a catch ends after its time, and a damaged one begins anew", "[cli][record]") {
    Place const place;
    auto const put = [&](std::string const& text) {
        std::ofstream(place.box + "/catch.json") << text;
    };
    put(R"({"schema":"rigcheck.catch/1","since":1600000000})");
    auto const over = place.run({"--catch"});
    CHECK(over.exit_code == 0);
    CHECK(over.out.starts_with("Nothing was caught in the 14 days since 2020-09-13"));
    for (auto const* damaged : {"", "{", "[]", R"({"schema":"rigcheck.catch/1","since":-5})",
                                R"({"schema":"other","since":1600000000})"}) {
        put(damaged);
        Running recorder(place.record({"--catch"}));
        CHECK(recorder.line().starts_with("Recording"));
    }
}

TEST_CASE("the ledger from the command line", "[cli][record]") {
    Place const place;
    auto const first = place.run({"--ledger", "--json"});
    CHECK(first.exit_code == 0);
    CHECK(Json::parse(first.out)["boot_id"] == "11111111111141118111111111111111");
    CHECK(place.run({"--ledger"}).out == "This start is noted already.\n");
    CHECK(std::filesystem::exists(place.box + "/ledger.jsonl"));
}

TEST_CASE("what cannot be recorded is one line and exit 3", "[cli][record]") {
    Place const place;
    auto const refused = [&](std::vector<std::string> const& more) {
        auto const outcome = run_rigcheck(more);
        CHECK(outcome.exit_code == 3);
        CHECK(outcome.out.empty());
        INFO(outcome.err);
        CHECK(is_one_line(outcome.err));
        return outcome.err;
    };
    for (auto const* time : {"x", "0s", "5w", "999999999999d", "1s1s"}) {
        CHECK(refused(place.record({"--for", time})).find("expected a time") != std::string::npos);
    }
    CHECK(refused(place.record({"--json"})).find("--status") != std::string::npos);
    refused(place.record({"--once", "--catch"}));
    refused(place.record({"--status", "--for", "1s"}));
    refused({"record", "--root", "/nowhere", "--dir", place.box});
    CHECK(refused({"record", "--for", "1s", "--dir", "/dev/null/box"}).find("/dev/null") !=
          std::string::npos);
    std::ofstream(place.box + "/file") << "";
    refused({"record", "--for", "1s", "--dir", place.box + "/file"});
    // The person's own place: XDG_STATE_HOME is /dev/null here.
    if (::geteuid() != 0) refused({"record", "--for", "1s"});
}

}  // namespace
}  // namespace rigcheck
