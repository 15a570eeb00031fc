#pragma once

#include <string>
#include <string_view>

namespace rigcheck {

// The text without what names one single drive or machine: the names udev makes of serial numbers
// ("ata-MODEL_SERIAL", "nvme-eui.…", "wwn-0x…", whatever stands in /dev/disk/by-id), ids without
// dashes (machine-id, md arrays), interface names made of a hardware address ("enx…"), and what
// follows "serial number:". Redacting a second time changes nothing.
std::string redact_serials(std::string_view text);

}  // namespace rigcheck
