// Poisoning: a lock whose guard ends while an exception flies past remembers it, because the value may be half changed.
// After Rust 1.95's std::sync::poison.
#pragma once
#include <atomic>
#include <exception>
#include <optional>
#include <utility>

#include "cell/result.h"
#if defined(__linux__) && BORROWLAB_CELL_UNWIND
#include <cxxabi.h>
#endif

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

#if !BORROWLAB_CELL_UNWIND
inline constexpr bool is_unwinding() { return false; }
#elif defined(__linux__)
// What std::uncaught_exceptions() gives, without its two calls: the Itanium C++ ABI says where the count is (2.2.2, __cxa_eh_globals).
struct EhGlobals {
  void* caught_exceptions;
  unsigned uncaught_exceptions;
};
inline constinit thread_local const EhGlobals* eh_globals = nullptr;
inline const EhGlobals* this_threads_exceptions() {
  if (eh_globals == nullptr) [[unlikely]]
    eh_globals = reinterpret_cast<const EhGlobals*>(abi::__cxa_get_globals());
  return eh_globals;
}
inline bool is_unwinding() { return this_threads_exceptions()->uncaught_exceptions != 0; }
#else
inline bool is_unwinding() { return std::uncaught_exceptions() != 0; }
#endif

// Tells at the end of a guard whether an exception flies that did not fly when the guard was made.
class UnwindWatch {
 public:
#if defined(__linux__) && BORROWLAB_CELL_UNWIND
  UnwindWatch() : watched_(this_threads_exceptions()) {
    if (watched_->uncaught_exceptions != 0) [[unlikely]]
      watched_ = nullptr;
  }
  bool has_begun() const { return watched_ != nullptr && watched_->uncaught_exceptions != 0; }

 private:
  const EhGlobals* watched_;  // null where an exception flew already; a guard does not change its thread
#else
  bool has_begun() const { return !already_ && is_unwinding(); }

 private:
  bool already_ = is_unwinding();
#endif
};

}  // namespace detail

// Rust's thread::panicking(): is this thread unwinding?
inline bool panicking() { return detail::is_unwinding(); }

// What a poisoned lock gives: the guard all the same, to be taken by those who know what they do.
template <class T>
class PoisonError {
 public:
  explicit PoisonError(T data) : data_(std::move(data)) {}
  T into_inner() && { return std::move(data_); }
  const T& get_ref() const BORROWLAB_LIFETIMEBOUND { return data_; }
  T& get_mut() BORROWLAB_LIFETIMEBOUND { return data_; }
  static constexpr const char* message() { return "poisoned lock: another task failed inside"; }

  template <class Out>
  friend Out& operator<<(Out& out, const PoisonError&) {
    out << "PoisonError { .. }";
    return out;
  }

 private:
  T data_;
};

// Why a try_ function gave no guard: the lock is poisoned (and here is the guard), or another has it.
template <class T>
class TryLockError {
 public:
  TryLockError(PoisonError<T> poisoned) : poisoned_(std::move(poisoned)) {}  // NOLINT(google-explicit-constructor): Rust's From
  static TryLockError would_block() { return TryLockError(); }

  bool is_would_block() const { return !poisoned_.has_value(); }
  PoisonError<T>* poisoned() BORROWLAB_LIFETIMEBOUND { return poisoned_ ? &*poisoned_ : nullptr; }
  const char* message() const { return poisoned_ ? PoisonError<T>::message() : "try_lock failed because the operation would block"; }

  template <class Out>
  friend Out& operator<<(Out& out, const TryLockError& error) {
    out << (error.is_would_block() ? "\"WouldBlock\"" : "\"Poisoned(..)\"");  // quoted: Rust takes the Debug of a string
    return out;
  }

 private:
  TryLockError() = default;
  std::optional<PoisonError<T>> poisoned_;
};

template <class T>
using LockResult = Result<T, PoisonError<T>>;
template <class T>
using TryLockResult = Result<T, TryLockError<T>>;

template <class T>
struct auto_traits<PoisonError<T>> : detail::Owns<T> {};
template <class T>
struct auto_traits<TryLockError<T>> : detail::Owns<T> {};

namespace detail {

class PoisonFlag {
 public:
  constexpr PoisonFlag() = default;
  constexpr explicit PoisonFlag(bool failed) : failed_(failed) {}
  bool get() const { return failed_.load(std::memory_order_relaxed); }
  void set(bool failed) const { failed_.store(failed, std::memory_order_relaxed); }
  // An exclusive guard ends.
  void done(const UnwindWatch& watch) const {
    if (watch.has_begun()) [[unlikely]]
      set(true);
  }
  template <class Guard>
  LockResult<Guard> wrap(Guard guard) const {
    if (get()) [[unlikely]]
      return LockResult<Guard>::err(PoisonError<Guard>(std::move(guard)));
    return LockResult<Guard>::ok(std::move(guard));
  }
  template <class Guard>
  TryLockResult<Guard> try_wrap(Guard guard) const {
    if (get()) return TryLockResult<Guard>::err(PoisonError<Guard>(std::move(guard)));
    return TryLockResult<Guard>::ok(std::move(guard));
  }

 private:
  mutable std::atomic<bool> failed_{false};
};

}  // namespace detail

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
