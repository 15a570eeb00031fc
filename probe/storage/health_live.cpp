#include "probe/storage/health_live.hpp"

#include <fcntl.h>
#include <linux/nvme_ioctl.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "probe/storage/health.hpp"

namespace rigcheck {
namespace {

constexpr unsigned kTimeoutMs = 2000;
constexpr std::size_t kPage = 512;

class Device {
public:
    explicit Device(std::string const& path)
        : fd_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)), error_(errno) {}
    Device(Device const&) = delete;
    Device(Device&&) = delete;
    Device& operator=(Device const&) = delete;
    Device& operator=(Device&&) = delete;
    ~Device() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    Missing why() const {
        return error_ == EACCES || error_ == EPERM ? Missing::needs_root : Missing::absent;
    }

private:
    int fd_;
    int error_;
};

HealthAnswer missing(Drive const& drive, Missing why) {
    return {.drive = drive.name, .missing = why, .health = std::nullopt};
}

// The protocols of ATA PASS-THROUGH (SAT-3, 12.2.2.2).
constexpr std::uint8_t kNonData = 3;
constexpr std::uint8_t kPioIn = 4;

struct AtaCommand {
    std::uint8_t command, feature;
    std::uint8_t protocol;
};
constexpr AtaCommand kCheckPowerMode{0xE5, 0, kNonData};
constexpr AtaCommand kSmartReadData{0xB0, 0xD0, kPioIn};
constexpr AtaCommand kSmartReturnStatus{0xB0, 0xDA, kNonData};

struct AtaResult {
    std::array<std::uint8_t, kPage> data{};
    std::array<std::uint8_t, 32> sense{};
};

std::optional<AtaResult> send(Device const& device, AtaCommand const& command) {
    bool const reads = command.protocol == kPioIn;
    bool const smart = command.command == 0xB0;
    // Byte 2: CK_COND (give the registers back), or one block from the device, counted in COUNT.
    std::array<std::uint8_t, 16> cdb{0x85, static_cast<std::uint8_t>(command.protocol << 1U),
                                     static_cast<std::uint8_t>(reads ? 0x0E : 0x20)};
    cdb[4] = command.feature;
    cdb[6] = reads ? 1 : 0;
    cdb[10] = smart ? 0x4F : 0;  // the signature without which no SMART command is done
    cdb[12] = smart ? 0xC2 : 0;
    cdb[14] = command.command;
    AtaResult result;
    sg_io_hdr_t header{};
    header.interface_id = 'S';
    header.dxfer_direction = reads ? SG_DXFER_FROM_DEV : SG_DXFER_NONE;
    header.cmd_len = cdb.size();
    header.cmdp = cdb.data();
    header.mx_sb_len = result.sense.size();
    header.sbp = result.sense.data();
    header.dxfer_len = reads ? kPage : 0;
    header.dxferp = reads ? result.data.data() : nullptr;
    header.timeout = kTimeoutMs;
    if (::ioctl(device.get(), SG_IO, &header) != 0) return std::nullopt;
    if (header.host_status != 0) return std::nullopt;
    if (reads && (header.status != 0 || header.resid != 0)) return std::nullopt;
    return result;
}

std::optional<AtaRegisters> registers_of(Device const& device, AtaCommand const& command) {
    auto const result = send(device, command);
    if (!result) return std::nullopt;
    auto const registers = parse_ata_registers(result->sense);
    constexpr std::uint8_t kError = 1;  // of the status register
    if (!registers || (registers->status & kError) != 0) return std::nullopt;
    return registers;
}

}  // namespace

HealthAnswer ask_nvme(Drive const& drive) {
    Device const device("/dev/" + drive.controller.value_or(""));
    if (!device) return missing(drive, device.why());
    std::array<std::uint8_t, kPage> page{};
    nvme_admin_cmd command{};
    command.opcode = 0x02;  // Get Log Page
    command.nsid = 0xFFFFFFFF;
    command.addr = reinterpret_cast<std::uintptr_t>(page.data());
    command.data_len = page.size();
    command.cdw10 = 0x02U | (page.size() / 4 - 1) << 16U;  // SMART / health; dwords, less one
    command.timeout_ms = kTimeoutMs;
    auto const status = ::ioctl(device.get(), NVME_IOCTL_ADMIN_CMD, &command);
    if (status < 0 && (errno == EACCES || errno == EPERM)) {
        return missing(drive, Missing::needs_root);
    }
    auto const health = status == 0 ? parse_nvme_health(page) : std::nullopt;
    if (!health) return missing(drive, Missing::malformed);
    return {.drive = drive.name, .missing = std::nullopt, .health = health};
}

HealthAnswer ask_ata(Drive const& drive) {
    Device const device("/dev/" + drive.name);
    if (!device) return missing(drive, device.why());
    errno = 0;
    auto const power = registers_of(device, kCheckPowerMode);
    // Members of the group disk may open it, but not send commands. Otherwise not knowing is reason
    // enough not to disturb it.
    if (!power) return missing(drive, errno == EPERM ? Missing::needs_root : Missing::malformed);
    if (!is_awake(*power)) return missing(drive, Missing::asleep);
    auto const data = send(device, kSmartReadData);
    auto health = data ? parse_ata_health(data->data) : std::nullopt;
    if (!health) return missing(drive, Missing::malformed);
    if (auto const status = registers_of(device, kSmartReturnStatus)) {
        health->passed = smart_passed(*status);
    }
    return {.drive = drive.name, .missing = std::nullopt, .health = health};
}

}  // namespace rigcheck
