#include "probe/memory/edac.hpp"

#include <fmt/format.h>

#include "probe/machine/number.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

constexpr char const* kControllers = "/sys/devices/system/edac/mc";

std::optional<std::string> text_in(Machine const& machine, std::string const& path) {
    auto const reading = machine.read_line(path);
    return reading.text ? firmware_text(*reading.text) : std::nullopt;
}

// "mc0" is a controller, "mc" and "mc_log" are not.
bool numbered(std::string_view name, std::string_view prefix) {
    return name.size() > prefix.size() && name.starts_with(prefix) &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
}

// kernel: ABI/testing/sysfs-devices-edac; sizes are in MiB.
EdacDimm read_dimm(Machine const& machine, std::string const& controller, std::string const& name,
                   std::vector<Gap>& gaps) {
    auto const dir = fmt::format("{}/{}/{}", kControllers, controller, name);
    auto const number = [&]<class T>(char const* file, std::optional<T>& value) {
        value = read_number<T>(machine, "memory", dir + file, gaps);
    };
    EdacDimm dimm{.controller = controller,
                  .name = name,
                  .size_mib = std::nullopt,
                  .location = text_in(machine, dir + "/dimm_location"),
                  .label = text_in(machine, dir + "/dimm_label"),
                  .memory_type = text_in(machine, dir + "/dimm_mem_type"),
                  .edac_mode = text_in(machine, dir + "/dimm_edac_mode"),
                  .corrected_errors = std::nullopt,
                  .uncorrected_errors = std::nullopt};
    number("/size", dimm.size_mib);
    if (dimm.size_mib < 0) dimm.size_mib.reset();
    number("/dimm_ce_count", dimm.corrected_errors);
    number("/dimm_ue_count", dimm.uncorrected_errors);
    return dimm;
}

}  // namespace

std::vector<EdacDimm> read_edac(Machine const& machine, std::vector<Gap>& gaps) {
    std::vector<EdacDimm> dimms;
    for (auto const& controller : machine.list(kControllers)) {
        if (!numbered(controller, "mc")) continue;
        for (auto const& name : machine.list(fmt::format("{}/{}", kControllers, controller))) {
            if (numbered(name, "dimm") || numbered(name, "rank"))
                dimms.push_back(read_dimm(machine, controller, name, gaps));
        }
    }
    return dimms;
}

}  // namespace rigcheck
