// The borrow flag of a RefCell: a state machine over one 64-bit integer, laid out as in Rust's core::cell.
//
//      0   free
//      n   shared by n readers (n > 0)
//     -n   exclusive: one writer, split into n disjoint parts (n > 0; only map_split makes more than one)
//
// The functions work on a plain integer, so that the same code serves a cell of C++ and a cell in a guest's memory.
// Each returns whether the step was allowed; where it was not, the flag is unchanged. Nothing here throws or allocates.
#pragma once
#include <cstdint>

namespace borrowlab::cell {

namespace borrow_flag {

inline constexpr int64_t free = 0;
inline constexpr int64_t most_readers = INT64_MAX;
inline constexpr int64_t most_writers = INT64_MIN;

constexpr bool is_free(int64_t flag) { return flag == free; }
constexpr bool is_shared(int64_t flag) { return flag > free; }
constexpr bool is_exclusive(int64_t flag) { return flag < free; }

// A new reader. Refused while there is a writer, and when there are too many immutable borrows to count: Rust reports both as
// "already mutably borrowed", because its counter would wrap into the writers' half.
[[nodiscard]] constexpr bool share(int64_t& flag) {
  if (flag < free || flag == most_readers) return false;
  ++flag;
  return true;
}

// A new writer, alone. Refused unless the flag is free.
[[nodiscard]] constexpr bool acquire(int64_t& flag) {
  if (flag != free) return false;
  flag = -1;
  return true;
}

// One more reader, made from a reader (Ref::clone, Ref::map_split). Refused when there are too many.
[[nodiscard]] constexpr bool share_again(int64_t& flag) {
  if (flag <= free || flag == most_readers) return false;
  ++flag;
  return true;
}

// One more part of the writer (RefMut::map_split). Refused when there are too many.
[[nodiscard]] constexpr bool split(int64_t& flag) {
  if (flag >= free || flag == most_writers) return false;
  --flag;
  return true;
}

// A reader ends. Refused if there is none: that cell's memory was tampered with.
constexpr bool release_shared(int64_t& flag) {
  if (flag <= free) return false;
  --flag;
  return true;
}

// A writer, or a part of it, ends. Refused if there is none.
constexpr bool release_exclusive(int64_t& flag) {
  if (flag >= free) return false;
  ++flag;
  return true;
}

}  // namespace borrow_flag

// The flag as a value of its own.
class BorrowFlag {
 public:
  constexpr BorrowFlag() = default;
  constexpr explicit BorrowFlag(int64_t value) : value_(value) {}

  constexpr int64_t value() const { return value_; }
  constexpr bool is_free() const { return borrow_flag::is_free(value_); }
  constexpr bool is_shared() const { return borrow_flag::is_shared(value_); }
  constexpr bool is_exclusive() const { return borrow_flag::is_exclusive(value_); }
  constexpr int64_t readers() const { return value_ > 0 ? value_ : 0; }

  [[nodiscard]] constexpr bool share() { return borrow_flag::share(value_); }
  [[nodiscard]] constexpr bool acquire() { return borrow_flag::acquire(value_); }
  [[nodiscard]] constexpr bool share_again() { return borrow_flag::share_again(value_); }
  [[nodiscard]] constexpr bool split() { return borrow_flag::split(value_); }
  constexpr bool release_shared() { return borrow_flag::release_shared(value_); }
  constexpr bool release_exclusive() { return borrow_flag::release_exclusive(value_); }
  // The same for guards, which know that they hold what they give back.
  constexpr void end_shared() { --value_; }
  constexpr void end_exclusive() { ++value_; }

 private:
  int64_t value_ = borrow_flag::free;
};

}  // namespace borrowlab::cell
