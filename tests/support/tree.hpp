#pragma once

#include <string>

#include "probe/machine/machine.hpp"

namespace rigcheck::test {

// A machine written as one text file, unpacked into a temporary directory while this lives.
//
//   # why this machine exists
//   /sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0
//   /sys/devices/…/current_link_width = 8
//   /proc/cpuinfo = processor : 0\nmodel name : AMD Ryzen 7 5800X     (\n, \t, \\ and \xHH)
//   /sys/firmware/efi/efivars/SecureBoot-… == \x06\x00\x00\x00\x01           (no newline at the
//   end) /sys/devices/…/empty/                                             (a directory)
//   /sys/firmware/…/DMI denied                                        (a file nobody may read)
//   /rigcheck/history/journal <<END        (the lines up to END; a "# " line is no comment there)
//
// A modules.dep below /lib/modules/RELEASE brings its binary indices with it, as after depmod.
// Lines that begin with a word instead of "/" describe the SMBIOS table, or earlier runs; see
// smbios_builder.hpp and history_builder.hpp.
class Tree {
public:
    explicit Tree(std::string const& file);  // below tests/machines/
    static Tree from_text(std::string const& text);
    Tree(Tree&& other) noexcept;
    Tree(Tree const&) = delete;
    Tree& operator=(Tree&&) = delete;
    Tree& operator=(Tree const&) = delete;
    ~Tree();

    std::string const& root() const { return root_; }
    Machine machine() const;

private:
    struct FromText {};
    Tree(FromText, std::string const& text);
    std::string root_;
};

// The text of a file in the repository; fails the test when it is not there.
std::string read_file(std::string const& path);

}  // namespace rigcheck::test
