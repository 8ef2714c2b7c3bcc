// The interpreter loop.
#include <cmath>
#include <limits>

#include "vm/machine.h"

namespace borrowlab::vm {

namespace {

template <class T>
inline T ld(const uint8_t* p) {
  T v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
template <class T>
inline void st(uint8_t* p, T v) {
  __builtin_memcpy(p, &v, sizeof v);
}

template <class T>
inline T wrap_add(T a, T b) {
  T r;
  (void)__builtin_add_overflow(a, b, &r);
  return r;
}
template <class T>
inline T wrap_sub(T a, T b) {
  T r;
  (void)__builtin_sub_overflow(a, b, &r);
  return r;
}
template <class T>
inline T wrap_mul(T a, T b) {
  T r;
  (void)__builtin_mul_overflow(a, b, &r);
  return r;
}
template <class T>
constexpr bool is_signed_int = static_cast<T>(-1) < static_cast<T>(0);
template <class T>
inline T div_or(T a, T b) {
  return is_signed_int<T> && b == static_cast<T>(-1) ? wrap_sub<T>(0, a) : static_cast<T>(a / b);
}
template <class T>
inline T rem_or(T a, T b) {
  return is_signed_int<T> && b == static_cast<T>(-1) ? T{0} : static_cast<T>(a % b);
}
template <class T>
inline T shl(T a, uint32_t by) {
  return static_cast<T>(static_cast<T>(a) << (by & (sizeof(T) * 8 - 1)));
}
template <class T>
inline T shr(T a, uint32_t by) {
  return static_cast<T>(a >> (by & (sizeof(T) * 8 - 1)));
}

// Rust's `as`: saturating, NaN is zero.
template <class I, class F>
I float_to_int(F f) {
  if (f != f) return 0;
  constexpr int bits = static_cast<int>(sizeof(I) * 8) - (is_signed_int<I> ? 1 : 0);
  const F limit = std::ldexp(static_cast<F>(1), bits);
  constexpr I max =
      is_signed_int<I> ? static_cast<I>((((static_cast<I>(1) << (sizeof(I) * 8 - 2)) - 1) << 1) | 1) : static_cast<I>(~static_cast<I>(0));
  if (f >= limit) return max;
  if (is_signed_int<I>) {
    if (f < -limit) return static_cast<I>(-max - 1);
  } else if (f <= 0) {
    return 0;
  }
  return static_cast<I>(f);
}
template <class F>
void float_to_any(uint8_t* dst, F f, uint32_t type) {
  switch (type) {
    case 0: st(dst, float_to_int<int8_t>(f)); break;
    case 1: st(dst, float_to_int<int16_t>(f)); break;
    case 2: st(dst, float_to_int<int32_t>(f)); break;
    case 3: st(dst, float_to_int<int64_t>(f)); break;
    case 4: st(dst, float_to_int<i128>(f)); break;
    case 5: st(dst, float_to_int<uint8_t>(f)); break;
    case 6: st(dst, float_to_int<uint16_t>(f)); break;
    case 7: st(dst, float_to_int<uint32_t>(f)); break;
    case 8: st(dst, float_to_int<uint64_t>(f)); break;
    default: st(dst, float_to_int<u128>(f)); break;
  }
}
template <class F>
F any_to_float(const uint8_t* src, uint32_t type) {
  switch (type) {
    case 0: return static_cast<F>(ld<int8_t>(src));
    case 1: return static_cast<F>(ld<int16_t>(src));
    case 2: return static_cast<F>(ld<int32_t>(src));
    case 3: return static_cast<F>(ld<int64_t>(src));
    case 4: return static_cast<F>(ld<i128>(src));
    case 5: return static_cast<F>(ld<uint8_t>(src));
    case 6: return static_cast<F>(ld<uint16_t>(src));
    case 7: return static_cast<F>(ld<uint32_t>(src));
    case 8: return static_cast<F>(ld<uint64_t>(src));
    default: return static_cast<F>(ld<u128>(src));
  }
}

}  // namespace

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
// The address in `p` must be good for `n` bytes.
#define CHECK(p, n)                                                                        \
  if (__builtin_expect(!((p) >> 4 < granules && shadow[(p) >> 4] >= ((p)&15) + (n)), 0)) { \
    if (!memory.valid((p), (n))) {                                                         \
      bad = (p);                                                                           \
      goto bad_access;                                                                     \
    }                                                                                      \
  }

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
  const uint8_t* shadow = memory.shadow();
  uint64_t granules = memory.granules();
  uint8_t* fp = mem + t->fp;
  int64_t fuel = slice_;
  uint64_t bad = 0;
  const char* what = nullptr;

#define FP_ADDRESS() static_cast<uint32_t>(fp - mem)
#define RELOAD(address)           \
  do {                            \
    mem = memory.base();          \
    shadow = memory.shadow();     \
    granules = memory.granules(); \
    fp = mem + (address);         \
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

  // --- moves
#define M(w, T)         \
  CASE(mov_##w) {       \
    st<T>(A, ld<T>(B)); \
    NEXT();             \
  }
  FOR_W5(M)
#undef M
  CASE(mov_n) {
    __builtin_memmove(A, B, pc->c);
    NEXT();
  }
#define M(w, T)                                                           \
  CASE(imm_##w) {                                                         \
    st<T>(A, static_cast<T>(pc->b | static_cast<uint64_t>(pc->c) << 32)); \
    NEXT();                                                               \
  }
  FOR_W4(M)
#undef M
  CASE(zero) {
    __builtin_memset(A, 0, pc->c);
    NEXT();
  }
#define M(w, T)                                                                                                    \
  CASE(load_##w) {                                                                                                 \
    const uint64_t p = ld<uint64_t>(B) + static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(pc->c))); \
    CHECK(p, sizeof(T))                                                                                            \
    st<T>(A, ld<T>(mem + p));                                                                                      \
    NEXT();                                                                                                        \
  }
  FOR_W5(M)
#undef M
  CASE(load_n) {
    const uint64_t p = ld<uint64_t>(B) + static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(pc->c)));
    CHECK(p, pc->x)
    __builtin_memmove(A, mem + p, pc->x);
    NEXT();
  }
  CASE(load_big) {
    const uint64_t p = ld<uint64_t>(B);
    CHECK(p, pc->c)
    __builtin_memmove(A, mem + p, pc->c);
    NEXT();
  }
#define M(w, T)                                                                                                    \
  CASE(store_##w) {                                                                                                \
    const uint64_t p = ld<uint64_t>(A) + static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(pc->c))); \
    CHECK(p, sizeof(T))                                                                                            \
    st<T>(mem + p, ld<T>(B));                                                                                      \
    NEXT();                                                                                                        \
  }
  FOR_W5(M)
#undef M
  CASE(store_n) {
    const uint64_t p = ld<uint64_t>(A) + static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(pc->c)));
    CHECK(p, pc->x)
    __builtin_memmove(mem + p, B, pc->x);
    NEXT();
  }
  CASE(store_big) {
    const uint64_t p = ld<uint64_t>(A);
    CHECK(p, pc->c)
    __builtin_memmove(mem + p, B, pc->c);
    NEXT();
  }
  CASE(copy) {
    const uint64_t to = ld<uint64_t>(A), from = ld<uint64_t>(B);
    CHECK(to, pc->c)
    CHECK(from, pc->c)
    __builtin_memmove(mem + to, mem + from, pc->c);
    NEXT();
  }
  CASE(repeat) {
    const uint64_t to = ld<uint64_t>(A), size = pc->b, count = pc->c;
    CHECK(to, size * count)
    for (uint64_t filled = size; filled < size * count;) {  // doubling
      const uint64_t n = filled < size * count - filled ? filled : size * count - filled;
      __builtin_memcpy(mem + to + filled, mem + to, n);
      filled += n;
    }
    NEXT();
  }
  CASE(lea_frame) {
    st<uint64_t>(A, static_cast<uint64_t>(B - mem));
    NEXT();
  }
  CASE(lea) {
    st<uint64_t>(A, ld<uint64_t>(B) + static_cast<uint64_t>(static_cast<int64_t>(static_cast<int32_t>(pc->c))));
    NEXT();
  }
  CASE(index) {
    st<uint64_t>(A, ld<uint64_t>(B) + ld<uint64_t>(C) * pc->x);
    NEXT();
  }
  CASE(index_frame) {
    st<uint64_t>(A, static_cast<uint64_t>(B - mem) + ld<uint64_t>(C) * pc->x);
    NEXT();
  }
  CASE(dyn_field) {
    const uint64_t vtable = ld<uint64_t>(B + 8);
    CHECK(vtable, 24)
    const uint64_t align = ld<uint64_t>(mem + vtable + 16);
    const uint64_t meta = vtable;
    st<uint64_t>(A, ld<uint64_t>(B) + ((pc->c + align - 1) & ~(align - 1)));
    st<uint64_t>(A + 8, meta);
    NEXT();
  }

  // --- integer arithmetic
#define BINARY(family, w, T, expr)      \
  CASE(family##_##w) {                  \
    const T a = ld<T>(B), b = ld<T>(C); \
    st<T>(A, (expr));                   \
    NEXT();                             \
  }
#define BINARY_IMM(family, w, T, expr) \
  CASE(family##_imm_##w) {             \
    const T a = ld<T>(B), b = IMM(T);  \
    st<T>(A, (expr));                  \
    NEXT();                            \
  }
#define M(w, T)                                                                                                         \
  BINARY(add, w, T, wrap_add<T>(a, b))                                                                                  \
  BINARY(sub, w, T, wrap_sub<T>(a, b))                                                                                  \
  BINARY(mul, w, T, wrap_mul<T>(a, b)) BINARY(and, w, T, static_cast<T>(a & b)) BINARY(or, w, T, static_cast<T>(a | b)) \
      BINARY(xor, w, T, static_cast<T>(a ^ b)) CASE(shl_##w) {                                                          \
    st<T>(A, shl<T>(ld<T>(B), *C));                                                                                     \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(not_##w) {                                                                                                       \
    st<T>(A, static_cast<T>(~ld<T>(B)));                                                                                \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(neg_##w) {                                                                                                       \
    st<T>(A, wrap_sub<T>(0, ld<T>(B)));                                                                                 \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(eq_##w) {                                                                                                        \
    *A = ld<T>(B) == ld<T>(C);                                                                                          \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(ne_##w) {                                                                                                        \
    *A = ld<T>(B) != ld<T>(C);                                                                                          \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(jeq_##w) {                                                                                                       \
    SPEND(pc->x);                                                                                                       \
    if (ld<T>(A) == ld<T>(B)) JUMP(pc->c);                                                                              \
    NEXT();                                                                                                             \
  }                                                                                                                     \
  CASE(jne_##w) {                                                                                                       \
    SPEND(pc->x);                                                                                                       \
    if (ld<T>(A) != ld<T>(B)) JUMP(pc->c);                                                                              \
    NEXT();                                                                                                             \
  }
  FOR_W5(M)
#undef M
#define M(w, T)                                                                                                                     \
  BINARY_IMM(add, w, T, wrap_add<T>(a, b))                                                                                          \
  BINARY_IMM(sub, w, T, wrap_sub<T>(a, b))                                                                                          \
  BINARY_IMM(mul, w, T, wrap_mul<T>(a, b)) BINARY_IMM(and, w, T, static_cast<T>(a & b)) BINARY_IMM(or, w, T, static_cast<T>(a | b)) \
      BINARY_IMM(xor, w, T, static_cast<T>(a ^ b)) CASE(shl_imm_##w) {                                                              \
    st<T>(A, shl<T>(ld<T>(B), pc->c));                                                                                              \
    NEXT();                                                                                                                         \
  }                                                                                                                                 \
  CASE(eq_imm_##w) {                                                                                                                \
    *A = ld<T>(B) == IMM(T);                                                                                                        \
    NEXT();                                                                                                                         \
  }                                                                                                                                 \
  CASE(ne_imm_##w) {                                                                                                                \
    *A = ld<T>(B) != IMM(T);                                                                                                        \
    NEXT();                                                                                                                         \
  }                                                                                                                                 \
  CASE(jeq_imm_##w) {                                                                                                               \
    SPEND(pc->x);                                                                                                                   \
    if (ld<T>(A) == IMM_B(T)) JUMP(pc->c);                                                                                          \
    NEXT();                                                                                                                         \
  }                                                                                                                                 \
  CASE(jne_imm_##w) {                                                                                                               \
    SPEND(pc->x);                                                                                                                   \
    if (ld<T>(A) != IMM_B(T)) JUMP(pc->c);                                                                                          \
    NEXT();                                                                                                                         \
  }
  FOR_W4(M)
#undef M
#define TRAP(family, n, T, builtin, operand)                              \
  CASE(family##_trap##n) {                                                \
    T r;                                                                  \
    if (__builtin_expect(builtin(ld<T>(B), (operand), &r), 0)) goto trap; \
    st<T>(A, r);                                                          \
    NEXT();                                                               \
  }
#define PAIR(family, n, T, builtin)                 \
  CASE(family##_pair_##n) {                         \
    T r;                                            \
    const bool o = builtin(ld<T>(B), ld<T>(C), &r); \
    st<T>(A, r);                                    \
    *(A + sizeof(T)) = o;                           \
    NEXT();                                         \
  }
#define M(n, T)                                                                                                                        \
  CASE(shr_##n) {                                                                                                                      \
    st<T>(A, shr<T>(ld<T>(B), *C));                                                                                                    \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(div_##n) {                                                                                                                      \
    const T b = ld<T>(C);                                                                                                              \
    if (b == 0) goto division;                                                                                                         \
    st<T>(A, div_or<T>(ld<T>(B), b));                                                                                                  \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(rem_##n) {                                                                                                                      \
    const T b = ld<T>(C);                                                                                                              \
    if (b == 0) goto division;                                                                                                         \
    st<T>(A, rem_or<T>(ld<T>(B), b));                                                                                                  \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(lt_##n) {                                                                                                                       \
    *A = ld<T>(B) < ld<T>(C);                                                                                                          \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(le_##n) {                                                                                                                       \
    *A = ld<T>(B) <= ld<T>(C);                                                                                                         \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(cmp_##n) {                                                                                                                      \
    const T a = ld<T>(B), b = ld<T>(C);                                                                                                \
    *A = static_cast<uint8_t>((a > b) - (a < b));                                                                                      \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(jlt_##n) {                                                                                                                      \
    SPEND(pc->x);                                                                                                                      \
    if (ld<T>(A) < ld<T>(B)) JUMP(pc->c);                                                                                              \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  CASE(jle_##n) {                                                                                                                      \
    SPEND(pc->x);                                                                                                                      \
    if (ld<T>(A) <= ld<T>(B)) JUMP(pc->c);                                                                                             \
    NEXT();                                                                                                                            \
  }                                                                                                                                    \
  TRAP(add, _##n, T, __builtin_add_overflow, ld<T>(C))                                                                                 \
  TRAP(sub, _##n, T, __builtin_sub_overflow, ld<T>(C))                                                                                 \
  TRAP(mul, _##n, T, __builtin_mul_overflow, ld<T>(C)) PAIR(add, n, T, __builtin_add_overflow) PAIR(sub, n, T, __builtin_sub_overflow) \
      PAIR(mul, n, T, __builtin_mul_overflow)
  FOR_I10(M)
#undef M
#define M(n, T)                                                                                                                   \
  CASE(shr_imm_##n) {                                                                                                             \
    st<T>(A, shr<T>(ld<T>(B), pc->c));                                                                                            \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(div_imm_##n) {                                                                                                             \
    const T b = IMM(T);                                                                                                           \
    if (b == 0) goto division;                                                                                                    \
    st<T>(A, div_or<T>(ld<T>(B), b));                                                                                             \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(rem_imm_##n) {                                                                                                             \
    const T b = IMM(T);                                                                                                           \
    if (b == 0) goto division;                                                                                                    \
    st<T>(A, rem_or<T>(ld<T>(B), b));                                                                                             \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(lt_imm_##n) {                                                                                                              \
    *A = ld<T>(B) < IMM(T);                                                                                                       \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(le_imm_##n) {                                                                                                              \
    *A = ld<T>(B) <= IMM(T);                                                                                                      \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(gt_imm_##n) {                                                                                                              \
    *A = ld<T>(B) > IMM(T);                                                                                                       \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(ge_imm_##n) {                                                                                                              \
    *A = ld<T>(B) >= IMM(T);                                                                                                      \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(jlt_imm_##n) {                                                                                                             \
    SPEND(pc->x);                                                                                                                 \
    if (ld<T>(A) < IMM_B(T)) JUMP(pc->c);                                                                                         \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(jle_imm_##n) {                                                                                                             \
    SPEND(pc->x);                                                                                                                 \
    if (ld<T>(A) <= IMM_B(T)) JUMP(pc->c);                                                                                        \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(jgt_imm_##n) {                                                                                                             \
    SPEND(pc->x);                                                                                                                 \
    if (ld<T>(A) > IMM_B(T)) JUMP(pc->c);                                                                                         \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(jge_imm_##n) {                                                                                                             \
    SPEND(pc->x);                                                                                                                 \
    if (ld<T>(A) >= IMM_B(T)) JUMP(pc->c);                                                                                        \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  TRAP(add, _imm_##n, T, __builtin_add_overflow, IMM(T))                                                                          \
  TRAP(sub, _imm_##n, T, __builtin_sub_overflow, IMM(T)) TRAP(mul, _imm_##n, T, __builtin_mul_overflow, IMM(T)) CASE(to_16_##n) { \
    st<uint16_t>(A, static_cast<uint16_t>(ld<T>(B)));                                                                             \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(to_32_##n) {                                                                                                               \
    st<uint32_t>(A, static_cast<uint32_t>(ld<T>(B)));                                                                             \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(to_64_##n) {                                                                                                               \
    st<uint64_t>(A, static_cast<uint64_t>(ld<T>(B)));                                                                             \
    NEXT();                                                                                                                       \
  }                                                                                                                               \
  CASE(to_128_##n) {                                                                                                              \
    st<u128>(A, static_cast<u128>(ld<T>(B)));                                                                                     \
    NEXT();                                                                                                                       \
  }
  FOR_I8(M)
#undef M
#define M(family) CASE(family##_unused)
  M(shr_imm)
  M(div_imm)
  M(rem_imm) M(add_trap_imm) M(sub_trap_imm) M(mul_trap_imm) M(lt_imm) M(le_imm) M(gt_imm) M(ge_imm) M(jlt_imm) M(jle_imm) M(jgt_imm)
      M(jge_imm) M(to_16) M(to_32) M(to_64) M(to_128)
#undef M
  {
    fail(OutcomeKind::refused, "internal: an instruction that is not one", SPAN(), 2);
    goto leave;
  }
  CASE(not_bool) {
    *A = *B ^ 1;
    NEXT();
  }

  // --- floats
#define M(n, T)                              \
  CASE(fadd_##n) {                           \
    st<T>(A, ld<T>(B) + ld<T>(C));           \
    NEXT();                                  \
  }                                          \
  CASE(fsub_##n) {                           \
    st<T>(A, ld<T>(B) - ld<T>(C));           \
    NEXT();                                  \
  }                                          \
  CASE(fmul_##n) {                           \
    st<T>(A, ld<T>(B) * ld<T>(C));           \
    NEXT();                                  \
  }                                          \
  CASE(fdiv_##n) {                           \
    st<T>(A, ld<T>(B) / ld<T>(C));           \
    NEXT();                                  \
  }                                          \
  CASE(frem_##n) {                           \
    st<T>(A, std::fmod(ld<T>(B), ld<T>(C))); \
    NEXT();                                  \
  }                                          \
  CASE(fneg_##n) {                           \
    st<T>(A, -ld<T>(B));                     \
    NEXT();                                  \
  }                                          \
  CASE(feq_##n) {                            \
    *A = ld<T>(B) == ld<T>(C);               \
    NEXT();                                  \
  }                                          \
  CASE(fne_##n) {                            \
    *A = ld<T>(B) != ld<T>(C);               \
    NEXT();                                  \
  }                                          \
  CASE(flt_##n) {                            \
    *A = ld<T>(B) < ld<T>(C);                \
    NEXT();                                  \
  }                                          \
  CASE(fle_##n) {                            \
    *A = ld<T>(B) <= ld<T>(C);               \
    NEXT();                                  \
  }
  FOR_F2(M)
#undef M
  CASE(f32_to_f64) {
    st<double>(A, ld<float>(B));
    NEXT();
  }
  CASE(f64_to_f32) {
    st<float>(A, static_cast<float>(ld<double>(B)));
    NEXT();
  }
  CASE(f32_to_int) {
    float_to_any(A, ld<float>(B), pc->x);
    NEXT();
  }
  CASE(f64_to_int) {
    float_to_any(A, ld<double>(B), pc->x);
    NEXT();
  }
  CASE(int_to_f32) {
    st<float>(A, any_to_float<float>(B, pc->x));
    NEXT();
  }
  CASE(int_to_f64) {
    st<double>(A, any_to_float<double>(B, pc->x));
    NEXT();
  }

  CASE(niche) {
    const NicheTable& n = fn->niches[pc->c];
    const uint64_t relative = (ld<uint64_t>(B) - n.start) & n.mask;
    st<uint64_t>(A, relative <= n.count ? n.first_variant + relative : n.untagged);
    NEXT();
  }

  // --- control
  CASE(lower) {
    program.lower(pc->a);
    RELOAD(FP_ADDRESS());
    pc = fn->code;
    if (memory.exhausted()) {
      out_of_memory(SPAN());
      goto leave;
    }
    DISPATCH();
  }
  CASE(enter) {
    SPEND(2);
    if (FP_ADDRESS() + static_cast<uint64_t>(pc->a) > t->stack_limit || t->frames.size() >= options.budget.stack_frames) {
      const Frame& caller = t->frames.back();
      const bool known = caller.fn != nullptr && caller.ret > caller.fn->code;
      fail(OutcomeKind::budget, "stack", known ? caller.fn->spans[static_cast<size_t>(caller.ret - 1 - caller.fn->code)] : SPAN(), 1);
      goto leave;
    }
    NEXT();
  }
  CASE(ret) {
    SPEND(pc->x);
    const Frame f = t->frames.back();
    t->frames.pop_back();
    if (__builtin_expect(f.fn == nullptr, 0)) {
      t->fp = FP_ADDRESS();
      if (!finish_thread()) goto leave;
      goto resume_thread;
    }
    fn = f.fn;
    pc = f.ret;
    fp = mem + f.fp;
    DISPATCH();
  }
  CASE(jmp) {
    SPEND(pc->x);
    JUMP(pc->a);
  }
  CASE(jz) {
    SPEND(pc->x);
    if (*A == 0) JUMP(pc->c);
    NEXT();
  }
  CASE(jnz) {
    SPEND(pc->x);
    if (*A != 0) JUMP(pc->c);
    NEXT();
  }
  CASE(switch_) {
    SPEND(pc->x);
    const SwitchTable& s = fn->switches[pc->b];
    const u128 value = pc->c == 0   ? *A
                       : pc->c == 1 ? ld<uint16_t>(A)
                       : pc->c == 2 ? ld<uint32_t>(A)
                       : pc->c == 3 ? ld<uint64_t>(A)
                                    : ld<u128>(A);
    if (!s.dense.empty()) {
      const u128 at = value - s.first;
      JUMP(at < s.dense.size() ? s.dense[static_cast<size_t>(at)] : s.otherwise);
    }
    size_t low = 0, high = s.targets.size();
    while (low < high) {
      const size_t mid = (low + high) / 2;
      if (s.targets[mid].first < value) low = mid + 1;
      else high = mid;
    }
    JUMP(low < s.targets.size() && s.targets[low].first == value ? s.targets[low].second : s.otherwise);
  }
  CASE(call) {
    SPEND(pc->x);
    Function* callee = &program.functions[pc->a];
    ENTER(callee, pc->b, pc + 1);
  }
  CASE(call_ptr) {
    SPEND(pc->x);
    Function* callee = fn_at(ld<uint64_t>(A));
    if (callee == nullptr) {
      what = "calling a function pointer that does not point to a function";
      goto undefined_behaviour;
    }
    ENTER(callee, pc->b, pc + 1);
  }
  CASE(call_virtual) {
    SPEND(4);
    const uint64_t entry = ld<uint64_t>(A) + uint64_t{pc->x} * 8;
    CHECK(entry, 8)
    Function* callee = fn_at(ld<uint64_t>(mem + entry));
    if (callee == nullptr) {
      what = "calling a method through something that is no vtable";
      goto undefined_behaviour;
    }
    ENTER(callee, pc->b, pc + 1);
  }
  CASE(host) {
    SPEND(10);
    const HostInfo& info = program.host_calls[pc->a];
    const uint32_t base = FP_ADDRESS();
    if (!info.fn(*this, base + pc->b, info)) goto leave;
    RELOAD(base);
    NEXT();
  }
  CASE(throw_) {
    t->payloads.push_back({ld<uint64_t>(A), ld<uint64_t>(A + 8)});
    if (options.traced) record(Event::Kind::unwind, SPAN(), UINT32_MAX, 0, 0, fn->key.def);
    goto unwind;
  }
  CASE(resume) {
    const Frame f = t->frames.back();
    t->frames.pop_back();
    if (f.fn == nullptr) {
      t->frames.push_back(f);
      goto uncaught;
    }
    fn = f.fn;
    pc = f.ret - 1;
    fp = mem + f.fp;
    goto unwind;
  }
  CASE(catch_) {
    if (t->payloads.empty()) {
      what = "catching what was not thrown";
      goto undefined_behaviour;
    }
    st<uint64_t>(A, t->payloads.back().data);
    st<uint64_t>(A + 8, t->payloads.back().vtable);
    t->payloads.pop_back();
    NEXT();
  }
  CASE(terminate) { goto terminating; }
  CASE(unreachable) {
    what = pc->b == 1 ? "constructing invalid value: expected a boolean"
           : pc->b == 2
               ? "constructing invalid value: expected a valid unicode scalar value (in `0..=0x10FFFF` but not in `0xD800..=0xDFFF`)"
               : "entering unreachable code";
    goto undefined_behaviour;
  }
  CASE(refuse) {
    const Refusal& r = program.refusals[pc->b];
    fail(OutcomeKind::refused, r.what, r.span, 2);
    goto leave;
  }
  CASE(assert_frame) {
    // Beyond the innermost frame there are only frames that have been left.
    const auto p = ld<uint64_t>(A);
    if (p >= FP_ADDRESS() + static_cast<uint64_t>(pc->b) && p < t->stack_limit) {
      what = "memory access failed: the pointer is dangling (to a variable of a function that has returned)";
      goto undefined_behaviour;
    }
    NEXT();
  }

  // --- constants
  CASE(const_value) {
    const GlobalConst& c = program.constants[pc->b];
    if (c.done) {
      __builtin_memcpy(A, mem + c.address, c.size);
      NEXT();
    }
    ENTER(&program.functions[c.function], pc->c, pc);
  }
  CASE(const_address) {
    const GlobalConst& c = program.constants[pc->b];
    if (c.done) {
      st<uint64_t>(A, c.address);
      NEXT();
    }
    ENTER(&program.functions[c.function], pc->c, pc);
  }
  CASE(const_done) {
    GlobalConst& c = program.constants[pc->a];
    if (c.address == 0) {
      out_of_memory(SPAN());
      goto leave;
    }
    __builtin_memcpy(mem + c.address, B, c.size);
    c.done = true;
    NEXT();
  }
  CASE(const_failed) {
    fail(OutcomeKind::refused, "constants whose evaluation panics", SPAN(), 2);
    goto leave;
  }

  CASE(thread_op) {
    SPEND(10);
    const uint32_t base = FP_ADDRESS();
    t->fp = base;
    t->pc = pc + 1;
    t->fn = fn;
    if (!thread_operation(pc->x, base + pc->b, program.host_calls[pc->a], SPAN())) goto leave;
    RELOAD(base);
    if (switch_now_) {
      switch_now_ = false;
      if (!switch_thread()) goto leave;
      goto resume_thread;
    }
    NEXT();
  }
  CASE(thread_end) { NEXT(); }
  CASE(event) {
    record(static_cast<Event::Kind>(pc->a), SPAN(), pc->b, pc->x == 1 ? ld<uint64_t>(C) : 0, 0, pc->x == 1 ? DefId() : DefId(pc->c));
    NEXT();
  }

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
  fn = f.fn;
  pc = f.ret - 1;
  fp = mem + f.fp;
}

uncaught : t->fp = FP_ADDRESS();
if (t->id == 1) {
  fail(OutcomeKind::panicked, "", SPAN(), 101);
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
    goto leave;
  }
  JUMP(fn->traps[low].target);
}

division : what = "dividing by zero";
goto undefined_behaviour;

bad_access : undefined(bad < 4096                     ? "using a null pointer"
                       : bad < memory.granules() * 16 ? "accessing memory that is not allocated (freed, or outside of its allocation)"
                                                      : "accessing memory outside of any allocation",
                       SPAN());
goto leave;

undefined_behaviour : undefined(what, SPAN());
goto leave;

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

leave : slice_ = fuel;
return;
}

}  // namespace borrowlab::vm
