#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

#include "checklists/payback/estimate.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/cli/named_inputs.hpp"

// What a person wants to know of the payback, as flags and files.
namespace rigcheck {

struct PaybackOptions {
    LookAt at;
    std::string inputs, expect, prices;
    std::string card, precision = "fp16";
    int cards = 1;
    std::string provider, instance, region;
    std::string currency, country;
    std::vector<std::string> rates;
    TypedInputs typed;
};

void add_payback_options(CLI::App& command, PaybackOptions& options);

struct PaybackQuestion {
    payback::Question question;
    bool inputs_alone = false;           // --inputs: nothing is filled from the machine
    std::vector<payback::Range> ranges;  // of the inputs file; empty: the usual ones
    std::vector<std::string> errors;  // inputs of the wrong kind: "hours_week: expected a number"
};

// Reads the files, and the machine unless the inputs come from a file. Throws UsageError.
PaybackQuestion payback_question(PaybackOptions const& options);

// Puts a JSON object of inputs over what was stated before; `file` stands in the errors. Gives what
// is wrong with values; throws UsageError for a name that no input has.
std::vector<std::string> state_inputs(payback::Stated& stated, Json const& object,
                                      std::string const& file);

}  // namespace rigcheck
