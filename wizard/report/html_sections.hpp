#pragma once

#include <string>

#include "probe/facts/snapshot.hpp"

// What was read of a machine, as tables of a page. Each is empty where there is nothing of its
// kind.
namespace rigcheck {

// What machine it is, and when it was looked at: the head of a page.
std::string origin_html(Snapshot const& snapshot);

std::string drives_html(Snapshot const& snapshot);
std::string drivers_html(Snapshot const& snapshot);
// A sensor that is not believed stands there with the reason.
std::string sensors_html(Snapshot const& snapshot);
// Its runs, the newest first.
std::string boots_html(Snapshot const& snapshot);
std::string gaps_html(Snapshot const& snapshot);

}  // namespace rigcheck
