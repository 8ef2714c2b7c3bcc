// Traits that do not hold: E0277, E0271, E0525. After rustc_trait_selection::error_reporting::traits.
#include <algorithm>

#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::MultiSpan;

namespace {
std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

struct OnUnimplemented {
  std::string message, label;
  std::vector<std::string> notes;
};

// #[rustc_on_unimplemented(message = "…", label = "…", note = "…")] or #[diagnostic::on_unimplemented(…)] of the trait.
OnUnimplemented on_unimplemented(const FnCtxt& f, DefId trait, const std::string& self, ArgsId args) {
  OnUnimplemented out;
  const resolve::Def& d = f.cx.defs[trait];
  if (!d.item.valid()) return out;
  for (const auto& attr : f.cx.crate_of(trait).ast[d.item].attrs) {
    if (attr.path.segments.empty()) continue;
    const auto last = attr.path.segments.back().ident.name.str();
    if (last != "rustc_on_unimplemented" && last != "on_unimplemented") continue;
    auto fill = [&](std::string_view text) {
      std::string s = replace_all(std::string(text), "{Self}", self);
      auto g = f.cx.items.generics.find(trait);
      if (g != f.cx.items.generics.end())
        for (const auto& p : g->second.own)
          if (p.index < f.store[args].size())
            s = replace_all(s, "{" + std::string(p.name.str()) + "}", types::to_string(f.cx, f.store[args][p.index]));
      return s;
    };
    // `on(T = "str", label = "…")`: what follows the conditions, one entry each.
    bool conditional = false, holds = true;
    const auto is_entry = [](std::string_view w) { return w == "message" || w == "label" || w == "note"; };
    const auto value_of = [&](std::string_view param) {
      if (param == "Self") return self;
      auto g = f.cx.items.generics.find(trait);
      if (g != f.cx.items.generics.end())
        for (const auto& p : g->second.own)
          if (p.name.str() == param && p.index < f.store[args].size()) return types::to_string(f.cx, f.store[args][p.index]);
      return std::string();
    };
    for (size_t i = 0; i + 1 < attr.words.size(); ++i) {
      const auto w = attr.words[i].str();
      if (w == "on") {
        conditional = holds = true;
        continue;
      }
      if (conditional && !is_entry(w)) {
        holds = holds && value_of(w) == attr.words[++i].str();
        continue;
      }
      const bool skip = conditional && !holds;
      conditional = false;
      if (skip) {
        ++i;
        continue;
      }
      if (w == "message" && out.message.empty()) out.message = fill(attr.words[++i].str());
      else if (w == "label" && out.label.empty()) out.label = fill(attr.words[++i].str());
      else if (w == "note") out.notes.push_back(fill(attr.words[++i].str()));
    }
  }
  return out;
}

bool derivable(std::string_view trait) {
  for (const char* t : {"Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"})
    if (trait == t) return true;
  return false;
}
}  // namespace

// Points a bound of a called fn at the argument it is about. rustc: adjust_fulfillment_error_for_expr_obligation.
FnCtxt::Blame FnCtxt::blame_argument(const ObligationCause& c) {
  Blame out;
  out.span = c.span;
  if (!c.item.valid() || c.kind != ObligationKind::item_bound) return out;
  const syntax::Expr* call = nullptr;
  std::vector<ExprId> args;
  Span callee_span;
  for (ExprId e : call_exprs) {
    if (const auto* x = std::get_if<syntax::ExprCall>(&ast[e].kind); x != nullptr && span_of(x->callee) == c.span) {
      call = &ast[e], args = x->args, callee_span = c.span;
      if (std::holds_alternative<syntax::ExprLang>(ast[x->callee].kind))
        out.format = std::get<syntax::ExprLang>(ast[x->callee].kind).path.item.str().substr(0, 16) == "format_argument_";
    } else if (const auto* m = std::get_if<syntax::ExprMethodCall>(&ast[e].kind); m != nullptr && m->method.ident.span == c.span) {
      call = &ast[e], callee_span = c.span;
      args.push_back(m->receiver);
      args.insert(args.end(), m->args.begin(), m->args.end());
    }
  }
  if (call == nullptr) return out;
  auto fn = cx.items.fns.find(c.item);
  if (fn == cx.items.fns.end()) return out;
  // The parameter that the bound is of.
  uint32_t param = UINT32_MAX;
  for (DefId d : {c.item, cx.items.generics_of(c.item).parent}) {
    if (!d.valid()) continue;
    auto preds = cx.items.predicates.find(d);
    if (preds == cx.items.predicates.end()) continue;
    for (const auto& p : preds->second)
      if (p.span == c.bound_span)
        if (const auto* t = std::get_if<types::TraitClause>(&p.clause.value))
          if (const auto* pp = store.get<types::Param>(store[t->trait_ref.args][0].type())) param = pp->index;
  }
  if (param == UINT32_MAX) return out;
  const auto inputs = store.inputs(fn->second.sig.value);
  for (size_t i = 0; i < inputs.size() && i < args.size(); ++i) {
    bool mentions = false;
    types::walk_types(store, inputs[i], [&](GenericArg a) {
      if (a.is_type())
        if (const auto* p = store.get<types::Param>(a.type())) mentions = mentions || p->index == param;
      return true;
    });
    if (!mentions) continue;
    const bool is_receiver = std::holds_alternative<syntax::ExprMethodCall>(call->kind) && i == 0;
    if (is_receiver) break;
    out.span = span_of(args[i]);
    out.callee = callee_span;
    out.has_callee = true;
    break;
  }
  return out;
}

namespace {
// The expressions whose values a block gives, `return` included; closures and items within left out.
class Returned {
 public:
  explicit Returned(const syntax::Ast& ast) : ast_(ast) {}
  std::vector<Span> spans;
  void tail(ExprId e) {
    const syntax::Expr& x = ast_[e];
    if (const auto* b = std::get_if<syntax::ExprBlock>(&x.kind); b != nullptr && ast_[b->block].tail.valid())
      return tail(ast_[b->block].tail);
    spans.push_back(x.span);
  }
  void returns(Span within, ExprId except) {
    for (uint32_t i = 0; i < ast_.exprs.size(); ++i) {
      const syntax::Expr& x = ast_[ExprId(i)];
      const auto* r = std::get_if<syntax::ExprReturn>(&x.kind);
      if (r == nullptr || !r->value.valid() || x.span.lo < within.lo || x.span.hi > within.hi || ExprId(i) == except) continue;
      spans.push_back(ast_[r->value].span);
    }
  }

 private:
  const syntax::Ast& ast_;
};
}  // namespace

// E0746: `-> dyn Trait`. False where it is not the fn's own written type.
bool FnCtxt::report_unsized_return(TypeId) {
  const auto* fn = cx.defs[owner].item.valid() ? std::get_if<syntax::ItemFn>(&ast[cx.defs[owner].item].kind) : nullptr;
  if (fn == nullptr || !fn->sig.output.valid() || !fn->body.valid()) return false;
  const syntax::Ty& written = ast[fn->sig.output];
  const auto* dyn = std::get_if<syntax::TyDyn>(&written.kind);
  if (dyn == nullptr || !dyn->has_dyn_keyword) return false;
  auto d = error(written.span, "E0746", "return type cannot be a trait object without pointer indirection");
  d.label(written.span, "doesn't have a size known at compile-time");
  d.suggest_verbose(written.span.with_hi(written.span.lo + 3), "consider returning an `impl Trait` instead of a `dyn Trait`", "impl",
                    Applicability::maybe_incorrect);
  Returned returned(ast);
  const syntax::Block& body = ast[fn->body];
  returned.returns(body.span, {});
  if (body.tail.valid()) returned.tail(body.tail);
  std::vector<diagnostics::SubstitutionPart> parts{{written.span.shrink_to_lo(), "Box<"}, {written.span.shrink_to_hi(), ">"}};
  for (Span s : returned.spans) {
    if (s.from_expansion()) s = cx.sources.source_callsite(s);
    parts.push_back({s.shrink_to_lo(), "Box::new("});
    parts.push_back({s.shrink_to_hi(), ")"});
  }
  d.suggest_multipart("alternatively, box the return type, and wrap all of the returned values in `Box::new`", std::move(parts),
                      Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  emit(std::move(d));
  return true;
}

void FnCtxt::report_trait_error(const FulfillmentError& e) {
  const auto& clause = std::get<types::TraitClause>(e.obligation.predicate.value);
  const TraitRef t = icx.resolve(clause.trait_ref);
  const TypeId self = store[t.args][0].type();
  if ((store.flags(t.args) & types::has_error) != 0) {
    results.tainted = true;
    return;
  }
  const Span root_span = e.root.cause.span;
  const auto it = cx.items.traits.find(t.trait);
  const bool is_auto = it != cx.items.traits.end() && it->second.is_auto;
  const bool is_sized = t.trait == cx.lang("sized");
  const std::string self_str = str(self), bound = types::to_string(cx, e.obligation.predicate.vars == store.no_vars
                                                                           ? types::PolyClause{types::TraitClause{t}, store.no_vars}
                                                                           : e.obligation.predicate);
  bool ours = library_lacks_impl(t.trait, self);
  for (const TraitRef& step : e.chain) ours = ours || library_lacks_impl(step.trait, icx.resolve(store[step.args][0].type()));
  if (defined_in_library(owner) || (ours && !is_auto && !is_sized)) return refuse(root_span, "`" + bound + "`");
  results.tainted = true;
  // Closures that are less than what is asked.
  const DefId fn = cx.lang("fn"), fn_mut = cx.lang("fn_mut");
  if (const auto* c = as<types::Closure>(self); c != nullptr && (t.trait == fn || t.trait == fn_mut)) {
    auto info = results.closures.find(c->def);
    if (info != results.closures.end()) {
      const char* have = info->second.kind == ClosureKind::fn_once ? "FnOnce" : "FnMut";
      const char* want = t.trait == fn ? "Fn" : "FnMut";
      const Span decl = info->second.fn_decl_span;
      auto d = error(
          decl, "E0525",
          std::string("expected a closure that implements the `") + want + "` trait, but this closure only implements `" + have + "`");
      d.label(decl, std::string("this closure implements `") + have + "`, not `" + want + "`");
      d.label(root_span, std::string("the requirement to implement `") + want + "` derives from here");
      if (info->second.kind_origin) {
        const auto& cap = info->second.captures[info->second.kind_origin->second];
        auto var = results.vars.find(cap.var);
        const std::string name = var == results.vars.end() ? "_" : std::string(var->second.name.str());
        d.label(info->second.kind_origin->first,
                std::string("closure is `") + have + "` because it " +
                    (info->second.kind == ClosureKind::fn_once ? "moves the variable `" + name + "` out of its environment"
                                                               : "mutates the variable `" + name + "` here"));
      }
      return emit(std::move(d));
    }
  }
  if (is_sized && std::find(sized_only_calls.begin(), sized_only_calls.end(), root_span) != sized_only_calls.end()) return;
  if (is_sized && e.root.cause.kind == ObligationKind::sized_return && as<types::Dynamic>(self) != nullptr && owner == body_def)
    if (report_unsized_return(self)) return;
  Blame blame = blame_argument(e.root.cause);
  const std::string trait_name(cx.defs[t.trait].name.str());
  OnUnimplemented custom = on_unimplemented(*this, t.trait, self_str, t.args);
  std::string message = custom.message, label = custom.label;
  if (is_sized && message.empty()) {
    message = "the size for values of type `" + self_str + "` cannot be known at compilation time";
    label = "doesn't have a size known at compile-time";
  }
  const bool plain = message.empty();
  if (plain) message = "the trait bound `" + bound + "` is not satisfied";
  std::string trait_shown = types::to_string(cx, t);
  const DefId user_adt =
      as<types::Adt>(self) != nullptr && !defined_in_library(as<types::Adt>(self)->def) ? as<types::Adt>(self)->def : DefId();
  if (label.empty())
    label = user_adt.valid() ? "unsatisfied trait bound" : "the trait `" + trait_shown + "` is not implemented for `" + self_str + "`";
  auto d = error(blame.span, "E0277", message);
  d.label(blame.span, label);
  if (blame.has_callee)
    d.label(blame.callee, blame.format ? "required by this formatting parameter" : "required by a bound introduced by this call");
  if (e.root.cause.kind == ObligationKind::opaque) label_inferred_return(d, self);
  const bool help_not_implemented = !plain || user_adt.valid();
  if (help_not_implemented) {
    const std::string help = std::string("the trait `") + trait_shown + "` is not implemented for `" + self_str + "`";
    if (user_adt.valid() && !(derivable(trait_name) && defined_in_library(t.trait))) d.span_help(item_head_span(user_adt), help);
    else d.help(help);
  }
  for (const auto& n : custom.notes) d.note(n);
  // What does implement it, where that is the author's to know.
  if (!defined_in_library(t.trait)) {
    const std::vector<DefId>& impls = types::trait_impls(cx, t.trait).all;
    if (impls.empty()) {
      d.span_help(item_head_span(t.trait), "this trait has no implementations, consider adding one");
    } else if (impls.size() == 1) {
      const auto& impl = cx.items.impls.at(impls[0]);
      d.span_help(cx.defs[impl.def].ident_span,
                  "the trait `" + trait_shown + "` is implemented for `" + types::to_string(cx, impl.self_ty) + "`");
    } else {
      MultiSpan spans;
      for (size_t i = 0; i < impls.size() && i < 8; ++i) {
        const auto& impl = cx.items.impls.at(impls[i]);
        spans.primary.push_back(cx.defs[impl.def].ident_span);
        spans.push_label(cx.defs[impl.def].ident_span, "`" + types::to_string(cx, impl.self_ty) + "`");
      }
      d.span_help(std::move(spans), "the following other types implement trait `" + trait_shown + "`");
    }
  }
  // How the requirement came about.
  for (const TraitRef& step : e.chain) {
    const TraitRef s = icx.resolve(step);
    d.note("required for `" + str(store[s.args][0].type()) + "` to implement `" + types::to_string(cx, s) + "`");
  }
  const ObligationCause& root = e.root.cause;
  if (is_sized && root.kind == ObligationKind::sized_local) {
    d.note("all local variables must have a statically known size");
  } else if (is_sized && root.kind == ObligationKind::sized_return) {
    d.note("the return type of a function must have a statically known size");
  } else if (is_sized && (root.kind == ObligationKind::sized_field || root.kind == ObligationKind::sized_other_field)) {
    note_sized_field(d, root);
  } else if (root.kind == ObligationKind::shared_static) {
    d.note("shared static variables must have a type that implements `Sync`");
  } else if (root.item.valid() && root.kind == ObligationKind::item_bound && !blame.format) {
    const std::string name = cx.defs.path_str(root.item);
    MultiSpan at(root.bound_span.is_dummy() || defined_in_library(root.item) ? cx.defs[root.item].ident_span : root.bound_span);
    if (!root.bound_span.is_dummy()) {
      const Span ident = cx.defs[root.item].ident_span;
      const bool same_line = cx.sources.lookup(ident.hi).line == cx.sources.lookup(root.bound_span.lo).line;
      if (!ident.overlaps(root.bound_span) && !same_line)
        at.push_label(ident, "required by a bound in this " + std::string(cx.defs[root.item].kind == DefKind::fn         ? "function"
                                                                          : cx.defs[root.item].kind == DefKind::assoc_fn ? "method"
                                                                          : cx.defs[root.item].kind == DefKind::trait    ? "trait"
                                                                          : cx.defs[root.item].kind == DefKind::enum_    ? "enum"
                                                                                                                         : "struct"));
      if (!defined_in_library(root.item)) at.push_label(root.bound_span, "required by this bound in `" + name + "`");
    }
    d.span_note(std::move(at), "required by a bound in `" + name + "`");
  }
  if (const auto* p = store.get<types::Param>(self)) suggest_bound(d, *p, trait_shown);
  else if (user_adt.valid() && derivable(trait_name) && defined_in_library(t.trait))
    d.suggest_verbose(item_with_attrs_lo(user_adt), "consider annotating `" + self_str + "` with `#[derive(" + trait_name + ")]`",
                      "#[derive(" + trait_name + ")]\n", Applicability::maybe_incorrect);
  emit(std::move(d));
}

// Where the body says what type its `impl Trait` is.
void FnCtxt::label_inferred_return(Diagnostic& d, TypeId self) {
  const auto* fn = cx.defs[owner].item.valid() ? std::get_if<syntax::ItemFn>(&ast[cx.defs[owner].item].kind) : nullptr;
  if (fn == nullptr || !fn->body.valid() || !ast[fn->body].tail.valid()) return;
  const ExprId tail = ast[fn->body].tail;
  const auto known = results.node_types.find(ast[tail].id);
  if (known != results.node_types.end() && icx.resolve(known->second) == icx.resolve(self))
    d.label(span_of(tail), "return type was inferred to be `" + str(self) + "` here");
}

void FnCtxt::note_sized_field(Diagnostic& d, const ObligationCause& root) {
  const DefKind kind = cx.defs[owner].kind;
  d.note(kind == DefKind::struct_  ? "only the last field of a struct may have a dynamically sized type"
         : kind == DefKind::union_ ? "no field of a union may have a dynamically sized type"
                                   : "no field of an enum variant may have a dynamically sized type");
  d.help("change the field's type to have a statically known size");
  d.suggest_verbose(root.span.shrink_to_lo(), "borrowed types always have a statically known size", "&", Applicability::machine_applicable);
  d.suggest_multipart("the `Box` type always has a statically known size and allocates its contents in the heap",
                      {{root.span.shrink_to_lo(), "Box<"}, {root.span.shrink_to_hi(), ">"}}, Applicability::machine_applicable,
                      diagnostics::SuggestionStyle::show_always);
}

void FnCtxt::report_fulfillment(const std::vector<FulfillmentError>& errors) {
  std::vector<std::pair<Span, std::string>> seen;
  bool definite = false;
  for (const auto& e : errors) definite = definite || !e.ambiguous;
  for (const auto& e : errors) {
    const Span span = e.root.cause.span;
    if (e.ambiguous) {
      if (definite || results.tainted || reported_ambiguity) continue;
      report_ambiguity(e);
      continue;
    }
    const types::PolyClause clause = icx.resolve(e.obligation.predicate);
    const std::string text = types::to_string(cx, clause);
    bool repeated = false;
    for (const auto& s : seen) repeated = repeated || (s.first == span && s.second == text);
    for (const auto& s : reported_bounds) repeated = repeated || (s.first == span && s.second == text);
    if (repeated) continue;
    seen.push_back({span, text});
    reported_bounds.push_back({span, text});
    if (std::holds_alternative<types::TraitClause>(clause.value)) {
      report_trait_error(e);
    } else if (const auto* p = std::get_if<types::ProjectionClause>(&clause.value)) {
      results.tainted = true;
      if (!e.mismatch || defined_in_library(owner)) {
        refuse(span, "`" + text + "`");
        continue;
      }
      const std::string projection = types::to_string(cx, GenericArg(store.projection(p->assoc, p->args)));
      const std::string want = types::to_string(cx, p->term);
      Blame blame = blame_argument(e.root.cause);
      const TypeId self = store[p->args][0].type();
      const bool yields = cx.defs[p->assoc].parent == cx.lang("iterator") && e.mismatch->expected.valid();
      auto d = error(blame.span, "E0271",
                     yields ? "expected `" + str(self) + "` to be an iterator that yields `" + want + "`, but it yields `" +
                                  str(e.mismatch->found) + "`"
                            : "type mismatch resolving `" + projection + " == " + want + "`");
      if (e.root.cause.kind == ObligationKind::opaque) label_inferred_return(d, self);
      if (e.mismatch->expected.valid()) d.label(blame.span, mismatch_label(e.mismatch->expected, e.mismatch->found));
      emit(std::move(d));
    } else {
      refuse(span, "`" + text + "`");
    }
  }
}

}  // namespace borrowlab::typeck::check
