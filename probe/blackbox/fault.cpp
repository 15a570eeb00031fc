#include "probe/blackbox/fault.hpp"

#include <cstring>

namespace rigcheck::blackbox {

std::string fault_text(Fault const& fault) {
    return fault.path + ": " + fault.what + ": " + std::strerror(fault.error);
}

}  // namespace rigcheck::blackbox
