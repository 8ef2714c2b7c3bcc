// Checks of items against each other: impls and their traits, overlap, Drop, Copy, main. After rustc_hir_analysis::{check, coherence}.
#include <algorithm>

#include "typeck/check/fn_ctxt.h"
#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

namespace {

using diagnostics::Diagnostic;
using resolve::DefKind;

class ItemChecker {
 public:
  ItemChecker(Context& c, const resolve::Crate& k, diagnostics::Sink& s) : cx(c), krate(k), sink(s) {}

  // An impl is compared with its trait only where the trait's impls agree with each other.
  // False where they do not.
  bool check(DefId d) {
    const auto impl = cx.items.impls.find(d);
    if (impl == cx.items.impls.end() || !impl->second.trait_ref || impl->second.polarity == types::ImplPolarity::negative) return true;
    if (!coherent(impl->second.trait_ref->trait)) return false;
    check_impl(impl->second);
    return true;
  }

 private:
  std::unordered_map<DefId, bool, IndexHash> coherent_;  // by trait: the crate's impls of it are sound

  bool coherent(DefId trait) {
    if (const auto known = coherent_.find(trait); known != coherent_.end()) return known->second;
    const size_t errors = sink.error_count();
    if (cx.items.traits.count(trait) != 0)
      for (DefId d : types::trait_impls(cx, trait).all) {
        const types::ImplDef& impl = cx.items.impls.at(d);
        if (cx.defs[d].krate != krate.id || impl.polarity == types::ImplPolarity::negative) continue;
        if (trait == cx.lang("sized")) {
          auto d = error(header(impl.def), "E0322", "explicit impls for the `Sized` trait are not permitted");
          d.label(header(impl.def), "impl of `Sized` not allowed");
          sink.emit(std::move(d));
          continue;
        }
        orphan(impl);
        overlap(impl);
        if (trait == cx.lang("copy")) check_copy(impl);
        if (trait == cx.lang("drop")) check_drop(impl);
      }
    return coherent_[trait] = sink.error_count() == errors;
  }

  Context& cx;
  const resolve::Crate& krate;
  diagnostics::Sink& sink;

  static Diagnostic error(Span span, std::string code, std::string message) {
    return {diagnostics::Level::error, std::move(message), span, std::move(code)};
  }
  const syntax::Item* item(DefId d) const { return cx.defs[d].item.valid() ? &cx.crate_of(d).ast[cx.defs[d].item] : nullptr; }
  Span header(DefId impl) const { return cx.defs[impl].ident_span; }

  void check_impl(const types::ImplDef& impl) {
    const DefId trait = impl.trait_ref->trait;
    auto t = cx.items.traits.find(trait);
    if (t == cx.items.traits.end()) return;
    // E0046: what has no default must be there.
    std::vector<DefId> missing;
    for (DefId want : t->second.items) {
      const auto& assoc = cx.items.assoc.at(want);
      if (assoc.has_default) continue;
      bool found = false;
      for (DefId have : impl.items) {
        const auto& h = cx.items.assoc.at(have);
        found = found || (h.name == assoc.name && h.kind == assoc.kind);
      }
      if (!found) missing.push_back(want);
    }
    if (!missing.empty()) {
      std::string list;
      for (size_t i = 0; i < missing.size(); ++i) list += (i == 0 ? "`" : "`, `") + std::string(cx.items.assoc.at(missing[i]).name.str());
      list += "`";
      auto d = error(header(impl.def), "E0046", "not all trait items implemented, missing: " + list);
      d.label(header(impl.def), "missing " + list + " in implementation");
      const bool library = cx.defs[trait].krate == resolve::library_crate;
      for (DefId m : missing) {
        const std::string name(cx.items.assoc.at(m).name.str());
        if (!library) d.label(cx.defs[m].span, "`" + name + "` from trait");
        else d.help("implement the missing item: `" + missing_item(m) + "`");
      }
      sink.emit(std::move(d));
    }
    for (DefId have : impl.items) {
      const auto& h = cx.items.assoc.at(have);
      if (h.kind == types::AssocItem::Kind::fn && h.trait_item.valid()) compare_method(impl, have, h.trait_item);
      if (h.kind == types::AssocItem::Kind::konst && h.trait_item.valid()) compare_const(impl, have, h.trait_item);
    }
  }

  std::string missing_item(DefId m) {
    const auto& a = cx.items.assoc.at(m);
    const std::string name(a.name.str());
    if (a.kind == types::AssocItem::Kind::type) return "type " + name + " = /* Type */;";
    if (a.kind == types::AssocItem::Kind::konst) return "const " + name + ": /* Type */ = /* value */;";
    const syntax::Item* it = item(m);
    if (it == nullptr) return "fn " + name;
    const auto& fn = std::get<syntax::ItemFn>(it->kind);
    std::string text = "fn " + name + "(";
    const auto inputs = cx.store.inputs(cx.items.fn(m).sig.value);
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (i != 0) text += ", ";
      if (i == 0 && fn.sig.self == syntax::SelfKind::value) text += "self";
      else if (i == 0 && fn.sig.self == syntax::SelfKind::ref) text += "&self";
      else if (i == 0 && fn.sig.self == syntax::SelfKind::ref_mut) text += "&mut self";
      else text += "_: " + types::to_string(cx, inputs[i]);
    }
    text += ")";
    const TypeId out = cx.store.output(cx.items.fn(m).sig.value);
    if (out != cx.store.unit) text += " -> " + types::to_string(cx, out);
    return text + " { todo!() }";
  }

  void compare_method(const types::ImplDef& impl, DefId method, DefId trait_method) {
    const syntax::Item *mi = item(method), *ti = item(trait_method);
    if (mi == nullptr || ti == nullptr) return;
    const auto& m = std::get<syntax::ItemFn>(mi->kind);
    const auto& t = std::get<syntax::ItemFn>(ti->kind);
    const std::string name(cx.items.assoc.at(method).name.str());
    const std::string trait_path = cx.defs.path_str(impl.trait_ref->trait) + "::" + name;
    const bool library = cx.defs[trait_method].krate == resolve::library_crate;
    const bool has_self = m.sig.self != syntax::SelfKind::none, trait_self = t.sig.self != syntax::SelfKind::none;
    if (has_self != trait_self) {
      const char* code = has_self ? "E0185" : "E0186";
      auto d = error(m.sig.span, code,
                     has_self ? "method `" + name + "` has a `" + self_text(m) + "` declaration in the impl, but not in the trait"
                              : "method `" + name + "` has a `" + self_text(t) + "` declaration in the trait, but not in the impl");
      d.label(m.sig.span, has_self ? "`" + self_text(m) + "` used in impl" : "expected `" + self_text(t) + "` in impl");
      if (!library)
        d.label(t.sig.span, has_self ? "trait method declared without `" + self_text(m) + "`" : "`" + self_text(t) + "` used in trait");
      sink.emit(std::move(d));
      return;
    }
    if (param_counts_differ(method, trait_method, m, t, name, library)) return;
    if (m.sig.inputs.size() != t.sig.inputs.size()) {
      const size_t have = m.sig.inputs.size(), want = t.sig.inputs.size();
      auto params = [](size_t n) { return std::to_string(n) + (n == 1 ? " parameter" : " parameters"); };
      Span at = m.sig.span, trait_at = t.sig.span;
      if (!m.sig.inputs.empty()) at = m.sig.inputs[0].span.to(m.sig.inputs.back().span);
      if (!t.sig.inputs.empty()) trait_at = t.sig.inputs[0].span.to(t.sig.inputs.back().span);
      auto d = error(
          at, "E0050",
          "method `" + name + "` has " + params(have) + " but the declaration in trait `" + trait_path + "` has " + std::to_string(want));
      d.label(at, "expected " + params(want) + ", found " + std::to_string(have));
      if (!library) d.label(trait_at, "trait requires " + params(want));
      sink.emit(std::move(d));
      return;
    }
    if (impl_trait_against_param(method, trait_method, m, t, name, library)) return;
    if (lifetimes_differ(method, trait_method, m, name)) return;
    compare_types(impl, method, trait_method, m, t, name, library);
  }

  // `impl Trait` in an input is a type parameter too.
  static std::vector<Span> param_spans(const Context& cx, DefId d, const syntax::ItemFn& fn, types::GenericParamDef::Kind kind) {
    std::vector<Span> out;
    for (const syntax::GenericParam& p : fn.generics.params) {
      if (kind == types::GenericParamDef::Kind::type && p.kind == syntax::GenericParamKind::type) out.push_back(p.ident.span);
      if (kind == types::GenericParamDef::Kind::konst && p.kind == syntax::GenericParamKind::konst) out.push_back(p.span);
    }
    for (const auto& p : cx.items.generics_of(d).own)
      if (p.synthetic && kind == types::GenericParamDef::Kind::type && p.def.valid()) out.push_back(cx.defs[p.def].ident_span);
    return out;
  }

  // E0049, by kind; E0053 where only the kinds differ.
  bool param_counts_differ(DefId method, DefId trait_method, const syntax::ItemFn& m, const syntax::ItemFn& t, const std::string& name,
                           bool library) {
    using Kind = types::GenericParamDef::Kind;
    const auto all = [&](DefId d) {
      std::vector<Kind> out;
      for (const auto& p : cx.items.generics_of(d).own)
        if (p.kind != Kind::lifetime) out.push_back(p.kind);
      return out;
    };
    const std::vector<Kind> have_kinds = all(method), want_kinds = all(trait_method);
    if (have_kinds.size() == want_kinds.size()) {
      if (have_kinds == want_kinds) return false;
      sink.refuse(cx.defs[method].ident_span, "a method's parameters of another kind than the trait's");
      return true;
    }
    bool differ = false;
    for (const auto& [kind, word] : {std::pair{Kind::type, "type"}, std::pair{Kind::konst, "const"}}) {
      const auto have = static_cast<size_t>(std::count(have_kinds.begin(), have_kinds.end(), kind));
      const auto want = static_cast<size_t>(std::count(want_kinds.begin(), want_kinds.end(), kind));
      if (have == want) continue;
      differ = true;
      const auto params = [w = word](size_t n) { return std::to_string(n) + " " + w + (n == 1 ? " parameter" : " parameters"); };
      std::vector<Span> at = param_spans(cx, method, m, kind);
      const std::vector<Span> trait_at = param_spans(cx, trait_method, t, kind);
      const bool no_params = m.generics.params.empty() && at.empty();
      if (no_params || at.empty()) at = {m.generics.span};
      diagnostics::MultiSpan spans;
      spans.primary = at;
      const bool is_method = m.sig.self != syntax::SelfKind::none;
      Diagnostic d(diagnostics::Level::error,
                   std::string(is_method ? "method `" : "associated function `") + name + "` has " + params(have) +
                       " but its trait declaration has " + params(want),
                   spans, "E0049");
      if (!library) {
        const std::vector<Span> shown = trait_at.empty() ? std::vector<Span>{t.generics.span} : trait_at;
        for (size_t i = 0; i < shown.size(); ++i) d.label(shown[i], i == 0 ? "expected " + params(want) : "");
        for (const auto& p : cx.items.generics_of(trait_method).own)
          if (p.synthetic && kind == Kind::type && p.def.valid())
            d.label(cx.defs[p.def].ident_span, "`impl Trait` introduces an implicit type parameter");
      }
      for (size_t i = 0; i < at.size(); ++i) d.label(at[i], i == 0 ? "found " + params(have) : "");
      for (const auto& p : cx.items.generics_of(method).own)
        if (p.synthetic && kind == Kind::type && p.def.valid())
          d.label(cx.defs[p.def].ident_span, "`impl Trait` introduces an implicit type parameter");
      sink.emit(std::move(d));
    }
    return differ;
  }

  // E0643: the trait says `impl Trait` where the impl has a named parameter, or the other way round.
  bool impl_trait_against_param(DefId method, DefId trait_method, const syntax::ItemFn& m, const syntax::ItemFn& t, const std::string& name,
                                bool library) {
    const auto types_of = [&](DefId d) {
      std::vector<types::GenericParamDef> out;
      for (const auto& p : cx.items.generics_of(d).own)
        if (p.kind == types::GenericParamDef::Kind::type) out.push_back(p);
      return out;
    };
    const auto have = types_of(method), want = types_of(trait_method);
    bool found = false;
    for (size_t i = 0; i < have.size() && i < want.size(); ++i) {
      if (have[i].synthetic == want[i].synthetic) continue;
      found = true;
      const Span at = cx.defs[have[i].def].ident_span;
      auto d = error(at, "E0643", "method `" + name + "` has incompatible signature for trait");
      if (!library) d.label(cx.defs[want[i].def].ident_span, "declaration in trait here");
      d.label(at, want[i].synthetic ? "expected `impl Trait`, found generic parameter" : "expected generic parameter, found `impl Trait`");
      if (want[i].synthetic) param_to_impl_trait(d, m, at);
      else impl_trait_to_param(d, m, t, at, cx.defs[want[i].def].ident_span);
      sink.emit(std::move(d));
    }
    return found;
  }

  void param_to_impl_trait(Diagnostic& d, const syntax::ItemFn& m, Span param) {
    const auto& params = m.generics.params;
    const auto p = std::find_if(params.begin(), params.end(), [&](const auto& g) { return g.ident.span == param; });
    if (p == params.end() || params.size() != 1 || p->bounds.empty()) return;
    for (const syntax::Param& input : m.sig.inputs) {
      if (!input.ty.valid()) continue;
      for (uint32_t i = 0; i < krate.ast.tys.size(); ++i) {
        const syntax::Ty& ty = krate.ast[syntax::TyId(i)];
        const auto* path = std::get_if<syntax::TyPath>(&ty.kind);
        if (path == nullptr || path->qself || path->path.segments.size() != 1 || !(path->path.segments[0].ident.name == p->ident.name))
          continue;
        if (ty.span.lo < krate.ast[input.ty].span.lo || ty.span.hi > krate.ast[input.ty].span.hi) continue;
        const Span bounds = p->bounds.front().span.to(p->bounds.back().span);
        d.suggest_multipart("try removing the generic parameter and using `impl Trait` instead",
                            {{m.generics.span, ""}, {ty.span, "impl " + std::string(cx.sources.snippet(bounds))}},
                            diagnostics::Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
        return;
      }
    }
  }

  void impl_trait_to_param(Diagnostic& d, const syntax::ItemFn& m, const syntax::ItemFn& t, Span impl_trait, Span trait_param) {
    if (!m.generics.params.empty() || t.generics.params.size() != 1) return;
    const std::string name(t.generics.params[0].ident.name.str()), text(cx.sources.snippet(impl_trait));
    if (!(t.generics.params[0].ident.span == trait_param) || text.rfind("impl ", 0) != 0) return;
    d.suggest_multipart("try changing the `impl Trait` argument to a generic parameter",
                        {{m.generics.span, "<" + name + ": " + text.substr(5) + ">"}, {impl_trait, name}},
                        diagnostics::Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  }

  // Which lifetimes are early-bound must be the same in both.
  bool lifetimes_differ(DefId method, DefId trait_method, const syntax::ItemFn& m, const std::string& name) {
    const auto early = [&](DefId d) {
      std::vector<DefId> out;
      for (const auto& p : cx.items.generics_of(d).own)
        if (p.kind == types::GenericParamDef::Kind::lifetime && p.def.valid()) out.push_back(p.def);
      return out;
    };
    const auto named = [&](DefId d) {
      size_t n = early(d).size();
      for (const auto& v : cx.items.generics_of(d).late_bound) n += v.kind.def.valid() ? 1 : 0;
      return n;
    };
    if (early(method).size() == early(trait_method).size()) return false;
    diagnostics::MultiSpan at;
    if (named(method) == named(trait_method)) {
      for (const auto& p : m.generics.params)
        if (p.kind == syntax::GenericParamKind::lifetime) at.primary.push_back(p.ident.span);
      Diagnostic d(diagnostics::Level::error, "lifetime parameters do not match the trait definition", at, "E0195");
      d.note("lifetime parameters differ in whether they are early- or late-bound");
      sink.emit(std::move(d));
      return true;
    }
    const Span span = m.generics.span.hi > m.generics.span.lo ? m.generics.span : cx.defs[method].ident_span;
    const bool has_self = m.sig.self != syntax::SelfKind::none;
    auto d = error(span, "E0195",
                   std::string("lifetime parameters or bounds on ") + (has_self ? "method" : "associated function") + " `" + name +
                       "` do not match the trait declaration");
    d.label(span, std::string("lifetimes do not match ") + (has_self ? "method" : "associated function") + " in trait");
    sink.emit(std::move(d));
    return true;
  }

  // E0276: the impl's method may ask no more than the trait's.
  bool asks_more(const types::ImplDef& impl, DefId method, DefId trait_method, ArgsId trait_args, bool library) {
    std::vector<types::PolyClause> assumed;
    for (const types::Predicate& p : types::identity_predicates(cx, impl.def)) assumed.push_back(p.clause);
    for (const types::Predicate& p : types::predicates_of(cx, trait_method, trait_args)) assumed.push_back(p.clause);
    const types::ParamEnv env{std::make_shared<const std::vector<types::PolyClause>>(elaborate(cx, std::move(assumed))), false};
    const std::vector<types::Predicate> asked = cx.items.predicates[method];
    for (const types::Predicate& p : asked) {
      const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
      if (t == nullptr || (cx.store.flags(t->trait_ref.args) & types::has_error) != 0) continue;
      InferCtxt icx(cx);
      icx.ignore_regions = true;
      ObligationCause cause;
      cause.span = p.span;
      cause.body = method;
      if (predicate_may_hold(icx, {cause, env, p.clause})) continue;
      auto d = error(p.span, "E0276", "impl has stricter requirements than trait");
      if (!library) d.label(cx.defs[trait_method].span, "definition of `" + std::string(cx.defs[method].name.str()) + "` from trait");
      d.label(p.span, "impl has extra requirement `" + types::to_string(cx, p.clause) + "`");
      sink.emit(std::move(d));
      return true;
    }
    return false;
  }

  void compare_const(const types::ImplDef& impl, DefId konst, DefId trait_const) {
    const auto have = cx.items.type_of.find(konst), declared = cx.items.type_of.find(trait_const);
    const auto* written = item(konst) == nullptr ? nullptr : std::get_if<syntax::ItemConst>(&item(konst)->kind);
    if (have == cx.items.type_of.end() || declared == cx.items.type_of.end() || written == nullptr) return;
    InferCtxt icx(cx);
    icx.ignore_regions = true;
    ObligationCause cause;
    cause.span = cx.defs[konst].ident_span;
    cause.body = konst;
    std::vector<Obligation> os;
    const types::ParamEnv env = param_env(cx, konst);
    const TypeId want = normalize(icx, cause, env, types::instantiate(cx.store, declared->second, impl.trait_ref->args), os);
    const TypeId found = normalize(icx, cause, env, have->second, os);
    if (((cx.store.flags(want) | cx.store.flags(found)) & types::has_error) != 0 || !icx.eq(cause, env, want, found, os)) return;
    const Span at = krate.ast[written->ty].span;
    auto d = error(at, "E0326", "implemented const `" + std::string(cx.defs[konst].name.str()) + "` has an incompatible type for trait");
    check::FnCtxt f(cx, konst, sink);
    d.label(at, f.mismatch_label(want, found));
    if (const syntax::Item* t = item(trait_const); t != nullptr && cx.defs[trait_const].krate == krate.id)
      d.span_note(krate.ast[std::get<syntax::ItemConst>(t->kind).ty].span, "type in trait");
    sink.emit(std::move(d));
  }

  static std::string self_text(const syntax::ItemFn& f) {
    return f.sig.self == syntax::SelfKind::ref ? "&self" : f.sig.self == syntax::SelfKind::ref_mut ? "&mut self" : "self";
  }

  void compare_types(const types::ImplDef& impl, DefId method, DefId trait_method, const syntax::ItemFn& m, const syntax::ItemFn& t,
                     const std::string& name, bool library) {
    InferCtxt icx(cx);
    icx.ignore_regions = true;
    const types::ParamEnv env = param_env(cx, method);
    // The trait's signature with the impl's trait arguments and the method's own parameters.
    std::vector<GenericArg> args;
    for (GenericArg a : cx.store[impl.trait_ref->args]) args.push_back(a);
    const auto own = cx.store[types::identity_args(cx, method)];
    const size_t parent = cx.items.generics_of(method).parent_count;
    // Early-bound lifetimes may differ in number: erased.
    for (const auto& p : cx.items.generics_of(trait_method).own)
      if (p.kind == types::GenericParamDef::Kind::lifetime) args.push_back(cx.store.re_erased);
    for (size_t i = parent; i < own.size(); ++i)
      if (!own[i].is_region()) args.push_back(own[i]);
    if (asks_more(impl, method, trait_method, cx.store.args(args), library)) return;
    ObligationCause cause;
    cause.span = cx.defs[method].ident_span;
    cause.body = method;
    std::vector<Obligation> os;
    const types::PolyFnSig trait_poly = types::fn_sig(cx, trait_method, cx.store.args(args));
    const types::PolyFnSig impl_poly = types::fn_sig(cx, method, types::identity_args(cx, method));
    for (DefId d : {method, trait_method})
      for (const auto& [opaque, p] : cx.items.opaque_parent)
        if (p == d) return;  // `impl Trait` in trait methods is checked where it is used
    const types::FnSig ts = normalize(icx, cause, env, icx.instantiate_binder_with_fresh_vars(trait_poly), os);
    const types::FnSig is = normalize(icx, cause, env, icx.instantiate_binder_with_fresh_vars(impl_poly), os);
    const auto ti = cx.store.inputs(ts), ii = cx.store.inputs(is);
    for (TypeId t : cx.store[is.inputs_and_output])
      if ((cx.store.flags(t) & types::has_error) != 0) return;  // said already
    for (size_t i = 0; i <= ti.size() && i <= ii.size(); ++i) {
      const bool output = i == ti.size();
      const TypeId want = output ? cx.store.output(ts) : ti[i], have = output ? cx.store.output(is) : ii[i];
      if ((cx.store.flags(want) | cx.store.flags(have)) & types::has_error) continue;
      auto mismatch = icx.eq(cause, env, want, have, os);
      if (!mismatch) continue;
      const Span at = output ? (m.sig.output.valid() ? krate.ast[m.sig.output].span : m.sig.decl_output_span)
                      : i == 0 && m.sig.self != syntax::SelfKind::none && m.sig.self != syntax::SelfKind::typed
                          ? m.sig.inputs[0].span
                          : krate.ast[m.sig.inputs[i].ty].span;
      auto d = error(at, "E0053", "method `" + name + "` has an incompatible type for trait");
      check::FnCtxt f(cx, method, sink);
      d.label(at, mutability_differs(want, have) ? "types differ in mutability" : f.mismatch_label(want, have));
      if (!library) {
        const Span trait_at = output ? (t.sig.output.valid() ? cx.crate_of(trait_method).ast[t.sig.output].span : t.sig.decl_output_span)
                              : i == 0 && t.sig.self != syntax::SelfKind::none && t.sig.self != syntax::SelfKind::typed
                                  ? t.sig.inputs[0].span
                                  : cx.crate_of(trait_method).ast[t.sig.inputs[i].ty].span;
        diagnostics::MultiSpan note(trait_at);
        d.span_note(std::move(note), "type in trait");
      }
      const std::string want_sig = types::to_string(cx, types::PolyFnSig(trait_poly)),
                        have_sig = types::to_string(cx, types::PolyFnSig(impl_poly));
      d.note("expected signature `" + want_sig + "`\n   found signature `" + have_sig + "`");
      sink.emit(std::move(d));
      return;
    }
  }

  bool mutability_differs(TypeId a, TypeId b) const {
    const auto *ra = cx.store.get<types::Ref>(a), *rb = cx.store.get<types::Ref>(b);
    return ra != nullptr && rb != nullptr && ra->mut != rb->mut;
  }

  bool is_local(TypeId t) const {
    if (const auto* a = cx.store.get<types::Adt>(t)) {
      if (cx.defs[a->def].krate == krate.id) return true;
      // Box and Pin are as local as what they hold.
      if (cx.items.adt(a->def).is_box)
        for (GenericArg x : cx.store[a->args])
          if (x.is_type()) return is_local(x.type());
      return false;
    }
    if (const auto* r = cx.store.get<types::Ref>(t)) return is_local(r->pointee);
    if (const auto* d = cx.store.get<types::Dynamic>(t)) {
      for (const auto& p : cx.store[d->predicates])
        if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) return cx.defs[tr->trait].krate == krate.id;
    }
    return false;
  }

  void orphan(const types::ImplDef& impl) {
    if (krate.id == resolve::library_crate || cx.defs[impl.trait_ref->trait].krate == krate.id) return;
    for (GenericArg a : cx.store[impl.trait_ref->args])
      if (a.is_type() && ((cx.store.flags(a.type()) & types::has_error) != 0 || is_local(a.type()))) return;
    const TypeId self = impl.self_ty;
    if (const auto* p = cx.store.get<types::Param>(self)) {
      const std::string name(p->name.str());
      auto d =
          error(header(impl.def), "E0210",
                "type parameter `" + name + "` must be used as the type parameter for some local type (e.g., `MyStruct<" + name + ">`)");
      for (const auto& g : cx.items.generics_of(impl.def).own)
        if (g.index == p->index) {
          d.spans.primary = {cx.defs[g.def].ident_span};
          d.label(cx.defs[g.def].ident_span, "type parameter `" + name + "` must be used as the type parameter for some local type");
        }
      d.note("implementing a foreign trait is only possible if at least one of the types for which it is implemented is local");
      d.note("only traits defined in the current crate can be implemented for a type parameter");
      sink.emit(std::move(d));
      return;
    }
    const auto* adt = cx.store.get<types::Adt>(self);
    auto d = adt != nullptr ? error(header(impl.def), "E0117",
                                    "only traits defined in the current crate can be implemented for types defined outside of the crate")
                            : error(header(impl.def), "E0117",
                                    "only traits defined in the current crate can be implemented for " +
                                        std::string(cx.store.get<types::Tuple>(self) != nullptr ? "arbitrary types"
                                                    : cx.store.get<types::Int>(self) || cx.store.get<types::Bool>(self) ||
                                                            cx.store.get<types::Float>(self) || cx.store.get<types::Char>(self) ||
                                                            cx.store.get<types::Str>(self)
                                                        ? "primitive types"
                                                        : "arbitrary types"));
    const syntax::Item* it = item(impl.def);
    if (it != nullptr) {
      const Span ty_span = krate.ast[std::get<syntax::ItemImpl>(it->kind).self_ty].span;
      d.label(ty_span, "`" + types::to_string(cx, self) + "` is not defined in the current crate");
    }
    d.note("impl doesn't have any local type before any uncovered type parameters");
    d.note("for more information see https://doc.rust-lang.org/reference/items/implementations.html#orphan-rules");
    d.note("define and implement a trait or new type instead");
    sink.emit(std::move(d));
  }

  void overlap(const types::ImplDef& impl) {
    if (krate.id == resolve::library_crate) return;
    for (DefId other_id : types::trait_impls(cx, impl.trait_ref->trait).all) {
      if (other_id == impl.def) return;  // each pair once, the later one is blamed
      const auto& other = cx.items.impls.at(other_id);
      if (!other.trait_ref || other.polarity == types::ImplPolarity::negative) continue;
      if (!impls_overlap(impl, other)) continue;
      const std::string trait = types::to_string(cx, *impl.trait_ref), self = types::to_string(cx, impl.self_ty);
      const bool other_local = cx.defs[other_id].krate == krate.id;
      if (!other_local) {
        sink.refuse(header(impl.def), "an implementation that may conflict with the library's");
        return;
      }
      const bool generic = (cx.store.flags(impl.trait_ref->args) & types::has_param) != 0;
      std::string for_ty = generic && cx.store.get<types::Param>(impl.self_ty) != nullptr ? types::to_string(cx, other.self_ty) : self;
      auto d = error(header(impl.def), "E0119",
                     "conflicting implementations of trait `" + (generic ? types::to_string(cx, *other.trait_ref) : trait) +
                         "` for type `" + for_ty + "`");
      d.label(header(impl.def), "conflicting implementation for `" + for_ty + "`");
      d.label(header(other_id), "first implementation here");
      sink.emit(std::move(d));
      return;
    }
  }

  bool impls_overlap(const types::ImplDef& a, const types::ImplDef& b) {
    // Most impls are for another type altogether.
    const uint64_t ka = types::simplify_type(cx.store, a.self_ty), kb = types::simplify_type(cx.store, b.self_ty);
    if (ka != kb && ka != 0 && kb != 0) return false;
    InferCtxt icx(cx);
    icx.ignore_regions = true;
    ObligationCause cause;
    cause.span = header(a.def);
    cause.body = a.def;
    const ArgsId fa = icx.fresh_args_for(cause.span, a.def), fb = icx.fresh_args_for(cause.span, b.def);
    std::vector<Obligation> os;
    const types::ParamEnv env;
    if (icx.eq_trait_refs(cause, env, types::instantiate(cx.store, *a.trait_ref, fa), types::instantiate(cx.store, *b.trait_ref, fb), os))
      return false;
    for (const auto& [impl, args] : {std::make_pair(a.def, fa), std::make_pair(b.def, fb)})
      for (const auto& p : types::predicates_of(cx, impl, args)) os.push_back({cause, env, p.clause});
    for (const Obligation& o : os)
      if (!predicate_may_hold(icx, o)) return false;
    return true;
  }

  void check_copy(const types::ImplDef& impl) {
    const auto* adt = cx.store.get<types::Adt>(impl.self_ty);
    if (adt == nullptr) {
      if ((cx.store.flags(impl.self_ty) & types::has_error) != 0) return;
      auto d = error(copy_span(impl), "E0206", "the trait `Copy` cannot be implemented for this type");
      d.label(copy_span(impl), "type is not a structure or enumeration");
      sink.emit(std::move(d));
      return;
    }
    const auto& def = cx.items.adt(adt->def);
    const types::ParamEnv env = param_env(cx, impl.def);
    if (def.drop_impl.valid()) {
      auto d =
          error(copy_span(impl), "E0184",
                "the trait `Copy` cannot be implemented for type `" + types::to_string(cx, impl.self_ty) + "`; the type has a destructor");
      d.label(copy_span(impl), "`Copy` not allowed on types with destructors");
      sink.emit(std::move(d));
      return;
    }
    Diagnostic d = error(copy_span(impl), "E0204", "the trait `Copy` cannot be implemented for this type");
    bool bad = false;
    for (const auto& v : def.variants)
      for (const auto& f : v.fields) {
        const TypeId t = types::field_type(cx, f, adt->args);
        if ((cx.store.flags(t) & types::has_error) != 0 || is_copy(cx, env, t)) continue;
        d.label(f.span, "this field does not implement `Copy`");
        bad = true;
      }
    if (bad) sink.emit(std::move(d));
  }

  // The type's name where the impl is derived, else the type in the impl's header.
  Span copy_span(const types::ImplDef& impl) const {
    const syntax::Item* it = item(impl.def);
    if (it == nullptr) return header(impl.def);
    const auto& i = std::get<syntax::ItemImpl>(it->kind);
    const auto* adt = cx.store.get<types::Adt>(impl.self_ty);
    return it->span.from_expansion() && adt != nullptr ? cx.defs[adt->def].ident_span : krate.ast[i.self_ty].span;
  }

  void check_drop(const types::ImplDef& impl) {
    if (cx.store.get<types::Adt>(impl.self_ty) != nullptr) return;
    const syntax::Item* it = item(impl.def);
    const Span at = it != nullptr ? krate.ast[std::get<syntax::ItemImpl>(it->kind).self_ty].span : header(impl.def);
    auto d = error(at, "E0120", "the `Drop` trait may only be implemented for local structs, enums, and unions");
    d.label(at, "must be a struct, enum, or union in the current crate");
    sink.emit(std::move(d));
  }

 public:
  // What the test harness calls.
  void check_tests() {
    const DefId termination = cx.lang("termination");
    for (const DefId test : krate.res.test_fns) {
      const auto fn = cx.items.fns.find(test);
      const syntax::Item* it = item(test);
      if (fn == cx.items.fns.end() || it == nullptr) continue;
      const auto& f = std::get<syntax::ItemFn>(it->kind);
      const bool generic = std::any_of(f.generics.params.begin(), f.generics.params.end(),
                                       [](const auto& p) { return p.kind != syntax::GenericParamKind::lifetime; });
      const char* what = !f.sig.inputs.empty() ? "arguments" : generic ? "non-lifetime generic parameters" : nullptr;
      if (what != nullptr) {
        sink.emit(error(it->span, "", std::string("functions used as tests can not have any ") + what));
        continue;
      }
      const TypeId out = cx.store.output(fn->second.sig.value);
      if (!termination.valid() || out == cx.store.unit || (cx.store.flags(out) & types::has_error) != 0) continue;
      InferCtxt icx(cx);
      icx.ignore_regions = true;
      const GenericArg args[] = {out};
      if (!type_implements(icx, termination, args, types::ParamEnv{}))
        sink.refuse(cx.defs[test].ident_span, "a test whose result is no `Termination`");
    }
  }

  void check_main() {
    const DefId main = krate.res.main;
    if (krate.id == resolve::library_crate || !main.valid()) return;
    auto fn = cx.items.fns.find(main);
    if (fn == cx.items.fns.end()) return;
    const syntax::Item* it = item(main);
    if (it == nullptr) return;
    const auto& f = std::get<syntax::ItemFn>(it->kind);
    if (f.generics.span.hi > f.generics.span.lo && !f.generics.params.empty()) {
      auto d = error(f.generics.span, "E0131", "`main` function is not allowed to have generic parameters");
      d.label(f.generics.span, "`main` cannot have generic parameters");
      sink.emit(std::move(d));
      return;
    }
    if (!f.generics.where.empty()) {
      auto d = error(f.generics.where_span, "E0646", "`main` function is not allowed to have a `where` clause");
      d.label(f.generics.where_span, "`main` cannot have a `where` clause");
      sink.emit(std::move(d));
      return;
    }
    if (!f.sig.inputs.empty()) {
      auto d = error(f.sig.span, "E0580", "`main` function has wrong type");
      d.label(f.sig.span, "incorrect number of function parameters");
      d.note("expected signature `fn()`\n   found signature `" + types::to_string(cx, fn->second.sig) + "`");
      sink.emit(std::move(d));
      return;
    }
    const TypeId out = cx.store.output(fn->second.sig.value);
    const DefId termination = cx.lang("termination");
    if (!termination.valid() || out == cx.store.unit || (cx.store.flags(out) & types::has_error) != 0) return;
    InferCtxt icx(cx);
    icx.ignore_regions = true;
    const GenericArg args[] = {out};
    if (type_implements(icx, termination, args, types::ParamEnv{})) return;
    const Span at = f.sig.output.valid() ? krate.ast[f.sig.output].span : cx.defs[main].ident_span;
    auto d = error(at, "E0277", "`main` has invalid return type `" + types::to_string(cx, out) + "`");
    d.label(at, "`main` can only return types that implement `Termination`");
    d.help("consider using `()`, or a `Result`");
    sink.emit(std::move(d));
  }
};

}  // namespace

void check_items(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) {
  ItemChecker checker(cx, krate, sink);
  check_type_wf(cx, krate, sink, [&](DefId d) { return checker.check(d); });
  check_inherent_impls(cx, krate, sink);
  checker.check_main();
  checker.check_tests();
}

}  // namespace borrowlab::typeck
