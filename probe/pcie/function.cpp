#include "probe/pcie/function.hpp"

#include <algorithm>
#include <limits>

#include "probe/pcie/address.hpp"
#include "probe/pcie/attributes.hpp"
#include "probe/pcie/link.hpp"
#include "probe/pcie/role.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxWord = 64;
constexpr int kBars = 6;

bool is_word(std::string_view text) {
    auto const allowed = [](char c) { return c > ' ' && c <= '~'; };
    return !text.empty() && text.size() <= kMaxWord &&
           std::all_of(text.begin(), text.end(), allowed);
}

// The attribute files of one function. What they hold is asked of the directory first: opening
// files that are not there costs more, and reading some wakes the device.
class Attributes {
public:
    Attributes(Machine const& machine, std::string const& address, std::vector<Gap>& gaps)
        : machine_(machine),
          dir_(std::string(kPciDevices) + "/" + address),
          names_(machine.list(dir_)),
          gaps_(gaps) {}

    bool has(std::string const& name) const {
        return std::binary_search(names_.begin(), names_.end(), name);
    }

    std::optional<std::string> text(std::string const& name) {
        auto reading = machine_.read_line(path(name));
        if (!reading.text) complain(name, reading.why);
        return std::move(reading.text);
    }

    std::optional<std::string> text_if_there(std::string const& name) {
        return has(name) ? text(name) : std::nullopt;
    }

    std::optional<std::string> word(std::string const& name) {
        auto value = text_if_there(name);
        if (!value || is_word(*value)) return value;
        complain(name, Missing::malformed);
        return std::nullopt;
    }

    std::optional<std::uint64_t> number(std::string const& name, int base, std::uint64_t most) {
        auto const value = text_if_there(name);
        if (!value) return std::nullopt;
        auto const number = parse_whole(*value, base);
        if (number && *number <= most) return number;
        complain(name, Missing::malformed);
        return std::nullopt;
    }

    template <int Digits>
    std::optional<Hex<Digits>> hex(std::string const& name) {
        auto const value = number(name, 16, (std::uint64_t{1} << (4U * Digits)) - 1);
        if (!value) return std::nullopt;
        return Hex<Digits>{static_cast<std::uint32_t>(*value)};
    }

    std::optional<std::string> link_name(std::string const& name) {
        if (!has(name)) return std::nullopt;
        auto target = machine_.link_name(path(name));
        return target && is_word(*target) ? target : std::nullopt;
    }

    void complain(std::string const& name, Missing why) {
        if (why == Missing::absent || complained_) return;
        complained_ = true;
        gaps_.push_back({"pcie", path(name), why, {}});
    }

    std::string path(std::string const& name) const { return dir_ + "/" + name; }
    Machine const& machine() const { return machine_; }

private:
    Machine const& machine_;
    std::string dir_;
    std::vector<std::string> names_;
    std::vector<Gap>& gaps_;
    bool complained_ = false;
};

// The kernel refuses these reads with EINVAL when it knows nothing, which Machine calls malformed;
// so a read that fails is an unknown value here.
std::optional<double> read_speed(Attributes& files, std::string const& name) {
    auto const reading = files.machine().read_line(files.path(name));
    if (!reading.text) {
        if (reading.why != Missing::malformed) files.complain(name, reading.why);
        return std::nullopt;
    }
    bool const known_form =
        is_unknown_speed(*reading.text) || reading.text->find(" GT/s") != std::string::npos;
    if (!known_form) files.complain(name, Missing::malformed);
    return parse_link_speed(*reading.text);
}

std::optional<int> read_width(Attributes& files, std::string const& name) {
    auto const reading = files.machine().read_line(files.path(name));
    if (!reading.text) {
        if (reading.why != Missing::malformed) files.complain(name, reading.why);
        return std::nullopt;
    }
    auto const lanes = parse_whole(*reading.text, 10);
    if (!lanes || *lanes > 255) {
        files.complain(name, Missing::malformed);
        return std::nullopt;
    }
    return static_cast<int>(*lanes);
}

std::optional<int> only_if(std::optional<int> lanes, bool all_ones_count) {
    if (!lanes) return lanes;
    bool const gone = all_ones_count && *lanes == kWidthAllOnes;
    return gone || is_link_width(*lanes) ? lanes : std::nullopt;
}

bool has_link_files(Attributes const& files) {
    return files.has("current_link_speed") || files.has("current_link_width") ||
           files.has("max_link_speed") || files.has("max_link_width");
}

PcieLink read_link(Attributes& files) {
    PcieLink link;
    link.speed_gts = read_speed(files, "current_link_speed");
    link.width = only_if(read_width(files, "current_link_width"), true);
    link.max_speed_gts = read_speed(files, "max_link_speed");
    link.max_width = only_if(read_width(files, "max_link_width"), false);
    return link;
}

// Reading the link files or configuration space takes a runtime-PM reference and so wakes a device
// (kernel: drivers/pci/pci-sysfs.c); these two facts do not.
bool is_asleep(PcieFunction const& function) {
    return function.runtime_status == "suspended" || function.power_state == "D3cold";
}

void read_config(Attributes& files, FunctionReading& reading) {
    if (!files.has("config")) return;
    auto const config = files.machine().read_start(files.path("config"), kConfigSpace);
    if (!config.text) {
        files.complain("config", config.why);
        return;
    }
    auto const bytes = std::as_bytes(std::span(*config.text));
    reading.config_cut_short =
        reading.function.link && bytes.size() >= kPublicConfig && bytes.size() < kConfigSpace;
    auto const found = parse_express_capability(bytes);
    if (!found) return;
    reading.port_type = found->type;
    reading.function.capability = found->facts;
}

std::optional<AerCounts> read_aer(Attributes& files) {
    if (!files.has("aer_dev_correctable")) return std::nullopt;
    AerCounts counts;
    bool complete = true;
    auto const read = [&](char const* name, auto& into) {
        auto const text = files.text(name);
        auto parsed = text ? parse_aer(*text) : std::nullopt;
        if (text && !parsed) files.complain(name, Missing::malformed);
        complete = complete && parsed.has_value();
        if (parsed) into = std::move(*parsed);
    };
    read("aer_dev_correctable", counts.correctable);
    read("aer_dev_nonfatal", counts.nonfatal);
    read("aer_dev_fatal", counts.fatal);
    if (!complete) return std::nullopt;
    return counts;
}

std::vector<PcieBar> read_bars(Attributes& files) {
    auto const text = files.text_if_there("resource");
    if (!text) return {};
    auto bars = parse_bars(*text);
    if (bars) return std::move(*bars);
    files.complain("resource", Missing::malformed);
    return {};
}

void read_identity(Attributes& files, PcieFunction& function) {
    function.class_code = files.hex<6>("class");
    function.vendor = files.hex<4>("vendor");
    function.device = files.hex<4>("device");
    function.subsystem_vendor = files.hex<4>("subsystem_vendor");
    function.subsystem_device = files.hex<4>("subsystem_device");
    function.driver = files.link_name("driver");
    function.physical_function = files.link_name("physfn");
    if (function.physical_function && !is_pci_address(*function.physical_function))
        function.physical_function.reset();
}

void read_state(Attributes& files, PcieFunction& function) {
    function.power_state = files.word("power_state");
    if (files.has("power")) {
        auto status = files.text("power/runtime_status");
        if (status && is_word(*status)) function.runtime_status = std::move(status);
    }
    function.removable = files.word("removable");
    constexpr auto kMaxNode = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    if (auto const node = files.text_if_there("numa_node"); node && *node != "-1") {
        auto const number = parse_whole(*node, 10);
        if (number && *number <= kMaxNode) {
            function.numa_node = static_cast<int>(*number);
        } else {
            files.complain("numa_node", Missing::malformed);
        }
    }
    if (auto const boot = files.number("boot_vga", 10, 1)) function.boot_vga = *boot == 1;
}

}  // namespace

FunctionReading read_function(Machine const& machine, std::string const& address,
                              std::vector<Gap>& gaps) {
    FunctionReading reading;
    auto& function = reading.function;
    function.address = address;
    if (auto const target = machine.link_target(std::string(kPciDevices) + "/" + address)) {
        auto place = pci_place(*target);
        function.parent = std::move(place.parent);
        function.root_bus = std::move(place.root_bus);
    }
    Attributes files(machine, address, gaps);
    read_identity(files, function);
    read_state(files, function);
    function.bars = read_bars(files);
    function.aer = read_aer(files);
    bool const has_links = has_link_files(files);
    if (is_asleep(function)) {
        if (has_links) gaps.push_back({"pcie", address, Missing::asleep, {}});
        return reading;
    }
    for (int bar = 0; bar < kBars; ++bar) {
        if (files.has("resource" + std::to_string(bar) + "_resize"))
            function.resizable_bars.push_back(bar);
    }
    if (has_links) function.link = read_link(files);
    if (has_links || is_bridge(function)) read_config(files, reading);
    return reading;
}

void read_current_link(Machine const& machine, PcieFunction& function) {
    std::vector<Gap> told_before;
    Attributes files(machine, function.address, told_before);
    function.link->speed_gts = read_speed(files, "current_link_speed");
    function.link->width = only_if(read_width(files, "current_link_width"), true);
}

}  // namespace rigcheck
