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

namespace borrowlab::cell {

template <class T>
class RefCell {
 public:
  RefCell() requires std::default_initializable<T> : value_() {}
  RefCell(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): Rust's From<T>
  RefCell(RefCell&& other) : value_(std::move(other.unguarded("RefCell moved while borrowed").value_)) {}
  RefCell& operator=(RefCell&& other) {
    unguarded("RefCell assigned to while borrowed");
    value_ = std::move(other.unguarded("RefCell moved while borrowed").value_);
    return *this;
  }
  RefCell(const RefCell&) = delete;  // copies are asked for by name: clone()
  RefCell& operator=(const RefCell&) = delete;
  ~RefCell() { unguarded("RefCell destroyed while borrowed"); }

  // Panics while there is a writer.
  Ref<T> borrow(SourceLocation at = SourceLocation::current()) const {
    if (!flag_.share()) panic(BorrowError::message(), at);
    return Ref<T>(std::addressof(value_), BorrowShare<false>(flag_));
  }
  // Panics while there is a reader or a writer.
  RefMut<T> borrow_mut(SourceLocation at = SourceLocation::current()) const {
    if (!flag_.acquire()) panic(BorrowMutError::message(), at);
    return RefMut<T>(std::addressof(value_), BorrowShare<true>(flag_));
  }
  Result<Ref<T>, BorrowError> try_borrow() const {
    using R = Result<Ref<T>, BorrowError>;
    if (!flag_.share()) return R::err({});
    return R::ok(Ref<T>(std::addressof(value_), BorrowShare<false>(flag_)));
  }
  Result<RefMut<T>, BorrowMutError> try_borrow_mut() const {
    using R = Result<RefMut<T>, BorrowMutError>;
    if (!flag_.acquire()) return R::err({});
    return R::ok(RefMut<T>(std::addressof(value_), BorrowShare<true>(flag_)));
  }
  // The value without a guard (unsafe in Rust): good until the next writer.
  Result<const T*, BorrowError> try_borrow_unguarded() const {
    using R = Result<const T*, BorrowError>;
    if (flag_.is_exclusive()) return R::err({});
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

  T into_inner() && { return std::move(unguarded("RefCell consumed while borrowed").value_); }
  T& get_mut() { return unguarded("RefCell::get_mut called while borrowed").value_; }
  T* as_ptr() const { return std::addressof(value_); }
  // Panics while there is a writer.
  RefCell clone(SourceLocation at = SourceLocation::current()) const requires std::copy_constructible<T> { return RefCell(T(*borrow(at))); }

  // How the cell is borrowed right now, for views and tests.
  BorrowFlag flag() const { return flag_; }

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
  RefCell& unguarded(const char* otherwise) noexcept {
    if (!flag_.is_free()) fatal(otherwise);
    return *this;
  }

  mutable T value_;
  mutable BorrowFlag flag_;
};

}  // namespace borrowlab::cell
