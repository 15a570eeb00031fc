#include "probe/facts/json.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

// Strings of the machine may hold anything; JSON must stay valid UTF-8.
std::string dump(Json const& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json finding_json(Finding const& finding) {
    Json evidence = Json::array();
    for (auto const& item : finding.evidence) {
        evidence.push_back({{"source", item.source}, {"value", item.value}});
    }
    Json out = {{"id", finding.id},
                {"subject", finding.subject},
                {"state", std::string(enum_name(finding.state))}};
    if (finding.severity) out["severity"] = std::string(enum_name(*finding.severity));
    out["confidence"] = finding.confidence;
    out["title"] = finding.title;
    out["meaning"] = finding.meaning;
    out["evidence"] = std::move(evidence);
    out["actions"] = finding.actions;
    out["retest"] = finding.retest;
    out["needs"] = finding.needs ? Json(*finding.needs) : Json(nullptr);
    out["reason"] = finding.reason;
    out["guide"] = finding.guide;
    return out;
}

}  // namespace

std::string json_report(Report const& report, bool with_snapshot) {
    Json out = {{"schema", "rigcheck.report/1"}};
    if (with_snapshot) out["snapshot"] = to_json(report.snapshot);
    out["findings"] = Json::array();
    for (auto const& finding : report.findings) out["findings"].push_back(finding_json(finding));
    auto const summary = summarise(report.findings);
    out["summary"] = {{"critical", summary.critical},
                      {"warning", summary.warning},
                      {"notice", summary.notice},
                      {"pass", summary.pass},
                      {"unknown", summary.unknown}};
    return dump(out);
}

std::string json_snapshot(Snapshot const& snapshot, std::vector<std::string> const& areas) {
    auto json = to_json(snapshot);
    if (!areas.empty()) {
        for (auto const* area : kAreas) {
            if (std::find(areas.begin(), areas.end(), area) == areas.end()) json.erase(area);
        }
    }
    return dump(json);
}

}  // namespace rigcheck
