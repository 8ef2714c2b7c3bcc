#include "mir/move_paths.h"

#include "mir/util.h"
#include "support/function_ref.h"
#include "typeck/traits.h"

namespace borrowlab::mir {
namespace {

// Whether two projections lead to the same move path: from-end indices never make paths.
bool same_sub_path(const PlaceElem& a, const PlaceElem& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case PlaceElem::Kind::deref:
    case PlaceElem::Kind::opaque_cast: return true;
    case PlaceElem::Kind::field:
    case PlaceElem::Kind::downcast: return a.a == b.a;
    case PlaceElem::Kind::constant_index: return a.a == b.a && !a.from_end && !b.from_end;
    case PlaceElem::Kind::index:
    case PlaceElem::Kind::subslice: return false;
  }
  return false;
}

}  // namespace

MovePathIndex MoveData::child(MovePathIndex path, const PlaceElem& elem) const {
  for (MovePathIndex c = paths[path].first_child; c; c = paths[c].next_sibling)
    if (same_sub_path(paths[c].place.projection.back(), elem)) return c;
  return {};
}

LookupResult MoveData::find(const Place& place, size_t projections) const {
  MovePathIndex path = locals_[place.local];
  if (!path) return {false, {}};
  for (size_t i = 0; i < projections; ++i) {
    const MovePathIndex next = child(path, place.projection[i]);
    if (!next) return {false, path};
    path = next;
  }
  return {true, path};
}
LookupResult MoveData::find(const Place& place) const { return find(place, place.projection.size()); }

MovePathIndex MoveData::find_descendant(MovePathIndex path, FunctionRef<bool(MovePathIndex)> found) const {
  if (found(path)) return path;
  for (MovePathIndex c = paths[path].first_child; c; c = paths[c].next_sibling)
    if (const MovePathIndex hit = find_descendant(c, found)) return hit;
  return {};
}

class MoveDataBuilder {
 public:
  MoveDataBuilder(types::Context& cx, const Body& body, FunctionRef<bool(TypeId)> filter) : cx_(cx), body_(body) {
    for (uint32_t i = 0; i < body.locals.size(); ++i) {
      const LocalDecl& decl = body.locals[Local(i)];
      const bool wanted = decl.info.kind != LocalInfo::Kind::deref_temp && (!filter || filter(decl.ty));
      data_.locals_.push(wanted ? new_path(Place(Local(i)), {}) : MovePathIndex());
    }
    for (uint32_t i = 1; i <= body.arg_count; ++i)
      if (const MovePathIndex path = data_.locals_[Local(i)]) add_init({path, InitKind::deep, {}, Local(i)});
  }

  MoveData run() {
    uint32_t point = 0;
    for (const BasicBlockData& b : body_.blocks) {
      data_.block_start_.push(point);
      point += static_cast<uint32_t>(b.statements.size()) + 1;
    }
    data_.move_points_.reserve(point + 1);
    data_.init_points_.reserve(point + 1);
    for (uint32_t b = 0; b < body_.blocks.size(); ++b) {
      const BasicBlockData& block = body_.blocks[BasicBlock(b)];
      for (uint32_t s = 0; s <= block.statements.size(); ++s) {
        at_ = {BasicBlock(b), s};
        mark_point();
        if (s < block.statements.size()) statement(block.statements[s]);
        else terminator(block.terminator);
      }
    }
    mark_point();
    return std::move(data_);
  }

 private:
  void mark_point() {
    data_.move_points_.push_back(static_cast<uint32_t>(data_.moves.size()));
    data_.init_points_.push_back(static_cast<uint32_t>(data_.inits.size()));
  }
  MovePathIndex new_path(Place place, MovePathIndex parent) {
    const MovePathIndex path = data_.paths.push({std::move(place), parent, {}, {}});
    data_.path_moves.push({});
    data_.path_inits.push({});
    if (parent) {
      data_.paths[path].next_sibling = data_.paths[parent].first_child;
      data_.paths[parent].first_child = path;
    }
    return path;
  }
  MovePathIndex sub_path(MovePathIndex base, const PlaceElem& elem) {
    if (const MovePathIndex c = data_.child(base, elem)) return c;
    Place place = data_.paths[base].place;
    place.projection.push_back(elem);
    return new_path(std::move(place), base);
  }
  void add_init(Init init) {
    const MovePathIndex path = init.path;
    data_.path_inits[path].push_back(data_.inits.push(init));
  }

  // The path of a place, made where it is missing; none where no move out of it is possible. Fields of a union stand for the union.
  MovePathIndex path_for(const Place& place) {
    MovePathIndex base = data_.locals_[place.local];
    if (!base) return {};
    bool in_union = false;
    TypeId ty = body_.locals[place.local].ty;
    VariantIdx variant;
    for (const PlaceElem& elem : place.projection) {
      bool makes_path = true;
      switch (elem.kind) {
        case PlaceElem::Kind::deref:
          if (!is_box(cx_, ty)) return {};
          break;
        case PlaceElem::Kind::field:
          if (const auto* adt = cx_.store.get<types::Adt>(ty)) {
            const types::AdtDef& def = cx_.items.adt(adt->def);
            if (def.drop_impl || def.is_box) return {};
            if (def.kind == types::AdtKind::union_ && !in_union) {
              in_union = true;
              makes_path = false;
            }
          }
          break;
        case PlaceElem::Kind::constant_index:
        case PlaceElem::Kind::subslice:
          if (cx_.store.get<types::Array>(ty) == nullptr) return {};
          makes_path = elem.kind == PlaceElem::Kind::constant_index && !elem.from_end;
          if (!makes_path) return {};
          break;
        case PlaceElem::Kind::index: return {};
        case PlaceElem::Kind::downcast: break;
        case PlaceElem::Kind::opaque_cast: makes_path = false; break;
      }
      if (makes_path && !in_union) base = sub_path(base, elem);
      ty = projection_ty(cx_, {ty, variant}, elem);
      variant = elem.kind == PlaceElem::Kind::downcast ? VariantIdx(elem.a) : VariantIdx();
    }
    return base;
  }

  void record_move(MovePathIndex path) { data_.path_moves[path].push_back(data_.moves.push({path, at_})); }

  void move_out_of(const Place& place) {
    if (!place.projection.empty() && place.projection.back().kind == PlaceElem::Kind::subslice && !place.projection.back().from_end) {
      // `[a, rest @ ..]` on an array moves each of its elements.
      Place base = place;
      const PlaceElem sub = base.projection.back();
      base.projection.pop_back();
      const MovePathIndex path = path_for(base);
      if (!path) return;
      const TypeId base_ty = place_ty(cx_, body_, base).ty;
      const auto* array = cx_.store.get<types::Array>(base_ty);
      const types::ConstValue* len = array != nullptr ? cx_.store.get<types::ConstValue>(array->len) : nullptr;
      if (len == nullptr) return;
      for (uint64_t i = sub.a; i < sub.b; ++i)
        record_move(
            sub_path(path, {PlaceElem::Kind::constant_index, static_cast<uint32_t>(i), static_cast<uint64_t>(len->bits), false, {}, {}}));
      return;
    }
    if (const MovePathIndex path = path_for(place)) record_move(path);
  }

  void init(const Place& place, InitKind kind) {
    size_t n = place.projection.size();
    if (n > 0 && place.projection.back().kind == PlaceElem::Kind::field) {
      Place base = place;
      base.projection.pop_back();
      const auto* adt = cx_.store.get<types::Adt>(place_ty(cx_, body_, base).ty);
      if (adt != nullptr && cx_.items.adt(adt->def).kind == types::AdtKind::union_) --n;
    }
    const LookupResult found = data_.find(place, n);
    if (found.exact) add_init({found.path, kind, at_, {}});
  }

  void check_movable(const Place& place) {
    PlaceTy ty{body_.locals[place.local].ty, {}};
    for (size_t i = 0; i < place.projection.size(); ++i) {
      const PlaceElem& elem = place.projection[i];
      IllegalMove error;
      bool illegal = false;
      switch (elem.kind) {
        case PlaceElem::Kind::deref:
          if (cx_.store.get<types::Ref>(ty.ty) != nullptr || cx_.store.get<types::RawPtr>(ty.ty) != nullptr) {
            error.kind = IllegalMove::Kind::borrowed_content;
            error.target_place = place;
            error.target_place.projection.resize(i + 1);
            illegal = true;
          }
          break;
        case PlaceElem::Kind::field:
          if (const auto* adt = cx_.store.get<types::Adt>(ty.ty); adt != nullptr && cx_.items.adt(adt->def).drop_impl) {
            error.kind = IllegalMove::Kind::interior_of_type_with_destructor;
            illegal = true;
          }
          break;
        case PlaceElem::Kind::constant_index:
        case PlaceElem::Kind::subslice:
          if (cx_.store.get<types::Array>(ty.ty) == nullptr) {
            error.kind = IllegalMove::Kind::interior_of_slice_or_array;
            illegal = true;
          }
          break;
        case PlaceElem::Kind::index:
          error.kind = IllegalMove::Kind::interior_of_slice_or_array;
          error.is_index = true;
          illegal = true;
          break;
        case PlaceElem::Kind::downcast:
        case PlaceElem::Kind::opaque_cast: break;
      }
      if (illegal) {
        error.place = place;
        error.location = at_;
        error.container_ty = ty.ty;
        data_.illegal_moves.push_back(std::move(error));
        return;
      }
      ty = {projection_ty(cx_, ty, elem), elem.kind == PlaceElem::Kind::downcast ? VariantIdx(elem.a) : VariantIdx()};
    }
  }

  void operand(const Operand& o) {
    if (o.kind != Operand::Kind::move) return;
    check_movable(o.place);
    move_out_of(o.place);
  }

  void rvalue(const Rvalue& value) {
    std::visit(
        [&](const auto& r) {
          using R = std::decay_t<decltype(r)>;
          if constexpr (std::is_same_v<R, RvUse> || std::is_same_v<R, RvRepeat> || std::is_same_v<R, RvCast> ||
                        std::is_same_v<R, RvUnary>) {
            operand(r.operand);
          } else if constexpr (std::is_same_v<R, RvBinary>) {
            operand(r.lhs);
            operand(r.rhs);
          } else if constexpr (std::is_same_v<R, RvAggregate>) {
            for (const Operand& o : r.operands) operand(o);
          }
        },
        value);
  }

  void statement(const Statement& s) {
    if (const auto* assign = std::get_if<StAssign>(&s.kind)) {
      path_for(assign->place);
      init(assign->place, InitKind::deep);
      rvalue(assign->value);
    } else if (const auto* read = std::get_if<StFakeRead>(&s.kind)) {
      path_for(read->place);
    } else if (const auto* dead = std::get_if<StStorageDead>(&s.kind)) {
      if (body_.locals[dead->local].info.kind != LocalInfo::Kind::deref_temp) move_out_of(Place(dead->local));
    }
  }

  void terminator(const Terminator& t) {
    if (const auto* drop = std::get_if<TDrop>(&t.kind)) {
      path_for(drop->place);
    } else if (const auto* sw = std::get_if<TSwitchInt>(&t.kind)) {
      operand(sw->discr);
    } else if (const auto* assert_ = std::get_if<TAssert>(&t.kind)) {
      operand(assert_->cond);
    } else if (const auto* call = std::get_if<TCall>(&t.kind)) {
      operand(call->func);
      for (const Operand& o : call->args) operand(o);
      if (call->target) {
        path_for(call->destination);
        init(call->destination, InitKind::non_panic_path_only);
      }
    }
  }

  types::Context& cx_;
  const Body& body_;
  MoveData data_;
  Location at_;
};

MoveData gather_moves(types::Context& cx, const Body& body, FunctionRef<bool(TypeId)> filter) {
  return MoveDataBuilder(cx, body, filter).run();
}

}  // namespace borrowlab::mir
