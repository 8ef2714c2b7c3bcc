// The machine: threads of frames over guest memory, and the loop that executes their instructions.
// After Miri's machine and MiniRust's step functions; dispatch is direct, through computed gotos where the compiler has them.
#pragma once
#include <map>

#include "vm/program.h"

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
  static std::string name_of(const Thread& t) { return t.id == 1 ? "the main thread" : "thread " + std::to_string(t.id); }
  std::string describe_wait(const Thread& t, Span* at = nullptr);  // "in `f` at main.rs:1:2": the innermost call of the program's own code
  Function* fn_at(uint64_t address);                               // null where no function is there
  bool fail(OutcomeKind kind, std::string message, Span span, int status);
  bool undefined(std::string message, Span span) { return fail(OutcomeKind::undefined_behaviour, std::move(message), span, 1); }
  bool out_of_memory(Span span) { return fail(OutcomeKind::budget, "memory", span, 1); }
  bool write_output(bool to_stderr, std::string_view text, Span span);
  // Traced runs only: what library code does, at the program's own code that it was called from.
  void tell(Event::Kind kind, uint64_t address, int64_t value, uint8_t flag = 0);
  uint64_t virtual_time() const { return time_; }
  bool thread_finished(uint64_t id) const;

 private:
  void loop();
  bool halts_at_panic() { return at_panic_ = step_ == last_step_ && !at_panic_; }
  // Threads. Each returns false where the machine has an outcome.
  bool thread_operation(uint32_t op, uint32_t frame, const HostInfo& info, Span span);
  bool switch_thread();                    // to another thread that can run; the current one is saved
  bool deadlock();                         // no thread can go on: tells who waits where, and for what
  bool finish_thread();                    // the current thread's last frame has returned
  void start_main(Thread& t, DefId main);  // the first thread calls main, or a test
  bool spawn(uint64_t fn, uint64_t data, Span span, uint64_t& id);
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
  bool readable(uint64_t address, uint64_t size, const char* what) const;
};

}  // namespace borrowlab::vm
