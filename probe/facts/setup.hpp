#pragma once

#include "probe/facts/fields.hpp"

namespace rigcheck {

// Traces that old guides leave behind. All from files; nothing is connected to.

struct AptKey {
    std::string file;  // "/etc/apt/trusted.gpg"
    std::string id;    // key id, 16 hexadecimal digits, upper case; empty: a keybox, not parsed

    static constexpr auto fields() {
        return field_list(field("file", &AptKey::file), field("id", &AptKey::id));
    }
};

// A Jupyter configuration file.
struct NotebookConfig {
    std::string path;
    std::optional<std::string> ip;  // the address it listens on; "*" and "0.0.0.0" mean every one
    std::optional<int> port;
    std::optional<bool> password_set;
    std::optional<std::string> password_scheme;  // "sha1", "argon2"
    bool published_password = false;             // its hash stands in a guide
    std::optional<bool> token_disabled, allow_root;
    std::optional<std::string> certificate;  // path

    static constexpr auto fields() {
        using N = NotebookConfig;
        return field_list(
            field("path", &N::path), field("ip", &N::ip), field("port", &N::port),
            field("password_set", &N::password_set), field("password_scheme", &N::password_scheme),
            field("published_password", &N::published_password),
            field("token_disabled", &N::token_disabled), field("allow_root", &N::allow_root),
            field("certificate", &N::certificate));
    }
};

// An X.509 certificate that a notebook uses.
struct Certificate {
    std::string path;
    std::optional<std::string> key_type;  // "rsa", "ec", "ed25519"
    std::optional<int> key_bits;
    std::optional<std::string> signature_hash;  // "md5", "sha1", "sha256", …
    std::optional<std::string> not_after;       // UTC, "2027-01-31T00:00:00Z"

    static constexpr auto fields() {
        using C = Certificate;
        return field_list(field("path", &C::path), field("key_type", &C::key_type),
                          field("key_bits", &C::key_bits),
                          field("signature_hash", &C::signature_hash),
                          field("not_after", &C::not_after));
    }
};

// sshd_config(5) with its drop-in files; empty where no line decides (the default then holds).
struct SshServer {
    bool installed = false;
    std::optional<bool> enabled;  // started at boot
    std::optional<std::string> password_authentication, kbd_interactive, use_pam;
    std::optional<std::string> permit_root_login;
    std::optional<std::string> deciding_file;  // where the line on passwords stands

    static constexpr auto fields() {
        using S = SshServer;
        return field_list(field("installed", &S::installed), field("enabled", &S::enabled),
                          field("password_authentication", &S::password_authentication),
                          field("kbd_interactive", &S::kbd_interactive),
                          field("use_pam", &S::use_pam),
                          field("permit_root_login", &S::permit_root_login),
                          field("deciding_file", &S::deciding_file));
    }
};

// A line of a shell or linker file that names a CUDA directory.
struct CudaPath {
    std::string file;
    int line = 0;
    std::string path;  // "/usr/local/cuda-9.0/bin"
    bool exists = false;

    static constexpr auto fields() {
        using P = CudaPath;
        return field_list(field("file", &P::file), field("line", &P::line), field("path", &P::path),
                          field("exists", &P::exists));
    }
};

struct Setup {
    std::vector<AptKey> apt_keys;  // in the ring that every repository may use
    std::vector<NotebookConfig> notebooks;
    std::vector<Certificate> certificates;
    SshServer ssh;
    std::vector<CudaPath> cuda_paths;

    static constexpr auto fields() {
        using S = Setup;
        return field_list(field("apt_keys", &S::apt_keys), field("notebooks", &S::notebooks),
                          field("certificates", &S::certificates), field("ssh", &S::ssh),
                          field("cuda_paths", &S::cuda_paths));
    }
};

}  // namespace rigcheck
