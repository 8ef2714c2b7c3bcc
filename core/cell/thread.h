// Scoped threads: they may borrow what outlives the scope, because the scope ends when they have ended. After Rust 1.95's
// std::thread::scope. Spawning asks for Send, so that what is not made for threads does not get there.
#pragma once
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cell/mutex.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::thread {

// What a scoped thread leaves behind: its result, or what it threw.
template <class T>
using JoinResult = Result<T, std::exception_ptr>;

namespace detail {

// How an argument gets to a thread: a variable by shared reference, std::ref by mutable reference, anything else by moving.
template <class Argument>
struct Passed {
  using type = Argument;  // an rvalue's type
  static constexpr bool is_shared = false;
  static constexpr bool may_cross = is_send_v<Argument>;
};
template <class T>
struct Passed<T&> {
  using type = const T&;
  static constexpr bool is_shared = true;
  static constexpr bool may_cross = is_sync_v<T>;
};
template <class T>
struct Passed<std::reference_wrapper<T>> {
  using type = T&;
  static constexpr bool is_shared = true;
  static constexpr bool may_cross = is_send_v<std::reference_wrapper<T>>;
};
template <class T>
struct Passed<std::reference_wrapper<T>&> : Passed<std::reference_wrapper<T>> {};
template <class T>
struct Passed<const std::reference_wrapper<T>&> : Passed<std::reference_wrapper<T>> {};

// The complaints name the type by their own template argument.
template <class Argument, bool ok = Passed<Argument>::may_cross>
struct ArgumentCrosses {
  static_assert(
      ok || Passed<Argument>::is_shared,
      "this argument cannot be sent between threads safely: is_send_v of it is false (Rc, Ref, RefMut, MutexGuard and raw pointers "
      "are not Send; Arc is)");
  static_assert(
      ok || !Passed<Argument>::is_shared,
      "this argument cannot be shared between threads safely: is_sync_v of it is false (Cell, RefCell, OnceCell and Rc are not Sync: "
      "their borrow flags and counts are not atomic; Mutex, RwLock, OnceLock and Arc are)");
  static constexpr bool value = ok;
};
template <class F>
struct FunctionCrosses {
  static_assert(is_send_v<F>,
                "this function cannot be sent between threads safely: C++ does not tell what a lambda has captured, or it is not Send; "
                "capture nothing, and hand what it uses to spawn as arguments");
  static constexpr bool value = is_send_v<F>;
};
template <class T>
struct ResultCrosses {
  static_assert(is_send_v<T>, "this result cannot be sent between threads safely: is_send_v of it is false");
  static constexpr bool value = is_send_v<T>;
};

// What a thread and those who wait for it share. The scope and a handle may wait at the same time.
template <class T>
class Packet {
 public:
  template <class F>
  void start(F&& f) {
    os_ = std::thread(std::forward<F>(f));
    id_ = os_.get_id();
  }
  // Called by the thread, last.
  void finish(JoinResult<T> result) {
    result_.emplace(std::move(result));
    finished_.store(true, std::memory_order_release);
  }
  bool is_finished() const { return finished_.load(std::memory_order_acquire); }
  std::thread::id id() const { return id_; }
  JoinResult<T> join() {
    const std::lock_guard lock(joining_);
    wait();
    JoinResult<T> result = std::move(*result_);
    result_.reset();
    return result;
  }
  // Waits; whether the thread threw and nobody has asked.
  bool join_unasked() {
    const std::lock_guard lock(joining_);
    wait();
    return result_.has_value() && result_->is_err();
  }

 private:
  void wait() {
    if (os_.joinable()) os_.join();
  }
  std::thread os_;
  std::thread::id id_;
  std::atomic<bool> finished_ = false;
  std::mutex joining_;
  std::optional<JoinResult<T>> result_;
};

}  // namespace detail

template <class T>
class ScopedJoinHandle {
 public:
  ScopedJoinHandle(ScopedJoinHandle&&) = default;
  ScopedJoinHandle& operator=(ScopedJoinHandle&&) = default;

  std::thread::id thread() const { return packet_->id(); }
  // Waits for the thread. What it threw is then this caller's matter, and no longer the scope's.
  JoinResult<T> join() && { return packet_->join(); }
  bool is_finished() const { return packet_->is_finished(); }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const ScopedJoinHandle&) {
    out << "ScopedJoinHandle { .. }";
    return out;
  }

 private:
  friend class Scope;
  explicit ScopedJoinHandle(std::shared_ptr<detail::Packet<T>> packet) : packet_(std::move(packet)) {}
  std::shared_ptr<detail::Packet<T>> packet_;
};

// Calls f (const Scope& -> T) with a Scope, waits for all threads that were started in it, and returns what f returned. Panics where a
// thread threw and nobody joined it.
template <class F>
auto scope(F&& f, SourceLocation at = SourceLocation::current());

class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() { join_all(); }

  // Starts a thread that calls f with the arguments. A variable is passed as a const reference and must be Sync; std::ref(variable) as a
  // reference, whose T must be Send and Sync; anything else is moved and must be Send. f captures nothing, or is vouched for (auto_traits).
  template <class F, class... Arguments>
  auto spawn(F&& f, Arguments&&... arguments) const {
    using Function = std::decay_t<F>;
    using Returned = std::decay_t<std::invoke_result_t<Function, typename detail::Passed<Arguments>::type...>>;
    using T = std::conditional_t<std::is_void_v<Returned>, Unit, Returned>;
    static_assert(detail::FunctionCrosses<Function>::value && (detail::ArgumentCrosses<Arguments>::value && ...) &&
                  detail::ResultCrosses<T>::value);
    auto packet = std::make_shared<detail::Packet<T>>();
    using Held = std::tuple<typename detail::Passed<Arguments>::type...>;
    packet->start([packet = packet.get(), f = Function(std::forward<F>(f)), held = Held(std::forward<Arguments>(arguments)...)]() mutable {
      packet->finish(run<T>(f, held));
    });
    threads_.lock().unwrap()->push_back({packet, [](void* p) { return static_cast<detail::Packet<T>*>(p)->join_unasked(); }});
    return ScopedJoinHandle<T>(std::move(packet));
  }

 private:
  template <class F>
  friend auto scope(F&& f, SourceLocation at);
  Scope() = default;

  template <class T, class F, class Held>
  static JoinResult<T> run(F& f, Held& held) {
    const auto call = [&]() -> T {
      // The thread's own copies end with the call, as a Rust closure's captures do.
      auto own = std::move(held);
      if constexpr (std::is_void_v<decltype(std::apply(std::move(f), std::move(own)))>) {
        std::apply(std::move(f), std::move(own));
        return T();
      } else {
        return std::apply(std::move(f), std::move(own));
      }
    };
#if BORROWLAB_CELL_UNWIND
    try {
      return JoinResult<T>::ok(call());
    } catch (...) {
      return JoinResult<T>::err(std::current_exception());
    }
#else
    return JoinResult<T>::ok(call());
#endif
  }

  struct Entry {
    std::shared_ptr<void> packet;
    bool (*join)(void* packet);  // whether the thread threw and nobody has asked
  };
  // Threads may start others while they are waited for. Whether any threw unasked.
  bool join_all() const {
    bool threw = false;
    for (;;) {
      std::vector<Entry> now = std::exchange(*threads_.lock().unwrap(), {});
      if (now.empty()) return threw;
      for (const Entry& each : now) threw = each.join(each.packet.get()) || threw;
    }
  }

  Mutex<std::vector<Entry>> threads_;
};

template <class F>
auto scope(F&& f, SourceLocation at) {
  const Scope threads;
  using T = std::invoke_result_t<F, const Scope&>;
  const auto end = [&] {
    if (threads.join_all()) panic("a scoped thread panicked", at);
  };
  if constexpr (std::is_void_v<T>) {
    std::invoke(std::forward<F>(f), threads);
    end();
  } else {
    T result = std::invoke(std::forward<F>(f), threads);
    end();
    return result;
  }
}

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::thread

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// Threads are started in a scope from anywhere; their handles guard their results.
template <>
struct auto_traits<thread::Scope> : detail::Owns<> {};
template <class T>
struct auto_traits<thread::ScopedJoinHandle<T>> : detail::Owns<> {};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
