#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

// checklists/knowledge/shutdown-causes.json: what can end a run of a machine, and by which signs it
// shows.
namespace rigcheck::causes {

// Something that the evidence says, denies or leaves open.
struct Sign {
    std::string id;
    std::string yes, no, unknown;  // sentences
    std::string get;               // how to find out where it is unknown; may be empty

    static constexpr auto fields() {
        return field_list(field("id", &Sign::id), field("yes", &Sign::yes), field("no", &Sign::no),
                          field("unknown", &Sign::unknown), field("get", &Sign::get));
    }
};

struct Answer {
    std::string id;
    std::string text;
    std::vector<std::string> signs;  // that it says; the question's other signs it denies

    static constexpr auto fields() {
        return field_list(field("id", &Answer::id), field("text", &Answer::text),
                          field("signs", &Answer::signs));
    }
};

// What only the person knows.
struct Question {
    std::string id;
    std::string text;
    std::vector<Answer> answers;

    static constexpr auto fields() {
        return field_list(field("id", &Question::id), field("text", &Question::text),
                          field("answers", &Question::answers));
    }
};

struct Test {
    std::string id;
    int minutes = 0;
    std::string text;
    std::string unless;  // a condition under which it was done already; may be empty

    static constexpr auto fields() {
        return field_list(field("id", &Test::id), field("minutes", &Test::minutes),
                          field("text", &Test::text), field("unless", &Test::unless));
    }
};

enum class Word { established, likely, possible, cannot_be_told_apart };

// A better word than the cause's own.
struct Raise {
    std::vector<std::string> when;  // conditions, all of them
    Word word = Word::possible;

    static constexpr auto fields() {
        return field_list(field("if", &Raise::when), field("word", &Raise::word));
    }
};

// A condition is a sign ("hot"), one that is known not to be ("!clean"), or one of several
// ("stayed-off|latched").
struct Cause {
    std::string id;
    int row = 0;  // of the study's table
    std::string title;
    std::vector<std::string> required, excluding, supporting, contradicting;
    Word word = Word::cannot_be_told_apart;
    std::vector<Raise> raise;        // the best that holds counts
    std::vector<std::string> tests;  // that would show it, the best first
    std::vector<std::string> also;   // sentences: what else shows the same signs
    bool last_resort = false;        // only where nothing else explains it
    bool blames = true;              // something is wrong with the machine, the mains or a program
    bool hardware = false;           // a part of the machine is at fault

    static constexpr auto fields() {
        using C = Cause;
        return field_list(field("id", &C::id), field("row", &C::row), field("title", &C::title),
                          field("required", &C::required), field("excluding", &C::excluding),
                          field("supporting", &C::supporting),
                          field("contradicting", &C::contradicting), field("word", &C::word),
                          field("raise", &C::raise), field("tests", &C::tests),
                          field("also", &C::also), field("last_resort", &C::last_resort),
                          field("blames", &C::blames), field("hardware", &C::hardware));
    }
};

struct Table {
    std::vector<Sign> signs;
    std::vector<Question> questions;
    std::vector<Test> tests;
    std::vector<Cause> causes;

    static constexpr auto fields() {
        return field_list(field("signs", &Table::signs), field("questions", &Table::questions),
                          field("tests", &Table::tests), field("causes", &Table::causes));
    }
};

Table const& table();
// Null for an id that the table does not have.
Sign const* find_sign(std::string_view id);
Question const* find_question(std::string_view id);
Test const* find_test(std::string_view id);

}  // namespace rigcheck::causes

template <>
struct rigcheck::EnumNames<rigcheck::causes::Word> {
    static constexpr std::array<char const*, 4> names{"established", "likely", "possible",
                                                      "cannot be told apart"};
};
