// Every parser of bytes that come from files, logs, devices and recorded answers: none may crash,
// hang or read outside. The first byte chooses the parser.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "checklists/knowledge/cloud_prices.hpp"
#include "checklists/knowledge/table.hpp"
#include "probe/drivers/access.hpp"
#include "probe/drivers/cuda.hpp"
#include "probe/drivers/frameworks.hpp"
#include "probe/drivers/kernel_log.hpp"
#include "probe/drivers/modprobe_config.hpp"
#include "probe/drivers/module_index.hpp"
#include "probe/drivers/module_tree.hpp"
#include "probe/drivers/nvidia.hpp"
#include "probe/drivers/secure_boot.hpp"
#include "probe/sensors/channel.hpp"
#include "probe/sensors/libsensors.hpp"
#include "probe/sensors/modules.hpp"
#include "probe/setup/certificate.hpp"
#include "probe/setup/notebook.hpp"
#include "probe/setup/openpgp.hpp"
#include "probe/storage/health.hpp"
#include "probe/storage/mounts.hpp"
#include "probe/storage/sata.hpp"
#include "probe/storage/udev.hpp"

namespace {

void parse_driver_file(unsigned which, std::string_view text) {
    using namespace rigcheck;
    ModprobeConfig config;
    SecureBoot boot;
    switch (which) {
        case 0:
            is_module_index(text);
            break;
        case 1:
            parse_modprobe_file(text, "f", config);
            parse_command_line(text, config);
            break;
        case 2:
            parse_kernel_log(text);
            break;
        case 3:
            parse_nvidia_version(text);
            library_version(text);
            parse_lockdown(text);
            parse_keys(text, boot);
            break;
        case 4:
            parse_access(text);
            parse_module_info(text);
            break;
        default:
            parse_cuda_version(text);
            parse_cudnn_header(text);
            cuda_of_archive(text);
            parse_torch_version(text);
            parse_tensorflow_name(text);
    }
}

void parse_setup_file(unsigned which, std::string_view text) {
    using namespace rigcheck;
    switch (which) {
        case 0:
            parse_openpgp_keys(text);
            is_keybox(text);
            break;
        case 1:
            parse_certificate(text);
            break;
        case 2:
            parse_notebook_python(text);
            is_published_password(text);
            break;
        default:
            parse_notebook_json(text);
    }
}

void parse_device_file(unsigned which, std::string_view text) {
    using namespace rigcheck;
    auto const bytes = std::span(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
    switch (which) {
        case 0:
            parse_nvme_health(bytes);
            parse_ata_health(bytes);
            parse_ata_registers(bytes);
            break;
        case 1:
            parse_mounts(text);
            parse_swaps(text);
            break;
        case 2:
            parse_udev_block(text);
            parse_sata_speed(text);
            parse_identify_speed(text);
            break;
        case 3:
            parse_sensor_answer(text);
            break;
        default:
            parse_channel_file(text);
            sensor_modules_in(text);
    }
}

// A price file that a person wrote: read, or refused with a reason.
void read_price_file(std::string const& text) {
    try {
        rigcheck::read_cloud_prices(text, "own.csv");
    } catch (rigcheck::TableError const&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    unsigned const which = data[0] % 16U;
    if (which < 6) {
        parse_driver_file(which, text);
    } else if (which < 10) {
        parse_setup_file(which - 6, text);
    } else if (which == 15) {
        read_price_file(text);
    } else {
        parse_device_file(which - 10, text);
    }
    return 0;
}
