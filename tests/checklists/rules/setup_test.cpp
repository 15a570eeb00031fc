#include <catch2/catch.hpp>

#include "checklists/knowledge/cuda_versions.hpp"
#include "checklists/knowledge/os_releases.hpp"
#include "tests/support/verdict_table.hpp"

namespace rigcheck {
namespace {

// setup.* and the rule on CUDA and drivers, which shares its facts.
Verdicts setup_and_cuda(Snapshot const& snapshot, Expectations const& expectations) {
    auto verdicts = setup_rules(snapshot, expectations);
    for (auto& verdict : drivers_rules(snapshot, expectations)) {
        if (verdict.id == "drivers.cuda-driver") verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

std::vector<test::ExpectedVerdicts> const kMachines{
    {"setup-1080ti-cuda-13",
     {"drivers.cuda-driver /usr/local/cuda-13.0 warning infeasible-toolkit",
      "drivers.cuda-driver ~/miniconda3/envs/ml/lib/python3.12/site-packages critical infeasible"},
     {}},
    {"setup-clean",
     {},
     {"setup.legacy-apt-key keyrings", "setup.cudnn-mismatch fits",
      "setup.stale-cuda-path all-there", "setup.notebook-exposed local",
      "setup.weak-certificate strong", "setup.ssh-passwords keys-only",
      "setup.cpu-only-framework uses-card", "drivers.cuda-driver fits",
      "setup.unsupported-os rolling"}},
    {"setup-cpu-and-gpu",
     {"setup.cpu-only-framework ~/.venv/lib/python3.11/site-packages notice one-of-several"},
     {}},
    {"setup-cpu-only-no-card", {}, {"setup.cpu-only-framework no-card"}},
    {"setup-cpu-only",
     {"setup.cpu-only-framework ~/.local/lib/python3.11/site-packages warning only-one",
      "setup.cpu-only-framework ~/.venv/lib/python3.11/site-packages warning only-one"},
     {}},
    {"setup-cudnn-5-in-12",
     {"setup.cudnn-mismatch /usr/local/cuda-12.1/include/cudnn.h warning never-fits"},
     {}},
    {"setup-cudnn-package", {}, {"setup.cudnn-mismatch by-package", "setup.cudnn-mismatch fits"}},
    {"setup-driver-old",
     {"drivers.cuda-driver /usr/local/lib/python3.11/dist-packages warning driver-old"},
     {}},
    {"setup-homes-recorded", {"setup.stale-cuda-path ~/.bashrc warning gone"}, {}},
    {"setup-keybox", {"setup.legacy-apt-key setup notice ring"}, {}},
    {"setup-no-driver", {}, {"drivers.cuda-driver no-driver"}},
    {"setup-no-name", {}, {}},
    {"setup-notebook-everywhere-tls",
     {"setup.notebook-exposed ~/.jupyter/jupyter_notebook_config.py notice listens-everywhere-tls",
      "setup.notebook-exposed ~/.jupyter/jupyter_server_config.py notice listens-everywhere-tls",
      "setup.weak-certificate ~/expired.pem notice expired",
      "setup.weak-certificate ~/sha1.pem warning old-hash"},
     {}},
    {"setup-notebook-everywhere",
     {"setup.notebook-exposed ~/.jupyter/jupyter_notebook_config.py warning listens-everywhere"},
     {}},
    {"setup-notebook-open",
     {"setup.notebook-exposed /etc/jupyter/jupyter_server_config.json critical open-to-all"},
     {}},
    {"setup-notebook-sha1",
     {"setup.notebook-exposed ~/.jupyter/jupyter_notebook_config.py notice old-hash"},
     {}},
    {"setup-seed-s0",
     {"setup.cudnn-mismatch /usr/local/cuda-9.0/include/cudnn.h warning other-cuda",
      "setup.legacy-apt-key setup notice ring",
      "setup.notebook-exposed ~/.jupyter/jupyter_notebook_config.py critical published-password",
      "setup.ssh-passwords setup warning root-too", "setup.stale-cuda-path ~/.bashrc warning gone",
      "setup.unsupported-os setup warning over",
      "setup.weak-certificate ~/.jupyter/mycert.pem warning short-key"},
     {}},
    {"setup-ssh-default", {"setup.ssh-passwords setup notice allowed"}, {}},
    {"setup-ssh-denied", {}, {"setup.ssh-passwords needs-root"}},
    {"setup-ssh-keyboard", {"setup.ssh-passwords setup notice by-keyboard"}, {}},
    {"setup-ssh-not-enabled", {}, {"setup.ssh-passwords not-started"}},
    {"setup-unknown-os", {}, {"setup.unsupported-os not-in-table"}},
};

TEST_CASE("each machine gets exactly the verdicts on traces of old guides", "[setup-rules]") {
    // Releases end as time goes by and one key cannot be made here: see below for those.
    test::check_verdict_table(
        kMachines, "setup-", &setup_and_cuda,
        {"setup.unsupported-os supported", "setup.unsupported-os long-term-only",
         "setup.legacy-apt-key retired"});
}

std::string words_on(Snapshot const& snapshot, std::string const& id) {
    for (auto const& verdict : setup_rules(snapshot, {})) {
        if (verdict.id == id) return verdict.words;
    }
    return {};
}

TEST_CASE("a release is judged by the day of the snapshot", "[setup-rules]") {
    Snapshot snapshot;
    snapshot.platform.os.id = "debian";
    snapshot.platform.os.version_id = "12";
    auto const on = [&](char const* day) {
        snapshot.taken_at = std::string(day) + "T12:00:00Z";
        return words_on(snapshot, "setup.unsupported-os");
    };
    CHECK(on("2026-06-10") == "supported");
    CHECK(on("2026-06-11") == "long-term-only");
    CHECK(on("2028-07-01") == "over");
    snapshot.platform.os = {"rocky", "9.4", "Rocky Linux 9.4"};
    CHECK(on("2026-11-20") == "supported");
    snapshot.platform.os = {"ubuntu", "2", "x"};
    CHECK(on("2026-11-20") == "not-in-table");
}

TEST_CASE("the key of NVIDIA's CUDA repository of before 2022 is retired", "[setup-rules]") {
    Snapshot snapshot;
    snapshot.setup.apt_keys = {{"/etc/apt/trusted.gpg.d/cuda.gpg", "F60F4B3D7FA2AF80"}};
    CHECK(words_on(snapshot, "setup.legacy-apt-key") == "retired");
    snapshot.setup.apt_keys = {{"/etc/apt/trusted.gpg.d/cuda.gpg", "A4B469963BF863CC"}};
    CHECK(words_on(snapshot, "setup.legacy-apt-key") == "keyrings");
}

TEST_CASE("CUDA, cuDNN and drivers by the table", "[setup-rules]") {
    CHECK(driver_for_cuda("13.0") == "580");
    CHECK(driver_for_cuda("12.4.1") == "525.60.13");
    CHECK(driver_for_cuda("9.0.176") == "384.81");
    CHECK_FALSE(driver_for_cuda("6.5"));
    CHECK(less_version("390.46", "390.157"));
    CHECK_FALSE(less_version("580.95.05", "580"));
    CHECK(cudnn_fits("7.1.2", "9.0.176") == true);
    CHECK(cudnn_fits("7.6.5", "10.2.89") == true);
    CHECK(cudnn_fits("5.1.10", "12.1.0") == false);
    CHECK(cudnn_fits("9.1.0", "12.4.1") == true);
    CHECK_FALSE(cudnn_fits("3.0", "7.5"));
}

}  // namespace
}  // namespace rigcheck
