#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// "CUDA Version 9.0.176" (version.txt) or {"cuda": {"version": "12.4.1"}} (version.json,
// from 11.1).
std::optional<std::string> parse_cuda_version(std::string_view text);
// "7.1.2" out of the #defines CUDNN_MAJOR, CUDNN_MINOR and CUDNN_PATCHLEVEL.
std::optional<std::string> parse_cudnn_header(std::string_view text);
// "9.1" out of "cudnn-9.1-linux-x64-v7.1.tgz" and "cudnn-linux-x86_64-8.9.7.29_cuda12-archive".
std::optional<std::string> cuda_of_archive(std::string_view name);

// CUDA toolkits and cuDNN on the disk. `archives` are the names of cuDNN archives in homes,
// `frameworks` what was found there. That a machine has no toolkit means nothing: frameworks bring
// their own.
Cuda read_cuda(Machine const& machine, std::vector<std::string> const& archives,
               std::vector<Framework> frameworks);

}  // namespace rigcheck
