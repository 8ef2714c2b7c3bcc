// Where a lock was made and last taken: nothing, of no size, in a build that does not track borrows.
#pragma once
#include <mutex>

#include "cell/places.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail {

#if BORROWLAB_CELL_TRACKED
class LockPlaces {
 public:
  constexpr explicit LockPlaces(SourceLocation made) : made_(made) {}
  void taken(SourceLocation at) const {
    const std::lock_guard lock(mutex_);
    taken_ = at;
  }
  void add_to(BrokenPromise& broken) const {
    broken.made = &made_;
    broken.taken.push_back(taken_);
  }

 private:
  SourceLocation made_;
  mutable SourceLocation taken_{};
  mutable std::mutex mutex_;
};
#else
class LockPlaces {
 public:
  constexpr explicit LockPlaces(SourceLocation) {}
  static constexpr void taken(SourceLocation) {}
  static constexpr void add_to(BrokenPromise&) {}
};
#endif

// Ends the program: `done` ("destroyed") happened to a lock while `guards` ("1 guard") live.
[[noreturn]] BORROWLAB_COLD inline void fatal_locked(const char* type, const char* done, const char* guards, const void* lock,
                                                     const LockPlaces& places, const SourceLocation* at) noexcept {
  BrokenPromise broken{.type = type, .done = done, .state = "locked", .cell = lock, .at = at, .made = nullptr, .guards = guards};
  places.add_to(broken);
  broken.end_program();
}

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail
