#include "probe/drivers/module_tree.hpp"

#include <libkmod.h>

#include <algorithm>
#include <array>

#include "probe/drivers/module_index.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kIndexLimit = std::size_t{32} * 1024 * 1024;
// Those that kmod_load_resources opens; the second to last may be missing.
constexpr std::array kIndices{"modules.dep.bin", "modules.alias.bin", "modules.symbols.bin",
                              "modules.builtin.alias.bin", "modules.builtin.bin"};
constexpr std::size_t kMaxFirmware = 512;

struct Unref {
    void operator()(kmod_ctx* context) const { kmod_unref(context); }
    void operator()(kmod_list* list) const { kmod_module_unref_list(list); }
    void operator()(kmod_module* module) const { kmod_module_unref(module); }
};
using ModuleList = std::unique_ptr<kmod_list, Unref>;
using Module = std::unique_ptr<kmod_module, Unref>;

// A captured tree may hold anything, and libkmod would follow it anywhere.
bool trustworthy(Machine const& machine, std::string const& directory, std::vector<Gap>& gaps) {
    return std::all_of(kIndices.begin(), kIndices.end(), [&](char const* name) {
        auto const path = directory + "/" + name;
        auto const reading = machine.read(path, kIndexLimit);
        if (!reading.text && reading.why == Missing::absent) return true;
        bool const sound =
            reading.text && is_module_index(*reading.text) && !machine.link_target(path);
        if (!sound) gaps.push_back({"drivers", path, Missing::malformed, {}});
        return sound;
    });
}

// libkmod wants directories or files; of a captured tree it gets the very files.
std::vector<std::string> config_paths(Machine const& machine, ModprobeConfig const& config) {
    std::vector<std::string> paths;
    for (auto const& file : config.files) {
        if (auto real = machine.path_for_library(file)) paths.push_back(std::move(*real));
    }
    return paths;
}

std::string modinfo_text(kmod_module* module) {
    kmod_list* entries = nullptr;
    if (kmod_module_get_info(module, &entries) < 0) return {};
    std::string text;
    kmod_list* entry = nullptr;
    kmod_list_foreach(entry, entries) {
        std::string const key = kmod_module_info_get_key(entry);
        auto const* const value = kmod_module_info_get_value(entry);
        for (auto const* wanted : {"version", "license", "signer", "sig_id", "firmware"}) {
            if (key == wanted && value != nullptr) text += key + "=" + value + "\n";
        }
    }
    kmod_module_info_free_list(entries);
    return text;
}

bool plain_name(std::string_view name) {
    return !name.empty() && name.size() < 128 && std::all_of(name.begin(), name.end(), [](char c) {
        return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    });
}

}  // namespace

struct ModuleTree::State {
    Machine const* machine = nullptr;
    ModprobeConfig config;
    std::unique_ptr<kmod_ctx, Unref> context;
};

ModuleTree::ModuleTree(std::shared_ptr<State> state) : state_(std::move(state)) {}

std::optional<ModuleTree> ModuleTree::open(Machine const& machine, std::string const& release,
                                           ModprobeConfig const& config, std::vector<Gap>& gaps) {
    if (release.empty() || release.find('/') != std::string::npos) return std::nullopt;
    auto const directory = "/lib/modules/" + release;
    auto const real = machine.path_for_library(directory);
    if (!real) return std::nullopt;
    if (!machine.is_live() && !trustworthy(machine, directory, gaps)) return std::nullopt;
    for (auto const* name : kIndices) machine.note(directory + "/" + name, kIndexLimit);

    auto const files = config_paths(machine, config);
    std::vector<char const*> pointers;
    pointers.reserve(files.size() + 1);
    for (auto const& file : files) pointers.push_back(file.c_str());
    pointers.push_back(nullptr);
    auto state = std::make_shared<State>();
    state->machine = &machine;
    state->config = config;
    state->context.reset(kmod_new(real->c_str(), machine.is_live() ? nullptr : pointers.data()));
    if (!state->context) return std::nullopt;
    kmod_set_log_priority(state->context.get(), 0);
    if (kmod_load_resources(state->context.get()) < 0) return std::nullopt;
    return ModuleTree(std::move(state));
}

std::vector<DriverCandidate> ModuleTree::candidates(std::string const& modalias) const {
    kmod_list* found = nullptr;
    if (kmod_module_new_from_lookup(state_->context.get(), modalias.c_str(), &found) < 0) return {};
    ModuleList const list(found);
    std::vector<DriverCandidate> candidates;
    kmod_list* entry = nullptr;
    kmod_list_foreach(entry, list.get()) {
        Module const module(kmod_module_get_module(entry));
        auto const name = module_name(kmod_module_get_name(module.get()));
        if (!plain_name(name)) continue;
        auto const& config = state_->config;
        auto const blacklisted = config.blacklist.find(name);
        auto const redirected = config.redirect.find(name);
        // Of a captured machine only "is it built in" is asked: the rest of the state would be read
        // from this computer's /sys.
        bool const built_in = kmod_module_get_path(module.get()) == nullptr &&
                              kmod_module_get_initstate(module.get()) == KMOD_MODULE_BUILTIN;
        DriverCandidate candidate{
            .module = name,
            .usable = built_in || kmod_module_get_path(module.get()) != nullptr,
            .loaded = built_in || !state_->machine->entries("/sys/module/" + name).empty(),
            .built_in = built_in,
            .blacklisted = blacklisted != config.blacklist.end(),
            .redirected = redirected != config.redirect.end(),
            .signed_file = {},
            .rule_file = {}};
        if (candidate.blacklisted) candidate.rule_file = blacklisted->second;
        if (candidate.redirected) candidate.rule_file = redirected->second;
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

std::optional<ModuleInfo> ModuleTree::info(std::string const& module) const {
    if (!plain_name(module)) return std::nullopt;
    auto const reading = state_->machine->ask("drivers/modinfo/" + module, [&]() -> Reading {
        kmod_list* found = nullptr;
        if (kmod_module_new_from_lookup(state_->context.get(), module.c_str(), &found) < 0) {
            return {};
        }
        ModuleList const list(found);
        if (!list) return {};
        Module const first(kmod_module_get_module(list.get()));
        if (kmod_module_get_path(first.get()) == nullptr) return {};
        return {modinfo_text(first.get()), Missing::absent};
    });
    if (!reading.text || reading.text->empty()) return std::nullopt;
    return parse_module_info(*reading.text);
}

ModuleInfo parse_module_info(std::string_view text) {
    ModuleInfo info;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = text.substr(at, std::min<std::size_t>(end - at, 4096));
        at = end + 1;
        auto const equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        auto const key = line.substr(0, equals);
        std::string const value(line.substr(equals + 1));
        if (key == "version") info.version = value;
        if (key == "license") info.license = value;
        if (key == "signer") info.signer = value;
        if (key == "sig_id" || key == "signer") info.signature = true;
        if (key == "firmware" && info.firmware.size() < kMaxFirmware)
            info.firmware.push_back(value);
    }
    return info;
}

}  // namespace rigcheck
