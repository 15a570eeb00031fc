#include "wizard/gui/report_desk.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "wizard/gui/visible_text.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck::gui {
namespace {

constexpr unsigned kReadableByAll = 0644;

char const* ending_of(ReportFormat format) {
    switch (format) {
        case ReportFormat::html:
            return ".html";
        case ReportFormat::text:
            return ".txt";
        case ReportFormat::json:
            break;
    }
    return ".json";
}

bool exists(std::string const& file) {
    std::error_code error;
    return std::filesystem::exists(file, error);
}

std::string suggested_file(ReportFormat format) {
    char const* const home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    std::string const begin = std::string(home == nullptr ? "." : home) + "/rigcheck-report";
    auto file = begin + ending_of(format);
    for (int number = 2; exists(file); ++number)
        file = begin + '-' + std::to_string(number) + ending_of(format);
    return file;
}

}  // namespace

void ReportDesk::use(Report report) {
    report_ = std::move(report);
    if (file.empty()) file = suggested_file(format);
    write();
}

void ReportDesk::choose(ReportFormat chosen) {
    format = chosen;
    file = suggested_file(format);
    write();
}

void ReportDesk::write() {
    saved_ = Saved::nothing;
    switch (format) {
        case ReportFormat::html:
            text_ = html_report(report_);
            break;
        case ReportFormat::json:
            text_ = json_report(report_, true);
            break;
        case ReportFormat::text:
            text_ = text_report(report_, {.colour = false, .all = true, .only = false});
            break;
    }
    break_lines();
}

void ReportDesk::show_source(bool source) {
    source_ = source;
    break_lines();
}

void ReportDesk::break_lines() {
    bool const page = format == ReportFormat::html && !source_;
    shown_ = page ? visible_text(text_) : text_;
    lines_.clear();
    std::string_view rest = shown_;
    while (!rest.empty()) {
        auto const end = std::min(rest.find('\n'), rest.size());
        lines_.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void ReportDesk::save(bool replace) {
    said_ = file;
    if (!replace && exists(file)) {
        saved_ = Saved::exists;
        return;
    }
    try {
        write_atomically(file, text_, kReadableByAll);
        saved_ = Saved::done;
    } catch (std::system_error const& error) {
        saved_ = Saved::failed;
        said_ = error.what();
    }
}

}  // namespace rigcheck::gui
