// What a body may assume of its universal regions: declared bounds, and those implied by the types of its signature.
// After rustc_borrowck::type_check::free_region_relations and rustc_traits' implied_outlives_bounds.
#include <algorithm>

#include "borrowck/type_check/type_check.h"

namespace borrowlab::borrowck {

void TypeChecker::implied_outlives(TypeId ty, RegionId region) {
  const RegionVid r = to_vid(region);
  if (!r || !universal_.is_universal(r)) return;
  components(ty, [&](GenericArg a) {
    if (a.is_region()) {
      const RegionVid longer = to_vid(a.region());
      if (longer && universal_.is_universal(longer)) out_.relations.relate(longer, r);
    } else {
      out_.relations.region_bounds.push_back({a.type(), r});
    }
  });
}

namespace {
// Only of lifetimes and of types not known yet there is anything to be said.
constexpr uint16_t kMayMatter = types::has_free_regions | types::has_re_infer | types::has_param | types::has_projection;
}  // namespace

// A type in the signature is well-formed, says the caller. The bounds that a struct's fields imply hold for the struct as well.
void TypeChecker::implied_bounds(TypeId ty, int depth, std::vector<DefId>& within) {
  types::Store& store = cx_.store;
  if (depth > 8 || (store.flags(ty) & kMayMatter) == 0) return;
  types::walk_types(store, ty, [&](GenericArg a) {
    if (!a.is_type()) return true;
    const types::TypeKind& k = store[a.type()];
    if (std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Dynamic>(k)) return false;
    if (store.outer_binder(a.type()) != 0) return true;
    if (const auto* r = std::get_if<types::Ref>(&k)) implied_outlives(r->pointee, r->region);
    const auto* t = std::get_if<types::Adt>(&k);
    if (t == nullptr || (store.flags(t->args) & kMayMatter) == 0) return true;
    for (const types::Predicate& p : types::predicates_of(cx_, t->def, t->args)) {
      if (!store[p.clause.vars].empty()) continue;
      if (const auto* o = std::get_if<types::TypeOutlives>(&p.clause.value)) implied_outlives(o->ty, o->region);
      if (const auto* o = std::get_if<types::RegionOutlives>(&p.clause.value)) {
        const RegionVid x = to_vid(o->longer), y = to_vid(o->shorter);
        if (x && y && universal_.is_universal(x) && universal_.is_universal(y)) out_.relations.relate(x, y);
      }
    }
    if (std::find(within.begin(), within.end(), t->def) != within.end()) return true;
    auto adt = cx_.items.adts.find(t->def);
    if (adt == cx_.items.adts.end()) return true;
    within.push_back(t->def);
    for (const auto& v : adt->second.variants)
      for (const auto& f : v.fields) implied_bounds(types::field_type(cx_, f, t->args), depth + 1, within);
    within.pop_back();
    return true;
  });
}

void TypeChecker::free_region_relations() {
  UniversalRegionRelations& rel = out_.relations;
  types::Store& store = cx_.store;
  if (env_.clauses) {
    for (const auto& c : *env_.clauses) {
      if (!store[c.vars].empty()) continue;
      if (const auto* o = std::get_if<types::RegionOutlives>(&c.value)) {
        const RegionVid a = to_vid(o->longer), b = to_vid(o->shorter);
        if (a && b) rel.relate(a, b);
      } else if (const auto* o = std::get_if<types::TypeOutlives>(&c.value)) {
        const RegionVid b = to_vid(o->region);
        const TypeId ty = types::map_free_regions<TypeId>(store, o->ty, [&](RegionId r) {
          const RegionVid v = to_vid(r);
          return v ? vars_.region(v) : r;
        });
        if (b) rel.region_bounds.push_back({ty, b});
      }
    }
  }
  std::vector<DefId> within;
  std::vector<TypeId> tys = universal_.unnormalized_inputs;
  if (universal_.unnormalized_output) tys.push_back(universal_.unnormalized_output);
  // A method may also assume its impl's header.
  const auto& def = cx_.defs[universal_.root];
  if (def.kind == resolve::DefKind::assoc_fn || def.kind == resolve::DefKind::assoc_const) {
    auto impl = cx_.items.impls.find(def.parent);
    if (impl != cx_.items.impls.end()) {
      auto renumber = [&](TypeId t) {
        return types::map_free_regions<TypeId>(store, t, [&](RegionId r) {
          const RegionVid v = to_vid(r);
          return v ? vars_.region(v) : r;
        });
      };
      tys.push_back(renumber(impl->second.self_ty));
      if (impl->second.trait_ref)
        for (GenericArg a : store[impl->second.trait_ref->args])
          if (a.is_type()) tys.push_back(renumber(a.type()));
    }
  }
  const Locations everywhere = Locations::everywhere(body_.span);
  const size_t count = tys.size();
  for (size_t i = 0; i < count; ++i)
    if ((store.flags(tys[i]) & types::has_projection) != 0) tys.push_back(normalize(tys[i], everywhere, Category::boring));
  for (TypeId t : tys) implied_bounds(t, 0, within);
  for (uint32_t i = 0; i < universal_.count; ++i) {
    const RegionVid fr(i);
    rel.relate(fr, fr);
    rel.relate(universal_.fr_static, fr);
    rel.relate(fr, universal_.fr_fn_body);
  }
}

}  // namespace borrowlab::borrowck
