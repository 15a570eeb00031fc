#include "probe/record/ticker.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <system_error>

namespace rigcheck::record {

Ticker::Ticker()
    : timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)),
      event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (timer_ < 0 || event_ < 0) throw std::system_error(errno, std::generic_category(), "timer");
    arm();
}

Ticker::~Ticker() {
    ::close(timer_);
    ::close(event_);
}

// To the next full second and every one after it, until somebody sets the clock.
void Ticker::arm() const {
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
    std::array<pollfd, 3> watched{{{.fd = timer_, .events = POLLIN, .revents = 0},
                                   {.fd = event_, .events = POLLIN, .revents = 0},
                                   {.fd = descriptor, .events = POLLIN, .revents = 0}}};
    ::poll(watched.data(), watched.size(), -1);
    return {.second = watched[0].revents != 0 && second_passed(),
            .readable = watched[2].revents != 0};
}

void Ticker::tell() const {
    std::uint64_t const one = 1;
    static_cast<void>(::write(event_, &one, sizeof one));
}

}  // namespace rigcheck::record
