#include <unistd.h>

#include <filesystem>

#include "probe/blackbox/read_black_box.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/record.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

std::string place_to_record(RecordOptions const& options) {
    if (!options.directory.empty()) return options.directory;
    if (::geteuid() == 0) return std::string(kServiceBlackBox);
    auto own = user_black_box();
    if (own.empty()) throw UsageError("record: " + _("neither XDG_STATE_HOME nor HOME is set"));
    return own;
}

std::string place_to_look(RecordOptions const& options) {
    std::error_code failed;
    bool const service = std::filesystem::is_directory(kServiceBlackBox, failed);
    return options.directory.empty() && service ? std::string(kServiceBlackBox)
                                                : place_to_record(options);
}

blackbox::Id boot_of(RecordOptions const& options) {
    auto const text = open_machine(options.root).read_line("/proc/sys/kernel/random/boot_id").text;
    return blackbox::parse_id(text.value_or("")).value_or(blackbox::Id{});
}

}  // namespace rigcheck
