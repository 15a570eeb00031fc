#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class Bus { pci, usb };

template <>
struct EnumNames<Bus> {
    static constexpr std::array names{"pci", "usb"};
};

enum class DriverState {
    ok,
    stub,                  // handed to a virtual machine: vfio-pci, pci-stub, …
    available_not_loaded,  // a module of this kernel says it fits; nobody loaded it
    loaded_not_bound,      // the module is loaded and does not drive the device
    blacklisted,
    redirected,  // "install NAME /bin/false"
    dangling,    // an alias leads to a module that this kernel does not have
    none,        // no module of this kernel says it fits
    no_module_tree,
    not_needed
};

template <>
struct EnumNames<DriverState> {
    static constexpr std::array names{
        "ok",       "stub", "available-not-loaded", "loaded-not-bound", "blacklisted", "redirected",
        "dangling", "none", "no-module-tree",       "not-needed"};
};

// A module that the kernel's tables offer for a device.
struct DriverCandidate {
    std::string module;
    bool usable = false;  // its file is there, or it is built in
    bool loaded = false;
    bool built_in = false;
    bool blacklisted = false;
    bool redirected = false;
    std::optional<bool> signed_file;       // looked at only where it could be loaded and is not
    std::optional<std::string> rule_file;  // the modprobe.d file that says so

    static constexpr auto fields() {
        using C = DriverCandidate;
        return field_list(field("module", &C::module), field("usable", &C::usable),
                          field("loaded", &C::loaded), field("built_in", &C::built_in),
                          field("blacklisted", &C::blacklisted),
                          field("redirected", &C::redirected), field("signed", &C::signed_file),
                          field("rule_file", &C::rule_file));
    }
};

// A PCI function, or a USB interface (the first unbound one of a device, or its first).
struct DriverDevice {
    Bus bus = Bus::pci;
    std::string address;  // "0000:01:00.0"; USB "1-4"
    std::string modalias;
    std::optional<Hex<6>> class_code;  // USB: class, subclass and protocol of the interface
    std::optional<Hex<4>> vendor, device;
    std::optional<std::string> name;
    std::optional<std::string> driver;
    std::vector<DriverCandidate> candidates;
    std::vector<std::string> objects;  // what the driver made of it: "drm", "net", "block", …
    // Firmware files the candidate module names, none of which is in /lib/firmware. Looked for
    // only where a driver is bound or loaded and made nothing.
    std::vector<std::string> firmware_missing;
    DriverState state = DriverState::not_needed;

    static constexpr auto fields() {
        using D = DriverDevice;
        return field_list(
            field("bus", &D::bus), field("address", &D::address), field("modalias", &D::modalias),
            field("class", &D::class_code), field("vendor", &D::vendor),
            field("device", &D::device), field("name", &D::name), field("driver", &D::driver),
            field("candidates", &D::candidates), field("objects", &D::objects),
            field("firmware_missing", &D::firmware_missing), field("state", &D::state));
    }
};

enum class NvidiaFlavour { proprietary, open };

template <>
struct EnumNames<NvidiaFlavour> {
    static constexpr std::array names{"proprietary", "open"};
};

// A kernel module file of the NVIDIA driver, for the running kernel.
struct NvidiaModuleFile {
    std::string name;  // "nvidia", "nvidia-current"
    std::optional<std::string> version;
    std::optional<NvidiaFlavour> flavour;
    std::optional<bool> signed_file;  // carries a signature
    std::optional<std::string> signer;

    static constexpr auto fields() {
        using M = NvidiaModuleFile;
        return field_list(field("name", &M::name), field("version", &M::version),
                          field("flavour", &M::flavour), field("signed", &M::signed_file),
                          field("signer", &M::signer));
    }
};

struct NvidiaDriver {
    std::optional<std::string> module_version;  // of the loaded one
    std::optional<NvidiaFlavour> module_flavour;
    std::optional<NvidiaModuleFile> module_file;  // what would be loaded
    std::vector<std::string> library_versions;    // libcuda.so.X, libnvidia-ml.so.X on the disk
    std::optional<std::string> nvml_error;        // "driver-not-loaded", "version-mismatch", …
    std::vector<std::string> claimed_gpus;        // PCI addresses under /proc/driver/nvidia/gpus
    std::optional<bool> device_nodes;             // /dev/nvidiactl exists

    static constexpr auto fields() {
        using N = NvidiaDriver;
        return field_list(
            field("module_version", &N::module_version),
            field("module_flavour", &N::module_flavour), field("module_file", &N::module_file),
            field("library_versions", &N::library_versions), field("nvml_error", &N::nvml_error),
            field("claimed_gpus", &N::claimed_gpus), field("device_nodes", &N::device_nodes));
    }
};

struct CudaToolkit {
    std::string path;     // "/usr/local/cuda-12.4"
    std::string version;  // "12.4.1"

    static constexpr auto fields() {
        return field_list(field("path", &CudaToolkit::path),
                          field("version", &CudaToolkit::version));
    }
};

struct CudnnHeader {
    std::string path;                    // "/usr/local/cuda-9.0/include/cudnn.h"
    std::string version;                 // "7.1.2"
    std::optional<std::string> toolkit;  // the toolkit it lies in
    // The CUDA version that it was built for, and what says so: the version of its package, or the
    // name of an archive that was left lying about.
    std::optional<std::string> built_for, built_for_source;

    static constexpr auto fields() {
        using C = CudnnHeader;
        return field_list(field("path", &C::path), field("version", &C::version),
                          field("toolkit", &C::toolkit), field("built_for", &C::built_for),
                          field("built_for_source", &C::built_for_source));
    }
};

// A deep-learning framework in a Python environment, by its version file.
struct Framework {
    std::string name;  // "torch", "tensorflow"
    std::string path;  // of the site-packages directory
    std::string version;
    std::optional<std::string> cuda;  // "12.4"; empty with cpu_only false: not stated
    bool cpu_only = false;
    std::optional<bool> rocm;

    static constexpr auto fields() {
        using F = Framework;
        return field_list(field("name", &F::name), field("path", &F::path),
                          field("version", &F::version), field("cuda", &F::cuda),
                          field("cpu_only", &F::cpu_only), field("rocm", &F::rocm));
    }
};

struct Cuda {
    std::vector<CudaToolkit> toolkits;
    std::optional<std::string> default_toolkit;  // where /usr/local/cuda leads
    std::vector<CudnnHeader> cudnn;
    std::vector<Framework> frameworks;

    static constexpr auto fields() {
        using C = Cuda;
        return field_list(field("toolkits", &C::toolkits),
                          field("default_toolkit", &C::default_toolkit), field("cudnn", &C::cudnn),
                          field("frameworks", &C::frameworks));
    }
};

enum class DkmsState { added, built, installed };

template <>
struct EnumNames<DkmsState> {
    static constexpr std::array names{"added", "built", "installed"};
};

// One module of /var/lib/dkms, for one installed kernel (dkms 3.0.10 keeps its state in files).
struct DkmsModule {
    std::string module, version;
    std::string kernel;
    DkmsState state = DkmsState::added;
    bool build_failed = false;  // a build log was left behind

    static constexpr auto fields() {
        using D = DkmsModule;
        return field_list(field("module", &D::module), field("version", &D::version),
                          field("kernel", &D::kernel), field("state", &D::state),
                          field("build_failed", &D::build_failed));
    }
};

struct InstalledKernel {
    std::string release;
    bool headers = false;  // /lib/modules/RELEASE/build leads somewhere

    static constexpr auto fields() {
        using K = InstalledKernel;
        return field_list(field("release", &K::release), field("headers", &K::headers));
    }
};

struct SecureBoot {
    std::optional<bool> enabled, setup_mode;
    std::optional<bool> uefi;                // empty: /sys/firmware cannot be read
    std::optional<std::string> lockdown;     // "none", "integrity", "confidentiality"
    std::optional<bool> machine_owner_keys;  // shim passed a list of enrolled keys
    std::vector<std::string> own_keys;       // public keys made for signing modules on this machine
    std::vector<std::string> enrolled_own_keys;  // those of them in the list

    static constexpr auto fields() {
        using S = SecureBoot;
        return field_list(field("enabled", &S::enabled), field("setup_mode", &S::setup_mode),
                          field("uefi", &S::uefi), field("lockdown", &S::lockdown),
                          field("machine_owner_keys", &S::machine_owner_keys),
                          field("own_keys", &S::own_keys),
                          field("enrolled_own_keys", &S::enrolled_own_keys));
    }
};

// A device file that computing needs, and whether the person who runs rigcheck may use it.
struct DeviceAccess {
    std::string path;            // "/dev/dri/renderD128", "/dev/kfd", "/dev/nvidia0"
    std::optional<bool> usable;  // empty: asked as root, who may use everything
    std::optional<std::string> group;

    static constexpr auto fields() {
        using A = DeviceAccess;
        return field_list(field("path", &A::path), field("usable", &A::usable),
                          field("group", &A::group));
    }
};

// A line of the kernel log that speaks of drivers and firmware.
struct KernelLine {
    std::string text;  // without its time stamp

    static constexpr auto fields() { return field_list(field("text", &KernelLine::text)); }
};

struct Drivers {
    std::vector<DriverDevice> devices;
    NvidiaDriver nvidia;
    Cuda cuda;
    std::vector<DkmsModule> dkms;
    std::vector<InstalledKernel> kernels;
    SecureBoot secure_boot;
    std::optional<bool> reboot_pending;     // a package asked for it: /run/reboot-required
    std::vector<std::string> framebuffers;  // /sys/class/graphics/fb*/name: "EFI VGA", "simpledrm"
    std::vector<DeviceAccess> access;
    std::vector<int> kfd_gpu_targets;                   // ROCm: gfx_target_version of each GPU node
    std::optional<std::vector<KernelLine>> kernel_log;  // empty: not readable

    static constexpr auto fields() {
        using D = Drivers;
        return field_list(
            field("devices", &D::devices), field("nvidia", &D::nvidia), field("cuda", &D::cuda),
            field("dkms", &D::dkms), field("kernels", &D::kernels),
            field("secure_boot", &D::secure_boot), field("reboot_pending", &D::reboot_pending),
            field("framebuffers", &D::framebuffers), field("access", &D::access),
            field("kfd_gpu_targets", &D::kfd_gpu_targets), field("kernel_log", &D::kernel_log));
    }
};

}  // namespace rigcheck
