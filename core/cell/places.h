// Where a cell was made, and the last words of a program that breaks a promise which Rust's compiler would have kept for it.
#pragma once
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "cell/panic.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// The place where a cell was made; nothing, of no size, in a build that does not track borrows.
class MadeAt {
 public:
#if BORROWLAB_CELL_TRACKED
  constexpr explicit MadeAt(SourceLocation at) : at_(at) {}
  const SourceLocation* get() const { return &at_; }

 private:
  SourceLocation at_;
#else
  constexpr explicit MadeAt(SourceLocation) {}
  static constexpr const SourceLocation* get() { return nullptr; }
#endif
};

// A cell was destroyed, moved or otherwise done with while guards of it live.
struct BrokenPromise {
  const char* type;   // "RefCell"
  const char* done;   // "destroyed"
  const char* state;  // "borrowed"
  const void* cell;
  const SourceLocation* at;                  // where it was done, where C++ tells
  const SourceLocation* made;                // where the cell was made, in a build that tracks
  std::optional<SourceLocation> since = {};  // where the first of the guards was taken, where that is known
  std::string guards = {};                   // "2 readers"
  std::vector<SourceLocation> taken = {};

  // "fatal: RefCell destroyed while borrowed", then a line each for the cell and its guards.
  [[noreturn]] void end_program() const noexcept {
    char address[2 + 2 * sizeof(void*) + 1];
    std::snprintf(address, sizeof address, "%p", cell);
    std::string text = std::string(type) + " " + done + " while " + state;
    if (at != nullptr) text += ", at " + place(*at);
    text += std::string("\n  the cell: at ") + address;
    if (made != nullptr) text += ", made at " + place(*made);
    text += "\n  its guards: " + guards;
    if (since) text += ", since " + place(*since);
    for (const SourceLocation& each : taken) text += "\n    taken at " + place(each);
#if !BORROWLAB_CELL_TRACKED
    text += "\n  build with -DBORROWLAB_CELL_TRACK_BORROWS to see where the cell was made and where each guard was taken";
#endif
    fatal(text);
  }
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
