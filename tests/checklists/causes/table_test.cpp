#include "checklists/causes/table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "checklists/causes/conditions.hpp"

namespace rigcheck::causes {
namespace {

std::vector<std::string> conditions_of(Cause const& cause) {
    auto all = cause.required;
    for (auto const* list : {&cause.excluding, &cause.supporting, &cause.contradicting})
        all.insert(all.end(), list->begin(), list->end());
    for (auto const& raise : cause.raise)
        all.insert(all.end(), raise.when.begin(), raise.when.end());
    return all;
}

template <class Row>
void check_ids(std::vector<Row> const& rows) {
    std::set<std::string> ids;
    for (auto const& row : rows) {
        INFO(row.id);
        CHECK(ids.insert(row.id).second);
    }
}

TEST_CASE("nothing stands twice in the cause table", "[causes]") {
    check_ids(table().signs);
    check_ids(table().questions);
    check_ids(table().tests);
    check_ids(table().causes);
}

TEST_CASE("conditions, answers and tests name what the cause table has", "[causes]") {
    for (auto const& cause : table().causes) {
        INFO(cause.id);
        for (auto const& condition : conditions_of(cause)) {
            INFO(condition);
            for (auto const& sign : signs_in(condition)) CHECK(find_sign(sign) != nullptr);
        }
        for (auto const& test : cause.tests) CHECK(find_test(test) != nullptr);
        CHECK_FALSE(cause.required.empty());
        CHECK_FALSE(cause.tests.empty());
    }
    for (auto const& question : table().questions) {
        INFO(question.id);
        for (auto const& answer : question.answers) {
            for (auto const& sign : answer.signs) CHECK(find_sign(sign) != nullptr);
        }
    }
    for (auto const& test : table().tests) {
        for (auto const& sign : signs_in(test.unless)) CHECK(find_sign(sign) != nullptr);
    }
}

TEST_CASE("nothing stands in the cause table in vain", "[causes]") {
    std::set<std::string> signs, tests;
    for (auto const& cause : table().causes) {
        for (auto const& condition : conditions_of(cause)) {
            for (auto const& sign : signs_in(condition)) signs.insert(sign);
        }
        tests.insert(cause.tests.begin(), cause.tests.end());
    }
    for (auto const& test : table().tests) {
        for (auto const& sign : signs_in(test.unless)) signs.insert(sign);
        INFO(test.id);
        CHECK(tests.contains(test.id));
        CHECK(test.minutes > 0);
    }
    for (auto const& sign : table().signs) {
        INFO(sign.id);
        CHECK(signs.contains(sign.id));
    }
    for (auto const& question : table().questions) {
        INFO(question.id);
        bool const counts = std::any_of(
            question.answers.begin(), question.answers.end(), [&](Answer const& answer) {
                return std::any_of(answer.signs.begin(), answer.signs.end(),
                                   [&](std::string const& sign) { return signs.contains(sign); });
            });
        CHECK(counts);
    }
}

TEST_CASE("every row of the study's table has a cause", "[causes]") {
    constexpr int kRows = 20;
    std::set<int> rows;
    for (auto const& cause : table().causes) rows.insert(cause.row);
    for (int row = 1; row <= kRows; ++row) {
        INFO(row);
        CHECK(rows.contains(row));
    }
    CHECK(rows.size() == kRows);
}

TEST_CASE("a cause is only ever raised, and a last resort names nobody", "[causes]") {
    for (auto const& cause : table().causes) {
        INFO(cause.id);
        for (auto const& raise : cause.raise) {
            CHECK(raise.word < cause.word);
            CHECK_FALSE(raise.when.empty());
        }
        if (cause.last_resort) {
            CHECK(cause.word == Word::cannot_be_told_apart);
            CHECK(cause.raise.empty());
        }
    }
}

// Section 2: rows 6, 7 and 17 need two events of the same shape before they are likely.
TEST_CASE("what one event cannot show needs a second one", "[causes]") {
    for (auto const* const id : {"psu-protection", "psu-restart", "idle-state"}) {
        INFO(id);
        auto const& causes = table().causes;
        auto const cause = std::find_if(causes.begin(), causes.end(),
                                        [&](Cause const& row) { return row.id == id; });
        REQUIRE(cause != causes.end());
        CHECK(cause->word == Word::possible);
        for (auto const& raise : cause->raise) {
            CHECK(raise.word == Word::likely);
            CHECK(std::find(raise.when.begin(), raise.when.end(), "repeated") != raise.when.end());
        }
    }
}

}  // namespace
}  // namespace rigcheck::causes
