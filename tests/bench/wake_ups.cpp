// wake_ups SECONDS: what a thread costs here that wakes up ten times a second and does nothing.
// Prints its share of one core in percent.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace {

double processor_s() {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int kTicks = 10;
    int const seconds = argc > 1 ? std::atoi(argv[1]) : kTicks;
    double const before = processor_s();
    for (int i = 0; i < seconds * kTicks; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1000 / kTicks));
    std::printf("%.4f\n", 100 * (processor_s() - before) / seconds);
    return 0;
}
