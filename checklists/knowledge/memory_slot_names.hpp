#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// What the name of a memory slot says about its place.
struct SlotName {
    std::string family;         // the row of memory-slot-names.json that fitted
    std::optional<int> socket;  // only where the name states one
    std::string channel;
    std::optional<std::string> slot;  // place inside the channel
    double confidence = 0;
    bool numbered = false;  // deduced from the vendor's numbering, not stated
};

// `slots` is the number of slots that the firmware lists; empty when the name says nothing.
std::optional<SlotName> read_slot_name(std::string_view locator, std::string_view bank,
                                       std::string_view vendor, std::size_t slots);

// Boards whose channel names were found to lie.
bool slot_names_distrusted(std::string_view board_vendor, std::string_view board);

// Systems whose slot letters stand for something else than channels.
bool slot_letters_distrusted(std::string_view vendor, std::string_view product);

// Boards with room for two sticks of this form, one on each channel, whatever the firmware lists.
bool one_slot_per_channel(std::string_view board, std::string_view form_factor);

// No memory channel has more slots than this; a letter on more is not the letter of a channel.
int most_slots_per_channel();

}  // namespace rigcheck
