#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wizard/report/report.hpp"

// A report to give away: what it will hold, and where it is saved.
namespace rigcheck::gui {

enum class ReportFormat { html, text, json };

class ReportDesk {
public:
    // Another machine, other findings, another language: the report is written anew.
    void use(Report report);
    void choose(ReportFormat chosen);

    ReportFormat format = ReportFormat::html;
    // Exactly what the file will hold.
    std::string const& text() const { return text_; }
    // The same to read, line by line: of a page what a browser shows, or its source.
    std::vector<std::string_view> const& preview() const { return lines_; }
    bool source() const { return source_; }
    void show_source(bool source);

    // Where it will be saved; suggested anew with each format: "/home/ann/rigcheck-report.html", or
    // with a number while there is such a file.
    std::string file;
    enum class Saved { nothing, done, exists, failed };
    // Where there is a file of that name, nothing is written unless `replace`.
    void save(bool replace);
    Saved saved() const { return saved_; }
    void forget_saved() { saved_ = Saved::nothing; }  // another name is being typed
    // The file, or what went wrong.
    std::string const& said() const { return said_; }

private:
    void write();
    void break_lines();

    Report report_;
    std::string text_, shown_;
    bool source_ = false;
    std::vector<std::string_view> lines_;
    Saved saved_ = Saved::nothing;
    std::string said_;
};

}  // namespace rigcheck::gui
