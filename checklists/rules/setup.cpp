// setup.*: traces of old guides that make a machine open, broken or out of date.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checklists/knowledge/cuda_versions.hpp"
#include "checklists/knowledge/os_releases.hpp"
#include "checklists/rules/rules.hpp"
#include "checklists/rules/setup_checks.hpp"

namespace rigcheck {

Verdict setup_verdict(char const* id, State state, char const* words) {
    return verdict_of(id, "setup", state, words);
}

namespace {

// apt-key(8): a key in /etc/apt/trusted.gpg may sign any repository.
Verdicts legacy_apt_key(Snapshot const& snapshot) {
    constexpr char const* kId = "setup.legacy-apt-key";
    auto const& keys = snapshot.setup.apt_keys;
    if (keys.empty()) return {setup_verdict(kId, State::not_applicable, "no-keys")};
    auto verdict = setup_verdict(kId, State::pass, "keyrings");
    int legacy = 0;
    for (auto const& key : keys) {
        auto const* const retired = retired_apt_key(key.id);
        if (retired != nullptr) {
            verdict.values["what"] = *retired;
            verdict.values["file"] = key.file;
            verdict.values["id"] = key.id;
        }
        if (key.file == "/etc/apt/trusted.gpg") ++legacy;
        if (retired != nullptr || key.file == "/etc/apt/trusted.gpg") {
            verdict.evidence.push_back({key.file, key.id.empty() ? "keys" : "key " + key.id});
        }
    }
    if (verdict.values.contains("what")) {
        settle_fail(verdict, "retired", 0.97, Severity::warning);
    } else if (legacy > 0) {
        settle_fail(verdict, "ring", 0.95, Severity::notice);
    }
    return {verdict};
}

Verdicts stale_cuda_path(Snapshot const& snapshot) {
    constexpr char const* kId = "setup.stale-cuda-path";
    auto const& paths = snapshot.setup.cuda_paths;
    if (paths.empty()) return {setup_verdict(kId, State::not_applicable, "no-paths")};
    Verdicts verdicts;
    for (auto const& path : paths) {
        if (path.exists) continue;
        auto verdict = setup_verdict(kId, State::unknown, "");
        verdict.subject = path.file;
        verdict.values = {
            {"file", path.file}, {"line", std::to_string(path.line)}, {"path", path.path}};
        verdict.evidence = {{fmt::format("{}, line {}", path.file, path.line), path.path},
                            {path.path, "is not there"}};
        settle_fail(verdict, "gone", 0.9, Severity::warning);
        verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty()) verdicts.push_back(setup_verdict(kId, State::pass, "all-there"));
    return verdicts;
}

bool everywhere(std::optional<std::string> const& ip) {
    return ip && (*ip == "*" || *ip == "0.0.0.0" || *ip == "::" || ip->empty());
}

Verdict judge_notebook(NotebookConfig const& notebook) {
    auto verdict = setup_verdict("setup.notebook-exposed", State::pass, "local");
    verdict.subject = notebook.path;
    verdict.values = {{"file", notebook.path}, {"ip", notebook.ip.value_or("localhost")}};
    verdict.evidence = {{notebook.path + ", ip", notebook.ip.value_or("not set: localhost")}};
    bool const open = everywhere(notebook.ip);
    bool const password = notebook.password_set.value_or(false);
    if (notebook.published_password) {
        verdict.evidence.push_back({notebook.path + ", password", "the word of a published guide"});
        settle_fail(verdict, "published-password", 0.99,
                    open ? Severity::critical : Severity::warning);
    } else if (open && notebook.token_disabled == true && !password) {
        verdict.evidence.push_back({notebook.path + ", token", "empty, and no password"});
        settle_fail(verdict, "open-to-all", 0.97, Severity::critical);
    } else if (open && !notebook.certificate) {
        settle_fail(verdict, "listens-everywhere", 0.95, Severity::warning);
    } else if (open) {
        settle_fail(verdict, "listens-everywhere-tls", 0.95, Severity::notice);
    } else if (notebook.password_scheme == "sha1") {
        verdict.evidence.push_back({notebook.path + ", password", "sha1"});
        settle_fail(verdict, "old-hash", 0.9, Severity::notice);
    }
    return verdict;
}

Verdicts notebook_exposed(Snapshot const& snapshot) {
    Verdicts verdicts;
    for (auto const& notebook : snapshot.setup.notebooks) {
        verdicts.push_back(judge_notebook(notebook));
    }
    if (verdicts.empty()) {
        verdicts.push_back(
            setup_verdict("setup.notebook-exposed", State::not_applicable, "no-notebook"));
    }
    return verdicts;
}

Verdict judge_certificate(Certificate const& certificate, std::string const& today) {
    auto verdict = setup_verdict("setup.weak-certificate", State::pass, "strong");
    verdict.subject = certificate.path;
    auto const bits = certificate.key_bits.value_or(0);
    auto const hash = certificate.signature_hash.value_or("");
    auto const end = certificate.not_after.value_or("").substr(0, 10);
    verdict.values = {
        {"file", certificate.path}, {"bits", std::to_string(bits)}, {"hash", hash}, {"end", end}};
    verdict.evidence = {
        {certificate.path, fmt::format("{} {} bits, {}, valid to {}",
                                       certificate.key_type.value_or("key"), bits, hash, end)}};
    bool const rsa = certificate.key_type == "rsa" || certificate.key_type == "dsa";
    if (rsa && certificate.key_bits && bits < 2048) {
        settle_fail(verdict, "short-key", 0.99, Severity::warning);
    } else if (hash == "md5" || hash == "sha1") {
        settle_fail(verdict, "old-hash", 0.97, Severity::warning);
    } else if (!end.empty() && end < today) {
        settle_fail(verdict, "expired", 0.97, Severity::notice);
    }
    return verdict;
}

Verdicts weak_certificate(Snapshot const& snapshot) {
    Verdicts verdicts;
    auto const today = snapshot.taken_at.substr(0, 10);
    for (auto const& certificate : snapshot.setup.certificates) {
        verdicts.push_back(judge_certificate(certificate, today));
    }
    if (verdicts.empty()) {
        verdicts.push_back(
            setup_verdict("setup.weak-certificate", State::not_applicable, "no-certificate"));
    }
    return verdicts;
}

// sshd_config(5): passwords are accepted unless a line says no, by two roads.
Verdicts ssh_passwords(Snapshot const& snapshot) {
    constexpr char const* kId = "setup.ssh-passwords";
    auto const& ssh = snapshot.setup.ssh;
    if (!ssh.installed) return {setup_verdict(kId, State::not_applicable, "no-server")};
    if (ssh.enabled == false) return {setup_verdict(kId, State::not_applicable, "not-started")};
    bool const unread = std::any_of(snapshot.gaps.begin(), snapshot.gaps.end(), [](Gap const& gap) {
        return gap.area == "setup" && gap.what.starts_with("/etc/ssh/");
    });
    if (unread) {
        auto verdict = setup_verdict(kId, State::unknown, "needs-root");
        verdict.needs = "root";
        return {verdict};
    }
    auto verdict = setup_verdict(kId, State::pass, "keys-only");
    auto const password = ssh.password_authentication.value_or("yes");
    auto const root = ssh.permit_root_login.value_or("prohibit-password");
    auto const keyboard = ssh.kbd_interactive.value_or("yes");
    verdict.evidence = {
        {ssh.deciding_file.value_or("no line, so the default") + ", PasswordAuthentication",
         password},
        {"KbdInteractiveAuthentication", keyboard},
        {"PermitRootLogin", root}};
    bool const by_keyboard = keyboard == "yes" && ssh.use_pam == "yes";
    if (password != "no" && root == "yes") {
        settle_fail(verdict, "root-too", 0.95, Severity::warning);
    } else if (password != "no") {
        settle_fail(verdict, "allowed", 0.95, Severity::notice);
    } else if (by_keyboard) {
        settle_fail(verdict, "by-keyboard", 0.85, Severity::notice);
    }
    return {verdict};
}

Verdicts unsupported_os(Snapshot const& snapshot) {
    constexpr char const* kId = "setup.unsupported-os";
    auto const& os = snapshot.platform.os;
    auto const name = os.pretty_name.value_or(os.id.value_or(""));
    auto verdict = setup_verdict(kId, State::unknown, os.id ? "not-in-table" : "no-name");
    verdict.values["name"] = name;
    if (!os.id) return {verdict};
    verdict.evidence = {{"/etc/os-release", name}};
    if (is_rolling(os)) {
        verdict.state = State::pass;
        verdict.confidence = 0.9;
        verdict.words = "rolling";
        return {verdict};
    }
    auto const* const release = find_os_release(os);
    if (release == nullptr) return {verdict};
    auto const today = snapshot.taken_at.substr(0, 10);
    auto const last = release->lts_end.value_or(release->standard_end);
    verdict.values.insert({{"end", release->standard_end}, {"last", last}});
    verdict.evidence.push_back(
        {"rigcheck's table of releases",
         fmt::format("updates to {}, long-term to {}", release->standard_end, last)});
    if (today > last) {
        settle_fail(verdict, "over", 0.95, Severity::warning);
    } else if (today > release->standard_end) {
        settle_fail(verdict, "long-term-only", 0.9, Severity::notice);
    } else {
        verdict.state = State::pass;
        verdict.confidence = 0.95;
        verdict.words = "supported";
    }
    return {verdict};
}

}  // namespace

Verdicts setup_rules(Snapshot const& snapshot, Expectations const& /*expectations*/) {
    constexpr std::array kRules{&legacy_apt_key,   &cudnn_mismatch,    &stale_cuda_path,
                                &notebook_exposed, &weak_certificate,  &ssh_passwords,
                                &unsupported_os,   &cpu_only_framework};
    Verdicts verdicts;
    for (auto const rule : kRules) {
        for (auto& verdict : rule(snapshot)) verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace rigcheck
