#include "probe/record/kernel_messages.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "probe/record/kernel_watch.hpp"

using namespace rigcheck::record;

namespace {

// Reads give one record each, as those of /dev/kmsg do.
class Log {
public:
    Log() { REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends_.data()) == 0); }
    Log(Log const&) = delete;
    Log& operator=(Log const&) = delete;
    ~Log() { ::close(ends_[0]); }

    void write(std::string const& record) const {
        REQUIRE(::send(ends_[0], record.data(), record.size(), 0) ==
                static_cast<ssize_t>(record.size()));
    }
    KernelMessages reader() const { return KernelMessages(ends_[1]); }

private:
    std::array<int, 2> ends_{};
};

}  // namespace

TEST_CASE("a record of /dev/kmsg is its level, its time and its first line", "[record]") {
    auto const message =
        parse_kernel_message("3,1234,5140900,-;NVRM: Xid\x01 79\n SUBSYSTEM=pci\n DEVICE=+pci:0\n");
    REQUIRE(message);
    CHECK(message->level == 3);
    CHECK(message->at_us == 5140900);
    CHECK(message->text == "NVRM: Xid  79");
    CHECK(parse_kernel_message("6,1,2,-,caller=T1;text")->text == "text");
}

TEST_CASE("what a program writes to /dev/kmsg is not believed to be the kernel", "[record]") {
    CHECK(parse_kernel_message("12,1,2,-;NVRM: Xid (PCI:0000:01:00): 79, made up") == std::nullopt);
    for (auto const* garbage : {"", ";", "6;text", "6,1;text", "6,1,;text", "x,1,2,-;text",
                                "6,1,2,- text", "-1,1,2,-;text"}) {
        CHECK(parse_kernel_message(garbage) == std::nullopt);
    }
}

TEST_CASE("only lines that speak of a fault are news", "[record]") {
    Log const log;
    KernelWatch watch(log.reader(), {"workstation"});
    CHECK(watch.take(0).lines.empty());
    log.write("6,1,10,-;usb 1-1: new high-speed USB device number 4");
    log.write("4,2,20,-;NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.");
    log.write("3,3,30,-;I/O error, dev sda, sector 5 on workstation");
    auto const news = watch.take(1);
    CHECK(news.lines == std::vector<std::string>{
                            "NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.",
                            "I/O error, dev sda, sector 5 on redacted"});
    CHECK_FALSE(news.going_to_sleep);
    CHECK(watch.take(2).lines.empty());
}

TEST_CASE("the kernel says when the machine goes to sleep, and when it is back", "[record]") {
    Log const log;
    KernelWatch watch(log.reader(), {});
    log.write("6,1,10,-;PM: suspend entry (deep)");
    auto const first = watch.take(0);
    CHECK(first.going_to_sleep);
    CHECK_FALSE(first.back);
    log.write("6,2,10,-;PM: suspend exit");
    auto const second = watch.take(0);
    CHECK_FALSE(second.going_to_sleep);
    CHECK(second.back);
    log.write("6,3,10,-;PM: hibernation: hibernation entry");
    log.write("6,4,10,-;PM: hibernation: hibernation exit");
    CHECK_FALSE(watch.take(0).going_to_sleep);
}

TEST_CASE("one kind of line does not fill the black box, and hides no other", "[record]") {
    FloodGate gate;
    int passed = 0;
    for (int i = 0; i < 500; ++i) passed += gate.pass("aer", "corrected", 0).empty() ? 0 : 1;
    CHECK(passed == 10);
    CHECK(gate.pass("xid", "79", 0) == "79");
    CHECK(gate.pass("aer", "corrected", 9).empty());
    CHECK(gate.pass("aer", "corrected", 10.1) == "corrected (491 more of the kind before)");
    CHECK(gate.pass("aer", "corrected", 10.2).empty());
}
