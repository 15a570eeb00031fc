#include "wizard/cli/input.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "probe/facts/json.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxInput = std::size_t{64} * 1024 * 1024;

std::string read_stream(std::istream& in, std::string const& name) {
    std::string text(kMaxInput + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxInput) throw UsageError(name + ": " + _("larger than 64 MiB"));
    return text;
}

std::string read_input(std::string const& file) {
    if (file == "-") return read_stream(std::cin, file);
    std::error_code ec;
    if (std::filesystem::is_directory(file, ec))
        throw UsageError(file + ": " + _("is a directory"));
    std::ifstream in(file, std::ios::binary);
    if (!in) throw UsageError(file + ": " + std::strerror(errno));
    return read_stream(in, file);
}

template <class T>
void read_facts(Json const& json, T& facts, std::string const& file) {
    try {
        read_json(json, facts);
    } catch (JsonShapeError const& error) {
        throw UsageError(file + ": " + error.what());
    }
}

Json parse_json(std::string const& text, std::string const& name) {
    try {
        return Json::parse(text);
    } catch (Json::exception const& error) {
        throw UsageError(fmt::format("{}: {}: {}", name, _("not JSON"), problem_text(error)));
    }
}

// Far more than any machine has; judging takes longer than in proportion.
void check_size(Snapshot const& snapshot, std::string const& name) {
    constexpr std::size_t kMost = 8192;
    auto const check = [&](char const* field, std::size_t size) {
        if (size > kMost)
            throw UsageError(
                fmt::format("{}: {}: {}", name, field, fill_in(_("more than {} entries"), kMost)));
    };
    check("pcie.functions", snapshot.pcie.functions.size());
    check("memory.modules", snapshot.memory.modules.size());
    check("storage.drives", snapshot.storage.drives.size());
    check("sensors.chips", snapshot.sensors.chips.size());
    auto const& history = snapshot.history;
    check("history.boots", history.boots.size());
    check("history.log_matches", history.log_matches.size());
    check("history.pstore", history.pstore.size());
    if (!history.blackbox) return;
    check("history.blackbox.runs", history.blackbox->runs.size());
    for (auto const& run : history.blackbox->runs) {
        check("history.blackbox.runs.seconds", run.seconds.size());
        check("history.blackbox.runs.channels", run.channels.size());
        check("history.blackbox.runs.events", run.events.size());
    }
}

}  // namespace

std::string load_text(std::string const& file) {
    return read_input(file);
}

Json load_json(std::string const& file) {
    return parse_json(read_input(file), file);
}

Machine open_machine(std::string const& root) {
    if (root.empty() || root == "/") return Machine::live();
    std::string error;
    std::error_code ec;
    bool const directory = std::filesystem::is_directory(root, ec);
    auto machine = directory ? Machine::captured(root, error) : Machine::archived(root, error);
    if (!machine) throw UsageError(error);
    return std::move(*machine);
}

Snapshot load_snapshot(std::string const& file) {
    return parse_snapshot(read_input(file), file);
}

Snapshot parse_snapshot(std::string const& text, std::string const& name) {
    auto json = parse_json(text, name);
    if (json.is_object() && json.contains("snapshot")) json = Json(json["snapshot"]);
    bool const known =
        json.is_object() && json.contains("schema") && json["schema"] == kSnapshotSchema;
    if (!known) {
        throw UsageError(
            fmt::format("{}: schema: {} \"{}\"", name, _("expected"), kSnapshotSchema));
    }
    Snapshot snapshot;
    read_facts(json, snapshot, name);
    check_size(snapshot, name);
    return snapshot;
}

PartsFile load_parts_file(std::string const& file) {
    auto const json = load_json(file);
    PartsFile parts;
    read_facts(json, parts.bought, file);
    constexpr int kMostWatts = 100000;
    if (auto const watts = parts.bought.psu_w.value_or(1); watts < 1 || watts > kMostWatts)
        throw UsageError(file + ": psu_w: " + _("expected 1 to 100000"));
    auto const known = to_json(parts.bought);
    for (auto const& [key, value] : json.items()) {
        if (key == "payback" || key == "power") {
            if (!value.is_object())
                throw UsageError(fmt::format("{}: {}: {}", file, key, _("expected an object")));
            (key == "power" ? parts.power : parts.payback) = value;
        } else if (!known.contains(key)) {
            throw UsageError(fmt::format("{}: {}: {}", file, key, _("no such field")));
        }
    }
    return parts;
}

Expectations load_expectations(std::string const& file) {
    return load_parts_file(file).bought;
}

}  // namespace rigcheck
