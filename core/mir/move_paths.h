// Move paths: the places of a body that are moved out of, initialized or dropped as wholes, as a tree, and where that happens.
// After rustc_mir_dataflow::move_paths; illegal moves as in rustc_borrowck (check_movable_place).
#pragma once

#include "mir/body.h"
#include "support/function_ref.h"

namespace borrowlab::mir {

BORROWLAB_INDEX(MovePathIndex);
BORROWLAB_INDEX(MoveOutIndex);
BORROWLAB_INDEX(InitIndex);

// One place of the tree; the first paths are those of the locals, in order (locals left out by the filter have none).
struct MovePath {
  Place place;
  MovePathIndex parent, first_child, next_sibling;
};

// A move out of a path: by a `move` operand, or by StorageDead.
struct MoveOut {
  MovePathIndex path;
  Location source;
};

enum class InitKind : uint8_t { deep, shallow, non_panic_path_only /* a call's destination: only where the call returns */ };
struct Init {
  MovePathIndex path;
  InitKind kind = InitKind::deep;
  Location location;  // meaningless for arguments
  Local argument;     // valid: initialized by the caller
};

// A move that the language forbids. `place` is what was to be moved.
struct IllegalMove {
  enum class Kind : uint8_t {
    borrowed_content,
    interior_of_type_with_destructor,
    interior_of_slice_or_array
  } kind = Kind::borrowed_content;
  Place place;
  Location location;
  Place target_place;     // borrowed_content: the prefix of `place` that ends with the dereference
  TypeId container_ty;    // the two others: the type that may not be moved out of
  bool is_index = false;  // interior_of_slice_or_array: by `[index]`, not by a pattern
};

// exact: the path is the place's own. Otherwise: its longest prefix that has one (`path` is none where there is none).
struct LookupResult {
  bool exact = false;
  MovePathIndex path;
};

struct IndexRange {  // [begin, end) of MoveOutIndex or InitIndex
  uint32_t begin = 0, end = 0;
};

class MoveData {
 public:
  IndexVec<MovePathIndex, MovePath> paths;
  IndexVec<MoveOutIndex, MoveOut> moves;  // in order of location
  IndexVec<InitIndex, Init> inits;        // arguments first, then in order of location
  IndexVec<MovePathIndex, std::vector<MoveOutIndex>> path_moves;
  IndexVec<MovePathIndex, std::vector<InitIndex>> path_inits;
  std::vector<IllegalMove> illegal_moves;  // in order of location

  MovePathIndex local_path(Local local) const { return locals_[local]; }  // none where the filter left it out
  LookupResult find(const Place& place) const;
  LookupResult find(const Place& place, size_t projections) const;       // of the prefix with that many projections
  MovePathIndex child(MovePathIndex path, const PlaceElem& elem) const;  // none where there is no such path
  Local base_local(MovePathIndex path) const { return paths[path].place.local; }
  IndexRange moves_at(Location l) const { return at(move_points_, l); }
  IndexRange inits_at(Location l) const { return at(init_points_, l); }
  // Points: the body's locations in block order, terminators included.
  uint32_t point(Location l) const { return block_start_[l.block] + l.statement; }

  // Calls f for the path and all paths below it, parents first.
  template <class F>
  void for_each_child(MovePathIndex path, F&& f) const {
    f(path);
    for (MovePathIndex c = paths[path].first_child; c; c = paths[c].next_sibling) for_each_child(c, f);
  }
  // The first path of `path`'s subtree for which `found` holds; none where there is none.
  MovePathIndex find_descendant(MovePathIndex path, FunctionRef<bool(MovePathIndex)> found) const;

 private:
  friend class MoveDataBuilder;
  IndexRange at(const std::vector<uint32_t>& starts, Location l) const { return {starts[point(l)], starts[point(l) + 1]}; }
  IndexVec<Local, MovePathIndex> locals_;
  IndexVec<BasicBlock, uint32_t> block_start_;
  std::vector<uint32_t> move_points_, init_points_;
};

// `filter`: which types of locals matter (drop elaboration: those that need drop); null: all.
// Cost: linear in the body's size plus the number of siblings passed in look-ups.
MoveData gather_moves(types::Context& cx, const Body& body, FunctionRef<bool(TypeId)> filter = nullptr);

enum class DropFlagState : uint8_t { present, absent };
// What a location does to initializedness, as if it completed normally: moves out first, a Drop's place, then inits (of calls too
// unless non_panic_path_only, which `on_call_return` below gives). After rustc_mir_dataflow::drop_flag_effects.
template <class F>
void drop_flag_effects_for_location(const Body& body, const MoveData& data, Location loc, F&& f) {
  const IndexRange moves = data.moves_at(loc);
  for (uint32_t i = moves.begin; i < moves.end; ++i)
    data.for_each_child(data.moves[MoveOutIndex(i)].path, [&](MovePathIndex p) { f(p, DropFlagState::absent); });
  const BasicBlockData& block = body.blocks[loc.block];
  if (loc.statement == block.statements.size())
    if (const auto* drop = std::get_if<TDrop>(&block.terminator.kind)) {
      const LookupResult found = data.find(drop->place);
      if (found.exact) data.for_each_child(found.path, [&](MovePathIndex p) { f(p, DropFlagState::absent); });
    }
  const IndexRange inits = data.inits_at(loc);
  for (uint32_t i = inits.begin; i < inits.end; ++i) {
    const Init& init = data.inits[InitIndex(i)];
    if (init.kind == InitKind::deep) data.for_each_child(init.path, [&](MovePathIndex p) { f(p, DropFlagState::present); });
    if (init.kind == InitKind::shallow) f(init.path, DropFlagState::present);
  }
}
template <class F>
void drop_flag_effects_for_function_entry(const Body& body, const MoveData& data, F&& f) {
  for (uint32_t i = 1; i <= body.arg_count; ++i)
    if (const MovePathIndex path = data.local_path(Local(i)))
      data.for_each_child(path, [&](MovePathIndex p) { f(p, DropFlagState::present); });
}

}  // namespace borrowlab::mir
