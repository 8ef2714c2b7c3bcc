// Data races: accesses of the same bytes by two threads, of which neither comes before the other, and one of which writes and one of
// which is not atomic. Found by vector clocks, after FastTrack (Flanagan and Freund, PLDI 2009) and Miri's concurrency/data_race.rs;
// what orders threads is C++20's happens-before. Nothing is kept before a second thread begins.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace borrowlab::vm {

// As declared by sync::atomic::Ordering.
enum class Order : uint8_t { relaxed, release, acquire, acq_rel, seq_cst };

class Races {
 public:
  enum class Kind : uint8_t { read, write, deallocation, atomic_load, atomic_store, atomic_rmw };
  struct Access {  // by a thread, at a place that means something to the caller
    uint32_t thread = 0;
    Kind kind = Kind::read;
    uint64_t place = 0;
  };

  // Threads are numbered from 0 in the order of their start.
  bool active() const { return clocks_.size() > 1; }
  void spawned(uint32_t parent, uint32_t child);
  // `waiter` has seen that `ended` is over.
  void joined(uint32_t waiter, uint32_t ended);
  // What `thread` does next comes after everything so far, whoever did it.
  bool alone(uint32_t thread) const;
  void reset();

  // Whether an access like this by this thread, since it last met others, is on record: then there is nothing to find.
  bool known(uint32_t thread, uint64_t address, uint64_t size, Kind kind) const;
  // An access: what it races with. It is on record from now on.
  std::optional<Access> access(const Access& access, uint64_t address, uint64_t size);
  // The memory is given back.
  void forget(uint64_t address, uint64_t size);

  // The order that atomic operations and fences bring, on top of `access`.
  void loaded(uint32_t thread, uint64_t address, Order order);
  void stored(uint32_t thread, uint64_t address, Order order, bool modified = false);  // modified: by a read-modify-write
  void fence(uint32_t thread, Order order);

 private:
  using Clock = std::vector<uint32_t>;  // by thread
  struct Thread {
    Clock now, fence_release, fence_acquire;
  };
  struct Entry {
    uint64_t place = 0;
    uint32_t clock = 0, next = 0;
    uint16_t thread = 0;
    uint8_t bytes = 0;  // of the word, a bit each
    Kind kind = Kind::read;
  };
  static constexpr size_t most_entries = 1U << 21;
  using Page = std::vector<uint32_t>;  // the first entry of each word; 0: none
  static constexpr uint64_t page_words = 512;

  static uint32_t at(const Clock& c, uint32_t thread) { return thread < c.size() ? c[thread] : 0; }
  static void join(Clock& into, const Clock& other);
  void tick(uint32_t thread) { ++clocks_[thread].now[thread]; }
  uint32_t* first(uint64_t word, bool make);
  uint32_t first(uint64_t word) const;
  template <class F>
  static bool each_word(uint64_t address, uint64_t size, F&& f);

  std::vector<Thread> clocks_;
  std::unordered_map<uint64_t, Clock> released_;  // by atomic
  std::vector<std::unique_ptr<Page>> pages_;
  std::vector<Entry> entries_;
  uint32_t free_ = 0;
};

}  // namespace borrowlab::vm
