#include "probe/pcie/names.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

constexpr std::string_view kList =
    "\n# comment\n10de  NVIDIA Corporation\n# inside\n\t2204  GA102 [GeForce RTX 3090]\n"
    "\t\t1462 3884  a board\n\t2684  AD102\n10ec  Realtek\n\t8125  RTL8125\nC 03  Display\n";

TEST_CASE("names by vendor and device, out of the vendor's own lines", "[pcie]") {
    auto const name = find_pci_name(kList, {0x10DE}, {0x2684});
    REQUIRE(name);
    CHECK(name->vendor == "NVIDIA Corporation");
    CHECK(name->device == "AD102");
    CHECK(find_pci_name(kList, {0x10DE}, {0x2204})->device == "GA102 [GeForce RTX 3090]");
    CHECK_FALSE(find_pci_name(kList, {0x10DE}, {0x8125})->device);  // another vendor's
    CHECK_FALSE(find_pci_name(kList, {0x10DE}, {0x1462})->device);  // a subsystem
    CHECK(find_pci_name(kList, {0x10EC}, {0x8125})->device == "RTL8125");
    CHECK_FALSE(find_pci_name(kList, {0x1234}, {0x0001}));
    CHECK_FALSE(find_pci_name("", {0x10DE}, {0x2684}));
    CHECK(find_pci_name("\n10de  X", {0x10DE}, {0x2684})->vendor == "X");
}

}  // namespace
}  // namespace rigcheck
