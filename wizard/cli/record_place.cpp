#include <unistd.h>

#include <filesystem>

#include "probe/blackbox/read_black_box.hpp"
#include "wizard/cli/commands.hpp"
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

}  // namespace rigcheck
