#include "probe/facts/json.hpp"

#include <catch2/catch.hpp>

#include "probe/facts/schema.hpp"
#include "probe/facts/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

std::string shape_error(Json const& json) {
    Snapshot snapshot;
    try {
        read_json(json, snapshot);
    } catch (JsonShapeError const& error) {
        return error.what();
    }
    return {};
}

TEST_CASE("the schema that ships is the one the facts have", "[schema]") {
    auto const shipped = test::read_file(RIGCHECK_SOURCE_DIR "/probe/facts/snapshot.schema.json");
    CHECK(shipped == snapshot_schema().dump(1) + "\n");
}

TEST_CASE("facts come back from JSON as they went", "[json]") {
    Snapshot snapshot;
    snapshot.gaps.push_back({"pcie", "/sys/x", Missing::asleep, "wake it"});
    PcieFunction gpu;
    gpu.address = "0000:01:00.0";
    gpu.vendor = Hex<4>{0x10DE};
    gpu.class_code = Hex<6>{0x030000};
    gpu.role = PcieRole::upstream_port;
    gpu.link = PcieLink{.speed_gts = 2.5, .width = 8, .max_speed_gts = {}, .max_width = 16};
    gpu.aer = AerCounts{.correctable = {{"BadTLP", 3}}, .nonfatal = {}, .fatal = {}};
    snapshot.pcie.functions.push_back(gpu);
    auto const json = to_json(snapshot);
    CHECK(json["pcie"]["functions"][0]["vendor"] == "0x10de");
    CHECK(json["pcie"]["functions"][0]["class"] == "0x030000");
    CHECK(json["pcie"]["functions"][0]["role"] == "upstream-port");
    CHECK(json["pcie"]["functions"][0]["link"]["max_speed_gts"].is_null());
    Snapshot again;
    read_json(json, again);
    CHECK(to_json(again) == json);
}

TEST_CASE("a wrong field is named, with what was expected there", "[json]") {
    CHECK(shape_error({{"memory", {{"kernel_mib", "much"}}}}) ==
          "memory.kernel_mib: expected an integer");
    CHECK(shape_error({{"source", "guess"}}) == "source: expected one of \"live\" \"capture\"");
    CHECK(shape_error({{"pcie", {{"functions", {{{"vendor", "10de"}}}}}}}) ==
          "pcie.functions[0].vendor: expected 0x and 4 hexadecimal digits");
    CHECK(shape_error({{"pcie", {{"functions", {{{"numa_node", 99999999999}}}}}}}) ==
          "pcie.functions[0].numa_node: expected an integer in range");
    CHECK(shape_error(Json::array()) == "document: expected an object");
}

TEST_CASE("fields of a later version are passed over", "[json]") {
    CHECK(shape_error({{"telepathy", 1}, {"memory", {{"colour", "red"}}}}).empty());
}

}  // namespace
}  // namespace rigcheck
