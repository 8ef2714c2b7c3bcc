// Properties and case mappings of characters above ASCII, as tables.
#pragma once
#include <cstddef>
#include <cstdint>

namespace borrowlab::vm::unicode {

struct CaseRun {
  uint32_t start;
  uint16_t count;
  uint16_t stride;
  int32_t delta;
};  // start + i * stride maps to itself + delta
struct CaseSpecial {
  uint32_t from;
  uint32_t to[3];
};  // several characters; 0 ends

#define BORROWLAB_UNICODE_RANGES(name)   \
  extern const uint32_t name##_ranges[]; \
  extern const size_t name##_count;
BORROWLAB_UNICODE_RANGES(alphabetic)
BORROWLAB_UNICODE_RANGES(numeric)
BORROWLAB_UNICODE_RANGES(lowercase)
BORROWLAB_UNICODE_RANGES(uppercase)
BORROWLAB_UNICODE_RANGES(grapheme_extend)
BORROWLAB_UNICODE_RANGES(unprintable)
#undef BORROWLAB_UNICODE_RANGES
extern const CaseRun upper_runs[], lower_runs[];
extern const CaseSpecial upper_specials[], lower_specials[];
extern const size_t upper_run_count, lower_run_count, upper_special_count, lower_special_count;

}  // namespace borrowlab::vm::unicode
