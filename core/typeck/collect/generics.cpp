// Which parameters an item has, and which lifetimes are late-bound. After rustc_hir_analysis::collect::generics_of and
// rustc_hir_analysis::collect::resolve_bound_vars::is_late_bound_map.
#include <algorithm>

#include "typeck/collect/collector.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

const syntax::Attribute* find_attr(const std::vector<syntax::Attribute>& attrs, std::string_view name) {
  for (const syntax::Attribute& a : attrs)
    if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == name) return &a;
  return nullptr;
}

template <class T>
T Collector::remap(DefId d, const T& value) {
  const auto it = remaps_.find(d);
  if (it == remaps_.end()) return value;
  const std::vector<Remap>& list = it->second;
  return map_free_regions<T>(st_, value, [&](RegionId r) {
    for (const Remap& m : list)
      if (m.from == r) return m.to;
    return r;
  });
}
template TypeId Collector::remap(DefId, const TypeId&);
template TraitRef Collector::remap(DefId, const TraitRef&);
template PolyClause Collector::remap(DefId, const PolyClause&);
template FnSig Collector::remap(DefId, const FnSig&);

void Collector::push_lifetime(Generics& g, DefId def, Symbol name, RegionId temp) {
  GenericParamDef p;
  p.kind = GenericParamDef::Kind::lifetime;
  p.name = name;
  p.def = def;
  p.index = g.parent_count + static_cast<uint32_t>(g.own.size());
  g.own.push_back(p);
  const RegionId early = st_.region(ReEarlyParam{def, p.index});
  if (def.valid()) items_.region_of_param[def] = early;
  (void)temp;
}

void Collector::push_params(Generics& g, const syntax::Generics& written) {
  for (const syntax::GenericParam& w : written.params) {
    if (w.kind == syntax::GenericParamKind::lifetime) continue;
    GenericParamDef p;
    p.kind = w.kind == syntax::GenericParamKind::type ? GenericParamDef::Kind::type : GenericParamDef::Kind::konst;
    p.name = w.ident.name;
    p.def = def_of(w.id);
    p.index = g.parent_count + static_cast<uint32_t>(g.own.size());
    p.has_default = w.default_ty.valid() || w.const_default.has_value();
    p.may_dangle = w.may_dangle;
    g.own.push_back(p);
  }
}

void Collector::fn_generics(DefId d, const syntax::ItemFn& fn, Generics& g) {
  // Late-bound: a lifetime that the inputs tell, and that no where clause speaks of.
  std::vector<DefId> constrained, in_output, in_where;
  std::vector<NodeId> elided_in_impl_trait;
  const auto add = [](std::vector<DefId>& list, const LifetimeRes& r) {
    if (r.kind == LifetimeRes::Kind::param) list.push_back(r.def);
  };
  const auto has = [](const std::vector<DefId>& list, DefId x) { return std::find(list.begin(), list.end(), x) != list.end(); };
  const auto where = [&](const LifetimeRes& r, bool) { add(in_where, r); };
  const auto life = [&](const syntax::Lifetime& l) {
    if (l.id.index < krate_.res.lifetimes.size()) add(in_where, krate_.res.lifetimes[l.id.index]);
  };
  for (const syntax::GenericParam& p : fn.generics.params) {
    walk_bounds(krate_, p.bounds, where, nullptr);
    if (p.kind == syntax::GenericParamKind::lifetime && !p.bounds.empty()) in_where.push_back(def_of(p.id));
  }
  for (const syntax::WherePredicate& w : fn.generics.where) {
    if (w.bounded.valid()) walk_ty(krate_, w.bounded, where, nullptr);
    else life(w.lifetime);
    walk_bounds(krate_, w.bounds, where, nullptr);
  }
  std::vector<const syntax::Ty*> impl_traits;
  for (const syntax::Param& p : fn.sig.inputs)
    walk_ty(
        krate_, p.ty,
        [&](const LifetimeRes& r, bool constrains) {
          if (constrains) add(constrained, r);
        },
        [&](const syntax::Ty& t) {
          const auto* i = std::get_if<syntax::TyImpl>(&t.kind);
          if (i == nullptr) return;
          impl_traits.push_back(&t);
          // Its bounds are where clauses of the fn.
          walk_bounds(
              krate_, i->bounds,
              [&](const LifetimeRes& r, bool) {
                add(in_where, r);
                if (r.kind == LifetimeRes::Kind::anonymous &&
                    std::find(elided_in_impl_trait.begin(), elided_in_impl_trait.end(), r.source) == elided_in_impl_trait.end())
                  elided_in_impl_trait.push_back(r.source);
              },
              nullptr);
        });
  if (fn.sig.output.valid())
    walk_ty(
        krate_, fn.sig.output, [&](const LifetimeRes& r, bool) { add(in_output, r); }, nullptr);

  for (const syntax::GenericParam& p : fn.generics.params) {
    if (p.kind != syntax::GenericParamKind::lifetime) continue;
    const DefId def = def_of(p.id);
    if (!has(in_where, def) && (has(constrained, def) || !has(in_output, def))) {
      g.late_bound.push_back({BoundRegionKind{def, 0}});
      items_.region_of_param[def] = st_.region(ReLateParam{d, {def, 0}});
    } else {
      push_lifetime(g, def, p.ident.name, {});
    }
  }
  for (NodeId source : elided_in_impl_trait) {
    const uint32_t index = g.parent_count + static_cast<uint32_t>(g.own.size());
    push_lifetime(g, DefId::none(), source::sym::underscore_lifetime, {});
    remaps_[d].push_back({temp_region(d, source), st_.region(ReEarlyParam{DefId::none(), index})});
  }
  push_params(g, fn.generics);
  for (const syntax::Ty* t : impl_traits) {
    GenericParamDef p;
    p.kind = GenericParamDef::Kind::type;
    p.def = def_of(t->id);
    if (!p.def.valid() || cx_.defs[p.def].kind != DefKind::type_param) continue;
    p.name = cx_.defs[p.def].name;
    p.index = g.parent_count + static_cast<uint32_t>(g.own.size());
    p.synthetic = true;
    g.own.push_back(p);
  }
}

void Collector::item_generics(DefId d, const syntax::Item& item) {
  Generics g;
  const DefId parent = cx_.defs[d].parent;
  const DefKind kind = cx_.defs[d].kind;
  if (kind == DefKind::assoc_fn || kind == DefKind::assoc_ty || kind == DefKind::assoc_const) {
    g.parent = parent;
    g.parent_count = items_.generics_of(parent).count();
  }
  if (const auto* fn = std::get_if<syntax::ItemFn>(&item.kind)) {
    fn_generics(d, *fn, g);
    items_.generics[d] = std::move(g);
    return;
  }
  if (kind == DefKind::trait) {
    GenericParamDef self;
    self.name = source::sym::kw_Self;
    g.own.push_back(self);
    g.has_self = true;
  }
  const syntax::Generics* written = written_generics(item);
  if (written != nullptr) {
    for (const syntax::GenericParam& p : written->params)
      if (p.kind == syntax::GenericParamKind::lifetime) push_lifetime(g, def_of(p.id), p.ident.name, {});
    if (const auto* impl = std::get_if<syntax::ItemImpl>(&item.kind)) {
      std::vector<NodeId> elided;
      const auto note = [&](const LifetimeRes& r, bool) {
        if (r.kind == LifetimeRes::Kind::anonymous && std::find(elided.begin(), elided.end(), r.source) == elided.end())
          elided.push_back(r.source);
      };
      if (impl->trait) {
        syntax::GenericBound as_bound;
        as_bound.trait = *impl->trait;
        walk_bounds(krate_, {as_bound}, note, nullptr);
      }
      walk_ty(krate_, impl->self_ty, note, nullptr);
      for (NodeId source : elided) {
        const uint32_t index = g.parent_count + static_cast<uint32_t>(g.own.size());
        push_lifetime(g, DefId::none(), source::sym::underscore_lifetime, {});
        remaps_[d].push_back({temp_region(d, source), st_.region(ReEarlyParam{DefId::none(), index})});
      }
    }
    push_params(g, *written);
  }
  items_.generics[d] = std::move(g);
}

void Collector::generics(DefId d) {
  const resolve::Def& def = cx_.defs[d];
  if (def.item.valid()) {
    item_generics(d, item(d));
    return;
  }
  switch (def.kind) {
    case DefKind::variant:
    case DefKind::ctor:
    case DefKind::closure:
    case DefKind::anon_const: {
      // They see the parameters of the item they are in, and have none of their own.
      DefId owner = def.parent;
      while (owner.valid() && !items_.generics.count(owner)) owner = cx_.defs[owner].parent;
      Generics g;
      if (owner.valid() && cx_.defs[owner].kind != DefKind::mod) {
        g.parent = owner;
        g.parent_count = items_.generics_of(owner).count();
      }
      items_.generics[d] = std::move(g);
      break;
    }
    default: break;
  }
}

}  // namespace borrowlab::typeck
