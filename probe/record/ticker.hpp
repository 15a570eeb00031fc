#pragma once

namespace rigcheck::record {

// Waits for the next moment at which the recorder has something to do. Full seconds come from a
// timer on the clock of the wall, so that the machine wakes up for several programs at once; the
// tenths between them may be late by a fifth of themselves.
class Ticker {
public:
    // Throws std::system_error where the kernel gives no timer.
    explicit Ticker(bool with_tenths);
    Ticker(Ticker const&) = delete;
    Ticker(Ticker&&) = delete;
    Ticker& operator=(Ticker const&) = delete;
    Ticker& operator=(Ticker&&) = delete;
    ~Ticker();

    void set_tenths(bool with_tenths) { tenths_ = with_tenths; }

    struct Woke {
        bool second = false, tenth = false;
        bool readable = false;  // the descriptor
        bool told = false;      // tell() was called
    };
    // `descriptor`: to be watched too, or negative.
    Woke wait(int descriptor);
    // From another thread.
    void tell();

private:
    void arm();
    bool second_passed();

    bool tenths_;
    int timer_ = -1, event_ = -1;
    double next_tenth_s_ = 0;
};

}  // namespace rigcheck::record
