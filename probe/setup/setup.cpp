#include "probe/setup/setup.hpp"

#include "probe/drivers/frameworks.hpp"
#include "probe/facts/json.hpp"
#include "probe/setup/homes.hpp"
#include "probe/setup/openpgp.hpp"
#include "probe/setup/ssh.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxKeyring = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kMaxKeys = 512;

void read_keyring(Machine const& machine, std::string const& file, std::vector<AptKey>& keys,
                  std::vector<Gap>& gaps) {
    auto const reading = machine.read(file, kMaxKeyring);
    if (!reading.text) {
        if (reading.why != Missing::absent) gaps.push_back({"setup", file, reading.why, {}});
        return;
    }
    if (is_keybox(*reading.text)) keys.push_back({file, ""});
    for (auto& id : parse_openpgp_keys(*reading.text)) {
        if (keys.size() < kMaxKeys) keys.push_back({file, std::move(id)});
    }
}

std::vector<AptKey> read_apt_keys(Machine const& machine, std::vector<Gap>& gaps) {
    std::vector<AptKey> keys;
    read_keyring(machine, "/etc/apt/trusted.gpg", keys, gaps);
    for (auto const& name : machine.list("/etc/apt/trusted.gpg.d")) {
        // The distribution's own keys are no trace of a guide.
        if (name.starts_with("debian-archive-") || name.starts_with("ubuntu-keyring-")) continue;
        if (name.ends_with(".gpg") || name.ends_with(".asc")) {
            read_keyring(machine, "/etc/apt/trusted.gpg.d/" + name, keys, gaps);
        }
    }
    return keys;
}

std::vector<CudaPath> read_system_cuda_paths(Machine const& machine) {
    std::vector<CudaPath> paths;
    read_cuda_paths(machine, "/etc/environment", "", paths);
    read_cuda_paths(machine, "/etc/profile", "", paths);
    for (std::string const directory : {"/etc/profile.d", "/etc/ld.so.conf.d"}) {
        for (auto const& name : machine.list(directory)) {
            read_cuda_paths(machine, std::string(directory).append("/").append(name), "", paths);
        }
    }
    return paths;
}

SetupTraces read_files(Machine const& machine) {
    SetupTraces traces;
    HomeTraces found;
    found.cuda_paths = read_system_cuda_paths(machine);
    for (auto const* directory : {"/etc/jupyter", "/usr/local/etc/jupyter"}) {
        read_notebooks(machine, directory, "", found);
    }
    read_homes(machine, found);
    auto& gaps = traces.gaps;
    traces.setup = {.apt_keys = read_apt_keys(machine, gaps),
                    .notebooks = std::move(found.notebooks),
                    .certificates = std::move(found.certificates),
                    .ssh = read_ssh(machine, gaps),
                    .cuda_paths = std::move(found.cuda_paths)};
    read_system_frameworks(machine, found.frameworks);
    traces.frameworks = std::move(found.frameworks);
    traces.archives = std::move(found.archives);
    return traces;
}

std::optional<SetupTraces> parse_traces(std::string const& text, std::vector<Gap>& gaps) {
    try {
        SetupTraces traces;
        read_json(Json::parse(text), traces);
        return traces;
    } catch (std::exception const& error) {
        gaps.push_back(
            {"setup", "/rigcheck/setup/traces: " + problem_text(error), Missing::malformed, {}});
        return std::nullopt;
    }
}

}  // namespace

SetupTraces read_setup(Machine const& machine, std::vector<Gap>& gaps) {
    auto const reading = machine.ask("setup/traces", [&]() -> Reading {
        return {to_json(read_files(machine)).dump(-1, ' ', false, Json::error_handler_t::replace),
                Missing::absent};
    });
    auto traces = reading.text ? parse_traces(*reading.text, gaps).value_or(SetupTraces{})
                               : read_files(machine);
    gaps.insert(gaps.end(), traces.gaps.begin(), traces.gaps.end());
    return traces;
}

}  // namespace rigcheck
