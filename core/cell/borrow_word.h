// The borrow flag as a RefCell keeps it, in the 64 bits that Rust has for it. Rust counts up to 2^63 borrows; up to 32766 are counted
// in 16 bits here, and the other 48 tell where the borrows that are active began: what the last words of a broken promise name. More
// borrows than that are counted in the 48 bits, and the place is given up.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "cell/borrow_flag.h"
#include "cell/panic.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

#if BORROWLAB_CELL_PLACED

class alignas(uint64_t) BorrowWord {
 public:
  constexpr BorrowWord() = default;

  constexpr bool is_free() const { return count_ == 0; }
  constexpr bool is_exclusive() const { return count_ < 0; }
  constexpr BorrowFlag flag() const { return BorrowFlag(count()); }
  // Where the first of the active borrows was taken; it may have ended, and left the cell to the others.
  std::optional<SourceLocation> since() const {
    if (count_ == 0 || is_far()) return std::nullopt;
    return std::bit_cast<SourceLocation>(static_cast<uintptr_t>(std::bit_cast<uint64_t>(*this) >> count_bits));
  }

  // The steps of borrow_flag.h. The usual ones are spelled out, so that a borrow costs no more than Rust's.
  [[nodiscard]] bool share(const SourceLocation& at) {
    if (count_ == 0) [[likely]] {
      begin(1, at);
      return true;
    }
    return share_again();
  }
  [[nodiscard]] bool acquire(const SourceLocation& at) {
    if (count_ != 0) return false;
    begin(-1, at);
    return true;
  }
  [[nodiscard]] bool share_again() {
    if (count_ <= 0 || count_ >= INT16_MAX - 1) [[unlikely]]
      return far_step<borrow_flag::share_again>();
    ++count_;
    return true;
  }
  [[nodiscard]] bool split() {
    if (count_ >= 0 || count_ <= INT16_MIN + 1) [[unlikely]]
      return far_step<borrow_flag::split>();
    --count_;
    return true;
  }
  void end_shared() {
    if (count_ == INT16_MAX) [[unlikely]]
      far_step<borrow_flag::release_shared>();
    else --count_;
  }
  void end_exclusive() {
    if (count_ == -1) [[likely]]
      put(0, 0);  // one store, which waits for nothing
    else if (count_ == INT16_MIN) far_step<borrow_flag::release_exclusive>();
    else ++count_;
  }

 private:
  static_assert(std::endian::native == std::endian::little && sizeof(SourceLocation) == sizeof(uintptr_t));
  static constexpr int count_bits = 16;
  // The largest and the smallest count stand for those that do not fit; the count is then in the upper bits.
  constexpr bool is_far() const { return count_ == INT16_MAX || count_ == INT16_MIN; }
  constexpr int64_t count() const { return is_far() ? std::bit_cast<int64_t>(*this) >> count_bits : count_; }
  void begin(int16_t count, const SourceLocation& at) { put(uint64_t{std::bit_cast<uintptr_t>(at)} << count_bits, count); }
  void put(uint64_t upper, int16_t count) {
    const uint64_t word = upper | static_cast<uint16_t>(count);
    std::memcpy(static_cast<void*>(this), &word, sizeof word);
  }
  template <auto step>
  BORROWLAB_COLD bool far_step() {
    int64_t now = count();
    if (!step(now)) return false;
    put(static_cast<uint64_t>(now) << count_bits, now == 0 ? 0 : now > 0 ? INT16_MAX : INT16_MIN);
    return true;
  }

  int16_t count_ = 0;
  uint16_t upper_[3] = {};
};

#else

// Where a place does not fit beside a count, or every guard remembers its own: the flag alone.
class BorrowWord {
 public:
  constexpr bool is_free() const { return flag_.is_free(); }
  constexpr bool is_exclusive() const { return flag_.is_exclusive(); }
  constexpr BorrowFlag flag() const { return flag_; }
  static constexpr std::optional<SourceLocation> since() { return std::nullopt; }

  [[nodiscard]] bool share(const SourceLocation&) { return flag_.share(); }
  [[nodiscard]] bool acquire(const SourceLocation&) { return flag_.acquire(); }
  [[nodiscard]] bool share_again() { return flag_.share_again(); }
  [[nodiscard]] bool split() { return flag_.split(); }
  void end_shared() { flag_.end_shared(); }
  void end_exclusive() { flag_.end_exclusive(); }

 private:
  BorrowFlag flag_;
};

#endif

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
