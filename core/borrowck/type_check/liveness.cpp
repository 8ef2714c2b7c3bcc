// Where each variable's regions must be valid: until its last use, and where its drop looks at them.
// After rustc_borrowck::type_check::liveness (trace, local_use_map) and rustc_trait_selection's dropck_outlives.
#include <algorithm>
#include <set>

#include "borrowck/type_check/type_check.h"
#include "borrowck/visit.h"
#include "support/function_ref.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

void live_regions_in(types::Context& cx, GenericArg value, FunctionRef<void(RegionId)> f) {
  types::Store& store = cx.store;
  if ((store.flags(value) & (types::has_free_regions | types::has_re_infer)) == 0) return;
  if ((store.flags(value) & types::has_opaque) == 0) {
    types::for_each_free_region(store, value, f);
    return;
  }
  // An opaque type keeps alive what it captures; nothing where it is declared 'static.
  if (!value.is_type()) {
    if (value.is_region()) f(value.region());
    return;
  }
  types::walk_types(store, value, [&](GenericArg a) {
    if (a.is_region()) {
      if (store.get<types::ReBound>(a.region()) == nullptr) f(a.region());
      return true;
    }
    if (!a.is_type()) return true;
    const types::TypeKind& k = store[a.type()];
    if (const auto* r = std::get_if<types::Ref>(&k)) {
      if (store.get<types::ReBound>(r->region) == nullptr) f(r->region);
    } else if (const auto* d = std::get_if<types::Dynamic>(&k)) {
      if (store.get<types::ReBound>(d->region) == nullptr) f(d->region);
    } else if (const auto* t = std::get_if<types::Alias>(&k); t != nullptr && t->kind == types::AliasKind::opaque) {
      auto bounds = cx.items.item_bounds.find(t->def);
      if (bounds != cx.items.item_bounds.end())
        for (const auto& p : bounds->second)
          if (const auto* o = std::get_if<types::TypeOutlives>(&p.clause.value); o != nullptr && o->region == store.re_static) return false;
      auto variances = cx.items.variances.find(t->def);
      const auto args = store[t->args];
      for (size_t i = 0; i < args.size(); ++i) {
        if (variances != cx.items.variances.end() && i < variances->second.size() && variances->second[i] == types::Variance::bivariant)
          continue;
        live_regions_in(cx, args[i], f);
      }
      return false;
    }
    return true;
  });
}

namespace {

// Whether the Drop impl's parameter is marked #[may_dangle].
bool may_dangle(const types::Context& cx, DefId impl, uint32_t index) {
  auto it = cx.items.generics.find(impl);
  if (it == cx.items.generics.end()) return false;
  for (const types::GenericParamDef& p : it->second.own)
    if (p.index == index) return p.may_dangle;
  return false;
}

struct Dropck {
  types::Context& cx;
  const types::ParamEnv& env;
  FunctionRef<TypeId(TypeId)> normalize;
  std::vector<GenericArg> out;
  std::set<uint32_t> seen;

  void visit(TypeId ty, int depth) {
    types::Store& store = cx.store;
    constexpr uint16_t lifetimes = types::has_free_regions | types::has_re_infer;
    if ((store.flags(ty) & lifetimes) == 0 || !seen.insert(ty.index).second) return;
    if (depth > 64) {
      out.push_back(ty);
      return;
    }
    const types::TypeKind& k = store[ty];
    if (const auto* t = std::get_if<types::Array>(&k)) return visit(t->elem, depth + 1);
    if (const auto* t = std::get_if<types::Slice>(&k)) return visit(t->elem, depth + 1);
    if (const auto* t = std::get_if<types::Tuple>(&k)) {
      for (TypeId e : store[t->elems]) visit(e, depth + 1);
      return;
    }
    if (const auto* t = std::get_if<types::Closure>(&k)) return visit(store.closure_parts(t->args).upvars, depth + 1);
    if (std::holds_alternative<types::Dynamic>(k) || std::holds_alternative<types::Param>(k)) return out.push_back(ty);
    if (std::holds_alternative<types::Alias>(k)) {
      const TypeId n = normalize(ty);
      if (n != ty) return visit(n, depth + 1);
      return out.push_back(ty);
    }
    const auto* t = std::get_if<types::Adt>(&k);
    if (t == nullptr) return;  // nothing to drop
    auto it = cx.items.adts.find(t->def);
    if (it == cx.items.adts.end() || it->second.is_manually_drop) return;
    const types::AdtDef& adt = it->second;
    const auto args = store[t->args];
    if (adt.is_phantom_data || adt.is_box) {
      for (GenericArg a : args)
        if (a.is_type()) visit(a.type(), depth + 1);
      if (adt.is_phantom_data) return;
    }
    for (const auto& v : adt.variants)
      for (const auto& f : v.fields) {
        TypeId ft = types::field_type(cx, f, t->args);
        if ((store.flags(ft) & types::has_projection) != 0) ft = normalize(ft);
        visit(ft, depth + 1);
      }
    if (!adt.drop_impl) return;
    // Drop's impl mirrors the type's parameters in order: the impl's self type tells which is which.
    auto impl = cx.items.impls.find(adt.drop_impl);
    if (impl == cx.items.impls.end()) return;
    const auto* self = store.get<types::Adt>(impl->second.self_ty);
    for (size_t i = 0; i < args.size(); ++i) {
      bool dangles = false;
      if (self != nullptr && i < store[self->args].size()) {
        const GenericArg p = store[self->args][i];
        if (p.is_type()) {
          if (const auto* param = store.get<types::Param>(p.type())) dangles = may_dangle(cx, adt.drop_impl, param->index);
        } else if (p.is_region()) {
          if (const auto* param = store.get<types::ReEarlyParam>(p.region())) dangles = may_dangle(cx, adt.drop_impl, param->index);
        }
      }
      if (!dangles && (store.flags(args[i]) & lifetimes) != 0) out.push_back(args[i]);
    }
  }
};

// Per local: where it is defined, used and dropped.
struct LocalUses {
  std::vector<uint32_t> defs, uses, drops;
};

}  // namespace

std::vector<GenericArg> dropck_outlives(types::Context& cx, const types::ParamEnv& env, TypeId ty, FunctionRef<TypeId(TypeId)> normalize) {
  Dropck d{cx, env, normalize, {}, {}};
  d.visit(ty, 0);
  return std::move(d.out);
}

void TypeChecker::compute_liveness(const MoveData& moves, DataflowResults<MaybeInitializedPlaces>& inits) {
  types::Store& store = cx_.store;
  std::vector<LocalUses> uses(body_.locals.size());
  std::vector<bool> relevant(body_.locals.size());
  // Regions that outlive a universal one hold every point anyway: variables with no other regions need no liveness.
  const ConstraintGraph reverse(out_.constraints, vars_.vars.size(), true);
  BitSet outlive_free(vars_.vars.size());
  std::vector<RegionVid> reached;
  for (uint32_t i = 0; i < universal_.count; ++i) {
    outlive_free.insert(i);
    reached.push_back(RegionVid(i));
  }
  while (!reached.empty()) {
    const RegionVid r = reached.back();
    reached.pop_back();
    reverse.for_each_outgoing(r, [&](uint32_t c) {
      const RegionVid sup = out_.constraints.list[c].sup;
      if (outlive_free.insert(sup.index)) reached.push_back(sup);
    });
  }
  for (uint32_t i = 0; i < body_.locals.size(); ++i) {
    const TypeId ty = body_.locals[Local(i)].ty;
    if ((store.flags(ty) & (types::has_free_regions | types::has_re_infer)) == 0) continue;
    types::for_each_free_region(store, ty, [&](RegionId r) {
      const RegionVid v = to_vid(r);
      if (v && !outlive_free.contains(v.index)) relevant[i] = true;
    });
  }
  for (uint32_t b = 0; b < body_.blocks.size(); ++b) {
    const BasicBlockData& data = body_.blocks[BasicBlock(b)];
    for (uint32_t i = 0; i <= data.statements.size(); ++i) {
      const Location at{BasicBlock(b), i};
      const uint32_t p = points_.point(at);
      visit_places_at(body_, at, [&](const Place& place, PlaceContext c) {
        if (!relevant[place.local.index]) return;
        LocalUses& u = uses[place.local.index];
        switch (categorize(c, place.is_local())) {
          case DefUse::def: u.defs.push_back(p); break;
          case DefUse::use: u.uses.push_back(p); break;
          case DefUse::drop: u.drops.push_back(p); break;
          case DefUse::none: break;
        }
      });
    }
  }
  const auto preds = predecessors(body_);
  // Initialized at the end of a block (terminator's effect included): computed on demand, once.
  std::vector<std::optional<BitSet>> exits(body_.blocks.size()), terminators(body_.blocks.size());
  auto at_terminator = [&](BasicBlock b) -> const BitSet& {
    auto& s = terminators[b.index];
    if (!s) s = inits.before(body_, {b, static_cast<uint32_t>(body_.blocks[b].statements.size())});
    return *s;
  };
  auto at_exit = [&](BasicBlock b) -> const BitSet& {
    auto& s = exits[b.index];
    if (!s) {
      s = at_terminator(b);
      const Location at{b, static_cast<uint32_t>(body_.blocks[b].statements.size())};
      inits.analysis.early_terminator_effect(*s, body_.blocks[b].terminator, at);
      inits.analysis.terminator_effect(*s, body_.blocks[b].terminator, at);
      if (const auto* c = std::get_if<TCall>(&body_.blocks[b].terminator.kind)) inits.analysis.call_return_effect(*s, *c, at);
    }
    return *s;
  };
  auto initialized = [&](const BitSet& set, MovePathIndex path) {
    bool any = set.contains(path.index);
    if (!any) any = moves.find_descendant(path, [&](MovePathIndex p) { return set.contains(p.index); }).valid();
    return any;
  };
  const auto norm = [&](TypeId t) { return normalize(t, Locations::everywhere(body_.span), Category::boring); };

  BitSet def_set(points_.count()), drop_set(points_.count());
  out_.liveness.resize(vars_.vars.size());
  for (uint32_t li = 0; li < body_.locals.size(); ++li) {
    LocalUses& u = uses[li];
    if (!relevant[li] || (u.uses.empty() && u.drops.empty())) continue;
    for (uint32_t d : u.defs) def_set.insert(d);
    IntervalSet use_live;
    std::vector<uint32_t> stack = u.uses;
    while (!stack.empty()) {
      const uint32_t p = stack.back();
      stack.pop_back();
      const Location at = points_.location(p);
      const uint32_t entry = points_.entry(at.block);
      // Walk back within the block to the definition.
      bool stop = false;
      uint32_t lo = p;
      if (use_live.contains(p)) continue;
      for (uint32_t q = p; q > entry;) {
        --q;
        if (def_set.contains(q)) {
          stop = true;
          lo = q + 1;
          break;
        }
        lo = q;
        if (use_live.contains(q)) {
          stop = true;
          break;
        }
      }
      use_live.insert_range(lo, p);
      if (stop) continue;
      for (BasicBlock pr : preds[at.block]) {
        const uint32_t t = points_.terminator(pr);
        if (def_set.contains(t) || use_live.contains(t)) continue;
        stack.push_back(t);
      }
    }
    // Drops: as far back as the value may be there.
    IntervalSet drop_live;
    const MovePathIndex path = moves.local_path(Local(li));
    if (!u.drops.empty() && path) {
      std::vector<uint32_t> work;
      auto walk_block = [&](uint32_t term) {
        // Adds points backwards from `term` (live there) to a definition, a use, or the block's start; then looks at predecessors.
        const Location at = points_.location(term);
        const uint32_t entry = points_.entry(at.block);
        uint32_t lo = term;
        for (uint32_t q = term; q > entry;) {
          --q;
          if (def_set.contains(q) || use_live.contains(q)) {
            drop_live.insert_range(lo, term);
            return;
          }
          if (drop_live.contains(q)) {
            drop_live.insert_range(lo, term);
            return;
          }
          lo = q;
        }
        drop_live.insert_range(lo, term);
        for (BasicBlock pr : preds[at.block]) {
          if (!initialized(at_exit(pr), path)) continue;
          const uint32_t t = points_.terminator(pr);
          if (def_set.contains(t) || use_live.contains(t) || drop_live.contains(t)) continue;
          drop_live.insert(t);
          work.push_back(t);
        }
      };
      for (uint32_t d : u.drops) {
        const Location at = points_.location(d);
        if (!initialized(at_terminator(at.block), path)) continue;
        if (drop_live.contains(d)) continue;
        drop_live.insert(d);
        work.push_back(d);
        while (!work.empty()) {
          const uint32_t t = work.back();
          work.pop_back();
          walk_block(t);
        }
      }
    }
    const TypeId ty = body_.locals[Local(li)].ty;
    auto add = [&](GenericArg value, const IntervalSet& set) {
      if (set.empty()) return;
      live_regions_in(cx_, value, [&](RegionId r) {
        const RegionVid v = to_vid(r);
        if (!v) return;
        if (out_.liveness.size() <= v.index) out_.liveness.resize(vars_.vars.size());
        out_.liveness[v.index].unite(set);
      });
    };
    add(ty, use_live);
    if (!drop_live.empty())
      for (GenericArg g : dropck_outlives(cx_, env_, ty, norm)) add(g, drop_live);
    for (uint32_t d : u.defs) def_set.remove(d);
  }
  out_.liveness.resize(vars_.vars.size());
}

}  // namespace borrowlab::borrowck
