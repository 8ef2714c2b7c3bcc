// What constants, statics and const fns may not do. After rustc_const_eval::check_consts.
#pragma once
#include "diagnostics/diagnostic.h"
#include "mir/body.h"

namespace borrowlab::mir {

// How rustc names the kind of body: "constants", "statics", "constant functions"; null: it runs at run time.
const char* const_context(const types::Context& cx, resolve::DefId owner);

// Calls of what is not const: E0015. Only what is certain is reported: a library fn that is not marked const may be so in rustc's.
void check_consts(types::Context& cx, const typeck::thir::Body& body, diagnostics::Sink& sink);

// What a constant's evaluation would drop (E0493) or keep for ever though it can change (E0492, E0764). `body` is as it was built.
void check_const_values(types::Context& cx, const Body& body, diagnostics::Sink& sink);

}  // namespace borrowlab::mir
