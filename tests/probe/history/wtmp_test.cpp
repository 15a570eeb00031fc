// wtmp: the starts and shutdowns in it, and nothing about people.
#include "probe/history/wtmp.hpp"

#include <catch2/catch.hpp>
#include <cstring>

namespace rigcheck {
namespace {

constexpr std::int64_t kStart = 1763675285;
constexpr std::int64_t kSecond = 1'000'000;

// utmp(5): type, line, user, host, time.
std::string record(int type, std::string const& user, std::int64_t at_s) {
    std::string bytes(384, '\0');
    auto const kind = static_cast<std::int16_t>(type);
    auto const seconds = static_cast<std::int32_t>(at_s);
    std::memcpy(bytes.data(), &kind, sizeof kind);
    bytes.replace(8, 2, "~\0", 2);
    bytes.replace(44, user.size(), user);
    bytes.replace(76, 10, "192.0.2.17");
    std::memcpy(bytes.data() + 340, &seconds, sizeof seconds);
    return bytes;
}

std::string boot(std::int64_t at_s) {
    return record(2, "reboot", at_s);
}
std::string shutdown(std::int64_t at_s) {
    return record(1, "shutdown", at_s);
}
std::string login(std::int64_t at_s) {
    return record(7, "alice", at_s);
}

std::optional<WtmpEnd> end_of(std::string const& bytes, std::int64_t started_s) {
    auto const records = parse_wtmp(bytes);
    REQUIRE(records);
    return end_in_wtmp(*records, started_s * kSecond);
}

TEST_CASE("a shutdown between two starts is a clean end", "[history-wtmp]") {
    auto const end = end_of(boot(kStart) + login(kStart + 60) + shutdown(kStart + 3600) +
                                boot(kStart + 3630) + login(kStart + 3700),
                            kStart + 3625);
    REQUIRE(end);
    CHECK(end->shutdown);
    CHECK(end->last_us == (kStart + 3600) * kSecond);
    CHECK(end->started_us == (kStart + 3630) * kSecond);
}

TEST_CASE("a start right behind another has no shutdown", "[history-wtmp]") {
    auto const end =
        end_of(boot(kStart - 9000) + shutdown(kStart - 5000) + boot(kStart) + login(kStart + 60) +
                   record(1, "runlevel", kStart + 70) + boot(kStart + 3630),
               kStart + 3630);
    REQUIRE(end);
    CHECK_FALSE(end->shutdown);
    CHECK(end->last_us == (kStart + 70) * kSecond);
}

TEST_CASE("a file that is no longer written tells nothing", "[history-wtmp]") {
    auto const old = boot(kStart) + shutdown(kStart + 3600) + boot(kStart + 3630);
    CHECK_FALSE(end_of(old, kStart + 90 * 86400));
    CHECK_FALSE(end_of(boot(kStart), kStart));  // the first start of all
    CHECK_FALSE(end_of(login(kStart), kStart));
    CHECK_FALSE(end_of("", kStart));
}

TEST_CASE("on the disk of another machine the last start is of the run that ended",
          "[history-wtmp]") {
    auto const end = end_of(boot(kStart) + login(kStart + 60), 0);
    REQUIRE(end);
    CHECK_FALSE(end->shutdown);
    CHECK(end->last_us == (kStart + 60) * kSecond);
    CHECK(end_of(boot(kStart) + shutdown(kStart + 60), 0)->shutdown);
}

TEST_CASE("bytes that are no records are refused", "[history-wtmp]") {
    CHECK_FALSE(parse_wtmp(std::string(383, 'x')));
    CHECK_FALSE(parse_wtmp(boot(kStart) + "x"));
    auto const garbage = parse_wtmp(std::string(384 * 3, '\xff'));
    REQUIRE(garbage);
    CHECK(garbage->size() == 3);
    CHECK(garbage->front().at_us >= 0);
}

TEST_CASE("redacted, the file names nobody and tells the same", "[history-wtmp]") {
    auto const bytes =
        boot(kStart) + login(kStart + 60) + shutdown(kStart + 3600) + boot(kStart + 3630);
    auto const redacted = redact_wtmp(bytes);
    CHECK(redacted.size() == bytes.size());
    CHECK(redacted.find("alice") == std::string::npos);
    CHECK(redacted.substr(384, 384).find("192.0.2") == std::string::npos);
    CHECK(redact_wtmp(redacted) == redacted);
    auto const before = end_of(bytes, kStart + 3630);
    auto const after = end_of(redacted, kStart + 3630);
    REQUIRE((before && after));
    CHECK(before->shutdown == after->shutdown);
    CHECK(before->last_us == after->last_us);
}

}  // namespace
}  // namespace rigcheck
