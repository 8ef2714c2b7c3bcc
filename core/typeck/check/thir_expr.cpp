// Expressions: each syntax node becomes its THIR form, then its adjustments around it, then its scope.
#include "typeck/check/thir_build.h"

#include <cstdlib>
#include <cstring>

namespace borrowlab::typeck::check {

using thir::ScopeId;
using AK = Adjustment::Kind;

thir::ExprId ThirBuilder::mirror(ExprId e) { return push(mirror_inner(e)); }

thir::Expr ThirBuilder::mirror_inner(ExprId id) {
  const syntax::Expr& e = ast_[id];
  // Of a cast that is a coercion the whole `x as T` is the place.
  const Span as_cast = id == cast_operand_ ? cast_span_ : Span{};
  thir::Expr expr = mirror_unadjusted(id);
  const ScopeId temp = expr.temp_lifetime;
  for (const Adjustment& a : f_.adjustments_of(e.id)) expr = apply_adjustment(as_cast, std::move(expr), a, expr.span, temp);
  thir::Expr scope;
  scope.ty = expr.ty;
  scope.temp_lifetime = temp;
  scope.span = e.span;
  scope.kind = thir::Scope{tree_.node(e.id), push(std::move(expr))};
  return scope;
}

thir::Expr ThirBuilder::mirror_unadjusted(ExprId id) {
  const syntax::Expr& e = ast_[id];
  thir::Expr out;
  out.ty = node_type(e.id, e.span);
  out.temp_lifetime = tree_.temporary(e.id);
  out.span = e.span;
  out.kind = kind_of(id, e, out.ty, out.temp_lifetime);
  return out;
}

thir::Expr ThirBuilder::apply_adjustment(Span as_cast, thir::Expr expr, const Adjustment& a, Span span, ScopeId temp) {
  thir::Expr out;
  out.ty = ty(a.target, span);
  out.temp_lifetime = temp;
  // A block's value: the last expression's place says more than the whole block's.
  auto adjust_span = [&] {
    if (const auto* b = std::get_if<thir::BlockExpr>(&expr.kind))
      if (const thir::ExprId last = body_.blocks[b->block].expr; last.valid()) span = expr.span = body_.exprs[last].span;
  };
  switch (a.kind) {
    case AK::never_to_any:
      if (store_.get<types::Never>(out.ty) != nullptr) return expr;
      out.kind = thir::NeverToAny{push(std::move(expr))};
      break;
    case AK::deref:
      adjust_span();
      out.kind = thir::Deref{push(std::move(expr))};
      break;
    case AK::overloaded_deref: {
      const bool is_mut = a.mut == Mutability::mut;
      const DefId trait = cx_.lang(is_mut ? "deref_mut" : "deref");
      const DefId method = types::assoc_item(cx_, trait, Symbol::intern(is_mut ? "deref_mut" : "deref"), types::AssocItem::Kind::fn);
      thir::Expr callee;
      callee.ty = store_.type(types::FnDef{method, store_.args({GenericArg(expr.ty)})});
      callee.temp_lifetime = temp;
      callee.span = a.span;
      callee.kind = thir::ZstLiteral{};
      thir::Expr borrow;
      borrow.ty = store_.ref(store_.re_erased, expr.ty, a.mut);
      borrow.temp_lifetime = temp;
      borrow.span = span;
      borrow.kind = thir::Borrow{is_mut ? thir::BorrowKind::mut_default : thir::BorrowKind::shared, push(std::move(expr))};
      const thir::ExprId arg = push(std::move(borrow));
      out.kind = overloaded_place(out.ty, std::move(callee), {arg}, a.span, temp);
      break;
    }
    case AK::borrow: {
      const thir::BorrowKind kind = a.mut == Mutability::not_ ? thir::BorrowKind::shared
                                    : a.two_phase             ? thir::BorrowKind::mut_two_phase
                                                              : thir::BorrowKind::mut_default;
      out.kind = thir::Borrow{kind, push(std::move(expr))};
      break;
    }
    case AK::raw_borrow: out.kind = thir::RawBorrow{a.mut, push(std::move(expr))}; break;
    case AK::pointer:
      if (a.pointer == PointerCoercion::unsize) adjust_span();
      if (!as_cast.is_dummy()) span = as_cast;
      out.kind = thir::PointerCoerce{a.pointer, push(std::move(expr)), !as_cast.is_dummy()};
      break;
  }
  out.span = span;
  return out;
}

thir::Expr ThirBuilder::method_callee(NodeId node, Span span, ScopeId temp) {
  thir::Expr callee;
  callee.span = span;
  callee.temp_lifetime = temp;
  auto it = results_.method_callees.find(node);
  if (it == results_.method_callees.end()) {
    callee.ty = store_.error;
    callee.kind = thir::Err{};
    return callee;
  }
  const ArgsId args = f_.final_args(it->second.args, span);
  callee.ty = store_.type(types::FnDef{it->second.def, args});
  thir::ZstLiteral lit;
  if (auto u = results_.user_types.find(node); u != results_.user_types.end() && u->second.kind == UserType::Kind::type_of_def)
    lit.user_ty = u->second;
  callee.kind = lit;
  return callee;
}

thir::ExprKind ThirBuilder::overloaded_operator(const syntax::Expr& e, std::vector<thir::ExprId> args, ScopeId temp) {
  thir::Expr callee = method_callee(e.id, e.span, temp);
  const TypeId fn_ty = callee.ty;
  return thir::Call{fn_ty, push(std::move(callee)), std::move(args), thir::CallSource::overloaded_operator, e.span, {}};
}

// `*x` and `x[y]` through a method: the method returns a reference, the place is behind it.
thir::ExprKind ThirBuilder::overloaded_place(TypeId place_ty, thir::Expr callee, std::vector<thir::ExprId> args, Span span, ScopeId temp) {
  Mutability m = Mutability::not_;
  if (const auto* r = store_.get<types::Ref>(body_.exprs[args[0]].ty)) m = r->mut;
  const TypeId fn_ty = callee.ty;
  thir::Expr call;
  call.ty = store_.ref(store_.re_erased, place_ty, m);
  call.temp_lifetime = temp;
  call.span = span;
  call.kind = thir::Call{fn_ty, push(std::move(callee)), std::move(args), thir::CallSource::overloaded_operator, span, {}};
  return thir::Deref{push(std::move(call))};
}

thir::ConstantValue ThirBuilder::literal(const syntax::Lit& lit, TypeId t, bool neg) {
  thir::ConstantValue v;
  using L = syntax::LitKind;
  switch (lit.kind) {
    case L::str:
      v.kind = thir::ConstantValue::Kind::str;
      v.text = lit.text;
      break;
    case L::byte_str:
    case L::c_str:
      v.kind = thir::ConstantValue::Kind::byte_str;
      v.text = lit.text;
      break;
    case L::float_: {
      const std::string digits((neg ? "-" : "") + std::string(lit.text.str()));
      const auto* fl = store_.get<types::Float>(t);
      if (fl != nullptr && fl->width == types::FloatWidth::f32) {
        const float x = std::strtof(digits.c_str(), nullptr);
        uint32_t bits;
        std::memcpy(&bits, &x, sizeof bits);
        v.bits = bits;
      } else {
        const double x = std::strtod(digits.c_str(), nullptr);
        uint64_t bits;
        std::memcpy(&bits, &x, sizeof bits);
        v.bits = bits;
      }
      break;
    }
    default: {
      v.bits = lit.value;
      if (const auto* fl = store_.get<types::Float>(t)) {
        // `1f32`: an integer's digits with a float's suffix.
        const double x = (neg ? -1.0 : 1.0) * static_cast<double>(lit.value);
        if (fl->width == types::FloatWidth::f32) {
          const float y = static_cast<float>(x);
          uint32_t bits;
          std::memcpy(&bits, &y, sizeof bits);
          v.bits = bits;
        } else {
          uint64_t bits;
          std::memcpy(&bits, &x, sizeof bits);
          v.bits = bits;
        }
      } else if (neg) {
        v.bits = -v.bits;
        v.bits = truncate_to(store_, t, v.bits);
      }
      break;
    }
  }
  return v;
}

thir::ExprKind ThirBuilder::convert_var(NodeId var) {
  if (own_var(var)) return thir::VarRef{var};
  if (is_closure_) return thir::UpvarRef{def_, var};
  return thir::VarRef{var};
}

thir::ExprKind ThirBuilder::path_kind(NodeId node, Span span, TypeId t, ScopeId temp) {
  auto it = results_.value_res.find(node);
  if (it == results_.value_res.end()) return thir::Err{};
  const ValueRes& vr = it->second;
  if (vr.res.kind == Res::Kind::local) return convert_var(vr.res.node);
  if (vr.res.kind != Res::Kind::def) return thir::Err{};
  const DefId def = vr.res.def;
  const resolve::Def& d = cx_.defs[def];
  switch (d.kind) {
    case DefKind::fn:
    case DefKind::assoc_fn: return thir::ZstLiteral{vr.user_ty};
    case DefKind::ctor: {
      if (d.ctor_kind == resolve::CtorKind::fn) return thir::ZstLiteral{vr.user_ty};
      thir::AdtExpr adt;
      auto v = f_.variant_of_ctor(def, t);
      if (!v) return thir::Err{};
      adt.adt = v->adt->def;
      adt.variant = thir::VariantIdx(v->variant);
      adt.args = store_.get<types::Adt>(t)->args;
      adt.user_ty = vr.user_ty;
      if (adt.user_ty) adt.user_ty->def = adt.adt;
      return adt;
    }
    case DefKind::const_:
    case DefKind::assoc_const: return thir::NamedConst{def, f_.final_args(vr.args, span), vr.user_ty};
    case DefKind::const_param: {
      for (const auto& own : cx_.items.generics_of(d.parent).own)
        if (own.def == def) return thir::ConstParamExpr{store_.konst(types::ConstParam{own.index, own.name}), def};
      return thir::Err{};
    }
    case DefKind::static_: {
      const auto* item = std::get_if<syntax::ItemStatic>(&cx_.crate_of(def).ast[d.item].kind);
      const bool is_mut = item != nullptr && item->mut == Mutability::mut;
      thir::Expr ref;
      ref.ty = is_mut ? store_.ptr(t, Mutability::mut) : store_.ref(store_.re_erased, t, Mutability::not_);
      ref.temp_lifetime = temp;
      ref.span = span;
      ref.kind = thir::StaticRef{def};
      return thir::Deref{push(std::move(ref))};
    }
    default: return refused(span, "this path as a value");
  }
}

thir::ExprKind ThirBuilder::call_kind(const syntax::Expr& e, const syntax::ExprCall& c, TypeId t, ScopeId temp) {
  if (results_.method_callees.count(e.id) != 0) {
    // The callee implements Fn, FnMut or FnOnce: its method takes the arguments as a tuple.
    thir::Expr method = method_callee(e.id, f_.span_of(c.callee), temp);
    const TypeId method_ty = method.ty;
    const thir::ExprId fun = push(std::move(method));
    const thir::ExprId self = mirror(c.callee);
    std::vector<TypeId> tys;
    std::vector<thir::ExprId> fields;
    for (ExprId a : c.args) {
      tys.push_back(ty(f_.expr_ty_adjusted(a), f_.span_of(a)));
      fields.push_back(mirror(a));
    }
    thir::Expr tuple;
    tuple.ty = store_.tuple(tys);
    tuple.temp_lifetime = temp;
    tuple.span = e.span;
    tuple.kind = thir::TupleExpr{std::move(fields)};
    const thir::ExprId args = push(std::move(tuple));
    return thir::Call{method_ty, fun, {self, args}, thir::CallSource::normal, e.span, {}};
  }
  // A constructor called by its name is an aggregate.
  const auto& callee_kind = ast_[c.callee].kind;
  const NodeId callee_node = ast_[c.callee].id;
  if (std::holds_alternative<syntax::ExprPath>(callee_kind) || std::holds_alternative<syntax::ExprLang>(callee_kind)) {
    auto it = results_.value_res.find(callee_node);
    if (it != results_.value_res.end() && it->second.res.kind == Res::Kind::def && cx_.defs[it->second.res.def].kind == DefKind::ctor &&
        f_.adjustments_of(callee_node).empty()) {
      if (auto v = f_.variant_of_ctor(it->second.res.def, t)) {
        thir::AdtExpr adt;
        adt.adt = v->adt->def;
        adt.variant = thir::VariantIdx(v->variant);
        adt.args = store_.get<types::Adt>(t)->args;
        adt.user_ty = it->second.user_ty;
        if (adt.user_ty) adt.user_ty->def = adt.adt;
        for (uint32_t i = 0; i < c.args.size(); ++i) adt.fields.push_back({thir::FieldIdx(i), mirror(c.args[i])});
        return adt;
      }
    }
  }
  const TypeId fn_ty = ty(f_.expr_ty_adjusted(c.callee), f_.span_of(c.callee));
  const thir::ExprId fun = mirror(c.callee);
  std::vector<thir::ExprId> args;
  for (ExprId a : c.args) args.push_back(mirror(a));
  return thir::Call{fn_ty, fun, std::move(args), thir::CallSource::normal, e.span, {}};
}

thir::ExprKind ThirBuilder::struct_kind(const syntax::Expr& e, const syntax::ExprStruct& s, TypeId t) {
  const auto* a = store_.get<types::Adt>(t);
  if (a == nullptr) return thir::Err{};
  thir::AdtExpr adt;
  adt.adt = a->def;
  adt.args = a->args;
  auto v = results_.variant_indices.find(e.id);
  adt.variant = thir::VariantIdx(v == results_.variant_indices.end() ? 0 : v->second);
  if (auto it = results_.value_res.find(e.id); it != results_.value_res.end()) adt.user_ty = it->second.user_ty;
  for (const auto& f : s.fields) {
    auto index = results_.field_indices.find(f.id);
    if (index == results_.field_indices.end()) return thir::Err{};
    adt.fields.push_back({thir::FieldIdx(index->second), mirror(f.value)});
  }
  if (s.base.valid()) adt.base = mirror(s.base);
  return adt;
}

thir::ExprKind ThirBuilder::cast_kind(const syntax::Expr& e, const syntax::ExprCast& c, TypeId t, ScopeId temp) {
  thir::ExprKind kind;
  cast_operand_ = c.expr;
  cast_span_ = e.span;
  if (results_.coercion_casts.count(e.id) != 0) {
    kind = thir::Use{mirror(c.expr)};
  } else {
    kind = thir::Cast{mirror(c.expr)};
  }
  auto u = results_.user_types.find(e.id);
  if (u == results_.user_types.end()) return kind;
  thir::Expr inner;
  inner.ty = t;
  inner.temp_lifetime = temp;
  inner.span = e.span;
  inner.kind = std::move(kind);
  return thir::ValueTypeAscription{push(std::move(inner)), u->second};
}

thir::ExprId ThirBuilder::capture_expr(const syntax::Expr& e, const thir::Capture& c, ScopeId temp) {
  thir::Expr place;
  place.ty = c.var_ty;
  place.temp_lifetime = temp;
  place.span = e.span;
  place.kind = convert_var(c.var);
  for (const auto& p : c.projections) {
    thir::Expr next;
    next.ty = p.ty;
    next.temp_lifetime = temp;
    next.span = e.span;
    if (p.kind == thir::CaptureProjection::Kind::deref) next.kind = thir::Deref{push(std::move(place))};
    else next.kind = thir::Field{push(std::move(place)), p.variant, p.field};
    place = std::move(next);
  }
  if (c.by_value) return push(std::move(place));
  thir::Expr borrow;
  borrow.ty = c.captured_ty;
  borrow.temp_lifetime = temp;
  borrow.span = e.span;
  borrow.kind = thir::Borrow{c.borrow, push(std::move(place))};
  return push(std::move(borrow));
}

thir::ExprKind ThirBuilder::closure_kind(const syntax::Expr& e, TypeId t, ScopeId temp) {
  const auto* c = store_.get<types::Closure>(t);
  if (c == nullptr) return thir::Err{};
  thir::ClosureExpr out;
  out.closure = c->def;
  out.args = c->args;
  auto it = results_.closures.find(c->def);
  if (it == results_.closures.end()) return thir::Err{};
  for (const auto& capture : it->second.captures) out.upvars.push_back(capture_expr(e, capture, temp));
  return out;
}

thir::ExprKind ThirBuilder::kind_of(ExprId, const syntax::Expr& e, TypeId t, ScopeId temp) {
  const bool overloaded = results_.method_callees.count(e.id) != 0;
  if (const auto* x = std::get_if<syntax::ExprLit>(&e.kind)) return thir::Literal{literal(x->lit, t, false), false};
  if (std::holds_alternative<syntax::ExprPath>(e.kind) || std::holds_alternative<syntax::ExprLang>(e.kind))
    return path_kind(e.id, e.span, t, temp);
  if (const auto* x = std::get_if<syntax::ExprUnary>(&e.kind)) {
    if (x->op == syntax::UnOp::deref) {
      if (!overloaded) return thir::Deref{mirror(x->operand)};
      thir::Expr callee = method_callee(e.id, e.span, temp);
      const thir::ExprId arg = mirror(x->operand);
      return overloaded_place(t, std::move(callee), {arg}, e.span, temp);
    }
    if (overloaded) return overloaded_operator(e, {mirror(x->operand)}, temp);
    if (x->op == syntax::UnOp::neg)
      if (const auto* lit = std::get_if<syntax::ExprLit>(&ast_[x->operand].kind)) return thir::Literal{literal(lit->lit, t, true), true};
    return thir::Unary{x->op == syntax::UnOp::neg ? thir::UnOp::neg : thir::UnOp::not_, mirror(x->operand)};
  }
  if (const auto* x = std::get_if<syntax::ExprBinary>(&e.kind)) {
    if (x->op == BinOp::and_ || x->op == BinOp::or_) {
      const thir::ExprId lhs = mirror(x->lhs), rhs = mirror(x->rhs);
      return thir::Logical{x->op == BinOp::and_ ? thir::LogicalOp::and_ : thir::LogicalOp::or_, lhs, rhs};
    }
    const thir::ExprId lhs = mirror(x->lhs), rhs = mirror(x->rhs);
    if (overloaded) return overloaded_operator(e, {lhs, rhs}, temp);
    return thir::Binary{x->op, lhs, rhs};
  }
  if (const auto* x = std::get_if<syntax::ExprAssign>(&e.kind)) {
    const thir::ExprId lhs = mirror(x->place), rhs = mirror(x->value);
    return thir::Assign{lhs, rhs};
  }
  if (const auto* x = std::get_if<syntax::ExprAssignOp>(&e.kind)) {
    const thir::ExprId lhs = mirror(x->place), rhs = mirror(x->value);
    if (overloaded) return overloaded_operator(e, {lhs, rhs}, temp);
    return thir::AssignOp{x->op, lhs, rhs};
  }
  if (const auto* x = std::get_if<syntax::ExprAddrOf>(&e.kind)) {
    const thir::ExprId place = mirror(x->place);
    if (x->raw) return thir::RawBorrow{x->mut, place};
    return thir::Borrow{x->mut == Mutability::mut ? thir::BorrowKind::mut_default : thir::BorrowKind::shared, place};
  }
  if (const auto* x = std::get_if<syntax::ExprCall>(&e.kind)) return call_kind(e, *x, t, temp);
  if (const auto* x = std::get_if<syntax::ExprMethodCall>(&e.kind)) {
    thir::Expr callee = method_callee(e.id, x->method.ident.span, temp);
    const TypeId fn_ty = callee.ty;
    const thir::ExprId fun = push(std::move(callee));
    std::vector<thir::ExprId> args{mirror(x->receiver)};
    for (ExprId a : x->args) args.push_back(mirror(a));
    return thir::Call{fn_ty, fun, std::move(args), thir::CallSource::method, x->fn_span, {}};
  }
  if (const auto* x = std::get_if<syntax::ExprField>(&e.kind)) {
    auto it = results_.field_indices.find(e.id);
    if (it == results_.field_indices.end()) return thir::Err{};
    return thir::Field{mirror(x->base), thir::VariantIdx(0), thir::FieldIdx(it->second)};
  }
  if (const auto* x = std::get_if<syntax::ExprIndex>(&e.kind)) {
    const thir::ExprId base = mirror(x->base), index = mirror(x->index);
    if (!overloaded) return thir::Index{base, index};
    return overloaded_place(t, method_callee(e.id, x->brackets_span, temp), {base, index}, x->brackets_span, temp);
  }
  if (const auto* x = std::get_if<syntax::ExprTuple>(&e.kind)) {
    thir::TupleExpr out;
    for (ExprId a : x->elems) out.fields.push_back(mirror(a));
    return out;
  }
  if (const auto* x = std::get_if<syntax::ExprArray>(&e.kind)) {
    thir::ArrayExpr out;
    for (ExprId a : x->elems) out.fields.push_back(mirror(a));
    return out;
  }
  if (const auto* x = std::get_if<syntax::ExprRepeat>(&e.kind)) {
    const auto* array = store_.get<types::Array>(t);
    if (array == nullptr) return thir::Err{};
    return thir::Repeat{mirror(x->elem), array->len};
  }
  if (const auto* x = std::get_if<syntax::ExprStruct>(&e.kind)) return struct_kind(e, *x, t);
  if (const auto* x = std::get_if<syntax::ExprBlock>(&e.kind)) {
    const thir::BlockId b = mirror_block(x->block);
    if (x->label) body_.blocks[b].targeted_by_break = true;
    return thir::BlockExpr{b};
  }
  if (const auto* x = std::get_if<syntax::ExprConstBlock>(&e.kind)) {
    const DefId def = f_.res.def_of[x->body.id.index];
    DefId root = f_.owner;
    while (cx_.defs[root].kind == DefKind::closure || cx_.defs[root].kind == DefKind::anon_const) root = cx_.defs[root].parent;
    return thir::ConstBlock{def, types::identity_args(cx_, root)};
  }
  if (const auto* x = std::get_if<syntax::ExprIf>(&e.kind)) {
    thir::If out;
    out.if_then_scope = tree_.if_then(e.id);
    out.cond = mirror(x->cond);
    out.then = mirror_block_expr(x->then);
    if (x->else_.valid()) out.else_ = mirror(x->else_);
    return out;
  }
  if (const auto* x = std::get_if<syntax::ExprLet>(&e.kind)) {
    const thir::ExprId init = mirror(x->scrutinee);
    return thir::Let{init, pattern(x->pat)};
  }
  if (const auto* x = std::get_if<syntax::ExprMatch>(&e.kind)) {
    thir::Match out;
    out.source = x->source;
    out.scrutinee = mirror(x->scrutinee);
    for (const auto& arm : x->arms) out.arms.push_back(mirror_arm(arm));
    return out;
  }
  if (const auto* x = std::get_if<syntax::ExprLoop>(&e.kind)) {
    thir::Expr body;
    body.ty = store_.unit;
    body.temp_lifetime = tree_.temporary(ast_[x->body].id);
    const thir::BlockId b = mirror_block(x->body);
    body.span = ast_[x->body].span;
    body.kind = thir::BlockExpr{b};
    return thir::Loop{push(std::move(body))};
  }
  if (const auto* x = std::get_if<syntax::ExprBreak>(&e.kind)) {
    const NodeId target = x->target.valid() ? x->target : f_.res.label_target[e.id.index];
    thir::Break out;
    out.label = tree_.node(target);
    if (x->value.valid()) out.value = mirror(x->value);
    return out;
  }
  if (const auto* x = std::get_if<syntax::ExprContinue>(&e.kind)) {
    const NodeId target = x->target.valid() ? x->target : f_.res.label_target[e.id.index];
    return thir::Continue{tree_.node(target)};
  }
  if (const auto* x = std::get_if<syntax::ExprReturn>(&e.kind)) return thir::Return{x->value.valid() ? mirror(x->value) : thir::ExprId()};
  if (std::holds_alternative<syntax::ExprClosure>(e.kind)) return closure_kind(e, t, temp);
  if (const auto* x = std::get_if<syntax::ExprCast>(&e.kind)) return cast_kind(e, *x, t, temp);
  if (const auto* x = std::get_if<syntax::ExprDropTemps>(&e.kind)) return thir::Use{mirror(x->expr)};
  return thir::Err{};
}

}  // namespace borrowlab::typeck::check
