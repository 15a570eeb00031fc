#include "probe/setup/homes.hpp"

#include <algorithm>
#include <array>

#include "probe/drivers/frameworks.hpp"
#include "probe/platform/homes.hpp"
#include "probe/setup/certificate.hpp"
#include "probe/setup/notebook.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxTraces = 256;

void read_home(Machine const& machine, std::string const& home, HomeTraces& traces) {
    auto const inside = machine.list(home);
    if (inside.empty()) return;
    auto const has = [&](char const* name) {
        return std::find(inside.begin(), inside.end(), name) != inside.end();
    };
    if (has(".jupyter")) read_notebooks(machine, home + "/.jupyter", home, traces);
    for (auto const* file : {".bashrc", ".profile", ".bash_profile", ".zshrc", ".zprofile"}) {
        if (has(file)) read_cuda_paths(machine, home + "/" + file, home, traces.cuda_paths);
    }
    auto names = inside;
    if (has("Downloads")) {
        for (auto& name : machine.list(home + "/Downloads")) names.push_back(std::move(name));
    }
    for (auto const& name : names) {
        if (name.starts_with("cudnn-") && name.size() < 128 && traces.archives.size() < 16) {
            traces.archives.push_back(name);
        }
    }
    read_home_frameworks(machine, home, inside, traces.frameworks);
}

}  // namespace

void read_notebooks(Machine const& machine, std::string const& directory, std::string const& home,
                    HomeTraces& traces) {
    constexpr std::array kFiles{"jupyter_notebook_config", "jupyter_server_config",
                                "jupyter_lab_config"};
    for (auto const& name : machine.list(directory)) {
        bool const python = name.ends_with(".py"), json = name.ends_with(".json");
        bool const ours = std::any_of(kFiles.begin(), kFiles.end(), [&](std::string const& file) {
            return name == file + ".py" || name == file + ".json";
        });
        if (!ours || !(python || json) || traces.notebooks.size() >= kMaxTraces) continue;
        auto const path = std::string(directory).append("/").append(name);
        auto const text = machine.read(path, std::size_t{1024} * 1024).text;
        if (!text) continue;
        auto config = python ? parse_notebook_python(*text) : parse_notebook_json(*text);
        config.path = without_home(path, home);
        if (config.certificate && config.certificate->starts_with('/')) {
            auto const pem = machine.read(*config.certificate, std::size_t{256} * 1024).text;
            config.certificate = without_home(*config.certificate, home);
            if (auto certificate = pem ? parse_certificate(*pem) : std::nullopt) {
                certificate->path = *config.certificate;
                traces.certificates.push_back(std::move(*certificate));
            }
        }
        traces.notebooks.push_back(std::move(config));
    }
}

void read_cuda_paths(Machine const& machine, std::string const& file, std::string const& home,
                     std::vector<CudaPath>& paths) {
    auto const text = machine.read(file, std::size_t{256} * 1024).text;
    if (!text) return;
    int number = 0;
    for (std::size_t at = 0; at < text->size();) {
        auto const end = std::min(text->find('\n', at), text->size());
        auto const line = std::string_view(*text).substr(at, end - at);
        at = end + 1;
        ++number;
        auto const start = line.find_first_not_of(" \t");
        if (start == std::string_view::npos || line[start] == '#') continue;
        for (std::string_view const root : {"/usr/local/cuda", "/opt/cuda"}) {
            auto const found = line.find(root);
            if (found == std::string_view::npos || paths.size() >= kMaxTraces) continue;
            auto const stop = std::min(line.find_first_of(" \t\r:;\"'$(){}", found), line.size());
            std::string path(line.substr(found, std::min<std::size_t>(stop - found, 256)));
            bool const exists = !machine.list(path).empty();
            paths.push_back({without_home(file, home), number, std::move(path), exists});
        }
    }
}

void read_homes(Machine const& machine, HomeTraces& traces) {
    for (auto const& home : home_directories(machine)) read_home(machine, home, traces);
}

}  // namespace rigcheck
