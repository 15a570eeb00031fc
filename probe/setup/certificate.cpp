#include "probe/setup/certificate.hpp"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <memory>

namespace rigcheck {
namespace {

std::string lower(char const* text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::optional<std::string> utc(ASN1_TIME const* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace

std::optional<Certificate> parse_certificate(std::string_view pem) {
    using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
    using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
    if (pem.size() > std::size_t{1024} * 1024) return std::nullopt;
    Bio const bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    if (!bio) return std::nullopt;
    X509Ptr const x509(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free);
    if (!x509) {
        ERR_clear_error();
        return std::nullopt;
    }
    Certificate certificate;
    if (auto* const key = X509_get0_pubkey(x509.get())) {
        certificate.key_bits = EVP_PKEY_get_bits(key);
        if (auto const* const name = EVP_PKEY_get0_type_name(key))
            certificate.key_type = lower(name);
    }
    int hash = NID_undef;
    int algorithm = NID_undef;
    if (OBJ_find_sigid_algs(X509_get_signature_nid(x509.get()), &hash, &algorithm) == 1 &&
        hash != NID_undef) {
        certificate.signature_hash = lower(OBJ_nid2sn(hash));
    }
    certificate.not_after = utc(X509_get0_notAfter(x509.get()));
    ERR_clear_error();
    return certificate;
}

}  // namespace rigcheck
