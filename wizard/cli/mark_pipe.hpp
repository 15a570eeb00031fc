#pragma once

#include <string>
#include <vector>

namespace rigcheck {

// How `rigcheck record --mark` reaches the recorder at work: a named pipe in its directory.
class MarkPipe {
public:
    // Makes it where it is missing. Without one (a FAT drive knows none) there are no marks.
    explicit MarkPipe(std::string const& directory);
    MarkPipe(MarkPipe const&) = delete;
    MarkPipe(MarkPipe&&) = delete;
    MarkPipe& operator=(MarkPipe const&) = delete;
    MarkPipe& operator=(MarkPipe&&) = delete;
    ~MarkPipe();

    // Negative without one.
    int descriptor() const { return fd_; }
    // The lines that came, made fit to keep.
    std::vector<std::string> take() const;

private:
    std::string path_;
    int fd_ = -1;
};

// 0, or why nobody took it (errno): ENXIO and ENOENT where no recorder is at work.
int send_mark(std::string const& directory, std::string const& text);

}  // namespace rigcheck
