#include "wizard/screens/isolate.hpp"

#include <algorithm>
#include <cmath>

#include "checklists/isolation/problem.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace isolation;

std::string joined(std::vector<std::string> const& names) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

std::string percent(double share) {
    return std::to_string(std::lround(share * 100)) + " %";
}

class Writer {
public:
    Writer(Search const& search, Advice const& advice) : search_(search), advice_(advice) {}

    IsolateScreen screen() {
        screen_.phase = advice_.phase;
        screen_.minutes = advice_.minutes;
        add_bars();
        add_warnings();
        add_log();
        if (ended(advice_.phase)) {
            write_end();
        } else {
            write_try();
        }
        return std::move(screen_);
    }

private:
    // A part with a spare is exchanged, not left out.
    std::string name(std::size_t part) const {
        auto const& row = search_.parts.at(part);
        return row.spare ? fill_in(_("{} (a known-good one in its place)"), row.name) : row.name;
    }
    std::string const& suspect() const { return search_.parts.at(advice_.suspect).name; }

    std::vector<std::string> names(PartSet set) const {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < search_.parts.size(); ++i) {
            if (has(set, i)) out.push_back(name(i));
        }
        return out;
    }
    PartSet out_now() const { return all_of(search_.parts.size()) & ~advice_.connected; }

    void add_bars() {
        for (std::size_t i = 0; i < advice_.suspicion.size(); ++i) {
            screen_.bars.push_back(
                {.part = search_.parts.at(i).name, .share = advice_.suspicion[i]});
        }
        std::stable_sort(screen_.bars.begin(), screen_.bars.end(),
                         [](auto const& a, auto const& b) { return a.share > b.share; });
    }

    void add_warnings() {
        if (!advice_.aside.empty() && ended(advice_.phase)) {
            screen_.warnings.push_back(
                fill_in(_("{} was suspected first and left out. Whether it is at fault as well is "
                          "open: put it back last, and watch."),
                        joined(plain_names(advice_.aside))));
        } else if (!advice_.aside.empty()) {
            screen_.warnings.push_back(fill_in(
                _("{} was suspected first, and the rest fails without it too: there may be a "
                  "second fault. It stays out for now, and is tried again at the end."),
                joined(plain_names(advice_.aside))));
        }
        if (advice_.odd_seen) {
            screen_.warnings.push_back(
                _("Something else happened in one of the tries. There may be a second fault; such "
                  "tries do not count."));
        }
        if (advice_.hopeless_chance) {
            screen_.warnings.push_back(
                _("The trouble shows so rarely that a good try says little. First make it come "
                  "more often: longer tries, more load, a warmer room."));
        }
    }

    void add_log() {
        for (std::size_t i = 0; i < search_.trials.size(); ++i) {
            auto const& trial = search_.trials[i];
            std::vector<std::string> out;
            for (auto const& part : search_.parts) {
                bool const was_out =
                    std::find(trial.out.begin(), trial.out.end(), part.id) != trial.out.end();
                if (!was_out) continue;
                out.push_back(part.spare
                                  ? fill_in(_("{} (a known-good one in its place)"), part.name)
                                  : part.name);
            }
            auto what = out.empty() ? _("with everything") : fill_in(_("without {}"), joined(out));
            if (trial.other_socket) what += ", " + _("the suspect in another slot");
            if (trial.reseated_all) what += ", " + _("all pressed home");
            auto line = std::to_string(i + 1) + ". " + what + ": " + outcome(trial.outcome);
            if (trial.seconds) line += fill_in(_(" after {} seconds"), *trial.seconds);
            screen_.log.push_back(std::move(line));
        }
    }

    static std::string outcome(Outcome outcome) {
        if (outcome == Outcome::failed) return _("it failed");
        return outcome == Outcome::passed ? _("it held") : _("something else happened");
    }

    void write_try() {
        auto const out = names(out_now());
        screen_.out = out;
        auto const what =
            out.empty() ? _("with everything connected") : fill_in(_("without {}"), joined(out));
        screen_.headline = fill_in(_("Try {}: {}"), search_.trials.size() + 1, what);
        screen_.why = reason();
        screen_.time = time();
        if (advice_.press_home) {
            for (auto const& part : search_.parts) add_hand(part, &PartClass::reseat);
            return;
        }
        if (advice_.phase == Phase::other_socket) {
            add_hand(search_.parts.at(advice_.suspect), &PartClass::other_socket);
        }
        for (std::size_t i = 0; i < search_.parts.size(); ++i) {
            if (has(advice_.put_back, i)) {
                screen_.hands.push_back(fill_in(_("{}: put it back"), search_.parts[i].name));
            }
            if (has(advice_.put_out, i)) add_take_out(search_.parts[i]);
        }
        if (screen_.hands.empty()) screen_.hands.push_back(_("Leave everything as it is"));
    }

    std::string time() const {
        auto const watch = std::lround(search_.watch_minutes);
        auto const hands = std::lround(advice_.minutes - search_.watch_minutes);
        if (hands == 0) return fill_in(_("Watch it for {} minutes."), watch);
        return fill_in(_("About {} minutes for the hands, then watch it for {} minutes."), hands,
                       watch);
    }

    void add_take_out(Part const& part) {
        auto const* const row = find_class(part.class_id);
        if (part.spare && row != nullptr && row->handling == Handling::removable) {
            screen_.hands.push_back(
                fill_in(_("{}: take it out, and put the known-good one in its place"), part.name));
        } else {
            add_hand(part, &PartClass::take_out);
        }
    }

    void add_hand(Part const& part, std::string PartClass::*how) {
        if (auto const* const row = find_class(part.class_id)) {
            screen_.hands.push_back(part.name + ": " + translate(row->*how));
        }
    }

    std::string reason() const {
        switch (advice_.phase) {
            case Phase::reseat:
                return fill_in(
                    translate_plural(
                        "In a new build plugs and seats are at fault more often than parts, so "
                        "everything is pressed home first; {} good try settles it.",
                        "In a new build plugs and seats are at fault more often than parts, so "
                        "everything is pressed home first; {} good tries in a row settle it.",
                        advice_.passes_left),
                    advice_.passes_left);
            case Phase::reconnect:
                return fill_in(_("{} is suspected most ({}): put back, the trouble must come back, "
                                 "or only its seat was at fault."),
                               suspect(), percent(advice_.suspicion.at(advice_.suspect)));
            case Phase::contrast:
                return fill_in(_("{} cures it when it is out. If another part did so too, none of "
                                 "them would be bad: so now it must fail."),
                               suspect());
            case Phase::retry:
                return fill_in(_("{} is at fault. This shows whether what was suspected before is "
                                 "at fault as well: then it fails now."),
                               suspect());
            case Phase::other_socket:
                return fill_in(_("{} is named, or the slot it sits in: in another slot the trouble "
                                 "goes with the part, or stays behind."),
                               suspect());
            case Phase::clear:
                return fill_in(
                    translate_plural(
                        "{} is the culprit; this shows that everything else runs without it: {} "
                        "more good try.",
                        "{} is the culprit; this shows that everything else runs without it: {} "
                        "more good tries.",
                        advice_.passes_left),
                    suspect(), advice_.passes_left);
            default:
                return search_reason();
        }
    }

    std::string search_reason() const {
        double share = 0;
        for (std::size_t i = 0; i < advice_.suspicion.size(); ++i) {
            if (has(out_now(), i)) share += advice_.suspicion[i];
        }
        if (out_now() == 0) {
            return _("Everything is connected: this shows how often the trouble comes.");
        }
        return fill_in(_("It is one of these with a chance of {}; of all tries this one tells most "
                         "for its minutes."),
                       percent(share));
    }

    void write_end() {
        switch (advice_.phase) {
            case Phase::proven:
                screen_.headline = fill_in(_("Proven: {}."), joined(plain_names(advice_.culprits)));
                screen_.why =
                    _("Without it the machine holds, and with it the trouble comes back.");
                if (advice_.slot_open) {
                    screen_.why +=
                        ' ' + _("It may also be the slot it sits in: that was not tried. "
                                "Try it in another slot before you send it back.");
                }
                screen_.actions = {_("Exchange it under warranty; show the seller the list of "
                                     "tries."),
                                   _("Until then leave it out, if the machine starts without "
                                     "it.")};
                break;
            case Phase::named:
                screen_.headline =
                    fill_in(_("The suspect: {} ({})."), suspect(), percent(share_of_suspect()));
                screen_.why = _("It cannot be taken out here, so the last proof is missing.");
                screen_.actions = {
                    _("Borrow a known-good one and run with it: if it holds, that is the proof."),
                    _("Do not buy a new one before.")};
                break;
            case Phase::socket:
                screen_.headline = fill_in(_("The slot of: {}."), suspect());
                screen_.why =
                    _("In another slot the part works, so the part is good. The slot, the "
                      "board behind it, or the processor's contact is at fault.");
                screen_.actions = {
                    _("Look into the slot for dust, and at the processor's pins for a "
                      "bent one."),
                    _("Use another slot, or give board and processor to the shop.")};
                break;
            case Phase::core:
                screen_.headline =
                    fill_in(_("Left: {} ({})."), suspect(), percent(share_of_suspect()));
                screen_.why =
                    _("Board and processor cannot be told apart at home without a second "
                      "one of either.");
                screen_.actions = {_("If no known-good stick of RAM was tried: try one first. Both "
                                     "sticks of a kit may be at fault together."),
                                   _("Give both to the shop together, with the list of tries; most "
                                     "shops test both.")};
                break;
            case Phase::reseated:
                screen_.headline = _("Cured by pressing it home.");
                screen_.why =
                    _("The trouble did not come back with everything connected: a plug or "
                      "a seat was at fault, not a part.");
                screen_.actions = {_("Use it for some days before you close the matter."),
                                   _("If it comes back, start again here and say so.")};
                break;
            case Phase::sum_of_loads:
                screen_.headline = _("No single part: they fail together.");
                screen_.why =
                    fill_in(_("Taking out any one of these cures it: {}. Then none of them "
                              "is broken; together they ask too much of the supply, or "
                              "of the memory's speed."),
                            joined(plain_names(advice_.together)));
                screen_.actions = {_("Switch the memory profile (XMP, EXPO) off and try with all "
                                     "parts in."),
                                   _("If it still fails, try a stronger known-good supply.")};
                break;
            default:
                screen_.headline = _("Not separable at home.");
                screen_.why =
                    _("What is left cannot be told apart in a reasonable time with what "
                      "you have.");
                screen_.actions = {_("A known-good power supply, then one known-good stick of RAM, "
                                     "would tell most."),
                                   _("Or hand it over, with the list of tries.")};
        }
    }

    std::vector<std::string> plain_names(std::vector<std::size_t> const& parts) const {
        std::vector<std::string> out;
        out.reserve(parts.size());
        for (auto const part : parts) out.push_back(search_.parts.at(part).name);
        return out;
    }
    double share_of_suspect() const { return advice_.suspicion.at(advice_.suspect); }

    Search const& search_;
    Advice const& advice_;
    IsolateScreen screen_;
};

}  // namespace

IsolateScreen isolate_screen(Search const& search, Advice const& advice) {
    if (search.parts.empty()) return {};
    return Writer(search, advice).screen();
}

}  // namespace rigcheck
