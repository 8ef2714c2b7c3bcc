// Bounds, and the associated types that they give names to.
#include <algorithm>

#include "support/sort.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

namespace {
constexpr uint32_t search_limit = 32;

// `dyn Trait<A = X, A = Y>`.
void report_bound_twice(const Context& cx, diagnostics::Sink& sink, const ProjectionClause& again, const ExistentialProjection& earlier,
                        Span object, Span first, Span second) {
  const std::string name(cx.defs[again.assoc].name.str()), trait = cx.defs.path_str(cx.defs[again.assoc].parent);
  const std::string last = trait.substr(trait.rfind(':') == std::string::npos ? 0 : trait.rfind(':') + 1);
  diagnostics::Diagnostic d(diagnostics::Level::error,
                            "the value of the associated type `" + name + "` in trait `" + last + "` is already specified", second,
                            "E0719");
  d.label(second, "re-bound here");
  d.label(first, "`" + name + "` bound here first");
  sink.emit(std::move(d));
  if (again.term == earlier.term) return;
  diagnostics::Diagnostic e(diagnostics::Level::error, "conflicting associated type bindings for `" + name + "`", object);
  e.label(first, "`" + name + "` is specified to be `" + to_string(cx, earlier.term) + "` here");
  e.label(second, "`" + name + "` is specified to be `" + to_string(cx, again.term) + "` here");
  sink.emit(std::move(e));
}

// The regions that a type fixes: those not within a projection.
void regions_fixed_by(const Store& st, GenericArg value, std::vector<RegionId>& out) {
  walk_types(st, value, [&](GenericArg a) {
    if (a.is_region()) {
      out.push_back(a.region());
      return false;
    }
    if (!a.is_type()) return false;
    if (st.get<Alias>(a.type()) != nullptr) return false;
    if (const auto* r = st.get<Ref>(a.type())) out.push_back(r->region);
    if (const auto* d = st.get<Dynamic>(a.type())) out.push_back(d->region);
    return true;
  });
}
}  // namespace

std::string Lowerer::unconstrained_lifetime(const std::vector<GenericArg>& inputs, GenericArg value) {
  if (scopes_.empty()) return {};
  std::vector<RegionId> named;
  for (RegionId r : scopes_.back().temps)
    if (const auto* late = st_.get<ReLateParam>(r); late != nullptr && late->kind.def.valid()) named.push_back(r);
  if (named.empty()) return {};
  std::vector<RegionId> fixed;
  for (GenericArg a : inputs) regions_fixed_by(st_, a, fixed);
  std::string out;
  for_each_free_region(st_, value, [&](RegionId r) {
    if (out.empty() && std::find(named.begin(), named.end(), r) != named.end() && std::find(fixed.begin(), fixed.end(), r) == fixed.end())
      out = cx_.defs[st_.get<ReLateParam>(r)->kind.def].name.str();
  });
  return out;
}

std::vector<PolyTraitRef> Lowerer::all_that_define(std::vector<PolyTraitRef> from, Symbol name) {
  std::vector<PolyTraitRef> seen, out;
  while (!from.empty() && seen.size() < 256) {
    const PolyTraitRef next = from.back();
    from.pop_back();
    // The same bound by way of different binders is one.
    if (std::any_of(seen.begin(), seen.end(), [&](const PolyTraitRef& s) { return s.value == next.value; })) continue;
    seen.push_back(next);
    if (assoc_named(next.value.trait, name).valid()) out.push_back(next);
    const auto preds = cx_.items.predicates.find(next.value.trait);
    if (preds == cx_.items.predicates.end()) continue;
    for (const Predicate& p : preds->second) {
      const auto* t = std::get_if<TraitClause>(&p.clause.value);
      const auto args = t != nullptr ? st_[t->trait_ref.args] : std::span<const GenericArg>{};
      const auto* self = args.empty() || !args[0].is_type() ? nullptr : st_.get<Param>(args[0].type());
      if (self == nullptr || self->index != 0 || t->trait_ref.trait == next.value.trait || !trait_may_define(t->trait_ref.trait, name))
        continue;
      const PolyClause super = instantiate_supertrait(cx_, p.clause, next);
      from.push_back({std::get<TraitClause>(super.value).trait_ref, super.vars});
    }
  }
  return out;
}

// The trait bounds of a parameter, in the order in which they are written.
std::vector<PolyTraitRef> Lowerer::declared_bounds(TypeId param) const {
  std::vector<PolyTraitRef> out;
  const auto* p = st_.get<Param>(param);
  for (DefId owner = hooks_.item; owner.valid() && p != nullptr; owner = cx_.defs[owner].parent) {
    if (!cx_.items.generics.count(owner)) continue;
    if (cx_.defs[owner].kind == DefKind::trait && p->index == 0) out.push_back({{owner, identity_args(cx_, owner)}, st_.no_vars});
    const auto collected = cx_.items.predicates.find(owner);
    if (collected == cx_.items.predicates.end()) return {};  // not known yet
    for (const Predicate& q : collected->second) {
      const auto* t = std::get_if<TraitClause>(&q.clause.value);
      if (t != nullptr && !st_[t->trait_ref.args].empty() && st_[t->trait_ref.args][0] == GenericArg(param) &&
          !(t->trait_ref.trait == owner))
        out.push_back({t->trait_ref, q.clause.vars});
    }
  }
  return out;
}

void Lowerer::report_ambiguous_assoc(const std::vector<PolyTraitRef>& candidates, TypeId base, const syntax::PathSegment& segment,
                                     Span span) {
  const std::string name(segment.ident.name.str()), of = to_string(cx_, GenericArg(base));
  diagnostics::Diagnostic d(diagnostics::Level::error, "ambiguous associated type `" + name + "` in bounds of `" + of + "`", span, "E0221");
  d.label(span, "ambiguous associated type `" + name + "`");
  for (const PolyTraitRef& c : candidates) {
    const DefId assoc = assoc_named(c.value.trait, segment.ident.name);
    const std::string trait = to_string(cx_, c.value);
    if (cx_.defs[assoc].krate == krate_.id) d.label(cx_.defs[assoc].span, "ambiguous `" + name + "` from `" + trait + "`");
    d.suggest_verbose(span.with_hi(segment.ident.span.lo), "use fully-qualified syntax to disambiguate",
                      "<" + of + " as " + trait + ">::", diagnostics::Applicability::machine_applicable);
  }
  sink_.emit(std::move(d));
}

void Lowerer::report_ambiguous_constraint(const std::vector<PolyTraitRef>& candidates, const syntax::AssocConstraint& c, DefId trait) {
  const std::string name(c.ident.name.str()), of = cx_.defs.path_str(trait);
  diagnostics::Diagnostic d(diagnostics::Level::error, "ambiguous associated type `" + name + "` in bounds of `" + of + "`", c.span,
                            "E0222");
  d.label(c.span, "ambiguous associated type `" + name + "`");
  const auto* value = std::get_if<syntax::TyId>(&c.value);
  std::string help = "consider introducing a new type parameter `T` and adding `where` constraints:\n    where\n        T: " + of;
  for (const PolyTraitRef& r : candidates) {
    const DefId assoc = assoc_named(r.value.trait, c.ident.name);
    const std::string text = to_string(cx_, r.value);
    if (cx_.defs[assoc].krate == krate_.id) d.label(cx_.defs[assoc].span, "ambiguous `" + name + "` from `" + text + "`");
    if (value != nullptr) help += ",\n        T: " + text + "::" + name + " = " + std::string(cx_.sources.snippet(ast_[*value].span));
  }
  d.help(help);
  sink_.emit(std::move(d));
}

DefId Lowerer::bound_trait(const syntax::GenericBound& b) const {
  if (b.kind != syntax::GenericBound::Kind::trait || b.maybe) return DefId::none();
  const PartialRes r = path_res(b.ref_id);
  return r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::trait ? r.base.def : DefId::none();
}

void Lowerer::bound_in_scope(const syntax::GenericBound& b, TypeId self, std::vector<RawClause>& out) {
  if (b.kind == syntax::GenericBound::Kind::outlives) {
    out.push_back({types::TypeOutlives{self, lifetime(b.lifetime)}, b.span});
    return;
  }
  const DefId trait = bound_trait(b);
  if (!trait.valid() || b.trait.segments.empty()) return;
  const syntax::PathSegment& segment = b.trait.segments.back();
  constraints_allowed_ = true;
  const TraitRef trait_ref{trait, segment_args(b.trait.span, trait, st_.args({GenericArg(self)}), &segment, true)};
  out.push_back({TraitClause{trait_ref}, b.span});
  if (segment.args)
    for (const syntax::AssocConstraint& c : segment.args->constraints) constraint_in_scope(c, trait_ref, out);
}

void Lowerer::constraint_in_scope(const syntax::AssocConstraint& c, const TraitRef& trait_ref, std::vector<RawClause>& out) {
  const auto found = find_in_supertraits({trait_ref, st_.no_vars}, c.ident.name);
  if (!found) {
    diagnostics::Diagnostic d(diagnostics::Level::error,
                              "associated type `" + std::string(c.ident.name.str()) + "` not found for `" +
                                  std::string(cx_.defs[trait_ref.trait].name.str()) + "`",
                              c.ident.span, "E0220");
    d.label(c.ident.span, "associated type `" + std::string(c.ident.name.str()) + "` not found");
    sink_.emit(std::move(d));
    return;
  }
  if (!assoc_named(trait_ref.trait, c.ident.name).valid() && cx_.items.predicates.count(trait_ref.trait) != 0)
    if (const auto all = all_that_define({{trait_ref, st_.no_vars}}, c.ident.name); all.size() > 1)
      return report_ambiguous_constraint(all, c, trait_ref.trait);
  const DefId assoc = assoc_named(found->value.trait, c.ident.name);
  syntax::PathSegment segment{c.id, c.ident, c.args};
  const ArgsId args = segment_args(c.span, assoc, found->value.args, &segment, true);
  if (const auto* t = std::get_if<syntax::TyId>(&c.value)) {
    const TypeId value = ty(*t);
    const std::vector<GenericArg> inputs(st_[args].begin(), st_[args].end());
    if (const std::string lifetime = unconstrained_lifetime(inputs, value); !lifetime.empty())
      sink_.emit(diagnostics::Diagnostic(diagnostics::Level::error,
                                         "binding for associated type `" + std::string(c.ident.name.str()) + "` references lifetime `" +
                                             lifetime + "`, which does not appear in the trait input types",
                                         c.span, "E0582"));
    out.push_back({ProjectionClause{assoc, args, value}, c.span});
  } else if (const auto* bounds = std::get_if<std::vector<syntax::GenericBound>>(&c.value)) {
    const TypeId projection = st_.projection(assoc, args);
    for (const syntax::GenericBound& b : *bounds) {
      for (const syntax::GenericParam& p : b.for_params) {
        const DefId d = def_of(p.id);
        scopes_.back().vars.push_back({BoundRegionKind{d, 0}});
        scopes_.back().temps.push_back(st_.region(ReLateParam{hooks_.item, {d, 0}}));
        scopes_.back().sources.push_back(NodeId::none());
      }
      bound_in_scope(b, projection, out);
    }
  } else {
    sink_.refuse(c.span, "associated constants in bounds");
  }
}

std::vector<Predicate> Lowerer::bound(const syntax::GenericBound& b, TypeId self, const std::vector<syntax::GenericParam>* outer) {
  std::vector<syntax::GenericParam> params;
  if (outer != nullptr) params = *outer;
  params.insert(params.end(), b.for_params.begin(), b.for_params.end());
  open(&params);
  std::vector<RawClause> raw;
  bound_in_scope(b, self, raw);
  Scope s;
  const BoundVarsId vars = close(s);
  std::vector<Predicate> out;
  for (const RawClause& c : raw) out.push_back({PolyClause{bind(s, c.clause), vars}, c.span});
  return out;
}

std::vector<Predicate> Lowerer::where_predicate(const syntax::WherePredicate& w) {
  std::vector<Predicate> out;
  if (!w.bounded.valid()) {
    const RegionId longer = lifetime(w.lifetime);
    for (const syntax::GenericBound& b : w.bounds)
      if (b.kind == syntax::GenericBound::Kind::outlives)
        out.push_back({st_.dummy_binder<Clause>(RegionOutlives{longer, lifetime(b.lifetime)}), b.span});
    return out;
  }
  for (const syntax::GenericBound& b : w.bounds) {
    std::vector<syntax::GenericParam> params = w.for_params;
    params.insert(params.end(), b.for_params.begin(), b.for_params.end());
    open(&params);
    std::vector<RawClause> raw;
    bound_in_scope(b, ty(w.bounded), raw);
    Scope s;
    const BoundVarsId vars = close(s);
    for (const RawClause& c : raw) out.push_back({PolyClause{bind(s, c.clause), vars}, c.span});
  }
  return out;
}

// --- trait objects ---

TypeId Lowerer::dyn_type(const syntax::Ty& t, const syntax::TyDyn& d, std::optional<RegionId> object_default) {
  if (!d.has_dyn_keyword && krate_.edition >= source::Edition::e2021) {
    bare_trait(t.span);
    return st_.error;
  }
  const TypeId dummy = st_.type(Param{dummy_self_index, source::sym::kw_Self});
  open(nullptr);
  std::optional<TraitRef> principal;
  std::vector<ExistentialProjection> projections;
  std::vector<Span> projection_spans;
  std::vector<DefId> autos;
  std::optional<RegionId> region;
  Span principal_span;
  const auto strip = [&](ArgsId args) {
    const auto list = st_[args];
    return st_.args(list.subspan(1));
  };
  for (const syntax::GenericBound& b : d.bounds) {
    if (b.kind == syntax::GenericBound::Kind::outlives) {
      if (region) {
        sink_.emit(
            diagnostics::Diagnostic(diagnostics::Level::error, "only a single explicit lifetime bound is permitted", b.span, "E0226"));
        continue;
      }
      region = lifetime(b.lifetime);
      continue;
    }
    if (b.maybe) continue;
    for (const syntax::GenericParam& p : b.for_params) {
      const DefId def = def_of(p.id);
      scopes_.back().vars.push_back({BoundRegionKind{def, 0}});
      scopes_.back().temps.push_back(st_.region(ReLateParam{hooks_.item, {def, 0}}));
      scopes_.back().sources.push_back(NodeId::none());
    }
    std::vector<RawClause> raw;
    bound_in_scope(b, dummy, raw);
    bool first = true;
    for (const RawClause& c : raw) {
      if (const auto* trait = std::get_if<TraitClause>(&c.clause); trait != nullptr && first) {
        const auto def = cx_.items.traits.find(trait->trait_ref.trait);
        if (def != cx_.items.traits.end() && def->second.is_auto) {
          autos.push_back(trait->trait_ref.trait);
        } else if (!principal) {
          principal = trait->trait_ref;
          principal_span = b.span;
        } else {
          diagnostics::Diagnostic e(diagnostics::Level::error, "only auto traits can be used as additional traits in a trait object",
                                    b.span, "E0225");
          e.label(principal_span, "first non-auto trait");
          e.label(b.span, "additional non-auto trait");
          const auto text = [&](const TraitRef& r) { return std::string(cx_.defs[r.trait].name.str()); };
          e.help("consider creating a new trait with all of these as supertraits and using that trait here instead: `trait NewTrait: " +
                 text(*principal) + " + " + text(trait->trait_ref) + " {}`");
          e.note(
              "auto-traits like `Send` and `Sync` are traits that have special properties; for more information on them, visit "
              "<https://doc.rust-lang.org/reference/special-types-and-traits.html#auto-traits>");
          sink_.emit(std::move(e));
        }
      } else if (const auto* p = std::get_if<ProjectionClause>(&c.clause)) {
        const auto earlier = std::find_if(projections.begin(), projections.end(), [&](const auto& q) { return q.assoc == p->assoc; });
        if (earlier != projections.end()) {
          const Span before = projection_spans[static_cast<size_t>(earlier - projections.begin())];
          report_bound_twice(cx_, sink_, *p, *earlier, t.span, before, c.span);
          continue;
        }
        projections.push_back({p->assoc, strip(p->args), p->term});
        projection_spans.push_back(c.span);
      }
      first = false;
    }
  }
  if (!principal && autos.empty()) {
    scopes_.pop_back();
    bool any_trait = false;
    for (const syntax::GenericBound& b : d.bounds) any_trait |= b.kind == syntax::GenericBound::Kind::trait;
    if (!any_trait) {
      diagnostics::Diagnostic e(diagnostics::Level::error, "at least one trait is required for an object type", t.span, "E0224");
      sink_.emit(std::move(e));
    }
    return st_.error;
  }
  if (principal) check_assoc_types_given(d, *principal, projections);
  std::vector<ExistentialPredicate> list;
  if (principal) list.push_back(ExistentialTraitRef{principal->trait, strip(principal->args)});
  sort(projections, [](const auto& a, const auto& b) { return a.assoc < b.assoc; });
  for (const ExistentialProjection& p : projections) list.push_back(p);
  sort(autos);
  autos.erase(std::unique(autos.begin(), autos.end()), autos.end());
  for (DefId a : autos) list.push_back(ExistentialAuto{a});
  Scope s;
  const BoundVarsId vars = close(s);
  const ExistentialsId predicates = bind(s, st_.existentials(list));
  if (!region && principal) region = object_region(*principal, t.span);
  if (!region) region = object_default;
  if (!region) region = hooks_.region_infer ? hooks_.region_infer(t.span) : st_.re_static;
  return st_.type(Dynamic{predicates, vars, *region});
}

// `trait Any: 'static`: so is its object, wherever it stands.
std::optional<RegionId> Lowerer::object_region(const TraitRef& principal, Span span) {
  std::vector<RegionId> bounds;
  const auto gather = [&](const TraitRef& trait_ref) {
    const auto preds = cx_.items.predicates.find(trait_ref.trait);
    if (preds == cx_.items.predicates.end()) return;
    for (const Predicate& p : preds->second) {
      const auto* o = std::get_if<TypeOutlives>(&p.clause.value);
      const auto* self = o != nullptr ? st_.get<Param>(o->ty) : nullptr;
      if (self == nullptr || self->index != 0) continue;
      RegionId r = o->region;
      if (const auto* early = st_.get<ReEarlyParam>(r); early != nullptr && early->index < st_[trait_ref.args].size())
        r = st_[trait_ref.args][early->index].region();
      bounds.push_back(r);
    }
  };
  if (cx_.items.predicates.count(principal.trait))
    for (const PolyTraitRef& s : supertraits(cx_, {principal, st_.no_vars})) gather(s.value);
  if (bounds.empty()) return std::nullopt;
  if (std::find(bounds.begin(), bounds.end(), st_.re_static) != bounds.end()) return st_.re_static;
  for (RegionId r : bounds)
    if (!(r == bounds[0])) {
      diagnostics::Diagnostic d(diagnostics::Level::error, "ambiguous lifetime bound, explicit lifetime bound required", span, "E0227");
      sink_.emit(std::move(d));
      break;
    }
  return bounds[0];
}

void Lowerer::check_assoc_types_given(const syntax::TyDyn& d, const TraitRef& principal, const std::vector<ExistentialProjection>& given) {
  if (!cx_.items.predicates.count(principal.trait)) return;  // its crate is still being collected
  std::vector<DefId> settled;
  for (const ExistentialProjection& p : given) settled.push_back(p.assoc);
  const PolyClause whole{TraitClause{principal}, st_.no_vars};
  for (const PolyClause& c : elaborate(cx_, {whole}))
    if (const auto* p = std::get_if<ProjectionClause>(&c.value)) settled.push_back(p->assoc);
  for (const PolyTraitRef& s : supertraits(cx_, {principal, st_.no_vars})) {
    for (DefId child : cx_.defs.children_of(s.value.trait)) {
      if (cx_.defs[child].kind != DefKind::assoc_ty || std::find(settled.begin(), settled.end(), child) != settled.end()) continue;
      if (!cx_.items.generics_of(child).own.empty()) continue;
      bool sized_only = false;
      if (const auto preds = cx_.items.predicates.find(child); preds != cx_.items.predicates.end())
        for (const Predicate& p : preds->second)
          if (const auto* t = std::get_if<TraitClause>(&p.clause.value)) sized_only |= t->trait_ref.trait == cx_.lang("sized");
      if (sized_only || d.bounds.empty()) continue;
      const std::string name(cx_.defs[child].name.str()), trait(cx_.defs[s.value.trait].name.str());
      Span at = d.bounds[0].trait.span;
      diagnostics::Diagnostic e(diagnostics::Level::error,
                                "the value of the associated type `" + name + "` in `" + trait + "` must be specified", at, "E0191");
      const std::string written(cx_.sources.snippet(at));
      e.label(at, "help: specify the associated type: `" + (written.empty() || written.back() != '>'
                                                                ? written + "<" + name + " = Type>`"
                                                                : written.substr(0, written.size() - 1) + ", " + name + " = Type>`"));
      if (cx_.defs[child].krate == resolve::user_crate) e.label(cx_.defs[child].ident_span, "`" + name + "` defined here");
      sink_.emit(std::move(e));
    }
  }
}

// --- T::Assoc ---

DefId Lowerer::assoc_named(DefId trait, Symbol name) const {
  for (DefId child : cx_.defs.children_of(trait))
    if (cx_.defs[child].kind == DefKind::assoc_ty && cx_.defs[child].name == name) return child;
  return DefId::none();
}

bool Lowerer::trait_may_define(DefId trait, Symbol name, uint32_t depth) {
  if (!trait.valid() || depth > search_limit) return false;
  if (assoc_named(trait, name).valid()) return true;
  const auto def = cx_.items.traits.find(trait);
  if (def == cx_.items.traits.end()) return false;
  for (DefId s : def->second.supertraits)
    if (trait_may_define(s, name, depth + 1)) return true;
  return false;
}

std::optional<PolyTraitRef> Lowerer::find_in_supertraits(const PolyTraitRef& from, Symbol name) {
  const DefId trait = from.value.trait;
  if (assoc_named(trait, name).valid()) return from;
  if (!trait_may_define(trait, name)) return std::nullopt;
  if (cx_.items.predicates.count(trait)) {
    for (const PolyTraitRef& s : supertraits(cx_, from))
      if (assoc_named(s.value.trait, name).valid()) return s;
    return std::nullopt;
  }
  // The trait's own bounds are not collected yet: take them from its source.
  if (searching_ >= search_limit) return std::nullopt;
  const resolve::Crate& home = cx_.crate_of(trait);
  const auto* item = std::get_if<syntax::ItemTrait>(&home.ast[cx_.defs[trait].item].kind);
  if (item == nullptr) return std::nullopt;
  LowerHooks hooks;
  hooks.item = trait;
  Lowerer lowerer(cx_, home, hooks, sink_);
  lowerer.searching_ = searching_ + 1;
  for (const syntax::GenericBound& b : item->supertraits) {
    if (!lowerer.trait_may_define(lowerer.bound_trait(b), name)) continue;
    diagnostics::Sink unheard;
    Lowerer quiet(cx_, home, hooks, unheard);
    quiet.searching_ = searching_ + 1;
    for (const Predicate& p : quiet.bound(b, st_.type(Param{0, source::sym::kw_Self}))) {
      const auto* t = std::get_if<TraitClause>(&p.clause.value);
      if (t == nullptr) break;
      const PolyClause super = instantiate_supertrait(cx_, p.clause, from);
      if (auto found = find_in_supertraits({std::get<TraitClause>(super.value).trait_ref, super.vars}, name)) return found;
      break;
    }
  }
  return std::nullopt;
}

std::optional<PolyTraitRef> Lowerer::bound_in_source(DefId owner, TypeId param, Symbol name) {
  if (searching_ >= search_limit || !cx_.defs[owner].item.valid()) return std::nullopt;
  const resolve::Crate& home = cx_.crate_of(owner);
  const syntax::Item& item = home.ast[cx_.defs[owner].item];
  const syntax::Generics* generics = written_generics(item);
  if (generics == nullptr) return std::nullopt;
  DefId def;
  const auto* p = st_.get<Param>(param);
  for (const GenericParamDef& g : cx_.items.generics_of(owner).own)
    if (g.index == p->index && g.name == p->name) def = g.def;
  const auto* trait = std::get_if<syntax::ItemTrait>(&item.kind);
  const bool is_self = trait != nullptr && p->index == 0;
  if (!def.valid() && !is_self) return std::nullopt;
  LowerHooks hooks;
  hooks.item = owner;
  diagnostics::Sink unheard;  // the bound is lowered once more where it stands
  Lowerer quiet(cx_, home, hooks, unheard);
  quiet.searching_ = searching_ + 1;
  const auto look = [&](const syntax::GenericBound& b, const std::vector<syntax::GenericParam>* outer) -> std::optional<PolyTraitRef> {
    if (!quiet.trait_may_define(quiet.bound_trait(b), name)) return std::nullopt;
    const std::vector<Predicate> clauses = quiet.bound(b, param, outer);
    if (clauses.empty()) return std::nullopt;
    const auto* t = std::get_if<TraitClause>(&clauses[0].clause.value);
    return t == nullptr ? std::nullopt : quiet.find_in_supertraits({t->trait_ref, clauses[0].clause.vars}, name);
  };
  if (is_self)
    for (const syntax::GenericBound& b : trait->supertraits)
      if (auto found = look(b, nullptr)) return found;
  for (const syntax::GenericParam& g : generics->params)
    if (quiet.def_of(g.id) == def && def.valid())
      for (const syntax::GenericBound& b : g.bounds)
        if (auto found = look(b, nullptr)) return found;
  for (const syntax::WherePredicate& w : generics->where)
    if (w.bounded.valid() && is_param_path(home, w.bounded, is_self ? owner : def))
      for (const syntax::GenericBound& b : w.bounds)
        if (auto found = look(b, &w.for_params)) return found;
  // `impl Trait` in an input: its bounds are in the type.
  if (const auto* fn = std::get_if<syntax::ItemFn>(&item.kind); fn != nullptr && def.valid() && cx_.defs[def].kind == DefKind::type_param) {
    std::optional<PolyTraitRef> found;
    for (const syntax::Param& in : fn->sig.inputs)
      walk_ty(home, in.ty, nullptr, [&](const syntax::Ty& t) {
        const auto* i = std::get_if<syntax::TyImpl>(&t.kind);
        if (i == nullptr || !(quiet.def_of(t.id) == def) || found) return;
        for (const syntax::GenericBound& b : i->bounds)
          if (!found) found = look(b, nullptr);
      });
    return found;
  }
  return std::nullopt;
}

std::optional<PolyTraitRef> Lowerer::find_bound(TypeId param, Symbol name) {
  const auto* p = st_.get<Param>(param);
  for (DefId owner = hooks_.item; owner.valid(); owner = cx_.defs[owner].parent) {
    if (!cx_.items.generics.count(owner)) continue;
    const DefKind kind = cx_.defs[owner].kind;
    if (kind == DefKind::trait && p->index == 0) {
      const PolyTraitRef self{{owner, identity_args(cx_, owner)}, st_.no_vars};
      if (assoc_named(owner, name).valid()) return self;
    }
    const auto collected = cx_.items.predicates.find(owner);
    if (collected == cx_.items.predicates.end()) {
      if (auto found = bound_in_source(owner, param, name)) return found;
      continue;
    }
    const std::vector<Predicate> predicates = collected->second;
    for (const Predicate& q : predicates) {
      const auto* t = std::get_if<TraitClause>(&q.clause.value);
      if (t == nullptr || st_[t->trait_ref.args].empty() || !(st_[t->trait_ref.args][0] == GenericArg(param))) continue;
      if (!trait_may_define(t->trait_ref.trait, name)) continue;
      if (auto found = find_in_supertraits({t->trait_ref, q.clause.vars}, name)) return found;
    }
  }
  return std::nullopt;
}

TypeId Lowerer::assoc_type(TypeId base, const Res& base_res, const syntax::PathSegment& segment, Span span) {
  if (base == st_.error) return base;
  const Symbol name = segment.ident.name;
  std::optional<PolyTraitRef> found;
  const bool is_param = st_.get<Param>(base) != nullptr;
  if (base_res.kind == Res::Kind::self_ty_alias) {
    const auto impl = cx_.items.impls.find(base_res.def);
    if (impl != cx_.items.impls.end() && impl->second.trait_ref) found = find_in_supertraits({*impl->second.trait_ref, st_.no_vars}, name);
  }
  if (!found && is_param) found = find_bound(base, name);
  if (!found) {
    const std::string text(name.str());
    if (is_param || base_res.kind == Res::Kind::self_ty_param || base_res.kind == Res::Kind::self_ty_alias) {
      const std::string of = is_param ? to_string(cx_, GenericArg(base)) : "Self";
      diagnostics::Diagnostic d(diagnostics::Level::error, "associated type `" + text + "` not found for `" + of + "`", segment.ident.span,
                                "E0220");
      d.label(segment.ident.span, "associated type `" + text + "` not found");
      sink_.emit(std::move(d));
    } else {
      diagnostics::Diagnostic d(diagnostics::Level::error, "ambiguous associated type", span, "E0223");
      sink_.emit(std::move(d));
    }
    return st_.error;
  }
  if (is_param) {
    std::vector<PolyTraitRef> declared = declared_bounds(base);
    // A body's bounds are elaborated before they are searched.
    if (hooks_.ty_infer) std::reverse(declared.begin(), declared.end());
    if (const auto all = all_that_define(std::move(declared), name); all.size() > 1) {
      report_ambiguous_assoc(all, base, segment, span);
      return st_.error;
    }
  }
  TraitRef trait_ref = found->value;
  if (!st_[found->vars].empty() && !hooks_.region_infer && is_param) {
    diagnostics::Diagnostic d(diagnostics::Level::error, "cannot use the associated type of a trait with uninferred generic parameters",
                              span, "E0212");
    const DefKind kind = cx_.defs[hooks_.item].kind;
    if (kind == DefKind::fn || kind == DefKind::assoc_fn) {
      const auto erased = [&](uint32_t, const BoundVar&) { return st_.re_erased; };
      const TraitRef shown = instantiate_binder(st_, *found, std::function<RegionId(uint32_t, const BoundVar&)>(erased));
      d.suggest_verbose(span, "use a fully qualified path with inferred lifetimes",
                        "<" + to_string(cx_, GenericArg(base)) + " as " + to_string(cx_, shown) + ">::" + std::string(name.str()),
                        diagnostics::Applicability::maybe_incorrect);
    }
    sink_.emit(std::move(d));
    return st_.error;
  }
  if (!st_[found->vars].empty()) {
    const auto region = [&](uint32_t, const BoundVar&) { return hooks_.region_infer ? hooks_.region_infer(span) : st_.re_erased; };
    trait_ref = instantiate_binder(st_, *found, std::function<RegionId(uint32_t, const BoundVar&)>(region));
  }
  const DefId assoc = assoc_named(trait_ref.trait, name);
  const ArgsId args = segment_args(span, assoc, trait_ref.args, &segment, true);
  return finish_projection(st_.projection(assoc, args), span);
}

}  // namespace borrowlab::typeck
