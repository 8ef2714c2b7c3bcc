// References to fields that may be misaligned, moves of values without a known size. After rustc_mir_transform::check_packed_ref and
// rustc_borrowck::type_check.
#pragma once
#include "diagnostics/diagnostic.h"
#include "mir/body.h"

namespace borrowlab::mir {

// E0793 and E0161 of one body, in the order of its blocks.
void check_places(types::Context& cx, const Body& body, diagnostics::Sink& sink);

}  // namespace borrowlab::mir
