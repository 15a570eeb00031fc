#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/machine/open_file.hpp"
#include "probe/machine/resolve.hpp"

namespace rigcheck {

// The answer to reading one file: its bytes, or why there are none.
struct Reading {
    std::optional<std::string> text;
    Missing why = Missing::absent;  // meaningful only without text
};

enum class EntryKind { file, directory, link, other };

struct Entry {
    std::string name;
    EntryKind kind;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted comparison
    friend auto operator<=>(Entry const&, Entry const&) = default;
};

// What a probe touched, for `rigcheck capture`.
struct Access {
    enum class Kind { read, list, link, answer } kind;
    std::string path;
    std::size_t limit = 0;    // of a read
    bool only_start = false;  // read_start: the file goes on behind the limit
    Reading answer = {};      // of ask
};

// The file tree of one computer: this one ("/") or a captured copy. Paths are absolute inside the
// tree. Every read is bounded in bytes, entries and time; in a captured tree no path leads out of
// it, not even through an absolute symbolic link. Nothing is ever written.
// Reading from several threads is safe unless the log is on.
class Machine {
public:
    static constexpr std::size_t kReadLimit = std::size_t{64} * 1024;
    static constexpr std::size_t kEntryLimit = 65536;
    static constexpr std::chrono::milliseconds kTimeLimit{20000};

    // The running machine.
    static Machine live();
    // A captured directory. Empty, with a sentence in `error`, when it is not a readable directory.
    static std::optional<Machine> captured(std::string const& directory, std::string& error);
    // A captured tree in a tar archive, compressed or not; unpacked to a private temporary
    // directory that goes with the Machine.
    static std::optional<Machine> archived(std::string const& file, std::string& error);

    Machine(Machine&&) noexcept;
    Machine& operator=(Machine&&) noexcept;
    Machine(Machine const&) = delete;
    Machine& operator=(Machine const&) = delete;
    ~Machine();

    bool is_live() const;

    // The whole file, as bytes. A directory, device or pipe is `malformed`; more than `limit` bytes
    // is `too_large`.
    Reading read(std::string_view path, std::size_t limit = kReadLimit) const;
    // The first `size` bytes, or fewer when the file ends. For files where every byte costs, such
    // as PCI configuration space.
    Reading read_start(std::string_view path, std::size_t size) const;
    // read() without white space at the end: for one-value text files.
    Reading read_line(std::string_view path) const;
    // A file to be read many times. Empty where read() would have no text.
    std::optional<OpenFile> open(std::string_view path) const;
    // Names in a directory, sorted, without "." and ".."; empty when there is no such directory.
    std::vector<Entry> entries(std::string_view path) const;
    std::vector<std::string> list(std::string_view path) const;
    // Where a symbolic link points, as stored.
    std::optional<std::string> link_target(std::string_view path) const;
    // The last component of it: "nvidia" for …/driver.
    std::optional<std::string> link_name(std::string_view path) const;

    // What the running system says where no file does: the result of a system or library call, as
    // text. `ask` is called on the live machine only. A capture keeps the answer as the file
    // /rigcheck/NAME, and a captured machine answers from there. What `ask` reads through this
    // Machine is not kept beside it.
    Reading ask(std::string_view name, std::function<Reading()> const& ask) const;
    // The real path of a file or directory, for a library that opens files by itself. Empty when
    // it is not there. The path itself has no links; of files inside a directory the caller must
    // see that for himself (link_target), since a library would follow them out of the tree.
    std::optional<std::string> path_for_library(std::string_view path) const;
    // A library reads this file by itself: `rigcheck capture` must keep it too.
    void note(std::string_view path, std::size_t limit) const;

    // From here on, note every access. For `rigcheck capture`.
    void start_log() const;
    bool is_logged() const;
    std::vector<Access> log() const;
    // The links that a path passes and where it ends. For `rigcheck capture`.
    std::optional<Resolved> resolve(std::string_view path, bool follow_last) const;

    // After this long in total, reads answer `timed_out`.
    void set_time_limit(std::chrono::milliseconds limit);

private:
    struct State;
    explicit Machine(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rigcheck
