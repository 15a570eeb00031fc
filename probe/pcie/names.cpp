#include "probe/pcie/names.hpp"

#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

extern "C" {
#include <pci/pci.h>
}

namespace rigcheck {
namespace {

// By default libpci prints and ends the process.
// The attribute is part of the type that libpci wants.
__attribute__((noreturn)) void fail(char* /*format*/,
                                    ...) {  // NOLINT(cert-dcl50-cpp): the type libpci wants
    throw std::runtime_error("libpci");
}
void ignore(char* /*format*/, ...) {}  // NOLINT(cert-dcl50-cpp): the type libpci wants

using Access = std::unique_ptr<pci_access, decltype(&pci_cleanup)>;

class Names {
public:
    Names() : access_(pci_alloc(), &pci_cleanup) {
        access_->error = &fail;
        access_->warning = &ignore;
        access_->debug = &ignore;
        // Names come from pci.ids alone: no cache of network answers in the home directory, and so
        // no look-up of who runs us.
        std::string name = "net.cache_name";
        std::string empty;
        pci_set_param(access_.get(), name.data(), empty.data());
    }

    std::optional<std::string> vendor(unsigned vendor) {
        return look_up(PCI_LOOKUP_VENDOR, vendor, 0);
    }
    std::optional<std::string> device(unsigned vendor, unsigned device) {
        return look_up(PCI_LOOKUP_DEVICE, vendor, device);
    }

private:
    std::optional<std::string> look_up(int what, unsigned vendor, unsigned device) {
        auto const [at, is_new] = known_.try_emplace({what, vendor, device});
        if (!is_new) return at->second;
        std::array<char, 256> buffer{};
        int const flags = what | PCI_LOOKUP_NO_NUMBERS | PCI_LOOKUP_NO_HWDB;
        auto const* const name = pci_lookup_name(
            access_.get(), buffer.data(), static_cast<int>(buffer.size()), flags, vendor, device);
        if (name != nullptr && *name != '\0') at->second = name;
        return at->second;
    }

    Access access_;
    std::map<std::tuple<int, unsigned, unsigned>, std::optional<std::string>> known_;
};

}  // namespace

void name_functions(std::vector<PcieFunction>& functions) try {
    if (functions.empty()) return;
    Names names;
    for (auto& function : functions) {
        if (!function.vendor) continue;
        function.vendor_name = names.vendor(function.vendor->value);
        if (!function.device) continue;
        function.device_name = names.device(function.vendor->value, function.device->value);
    }
} catch (std::exception const&) {
    // A damaged pci.ids: names are a convenience.
}

}  // namespace rigcheck
