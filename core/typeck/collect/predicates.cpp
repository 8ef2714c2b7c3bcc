// What an item asks of its parameters. After rustc_hir_analysis::collect::{predicates_of, item_bounds}.
#include "typeck/collect/collector.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

void Collector::sized(TypeId ty, Span span, std::vector<Predicate>& out) {
  const DefId sized = cx_.lang("sized");
  if (sized.valid()) out.push_back({st_.dummy_binder<Clause>(TraitClause{{sized, st_.args({GenericArg(ty)})}}), span});
}

void Collector::generics_predicates(DefId d, const syntax::Generics& written, Lowerer& lowerer, std::vector<Predicate>& out) {
  const auto maybe_sized = [&](const syntax::GenericParam& p) {
    if (is_maybe_sized(p.bounds)) return true;
    for (const syntax::WherePredicate& w : written.where)
      if (is_param_path(krate_, w.bounded, def_of(p.id)) && is_maybe_sized(w.bounds)) return true;
    return false;
  };
  const std::vector<GenericParamDef> own = items_.generics_of(d).own;
  for (const syntax::GenericParam& p : written.params) {
    if (p.kind != syntax::GenericParamKind::type) continue;
    for (const GenericParamDef& g : own)
      if (g.def == def_of(p.id)) {
        const TypeId ty = st_.type(Param{g.index, g.name});
        if (!maybe_sized(p)) sized(ty, p.ident.span, out);
      }
  }
  for (const syntax::GenericParam& p : written.params) {
    if (p.kind == syntax::GenericParamKind::lifetime) {
      const auto region = items_.region_of_param.find(def_of(p.id));
      if (region == items_.region_of_param.end()) continue;
      for (const syntax::GenericBound& b : p.bounds)
        if (b.kind == syntax::GenericBound::Kind::outlives)
          out.push_back({st_.dummy_binder<Clause>(RegionOutlives{region->second, lowerer.lifetime(b.lifetime)}), b.span});
      continue;
    }
    if (p.kind != syntax::GenericParamKind::type) continue;
    for (const GenericParamDef& g : own)
      if (g.def == def_of(p.id))
        for (const syntax::GenericBound& b : p.bounds)
          for (Predicate& q : lowerer.bound(b, st_.type(Param{g.index, g.name}))) out.push_back(std::move(q));
  }
  for (const syntax::WherePredicate& w : written.where)
    for (Predicate& q : lowerer.where_predicate(w)) out.push_back(std::move(q));
}

void Collector::predicates(DefId d) {
  const syntax::Item& written = item(d);
  const syntax::Generics* generics = written_generics(written);
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  std::vector<Predicate> out;
  if (const auto* t = std::get_if<syntax::ItemTrait>(&written.kind)) {
    out.push_back({st_.dummy_binder<Clause>(TraitClause{{d, identity_args(cx_, d)}}), written.ident.span});
    for (const syntax::GenericBound& b : t->supertraits)
      for (Predicate& p : lowerer.bound(b, st_.type(Param{0, source::sym::kw_Self}))) out.push_back(std::move(p));
  }
  if (generics != nullptr) generics_predicates(d, *generics, lowerer, out);
  if (const auto* fn = std::get_if<syntax::ItemFn>(&written.kind)) {
    const std::vector<GenericParamDef> own = items_.generics_of(d).own;
    for (const syntax::Param& in : fn->sig.inputs)
      walk_ty(krate_, in.ty, nullptr, [&](const syntax::Ty& t) {
        const auto* i = std::get_if<syntax::TyImpl>(&t.kind);
        if (i == nullptr) return;
        for (const GenericParamDef& g : own) {
          if (!g.synthetic || !(g.def == def_of(t.id))) continue;
          const TypeId ty = st_.type(Param{g.index, g.name});
          if (!is_maybe_sized(i->bounds)) sized(ty, t.span, out);
          for (const syntax::GenericBound& b : i->bounds)
            for (Predicate& p : lowerer.bound(b, ty)) out.push_back(std::move(p));
        }
      });
  }
  for (Predicate& p : out) p.clause = remap(d, p.clause);
  items_.predicates[d] = std::move(out);
}

// Of a trait's associated type.
void Collector::item_bounds(DefId d) {
  const auto* t = std::get_if<syntax::ItemTypeAlias>(&item(d).kind);
  if (t == nullptr) return;
  const DefId trait = cx_.defs[d].parent;
  if (cx_.defs[trait].kind != DefKind::trait) return;
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  const TypeId self = st_.projection(d, identity_args(cx_, d));
  std::vector<Predicate> out;
  if (!is_maybe_sized(t->bounds)) sized(self, item(d).ident.span, out);
  for (const syntax::GenericBound& b : t->bounds)
    for (Predicate& p : lowerer.bound(b, self)) out.push_back(std::move(p));
  // `trait T where Self::X: Bound` is as good as `type X: Bound`.
  for (const Predicate& p : items_.predicates[trait]) {
    if (const auto* c = std::get_if<TraitClause>(&p.clause.value)) {
      const auto args = st_[c->trait_ref.args];
      if (!args.empty() && args[0] == GenericArg(self)) out.push_back(p);
    } else if (const auto* q = std::get_if<ProjectionClause>(&p.clause.value)) {
      const auto args = st_[q->args];
      if (!args.empty() && args[0] == GenericArg(self)) out.push_back(p);
    }
  }
  items_.item_bounds[d] = std::move(out);
}

}  // namespace borrowlab::typeck
