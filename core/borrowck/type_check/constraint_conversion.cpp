// From goals to region constraints: proving predicates, normalizing, and what `T: 'r` comes to.
// After rustc_borrowck::type_check::{constraint_conversion, canonical} and rustc_infer's outlives::obligations.
#include "borrowck/type_check/type_check.h"
#include "support/function_ref.h"

namespace borrowlab::borrowck {

RegionVid TypeChecker::to_vid(RegionId r) {
  types::Store& store = cx_.store;
  if (store.get<types::RePlaceholder>(r) != nullptr) {
    auto [it, fresh] = placeholders_.emplace(r, RegionVid());
    if (fresh) {
      it->second = vars_.fresh(RegionOrigin::placeholder, store.get<types::RePlaceholder>(r)->universe);
      vars_.vars[it->second.index].placeholder = r;
    }
    return it->second;
  }
  return universal_.to_vid(store, r);
}

void TypeChecker::outlives(RegionId sup, RegionId sub, const Locations& locations, ConstraintCategory category, VarianceInfo variance) {
  if (sup == sub) return;
  const RegionVid a = to_vid(sup), b = to_vid(sub);
  if (!a || !b) return;  // erased or erroneous regions constrain nothing
  OutlivesConstraint c{a, b, locations, locations.span, category, false, false, variance};
  out_.constraints.push(std::move(c));
}

void TypeChecker::components(TypeId ty, FunctionRef<void(GenericArg)> f) {
  types::Store& store = cx_.store;
  const types::TypeKind& k = store[ty];
  auto each = [&](std::span<const GenericArg> args) {
    for (GenericArg a : args) {
      if (a.is_region()) {
        if (store.get<types::ReBound>(a.region()) == nullptr) f(a);
      } else if (a.is_type()) {
        components(a.type(), f);
      }
    }
  };
  if (const auto* t = std::get_if<types::Adt>(&k)) return each(store[t->args]);
  if (const auto* t = std::get_if<types::FnDef>(&k)) return each(store[t->args]);
  if (const auto* t = std::get_if<types::Ref>(&k)) {
    if (store.get<types::ReBound>(t->region) == nullptr) f(t->region);
    return components(t->pointee, f);
  }
  if (const auto* t = std::get_if<types::RawPtr>(&k)) return components(t->pointee, f);
  if (const auto* t = std::get_if<types::Array>(&k)) return components(t->elem, f);
  if (const auto* t = std::get_if<types::Slice>(&k)) return components(t->elem, f);
  if (const auto* t = std::get_if<types::Tuple>(&k)) {
    for (TypeId e : store[t->elems]) components(e, f);
    return;
  }
  if (const auto* t = std::get_if<types::Closure>(&k)) return components(store.closure_parts(t->args).upvars, f);
  if (std::holds_alternative<types::Dynamic>(k) || std::holds_alternative<types::FnPtr>(k)) {
    types::for_each_free_region(store, ty, [&](RegionId r) { f(r); });
    return;
  }
  if (std::holds_alternative<types::Param>(k)) return f(ty);
  if (const auto* t = std::get_if<types::Alias>(&k)) {
    if (store.outer_binder(ty) == 0) f(ty);
    else each(store[t->args]);
  }
}

void TypeChecker::type_must_outlive(TypeId ty, RegionId region, const Locations& locations, ConstraintCategory category) {
  types::Store& store = cx_.store;
  const RegionVid lower = to_vid(region);
  if (!lower) return;
  components(ty, [&](GenericArg a) {
    if (a.is_region()) return outlives(a.region(), region, locations, category);
    const auto* alias = store.get<types::Alias>(a.type());
    if (alias != nullptr) {
      // Without any bound to go by, a projection lives as long as its parts.
      bool declared = false, lifetimes = false;
      auto it = cx_.items.item_bounds.find(alias->def);
      if (it != cx_.items.item_bounds.end())
        for (const auto& p : it->second) declared |= std::holds_alternative<types::TypeOutlives>(p.clause.value);
      if (env_.clauses)
        for (const auto& c : *env_.clauses)
          if (const auto* t = std::get_if<types::TypeOutlives>(&c.value)) declared |= store.get<types::Alias>(t->ty) != nullptr;
      for (GenericArg g : store[alias->args]) types::for_each_free_region(store, g, [&](RegionId) { lifetimes = true; });
      if (!declared && lifetimes) {
        const auto variances = cx_.items.variances.find(alias->def);
        uint32_t i = 0;
        for (GenericArg g : store[alias->args]) {
          const bool skip = alias->kind == types::AliasKind::opaque && variances != cx_.items.variances.end() &&
                            i < variances->second.size() && variances->second[i] == types::Variance::bivariant;
          ++i;
          if (skip) continue;
          if (g.is_region()) outlives(g.region(), region, locations, category);
          else if (g.is_type()) type_must_outlive(g.type(), region, locations, category);
        }
        return;
      }
    }
    out_.type_tests.push_back({a.type(), lower, locations.span});
  });
}

void TypeChecker::harvest(const Locations& locations, ConstraintCategory category) {
  // Constraints may grow the list while type outlives obligations are taken apart: swap first.
  std::vector<typeck::RegionConstraint> regions;
  std::vector<typeck::TypeOutlivesConstraint> tys;
  regions.swap(icx_.region_constraints);
  tys.swap(icx_.type_outlives_constraints);
  for (const auto& c : regions) outlives(c.sup, c.sub, locations, category);
  for (const auto& c : tys) type_must_outlive(icx_.resolve(c.ty), c.region, locations, category);
}

template <class T>
T TypeChecker::normalize(const T& value, const Locations& locations, ConstraintCategory category) {
  std::vector<typeck::Obligation> obligations;
  typeck::ObligationCause cause;
  cause.span = locations.span;
  cause.body = body_.owner;
  T result = typeck::normalize(icx_, cause, env_, value, obligations);
  typeck::FulfillmentCtxt fcx;
  fcx.add(std::move(obligations));
  fcx.select_where_possible(icx_);
  result = icx_.resolve(result);
  harvest(locations, category);
  return result;
}
template TypeId TypeChecker::normalize(const TypeId&, const Locations&, ConstraintCategory);
template types::FnSig TypeChecker::normalize(const types::FnSig&, const Locations&, ConstraintCategory);

void TypeChecker::prove(const types::PolyClause& clause, const Locations& locations, ConstraintCategory category) {
  types::Store& store = cx_.store;
  if (store[clause.vars].empty()) {
    if (const auto* t = std::get_if<types::TypeOutlives>(&clause.value)) {
      const TypeId ty = (store.flags(t->ty) & types::has_projection) != 0 ? normalize(t->ty, locations, category) : t->ty;
      return type_must_outlive(ty, t->region, locations, category);
    }
    if (const auto* r = std::get_if<types::RegionOutlives>(&clause.value)) return outlives(r->longer, r->shorter, locations, category);
    if (const auto* w = std::get_if<types::WellFormed>(&clause.value)) {
      if (w->arg.is_type()) well_formed(w->arg.type(), locations, category);
      return;
    }
  }
  // The type checker has proved it with regions erased: only what speaks of regions can add constraints.
  if (const auto* t = std::get_if<types::TraitClause>(&clause.value)) {
    static thread_local DefId sized;
    sized = cx_.lang("sized");
    if (t->trait_ref.trait == sized) return;
    if (store[clause.vars].empty() && (store.flags(t->trait_ref.args) & (types::has_free_regions | types::has_re_infer)) == 0) return;
  }
  typeck::Obligation o;
  o.cause.span = locations.span;
  o.cause.body = body_.owner;
  o.param_env = env_;
  o.predicate = clause;
  typeck::FulfillmentCtxt fcx;
  fcx.add(std::move(o));
  const auto errors = fcx.select_where_possible(icx_);
  harvest(locations, category);
  for (const auto& e : errors)
    if (!e.ambiguous)
      refuse(locations.span, "internal: proving " + types::to_string(cx_, e.obligation.predicate) + " in the borrow checker");
}

// `T: 'a` and the like that a type needs to make sense. Trait bounds of its parts were checked with regions erased; those of
// generic items that mention regions are proved again.
void TypeChecker::well_formed(TypeId ty, const Locations& l, ConstraintCategory category) {
  types::Store& store = cx_.store;
  if ((store.flags(ty) & (types::has_free_regions | types::has_re_infer | types::has_param | types::has_projection)) == 0) return;
  types::walk_types(store, ty, [&](GenericArg a) {
    if (!a.is_type()) return true;
    const types::TypeKind& k = store[a.type()];
    if (std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Dynamic>(k)) return false;
    if (store.outer_binder(a.type()) != 0) return false;
    if (const auto* r = std::get_if<types::Ref>(&k)) type_must_outlive(r->pointee, r->region, l, category);
    if (const auto* t = std::get_if<types::Adt>(&k)) {
      for (const types::Predicate& p : types::predicates_of(cx_, t->def, t->args)) {
        if (std::holds_alternative<types::TraitClause>(p.clause.value) || std::holds_alternative<types::ProjectionClause>(p.clause.value)) {
          bool simple = true;
          if (const auto* tr = std::get_if<types::TraitClause>(&p.clause.value)) simple = store[tr->trait_ref.args].size() <= 1;
          if (simple) continue;
        }
        prove(p.clause, l, category);
      }
    }
    return true;
  });
}

}  // namespace borrowlab::borrowck
