#include "probe/machine/machine.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "probe/machine/archive.hpp"
#include "probe/machine/resolve.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

class File {
public:
    explicit File(int fd) : fd_(fd) {}
    File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    File(File const&) = delete;
    File& operator=(File&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    File& operator=(File const&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

Missing missing_because(int error) {
    switch (error) {
        case EACCES:
        case EPERM:
            return Missing::needs_root;
        case ENOENT:
        case ENOTDIR:
        case ENODEV:
        case ENXIO:
            return Missing::absent;
        case ETIMEDOUT:
            return Missing::timed_out;
        default:
            return Missing::malformed;
    }
}

// Path relative to the root descriptor; "." for the root itself.
std::string relative(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    return path.empty() ? "." : std::string(path);
}

int open_in_root(int root_fd, std::string const& path, int flags) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags);
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, root_fd, path.c_str(), &how, sizeof how));
}

// Some service and container sandboxes answer EPERM or ENOSYS to openat2 though nothing is
// forbidden (containers/crun issue 545), so that is found out once and never taken for a verdict.
bool has_openat2(int root_fd) {
    return File(open_in_root(root_fd, ".", O_PATH | O_CLOEXEC)).get() >= 0;
}

// A sysfs attribute comes whole in one read (kernel: Documentation/filesystems/sysfs.rst), so a
// short read there is the end. Files in /proc may answer in pieces.
bool whole_after(std::string_view path, std::size_t got) {
    return path.starts_with("/sys/") && got < 4096;
}

EntryKind kind_of(int dir_fd, dirent const& entry) {
    auto type = entry.d_type;
    if (type == DT_UNKNOWN) {
        struct stat info {};
        if (::fstatat(dir_fd, static_cast<char const*>(entry.d_name), &info, AT_SYMLINK_NOFOLLOW) !=
            0) {
            return EntryKind::other;
        }
        type = static_cast<unsigned char>(IFTODT(info.st_mode));
    }
    switch (type) {
        case DT_REG:
            return EntryKind::file;
        case DT_DIR:
            return EntryKind::directory;
        case DT_LNK:
            return EntryKind::link;
        default:
            return EntryKind::other;
    }
}

}  // namespace

struct Machine::State {
    File root{-1};
    bool live = false;
    bool openat2 = false;
    std::chrono::steady_clock::time_point deadline;
    std::string temporary;  // to be removed at the end
    std::string directory;  // of a captured tree
    bool logging = false;
    std::vector<Access> log;

    ~State() {
        std::error_code ignored;
        if (!temporary.empty()) fs::remove_all(temporary, ignored);
    }

    State() = default;
    State(State const&) = delete;
    State(State&&) = delete;
    State& operator=(State const&) = delete;
    State& operator=(State&&) = delete;

    bool late() const { return std::chrono::steady_clock::now() > deadline; }

    void note(Access::Kind kind, std::string_view path, std::size_t limit = 0) {
        if (logging) log.push_back({.kind = kind, .path = std::string(path), .limit = limit});
    }

    // A descriptor, or -1 with errno.
    int open(std::string_view path, int flags) const {
        auto const inside = relative(path);
        // O_PATH goes with no other flag (openat2(2)); the rest keeps a pipe from blocking us.
        flags |= (flags & O_PATH) != 0 ? O_CLOEXEC : O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
        if (live) return ::openat(root.get(), inside.c_str(), flags);
        if (openat2) return open_in_root(root.get(), inside, flags);
        auto const resolved = rigcheck::resolve(root.get(), inside, (flags & O_NOFOLLOW) == 0);
        if (!resolved) {
            errno = ELOOP;
            return -1;
        }
        return ::openat(root.get(), relative(resolved->path).c_str(), flags | O_NOFOLLOW);
    }

    // In a captured tree: only regular files count, and one that nobody may read stands for a file
    // that needed root where it was captured (who replays it may well be root).
    std::optional<Missing> refusal(int fd) const {
        if (live) return std::nullopt;
        struct stat info {};
        if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return Missing::malformed;
        if ((info.st_mode & 0444U) == 0) return Missing::needs_root;
        return std::nullopt;
    }
};

Machine::Machine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Machine::Machine(Machine&&) noexcept = default;
Machine& Machine::operator=(Machine&&) noexcept = default;
Machine::~Machine() = default;

Machine Machine::live() {
    auto state = std::make_unique<State>();
    state->root = File(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    state->live = true;
    Machine machine(std::move(state));
    machine.set_time_limit(kTimeLimit);
    return machine;
}

std::optional<Machine> Machine::captured(std::string const& directory, std::string& error) {
    auto state = std::make_unique<State>();
    state->root = File(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!state->root) {
        error = directory + ": " + std::strerror(errno);
        return std::nullopt;
    }
    state->openat2 = has_openat2(state->root.get());
    state->directory = directory;
    Machine machine(std::move(state));
    machine.set_time_limit(kTimeLimit);
    return machine;
}

std::optional<Machine> Machine::archived(std::string const& file, std::string& error) {
    auto const unpacked = unpack_archive(file, error);
    if (!unpacked) return std::nullopt;
    auto machine = captured(unpacked->root, error);
    if (machine) {
        machine->state_->temporary = unpacked->temporary;
    } else {
        std::error_code ignored;
        fs::remove_all(unpacked->temporary, ignored);
    }
    return machine;
}

bool Machine::is_live() const {
    return state_->live;
}

void Machine::set_time_limit(std::chrono::milliseconds limit) {
    state_->deadline = std::chrono::steady_clock::now() + limit;
}

Reading Machine::read(std::string_view path, std::size_t limit) const {
    state_->note(Access::Kind::read, path, limit);
    if (state_->late()) return {std::nullopt, Missing::timed_out};
    File const file(state_->open(path, O_RDONLY));
    if (!file) return {std::nullopt, missing_because(errno)};
    if (auto const refused = state_->refusal(file.get())) return {std::nullopt, *refused};
    std::string text;
    for (;;) {
        auto const used = text.size();
        auto const room = std::min(limit + 1 - used, std::max<std::size_t>(4096, used));
        text.resize(used + room);
        auto const got = ::read(file.get(), text.data() + used, room);
        if (got < 0 && errno == EINTR) {
            text.resize(used);
            continue;
        }
        if (got < 0) return {std::nullopt, missing_because(errno)};
        text.resize(used + static_cast<std::size_t>(got));
        if (text.size() > limit) return {std::nullopt, Missing::too_large};
        if (got == 0 || whole_after(path, static_cast<std::size_t>(got))) break;
        if (state_->late()) return {std::nullopt, Missing::timed_out};
    }
    return {std::move(text), Missing::absent};
}

Reading Machine::read_start(std::string_view path, std::size_t size) const {
    if (state_->logging) {
        state_->log.push_back({.kind = Access::Kind::read,
                               .path = std::string(path),
                               .limit = size,
                               .only_start = true});
    }
    if (state_->late()) return {std::nullopt, Missing::timed_out};
    File const file(state_->open(path, O_RDONLY));
    if (!file) return {std::nullopt, missing_because(errno)};
    if (auto const refused = state_->refusal(file.get())) return {std::nullopt, *refused};
    std::string text(size, '\0');
    std::size_t used = 0;
    while (used < size) {
        auto const got = ::read(file.get(), text.data() + used, size - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return {std::nullopt, missing_because(errno)};
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
    }
    text.resize(used);
    return {std::move(text), Missing::absent};
}

Reading Machine::read_line(std::string_view path) const {
    auto reading = read(path);
    if (reading.text) {
        auto const end = reading.text->find_last_not_of(" \t\r\n");
        reading.text->resize(end == std::string::npos ? 0 : end + 1);
    }
    return reading;
}

std::optional<OpenFile> Machine::open(std::string_view path) const {
    state_->note(Access::Kind::read, path, kReadLimit);
    if (state_->late()) return std::nullopt;
    File file(state_->open(path, O_RDONLY));
    if (!file || state_->refusal(file.get())) return std::nullopt;
    return OpenFile(file.release());
}

std::vector<Entry> Machine::entries(std::string_view path) const {
    state_->note(Access::Kind::list, path);
    std::vector<Entry> found;
    if (state_->late()) return found;
    File file(state_->open(path, O_RDONLY | O_DIRECTORY));
    if (!file) return found;
    auto const close_directory = [](DIR* d) { ::closedir(d); };
    std::unique_ptr<DIR, decltype(close_directory)> const dir(::fdopendir(file.get()),
                                                              close_directory);
    if (!dir) return found;
    file.release();
    while (auto const* entry = ::readdir(dir.get())) {
        std::string_view const name(static_cast<char const*>(entry->d_name));
        if (name == "." || name == "..") continue;
        if (found.size() == kEntryLimit) break;
        found.push_back({std::string(name), kind_of(::dirfd(dir.get()), *entry)});
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> Machine::list(std::string_view path) const {
    std::vector<std::string> names;
    for (auto& entry : entries(path)) names.push_back(std::move(entry.name));
    return names;
}

std::optional<std::string> Machine::link_target(std::string_view path) const {
    state_->note(Access::Kind::link, path);
    std::array<char, 4096> target{};
    auto const length = [&]() -> ssize_t {
        if (state_->live) {
            return ::readlinkat(state_->root.get(), relative(path).c_str(), target.data(),
                                target.size());
        }
        File const file(state_->open(path, O_PATH | O_NOFOLLOW));
        return file ? ::readlinkat(file.get(), "", target.data(), target.size()) : -1;
    }();
    if (length < 0) return std::nullopt;
    return std::string(target.data(), static_cast<std::size_t>(length));
}

std::optional<std::string> Machine::link_name(std::string_view path) const {
    auto target = link_target(path);
    if (target) target->erase(0, target->rfind('/') + 1);
    return target;
}

Reading Machine::ask(std::string_view name, std::function<Reading()> const& ask) const {
    auto const path = "/rigcheck/" + std::string(name);
    if (!state_->live) return read(path, std::size_t{1024} * 1024);
    if (!state_->logging) return ask();
    state_->logging = false;
    auto answer = ask();
    state_->logging = true;
    state_->log.push_back({.kind = Access::Kind::answer, .path = path, .answer = answer});
    return answer;
}

std::optional<std::string> Machine::path_for_library(std::string_view path) const {
    auto const resolved = resolve(path, true);
    if (!resolved) return std::nullopt;
    if (state_->live) return std::string(path);
    auto real = state_->directory;
    if (!resolved->path.empty()) real += "/" + resolved->path;
    std::error_code ec;
    return fs::exists(real, ec) ? std::optional(real) : std::nullopt;
}

void Machine::note(std::string_view path, std::size_t limit) const {
    state_->note(Access::Kind::read, path, limit);
}

bool Machine::is_logged() const {
    return state_->logging;
}

void Machine::start_log() const {
    state_->logging = true;
}
std::vector<Access> Machine::log() const {
    return state_->log;
}

std::optional<Resolved> Machine::resolve(std::string_view path, bool follow_last) const {
    return rigcheck::resolve(state_->root.get(), relative(path), follow_last);
}

}  // namespace rigcheck
