#include "checklists/payback/speed.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace rigcheck::payback {
namespace {

// Against the measured pairs of single cards the estimate below is off by a factor of 1.12 (fp16)
// to 1.29 (fp32) in the median and of 1.29 to 1.70 in the worst tenth; bandwidth alone by 1.20 to
// 1.28 and 1.41 to 1.98. Tensor throughput that counts the halved rate of GeForce cards when they
// sum in fp32 fits the newer software worse.
constexpr double kEstimateLow = 0.6, kEstimateHigh = 1.5;
// Several cards do not do several times the work; how much less depends on the job.
constexpr double kScaledLow = 0.8, kScaledHigh = 1.25;
constexpr std::size_t kFewestWorkloads = 3;

std::vector<double> shared_ratios(GpuThroughput const& own, GpuThroughput const& rented) {
    using G = GpuThroughput;
    constexpr std::array kWorkloads{&G::ssd,     &G::bert_base_squad, &G::bert_large_squad,
                                    &G::gnmt,    &G::resnet50,        &G::tacotron2,
                                    &G::waveglow};
    std::vector<double> ratios;
    for (auto const workload : kWorkloads) {
        auto const& a = own.*workload;
        auto const& b = rented.*workload;
        if (a && b && *a > 0 && *b > 0) ratios.push_back(*a / *b);
    }
    return ratios;
}

Speed over_workloads(std::vector<double> const& ratios) {
    double logs = 0;
    for (auto const ratio : ratios) logs += std::log(ratio);
    auto const [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    return {.ratio = std::exp(logs / static_cast<double>(ratios.size())),
            .low = *least,
            .high = *most,
            .basis = SpeedBasis::measured,
            .source = {},
            .as_of = {}};
}

std::optional<Speed> measured(Cards own, Cards rented, Precision precision) {
    std::optional<Speed> best;
    std::string epoch;
    auto const fits = [&](GpuThroughput const& row, Cards cards) {
        return row.precision == precision && row.gpus == cards.count &&
               row.gpu == cards.model->measured_as;
    };
    for (auto const& a : gpu_throughput()) {
        if (!fits(a, own) || (best && a.epoch <= epoch)) continue;
        for (auto const& b : gpu_throughput()) {
            if (b.epoch != a.epoch || !fits(b, rented)) continue;
            auto const ratios = shared_ratios(a, b);
            if (ratios.size() < kFewestWorkloads) continue;
            best = over_workloads(ratios);
            best->source = a.source;
            best->as_of = a.as_of;
            epoch = a.epoch;
        }
    }
    return best;
}

std::optional<double> ratio_of(std::optional<double> a, std::optional<double> b) {
    return a && b && *a > 0 && *b > 0 ? std::optional(*a / *b) : std::nullopt;
}

// Cards without tensor units reckon at their fp32 rate.
std::optional<double> throughput(GpuModel const& model) {
    return model.tensor_tflops ? model.tensor_tflops : model.fp32_tflops;
}

std::optional<Speed> estimated(Cards own, Cards rented) {
    constexpr std::string_view kNvidia = "0x10de";
    if (own.model->vendor != kNvidia || rented.model->vendor != kNvidia) return std::nullopt;
    auto const bandwidth = ratio_of(own.model->bandwidth_gbs, rented.model->bandwidth_gbs);
    auto const reckoning = ratio_of(throughput(*own.model), throughput(*rented.model));
    if (!bandwidth || !reckoning) return std::nullopt;
    double const ratio = std::sqrt(*bandwidth * *reckoning) * own.count / rented.count;
    return Speed{.ratio = ratio,
                 .low = ratio * kEstimateLow,
                 .high = ratio * kEstimateHigh,
                 .basis = SpeedBasis::estimated,
                 .source = own.model->source,
                 .as_of = own.model->as_of};
}

}  // namespace

std::optional<Speed> speed_ratio(Cards own, Cards rented, Precision precision) {
    if (own.model == nullptr || rented.model == nullptr || own.count < 1 || rented.count < 1)
        return std::nullopt;
    if (own.model == rented.model && own.count == rented.count) return Speed{};
    bool const both = !own.model->measured_as.empty() && !rented.model->measured_as.empty();
    if (both) {
        if (auto speed = measured(own, rented, precision)) return speed;
        auto one = own.model == rented.model
                       ? std::optional(Speed{})
                       : measured({own.model, 1}, {rented.model, 1}, precision);
        if (one) {
            double const counts = static_cast<double>(own.count) / rented.count;
            one->ratio *= counts;
            one->low *= counts * kScaledLow;
            one->high *= counts * kScaledHigh;
            one->basis = SpeedBasis::scaled;
            return one;
        }
    }
    return estimated(own, rented);
}

}  // namespace rigcheck::payback
