#include "probe/storage/storage.hpp"

#include "probe/storage/drives.hpp"
#include "probe/storage/filesystems.hpp"
#include "probe/storage/health.hpp"
#include "probe/storage/hidden.hpp"
#include "probe/storage/nvme.hpp"

namespace rigcheck {

Storage read_storage(Machine const& machine, std::vector<Gap>& gaps) {
    Storage storage;
    storage.controllers = read_nvme_controllers(machine);
    storage.drives = read_drives(machine, storage.controllers, gaps);
    mark_swap(machine, storage.drives);
    storage.filesystems = read_filesystems(machine, storage.drives, gaps);
    storage.hidden_controllers = read_hidden_controllers(machine, gaps);
    storage.trim_timer = read_trim_timer(machine);
    read_health(machine, storage.drives, gaps);
    return storage;
}

}  // namespace rigcheck
