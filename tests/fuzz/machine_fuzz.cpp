// A whole machine tree of garbage: every file that a probe reads holds what the fuzzer likes, or is
// a directory, a link loop, a file nobody may read, or missing. Everything behind it must cope.
#include <fuzzer/FuzzedDataProvider.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/facts/json.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machine_files.hpp"
#include "wizard/report/report.hpp"

namespace {

namespace fs = std::filesystem;

void put(std::string const& path, FuzzedDataProvider& data) {
    fs::create_directories(fs::path(path).parent_path());
    switch (data.ConsumeIntegralInRange(0, 12)) {
        case 0:
            break;
        case 1:
            fs::create_directories(path);
            break;
        case 2:
            fs::create_symlink(path, path);
            break;
        case 3:
            std::ofstream(path).close();
            ::chmod(path.c_str(), 0);
            break;
        default:
            std::ofstream(path, std::ios::binary) << data.ConsumeRandomLengthString(4096);
    }
}

std::string make_root() {
    std::string root = fs::is_directory("/dev/shm") ? "/dev/shm/rigcheck-fuzz-XXXXXX"
                                                    : "/tmp/rigcheck-fuzz-XXXXXX";
    if (::mkdtemp(root.data()) == nullptr) ::abort();
    return root;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider data(bytes, size);
    auto const root = make_root();
    fs::create_directories(root + "/sys/bus/pci/devices");
    for (auto const& file : rigcheck::test::machine_files()) put(root + file, data);
    fs::create_symlink("../../../devices/pci0000:00/0000:00:01.0",
                       root + "/sys/bus/pci/devices/0000:00:01.0");
    fs::create_symlink("../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0",
                       root + "/sys/bus/pci/devices/0000:01:00.0");
    {
        using namespace rigcheck;
        std::string error;
        auto const machine = Machine::captured(root, error);
        auto const snapshot = read_snapshot(*machine);
        Report const report{snapshot, put_in_words(all_rules(snapshot, {}),
                                                   [](std::string const& text) { return text; })};
        text_report(report, {.colour = true, .all = true, .only = false});
        Snapshot again;
        read_json(Json::parse(json_snapshot(snapshot, {})), again);
    }
    fs::remove_all(root);
    return 0;
}
