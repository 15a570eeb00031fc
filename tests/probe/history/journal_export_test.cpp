// Journal export text: read back as written, and bounded whatever stands in it.
#include "probe/history/journal_export.hpp"

#include <catch2/catch.hpp>

#include "tests/support/journal_text.hpp"

namespace rigcheck {
namespace {

std::string const kStamps =
    "__REALTIME_TIMESTAMP=1763675285123456\n"
    "__MONOTONIC_TIMESTAMP=3600000000\n"
    "_BOOT_ID=0123456789abcdef0123456789abcdef\n";

std::string binary(std::string const& name, std::uint64_t size, std::string const& bytes) {
    std::string field = name + '\n';
    for (unsigned i = 0; i < 8; ++i) field += static_cast<char>(size >> (8 * i) & 0xff);
    return field + bytes + '\n';
}

TEST_CASE("an entry of `journalctl -o export` is read", "[history-export]") {
    auto const entries = parse_journal_export(
        "__CURSOR=s=0123456789abcdef0123456789abcdee;i=2f;b=0123456789abcdef0123456789abcdef;m="
        "1\n" +
        kStamps +
        "_TRANSPORT=kernel\nPRIORITY=3\nSYSLOG_IDENTIFIER=kernel\n"
        "_SOURCE_MONOTONIC_TIMESTAMP=3599000000\nMESSAGE=nvme nvme0: I/O 12 QID 3 timeout\n\n");
    REQUIRE(entries.size() == 1);
    auto const& entry = entries[0];
    CHECK(entry.realtime_us == 1763675285123456);
    CHECK(entry.monotonic_us == 3600000000);
    CHECK(entry.source_us == 3599000000);
    CHECK(entry.boot_id == "0123456789abcdef0123456789abcdef");
    CHECK(entry.seqnum == 0x2f);
    CHECK(entry.of_kernel());
    CHECK(entry.message == "nvme nvme0: I/O 12 QID 3 timeout");
}

TEST_CASE("entries come back as they were written", "[history-export]") {
    auto const run = test::RunText('1', 1763675285)
                         .kernel(1, "Linux version 6.12.10-amd64 (gcc)")
                         .program(2, "systemd-oomd", "Killed /user.slice due to memory used")
                         .shutdown(60, "reboot");
    auto const text = run.text();
    auto const entries = parse_journal_export(text);
    CHECK(entries.size() == run.entries().size());
    CHECK(write_journal_export(entries) == text);
}

TEST_CASE("a field of bytes is read with its size", "[history-export]") {
    auto const entries = parse_journal_export(
        kStamps + binary("MESSAGE", 11, "line\none\0\x1b!" + std::string()) + "_COMM=x\n\n");
    auto const exact = std::string("line\none\x01\x1b!", 11);
    auto const whole = parse_journal_export(kStamps + binary("MESSAGE", 11, exact) + "_COMM=x\n");
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].message == "line one  !");
    CHECK(whole[0].program == "x");
    CHECK(entries.size() <= 1);
}

TEST_CASE("a size that reaches past the end ends the reading", "[history-export]") {
    for (auto const size : {std::uint64_t{100}, ~std::uint64_t{0}, std::uint64_t{1} << 63U}) {
        auto const entries =
            parse_journal_export(kStamps + "\n" + kStamps + binary("MESSAGE", size, "short"));
        CHECK(entries.size() == 2);
        CHECK(entries[1].message.empty());
    }
}

TEST_CASE("entries without time or run are left out", "[history-export]") {
    CHECK(parse_journal_export("MESSAGE=x\n\n").empty());
    CHECK(parse_journal_export("__REALTIME_TIMESTAMP=1\n__MONOTONIC_TIMESTAMP=1\n\n").empty());
    CHECK(parse_journal_export("__REALTIME_TIMESTAMP=-1\n__MONOTONIC_TIMESTAMP=1\n"
                               "_BOOT_ID=0123456789abcdef0123456789abcdef\n\n")
              .empty());
    CHECK(parse_journal_export("__REALTIME_TIMESTAMP=99999999999999999999\n"
                               "__MONOTONIC_TIMESTAMP=1\n"
                               "_BOOT_ID=0123456789abcdef0123456789abcdef\n\n")
              .empty());
    CHECK(parse_journal_export("__REALTIME_TIMESTAMP=1\n__MONOTONIC_TIMESTAMP=1\n_BOOT_ID=xyz\n\n")
              .empty());
    CHECK(parse_journal_export("").empty());
    CHECK(parse_journal_export("\n\n\n\n").empty());
}

TEST_CASE("a text that is cut anywhere never gives more than it held", "[history-export]") {
    auto const text =
        test::RunText('1', 1763675285).kernel(1, "one").kernel(2, "two").shutdown(5, "halt").text();
    auto const whole = parse_journal_export(text).size();
    for (std::size_t cut = 0; cut < text.size(); ++cut)
        CHECK(parse_journal_export(text.substr(0, cut)).size() <= whole);
}

TEST_CASE("lines without end and floods of entries are bounded", "[history-export]") {
    std::string const endless = kStamps + "MESSAGE=" + std::string(5'000'000, 'x');
    auto const entries = parse_journal_export(endless);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].message.size() == kMostMessage);

    std::string flood;
    for (int i = 0; i < 30'000; ++i) flood += kStamps + "\n";
    CHECK(parse_journal_export(flood).size() == kMostEntries);
}

TEST_CASE("ids are the same in both spellings, and those of machines are hidden",
          "[history-export]") {
    CHECK(plain_id("01234567-89AB-cdef-0123-456789ABCDEF") == "0123456789abcdef0123456789abcdef");
    CHECK(plain_id("0123").empty());
    CHECK(clean_message("File /var/log/journal/16ae67b9dca94ecebbc8ec78ab24e074/system.journal") ==
          "File /var/log/journal/00000000000000000000000000000000/system.journal");
    CHECK(clean_message("status 9c2041000000011b\tend\x7f") == "status 9c2041000000011b end ");
}

}  // namespace
}  // namespace rigcheck
