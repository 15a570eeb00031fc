#include "wizard/screens/inputs.hpp"

#include <algorithm>

namespace rigcheck {

std::string input_flag(std::string const& input) {
    auto flag = "--" + input;
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

}  // namespace rigcheck
