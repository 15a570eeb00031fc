#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/facts/setup.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the home directories tell; the paths in it begin with "~" and name nobody.
struct HomeTraces {
    std::vector<NotebookConfig> notebooks;
    std::vector<Certificate> certificates;
    std::vector<CudaPath> cuda_paths;
    std::vector<Framework> frameworks;
    std::vector<std::string> archives;  // "cudnn-9.1-linux-x64-v7.tgz"
};

// Reads the files of every home directory into `traces`.
void read_homes(Machine const& machine, HomeTraces& traces);

// Configuration files of Jupyter in one directory, and the certificates they name.
void read_notebooks(Machine const& machine, std::string const& directory, std::string const& home,
                    HomeTraces& traces);
// The lines of a shell or linker file that name a CUDA directory.
void read_cuda_paths(Machine const& machine, std::string const& file, std::string const& home,
                     std::vector<CudaPath>& paths);

}  // namespace rigcheck
