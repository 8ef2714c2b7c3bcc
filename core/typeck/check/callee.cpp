// Calls: what is called (fn items and pointers, closures, Fn-trait values behind derefs), and the arguments. After
// rustc_hir_typeck::{callee, fn_ctxt::checks}.
#include <algorithm>

#include "support/sort.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
// Variables made while an expectation was tried out do not outlive the trial: replace them by new ones.
struct Fudge : types::Folder {
  FnCtxt& fcx;
  size_t first;
  std::unordered_map<uint32_t, TypeId> fresh;
  Fudge(FnCtxt& f, size_t n) : Folder(f.store), fcx(f), first(n) {}
  using Folder::fold;
  TypeId fold(TypeId t) override {
    if (const auto* i = store.get<types::Infer>(t); i != nullptr && i->kind == types::Infer::Kind::ty && i->vid >= first) {
      TypeId& n = fresh[i->vid];
      if (!n.valid()) n = fcx.icx.next_ty_var({});
      return n;
    }
    return super_fold(t);
  }
};
}  // namespace

std::vector<TypeId> FnCtxt::expected_inputs(Span span, Expectation expected, TypeId formal_ret, std::span<const TypeId> formal) {
  const TypeId want = only_has_type(expected);
  if (!want.valid()) return {};
  const TypeId ret = icx.resolve(formal_ret);
  if (is_ty_var(want)) return {};
  // An opaque type says nothing about the arguments.
  if (const auto* a = as<types::Alias>(ret); a != nullptr) return {};
  const size_t vars = icx.type_var_count();
  std::vector<TypeId> out;
  const bool ok = icx.probe([&] {
    std::vector<Obligation> os;
    if (icx.sub(cause(span), env, ret, want, os)) return false;
    // What is wanted may be an unknown of its own (`_`): it says nothing, and what is known of the formal type's is not known of it.
    for (TypeId t : formal) {
      const TypeId known = icx.resolve(t);
      out.push_back(is_ty_var(known) ? t : known);
    }
    return true;
  });
  if (!ok) return {};
  Fudge fudge(*this, vars);
  for (TypeId& t : out)
    if ((store.flags(t) & types::has_infer) != 0) t = fudge.fold(t);
  return out;
}

void FnCtxt::check_argument_types(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal_in,
                                  const std::vector<TypeId>& expected_in, const std::vector<ExprId>& args, bool tuple_arguments,
                                  DefId fn_def) {
  std::vector<TypeId> formal(formal_in.begin(), formal_in.end());
  std::vector<TypeId> expected(expected_in);
  if (tuple_arguments && formal.size() == 1) {
    // `Fn(A, B)`: the one argument is a tuple of what is written.
    const TypeId t = try_structurally_resolve(formal[0]);
    if (const auto* tuple = as<types::Tuple>(t)) {
      formal.assign(store[tuple->elems].begin(), store[tuple->elems].end());
    } else {
      formal.clear();
      for (size_t i = 0; i < args.size(); ++i) formal.push_back(icx.next_ty_var(span_of(args[i])));
      eq(call.span, t, store.tuple(formal));
    }
    if (expected.size() == 1)
      if (const auto* tuple = as<types::Tuple>(expected[0])) expected.assign(store[tuple->elems].begin(), store[tuple->elems].end());
  }
  if (formal.size() != args.size()) {
    for (ExprId a : args) check_expr(a);
    report_arg_count(call, fn_span, formal, args, fn_def);
    return;
  }
  if (expected.size() != formal.size()) expected = formal;
  for (TypeId t : formal) register_wf(call.span, t);
  bool failed = false;
  std::vector<size_t> wrong;
  std::vector<TypeId> found(args.size());
  TypeMismatch first{};  // of the first wrong argument
  // Closures last: what the other arguments fix tells their parameters' types.
  for (bool closures : {false, true}) {
    if (closures) select_where_possible();
    for (size_t i = 0; i < args.size(); ++i) {
      const bool is_closure = std::holds_alternative<syntax::ExprClosure>(ast[args[i]].kind);
      if (is_closure != closures) continue;
      const TypeId want = icx.resolve(expected[i]);
      const Expectation e = rvalue_hint(want);
      const TypeId checked = check_expr(args[i], e);
      const TypeId target = e.kind == Expectation::Kind::has_type ? e.ty : formal[i];
      TypeMismatch m{};
      auto coerced = try_coerce(site(args[i]), checked, target, TwoPhase::yes, &m);
      if (!coerced && target != formal[i]) coerced = try_coerce(site(args[i]), checked, formal[i], TwoPhase::yes, &m);
      if (coerced) {
        std::vector<Obligation> os;
        if (!icx.sub(cause(span_of(args[i]), ObligationKind::call_argument), env, target, formal[i], os)) add_all(std::move(os));
        continue;
      }
      found[i] = checked;
      failed = true;
      if (is_error(checked) || is_error(formal[i])) continue;
      if (wrong.empty()) first = m;
      wrong.push_back(i);
    }
  }
  if (failed) results.tainted = true;
  if (wrong.empty()) return;
  sort(wrong);
  const size_t i = wrong[0];
  if (wrong.size() == 1)
    report_arg_mismatch(call, fn_span, formal, i, args[i], formal[i], found[i], fn_def,
                        first.expected.valid() ? std::optional(first) : std::nullopt);
  else report_args_mismatch(call, fn_span, formal, wrong, args, found, fn_def);
}

TypeId FnCtxt::check_call(const syntax::Expr& expr, const syntax::ExprCall& c, Expectation expected) {
  const TypeId callee = check_expr(c.callee);
  const TypeId callee_ty = structurally_resolve(span_of(c.callee), callee);
  if (is_error(callee_ty)) {
    for (ExprId a : c.args) check_expr(a);
    return err();
  }
  TypeId result;
  bool called = false;
  std::optional<MethodCallee> overloaded;
  autoderef(span_of(c.callee), callee_ty, false, [&](TypeId ty, const std::vector<AutoderefStep>& steps) {
    if (const auto* f = store.get<types::FnDef>(ty)) {
      const FnSig sig = normalize(expr.span, icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, f->def, f->args)));
      apply_adjustments(c.callee, adjust_steps(span_of(c.callee), steps, ty));
      result = confirm_builtin_call(expr, c, ty, sig, f->def, expected);
      return called = true;
    }
    if (const auto* f = store.get<types::FnPtr>(ty)) {
      const FnSig sig = normalize(expr.span, icx.instantiate_binder_with_fresh_vars(f->sig));
      apply_adjustments(c.callee, adjust_steps(span_of(c.callee), steps, ty));
      result = confirm_builtin_call(expr, c, ty, sig, {}, expected);
      return called = true;
    }
    if (const auto* cl = store.get<types::Closure>(ty)) {
      // While its kind is unknown, which of Fn, FnMut, FnOnce is called is left open.
      auto parts = store.closure_parts(cl->args);
      if (is_ty_var(parts.kind)) {
        types::BoundVarsId vars;
        const FnSig tupled = closure_tupled_sig(cl->args, &vars);
        const FnSig sig = icx.instantiate_binder_with_fresh_vars(types::PolyFnSig{tupled, vars});
        deferred_calls.push_back({c.callee, ty, sig, adjust_steps(span_of(c.callee), steps, ty), cl->def, expr.id, expr.span});
        const auto inputs = store.inputs(sig);
        auto exp = expected_inputs(expr.span, expected, store.output(sig), inputs);
        check_argument_types(expr, span_of(c.callee), inputs, exp, c.args, true, cl->def);
        result = store.output(sig);
        return called = true;
      }
    }
    if (is_ty_var(ty)) return false;
    // `f()` with f: &mut F calls F, through the reference: `&mut F: FnMut` would want f itself mutable.
    if (store.get<types::Ref>(ty) != nullptr && steps.empty()) return false;
    std::vector<Adjustment> autoref;
    if (auto callee_method = try_overloaded_call_traits(expr, c.callee, ty, true, static_cast<uint32_t>(c.args.size()), &autoref)) {
      auto adj = adjust_steps(span_of(c.callee), steps, ty);
      adj.insert(adj.end(), autoref.begin(), autoref.end());
      apply_adjustments(c.callee, std::move(adj));
      overloaded = callee_method;
      return called = true;
    }
    return false;
  });
  if (!called) {
    report_not_callable(expr, c, callee_ty);
    for (ExprId a : c.args) check_expr(a);
    return err();
  }
  if (overloaded) {
    results.method_callees[expr.id] = *overloaded;
    bool mut_self = false;
    if (const auto* r = as<types::Ref>(store.inputs(overloaded->sig)[0]))
      mut_self = r->mut == Mutability::mut && !adjustments_of(c.callee).empty() &&
                 adjustments_of(c.callee).back().kind == Adjustment::Kind::borrow;
    if (mut_self) convert_place_derefs_to_mutable(c.callee);
    const auto inputs = store.inputs(overloaded->sig);
    const TypeId output = store.output(overloaded->sig);
    auto exp = expected_inputs(expr.span, expected, output, inputs.subspan(1));
    check_argument_types(expr, span_of(c.callee), inputs.subspan(1), exp, c.args, true, overloaded->def);
    result = output;
  }
  require_sized(expr.span, result, ObligationKind::sized_return);
  return result;
}

std::optional<MethodCallee> FnCtxt::try_overloaded_call_traits(const syntax::Expr& call, ExprId, TypeId ty, bool, uint32_t arity,
                                                               std::vector<Adjustment>* autoref) {
  struct Option {
    const char* trait;
    const char* method;
    bool borrow;
  };
  static constexpr Option options[] = {{"fn", "call", true}, {"fn_mut", "call_mut", true}, {"fn_once", "call_once", false}};
  for (const Option& o : options) {
    const DefId trait = cx.lang(o.trait);
    if (!trait.valid()) continue;
    std::vector<TypeId> elems;
    for (uint32_t i = 0; i < arity; ++i) elems.push_back(icx.next_ty_var(call.span));
    const TypeId others[] = {store.tuple(elems)};
    auto callee = lookup_method_in_trait(call.span, Symbol::intern(o.method), trait, ty, others);
    if (!callee) {
      // Perhaps with another number of arguments: found all the same, the count is reported.
      const TypeId any[] = {icx.next_ty_var(call.span)};
      callee = lookup_method_in_trait(call.span, Symbol::intern(o.method), trait, ty, any);
      if (!callee) continue;
    }
    if (o.borrow) {
      if (const auto* r = as<types::Ref>(store.inputs(callee->sig)[0])) {
        Adjustment a;
        a.kind = Adjustment::Kind::borrow;
        a.mut = r->mut;
        a.target = store.inputs(callee->sig)[0];
        // The callee and its arguments share one evaluation: a call through FnMut is not a two-phase borrow.
        autoref->push_back(a);
      }
    }
    return callee;
  }
  return std::nullopt;
}

TypeId FnCtxt::confirm_builtin_call(const syntax::Expr& expr, const syntax::ExprCall& c, TypeId, const FnSig& sig, DefId def,
                                    Expectation expected) {
  const auto inputs = store.inputs(sig);
  const TypeId output = store.output(sig);
  auto exp = expected_inputs(expr.span, expected, output, inputs);
  check_argument_types(expr, span_of(c.callee), inputs, exp, c.args, false, def);
  return output;
}

void FnCtxt::resolve_deferred_calls(DefId closure, ClosureKind k) {
  for (DeferredCall& d : deferred_calls) {
    if (d.closure != closure) continue;
    const char* trait = k == ClosureKind::fn ? "fn" : k == ClosureKind::fn_mut ? "fn_mut" : "fn_once";
    const char* method = k == ClosureKind::fn ? "call" : k == ClosureKind::fn_mut ? "call_mut" : "call_once";
    MethodCallee callee;
    callee.def = types::assoc_item(cx, cx.lang(trait), Symbol::intern(method), types::AssocItem::Kind::fn);
    if (!callee.def.valid()) {
      refuse(d.span, "calls of closures (the library has no Fn traits)");
      return;
    }
    callee.args = store.args({GenericArg(d.callee_ty), GenericArg(store.inputs(d.sig)[0])});
    callee.sig = normalize(d.span, icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, callee.def, callee.args)));
    auto adj = d.adjustments;
    if (k != ClosureKind::fn_once) {
      Adjustment a;
      a.kind = Adjustment::Kind::borrow;
      a.mut = k == ClosureKind::fn_mut ? Mutability::mut : Mutability::not_;
      a.target = store.inputs(callee.sig)[0];
      adj.push_back(a);
    }
    apply_adjustments(d.callee, adj);
    if (k == ClosureKind::fn_mut) convert_place_derefs_to_mutable(d.callee);
    eq(d.span, store.output(callee.sig), store.output(d.sig));
    results.method_callees[d.node] = callee;
  }
}

}  // namespace borrowlab::typeck::check
