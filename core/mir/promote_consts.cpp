#include "mir/promote_consts.h"

#include <optional>

#include "mir/dataflow.h"
#include "mir/util.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::mir {
namespace {

// What is known of a temporary: it may be promoted only if it is assigned exactly once and then only read or borrowed.
struct TempState {
  enum class Kind : uint8_t { undefined, defined, unpromotable, promoted_out } kind = Kind::undefined;
  Location location;
  uint32_t uses = 0;
};

class Promoter {
 public:
  Promoter(types::Context& cx, Body& body) : cx_(cx), body_(body), env_(typeck::param_env(cx, body.owner)), temps_(body.locals.size()) {}

  void run() {
    collect();
    for (size_t i = candidates_.size(); i-- > 0;) promote(candidates_[i]);  // later ones first: they take the inner ones with them
    if (promoted_.empty()) return;
    insert_references();
    eliminate();
  }

 private:
  // --- collecting ---
  bool is_temp(Local l) const {
    const LocalDecl& d = body_.locals[l];
    return l.index > body_.arg_count && d.info.kind != LocalInfo::Kind::user_variable && d.info.kind != LocalInfo::Kind::self_ref;
  }
  void define(const Place& place, Location at) {
    use_projection(place);
    if (!is_temp(place.local)) return;
    TempState& t = temps_[place.local.index];
    if (t.kind == TempState::Kind::undefined && place.is_local()) t = {TempState::Kind::defined, at, 0};
    else t.kind = TempState::Kind::unpromotable;
  }
  void use(const Place& place, bool harmless) {
    use_projection(place);
    if (!is_temp(place.local)) return;
    TempState& t = temps_[place.local.index];
    if (t.kind == TempState::Kind::defined && harmless) ++t.uses;
    else t.kind = TempState::Kind::unpromotable;
  }
  void use_projection(const Place& place) {
    for (const PlaceElem& e : place.projection)
      if (e.kind == PlaceElem::Kind::index) use(Place(Local(e.a)), true);
  }
  // A move is a use like a copy: the value stays what it is.
  void use(const Operand& o) {
    if (o.kind != Operand::Kind::constant) use(o.place, true);
  }
  void use(const Rvalue& value) {
    std::visit(
        [&](const auto& r) {
          using R = std::decay_t<decltype(r)>;
          if constexpr (std::is_same_v<R, RvUse> || std::is_same_v<R, RvRepeat> || std::is_same_v<R, RvCast> ||
                        std::is_same_v<R, RvUnary>) {
            use(r.operand);
          } else if constexpr (std::is_same_v<R, RvBinary>) {
            use(r.lhs);
            use(r.rhs);
          } else if constexpr (std::is_same_v<R, RvAggregate>) {
            for (const Operand& o : r.operands) use(o);
          } else {
            use(r.place, true);
          }
        },
        value);
  }

  void collect() {
    for (BasicBlock b : reverse_postorder(body_)) {
      const BasicBlockData& block = body_.blocks[b];
      for (uint32_t s = 0; s < block.statements.size(); ++s) {
        const auto& kind = block.statements[s].kind;
        if (const auto* assign = std::get_if<StAssign>(&kind)) {
          use(assign->value);
          define(assign->place, {b, s});
          if (std::holds_alternative<RvRef>(assign->value)) candidates_.push_back({b, s});
        } else if (const auto* read = std::get_if<StFakeRead>(&kind)) {
          use(read->place, true);
        } else if (const auto* mention = std::get_if<StPlaceMention>(&kind)) {
          use(mention->place, true);
        }
      }
      const Location end{b, static_cast<uint32_t>(block.statements.size())};
      if (const auto* call = std::get_if<TCall>(&block.terminator.kind)) {
        use(call->func);
        for (const Operand& o : call->args) use(o);
        define(call->destination, end);
      } else if (const auto* sw = std::get_if<TSwitchInt>(&block.terminator.kind)) {
        use(sw->discr);
      } else if (const auto* a = std::get_if<TAssert>(&block.terminator.kind)) {
        use(a->cond);
        for (const Operand& o : a->operands) use(o);
      } else if (const auto* drop = std::get_if<TDrop>(&block.terminator.kind)) {
        if (drop->replace) use(drop->place, false);
      }
    }
  }

  // --- validity ---
  const Rvalue* definition(Local l) const {
    const TempState& t = temps_[l.index];
    if (t.kind != TempState::Kind::defined) return nullptr;
    const Statement* s = body_.statement_at(t.location);
    const auto* assign = s == nullptr ? nullptr : std::get_if<StAssign>(&s->kind);
    return assign == nullptr ? nullptr : &assign->value;
  }
  // Whether the value that a local holds has the property; `of_type` decides where the value does not tell.
  template <class F>
  bool value_has(Local l, F&& of_type, bool drops) const {
    if (!of_type(body_.locals[l].ty)) return false;
    const Rvalue* r = definition(l);
    if (r == nullptr) return true;
    if (const auto* u = std::get_if<RvUse>(r)) return operand_has(u->operand, of_type, drops);
    if (const auto* rep = std::get_if<RvRepeat>(r)) return operand_has(rep->operand, of_type, drops);
    if (const auto* agg = std::get_if<RvAggregate>(r)) {
      if (agg->kind.kind == AggregateKind::Kind::adt) {
        const types::AdtDef& adt = cx_.items.adt(agg->kind.def);
        if (drops ? adt.drop_impl.valid() || adt.is_box : adt.is_unsafe_cell) return true;
      }
      for (const Operand& o : agg->operands)
        if (operand_has(o, of_type, drops)) return true;
      return false;
    }
    return true;
  }
  template <class F>
  bool operand_has(const Operand& o, F&& of_type, bool drops) const {
    if (o.kind == Operand::Kind::constant) return of_type(o.constant->ty);
    return of_type(place_ty(cx_, body_, o.place).ty) && value_has(o.place.local, of_type, drops);
  }
  bool needs_drop(Local l) const {
    return value_has(
        l, [&](TypeId t) { return typeck::needs_drop(cx_, env_, t); }, true);
  }
  bool has_mut_interior(Local l) const {
    return value_has(
        l, [&](TypeId t) { return !typeck::is_freeze(cx_, env_, t); }, false);
  }

  bool valid_local(Local l) {
    const Rvalue* r = definition(l);
    return r != nullptr && !needs_drop(l) && valid_rvalue(*r);
  }
  bool valid_place(const Place& place) {
    TypeId ty = body_.locals[place.local].ty;
    for (const PlaceElem& e : place.projection) {
      switch (e.kind) {
        case PlaceElem::Kind::field:
          if (const auto* adt = adt_def(cx_, ty); adt != nullptr && adt->kind == types::AdtKind::union_) return false;
          break;
        case PlaceElem::Kind::constant_index:
        case PlaceElem::Kind::subslice: break;
        case PlaceElem::Kind::index: {
          const Rvalue* r = definition(Local(e.a));
          const auto* u = r == nullptr ? nullptr : std::get_if<RvUse>(r);
          const auto len = array_length(cx_, ty);
          if (!len || u == nullptr || u->operand.kind != Operand::Kind::constant || u->operand.constant->value.bits >= *len) return false;
          if (!valid_local(Local(e.a))) return false;
          break;
        }
        case PlaceElem::Kind::deref:
        case PlaceElem::Kind::downcast:
        case PlaceElem::Kind::opaque_cast: return false;
      }
      ty = projection_ty(cx_, {ty, {}}, e);
    }
    return valid_local(place.local);
  }
  bool valid_operand(const Operand& o) {
    if (o.kind == Operand::Kind::constant) return !o.constant->static_ref;
    return valid_place(o.place);
  }
  bool valid_ref(BorrowKind kind, const Place& place) const {
    if (kind == BorrowKind::fake_shallow || kind == BorrowKind::fake_deep) return false;
    if (kind == BorrowKind::shared) return !has_mut_interior(place.local);
    return array_length(cx_, place_ty(cx_, body_, place).ty) == std::optional<uint64_t>(0);  // only `&mut []`
  }
  std::optional<unsigned __int128> constant_bits(const Operand& o) const {
    const Operand* at = &o;
    while (at->kind != Operand::Kind::constant) {
      const Rvalue* r = at->place.is_local() ? definition(at->place.local) : nullptr;
      const auto* u = r == nullptr ? nullptr : std::get_if<RvUse>(r);
      if (u == nullptr) return std::nullopt;
      at = &u->operand;
    }
    if (at->constant->value.kind != typeck::thir::ConstantValue::Kind::scalar) return std::nullopt;
    return at->constant->value.bits;
  }
  bool valid_binary(const RvBinary& r) {
    const TypeId ty = operand_ty(cx_, body_, r.lhs);
    if (cx_.store.get<types::RawPtr>(ty) || cx_.store.get<types::FnPtr>(ty)) return false;
    if ((r.op == BinOp::div || r.op == BinOp::rem) && is_integral(cx_, ty)) {
      const uint32_t width = bit_width(cx_, ty);
      const auto divisor = constant_bits(r.rhs);
      if (!divisor || truncate(*divisor, width) == 0) return false;
      if (is_signed(cx_, ty) && truncate(*divisor, width) == truncate(~static_cast<unsigned __int128>(0), width)) {
        const auto dividend = constant_bits(r.lhs);
        if (!dividend || truncate(*dividend, width) == static_cast<unsigned __int128>(1) << (width - 1)) return false;
      }
    }
    return valid_operand(r.lhs) && valid_operand(r.rhs);
  }
  bool valid_rvalue(const Rvalue& value) {
    return std::visit(
        [&](const auto& r) -> bool {
          using R = std::decay_t<decltype(r)>;
          if constexpr (std::is_same_v<R, RvUse> || std::is_same_v<R, RvRepeat> || std::is_same_v<R, RvUnary>) {
            return valid_operand(r.operand);
          } else if constexpr (std::is_same_v<R, RvCast>) {
            return r.kind != CastKind::pointer_expose_provenance && valid_operand(r.operand);
          } else if constexpr (std::is_same_v<R, RvBinary>) {
            return valid_binary(r);
          } else if constexpr (std::is_same_v<R, RvAggregate>) {
            for (const Operand& o : r.operands)
              if (!valid_operand(o)) return false;
            return true;
          } else if constexpr (std::is_same_v<R, RvRef>) {
            // A reborrow is like a copy of the reference.
            Place simplified = r.place;
            if (!simplified.projection.empty() && simplified.projection.back().kind == PlaceElem::Kind::deref) {
              Place base = simplified;
              base.projection.pop_back();
              if (cx_.store.get<types::Ref>(place_ty(cx_, body_, base).ty)) simplified = std::move(base);
            }
            return valid_place(simplified) && valid_ref(r.kind, r.place);
          } else if constexpr (std::is_same_v<R, RvRawPtr>) {
            return false;
          } else {
            return valid_place(r.place);
          }
        },
        value);
  }
  bool valid_candidate(const RvRef& ref) {
    for (const PlaceElem& e : ref.place.projection)
      if (e.kind == PlaceElem::Kind::deref) return false;
    return is_temp(ref.place.local) && valid_local(ref.place.local) && valid_ref(ref.kind, ref.place);
  }

  // --- promotion ---
  struct Copy {
    Body body;
    std::vector<Local> mapped;  // by local of the source body
    bool keep_original = false;
  };
  Local copy_temp(Copy& c, Local l) {
    if (c.mapped[l.index]) return c.mapped[l.index];
    TempState& t = temps_[l.index];
    const bool keep_outer = c.keep_original;
    if (t.uses > 1) c.keep_original = true;
    const Statement source = body_.blocks[t.location.block].statements[t.location.statement];
    Rvalue value = std::get<StAssign>(source.kind).value;
    if (!c.keep_original) {
      body_.blocks[t.location.block].statements[t.location.statement].kind = StNop{};
      t.kind = TempState::Kind::promoted_out;
    }
    copy_operands(c, value);
    LocalDecl decl;
    decl.ty = body_.locals[l].ty;
    decl.source_info = body_.locals[l].source_info;
    const Local mine = c.body.locals.push(std::move(decl));
    c.mapped[l.index] = mine;
    c.body.blocks[start_block].statements.push_back({source.source_info, StAssign{Place(mine), std::move(value)}});
    c.keep_original = keep_outer;
    return mine;
  }
  void copy_place(Copy& c, Place& place) {
    place.local = copy_temp(c, place.local);
    for (PlaceElem& e : place.projection)
      if (e.kind == PlaceElem::Kind::index) e.a = copy_temp(c, Local(e.a)).index;
  }
  void copy_operands(Copy& c, Rvalue& value) {
    auto operand = [&](Operand& o) {
      if (o.kind != Operand::Kind::constant) copy_place(c, o.place);
    };
    std::visit(
        [&](auto& r) {
          using R = std::decay_t<decltype(r)>;
          if constexpr (std::is_same_v<R, RvUse> || std::is_same_v<R, RvRepeat> || std::is_same_v<R, RvCast> ||
                        std::is_same_v<R, RvUnary>) {
            operand(r.operand);
          } else if constexpr (std::is_same_v<R, RvBinary>) {
            operand(r.lhs);
            operand(r.rhs);
          } else if constexpr (std::is_same_v<R, RvAggregate>) {
            for (Operand& o : r.operands) operand(o);
          } else {
            copy_place(c, r.place);
          }
        },
        value);
  }

  void promote(Location at) {
    const Statement& statement = body_.blocks[at.block].statements[at.statement];
    const auto* assign = std::get_if<StAssign>(&statement.kind);
    if (assign == nullptr) return;  // taken along by another
    const RvRef ref = std::get<RvRef>(assign->value);
    if (!valid_candidate(ref)) return;
    const SourceInfo info = statement.source_info;
    const TypeId base_ty = body_.locals[ref.place.local].ty;
    const TypeId ref_ty = cx_.store.ref(cx_.store.re_erased, base_ty, is_mut(ref.kind) ? Mutability::mut : Mutability::not_);
    Copy c;
    c.mapped.resize(body_.locals.size());
    c.body.owner = body_.owner;
    c.body.span = info.span;
    c.body.return_ty = ref_ty;
    c.body.scopes = body_.scopes;
    c.body.user_types = body_.user_types;
    LocalDecl ret;
    ret.ty = ref_ty;
    ret.source_info = info;
    c.body.locals.push(std::move(ret));
    c.body.blocks.push({});
    const Local inner = copy_temp(c, ref.place.local);
    c.body.blocks[start_block].statements.push_back(
        {info, StAssign{Place(return_place), RvRef{cx_.store.re_erased, ref.kind, Place(inner)}}});
    c.body.blocks[start_block].terminator = {info, TReturn{}};
    const auto index = static_cast<uint32_t>(body_.promoted.size());
    body_.promoted.push_back(std::move(c.body));
    LocalDecl decl;
    decl.ty = ref_ty;
    decl.source_info = info;
    const Local holder = body_.locals.push(std::move(decl));
    temps_.push_back({TempState::Kind::unpromotable, {}, 0});
    // `_x = &place` becomes `holder = const promoted; _x = &(*holder).rest`.
    auto& target = std::get<RvRef>(std::get<StAssign>(body_.blocks[at.block].statements[at.statement].kind).value).place;
    target.local = holder;
    target.projection.insert(target.projection.begin(), PlaceElem::deref());
    Constant constant;
    constant.span = info.span;
    constant.ty = ref_ty;
    constant.value.kind = typeck::thir::ConstantValue::Kind::unit;
    constant.promoted_of = body_.owner;
    constant.promoted_index = index;
    promoted_.push_back({at, {info, StAssign{Place(holder), RvUse{constant_operand(std::move(constant))}}}});
  }

  void insert_references() {
    // Candidates were visited in reverse order of the traversal; within a block, later statements come first.
    for (auto& [at, statement] : promoted_) {
      auto& list = body_.blocks[at.block].statements;
      list.insert(list.begin() + static_cast<ptrdiff_t>(at.statement), std::move(statement));
    }
  }
  void eliminate() {
    auto gone = [&](Local l) { return l.index < temps_.size() && temps_[l.index].kind == TempState::Kind::promoted_out; };
    for (BasicBlockData& block : body_.blocks) {
      auto& list = block.statements;
      std::vector<Statement> kept;
      for (Statement& s : list) {
        if (const auto* live = std::get_if<StStorageLive>(&s.kind); live != nullptr && gone(live->local)) continue;
        if (const auto* dead = std::get_if<StStorageDead>(&s.kind); dead != nullptr && gone(dead->local)) continue;
        if (const auto* read = std::get_if<StFakeRead>(&s.kind); read != nullptr && gone(read->place.local)) continue;
        if (std::holds_alternative<StNop>(s.kind)) continue;
        kept.push_back(std::move(s));
      }
      list = std::move(kept);
      if (const auto* drop = std::get_if<TDrop>(&block.terminator.kind);
          drop != nullptr && drop->place.is_local() && gone(drop->place.local))
        block.terminator.kind = TGoto{drop->target};
    }
  }

  types::Context& cx_;
  Body& body_;
  types::ParamEnv env_;
  std::vector<TempState> temps_;
  std::vector<Location> candidates_;
  std::vector<std::pair<Location, Statement>> promoted_;
};

}  // namespace

void promote_consts(types::Context& cx, Body& body) { Promoter(cx, body).run(); }

}  // namespace borrowlab::mir
