#include "probe/drivers/cuda.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "probe/facts/json.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxToolkits = 32;
constexpr std::size_t kMaxPackageList = std::size_t{32} * 1024 * 1024;

bool is_version(std::string_view text) {
    return !text.empty() && text.size() < 24 && text.front() >= '0' && text.front() <= '9' &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The version number at the start of a text.
std::optional<std::string> leading_version(std::string_view text) {
    auto const end = std::min(text.find_first_not_of("0123456789."), text.size());
    auto version = text.substr(0, end);
    while (version.ends_with('.')) version.remove_suffix(1);
    return is_version(version) ? std::optional(std::string(version)) : std::nullopt;
}

std::optional<std::string> toolkit_version(Machine const& machine, std::string const& path) {
    for (auto const* file : {"/version.json", "/version.txt"}) {
        if (auto const text = machine.read(path + file).text) {
            if (auto version = parse_cuda_version(*text)) return version;
        }
    }
    return std::nullopt;
}

std::vector<CudaToolkit> read_toolkits(Machine const& machine) {
    std::vector<CudaToolkit> toolkits;
    auto const add = [&](std::string const& path) {
        if (toolkits.size() == kMaxToolkits) return;
        if (auto version = toolkit_version(machine, path)) toolkits.push_back({path, *version});
    };
    bool plain = false;  // /usr/local/cuda, where it is a directory of its own
    for (auto const& entry : machine.entries("/usr/local")) {
        if (entry.name.starts_with("cuda-")) add("/usr/local/" + entry.name);
        plain = plain || (entry.name == "cuda" && entry.kind == EntryKind::directory);
    }
    if (plain) add("/usr/local/cuda");
    add("/opt/cuda");
    add("/usr/lib/cuda");
    return toolkits;
}

std::optional<CudnnHeader> read_header(Machine const& machine, std::string const& directory) {
    for (auto const* name : {"/cudnn_version.h", "/cudnn.h"}) {
        auto const path = directory + name;
        auto const text = machine.read(path, std::size_t{1024} * 1024).text;
        auto const version = text ? parse_cudnn_header(*text) : std::nullopt;
        if (!version) continue;
        return CudnnHeader{.path = path,
                           .version = *version,
                           .toolkit = {},
                           .built_for = {},
                           .built_for_source = {}};
    }
    return std::nullopt;
}

// "Package: libcudnn7 … Version: 7.0.5.15-1+cuda9.1"
std::optional<std::string> cuda_of_package(Machine const& machine) {
    auto const text = machine.read("/var/lib/dpkg/status", kMaxPackageList).text.value_or("");
    auto const package = text.find("\nPackage: libcudnn");
    auto const version = package == std::string::npos ? package : text.find("\nVersion: ", package);
    if (version == std::string::npos) return std::nullopt;
    auto const line = std::string_view(text).substr(version + 1, 128);
    auto const cuda = line.substr(0, line.find('\n')).find("+cuda");
    return cuda == std::string_view::npos ? std::nullopt : leading_version(line.substr(cuda + 5));
}

// A header that was copied into a toolkit says nothing of its origin; an archive left behind does.
void name_origin(CudnnHeader& header, std::vector<std::string> const& archives) {
    for (auto const& archive : archives) {
        auto const cuda = cuda_of_archive(archive);
        if (!cuda) continue;
        if (header.built_for) {  // two archives: nobody knows which one was unpacked
            header.built_for.reset();
            header.built_for_source.reset();
            return;
        }
        header.built_for = cuda;
        header.built_for_source = archive;
    }
}

}  // namespace

std::optional<std::string> parse_cuda_version(std::string_view text) {
    constexpr std::string_view kText = "CUDA Version ";
    if (text.starts_with(kText)) return leading_version(text.substr(kText.size()));
    auto const json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("cuda") || !json["cuda"].is_object())
        return std::nullopt;
    auto const& cuda = json["cuda"];
    if (!cuda.contains("version") || !cuda["version"].is_string()) return std::nullopt;
    return leading_version(cuda["version"].get<std::string>());
}

std::optional<std::string> parse_cudnn_header(std::string_view text) {
    std::array<std::optional<int>, 3> numbers;
    constexpr std::array<std::string_view, 3> kNames{"#define CUDNN_MAJOR ", "#define CUDNN_MINOR ",
                                                     "#define CUDNN_PATCHLEVEL "};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        auto const at = text.find(kNames.at(i));
        if (at == std::string_view::npos) return std::nullopt;
        numbers.at(i) = parse_number<int>(text.substr(at + kNames.at(i).size()));
        if (!numbers.at(i) || *numbers.at(i) < 0) return std::nullopt;
    }
    return fmt::format("{}.{}.{}", *numbers[0], *numbers[1], *numbers[2]);
}

std::optional<std::string> cuda_of_archive(std::string_view name) {
    if (!name.starts_with("cudnn-")) return std::nullopt;
    auto const underscore = name.find("_cuda");
    if (underscore != std::string_view::npos) return leading_version(name.substr(underscore + 5));
    return leading_version(name.substr(6));
}

Cuda read_cuda(Machine const& machine, std::vector<std::string> const& archives,
               std::vector<Framework> frameworks) {
    Cuda cuda;
    cuda.toolkits = read_toolkits(machine);
    if (auto const resolved = machine.resolve("/usr/local/cuda", true);
        resolved && machine.link_target("/usr/local/cuda")) {
        cuda.default_toolkit = "/" + resolved->path;
    }
    for (auto const& toolkit : cuda.toolkits) {
        for (auto const* directory : {"/include", "/targets/x86_64-linux/include"}) {
            auto header = read_header(machine, toolkit.path + directory);
            if (!header) continue;
            header->toolkit = toolkit.path;
            name_origin(*header, archives);
            cuda.cudnn.push_back(std::move(*header));
            break;
        }
    }
    for (auto const* directory : {"/usr/include", "/usr/include/x86_64-linux-gnu"}) {
        auto header = read_header(machine, directory);
        if (!header) continue;
        header->built_for = cuda_of_package(machine);
        if (header->built_for) header->built_for_source = "package libcudnn";
        cuda.cudnn.push_back(std::move(*header));
        break;
    }
    cuda.frameworks = std::move(frameworks);
    return cuda;
}

}  // namespace rigcheck
