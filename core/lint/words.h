// Words that several lints say.
#pragma once
#include <string>
#include <vector>

#include "types/items.h"

namespace borrowlab::lint {

// `a`; `a` and `b`; `a`, `b`, and `c`: each in backticks. rustc: DiagArgValue::StrListSepByAnd.
std::string list_and(const std::vector<std::string>& names);

// What rustc calls a definition of that kind: "function", "associated function", "method". rustc: tcx.def_descr.
std::string describe(const types::Context& cx, resolve::DefId def);

}  // namespace borrowlab::lint
