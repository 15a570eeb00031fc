#pragma once

#include <string>
#include <vector>

namespace rigcheck::test {

// Writes the records of earlier runs below `root` that the lines of a machine file describe: the
// text of the journal, wtmp, the black box.
//
//   run 2026-11-20T20:48:05Z 6.12.10-amd64     a run of the kernel; what follows is of it. The last
//                                              one goes on.
//   log 3598.5 kernel usb 1-1: new device      seconds after its start, the program, the message
//   key 3590 pressed                           also: long, reboot, suspend
//   shutdown 3600 poweroff systemctl           also: reboot; who asked for it, or nobody
//   journal-stop 3600                          the end of a shutdown, or of the initrd
//   sleep 3600                                 also: wake
//   wtmp boot 2026-11-20T20:48:05Z             also: shutdown
//   box 3600 cut                               its black box until then; also: shutdown, service,
//                                              suspended
//   channel power GPU 450 60*118 250           of that box: kind, name, limit or -, one value a
//                                              second until its end
//   box-log 3598.5 usb 1-1: new device         a line of the kernel that the box kept
void write_history(std::string const& root, std::vector<std::string> const& lines);

// Whether a line of a machine file is one of these.
bool is_of_history(std::string const& line);

}  // namespace rigcheck::test
