// Decimal text of 128-bit integers, which the standard library cannot print.
#pragma once
#include <string>

namespace borrowlab {

inline std::string decimal(unsigned __int128 v) {
  if (v == 0) return "0";
  std::string out;
  for (; v != 0; v /= 10) out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(v % 10)));
  return out;
}

}  // namespace borrowlab
