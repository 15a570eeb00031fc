#pragma once

#include <string_view>

#include "probe/facts/setup.hpp"

namespace rigcheck {

// A Jupyter configuration in Python: lines such as c.NotebookApp.ip = '*'. Not executed: a value
// that is not a plain text, number or truth value is passed over.
NotebookConfig parse_notebook_python(std::string_view text);
// The same in JSON: {"ServerApp": {"ip": "*"}}. An empty configuration for what is no JSON.
NotebookConfig parse_notebook_json(std::string_view text);

// A hash as notebook.auth.passwd writes it, "sha1:SALT:DIGEST", of a password that stands in a
// published guide.
bool is_published_password(std::string_view hash);

}  // namespace rigcheck
