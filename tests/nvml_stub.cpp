// A library that answers like NVIDIA's for the tests. RIGCHECK_NVML chooses the machine it plays:
// "present", "old" (no functions of the second generation), "lean" (a card that supports almost
// nothing), "lost" (a card that fell off the bus after the library was started), or a number: that
// return code; "handle-N": the code for every card.
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

std::string role() {
    auto const* const text = std::getenv("RIGCHECK_NVML");
    return text == nullptr ? "present" : text;
}

constexpr int kNotSupported = 3, kLost = 15;

int card_code() {
    if (role() == "lost") return kLost;
    return role() == "lean" ? kNotSupported : 0;
}

template <class T>
int answer(T* out, T value) {
    if (card_code() != 0) return card_code();
    *out = value;
    return 0;
}

int start() {
    auto const code = std::atoi(role().c_str());
    return code;
}

int state_reads = 0;

}  // namespace

extern "C" {

#ifndef RIGCHECK_NVML_OLD
int nvmlInit_v2() {
    return start();
}
int nvmlDeviceGetHandleByPciBusId_v2(char const* address, void** device) {
    if (role().starts_with("handle-")) return std::atoi(role().c_str() + 7);
    if (std::strcmp(address, "0000:01:00.0") != 0) return 6;
    *device = &state_reads;
    return 0;
}
int nvmlDeviceGetCurrentClocksEventReasons(void* /*device*/, unsigned long long* out) {
    return answer(out, 0x4ULL | 0x80ULL);
}
#else
int nvmlInit() {
    return start();
}
int nvmlDeviceGetHandleByPciBusId(char const* /*address*/, void** device) {
    *device = &state_reads;
    return 0;
}
int nvmlDeviceGetCurrentClocksThrottleReasons(void* /*device*/, unsigned long long* out) {
    return answer(out, 0x1ULL);
}
#endif

int nvmlShutdown() {
    return 0;
}
int nvmlDeviceGetName(void* /*device*/, char* name, unsigned size) {
    std::strncpy(name, "NVIDIA GeForce RTX 4090", size);
    return 0;
}
int nvmlDeviceGetArchitecture(void* /*device*/, unsigned* out) {
    return answer(out, 8U);
}
int nvmlDeviceGetPerformanceState(void* /*device*/, int* out) {
    return answer(out, state_reads++ % 2 == 0 ? 8 : 0);
}
int nvmlDeviceGetCurrPcieLinkGeneration(void* /*device*/, unsigned* out) {
    return answer(out, 1U);
}
int nvmlDeviceGetMaxPcieLinkGeneration(void* /*device*/, unsigned* out) {
    return answer(out, 4U);
}
int nvmlDeviceGetCurrPcieLinkWidth(void* /*device*/, unsigned* out) {
    return answer(out, 16U);
}
int nvmlDeviceGetMaxPcieLinkWidth(void* /*device*/, unsigned* out) {
    return answer(out, 16U);
}
int nvmlDeviceGetUtilizationRates(void* /*device*/, unsigned* out) {
    if (card_code() != 0) return card_code();
    out[0] = 7;
    out[1] = 3;
    return 0;
}
int nvmlDeviceGetMemoryInfo(void* /*device*/, unsigned long long* out) {
    if (card_code() != 0) return card_code();
    out[0] = 24564ULL * 1024 * 1024;
    return 0;
}
int nvmlDeviceGetTemperature(void* /*device*/, int /*sensor*/, unsigned* out) {
    return answer(out, 41U);
}
int nvmlDeviceGetTemperatureThreshold(void* /*device*/, int which, unsigned* out) {
    return answer(out, which == 0 ? 100U : which == 1 ? 97U : 4'000'000'000U);
}
int nvmlDeviceGetPowerUsage(void* /*device*/, unsigned* out) {
    return answer(out, 18'250U);
}
int nvmlDeviceGetClockInfo(void* /*device*/, int domain, unsigned* out) {
    return answer(out, domain == 0 ? 2520U : 10501U);
}
// nvmlFieldValue_t; power of the moment alone is known.
struct Field {
    unsigned id, scope;
    long long at, took;
    int type, code;
    unsigned value, upper;
};
int nvmlDeviceGetFieldValues(void* /*device*/, int count, Field* fields) {
    constexpr unsigned kPowerInstant = 186;
    if (card_code() != 0) return card_code();
    for (int i = 0; i < count; ++i) {
        fields[i].code = fields[i].id == kPowerInstant ? 0 : kNotSupported;
        fields[i].value = 331'250;
    }
    return 0;
}
int nvmlDeviceGetEnforcedPowerLimit(void* /*device*/, unsigned* out) {
    return answer(out, 450'000U);
}
int nvmlDeviceGetPowerManagementLimitConstraints(void* /*device*/, unsigned* low, unsigned* high) {
    *low = 150'000;
    return answer(high, 600'000U);
}
int nvmlDeviceGetEccMode(void* /*device*/, unsigned* current, unsigned* pending) {
    *pending = 1;
    return answer(current, 1U);
}
int nvmlDeviceGetTotalEccErrors(void* /*device*/, int type, int counter, unsigned long long* out) {
    return answer(out, type == 1 && counter == 0 ? 2ULL : 99ULL);
}
int nvmlDeviceGetRemappedRows(void* /*device*/, unsigned* corrected, unsigned* uncorrected,
                              unsigned* pending, unsigned* failed) {
    *corrected = 1;
    *uncorrected = 2;
    *pending = 1;
    return answer(failed, 0U);
}
int nvmlDeviceGetRetiredPages(void* /*device*/, int cause, unsigned* count,
                              unsigned long long* /*addresses*/) {
    if (card_code() != 0) return card_code();
    *count = cause == 0 ? 3 : 0;
    return *count > 0 ? 7 : 0;  // there is no room for the addresses
}
}
