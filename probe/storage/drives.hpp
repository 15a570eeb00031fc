#pragma once

#include <vector>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"
#include "probe/storage/place.hpp"

namespace rigcheck {

// By what the path and the attributes say; rotational is believed only of SATA and SAS drives.
DriveKind drive_kind(DrivePlace const& place, Drive const& drive);

// /sys/block without what is no drive (loop, RAM, optical, floppy, dm, md, boot areas of eMMC,
// hidden paths, empty card readers); sorted by name. Drives are added to their controllers.
std::vector<Drive> read_drives(Machine const& machine, std::vector<NvmeController>& controllers,
                               std::vector<Gap>& gaps);

// What lies on a drive: its partitions, or itself where it has none.
std::vector<Volume> read_volumes(Machine const& machine, Drive const& drive);

}  // namespace rigcheck
