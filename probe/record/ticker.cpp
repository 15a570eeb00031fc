#include "probe/record/ticker.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <system_error>

#include "probe/record/monotonic.hpp"

namespace rigcheck::record {
namespace {

constexpr double kTenth = 0.1;
constexpr unsigned long kSlack = 20'000'000;  // ns
constexpr long kNanoseconds = 1'000'000'000;

timespec duration(double seconds) {
    auto const whole = std::floor(seconds);
    return {.tv_sec = static_cast<time_t>(whole),
            .tv_nsec = static_cast<long>((seconds - whole) * kNanoseconds)};
}

}  // namespace

Ticker::Ticker(bool with_tenths)
    : tenths_(with_tenths),
      timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)),
      event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (timer_ < 0 || event_ < 0) throw std::system_error(errno, std::generic_category(), "timer");
    arm();
    next_tenth_s_ = monotonic_s() + kTenth;
}

Ticker::~Ticker() {
    ::close(timer_);
    ::close(event_);
}

// To the next full second and every one after it, until somebody sets the clock.
void Ticker::arm() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    itimerspec const when{.it_interval = {.tv_sec = 1, .tv_nsec = 0},
                          .it_value = {.tv_sec = now.tv_sec + 1, .tv_nsec = 0}};
    ::timerfd_settime(timer_, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr);
}

bool Ticker::second_passed() {
    std::uint64_t times = 0;
    auto const got = ::read(timer_, &times, sizeof times);
    if (got < 0 && errno == ECANCELED) {  // the clock was set, or the machine slept
        arm();
        return true;
    }
    return got == sizeof times;
}

Ticker::Woke Ticker::wait(int descriptor) {
    // Of the thread that waits, whichever that is (prctl(2)).
    ::prctl(PR_SET_TIMERSLACK, kSlack, 0, 0, 0);
    std::array<pollfd, 3> watched{{{.fd = timer_, .events = POLLIN, .revents = 0},
                                   {.fd = event_, .events = POLLIN, .revents = 0},
                                   {.fd = descriptor, .events = POLLIN, .revents = 0}}};
    auto const rest = duration(std::max(0.0, next_tenth_s_ - monotonic_s()));
    ::ppoll(watched.data(), watched.size(), tenths_ ? &rest : nullptr, nullptr);
    Woke woke;
    woke.second = watched[0].revents != 0 && second_passed();
    woke.told = watched[1].revents != 0;
    woke.readable = watched[2].revents != 0;
    woke.tenth = tenths_ && !woke.second && monotonic_s() >= next_tenth_s_;
    if (woke.second || woke.tenth) next_tenth_s_ = monotonic_s() + kTenth;
    return woke;
}

void Ticker::tell() {
    std::uint64_t const one = 1;
    static_cast<void>(::write(event_, &one, sizeof one));
}

}  // namespace rigcheck::record
