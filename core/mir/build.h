// THIR to MIR, and the passes on MIR that come before and after borrow checking. After rustc_mir_build::builder (scopes, matches,
// expressions as place/operand/rvalue/into), rustc_mir_transform::{promote_consts, elaborate_drops}.
#pragma once
#include "diagnostics/diagnostic.h"
#include "mir/body.h"
#include "typeck/check.h"

namespace borrowlab::mir {

// The body as the borrow checker sees it: drops on every path, false edges, fake reads and fake borrows of matches, two-phase borrows,
// promoted constants taken out. Reports what rustc's match checking reports (E0004, E0005, E0023 is typeck's, unreachable patterns are
// lints).
Body build(types::Context& cx, const typeck::thir::Body& thir, diagnostics::Sink& sink);

// The body as it runs: false edges and fake reads gone, drops of moved-out values removed, conditional ones behind drop flags,
// partially moved values dropped by field ("open drops"), unreachable blocks removed. `env`: the owner's.
Body elaborate_drops(types::Context& cx, const Body& built, const types::ParamEnv& env);

}  // namespace borrowlab::mir
