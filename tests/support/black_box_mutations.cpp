#include "tests/support/black_box_mutations.hpp"

#include <algorithm>

#include "tests/support/black_box_story.hpp"

namespace rigcheck::test {
namespace {

using Bytes = MemoryDrive::Bytes;

std::size_t below(std::size_t limit, std::mt19937& random) {
    return limit == 0 ? 0 : random() % limit;
}

std::span<std::byte> piece(Bytes& bytes, std::size_t at, std::size_t size) {
    at = std::min(at, bytes.size());
    return std::span(bytes).subspan(at, std::min(size, bytes.size() - at));
}

void copy_piece(Bytes& to, Bytes const& from, std::size_t unit, std::mt19937& random) {
    auto source = from;  // it may be the same
    auto const size = unit * (1 + below(4, random));
    auto const out = piece(to, unit * below(to.size() / unit + 1, random), size);
    auto const in = piece(source, unit * below(from.size() / unit + 1, random), out.size());
    std::copy(in.begin(), in.end(), out.begin());
}

void swap_slots(Bytes& bytes, std::mt19937& random) {
    auto const slots = bytes.size() / blackbox::kSlotSize;
    auto const a = below(slots, random);
    auto const b = below(slots, random);
    auto const first = piece(bytes, a * blackbox::kSlotSize, blackbox::kSlotSize);
    auto const second = piece(bytes, b * blackbox::kSlotSize, blackbox::kSlotSize);
    if (a != b) std::swap_ranges(first.begin(), first.end(), second.begin());
}

void change_length(Bytes& bytes, std::mt19937& random) {
    if (random() % 2 == 0) {
        bytes.resize(below(bytes.size() + 1, random));
    } else {
        auto const more = below(2000, random);
        auto const noise = random() % 2 == 0 ? std::byte{0} : static_cast<std::byte>(random());
        bytes.resize(bytes.size() + more, noise);
    }
}

void mutate(Bytes& bytes, Bytes const& other, std::mt19937& random) {
    if (bytes.empty()) return;
    switch (random() % 7) {
        case 0:
            bytes[below(bytes.size(), random)] ^= static_cast<std::byte>(1U << random() % 8);
            break;
        case 1: {
            auto const run = piece(bytes, below(bytes.size(), random), 1 + below(600, random));
            std::generate(run.begin(), run.end(), [&] { return static_cast<std::byte>(random()); });
            break;
        }
        case 2: {
            auto const run = piece(bytes, below(bytes.size(), random), 1 + below(5000, random));
            std::fill(run.begin(), run.end(), static_cast<std::byte>(random() % 2 * 255));
            break;
        }
        case 3:
            copy_piece(bytes, bytes, random() % 2 == 0 ? 1 : blackbox::kSlotSize, random);
            break;
        case 4:
            copy_piece(bytes, other, random() % 2 == 0 ? 1 : blackbox::kSlotSize, random);
            break;
        case 5:
            swap_slots(bytes, random);
            break;
        default:
            change_length(bytes, random);
    }
}

}  // namespace

Bytes some_segment(unsigned boot) {
    MemoryDrive drive;
    // The random bytes of a drive begin anew with each: that no two segments have the same id.
    std::vector<std::byte> skipped(boot);
    auto const layer = drive.layer();
    for (unsigned i = 0; i < boot; ++i) layer.random(skipped);
    BlackBoxStory story(drive, id_of_byte(boot), {.channels = 4, .slots = 16});
    for (int i = 0; i < 6; ++i) story.sample();
    story.event(blackbox::Sync::with_next_sample);
    story.sample();
    story.event(blackbox::Sync::now);
    story.stop();
    return drive.files().begin()->second;
}

Bytes mutated(Bytes const& segment, Bytes const& other, std::mt19937& random) {
    auto bytes = segment;
    for (auto left = 1 + random() % 4; left > 0; --left) mutate(bytes, other, random);
    return bytes;
}

}  // namespace rigcheck::test
