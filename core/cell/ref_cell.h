// RefCell<T>: a value whose borrows are counted at run time, many readers or one writer. After Rust 1.95's std::cell::RefCell:
// its methods, its panics with its messages, and its Debug text. Not for threads.
//
// What Rust's compiler rules out ends the program here with a message: a cell that is moved, destroyed, consumed or
// borrowed as a whole (get_mut) while a guard of it lives.
#pragma once
#include <compare>
#include <concepts>
#include <functional>
#include <memory>
#include <utility>

#include "cell/guards.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T>
class RefCell {
 public:
  constexpr RefCell(SourceLocation at = SourceLocation::current()) requires std::default_initializable<T> : state_(at), value_() {}
  constexpr RefCell(T value, SourceLocation at = SourceLocation::current())  // NOLINT(google-explicit-constructor): Rust's From<T>
      : state_(at), value_(std::move(value)) {}
  RefCell(RefCell&& other, SourceLocation at = SourceLocation::current()) noexcept(std::is_nothrow_move_constructible_v<T>)
      : state_(at), value_(std::move(other.unguarded("moved", &at).value_)) {}
  RefCell& operator=(RefCell&& other) noexcept(std::is_nothrow_move_assignable_v<T>) {
    unguarded("assigned to");
    value_ = std::move(other.unguarded("moved").value_);
    return *this;
  }
  RefCell(const RefCell&) = delete;  // copies are asked for by name: clone()
  RefCell& operator=(const RefCell&) = delete;
  ~RefCell() { unguarded("destroyed"); }

  // Panics while there is a writer.
  Ref<T> borrow(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    if (!state_.word.share(at)) [[unlikely]]
      refuse<BorrowError>(at);
    return Ref<T>(std::addressof(value_), BorrowShare<false>(state_, at));
  }
  // Panics while there is a reader or a writer.
  RefMut<T> borrow_mut(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    if (!state_.word.acquire(at)) [[unlikely]]
      refuse<BorrowMutError>(at);
    return RefMut<T>(std::addressof(value_), BorrowShare<true>(state_, at));
  }
  Result<Ref<T>, BorrowError> try_borrow(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    using R = Result<Ref<T>, BorrowError>;
    if (!state_.word.share(at)) return R::err(BorrowError(state_));
    return R::ok(Ref<T>(std::addressof(value_), BorrowShare<false>(state_, at)));
  }
  Result<RefMut<T>, BorrowMutError> try_borrow_mut(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    using R = Result<RefMut<T>, BorrowMutError>;
    if (!state_.word.acquire(at)) return R::err(BorrowMutError(state_));
    return R::ok(RefMut<T>(std::addressof(value_), BorrowShare<true>(state_, at)));
  }
  // The value without a guard (unsafe in Rust): good until the next writer.
  Result<const T*, BorrowError> try_borrow_unguarded() const BORROWLAB_LIFETIMEBOUND {
    using R = Result<const T*, BorrowError>;
    if (state_.word.is_exclusive()) return R::err(BorrowError(state_));
    return R::ok(std::addressof(value_));
  }

  // These four borrow exclusively for as long as they run, and panic as borrow_mut does.
  T replace(T value, SourceLocation at = SourceLocation::current()) const {
    const auto guard = borrow_mut(at);
    return std::exchange(*guard, std::move(value));
  }
  // f: T& -> T, the new value.
  template <class F>
  T replace_with(F&& f, SourceLocation at = SourceLocation::current()) const {
    const auto guard = borrow_mut(at);
    T fresh = std::invoke(std::forward<F>(f), *guard);
    return std::exchange(*guard, std::move(fresh));
  }
  T take(SourceLocation at = SourceLocation::current()) const requires std::default_initializable<T> { return replace(T(), at); }
  // Panics also where `other` is this cell.
  void swap(const RefCell& other, SourceLocation at = SourceLocation::current()) const {
    const auto mine = borrow_mut(at);
    const auto theirs = other.borrow_mut(at);
    T held = std::move(*mine);
    *mine = std::move(*theirs);
    *theirs = std::move(held);
  }

  T into_inner(SourceLocation at = SourceLocation::current()) && { return std::move(unguarded("consumed", &at).value_); }
  T& get_mut(SourceLocation at = SourceLocation::current()) BORROWLAB_LIFETIMEBOUND { return unguarded("borrowed whole", &at).value_; }
  T* as_ptr() const BORROWLAB_LIFETIMEBOUND { return std::addressof(value_); }
  // Panics while there is a writer.
  RefCell clone(SourceLocation at = SourceLocation::current()) const requires std::copy_constructible<T> {
    return RefCell(T(*borrow(at)), at);
  }

  // How the cell is borrowed right now, for views and tests.
  BorrowFlag flag() const { return state_.word.flag(); }

  // Comparisons panic while either cell has a writer.
  friend bool operator==(const RefCell& a, const RefCell& b) requires std::equality_comparable<T> { return *a.borrow() == *b.borrow(); }
  friend auto operator<=>(const RefCell& a, const RefCell& b) requires requires(const T& v) { v <=> v; }
  { return *a.borrow() <=> *b.borrow(); }
  // As Rust's {:?} does: RefCell { value: 5 }, or RefCell { value: <borrowed> } while there is a writer.
  template <class Out>
  friend Out& operator<<(Out& out, const RefCell& cell) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    auto guard = cell.try_borrow();
    out << "RefCell { value: ";
    if (auto* value = guard.value()) out << **value;
    else out << "<borrowed>";
    out << " }";
    return out;
  }

 private:
  template <class Error>
  [[noreturn]] BORROWLAB_COLD void refuse(SourceLocation at) const {
    panic(Error(state_).message(), at);
  }
  RefCell& unguarded(const char* done, const SourceLocation* at = nullptr) noexcept {
    state_.must_be_free(done, at);
    return *this;
  }

  mutable BorrowState state_;
  BORROWLAB_NO_UNIQUE_ADDRESS mutable T value_;
};

template <class T>
struct auto_traits<RefCell<T>> {
  using send = All<Send<T>>;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
