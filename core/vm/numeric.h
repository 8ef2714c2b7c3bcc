// Rust's arithmetic on the machine's values: wrapping, with its shifts, casts and conversions.
#pragma once
#include <cmath>
#include <cstdint>

#include "vm/layout.h"

namespace borrowlab::vm {

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

}  // namespace borrowlab::vm
