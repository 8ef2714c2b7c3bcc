// Where a traced run stops: the statements of the program's own text, its last expressions and conditions, and the ends of blocks
// where something is dropped. A place of the MIR belongs to the innermost of them that holds it; what only holds others together (a loop,
// a match, a block) is none itself, so that control may pass through it unnoticed.
#pragma once
#include <unordered_map>
#include <vector>

#include "types/items.h"

namespace borrowlab::vm {

class Steps {
 public:
  // One stop. Units are numbered from 1; 0 is none.
  struct Unit {
    source::Span span;
    uint32_t parent = 0;  // the unit that it is a part of: `f(1)` in `let x = if c { f(1) } else { 2 };`
  };
  explicit Steps(const types::Context& cx) : cx_(cx), units_(1) {}
  // The unit that a place of this body belongs to. `dropping`: a value is dropped there, which makes the end of a block a stop.
  uint32_t unit_at(resolve::DefId owner, source::Span span, bool dropping);
  // Whether control that comes from unit `inner` to `outer` goes on with what has begun already.
  bool is_within(uint32_t inner, uint32_t outer) const {
    while (inner != 0 && inner != outer) inner = units_[inner].parent;
    return inner == outer;
  }
  const std::vector<Unit>& units() const { return units_; }

 private:
  struct Node {
    uint32_t lo = 0, hi = 0;
    uint32_t unit = 0, end_unit = 0;  // end_unit: of its last character, made when asked for
    uint32_t parent = UINT32_MAX;
    bool stops = false;
  };
  std::vector<Node>& nodes_of(resolve::DefId item);
  uint32_t add_unit(std::vector<Node>& nodes, uint32_t parent_node, uint32_t lo, uint32_t hi);

  const types::Context& cx_;
  std::vector<Unit> units_;
  std::unordered_map<resolve::DefId, std::vector<Node>, IndexHash> items_;
};

}  // namespace borrowlab::vm
