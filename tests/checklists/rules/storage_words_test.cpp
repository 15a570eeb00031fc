// Every wording of the storage findings is used by some machine, or by one of the small changes to
// a machine that storage_test.cpp makes.
#include <catch2/catch.hpp>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

TEST_CASE("every storage wording is reached", "[storage-rules]") {
    std::set<std::string> reached{// by storage_test.cpp
                                  "storage.hidden-drive fewer-than-fitted",
                                  "storage.root-on-hdd kind-untold",
                                  "storage.health cable",
                                  "storage.space no-inodes",
                                  "storage.space read-only",
                                  "storage.space untold",
                                  "storage.trim no-systemd",
                                  "storage.controller-dead no-state"};
    for (auto const& name : test::machine_names()) {
        test::Tree const tree(name);
        for (auto const& verdict : storage_rules(read_snapshot(tree.machine()), {})) {
            auto const* words = find_words(verdict.id);
            REQUIRE(words != nullptr);
            INFO(name << " " << verdict.id << " " << verdict.words);
            CHECK(words->wordings.contains(verdict.words));
            reached.insert(verdict.id + " " + verdict.words);
        }
    }
    for (auto const& verdict : storage_rules({}, {}))
        reached.insert(verdict.id + " " + verdict.words);
    for (auto const& words : all_words()) {
        if (!words.id.starts_with("storage.")) continue;
        for (auto const& [key, wording] : words.wordings) {
            INFO(words.id << " " << key);
            CHECK(reached.contains(words.id + " " + key));
        }
    }
}

}  // namespace
}  // namespace rigcheck
