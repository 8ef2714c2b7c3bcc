// The interpreter loop.
#include "vm/machine.h"
#include "vm/numeric.h"

namespace borrowlab::vm {

#if defined(__GNUC__) && !defined(__EMSCRIPTEN__)
#define BORROWLAB_COMPUTED_GOTO 1
#endif

#ifdef BORROWLAB_COMPUTED_GOTO
#define CASE(name) op_##name:
#define DISPATCH() goto* labels[static_cast<uint16_t>(pc->op)]
#else
#define CASE(name) case Op::name:
#define DISPATCH() goto dispatch
#endif
#define NEXT()  \
  do {          \
    ++pc;       \
    DISPATCH(); \
  } while (0)
#define A (fp + pc->a)
#define B (fp + pc->b)
#define C (fp + pc->c)
#define SPEND(n)               \
  do {                         \
    fuel -= (n);               \
    if (fuel < 0) goto refuel; \
  } while (0)
#define JUMP(target)          \
  do {                        \
    pc = fn->code + (target); \
    DISPATCH();               \
  } while (0)
#define IMM(T) static_cast<T>(static_cast<int32_t>(pc->c))
#define IMM_B(T) static_cast<T>(static_cast<int32_t>(pc->b))
// The address in `p` must be good for `n` bytes: to be read as what the instruction reads, or to be written.
#define QUICK(p, n) __builtin_expect((p) >> 4 < granules && shadow[(p) >> 4] >= static_cast<int64_t>(((p)&15) + (n)), 1)
#define ACCESS(p, n, kind)                                             \
  if (!QUICK(p, n)) {                                                  \
    t->fp = FP_ADDRESS();                                              \
    if (!may_access((p), (n), pc, fn, Access::kind)) goto stand_still; \
  }
#define READ(p, n) ACCESS(p, n, read)
#define READ_PARTIAL(p, n) ACCESS(p, n, read_partial)
#define WRITE(p, n) ACCESS(p, n, write)
#define WRITE_PARTIAL(p, n) ACCESS(p, n, write_partial)

#define FOR_W4(M) M(8, uint8_t) M(16, uint16_t) M(32, uint32_t) M(64, uint64_t)
#define FOR_W5(M) FOR_W4(M) M(128, u128)
#define FOR_I8(M) \
  M(i8, int8_t) M(i16, int16_t) M(i32, int32_t) M(i64, int64_t) M(u8, uint8_t) M(u16, uint16_t) M(u32, uint32_t) M(u64, uint64_t)
#define FOR_I10(M) FOR_I8(M) M(i128, i128) M(u128, u128)
#define FOR_F2(M) M(f32, float) M(f64, double)

#pragma GCC diagnostic ignored "-Wpedantic"

void Machine::loop() {
#ifdef BORROWLAB_COMPUTED_GOTO
  static const void* const labels[] = {
#define OP(name) &&op_##name,
#include "vm/ops.def"
#undef OP
  };
#endif
  Thread* t = &thread();
  const Ins* pc = t->pc;
  Function* fn = t->fn;
  uint8_t* mem = memory.base();
  const int8_t* shadow = memory.shadow();
  uint64_t granules = quick_granules();
  uint8_t* fp = mem + t->fp;
  int64_t fuel = slice_;
  const char* what = nullptr;

#define FP_ADDRESS() static_cast<uint32_t>(fp - mem)
#define RELOAD(address)          \
  do {                           \
    mem = memory.base();         \
    shadow = memory.shadow();    \
    granules = quick_granules(); \
    fp = mem + (address);        \
  } while (0)
#define SPAN() (fn->spans[static_cast<size_t>(pc - fn->code)])
#define ENTER(function, offset, return_to)                     \
  do {                                                         \
    t->frames.push_back(Frame{(return_to), fn, FP_ADDRESS()}); \
    fn = (function);                                           \
    fp += (offset);                                            \
    pc = fn->code;                                             \
    DISPATCH();                                                \
  } while (0)

#ifdef BORROWLAB_COMPUTED_GOTO
  DISPATCH();
#else
dispatch:
  switch (pc->op) {
#endif

#include "vm/interpret/control.inc"
#include "vm/interpret/floats.inc"
#include "vm/interpret/integers.inc"
#include "vm/interpret/moves.inc"

#ifndef BORROWLAB_COMPUTED_GOTO
  case Op::count: break;
}
goto leave;
#endif

// Looks from frame to frame for code that cleans up; `pc` is the call that did not come back.
unwind : for (;;) {
  const uint32_t target = pc->c;
  if (target == terminate_target) goto terminating;
  if (target != no_target) {
    pc = fn->code + target;
    DISPATCH();
  }
  const Frame f = t->frames.back();
  if (f.fn == nullptr) goto uncaught;
  t->frames.pop_back();
  if (options.traced) trace_left(pc, fn);
  if (fn->partial) memory.set_initialised(FP_ADDRESS(), fn->frame_size);
  fn = f.fn;
  pc = f.ret - 1;
  fp = mem + f.fp;
}

uncaught : t->fp = FP_ADDRESS();
if (t->id == 1) {
  fail(OutcomeKind::panicked, "", SPAN(), 101);
  t->fn = nullptr;
  goto leave;
}
t->frames.pop_back();
if (!finish_thread()) goto leave;
goto resume_thread;

// Unwinding out of a destructor that runs because of unwinding.
terminating : {
  const DefId def = cx.lang("panic_in_cleanup");
  if (!def.valid()) {
    fail(OutcomeKind::aborted, "panic in a destructor during cleanup", SPAN(), 134);
    goto leave;
  }
  Function* callee = &program.functions[program.function(FnKey{FnKey::Kind::item, def, cx.store.no_args, {}, 0})];
  ENTER(callee, fn->frame_size, pc + 1);
}

trap : {
  const auto at = static_cast<uint32_t>(pc - fn->code);
  size_t low = 0, high = fn->traps.size();
  while (low < high) {
    const size_t mid = (low + high) / 2;
    if (fn->traps[mid].pc < at) low = mid + 1;
    else high = mid;
  }
  if (low >= fn->traps.size() || fn->traps[low].pc != at) {
    fail(OutcomeKind::refused, "internal: an overflow without a message", SPAN(), 2);
    goto stand_still;
  }
  JUMP(fn->traps[low].target);
}

division : what = "dividing by zero";
goto undefined_behaviour;

undefined_behaviour : t->pc = pc + 1;
t->fn = fn;
undefined(what, SPAN());
goto stand_still;

refuel : {
  // The instruction is done again with new fuel.
  t->fp = FP_ADDRESS();
  t->pc = pc;
  t->fn = fn;
  if (!refuel(fuel, SPAN())) goto leave;
  slice_ = fuel;
  if (threads_.size() > 1) {
    if (!switch_thread()) goto leave;
    goto resume_thread;
  }
  DISPATCH();
}

resume_thread : t = &thread();
fn = t->fn;
pc = t->pc;
RELOAD(t->fp);
DISPATCH();

stand_still : t->fp = FP_ADDRESS();
t->pc = pc;
t->fn = fn;

leave : slice_ = fuel;
return;
}

}  // namespace borrowlab::vm
