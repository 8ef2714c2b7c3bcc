// What an item may assume of its parameters; and forgetting a program's items.
#include <algorithm>

#include "typeck/collect.h"
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

namespace {

// The region that a variable made while normalizing a clause was found equal to; the variable itself where there is none.
RegionId known_region(const InferCtxt& icx, RegionId r) {
  if (icx.cx.store.get<types::ReVar>(r) == nullptr) return r;
  for (const RegionConstraint& c : icx.region_constraints) {
    const RegionId other = c.sup == r ? c.sub : c.sub == r ? c.sup : RegionId::none();
    if (!other.valid() || icx.cx.store.get<types::ReVar>(other) != nullptr) continue;
    for (const RegionConstraint& back : icx.region_constraints)
      if (back.sup == c.sub && back.sub == c.sup) return other;
  }
  return r;
}

bool has_alias(const types::Store& st, const types::Clause& clause) {
  constexpr uint16_t mask = types::has_projection | types::has_unevaluated;
  if (const auto* t = std::get_if<types::TraitClause>(&clause)) return (st.flags(t->trait_ref.args) & mask) != 0;
  if (const auto* p = std::get_if<types::ProjectionClause>(&clause)) return ((st.flags(p->args) | st.flags(p->term)) & mask) != 0;
  if (const auto* o = std::get_if<types::TypeOutlives>(&clause)) return (st.flags(o->ty) & mask) != 0;
  return false;
}

}  // namespace

types::ParamEnv param_env(types::Context& cx, resolve::DefId def) {
  // A closure or an anonymous constant assumes what its item does.
  while (cx.defs[def].parent.valid() && !cx.items.predicates.count(def)) def = cx.defs[def].parent;
  auto& known = caches(cx).param_envs;
  if (const auto it = known.find(def); it != known.end()) return it->second;
  std::vector<types::PolyClause> clauses;
  for (const types::Predicate& p : types::identity_predicates(cx, def)) clauses.push_back(p.clause);
  clauses = elaborate(cx, std::move(clauses));
  bool aliases = false;
  for (const types::PolyClause& c : clauses) aliases |= has_alias(cx.store, c.value);
  if (aliases) {
    const types::ParamEnv as_written{std::make_shared<const std::vector<types::PolyClause>>(clauses), false};
    for (types::PolyClause& c : clauses) {
      if (!has_alias(cx.store, c.value)) continue;
      InferCtxt icx(cx);
      std::vector<Obligation> goals;
      types::PolyClause normal = icx.resolve(normalize(icx, ObligationCause{}, as_written, c, goals));
      normal = types::map_free_regions<types::PolyClause>(cx.store, normal, [&](RegionId r) { return known_region(icx, r); });
      const auto leftover = [&](const types::Clause& v) {
        constexpr uint16_t open = types::has_infer | types::has_error;
        if (const auto* t = std::get_if<types::TraitClause>(&v)) return (cx.store.flags(t->trait_ref.args) & open) != 0;
        if (const auto* p = std::get_if<types::ProjectionClause>(&v))
          return ((cx.store.flags(p->args) | cx.store.flags(p->term)) & open) != 0;
        if (const auto* o = std::get_if<types::TypeOutlives>(&v)) return (cx.store.flags(o->ty) & open) != 0;
        return false;
      };
      if (!leftover(normal.value)) c = normal;
    }
    // Answers that were found under the clauses as written are not the finished environment's.
    std::vector<types::PolyClause> unique;
    for (const types::PolyClause& c : clauses)
      if (std::find(unique.begin(), unique.end(), c) == unique.end()) unique.push_back(c);
    clauses = std::move(unique);
  }
  types::ParamEnv env;
  if (!clauses.empty()) env.clauses = std::make_shared<const std::vector<types::PolyClause>>(std::move(clauses));
  caches(cx).param_envs[def] = env;
  return env;
}

namespace {

void erase_users(std::vector<resolve::DefId>& list) {
  std::erase_if(list, [](resolve::DefId d) { return d.index >= user_base; });
}

}  // namespace

void forget_user_items(types::Items& items, const resolve::DefTable& defs) {
  for (resolve::DefId d = defs.first(true); d < defs.last(true); ++d.index) {
    if (const auto impl = items.impls.find(d); impl != items.impls.end() && impl->second.trait_ref) {
      const resolve::DefId trait = impl->second.trait_ref->trait;
      if (const auto known = items.known_trait_impls.find(trait); known != items.known_trait_impls.end()) {
        erase_users(known->second.all);
        for (auto& [type, impls] : known->second.by_type) erase_users(impls);
      }
    }
    items.generics.erase(d);
    items.predicates.erase(d);
    items.item_bounds.erase(d);
    items.type_of.erase(d);
    items.fns.erase(d);
    items.adts.erase(d);
    items.traits.erase(d);
    items.impls.erase(d);
    items.assoc.erase(d);
    items.variances.erase(d);
    items.param_defaults.erase(d);
    items.known_trait_impls.erase(d);
    items.opaque_parent.erase(d);
    items.opaque_captures.erase(d);
    items.region_of_param.erase(d);
  }
  erase_users(items.inherent_impls);
  for (auto& [type, impls] : items.inherent_by_type) erase_users(impls);
}

}  // namespace borrowlab::typeck
