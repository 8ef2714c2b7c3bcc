// Expressions written into a destination. After rustc_mir_build::builder::expr::into.
#include "mir/builder/builder.h"

namespace borrowlab::mir {

TerminatorKind terminator_if(const types::Context&, Operand cond, BasicBlock then, BasicBlock otherwise) {
  return TSwitchInt{std::move(cond), {{0, otherwise}}, then};
}

void Builder::expr_into_dest(const Place& destination, BasicBlock& block, thir::ExprId id) {
  const thir::Expr& e = expr(id);
  const SourceInfo at = source_info(e.span);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind)) {
    in_scope(s->scope, block, [&] { expr_into_dest(destination, block, s->value); });
    return;
  }
  if (const auto* b = std::get_if<thir::BlockExpr>(&e.kind)) {
    ast_block(destination, block, b->block, at);
    return;
  }
  block_context.push_back({BlockFrame::Kind::sub_expr, false, {}});
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, thir::Match>) {
          match_expr(destination, block, k, e.span);
        } else if constexpr (std::is_same_v<K, thir::If>) {
          if_into(destination, block, e);
        } else if constexpr (std::is_same_v<K, thir::Let>) {
          const auto [yes, no] = in_if_then_scope(local_scope(), e.span, [&] {
            BasicBlock then = block;
            then_else_break(then, id, local_scope(), at, DeclareLetBindings::yes);
            return then;
          });
          push_bool(yes, at, destination, true);
          push_bool(no, at, destination, false);
          block = cfg.start_new_block();
          cfg.go_to(yes, at, block);
          cfg.go_to(no, at, block);
        } else if constexpr (std::is_same_v<K, thir::NeverToAny>) {
          as_temp(block, local_temp_lifetime(), k.source, Mutability::mut);
          cfg.terminate(block, at, TUnreachable{});
          block = cfg.start_new_block();
        } else if constexpr (std::is_same_v<K, thir::Logical>) {
          logical_into(destination, block, e);
        } else if constexpr (std::is_same_v<K, thir::Loop>) {
          const BasicBlock loop_block = cfg.start_new_block();
          cfg.go_to(block, at, loop_block);
          block = in_breakable_scope(loop_block, destination, e.span, [&] {
            BasicBlock inner = cfg.start_new_block();
            cfg.terminate(loop_block, at, TFalseUnwind{inner, {}});
            diverge_from(loop_block);
            expr_into_dest(Place(get_unit_temp()), inner, k.body);
            cfg.go_to(inner, at, loop_block);
            return BasicBlock();
          });
        } else if constexpr (std::is_same_v<K, thir::Call>) {
          call_into(destination, block, e);
        } else if constexpr (std::is_same_v<K, thir::Use>) {
          expr_into_dest(destination, block, k.source);
        } else if constexpr (std::is_same_v<K, thir::Borrow>) {
          BorrowKind kind = BorrowKind::shared;
          switch (k.kind) {
            case thir::BorrowKind::shared: break;
            case thir::BorrowKind::mut_default: kind = BorrowKind::mut_default; break;
            case thir::BorrowKind::mut_two_phase: kind = BorrowKind::mut_two_phase; break;
            case thir::BorrowKind::fake_shallow: kind = BorrowKind::fake_shallow; break;
            case thir::BorrowKind::fake_deep: kind = BorrowKind::fake_deep; break;
            case thir::BorrowKind::mut_closure: kind = BorrowKind::mut_closure_capture; break;
          }
          Place place = kind == BorrowKind::shared ? as_read_only_place(block, k.arg) : as_place(block, k.arg);
          cfg.push_assign(block, at, destination, RvRef{cx.store.re_erased, kind, std::move(place)});
        } else if constexpr (std::is_same_v<K, thir::RawBorrow>) {
          Place place = k.mut == Mutability::not_ ? as_read_only_place(block, k.arg) : as_place(block, k.arg);
          cfg.push_assign(block, at, destination, RvRawPtr{k.mut, std::move(place), false});
        } else if constexpr (std::is_same_v<K, thir::AdtExpr>) {
          adt_into(destination, block, e);
        } else if constexpr (std::is_same_v<K, thir::Assign> || std::is_same_v<K, thir::AssignOp>) {
          stmt_expr(block, id, {});
          push_unit(block, at, destination);
        } else if constexpr (std::is_same_v<K, thir::Continue> || std::is_same_v<K, thir::Break> || std::is_same_v<K, thir::Return>) {
          stmt_expr(block, id, {});
        } else if constexpr (std::is_same_v<K, thir::Err>) {
          refuse(e.span, "internal: an expression in error");
        } else if (category_of(e) == Category::place) {
          const Place place = as_place(block, id);
          cfg.push_assign(block, at, destination, RvUse{consume(place)});
        } else {
          Rvalue value = as_local_rvalue(block, id);
          cfg.push_assign(block, at, destination, std::move(value));
        }
      },
      e.kind);
  block_context.pop_back();
}

void Builder::if_into(const Place& destination, BasicBlock& block, const thir::Expr& e) {
  const auto& k = std::get<thir::If>(e.kind);
  const Span then_span = expr(k.then).span;
  const RegionScope condition_scope = local_scope();
  const RegionScope outer_let = let_var_scope;
  let_var_scope = k.if_then_scope ? k.if_then_scope : condition_scope;
  BasicBlock then_block = block, else_block;
  in_scope(k.if_then_scope, then_block, [&] {
    auto [yes, no] = in_if_then_scope(condition_scope, then_span, [&] {
      BasicBlock then = block;
      then_else_break(then, k.cond, condition_scope, source_info(then_span), DeclareLetBindings::yes);
      let_var_scope = outer_let;
      expr_into_dest(destination, then, k.then);
      return then;
    });
    then_block = yes;
    else_block = no;
  });
  let_var_scope = outer_let;
  if (k.else_) expr_into_dest(destination, else_block, k.else_);
  else push_unit(else_block, source_info(e.span.shrink_to_hi()), destination);
  block = cfg.start_new_block();
  cfg.go_to(then_block, source_info(e.span), block);
  cfg.go_to(else_block, source_info(e.span), block);
}

void Builder::logical_into(const Place& destination, BasicBlock& block, const thir::Expr& e) {
  const auto& k = std::get<thir::Logical>(e.kind);
  const SourceInfo at = source_info(e.span);
  const RegionScope condition_scope = local_scope();
  const auto [yes, no] = in_if_then_scope(condition_scope, e.span, [&] {
    BasicBlock then = block;
    then_else_break(then, k.lhs, condition_scope, at, DeclareLetBindings::let_not_permitted);
    return then;
  });
  const bool is_and = k.op == thir::LogicalOp::and_;
  const BasicBlock short_circuit = is_and ? no : yes;
  push_bool(short_circuit, at, destination, !is_and);
  BasicBlock rhs = is_and ? yes : no;
  expr_into_dest(destination, rhs, k.rhs);
  block = cfg.start_new_block();
  cfg.go_to(rhs, at, block);
  cfg.go_to(short_circuit, at, block);
}

void Builder::call_into(const Place& destination, BasicBlock& block, const thir::Expr& e) {
  const auto& k = std::get<thir::Call>(e.kind);
  TCall call;
  call.func = as_local_operand(block, k.fun);
  for (thir::ExprId arg : k.args) {
    call.args.push_back(as_call_operand(block, local_temp_lifetime(), arg));
    call.arg_spans.push_back(expr(arg).span);
  }
  const BasicBlock success = cfg.start_new_block();
  record_operands_moved(call.args);
  call.destination = destination;
  // No edge back from a call whose result cannot exist: what follows is unreachable for the borrow checker too.
  if (is_inhabited(cx, env, e.ty, module)) call.target = success;
  call.source = k.from;
  call.fn_span = k.fn_span;
  cfg.terminate(block, source_info(e.span), std::move(call));
  diverge_from(block);
  block = success;
}

void Builder::adt_into(const Place& destination, BasicBlock& block, const thir::Expr& e) {
  const auto& k = std::get<thir::AdtExpr>(e.kind);
  const types::AdtDef& adt = cx.items.adt(k.adt);
  const RegionScope scope = local_temp_lifetime();
  RvAggregate value;
  value.kind.kind = AggregateKind::Kind::adt;
  value.kind.def = k.adt;
  value.kind.variant = k.variant;
  value.kind.args = k.args;
  // In the order written; the base last.
  std::vector<std::optional<Operand>> given(adt.variants[k.variant.index].fields.size());
  for (const thir::FieldExpr& f : k.fields) {
    Operand o = as_operand(block, scope, f.expr, LocalInfo::Kind::aggregate_temp, TempNeed::maybe);
    if (f.name.index < given.size()) given[f.name.index] = std::move(o);
  }
  if (adt.kind == types::AdtKind::union_ && !k.fields.empty()) value.kind.active_field = k.fields[0].name;
  if (k.base) {
    const PlaceBuilder base = as_place_builder(block, k.base);
    for (uint32_t i = 0; i < given.size(); ++i) {
      if (given[i]) continue;
      const TypeId ty = adt_field_ty(cx, env, adt, k.variant, FieldIdx(i), k.args);
      given[i] = consume(to_place(base.field(FieldIdx(i), ty)));
    }
  }
  if (k.user_ty) value.kind.user_ty = user_type(*k.user_ty);
  for (std::optional<Operand>& o : given)
    if (o) value.operands.push_back(std::move(*o));
  cfg.push_assign(block, source_info(e.span), destination, std::move(value));
}

}  // namespace borrowlab::mir
