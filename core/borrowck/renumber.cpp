#include "borrowck/renumber.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT: MIR from end to end

mir::Body renumber(types::Context& cx, const mir::Body& source, RegionVars& vars) {
  mir::Body body = source;
  types::Store& store = cx.store;
  constexpr uint16_t regions =
      types::has_free_regions | types::has_erased | types::has_re_infer | types::has_late_param | types::has_placeholder;
  auto fresh = [&](RegionId) { return vars.fresh_region(); };
  auto ty = [&](TypeId t) -> TypeId { return t && (store.flags(t) & regions) != 0 ? types::map_free_regions<TypeId>(store, t, fresh) : t; };
  auto args = [&](ArgsId a) -> ArgsId {
    return a.valid() && (store.flags(a) & regions) != 0 ? types::map_free_regions<ArgsId>(store, a, fresh) : a;
  };
  auto operand = [&](Operand& o) {
    if (o.kind != Operand::Kind::constant) return;
    const bool unevaluated = o.constant->value.kind == typeck::thir::ConstantValue::Kind::unevaluated && o.constant->value.args.valid();
    if ((store.flags(o.constant->ty) & regions) == 0 && !unevaluated) return;
    Constant c = *o.constant;
    c.ty = ty(c.ty);
    if (unevaluated) c.value.args = args(c.value.args);
    o.constant = std::make_shared<const Constant>(std::move(c));
  };
  for (LocalDecl& d : body.locals) d.ty = ty(d.ty);
  for (BasicBlockData& b : body.blocks) {
    for (Statement& s : b.statements) {
      auto* a = std::get_if<StAssign>(&s.kind);
      if (a == nullptr) continue;
      if (auto* r = std::get_if<RvUse>(&a->value)) operand(r->operand);
      else if (auto* r = std::get_if<RvRepeat>(&a->value)) operand(r->operand);
      else if (auto* r = std::get_if<RvRef>(&a->value)) r->region = vars.fresh_region();
      else if (auto* r = std::get_if<RvCast>(&a->value)) {
        operand(r->operand);
        r->ty = ty(r->ty);
      } else if (auto* r = std::get_if<RvBinary>(&a->value)) {
        operand(r->lhs);
        operand(r->rhs);
      } else if (auto* r = std::get_if<RvUnary>(&a->value)) operand(r->operand);
      else if (auto* r = std::get_if<RvAggregate>(&a->value)) {
        r->kind.elem = ty(r->kind.elem);
        r->kind.args = args(r->kind.args);
        for (Operand& o : r->operands) operand(o);
      }
    }
    if (auto* c = std::get_if<TCall>(&b.terminator.kind)) {
      operand(c->func);
      for (Operand& o : c->args) operand(o);
    } else if (auto* s = std::get_if<TSwitchInt>(&b.terminator.kind)) operand(s->discr);
    else if (auto* t = std::get_if<TAssert>(&b.terminator.kind)) {
      operand(t->cond);
      for (Operand& o : t->operands) operand(o);
    }
  }
  return body;
}

}  // namespace borrowlab::borrowck
