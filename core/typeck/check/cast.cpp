// `as`: a coercion where possible, else one of the casts of the reference. Checked at the end of the body, when types are known.
// After rustc_hir_typeck::cast.
#include <algorithm>

#include "support/sort.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

TypeId FnCtxt::check_cast(ExprId e, const syntax::Expr& expr, const syntax::ExprCast& c) {
  const TypeId target = icx.resolve(lower(c.ty));
  results.user_types[expr.id] = user_type(target, ast[c.ty].span);
  const TypeId from = check_expr(c.expr, Expectation::castable(target));
  if (is_error(from) || is_error(target)) return err();
  if (as<types::Slice>(target) != nullptr || as<types::Dynamic>(target) != nullptr) {
    report_cast({e, from, target, expr.span, ast[c.ty].span}, icx.resolve(from), target, "E0620");
    return err();
  }
  deferred_casts.push_back({e, from, target, expr.span, ast[c.ty].span});
  return target;
}

void FnCtxt::check_deferred_casts() {
  // A cast's check may add no new ones.
  std::vector<DeferredCast> casts;
  std::swap(casts, deferred_casts);
  for (const DeferredCast& c : casts) do_cast_check(c);
}

namespace {
enum class CastTy : uint8_t { none, int_, bool_, char_, enum_, float_, ptr, fn_ptr };

CastTy cast_ty(FnCtxt& f, TypeId t) {
  const TypeKind& k = f.kind(t);
  if (std::holds_alternative<types::Int>(k)) return CastTy::int_;
  if (std::holds_alternative<types::Bool>(k)) return CastTy::bool_;
  if (std::holds_alternative<types::Char>(k)) return CastTy::char_;
  if (std::holds_alternative<types::Float>(k)) return CastTy::float_;
  if (std::holds_alternative<types::RawPtr>(k)) return CastTy::ptr;
  if (std::holds_alternative<types::FnPtr>(k)) return CastTy::fn_ptr;
  if (const auto* i = std::get_if<types::Infer>(&k)) {
    if (i->kind == types::Infer::Kind::int_) return CastTy::int_;
    if (i->kind == types::Infer::Kind::float_) return CastTy::float_;
  }
  if (const auto* a = f.adt_of(t); a != nullptr && a->kind == types::AdtKind::enum_) {
    for (const auto& v : a->variants)
      if (!v.fields.empty()) return CastTy::none;
    return CastTy::enum_;
  }
  return CastTy::none;
}

bool thin(FnCtxt& f, TypeId t) {
  t = f.icx.resolve(t);
  for (int depth = 0; depth < 64; ++depth) {
    if (f.as<types::Slice>(t) != nullptr || f.as<types::Str>(t) != nullptr || f.as<types::Dynamic>(t) != nullptr) return false;
    const auto* adt = f.adt_of(t);
    if (adt == nullptr || adt->kind != types::AdtKind::struct_ || adt->variants[0].fields.empty()) break;
    t = f.icx.resolve(types::field_type(f.cx, adt->variants[0].fields.back(), f.as<types::Adt>(t)->args));
  }
  return true;
}

// What a fat pointer carries: two of one kind can be cast to each other.
int metadata_kind(FnCtxt& f, TypeId t) {
  t = f.icx.resolve(t);
  for (int depth = 0; depth < 64; ++depth) {
    if (f.as<types::Slice>(t) != nullptr || f.as<types::Str>(t) != nullptr) return 1;
    if (f.as<types::Dynamic>(t) != nullptr) return 2;
    const auto* adt = f.adt_of(t);
    if (adt == nullptr || adt->kind != types::AdtKind::struct_ || adt->variants[0].fields.empty()) break;
    t = f.icx.resolve(types::field_type(f.cx, adt->variants[0].fields.back(), f.as<types::Adt>(t)->args));
  }
  return 0;
}
}  // namespace

// A raw pointer to a trait object keeps its vtable in a cast: it must be one of the same trait, and no auto trait may be added.
void FnCtxt::check_object_cast(const DeferredCast& c, TypeId from, TypeId to) {
  const auto* source = as<types::Dynamic>(as<types::RawPtr>(from)->pointee);
  const auto* target = as<types::Dynamic>(as<types::RawPtr>(to)->pointee);
  if (source == nullptr || target == nullptr) return;
  const auto principal = [&](const types::Dynamic& d) {
    for (const auto& p : store[d.predicates])
      if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) return t->trait;
    return DefId::none();
  };
  const auto has_auto = [&](const types::Dynamic& d, DefId trait) {
    for (const auto& p : store[d.predicates])
      if (const auto* a = std::get_if<types::ExistentialAuto>(&p); a != nullptr && a->trait == trait) return true;
    return false;
  };
  const DefId kept = principal(*source), wanted = principal(*target);
  if (wanted.valid() && kept != wanted) {
    auto d = error(c.span, "E0606", "casting `" + str(from) + "` as `" + str(to) + "` is invalid");
    d.note("the trait objects may have different vtables");
    return emit(std::move(d));
  }
  std::vector<std::string> added;
  for (const auto& p : store[target->predicates]) {
    const auto* a = std::get_if<types::ExistentialAuto>(&p);
    if (a == nullptr || has_auto(*source, a->trait)) continue;
    bool implied = false;
    if (kept.valid())
      for (const auto& super : supertraits(cx, store.dummy_binder(TraitRef{kept, types::identity_args(cx, kept)})))
        implied |= super.value.trait == a->trait;
    if (!implied) added.push_back("`" + std::string(cx.defs[a->trait].name.str()) + "`");
  }
  if (added.empty()) return;
  sort(added);
  std::string list;
  for (size_t i = 0; i < added.size(); ++i)
    list += (i == 0 ? "" : i + 1 < added.size() ? ", " : added.size() > 2 ? ", and " : " and ") + added[i];
  auto d = error(c.span, "E0804",
                 std::string("cannot add auto trait") + (added.size() == 1 ? " " : "s ") + list + " to dyn bound via pointer cast");
  d.label(c.span, "unsupported cast");
  d.note("this could allow UB elsewhere");
  d.help("use `transmute` if you're sure this is sound");
  emit(std::move(d));
}

void FnCtxt::do_cast_check(const DeferredCast& c) {
  const auto& cast = std::get<syntax::ExprCast>(ast[c.expr].kind);
  TypeId from = structurally_resolve(span_of(cast.expr), c.expr_ty);
  const TypeId to = structurally_resolve(c.cast_span, c.cast_ty);
  if (is_error(from) || is_error(to)) return;
  // Most casts are no casts but coercions.
  TypeMismatch m{};
  const bool scalar_to_scalar =
      cast_ty(*this, from) != CastTy::none && cast_ty(*this, to) != CastTy::none && cast_ty(*this, from) != CastTy::ptr;
  if (!scalar_to_scalar || icx.resolve(from) == icx.resolve(to) || cast_ty(*this, from) == CastTy::fn_ptr) {
    if (try_coerce(site(cast.expr), from, to, TwoPhase::no, &m)) {
      results.coercion_casts.insert(ast[c.expr].id);
      return;
    }
  } else if (as<types::Infer>(from) != nullptr && cast_ty(*this, from) == cast_ty(*this, to)) {
    // `1 as u8`: the literal takes the type.
    if (try_coerce(site(cast.expr), from, to, TwoPhase::no, &m)) {
      results.coercion_casts.insert(ast[c.expr].id);
      return;
    }
  }
  CastTy a = cast_ty(*this, from);
  const CastTy b = cast_ty(*this, to);
  const std::string from_str = str(from), to_str = str(to);
  auto non_primitive = [&] { report_cast(c, from, to, "E0605"); };
  auto invalid = [&] { report_cast(c, from, to, "E0606"); };
  if (a == CastTy::none) {
    if (const auto* f = as<types::FnDef>(from)) {
      // A fn item first becomes a fn pointer.
      const TypeId fn_ptr = store.type(types::FnPtr{normalize(c.span, types::fn_sig(cx, f->def, f->args))});
      if (!try_coerce(site(cast.expr), from, fn_ptr, TwoPhase::no, &m)) return non_primitive();
      from = fn_ptr;
      a = CastTy::fn_ptr;
    } else if (const auto* r = as<types::Ref>(from)) {
      // `&[T; N] as *const T`.
      if (b == CastTy::ptr) {
        const auto* p = as<types::RawPtr>(to);
        if (const auto* array = as<types::Array>(r->pointee);
            array != nullptr && can_eq(array->elem, p->pointee) && (r->mut == Mutability::mut || p->mut == Mutability::not_)) {
          eq(c.span, array->elem, p->pointee);
          Adjustment deref, borrow, decay;
          deref.kind = Adjustment::Kind::deref;
          deref.target = r->pointee;
          borrow.kind = Adjustment::Kind::raw_borrow;
          borrow.mut = r->mut;
          borrow.target = store.ptr(r->pointee, r->mut);
          decay.kind = Adjustment::Kind::pointer;
          if (r->mut == Mutability::mut && p->mut == Mutability::not_) {
            Adjustment to_const = decay;
            to_const.pointer = PointerCoercion::mut_to_const_pointer;
            to_const.target = store.ptr(r->pointee, Mutability::not_);
            decay.pointer = PointerCoercion::array_to_pointer;
            decay.target = to;
            apply_adjustments(cast.expr, {deref, borrow, to_const, decay});
          } else {
            decay.pointer = PointerCoercion::array_to_pointer;
            decay.target = to;
            apply_adjustments(cast.expr, {deref, borrow, decay});
          }
          results.coercion_casts.insert(ast[c.expr].id);
          return;
        }
        return invalid();
      }
      return b == CastTy::none ? non_primitive() : invalid();
    } else {
      return non_primitive();
    }
  }
  if (b == CastTy::none) {
    if (as<types::Slice>(to) != nullptr || as<types::Str>(to) != nullptr || as<types::Dynamic>(to) != nullptr)
      return report_cast(c, from, to, "E0620");
    return non_primitive();
  }
  switch (b) {
    case CastTy::bool_:
      if (a == CastTy::int_ || a == CastTy::float_) return report_cast(c, from, to, "E0054");
      return a == CastTy::bool_ ? void() : invalid();
    case CastTy::char_:
      if (a == CastTy::int_ && (icx.resolve(from) == store.u8 || as<types::Infer>(from) != nullptr)) {
        if (as<types::Infer>(from) != nullptr) eq(c.span, from, store.u8);
        return;
      }
      return a == CastTy::char_ ? void() : report_cast(c, from, to, "E0604");
    case CastTy::int_:
      if (a == CastTy::ptr) {
        if (!thin(*this, as<types::RawPtr>(from)->pointee)) return invalid();
        return;
      }
      return;  // from int, bool, char, enum, float, fn pointer
    case CastTy::float_: return a == CastTy::int_ || a == CastTy::float_ ? void() : invalid();
    case CastTy::ptr: {
      const TypeId pointee = as<types::RawPtr>(to)->pointee;
      if (is_ty_var(pointee)) {
        auto d = error(c.cast_span, "E0641", "cannot cast to a pointer of an unknown kind");
        d.label(c.cast_span, "needs more type information");
        d.note("the type information given here is insufficient to check whether the pointer cast is valid");
        eq(c.span, pointee, err());
        return emit(std::move(d));
      }
      if (a == CastTy::ptr) {
        const TypeId from_pointee = as<types::RawPtr>(from)->pointee;
        if (thin(*this, pointee)) return;
        if (!thin(*this, from_pointee) && metadata_kind(*this, from_pointee) == metadata_kind(*this, pointee))
          return check_object_cast(c, from, to);
        if (thin(*this, from_pointee)) return report_cast(c, from, to, "E0607");
        return invalid();
      }
      if (a == CastTy::int_) {
        if (!thin(*this, pointee)) return invalid();
        if (as<types::Infer>(from) != nullptr) eq(c.span, from, store.usize);
        return;
      }
      if (a == CastTy::fn_ptr) return thin(*this, pointee) ? void() : invalid();
      return invalid();
    }
    case CastTy::enum_:
    case CastTy::fn_ptr:
    case CastTy::none: return non_primitive();
  }
}

}  // namespace borrowlab::typeck::check
