// Types that cannot be known: E0282, E0283, E0284, E0790. The place to annotate is searched in the whole body and the cheapest
// one is chosen. After rustc_trait_selection::error_reporting::{infer::need_type_info, traits::ambiguity}.
#include <algorithm>

#include "support/sort.h"
#include "typeck/check/need_type_info.h"
#include "typeck/check/region.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;
using diagnostics::Diagnostic;

InferSourceFinder::InferSourceFinder(FnCtxt& f, GenericArg target) : fcx_(f), target_(f.icx.resolve(target)) {}

std::optional<InferSource> InferSourceFinder::find() {
  const resolve::Def& def = fcx_.cx.defs[fcx_.owner];
  if (const auto* fn = def.item.valid() ? std::get_if<syntax::ItemFn>(&fcx_.ast[def.item].kind) : nullptr) {
    if (fn->body.valid()) block(fn->body);
  } else if (fcx_.const_value.valid()) {
    expr(fcx_.const_value);
  }
  return best_;
}

bool InferSourceFinder::contains_target(GenericArg value) {
  bool found = false;
  types::walk_types(fcx_.store, fcx_.icx.resolve(value), [&](GenericArg a) {
    found = found || a == target_;
    return !found;
  });
  if (!found && target_.is_const() && value.is_const()) found = fcx_.icx.resolve(value) == target_;
  return found;
}

uint32_t InferSourceFinder::cost_of(GenericArg value) {
  if (value.is_region()) return 0;
  if (value.is_const()) return fcx_.store.get<types::ConstInfer>(value.konst()) != nullptr ? 0 : 3;
  return type_cost(value.type(), 0);
}

uint32_t InferSourceFinder::type_cost(TypeId ty, uint32_t depth) {
  const types::TypeKind k = fcx_.kind(ty);
  if (depth > 32) return 1;
  const auto sum = [&](ArgsId args) {
    uint32_t n = 0;
    for (GenericArg a : fcx_.store[args]) n += a.is_type() ? type_cost(a.type(), depth + 1) : cost_of(a);
    return n;
  };
  if (std::holds_alternative<types::Closure>(k)) return 1000;
  if (std::holds_alternative<types::FnDef>(k)) return 150;
  if (std::holds_alternative<types::FnPtr>(k)) return 30;
  if (const auto* adt = std::get_if<types::Adt>(&k)) return 5 + sum(adt->args);
  if (const auto* r = std::get_if<types::Ref>(&k)) return 2 + type_cost(r->pointee, depth + 1);
  if (std::holds_alternative<types::Infer>(k)) return 0;
  if (const auto* t = std::get_if<types::Tuple>(&k)) {
    uint32_t n = 5;
    for (TypeId e : fcx_.store[t->elems]) n += type_cost(e, depth + 1);
    return n;
  }
  return 1;
}

void InferSourceFinder::offer(InferSource source, uint32_t cost) {
  if (source.span.from_expansion()) cost += 10000;
  cost += attempts_++;
  if (best_ && cost >= best_cost_) return;
  best_ = std::move(source);
  best_cost_ = cost;
}

// The arguments that the path or method call leaves to inference.
void InferSourceFinder::generic_args(Span span, DefId def, ArgsId args, bool own_only, bool own_written) {
  const types::Generics& g = fcx_.cx.items.generics_of(def);
  const auto list = fcx_.store[fcx_.icx.resolve(args)];
  const auto look = [&](DefId owner, const types::Generics& generics) {
    uint32_t cost = 10;
    const types::GenericParamDef* hit = nullptr;
    for (const types::GenericParamDef& p : generics.own) {
      if (p.kind == types::GenericParamDef::Kind::lifetime || p.index >= list.size()) continue;
      cost += cost_of(list[p.index]);
      if (hit == nullptr && p.def.valid() && contains_target(list[p.index])) hit = &p;
    }
    if (hit != nullptr) offer({InferSource::Kind::generic_arg, span, TypeId(), owner, hit->name, hit->kind}, cost);
  };
  const DefKind kind = fcx_.cx.defs[def].kind;
  if (!own_only && g.parent.valid()) {
    DefId owner = g.parent;
    if (kind == DefKind::ctor) owner = fcx_.cx.defs[def].parent;
    look(owner, fcx_.cx.items.generics_of(g.parent));
  }
  if (!own_written) look(def, g);
}

void InferSourceFinder::path(const syntax::Expr& e, const syntax::ExprPath& p) {
  const auto found = fcx_.results.value_res.find(e.id);
  if (found == fcx_.results.value_res.end() || found->second.res.kind != Res::Kind::def) return;
  const DefId def = found->second.res.def;
  if (!fcx_.cx.items.generics.count(def)) return;
  const bool own_written = !p.path.segments.empty() && p.path.segments.back().args != nullptr;
  bool parent_written = p.qself.has_value();
  for (size_t i = 0; i + 1 < p.path.segments.size(); ++i) parent_written |= p.path.segments[i].args != nullptr;
  if (!found->second.args.valid()) return;
  generic_args(e.span, def, found->second.args, parent_written || fcx_.cx.defs[def].kind == DefKind::fn, own_written);
}

void InferSourceFinder::method(const syntax::Expr& e, const syntax::ExprMethodCall& m) {
  const auto callee = fcx_.results.method_callees.find(e.id);
  if (callee == fcx_.results.method_callees.end()) return;
  if (m.method.args == nullptr) generic_args(m.method.ident.span, callee->second.def, callee->second.args, true, false);
  const DefId parent = fcx_.cx.defs[callee->second.def].parent;
  if (fcx_.cx.defs[parent].kind != DefKind::trait) return;
  bool any = false;
  uint32_t cost = 20;
  for (GenericArg a : fcx_.store[fcx_.icx.resolve(callee->second.args)]) {
    any |= contains_target(a);
    cost += cost_of(a);
  }
  if (any) offer({InferSource::Kind::method_call, m.method.ident.span, TypeId(), callee->second.def, {}, {}}, cost);
}

void InferSourceFinder::closure(const syntax::ExprClosure& c) {
  for (const syntax::Param& p : c.params) {
    if (p.ty.valid() && !std::holds_alternative<syntax::TyInfer>(fcx_.ast[p.ty].kind)) continue;
    const auto ty = fcx_.results.node_types.find(p.id);
    const auto pat_ty = fcx_.results.node_types.find(fcx_.ast[p.pat].id);
    const TypeId t = ty != fcx_.results.node_types.end() ? ty->second : pat_ty != fcx_.results.node_types.end() ? pat_ty->second : TypeId();
    if (t.valid() && contains_target(t))
      offer({InferSource::Kind::closure_arg, fcx_.ast[p.pat].span, fcx_.icx.resolve(t), {}, {}, {}}, type_cost(fcx_.icx.resolve(t), 0));
  }
  expr(c.body);
  if (c.output.valid()) return;
  // The closure's return type could be written as well: rustc tries that, too, and what comes later costs more.
  const auto ty = fcx_.results.node_types.find(fcx_.ast[c.body].id);
  if (ty != fcx_.results.node_types.end() && contains_target(ty->second)) ++attempts_;
}

void InferSourceFinder::expr(ExprId id) {
  const syntax::Expr& e = fcx_.ast[id];
  if (const auto* c = std::get_if<syntax::ExprCall>(&e.kind)) {
    for (ExprId a : c->args) expr(a);
    expr(c->callee);
    return;
  }
  if (const auto* c = std::get_if<syntax::ExprClosure>(&e.kind)) return closure(*c);
  for_each_child(
      e, [&](ExprId x) { expr(x); }, [&](BlockId b) { block(b); });
  if (const auto* p = std::get_if<syntax::ExprPath>(&e.kind)) path(e, *p);
  if (const auto* m = std::get_if<syntax::ExprMethodCall>(&e.kind)) method(e, *m);
}

void InferSourceFinder::block(BlockId id) {
  for (const syntax::Stmt& s : fcx_.ast[id].stmts) {
    if (const auto* x = std::get_if<syntax::StmtExpr>(&s.kind)) expr(x->expr);
    if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) local(*let);
  }
  if (fcx_.ast[id].tail.valid()) expr(fcx_.ast[id].tail);
}

void InferSourceFinder::local(const syntax::StmtLet& let) {
  if (let.init.valid()) expr(let.init);
  if (let.els.valid()) block(let.els);
  if (let.ty.valid() || let.is_super) return;
  const auto ty = fcx_.results.node_types.find(fcx_.ast[let.pat].id);
  if (ty == fcx_.results.node_types.end() || !contains_target(ty->second)) return;
  const TypeId t = fcx_.icx.resolve(ty->second);
  InferSource source{InferSource::Kind::let_binding, fcx_.ast[let.pat].span, t, {}, {}, {}};
  if (const auto* i = std::get_if<syntax::PatIdent>(&fcx_.ast[let.pat].kind)) source.name = i->ident.name;
  offer(std::move(source), type_cost(t, 0));
}

namespace {

std::string kind_of_item(const FnCtxt& f, DefId d) {
  const DefKind kind = f.cx.defs[d].kind;
  if (kind == DefKind::assoc_fn) {
    const auto a = f.cx.items.assoc.find(d);
    return a != f.cx.items.assoc.end() && a->second.has_self ? "method" : "associated function";
  }
  return kind == DefKind::fn        ? "function"
         : kind == DefKind::struct_ ? "struct"
         : kind == DefKind::enum_   ? "enum"
         : kind == DefKind::union_  ? "union"
         : kind == DefKind::trait   ? "trait"
                                    : "item";
}

// What is said of the chosen place.
Diagnostic describe(FnCtxt& f, const InferSource& s, Span failure, const char* code) {
  using Kind = InferSource::Kind;
  const bool typed = s.kind == Kind::let_binding || s.kind == Kind::closure_arg;
  const bool bare = typed && f.is_ty_var(s.ty);
  const std::string shown = typed ? f.str(s.ty) : "";
  Diagnostic d = f.error(s.span, code, typed && !bare ? "type annotations needed for `" + shown + "`" : "type annotations needed");
  const std::string arg_kind =
      s.param_kind == types::GenericParamDef::Kind::konst ? "value of the const parameter" : "type of the type parameter";
  if (s.kind == Kind::generic_arg) {
    const DefId impl = s.def;
    const std::string owner = f.cx.defs[impl].kind == DefKind::impl
                                  ? ""
                                  : " declared on the " + kind_of_item(f, impl) + " `" + std::string(f.cx.defs[impl].name.str()) + "`";
    d.label(s.span, "cannot infer " + (s.param_kind == types::GenericParamDef::Kind::konst ? "the " + arg_kind : arg_kind) + " `" +
                        std::string(s.name.str()) + "`" + owner);
  } else if (!failure.is_dummy() && !failure.overlaps(s.span)) {
    d.label(failure, "type must be known at this point");
  }
  if (typed) {
    const std::string what = s.kind == Kind::closure_arg ? "this closure parameter" : "`" + std::string(s.name.str()) + "`";
    d.suggest_verbose(s.span.shrink_to_hi(),
                      "consider giving " + (s.kind == Kind::let_binding && s.name.str().empty() ? std::string("this pattern") : what) +
                          (s.kind == Kind::let_binding && s.name.str().empty() ? " a type" : " an explicit type") +
                          (bare ? "" : ", where the placeholders `_` are specified"),
                      bare ? ": /* Type */" : ": " + shown, Applicability::has_placeholders);
  }
  return d;
}

}  // namespace

void FnCtxt::emit_inference_failure(Span span, GenericArg hole, const char* code, const std::string& note) {
  results.tainted = true;
  reported_ambiguity = true;
  if (defined_in_library(owner)) return refuse(span, "internal: a type that stays unknown in the library");
  if (hole.is_const()) code = "E0284";
  const auto source = InferSourceFinder(*this, hole).find();
  Diagnostic d = source ? describe(*this, *source, span, code) : error(span, code, "type annotations needed");
  if (!source) d.label(span, "cannot infer type");
  if (!note.empty()) d.note(note);
  emit(std::move(d));
}

GenericArg FnCtxt::first_hole(GenericArg value) {
  GenericArg hole = value;
  bool found = false;
  types::walk_types(store, icx.resolve(value), [&](GenericArg a) {
    if (found) return false;
    found = (a.is_type() && store.get<types::Infer>(a.type()) != nullptr) ||
            (a.is_const() && store.get<types::ConstInfer>(a.konst()) != nullptr);
    if (found) hole = a;
    return !found;
  });
  return hole;
}

void FnCtxt::report_ambiguous_type(Span span, TypeId ty, const char* code) {
  ty = icx.resolve(ty);
  results.tainted = true;
  reported_ambiguity = true;
  if (is_error(ty)) return;
  emit_inference_failure(span, first_hole(ty), code, "");
}

void FnCtxt::report_ambiguous_const(Span span, ConstId c) { emit_inference_failure(span, first_hole(c), "E0284", ""); }

// `Trait::f()` with nothing that tells which implementation is meant.
bool FnCtxt::report_unspecified_impl(const FulfillmentError& e, const TraitRef& trait_ref) {
  const ObligationCause& root = e.root.cause;
  if (!is_ty_var(store[trait_ref.args][0].type()) || !root.item.valid() || root.kind != ObligationKind::item_bound) return false;
  for (const auto& [node, value] : results.value_res) {
    if (value.res.kind != Res::Kind::def || cx.defs[value.res.def].kind != DefKind::assoc_fn ||
        !(cx.defs[value.res.def].parent == trait_ref.trait))
      continue;
    const auto assoc = cx.items.assoc.find(value.res.def);
    if (assoc == cx.items.assoc.end() || !value.args.valid()) continue;
    const ArgsId args = icx.resolve(value.args);
    if (store[args].empty() || !(store[args][0] == icx.resolve(store[trait_ref.args][0]))) continue;
    for (ExprId id : call_exprs) {
      const auto* call = std::get_if<syntax::ExprCall>(&ast[id].kind);
      if (call == nullptr || !(ast[call->callee].id == node)) continue;
      const auto* p = std::get_if<syntax::ExprPath>(&ast[call->callee].kind);
      if (p == nullptr || p->qself || p->path.segments.size() < 2) continue;
      const syntax::PathSegment& prefix = p->path.segments[p->path.segments.size() - 2];
      const resolve::PartialRes named = prefix.id.index < res.paths.size() ? res.paths[prefix.id.index] : resolve::PartialRes{};
      if (named.base.kind != Res::Kind::def || !(named.base.def == trait_ref.trait)) continue;
      const Span at = ast[id].span;
      results.tainted = true;
      reported_ambiguity = true;
      auto d = error(at, "E0790", "cannot call associated function on trait without specifying the corresponding `impl` type");
      d.label(at, "cannot call associated function of trait");
      if (!defined_in_library(value.res.def))
        d.label(cx.defs[value.res.def].span, "`" + cx.defs.path_str(value.res.def) + "` defined here");
      suggest_impls_to_call(d, trait_ref.trait, p->path);
      emit(std::move(d));
      return true;
    }
  }
  return false;
}

void FnCtxt::suggest_impls_to_call(Diagnostic& d, DefId trait, const syntax::Path& path) {
  std::vector<std::string> self_types;
  if (!defined_in_library(trait))
    for (DefId i : types::trait_impls(cx, trait).all) self_types.push_back(types::to_string(cx, cx.items.impls.at(i).self_ty));
  const Span lo = path.segments[path.segments.size() - 2].ident.span;
  const bool one = self_types.size() == 1;
  if (self_types.empty()) {
    d.suggest_multipart("use a fully-qualified path to a specific available implementation",
                        {{lo.shrink_to_lo(), "</* self type */ as "}, {lo.shrink_to_hi(), ">"}}, Applicability::has_placeholders,
                        diagnostics::SuggestionStyle::show_always);
    return;
  }
  diagnostics::Suggestion s;
  s.message = one ? "use the fully-qualified path to the only available implementation"
                  : "use a fully-qualified path to one of the available implementations";
  for (const std::string& t : self_types) s.substitutions.push_back({{lo.shrink_to_lo(), "<" + t + " as "}, {lo.shrink_to_hi(), ">"}});
  s.style = diagnostics::SuggestionStyle::show_always;
  s.applicability = Applicability::maybe_incorrect;
  d.suggestions.push_back(std::move(s));
}

void FnCtxt::report_ambiguity(const FulfillmentError& e) {
  const types::PolyClause clause = icx.resolve(e.obligation.predicate);
  const Blame blame = blame_argument(e.root.cause);
  const Span span = blame.span;
  const auto hole_of = [&](ArgsId args) -> std::optional<GenericArg> {
    for (GenericArg a : store[args])
      if ((store.flags(a) & types::has_non_region_infer) != 0) return first_hole(a);
    return std::nullopt;
  };
  if (const auto* t = std::get_if<types::TraitClause>(&clause.value)) {
    const auto hole = hole_of(t->trait_ref.args);
    if (!hole) return refuse(span, "internal: an obligation that stays open (`" + types::to_string(cx, clause) + "`)");
    if (t->trait_ref.trait == cx.lang("sized")) return emit_inference_failure(span, *hole, "E0282", "");
    if (report_unspecified_impl(e, t->trait_ref)) return;
    return emit_inference_failure(span, *hole, "E0283", "cannot satisfy `" + types::to_string(cx, clause) + "`");
  }
  if (const auto* p = std::get_if<types::ProjectionClause>(&clause.value)) {
    auto hole = hole_of(p->args);
    if (!hole && (store.flags(p->term) & types::has_non_region_infer) != 0) hole = first_hole(p->term);
    if (!hole) return refuse(span, "internal: an obligation that stays open (`" + types::to_string(cx, clause) + "`)");
    return emit_inference_failure(span, *hole, "E0284", "cannot satisfy `" + types::to_string(cx, clause) + "`");
  }
  if (const auto* w = std::get_if<types::WellFormed>(&clause.value)) return emit_inference_failure(span, first_hole(w->arg), "E0282", "");
  refuse(span, "internal: an obligation that stays open (`" + types::to_string(cx, clause) + "`)");
}

// The order in which rustc looks at what stayed open: what the author wrote before what macros made, traits before sizes. A bound
// that an impl of the same trait passed on to a part of the type comes after the sizes.
void FnCtxt::sort_ambiguities(std::vector<FulfillmentError>& errors) {
  const auto rank = [&](const FulfillmentError& e) {
    uint32_t r = e.root.cause.span.from_expansion() ? 100 : 0;
    const types::Clause& leaf = e.obligation.predicate.value;
    if (std::holds_alternative<types::WellFormed>(leaf)) return r + 3;
    const auto* t = std::get_if<types::TraitClause>(&leaf);
    if (t == nullptr) return r;
    if (t->trait_ref.trait == cx.lang("sized")) return r + 1;
    const auto* root = std::get_if<types::TraitClause>(&e.root.predicate.value);
    return root != nullptr && root->trait_ref.trait == t->trait_ref.trait && !e.chain.empty() ? r + 2 : r;
  };
  sort(errors, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

}  // namespace borrowlab::typeck::check
