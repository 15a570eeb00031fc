#include "wizard/cli/named_inputs.hpp"

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {

GpuModel const& card_by_name(std::string const& name) {
    if (auto const* const model = find_gpu_model(name)) return *model;
    std::string similar;
    for (auto const& model : similar_gpu_models(name))
        similar += (similar.empty() ? "" : ", ") + model;
    throw UsageError(
        "--gpu " + name + ": " +
        (similar.empty() ? _("no such card in the table") : fill_in(_("say which: {}"), similar)));
}

}  // namespace rigcheck
