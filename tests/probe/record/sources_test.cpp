#include "probe/record/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

#include "probe/record/crossing.hpp"
#include "probe/record/sampler.hpp"
#include "probe/sensors/sensors.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::record;
using test::Tree;

namespace {

using Value = std::optional<double>;

// A machine that changes while sources stay open on it.
class Changing {
public:
    explicit Changing(std::string const& text) : tree_(Tree::from_text(text)) {}

    Machine machine() const { return tree_.machine(); }
    void set(std::string const& path, std::string const& text) const {
        std::ofstream(tree_.root() + path) << text;
    }

private:
    Tree tree_;
};

struct Answer {
    std::map<std::string, Value> values;  // by "chip label"
    std::vector<std::string> events;
};

class Asked {
public:
    explicit Asked(std::vector<Source> sources) : sources_(std::move(sources)) {}

    Answer at(double now_s) {
        Answer answer;
        for (auto& source : sources_) {
            std::vector<Value> values(source.channels.size());
            Sample sample{.now_s = now_s, .values = values, .events = answer.events};
            source.read(sample);
            for (std::size_t i = 0; i < values.size(); ++i)
                answer.values[source.channels[i].chip + ' ' + source.channels[i].label] = values[i];
        }
        return answer;
    }

    // What the meters of all sources say, by "chip label".
    std::map<std::string, Value> meters(double now_s) const {
        std::map<std::string, Value> found;
        for (auto const& source : sources_) {
            for (auto const& [place, meter] : source.meters) {
                auto const& of = source.channels.at(place);
                found[of.chip + ' ' + of.label] = meter(now_s);
            }
        }
        return found;
    }

    blackbox::Channel channel(std::string const& label) const {
        for (auto const& source : sources_) {
            for (auto const& each : source.channels) {
                if (each.label == label) return each;
            }
        }
        FAIL("no channel " + label);
        return {};
    }

private:
    std::vector<Source> sources_;
};

constexpr char const* kCard = "/sys/devices/pci0000:00/0000:03:00.0";
constexpr char const* kAmdgpu = R"(
/sys/class/hwmon/hwmon0 -> ../../devices/pci0000:00/0000:03:00.0/hwmon/hwmon0
/sys/devices/pci0000:00/0000:03:00.0/subsystem -> /sys/bus/pci
/sys/bus/pci/devices/0000:03:00.0 -> ../../../devices/pci0000:00/0000:03:00.0
/sys/devices/pci0000:00/0000:03:00.0/power/control = auto
/sys/devices/pci0000:00/0000:03:00.0/power/runtime_status = active
/sys/devices/pci0000:00/0000:03:00.0/power/runtime_usage = 1
/sys/devices/pci0000:00/0000:03:00.0/gpu_busy_percent = 7
/sys/devices/pci0000:00/0000:03:00.0/current_link_speed = 16.0 GT/s PCIe
/sys/devices/pci0000:00/0000:03:00.0/current_link_width = 16
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/name = amdgpu
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/device -> ../../../0000:03:00.0
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/temp2_label = junction
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/temp2_input = 61000
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/temp2_crit = 110000
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/power1_average = 42000000
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/power1_cap = 300000000
/sys/devices/pci0000:00/0000:03:00.0/hwmon/hwmon0/freq1_input = 2500000000
)";

Opinions limit(std::string const& chip, std::string const& feature, double degrees) {
    Opinion opinion;
    opinion.limit = degrees;
    return {{{chip, feature}, opinion}};
}

}  // namespace

TEST_CASE("a crossing is told once until the value was good again", "[record]") {
    Crossing hot(90, 87);
    CHECK_FALSE(hot.now(89));
    CHECK(hot.now(90));
    CHECK_FALSE(hot.now(95));
    CHECK_FALSE(hot.now(88));
    CHECK_FALSE(hot.now(91));  // it never was good in between
    CHECK_FALSE(hot.now({}));
    CHECK_FALSE(hot.now(87));
    CHECK(hot.now(90));

    Crossing low(11.4, 11.52);
    CHECK_FALSE(low.now(11.5));
    CHECK(low.now(11.4));
    CHECK_FALSE(low.now(11.45));
    CHECK_FALSE(low.now(11.3));
    CHECK_FALSE(low.now(12));
    CHECK(low.now(11));
}

TEST_CASE("the kernel's view of the whole machine", "[record]") {
    Changing const pc(R"(
/proc/stat = cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 2 3\nintr 5
/proc/loadavg = 1.25 0.80 0.40 2/300 12345
/proc/meminfo = MemTotal:       32000000 kB\nMemFree:         1000000 kB\nMemAvailable:   16384000 kB
/proc/pressure/io = some avg10=3.25 avg60=0.00 avg300=0.00 total=0\nfull avg10=1.00 avg60=0.00 avg300=0.00 total=0
)");
    Asked asked(system_sources(pc.machine()));
    auto const first = asked.at(0).values;
    CHECK(first.at("cpu busy") == std::nullopt);  // a share is of the time between two readings
    CHECK(first.at("cpu load") == 1.25);
    CHECK(first.at("memory available") == 16000);
    CHECK(first.at("pressure io") == 3.25);
    CHECK_FALSE(first.contains("pressure cpu"));

    pc.set("/proc/stat", "cpu  150 0 125 900 25 0 0 0 0 0\n");
    CHECK(asked.at(1).values.at("cpu busy") == Approx(37.5));
    CHECK(asked.at(2).values.at("cpu busy") == std::nullopt);  // no tick since
    pc.set("/proc/stat", "garbage");
    CHECK(asked.at(3).values.at("cpu busy") == std::nullopt);
}

TEST_CASE("one clock of each core counts, and the slowest is shown", "[record]") {
    Changing const pc(R"(
/sys/devices/system/cpu/cpu0/topology/thread_siblings_list = 0,2
/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq = 4000000
/sys/devices/system/cpu/cpu1/topology/thread_siblings_list = 1,3
/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq = 800000
/sys/devices/system/cpu/cpu2/topology/thread_siblings_list = 0,2
/sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq = 1
/sys/devices/system/cpu/cpu3/topology/thread_siblings_list = 1,3
/sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq = 1
/sys/devices/system/cpu/cpufreq/
)");
    auto const values = Asked(clock_sources(pc.machine())).at(0).values;
    CHECK(values.at("cpu average") == 2400);
    CHECK(values.at("cpu slowest core") == 800);
    CHECK(clock_sources(Tree::from_text("/proc/").machine()).empty());
}

TEST_CASE("power is the energy used since the reading before", "[record]") {
    Changing const pc(R"(
/sys/class/powercap/intel-rapl:0/name = package-0
/sys/class/powercap/intel-rapl:0/energy_uj = 999000000
/sys/class/powercap/intel-rapl:0/max_energy_range_uj = 1000000000
/sys/class/powercap/intel-rapl-mmio:0/name = package-0
/sys/class/powercap/intel-rapl-mmio:0/energy_uj = 5
/sys/class/powercap/intel-rapl:1/name = psys
/sys/class/powercap/intel-rapl:1/energy_uj denied
)");
    Asked asked(energy_sources(pc.machine()));
    auto const watts = [&](double now_s) {
        auto const values = asked.at(now_s).values;
        CHECK(asked.meters(now_s) == values);  // each with a counter of its own
        return values;
    };
    CHECK(watts(10).size() == 1);
    pc.set("/sys/class/powercap/intel-rapl:0/energy_uj", "999500000");
    CHECK(watts(10.1).at("intel-rapl:0 package-0") == Approx(5));
    pc.set("/sys/class/powercap/intel-rapl:0/energy_uj", "4500000");  // it began again
    CHECK(watts(10.2).at("intel-rapl:0 package-0") == Approx(50));
    CHECK(watts(10.2).at("intel-rapl:0 package-0") == std::nullopt);
    pc.set("/sys/class/powercap/intel-rapl:0/energy_uj", "no number");
    CHECK(watts(10.3).at("intel-rapl:0 package-0") == std::nullopt);
    pc.set("/sys/class/powercap/intel-rapl:0/energy_uj", "900000000");
    CHECK(watts(10.4).at("intel-rapl:0 package-0") == std::nullopt);
    pc.set("/sys/class/powercap/intel-rapl:0/energy_uj", "1");  // set back: no such power
    CHECK(watts(10.401).at("intel-rapl:0 package-0") == std::nullopt);
}

TEST_CASE("a fatal PCIe error is told with the device, a corrected one counted", "[record]") {
    Changing const pc(R"(
/sys/bus/pci/devices/0000:00:01.0/aer_dev_correctable = RxErr 1\nTOTAL_ERR_COR 1
/sys/bus/pci/devices/0000:00:01.0/aer_dev_nonfatal = TOTAL_ERR_NONFATAL 0
/sys/bus/pci/devices/0000:00:01.0/aer_dev_fatal = TOTAL_ERR_FATAL 0
/sys/bus/pci/devices/0000:01:00.0/aer_dev_correctable = TOTAL_ERR_COR 5
/sys/bus/pci/devices/0000:01:00.0/aer_dev_nonfatal = TOTAL_ERR_NONFATAL 0
/sys/bus/pci/devices/0000:01:00.0/aer_dev_fatal = TOTAL_ERR_FATAL 2
/sys/devices/system/edac/mc/mc0/ce_count = 4
/sys/devices/system/edac/mc/mc0/ue_count = 0
/proc/interrupts = CPU0\nMCE: 3 Machine check exceptions
)");
    Asked asked(error_sources(pc.machine()));
    auto const before = asked.at(0);
    CHECK(before.values.at("pcie correctable") == 6);
    CHECK(before.values.at("pcie fatal") == 2);
    CHECK(before.values.at("edac corrected") == 4);
    CHECK(before.values.at("cpu machine checks") == 3);
    CHECK(before.events.empty());  // those are of before

    pc.set("/sys/bus/pci/devices/0000:00:01.0/aer_dev_fatal", "TOTAL_ERR_FATAL 1\n");
    pc.set("/sys/bus/pci/devices/0000:01:00.0/aer_dev_correctable", "TOTAL_ERR_COR 9999\n");
    pc.set("/sys/devices/system/edac/mc/mc0/ue_count", "1\n");
    auto const after = asked.at(1);
    CHECK(after.values.at("pcie fatal") == 3);
    CHECK(after.values.at("pcie correctable") == 10000);
    CHECK(after.events == std::vector<std::string>{"mc0: 1 more uncorrected memory errors",
                                                   "0000:00:01.0: 1 more fatal PCIe errors"});
    CHECK(asked.at(2).events.empty());
}

TEST_CASE("throttling of a package counts once and is told", "[record]") {
    Changing const pc(R"(
/sys/devices/system/cpu/cpu0/topology/physical_package_id = 0
/sys/devices/system/cpu/cpu0/topology/core_id = 0
/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count = 2
/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count = 7
/sys/devices/system/cpu/cpu1/topology/physical_package_id = 0
/sys/devices/system/cpu/cpu1/topology/core_id = 1
/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count = 3
/sys/devices/system/cpu/cpu1/thermal_throttle/package_throttle_count = 7
)");
    Asked asked(throttle_sources(pc.machine()));
    auto const before = asked.at(0);
    CHECK(before.values.at("cpu core throttling") == 5);
    CHECK(before.values.at("cpu package throttling") == 7);
    CHECK(before.events.empty());
    pc.set("/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "8");
    CHECK(asked.at(1).events == std::vector<std::string>{"the processor slowed down for heat"});
}

TEST_CASE("a board's chips: named rails, fans, temperatures, and what is left out", "[record]") {
    Tree const tree("sensors-healthy-asus.tree");
    auto const machine = tree.machine();
    auto const sources = hwmon_sources(machine, read_sensor_chips(machine), {});
    Asked asked(sources);
    auto const values = asked.at(0).values;
    CHECK(values.at("k10temp-pci-00c3 Tctl") == 42);
    CHECK(values.at("nct6798-isa-0290 CPU_FAN") == 1150);
    CHECK(values.at("nct6798-isa-0290 CHA_FAN2") == 0);
    CHECK(values.at("nct6798-isa-0290 SYSTIN") == 31);
    CHECK(values.at("nvme-pci-0200 Composite") == Approx(45.85));
    // in0 and in1 say neither which rail they are nor on what scale; Sensor 1 means what its maker
    // likes.
    CHECK_FALSE(values.contains("nct6798-isa-0290 in0"));
    CHECK_FALSE(values.contains("nvme-pci-0200 Sensor 1"));
    for (auto const& source : sources)
        CHECK(source.every_s == (source.name.starts_with("nvme") ? 10 : 1));
}

TEST_CASE("a sensor near its limit is told, once", "[record]") {
    Changing const pc(kAmdgpu);
    auto const chips = read_sensor_chips(pc.machine());
    Asked asked(hwmon_sources(pc.machine(), chips, limit("amdgpu-pci-0300", "temp2", 110)));
    CHECK(asked.channel("junction").limit == 110);
    CHECK(asked.channel("power1").limit == 300);  // the card's cap
    CHECK(asked.at(0).events.empty());
    pc.set(std::string(kCard) + "/hwmon/hwmon0/temp2_input", "105000");
    CHECK(asked.at(1).events ==
          std::vector<std::string>{"amdgpu-pci-0300 junction 105 C, limit 110"});
    CHECK(asked.at(2).events.empty());
}

TEST_CASE("power is metered between the seconds, and never of a card that sleeps", "[record]") {
    Changing const pc(kAmdgpu);
    Asked asked(hwmon_sources(pc.machine(), read_sensor_chips(pc.machine()), {}));
    using Found = std::map<std::string, Value>;
    CHECK(asked.meters(0) == Found{{"amdgpu-pci-0300 power1", {}}});  // not known to be awake
    asked.at(0);
    CHECK(asked.meters(0.1) == Found{{"amdgpu-pci-0300 power1", 42}});
    pc.set(std::string(kCard) + "/hwmon/hwmon0/power1_average", "310000000");
    CHECK(asked.meters(0.2) == Found{{"amdgpu-pci-0300 power1", 310}});
    pc.set(std::string(kCard) + "/power/runtime_status", "suspended\n");
    asked.at(1);
    CHECK(asked.meters(1.1) == Found{{"amdgpu-pci-0300 power1", {}}});
}

TEST_CASE("a doubtful sensor is recorded and raises nothing", "[record]") {
    Changing const pc(kAmdgpu);
    auto opinions = limit("amdgpu-pci-0300", "temp2", 20.8);
    opinions.begin()->second.trust = blackbox::Trust::doubtful;
    Asked asked(hwmon_sources(pc.machine(), read_sensor_chips(pc.machine()), opinions));
    auto const answer = asked.at(0);
    CHECK(answer.events.empty());
    CHECK(answer.values.at("amdgpu-pci-0300 junction") == 61);
    CHECK(asked.channel("junction").trust == blackbox::Trust::doubtful);
}

TEST_CASE("a rail that sags is told", "[record]") {
    Changing const pc(R"(
/sys/class/hwmon/hwmon0/name = nct6798
/sys/class/hwmon/hwmon0/in4_label = +12V
/sys/class/hwmon/hwmon0/in4_input = 12096
/sys/class/hwmon/hwmon0/fan1_input = 900
)");
    Opinion twelve;
    twelve.nominal = 12;
    auto const chips = read_sensor_chips(pc.machine());
    Asked asked(hwmon_sources(pc.machine(), chips, {{{chips.at(0).name, "in4"}, twelve}}));
    CHECK(asked.at(0).events.empty());
    pc.set("/sys/class/hwmon/hwmon0/in4_input", "11310");
    auto const answer = asked.at(1);
    REQUIRE(answer.events.size() == 1);
    CHECK(answer.events[0].ends_with("+12V 11.31 V, nominal 12"));
    CHECK(answer.values.at(chips.at(0).name + " +12V") == 11.31);
    CHECK(asked.meters(1.1).empty());
}

TEST_CASE("a card that sleeps, or that nobody uses, is not asked", "[record]") {
    Changing const pc(kAmdgpu);
    auto const chips = read_sensor_chips(pc.machine());
    Asked asked(hwmon_sources(pc.machine(), chips, {}));
    CHECK(asked.at(0).values.at("amdgpu-pci-0300 junction") == 61);
    for (auto const* status : {"suspended\n", "suspending\n"}) {
        pc.set(std::string(kCard) + "/power/runtime_status", status);
        auto const answer = asked.at(1);
        CHECK(answer.values.at("amdgpu-pci-0300 junction") == std::nullopt);
        CHECK(answer.events.empty());  // it is not lost
    }
    pc.set(std::string(kCard) + "/power/runtime_status", "active\n");
    pc.set(std::string(kCard) + "/power/runtime_usage", "0\n");
    CHECK(asked.at(2).values.at("amdgpu-pci-0300 junction") == std::nullopt);
    pc.set(std::string(kCard) + "/power/runtime_usage", "1\n");
    CHECK(asked.at(3).values.at("amdgpu-pci-0300 junction") == 61);
}

TEST_CASE("a chip that stops answering is told", "[record]") {
    Changing const pc(kAmdgpu);
    Asked asked(hwmon_sources(pc.machine(), read_sensor_chips(pc.machine()), {}));
    CHECK(asked.at(0).events.empty());
    pc.set(std::string(kCard) + "/hwmon/hwmon0/temp2_input", "");
    pc.set(std::string(kCard) + "/hwmon/hwmon0/power1_average", "");
    CHECK(asked.at(1).events ==
          std::vector<std::string>{"amdgpu-pci-0300: gives no values any more"});
    CHECK(asked.at(2).events.empty());
}

TEST_CASE("an AMD card's load, clocks, link and the reason why it is slow", "[record]") {
    // gpu_metrics 1.3: 120 bytes, indep_throttle_status at 112.
    auto const metrics = [](std::string const& status) {
        return std::string("\x78\x00\x01\x03", 4) + std::string(108, '\0') + status;
    };
    Changing const pc(std::string(kAmdgpu) + kCard + "/gpu_metrics = x\n");
    auto const file = std::string(kCard) + "/gpu_metrics";
    pc.set(file, metrics(std::string("\x01\0\0\0\0\0\0\0", 8)));
    Asked asked(amdgpu_sources(pc.machine(), read_sensor_chips(pc.machine())));
    auto const answer = asked.at(0);
    CHECK(answer.values.at("amdgpu-pci-0300 busy") == 7);
    CHECK(answer.values.at("amdgpu-pci-0300 sclk") == 2500);
    CHECK(answer.values.at("amdgpu-pci-0300 power cap") == 300);
    CHECK(answer.values.at("amdgpu-pci-0300 link speed") == 16);
    CHECK(answer.values.at("amdgpu-pci-0300 link width") == 16);
    CHECK(answer.values.at("amdgpu-pci-0300 throttled by power") == 1);
    CHECK(answer.values.at("amdgpu-pci-0300 throttled by temperature") == 0);
    CHECK(answer.events.empty());  // a card lives at its power limit
    pc.set(file, metrics(std::string("\0\0\0\0\x10\0\0\0", 8)));
    CHECK(asked.at(1).events ==
          std::vector<std::string>{"amdgpu-pci-0300: throttled by temperature, 0x10"});
    pc.set(file, metrics(std::string(8, '\xff')));
    CHECK(asked.at(2).values.at("amdgpu-pci-0300 throttled by power") == std::nullopt);
    pc.set(file, std::string("\x78\x00\x02\x03", 4) + std::string(116, '\0'));
    CHECK(asked.at(3).values.at("amdgpu-pci-0300 throttled by power") == std::nullopt);
}

TEST_CASE("sensors that come later are noticed", "[record]") {
    Changing const pc(kAmdgpu);
    auto const before = what_is_there(pc.machine());
    CHECK(before == what_is_there(pc.machine()));
    pc.set(std::string(kCard) + "/power/runtime_status", "suspended\n");
    CHECK(before != what_is_there(pc.machine()));
}

TEST_CASE("whatever stands in the files, a reading ends and claims nothing", "[record]") {
    namespace fs = std::filesystem;
    Tree const tree("record-full.tree");
    std::vector<std::string> files;
    for (auto const& entry : fs::recursive_directory_iterator(tree.root())) {
        auto const name = entry.path().filename().string();
        bool const shape = name == "name" || name.ends_with("label") || name == "control";
        if (entry.is_regular_file() && !entry.is_symlink() && !shape)
            files.push_back(entry.path().string());
    }
    REQUIRE(files.size() > 150);
    Sampler sampler(sources_of(tree.machine(), {}));
    sampler.read(0);
    double now_s = 10;
    for (auto const& garbage :
         {std::string(), std::string("\n"), std::string("-"), std::string("nan"),
          std::string("inf"), std::string("1e308"), std::string(100000, '9'),
          std::string(5000, '\xff'), std::string("cpu  ") + std::string(5000, '1'),
          std::string(3000, '\0')}) {
        for (auto const& file : files) std::ofstream(file, std::ios::binary) << garbage;
        Sampler(sources_of(tree.machine(), {})).read(0);
        sampler.meters()->read(now_s);
        sampler.read(now_s += 10);
        for (std::size_t i = 0; i < sampler.values().size(); ++i) {
            auto const& channel = sampler.channels()[i];
            auto const& value = sampler.values()[i];
            INFO(channel.chip << ' ' << channel.label);
            if (value) CHECK_FALSE(std::isnan(*value));
        }
    }
}

TEST_CASE("a whole machine is sampled into one table", "[record]") {
    Tree const tree("record-full.tree");
    Sampler sampler(sources_of(tree.machine(), {}));
    for (double const now_s : {0.0, 1.0}) sampler.read(now_s);
    auto const& channels = sampler.channels();
    for (std::size_t i = 0; i < channels.size(); ++i) CHECK(channels[i].id == i);
    CHECK(sampler.left_out() == 0);
    CHECK(channels.size() < 2 * blackbox::kValuesPerPart);  // two slots a second
    auto const has = [&](std::string const& chip, std::string const& label) {
        return std::any_of(channels.begin(), channels.end(), [&](blackbox::Channel const& each) {
            return each.chip == chip && each.label == label;
        });
    };
    CHECK(has("cpu", "busy"));
    CHECK(has("cpu", "slowest core"));
    CHECK(has("intel-rapl:0", "package-0"));
    CHECK(has("k10temp-pci-00c3", "Tccd2"));
    CHECK(has("nct6798-isa-0290", "+12V"));
    CHECK(has("amdgpu-pci-0b00", "PPT"));
    CHECK(has("amdgpu-pci-0b00", "throttled by current"));
    CHECK(has("corsairpsu-hid-3-3", "power total"));
    CHECK(has("nvme-pci-0200", "Composite"));
    CHECK(has("edac", "uncorrected"));
    CHECK(has("pcie", "fatal"));
    CHECK(has("cpu", "machine checks"));
}
