#include "probe/record/background.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace rigcheck::record {
namespace {

using Values = std::vector<std::optional<double>>;

constexpr std::chrono::milliseconds kPatience{300};

// Between the sampling thread and the one that asks. Outlives both.
struct Desk {
    explicit Desk(Source asked_source) : source(std::move(asked_source)) {}

    Source source;
    std::mutex mutex;
    std::condition_variable asked, answered;
    bool question = false, busy = false, over = false;
    bool awaited = false;  // what was asked last is this second's question
    double now_s = 0;
    Values values;
    std::vector<std::string> events;

    void answer_until_over() {
        std::unique_lock lock(mutex);
        for (;;) {
            asked.wait(lock, [&] { return question || over; });
            if (over) return;
            question = false;
            busy = true;
            Values found(source.channels.size());
            std::vector<std::string> news;
            Sample sample{.now_s = now_s, .values = found, .events = news};
            lock.unlock();
            source.read(sample);
            lock.lock();
            busy = false;
            values = std::move(found);
            events.insert(events.end(), news.begin(), news.end());
            lock.unlock();  // or whoever wakes up would wait for it
            answered.notify_one();
            lock.lock();
        }
    }

    void ask(double moment_s) {
        {
            std::lock_guard const lock(mutex);
            awaited = !busy;  // else it is still with an older question
            if (!awaited) return;
            now_s = moment_s;
            values.clear();
            question = true;
        }
        asked.notify_one();
    }

    void read(Sample& sample) {
        std::unique_lock lock(mutex);
        if (!awaited) return;
        if (answered.wait_for(lock, kPatience, [&] { return !question && !busy; }))
            std::copy(values.begin(), values.end(), sample.values.begin());
        sample.events.insert(sample.events.end(), events.begin(), events.end());
        events.clear();
    }
};

// Ends the thread with the source. One that hangs in the driver is left behind.
class Thread {
public:
    explicit Thread(std::shared_ptr<Desk> desk)
        : desk_(std::move(desk)), thread_([desk = desk_] { desk->answer_until_over(); }) {}
    Thread(Thread const&) = delete;
    Thread(Thread&&) = delete;
    Thread& operator=(Thread const&) = delete;
    Thread& operator=(Thread&&) = delete;
    ~Thread() {
        bool hangs = false;
        {
            std::lock_guard const lock(desk_->mutex);
            desk_->over = true;
            hangs = desk_->busy;
        }
        desk_->asked.notify_one();
        hangs ? thread_.detach() : thread_.join();
    }

private:
    std::shared_ptr<Desk> desk_;
    std::thread thread_;
};

}  // namespace

Source in_background(Source source) {
    Source outer{.name = source.name,
                 .channels = source.channels,
                 .every_s = source.every_s,
                 .read = {},
                 .ask = {},
                 .meters = source.meters};
    auto const desk = std::make_shared<Desk>(std::move(source));
    auto const thread = std::make_shared<Thread>(desk);
    outer.ask = [desk, thread](double now_s) { desk->ask(now_s); };
    outer.read = [desk, thread](Sample& sample) { desk->read(sample); };
    return outer;
}

}  // namespace rigcheck::record
