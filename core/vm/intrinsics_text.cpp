// Host intrinsics on characters and text.
#include <algorithm>

#include "vm/intrinsics.h"
#include "vm/unicode_tables.h"

namespace borrowlab::vm {

namespace {

bool in_ranges(const uint32_t* ranges, size_t count, uint32_t c) {
  const uint32_t* end = ranges + count;
  const uint32_t* it = std::upper_bound(ranges, end, c, [](uint32_t value, uint32_t range) { return value < range >> 11; });
  if (it == ranges) return false;
  --it;
  return c - (*it >> 11) <= (*it & 2047);
}

bool has_property(uint32_t c, uint32_t what) {
  namespace u = unicode;
  const bool ascii = c < 128;
  switch (what) {
    case 0: return ascii ? (c | 32) >= 'a' && (c | 32) <= 'z' : in_ranges(u::alphabetic_ranges, u::alphabetic_count, c);
    case 1: return ascii ? c >= '0' && c <= '9' : in_ranges(u::numeric_ranges, u::numeric_count, c);
    case 2: return ascii ? c >= 'a' && c <= 'z' : in_ranges(u::lowercase_ranges, u::lowercase_count, c);
    case 3: return ascii ? c >= 'A' && c <= 'Z' : in_ranges(u::uppercase_ranges, u::uppercase_count, c);
    case 4:
      return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
             c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
    case 5: return c < 32 || (c >= 127 && c < 160);
    case 6: return !ascii && in_ranges(u::grapheme_extend_ranges, u::grapheme_extend_count, c);
    case 7: return ascii ? c >= 32 && c < 127 : !in_ranges(u::unprintable_ranges, u::unprintable_count, c);
    default: return false;
  }
}

bool char_is(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(static_cast<uint8_t>(has_property(c.arg<uint32_t>(0), c.arg<uint32_t>(1))));
}

bool convert_case(Machine& m, uint32_t f, const HostInfo& i, bool upper) {
  namespace u = unicode;
  const HostCall c{m, f, i};
  const auto ch = c.arg<uint32_t>(0);
  const auto out = c.arg<uint64_t>(1);
  uint32_t result[3] = {ch, 0, 0};
  uint64_t count = 1;
  if (ch < 128) {
    if (upper ? ch >= 'a' && ch <= 'z' : ch >= 'A' && ch <= 'Z') result[0] = ch ^ 32;
  } else {
    const auto* runs = upper ? u::upper_runs : u::lower_runs;
    const size_t n = upper ? u::upper_run_count : u::lower_run_count;
    const auto* run = std::upper_bound(runs, runs + n, ch, [](uint32_t value, const u::CaseRun& r) { return value < r.start; });
    if (run != runs) {
      --run;
      const uint32_t at = ch - run->start;
      if (at % run->stride == 0 && at / run->stride < run->count) result[0] = static_cast<uint32_t>(static_cast<int32_t>(ch) + run->delta);
    }
    const auto* specials = upper ? u::upper_specials : u::lower_specials;
    for (size_t k = 0; k < (upper ? u::upper_special_count : u::lower_special_count); ++k)
      if (specials[k].from == ch) {
        count = 0;
        for (const uint32_t to : specials[k].to)
          if (to != 0) result[count++] = to;
      }
  }
  if (!c.writable(out, count * 4)) return false;
  std::memcpy(m.memory.at(out), result, count * 4);
  return c.ret(count);
}
bool char_to_upper(Machine& m, uint32_t f, const HostInfo& i) { return convert_case(m, f, i, true); }
bool char_to_lower(Machine& m, uint32_t f, const HostInfo& i) { return convert_case(m, f, i, false); }

// The length of the valid sequence at p; 0 where there is none, and then `bad` is how many bytes rustc's Utf8Error counts (0: cut off).
uint32_t utf8_sequence(const uint8_t* p, uint64_t n, uint32_t& bad) {
  const uint8_t first = p[0];
  bad = 1;
  if (first < 0x80) return 1;
  uint32_t length = 0;
  uint8_t low = 0x80, high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) length = 2;
  else if (first >= 0xE0 && first <= 0xEF) length = 3;
  else if (first >= 0xF0 && first <= 0xF4) length = 4;
  else return 0;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (uint32_t k = 1; k < length; ++k) {
    if (k >= n) {
      bad = 0;
      return 0;
    }
    if (p[k] < low || p[k] > high) {
      bad = k;
      return 0;
    }
    low = 0x80, high = 0xBF;
  }
  return length;
}

bool utf8_valid_up_to(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), n = c.arg<uint64_t>(1), error = c.arg<uint64_t>(2);
  if (n != 0 && !c.readable(at, n)) return false;
  if (!c.writable(error, 8)) return false;
  const uint8_t* p = n != 0 ? m.memory.at(at) : nullptr;
  uint64_t k = 0;
  uint32_t bad = 0;
  while (k < n) {
    const uint32_t length = utf8_sequence(p + k, n - k, bad);
    if (length == 0) break;
    k += length;
  }
  const uint64_t error_length = k < n ? bad : 0;
  std::memcpy(m.memory.at(error), &error_length, 8);
  return c.ret(k);
}

}  // namespace

void add_text_intrinsics(HostTable& t) {
  t.insert(
      {{"char_is", char_is}, {"char_to_upper", char_to_upper}, {"char_to_lower", char_to_lower}, {"utf8_valid_up_to", utf8_valid_up_to}});
}

}  // namespace borrowlab::vm
