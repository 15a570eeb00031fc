#include "probe/setup/setup.hpp"

#include <catch2/catch.hpp>

#include "probe/drivers/cuda.hpp"
#include "probe/drivers/frameworks.hpp"
#include "probe/platform/homes.hpp"
#include "probe/setup/certificate.hpp"
#include "probe/setup/notebook.hpp"
#include "probe/setup/openpgp.hpp"
#include "probe/setup/ssh.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

// A key made for this test (gpg --export, in hexadecimal digits, and gpg --export --armor).
constexpr std::string_view kKeyDigits =
    "9833046b01004216092b06010401da470f010107406b0ac8a03084d602565855894946b83db73e27"
    "c560ec01c82e75430f5474a806b404746573748890041316080038162104352acdc036a31c8e12e9"
    "1b5718917c19476671ea05026b010042021b03050b0908070206150a09080b020416020301021e01"
    "021780000a091018917c19476671eab63400ff61fa160800a77420f782cf7c2f88183f7f104434e6"
    "92212e34487a839af83b0c00ff40da3c4fc322c07bf2bac9453d328ed991311016014356e90ac8d3"
    "1ca987030c";
constexpr std::string_view kArmoured =
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
    "\n"
    "mDMEawEAQhYJKwYBBAHaRw8BAQdAawrIoDCE1gJWWFWJSUa4Pbc+J8Vg7AHILnVD\n"
    "D1R0qAa0BHRlc3SIkAQTFggAOBYhBDUqzcA2oxyOEukbVxiRfBlHZnHqBQJrAQBC\n"
    "AhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJEBiRfBlHZnHqtjQA/2H6FggA\n"
    "p3Qg94LPfC+IGD9/EEQ05pIhLjRIeoOa+DsMAP9A2jxPwyLAe/K6yUU9Mo7ZkTEQ\n"
    "FgFDVukKyNMcqYcDDA==\n"
    "=IYI/\n"
    "-----END PGP PUBLIC KEY BLOCK-----\n";
constexpr char const* kKeyId = "18917C19476671EA";

// A certificate made for this test.
constexpr std::string_view kElliptic =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBdTCCARugAwIBAgIUQwC35Z5Ry7Z/Boa4wSc1r3KofMQwCgYIKoZIzj0EAwIw\n"
    "DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjEwMjIwMzJaGA8yMTI2MTAyODAyMjAz\n"
    "MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMwp\n"
    "fqV5T/GBJ3wKDaH9Kux1AaTCobTmIDaGzMGqDaEVfiF5KbI4eO5qnhqLnKFqhpRd\n"
    "oucBYZHEUf3cDEuNRhKjUzBRMB0GA1UdDgQWBBSzlKCGT1AsNTepZlkkNNWS2SPA\n"
    "qjAfBgNVHSMEGDAWgBSzlKCGT1AsNTepZlkkNNWS2SPAqjAPBgNVHRMBAf8EBTAD\n"
    "AQH/MAoGCCqGSM49BAMCA0gAMEUCICVnQP3SI1m+zNVMbQkRK2teYjUPLzWvu/Mv\n"
    "MkhhPaxjAiEAy2z6bY6O4FYBiWsW4npOC2fvBpP2yOAL6cw/6ZYaH/c=\n"
    "-----END CERTIFICATE-----\n";

std::string key_bytes() {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < kKeyDigits.size(); at += 2) {
        bytes += static_cast<char>(std::stoi(std::string(kKeyDigits.substr(at, 2)), nullptr, 16));
    }
    return bytes;
}

TEST_CASE("an OpenPGP keyring gives the ids that gpg shows", "[setup]") {
    CHECK(parse_openpgp_keys(key_bytes()) == std::vector<std::string>{kKeyId});
    CHECK(parse_openpgp_keys(kArmoured) == std::vector<std::string>{kKeyId});
    CHECK(parse_openpgp_keys(key_bytes() + key_bytes()).size() == 2);
}

TEST_CASE("a keyring cut or spoiled at any byte never crashes", "[setup]") {
    auto const whole = key_bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK(parse_openpgp_keys(whole.substr(0, size)).size() <= 1);
        auto spoiled = whole;
        spoiled[size] = static_cast<char>(~spoiled[size]);
        CHECK(parse_openpgp_keys(spoiled).size() <= 8);
    }
    CHECK(parse_openpgp_keys("-----BEGIN PGP PUBLIC KEY BLOCK-----").empty());
    CHECK(parse_openpgp_keys(std::string(1000, '\xFF')).empty());
    CHECK(is_keybox(std::string("\0\0\0\x20\1\1\0\2KBXf", 12)));
    CHECK_FALSE(is_keybox("KBXf"));
}

TEST_CASE("certificates: kind, size, hash, end, rubbish is none", "[setup]") {
    auto const certificate = parse_certificate(kElliptic);
    REQUIRE(certificate);
    CHECK(certificate->key_type == "ec");
    CHECK(certificate->key_bits == 256);
    CHECK(certificate->signature_hash == "sha256");
    CHECK(certificate->not_after->substr(0, 5) == "2126-");
    CHECK_FALSE(parse_certificate(""));
    CHECK_FALSE(parse_certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
}

TEST_CASE("a notebook's configuration is read, not run", "[setup]") {
    auto const config = parse_notebook_python(
        "# c.NotebookApp.ip = '*'\n"
        "  c.NotebookApp.ip = u'0.0.0.0'  # all\n"
        "c.NotebookApp.port=9999\n"
        "c.NotebookApp.token = ''\n"
        "c.NotebookApp.allow_root = True\n"
        "c.NotebookApp.password = compute()\n"
        "x = c.ServerApp.ip = 'no'\n");
    CHECK(config.ip == "0.0.0.0");
    CHECK(config.port == 9999);
    CHECK(config.token_disabled == true);
    CHECK(config.allow_root == true);
    CHECK_FALSE(config.password_set);
    auto const json =
        parse_notebook_json(R"({"ServerApp": {"ip": 7, "port": 70000, "password": ""}})");
    CHECK_FALSE(json.ip);
    CHECK_FALSE(json.port);
    CHECK(json.password_set == false);
    CHECK_FALSE(parse_notebook_json("[1").ip);
    CHECK_FALSE(parse_notebook_json(R"({"a": 1})").ip);
}

TEST_CASE("a published password is known by its hash, whatever the salt", "[setup]") {
    CHECK(is_published_password("sha1:abcdef012345:4f3b0fa9aa9d6be146c07b24884ef3d1cb4becba"));
    CHECK_FALSE(
        is_published_password("sha1:abcdef012345:d129af24f7c12c107d54bfab179149c999ceb6a9"));
    CHECK_FALSE(is_published_password("sha1:"));
    CHECK_FALSE(is_published_password("sha1"));
    CHECK_FALSE(is_published_password(""));
}

TEST_CASE("sshd: the first value counts, included files in their place, Match ends it", "[setup]") {
    auto const tree = test::Tree::from_text(R"(
/etc/ssh/sshd_config = permitrootlogin "No"\nInclude /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\nMatch all\nUsePAM yes
/etc/ssh/sshd_config.d/50-cloud.conf = PasswordAuthentication no
/etc/ssh/sshd_config.d/60-late.conf = PasswordAuthentication yes\nInclude /etc/ssh/sshd_config.d/*.conf
/etc/ssh/sshd_config.d/readme = PermitRootLogin yes
)");
    std::vector<Gap> gaps;
    auto const server = read_ssh(tree.machine(), gaps);
    CHECK(server.installed);
    CHECK_FALSE(server.enabled);
    CHECK(server.password_authentication == "no");
    CHECK(server.deciding_file == "/etc/ssh/sshd_config.d/50-cloud.conf");
    CHECK(server.permit_root_login == "no");
    CHECK_FALSE(server.use_pam);
    CHECK(gaps.empty());
}

TEST_CASE("homes: people and root, and no name left in a path", "[setup]") {
    auto const tree = test::Tree::from_text(
        R"(/etc/passwd = root:x:0:0::/root:/bin/sh\nwww:x:33:33::/var/www:/x\nanna:x:1000:1000::/home/anna:/x\nbob:x:1001:1001::/home/anna:/x\nbroken\n:::::\nnobody:x:65534:65534::/none:/x)");
    CHECK(home_directories(tree.machine()) == std::vector<std::string>{"/root", "/home/anna"});
    CHECK(without_home("/home/anna/.bashrc", "/home/anna") == "~/.bashrc");
    CHECK(without_home("/home/annabel/.bashrc", "/home/anna") == "/home/annabel/.bashrc");
    CHECK(without_home("/etc/profile", "") == "/etc/profile");
}

TEST_CASE("versions of toolkits, cuDNN, archives and frameworks", "[setup]") {
    CHECK(parse_cuda_version("CUDA Version 9.0.176\n") == "9.0.176");
    CHECK(parse_cuda_version(R"({"cuda": {"version": "12.4.1"}})") == "12.4.1");
    CHECK_FALSE(parse_cuda_version(R"({"cuda": 12})"));
    CHECK_FALSE(parse_cuda_version("CUDA Version none"));
    CHECK_FALSE(parse_cudnn_header("#define CUDNN_MAJOR x"));
    CHECK(cuda_of_archive("cudnn-9.1-linux-x64-v7.1.tgz") == "9.1");
    CHECK(cuda_of_archive("cudnn-linux-x86_64-8.9.7.29_cuda12-archive.tar.xz") == "12");
    CHECK_FALSE(cuda_of_archive("holiday.tgz"));
    CHECK(parse_torch_version("__version__ = '2.4.0+rocm6.1'\ncuda = None\nhip = '6.1'")->rocm ==
          true);
    CHECK_FALSE(
        parse_torch_version("__version__ = '2.4.0+rocm6.1'\ncuda = None\nhip = '6.1'")->cpu_only);
    CHECK(parse_torch_version(
              "__version__ = '2.4.0'\ncuda: Optional[str] = None\nhip: Optional[str] = None")
              ->cpu_only);
    CHECK_FALSE(parse_torch_version("__version__ = '2.4.0'")->cpu_only);
    CHECK_FALSE(parse_torch_version("nothing"));
    CHECK(parse_tensorflow_name("tensorflow_cpu-2.15.0.dist-info")->version == "2.15.0");
    CHECK_FALSE(parse_tensorflow_name("tensorflow_estimator-2.15.0.dist-info"));
    CHECK_FALSE(parse_tensorflow_name("tensorflow"));
}

TEST_CASE("what a capture recorded of the homes counts, not the files", "[setup]") {
    test::Tree const tree("setup-homes-recorded.tree");
    auto const snapshot = read_snapshot(tree.machine());
    REQUIRE(snapshot.setup.cuda_paths.size() == 1);
    CHECK(snapshot.setup.cuda_paths[0].path == "/usr/local/cuda-9.0/bin");
}

}  // namespace
}  // namespace rigcheck
