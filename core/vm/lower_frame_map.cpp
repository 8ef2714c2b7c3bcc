// Traced bodies keep book of which variables hold a value: a byte in the frame for each move path, written where the path is
// initialized, moved out of or dropped.
#include "mir/move_paths.h"
#include "vm/frame_map.h"
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::Local;
using mir::MovePathIndex;

// Chooses the variables to follow; their state bytes begin at `at`. Returns where they end.
uint64_t BodyLowering::map_variables(uint64_t at) {
  move_data_ = std::make_shared<const mir::MoveData>(mir::gather_moves(cx_, body_));
  auto map = std::make_shared<FrameMap>();
  state_slots_.assign(move_data_->paths.size(), no_slot);
  states_begin_ = static_cast<uint32_t>(at);
  for (uint32_t i = 1; i < body_.locals.size(); ++i) {
    const mir::LocalDecl& decl = body_.locals[Local(i)];
    if (decl.info.is_ref_for_guard || local_loc_[i].indirect) continue;
    // Names that the program does not write are those of library macros and of loops taken apart.
    const Span declared = decl.source_info.span;
    const source::FileId file = cx_.sources.file_of(declared.lo);
    const bool written = !decl.name.empty() && cx_.sources.desugaring_of(declared) == source::DesugaringKind::none && file.valid() &&
                         !cx_.sources.file(file).is_library;
    if (!written && !p_.needs_drop(local_ty_[i])) continue;
    FrameMap::Variable v;
    if (written) v.name = decl.name, v.declared = declared;
    v.ty = local_ty_[i];
    v.slot = local_loc_[i].base;
    if (const MovePathIndex path = move_data_->local_path(Local(i))) {
      v.path = static_cast<uint32_t>(map->paths.size());
      move_data_->for_each_child(path, [&](MovePathIndex p) {
        const mir::MovePath& of = move_data_->paths[p];
        FrameMap::Path entry;
        if (p != path) {
          entry.parent = state_slots_[of.parent.index] - states_begin_;
          entry.elem = of.place.projection.back();
        }
        entry.slot = state_slots_[p.index] = static_cast<uint32_t>(at++);
        map->paths.push_back(entry);
      });
    }
    // A closure's own place is shown by what it captured.
    if (i != 1 || !body_.closure) map->variables.push_back(v);
  }
  for (uint32_t i = 0; body_.closure && i < body_.closure->captures.size(); ++i) {
    FrameMap::Variable v;
    v.slot = local_loc_[1].base;
    v.ty = local_ty_[1];
    v.capture = i;
    mir::Place place(Local(1));
    place.projection.push_back(mir::PlaceElem::field(mir::FieldIdx(i), {}));
    if (const mir::LookupResult found = move_data_->find(place); found.exact && state_slots_[found.path.index] != no_slot)
      v.path = state_slots_[found.path.index] - states_begin_;
    map->variables.push_back(v);
  }
  states_end_ = static_cast<uint32_t>(at);
  f_.map = std::move(map);
  return at;
}

void BodyLowering::mark(MovePathIndex path, uint8_t state) {
  if (state_slots_[path.index] == no_slot) return;
  const uint32_t from = pc();
  imm(state_slots_[path.index], 1, state);
  free_ += pc() - from;
}

void BodyLowering::mark_initialised(MovePathIndex path) {
  move_data_->for_each_child(path, [&](MovePathIndex p) { mark(p, FrameMap::initialised); });
}

void BodyLowering::mark_entry() {
  if (states_end_ > states_begin_) emit(Op::zero, states_begin_, 0, states_end_ - states_begin_);
  for (uint32_t i = 1; i <= body_.arg_count; ++i)
    if (const MovePathIndex path = move_data_->local_path(Local(i))) mark_initialised(path);
}

void BodyLowering::mark_moves(mir::Location at) {
  const mir::IndexRange moves = move_data_->moves_at(at);
  for (uint32_t i = moves.begin; i < moves.end; ++i) mark(move_data_->moves[mir::MoveOutIndex(i)].path, FrameMap::moved);
}

void BodyLowering::mark_inits(mir::Location at, bool returned) {
  const mir::IndexRange inits = move_data_->inits_at(at);
  for (uint32_t i = inits.begin; i < inits.end; ++i) {
    const mir::Init& init = move_data_->inits[mir::InitIndex(i)];
    if ((init.kind == mir::InitKind::non_panic_path_only) == returned) mark_initialised(init.path);
  }
}

void BodyLowering::mark_statement(const mir::Statement& s, mir::Location at) {
  if (const auto* live = std::get_if<mir::StStorageLive>(&s.kind)) {
    if (const MovePathIndex path = move_data_->local_path(live->local)) mark(path, FrameMap::uninitialised);
    return;
  }
  if (const auto* dead = std::get_if<mir::StStorageDead>(&s.kind)) {
    if (const MovePathIndex path = move_data_->local_path(dead->local)) mark(path, FrameMap::absent);
    return;
  }
  mark_moves(at);
  mark_inits(at, false);
}

// A temporary that stands for another place has no slot of its own, and never holds a value.
void BodyLowering::mark_elided(const mir::Statement& s, mir::Location at) {
  mark_moves(at);
  const auto* a = std::get_if<mir::StAssign>(&s.kind);
  if (a != nullptr && !body_.locals[a->place.local].name.empty()) mark_inits(at, false);
}

void BodyLowering::mark_dropped(const mir::Place& place) {
  if (const mir::LookupResult found = move_data_->find(place); found.exact) mark(found.path, FrameMap::dropped);
}

}  // namespace borrowlab::vm
