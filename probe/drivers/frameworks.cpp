#include "probe/drivers/frameworks.hpp"

#include <algorithm>
#include <array>

#include "probe/platform/homes.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxFrameworks = 64;

// The value of "name = 'value'" or "name: Optional[str] = 'value'"; "" for None.
std::optional<std::string> assigned(std::string_view text, std::string_view name) {
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = text.substr(at, end - at);
        at = end + 1;
        if (!line.starts_with(name)) continue;
        auto const next = line.substr(name.size(), 1);
        auto const equals = line.find('=');
        if ((next != " " && next != ":" && next != "=") || equals == std::string_view::npos)
            continue;
        auto const open = line.find_first_of("'\"", equals);
        if (open == std::string_view::npos) return std::string();
        auto const close = line.find(line[open], open + 1);
        if (close == std::string_view::npos || close - open > 64) return std::nullopt;
        return std::string(line.substr(open + 1, close - open - 1));
    }
    return std::nullopt;
}

void read_site(Machine const& machine, std::string const& site, std::string const& home,
               std::vector<Framework>& found) {
    for (auto const& name : machine.list(site)) {
        std::optional<Framework> framework;
        if (name == "torch") {
            auto const text = machine.read(site + "/torch/version.py").text;
            if (text) framework = parse_torch_version(*text);
        } else if (name.starts_with("tensorflow")) {
            framework = parse_tensorflow_name(name);
        }
        if (!framework || found.size() >= kMaxFrameworks) continue;
        framework->path = without_home(site, home);
        found.push_back(std::move(*framework));
    }
}

// PREFIX/lib/python3.*/site-packages (and Debian's dist-packages).
void read_prefix(Machine const& machine, std::string const& prefix, std::string const& home,
                 std::vector<Framework>& found) {
    for (auto const& python : machine.list(prefix + "/lib")) {
        if (!python.starts_with("python3")) continue;
        auto const library = std::string(prefix).append("/lib/").append(python);
        for (auto const* packages : {"/site-packages", "/dist-packages"}) {
            read_site(machine, library + packages, home, found);
        }
    }
}

}  // namespace

std::optional<Framework> parse_torch_version(std::string_view text) {
    auto const version = assigned(text, "__version__");
    if (!version || version->empty()) return std::nullopt;
    auto const cuda = assigned(text, "cuda");
    auto const hip = assigned(text, "hip");
    Framework framework;
    framework.name = "torch";
    framework.version = *version;
    if (cuda && !cuda->empty()) framework.cuda = *cuda;
    framework.rocm = hip && !hip->empty();
    bool const says_cpu = version->find("+cpu") != std::string::npos;
    framework.cpu_only = says_cpu || (cuda && cuda->empty() && framework.rocm == false);
    return framework;
}

std::optional<Framework> parse_tensorflow_name(std::string_view name) {
    auto const dash = name.find('-');
    if (dash == std::string_view::npos || !name.ends_with(".dist-info")) return std::nullopt;
    auto const package = name.substr(0, dash);
    if (package != "tensorflow" && package != "tensorflow_cpu" && package != "tensorflow_gpu" &&
        package != "tensorflow_rocm") {
        return std::nullopt;
    }
    auto const rest = name.substr(dash + 1);
    Framework framework;
    framework.name = "tensorflow";
    framework.version =
        std::string(rest.substr(0, rest.size() - std::string_view(".dist-info").size()));
    framework.cpu_only = package == "tensorflow_cpu";
    framework.rocm = package == "tensorflow_rocm";
    return framework;
}

void read_home_frameworks(Machine const& machine, std::string const& home,
                          std::vector<std::string> const& inside, std::vector<Framework>& found) {
    constexpr std::array kConda{"miniconda3", "anaconda3", "miniforge3", "mambaforge"};
    constexpr std::array kVenv{"venv", ".venv", "env"};
    auto const has = [&](char const* name) {
        return std::find(inside.begin(), inside.end(), name) != inside.end();
    };
    if (has(".local")) read_prefix(machine, home + "/.local", home, found);
    for (auto const* name : kVenv) {
        if (has(name)) read_prefix(machine, home + "/" + name, home, found);
    }
    for (auto const* name : kConda) {
        if (!has(name)) continue;
        auto const root = home + "/" + name;
        read_prefix(machine, root, home, found);
        for (auto const& environment : machine.list(root + "/envs")) {
            if (found.size() < kMaxFrameworks) {
                read_prefix(machine, std::string(root).append("/envs/").append(environment), home,
                            found);
            }
        }
    }
}

void read_system_frameworks(Machine const& machine, std::vector<Framework>& found) {
    read_prefix(machine, "/usr", "", found);
    read_prefix(machine, "/usr/local", "", found);
}

}  // namespace rigcheck
