#include "checklists/knowledge/nvidia_xid.hpp"

#include <map>
#include <string>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Code {
    int xid = 0;
    std::string kind;

    static constexpr auto fields() {
        return std::tuple{field("xid", &Code::xid), field("kind", &Code::kind)};
    }
};

std::map<std::string, std::string, std::less<>> load() {
    std::vector<Code> codes;
    read_json(Json::parse(knowledge("nvidia-xid.json")).at("codes"), codes,
              "nvidia-xid.json codes");
    std::map<std::string, std::string, std::less<>> kinds;
    for (auto const& code : codes) kinds[std::to_string(code.xid)] = code.kind;
    return kinds;
}

}  // namespace

std::string_view kind_of_xid(std::string_view xid) {
    static auto const kinds = load();
    auto const at = kinds.find(xid);
    return at == kinds.end() ? std::string_view() : std::string_view(at->second);
}

}  // namespace rigcheck
