#pragma once

namespace rigcheck::record {

// Waits for the next moment at which the recorder has something to do. Full seconds come from a
// timer on the clock of the wall, so that the machine wakes up for several programs at once.
class Ticker {
public:
    // Throws std::system_error where the kernel gives no timer.
    Ticker();
    Ticker(Ticker const&) = delete;
    Ticker(Ticker&&) = delete;
    Ticker& operator=(Ticker const&) = delete;
    Ticker& operator=(Ticker&&) = delete;
    ~Ticker();

    struct Woke {
        bool second = false;
        bool readable = false;  // the descriptor
    };
    // `descriptor`: to be watched too, or negative.
    Woke wait(int descriptor);
    // Ends the wait from another thread.
    void tell() const;

private:
    void arm() const;
    bool second_passed();

    int timer_ = -1, event_ = -1;
};

}  // namespace rigcheck::record
