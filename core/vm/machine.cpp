// The machine around its loop: outcomes, output, events, threads.
#include "vm/replay.h"

#include <algorithm>

namespace borrowlab::vm {

namespace {
constexpr int64_t slice_instructions = 1 << 16;
constexpr uint32_t thread_stack_bytes = 1U << 20;
enum ThreadOp : uint32_t { op_spawn, op_yield, op_join, op_wait, op_wake, op_sleep, op_exit, op_abort };
}  // namespace

Machine::Machine(Program& p, const RunOptions& o)
    : cx(p.cx), options(o), memory(o.budget.memory_bytes, o.budget.stack_bytes, p.begin_run(o.traced)), program(p) {
  program.attach(memory);
  random_ = o.seed * 0x9E3779B97F4A7C15ULL + 0x1234567;
}

bool Machine::fail(OutcomeKind kind, std::string message, Span span, int status) {
  if (!done_) {
    done_ = true;
    result.outcome.kind = kind;
    result.outcome.exit_status = status;
    result.outcome.message = std::move(message);
    result.outcome.span = cx.sources.source_callsite(span);
  }
  return false;
}

bool Machine::write_output(bool to_stderr, std::string_view text, Span span) {
  output_bytes_ += text.size();
  if (output_bytes_ > options.budget.output_bytes) return fail(OutcomeKind::budget, "output", span, 1);
  if (!result.output.empty() && result.output.back().to_stderr == to_stderr && !options.traced) result.output.back().text += text;
  else result.output.push_back({to_stderr, std::string(text)});
  if (options.traced) tell(Event::Kind::print, 0, static_cast<int64_t>(result.output.size() - 1));
  return true;
}

uint64_t Machine::random() {
  random_ ^= random_ << 13, random_ ^= random_ >> 7, random_ ^= random_ << 17;
  return random_;
}

Function* Machine::fn_at(uint64_t address) {
  if (address < fn_address_base || (address - fn_address_base) % 16 != 0) return nullptr;
  const uint64_t index = (address - fn_address_base) / 16;
  return program.functions.contains(index) ? &program.functions[index] : nullptr;
}

bool Machine::refuel(int64_t& fuel, Span span) {
  spent_ += static_cast<uint64_t>(slice_length_ - std::min<int64_t>(fuel, 0));
  if (spent_ > options.budget.instructions) return fail(OutcomeKind::budget, "instructions", span, 1);
  if (options.should_stop && options.should_stop()) return fail(OutcomeKind::stopped, "", span, 1);
  if (done_) return false;
  time_ += 20'000;
  // With a seed, threads meet at other points each time.
  slice_length_ = options.seed == 0 ? slice_instructions : 64 + static_cast<int64_t>(random() % 8192);
  fuel = slice_length_;
  return true;
}

// --- threads -------------------------------------------------------------------------------------------------------

bool Machine::thread_finished(uint64_t id) const {
  for (const auto& t : threads_)
    if (t->id == id) return t->state == Thread::State::finished;
  return true;
}

const Thread* Machine::thread_by_id(uint64_t id) const {
  for (const auto& t : threads_)
    if (t->id == id) return t.get();
  return nullptr;
}

void Machine::joined(const Thread& waiter, uint64_t ended) {
  if (!races_.active()) return;
  const auto me = static_cast<uint32_t>(waiter.id - 1);
  races_.joined(me, static_cast<uint32_t>(ended - 1));
  for (const auto& t : threads_)
    if (t->id != waiter.id && t->state != Thread::State::finished) return;
  if (races_.alone(me)) races_.reset();
}

bool Machine::spawn(uint64_t fn, uint64_t data, std::string name, Span span, uint64_t& id) {
  Function* f = fn_at(fn);
  if (f == nullptr) return undefined("starting a thread with something that is no function", span);
  // A stub may be replaced before the thread comes to run it.
  program.lower(static_cast<uint32_t>((fn - fn_address_base) / 16));
  if (memory.exhausted()) return out_of_memory(span);
  size_t live = 0;
  for (const auto& t : threads_) live += t->state != Thread::State::finished;
  if (live >= options.budget.threads) return fail(OutcomeKind::budget, "threads", span, 1);
  const uint64_t stack = memory.allocate(thread_stack_bytes, 16);
  if (stack == 0) return out_of_memory(span);
  auto t = std::make_unique<Thread>();
  t->id = id = threads_.back()->id + 1;
  t->name = std::move(name);
  races_.spawned(static_cast<uint32_t>(thread().id - 1), static_cast<uint32_t>(id - 1));
  t->stack_block = stack;
  t->fp = static_cast<uint32_t>(stack);
  t->stack_limit = static_cast<uint32_t>(stack + thread_stack_bytes);
  t->fn = f;
  t->pc = f->code;
  t->frames.push_back({});
  std::memcpy(memory.at(stack), &data, 8);  // fn(*mut u8): nothing is returned, so the argument comes first
  threads_.push_back(std::move(t));
  return true;
}

bool Machine::switch_thread() {
  for (;;) {
    const size_t n = threads_.size();
    const size_t first = options.seed == 0 ? 1 : 1 + static_cast<size_t>(random() % n);
    for (size_t i = 0; i < n; ++i) {
      const size_t at = (current_ + first + i) % n;
      Thread& t = *threads_[at];
      if (t.state == Thread::State::joining && thread_finished(t.wait_address)) {
        t.state = Thread::State::runnable;
        joined(t, t.wait_address);
      }
      if ((t.state == Thread::State::sleeping || t.state == Thread::State::waiting) && t.wake_at <= time_) {
        if (t.state == Thread::State::waiting) *memory.at(t.result_slot) = 0;
        t.state = Thread::State::runnable;
      }
      if (t.state == Thread::State::runnable) {
        current_ = at;
        return true;
      }
    }
    // Everyone waits: time passes until the first one wakes.
    uint64_t next = UINT64_MAX;
    for (const auto& t : threads_)
      if (t->state == Thread::State::sleeping || t->state == Thread::State::waiting) next = std::min(next, t->wake_at);
    if (next == UINT64_MAX) return deadlock();
    time_ = std::max(time_, next);
  }
}

std::string Machine::describe_wait(const Thread& t, Span* at) {
  // The innermost call that the program's own code makes.
  const Function *fn = t.fn, *callee = nullptr;
  const Ins* pc = t.pc;
  for (size_t i = t.frames.size(); fn != nullptr && !program.is_user(fn->key.def) && i-- > 0;) {
    callee = fn;
    fn = t.frames[i].fn;
    pc = t.frames[i].ret;
  }
  std::string message;
  if (fn == nullptr || pc <= fn->code) return message;
  if (callee != nullptr) message += " in `" + program.describe(*callee) + "`";
  const Span span = cx.sources.source_callsite(fn->spans[static_cast<size_t>(pc - fn->code) - 1]);
  message += text_of(span);
  if (at != nullptr) *at = span;
  if (t.state == Thread::State::joining) {
    if (const Thread* other = thread_by_id(t.wait_address)) message += " for " + name_of(*other) + " to end";
  } else if (const auto held = locks_.find(t.wait_address); held != locks_.end() && held->second.thread != 0) {
    const Thread* holder = thread_by_id(held->second.thread);
    message += " for a lock that " + (holder == &t        ? "it holds itself"
                                      : holder == nullptr ? "no thread gave back"
                                                          : name_of(*holder) + " holds");
    if (const Span since = span_of(held->second.place); !since.is_dummy()) message += ", locked" + text_of(since);
  }
  return message;
}

std::string Machine::text_of(Span span) const {
  const source::FileId file = cx.sources.file_of(span.lo);
  if (!file.valid()) return {};
  const source::LineColumn place = cx.sources.lookup(span.lo);
  return " at " + std::string(cx.sources.file(file).name) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column + 1);
}

void Machine::lock_changed(uint64_t address, int64_t state) {
  if (state == 0) {
    locks_.erase(address);
    return;
  }
  const auto [it, fresh] = locks_.try_emplace(address);
  if (fresh || state < 0) it->second = {thread().id, own_place()};
  else it->second.thread = 0;  // of several that share it, no one knows who gives it back
}

bool Machine::deadlock() {
  std::string message;
  Span first;
  size_t waiting = 0;
  for (const auto& t : threads_) {
    if (t->state == Thread::State::finished) continue;
    if (waiting++ != 0) message += "; ";
    Span span;
    message += name_of(*t) + " waits" + describe_wait(*t, &span);
    if (first.is_dummy()) first = span;
  }
  message += waiting == 1 ? ", and no other thread is left that could wake it" : ", and no thread is left that could wake one of them";
  return fail(OutcomeKind::deadlock, std::move(message), first, 1);
}

bool Machine::finish_thread() {
  Thread& t = thread();
  // Destructors of thread-local values, the last registered first.
  if (!t.destructors.empty()) {
    const auto [data, fn] = t.destructors.back();
    t.destructors.pop_back();
    if (Function* f = fn_at(fn)) {
      // Above what the thread has returned (the start function's status).
      t.fp = static_cast<uint32_t>(align_to(t.id == 1 ? memory.stack_start() : t.stack_block, 16)) + (t.id == 1 ? 64 : 0);
      std::memcpy(memory.at(t.fp), &data, 8);
      t.fn = f;
      t.pc = f->code;
      t.frames.push_back({});
      return true;
    }
  }
  t.fn = nullptr;
  if (t.id == 1) {
    if (result.tests.size() < options.tests.size()) {
      start_main(t, options.tests[result.tests.size()].fn);
      return true;
    }
    int32_t status = 0;
    std::memcpy(&status, memory.at(memory.stack_start()), 4);
    return fail(OutcomeKind::exited, "", {}, status & 0xff);
  }
  t.state = Thread::State::finished;
  if (t.stack_block != 0) {
    races_.forget(t.stack_block, thread_stack_bytes);
    memory.release(t.stack_block);
  }
  t.stack_block = 0;
  return switch_thread();
}

bool Machine::thread_operation(uint32_t op, uint32_t frame, const HostInfo& info, Span span) {
  const HostCall call{*this, frame, info};
  Thread& t = thread();
  switch (op) {
    case op_spawn: {
      uint64_t id = 0;
      const auto fn = call.arg<uint64_t>(0), data = call.arg<uint64_t>(1), text = call.arg<uint64_t>(2), length = call.arg<uint64_t>(3);
      if (!call.readable(text, length)) return false;
      std::string name(reinterpret_cast<const char*>(memory.at(length == 0 ? 0 : text)), static_cast<size_t>(length));
      return spawn(fn, data, std::move(name), span, id) && call.ret(id);
    }
    case op_yield: switch_now_ = threads_.size() > 1; return true;
    case op_join:
      if (thread_finished(call.arg<uint64_t>(0))) {
        joined(t, call.arg<uint64_t>(0));
        return true;
      }
      t.state = Thread::State::joining;
      t.wait_address = call.arg<uint64_t>(0);
      return switch_now_ = true;
    case op_wait: {
      const auto address = call.arg<uint64_t>(0), timeout = call.arg<uint64_t>(2);
      if (!memory.valid(address, 4)) return dangling(address, 4, span);
      uint32_t value = 0;
      std::memcpy(&value, memory.at(address), 4);
      if (value != call.arg<uint32_t>(1)) return call.ret(uint8_t{1});
      t.state = Thread::State::waiting;
      t.wait_address = address;
      t.wake_at = timeout == UINT64_MAX ? UINT64_MAX : time_ + timeout;
      t.result_slot = frame;
      call.ret(uint8_t{1});
      return switch_now_ = true;
    }
    case op_wake: {
      const auto address = call.arg<uint64_t>(0);
      uint32_t left = call.arg<uint32_t>(1), woken = 0;
      for (const auto& other : threads_)
        if (left != 0 && other->state == Thread::State::waiting && other->wait_address == address) {
          other->state = Thread::State::runnable;
          --left, ++woken;
        }
      return call.ret(woken);
    }
    case op_sleep:
      t.wake_at = time_ + call.arg<uint64_t>(0);
      t.state = Thread::State::sleeping;
      return switch_now_ = true;
    case op_exit: return fail(OutcomeKind::exited, "", span, call.arg<int32_t>(0) & 0xff);
    case op_abort: return fail(OutcomeKind::aborted, "", span, 134);
    default: return fail(OutcomeKind::refused, "internal: an unknown thread operation", span, 2);
  }
}

// --- the run -------------------------------------------------------------------------------------------------------

RunResult Machine::run(DefId main) {
  begin(main);
  go_on(UINT32_MAX);
  if (options.traced)
    for (const Steps::Unit& u : program.steps->units()) result.trace.units.push_back(u.span);
  result.instructions = spent_ + static_cast<uint64_t>(slice_length_ - std::max<int64_t>(slice_, 0));
  return std::move(result);
}

void Machine::go_on(uint32_t last_step) {
  if (last_step != last_step_) at_panic_ = false;
  last_step_ = last_step;
  if (!done_) loop();
}

void Machine::start_main(Thread& t, DefId main) {
  const uint32_t start = program.function(FnKey{FnKey::Kind::start, main, cx.store.no_args, {}, options.tests.empty() ? 0U : 1U});
  t.fp = memory.stack_start();
  t.fn = &program.functions[start];
  t.pc = t.fn->code;
  t.frames.push_back({});
}

void Machine::begin(DefId main) {
  if (memory.base() == nullptr) {
    out_of_memory({});
    return;
  }
  auto t = std::make_unique<Thread>();
  t->stack_limit = memory.stack_end();
  t->frames.reserve(256);
  start_main(*t, options.tests.empty() ? main : options.tests.front().fn);
  threads_.push_back(std::move(t));
  slice_ = slice_length_ = slice_instructions;
}

Engine::Engine(types::Context& cx, BodyProvider bodies) : program_(std::make_unique<Program>(cx, std::move(bodies))) {}
Engine::~Engine() = default;
void Engine::forget_user() {
  replay_.reset();
  program_->forget_user();
}
RunResult Engine::run(DefId main, const RunOptions& options) {
  replay_.reset();
  RunResult result = Machine(*program_, options).run(main);
  if (options.traced) replay_ = std::make_unique<Replay>(*program_, main, options);
  return result;
}
Machine* Engine::at_step(uint32_t step) { return replay_ == nullptr ? nullptr : &replay_->at(step); }

}  // namespace borrowlab::vm
