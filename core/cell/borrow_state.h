// What a RefCell keeps beside its value, and a guard beside its pointer: the flag, and in a build that tracks borrows the places.
#pragma once
#include <cstdint>
#include <string>
#include <utility>

#include "cell/borrow_word.h"
#include "cell/places.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

class BorrowState;

#if BORROWLAB_CELL_TRACKED
// A guard's entry in its cell's list of active borrows, oldest first.
class BorrowRecord {
 public:
  explicit BorrowRecord(SourceLocation at) : at_(at) {}
  BorrowRecord(const BorrowRecord&) = delete;
  BorrowRecord& operator=(const BorrowRecord&) = delete;

  const SourceLocation& at() const { return at_; }
  inline void enter(BorrowState& state);
  inline void leave(BorrowState& state);
  // The guard moved: this entry takes the place of the other one.
  inline void replace(BorrowRecord& other, BorrowState& state);

 private:
  friend class BorrowState;
  SourceLocation at_;
  BorrowRecord* previous_ = nullptr;
  BorrowRecord* next_ = nullptr;
};
#else
class BorrowRecord {
 public:
  constexpr explicit BorrowRecord(SourceLocation) {}
  static constexpr SourceLocation at() { return {}; }
  static constexpr void enter(BorrowState&) {}
  static constexpr void leave(BorrowState&) {}
  static constexpr void replace(BorrowRecord&, BorrowState&) {}
};
#endif

class BorrowState {
 public:
  constexpr explicit BorrowState(SourceLocation made) : made_(made) {}
  BorrowState(const BorrowState&) = delete;
  BorrowState& operator=(const BorrowState&) = delete;

  BorrowWord word;
#if BORROWLAB_CELL_TRACKED
  SourceLocation earliest() const { return first_ == nullptr ? SourceLocation{} : first_->at(); }
#endif

  // Ends the program unless nothing is borrowed: `done` ("moved") happened to the cell, at `at` where that is known.
  void must_be_free(const char* done, const SourceLocation* at = nullptr) const noexcept {
    if (!word.is_free()) [[unlikely]]
      fail(done, at);
  }

 private:
  [[noreturn]] BORROWLAB_COLD void fail(const char* done, const SourceLocation* at) const noexcept {
    const int64_t value = word.flag().value();
    const auto count = [](int64_t n, const char* one) { return std::to_string(n) + " " + one + (n == 1 ? "" : "s"); };
    BrokenPromise broken{
        .type = "RefCell", .done = done, .state = "borrowed", .cell = this, .at = at, .made = made_.get(), .since = word.since()};
    broken.guards = value > 0 ? count(value, "reader") : value == -1 ? "1 writer" : "1 writer in " + count(-value, "part");
#if BORROWLAB_CELL_TRACKED
    for (const BorrowRecord* r = first_; r != nullptr; r = r->next_) broken.taken.push_back(r->at());
#endif
    broken.end_program();
  }

  BORROWLAB_NO_UNIQUE_ADDRESS MadeAt made_;
#if BORROWLAB_CELL_TRACKED
  friend class BorrowRecord;
  BorrowRecord* first_ = nullptr;
  BorrowRecord* last_ = nullptr;
#endif
};

#if BORROWLAB_CELL_TRACKED
inline void BorrowRecord::enter(BorrowState& state) {
  previous_ = std::exchange(state.last_, this);
  (previous_ == nullptr ? state.first_ : previous_->next_) = this;
}
inline void BorrowRecord::leave(BorrowState& state) {
  (previous_ == nullptr ? state.first_ : previous_->next_) = next_;
  (next_ == nullptr ? state.last_ : next_->previous_) = previous_;
}
inline void BorrowRecord::replace(BorrowRecord& other, BorrowState& state) {
  at_ = other.at_;
  previous_ = std::exchange(other.previous_, nullptr);
  next_ = std::exchange(other.next_, nullptr);
  (previous_ == nullptr ? state.first_ : previous_->next_) = this;
  (next_ == nullptr ? state.last_ : next_->previous_) = this;
}
#endif

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
