// What other crates could reach, were the program a library: what is public all the way, and what its interfaces name. rustc warns of none
// of it as dead. After rustc_privacy's effective visibilities, of which this is the level `Reachable`.
#pragma once
#include <unordered_set>

#include "types/items.h"

namespace borrowlab::lint {

std::unordered_set<resolve::DefId, IndexHash> reachable_items(const types::Context& cx, const resolve::Crate& krate);

}  // namespace borrowlab::lint
