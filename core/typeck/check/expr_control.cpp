// Blocks, statements and control flow. After rustc_hir_typeck::{expr, _match, fn_ctxt::checks}.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

TypeId FnCtxt::check_block_expr(const syntax::Expr& expr, const syntax::ExprBlock& b, Expectation expected) {
  const TypeId ty = check_block(b.block, expected, nullptr, b.label ? expr.id : NodeId());
  if (exact_.count(ast[b.block].id.index) != 0) exact_.insert(expr.id.index);
  return ty;
}

TypeId FnCtxt::check_block(BlockId id, Expectation expected, const Breakable*, NodeId label_target) {
  const syntax::Block& block = ast[id];
  const TypeId coerce_to = coercion_target(block.span, expected);
  CoerceMany many(coerce_to);
  if (label_target.valid()) breakables.push_back({label_target, &many, false, true});
  const Diverges before = diverges;
  for (const syntax::Stmt& s : block.stmts) check_stmt(s);
  if (block.tail.valid()) {
    const TypeId ty = check_expr(block.tail, expected);
    coerce_many(many, site(block.tail), ty, block_tail_origin(id));
  } else if (!diverges.always) {
    coerce_many_unit(many, block.span, block_tail_origin(id), false,
                     [&](diagnostics::Diagnostic& d) { annotate_missing_tail(d, id, icx.resolve(many.merged_ty())); });
  }
  if (label_target.valid()) {
    if (breakables.back().may_break) diverges = before;
    breakables.pop_back();
  }
  if (is_error(many.merged_ty())) return err();
  note_exact(many, expected, block.id);
  const TypeId ty = complete(many);
  write_ty(block.id, ty);
  return ty;
}

void FnCtxt::check_stmt(const syntax::Stmt& stmt) {
  if (std::holds_alternative<syntax::StmtItem>(stmt.kind)) return;
  warn_if_unreachable(stmt.span, "statement");
  const Diverges old = diverges;
  diverges = {};
  if (const auto* let = std::get_if<syntax::StmtLet>(&stmt.kind)) {
    check_let(stmt, *let);
  } else {
    const auto& e = std::get<syntax::StmtExpr>(stmt.kind);
    if (e.semi) {
      check_expr(e.expr);
    } else {
      CoerceOrigin origin;
      origin.kind = ObligationKind::misc;
      origin.statement = true;
      check_expr_has_type_or_error(e.expr, store.unit, origin);
    }
  }
  diverges = diverges | old;
}

namespace {
// Whether the pattern binds by `ref`, and mutably: then the initializer's type must be exact.
std::optional<Mutability> explicit_ref_binding(const FnCtxt& f, PatId p) {
  std::optional<Mutability> out;
  auto merge = [&](std::optional<Mutability> m) {
    if (m && (!out || *m == Mutability::mut)) out = m;
  };
  const auto& kind = f.ast[p].kind;
  auto visit_all = [&](const std::vector<PatId>& list) {
    for (PatId x : list) merge(explicit_ref_binding(f, x));
  };
  if (const auto* i = std::get_if<syntax::PatIdent>(&kind)) {
    if (i->by_ref) merge(i->ref_mut);
    if (i->sub.valid()) merge(explicit_ref_binding(f, i->sub));
  } else if (const auto* s = std::get_if<syntax::PatStruct>(&kind)) {
    for (const auto& field : s->fields) merge(explicit_ref_binding(f, field.pat));
  } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&kind)) {
    visit_all(t->elems);
  } else if (const auto* t2 = std::get_if<syntax::PatTuple>(&kind)) {
    visit_all(t2->elems);
  } else if (const auto* s2 = std::get_if<syntax::PatSlice>(&kind)) {
    visit_all(s2->elems);
  } else if (const auto* o = std::get_if<syntax::PatOr>(&kind)) {
    visit_all(o->alternatives);
  } else if (const auto* r = std::get_if<syntax::PatRef>(&kind)) {
    merge(explicit_ref_binding(f, r->pat));
  }
  return out;
}
}  // namespace

void FnCtxt::declare_local(NodeId binding, Span, TypeId ty) { write_ty(binding, ty); }

void FnCtxt::declare_locals(PatId p) {
  const syntax::Pat& pat = ast[p];
  auto visit_all = [&](const std::vector<PatId>& list) {
    for (PatId x : list) declare_locals(x);
  };
  if (const auto* i = std::get_if<syntax::PatIdent>(&pat.kind)) {
    const bool is_path = pat.id.index < res.binding_is_path.size() && res.binding_is_path[pat.id.index];
    if (!is_path && canonical_binding(pat.id) == pat.id) {
      const TypeId ty = icx.next_ty_var(pat.span);
      declare_local(pat.id, pat.span, ty);
      if (!(p == param_pat)) require_sized(pat.span, ty, ObligationKind::sized_local);
      thir::VarInfo info;
      info.name = i->ident.name;
      info.mut = i->mut;
      info.span = pat.span;
      results.vars[pat.id] = info;
      var_body[pat.id] = body_def;
    }
    if (i->sub.valid()) declare_locals(i->sub);
  } else if (const auto* s = std::get_if<syntax::PatStruct>(&pat.kind)) {
    for (const auto& field : s->fields) declare_locals(field.pat);
  } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&pat.kind)) {
    visit_all(t->elems);
  } else if (const auto* t2 = std::get_if<syntax::PatTuple>(&pat.kind)) {
    visit_all(t2->elems);
  } else if (const auto* s2 = std::get_if<syntax::PatSlice>(&pat.kind)) {
    visit_all(s2->elems);
  } else if (const auto* o = std::get_if<syntax::PatOr>(&pat.kind)) {
    visit_all(o->alternatives);
  } else if (const auto* r = std::get_if<syntax::PatRef>(&pat.kind)) {
    declare_locals(r->pat);
  }
}

TypeId FnCtxt::check_let_init(PatId pat, ExprId init, TypeId local, bool, TyId written) {
  if (auto m = explicit_ref_binding(*this, pat)) {
    const TypeId ty = check_expr_with_needs(init, *m == Mutability::mut ? Needs::mut_place : Needs::none, Expectation::has_type(local));
    if (*m == Mutability::mut) {
      demand_eq(span_of(init), local, ty);
      return ty;
    }
    return demand_coerce(site(init), ty, local, TwoPhase::no, {});
  }
  CoerceOrigin origin;
  if (written.valid()) {
    origin.because = ast[written].span;
    origin.because_type = true;
  }
  return check_expr_coercible_to_type(init, local, origin);
}

void FnCtxt::check_let(const syntax::Stmt&, const syntax::StmtLet& let) {
  TypeId ty;
  if (let.ty.valid()) {
    ty = lower(let.ty);
    results.user_types[let.id] = user_type(ty, ast[let.ty].span);
  } else {
    ty = icx.next_ty_var(ast[let.pat].span);
  }
  write_ty(let.id, ty);
  declare_locals(let.pat);
  let_origins[ast[let.pat].id] = {let.ty, let.init};
  if (let.init.valid()) {
    const TypeId init = check_let_init(let.pat, let.init, ty, let.ty.valid(), let.ty);
    if (is_error(init)) {
      eq(ast[let.pat].span, ty, store.error);
      if (!let.ty.valid()) ty = store.error;
    }
  }
  const Span origin = let.ty.valid() ? ast[let.ty].span : let.init.valid() ? span_of(let.init) : Span();
  check_pat_top(let.pat, ty, origin, let.ty.valid(), let.init);
  if (let.els.valid()) {
    const Diverges before = diverges;
    diverges = {};
    const TypeId els = check_block(let.els, Expectation::none());
    if (!is_never(icx.shallow_resolve(els)) && !diverges.always) {
      auto d = error(ast[let.els].span, "E0308", "`else` clause of `let...else` does not diverge");
      d.label(ast[let.els].span, "expected `!`, found " + sort_string(els));
      d.note("  expected type `!`\nfound " + expected_found_kind(els) + " `" + str(els) + "`");
      d.help("try adding a diverging expression, such as `return` or `panic!(..)`");
      d.help("...or use `match` instead of `let...else`");
      emit(std::move(d));
    }
    diverges = before;
  }
}

TypeId FnCtxt::check_if(const syntax::Expr& expr, const syntax::ExprIf& i, Expectation original) {
  CoerceOrigin cond_origin;
  cond_origin.condition = true;
  check_expr_has_type_or_error(i.cond, store.bool_, cond_origin);
  warn_if_unreachable(ast[i.then].span, "block in `if` or `while` expression");
  const Diverges cond_diverges = diverges;
  diverges = {};
  const Expectation expected = adjust_for_branches(original);
  const TypeId then_ty = check_block(i.then, expected);
  const Diverges then_diverges = diverges;
  diverges = {};
  CoerceMany many(coercion_target(expr.span, expected));
  CoerceOrigin origin;
  origin.kind = ObligationKind::if_else;
  coerce_many(many, site(i.then), then_ty, origin);
  if (i.else_.valid()) {
    const TypeId else_ty = check_expr(i.else_, expected);
    const Diverges else_diverges = diverges;
    origin.because = ast[i.then].tail.valid() ? span_of(ast[i.then].tail) : ast[i.then].span;
    origin.outer = expr.span;
    coerce_many(many, site(i.else_), else_ty, origin);
    diverges = cond_diverges | (then_diverges & else_diverges);
  } else {
    if (!is_error(then_ty)) {
      CoerceOrigin no_else = origin;
      coerce_many_unit(many, expr.span, no_else, true, [&](diagnostics::Diagnostic& d) { annotate_if_without_else(d, expr, i, then_ty); });
    }
    diverges = cond_diverges;
  }
  note_exact(many, expected, expr.id);
  return is_error(many.merged_ty()) ? err() : complete(many);
}

TypeId FnCtxt::check_let_expr(const syntax::Expr&, const syntax::ExprLet& l) {
  declare_locals(l.pat);
  const TypeId local = icx.next_ty_var(ast[l.pat].span);
  check_let_init(l.pat, l.scrutinee, local, false, {});
  check_pat_top(l.pat, local, span_of(l.scrutinee), false, l.scrutinee);
  return store.bool_;
}

TypeId FnCtxt::check_match(ExprId, const syntax::Expr& expr, const syntax::ExprMatch& m, Expectation original) {
  std::optional<Mutability> refs;
  for (const auto& arm : m.arms)
    if (auto r = explicit_ref_binding(*this, arm.pat); r && (!refs || *r == Mutability::mut)) refs = r;
  TypeId scrutinee;
  if (refs) {
    scrutinee = check_expr_with_needs(m.scrutinee, *refs == Mutability::mut ? Needs::mut_place : Needs::none);
  } else if (m.arms.empty()) {
    scrutinee = check_expr(m.scrutinee);
  } else {
    scrutinee = icx.next_ty_var(span_of(m.scrutinee));
    check_expr_has_type_or_error(m.scrutinee, scrutinee);
  }
  if (m.arms.empty()) {
    diverges = diverges | Diverges{true, expr.span};
    return store.never;
  }
  for (const auto& arm : m.arms) warn_if_unreachable(span_of(arm.body), "arm");
  const Diverges scrutinee_diverges = diverges;
  diverges = {};
  for (const auto& arm : m.arms) {
    declare_locals(arm.pat);
    check_pat_top(arm.pat, scrutinee, span_of(m.scrutinee), false, m.scrutinee);
  }
  // A `for` loop is of type `()` whatever is wanted of it.
  const bool is_for = m.source == syntax::MatchSource::for_loop;
  const Expectation expected = is_for ? Expectation::none() : adjust_for_branches(original);
  // A match in statement position may have arms of any one type: `()` is not coerced to.
  const TypeId want = only_has_type(expected);
  CoerceMany many(want.valid() && want != store.unit ? want : icx.next_ty_var(expr.span));
  Diverges all_diverge{true, {}, true};
  Span previous;
  size_t index = 0;
  for (const auto& arm : m.arms) {
    diverges = {};
    if (arm.guard.valid()) {
      CoerceOrigin guard_origin;
      guard_origin.condition = true;
      check_expr_has_type_or_error(arm.guard, store.bool_, guard_origin);
      diverges = {};
    }
    const TypeId ty = check_expr(arm.body, expected);
    all_diverge = all_diverge & diverges;
    CoerceOrigin origin;
    origin.kind = m.source == syntax::MatchSource::try_ ? ObligationKind::question_mark : ObligationKind::match_arm;
    origin.because = previous;
    origin.outer = expr.span;
    origin.match_scrutinee = span_of(m.scrutinee);
    origin.prior_arms = prior_arm_spans(m, index);
    coerce_many(many, site(arm.body), ty, origin);
    if (!is_never(icx.shallow_resolve(ty))) previous = arm_value_span(arm.body);
    ++index;
  }
  note_exact(many, expected, expr.id);
  if (all_diverge.always && !all_diverge.warned && m.source == syntax::MatchSource::normal)
    all_diverge = {true, expr.span, false, "any code following this `match` expression is unreachable, as all arms diverge"};
  diverges = scrutinee_diverges | all_diverge;
  return is_error(many.merged_ty()) ? err() : complete(many);
}

std::optional<Breakable*> FnCtxt::find_breakable(NodeId target) {
  for (size_t i = breakables.size(); i-- > 0;)
    if (breakables[i].target == target) return &breakables[i];
  return std::nullopt;
}

TypeId FnCtxt::check_loop(const syntax::Expr& expr, const syntax::ExprLoop& l, Expectation expected) {
  CoerceMany many(l.source == syntax::LoopSource::loop ? coercion_target(ast[l.body].span, expected) : TypeId());
  const bool has_value = l.source == syntax::LoopSource::loop;
  breakables.push_back({expr.id, has_value ? &many : nullptr, false, false});
  const TypeId body = check_block(l.body, Expectation::has_type(store.unit));
  eq(ast[l.body].span, body, store.unit);
  const bool may_break = breakables.back().may_break;
  breakables.pop_back();
  if (may_break) diverges = {};
  else diverges = diverges | Diverges{true, expr.span};
  if (!has_value) return store.unit;
  note_exact(many, expected, expr.id);
  return is_error(many.merged_ty()) && many.merged.valid() ? err() : complete(many);
}

TypeId FnCtxt::check_break(const syntax::Expr& expr, const syntax::ExprBreak& b) {
  const NodeId target = b.target.valid() ? b.target : expr.id.index < res.label_target.size() ? res.label_target[expr.id.index] : NodeId();
  auto found = target.valid() ? find_breakable(target) : std::nullopt;
  if (!found) {
    if (b.value.valid()) check_expr(b.value);
    results.tainted = true;
    if (!sink.has_errors()) {
      if (breakables.empty() && ret_coercion != nullptr && cx.defs[body_def].kind == DefKind::closure)
        emit(error(expr.span, "E0267", "`break` inside of a closure").label(expr.span, "cannot `break` inside of a closure"));
      else
        emit(error(expr.span, "E0268", "`break` outside of a loop or labeled block")
                 .label(expr.span, "cannot `break` outside of a loop or labeled block"));
    }
    return store.never;
  }
  const size_t index = static_cast<size_t>(*found - breakables.data());
  CoerceMany* many = breakables[index].coerce;
  if (many == nullptr) {
    if (b.value.valid()) {
      check_expr(b.value);
      emit(error(expr.span, "E0571", "`break` with value from a `while` loop")
               .label(expr.span, "can only break with a value inside `loop` or breakable block"));
    }
  } else if (b.value.valid()) {
    const TypeId want = icx.resolve(many->expected);
    const TypeId ty = check_expr(b.value, Expectation::has_type(want));
    CoerceOrigin origin;
    origin.kind = ObligationKind::loop_value;
    coerce_many(*many, site(b.value), ty, origin);
  } else {
    coerce_many_unit(*many, expr.span, {}, true, [&](diagnostics::Diagnostic& d) {
      if (many->merged_ty().valid()) d.label(expr.span, "expected `" + str(many->merged_ty()) + "`, found `()`");
    });
  }
  if (!diverges.always) breakables[index].may_break = true;
  return store.never;
}

TypeId FnCtxt::check_continue(const syntax::Expr& expr, const syntax::ExprContinue& c) {
  const NodeId target = c.target.valid() ? c.target : expr.id.index < res.label_target.size() ? res.label_target[expr.id.index] : NodeId();
  if (!target.valid() || !find_breakable(target)) {
    results.tainted = true;
    if (!sink.has_errors()) {
      const bool closure = cx.defs[body_def].kind == DefKind::closure && breakables.empty();
      if (closure)
        emit(error(expr.span, "E0267", "`continue` inside of a closure").label(expr.span, "cannot `continue` inside of a closure"));
      else emit(error(expr.span, "E0268", "`continue` outside of a loop").label(expr.span, "cannot `continue` outside of a loop"));
    }
  }
  return store.never;
}

TypeId FnCtxt::check_return(const syntax::Expr& expr, const syntax::ExprReturn& r) {
  if (ret_coercion == nullptr) {
    if (r.value.valid()) check_expr(r.value);
    emit(error(expr.span, "E0572", "return statement outside of function body"));
    return store.never;
  }
  CoerceOrigin origin;
  origin.kind = ObligationKind::return_value;
  origin.because = ret_span;
  if (r.value.valid()) {
    const TypeId ty = check_expr(r.value, Expectation::has_type(icx.resolve(ret_coercion->expected)));
    coerce_many(*ret_coercion, site(r.value), ty, origin);
  } else {
    const TypeId want = ret_coercion->merged_ty();
    if (!is_error(want) && eq_or(expr.span, want, store.unit)) {
      auto d = error(expr.span, "E0069", "`return;` in a function whose return type is not `()`");
      d.label(expr.span, "return type is not `()`");
      if (ret_span.hi > ret_span.lo) d.label(ret_span, "expected `" + str(want) + "` because of this return type");
      emit(std::move(d));
      ret_coercion->merged = store.error;
    } else if (!is_error(want)) {
      ret_coercion->merged = store.unit;
    }
  }
  return store.never;
}

TypeId FnCtxt::check_const_block(const syntax::Expr&, const syntax::ExprConstBlock& c, Expectation expected) {
  // Its own body, but inferred together with the fn around it.
  CoerceMany* const old_ret = ret_coercion;
  std::vector<Breakable> old_breakables;
  std::swap(old_breakables, breakables);
  const Diverges old = diverges;
  ret_coercion = nullptr;
  const DefId def = res.def_of[c.body.id.index];
  inline_consts.push_back({def, c.body.value});
  const TypeId ty = check_expr(c.body.value, expected);
  ret_coercion = old_ret;
  std::swap(old_breakables, breakables);
  diverges = old;
  return ty;
}

}  // namespace borrowlab::typeck::check
