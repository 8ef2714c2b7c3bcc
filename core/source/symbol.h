// Interned strings. A Symbol is 32 bits; equal text means equal index. The table lives for the thread's life, as
// rustc's session globals do; symbols of source/symbols.def have fixed indices and are constants in namespace sym.
#pragma once
#include <string_view>

#include "support/index.h"

namespace borrowlab::source {

struct Symbol {
  uint32_t index = 0;  // 0 is the empty string
  static Symbol intern(std::string_view text);
  std::string_view str() const;  // valid for the thread's life
  bool empty() const { return index == 0; }
  friend constexpr bool operator==(Symbol a, Symbol b) { return a.index == b.index; }
  friend constexpr auto operator<=>(Symbol a, Symbol b) { return a.index <=> b.index; }
};

namespace sym {
enum Index : uint32_t {
  empty_index,
#define SYMBOL(name, text) name##_index,
#include "source/symbols.def"
#undef SYMBOL
  predefined_count
};
#define SYMBOL(name, text) inline constexpr Symbol name{name##_index};
#include "source/symbols.def"
#undef SYMBOL
}  // namespace sym

}  // namespace borrowlab::source

template <>
struct std::hash<borrowlab::source::Symbol> {
  size_t operator()(borrowlab::source::Symbol s) const { return s.index * 0x9E3779B97F4A7C15ULL; }
};
