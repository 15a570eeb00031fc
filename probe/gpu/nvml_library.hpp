#pragma once

#include <dlfcn.h>

#include <array>
#include <optional>
#include <string>

// NVIDIA's management library, loaded by name at run time.
namespace rigcheck::nvml {

// Our own declarations: the few functions used, by their documented signatures.
using Device = void*;
using Number = unsigned int;
using Long = unsigned long long;
inline constexpr int kSuccess = 0, kNotSupported = 3, kInsufficientSize = 7, kFunctionNotFound = 13,
                     kLibraryNotFound = 12;

struct MemoryInfo {  // nvmlMemory_t and nvmlBAR1Memory_t begin with the total, in bytes
    Long total, second, third;
};
struct Utilization {
    Number gpu, memory;  // percent
};

// One of many values that nvmlDeviceGetFieldValues gives at once.
struct FieldValue {
    Number id = 0, scope = 0;
    long long at_us = 0, took_us = 0;
    int type = 0, code = kSuccess;
    union {
        double floating;
        Number number;
        Long long_number;
    } value{};
};

class Library {
public:
    explicit Library(char const* file) : handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {}
    Library(Library const&) = delete;
    Library(Library&&) = delete;
    Library& operator=(Library const&) = delete;
    Library& operator=(Library&&) = delete;
    ~Library() {
        if (started_) call("nvmlShutdown");
        if (handle_ != nullptr) ::dlclose(handle_);
    }

    int start() {
        if (handle_ == nullptr) return kLibraryNotFound;
        auto code = call("nvmlInit_v2");
        if (code == kFunctionNotFound) code = call("nvmlInit");
        started_ = code == kSuccess;
        return code;
    }

    // Calls a function by its name; kFunctionNotFound where this library has none.
    template <class... Arguments>
    int call(char const* name, Arguments... arguments) const {
        using Function = int (*)(Arguments...);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): dlsym(3) gives no other way
        auto const function = reinterpret_cast<Function>(::dlsym(handle_, name));
        return function == nullptr ? kFunctionNotFound : function(arguments...);
    }

private:
    void* handle_;
    bool started_ = false;
};

// One card's questions, each answered or empty.
class Card {
public:
    Card(Library const& library, Device device) : library_(library), device_(device) {}

    template <class T = Number, class... Arguments>
    std::optional<T> ask(char const* name, Arguments... arguments) const {
        T value{};
        if (library_.call(name, device_, arguments..., &value) != kSuccess) return std::nullopt;
        return value;
    }

    std::optional<std::string> text(char const* name) const {
        std::array<char, 128> buffer{};
        if (library_.call(name, device_, buffer.data(), static_cast<Number>(buffer.size() - 1)) !=
            kSuccess) {
            return std::nullopt;
        }
        return std::string(buffer.data());
    }

    template <class... Arguments>
    bool fill(char const* name, Arguments... arguments) const {
        return library_.call(name, device_, arguments...) == kSuccess;
    }

private:
    Library const& library_;
    Device device_;
};

}  // namespace rigcheck::nvml
