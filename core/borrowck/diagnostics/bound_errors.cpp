// Types that may not live long enough (E0309, E0310, E0311), and opaque types that hide a lifetime (E0700).
// After rustc_trait_selection::error_reporting::infer::region and rustc_borrowck's opaque types.
#include <algorithm>

#include "borrowck/diagnostics/lifetime_spots.h"
#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"
#include "typeck/collect/lower.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using diagnostics::SubstitutionPart;

TypeId MirBorrowckCtxt::name_regions(TypeId ty, bool hidden) const {
  return types::map_free_regions<TypeId>(cx_.store, ty, [&](RegionId r) {
    const auto* v = cx_.store.get<types::ReVar>(r);
    const RegionId named = v == nullptr ? RegionId() : hidden ? regions_.name_of_hidden(v->vid) : regions_.to_error_region(v->vid);
    return named ? named : r;
  });
}

// "the lifetime `'a` as defined here", and where. rustc: msg_span_from_named_region.
std::pair<std::string, Span> MirBorrowckCtxt::describe_free_region(RegionId r, Span otherwise) const {
  if (r == cx_.store.re_static) return {"the static lifetime", otherwise};
  const auto region = suitable_region(r);
  if (region && region->def && is_named(r))
    return {"the lifetime `" + region_to_string(r) + "` as defined here", cx_.defs[region->def].ident_span};
  if (const syntax::TyId ty = find_anon_type(r); ty.valid()) return {"the anonymous lifetime defined here", ast_.ast()[ty].span};
  return {"the anonymous lifetime as defined here", region ? def_span(region->scope) : otherwise};
}

// The region's name; where it has none, one that the fn does not use yet, with what declares it. rustc: suggest_name_region.
std::string MirBorrowckCtxt::suggest_name_region(RegionId r, std::vector<SubstitutionPart>& parts) const {
  const auto region = suitable_region(r);
  const syntax::ItemFn* fn = region ? fn_of(region->scope) : nullptr;
  if (fn == nullptr || is_named(r)) {
    const std::string name = region_to_string(r);
    return name.empty() ? "'_" : name;
  }
  std::vector<std::string> used;
  for (DefId d = region->scope; d; d = cx_.items.generics_of(d).parent) {
    const types::Generics& g = cx_.items.generics_of(d);
    for (const types::GenericParamDef& p : g.own)
      if (p.kind == types::GenericParamDef::Kind::lifetime) used.emplace_back(p.name.str());
    for (const types::BoundVar& v : g.late_bound)
      if (v.kind.def) used.emplace_back(cx_.defs[v.kind.def].name.str());
  }
  std::string name = "'lt";
  for (char c = 'a'; c <= 'z'; ++c)
    if (const std::string candidate{'\'', c}; std::find(used.begin(), used.end(), candidate) == used.end()) {
      name = candidate;
      break;
    }
  std::vector<LifetimeSpot> spots;
  for (const syntax::Param& p : fn->sig.inputs) lifetime_spots(cx_.crate_of(region->scope), p.ty, spots);
  lifetime_spots(cx_.crate_of(region->scope), fn->sig.output, spots);
  for (const LifetimeSpot& s : spots)
    if (s.is_anonymous() && region->is_meant_by(s)) parts.push_back(s.write(name));
  if (fn->generics.params.empty()) parts.push_back({fn->generics.span, "<" + name + ">"});
  else parts.push_back({fn->generics.params.front().span.shrink_to_lo(), name + ", "});
  return name;
}

namespace {

// Behind the last bound that the parameter has where it is declared, else in a where clause; none: it has no bounds.
std::optional<Span> end_of_bounds(const resolve::Crate& krate, const syntax::Generics& g, DefId param) {
  for (const syntax::GenericParam& p : g.params)
    if (p.id.index < krate.res.def_of.size() && krate.res.def_of[p.id.index] == param && !p.bounds.empty())
      return p.bounds.back().span.shrink_to_hi();
  for (const syntax::WherePredicate& w : g.where)
    if (w.bounded.valid() && typeck::is_param_path(krate, w.bounded, param) && !w.bounds.empty())
      return w.bounds.back().span.shrink_to_hi();
  return std::nullopt;
}

}  // namespace

// rustc: construct_generic_bound_failure.
void MirBorrowckCtxt::report_type_test(const TypeTest& t) {
  const RegionId lower = regions_.to_error_region(t.lower_bound);
  const TypeId ty = name_regions(t.ty);
  const std::string text = types::to_string(cx_, ty);
  if (!lower) return buffer(Diagnostic(diagnostics::Level::error, "`" + text + "` does not live long enough", t.span));
  const auto* param = cx_.store.get<types::Param>(ty);
  const auto* alias = cx_.store.get<types::Alias>(ty);
  const bool opaque = alias != nullptr && alias->kind == types::AliasKind::opaque;
  const std::string what = std::string("the ") +
                           (param != nullptr ? "parameter type"
                            : opaque         ? "opaque type"
                                             : "associated type") +
                           " `" + text + "`";
  const bool is_static = lower == cx_.store.re_static;
  Diagnostic d = error(is_static ? "E0310" : is_named(lower) ? "E0309" : "E0311", t.span, what + " may not live long enough");
  const auto [region, at] = describe_free_region(lower, t.span);
  d.label(at, what + " must be valid for " + region + "...");
  d.label(t.span, "...so that the type `" + text + "` will meet its required lifetime bounds");
  suggest_lifetime_bound(d, ty, lower);
  if (is_static) label_implicit_static_object(d, t.span);
  buffer(std::move(d));
}

void MirBorrowckCtxt::suggest_lifetime_bound(Diagnostic& d, TypeId ty, RegionId lower) const {
  const auto* param = cx_.store.get<types::Param>(ty);
  const auto* alias = cx_.store.get<types::Alias>(ty);
  if (alias != nullptr && alias->kind == types::AliasKind::opaque) {
    d.help("consider adding an explicit lifetime bound `" + types::to_string(cx_, ty) + ": " +
           (is_named(lower) ? region_to_string(lower) : "'_") + "`...");
    return;
  }
  // The item whose generics take the bound: the parameter's own, or (a projection's) the body's.
  DefId scope = regions_.universal.root;
  std::optional<SubstitutionPart> part;
  const auto& krate = cx_.crate_of(body_.owner);
  std::vector<SubstitutionPart> parts;
  const std::string name = suggest_name_region(lower, parts);
  if (param != nullptr) {
    const types::GenericParamDef* def = nullptr;
    for (DefId owner = scope; owner && def == nullptr; owner = cx_.items.generics_of(owner).parent)
      for (const types::GenericParamDef& p : cx_.items.generics_of(owner).own)
        if (p.index == param->index) {
          def = &p;
          scope = owner;
        }
    if (def != nullptr && def->def && cx_.defs[def->def].kind == resolve::DefKind::type_param) {
      const resolve::Def& declared = cx_.defs[def->def];
      const syntax::Generics* g = cx_.defs[scope].item ? typeck::written_generics(krate.ast[cx_.defs[scope].item]) : nullptr;
      if (g == nullptr) return;
      const auto end = end_of_bounds(krate, *g, def->def);
      const bool in_argument = std::none_of(g->params.begin(), g->params.end(), [&](const syntax::GenericParam& p) {
        return p.id.index < krate.res.def_of.size() && krate.res.def_of[p.id.index] == def->def;
      });
      if (end) part = SubstitutionPart{*end, " + " + name};
      else if (in_argument) part = SubstitutionPart{declared.span.shrink_to_hi(), " + " + name};  // `impl Trait`
      else part = SubstitutionPart{declared.ident_span.shrink_to_hi(), ": " + name};
    }
  }
  if (!part) {
    const syntax::Generics* g = cx_.defs[scope].item ? typeck::written_generics(krate.ast[cx_.defs[scope].item]) : nullptr;
    if (g == nullptr) return;
    part = SubstitutionPart{g->where_span.shrink_to_hi(),
                            std::string(g->where.empty() ? " where" : ",") + " " + types::to_string(cx_, ty) + ": " + name};
  }
  parts.push_back(std::move(*part));
  d.suggest_multipart("consider adding an explicit lifetime bound", std::move(parts), Applicability::maybe_incorrect,
                      SuggestionStyle::show_always);
}

// `-> Box<dyn Trait>`: the likely source of the `'static`.
void MirBorrowckCtxt::label_implicit_static_object(Diagnostic& d, Span span) const {
  const syntax::ItemFn* fn = body_.closure ? nullptr : ast_.fn();
  if (fn == nullptr || !fn->body.valid() || !fn->sig.output.valid()) return;
  const syntax::ExprId tail = ast_.ast()[fn->body].tail;
  if (!tail.valid() || !(ast_.ast()[tail].span == span)) return;
  const syntax::Ty& out = ast_.ast()[fn->sig.output];
  const auto* path = std::get_if<syntax::TyPath>(&out.kind);
  const auto& res = cx_.crate_of(body_.owner).res;
  if (path == nullptr || path->path.segments.size() != 1 || path->path.segments[0].args == nullptr ||
      res.paths[out.id.index].base.def != cx_.lang("owned_box"))
    return;
  const auto& args = path->path.segments[0].args->args;
  const auto* ty = args.size() == 1 ? std::get_if<syntax::TyId>(&args[0]) : nullptr;
  const auto* dyn = ty != nullptr ? std::get_if<syntax::TyDyn>(&ast_.ast()[*ty].kind) : nullptr;
  if (dyn == nullptr) return;
  for (const syntax::GenericBound& b : dyn->bounds)
    if (b.kind == syntax::GenericBound::Kind::outlives) return;
  d.label(ast_.ast()[*ty].span, "this `dyn Trait` has an implicit `'static` lifetime bound");
}

// rustc: unexpected_hidden_region_diagnostic.
void MirBorrowckCtxt::report_hidden_type(const RegionError& e) {
  const RegionId region = regions_.name_of_hidden(e.member);
  const TypeId opaque = cx_.store.type(types::Alias{types::AliasKind::opaque, e.hidden.opaque, types::identity_args(cx_, e.hidden.opaque)});
  const resolve::Def& def = cx_.defs[e.hidden.opaque];
  if (!region) {
    Diagnostic d(diagnostics::Level::error, "borrowlab does not support this use of an opaque type's lifetimes yet", e.hidden.span);
    d.refusal = true;
    return buffer(std::move(d));
  }
  Diagnostic d = error("E0700", e.hidden.span,
                       "hidden type for `" + types::to_string(cx_, opaque) + "` captures lifetime that does not appear in bounds");
  d.label(def.span, "opaque type defined here");
  const auto [what, at] = describe_free_region(region, e.hidden.span);
  d.label(at, "hidden type `" + types::to_string(cx_, name_regions(e.hidden.ty, true)) + "` captures " + what);
  const std::string name = is_named(region) ? region_to_string(region) : "'_";
  if (const auto r = suitable_region(region))
    d.suggest_verbose(def.span.shrink_to_hi(), "add a `use<...>` bound to explicitly capture `" + name + "`",
                      " + use<" + use_list(name, r->scope, e.hidden.opaque) + ">", Applicability::machine_applicable);
  buffer(std::move(d));
}

// What a `use<…>` bound lists: lifetimes, the new one last, and all types and consts in scope.
std::string MirBorrowckCtxt::use_list(const std::string& lifetime, DefId scope, DefId opaque) const {
  std::vector<std::string> rest;
  for (DefId d = scope; d; d = cx_.items.generics_of(d).parent) {
    std::vector<std::string> own;
    for (const types::GenericParamDef& p : cx_.items.generics_of(d).own)
      if (p.kind != types::GenericParamDef::Kind::lifetime) own.emplace_back(p.name.str());
    rest.insert(rest.begin(), own.begin(), own.end());
  }
  // The lifetimes that it captures already come first.
  std::string out;
  const auto variances = cx_.items.variances.find(opaque);
  uint32_t i = 0;
  for (GenericArg a : cx_.store[types::identity_args(cx_, opaque)]) {
    const bool captured =
        variances == cx_.items.variances.end() || i >= variances->second.size() || variances->second[i] != types::Variance::bivariant;
    ++i;
    const std::string known = a.is_region() && captured ? region_to_string(a.region()) : "";
    if (!known.empty() && known != lifetime) out += known + ", ";
  }
  out += lifetime;
  for (const std::string& r : rest) out += ", " + r;
  return out;
}

}  // namespace borrowlab::borrowck
