#include "probe/facts/schema.hpp"

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

Json snapshot_schema() {
    auto schema = schema_of<Snapshot>();
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "rigcheck snapshot";
    schema["properties"]["schema"] = {{"const", kSnapshotSchema}};
    // `probe --area` leaves areas out; the head is always there.
    schema["required"] = {"schema", "tool", "taken_at", "source", "boot_id", "gaps"};
    return schema;
}

}  // namespace rigcheck
