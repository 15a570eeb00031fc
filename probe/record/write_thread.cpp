#include "probe/record/write_thread.hpp"

#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>

namespace rigcheck::record {
namespace {

using blackbox::Fault;
using blackbox::Writer;

// Files that root makes in the service's directory must be the service's own, or the service could
// not go on with them. Of this thread alone (setfsuid(2)).
void act_as_owner_of(std::string const& directory) {
    struct stat info {};
    if (::geteuid() != 0 || ::stat(directory.c_str(), &info) != 0 || info.st_uid == 0) return;
    ::setfsgid(info.st_gid);
    ::setfsuid(info.st_uid);
}

struct Put {
    Writer& writer;
    blackbox::Clocks const& at;

    std::optional<Fault> operator()(SampleEntry const& sample) const {
        return writer.sample(at, sample.values);
    }
    std::optional<Fault> operator()(EventEntry const& event) const {
        return writer.event(at, event.kind, event.text, event.sync);
    }
    std::optional<Fault> operator()(MarkEntry const& mark) const {
        return writer.mark(at, mark.text);
    }
    std::optional<Fault> operator()(AnchorEntry const& anchor) const {
        return writer.anchor(at, anchor.kind);
    }
    std::optional<Fault> operator()(ChannelsEntry const& entry) const {
        writer.set_channels(entry.channels);
        return std::nullopt;
    }
    std::optional<Fault> operator()(StopEntry const& stop) const {
        return writer.stop(at, stop.reason);
    }
};

void write_until_stopped(WriteQueue& queue, Writer writer, WriteThread::Told const& told) {
    bool failing = false;
    for (bool stopped = false; !stopped;) {
        std::uint32_t dropped = 0;
        auto const entry = queue.pop(dropped);
        if (dropped > 0) writer.dropped(dropped);
        auto const fault = std::visit(Put{writer, entry.at}, entry.what);
        if (fault.has_value() != failing && told) told(fault ? fault_text(*fault) : "");
        failing = fault.has_value();
        stopped = std::holds_alternative<StopEntry>(entry.what);
    }
}

}  // namespace

WriteThread::WriteThread(blackbox::WriterOptions options, blackbox::FileLayer files, Told told,
                         std::optional<Fault>& fault) {
    std::promise<std::optional<Fault>> opened;
    auto answer = opened.get_future();
    thread_ = std::thread([this, options = std::move(options), files = std::move(files),
                           told = std::move(told), opened = std::move(opened)]() mutable {
        act_as_owner_of(options.directory);
        Fault problem;
        auto writer =
            Writer::open(std::move(options), std::move(files), blackbox::read_clocks(), problem);
        opened.set_value(writer ? std::nullopt : std::optional(problem));
        if (writer) write_until_stopped(queue_, std::move(*writer), told);
    });
    fault = answer.get();
}

WriteThread::~WriteThread() {
    thread_.join();
}

}  // namespace rigcheck::record
