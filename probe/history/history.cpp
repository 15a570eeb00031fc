#include "probe/history/history.hpp"

namespace rigcheck {

History read_history(Machine const& machine, std::vector<Gap>& gaps) {
    static_cast<void>(machine);
    static_cast<void>(gaps);
    return {};
}

}  // namespace rigcheck
