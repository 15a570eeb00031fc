#include <string>
#include <vector>

#include "wizard/cli/commands.hpp"

int main(int argc, char** argv) {
    return rigcheck::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
