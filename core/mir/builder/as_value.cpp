// Expressions as operands, temporaries and constants. After rustc_mir_build::builder::expr::{as_operand, as_temp, as_constant, category}.
#include "mir/builder/builder.h"
#include "typeck/traits.h"

namespace borrowlab::mir {

Category category_of(const thir::Expr& e) {
  return std::visit(
      [](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, thir::Field> || std::is_same_v<K, thir::Deref> || std::is_same_v<K, thir::Index> ||
                      std::is_same_v<K, thir::UpvarRef> || std::is_same_v<K, thir::VarRef> ||
                      std::is_same_v<K, thir::PlaceTypeAscription> || std::is_same_v<K, thir::ValueTypeAscription>)
          return Category::place;
        else if constexpr (std::is_same_v<K, thir::Literal> || std::is_same_v<K, thir::NonHirLiteral> ||
                           std::is_same_v<K, thir::ZstLiteral> || std::is_same_v<K, thir::NamedConst> ||
                           std::is_same_v<K, thir::ConstParamExpr> || std::is_same_v<K, thir::ConstBlock> ||
                           std::is_same_v<K, thir::StaticRef>)
          return Category::constant;
        else if constexpr (std::is_same_v<K, thir::ArrayExpr> || std::is_same_v<K, thir::TupleExpr> ||
                           std::is_same_v<K, thir::ClosureExpr> || std::is_same_v<K, thir::Unary> || std::is_same_v<K, thir::Binary> ||
                           std::is_same_v<K, thir::Cast> || std::is_same_v<K, thir::PointerCoerce> || std::is_same_v<K, thir::Repeat> ||
                           std::is_same_v<K, thir::Assign> || std::is_same_v<K, thir::AssignOp>)
          return Category::rvalue_as;
        else return Category::rvalue_into;
      },
      e.kind);
}

Operand Builder::as_operand(BasicBlock& block, RegionScope scope, thir::ExprId id, LocalInfo::Kind info, TempNeed need) {
  const thir::Expr& e = expr(id);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind))
    return in_scope(s->scope, block, [&] { return as_operand(block, scope, s->value, info, need); });
  if (category_of(e) == Category::constant && (need == TempNeed::no || !needs_drop(e.ty))) return constant_operand(as_constant(e));
  const Local t = as_temp(block, scope, id, Mutability::mut);
  if (info != LocalInfo::Kind::boring) {
    LocalInfo::Kind& kind = body.locals[t].info.kind;
    if (kind == LocalInfo::Kind::boring || kind == LocalInfo::Kind::block_tail_temp) kind = info;
  }
  return move_of(Place(t));
}

Operand Builder::as_call_operand(BasicBlock& block, RegionScope scope, thir::ExprId id) {
  const thir::Expr& e = expr(id);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind))
    return in_scope(s->scope, block, [&] { return as_call_operand(block, scope, s->value); });
  // An unsized argument is passed where it is: `f(*boxed)`.
  if (const auto* d = std::get_if<thir::Deref>(&e.kind); d != nullptr && is_box(cx, expr(d->arg).ty) && !typeck::is_sized(cx, env, e.ty)) {
    const Local t = as_temp(block, scope, d->arg, Mutability::mut);
    Place place(t);
    place.projection.push_back(PlaceElem::deref());
    return move_of(std::move(place));
  }
  return as_operand(block, scope, id, LocalInfo::Kind::boring, TempNeed::maybe);
}

Local Builder::as_temp(BasicBlock& block, RegionScope lifetime, thir::ExprId id, Mutability mut) {
  const thir::Expr& e = expr(id);
  if (const auto* s = std::get_if<thir::Scope>(&e.kind))
    return in_scope(s->scope, block, [&] { return as_temp(block, lifetime, s->value, mut); });
  const bool deduplicate = fixed_temps_scope && fixed_temps_scope == lifetime;
  Local t;
  if (const auto it = deduplicate ? fixed_temps.find(id.index) : fixed_temps.end(); it != fixed_temps.end()) {
    t = it->second;
  } else {
    t = temp(e.ty, e.span);
    LocalDecl& decl = body.locals[t];
    decl.mut = mut;
    if (const auto* s = std::get_if<thir::StaticRef>(&e.kind)) {
      decl.info.kind = LocalInfo::Kind::static_ref;
      decl.info.static_def = s->def;
    } else if (std::holds_alternative<thir::NamedConst>(e.kind) || std::holds_alternative<thir::ConstParamExpr>(e.kind)) {
      decl.info.kind = LocalInfo::Kind::const_ref;
      if (const auto* c = std::get_if<thir::NamedConst>(&e.kind)) decl.info.static_def = c->def;
    } else if (const BlockFrame* tail = currently_in_block_tail()) {
      decl.info.kind = LocalInfo::Kind::block_tail_temp;
      decl.info.tail_result_is_ignored = tail->ignores_result;
      decl.info.tail_span = tail->span;
    } else if (lifetime && thir.scopes[lifetime].kind == thir::ScopeData::Kind::if_then_rescope) {
      decl.info.kind = LocalInfo::Kind::if_then_rescope_temp;
    }
    if (deduplicate) fixed_temps[id.index] = t;
  }
  bool storage = true;
  if (std::holds_alternative<thir::Break>(e.kind) || std::holds_alternative<thir::Continue>(e.kind) ||
      std::holds_alternative<thir::Return>(e.kind))
    storage = false;
  if (const auto* b = std::get_if<thir::BlockExpr>(&e.kind))
    if (!thir.blocks[b->block].expr && !thir.blocks[b->block].targeted_by_break && is_never(cx, e.ty)) storage = false;
  if (storage) {
    cfg.push(block, source_info(e.span), StStorageLive{t});
    if (lifetime) schedule_drop(lifetime, t, DropKind::storage);
  }
  expr_into_dest(Place(t), block, id);
  if (lifetime) schedule_drop(lifetime, t, DropKind::value);
  return t;
}

Constant Builder::as_constant(const thir::Expr& e) {
  using Kind = thir::ConstantValue::Kind;
  Constant c;
  c.span = e.span;
  c.ty = e.ty;
  if (const auto* l = std::get_if<thir::Literal>(&e.kind)) {
    c.value = l->value;
  } else if (const auto* n = std::get_if<thir::NonHirLiteral>(&e.kind)) {
    c.value.kind = Kind::scalar;
    c.value.bits = n->bits;
  } else if (const auto* z = std::get_if<thir::ZstLiteral>(&e.kind)) {
    c.value.kind = Kind::unit;
    if (z->user_ty) c.user_ty = user_type(*z->user_ty);
  } else if (const auto* n = std::get_if<thir::NamedConst>(&e.kind)) {
    c.value.kind = Kind::unevaluated;
    c.value.def = n->def;
    c.value.args = n->args;
    if (n->user_ty) c.user_ty = user_type(*n->user_ty);
  } else if (const auto* b = std::get_if<thir::ConstBlock>(&e.kind)) {
    c.value.kind = Kind::unevaluated;
    c.value.def = b->def;
    c.value.args = b->args;
  } else if (const auto* p = std::get_if<thir::ConstParamExpr>(&e.kind)) {
    c.value.kind = Kind::type_const;
    c.value.konst = p->param;
  } else if (const auto* s = std::get_if<thir::StaticRef>(&e.kind)) {
    c.value.kind = Kind::unit;
    c.static_ref = s->def;
  }
  return c;
}

}  // namespace borrowlab::mir
