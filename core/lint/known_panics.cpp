#include "lint/lint.h"
#include "mir/util.h"
#include "typeck/check.h"

namespace borrowlab::lint {

namespace known {

using namespace mir;  // the pass names every part of a body
using u128 = unsigned __int128;

// What is known of a value: an integer, bool or char; or its fields.
struct KnownValue {
  std::optional<u128> scalar;
  std::vector<KnownValue> fields;
};

enum class ConstPropMode : uint8_t { full, own_block, none };

// Which locals may be followed, and how far. rustc: CanConstProp.
class CanConstProp {
 public:
  CanConstProp(types::Context& cx, const Body& body)
      : cx_(cx), body_(body), modes_(body.locals.size(), ConstPropMode::full), assigned_(body.locals.size()) {
    for (uint32_t a = 1; a <= body.arg_count; ++a) assigned_[a] = true;
    for (uint32_t i = 0; i < modes_.size(); ++i)
      if (!small(body.locals[Local(i)].ty, 0)) modes_[i] = ConstPropMode::none;
    for (const BasicBlockData& b : body.blocks) block(b);
  }
  std::vector<ConstPropMode> take() { return std::move(modes_); }

 private:
  // Up to 64 bytes, counted in fields of eight.
  bool small(TypeId ty, uint32_t depth) const {
    if (depth > 3) return false;
    if (const auto* array = cx_.store.get<types::Array>(ty)) {
      const auto len = array_length(cx_, ty);
      const uint32_t width = bit_width(cx_, array->elem) / 8;
      return len && width != 0 && *len * width <= 64;
    }
    if (const auto* tuple = cx_.store.get<types::Tuple>(ty)) {
      const auto elems = cx_.store[tuple->elems];
      if (elems.size() > 4) return false;
      for (TypeId e : elems)
        if (!small(e, depth + 1)) return false;
    }
    return true;
  }
  void stored(Local l) {
    if (!assigned_[l.index]) {
      assigned_[l.index] = true;
      return;
    }
    if (modes_[l.index] == ConstPropMode::full) modes_[l.index] = ConstPropMode::own_block;
  }
  void lost(const Place& p) {
    if (p.projection.empty() || p.projection[0].kind != PlaceElem::Kind::deref) modes_[p.local.index] = ConstPropMode::none;
  }
  void written(const Place& p) {
    if (p.projection.empty() || p.projection[0].kind != PlaceElem::Kind::deref) stored(p.local);
  }
  void block(const BasicBlockData& b) {
    for (const Statement& s : b.statements) {
      if (const auto* d = std::get_if<StSetDiscriminant>(&s.kind)) written(d->place);
      const auto* assign = std::get_if<StAssign>(&s.kind);
      if (assign == nullptr) continue;
      written(assign->place);
      if (const auto* r = std::get_if<RvRef>(&assign->value)) lost(r->place);
      if (const auto* r = std::get_if<RvRawPtr>(&assign->value)) lost(r->place);
    }
    if (const auto* call = std::get_if<TCall>(&b.terminator.kind)) written(call->destination);
    if (const auto* drop = std::get_if<TDrop>(&b.terminator.kind)) lost(drop->place);
  }

  types::Context& cx_;
  const Body& body_;
  std::vector<ConstPropMode> modes_;
  std::vector<bool> assigned_;
};

class KnownPanics {
 public:
  KnownPanics(types::Context& cx, const Body& body)
      : cx_(cx), body_(body), modes_(CanConstProp(cx, body).take()), values_(body.locals.size()) {}

  Findings run() {
    std::vector<bool> visited(body_.blocks.size());
    std::vector<BasicBlock> work{BasicBlock(0)};
    while (!work.empty()) {
      const BasicBlock b = work.back();
      work.pop_back();
      if (visited[b.index]) continue;
      visited[b.index] = true;
      const BasicBlockData& data = body_.blocks[b];
      if (data.is_cleanup) continue;
      for (const Statement& s : data.statements) statement(s);
      terminator(data.terminator, work);
      for (uint32_t i = 0; i < modes_.size(); ++i)
        if (modes_[i] == ConstPropMode::own_block) values_[i].reset();
    }
    return std::move(found_);
  }

 private:
  // --- values ---
  const KnownValue* place(const Place& p) const {
    if (!values_[p.local.index]) return nullptr;
    const KnownValue* v = &*values_[p.local.index];
    for (const PlaceElem& e : p.projection) {
      uint64_t at = e.a;
      if (e.kind == PlaceElem::Kind::index) {
        const auto& index = values_[e.a];
        if (!index || !index->scalar) return nullptr;
        at = static_cast<uint64_t>(*index->scalar);
      } else if (e.kind != PlaceElem::Kind::field && (e.kind != PlaceElem::Kind::constant_index || e.from_end)) {
        return nullptr;
      }
      if (at >= v->fields.size()) return nullptr;
      v = &v->fields[at];
    }
    return v;
  }
  std::optional<u128> constant(const Constant& c) const {
    using K = typeck::thir::ConstantValue::Kind;
    if (c.static_ref.valid() || c.promoted_of.valid()) return std::nullopt;
    if (!is_integral(cx_, c.ty) && cx_.store.get<types::Bool>(c.ty) == nullptr && cx_.store.get<types::Char>(c.ty) == nullptr)
      return std::nullopt;
    if (c.value.kind == K::scalar) return c.value.bits;
    if (c.value.kind == K::type_const) {
      if (const auto* v = cx_.store.get<types::ConstValue>(c.value.konst)) return v->bits;
      return std::nullopt;
    }
    if (c.value.kind != K::unevaluated) return std::nullopt;
    diagnostics::Sink ignored;
    const auto bits = typeck::eval_const_scalar(cx_, c.value.def, c.value.args, ignored);
    return ignored.has_errors() || ignored.has_refusals() ? std::nullopt : bits;
  }
  std::optional<KnownValue> operand(const Operand& o) const {
    if (o.kind == Operand::Kind::constant) {
      const auto bits = constant(*o.constant);
      return bits ? std::optional(KnownValue{bits, {}}) : std::nullopt;
    }
    const KnownValue* v = place(o.place);
    return v == nullptr ? std::nullopt : std::optional(*v);
  }
  std::optional<u128> scalar(const Operand& o) const {
    const auto v = operand(o);
    return v ? v->scalar : std::nullopt;
  }
  TypeId type_of(const Operand& o) const { return operand_ty(cx_, body_, o); }

  __int128 extend(u128 bits, TypeId ty) const {
    const uint32_t width = bit_width(cx_, ty);
    if (!is_signed(cx_, ty) || width >= 128) return static_cast<__int128>(bits);
    const u128 sign = static_cast<u128>(1) << (width - 1);
    return static_cast<__int128>((bits ^ sign) - sign);
  }

  // The exact result; overflow tells whether it does not fit the type.
  std::optional<u128> arithmetic(BinOp op, u128 l, u128 r, TypeId ty, bool& overflow) const {
    const uint32_t width = bit_width(cx_, ty);
    if (width == 0) return std::nullopt;
    const bool is_signed_ty = is_signed(cx_, ty);
    u128 raw = 0;
    const __int128 a = extend(l, ty), b = extend(r, ty);
    if (is_signed_ty) {
      __int128 wide = 0;
      const bool wraps = op == BinOp::add   ? __builtin_add_overflow(a, b, &wide)
                         : op == BinOp::sub ? __builtin_sub_overflow(a, b, &wide)
                                            : __builtin_mul_overflow(a, b, &wide);
      raw = truncate(static_cast<u128>(wide), width);
      overflow = wraps || extend(raw, ty) != wide;
    } else {
      u128 wide = 0;
      const bool wraps = op == BinOp::add   ? __builtin_add_overflow(l, r, &wide)
                         : op == BinOp::sub ? __builtin_sub_overflow(l, r, &wide)
                                            : __builtin_mul_overflow(l, r, &wide);
      raw = truncate(wide, width);
      overflow = wraps || raw != wide;
    }
    return raw;
  }

  std::optional<KnownValue> binary(const RvBinary& b, const SourceInfo& at) {
    const TypeId ty = type_of(b.lhs);
    const auto l = scalar(b.lhs), r = scalar(b.rhs);
    if ((b.op == BinOp::shl || b.op == BinOp::shr) && is_integral(cx_, ty)) {
      if (!r) return std::nullopt;
      const __int128 by = extend(*r, type_of(b.rhs));
      if (by < 0 || by >= static_cast<__int128>(bit_width(cx_, ty))) {
        overflow(at, std::string("attempt to shift ") + (b.op == BinOp::shl ? "left" : "right") + " by `" + shown(*r, type_of(b.rhs)) +
                         "`, which would overflow");
        return std::nullopt;
      }
      if (!l) return std::nullopt;
      const u128 out = b.op == BinOp::shl   ? truncate(*l << static_cast<unsigned>(by), bit_width(cx_, ty))
                       : is_signed(cx_, ty) ? truncate(static_cast<u128>(extend(*l, ty) >> static_cast<unsigned>(by)), bit_width(cx_, ty))
                                            : *l >> static_cast<unsigned>(by);
      return with_flag(b, out);
    }
    if (!l || !r) return std::nullopt;
    if (b.op == BinOp::add || b.op == BinOp::sub || b.op == BinOp::mul) {
      if (!is_integral(cx_, ty)) return std::nullopt;
      bool wraps = false;
      const auto out = arithmetic(b.op, *l, *r, ty, wraps);
      if (!out) return std::nullopt;
      if (wraps && b.with_overflow) {
        overflow(at,
                 "attempt to compute `" + shown(*l, ty) + " " + syntax::bin_op_str(b.op) + " " + shown(*r, ty) + "`, which would overflow");
        return std::nullopt;
      }
      return with_flag(b, *out);
    }
    return compare_or_bits(b.op, *l, *r, ty);
  }
  std::optional<KnownValue> compare_or_bits(BinOp op, u128 l, u128 r, TypeId ty) const {
    const __int128 a = extend(l, ty), b = extend(r, ty);
    const bool less = is_signed(cx_, ty) ? a < b : l < r;
    const auto flag = [](bool v) { return std::optional(KnownValue{static_cast<u128>(v ? 1 : 0), {}}); };
    switch (op) {
      case BinOp::eq: return flag(l == r);
      case BinOp::ne: return flag(l != r);
      case BinOp::lt: return flag(less);
      case BinOp::le: return flag(less || l == r);
      case BinOp::gt: return flag(!less && l != r);
      case BinOp::ge: return flag(!less);
      case BinOp::bit_and: return KnownValue{l & r, {}};
      case BinOp::bit_or: return KnownValue{l | r, {}};
      case BinOp::bit_xor: return KnownValue{l ^ r, {}};
      case BinOp::div:
      case BinOp::rem: {
        if (r == 0 || !is_integral(cx_, ty)) return std::nullopt;
        if (!is_signed(cx_, ty)) return KnownValue{op == BinOp::div ? l / r : l % r, {}};
        if (b == -1) return std::nullopt;  // may overflow: its own check says so
        return KnownValue{truncate(static_cast<u128>(op == BinOp::div ? a / b : a % b), bit_width(cx_, ty)), {}};
      }
      default: return std::nullopt;
    }
  }
  static KnownValue with_flag(const RvBinary& b, u128 result) {
    if (!b.with_overflow) return KnownValue{result, {}};
    return KnownValue{std::nullopt, {KnownValue{result, {}}, KnownValue{static_cast<u128>(0), {}}}};
  }
  std::optional<KnownValue> unary(const RvUnary& u, const SourceInfo& at) {
    const auto v = scalar(u.operand);
    const TypeId ty = type_of(u.operand);
    if (!v) return std::nullopt;
    if (u.op == mir::UnOp::not_) {
      if (cx_.store.get<types::Bool>(ty) != nullptr) return KnownValue{*v ^ 1, {}};
      return is_integral(cx_, ty) ? std::optional(KnownValue{truncate(~*v, bit_width(cx_, ty)), {}}) : std::nullopt;
    }
    if (u.op != mir::UnOp::neg || !is_integral(cx_, ty)) return std::nullopt;
    const u128 lowest = static_cast<u128>(1) << (bit_width(cx_, ty) - 1);
    if (*v == lowest) {
      overflow(at, "attempt to negate `" + shown(*v, ty) + "`, which would overflow");
      return std::nullopt;
    }
    return KnownValue{truncate(-*v, bit_width(cx_, ty)), {}};
  }
  std::optional<KnownValue> rvalue(const Rvalue& value, const SourceInfo& at) {
    if (const auto* use = std::get_if<RvUse>(&value)) return operand(use->operand);
    if (const auto* b = std::get_if<RvBinary>(&value)) return binary(*b, at);
    if (const auto* u = std::get_if<RvUnary>(&value)) return unary(*u, at);
    if (const auto* len = std::get_if<RvLen>(&value)) {
      const auto n = array_length(cx_, place_ty(cx_, body_, len->place).ty);
      return n ? std::optional(KnownValue{*n, {}}) : std::nullopt;
    }
    if (const auto* c = std::get_if<RvCast>(&value)) {
      const auto v = scalar(c->operand);
      if (!v || c->kind != CastKind::int_to_int || bit_width(cx_, c->ty) == 0) return std::nullopt;
      return KnownValue{truncate(static_cast<u128>(extend(*v, type_of(c->operand))), bit_width(cx_, c->ty)), {}};
    }
    if (const auto* a = std::get_if<RvAggregate>(&value)) {
      using K = AggregateKind::Kind;
      const bool plain = a->kind.kind == K::array || a->kind.kind == K::tuple ||
                         (a->kind.kind == K::adt && cx_.items.adt(a->kind.def).kind == types::AdtKind::struct_);
      if (!plain) return std::nullopt;
      KnownValue out;
      for (const Operand& o : a->operands) out.fields.push_back(operand(o).value_or(KnownValue{}));
      return out;
    }
    return std::nullopt;
  }

  // --- statements, terminators ---
  void assign(const Place& to, std::optional<KnownValue> value) {
    if (modes_[to.local.index] == ConstPropMode::none) return;
    if (to.projection.empty()) {
      values_[to.local.index] = std::move(value);
      return;
    }
    if (to.projection[0].kind == PlaceElem::Kind::deref) return;
    // A part: followed where it is a field of what is known.
    if (!values_[to.local.index]) return;
    KnownValue* v = &*values_[to.local.index];
    for (const PlaceElem& e : to.projection) {
      if (e.kind != PlaceElem::Kind::field || e.a >= v->fields.size()) {
        values_[to.local.index].reset();
        return;
      }
      v = &v->fields[e.a];
    }
    *v = value.value_or(KnownValue{});
  }
  void statement(const Statement& s) {
    if (const auto* a = std::get_if<StAssign>(&s.kind)) assign(a->place, rvalue(a->value, s.source_info));
    else if (const auto* d = std::get_if<StSetDiscriminant>(&s.kind)) values_[d->place.local.index].reset();
    else if (const auto* live = std::get_if<StStorageLive>(&s.kind)) values_[live->local.index].reset();
    else if (const auto* dead = std::get_if<StStorageDead>(&s.kind)) values_[dead->local.index].reset();
  }
  void terminator(const Terminator& t, std::vector<BasicBlock>& work) {
    if (const auto* s = std::get_if<TSwitchInt>(&t.kind)) {
      if (const auto v = scalar(s->discr)) {
        BasicBlock to = s->otherwise;
        for (const auto& [value, target] : s->targets)
          if (value == *v) to = target;
        work.push_back(to);
        return;
      }
    } else if (const auto* a = std::get_if<TAssert>(&t.kind)) {
      assertion(*a, t.source_info);
    } else if (const auto* c = std::get_if<TCall>(&t.kind)) {
      assign(c->destination, std::nullopt);
      if (c->destination.is_local()) values_[c->destination.local.index].reset();
    } else if (const auto* f = std::get_if<TFalseEdge>(&t.kind)) {
      work.push_back(f->real_target);
      return;
    } else if (const auto* u = std::get_if<TFalseUnwind>(&t.kind)) {
      work.push_back(u->real_target);
      return;
    }
    for (BasicBlock b : successors(t))
      if (b.valid()) work.push_back(b);
  }
  void assertion(const TAssert& a, const SourceInfo& at) {
    const auto cond = scalar(a.cond);
    if (!cond || (*cond != 0) == a.expected) return;
    if (a.cond.kind != Operand::Kind::constant) values_[a.cond.place.local.index].reset();
    const auto known = [&](size_t i, bool typed) -> std::string {
      const auto v = i < a.operands.size() ? scalar(a.operands[i]) : std::nullopt;
      if (!v) return "_";
      return typed ? shown(*v, type_of(a.operands[i])) : std::to_string(static_cast<uint64_t>(*v));
    };
    switch (a.kind) {
      case AssertKind::bounds_check:
        return panic(at, "index out of bounds: the length is " + known(0, false) + " but the index is " + known(1, false));
      case AssertKind::division_by_zero: return panic(at, "attempt to divide `" + known(0, true) + "` by zero");
      case AssertKind::remainder_by_zero:
        return panic(at, "attempt to calculate the remainder of `" + known(0, true) + "` with a divisor of zero");
      case AssertKind::overflow:
        if (a.op != BinOp::div && a.op != BinOp::rem) return;  // said of the operation itself
        return panic(at, std::string("attempt to compute ") + (a.op == BinOp::rem ? "the remainder of " : "") + "`" + known(0, true) +
                             (a.op == BinOp::div ? " / " : " % ") + known(1, true) + "`, which would overflow");
      default: return;
    }
  }

  // --- reports ---
  std::string shown(u128 bits, TypeId ty) const {
    const std::string name = types::to_string(cx_, types::GenericArg(ty));
    const uint32_t width = bit_width(cx_, ty);
    if (width == 0) return "_";
    const u128 all = truncate(~static_cast<u128>(0), width);
    if (is_signed(cx_, ty)) {
      if (bits == (all >> 1) + 1) return name + "::MIN";
      if (bits == all >> 1) return name + "::MAX";
    } else if (bits == all) {
      return name + "::MAX";
    }
    const __int128 value = extend(bits, ty);
    const bool negative = is_signed(cx_, ty) && value < 0;
    u128 magnitude = negative ? static_cast<u128>(-value) : static_cast<u128>(value);
    std::string text;
    do {
      text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(magnitude % 10)));
      magnitude /= 10;
    } while (magnitude != 0);
    return (negative ? "-" : "") + text + "_" + name;
  }
  void report(const SourceInfo& at, Lint lint, const char* message, std::string label) {
    found_.push_back(finding(lint, message, at.span).label(at.span, std::move(label)));
  }
  void overflow(const SourceInfo& at, std::string label) {
    report(at, Lint::arithmetic_overflow, "this arithmetic operation will overflow", std::move(label));
  }
  void panic(const SourceInfo& at, std::string label) {
    report(at, Lint::unconditional_panic, "this operation will panic at runtime", std::move(label));
  }

  types::Context& cx_;
  const Body& body_;
  std::vector<ConstPropMode> modes_;
  std::vector<std::optional<KnownValue>> values_;
  Findings found_;
};

}  // namespace known

Findings known_panics(types::Context& cx, const mir::Body& body) { return known::KnownPanics(cx, body).run(); }

}  // namespace borrowlab::lint
