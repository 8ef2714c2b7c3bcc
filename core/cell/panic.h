// What Rust calls a panic, for C++ users of the cells: an exception that knows its place in the source.
// Where exceptions are off (-fno-exceptions) a panic writes its message to stderr and ends the program.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <version>
#if defined(__cpp_lib_source_location)
#include <source_location>
#endif

namespace borrowlab::cell {

#if defined(__cpp_lib_source_location)
using SourceLocation = std::source_location;
#else
// For standard libraries older than their compiler (libc++ 14).
class SourceLocation {
 public:
  static constexpr SourceLocation current(const char* file = __builtin_FILE(), const char* function = __builtin_FUNCTION(),
                                          unsigned line = __builtin_LINE()) {
    SourceLocation l;
    l.file_ = file;
    l.function_ = function;
    l.line_ = line;
    return l;
  }
  constexpr const char* file_name() const { return file_; }
  constexpr const char* function_name() const { return function_; }
  constexpr unsigned line() const { return line_; }
  constexpr unsigned column() const { return 0; }

 private:
  const char* file_ = "";
  const char* function_ = "";
  unsigned line_ = 0;
};
#endif

// what() is Rust's panic message; location() is where the method that panicked was called (Rust's #[track_caller]).
class Panic : public std::runtime_error {
 public:
  Panic(const char* message, const SourceLocation& location) : std::runtime_error(message), location_(location) {}
  const SourceLocation& location() const noexcept { return location_; }
  // As Rust's panic hook prints it: "panicked at src/main.rs:4:9:\nRefCell already borrowed".
  std::string report() const {
    return "panicked at " + std::string(location_.file_name()) + ":" + std::to_string(location_.line()) + ":" +
           std::to_string(location_.column()) + ":\n" + what();
  }

 private:
  SourceLocation location_;
};

[[noreturn]] inline void panic(const char* message, const SourceLocation& location) {
#if defined(__cpp_exceptions)
  throw Panic(message, location);
#else
  std::fprintf(stderr, "%s\n", Panic(message, location).report().c_str());
  std::abort();
#endif
}

// For mistakes that Rust's compiler rules out (a cell that ends before its guards): no exception can mend them.
[[noreturn]] inline void fatal(const char* message) noexcept {
  std::fprintf(stderr, "fatal: %s\n", message);
  std::abort();
}

}  // namespace borrowlab::cell
