// Mutex<T>: a value that one thread at a time may use. After Rust 1.95's std::sync::Mutex and its futex.
#pragma once
#include <concepts>
#include <memory>
#include <utility>

#include "cell/futex.h"
#include "cell/lock_places.h"
#include "cell/poison.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

// The lock alone: 0 free, 1 locked, 2 locked and waited for.
class RawMutex {
 public:
  bool try_lock() {
    uint32_t state = unlocked;
    return futex_.compare_exchange_strong(state, locked, std::memory_order_acquire, std::memory_order_relaxed);
  }
  void lock() {
    if (!try_lock()) [[unlikely]]
      lock_contended();
  }
  void unlock() {
    // Wakes one: when it locks, it marks the lock as waited for, so that others are woken in turn.
    if (futex_.exchange(unlocked, std::memory_order_release) == contended) [[unlikely]]
      futex_wake(futex_);
  }
  bool is_locked() const { return futex_.load(std::memory_order_relaxed) != unlocked; }

 private:
  static constexpr uint32_t unlocked = 0, locked = 1, contended = 2;

  BORROWLAB_COLD void lock_contended() {
    const auto spin = [this] { return spin_until(futex_, [](uint32_t s) { return s != locked; }); };
    uint32_t state = spin();
    if (state == unlocked && futex_.compare_exchange_strong(state, locked, std::memory_order_acquire, std::memory_order_relaxed)) return;
    for (;;) {
      if (state != contended && futex_.exchange(contended, std::memory_order_acquire) == unlocked) return;
      futex_wait(futex_, contended);
      state = spin();
    }
  }

  Futex futex_{unlocked};
};

}  // namespace detail

template <class T>
class Mutex;
class Condvar;

// While it lives, the mutex is locked. It must end on the thread that made it.
template <class T>
class [[nodiscard]] BORROWLAB_GUARD_OF(T) MutexGuard {
 public:
  MutexGuard(MutexGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)), watch_(other.watch_) {}
  MutexGuard& operator=(MutexGuard&& other) noexcept {
    if (this != &other) {
      unlock();
      lock_ = std::exchange(other.lock_, nullptr);
      watch_ = other.watch_;
    }
    return *this;
  }
  ~MutexGuard() { unlock(); }

  T& operator*() const BORROWLAB_LIFETIMEBOUND { return lock_->value_; }
  T* operator->() const BORROWLAB_LIFETIMEBOUND { return std::addressof(lock_->value_); }

  template <class Out>
  friend Out& operator<<(Out& out, const MutexGuard& guard) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << *guard;
    return out;
  }

 private:
  friend class Mutex<T>;
  friend class Condvar;
  explicit MutexGuard(const Mutex<T>& lock) : lock_(&lock) {}
  void unlock() noexcept {
    if (lock_ == nullptr) return;
    lock_->poison_.done(watch_);
    lock_->raw_.unlock();
    lock_ = nullptr;
  }
  mutable const Mutex<T>* lock_;  // mutable: see config.h
  detail::UnwindWatch watch_;
};

template <class T>
class Mutex {
 public:
  constexpr Mutex(SourceLocation at = SourceLocation::current()) requires std::default_initializable<T> : places_(at), value_() {}
  constexpr Mutex(T value, SourceLocation at = SourceLocation::current())  // NOLINT(google-explicit-constructor): Rust's From<T>
      : places_(at), value_(std::move(value)) {}
  Mutex(Mutex&& other, SourceLocation at = SourceLocation::current()) noexcept(std::is_nothrow_move_constructible_v<T>)
      : poison_(other.unlocked("moved", &at).poison_.get()), places_(at), value_(std::move(other.value_)) {}
  Mutex& operator=(Mutex&& other) noexcept(std::is_nothrow_move_assignable_v<T>) {
    unlocked("assigned to");
    value_ = std::move(other.unlocked("moved").value_);
    poison_.set(other.poison_.get());
    return *this;
  }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  ~Mutex() { unlocked("destroyed"); }

  // Waits for the lock. The error, where the mutex is poisoned, holds the guard all the same. A thread that has the lock waits for ever.
  LockResult<MutexGuard<T>> lock(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    raw_.lock();
    places_.taken(at);
    return poison_.wrap(MutexGuard<T>(*this));
  }
  TryLockResult<MutexGuard<T>> try_lock(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    using R = TryLockResult<MutexGuard<T>>;
    if (!raw_.try_lock()) return R::err(TryLockError<MutexGuard<T>>::would_block());
    places_.taken(at);
    return poison_.try_wrap(MutexGuard<T>(*this));
  }
  bool is_poisoned() const { return poison_.get(); }
  void clear_poison() const { poison_.set(false); }
  LockResult<T> into_inner(SourceLocation at = SourceLocation::current()) && {
    return poison_.wrap(std::move(unlocked("consumed", &at).value_));
  }
  LockResult<T*> get_mut(SourceLocation at = SourceLocation::current()) BORROWLAB_LIFETIMEBOUND {
    return poison_.wrap(std::addressof(unlocked("borrowed whole", &at).value_));
  }

  // As Rust's {:?} does: Mutex { data: 5, poisoned: false, .. }, with "<locked>" for the data where another has the lock.
  template <class Out>
  friend Out& operator<<(Out& out, const Mutex& mutex) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "Mutex { data: ";
    auto attempt = mutex.try_lock();
    if (auto* guard = attempt.value()) out << **guard;
    else if (auto* poisoned = attempt.error()->poisoned()) out << *poisoned->get_ref();
    else out << "\"<locked>\"";
    out << ", poisoned: " << (mutex.is_poisoned() ? "true" : "false") << ", .. }";
    return out;
  }

 private:
  friend class MutexGuard<T>;
  friend class Condvar;
  Mutex& unlocked(const char* done, const SourceLocation* at = nullptr) noexcept {
    if (raw_.is_locked()) [[unlikely]]
      detail::fatal_locked("Mutex", done, "1 guard", this, places_, at);
    return *this;
  }

  mutable detail::RawMutex raw_;
  detail::PoisonFlag poison_;
  BORROWLAB_NO_UNIQUE_ADDRESS detail::LockPlaces places_;
  BORROWLAB_NO_UNIQUE_ADDRESS mutable T value_;
};

template <class T>
struct auto_traits<Mutex<T>> {
  using send = All<Send<T>>;
  using sync = All<Send<T>>;
};
template <class T>
struct auto_traits<MutexGuard<T>> {
  using send = Never;
  using sync = All<Sync<T>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
