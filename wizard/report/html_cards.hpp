#pragma once

#include <string>

#include "wizard/report/report.hpp"

// What was found, as parts of a page. Each is empty where there is nothing of its kind.
namespace rigcheck {

// Faults, the worst first, each with its steps and evidence; then what was accepted.
std::string faults_html(Report const& report);
std::string accepted_html(Report const& report);

std::string unknown_html(Report const& report);
std::string fine_html(Report const& report);
std::string not_applicable_html(Report const& report);

}  // namespace rigcheck
