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
        if (const auto* p = std::get_if<types::ProjectionClause>(&v)) return ((cx.store.flags(p->args) | cx.store.flags(p->term)) & open) != 0;
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

template <class Map>
void erase_from(Map& map, resolve::DefId first) {
  for (auto it = map.begin(); it != map.end();) it = it->first >= first ? map.erase(it) : std::next(it);
}

void erase_from(std::vector<resolve::DefId>& list, resolve::DefId first) {
  list.erase(std::remove_if(list.begin(), list.end(), [&](resolve::DefId d) { return d >= first; }), list.end());
}

}  // namespace

void rollback_items(types::Items& items, resolve::DefId first) {
  erase_from(items.generics, first);
  erase_from(items.predicates, first);
  erase_from(items.item_bounds, first);
  erase_from(items.type_of, first);
  erase_from(items.fns, first);
  erase_from(items.adts, first);
  erase_from(items.traits, first);
  erase_from(items.impls, first);
  erase_from(items.assoc, first);
  erase_from(items.variances, first);
  erase_from(items.param_defaults, first);
  erase_from(items.trait_impls, first);
  erase_from(items.trait_impls_by_type, first);
  erase_from(items.opaque_parent, first);
  erase_from(items.opaque_captures, first);
  erase_from(items.region_of_param, first);
  for (auto& [trait, impls] : items.trait_impls) erase_from(impls, first);
  for (auto& [trait, by_type] : items.trait_impls_by_type)
    for (auto& [type, impls] : by_type) erase_from(impls, first);
  erase_from(items.inherent_impls, first);
  for (auto& [type, impls] : items.inherent_by_type) erase_from(impls, first);
}

}  // namespace borrowlab::typeck
