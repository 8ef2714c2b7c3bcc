// The machine: threads of frames over guest memory, and the loop that executes their instructions.
// After Miri's machine and MiniRust's step functions; dispatch is direct, through computed gotos where the compiler has them.
#pragma once
#include <map>

#include "vm/program.h"
#include "vm/races.h"

namespace borrowlab::vm {

struct Frame {  // what to go back to
  const Ins* ret = nullptr;
  Function* fn = nullptr;
  uint32_t fp = 0;
};

struct Payload {
  uint64_t data = 0, vtable = 0;
};  // a thrown Box<dyn Any + Send>, raw

struct Thread {
  enum class State : uint8_t { runnable, waiting, joining, sleeping, finished };
  uint64_t id = 1;
  std::string name;        // as given to its Builder
  uint32_t constants = 0;  // being evaluated: as if before the run, so that nothing races with it
  State state = State::runnable;
  uint32_t fp = 0, stack_limit = 0;
  uint64_t stack_block = 0;  // of spawned threads: their stack, in the heap
  const Ins* pc = nullptr;
  Function* fn = nullptr;
  std::vector<Frame> frames;
  std::vector<Payload> payloads;  // of the panics in flight
  uint64_t panic_count = 0;
  uint64_t wait_address = 0;                               // waiting; joining: the thread waited for
  uint64_t wake_at = UINT64_MAX;                           // virtual time
  uint32_t result_slot = 0;                                // where a futex_wait's answer goes (a guest address)
  std::map<uint64_t, uint64_t> locals;                     // thread_local! slots by key
  std::vector<std::pair<uint64_t, uint64_t>> destructors;  // data, fn
  uint64_t vector_clock = 0;
  // Traced runs: the activations of the program's own functions among `frames`.
  struct Activation {
    uint32_t frame = 0, unit = 0;  // index into frames; the unit that it is in
  };
  std::vector<Activation> own;
};

class Machine {
 public:
  // One at a time over a program.
  Machine(Program& program, const RunOptions& options);
  RunResult run(DefId main);
  // The same in parts, for replays of traced runs: `begin`, then `go_on` to the end of a step (or the end of the run). Where a panic
  // starts in that step, the machine stands still as it starts: afterwards there is nothing left to see.
  void begin(DefId main);
  void go_on(uint32_t last_step);

  Context& cx;
  const RunOptions& options;
  Memory memory;
  Program& program;
  RunResult result;

  // --- for intrinsics ---
  Thread& thread() { return *threads_[current_]; }
  const std::vector<std::unique_ptr<Thread>>& threads() const { return threads_; }
  const Thread* thread_by_id(uint64_t id) const;  // null where it is gone
  static std::string name_of(const Thread& t) {
    return t.id == 1 ? "the main thread" : "thread " + (t.name.empty() ? std::to_string(t.id) : "`" + t.name + "`");
  }
  std::string describe_wait(const Thread& t, Span* at = nullptr);  // "in `f` at main.rs:1:2": the innermost call of the program's own code
  Function* fn_at(uint64_t address);                               // null where no function is there
  bool fail(OutcomeKind kind, std::string message, Span span, int status);
  // Undefined behaviour, at the innermost call of the program's own code; `span` where there is none.
  bool undefined(std::string message, Span span, std::vector<Outcome::Note> notes = {});
  // … an access of memory that is not there; of bytes that are not initialised.
  bool dangling(uint64_t address, uint64_t size, Span span, const char* what = "memory access failed");
  bool not_initialised(uint64_t address, uint64_t size, Span span);
  // The innermost instruction of the program's own code that is being executed; null where there is none.
  const Ins* own_place();
  // … of the current thread, that other threads may be making at the same time, unordered.
  bool race(uint64_t address, uint64_t size, Races::Kind kind, Span span);
  void race_on_atomic(uint64_t address, Races::Kind kind, Order order);  // what an atomic access that raced with nothing orders
  Races& races() { return races_; }
  uint64_t own_place_number() { return static_cast<uint64_t>(reinterpret_cast<uintptr_t>(own_place())); }
  bool out_of_memory(Span span) { return fail(OutcomeKind::budget, "memory", span, 1); }
  bool write_output(bool to_stderr, std::string_view text, Span span);
  // Traced runs only: what library code does, at the program's own code that it was called from.
  void tell(Event::Kind kind, uint64_t address, int64_t value, uint8_t flag = 0);
  uint64_t virtual_time() const { return time_; }
  bool thread_finished(uint64_t id) const;
  // The library tells of its locks: free (0), shared by n, exclusive (-1).
  void lock_changed(uint64_t address, int64_t state);

 private:
  struct Lock {
    uint64_t thread = 0;  // who holds it; 0: several
    const Ins* place = nullptr;
  };
  std::unordered_map<uint64_t, Lock> locks_;  // those that are held
  std::string text_of(Span span) const;       // " at main.rs:1:2"
  Races races_;

  void loop();
  // --- accesses (access.cpp) that were not let through quickly. False: the machine has an outcome.
  // read: by an instruction that wants initialised bytes; read_partial, write_partial: one that moves what is known of them.
  enum class Access : uint8_t { read, write, read_partial, write_partial };
  bool may_access(uint64_t address, uint64_t size, const Ins* pc, Function* fn, Access access);
  bool may_use(uint64_t address, TypeId ty, const Ins* pc, Function* fn);
  bool may_be_value(uint64_t address, TypeId ty, Span span);
  bool unreachable(uint32_t value, uint32_t what, Span span);
  bool left_frame(Span span);  // a variable of a function that has returned is used
  struct Named {               // memory, as reports call it
    std::string name;
    uint64_t address = 0, size = 0;
    bool freed = false;
    std::vector<Outcome::Note> notes;
  };
  Named name(uint64_t address, uint64_t size);
  bool is_own(const Function& f) const;
  Span span_of(const Ins* place);
  // Where threads may race, no access is let through quickly.
  uint64_t quick_granules() const { return races_.active() ? 0 : memory.granules(); }
  std::string miri_name(uint64_t thread) const;
  bool halts_at_panic() { return at_panic_ = step_ == last_step_ && !at_panic_; }
  // Threads. Each returns false where the machine has an outcome.
  bool thread_operation(uint32_t op, uint32_t frame, const HostInfo& info, Span span);
  bool switch_thread();                    // to another thread that can run; the current one is saved
  bool deadlock();                         // no thread can go on: tells who waits where, and for what
  bool finish_thread();                    // the current thread's last frame has returned
  void start_main(Thread& t, DefId main);  // the first thread calls main, or a test
  bool spawn(uint64_t fn, uint64_t data, std::string name, Span span, uint64_t& id);
  void joined(const Thread& waiter, uint64_t ended);
  bool refuel(int64_t& fuel, Span span);
  uint64_t random();
  // --- traced runs (trace.cpp). `pc` and `fn`: where the current thread is.
  void record(Event::Kind kind, const Ins* pc, Function* fn, uint32_t local, uint64_t address, int64_t value, uint8_t flag = 0);
  void trace_event(const Ins* pc, Function* fn, uint64_t address);
  bool trace_step(const Ins* pc, Function* fn);  // false: the machine halts before the step
  void trace_left(const Ins* pc, Function* fn);  // frames have been left by unwinding
  uint32_t site(const Ins* pc, Function* fn);

  std::vector<std::unique_ptr<Thread>> threads_;
  size_t current_ = 0;
  bool done_ = false, switch_now_ = false;
  uint64_t spent_ = 0, time_ = 0, output_bytes_ = 0, random_ = 0;
  int64_t slice_ = 0, slice_length_ = 0;
  uint32_t start_ = 0;
  uint32_t step_ = 0, last_step_ = UINT32_MAX;
  bool at_panic_ = false;  // stands still where a panic starts
  uint64_t told_by_ = 1;   // the thread of the last event
};

// One intrinsic call: its arguments and its result, in the callee's frame.
struct HostCall {
  Machine& m;
  uint32_t frame;
  const HostInfo& info;
  template <class T>
  T arg(size_t i) const {
    T v;
    std::memcpy(&v, m.memory.at(frame + info.abi.args[i]), sizeof v);
    return v;
  }
  const uint8_t* arg_bytes(size_t i) const { return m.memory.at(frame + info.abi.args[i]); }
  uint8_t* ret_bytes() const { return m.memory.at(frame); }
  template <class T>
  bool ret(T v) const {
    std::memcpy(m.memory.at(frame), &v, sizeof v);
    return true;
  }
  // Whether memory can be read; written, which makes it initialised; moved with what is known of it. Else the machine has an outcome.
  bool readable(uint64_t address, uint64_t size) const;
  bool writable(uint64_t address, uint64_t size) const;
  bool accessible(uint64_t address, uint64_t size, bool write) const;
  // An atomic access of memory that is known to be there.
  bool atomic(uint64_t address, uint64_t size, Races::Kind kind, Order order) const;
};

}  // namespace borrowlab::vm
