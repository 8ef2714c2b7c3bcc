// What Mutex and RwLock have in common: a value behind a raw lock, poisoned where a writer's guard ends while an exception flies past,
// and not to be destroyed, moved or consumed while a guard lives.
#pragma once
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

#include "cell/lock_places.h"
#include "cell/poison.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

class Condvar;
template <class T, class Mode>
class LockGuard;

namespace detail {

// Raw: the lock alone; its `name` is Rust's for the whole, and holders() says who holds it ("1 guard"), or null.
template <class Raw, class T>
class Lock {
 public:
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  bool is_poisoned() const { return poison_.get(); }
  void clear_poison() const { poison_.set(false); }
  LockResult<T> into_inner(SourceLocation at = SourceLocation::current()) && {
    return poison_.wrap(std::move(unlocked("consumed", &at).value_));
  }
  LockResult<T*> get_mut(SourceLocation at = SourceLocation::current()) BORROWLAB_LIFETIMEBOUND {
    return poison_.wrap(std::addressof(unlocked("borrowed whole", &at).value_));
  }

 protected:
  template <class, class>
  friend class borrowlab::cell::LockGuard;
  friend class borrowlab::cell::Condvar;

  constexpr explicit Lock(SourceLocation at) : places_(at), value_() {}
  constexpr Lock(T value, SourceLocation at) : places_(at), value_(std::move(value)) {}
  Lock(Lock&& other, SourceLocation at) noexcept(std::is_nothrow_move_constructible_v<T>)
      : poison_(other.unlocked("moved", &at).poison_.get()), places_(at), value_(std::move(other.value_)) {}
  Lock& operator=(Lock&& other) noexcept(std::is_nothrow_move_assignable_v<T>) {
    unlocked("assigned to");
    value_ = std::move(other.unlocked("moved").value_);
    poison_.set(other.poison_.get());
    return *this;
  }
  ~Lock() { unlocked("destroyed"); }

  // Guards of a lock that was just taken; and, from a try_ function, only where it was.
  template <class Guard>
  LockResult<Guard> taken(SourceLocation at) const {
    places_.taken(at);
    return poison_.wrap(Guard(*this));
  }
  template <class Guard>
  TryLockResult<Guard> taken_if(bool locked, SourceLocation at) const {
    if (!locked) return TryLockResult<Guard>::err(TryLockError<Guard>::would_block());
    places_.taken(at);
    return poison_.try_wrap(Guard(*this));
  }
  // As Rust's {:?} does: Mutex { data: 5, poisoned: false, .. }
  template <class Out, class Guard>
  void print(Out& out, TryLockResult<Guard> attempt, const char* otherwise) const {
    out << Raw::name << " { data: ";
    if (auto* guard = attempt.value()) out << **guard;
    else if (auto* poisoned = attempt.error()->poisoned()) out << *poisoned->get_ref();
    else out << otherwise;
    out << ", poisoned: " << (is_poisoned() ? "true" : "false") << ", .. }";
  }

  Lock& unlocked(const char* done, const SourceLocation* at = nullptr) noexcept {
    if (const char* holders = raw_.holders()) [[unlikely]]
      fatal_locked(Raw::name, done, holders, this, places_, at);
    return *this;
  }

  mutable Raw raw_;
  PoisonFlag poison_;
  BORROWLAB_NO_UNIQUE_ADDRESS LockPlaces places_;
  BORROWLAB_NO_UNIQUE_ADDRESS mutable T value_;
};

}  // namespace detail

// While it lives, the lock is held as Mode says: `Raw`, the lock; `writes`; `unlock`. It must end on the thread that made it.
template <class T, class Mode>
class [[nodiscard]] BORROWLAB_GUARD_OF(T) LockGuard {
  using Locked = detail::Lock<typename Mode::Raw, T>;
  using Value = std::conditional_t<Mode::writes, T, const T>;

 public:
  using acts_as_value = void;
  LockGuard(LockGuard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)), watch_(other.watch_) {}
  LockGuard& operator=(LockGuard&& other) noexcept {
    if (this != &other) {
      unlock();
      lock_ = std::exchange(other.lock_, nullptr);
      watch_ = other.watch_;
    }
    return *this;
  }
  ~LockGuard() { unlock(); }

  Value& operator*() const BORROWLAB_LIFETIMEBOUND { return lock_->value_; }
  Value* operator->() const BORROWLAB_LIFETIMEBOUND { return std::addressof(lock_->value_); }

  // Goes on as a reader; no writer comes between.
  static auto downgrade(LockGuard self) requires requires { typename Mode::Downgraded; }
  {
    const Locked& lock = *std::exchange(self.lock_, nullptr);
    lock.raw_.downgrade();
    return LockGuard<T, typename Mode::Downgraded>(lock);
  }

 private:
  template <class, class>
  friend class LockGuard;
  friend Locked;
  friend class Condvar;
  struct Unwatched {};  // readers do not poison

  explicit LockGuard(const Locked& lock) : lock_(&lock) {}
  void unlock() noexcept {
    if (lock_ == nullptr) return;
    if constexpr (Mode::writes) lock_->poison_.done(watch_);
    Mode::unlock(lock_->raw_);
    lock_ = nullptr;
  }
  mutable const Locked* lock_;  // mutable: see config.h
  BORROWLAB_NO_UNIQUE_ADDRESS std::conditional_t<Mode::writes, detail::UnwindWatch, Unwatched> watch_;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
