#include <algorithm>

#include "wizard/gui/app.hpp"
#include "wizard/po/language.hpp"

// The pages by name, and what stands on which.
namespace rigcheck::gui {
namespace {

// The areas whose findings stand on a page; the part of an id before the dot.
std::vector<std::string> areas_of(Page page) {
    switch (page) {
        case Page::overview:
            return {"build", "setup"};
        case Page::pcie:
            return {"pcie"};
        case Page::memory:
            return {"memory"};
        case Page::sensors:
            return {"sensors"};
        case Page::storage:
            return {"storage"};
        case Page::drivers:
            return {"drivers"};
        case Page::black_box:
            return {"history"};
        case Page::power:
            return {"power"};
        case Page::guides:
        case Page::troubleshoot:
        case Page::isolate:
        case Page::payback:
        case Page::report:
        case Page::open:
            break;
    }
    return {};
}

bool belongs(Finding const& finding, Page page) {
    return is_about(page, finding.id.substr(0, finding.id.find('.')));
}

}  // namespace

bool is_about(Page page, std::string const& area) {
    auto const areas = areas_of(page);
    return std::find(areas.begin(), areas.end(), area) != areas.end();
}

std::vector<Finding const*> findings_of(App const& app, Page page) {
    std::vector<Finding const*> found;
    for (auto const& finding : app.findings()) {
        if (belongs(finding, page) && finding.state != State::not_applicable)
            found.push_back(&finding);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](Finding const* a, Finding const* b) { return mark_of(*a) > mark_of(*b); });
    return found;
}

Mark worst_of(App const& app, Page page) {
    if (page == Page::overview) return app.has_machine() ? app.shown().overview.worst : Mark::none;
    return worst_of(app.findings(), [&](Finding const& finding) { return belongs(finding, page); });
}

std::string page_name(Page page) {
    constexpr std::array names{"overview", "pcie",   "memory",       "sensors", "storage",
                               "drivers",  "guides", "troubleshoot", "isolate", "black-box",
                               "payback",  "power",  "report",       "open"};
    return names.at(static_cast<std::size_t>(page));
}

std::optional<Page> page_by_name(std::string const& name) {
    for (auto const page : kPages) {
        if (page_name(page) == name) return page;
    }
    return std::nullopt;
}

std::string page_title(Page page) {
    switch (page) {
        case Page::overview:
            return _("Overview");
        case Page::pcie:
            return "PCIe";
        case Page::memory:
            return _("Memory");
        case Page::sensors:
            return _("Sensors");
        case Page::storage:
            return _("Drives");
        case Page::drivers:
            return _("Drivers");
        case Page::guides:
            return _("Checklists");
        case Page::troubleshoot:
            return _("Troubleshoot");
        case Page::isolate:
            return _("Find the faulty part");
        case Page::black_box:
            return _("Black box");
        case Page::payback:
            return _("Own or rent?");
        case Page::power:
            return _("Power supply");
        case Page::report:
            return _("Report");
        case Page::open:
            return _("Open");
    }
    return {};
}

}  // namespace rigcheck::gui
