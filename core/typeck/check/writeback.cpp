// The end of checking a body: fallbacks for literals and diverging code, casts, captures, the last obligations; then every type must
// be known. After rustc_hir_typeck::{fallback, writeback}.
#include "typeck/check/fn_ctxt.h"
#include "typeck/check/region.h"

namespace borrowlab::typeck::check {

void FnCtxt::fallback() {
  select_where_possible();
  for (TypeId t : int_vars)
    if (const auto* i = as<types::Infer>(t); i != nullptr && i->kind == types::Infer::Kind::int_) eq({}, t, store.i32);
  for (TypeId t : float_vars)
    if (const auto* i = as<types::Infer>(t); i != nullptr && i->kind == types::Infer::Kind::float_) eq({}, t, store.f64);
  // Of diverging code: `!` from 2024 on, () before.
  for (TypeId t : diverging_vars)
    if (is_ty_var(t)) eq({}, t, edition >= source::Edition::e2024 ? store.never : store.unit);
  select_where_possible();
}

// Operators of scalars become built in, once types are known.
void FnCtxt::fix_scalar_operators() {
  for (auto it = results.method_callees.begin(); it != results.method_callees.end();) {
    const NodeId node = it->first;
    auto e = operator_exprs.find(node);
    bool erase = false;
    if (e != operator_exprs.end()) {
      const syntax::Expr& expr = ast[e->second];
      auto scalar = [&](ExprId x) { return is_scalar(*this, expr_ty(x)); };
      auto pop = [&](ExprId x) {
        auto adj = results.adjustments.find(ast[x].id);
        if (adj != results.adjustments.end() && !adj->second.empty() && adj->second.back().kind == Adjustment::Kind::borrow)
          adj->second.pop_back();
      };
      if (const auto* u = std::get_if<syntax::ExprUnary>(&expr.kind)) {
        erase = u->op != syntax::UnOp::deref && is_builtin_unop(expr_ty(u->operand), u->op);
      } else if (const auto* b = std::get_if<syntax::ExprBinary>(&expr.kind)) {
        if (scalar(b->lhs) && scalar(b->rhs) && is_builtin_binop(expr_ty(b->lhs), expr_ty(b->rhs), b->op)) {
          erase = true;
          const bool by_ref = b->op >= BinOp::eq;
          if (by_ref) pop(b->lhs), pop(b->rhs);
        }
      } else if (const auto* a = std::get_if<syntax::ExprAssignOp>(&expr.kind)) {
        if (scalar(a->place) && scalar(a->value) && is_builtin_binop(expr_ty(a->place), expr_ty(a->value), a->op)) {
          erase = true;
          pop(a->place);
        }
      }
    }
    if (erase) it = results.method_callees.erase(it);
    else ++it;
  }
}

void FnCtxt::finish() {
  select_where_possible();
  fallback();
  check_deferred_casts();
  select_where_possible();
  if (!results.tainted) analyze_closures();
  auto errors = fulfill.select_all_or_error(icx);
  sort_ambiguities(errors);
  if (!errors.empty()) report_fulfillment(errors);
  fix_scalar_operators();
  record_opaque_types();
}

void FnCtxt::record_opaque_types() {
  for (const auto& d : icx.opaque_types) {
    if (cx.items.type_of.count(d.opaque) != 0) continue;
    TypeId hidden = icx.resolve(d.hidden);
    if ((store.flags(hidden) & types::has_infer) != 0) {
      if (!results.tainted) report_ambiguous_type(d.span, hidden);
      hidden = store.error;
    }
    if (const auto* alias = as<types::Alias>(hidden); alias != nullptr && alias->def == d.opaque) continue;  // nothing is said of it
    bool holds_itself = false;
    types::walk_types(store, hidden, [&](GenericArg a) {
      const auto* alias = a.is_type() ? as<types::Alias>(a.type()) : nullptr;
      holds_itself |= alias != nullptr && alias->kind == types::AliasKind::opaque && alias->def == d.opaque;
      return true;
    });
    if (holds_itself) {
      emit(error(cx.defs[d.opaque].span, "E0720", "cannot resolve opaque type"));
      hidden = store.error;
    }
    // The opaque's own parameters are the fn's, at the same indices.
    cx.items.type_of[d.opaque] = types::erase_regions(store, hidden);
  }
  for (DefId opaque : icx.defining_opaques)
    if (cx.items.type_of.count(opaque) == 0) {
      // Never defined (the body diverges, or was in error).
      if (!results.tainted) refuse(cx.defs[owner].ident_span, "a function that never returns its `impl Trait`");
      cx.items.type_of[opaque] = store.error;
    }
}

TypeId FnCtxt::final_ty(TypeId t, Span span) {
  TypeId r = icx.resolve(t);
  if ((store.flags(r) & types::has_non_region_infer) != 0) {
    if (!results.tainted) report_ambiguous_type(span, r);
    results.tainted = true;
    return store.error;
  }
  if ((store.flags(r) & types::has_error) != 0) results.tainted = true;
  return types::erase_regions(store, r);
}

ArgsId FnCtxt::final_args(ArgsId a, Span span) {
  ArgsId r = icx.resolve(a);
  if ((store.flags(r) & types::has_non_region_infer) != 0) {
    if (!results.tainted) {
      for (GenericArg x : store[r])
        if ((store.flags(x) & types::has_non_region_infer) != 0) {
          if (x.is_type()) report_ambiguous_type(span, x.type());
          else report_ambiguous_const(span, x.konst());
          break;
        }
    }
    results.tainted = true;
  }
  return types::erase_regions(store, r);
}

}  // namespace borrowlab::typeck::check
