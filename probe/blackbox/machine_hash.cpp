#include "probe/blackbox/machine_hash.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace rigcheck::blackbox {

Id machine_hash(std::string_view machine_id) {
    auto const id = parse_id(machine_id);
    if (!id) return {};
    auto const text = "rigcheck black box " + id_hex(*id);
    std::array<std::byte, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                   EVP_sha256(), nullptr) != 1)
        return {};
    Id hash{};
    std::copy_n(digest.begin(), hash.size(), hash.begin());
    return hash;
}

}  // namespace rigcheck::blackbox
