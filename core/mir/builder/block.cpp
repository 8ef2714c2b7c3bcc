// Blocks and statements. After rustc_mir_build::builder::block and ::expr::stmt.
#include "mir/builder/builder.h"
#include "mir/builder/matches.h"

namespace borrowlab::mir {

const BlockFrame* Builder::currently_in_block_tail() const {
  for (size_t i = block_context.size(); i-- > 0;) {
    if (block_context[i].kind == BlockFrame::Kind::statement) return nullptr;
    if (block_context[i].kind == BlockFrame::Kind::tail_expr) return &block_context[i];
  }
  return nullptr;
}

bool Builder::currently_ignores_tail_results() const {
  return !block_context.empty() && block_context.back().kind != BlockFrame::Kind::sub_expr && block_context.back().ignores_result;
}

void Builder::ast_block(const Place& destination, BasicBlock& block, thir::BlockId id, SourceInfo) {
  const thir::Block& b = thir.blocks[id];
  in_scope(b.destruction_scope, block, [&] {
    in_scope(b.scope, block, [&] {
      if (!b.targeted_by_break) {
        ast_block_stmts(destination, block, b);
        return;
      }
      block = in_breakable_scope({}, destination, b.span, [&] {
        BasicBlock inner = block;
        ast_block_stmts(destination, inner, b);
        return inner;
      });
    });
  });
}

void Builder::ast_block_stmts(const Place& destination, BasicBlock& block, const thir::Block& b) {
  const SourceInfo at = source_info(b.span);
  std::vector<RegionScope> let_scopes;
  RegionScope last_remainder = b.scope;
  for (const thir::Stmt& stmt : b.stmts) {
    if (const auto* s = std::get_if<thir::StmtExpr>(&stmt.kind)) {
      block_context.push_back({BlockFrame::Kind::statement, true, {}});
      in_scope(stmt.destruction_scope, block, [&] { in_scope(s->scope, block, [&] { stmt_expr(block, s->expr, s->scope); }); });
      block_context.pop_back();
      continue;
    }
    const auto& let = std::get<thir::StmtLet>(stmt.kind);
    block_context.push_back({BlockFrame::Kind::statement, false, {}});
    if (let.initializer && let.else_block) {
      // The else block is outside of the let's own scopes, so it is built before they are entered.
      const Span else_span = thir.blocks[let.else_block].span;
      const Local dummy = temp(cx.store.never, else_span);
      const BasicBlock failure_entry = cfg.start_new_block();
      BasicBlock failure = failure_entry;
      ast_block(Place(dummy), failure, let.else_block, source_info(else_span));
      cfg.terminate(failure, source_info(else_span), TUnreachable{});
      push_scope(let.remainder_scope);
      let_scopes.push_back(let.remainder_scope);
      BasicBlock failed;
      in_scope(stmt.destruction_scope, block, [&] {
        in_scope(let.init_scope, block, [&] {
          const Span init_span = expr(let.initializer).span;
          declare_bindings(let.pattern, false, std::pair{std::optional<Place>(destination), init_span}, let.remainder_scope);
          const auto [matching, failing] = in_if_then_scope(last_remainder, else_span, [&] {
            BasicBlock then = block;
            lower_let_expr(then, let.initializer, let.pattern, DeclareLetBindings::no);
            return then;
          });
          block = matching;
          failed = failing;
        });
      });
      cfg.go_to(failed, at, failure_entry);
    } else {
      push_scope(let.remainder_scope);
      let_scopes.push_back(let.remainder_scope);
      if (let.initializer) {
        in_scope(stmt.destruction_scope, block, [&] {
          in_scope(let.init_scope, block, [&] {
            declare_bindings(let.pattern, false, std::pair{std::optional<Place>(), expr(let.initializer).span}, let.remainder_scope);
            expr_into_pattern(block, let.pattern, let.initializer);
          });
        });
      } else {
        in_scope(stmt.destruction_scope, block, [&] {
          in_scope(let.init_scope, block, [&] { declare_bindings(let.pattern, false, std::nullopt, let.remainder_scope); });
        });
        for_each_primary_binding(let.pattern, [&](const thir::Pat& p, const thir::PatBinding& binding) {
          storage_live_binding(block, binding.var, p.span, ForGuard::outside_guard, true);
          schedule_drop_for_binding(binding.var, ForGuard::outside_guard);
        });
      }
    }
    last_remainder = let.remainder_scope;
    block_context.pop_back();
  }
  const TypeId destination_ty = ty_of(destination);
  if (b.expr) {
    block_context.push_back(
        {BlockFrame::Kind::tail_expr, is_unit(cx, destination_ty) || currently_ignores_tail_results(), expr(b.expr).span});
    expr_into_dest(destination, block, b.expr);
    block_context.pop_back();
  } else if (is_unit(cx, destination_ty) || cx.store.get<types::Alias>(destination_ty) != nullptr) {
    push_unit(block, at, destination);
  }
  for (size_t i = let_scopes.size(); i-- > 0;) pop_scope(let_scopes[i], block);
}

void Builder::stmt_expr(BasicBlock& block, thir::ExprId id, RegionScope statement_scope) {
  const thir::Expr& e = expr(id);
  const SourceInfo at = source_info(e.span);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind)) {
    in_scope(s->scope, block, [&] { stmt_expr(block, s->value, statement_scope); });
  } else if (const auto* a = std::get_if<thir::Assign>(&e.kind)) {
    // Right to left: `x[j] = x[i]` reads before it borrows.
    const thir::Expr& lhs = expr(a->lhs);
    Rvalue value = as_local_rvalue(block, a->rhs);
    const Place place = as_place(block, a->lhs);
    if (needs_drop(lhs.ty)) build_drop_and_replace(block, lhs.span, place, value);
    else cfg.push_assign(block, at, place, std::move(value));
  } else if (const auto* a = std::get_if<thir::AssignOp>(&e.kind)) {
    Operand rhs = as_local_operand(block, a->rhs);
    const Place lhs = as_place(block, a->lhs);
    Rvalue value = build_binary_op(block, e.span, expr(a->lhs).ty, a->op, copy_of(lhs), std::move(rhs));
    cfg.push_assign(block, at, lhs, std::move(value));
  } else if (const auto* c = std::get_if<thir::Continue>(&e.kind)) {
    break_scope(block, {}, BreakTarget::continue_, c->label, at);
  } else if (const auto* b = std::get_if<thir::Break>(&e.kind)) {
    break_scope(block, b->value, BreakTarget::break_, b->label, at);
  } else if (const auto* r = std::get_if<thir::Return>(&e.kind)) {
    break_scope(block, r->value, BreakTarget::return_, {}, at);
  } else {
    // The temporary of `{ …; value }` is better placed at `value`.
    std::optional<Span> adjusted;
    if (const auto* b = std::get_if<thir::BlockExpr>(&e.kind); b != nullptr && thir.blocks[b->block].expr) {
      const thir::Expr* tail = &expr(thir.blocks[b->block].expr);
      for (;;) {
        if (const auto* inner = std::get_if<thir::BlockExpr>(&tail->kind); inner != nullptr && thir.blocks[inner->block].expr)
          tail = &expr(thir.blocks[inner->block].expr);
        else if (const auto* s = std::get_if<thir::Scope>(&tail->kind)) tail = &expr(s->value);
        else break;
      }
      adjusted = tail->span;
      block_context.push_back({BlockFrame::Kind::tail_expr, true, tail->span});
    }
    const Local t = as_temp(block, statement_scope, id, Mutability::not_);
    if (adjusted) {
      body.locals[t].source_info.span = *adjusted;
      block_context.pop_back();
    }
  }
}

}  // namespace borrowlab::mir
