// unpack_tree FILE.tree DIRECTORY: a test machine as a directory that `rigcheck --root` reads.
#include <exception>
#include <filesystem>
#include <iostream>

#include "tests/support/tree.hpp"

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::cerr << "unpack_tree FILE.tree DIRECTORY\n";
        return 3;
    }
    auto const tree = rigcheck::test::Tree::from_text(rigcheck::test::read_file(argv[1]));
    std::filesystem::copy(
        tree.root(), argv[2],
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
    return 0;
} catch (std::exception const& error) {
    std::cerr << "unpack_tree: " << error.what() << '\n';
    return 3;
}
