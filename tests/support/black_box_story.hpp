#pragma once

#include <map>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/blackbox/writer.hpp"
#include "tests/support/memory_drive.hpp"

namespace rigcheck::test {

blackbox::Id id_of_byte(unsigned byte);  // 0x07 -> 07070707-0707-…

// Seconds after the start of the boot; the clock of the wall runs beside it.
blackbox::Clocks clocks_at(double seconds);

// So many temperatures, "c t0" and on.
std::vector<blackbox::Channel> some_channels(std::size_t count);

// All records of this boot, by their number.
std::map<std::uint32_t, blackbox::Record> recovered(MemoryDrive::Files const& files,
                                                    blackbox::Id const& boot);

// A recorder at work on a drive, with what it was told and what it promised.
class BlackBoxStory {
public:
    struct Plan {
        std::size_t channels = 2;
        std::uint32_t slots = 8;
        std::uint64_t limit = 1U << 20U;
    };

    BlackBoxStory(MemoryDrive& drive, blackbox::Id boot, Plan plan);

    // Each second one value of the channels, or all of them, changes.
    void sample(bool all_change = true);
    void event(blackbox::Sync sync);
    void stop(blackbox::StopReason reason = blackbox::StopReason::shutdown);
    void sleep(double seconds) { slept_ += seconds; }
    void restart(bool stopped);

    std::optional<std::uint32_t> promised() const { return promised_; }
    std::size_t told() const { return told_.size(); }
    blackbox::Writer& writer() { return *writer_; }

    // What is wrong with these files after a cut now; empty for nothing: a promised record that is
    // lost, a record that nobody wrote, or one that is not as it was written. What the writer
    // itself removed may be missing.
    std::string complaint(MemoryDrive::Files const& files) const;

private:
    struct Told {
        blackbox::Record record;  // with all values
        std::string file;         // where it was found
    };

    blackbox::Clocks now() const;
    blackbox::Record& tell(blackbox::RecordType type);
    void note(std::optional<blackbox::Fault> const& fault);
    std::string compare(blackbox::Record const& found) const;
    std::vector<blackbox::Record> const& records_of(std::string const& name,
                                                    MemoryDrive::Bytes const& bytes) const;

    MemoryDrive& drive_;
    blackbox::Id boot_;
    Plan plan_;
    std::optional<blackbox::Writer> writer_;
    double seconds_ = 100, slept_ = 0, noted_sleep_ = 0;
    std::vector<std::optional<double>> values_;
    std::uint32_t next_ = 0;
    std::map<std::uint32_t, Told> told_;
    std::optional<std::uint32_t> promised_;
    // Most states of a drive differ in one file; what the others hold need be found only once.
    mutable std::map<std::string, std::pair<MemoryDrive::Bytes, std::vector<blackbox::Record>>>
        parsed_;
};

}  // namespace rigcheck::test
