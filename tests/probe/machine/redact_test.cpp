#include "probe/machine/redact.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

TEST_CASE("UUIDs, hardware addresses and volume ids become zeros", "[redact]") {
    CHECK(redact_text("root=UUID=1b4e28ba-2fa1-11d2-883f-0016d3cca427 ro") ==
          "root=UUID=00000000-0000-0000-0000-000000000000 ro");
    CHECK(redact_text("mac=52:54:00:Ab:cd:ef,up") == "mac=00:00:00:00:00:00,up");
    CHECK(redact_text("root=UUID=1A2B-3C4D quiet") == "root=UUID=0000-0000 quiet");
}

TEST_CASE("what only looks a little like an identifier stays", "[redact]") {
    CHECK(redact_text("0000:01:00.0 10de:2684 quiet") == "0000:01:00.0 10de:2684 quiet");
    CHECK(redact_text("a12:34:56:78:9a:bcd") == "a12:34:56:78:9a:bcd");
}

TEST_CASE("names are replaced as whole words", "[redact]") {
    CHECK(redact_text("ip=::::annas-pc:eth0", {"annas-pc"}) == "ip=::::redacted:eth0");
    CHECK(redact_text("annas-pcie", {"annas-pc"}) == "annas-pcie");
}

TEST_CASE("redacting twice changes nothing", "[redact]") {
    auto const once = redact_text("UUID=1A2B-3C4D host=tower aa:bb:cc:dd:ee:ff", {"tower"});
    CHECK(redact_text(once, {"tower"}) == once);
}

}  // namespace
}  // namespace rigcheck
