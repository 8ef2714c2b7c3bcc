// Matches, lets, conditions, and the bindings they make. After rustc_mir_build::builder::matches.
#include "mir/builder/matches.h"

#include <algorithm>

#include "support/function_ref.h"

namespace borrowlab::mir {

RegionScope Builder::guard_scope_of(RegionScope arm_scope) const {
  const thir::ScopeData& arm = thir.scopes[arm_scope];
  for (uint32_t i = 0; i < thir.scopes.size(); ++i) {
    const thir::ScopeData& s = thir.scopes[RegionScope(i)];
    if (s.kind == thir::ScopeData::Kind::match_guard && (s.parent == arm_scope || s.node == arm.node)) return RegionScope(i);
  }
  return {};
}

PlaceBuilder Builder::lower_scrutinee(BasicBlock& block, thir::ExprId scrutinee, Span span) {
  PlaceBuilder builder = as_place_builder(block, scrutinee);
  if (auto place = try_to_place(builder)) cfg.push(block, source_info(span), StPlaceMention{*place});
  return builder;
}

void Builder::match_expr(const Place& destination, BasicBlock& block, const thir::Match& m, Span span) {
  const Span scrutinee_span = expr(m.scrutinee).span;
  const PlaceBuilder scrutinee = lower_scrutinee(block, m.scrutinee, scrutinee_span);
  std::vector<std::pair<thir::PatId, bool>> patterns;
  for (uint32_t arm : m.arms) patterns.emplace_back(thir.arms[arm].pattern, thir.arms[arm].guard.valid());
  BuiltMatchTree tree = lower_match_tree(block, scrutinee_span, scrutinee, span.shrink_to_lo().to(scrutinee_span), patterns, false);
  std::vector<BasicBlock> ends;
  for (size_t i = 0; i < m.arms.size(); ++i) {
    const thir::Arm& arm = thir.arms[m.arms[i]];
    const RegionScope match_scope = local_scope();
    const RegionScope guard_scope = arm.guard ? guard_scope_of(arm.scope) : RegionScope();
    BasicBlock end;
    in_scope(arm.scope, end, [&] {
      in_scope(guard_scope, end, [&] {
        const RegionScope outer_fixed = fixed_temps_scope;
        fixed_temps_scope = guard_scope;
        MatchPlace match_place;
        if (auto place = try_to_place(scrutinee)) match_place = std::pair{std::optional<Place>(*place), scrutinee_span};
        declare_bindings(arm.pattern, arm.guard.valid(), match_place, arm.scope);
        const RegionScope outer_let = let_var_scope;
        if (arm.guard) {
          declare_guard_bindings(arm.guard, guard_scope ? guard_scope : arm.scope);
          let_var_scope = guard_scope ? guard_scope : arm.scope;
        }
        end = bind_pattern(source_info(span), tree.branches[i], tree, scrutinee_span, &arm, match_scope);
        let_var_scope = outer_let;
        fixed_temps_scope = outer_fixed;
        expr_into_dest(destination, end, arm.body);
      });
    });
    ends.push_back(end);
  }
  block = cfg.start_new_block();
  const SourceInfo end_brace = source_info(span.with_lo(span.hi > 0 ? span.hi - 1 : 0));
  for (BasicBlock end : ends) {
    const auto& statements = cfg.blocks[end].statements;
    cfg.go_to(end, statements.empty() ? end_brace : statements.back().source_info, block);
  }
}

BasicBlock Builder::bind_pattern(SourceInfo outer, MatchTreeBranch& branch, const BuiltMatchTree& tree, Span scrutinee_span,
                                 const thir::Arm* arm, RegionScope match_scope) {
  if (branch.sub_branches.size() == 1) return bind_and_guard(branch.sub_branches[0], tree, scrutinee_span, arm, match_scope, true);
  const BasicBlock target = cfg.start_new_block();
  for (size_t i = 0; i < branch.sub_branches.size(); ++i) {
    const bool last = i + 1 == branch.sub_branches.size();
    const BasicBlock end = bind_and_guard(branch.sub_branches[i], tree, scrutinee_span, arm, match_scope, last);
    cfg.go_to(end, outer, target);
  }
  return target;
}

BasicBlock Builder::bind_and_guard(MatchTreeSubBranch& sub, const BuiltMatchTree& tree, Span scrutinee_span, const thir::Arm* arm,
                                   RegionScope match_scope, bool schedule_drops) {
  const BasicBlock block = sub.success_block;
  if (sub.is_never) {
    cfg.terminate(block, source_info(sub.span), TUnreachable{});
    return cfg.start_new_block();
  }
  for (const Ascription& a : sub.ascriptions) push_ascription(block, a.source, *a.ty, types::Variance::covariant);
  if (arm == nullptr || !arm->guard) {
    bind_for_arm_body(block, schedule_drops, sub.bindings, false);
    return block;
  }
  // While the guard runs, bindings are shared references to the matched places: it can neither move nor change them.
  for (const PatBindingRef& b : sub.bindings) {
    const SourceInfo at = source_info(b.span);
    const Local for_guard = storage_live_binding(block, b.var, b.span, ForGuard::ref_within_guard, true);
    if (b.mode == thir::BindingMode::by_value) {
      cfg.push_assign(block, at, Place(for_guard), RvRef{cx.store.re_erased, BorrowKind::shared, b.source});
    } else {
      const Local for_arm = storage_live_binding(block, b.var, b.span, ForGuard::outside_guard, true);
      const BorrowKind kind = b.mode == thir::BindingMode::by_ref_mut ? BorrowKind::mut_default : BorrowKind::shared;
      cfg.push_assign(block, at, Place(for_arm), RvRef{cx.store.re_erased, kind, b.source});
      cfg.push_assign(block, at, Place(for_guard), RvRef{cx.store.re_erased, BorrowKind::shared, Place(for_arm)});
    }
  }
  std::vector<thir::LocalVarId> frame;
  for (const PatBindingRef& b : sub.bindings) frame.push_back(b.var);
  guard_context.push_back(std::move(frame));
  for (const FakeBorrow& f : tree.fake_borrows)
    cfg.push_assign(block, source_info(scrutinee_span), Place(f.temp), RvRef{cx.store.re_erased, f.kind, f.place});
  const Span guard_span = expr(arm->guard).span;
  auto [post_guard, otherwise] = in_if_then_scope(match_scope, guard_span, [&] {
    BasicBlock then = block;
    then_else_break(then, arm->guard, {}, source_info(arm->span), DeclareLetBindings::no);
    return then;
  });
  if (!schedule_drops) clear_scope(arm->scope);
  const SourceInfo guard_end = source_info(end_point(guard_span));
  guard_context.pop_back();
  for (const FakeBorrow& f : tree.fake_borrows) cfg.push_fake_read(post_guard, guard_end, FakeReadCause::for_match_guard, Place(f.temp));
  cfg.go_to(otherwise, source_info(guard_span), sub.otherwise_block);
  for (const PatBindingRef& b : sub.bindings)
    if (b.mode == thir::BindingMode::by_value)
      cfg.push_fake_read(post_guard, guard_end, FakeReadCause::for_guard_binding, Place(var_local(b.var, ForGuard::ref_within_guard)));
  bind_for_arm_body(post_guard, schedule_drops, sub.bindings, true);
  return post_guard;
}

void Builder::bind_for_arm_body(BasicBlock block, bool schedule_drops, const std::vector<PatBindingRef>& bindings, bool by_value_only) {
  for (const PatBindingRef& b : bindings) {
    if (by_value_only && b.mode != thir::BindingMode::by_value) continue;
    const Local local = storage_live_binding(block, b.var, b.span, ForGuard::outside_guard, schedule_drops);
    if (schedule_drops) schedule_drop_for_binding(b.var, ForGuard::outside_guard);
    Rvalue value = RvUse{};
    if (b.mode == thir::BindingMode::by_value) value = RvUse{consume(b.source)};
    else
      value = RvRef{cx.store.re_erased, b.mode == thir::BindingMode::by_ref_mut ? BorrowKind::mut_default : BorrowKind::shared, b.source};
    cfg.push_assign(block, source_info(b.span), Place(local), std::move(value));
  }
}

Local Builder::var_local(thir::LocalVarId var, ForGuard which) {
  const auto it = var_indices.find(var);
  if (it == var_indices.end()) {
    refuse(thir.span, "internal: a variable without a declaration");
    return temp(cx.store.error, thir.span);
  }
  return which == ForGuard::ref_within_guard && it->second.ref_for_guard ? it->second.ref_for_guard : it->second.for_arm_body;
}

bool Builder::is_bound_in_guard(thir::LocalVarId var) const {
  for (const auto& frame : guard_context)
    if (std::find(frame.begin(), frame.end(), var) != frame.end()) return true;
  return false;
}

Local Builder::storage_live_binding(BasicBlock block, thir::LocalVarId var, Span span, ForGuard which, bool schedule) {
  const Local local = var_local(var, which);
  cfg.push(block, source_info(span), StStorageLive{local});
  if (const auto it = var_scopes.find(var); schedule && it != var_scopes.end() && it->second)
    schedule_drop(it->second, local, DropKind::storage);
  return local;
}

void Builder::schedule_drop_for_binding(thir::LocalVarId var, ForGuard which) {
  if (const auto it = var_scopes.find(var); it != var_scopes.end() && it->second)
    schedule_drop(it->second, var_local(var, which), DropKind::value);
}

// --- conditions ----------------------------------------------------------------------------------------------------

void Builder::then_else_break(BasicBlock& block, thir::ExprId id, RegionScope temp_scope, SourceInfo variable_source_info,
                              DeclareLetBindings declare) {
  const thir::Expr& e = expr(id);
  const SourceInfo at = source_info(e.span);
  if (const auto* l = std::get_if<thir::Logical>(&e.kind)) {
    if (l->op == thir::LogicalOp::and_) {
      then_else_break(block, l->lhs, temp_scope, variable_source_info, declare);
      then_else_break(block, l->rhs, temp_scope, variable_source_info, declare);
      return;
    }
    const auto [lhs_success, failure] = in_if_then_scope(local_scope(), e.span, [&] {
      BasicBlock then = block;
      then_else_break(then, l->lhs, temp_scope, variable_source_info, DeclareLetBindings::let_not_permitted);
      return then;
    });
    BasicBlock rhs_success = failure;
    then_else_break(rhs_success, l->rhs, temp_scope, variable_source_info, DeclareLetBindings::let_not_permitted);
    block = cfg.start_new_block();
    cfg.go_to(lhs_success, variable_source_info, block);
    cfg.go_to(rhs_success, variable_source_info, block);
    return;
  }
  if (const auto* u = std::get_if<thir::Unary>(&e.kind); u != nullptr && u->op == thir::UnOp::not_ && e.ty == cx.store.bool_) {
    const auto [success, failure] = in_if_then_scope(local_scope(), e.span, [&] {
      BasicBlock then = block;
      then_else_break(then, u->arg, temp_scope, variable_source_info, DeclareLetBindings::let_not_permitted);
      return then;
    });
    break_for_else(success, variable_source_info);
    block = failure;
    return;
  }
  if (const auto* s = std::get_if<thir::Scope>(&e.kind)) {
    in_scope(s->scope, block, [&] { then_else_break(block, s->value, temp_scope, variable_source_info, declare); });
    return;
  }
  if (const auto* u = std::get_if<thir::Use>(&e.kind)) return then_else_break(block, u->source, temp_scope, variable_source_info, declare);
  if (const auto* l = std::get_if<thir::Let>(&e.kind)) return lower_let_expr(block, l->expr, l->pat, declare);
  const Local cond = as_temp(block, temp_scope ? temp_scope : local_temp_lifetime(), id, Mutability::mut);
  const BasicBlock then = cfg.start_new_block(), otherwise = cfg.start_new_block();
  cfg.terminate(block, at, terminator_if(cx, move_of(Place(cond)), then, otherwise));
  break_for_else(otherwise, at);
  block = then;
}

void Builder::lower_let_expr(BasicBlock& block, thir::ExprId scrutinee_id, thir::PatId pat, DeclareLetBindings declare) {
  const Span span = expr(scrutinee_id).span;
  const PlaceBuilder scrutinee = lower_scrutinee(block, scrutinee_id, span);
  BuiltMatchTree tree = lower_match_tree(block, span, scrutinee, thir.pats[pat].span, {{pat, false}}, true);
  break_for_else(tree.otherwise_block, source_info(span));
  if (declare != DeclareLetBindings::no) {
    MatchPlace match_place;
    if (auto place = try_to_place(scrutinee)) match_place = std::pair{std::optional<Place>(*place), span};
    declare_bindings(pat, false, match_place, let_var_scope ? let_var_scope : local_scope());
  }
  block = bind_pattern(source_info(thir.pats[pat].span), tree.branches[0], tree, span, nullptr, {});
}

// --- irrefutable patterns ------------------------------------------------------------------------------------------

void Builder::expr_into_pattern(BasicBlock& block, thir::PatId id, thir::ExprId initializer) {
  const thir::Pat& pat = thir.pats[id];
  const auto* b = std::get_if<thir::PatBinding>(&pat.kind);
  if (b == nullptr || b->mode != thir::BindingMode::by_value || b->sub) {
    const PlaceBuilder place = lower_scrutinee(block, initializer, expr(initializer).span);
    return place_into_pattern(block, id, place, true);
  }
  // `let x = …` is written directly into x.
  const Local local = storage_live_binding(block, b->var, pat.span, ForGuard::outside_guard, true);
  expr_into_dest(Place(local), block, initializer);
  cfg.push_fake_read(block, source_info(pat.span), FakeReadCause::for_let, Place(local));
  if (pat.ascription && ascription_matters(*pat.ascription))
    push_ascription(block, Place(local), *pat.ascription, types::Variance::invariant);
  schedule_drop_for_binding(b->var, ForGuard::outside_guard);
}

void Builder::place_into_pattern(BasicBlock& block, thir::PatId id, const PlaceBuilder& initializer, bool set_match_place) {
  const Span span = thir.pats[id].span;
  BuiltMatchTree tree = lower_match_tree(block, span, initializer, span, {{id, false}}, false);
  if (set_match_place)
    if (const auto place = try_to_place(initializer))
      for (const PatBindingRef& b : tree.branches[0].sub_branches[0].bindings) {
        LocalInfo& info = body.locals[var_local(b.var, ForGuard::outside_guard)].info;
        info.opt_match_place = *place;
      }
  block = bind_pattern(source_info(span), tree.branches[0], tree, span, nullptr, {});
}

// --- declarations --------------------------------------------------------------------------------------------------

void Builder::for_each_primary_binding(thir::PatId id, FunctionRef<void(const thir::Pat&, const thir::PatBinding&)> f) {
  const thir::Pat& pat = thir.pats[id];
  if (const auto* b = std::get_if<thir::PatBinding>(&pat.kind)) {
    if (b->is_primary) f(pat, *b);
    if (b->sub) for_each_primary_binding(b->sub, f);
  } else if (const auto* v = std::get_if<thir::PatVariant>(&pat.kind)) {
    for (const thir::FieldPat& p : v->fields) for_each_primary_binding(p.pat, f);
  } else if (const auto* l = std::get_if<thir::PatLeaf>(&pat.kind)) {
    for (const thir::FieldPat& p : l->fields) for_each_primary_binding(p.pat, f);
  } else if (const auto* d = std::get_if<thir::PatDeref>(&pat.kind)) {
    for_each_primary_binding(d->pat, f);
  } else if (const auto* s = std::get_if<thir::PatSlice>(&pat.kind)) {
    for (thir::PatId p : s->prefix) for_each_primary_binding(p, f);
    if (s->slice) for_each_primary_binding(s->slice, f);
    for (thir::PatId p : s->suffix) for_each_primary_binding(p, f);
  } else if (const auto* o = std::get_if<thir::PatOr>(&pat.kind)) {
    for (thir::PatId p : o->alternatives) for_each_primary_binding(p, f);
  }
}

void Builder::declare_bindings(thir::PatId pat, bool has_guard, const MatchPlace& match_place, RegionScope var_scope) {
  declare_bindings_in(pat, thir.pats[pat].span, {}, has_guard, match_place, var_scope);
}

void Builder::declare_bindings_in(thir::PatId id, Span pat_span, std::vector<std::pair<UserTypeId, std::vector<PlaceElem>>> user_tys,
                                  bool has_guard, const MatchPlace& match_place, RegionScope var_scope) {
  const thir::Pat& pat = thir.pats[id];
  if (pat.ascription && ascription_matters(*pat.ascription)) user_tys.emplace_back(user_type(*pat.ascription), std::vector<PlaceElem>());
  auto below = [&](thir::PatId sub, std::initializer_list<PlaceElem> elems) {
    auto projected = user_tys;
    for (auto& [ty, projections] : projected) projections.insert(projections.end(), elems);
    declare_bindings_in(sub, pat_span, std::move(projected), has_guard, match_place, var_scope);
  };
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, thir::PatBinding>) {
          if (k.is_primary) {
            LocalDecl decl;
            decl.mut = k.mut;
            decl.ty = k.ty;
            decl.source_info = source_info(pat.span);
            decl.user_tys = user_tys;
            decl.name = k.name;
            decl.info.kind = LocalInfo::Kind::user_variable;
            decl.info.mode = k.mode;
            decl.info.pat_span = pat_span;
            decl.info.var = k.var;
            if (match_place) {
              decl.info.opt_match_has_place = true;
              decl.info.opt_match_place = match_place->first;
              decl.info.match_span = match_place->second;
            }
            LocalsForNode locals;
            LocalDecl for_guard = decl;
            locals.for_arm_body = body.locals.push(std::move(decl));
            body.var_debug_info.push_back({k.name, Place(locals.for_arm_body), source_info(pat.span), 0});
            if (has_guard) {
              for_guard.mut = Mutability::not_;
              for_guard.ty = cx.store.ref(cx.store.re_erased, k.ty, Mutability::not_);
              for_guard.user_tys.clear();
              for_guard.info = {};
              for_guard.info.kind = LocalInfo::Kind::user_variable;
              for_guard.info.is_ref_for_guard = true;
              locals.ref_for_guard = body.locals.push(std::move(for_guard));
              body.var_debug_info.push_back({k.name, Place(locals.ref_for_guard), source_info(pat.span), 0});
            }
            var_indices[k.var] = locals;
            const auto info = thir.vars.find(k.var);
            var_scopes[k.var] = info != thir.vars.end() && info->second.scope ? info->second.scope : var_scope;
          }
          if (k.sub) below(k.sub, {});
        } else if constexpr (std::is_same_v<K, thir::PatVariant>) {
          const Symbol name = cx.items.adt(k.adt).variants[k.variant.index].name;
          for (const thir::FieldPat& f : k.fields)
            below(f.pat,
                  {{PlaceElem::Kind::downcast, k.variant.index, 0, false, {}, name}, PlaceElem::field(f.field, thir.pats[f.pat].ty)});
        } else if constexpr (std::is_same_v<K, thir::PatLeaf>) {
          for (const thir::FieldPat& f : k.fields) below(f.pat, {PlaceElem::field(f.field, thir.pats[f.pat].ty)});
        } else if constexpr (std::is_same_v<K, thir::PatDeref>) {
          below(k.pat, {PlaceElem::deref()});
        } else if constexpr (std::is_same_v<K, thir::PatSlice>) {
          const uint64_t from = k.prefix.size(), to = k.suffix.size();
          const PlaceElem elem{PlaceElem::Kind::constant_index, 0, 1, false, {}, {}};
          for (thir::PatId p : k.prefix) below(p, {elem});
          if (k.slice) below(k.slice, {{PlaceElem::Kind::subslice, static_cast<uint32_t>(from), to, true, {}, {}}});
          for (thir::PatId p : k.suffix) below(p, {elem});
        } else if constexpr (std::is_same_v<K, thir::PatOr>) {
          for (thir::PatId p : k.alternatives) below(p, {});
        }
      },
      pat.kind);
}

void Builder::declare_guard_bindings(thir::ExprId guard, RegionScope var_scope) {
  const thir::Expr& e = expr(guard);
  if (const auto* l = std::get_if<thir::Let>(&e.kind)) {
    declare_bindings(l->pat, false, std::nullopt, var_scope);
  } else if (const auto* s = std::get_if<thir::Scope>(&e.kind)) {
    declare_guard_bindings(s->value, var_scope);
  } else if (const auto* u = std::get_if<thir::Use>(&e.kind)) {
    declare_guard_bindings(u->source, var_scope);
  } else if (const auto* a = std::get_if<thir::Logical>(&e.kind); a != nullptr && a->op == thir::LogicalOp::and_) {
    declare_guard_bindings(a->lhs, var_scope);
    declare_guard_bindings(a->rhs, var_scope);
  }
}

}  // namespace borrowlab::mir
