// Promotion: a reference to a constant expression becomes a reference to a static. After rustc_mir_transform::promote_consts.
#pragma once
#include "mir/body.h"

namespace borrowlab::mir {

// Moves what can be promoted into body.promoted. To be run before borrow checking.
void promote_consts(types::Context& cx, Body& body);

}  // namespace borrowlab::mir
