// Errors of calls: what is not callable, argument counts and types. After rustc_hir_typeck::fn_ctxt::arg_matrix and ::callee.
#include <algorithm>

#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;
using diagnostics::Diagnostic;

namespace {
struct CalleeInfo {
  std::string kind;
  bool is_method = false;
};

CalleeInfo callee_info(FnCtxt& f, DefId def, const syntax::Expr& call) {
  CalleeInfo out;
  out.is_method = std::holds_alternative<syntax::ExprMethodCall>(call.kind);
  if (out.is_method) {
    out.kind = "method";
  } else if (def.valid() && f.cx.defs[def].kind == DefKind::ctor) {
    out.kind = f.cx.defs[f.cx.defs[def].parent].kind == DefKind::variant ? "enum variant" : "struct";
  } else {
    out.kind = "function";
  }
  return out;
}
std::string defined_what(FnCtxt& f, DefId def) {
  const resolve::Def& d = f.cx.defs[def];
  if (d.kind == DefKind::ctor) return f.cx.defs[d.parent].kind == DefKind::variant ? "tuple variant" : "tuple struct";
  if (d.kind == DefKind::closure) return "closure";
  auto a = f.cx.items.assoc.find(def);
  if (a != f.cx.items.assoc.end()) return a->second.has_self ? "method" : "associated function";
  return "function";
}
}  // namespace

// "function defined here", with the parameters that matter.
void FnCtxt::label_fn_like(Diagnostic& d, DefId def, const std::vector<size_t>& params) {
  if (!def.valid()) return;
  const resolve::Def& info = cx.defs[def];
  if (info.kind == DefKind::closure) {
    const auto& c = std::get<syntax::ExprClosure>(ast[info.expr].kind);
    if (params.size() == 1 && params[0] < c.params.size()) d.span_note(c.params[params[0]].span, "closure parameter defined here");
    else d.span_note(c.fn_decl_span, "closure defined here");
    return;
  }
  diagnostics::MultiSpan at(info.kind == DefKind::ctor ? cx.defs[info.parent].ident_span : info.ident_span);
  if (!defined_in_library(def) && info.item.valid()) {
    if (const auto* fn = std::get_if<syntax::ItemFn>(&cx.crate_of(def).ast[info.item].kind)) {
      const size_t offset = fn->sig.self != syntax::SelfKind::none ? 1 : 0;
      for (size_t p : params)
        if (p + offset < fn->sig.inputs.size()) at.push_label(fn->sig.inputs[p + offset].span, "");
    }
  }
  d.span_note(std::move(at), defined_what(*this, def) + " defined here");
}

void FnCtxt::report_arg_mismatch(const syntax::Expr& call, Span fn_span, std::span<const TypeId>, size_t index, ExprId arg, TypeId expected,
                                 TypeId found, DefId fn_def, std::optional<TypeMismatch> inner) {
  results.tainted = true;
  expected = icx.resolve(expected), found = icx.resolve(found);
  if (is_error(expected) || is_error(found)) return;
  if (defined_in_library(owner))
    return refuse(span_of(arg), "internal: mismatched types in the library (`" + str(expected) + "`, `" + str(found) + "`)");
  // A call that a desugaring made is not the author's.
  auto callee = callee_info(*this, fn_def, call);
  pending_arg_label = {fn_span, "arguments to this " + callee.kind + " are incorrect"};
  pending_fn_note = {fn_def, index};
  report_mismatch_at(span_of(arg), expected, found, {}, inner, arg);
  pending_arg_label.reset();
  pending_fn_note.reset();
}

void FnCtxt::report_arg_count(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, const std::vector<ExprId>& args,
                              DefId fn_def) {
  results.tainted = true;
  if (defined_in_library(owner)) return refuse(call.span, "internal: argument count in the library");
  const auto callee = callee_info(*this, fn_def, call);
  const bool overloaded = results.method_callees.count(call.id) != 0 && !callee.is_method;
  const bool closure = fn_def.valid() && cx.defs[fn_def].kind == DefKind::closure;
  auto plural = [](size_t n) { return n == 1 ? "" : "s"; };
  const char* code = overloaded || closure ? "E0057" : "E0061";
  auto d = error(fn_span, code,
                 "this " + callee.kind + " takes " + std::to_string(formal.size()) + " argument" + plural(formal.size()) + " but " +
                     std::to_string(args.size()) + " argument" + plural(args.size()) + (args.size() == 1 ? " was" : " were") + " supplied");
  // Which arguments are too many or missing: by type, in order.
  std::vector<size_t> missing, extra;
  size_t a = 0;
  const bool too_few = args.size() < formal.size();
  size_t slack = too_few ? formal.size() - args.size() : args.size() - formal.size();
  std::vector<std::pair<size_t, size_t>> mismatched;
  if (too_few) {
    for (size_t f = 0; f < formal.size(); ++f) {
      const bool fits = a < args.size() && can_coerce(icx.resolve(expr_ty(args[a])), icx.resolve(formal[f]));
      if (a >= args.size() || (!fits && slack > 0)) {
        missing.push_back(f);
        if (slack > 0) --slack;
      } else {
        if (!fits) mismatched.push_back({f, a});
        ++a;
      }
    }
  } else {
    size_t f = 0;
    for (; a < args.size(); ++a) {
      const bool fits = f < formal.size() && can_coerce(icx.resolve(expr_ty(args[a])), icx.resolve(formal[f]));
      if (f >= formal.size() || (!fits && slack > 0)) {
        extra.push_back(a);
        if (slack > 0) --slack;
      } else {
        if (!fits) mismatched.push_back({f, a});
        ++f;
      }
    }
  }
  const Span call_args{fn_span.hi, call.span.hi, call.span.ctxt};
  for (size_t i : extra) {
    std::string ty = str(expr_ty(args[i]));
    d.label(span_of(args[i]), "unexpected argument" + (extra.size() > 1 || args.size() > 1 ? " #" + std::to_string(i + 1) : std::string()) +
                                  " of type `" + ty + "`");
  }
  if (missing.size() == 1) {
    d.label(call_args, "argument #" + std::to_string(missing[0] + 1) + " of type `" + str(formal[missing[0]]) + "` is missing");
  } else if (missing.size() == 2) {
    const std::string t1 = str(formal[missing[0]]), t2 = str(formal[missing[1]]);
    d.label(call_args, "two arguments of type `" + t1 + "` and `" + t2 + "` are missing");
  } else if (missing.size() == 3) {
    d.label(call_args, "three arguments of type `" + str(formal[missing[0]]) + "`, `" + str(formal[missing[1]]) + "`, and `" +
                           str(formal[missing[2]]) + "` are missing");
  } else if (missing.size() > 3) {
    d.label(call_args, "multiple arguments are missing");
  }
  for (const auto& m : mismatched) d.label(span_of(args[m.second]), mismatch_label(formal[m.first], expr_ty(args[m.second])));
  label_fn_like(d, fn_def, too_few ? missing : std::vector<size_t>{});
  if (mismatched.empty() && !call.span.from_expansion()) {
    if (too_few) {
      // The call as it should be.
      std::string text = "(";
      size_t arg = 0;
      for (size_t f = 0; f < formal.size(); ++f) {
        if (f != 0) text += ", ";
        bool is_missing = false;
        for (size_t m : missing) is_missing = is_missing || m == f;
        text += is_missing ? "/* " + str(formal[f]) + " */" : std::string(cx.sources.snippet(span_of(args[arg++])));
      }
      d.suggest_verbose(call_args, missing.size() == 1 ? "provide the argument" : "provide the arguments", text + ")",
                        Applicability::has_placeholders);
    } else {
      std::vector<diagnostics::SubstitutionPart> parts;
      for (size_t i : extra) {
        Span s = span_of(args[i]);
        if (i > 0) s = Span{span_of(args[i - 1]).hi, s.hi, s.ctxt};
        else if (args.size() > 1) s = Span{s.lo, span_of(args[1]).lo, s.ctxt};
        parts.push_back({s, ""});
      }
      d.suggest_multipart(extra.size() == 1 ? "remove the extra argument" : "remove the extra arguments", std::move(parts),
                          Applicability::has_placeholders, diagnostics::SuggestionStyle::show_always);
    }
  }
  emit(std::move(d));
}

void FnCtxt::report_not_callable(const syntax::Expr& expr, const syntax::ExprCall& c, TypeId callee_ty) {
  results.tainted = true;
  callee_ty = icx.resolve(callee_ty);
  if (is_error(callee_ty)) return;
  const std::string ty = str(callee_ty);
  const Span span = span_of(c.callee);
  if (defined_in_library(owner)) return refuse(span, "calling a `" + ty + "`");
  const auto* adt = adt_of(callee_ty);
  auto it = results.value_res.find(ast[c.callee].id);
  const bool unit_ctor =
      it != results.value_res.end() && it->second.res.kind == Res::Kind::def && cx.defs[it->second.res.def].kind == DefKind::ctor;
  std::string what = "`" + ty + "`";
  std::string path(cx.sources.snippet(span));
  if (unit_ctor && adt != nullptr) what = std::string(adt->kind == types::AdtKind::enum_ ? "enum variant" : "struct") + " `" + path + "`";
  auto d = error(span, "E0618", "expected function, found " + what);
  if (unit_ctor) {
    const DefId def = cx.defs[it->second.res.def].parent;
    d.label(cx.defs[def].kind == DefKind::variant ? cx.defs[def].span : item_head_span(def),
            std::string(cx.defs[def].kind == DefKind::variant ? "enum variant" : "struct") + " `" + path + "` defined here");
  } else if (it != results.value_res.end() && it->second.res.kind == Res::Kind::local) {
    auto var = results.vars.find(it->second.res.node);
    if (var != results.vars.end()) d.label(var->second.span, "`" + path + "` has type `" + ty + "`");
  }
  // The callee's label covers the whole call.
  d.label(expr.span, "call expression requires function");
  if (unit_ctor) {
    const bool variant = cx.defs[cx.defs[it->second.res.def].parent].kind == DefKind::variant;
    d.suggest_verbose(
        Span{span.hi, expr.span.hi, expr.span.ctxt},
        "`" + path + "` is a unit " + (variant ? "enum variant" : "struct") + ", and does not take parentheses to be constructed", "",
        Applicability::machine_applicable);
  }
  emit(std::move(d));
}

// The call that asks for the closure: what rustc's obligation for the closure's bound points at.
std::pair<Span, DefId> FnCtxt::closure_demand(const syntax::Expr& closure) {
  const auto is_closure = [&](ExprId e) { return ast[e].id == closure.id; };
  for (ExprId id : call_exprs) {
    const syntax::Expr& e = ast[id];
    if (const auto* c = std::get_if<syntax::ExprCall>(&e.kind); c != nullptr && std::any_of(c->args.begin(), c->args.end(), is_closure)) {
      const auto callee = results.value_res.find(ast[c->callee].id);
      return {e.span, callee == results.value_res.end() ? DefId() : callee->second.res.def};
    }
    if (const auto* m = std::get_if<syntax::ExprMethodCall>(&e.kind);
        m != nullptr && std::any_of(m->args.begin(), m->args.end(), is_closure)) {
      const auto callee = results.method_callees.find(e.id);
      return {m->method.ident.span, callee == results.method_callees.end() ? DefId() : callee->second.def};
    }
  }
  return {Span(), DefId()};
}

void FnCtxt::report_closure_arg_count(const syntax::Expr& expr, const syntax::ExprClosure& c, size_t expected) {
  results.tainted = true;
  if (defined_in_library(owner)) return refuse(expr.span, "internal: closure arity in the library");
  const size_t found = c.params.size();
  auto args = [](size_t n) { return n == 1 ? std::string("1 argument") : std::to_string(n) + " arguments"; };
  const Span demand = closure_demand(expr).first;
  auto d = error(demand.is_dummy() ? c.fn_decl_span : demand, "E0593",
                 "closure is expected to take " + args(expected) + ", but it takes " + args(found));
  if (!demand.is_dummy()) d.label(demand, "expected closure that takes " + args(expected));
  d.label(c.fn_decl_span, "takes " + args(found));
  emit(std::move(d));
}

void FnCtxt::report_closure_arg_mismatch(const syntax::Expr& expr, const syntax::ExprClosure& c, const std::vector<TypeId>& expected,
                                         const std::vector<TypeId>& found) {
  results.tainted = true;
  if (defined_in_library(owner)) return refuse(expr.span, "internal: closure type in the library");
  const auto [demand, callee] = closure_demand(expr);
  auto d = error(demand.is_dummy() ? c.fn_decl_span : demand, "E0631", "type mismatch in closure arguments");
  if (!demand.is_dummy()) d.label(demand, "expected due to this");
  d.label(c.fn_decl_span, "found signature defined here");
  const auto signature = [&](const std::vector<TypeId>& list) {
    std::string text = "fn(";
    for (size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "" : ", ") + str(list[i]);
    return text + ") -> _";
  };
  d.note("expected closure signature `" + signature(expected) + "`\n   found closure signature `" + signature(found) + "`");
  if (callee.valid()) d.span_note(cx.defs[callee].ident_span, "required by a bound in `" + cx.defs.path_str(callee) + "`");
  emit(std::move(d));
}

// Several arguments of other types than the parameters'.
void FnCtxt::report_args_mismatch(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, const std::vector<size_t>& wrong,
                                  const std::vector<ExprId>& args, const std::vector<TypeId>& found, DefId fn_def) {
  results.tainted = true;
  if (defined_in_library(owner)) return refuse(call.span, "internal: mismatched types in the library");
  auto d = error(fn_span, "E0308", "arguments to this " + callee_info(*this, fn_def, call).kind + " are incorrect");
  for (size_t i : wrong) d.label(span_of(args[i]), mismatch_label(formal[i], found[i]));
  label_fn_like(d, fn_def, wrong);
  if (wrong.size() == 2 && can_coerce(icx.resolve(found[wrong[0]]), icx.resolve(formal[wrong[1]])) &&
      can_coerce(icx.resolve(found[wrong[1]]), icx.resolve(formal[wrong[0]]))) {
    const Span first = span_of(args[wrong[0]]), second = span_of(args[wrong[1]]);
    d.suggest_multipart("swap these arguments",
                        {{first, std::string(cx.sources.snippet(second))}, {second, std::string(cx.sources.snippet(first))}},
                        Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  }
  emit(std::move(d));
}

}  // namespace borrowlab::typeck::check
