// A region variable that messages call by a name of their own (`'1`), while this is set. rustc: RegionHighlightMode.
#pragma once
#include <string>

#include "types/type.h"

namespace borrowlab::types {

struct RegionHighlight {
  RegionVid vid;
  std::string name;
};
inline thread_local const RegionHighlight* region_highlight = nullptr;

}  // namespace borrowlab::types
