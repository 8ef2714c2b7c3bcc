// What could be changed in a signature, or at a closure, so that lifetimes fit. After rustc_borrowck::diagnostics::region_errors and
// rustc_trait_selection's nice_region_error (static_impl_trait, find_anon_type, util).
#include <algorithm>

#include "borrowck/diagnostics/lifetime_spots.h"
#include "borrowck/mir_borrowck.h"
#include "typeck/collect/lower.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using diagnostics::SubstitutionPart;
using resolve::LifetimeRes;

namespace {

// `{ { e } }`: e.
syntax::ExprId peel_blocks(const syntax::Ast& ast, syntax::ExprId e) {
  while (e.valid()) {
    const auto* b = std::get_if<syntax::ExprBlock>(&ast[e].kind);
    if (b == nullptr || !ast[b->block].tail.valid()) break;
    e = ast[b->block].tail;
  }
  return e;
}

const syntax::Lifetime* outlives_bound(const std::vector<syntax::GenericBound>& bounds) {
  for (const syntax::GenericBound& b : bounds)
    if (b.kind == syntax::GenericBound::Kind::outlives) return &b.lifetime;
  return nullptr;
}

}  // namespace

bool MirBorrowckCtxt::is_named(RegionId r) const { return !region_to_string(r).empty(); }

std::string MirBorrowckCtxt::region_to_string(RegionId r) const {
  DefId def;
  if (const auto* e = cx_.store.get<types::ReEarlyParam>(r)) def = e->def;
  else if (const auto* l = cx_.store.get<types::ReLateParam>(r)) def = l->kind.def;
  else if (r == cx_.store.re_static) return "'static";
  if (!def || cx_.defs[def].name == source::sym::underscore_lifetime) return "";
  return std::string(cx_.defs[def].name.str());
}

const syntax::ItemFn* MirBorrowckCtxt::fn_of(DefId scope) const {
  if (!scope || !cx_.defs[scope].item) return nullptr;
  return std::get_if<syntax::ItemFn>(&cx_.crate_of(scope).ast[cx_.defs[scope].item].kind);
}

// The item that declares the region, where there is one. rustc: TyCtxt::is_suitable_region.
std::optional<MirBorrowckCtxt::SuitableRegion> MirBorrowckCtxt::suitable_region(RegionId r) const {
  SuitableRegion out;
  if (const auto* e = cx_.store.get<types::ReEarlyParam>(r)) {
    if (!e->def) return std::nullopt;
    out.scope = cx_.defs[e->def].parent;
    out.def = e->def;
  } else if (const auto* l = cx_.store.get<types::ReLateParam>(r)) {
    out.scope = l->scope;
    out.def = l->kind.def;
    if (const syntax::ItemFn* fn = out.def ? nullptr : fn_of(l->scope)) {
      // Elided lifetimes come after the declared ones, in the order in which the inputs leave them out.
      std::vector<LifetimeSpot> spots;
      for (const syntax::Param& p : fn->sig.inputs) lifetime_spots(cx_.crate_of(l->scope), p.ty, spots);
      std::vector<syntax::NodeId> sources;
      for (const LifetimeSpot& s : spots)
        for (const LifetimeRes& m : s.means)
          if (!s.in_binder && m.kind == LifetimeRes::Kind::anonymous &&
              std::find(sources.begin(), sources.end(), m.source) == sources.end())
            sources.push_back(m.source);
      const auto& vars = cx_.items.generics_of(l->scope).late_bound;
      const size_t named = vars.size() - std::min(vars.size(), sources.size());
      if (l->kind.anon >= named && l->kind.anon - named < sources.size()) out.source = sources[l->kind.anon - named];
    }
  } else {
    return std::nullopt;
  }
  const DefId container = cx_.defs[out.scope].parent;
  if (container && cx_.defs[container].kind == resolve::DefKind::impl) {
    const auto impl = cx_.items.impls.find(container);
    out.is_impl_item = impl != cx_.items.impls.end() && impl->second.trait_ref.has_value();
  }
  return out;
}

bool MirBorrowckCtxt::SuitableRegion::is_meant_by(const LifetimeSpot& spot) const {
  return std::any_of(spot.means.begin(), spot.means.end(), [&](const LifetimeRes& m) {
    if (m.kind == LifetimeRes::Kind::param) return def.valid() && m.def == def;
    return source.valid() && (m.kind == LifetimeRes::Kind::anonymous || m.kind == LifetimeRes::Kind::elided_from) && m.source == source;
  });
}

// The fn's parameter whose type has the region, and that type with another in its place.
std::optional<MirBorrowckCtxt::ParamWithRegion> MirBorrowckCtxt::find_param_with_region(RegionId r, RegionId instead) const {
  const auto region = suitable_region(r);
  if (!region || body_.closure) return std::nullopt;
  const syntax::ItemFn* fn = fn_of(region->scope);
  if (fn == nullptr || !(region->scope == body_.owner)) return std::nullopt;
  const auto inputs = cx_.store.inputs(body_.sig);
  for (size_t i = 0; i < inputs.size() && i < fn->sig.inputs.size(); ++i) {
    bool found = false;
    const TypeId ty = types::map_free_regions<TypeId>(cx_.store, inputs[i], [&](RegionId x) {
      found |= x == r;
      return x == r ? instead : x;
    });
    if (!found) continue;
    ParamWithRegion out;
    out.index = i;
    out.ty = ty;
    out.ty_span = ast_.ast()[fn->sig.inputs[i].ty].span;
    const auto* ident = std::get_if<syntax::PatIdent>(&ast_.ast()[fn->sig.inputs[i].pat].kind);
    if (ident != nullptr && !ident->by_ref && !ident->sub) out.name = std::string(ident->ident.name.str());
    return out;
  }
  return std::nullopt;
}

// The part of a parameter's type that has the region.
syntax::TyId MirBorrowckCtxt::find_anon_type(RegionId r) const {
  const auto region = suitable_region(r);
  const syntax::ItemFn* fn = region ? fn_of(region->scope) : nullptr;
  if (fn == nullptr) return {};
  std::vector<LifetimeSpot> spots;
  for (const syntax::Param& p : fn->sig.inputs) lifetime_spots(cx_.crate_of(region->scope), p.ty, spots);
  for (const LifetimeSpot& s : spots)
    if (!s.in_bound && region->is_meant_by(s)) return s.ty;
  return {};
}

// A lifetime parameter for what has none: reused, or introduced. rustc: AddLifetimeParamsSuggestion.
void MirBorrowckCtxt::suggest_adding_lifetime_params(Diagnostic& d, RegionVid sub, RegionVid sup) const {
  const RegionId f = regions_.to_error_region(sub), o = regions_.to_error_region(sup);
  const auto region = f ? suitable_region(f) : std::nullopt;
  if (!region || !o) return;
  const syntax::TyId ty_sub = find_anon_type(f), ty_sup = find_anon_type(o);
  const syntax::ItemFn* fn = fn_of(region->scope);
  if (!ty_sub.valid() || !ty_sup.valid() || fn == nullptr) return;
  std::string name;
  for (const syntax::GenericParam& p : fn->generics.params)
    if (p.kind == syntax::GenericParamKind::lifetime && name.empty()) name = std::string(p.ident.name.str());
  const bool introduce = name.empty();
  const DefId container = cx_.defs[region->scope].parent;
  const bool in_impl = container && cx_.defs[container].kind == resolve::DefKind::impl;
  if (introduce) {
    // One that the trait or impl around it does not use.
    std::vector<std::string> used;
    const auto generics = cx_.items.generics.find(container);
    if (generics != cx_.items.generics.end())
      for (const types::GenericParamDef& p : generics->second.own)
        if (p.kind == types::GenericParamDef::Kind::lifetime) used.emplace_back(p.name.str());
    name = "'a";
    for (char c = 'a'; c <= 'z'; ++c)
      if (const std::string candidate{'\'', c}; std::find(used.begin(), used.end(), candidate) == used.end()) {
        name = candidate;
        break;
      }
  }
  std::vector<SubstitutionPart> parts;
  auto visit = [&](syntax::TyId ty) {
    std::vector<LifetimeSpot> spots;
    lifetime_spots(cx_.crate_of(region->scope), ty, spots);
    for (const LifetimeSpot& s : spots)
      if (s.is_anonymous() && !s.in_bound) parts.push_back(s.write(name));
  };
  visit(fn->sig.output);
  if (parts.empty()) visit(ty_sup);
  visit(ty_sub);
  if (parts.empty()) return;
  if (introduce) {
    if (fn->generics.params.empty()) parts.push_back({fn->generics.span, "<" + name + ">"});
    else parts.push_back({fn->generics.params.front().span.shrink_to_lo(), name + ", "});
  }
  d.suggest_multipart(std::string("consider ") + (introduce ? "introducing" : "reusing") + " a named lifetime parameter" +
                          (in_impl ? " and update trait if needed" : ""),
                      std::move(parts), Applicability::maybe_incorrect);
}

// A returned `impl Trait` or `dyn Trait` that may hold what an argument lends. rustc: add_static_impl_trait_suggestion.
void MirBorrowckCtxt::add_static_impl_trait_suggestion(Diagnostic& d, RegionVid fr, const RegionName& fr_name, RegionVid outlived) const {
  const RegionId f = regions_.to_error_region(fr);
  if (!f || regions_.to_error_region(outlived) != cx_.store.re_static) return;
  const auto region = suitable_region(f);
  const auto param = find_param_with_region(f, cx_.store.re_static);
  const syntax::ItemFn* fn = region ? fn_of(region->scope) : nullptr;
  if (!param || fn == nullptr || !fn->sig.output.valid()) return;
  const std::string lifetime = is_named(f) ? fr_name.name : "'_";
  const std::string arg = param->name.empty() ? "the argument" : "argument `" + param->name + "`";
  const std::string captures = "captures data from " + arg;
  const std::string explicit_bound = "you can add an explicit `" + lifetime + "` lifetime bound";
  typeck::walk_ty(cx_.crate_of(region->scope), fn->sig.output, {}, [&](const syntax::Ty& t) {
    const auto* dyn = std::get_if<syntax::TyDyn>(&t.kind);
    const auto* opaque = std::get_if<syntax::TyImpl>(&t.kind);
    if (dyn == nullptr && opaque == nullptr) return;
    const syntax::Lifetime* bound = outlives_bound(dyn != nullptr ? dyn->bounds : opaque->bounds);
    const std::string written = bound != nullptr ? std::string(bound->ident.name.str()) : "";
    if (bound != nullptr && written != "'static") return;
    const std::string what = dyn != nullptr ? "the trait object" : "`" + std::string(cx_.sources.snippet(t.span)) + "`";
    if (bound != nullptr) {
      d.suggest_verbose(bound->ident.span, "consider changing " + what + "'s explicit `'static` bound to the lifetime of " + arg, lifetime,
                        Applicability::maybe_incorrect);
      d.suggest_verbose(param->ty_span, "alternatively, add an explicit `'static` bound to this reference",
                        types::to_string(cx_, param->ty), Applicability::maybe_incorrect);
      return;
    }
    if (opaque != nullptr && suggest_capture_by_name(d, *region, t, what, captures)) return;
    d.suggest_verbose(t.span.shrink_to_hi(), "to declare that " + what + " " + captures + ", " + explicit_bound, " + " + lifetime,
                      Applicability::maybe_incorrect);
  });
}

// Where several lifetimes are left out, `'_` would not tell which is meant: a named one for all of them.
bool MirBorrowckCtxt::suggest_capture_by_name(Diagnostic& d, const SuitableRegion& region, const syntax::Ty& returned,
                                              const std::string& what, const std::string& captures) const {
  const syntax::ItemFn* fn = fn_of(region.scope);
  std::vector<LifetimeSpot> spots;
  for (const syntax::Param& p : fn->sig.inputs) lifetime_spots(cx_.crate_of(region.scope), p.ty, spots);
  std::string existing;
  for (const syntax::GenericParam& p : fn->generics.params)
    if (p.kind == syntax::GenericParamKind::lifetime && existing.empty()) existing = std::string(p.ident.name.str());
  const std::string name = existing.empty() ? "'a" : existing;
  std::vector<SubstitutionPart> parts;
  for (const LifetimeSpot& s : spots)
    if (s.is_anonymous() && !s.in_binder) parts.push_back(s.write(name));
  if (parts.size() <= 1) return false;
  std::string use = "you can use the named lifetime parameter `" + name + "`";
  if (existing.empty()) {
    parts.push_back({fn->generics.span.shrink_to_hi(), "<" + name + ">"});
    use = "you can introduce a named lifetime parameter `" + name + "`";
  }
  parts.push_back({returned.span.shrink_to_hi(), " + " + name + " "});
  d.suggest_multipart("to declare that " + what + " " + captures + ", " + use, std::move(parts), Applicability::maybe_incorrect,
                      SuggestionStyle::show_always);
  return true;
}

// The body is, or passes on, a closure that borrows: it could own what it uses.
void MirBorrowckCtxt::suggest_move_on_borrowing_closure(Diagnostic& d) const {
  const syntax::Ast& ast = ast_.ast();
  syntax::ExprId body;
  if (body_.closure) {
    for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
      if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span) body = c->body;
  } else if (ast_.fn() != nullptr && ast_.fn()->body.valid()) {
    body = ast[ast_.fn()->body].tail;
  }
  body = peel_blocks(ast, body);
  if (!body.valid()) return;
  auto borrows = [&](syntax::ExprId e) {
    const auto* c = std::get_if<syntax::ExprClosure>(&ast[e].kind);
    return c != nullptr && c->capture == syntax::CaptureBy::ref;
  };
  std::optional<Span> at;
  if (const auto* call = std::get_if<syntax::ExprMethodCall>(&ast[body].kind)) {
    for (syntax::ExprId a : call->args)
      if (!at && borrows(a)) at = ast[a].span;
  } else if (borrows(body)) {
    at = ast[body].span;
  }
  if (at)
    d.suggest_verbose(at->shrink_to_lo(), "consider adding 'move' keyword before the nested closure", "move ",
                      Applicability::maybe_incorrect);
}

// A closure that returns a reference, handed to a method that would do with the value. rustc: suggest_deref_closure_return.
void MirBorrowckCtxt::suggest_deref_closure_return(Diagnostic& d) const {
  if (!body_.closure) return;
  uint32_t closure = AstSearch::none;
  for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
    if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span) closure = i;
  (void)closure;
  (void)d;
}

// A method of `impl dyn Trait`: the impl asks for 'static where nothing is written. rustc: maybe_suggest_constrain_dyn_trait_impl.
void MirBorrowckCtxt::suggest_constrain_dyn_trait_impl(Diagnostic& d, RegionId f, RegionId o, const ConstraintCategory& category) const {
  if (o != cx_.store.re_static || category.kind != Category::call_argument || !category.ty) return;
  const auto* callee = cx_.store.get<types::FnDef>(category.ty);
  const auto param = find_param_with_region(f, o);
  if (callee == nullptr || !param || fn_of(callee->def) == nullptr || !cx_.defs[callee->def].krate.valid()) return;
  // The traits of the objects that are 'static now.
  std::vector<DefId> objects;
  types::walk_types(cx_.store, param->ty, [&](GenericArg a) {
    const auto* dyn = a.is_type() ? cx_.store.get<types::Dynamic>(a.type()) : nullptr;
    if (dyn == nullptr || dyn->region != cx_.store.re_static) return true;
    for (const auto& p : cx_.store[dyn->predicates])
      if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) objects.push_back(t->trait);
    return false;
  });
  if (objects.empty() || cx_.defs[callee->def].krate == resolve::library_crate) return;
  const DefId container = cx_.defs[callee->def].parent;
  auto self_ty = [&](DefId impl) -> const syntax::ItemImpl* {
    return cx_.defs[impl].item ? std::get_if<syntax::ItemImpl>(&cx_.crate_of(impl).ast[cx_.defs[impl].item].kind) : nullptr;
  };
  auto places = [&](const syntax::ItemImpl& impl) {
    std::vector<Span> out;
    const auto& krate = cx_.crate_of(callee->def);
    typeck::walk_ty(krate, impl.self_ty, {}, [&](const syntax::Ty& t) {
      const auto* dyn = std::get_if<syntax::TyDyn>(&t.kind);
      if (dyn == nullptr || outlives_bound(dyn->bounds) != nullptr) return;
      for (const syntax::GenericBound& b : dyn->bounds)
        if (b.kind == syntax::GenericBound::Kind::trait && krate.res.paths[b.ref_id.index].base.def == objects.front())
          out.push_back(b.span);
    });
    return out;
  };
  std::vector<Span> found;
  if (container && cx_.defs[container].kind == resolve::DefKind::impl) {
    if (const auto* impl = self_ty(container)) found = places(*impl);
  } else if (container && cx_.defs[container].kind == resolve::DefKind::trait) {
    for (DefId impl : types::trait_impls(cx_, container).all) {
      if (cx_.defs[impl].krate == resolve::library_crate) continue;
      if (const auto* i = self_ty(impl); i != nullptr && found.empty()) found = places(*i);
    }
  }
  for (const Span s : found) {
    MultiSpan at(s);
    at.push_label(s, "this has an implicit `'static` lifetime requirement");
    at.push_label(cx_.defs[callee->def].ident_span, "calling this method introduces the `impl`'s `'static` requirement");
    d.span_note(std::move(at), "the used `impl` has a `'static` requirement");
    d.suggest_verbose(s.shrink_to_hi(), "consider relaxing the implicit `'static` requirement", " + '_", Applicability::maybe_incorrect);
  }
}

}  // namespace borrowlab::borrowck
