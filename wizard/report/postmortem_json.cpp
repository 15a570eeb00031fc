#include "wizard/report/postmortem_json.hpp"

#include <algorithm>

#include "checklists/causes/evidence.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

// A fact that nothing told is null.
Json known(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json boot_json(Snapshot const& snapshot, PostmortemScreen const& screen) {
    auto const& history = snapshot.history;
    auto const& end = history.previous_end;
    auto const* const boot = causes::previous_boot(history);
    auto const* const box = causes::black_box_of_end(history);
    auto const id = end && end->boot_id ? end->boot_id
                    : boot != nullptr   ? std::optional(boot->boot_id)
                                        : std::nullopt;
    return {{"boot_id", to_json(id)},
            {"kernel", boot != nullptr ? to_json(boot->kernel) : Json(nullptr)},
            {"began_at", boot != nullptr ? known(boot->first_at) : Json(nullptr)},
            {"last_sign_at", end ? known(end->last_sign_at) : Json(nullptr)},
            {"next_boot_at", end ? known(end->next_boot_at) : Json(nullptr)},
            {"black_box", box != nullptr ? Json(std::string(enum_name(box->end))) : Json(nullptr)},
            {"ended", std::string(enum_name(screen.ended))},
            {"verdict", screen.verdict}};
}

Json timeline_json(std::vector<TimelineRow> const& rows) {
    Json out = Json::array();
    for (auto const& row : rows) {
        out.push_back({{"at", row.at},
                       {"before_s", to_json(row.before_s)},
                       {"kind", std::string(enum_name(row.kind))},
                       {"what", row.what},
                       {"line", known(row.line)}});
    }
    return out;
}

Json reasons_json(std::vector<Reason> const& reasons) {
    Json out = Json::array();
    for (auto const& reason : reasons) {
        out.push_back({{"condition", reason.condition},
                       {"text", reason.text},
                       {"source", reason.source},
                       {"value", reason.value}});
    }
    return out;
}

Json causes_json(Suspects const& suspects) {
    Json out = Json::array();
    for (auto const& card : suspects.cards) {
        Json missing = Json::array();
        for (auto const& open : card.missing) {
            missing.push_back({{"sign", open.sign},
                               {"text", open.words.words},
                               {"get", known(open.words.by_flag)}});
        }
        out.push_back({{"id", card.id},
                       {"title", card.title},
                       {"confidence_word", std::string(enum_name(card.level))},
                       {"required", reasons_json(card.required)},
                       {"supporting", reasons_json(card.supporting)},
                       {"contradicting", reasons_json(card.contradicting)},
                       {"missing", std::move(missing)},
                       {"also", card.also}});
    }
    return out;
}

Json question_json(QuestionRow const& row) {
    Json answers = Json::array();
    for (auto const& answer : row.answers)
        answers.push_back({{"id", answer.id}, {"text", answer.text}});
    return {{"id", row.id},
            {"text", row.text},
            {"answers", std::move(answers)},
            {"given", known(row.given)}};
}

Json next_test_json(PostmortemScreen const& screen) {
    if (!screen.next_test) return nullptr;
    auto const& test = *screen.next_test;
    return {{"id", test.id}, {"text", test.text}, {"minutes", test.minutes}};
}

Json curves_json(std::vector<EndCurves> const& kinds) {
    Json out = Json::array();
    for (auto const& kind : kinds) {
        for (auto const& curve : kind.curves) {
            Json points = Json::array();
            for (auto const& point : curve.points)
                points.push_back(Json::array({point.seconds, point.value}));
            out.push_back({{"name", curve.name},
                           {"unit", curve.unit},
                           {"limit", to_json(curve.limit)},
                           {"points", std::move(points)}});
        }
    }
    return out;
}

}  // namespace

std::string postmortem_json(Snapshot const& snapshot, PostmortemScreen const& screen) {
    Json questions = Json::array();
    for (auto const& row : screen.questions) questions.push_back(question_json(row));
    auto const* const next = find_question(screen, screen.next_question);
    Json const json{{"schema", "rigcheck.postmortem/1"},
                    {"boot", boot_json(snapshot, screen)},
                    {"timeline", timeline_json(screen.timeline)},
                    {"causes", causes_json(screen.suspects)},
                    {"next_test", next_test_json(screen)},
                    {"next_question", next != nullptr ? question_json(*next) : Json(nullptr)},
                    {"questions", std::move(questions)},
                    {"curves", curves_json(screen.curves)},
                    {"black_box_running", screen.black_box.running},
                    {"unread", to_json(screen.unread)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace rigcheck
