// Host intrinsics on integers, atomics and floats.
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>

#include "vm/intrinsics.h"

namespace borrowlab::vm {

namespace {

struct IntType {
  uint32_t bytes = 8;
  bool is_signed = false;
};
IntType int_type(const HostInfo& i, Machine& m) {
  IntType t;
  if (i.layout != nullptr && i.layout->size != 0) t.bytes = static_cast<uint32_t>(i.layout->size);
  if (const auto* k = i.types.empty() ? nullptr : m.cx.store.get<types::Int>(i.types[0])) t.is_signed = k->is_signed;
  return t;
}

u128 read_bits(const uint8_t* p, uint32_t bytes) {
  u128 v = 0;
  std::memcpy(&v, p, std::min<uint32_t>(bytes, 16));
  return v;
}
u128 mask_of(uint32_t bytes) { return bytes >= 16 ? ~u128{0} : (u128{1} << (bytes * 8)) - 1; }
i128 sign_extend(u128 v, uint32_t bytes) {
  const uint32_t up = 128 - bytes * 8;
  return static_cast<i128>(v << up) >> up;
}

bool saturate(Machine& m, uint32_t f, const HostInfo& i, bool add) {
  const HostCall c{m, f, i};
  const IntType t = int_type(i, m);
  const u128 a = read_bits(c.arg_bytes(0), t.bytes), b = read_bits(c.arg_bytes(1), t.bytes), mask = mask_of(t.bytes);
  u128 r = 0;
  if (!t.is_signed) {
    if (add) r = (b > mask - a) ? mask : a + b;
    else r = a < b ? 0 : a - b;
  } else {
    const i128 x = sign_extend(a, t.bytes), y = sign_extend(b, t.bytes);
    const i128 max = static_cast<i128>(mask >> 1), min = -max - 1;
    i128 s = 0;
    const bool over = add ? __builtin_add_overflow(x, y, &s) : __builtin_sub_overflow(x, y, &s);
    const bool up = add ? y > 0 : y < 0;
    if (over || s > max || s < min) s = up ? max : min;
    r = static_cast<u128>(s);
  }
  std::memcpy(c.ret_bytes(), &r, t.bytes);
  return true;
}
bool saturating_add(Machine& m, uint32_t f, const HostInfo& i) { return saturate(m, f, i, true); }
bool saturating_sub(Machine& m, uint32_t f, const HostInfo& i) { return saturate(m, f, i, false); }

bool rotate(Machine& m, uint32_t f, const HostInfo& i, bool left) {
  const HostCall c{m, f, i};
  const IntType t = int_type(i, m);
  const uint32_t bits = t.bytes * 8;
  uint32_t by = c.arg<uint32_t>(1) % bits;
  if (!left) by = (bits - by) % bits;
  const u128 a = read_bits(c.arg_bytes(0), t.bytes);
  const u128 r = by == 0 ? a : (a << by) | (a >> (bits - by));
  std::memcpy(c.ret_bytes(), &r, t.bytes);
  return true;
}
bool rotate_left(Machine& m, uint32_t f, const HostInfo& i) { return rotate(m, f, i, true); }
bool rotate_right(Machine& m, uint32_t f, const HostInfo& i) { return rotate(m, f, i, false); }

uint32_t leading(u128 v) {
  const auto high = static_cast<uint64_t>(v >> 64);
  return high != 0 ? static_cast<uint32_t>(std::countl_zero(high))
                   : 64U + static_cast<uint32_t>(std::countl_zero(static_cast<uint64_t>(v)));
}
uint32_t trailing(u128 v) {
  const auto low = static_cast<uint64_t>(v);
  return low != 0 ? static_cast<uint32_t>(std::countr_zero(low))
                  : 64U + static_cast<uint32_t>(std::countr_zero(static_cast<uint64_t>(v >> 64)));
}
bool ctpop(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const u128 v = read_bits(c.arg_bytes(0), int_type(i, m).bytes);
  return c.ret(static_cast<uint32_t>(std::popcount(static_cast<uint64_t>(v)) + std::popcount(static_cast<uint64_t>(v >> 64))));
}
bool ctlz(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  return c.ret(leading(read_bits(c.arg_bytes(0), bytes)) - (128 - bytes * 8));
}
bool cttz(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  return c.ret(std::min(trailing(read_bits(c.arg_bytes(0), bytes)), bytes * 8));
}
bool bswap(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  uint8_t out[16];
  for (uint32_t k = 0; k < bytes; ++k) out[k] = c.arg_bytes(0)[bytes - 1 - k];
  std::memcpy(c.ret_bytes(), out, bytes);
  return true;
}
bool bitreverse(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  const u128 v = read_bits(c.arg_bytes(0), bytes);
  u128 r = 0;
  for (uint32_t k = 0; k < bytes * 8; ++k) r |= (v >> k & 1) << (bytes * 8 - 1 - k);
  std::memcpy(c.ret_bytes(), &r, bytes);
  return true;
}

bool format_u128(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  u128 v = c.arg<u128>(0);
  const auto radix = c.arg<uint32_t>(1);
  const bool upper = c.arg<uint8_t>(2) != 0;
  if (radix < 2 || radix > 36) return m.undefined("formatting a number in this radix", i.span);
  char digits[130];
  size_t n = sizeof digits;
  if (radix == 10 && v <= UINT64_MAX) {
    auto low = static_cast<uint64_t>(v);
    do digits[--n] = static_cast<char>('0' + low % 10);
    while ((low /= 10) != 0);
  } else {
    do {
      const auto d = static_cast<uint32_t>(v % radix);
      digits[--n] = static_cast<char>(d < 10 ? '0' + d : (upper ? 'A' : 'a') + d - 10);
    } while ((v /= radix) != 0);
  }
  const uint64_t out = c.arg<uint64_t>(3), length = sizeof digits - n;
  if (!c.writable(out, length)) return false;
  std::memcpy(m.memory.at(out), digits + n, length);
  return c.ret(length);
}

// --- atomics: one host thread, so plain
bool atomic_xchg(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  const auto at = c.arg<uint64_t>(0);
  if (!c.atomic(at, bytes, Races::Kind::atomic_rmw, c.arg<Order>(2))) return false;
  const u128 old = read_bits(m.memory.at(at), bytes);
  std::memcpy(m.memory.at(at), c.arg_bytes(1), bytes);
  std::memcpy(c.ret_bytes(), &old, bytes);
  return true;
}
bool atomic_cxchg(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const uint32_t bytes = int_type(i, m).bytes;
  const auto at = c.arg<uint64_t>(0);
  if (!m.memory.valid(at, bytes)) return m.dangling(at, bytes, i.span);
  const u128 old = read_bits(m.memory.at(at), bytes);
  const bool same = old == read_bits(c.arg_bytes(1), bytes);
  if (!c.atomic(at, bytes, same ? Races::Kind::atomic_rmw : Races::Kind::atomic_load, c.arg<Order>(same ? 3 : 4))) return false;
  if (same) std::memcpy(m.memory.at(at), c.arg_bytes(2), bytes);
  std::memcpy(c.ret_bytes(), &old, bytes);
  c.ret_bytes()[bytes] = same ? 1 : 0;
  return true;
}
bool atomic_rmw(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const IntType t = int_type(i, m);
  const auto op = c.arg<uint32_t>(0);
  const auto at = c.arg<uint64_t>(1);
  if (!c.atomic(at, t.bytes, Races::Kind::atomic_rmw, c.arg<Order>(3))) return false;
  const u128 old = read_bits(m.memory.at(at), t.bytes), v = read_bits(c.arg_bytes(2), t.bytes);
  const bool less = t.is_signed ? sign_extend(old, t.bytes) < sign_extend(v, t.bytes) : old < v;
  u128 r = old;
  switch (op) {
    case 0: r = old + v; break;
    case 1: r = old - v; break;
    case 2: r = old & v; break;
    case 3: r = ~(old & v); break;
    case 4: r = old | v; break;
    case 5: r = old ^ v; break;
    case 6: r = less ? v : old; break;
    case 7: r = less ? old : v; break;
    default: return m.fail(OutcomeKind::refused, "internal: an unknown atomic operation", i.span, 2);
  }
  std::memcpy(m.memory.at(at), &r, t.bytes);
  std::memcpy(c.ret_bytes(), &old, t.bytes);
  return true;
}

// --- floats ----------------------------------------------------------------------------------------------------------

// The shortest decimal digits that read back as the value, and the power of ten of the first one: d.ddd x 10^exponent.
struct Shortest {
  char digits[24];
  int count = 0, exponent = 0;
};
// "d.ddde-xx" taken apart, trailing zeros left out.
Shortest parse_scientific(std::string_view text) {
  Shortest s;
  size_t at = 0;
  for (; at < text.size() && text[at] != 'e'; ++at)
    if (text[at] != '.') s.digits[s.count++] = text[at];
  if (at < text.size()) s.exponent = std::atoi(std::string(text.substr(at + 1)).c_str());
  while (s.count > 1 && s.digits[s.count - 1] == '0') --s.count;
  return s;
}

Shortest shortest(double value, bool is_f32) {
  char text[64];
#if defined(__cpp_lib_to_chars)
  const auto end = is_f32 ? std::to_chars(text, text + sizeof text, static_cast<float>(value), std::chars_format::scientific)
                          : std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
  return parse_scientific({text, static_cast<size_t>(end.ptr - text)});
#else
  // Standard libraries without floating-point to_chars: the fewest digits whose correctly rounded decimal reads back. Where the
  // gap below the value is half of the one above (powers of two), the decimal next above may be shorter still.
  auto reads_back = [&](const char* digits) {
    return is_f32 ? std::strtof(digits, nullptr) == static_cast<float>(value) : std::strtod(digits, nullptr) == value;
  };
  for (int precision = 0; precision < 17; ++precision) {
    std::snprintf(text, sizeof text, "%.*e", precision, value);
    if (reads_back(text)) break;
    char* last = std::strchr(text, 'e') - 1;
    if (*last >= '0' && *last < '9') {
      ++*last;
      if (reads_back(text)) break;
    }
  }
  return parse_scientific(text);
#endif
}

std::string in_full(const Shortest& s, bool point_zero) {
  std::string out;
  if (s.exponent < 0) {
    out = "0." + std::string(static_cast<size_t>(-s.exponent - 1), '0');
    out.append(s.digits, static_cast<size_t>(s.count));
    return out;
  }
  const int whole = s.exponent + 1;
  for (int k = 0; k < whole; ++k) out += k < s.count ? s.digits[k] : '0';
  if (s.count > whole) {
    out += '.';
    out.append(s.digits + whole, static_cast<size_t>(s.count - whole));
  } else if (point_zero) {
    out += ".0";
  }
  return out;
}
std::string scientific(const Shortest& s, bool upper) {
  std::string out(1, s.digits[0]);
  if (s.count > 1) {
    out += '.';
    out.append(s.digits + 1, static_cast<size_t>(s.count - 1));
  }
  return out + (upper ? 'E' : 'e') + std::to_string(s.exponent);
}

}  // namespace

std::string float_text(double value, bool is_f32, uint32_t mode) {
  if (std::isnan(value)) return "NaN";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double a = std::fabs(value);
  if (std::isinf(a)) return sign + "inf";
  const Shortest s = shortest(a, is_f32);
  const bool big = a >= 1e16 || (a != 0 && a < 1e-4);
  if (mode == 0) return sign + in_full(s, false);
  if (mode == 1) return sign + (big ? scientific(s, false) : in_full(s, true));
  return sign + scientific(s, mode == 3);
}

namespace {

bool format_f64(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto value = c.arg<double>(0);
  const bool is_f32 = c.arg<uint8_t>(1) != 0;
  const auto mode = c.arg<uint32_t>(2);
  const auto precision = c.arg<int64_t>(3);
  const auto out = c.arg<uint64_t>(4), capacity = c.arg<uint64_t>(5);
  std::string text;
  if (precision >= 0 && std::isfinite(value)) {
    if (std::signbit(value)) text = "-";
    const double a = std::fabs(value);
    const int digits = static_cast<int>(std::min<int64_t>(precision, 1100));
    std::string buffer(static_cast<size_t>(digits) + 400, '\0');
    const int n = std::snprintf(buffer.data(), buffer.size(), mode <= 1 ? "%.*f" : "%.*e", digits, a);
    buffer.resize(static_cast<size_t>(std::max(n, 0)));
    if (mode <= 1) {
      text += buffer + std::string(static_cast<size_t>(precision - digits), '0');
    } else {
      const size_t e = buffer.find('e');
      std::string mantissa = buffer.substr(0, e);
      const int exponent = e == std::string::npos ? 0 : std::atoi(buffer.c_str() + e + 1);
      text += mantissa + std::string(static_cast<size_t>(precision - digits), '0') + (mode == 3 ? 'E' : 'e') + std::to_string(exponent);
    }
  } else {
    text = float_text(value, is_f32, mode);
  }
  if (text.size() > capacity) return m.fail(OutcomeKind::refused, "numbers with this many digits", i.span, 2);
  if (!c.writable(out, text.size())) return false;
  std::memcpy(m.memory.at(out), text.data(), text.size());
  return c.ret(static_cast<uint64_t>(text.size()));
}

bool parse_f64(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), n = c.arg<uint64_t>(1), out = c.arg<uint64_t>(3);
  const bool is_f32 = c.arg<uint8_t>(2) != 0;
  if (!c.readable(at, n) || !c.writable(out, 8)) return false;
  const std::string text(reinterpret_cast<const char*>(m.memory.at(at)), static_cast<size_t>(n));
  size_t k = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const auto is_word = [&](std::string_view word) {
    if (text.size() - k != word.size()) return false;
    for (size_t j = 0; j < word.size(); ++j)
      if ((text[k + j] | 32) != word[j]) return false;
    return true;
  };
  double value = 0;
  if (is_word("inf") || is_word("infinity")) {
    value = std::numeric_limits<double>::infinity();
    if (text[0] == '-') value = -value;
  } else if (is_word("nan")) {
    value = std::numeric_limits<double>::quiet_NaN();
  } else {
    size_t p = k, digits = 0;
    const auto run = [&] {
      size_t count = 0;
      while (p < text.size() && text[p] >= '0' && text[p] <= '9') ++p, ++count;
      return count;
    };
    digits = run();
    if (p < text.size() && text[p] == '.') {
      ++p;
      digits += run();
    }
    if (digits == 0) return c.ret(uint8_t{0});
    if (p < text.size() && (text[p] | 32) == 'e') {
      ++p;
      if (p < text.size() && (text[p] == '+' || text[p] == '-')) ++p;
      if (run() == 0) return c.ret(uint8_t{0});
    }
    if (p != text.size()) return c.ret(uint8_t{0});
    value = is_f32 ? static_cast<double>(std::strtof(text.c_str(), nullptr)) : std::strtod(text.c_str(), nullptr);
  }
  std::memcpy(m.memory.at(out), &value, 8);
  return c.ret(uint8_t{1});
}

template <class F>
F unary(uint32_t op, F a) {
  switch (op) {
    case 0: return std::floor(a);
    case 1: return std::ceil(a);
    case 2: return std::round(a);
    case 3: return std::trunc(a);
    case 4: return std::sqrt(a);
    case 5: return std::sin(a);
    case 6: return std::cos(a);
    case 7: return std::tan(a);
    case 8: return std::asin(a);
    case 9: return std::acos(a);
    case 10: return std::atan(a);
    case 11: return std::sinh(a);
    case 12: return std::cosh(a);
    case 13: return std::tanh(a);
    case 14: return std::exp(a);
    case 15: return std::exp2(a);
    case 16: return std::log(a);
    case 17: return std::log2(a);
    case 18: return std::log10(a);
    case 19: return std::cbrt(a);
    case 20: return std::fabs(a);
    case 21: return std::expm1(a);
    case 22: return std::log1p(a);
    case 23: return std::nearbyint(a);
    case 24: return std::asinh(a);
    case 25: return std::acosh(a);
    case 26: return std::atanh(a);
    default: return a;
  }
}
template <class F>
F binary(uint32_t op, F a, F b) {
  switch (op) {
    case 0: return std::pow(a, b);
    case 1: return std::atan2(a, b);
    case 2: return std::hypot(a, b);
    case 3: return std::copysign(a, b);
    case 4: return std::fmin(a, b);
    case 5: return std::fmax(a, b);
    default: return std::fmod(a, b);
  }
}
template <class F>
bool float1(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(unary<F>(c.arg<uint32_t>(0), c.arg<F>(1)));
}
template <class F>
bool float2(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(binary<F>(c.arg<uint32_t>(0), c.arg<F>(1), c.arg<F>(2)));
}
bool fma_f64(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(std::fma(c.arg<double>(0), c.arg<double>(1), c.arg<double>(2)));
}
// By squaring, as compiler-rt's __powidf2.
bool powi_f64(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  double a = c.arg<double>(0), r = 1;
  const auto n = c.arg<int32_t>(1);
  for (int64_t b = n < 0 ? -int64_t{n} : n; b != 0; b /= 2) {
    if (b % 2 != 0) r *= a;
    a *= a;
  }
  return c.ret(n < 0 ? 1 / r : r);
}

}  // namespace

void add_integer_intrinsics(HostTable& t) {
  t.insert({{"saturating_add", saturating_add},
            {"saturating_sub", saturating_sub},
            {"rotate_left", rotate_left},
            {"rotate_right", rotate_right},
            {"ctpop", ctpop},
            {"ctlz", ctlz},
            {"cttz", cttz},
            {"bswap", bswap},
            {"bitreverse", bitreverse},
            {"format_u128", format_u128},
            {"atomic_xchg", atomic_xchg},
            {"atomic_cxchg", atomic_cxchg},
            {"atomic_rmw", atomic_rmw}});
}
void add_float_intrinsics(HostTable& t) {
  t.insert({{"format_f64", format_f64},
            {"parse_f64", parse_f64},
            {"float1_f64", float1<double>},
            {"float1_f32", float1<float>},
            {"float2_f64", float2<double>},
            {"float2_f32", float2<float>},
            {"fma_f64", fma_f64},
            {"powi_f64", powi_f64}});
}

}  // namespace borrowlab::vm
