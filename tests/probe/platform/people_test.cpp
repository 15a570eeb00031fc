#include "probe/platform/people.hpp"

#include <catch2/catch.hpp>

namespace rigcheck {
namespace {

TEST_CASE("people are told from services by their number", "[people]") {
    CHECK(parse_people("root:x:0:0:root:/root:/bin/bash\n"
                       "daemon:x:1:1::/:/usr/sbin/nologin\n"
                       "alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash\n"
                       "bob:x:1001:1001::/home/bob:/bin/sh\n"
                       "nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin") ==
          std::vector<std::string>{"alice", "bob"});
}

TEST_CASE("a broken list of people is an empty one", "[people]") {
    CHECK(parse_people("").empty());
    CHECK(parse_people("\n:::\nalice:x:10x0:\nalice:x:99999999999999:\nalice").empty());
}

}  // namespace
}  // namespace rigcheck
