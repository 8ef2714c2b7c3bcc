// What Rust calls a panic, for C++ users of the cells: an exception that knows its place in the source.
// Where exceptions are off (-fno-exceptions), or BORROWLAB_CELL_PANIC_ABORT is defined, a panic writes its message to stderr and
// ends the program. Either way the panic hook is called first.
#pragma once
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <version>
#if defined(__cpp_lib_source_location)
#include <source_location>
#endif

#include "cell/config.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

#if defined(__cpp_lib_source_location)
using SourceLocation = std::source_location;
#else
// For standard libraries that do not have it with this compiler (Clang 14). No larger than two registers, so that a place costs nothing
// until it is told: the function's name is not kept.
class SourceLocation {
 public:
#if defined(__clang__)
  static constexpr SourceLocation current(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE(),
                                          unsigned column = __builtin_COLUMN()) {
#else
  static constexpr SourceLocation current(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE(), unsigned column = 0) {
#endif
    SourceLocation l;
    l.file_ = file;
    l.line_ = line;
    l.column_ = column;
    return l;
  }
  constexpr const char* file_name() const { return file_; }
  static constexpr const char* function_name() { return ""; }
  constexpr unsigned line() const { return line_; }
  constexpr unsigned column() const { return column_; }

 private:
  const char* file_ = "";
  unsigned line_ = 0;
  unsigned column_ = 0;
};
#endif

// A place as Rust prints it: "src/main.rs:4:9".
inline std::string place(const SourceLocation& at) {
  return std::string(at.file_name()) + ":" + std::to_string(at.line()) + ":" + std::to_string(at.column());
}

// what() is Rust's panic message; location() is where the method that panicked was called (Rust's #[track_caller]).
class Panic : public std::runtime_error {
 public:
  Panic(const std::string& message, const SourceLocation& location) : std::runtime_error(message), location_(location) {}
  const SourceLocation& location() const noexcept { return location_; }
  // As Rust's panic hook prints it: "panicked at src/main.rs:4:9:\nRefCell already borrowed".
  std::string report() const { return "panicked at " + place(location_) + ":\n" + what(); }

 private:
  SourceLocation location_;
};

// Called with every panic, on the thread that panics, before it unwinds or aborts.
using PanicHook = void (*)(const Panic&);

inline std::atomic<PanicHook>& panic_hook_slot() {
  static constinit std::atomic<PanicHook> slot = nullptr;
  return slot;
}
// Rust's panic::set_hook and take_hook. Without a hook an unwinding panic is silent until it is caught.
inline void set_panic_hook(PanicHook hook) { panic_hook_slot().store(hook); }
inline PanicHook take_panic_hook() { return panic_hook_slot().exchange(nullptr); }

[[noreturn]] BORROWLAB_COLD inline void panic(const std::string& message, SourceLocation location) {
  const Panic what(message, location);
  const PanicHook hook = panic_hook_slot().load();
  if (hook != nullptr) hook(what);
#if BORROWLAB_CELL_UNWIND
  throw what;
#else
  if (hook == nullptr) std::fprintf(stderr, "%s\n", what.report().c_str());
  std::abort();
#endif
}
[[noreturn]] BORROWLAB_COLD inline void panic(const char* message, SourceLocation location) { panic(std::string(message), location); }

// For mistakes that Rust's compiler rules out (a cell that ends before its guards): no exception can mend them.
[[noreturn]] BORROWLAB_COLD inline void fatal(const std::string& message) noexcept {
  std::fprintf(stderr, "fatal: %s\n", message.c_str());
  std::abort();
}

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
