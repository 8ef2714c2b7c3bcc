// Match checking: are matches exhaustive, are let patterns irrefutable. After rustc_mir_build::thir::pattern::check_match and
// rustc_pattern_analysis (Maranget, "Warnings for pattern matching", 2007).
#pragma once
#include "diagnostics/diagnostic.h"
#include "mir/body.h"

namespace borrowlab::mir {

// Reports E0004 and E0005 of one body, in source order.
void check_match(types::Context& cx, const typeck::thir::Body& thir, diagnostics::Sink& sink);

}  // namespace borrowlab::mir
