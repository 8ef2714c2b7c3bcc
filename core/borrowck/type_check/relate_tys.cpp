// Relating two types of a body: region constraints are what remains. After rustc_borrowck::type_check::relate_tys.
#include "borrowck/type_check/type_check.h"

namespace borrowlab::borrowck {

using types::Variance;

namespace {
Variance xform(Variance ambient, Variance v) {
  switch (v) {
    case Variance::covariant: return ambient;
    case Variance::contravariant:
      return ambient == Variance::covariant ? Variance::contravariant : ambient == Variance::contravariant ? Variance::covariant : ambient;
    case Variance::invariant: return ambient == Variance::bivariant ? ambient : Variance::invariant;
    case Variance::bivariant: return Variance::bivariant;
  }
  return ambient;
}
}  // namespace

class NllRelation {
 public:
  NllRelation(TypeChecker& tc, const Locations& locations, const ConstraintCategory& category)
      : tc(tc), cx(tc.cx_), store(tc.cx_.store), locations(locations), category(category) {}
  bool failed = false;

  void regions(RegionId a, RegionId b, Variance v) {
    if (v == Variance::covariant || v == Variance::invariant) tc.outlives(a, b, locations, category, variance);
    if (v == Variance::contravariant || v == Variance::invariant) tc.outlives(b, a, locations, category, variance);
  }

  void arg(GenericArg a, GenericArg b, Variance v) {
    if (v == Variance::bivariant) return;
    if (a.is_region() && b.is_region()) return regions(a.region(), b.region(), v);
    if (a.is_type() && b.is_type()) return types(a.type(), b.type(), v);
    if (a.kind != b.kind) failed = true;
  }

  // `of`: the type whose arguments they are, where its declaration says how they vary.
  void args(ArgsId a, ArgsId b, const std::vector<Variance>* variances, Variance ambient, TypeId of = {}) {
    const auto x = store[a], y = store[b];
    if (x.size() != y.size()) {
      failed = true;
      return;
    }
    for (uint32_t i = 0; i < x.size(); ++i) {
      const Variance v = variances != nullptr && i < variances->size() ? (*variances)[i] : Variance::invariant;
      if (v == Variance::invariant) note_invariant(of, i);
      arg(x[i], y[i], xform(ambient, v));
    }
  }

  // The outermost type that makes what follows invariant is the one to name. As in rustc, it stays for the rest of the relation.
  void note_invariant(TypeId of, uint32_t param) {
    if (of && !variance.ty && !in_closure) variance = {of, param};
  }

  const std::vector<Variance>* variances(DefId def) {
    auto it = cx.items.variances.find(def);
    return it == cx.items.variances.end() ? nullptr : &it->second;
  }

  void sigs(const types::FnSig& a, const types::FnSig& b, Variance v) {
    const auto x = store[a.inputs_and_output], y = store[b.inputs_and_output];
    if (x.size() != y.size()) {
      failed = true;
      return;
    }
    for (size_t i = 0; i + 1 < x.size(); ++i) types(x[i], y[i], xform(v, Variance::contravariant));
    types(x.back(), y.back(), v);
  }

  void existentials(types::ExistentialsId a, types::ExistentialsId b, Variance v) {
    (void)v;
    const auto x = store[a], y = store[b];
    // Auto traits may be dropped by a coercion; the principal and projections pair up in order.
    size_t j = 0;
    for (const auto& p : x) {
      if (std::holds_alternative<types::ExistentialAuto>(p)) continue;
      while (j < y.size() && y[j].index() != p.index()) ++j;
      if (j == y.size()) break;
      if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) {
        const auto& u = std::get<types::ExistentialTraitRef>(y[j]);
        if (t->trait == u.trait) args(t->args, u.args, nullptr, Variance::invariant);
      } else if (const auto* t = std::get_if<types::ExistentialProjection>(&p)) {
        const auto& u = std::get<types::ExistentialProjection>(y[j]);
        if (t->assoc == u.assoc) {
          args(t->args, u.args, nullptr, Variance::invariant);
          arg(t->term, u.term, Variance::invariant);
        }
      }
      ++j;
    }
  }

  // Relates the values of two binders: `sup`'s bound regions become placeholders, `sub`'s fresh variables.
  template <class T, class F>
  void binders(const types::Binder<T>& a, const types::Binder<T>& b, Variance v, F&& relate) {
    if (store[a.vars].empty() && store[b.vars].empty()) return relate(a.value, b.value, v);
    auto one = [&](const types::Binder<T>& sub, const types::Binder<T>& sup, bool swapped) {
      const uint32_t universe = ++tc.icx_.universe;
      const T p = types::instantiate_binder(store, sup, [&](uint32_t i, const types::BoundVar& bv) {
        return store.region(types::RePlaceholder{universe, i, bv.kind});
      });
      std::vector<RegionId> fresh(store[sub.vars].size());
      const T e = types::instantiate_binder(store, sub, [&](uint32_t i, const types::BoundVar&) {
        if (i >= fresh.size()) fresh.resize(i + 1);
        if (!fresh[i]) fresh[i] = tc.vars_.fresh_region(universe);
        return fresh[i];
      });
      if (swapped) relate(p, e, Variance::contravariant);
      else relate(e, p, Variance::covariant);
    };
    if (v == Variance::covariant || v == Variance::invariant) one(a, b, false);
    if (v == Variance::contravariant || v == Variance::invariant) one(b, a, true);
  }

  // `hole` gets the shape of `t` with fresh regions, then is related to it.
  TypeId fill_hole(uint32_t hole, TypeId t) {
    auto it = tc.user_holes_.find(hole);
    if (it != tc.user_holes_.end()) return it->second;
    const TypeId shape = types::map_free_regions<TypeId>(store, t, [&](RegionId) { return tc.vars_.fresh_region(); });
    tc.user_holes_[hole] = shape;
    return shape;
  }

  bool opaque(const types::Alias& alias, TypeId hidden, bool alias_is_left, Variance v) {
    auto it = cx.items.opaque_parent.find(alias.def);
    if (it == cx.items.opaque_parent.end()) return false;
    if (it->second != tc.universal_.root) {
      // Another item's: only its hidden type, where known, could be meant.
      return false;
    }
    for (HiddenType& h : tc.out_.hidden_types)
      if (h.opaque == alias.def && h.args == alias.args) {
        if (alias_is_left) types(h.ty, hidden, Variance::invariant);
        else types(hidden, h.ty, Variance::invariant);
        return true;
      }
    (void)v;
    // Where the opaque type is used with other regions, its hidden type is another one as well. Its regions are equal to those
    // found here, for the reason at hand.
    const TypeId shape = types::map_free_regions<TypeId>(store, hidden, [&](RegionId) { return tc.vars_.fresh_region(); });
    tc.out_.hidden_types.push_back({alias.def, alias.args, shape, locations.span});
    if (alias_is_left) types(shape, hidden, Variance::invariant);
    else types(hidden, shape, Variance::invariant);
    for (const types::Predicate& p : typeck::promised_of_hidden(cx, store.type(alias), shape)) {
      // What is said of an associated type may be another opaque type.
      const auto* projection = std::get_if<types::ProjectionClause>(&p.clause.value);
      if (projection != nullptr && store[p.clause.vars].empty() && projection->term.is_type())
        tc.eq_types(
            tc.normalize(store.type(types::Alias{types::AliasKind::projection, projection->assoc, projection->args}), locations, category),
            projection->term.type(), locations, category);
      else tc.prove(p.clause, locations, category);
    }
    return true;
  }

  void types(TypeId a, TypeId b, Variance v) {
    if (v == Variance::bivariant) return;
    constexpr uint16_t lifetimes = types::has_free_regions | types::has_erased | types::has_bound_regions | types::has_placeholder |
                                   types::has_re_infer | types::has_ty_infer;
    if (a == b && (store.flags(a) & lifetimes) == 0) return;
    if (a == b && (store.flags(a) & types::has_ty_infer) == 0) return;  // a region outlives itself
    const types::TypeKind &x = store[a], &y = store[b];
    if (const auto* hole = std::get_if<types::Infer>(&x)) return types(fill_hole(hole->vid, b), b, v);
    if (const auto* hole = std::get_if<types::Infer>(&y)) return types(a, fill_hole(hole->vid, a), v);
    if (std::holds_alternative<types::Error>(x) || std::holds_alternative<types::Error>(y)) return;
    const auto *ax = std::get_if<types::Alias>(&x), *ay = std::get_if<types::Alias>(&y);
    if (ax != nullptr && ay != nullptr && ax->def == ay->def) {
      if (ax->kind == types::AliasKind::opaque) return args(ax->args, ay->args, variances(ax->def), v);
      return args(ax->args, ay->args, nullptr, v);
    }
    if (ax != nullptr && ax->kind == types::AliasKind::opaque && opaque(*ax, b, true, v)) return;
    if (ay != nullptr && ay->kind == types::AliasKind::opaque && opaque(*ay, a, false, v)) return;
    if (x.index() != y.index()) {
      if (ax != nullptr || ay != nullptr) return fallback(a, b, v);
      failed = true;
      return;
    }
    if (const auto* s = std::get_if<types::Adt>(&x)) {
      const auto& t = std::get<types::Adt>(y);
      if (s->def != t.def) return void(failed = true);
      return args(s->args, t.args, variances(s->def), v, a);
    }
    if (const auto* s = std::get_if<types::Ref>(&x)) {
      const auto& t = std::get<types::Ref>(y);
      if (s->mut != t.mut) return void(failed = true);
      regions(s->region, t.region, v);
      if (s->mut == Mutability::mut) note_invariant(a, 0);
      return types(s->pointee, t.pointee, s->mut == Mutability::mut ? xform(v, Variance::invariant) : v);
    }
    if (const auto* s = std::get_if<types::RawPtr>(&x)) {
      const auto& t = std::get<types::RawPtr>(y);
      if (s->mut == Mutability::mut) note_invariant(a, 0);
      return types(s->pointee, t.pointee, s->mut == Mutability::mut ? xform(v, Variance::invariant) : v);
    }
    if (const auto* s = std::get_if<types::Array>(&x)) return types(s->elem, std::get<types::Array>(y).elem, v);
    if (const auto* s = std::get_if<types::Slice>(&x)) return types(s->elem, std::get<types::Slice>(y).elem, v);
    if (const auto* s = std::get_if<types::Tuple>(&x)) {
      const auto p = store[s->elems], q = store[std::get<types::Tuple>(y).elems];
      if (p.size() != q.size()) return void(failed = true);
      for (size_t i = 0; i < p.size(); ++i) types(p[i], q[i], v);
      return;
    }
    if (const auto* s = std::get_if<types::FnDef>(&x)) {
      const auto& t = std::get<types::FnDef>(y);
      if (s->def != t.def) return void(failed = true);
      return args(s->args, t.args, variances(s->def), v, a);
    }
    if (const auto* s = std::get_if<types::Closure>(&x)) {
      const auto& t = std::get<types::Closure>(y);
      if (s->def != t.def) return void(failed = true);
      const bool outer = std::exchange(in_closure, true);
      args(s->args, t.args, nullptr, v);
      in_closure = outer;
      return;
    }
    if (const auto* s = std::get_if<types::FnPtr>(&x))
      return binders(s->sig, std::get<types::FnPtr>(y).sig, v,
                     [&](const types::FnSig& p, const types::FnSig& q, Variance w) { sigs(p, q, w); });
    if (const auto* s = std::get_if<types::Dynamic>(&x)) {
      const auto& t = std::get<types::Dynamic>(y);
      regions(s->region, t.region, v);
      return dynamic(*s, t, v);
    }
    if (a != b && std::holds_alternative<types::Param>(x)) failed = true;
  }

  // The predicates of a dyn type share its binder; each is instantiated as one tuple-like list.
  void dynamic(const types::Dynamic& s, const types::Dynamic& t, Variance v) {
    if (store[s.vars].empty() && store[t.vars].empty()) return existentials(s.predicates, t.predicates, v);
    if (s.predicates == t.predicates && s.vars == t.vars) {
      bool free = false;
      types::for_each_free_region(store, store.type(types::Dynamic{s.predicates, s.vars, store.re_erased}),
                                  [&](RegionId r) { free |= r != store.re_erased; });
      if (!free) return;
    }
    // Through the arguments, which types::instantiate_binder can open; a projection's term rides along.
    const auto x = store[s.predicates], y = store[t.predicates];
    for (size_t i = 0, j = 0; i < x.size(); ++i) {
      if (std::holds_alternative<types::ExistentialAuto>(x[i])) continue;
      while (j < y.size() && y[j].index() != x[i].index()) ++j;
      if (j == y.size()) return;
      auto pack = [&](const types::ExistentialPredicate& p, types::BoundVarsId vars) {
        std::vector<GenericArg> list;
        if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) {
          for (GenericArg g : store[tr->args]) list.push_back(g);
        } else if (const auto* pr = std::get_if<types::ExistentialProjection>(&p)) {
          for (GenericArg g : store[pr->args]) list.push_back(g);
          list.push_back(pr->term);
        }
        return types::Binder<ArgsId>{store.args(list), vars};
      };
      binders(pack(x[i], s.vars), pack(y[j], t.vars), Variance::invariant,
              [&](ArgsId p, ArgsId q, Variance) { args(p, q, nullptr, Variance::invariant); });
      ++j;
    }
  }

  // A projection against something else: normalize both, and look again.
  void fallback(TypeId a, TypeId b, Variance v) {
    const TypeId na = tc.normalize(a, locations, category), nb = tc.normalize(b, locations, category);
    if (++fallbacks > 32 || (na == a && nb == b) || store[na].index() != store[nb].index()) return void(failed = true);
    types(na, nb, v);
  }

  TypeChecker& tc;
  types::Context& cx;
  types::Store& store;
  const Locations& locations;
  const ConstraintCategory& category;
  VarianceInfo variance;
  bool in_closure = false;  // what a closure captured is not written anywhere: no type of it is named
  int fallbacks = 0;
};

void TypeChecker::relate(TypeId a, TypeId b, types::Variance variance, const Locations& locations, ConstraintCategory category) {
  if (!a || !b) return;
  NllRelation r(*this, locations, category);
  r.types(a, b, variance);
  if (r.failed)
    refuse(locations.span, "internal: relating " + types::to_string(cx_, a) + " to " + types::to_string(cx_, b) + " in the borrow checker");
}

}  // namespace borrowlab::borrowck
