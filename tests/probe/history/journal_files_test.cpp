// Real journal files, as systemd writes them, on a disk that was taken out of another machine.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/history/apart.hpp"
#include "probe/history/history.hpp"
#include "probe/history/journal.hpp"
#include "probe/history/journal_reader.hpp"
#include "tests/support/journal_text.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::RunText;
using test::Tree;

constexpr std::int64_t kStart = 1763675285;
constexpr char const* kMachine = "16ae67b9dca94ecebbc8ec78ab24e074";

std::string journal_directory(Tree const& tree) {
    return tree.root() + "/var/log/journal/" + kMachine;
}

// systemd-journal-remote turns export text into a journal file; part of the package of that name.
void write_journal(std::string const& file, std::string const& text) {
    fs::create_directories(fs::path(file).parent_path());
    auto const outcome =
        test::run_command("/lib/systemd/systemd-journal-remote -o '" + file + "' -", text);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE(fs::exists(file));
}

RunText a_run(char digit, std::int64_t started_s) {
    RunText run(digit, started_s);
    run.kernel(0.5, "Linux version 6.12.10-amd64 (gcc)")
        .kernel(1, "NVRM: Xid (PCI:0000:01:00): 31, pid=1, name=x")
        .program(2, "firefox", "somebody's address is here");
    for (int i = 0; i < 300; ++i) run.kernel(3 + i, "usb 1-1: line " + std::to_string(i));
    return run;
}

struct Read {
    History history;
    std::vector<Gap> gaps;
};

Read read(Tree const& tree) {
    Read out;
    out.history = read_history(tree.machine(), {}, out.gaps);
    return out;
}

TEST_CASE("the journal of a disk tells how its last run ended", "[history-journal]") {
    auto const tree = Tree::from_text("/etc/machine-id = " + std::string(kMachine) + "\n");
    auto const directory = journal_directory(tree);
    write_journal(directory + "/system@old.journal",
                  a_run('1', kStart).shutdown(400, "reboot").text());
    write_journal(directory + "/system.journal",
                  a_run('2', kStart + 1000).kernel(310, "Kernel panic - not syncing: x").text());
    write_journal(tree.root() + "/var/log/journal/ffffffffffffffffffffffffffffffff/system.journal",
                  a_run('9', kStart + 9000).text());
    auto const [history, gaps] = read(tree);
    CHECK(gaps.empty());
    REQUIRE(history.boots.size() == 2);
    auto const& ended = history.boots[0];
    CHECK(ended.boot_id == std::string(32, '2'));
    CHECK_FALSE(ended.is_running);
    CHECK(ended.journal_stopped == false);
    CHECK(ended.kernel == "6.12.10-amd64");
    CHECK(ended.last_at == "2025-11-20T22:09:55.000000Z");
    CHECK(ended.last_lines.back() == "Kernel panic - not syncing: x");
    CHECK(history.boots[1].shutdown_to == "reboot");
    CHECK(history.boots[1].journal_stopped == true);
    REQUIRE(history.previous_end);
    CHECK(history.previous_end->boot_id == std::string(32, '2'));
    CHECK(history.previous_end->next_boot_at.empty());
    CHECK(history.previous_end->last_sign_at == ended.last_at);
    REQUIRE(history.log_matches.size() == 3);
    CHECK(history.log_matches[0].boot_id == std::string(32, '1'));
    CHECK(history.log_matches[2].signature == "kernel-panic");
}

TEST_CASE("a captured tree with its journal files knows that a run goes on", "[history-journal]") {
    auto const tree =
        Tree::from_text("/proc/sys/kernel/random/boot_id = 00000000-0000-0000-0000-000000000000\n");
    write_journal(
        journal_directory(tree) + "/system.journal",
        a_run('1', kStart).shutdown(400, "halt").text() + a_run('2', kStart + 1000).text());
    auto const [history, gaps] = read(tree);
    CHECK(history.boots.at(0).is_running);
    CHECK(history.previous_end.value().boot_id == std::string(32, '1'));
}

TEST_CASE("what programs logged stays where it is", "[history-journal]") {
    auto const tree = Tree::from_text("/x/");
    auto const file = journal_directory(tree) + "/system.journal";
    write_journal(file, a_run('1', kStart)
                            .program(304, "firefox", "somebody's address is here")
                            .kernel(305, "[UFW BLOCK] IN=eth0 OUT= SRC=192.0.2.17 DST=192.0.2.1")
                            .kernel(306, "usb 1-1: SerialNumber: 0123456789")
                            .kernel(307, "audit: type=1400 name=\"/home/alice/x\"")
                            .text());
    auto const text = read_journal_files({file});
    CHECK(text.find("Linux version") != std::string::npos);
    for (auto const* secret : {"address", "192.0.2", "0123456789\n", "alice"}) {
        INFO(secret);
        CHECK(text.find(secret) == std::string::npos);
    }
}

TEST_CASE("a fault deep in a long run is found, its flood is bounded", "[history-journal]") {
    auto const tree = Tree::from_text("/x/");
    auto const file = journal_directory(tree) + "/system.journal";
    auto run = a_run('1', kStart);
    run.kernel(400, "ata3.00: exception Emask 0x10 SAct 0x0");
    for (int i = 0; i < 3000; ++i) run.kernel(500 + i, "usb 1-1: line " + std::to_string(i));
    for (int i = 0; i < 3000; ++i)
        run.kernel(4000 + i, "NVRM: Xid (PCI:0000:01:00): 31, pid=" + std::to_string(i));
    write_journal(file, run.text());
    auto const text = read_journal_files({file});
    CHECK(text.find("exception Emask") != std::string::npos);
    CHECK(text.size() < kJournalTextLimit);
    auto const entries = parse_journal_export(text);
    CHECK(entries.size() < 260);
    CHECK(text.find("31, pid=0\n") != std::string::npos);
    CHECK(text.find("31, pid=2999\n") != std::string::npos);
}

TEST_CASE("a link among the files is not followed", "[history-journal]") {
    auto const outside = Tree::from_text("/x/");
    write_journal(outside.root() + "/system.journal", a_run('1', kStart).text());
    auto const tree = Tree::from_text("/x/");
    auto const directory = journal_directory(tree);
    fs::create_directories(directory);
    fs::create_symlink(outside.root() + "/system.journal", directory + "/system.journal");
    auto const [history, gaps] = read(tree);
    CHECK(history.boots.empty());
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::absent);
}

TEST_CASE("damaged files are survived, and said", "[history-journal]") {
    auto const tree = Tree::from_text("/x/");
    auto const file = journal_directory(tree) + "/system.journal";
    write_journal(file, a_run('1', kStart).text());
    auto const whole = test::read_file(file);
    auto const write = [&](std::string const& bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
    };
    for (std::size_t const size : {std::size_t{0}, std::size_t{10}, std::size_t{300},
                                   whole.size() / 100, whole.size() / 2}) {
        write(whole.substr(0, size));
        auto const [history, gaps] = read(tree);
        CHECK(history.boots.size() <= 1);
        CHECK((!history.boots.empty() || gaps.size() == 1));
    }
    std::uint32_t random = 11;
    for (int round = 0; round < 20; ++round) {
        auto bytes = whole;
        for (int i = 0; i < 200; ++i) {
            random = random * 1664525U + 1013904223U;
            bytes[random % std::min<std::size_t>(bytes.size(), 200'000)] =
                static_cast<char>(random >> 24U);
        }
        write(bytes);
        CHECK(read(tree).history.boots.size() <= 10);
    }
}

TEST_CASE("work apart ends with its process, its time or its size", "[history-journal]") {
    auto const text = read_apart([] { return std::string(100'000, 'x'); }, 10s, 1'000'000);
    REQUIRE(text.text);
    CHECK(text.text->size() == 100'000);
    CHECK(read_apart([] { return std::string(100'000, 'x'); }, 10s, 10).why == Missing::too_large);
    CHECK(read_apart([]() -> std::string { std::abort(); }, 10s, 10).why == Missing::malformed);
    CHECK(read_apart([]() -> std::string { throw std::runtime_error("x"); }, 10s, 10).why ==
          Missing::malformed);
    auto const endless = []() -> std::string {
        for (volatile bool on = true; on;) {
        }
        return {};
    };
    CHECK(read_apart(endless, 50ms, 10).why == Missing::timed_out);
}

TEST_CASE("the list of files tells where the journal is kept", "[history-journal]") {
    CHECK(parse_journal_files("").storage == JournalStorage::none);
    CHECK(parse_journal_files("var system.journal\n").storage == JournalStorage::persistent);
    CHECK(parse_journal_files("run system.journal\n").storage == JournalStorage::runtime);
    CHECK(parse_journal_files("var system@1.journal\nrun system.journal").storage ==
          JournalStorage::runtime);
    CHECK(parse_journal_files("var system.journal\nrun system@1.journal").storage ==
          JournalStorage::persistent);
    auto const files = parse_journal_files(
        "var system@00064412b5e1a340-0123456789abcdef.journal~\nvar user-1000@x.journal~\n");
    REQUIRE(files.set_aside_us.size() == 1);
    CHECK(files.set_aside_us[0] == 0x00064412b5e1a340);
}

}  // namespace
}  // namespace rigcheck
