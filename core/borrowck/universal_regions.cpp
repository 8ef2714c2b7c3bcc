#include "borrowck/universal_regions.h"

#include <algorithm>
#include <set>

#include "support/function_ref.h"

namespace borrowlab::borrowck {

namespace {

bool is_closure(const types::Context& cx, DefId d) { return cx.defs[d].kind == resolve::DefKind::closure; }

DefId typeck_root(const types::Context& cx, DefId d) {
  while (is_closure(cx, d) || cx.defs[d].kind == resolve::DefKind::anon_const) {
    const DefId p = cx.defs[d].parent;
    if (!p) break;
    d = p;
  }
  return d;
}

// Calls f with each late-bound region of the item, as it is seen from inside.
void late_bound_regions(types::Context& cx, DefId d, FunctionRef<void(RegionId)> f) {
  if (is_closure(cx, d)) {
    auto it = cx.items.type_of.find(d);
    if (it == cx.items.type_of.end()) return;
    const auto* c = cx.store.get<types::Closure>(it->second);
    if (c == nullptr) return;
    const auto* fn = cx.store.get<types::FnPtr>(cx.store.closure_parts(c->args).sig_as_fn_ptr);
    if (fn == nullptr) return;
    for (const types::BoundVar& v : cx.store[fn->sig.vars]) f(cx.store.region(types::ReLateParam{d, v.kind}));
    return;
  }
  auto it = cx.items.generics.find(d);
  if (it == cx.items.generics.end()) return;
  for (const types::BoundVar& v : it->second.late_bound) f(cx.store.region(types::ReLateParam{d, v.kind}));
}

// The parents' late-bound regions, from the closure's parent up to the root.
void outer_late_bound_regions(types::Context& cx, DefId closure, FunctionRef<void(RegionId)> f) {
  const DefId root = typeck_root(cx, closure);
  for (DefId d = cx.defs[closure].parent; d; d = cx.defs[d].parent) {
    late_bound_regions(cx, d, f);
    if (d == root) break;
  }
}

}  // namespace

RegionVid UniversalRegions::to_vid(const types::Store& store, RegionId r) const {
  if (const auto* v = store.get<types::ReVar>(r)) return v->vid;
  auto it = indices.find(r);
  return it == indices.end() ? RegionVid() : it->second;
}

UniversalRegions make_universal_regions(types::Context& cx, const mir::Body& body, RegionVars& vars) {
  types::Store& store = cx.store;
  UniversalRegions u;
  u.fr_static = vars.fresh(RegionOrigin::free);
  u.indices[store.re_static] = u.fr_static;
  u.names.push_back(store.re_static);
  u.root = typeck_root(cx, body.owner);
  auto add = [&](RegionId name) {
    const RegionVid v = vars.fresh(RegionOrigin::free);
    u.names.push_back(name);
    if (name) u.indices.emplace(name, v);
    return v;
  };
  auto early_params = [&](DefId d, auto&& self) -> void {
    auto it = cx.items.generics.find(d);
    if (it == cx.items.generics.end()) return;
    if (it->second.parent) self(it->second.parent, self);
    for (const types::GenericParamDef& p : it->second.own)
      if (p.kind == types::GenericParamDef::Kind::lifetime) add(store.region(types::ReEarlyParam{p.def, p.index}));
  };
  const bool closure = is_closure(cx, body.owner);
  const auto kind = cx.defs[body.owner].kind;
  u.kind = closure                                                              ? DefiningKind::closure
           : kind == resolve::DefKind::fn || kind == resolve::DefKind::assoc_fn ? DefiningKind::fn
                                                                                : DefiningKind::konst;
  u.first_extern = 1;
  if (!closure) {
    early_params(body.owner, early_params);
    u.first_local = u.first_extern;
    late_bound_regions(cx, body.owner, [&](RegionId r) { add(r); });
    if (u.kind == DefiningKind::fn) {
      // Late-bound regions that the generics do not list (elided ones) are met in the signature.
      auto pick = [&](TypeId t) {
        types::for_each_free_region(store, t, [&](RegionId r) {
          if (u.indices.find(r) == u.indices.end() && store.get<types::ReVar>(r) == nullptr && r != store.re_erased && r != store.re_error)
            add(r);
        });
      };
      for (TypeId t : store[body.sig.inputs_and_output]) pick(t);
      for (TypeId t : store.inputs(body.sig)) u.unnormalized_inputs.push_back(t);
      u.unnormalized_output = store.output(body.sig);
    } else {
      auto it = cx.items.type_of.find(body.owner);
      u.unnormalized_output = it != cx.items.type_of.end() ? it->second : body.return_ty;
    }
  } else {
    // Every free region of the closure's type is a region of its creator's: a fresh external one.
    TypeId closure_ty = cx.items.type_of.at(body.owner);
    const auto* c = store.get<types::Closure>(closure_ty);
    const ArgsId args = types::map_free_regions<ArgsId>(store, c->args, [&](RegionId r) {
      const bool named = store.get<types::ReEarlyParam>(r) != nullptr;
      return vars.region(add(named ? r : RegionId()));
    });
    u.closure_ty = store.type(types::Closure{body.owner, args});
    outer_late_bound_regions(cx, body.owner, [&](RegionId r) { add(r); });
    u.first_local = static_cast<uint32_t>(vars.vars.size());
    const auto parts = store.closure_parts(args);
    const auto* fn = store.get<types::FnPtr>(parts.sig_as_fn_ptr);
    types::FnSig sig{};
    if (fn != nullptr) {
      sig = types::instantiate_binder(store, fn->sig, [&](uint32_t, const types::BoundVar& v) {
        const RegionId name = store.region(types::ReLateParam{body.owner, v.kind});
        auto it = u.indices.find(name);
        return vars.region(it != u.indices.end() ? it->second : add(name));
      });
    }
    const auto kind_of = body.closure ? body.closure->kind : typeck::thir::ClosureKind::fn;
    if (kind_of == typeck::thir::ClosureKind::fn_once) {
      u.unnormalized_inputs.push_back(u.closure_ty);
    } else {
      u.closure_env_region = add(RegionId());
      u.unnormalized_inputs.push_back(store.ref(vars.region(u.closure_env_region), u.closure_ty,
                                                kind_of == typeck::thir::ClosureKind::fn ? Mutability::not_ : Mutability::mut));
    }
    if (fn != nullptr) {
      const auto inputs = store.inputs(sig);
      if (!inputs.empty())
        if (const auto* tuple = store.get<types::Tuple>(inputs[0]))
          for (TypeId t : store[tuple->elems]) u.unnormalized_inputs.push_back(t);
      u.unnormalized_output = store.output(sig);
    }
  }
  u.fr_fn_body = vars.fresh(RegionOrigin::free);
  u.names.push_back(RegionId());
  u.count = static_cast<uint32_t>(vars.vars.size());
  // The signature speaks of variables from here on.
  auto renumber = [&](TypeId t) {
    return types::map_free_regions<TypeId>(store, t, [&](RegionId r) {
      const RegionVid v = u.to_vid(store, r);
      return v ? vars.region(v) : vars.fresh_region();
    });
  };
  for (TypeId& t : u.unnormalized_inputs) t = renumber(t);
  if (u.unnormalized_output) u.unnormalized_output = renumber(u.unnormalized_output);
  return u;
}

std::vector<RegionVid> closure_mapping(types::Context& cx, const UniversalRegions& universal, DefId closure, ArgsId closure_args) {
  std::vector<RegionVid> out{universal.fr_static};
  for (GenericArg a : cx.store[closure_args])
    types::for_each_free_region(cx.store, a, [&](RegionId r) { out.push_back(universal.to_vid(cx.store, r)); });
  outer_late_bound_regions(cx, closure, [&](RegionId r) { out.push_back(universal.to_vid(cx.store, r)); });
  return out;
}

// --- relations -----------------------------------------------------------------------------------------------------

void TransitiveRelation::add(uint32_t a, uint32_t b) {
  auto& list = edges_[a];
  if (std::find(list.begin(), list.end(), b) == list.end()) list.push_back(b);
}

const std::vector<uint32_t>& TransitiveRelation::direct(uint32_t a) const {
  auto it = edges_.find(a);
  return it == edges_.end() ? none_ : it->second;
}

bool TransitiveRelation::reaches(uint32_t a, uint32_t b) const {
  std::vector<uint32_t> stack{a};
  std::set<uint32_t> seen{a};
  while (!stack.empty()) {
    const uint32_t n = stack.back();
    stack.pop_back();
    for (uint32_t t : direct(n)) {
      if (t == b) return true;
      if (seen.insert(t).second) stack.push_back(t);
    }
  }
  return false;
}

bool TransitiveRelation::contains(uint32_t a, uint32_t b) const { return reaches(a, b); }

std::vector<uint32_t> TransitiveRelation::minimal_upper_bounds(uint32_t a, uint32_t b) const {
  auto reach = [&](uint32_t from) {
    std::set<uint32_t> seen;
    std::vector<uint32_t> stack{from};
    while (!stack.empty()) {
      const uint32_t n = stack.back();
      stack.pop_back();
      for (uint32_t t : direct(n))
        if (seen.insert(t).second) stack.push_back(t);
    }
    return seen;
  };
  if (edges_.find(a) == edges_.end() && edges_.find(b) == edges_.end()) return {};
  std::set<uint32_t> ra = reach(a), rb = reach(b);
  ra.insert(a);
  rb.insert(b);
  if (rb.count(a) != 0 && ra.count(b) == 0) return {a};
  if (ra.count(b) != 0) return {b};
  std::vector<uint32_t> both;
  for (uint32_t x : ra)
    if (rb.count(x) != 0) both.push_back(x);
  // Keep the candidates that no other candidate reaches (one of a cycle).
  std::vector<uint32_t> out;
  for (uint32_t x : both) {
    bool minimal = true;
    for (uint32_t y : both)
      if (y != x && reaches(y, x) && !(reaches(x, y) && x < y)) minimal = false;
    if (minimal) out.push_back(x);
  }
  return out;
}

std::optional<uint32_t> TransitiveRelation::mutual_immediate_postdominator(std::vector<uint32_t> mubs) const {
  for (int bound = 0; bound < 10000; ++bound) {
    if (mubs.empty()) return std::nullopt;
    if (mubs.size() == 1) return mubs[0];
    const uint32_t m = mubs.back();
    mubs.pop_back();
    const uint32_t n = mubs.back();
    mubs.pop_back();
    for (uint32_t x : minimal_upper_bounds(n, m)) mubs.push_back(x);
  }
  return std::nullopt;
}

std::vector<uint32_t> TransitiveRelation::non_local_bounds(FunctionRef<bool(uint32_t)> is_local, uint32_t start) const {
  std::vector<uint32_t> out, queue{start};
  std::set<uint32_t> seen{start};
  for (size_t i = 0; i < queue.size(); ++i) {
    if (!is_local(queue[i])) {
      out.push_back(queue[i]);
      continue;
    }
    // Only the nearest: what a nearer one leads to anyway is no bound of its own.
    const std::vector<uint32_t>& next = direct(queue[i]);
    for (uint32_t t : next) {
      const bool nearest =
          std::none_of(next.begin(), next.end(), [&](uint32_t c) { return c != t && c != queue[i] && reaches(c, t) && !reaches(t, c); });
      if (nearest && seen.insert(t).second) queue.push_back(t);
    }
  }
  return out;
}

std::vector<RegionVid> UniversalRegionRelations::non_local_upper_bounds(const UniversalRegions& u, RegionVid fr) const {
  std::vector<RegionVid> out;
  for (uint32_t r : inverse_outlives.non_local_bounds([&](uint32_t x) { return u.is_local_free_region(RegionVid(x)); }, fr.index))
    out.push_back(RegionVid(r));
  if (out.empty()) out.push_back(u.fr_static);
  return out;
}

std::optional<RegionVid> UniversalRegionRelations::non_local_lower_bound(const UniversalRegions& u, RegionVid fr) const {
  const auto bounds = outlives.non_local_bounds([&](uint32_t x) { return u.is_local_free_region(RegionVid(x)); }, fr.index);
  const auto best = outlives.mutual_immediate_postdominator(bounds);
  if (!best || u.is_local_free_region(RegionVid(*best))) return std::nullopt;
  return RegionVid(*best);
}

RegionVid UniversalRegionRelations::postdom_upper_bound(const UniversalRegions& u, RegionVid a, RegionVid b) const {
  if (a == b) return a;
  const auto best = inverse_outlives.mutual_immediate_postdominator(inverse_outlives.minimal_upper_bounds(a.index, b.index));
  return best ? RegionVid(*best) : u.fr_static;
}

}  // namespace borrowlab::borrowck
