// Expressions as places. After rustc_mir_build::builder::expr::as_place.
#include "mir/builder/builder.h"

namespace borrowlab::mir {
namespace {

using CaptureKind = thir::CaptureProjection::Kind;

// How many of the place's projections the capture stands for; nullopt where the capture is not an ancestor of the place.
std::optional<size_t> matches_capture(const thir::Capture& capture, const std::vector<PlaceElem>& projection) {
  size_t at = 0;
  uint32_t variant = 0;
  for (const thir::CaptureProjection& want : capture.projections) {
    while (at < projection.size() &&
           (projection[at].kind == PlaceElem::Kind::downcast || projection[at].kind == PlaceElem::Kind::opaque_cast)) {
      if (projection[at].kind == PlaceElem::Kind::downcast) variant = projection[at].a;
      ++at;
    }
    if (at == projection.size()) return std::nullopt;
    const PlaceElem& elem = projection[at];
    if (want.kind == CaptureKind::deref) {
      if (elem.kind != PlaceElem::Kind::deref) return std::nullopt;
    } else {
      if (elem.kind != PlaceElem::Kind::field || elem.a != want.field.index) return std::nullopt;
      if (want.variant.valid() && want.variant.index != variant) return std::nullopt;
    }
    variant = 0;
    ++at;
  }
  return at;
}

}  // namespace

std::optional<Place> Builder::try_to_place(const PlaceBuilder& p) {
  if (!p.is_upvar()) {
    Place place(p.local);
    place.projection = p.projection;
    return place;
  }
  if (!thir.closure) return std::nullopt;
  for (size_t i = 0; i < thir.closure->captures.size(); ++i) {
    const thir::Capture& capture = thir.closure->captures[i];
    if (!(capture.var == p.upvar)) continue;
    const std::optional<size_t> used = matches_capture(capture, p.projection);
    if (!used) continue;
    Place place = upvar_places[i];
    place.projection.insert(place.projection.end(), p.projection.begin() + static_cast<ptrdiff_t>(*used), p.projection.end());
    return place;
  }
  return std::nullopt;
}

Place Builder::to_place(const PlaceBuilder& p) {
  if (auto place = try_to_place(p)) return *place;
  refuse(thir.span, "internal: a place that the closure does not capture");
  return Place(temp(cx.store.error, thir.span));
}

// A written type without lifetimes, parameters or aliases says nothing that the inferred type does not say.
bool Builder::ascription_matters(const thir::UserType& ty) const {
  if (ty.kind == thir::UserType::Kind::type_of_def) return true;
  return (cx.store.flags(ty.ty) & (types::has_free_regions | types::has_erased | types::has_infer | types::has_param |
                                   types::has_projection | types::has_opaque)) != 0;
}

void Builder::push_ascription(BasicBlock block, const Place& place, const thir::UserType& ty, types::Variance variance) {
  cfg.push(block, source_info(ty.span), StAscribeUserType{place, user_type(ty), variance});
}

PlaceBuilder Builder::expr_as_place(BasicBlock& block, thir::ExprId id, Mutability mut, std::vector<Local>* fake_borrow_temps) {
  const thir::Expr& e = expr(id);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind))
    return in_scope(s->scope, block, [&] { return expr_as_place(block, s->value, mut, fake_borrow_temps); });
  if (const auto* f = std::get_if<thir::Field>(&e.kind)) {
    PlaceBuilder base = expr_as_place(block, f->lhs, mut, fake_borrow_temps);
    if (const types::AdtDef* adt = adt_def(cx, expr(f->lhs).ty); adt != nullptr && adt->kind == types::AdtKind::enum_)
      base = base.downcast(f->variant, adt->variants[f->variant.index].name);
    return base.field(f->name, e.ty);
  }
  if (const auto* d = std::get_if<thir::Deref>(&e.kind)) return expr_as_place(block, d->arg, mut, fake_borrow_temps).deref();
  if (const auto* i = std::get_if<thir::Index>(&e.kind)) return index_as_place(block, e, *i, mut, fake_borrow_temps);
  if (const auto* u = std::get_if<thir::UpvarRef>(&e.kind)) return PlaceBuilder::of_upvar(u->var);
  if (const auto* v = std::get_if<thir::VarRef>(&e.kind)) {
    if (is_bound_in_guard(v->var)) return PlaceBuilder(var_local(v->var, ForGuard::ref_within_guard)).deref();
    return PlaceBuilder(var_local(v->var, ForGuard::outside_guard));
  }
  if (const auto* a = std::get_if<thir::PlaceTypeAscription>(&e.kind)) {
    PlaceBuilder base = expr_as_place(block, a->source, mut, fake_borrow_temps);
    push_ascription(block, to_place(base), a->user_ty, types::Variance::invariant);
    return base;
  }
  if (const auto* a = std::get_if<thir::ValueTypeAscription>(&e.kind)) {
    const Local t = as_temp(block, expr(a->source).temp_lifetime, a->source, mut);
    push_ascription(block, Place(t), a->user_ty, types::Variance::invariant);
    return PlaceBuilder(t);
  }
  return PlaceBuilder(as_temp(block, e.temp_lifetime, id, mut));
}

PlaceBuilder Builder::index_as_place(BasicBlock& block, const thir::Expr& e, const thir::Index& index, Mutability mut,
                                     std::vector<Local>* fake_borrow_temps) {
  std::vector<Local> own;
  const bool outermost = fake_borrow_temps == nullptr;
  std::vector<Local>& temps = outermost ? own : *fake_borrow_temps;
  const SourceInfo at = source_info(e.span);
  const PlaceBuilder base = expr_as_place(block, index.lhs, mut, &temps);
  // A temporary of its own: nothing can change the index after the check.
  const Local idx = as_temp(block, expr(index.index).temp_lifetime, index.index, Mutability::not_);
  const Place slice = to_place(base);
  const Operand len = len_of_slice_or_array(block, slice, e.span, at);
  const Local lt = temp(cx.store.bool_, e.span);
  cfg.push_assign(block, at, Place(lt), RvBinary{BinOp::lt, copy_of(Place(idx)), duplicate(len), false});
  TAssert message;
  message.kind = AssertKind::bounds_check;
  message.operands = {len, copy_of(Place(idx))};
  assert_(block, move_of(Place(lt)), true, std::move(message), e.span);
  if (outermost) {
    for (Local t : temps) cfg.push_fake_read(block, at, FakeReadCause::for_index, Place(t));
  } else {
    add_fake_borrows_of_base(block, slice, temps, e.span, at);
  }
  return base.index(idx);
}

Operand Builder::len_of_slice_or_array(BasicBlock block, const Place& place, Span span, SourceInfo at) {
  const TypeId ty = ty_of(place);
  if (const auto* array = cx.store.get<types::Array>(ty)) {
    // No statement needs the array itself, but the borrow checker must see it used.
    cfg.push_fake_read(block, at, FakeReadCause::for_index, place);
    if (const auto len = array_length(cx, ty)) return scalar_operand(span, cx.store.usize, *len);
    Constant c;
    c.span = span;
    c.ty = cx.store.usize;
    c.value.kind = thir::ConstantValue::Kind::type_const;
    c.value.konst = array->len;
    return constant_operand(std::move(c));
  }
  Operand pointer;
  const auto* ref = place.projection.size() == 1 && place.projection[0].kind == PlaceElem::Kind::deref
                        ? cx.store.get<types::Ref>(local_ty(place.local))
                        : nullptr;
  if (place.projection.size() == 1 && place.projection[0].kind == PlaceElem::Kind::deref &&
      ((ref != nullptr && ref->mut == Mutability::not_) || cx.store.get<types::RawPtr>(local_ty(place.local)))) {
    pointer = copy_of(Place(place.local));
  } else {
    const Local ptr = temp(cx.store.ptr(ty, Mutability::not_), span);
    cfg.push_assign(block, at, Place(ptr), RvRawPtr{Mutability::not_, place, true});
    pointer = move_of(Place(ptr));
  }
  const Local len = temp(cx.store.usize, span);
  cfg.push_assign(block, at, Place(len), RvUnary{UnOp::ptr_metadata, pointer});
  return move_of(Place(len));
}

// After a bounds check of an inner index: the pointers it went through must not change until the outer place is used.
void Builder::add_fake_borrows_of_base(BasicBlock block, const Place& base, std::vector<Local>& temps, Span span, SourceInfo at) {
  if (cx.store.get<types::Slice>(ty_of(base)) == nullptr) return;
  for (size_t i = base.projection.size(); i-- > 0;) {
    Place prefix = base;
    prefix.projection.resize(i);
    if (base.projection[i].kind == PlaceElem::Kind::deref) {
      const Local t = temp(cx.store.ref(cx.store.re_erased, ty_of(prefix), Mutability::not_), span);
      cfg.push_assign(block, at, Place(t), RvRef{cx.store.re_erased, BorrowKind::fake_shallow, prefix});
      temps.push_back(t);
    } else if (base.projection[i].kind == PlaceElem::Kind::index) {
      if (cx.store.get<types::Slice>(ty_of(prefix)) != nullptr) break;  // done by the index expression before
    }
  }
}

}  // namespace borrowlab::mir
