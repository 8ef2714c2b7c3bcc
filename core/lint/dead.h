// Dead code: what is never used, constructed or read (`dead_code`). After rustc_passes::dead: all that is reached from `main`, from what
// other crates could name and from what is allowed to be dead is live; impls of traits are live with the trait and the type.
#pragma once
#include <map>
#include <unordered_set>

#include "lint/lint.h"

namespace borrowlab::lint {

struct LiveSymbols {
  std::unordered_set<DefId, IndexHash> live;
  std::unordered_map<DefId, std::vector<DefId>, IndexHash> ignored_derives;  // type -> traits whose derived impls read nothing

  bool contains(DefId d) const { return live.count(d) != 0; }
};

LiveSymbols live_symbols(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies,
                         const Levels& levels);

}  // namespace borrowlab::lint
