// Binary operators: all are trait methods first; those of scalars are built in. After rustc_hir_typeck::op.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
enum class Category : uint8_t { shortcircuit, shift, math, bitwise, comparison };
Category category(BinOp op) {
  switch (op) {
    case BinOp::and_:
    case BinOp::or_: return Category::shortcircuit;
    case BinOp::shl:
    case BinOp::shr: return Category::shift;
    case BinOp::add:
    case BinOp::sub:
    case BinOp::mul:
    case BinOp::div:
    case BinOp::rem: return Category::math;
    case BinOp::bit_and:
    case BinOp::bit_or:
    case BinOp::bit_xor: return Category::bitwise;
    default: return Category::comparison;
  }
}
struct LangOp {
  const char* trait;
  const char* method;
};
LangOp lang_op(BinOp op, bool assign) {
  switch (op) {
    case BinOp::add: return assign ? LangOp{"add_assign", "add_assign"} : LangOp{"add", "add"};
    case BinOp::sub: return assign ? LangOp{"sub_assign", "sub_assign"} : LangOp{"sub", "sub"};
    case BinOp::mul: return assign ? LangOp{"mul_assign", "mul_assign"} : LangOp{"mul", "mul"};
    case BinOp::div: return assign ? LangOp{"div_assign", "div_assign"} : LangOp{"div", "div"};
    case BinOp::rem: return assign ? LangOp{"rem_assign", "rem_assign"} : LangOp{"rem", "rem"};
    case BinOp::bit_xor: return assign ? LangOp{"bitxor_assign", "bitxor_assign"} : LangOp{"bitxor", "bitxor"};
    case BinOp::bit_and: return assign ? LangOp{"bitand_assign", "bitand_assign"} : LangOp{"bitand", "bitand"};
    case BinOp::bit_or: return assign ? LangOp{"bitor_assign", "bitor_assign"} : LangOp{"bitor", "bitor"};
    case BinOp::shl: return assign ? LangOp{"shl_assign", "shl_assign"} : LangOp{"shl", "shl"};
    case BinOp::shr: return assign ? LangOp{"shr_assign", "shr_assign"} : LangOp{"shr", "shr"};
    case BinOp::eq: return {"eq", "eq"};
    case BinOp::ne: return {"eq", "ne"};
    case BinOp::lt: return {"partial_ord", "lt"};
    case BinOp::le: return {"partial_ord", "le"};
    case BinOp::gt: return {"partial_ord", "gt"};
    case BinOp::ge: return {"partial_ord", "ge"};
    default: return {"", ""};
  }
}
// One layer of reference is looked through: `&1 + 2` on integers is as good as built in for inference.
TypeId deref_if_possible(FnCtxt& f, TypeId t) {
  t = f.icx.shallow_resolve(t);
  if (const auto* r = f.store.get<types::Ref>(t)) return f.icx.shallow_resolve(r->pointee);
  return t;
}
bool is_integral(FnCtxt& f, TypeId t) {
  const TypeKind& k = f.kind(t);
  if (const auto* i = std::get_if<types::Infer>(&k)) return i->kind == types::Infer::Kind::int_;
  return std::holds_alternative<types::Int>(k);
}
bool is_float(FnCtxt& f, TypeId t) {
  const TypeKind& k = f.kind(t);
  if (const auto* i = std::get_if<types::Infer>(&k)) return i->kind == types::Infer::Kind::float_;
  return std::holds_alternative<types::Float>(k);
}
}  // namespace

bool is_scalar(FnCtxt& f, TypeId t) {
  const TypeKind& k = f.kind(t);
  return is_integral(f, t) || is_float(f, t) || std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k) ||
         std::holds_alternative<types::RawPtr>(k) || std::holds_alternative<types::FnDef>(k) || std::holds_alternative<types::FnPtr>(k);
}

bool FnCtxt::is_builtin_binop(TypeId lhs, TypeId rhs, BinOp op) {
  lhs = deref_if_possible(*this, lhs), rhs = deref_if_possible(*this, rhs);
  if (is_error(lhs) || is_error(rhs)) return true;
  switch (category(op)) {
    case Category::shortcircuit: return true;
    case Category::shift: return is_integral(*this, lhs) && is_integral(*this, rhs);
    case Category::math: return (is_integral(*this, lhs) && is_integral(*this, rhs)) || (is_float(*this, lhs) && is_float(*this, rhs));
    case Category::bitwise:
      return (is_integral(*this, lhs) && is_integral(*this, rhs)) || (as<types::Bool>(lhs) != nullptr && as<types::Bool>(rhs) != nullptr);
    case Category::comparison: return is_scalar(*this, lhs) && is_scalar(*this, rhs);
  }
  return false;
}

bool FnCtxt::enforce_builtin_binop_types(Span, TypeId lhs, Span rhs_span, TypeId rhs, BinOp op, TypeId* out) {
  lhs = deref_if_possible(*this, lhs), rhs = deref_if_possible(*this, rhs);
  switch (category(op)) {
    case Category::shortcircuit: *out = store.bool_; return true;
    case Category::shift: *out = lhs; return true;
    case Category::math:
    case Category::bitwise:
      demand_sub(rhs_span, lhs, rhs);
      *out = lhs;
      return true;
    case Category::comparison:
      demand_sub(rhs_span, lhs, rhs);
      *out = store.bool_;
      return true;
  }
  return false;
}

TypeId FnCtxt::check_binary(ExprId, const syntax::Expr& expr, const syntax::ExprBinary& b, Expectation expected) {
  if (category(b.op) == Category::shortcircuit) {
    CoerceOrigin origin;
    check_expr_coercible_to_type(b.lhs, store.bool_, origin);
    const Diverges lhs_diverges = diverges;
    check_expr_coercible_to_type(b.rhs, store.bool_, origin);
    diverges = lhs_diverges;  // the right side may not be evaluated
    return store.bool_;
  }
  TypeId lhs, rhs;
  const TypeId ret = check_overloaded_binop(expr, b.op, b.op_span, b.lhs, b.rhs, false, &lhs, &rhs, expected);
  if (!is_ty_var(lhs) && !is_ty_var(rhs) && is_builtin_binop(lhs, rhs, b.op) && !is_error(ret)) {
    TypeId builtin;
    enforce_builtin_binop_types(span_of(b.lhs), lhs, span_of(b.rhs), rhs, b.op, &builtin);
    eq(expr.span, builtin, ret);
    return builtin;
  }
  return ret;
}

TypeId FnCtxt::check_assign_op(const syntax::Expr& expr, const syntax::ExprAssignOp& b) {
  TypeId lhs, rhs;
  const TypeId ret = check_overloaded_binop(expr, b.op, b.op_span, b.place, b.value, true, &lhs, &rhs, {});
  TypeId out = ret;
  if (!is_ty_var(lhs) && !is_ty_var(rhs) && is_scalar(*this, lhs) && is_builtin_binop(lhs, rhs, b.op) && !is_error(ret)) {
    TypeId builtin;
    enforce_builtin_binop_types(span_of(b.place), lhs, span_of(b.value), rhs, b.op, &builtin);
    out = store.unit;
  }
  if (!is_place_expr(b.place) && !is_error(lhs)) {
    auto d = error(b.op_span, "E0067", "invalid left-hand side of assignment");
    d.label(span_of(b.place), "cannot assign to this expression");
    emit(std::move(d));
  }
  return out;
}

TypeId FnCtxt::check_overloaded_binop(const syntax::Expr& expr, BinOp op, Span op_span, ExprId lhs_expr, ExprId rhs_expr, bool assign,
                                      TypeId* lhs_out, TypeId* rhs_out, Expectation) {
  TypeId lhs = check_expr(lhs_expr);
  if (!assign) {
    // Coerced to a fresh variable: reborrows what is behind a reference.
    const TypeId fresh = icx.next_ty_var(span_of(lhs_expr));
    lhs = demand_coerce(site(lhs_expr), lhs, fresh, TwoPhase::no, {});
  }
  lhs = try_structurally_resolve(lhs);
  lhs = icx.resolve(lhs);
  const TypeId rhs_var = icx.next_ty_var(span_of(rhs_expr));
  const LangOp lang = lang_op(op, assign);
  const TypeId others[] = {rhs_var};
  std::optional<MethodCallee> callee;
  if (!is_error(lhs)) callee = lookup_method_in_trait(op_span, Symbol::intern(lang.method), cx.lang(lang.trait), lhs, others);
  // A single impl says what the right side is coerced to.
  if (callee) select_where_possible();
  TypeId rhs = check_expr(rhs_expr, Expectation::has_type(rhs_var));
  rhs = demand_coerce(site(rhs_expr), rhs, rhs_var, TwoPhase::no, {});
  rhs = try_structurally_resolve(rhs);
  *lhs_out = lhs, *rhs_out = rhs;
  if (!callee) {
    if (!is_error(lhs) && !is_error(rhs)) report_binop(expr, op, op_span, lhs_expr, lhs, rhs_expr, rhs, assign);
    return err();
  }
  const bool by_ref = category(op) == Category::comparison;
  const auto inputs = store.inputs(callee->sig);
  if (assign || by_ref) {
    if (const auto* r = as<types::Ref>(inputs[0])) {
      Adjustment a;
      a.kind = Adjustment::Kind::borrow;
      a.mut = r->mut;
      a.two_phase = r->mut == Mutability::mut;
      a.target = inputs[0];
      apply_adjustments(lhs_expr, {a});
      if (assign) convert_place_derefs_to_mutable(lhs_expr);
    }
  }
  if (by_ref)
    if (const auto* r = as<types::Ref>(inputs[1])) {
      Adjustment a;
      a.kind = Adjustment::Kind::borrow;
      a.mut = r->mut;
      a.target = inputs[1];
      // After whatever the operand's coercion did.
      results.adjustments[ast[rhs_expr].id].push_back(a);
    }
  results.method_callees[expr.id] = *callee;
  return store.output(callee->sig);
}

}  // namespace borrowlab::typeck::check
