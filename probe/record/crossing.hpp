#pragma once

#include <optional>

namespace rigcheck::record {

// Tells when a value goes bad: once, and again only after it was good in between.
class Crossing {
public:
    // With bad above good, high values are bad; else low ones.
    Crossing(double bad, double good) : bad_(bad), good_(good) {}

    bool now(std::optional<double> value) {
        if (!value) return false;
        bool const high = bad_ > good_;
        bool const bad = high ? *value >= bad_ : *value <= bad_;
        bool const good = high ? *value <= good_ : *value >= good_;
        bool const crossed = bad && !is_bad_;
        is_bad_ = bad || (is_bad_ && !good);
        return crossed;
    }

private:
    double bad_, good_;
    bool is_bad_ = false;
};

}  // namespace rigcheck::record
