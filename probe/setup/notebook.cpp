#include "probe/setup/notebook.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "probe/facts/json.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxValue = 512;

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// 'text', "text", u'text': what stands between the quotes.
std::optional<std::string> quoted(std::string_view value) {
    if (!value.empty() && (value[0] == 'u' || value[0] == 'b' || value[0] == 'r')) {
        value.remove_prefix(1);
    }
    if (value.size() < 2 || (value[0] != '\'' && value[0] != '"')) return std::nullopt;
    auto const end = value.find(value[0], 1);
    if (end == std::string_view::npos || end > kMaxValue) return std::nullopt;
    return std::string(value.substr(1, end - 1));
}

void note_password(NotebookConfig& config, std::string const& hash) {
    config.password_set = !hash.empty();
    auto const colon = hash.find(':');
    if (colon != std::string::npos && colon < 16) config.password_scheme = hash.substr(0, colon);
    config.published_password = is_published_password(hash);
}

// Options of NotebookApp, ServerApp, LabApp and the identity providers by their last name.
void note_option(NotebookConfig& config, std::string_view key,
                 std::optional<std::string> const& text, std::optional<int> number,
                 std::optional<bool> truth) {
    if (key == "ip") config.ip = text;
    if (key == "port") config.port = number;
    if ((key == "password" || key == "hashed_password") && text) note_password(config, *text);
    if (key == "token" && text) config.token_disabled = text->empty();
    if (key == "certfile") config.certificate = text;
    if (key == "allow_root") config.allow_root = truth;
}

}  // namespace

bool is_published_password(std::string_view hash) {
    constexpr std::array kPublished{"jupyter", "password", "notebook"};
    auto const salt_at = hash.find(':');
    auto const digest_at =
        hash.find(':', salt_at == std::string_view::npos ? salt_at : salt_at + 1);
    if (!hash.starts_with("sha1:") || digest_at == std::string_view::npos) return false;
    auto const salt = hash.substr(salt_at + 1, digest_at - salt_at - 1);
    auto const digest = hash.substr(digest_at + 1);
    return std::any_of(kPublished.begin(), kPublished.end(), [&](std::string text) {
        text += salt;
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha1(), nullptr) != 1) {
            return false;
        }
        std::string hex;
        for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", bytes.at(i));
        return hex == digest;
    });
}

NotebookConfig parse_notebook_python(std::string_view text) {
    NotebookConfig config;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = trimmed(text.substr(at, end - at));
        at = end + 1;
        auto const equals = line.find('=');
        if (!line.starts_with("c.") || equals == std::string_view::npos) continue;
        auto const name = trimmed(line.substr(0, equals));
        auto const value = trimmed(line.substr(equals + 1));
        std::optional<bool> truth;
        if (value.starts_with("True")) truth = true;
        if (value.starts_with("False")) truth = false;
        note_option(config, name.substr(name.rfind('.') + 1), quoted(value),
                    parse_number<int>(value), truth);
    }
    return config;
}

NotebookConfig parse_notebook_json(std::string_view text) {
    NotebookConfig config;
    auto const json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return config;
    for (auto const& [app, options] : json.items()) {
        if (!options.is_object()) continue;
        for (auto const& [key, value] : options.items()) {
            std::optional<std::string> words;
            if (value.is_string()) words = value.get<std::string>().substr(0, kMaxValue);
            std::optional<int> number;
            if (value.is_number_integer() && value.get<std::int64_t>() > 0 &&
                value.get<std::int64_t>() < 65536) {
                number = value.get<int>();
            }
            note_option(config, key, words, number,
                        value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt);
        }
    }
    return config;
}

}  // namespace rigcheck
