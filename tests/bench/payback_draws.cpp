// How long do 10,000 draws of a payback take? Prints the best of several rounds in milliseconds,
// and the time of one plain evaluation in microseconds.
#include <chrono>
#include <cstdio>

#include "checklists/payback/estimate.hpp"
#include "checklists/payback/model.hpp"

namespace {

template <class Work>
double best_ms(int rounds, Work const& work) {
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        auto const start = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double, std::milli> const took =
            std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count());
    }
    return best;
}

}  // namespace

int main() {
    using namespace rigcheck::payback;
    Inputs in;
    in.purchase = 2500;
    in.load_w = 560;
    in.hours_week = 12;
    in.price_hour = 1.861;
    in.cloud_decline = 0.05;
    in.depreciation = 0.207;
    in.maintenance = 0.02;
    auto const ranges = usual_ranges(in);
    double share = 0;
    double const draws = best_ms(9, [&] { share += band(in, ranges, 10000).share_within_horizon; });
    double const once = best_ms(9, [&] { share += evaluate(in).npv_horizon.value_or(0); });
    std::printf("%.2f %.1f %d\n", draws, once * 1000, share > 0 ? 1 : 0);
}
