// read_files LIST: opens, reads and closes what the list names ("file PATH", "list PATH", "link
// PATH"), and nothing else: what `rigcheck check` cannot be faster than.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>

namespace {

std::array<char, 65536> buffer;

void read_file(char const* path) {
    int const fd = ::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return;
    while (::read(fd, buffer.data(), buffer.size()) > 0) {
    }
    ::close(fd);
}

void read_list(char const* path) {
    auto* const directory = ::opendir(path);
    if (directory == nullptr) return;
    while (::readdir(directory) != nullptr) {
    }
    ::closedir(directory);
}

}  // namespace

int main(int argc, char** argv) {
    std::ifstream list(argc > 1 ? argv[1] : "/dev/stdin");
    for (std::string kind, path; list >> kind && std::getline(list >> std::ws, path);) {
        if (kind == "file") read_file(path.c_str());
        if (kind == "list") read_list(path.c_str());
        if (kind == "link") {
            [[maybe_unused]] auto const size =
                ::readlink(path.c_str(), buffer.data(), buffer.size());
        }
    }
}
