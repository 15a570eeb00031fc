#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "checklists/rules/verdict.hpp"

namespace rigcheck {

// One of NVIDIA's error numbers, and what it means for the person who built the machine.
struct XidCode {
    int xid = 0;
    std::string name;   // "fallen off the bus"
    std::string kind;   // of nvidia-xid.json: "lost", "application", …
    std::string fault;  // "hardware", "software", "either"; "none" for what is no fault

    static constexpr auto fields() {
        using X = XidCode;
        return field_list(field("xid", &X::xid), field("name", &X::name), field("kind", &X::kind),
                          field("fault", &X::fault));
    }
};

// What the codes of one kind are worth reporting as; the words are in history.gpu-lost.json.
struct XidKind {
    std::string kind;
    std::optional<Severity> raises;  // empty: nothing that the machine could be blamed for

    static constexpr auto fields() {
        return field_list(field("kind", &XidKind::kind), field("raises", &XidKind::raises));
    }
};

// Null for what the table does not know.
XidCode const* find_xid(std::string_view number);
XidKind const* find_xid_kind(std::string_view kind);

}  // namespace rigcheck
