#include "checklists/knowledge/storage_limits.hpp"

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {

StorageLimits const& storage_limits() {
    static StorageLimits const limits = [] {
        StorageLimits read;
        read_json(Json::parse(knowledge("storage-limits.json")), read, "storage-limits.json");
        return read;
    }();
    return limits;
}

}  // namespace rigcheck
