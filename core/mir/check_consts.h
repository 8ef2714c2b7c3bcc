// What constants, statics and const fns may not do. After rustc_const_eval::check_consts.
#pragma once
#include "diagnostics/diagnostic.h"
#include "typeck/thir.h"

namespace borrowlab::mir {

// Calls of what is not const: E0015. Only what is certain is reported: a library fn that is not marked const may be so in rustc's.
void check_consts(types::Context& cx, const typeck::thir::Body& body, diagnostics::Sink& sink);

}  // namespace borrowlab::mir
