#include "probe/machine/machine.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "probe/machine/number.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::Tree;

TEST_CASE("a file is read whole, and a line without the white space at its end", "[machine]") {
    auto const tree = Tree::from_text("/sys/a = 12\\n34 ");
    CHECK(tree.machine().read("/sys/a").text == "12\n34 \n");
    CHECK(tree.machine().read_line("/sys/a").text == "12\n34");
}

TEST_CASE("what cannot be read says why", "[machine]") {
    auto const tree = Tree::from_text(
        "/sys/directory/\n/sys/denied denied\n/sys/loop -> loop\n/sys/big = 0123456789");
    auto const machine = tree.machine();
    CHECK(machine.read("/sys/none").why == Missing::absent);
    CHECK(machine.read("/sys/directory").why == Missing::malformed);
    CHECK(machine.read("/sys/denied").why == Missing::needs_root);
    CHECK(machine.read("/sys/loop").why == Missing::malformed);
    CHECK(machine.read("/sys/big", 4).why == Missing::too_large);
    CHECK_FALSE(machine.read("/sys/big", 4).text);
}

TEST_CASE("a pipe in a captured tree is refused, not waited for", "[machine]") {
    auto const tree = Tree::from_text("/sys/a = 1");
    REQUIRE(::mkfifo((tree.root() + "/sys/pipe").c_str(), 0600) == 0);
    CHECK(tree.machine().read("/sys/pipe").why == Missing::malformed);
}

TEST_CASE("no link leads out of a captured tree", "[machine]") {
    auto const tree = Tree::from_text(
        "/sys/up -> ../../../../../../../../etc\n/sys/absolute -> /etc\n/etc/passwd = mine");
    auto const machine = tree.machine();
    CHECK(machine.read_line("/sys/up/passwd").text == "mine");
    CHECK(machine.read_line("/sys/absolute/passwd").text == "mine");
    CHECK(machine.read("/sys/up/hostname").why == Missing::absent);
    CHECK(machine.read("/../../etc/hostname").why == Missing::absent);
}

TEST_CASE("the component walker agrees with the kernel's own confinement", "[machine]") {
    auto const tree = Tree::from_text(
        "/sys/up -> ../../../../etc\n/sys/absolute -> /etc\n/etc/passwd = mine\n"
        "/sys/chain -> up/../sys/absolute/passwd");
    auto const machine = tree.machine();
    CHECK(machine.resolve("/sys/up/passwd", true)->path == "etc/passwd");
    CHECK(machine.resolve("/sys/chain", true)->path == "etc/passwd");
    CHECK(machine.resolve("/sys/chain", true)->links.size() == 3);
    CHECK(machine.resolve("/sys/chain", false)->path == "sys/chain");
    CHECK(machine.resolve("/../../..", true)->path.empty());
}

TEST_CASE("links and lists are what the tree holds, sorted", "[machine]") {
    auto const tree = Tree::from_text("/sys/d/b = 1\n/sys/d/a -> ../drivers/nvidia\n/sys/d/c/");
    auto const machine = tree.machine();
    CHECK(machine.list("/sys/d") == std::vector<std::string>{"a", "b", "c"});
    CHECK(machine.entries("/sys/d")[0].kind == EntryKind::link);
    CHECK(machine.entries("/sys/d")[2].kind == EntryKind::directory);
    CHECK(machine.link_target("/sys/d/a") == "../drivers/nvidia");
    CHECK(machine.link_name("/sys/d/a") == "nvidia");
    CHECK_FALSE(machine.link_name("/sys/d/b"));
    CHECK(machine.list("/sys/none").empty());
}

TEST_CASE("after its time a machine answers nothing more", "[machine]") {
    auto const tree = Tree::from_text("/sys/a = 1");
    auto machine = tree.machine();
    machine.set_time_limit(std::chrono::milliseconds(-1));
    CHECK(machine.read("/sys/a").why == Missing::timed_out);
    CHECK(machine.list("/sys").empty());
}

TEST_CASE("a directory that is none is refused by name", "[machine]") {
    std::string error;
    CHECK_FALSE(Machine::captured("/no/such/directory", error));
    CHECK(error.find("/no/such/directory") != std::string::npos);
}

TEST_CASE("numbers are read without a locale, and only when they fit", "[machine]") {
    CHECK(parse_number<double>("16.0 GT/s PCIe") == 16.0);
    CHECK(parse_number<int>("0x1F", 16) == 31);
    CHECK_FALSE(parse_number<double>("Unknown"));
    CHECK_FALSE(parse_number<int>("99999999999999999999"));
    CHECK_FALSE(parse_number<int>(""));
}

struct Member {
    std::string path;
    std::string text;
    std::string link = {};
};

std::string write_archive(std::string const& file, std::vector<Member> const& members) {
    auto* const out = archive_write_new();
    archive_write_add_filter_xz(out);
    archive_write_set_format_pax(out);
    REQUIRE(archive_write_open_filename(out, file.c_str()) == ARCHIVE_OK);
    for (auto const& member : members) {
        auto* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.path.c_str());
        archive_entry_set_filetype(entry, member.link.empty() ? AE_IFREG : AE_IFLNK);
        archive_entry_set_perm(entry, 0444);
        if (!member.link.empty()) archive_entry_set_symlink(entry, member.link.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(member.text.size()));
        archive_write_header(out, entry);
        archive_write_data(out, member.text.data(), member.text.size());
        archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    return file;
}

TEST_CASE("a compressed archive is a machine, with or without a directory around it", "[machine]") {
    auto const scratch = Tree::from_text("/x/");
    std::string error;
    auto const bare = Machine::archived(
        write_archive(scratch.root() + "/bare.tar.xz", {{"./sys/a", "1\n"}}), error);
    REQUIRE(bare);
    CHECK(bare->read_line("/sys/a").text == "1");
    auto const wrapped = Machine::archived(
        write_archive(scratch.root() + "/wrapped.tar.xz", {{"m1/sys/a", "2\n"}}), error);
    REQUIRE(wrapped);
    CHECK(wrapped->read_line("/sys/a").text == "2");
}

TEST_CASE("an archive cannot write outside its own directory", "[machine]") {
    auto const scratch = Tree::from_text("/x/");
    std::string error;
    CHECK_FALSE(
        Machine::archived(write_archive(scratch.root() + "/up.tar", {{"../evil", "1"}}), error));
    CHECK(error.find("../evil") != std::string::npos);
    CHECK_FALSE(Machine::archived(
        write_archive(scratch.root() + "/through.tar",
                      {{"sys/link", "", scratch.root() + "/x"}, {"sys/link/evil", "1"}}),
        error));
    CHECK_FALSE(std::filesystem::exists(scratch.root() + "/x/evil"));
}

TEST_CASE("what is no archive is refused by name", "[machine]") {
    auto const tree = Tree::from_text("/garbage.tar = this is not an archive");
    std::string error;
    CHECK_FALSE(Machine::archived(tree.root() + "/garbage.tar", error));
    CHECK(error.find("garbage.tar") != std::string::npos);
}

}  // namespace
}  // namespace rigcheck
