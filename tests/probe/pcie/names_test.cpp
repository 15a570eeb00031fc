#include "probe/pcie/names.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

constexpr std::string_view kList =
    "\n# comment\n10de  NVIDIA Corporation\n# inside\n\t2204  GA102 [GeForce RTX 3090]\n"
    "\t\t1462 3884  a board\n\t2684  AD102\n10ec  Realtek\n\t8125  RTL8125\nC 03  Display\n";

TEST_CASE("names by vendor and device, out of the vendor's own lines", "[pcie]") {
    auto const nvidia = pci_vendor_lines(kList, {0x10DE});
    CHECK(pci_vendor_name(nvidia) == "NVIDIA Corporation");
    CHECK(pci_device_name(nvidia, {0x2684}) == "AD102");
    CHECK(pci_device_name(nvidia, {0x2204}) == "GA102 [GeForce RTX 3090]");
    CHECK_FALSE(pci_device_name(nvidia, {0x8125}));  // another vendor's
    CHECK_FALSE(pci_device_name(nvidia, {0x1462}));  // a subsystem
    CHECK(pci_device_name(pci_vendor_lines(kList, {0x10EC}), {0x8125}) == "RTL8125");
    CHECK_FALSE(pci_vendor_name(pci_vendor_lines(kList, {0x1234})));
    CHECK_FALSE(pci_vendor_name(pci_vendor_lines("", {0x10DE})));
    CHECK(pci_vendor_name(pci_vendor_lines("\n10de  X", {0x10DE})) == "X");
}

}  // namespace
}  // namespace rigcheck
