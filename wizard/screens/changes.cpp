#include "wizard/screens/changes.hpp"

#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::string appeared_or_gone(Change const& change, std::string const& appeared,
                             std::string const& gone, std::string const& other) {
    if (change.before.empty()) return fill_in(appeared, change.subject, change.after);
    if (change.after.empty()) return fill_in(gone, change.subject, change.before);
    return fill_in(other, change.subject, change.before, change.after);
}

std::string sentence(Change const& change) {
    switch (change.thing) {
        case ChangedThing::processor:
            return fill_in(_("The processor was {}, and is {} now."), change.before, change.after);
        case ChangedThing::board:
            return fill_in(_("The board was {}, and is {} now."), change.before, change.after);
        case ChangedThing::bios:
            return fill_in(_("The BIOS was version {}, and is {} now."), change.before,
                           change.after);
        case ChangedThing::kernel:
            return fill_in(_("The kernel was {}, and is {} now."), change.before, change.after);
        case ChangedThing::ram_total:
            return fill_in(_("The system saw {} MiB of RAM, and sees {} now."), change.before,
                           change.after);
        case ChangedThing::ram_stick:
            return appeared_or_gone(change, _("There is a new RAM stick in {}: {}."),
                                    _("The RAM stick in {} is gone: {}."),
                                    _("The RAM stick in {} was {}, and is {} now."));
        case ChangedThing::gpu:
            return appeared_or_gone(change, _("There is a new graphics card: {}."),
                                    _("A graphics card is gone: {}."), {});
        case ChangedThing::gpu_driver:
            return appeared_or_gone(change, _("{} has a driver now: {}."),
                                    _("{} lost its driver: {}."),
                                    _("The driver of {} was {}, and is {} now."));
        case ChangedThing::drive:
            return appeared_or_gone(change, _("There is a new drive: {} ({})."),
                                    _("A drive is gone: {} (it was {})."), {});
    }
    return {};
}

}  // namespace

std::vector<std::string> sentences(std::vector<Change> const& changes) {
    std::vector<std::string> out;
    out.reserve(changes.size());
    for (auto const& change : changes) out.push_back(sentence(change));
    return out;
}

}  // namespace rigcheck
