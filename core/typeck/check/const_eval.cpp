// Values of constants of scalar type: literals, arithmetic with overflow checks, casts, other constants, simple const fns.
// A small interpreter over THIR; what it does not know it leaves to the caller to refuse.
#include <map>

#include "typeck/check/thir_build.h"
#include "typeck/const_panic.h"

namespace borrowlab::typeck {

namespace {

using Bits = unsigned __int128;
namespace th = thir;

struct Value {  // a scalar or a tuple/struct of values
  Bits bits = 0;
  std::vector<Value> fields;
  uint32_t variant = 0;
};

struct EvalState {
  uint64_t steps = 0;
  uint32_t depth = 0;
  std::optional<ConstPanic> panic;            // what ended the evaluation
  std::vector<std::pair<DefId, Span>> calls;  // of the crate's own fns under way: which, from where
};

class Eval {
 public:
  Eval(Context& c, const th::Body& b, ArgsId a, diagnostics::Sink& s, EvalState& st)
      : cx(c), store(c.store), body(b), args(a), sink(s), state(st) {}

  std::map<uint32_t, Value> vars;
  enum class Flow : uint8_t { normal, broke, continued, returned, failed } flow = Flow::normal;
  th::ScopeId target;
  Value carried;

  std::optional<Value> run() {
    Value v = eval(body.value);
    if (flow == Flow::returned) return carried;
    if (flow != Flow::normal) return std::nullopt;
    return v;
  }
  void bind(th::PatId p, const Value& v) {
    if (!match(p, v)) fail();
  }

 private:
  Context& cx;
  types::Store& store;
  const th::Body& body;
  ArgsId args;
  diagnostics::Sink& sink;
  EvalState& state;

  Value fail() {
    flow = Flow::failed;
    return {};
  }
  TypeId ty(TypeId t) { return types::instantiate(store, t, args); }

  struct IntInfo {
    unsigned width;
    bool is_signed;
    bool ok;
  };
  IntInfo int_info(TypeId t) {
    t = ty(t);
    if (store.get<types::Bool>(t) != nullptr) return {8, false, true};
    if (store.get<types::Char>(t) != nullptr) return {32, false, true};
    const auto* i = store.get<types::Int>(t);
    if (i == nullptr) return {0, false, false};
    const unsigned w = i->width == types::IntWidth::w8     ? 8
                       : i->width == types::IntWidth::w16  ? 16
                       : i->width == types::IntWidth::w32  ? 32
                       : i->width == types::IntWidth::w128 ? 128
                                                           : 64;
    return {w, i->is_signed, true};
  }
  static Bits mask(unsigned w) { return w == 128 ? ~static_cast<Bits>(0) : (static_cast<Bits>(1) << w) - 1; }
  static __int128 to_signed(Bits b, unsigned w) {
    if (w == 128) return static_cast<__int128>(b);
    const Bits sign = static_cast<Bits>(1) << (w - 1);
    return static_cast<__int128>((b & mask(w)) ^ sign) - static_cast<__int128>(sign);
  }

  bool match(th::PatId p, const Value& v) {
    const th::Pat& pat = body.pats[p];
    if (std::holds_alternative<th::PatWild>(pat.kind)) return true;
    if (const auto* b = std::get_if<th::PatBinding>(&pat.kind)) {
      if (b->mode != th::BindingMode::by_value) return fail(), false;
      vars[b->var.index] = v;
      return !b->sub.valid() || match(b->sub, v);
    }
    if (const auto* c = std::get_if<th::PatConstant>(&pat.kind))
      return c->value.kind == th::ConstantValue::Kind::scalar ? c->value.bits == v.bits : (fail(), false);
    if (const auto* r = std::get_if<th::PatRange>(&pat.kind)) {
      const IntInfo i = int_info(pat.ty);
      if (!i.ok) return fail(), false;
      auto key = [&](Bits b) { return i.is_signed ? b ^ (static_cast<Bits>(1) << (i.width - 1)) : b; };
      if (r->lo && key(v.bits) < key(r->lo->bits)) return false;
      if (r->hi && (r->inclusive ? key(v.bits) > key(r->hi->bits) : key(v.bits) >= key(r->hi->bits))) return false;
      return true;
    }
    if (const auto* o = std::get_if<th::PatOr>(&pat.kind)) {
      for (th::PatId a : o->alternatives)
        if (match(a, v)) return true;
      return false;
    }
    const std::vector<th::FieldPat>* fields = nullptr;
    if (const auto* l = std::get_if<th::PatLeaf>(&pat.kind)) fields = &l->fields;
    if (const auto* l = std::get_if<th::PatVariant>(&pat.kind)) {
      if (l->variant.index != v.variant) return false;
      fields = &l->fields;
    }
    if (fields == nullptr) return fail(), false;
    for (const auto& f : *fields)
      if (f.field.index >= v.fields.size() || !match(f.pat, v.fields[f.field.index])) return false;
    return true;
  }

  Value* place(th::ExprId id) {
    const th::Expr& e = body.exprs[id];
    if (const auto* s = std::get_if<th::Scope>(&e.kind)) return place(s->value);
    if (const auto* v = std::get_if<th::VarRef>(&e.kind)) return vars.count(v->var.index) != 0 ? &vars[v->var.index] : nullptr;
    if (const auto* f = std::get_if<th::Field>(&e.kind)) {
      Value* base = place(f->lhs);
      return base != nullptr && f->name.index < base->fields.size() ? &base->fields[f->name.index] : nullptr;
    }
    return nullptr;
  }

  Value arith(syntax::BinOp op, TypeId operand_ty, TypeId rhs_ty, Value a, Value b) {
    using B = syntax::BinOp;
    const IntInfo i = int_info(operand_ty);
    if (!i.ok) return fail();
    const Bits m = mask(i.width);
    const __int128 sa = to_signed(a.bits, i.width), sb = to_signed(b.bits, i.width);
    auto yes = [](bool x) { return Value{x ? 1u : 0u, {}, 0}; };
    auto less = [&](bool or_equal) {
      return i.is_signed ? (or_equal ? sa <= sb : sa < sb) : (or_equal ? a.bits <= b.bits : a.bits < b.bits);
    };
    switch (op) {
      case B::eq: return yes(a.bits == b.bits);
      case B::ne: return yes(a.bits != b.bits);
      case B::lt: return yes(less(false));
      case B::le: return yes(less(true));
      case B::gt: return yes(!less(true));
      case B::ge: return yes(!less(false));
      case B::bit_and: return {a.bits & b.bits, {}, 0};
      case B::bit_or: return {a.bits | b.bits, {}, 0};
      case B::bit_xor: return {(a.bits ^ b.bits) & m, {}, 0};
      case B::shl:
      case B::shr: {
        const IntInfo r = int_info(rhs_ty);
        const __int128 n = r.is_signed ? to_signed(b.bits, r.width) : static_cast<__int128>(b.bits);
        if (n < 0 || n >= static_cast<__int128>(i.width)) return fail();
        if (op == B::shl) return {(a.bits << static_cast<unsigned>(n)) & m, {}, 0};
        return {i.is_signed ? static_cast<Bits>(sa >> static_cast<unsigned>(n)) & m : a.bits >> static_cast<unsigned>(n), {}, 0};
      }
      default: break;
    }
    if (i.is_signed) {
      __int128 r = 0;
      bool of = false;
      switch (op) {
        case B::add: of = __builtin_add_overflow(sa, sb, &r); break;
        case B::sub: of = __builtin_sub_overflow(sa, sb, &r); break;
        case B::mul: of = __builtin_mul_overflow(sa, sb, &r); break;
        case B::div:
        case B::rem:
          if (sb == 0) return fail();
          if (sb == -1) {
            of = op == B::div ? __builtin_sub_overflow(static_cast<__int128>(0), sa, &r)
                              : (r = 0, to_signed(a.bits, i.width) == to_signed(static_cast<Bits>(1) << (i.width - 1), i.width));
          } else {
            r = op == B::div ? sa / sb : sa % sb;
          }
          break;
        default: return fail();
      }
      if (of || to_signed(static_cast<Bits>(r) & m, i.width) != r) return fail();
      return {static_cast<Bits>(r) & m, {}, 0};
    }
    Bits r = 0;
    bool of = false;
    switch (op) {
      case B::add: of = __builtin_add_overflow(a.bits, b.bits, &r); break;
      case B::sub:
        of = a.bits < b.bits;
        r = a.bits - b.bits;
        break;
      case B::mul: of = __builtin_mul_overflow(a.bits, b.bits, &r); break;
      case B::div:
      case B::rem:
        if (b.bits == 0) return fail();
        r = op == B::div ? a.bits / b.bits : a.bits % b.bits;
        break;
      default: return fail();
    }
    if (of || (r & m) != r) return fail();
    return {r, {}, 0};
  }

  // The message of a call that panics, where it is a literal in the program's text or the library's.
  std::optional<std::string> panic_message(const th::Call& c, Span at) {
    if (c.args.size() == 1) {
      const th::Expr* arg = &body.exprs[c.args[0]];
      while (const auto* s = std::get_if<th::Scope>(&arg->kind)) arg = &body.exprs[s->value];
      if (const auto* l = std::get_if<th::Literal>(&arg->kind); l != nullptr && l->value.kind == th::ConstantValue::Kind::str)
        return std::string(l->value.text.str());
    }
    const std::string_view text = cx.sources.snippet(at);
    const size_t open = text.find('"'), close = text.rfind('"');
    if (open == std::string_view::npos || close <= open + 1 || text.find_last_not_of(" )];") != close) return std::nullopt;
    const std::string_view message = text.substr(open + 1, close - open - 1);
    if (message.find_first_of("{}\\\"") != std::string_view::npos) return std::nullopt;
    return std::string(message);
  }

  Value call(const th::Call& c, const th::Expr& e) {
    const auto* f = store.get<types::FnDef>(ty(c.fn_ty));
    if (f == nullptr || state.depth > 64) return fail();
    if (e.ty == store.never && cx.defs[f->def].krate == resolve::library_crate && !state.panic) {
      ConstPanic p;
      p.at = cx.sources.source_callsite(e.span);
      p.message = panic_message(c, p.at);
      p.calls = state.calls;
      state.panic = std::move(p);
      return fail();
    }
    auto info = cx.items.fns.find(f->def);
    if (info == cx.items.fns.end() || !info->second.is_const || !info->second.has_body || !info->second.intrinsic.empty()) return fail();
    if (cx.items.assoc.count(f->def) != 0 && cx.items.traits.count(cx.items.assoc.at(f->def).container) != 0) return fail();
    std::vector<Value> values;
    for (th::ExprId a : c.args) {
      values.push_back(eval(a));
      if (flow != Flow::normal) return {};
    }
    CheckedBody callee = check_body(cx, f->def, sink);
    if (callee.body.tainted) return fail();
    ++state.depth;
    state.calls.emplace_back(f->def, e.span);
    Eval inner(cx, callee.body, f->args, sink, state);
    for (size_t i = 0; i < values.size() && i < callee.body.params.size(); ++i) inner.bind(callee.body.params[i].pat, values[i]);
    auto v = inner.flow == Flow::normal ? inner.run() : std::nullopt;
    --state.depth;
    state.calls.pop_back();
    return v ? *v : fail();
  }

  Value cast(TypeId from, TypeId to, Value v) {
    from = ty(from), to = ty(to);
    if (const auto* a = store.get<types::Adt>(from)) {
      const auto& adt = cx.items.adt(a->def);
      if (adt.kind != types::AdtKind::enum_ || v.variant >= adt.variants.size()) return fail();
      const IntInfo t = int_info(to);
      return t.ok ? Value{static_cast<Bits>(adt.variants[v.variant].discriminant) & mask(t.width), {}, 0} : fail();
    }
    const IntInfo f = int_info(from), t = int_info(to);
    if (!f.ok || !t.ok) return fail();
    const Bits wide = f.is_signed ? static_cast<Bits>(to_signed(v.bits, f.width)) : v.bits;
    return {wide & mask(t.width), {}, 0};
  }

  Value block(th::BlockId id) {
    const th::Block& b = body.blocks[id];
    for (const auto& s : b.stmts) {
      if (const auto* x = std::get_if<th::StmtExpr>(&s.kind)) {
        eval(x->expr);
      } else {
        const auto& let = std::get<th::StmtLet>(s.kind);
        if (!let.initializer.valid()) continue;
        Value v = eval(let.initializer);
        if (flow != Flow::normal) return {};
        if (!match(let.pattern, v)) {
          if (flow == Flow::normal && let.else_block.valid()) return block(let.else_block);
          return fail();
        }
      }
      if (flow != Flow::normal) return {};
    }
    return b.expr.valid() ? eval(b.expr) : Value{};
  }

  Value eval(th::ExprId id) {
    if (flow != Flow::normal) return {};
    if (++state.steps > 2'000'000) return fail();
    const th::Expr& e = body.exprs[id];
    if (const auto* x = std::get_if<th::Scope>(&e.kind)) {
      Value v = eval(x->value);
      if (flow == Flow::broke && target == x->scope) {
        // A labelled block's own break.
        if (std::holds_alternative<th::BlockExpr>(body.exprs[x->value].kind)) {
          flow = Flow::normal;
          return carried;
        }
      }
      return v;
    }
    if (const auto* x = std::get_if<th::Literal>(&e.kind))
      return x->value.kind == th::ConstantValue::Kind::scalar ? Value{x->value.bits, {}, 0} : fail();
    if (const auto* x = std::get_if<th::NonHirLiteral>(&e.kind)) return {x->bits, {}, 0};
    if (const auto* x = std::get_if<th::Use>(&e.kind)) return eval(x->source);
    if (const auto* x = std::get_if<th::NeverToAny>(&e.kind)) return eval(x->source);
    if (const auto* x = std::get_if<th::ValueTypeAscription>(&e.kind)) return eval(x->source);
    if (const auto* x = std::get_if<th::BlockExpr>(&e.kind)) return block(x->block);
    if (const auto* x = std::get_if<th::NamedConst>(&e.kind)) {
      if (state.depth > 64) return fail();
      ++state.depth;
      auto v = of(cx, x->def, types::instantiate(store, x->args, args), sink, state);
      --state.depth;
      return v ? *v : fail();
    }
    if (const auto* x = std::get_if<th::ConstParamExpr>(&e.kind)) {
      const ConstId c = types::instantiate(store, x->param, args);
      const auto* v = store.get<types::ConstValue>(c);
      return v != nullptr ? Value{v->bits, {}, 0} : fail();
    }
    if (const auto* x = std::get_if<th::Binary>(&e.kind)) {
      Value a = eval(x->lhs), b = eval(x->rhs);
      if (flow != Flow::normal) return {};
      return arith(x->op, body.exprs[x->lhs].ty, body.exprs[x->rhs].ty, std::move(a), std::move(b));
    }
    if (const auto* x = std::get_if<th::Logical>(&e.kind)) {
      Value a = eval(x->lhs);
      if (flow != Flow::normal) return {};
      if ((a.bits != 0) == (x->op == th::LogicalOp::or_)) return a;
      return eval(x->rhs);
    }
    if (const auto* x = std::get_if<th::Unary>(&e.kind)) {
      Value v = eval(x->arg);
      const IntInfo i = int_info(e.ty);
      if (flow != Flow::normal || !i.ok) return fail();
      if (store.get<types::Bool>(ty(e.ty)) != nullptr) return {v.bits ^ 1, {}, 0};
      if (x->op == th::UnOp::not_) return {~v.bits & mask(i.width), {}, 0};
      if (v.bits == static_cast<Bits>(1) << (i.width - 1)) return fail();
      return {-v.bits & mask(i.width), {}, 0};
    }
    if (const auto* x = std::get_if<th::Cast>(&e.kind)) {
      Value v = eval(x->source);
      return flow == Flow::normal ? cast(body.exprs[x->source].ty, e.ty, std::move(v)) : Value{};
    }
    if (const auto* x = std::get_if<th::If>(&e.kind)) {
      Value c = eval(x->cond);
      if (flow != Flow::normal) return {};
      if (c.bits != 0) return eval(x->then);
      return x->else_.valid() ? eval(x->else_) : Value{};
    }
    if (const auto* x = std::get_if<th::Let>(&e.kind)) {
      Value v = eval(x->expr);
      return flow == Flow::normal ? Value{match(x->pat, v) ? 1u : 0u, {}, 0} : Value{};
    }
    if (const auto* x = std::get_if<th::Match>(&e.kind)) {
      Value v = eval(x->scrutinee);
      if (flow != Flow::normal) return {};
      for (uint32_t a : x->arms) {
        const th::Arm& arm = body.arms[a];
        if (!match(arm.pattern, v)) {
          if (flow != Flow::normal) return {};
          continue;
        }
        if (arm.guard.valid() && eval(arm.guard).bits == 0) continue;
        return eval(arm.body);
      }
      return fail();
    }
    if (const auto* x = std::get_if<th::Loop>(&e.kind)) {
      for (;;) {
        eval(x->body);
        if (++state.steps > 2'000'000) return fail();
        if (flow == Flow::continued) {
          flow = Flow::normal;  // only an enclosing loop's own label differs, and those are refused below
          if (body.scopes[target].node != loop_node(id)) {
            flow = Flow::continued;
            return {};
          }
          continue;
        }
        if (flow == Flow::broke && body.scopes[target].node == loop_node(id)) {
          flow = Flow::normal;
          return carried;
        }
        if (flow != Flow::normal) return {};
      }
    }
    if (const auto* x = std::get_if<th::Break>(&e.kind)) {
      Value v = x->value.valid() ? eval(x->value) : Value{};
      if (flow != Flow::normal) return {};
      carried = std::move(v);
      target = x->label;
      flow = Flow::broke;
      return {};
    }
    if (const auto* x = std::get_if<th::Continue>(&e.kind)) {
      target = x->label;
      flow = Flow::continued;
      return {};
    }
    if (const auto* x = std::get_if<th::Return>(&e.kind)) {
      Value v = x->value.valid() ? eval(x->value) : Value{};
      if (flow != Flow::normal) return {};
      carried = std::move(v);
      flow = Flow::returned;
      return {};
    }
    if (std::holds_alternative<th::VarRef>(e.kind) || std::holds_alternative<th::Field>(e.kind)) {
      if (Value* p = place(id)) return *p;
      if (const auto* f = std::get_if<th::Field>(&e.kind)) {
        Value base = eval(f->lhs);
        if (flow == Flow::normal && f->name.index < base.fields.size()) return base.fields[f->name.index];
      }
      return fail();
    }
    if (const auto* x = std::get_if<th::Assign>(&e.kind)) {
      Value v = eval(x->rhs);
      Value* p = flow == Flow::normal ? place(x->lhs) : nullptr;
      if (p == nullptr) {
        const th::Expr* lhs = &body.exprs[x->lhs];
        while (const auto* s = std::get_if<th::Scope>(&lhs->kind)) lhs = &body.exprs[s->value];
        const auto* var = std::get_if<th::VarRef>(&lhs->kind);
        if (flow != Flow::normal || var == nullptr) return fail();
        vars[var->var.index] = std::move(v);
        return {};
      }
      *p = std::move(v);
      return {};
    }
    if (const auto* x = std::get_if<th::AssignOp>(&e.kind)) {
      Value v = eval(x->rhs);
      Value* p = flow == Flow::normal ? place(x->lhs) : nullptr;
      if (p == nullptr) return fail();
      Value r = arith(x->op, body.exprs[x->lhs].ty, body.exprs[x->rhs].ty, *p, std::move(v));
      if (flow == Flow::normal) *p = std::move(r);
      return {};
    }
    if (const auto* x = std::get_if<th::TupleExpr>(&e.kind)) {
      Value v;
      for (th::ExprId f : x->fields) v.fields.push_back(eval(f));
      return v;
    }
    if (const auto* x = std::get_if<th::AdtExpr>(&e.kind)) {
      if (x->base.valid()) return fail();
      Value v;
      v.variant = x->variant.index;
      v.fields.resize(x->fields.size());
      for (const auto& f : x->fields)
        if (f.name.index < v.fields.size()) v.fields[f.name.index] = eval(f.expr);
      return v;
    }
    if (const auto* x = std::get_if<th::Call>(&e.kind)) return call(*x, e);
    return fail();
  }

  syntax::NodeId loop_node(th::ExprId loop) {
    // The loop's own scope expression stands around it.
    for (const th::Expr& e : body.exprs)
      if (const auto* s = std::get_if<th::Scope>(&e.kind); s != nullptr && s->value == loop) return body.scopes[s->scope].node;
    return {};
  }

 public:
  static std::optional<Value> of(Context& cx, DefId def, ArgsId args, diagnostics::Sink& sink, EvalState& state);
};

std::optional<Value> Eval::of(Context& cx, DefId def, ArgsId args, diagnostics::Sink& sink, EvalState& state) {
  // A trait's constant: the impl's, where the type is known.
  if (auto it = cx.items.assoc.find(def); it != cx.items.assoc.end() && cx.items.traits.count(it->second.container) != 0) {
    if ((cx.store.flags(args) & (types::has_param | types::has_infer)) != 0) return std::nullopt;
    auto instance = resolve_instance(cx, def, args);
    if (!instance) return std::nullopt;
    def = instance->def;
    args = instance->args;
  }
  const resolve::Def& d = cx.defs[def];
  if (d.kind != resolve::DefKind::const_ && d.kind != resolve::DefKind::assoc_const && d.kind != resolve::DefKind::anon_const)
    return std::nullopt;
  if (d.kind != resolve::DefKind::anon_const) {
    const auto* item = std::get_if<syntax::ItemConst>(&cx.crate_of(def).ast[d.item].kind);
    if (item == nullptr || !item->value.valid()) return std::nullopt;
  }
  CheckedBody checked = check_body(cx, def, sink);
  if (checked.body.tainted) return std::nullopt;
  return Eval(cx, checked.body, args, sink, state).run();
}

}  // namespace

std::optional<ConstPanic> const_panic(types::Context& cx, const CheckedBody& checked, diagnostics::Sink& sink) {
  EvalState state;
  Eval(cx, checked.body, cx.store.no_args, sink, state).run();
  return std::move(state.panic);
}

std::optional<unsigned __int128> eval_const_scalar(types::Context& cx, DefId def, ArgsId args, diagnostics::Sink& sink) {
  // A plain literal needs no body: lengths mostly are.
  const resolve::Def& d = cx.defs[def];
  if (d.kind == resolve::DefKind::anon_const && d.expr.valid()) {
    const syntax::Expr& e = cx.crate_of(def).ast[d.expr];
    if (const auto* lit = std::get_if<syntax::ExprLit>(&e.kind);
        lit != nullptr && lit->lit.suffix.empty() && lit->lit.kind == syntax::LitKind::integer)
      return lit->lit.value;
  }
  // A constant may need another's type, which may need a length: but not without end.
  static thread_local uint32_t nesting = 0;
  if (nesting > 16) return std::nullopt;
  ++nesting;
  EvalState state;
  auto v = Eval::of(cx, def, args, sink, state);
  --nesting;
  if (!v || !v->fields.empty()) return std::nullopt;
  return v->bits;
}

namespace check {

namespace {
// The value's THIR, followed through scopes and blocks without statements, as a pattern.
std::optional<thir::PatId> expr_to_pat(FnCtxt& f, thir::Body& into, const thir::Body& from, thir::ExprId id, TypeId ty, Span span,
                                       int depth) {
  if (depth > 64) return std::nullopt;
  const thir::Expr& e = from.exprs[id];
  auto push = [&](thir::PatKind kind) {
    thir::Pat p;
    p.ty = ty;
    p.span = span;
    p.kind = std::move(kind);
    return into.pats.push(std::move(p));
  };
  if (const auto* s = std::get_if<thir::Scope>(&e.kind)) return expr_to_pat(f, into, from, s->value, ty, span, depth + 1);
  if (const auto* s = std::get_if<thir::Use>(&e.kind)) return expr_to_pat(f, into, from, s->source, ty, span, depth + 1);
  if (const auto* b = std::get_if<thir::BlockExpr>(&e.kind)) {
    const auto& block = from.blocks[b->block];
    if (!block.stmts.empty() || !block.expr.valid()) return std::nullopt;
    return expr_to_pat(f, into, from, block.expr, ty, span, depth + 1);
  }
  if (const auto* l = std::get_if<thir::Literal>(&e.kind)) return push(thir::PatConstant{l->value});
  if (const auto* c = std::get_if<thir::NamedConst>(&e.kind)) return const_to_pat(f, into, c->def, c->args, ty, span);
  if (const auto* a = std::get_if<thir::AdtExpr>(&e.kind)) {
    if (a->base.valid()) return std::nullopt;
    std::vector<thir::FieldPat> fields;
    for (const auto& field : a->fields) {
      auto p = expr_to_pat(f, into, from, field.expr, from.exprs[field.expr].ty, span, depth + 1);
      if (!p) return std::nullopt;
      fields.push_back({field.name, *p});
    }
    if (f.cx.items.adt(a->adt).kind == types::AdtKind::enum_) return push(thir::PatVariant{a->adt, a->args, a->variant, std::move(fields)});
    return push(thir::PatLeaf{std::move(fields)});
  }
  if (const auto* t = std::get_if<thir::TupleExpr>(&e.kind)) {
    std::vector<thir::FieldPat> fields;
    for (uint32_t i = 0; i < t->fields.size(); ++i) {
      auto p = expr_to_pat(f, into, from, t->fields[i], from.exprs[t->fields[i]].ty, span, depth + 1);
      if (!p) return std::nullopt;
      fields.push_back({thir::FieldIdx(i), *p});
    }
    return push(thir::PatLeaf{std::move(fields)});
  }
  if (const auto* a = std::get_if<thir::ArrayExpr>(&e.kind)) {
    thir::PatSlice slice;
    slice.is_array = true;
    for (thir::ExprId x : a->fields) {
      auto p = expr_to_pat(f, into, from, x, from.exprs[x].ty, span, depth + 1);
      if (!p) return std::nullopt;
      slice.prefix.push_back(*p);
    }
    return push(std::move(slice));
  }
  if (const auto* b = std::get_if<thir::Borrow>(&e.kind)) {
    const thir::Expr* arg = &from.exprs[b->arg];
    while (const auto* s = std::get_if<thir::Scope>(&arg->kind)) arg = &from.exprs[s->value];
    // A reborrow of a reference is that reference.
    if (const auto* d = std::get_if<thir::Deref>(&arg->kind)) return expr_to_pat(f, into, from, d->arg, ty, span, depth + 1);
    auto p = expr_to_pat(f, into, from, b->arg, from.exprs[b->arg].ty, span, depth + 1);
    if (!p) return std::nullopt;
    return push(thir::PatDeref{*p});
  }
  return std::nullopt;
}
}  // namespace

std::optional<thir::PatId> const_to_pat(FnCtxt& f, thir::Body& into, DefId def, ArgsId args, TypeId ty, Span span) {
  const auto& k = f.store[ty];
  if (std::holds_alternative<types::Int>(k) || std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k)) {
    auto bits = eval_const_scalar(f.cx, def, args, f.sink);
    if (!bits) return std::nullopt;
    thir::Pat p;
    p.ty = ty;
    p.span = span;
    thir::ConstantValue v;
    v.bits = *bits;
    p.kind = thir::PatConstant{v};
    return into.pats.push(std::move(p));
  }
  const resolve::Def& d = f.cx.defs[def];
  if (d.kind != DefKind::const_ && d.kind != DefKind::assoc_const) return std::nullopt;
  if (f.cx.items.assoc.count(def) != 0 && f.cx.items.traits.count(f.cx.items.assoc.at(def).container) != 0) return std::nullopt;
  CheckedBody checked = check_body(f.cx, def, f.sink);
  if (checked.body.tainted) return std::nullopt;
  return expr_to_pat(f, into, checked.body, checked.body.value, ty, span, 0);
}

void check_range_pattern(FnCtxt& f, Span span, TypeId ty, const thir::PatRange& range) {
  if (!range.lo || !range.hi) return;
  const auto* i = f.store.get<types::Int>(ty);
  if (i == nullptr && f.store.get<types::Char>(ty) == nullptr) return;
  auto key = [&](unsigned __int128 b) {
    if (i == nullptr || !i->is_signed) return b;
    const unsigned w = i->width == types::IntWidth::w8     ? 8
                       : i->width == types::IntWidth::w16  ? 16
                       : i->width == types::IntWidth::w32  ? 32
                       : i->width == types::IntWidth::w128 ? 128
                                                           : 64;
    return b ^ (static_cast<unsigned __int128>(1) << (w - 1));
  };
  const auto lo = key(range.lo->bits), hi = key(range.hi->bits);
  if (lo < hi || (lo == hi && range.inclusive)) return;
  if (range.inclusive)
    f.emit(f.error(span, "E0030", "lower bound for range pattern must be less than or equal to upper bound")
               .label(span, "lower bound larger than upper bound"));
  else f.emit(f.error(span, "E0579", "lower bound for range pattern must be less than upper bound"));
}

}  // namespace check

}  // namespace borrowlab::typeck
