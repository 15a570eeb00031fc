#pragma once

#include <string_view>

namespace rigcheck {

// Whether these bytes are a well-formed index as depmod writes it (modules.alias.bin and its like;
// kmod: libkmod/libkmod-index.c, format version 2.1). libkmod follows the offsets of such a file
// without looking whether they stay inside, so a file from a stranger's capture is checked first.
bool is_module_index(std::string_view bytes);

}  // namespace rigcheck
