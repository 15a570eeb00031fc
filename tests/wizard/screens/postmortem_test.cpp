#include "wizard/screens/postmortem.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "checklists/causes/earlier_end.hpp"
#include "tests/support/ended_machines.hpp"
#include "tests/support/last_end.hpp"
#include "wizard/screens/boots.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

using causes::Ended;
using test::before_end;
using test::ended_machine;

PostmortemScreen screen_of(std::string const& name, causes::Answers const& answers = {}) {
    return postmortem_screen(ended_machine(name), answers);
}

SuspectCard const* card(PostmortemScreen const& screen, std::string const& id) {
    auto const& cards = screen.suspects.cards;
    auto const at = std::find_if(cards.begin(), cards.end(),
                                 [&](SuspectCard const& one) { return one.id == id; });
    return at == cards.end() ? nullptr : &*at;
}

TimelineRow const* row(PostmortemScreen const& screen, std::string const& what) {
    auto const at = std::find_if(screen.timeline.begin(), screen.timeline.end(),
                                 [&](TimelineRow const& one) { return one.what == what; });
    return at == screen.timeline.end() ? nullptr : &*at;
}

TEST_CASE("an end of which nothing is recorded accuses nothing alone", "[postmortem]") {
    auto const screen = screen_of("nothing-recorded");
    CHECK(screen.ended == Ended::unexpected);
    CHECK(screen.mark == Mark::notice);
    CHECK(screen.verdict.find("why cannot be told yet") != std::string::npos);
    CHECK(screen.suspects.cards.size() > 3);
    for (auto const& cause : screen.suspects.cards) CHECK(cause.word == "cannot be told apart");
    CHECK(card(screen, "psu-trip") != nullptr);
    CHECK(card(screen, "mains-loss") != nullptr);
    CHECK(card(screen, "plug") != nullptr);
    CHECK_FALSE(screen.next_question.empty());
    CHECK(screen.next_test.has_value());
}

TEST_CASE("what is true of several causes is said once", "[postmortem]") {
    auto const screen = screen_of("nothing-recorded");
    auto const& suspects = screen.suspects;
    REQUIRE_FALSE(suspects.shared.empty());
    for (auto const& cause : suspects.cards) {
        for (auto const& sentence : suspects.because(cause))
            CHECK(std::find(suspects.shared.begin(), suspects.shared.end(), sentence) ==
                  suspects.shared.end());
        for (auto const& hint : suspects.open(cause)) {
            CHECK(std::none_of(suspects.missing.begin(), suspects.missing.end(),
                               [&](Hint const& other) { return other.words == hint.words; }));
        }
    }
    auto const helps = [&](SuspectCard const& cause) {
        auto const open = suspects.open(cause);
        return std::any_of(open.begin(), open.end(), [](Hint const& hint) {
            return hint.by_flag.find("rigcheck record") != std::string::npos;
        });
    };
    CHECK(std::any_of(suspects.cards.begin(), suspects.cards.end(), helps));
}

TEST_CASE("a lone cause keeps its reasons", "[postmortem]") {
    auto const screen = screen_of("hardware-error");
    REQUIRE_FALSE(screen.suspects.cards.empty());
    CHECK(screen.mark == Mark::critical);
    CHECK(screen.suspects.cards.front().word == "established");
    CHECK_FALSE(screen.suspects.because(screen.suspects.cards.front()).empty());
    CHECK(screen.verdict.starts_with("The last run ended without a shutdown: "));
}

TEST_CASE("an orderly end is said to be one, and nothing is asked", "[postmortem]") {
    auto const screen = screen_of("orderly");
    CHECK(screen.mark == Mark::fine);
    CHECK(screen.questions.empty());
    CHECK(screen.next_question.empty());
    auto const* const shutdown = row(screen, "The system shut down to restart");
    REQUIRE(shutdown != nullptr);
    CHECK(shutdown->line == "asked for by systemctl");
}

TEST_CASE("a key that was pressed can be doubted", "[postmortem]") {
    auto const screen = screen_of("key-pressed");
    REQUIRE(screen.questions.size() == 1);
    CHECK(screen.next_question == "button");
    CHECK(row(screen, "In the last minute the power key was pressed") != nullptr);
    auto const doubted = screen_of("key-pressed", {{"button", "no"}});
    CHECK(doubted.mark >= Mark::warning);
    CHECK(card(doubted, "case-button") != nullptr);
    CHECK(doubted.questions.front().given == "no");
}

TEST_CASE("a first run has no end to ask about", "[postmortem]") {
    auto const screen = screen_of("first-boot");
    CHECK(screen.ended == Ended::first_boot);
    CHECK(screen.mark == Mark::none);
    CHECK(screen.suspects.cards.empty());
    CHECK(screen.questions.empty());
    CHECK(screen.timeline.empty());
    CHECK_FALSE(screen.about.empty());
    CHECK_FALSE(screen.black_box.how_on.empty());
}

TEST_CASE("what could not be read is named with what would give it", "[postmortem]") {
    auto const screen = screen_of("unreadable");
    CHECK(screen.ended == Ended::unknown);
    CHECK(screen.mark == Mark::unknown);
    REQUIRE(screen.unread.size() == 2);
    CHECK(screen.unread[0].what == "/var/log/journal");
    CHECK(screen.unread[0].remedy.find("adm") != std::string::npos);
    CHECK(find_question(screen, "unexpected") != nullptr);
    CHECK(screen.next_question == "unexpected");
}

TEST_CASE("of a virtual machine no part is suspected", "[postmortem]") {
    auto const screen = screen_of("virtual");
    CHECK(screen.suspects.cards.empty());
    CHECK(screen.questions.empty());
    CHECK(screen.mark == Mark::notice);
    CHECK(screen.about.find("virtual machine") != std::string::npos);
}

TEST_CASE("the timeline tells how long before the end each thing was", "[postmortem]") {
    auto const screen = screen_of("card-lost");
    auto const* const xid = row(screen, "The kernel says");
    REQUIRE(xid != nullptr);
    CHECK(xid->when() == "34 s before");
    CHECK(xid->line.starts_with("NVRM: Xid"));
    auto const* const end = row(screen, "Last sign of life");
    REQUIRE(end != nullptr);
    CHECK(end->when() == "the end");
    auto const* const next = row(screen, "The next start");
    REQUIRE(next != nullptr);
    CHECK(next->when() == "30 s after");
    CHECK(std::is_sorted(
        screen.timeline.begin(), screen.timeline.end(),
        [](TimelineRow const& a, TimelineRow const& b) { return a.before_s > b.before_s; }));
}

TEST_CASE("a line that journal and black box both hold stands once", "[postmortem]") {
    auto snapshot = ended_machine("card-lost");
    auto const& line = snapshot.history.log_matches.front();
    auto run = test::black_box_run(test::kLastBoot, {});
    run.events = {{before_end(33.5), "kernel", line.line},
                  {before_end(10), "kernel", "only the black box has this"}};
    snapshot.history.blackbox = BlackBox{"/x", {run}};
    auto const rows = end_timeline(snapshot.history);
    CHECK(std::count_if(rows.begin(), rows.end(),
                        [&](TimelineRow const& one) { return one.line == line.line; }) == 1);
    CHECK(std::any_of(rows.begin(), rows.end(), [](TimelineRow const& one) {
        return one.line == "only the black box has this";
    }));
}

TEST_CASE("the timeline is short, however much was logged", "[postmortem]") {
    auto snapshot = ended_machine("card-lost");
    auto const line = snapshot.history.log_matches.front();
    for (int i = 0; i < 5000; ++i) snapshot.history.log_matches.push_back(line);
    auto const rows = end_timeline(snapshot.history);
    CHECK(rows.size() == 60);
    CHECK(rows.back().what == "The next start");
    auto old = test::line_before_end("nvidia-xid", 4000);
    snapshot.history.log_matches = {old};
    for (auto const& one : end_timeline(snapshot.history)) CHECK(one.line != old.line);
}

TEST_CASE("curves: those closest to their limits first, four of a kind", "[postmortem]") {
    auto snapshot = ended_machine("heat");
    auto& channels = snapshot.history.blackbox->runs.front().channels;
    for (int i = 0; i < 10; ++i)
        channels.push_back(test::recorded("fan " + std::to_string(i), "temperature", 100, 30));
    channels.push_back(test::recorded("odd", "voltage", 0, 12));
    auto const curves = end_curves(snapshot.history);
    REQUIRE(curves.size() == 3);
    CHECK(curves[0].heading == "Temperatures");
    CHECK(curves[0].curves.size() == 4);
    CHECK(curves[0].curves.front().name == "k10temp-pci-00c3 Tctl");
    CHECK(curves[0].curves.front().in_words() ==
          "95 °C at the end, between 89 °C and 95 °C, limit 95 °C");
    CHECK(curves[0].curves.back().in_words() == "30 °C all the time, limit 100 °C");
    CHECK(curves[2].curves.front().unit == "MHz");
}

TEST_CASE("curves leave out what was not measured", "[postmortem]") {
    auto snapshot = ended_machine("heat");
    auto& run = snapshot.history.blackbox->runs.front();
    run.seconds.resize(50);  // fewer moments than values
    run.channels.front().values[3] = std::nullopt;
    run.channels.front().values[4] = std::numeric_limits<double>::quiet_NaN();
    for (auto& value : run.channels[1].values) value.reset();
    auto const curves = end_curves(snapshot.history);
    REQUIRE_FALSE(curves.empty());
    for (auto const& kind : curves) {
        for (auto const& curve : kind.curves) {
            CHECK(curve.name != run.channels[1].name);
            CHECK(curve.points.size() <= 50);
        }
    }
}

TEST_CASE("the black box says whether it is on, and what it missed", "[postmortem]") {
    CHECK_FALSE(black_box_state({}).running);
    CHECK_FALSE(black_box_state({}).how_on.empty());
    auto history = ended_machine("heat").history;
    auto now = test::black_box_run(test::kThisBoot, {});
    now.end = RecordEnd::running;
    auto& runs = history.blackbox->runs;
    runs.front().damaged_slots = 2;
    runs.front().lost_samples = 7;
    runs.insert(runs.begin(), now);
    auto const state = black_box_state(history);
    CHECK(state.running);
    CHECK(state.how_on.empty());
    REQUIRE(state.notes.size() == 4);
    CHECK(state.notes[1].starts_with("2 records are damaged"));
    CHECK(state.notes[2].find("7 of its samples") != std::string::npos);
}

TEST_CASE("an earlier end is judged by what is kept of it", "[postmortem]") {
    auto snapshot = ended_machine("hardware-error");
    auto older = snapshot.history.boots[1];
    older.boot_id = "33333333333333333333333333333333";
    older.first_at = before_end(90000);
    older.last_at = before_end(80000);
    older.shutdown_started = older.journal_stopped = true;
    snapshot.history.boots.push_back(older);
    auto const earlier = causes::as_of_end(snapshot, 2);
    REQUIRE(earlier);
    CHECK(earlier->history.previous_end->boot_id == older.boot_id);
    CHECK(earlier->history.previous_end->next_boot_at == snapshot.history.boots[1].first_at);
    CHECK_FALSE(earlier->history.previous_end->reset_reason);
    auto const screen = postmortem_screen(*earlier, {});
    CHECK(screen.ended == Ended::orderly);
    CHECK(screen.mark == Mark::fine);
    CHECK_FALSE(causes::as_of_end(snapshot, 0));
    CHECK_FALSE(causes::as_of_end(snapshot, 3));
}

TEST_CASE("runs stand in a table with how they ended", "[postmortem]") {
    auto const rows = boot_rows(ended_machine("power-ramp").history);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].ended == "runs now");
    CHECK(rows[1].ended == "without a shutdown");
    CHECK(rows[1].lasted == "1 h 0 min");
    CHECK(rows[1].began == "2026-11-20 20:48:05 UTC");
    CHECK(boot_rows(ended_machine("orderly").history)[1].ended == "with a restart");
    CHECK(boot_rows({}).empty());
}

TEST_CASE("spans and moments as people read them", "[postmortem]") {
    CHECK(span_text(0) == "0.0 s");
    CHECK(span_text(9.94) == "9.9 s");
    CHECK(span_text(12.4) == "12 s");
    CHECK(span_text(59.7) == "1 min 0 s");
    CHECK(span_text(3599) == "59 min 59 s");
    CHECK(span_text(90000) == "1 d 1 h");
    CHECK(span_text(-1) == "?");
    CHECK(span_text(1e300) == "?");
    CHECK(clock_text("2026-11-20T21:48:05.123456Z") == "2026-11-20 21:48:05 UTC");
    CHECK(clock_text("yesterday") == "yesterday");
    CHECK(clock_text("") == "");
}

}  // namespace
}  // namespace rigcheck
