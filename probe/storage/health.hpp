#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

using Bytes = std::span<std::uint8_t const>;

// NVMe SMART / health log page, 512 bytes (NVMe base specification 2.0, figure 207). Empty for
// anything shorter or a page that cannot be one.
std::optional<DriveHealth> parse_nvme_health(Bytes page);

// The 512 bytes of SMART READ DATA: thirty attributes of twelve bytes from byte 2, all bytes add up
// to zero (ATA8-ACS 7.53.6; numbers by common vendor use). Empty when the sum is wrong.
std::optional<DriveHealth> parse_ata_health(Bytes data);

// The registers that a drive returns in the sense data of ATA PASS-THROUGH (SAT-3, 12.2.2.7).
struct AtaRegisters {
    std::uint8_t error = 0, count = 0, lba_mid = 0, lba_high = 0, status = 0;
};
std::optional<AtaRegisters> parse_ata_registers(Bytes sense);

// CHECK POWER MODE: spinning, as far as the count register says (ACS-3, 7.3). Standby and values
// nobody defined count as asleep.
bool is_awake(AtaRegisters const& registers);
// SMART RETURN STATUS: whether no threshold is exceeded. Empty for other register values.
std::optional<bool> smart_passed(AtaRegisters const& registers);

// Health of the NVMe and SATA drives, as root on the running machine only.
void read_health(Machine const& machine, std::vector<Drive>& drives, std::vector<Gap>& gaps);

}  // namespace rigcheck
