#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "probe/snapshot.hpp"

// Reads a machine beside the window, which never waits for it.
namespace rigcheck::gui {

// What reading came to: a snapshot, or a sentence that says why there is none.
struct ReadResult {
    std::optional<Snapshot> snapshot;
    std::string error;
    std::vector<std::string> names;  // of its people and of itself, to leave out of reports
};

class Reader {
public:
    // `read` runs on a thread of its own and says of each area that it has been read; `wake` is
    // called there when there is something new to show.
    void start(std::function<ReadResult(AreaRead const&)> read, std::function<void()> wake);
    bool busy() const { return running_ != nullptr; }
    // How many areas have been read so far.
    int areas_read() const;
    // Forgets a reading under way: its result, whenever it comes, is dropped.
    void stop() { running_.reset(); }
    // The result, once; empty while it is not there.
    std::optional<ReadResult> take();

private:
    struct Running;
    std::shared_ptr<Running> running_;
};

}  // namespace rigcheck::gui
