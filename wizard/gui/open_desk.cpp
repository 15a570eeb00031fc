#include "wizard/gui/open_desk.hpp"

#include <algorithm>
#include <filesystem>

#include "probe/facts/json.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/po/language.hpp"
#include "wizard/session/session.hpp"

namespace fs = std::filesystem;

namespace rigcheck::gui {
namespace {

constexpr std::size_t kMostEntries = 500;

bool ends_with_any(std::string const& name, std::initializer_list<char const*> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](char const* ending) { return name.ends_with(ending); });
}

// People write this file, so nothing in it says what it is.
bool names_parts(Json const& json) {
    auto const known = to_json(Expectations{});
    return json.is_object() &&
           std::any_of(known.items().begin(), known.items().end(),
                       [&](auto const& part) { return json.contains(part.key()); });
}

bool is_archive(std::string const& name) {
    return ends_with_any(name, {".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar.zst"});
}

}  // namespace

FileKind kind_of_file(std::string const& file) {
    std::error_code error;
    if (fs::is_directory(file, error) || is_archive(file)) return FileKind::machine;
    // A pipe would be waited for.
    if (fs::exists(file, error) && !fs::is_regular_file(file, error))
        throw UsageError(file + ": " + _("is no file"));
    auto const json = load_json(file);
    auto const schema = json.is_object() && json.contains("schema") && json["schema"].is_string()
                            ? json["schema"].get<std::string>()
                            : std::string();
    if (schema == kSessionSchema) return FileKind::session;
    if (schema == kSnapshotSchema || schema.starts_with("rigcheck.report/"))
        return FileKind::snapshot;
    if (schema.empty() && names_parts(json)) return FileKind::parts;
    throw UsageError(
        file + ": schema: " + _("this is no snapshot, report, session or parts file of rigcheck"));
}

void OpenDesk::look(std::string const& folder) {
    std::error_code error;
    auto const place = fs::absolute(folder, error).lexically_normal();
    fs::directory_iterator at(place, fs::directory_options::skip_permission_denied, error);
    if (error) {
        error_ = place.string() + ": " + error.message();
        return;
    }
    error_.clear();
    folder_ = place.string();
    entries_.clear();
    is_machine_ = fs::is_directory(place / "proc", error) || fs::is_directory(place / "sys", error);
    for (; at != fs::directory_iterator(); at.increment(error)) {
        auto const name = at->path().filename().string();
        std::error_code dangling;  // a link into nothing is no reason to stop
        bool const is_folder = at->is_directory(dangling);
        bool const is_file = at->is_regular_file(dangling);
        bool const fits = is_folder || (is_file && (name.ends_with(".json") || is_archive(name)));
        if (fits && !name.starts_with('.')) entries_.push_back({.name = name, .folder = is_folder});
    }
    std::sort(entries_.begin(), entries_.end(), [](Entry const& a, Entry const& b) {
        return a.folder == b.folder ? a.name < b.name : a.folder;
    });
    cut_ = entries_.size() > kMostEntries;
    if (cut_) entries_.resize(kMostEntries);
}

void OpenDesk::up() {
    look(fs::path(folder_).parent_path().string());
}

}  // namespace rigcheck::gui
