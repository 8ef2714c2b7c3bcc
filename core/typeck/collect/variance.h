// How an item's type varies with each of its parameters. After rustc_hir_analysis::variance (Taming the Wildcards, Altidor et al.).
#pragma once
#include "types/items.h"

namespace borrowlab::typeck {

// Fills items.variances for every struct, enum, union and fn of the crate, whose fields and signatures are known by then.
// The least fixed point from "bivariant"; cost: passes over all field types until nothing changes (two or three, as a rule).
void compute_variances(types::Context& cx, resolve::DefId first, resolve::DefId last);

}  // namespace borrowlab::typeck
