// Values of constants: the qualifications of rustc_const_eval::check_consts::{qualifs, resolver}, and what they forbid.
#include <algorithm>

#include "mir/check_consts.h"
#include "mir/util.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::mir {

using diagnostics::Diagnostic;
using diagnostics::Level;

namespace {

// What a value may be, by its type or, where that is known, by what it was made of: `None` of any type needs no drop.
enum class Qualif : uint8_t { needs_drop, has_mut_interior };

class Qualifier {
 public:
  Qualifier(types::Context& cx, const Body& body, Qualif qualif)
      : cx_(cx), body_(body), env_(typeck::param_env(cx, body.owner)), qualif_(qualif) {
    entry_.resize(body.blocks.size());
  }

  using State = std::vector<bool>;  // by local, and once more: whether it may be changed through a reference

  // Calls f(location, state before it) for all that is reached without unwinding, blocks in reverse postorder.
  template <class F>
  void run(F&& f) {
    State start(2 * body_.locals.size());
    for (uint32_t i = 1; i <= body_.arg_count; ++i) start[i] = in_any_value(body_.locals[Local(i)].ty);
    entry_[start_block] = start;
    reached_.assign(body_.blocks.size(), false);
    reached_[0] = true;
    postorder(start_block);
    for (bool changed = true; changed;) {
      changed = false;
      for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
        State s = entry_[*it];
        walk(*it, s, [](Location, const State&) {});
        for (BasicBlock next : successors(body_.blocks[*it].terminator)) {
          if (body_.blocks[next].is_cleanup) continue;
          State& into = entry_[next];
          if (into.empty()) into.resize(s.size());
          for (size_t i = 0; i < s.size(); ++i)
            if (s[i] && !into[i]) into[i] = changed = true;
        }
      }
    }
    for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
      State s = entry_[*it];
      walk(*it, s, f);
    }
  }

  bool in_any_value(TypeId ty) {
    return qualif_ == Qualif::needs_drop ? typeck::needs_drop(cx_, env_, ty) : !typeck::is_freeze(cx_, env_, ty);
  }
  bool in_place(const State& s, const Place& place) {
    Place prefix = place;
    while (!prefix.projection.empty()) {
      if (!in_any_value(place_ty(cx_, body_, prefix).ty)) return false;
      if (prefix.projection.back().kind == PlaceElem::Kind::deref) return true;
      prefix.projection.pop_back();
    }
    return s[place.local.index] && in_any_value(body_.locals[place.local].ty);
  }

 private:
  void postorder(BasicBlock b) {
    for (BasicBlock next : successors(body_.blocks[b].terminator)) {
      if (reached_[next.index] || body_.blocks[next].is_cleanup) continue;
      reached_[next.index] = true;
      postorder(next);
    }
    order_.push_back(b);
  }
  bool in_operand(const State& s, const Operand& o) {
    if (o.kind == Operand::Kind::constant) return in_any_value(o.constant->ty);
    return in_place(s, o.place);
  }
  bool in_rvalue(const State& s, const Rvalue& r) {
    if (const auto* use = std::get_if<RvUse>(&r)) return in_operand(s, use->operand);
    if (const auto* repeat = std::get_if<RvRepeat>(&r)) return in_operand(s, repeat->operand);
    if (const auto* cast = std::get_if<RvCast>(&r)) return in_operand(s, cast->operand);
    if (const auto* copy = std::get_if<RvCopyForDeref>(&r)) return in_place(s, copy->place);
    if (const auto* aggregate = std::get_if<RvAggregate>(&r)) {
      if (aggregate->kind.kind == AggregateKind::Kind::adt) {
        const types::AdtDef& def = cx_.items.adt(aggregate->kind.def);
        if (def.kind == types::AdtKind::union_) return in_any_value(rvalue_ty(cx_, body_, r));
        if (qualif_ == Qualif::needs_drop ? def.drop_impl.valid() : def.is_unsafe_cell) return true;
      }
      return std::any_of(aggregate->operands.begin(), aggregate->operands.end(), [&](const Operand& o) { return in_operand(s, o); });
    }
    return false;
  }
  void moved(State& s, const Operand& o) {
    if (qualif_ != Qualif::needs_drop || o.kind != Operand::Kind::move || !o.place.is_local()) return;
    if (!s[body_.locals.size() + o.place.local.index]) s[o.place.local.index] = false;
  }
  void moves_of(State& s, const Rvalue& r) {
    if (const auto* use = std::get_if<RvUse>(&r)) moved(s, use->operand);
    else if (const auto* repeat = std::get_if<RvRepeat>(&r)) moved(s, repeat->operand);
    else if (const auto* cast = std::get_if<RvCast>(&r)) moved(s, cast->operand);
    else if (const auto* aggregate = std::get_if<RvAggregate>(&r))
      for (const Operand& o : aggregate->operands) moved(s, o);
  }
  void assign(State& s, const Place& place, bool value) {
    if (place.is_local()) s[place.local.index] = value;
    else if (value && !has_deref(place)) s[place.local.index] = true;
  }
  void borrowed(State& s, const Place& place) {
    if (has_deref(place)) return;
    s[body_.locals.size() + place.local.index] = true;
    if (in_any_value(body_.locals[place.local].ty)) s[place.local.index] = true;
  }

  template <class F>
  void walk(BasicBlock b, State& s, F&& f) {
    const BasicBlockData& data = body_.blocks[b];
    for (uint32_t i = 0; i < data.statements.size(); ++i) {
      f(Location{b, i}, s);
      const Statement& statement = data.statements[i];
      if (const auto* dead = std::get_if<StStorageDead>(&statement.kind)) s[body_.locals.size() + dead->local.index] = false;
      const auto* a = std::get_if<StAssign>(&statement.kind);
      if (a == nullptr) continue;
      const bool value = in_rvalue(s, a->value);
      moves_of(s, a->value);
      assign(s, a->place, value);
      if (const auto* ref = std::get_if<RvRef>(&a->value); ref != nullptr && is_mut(ref->kind)) borrowed(s, ref->place);
      if (const auto* raw = std::get_if<RvRawPtr>(&a->value); raw != nullptr && raw->mut == Mutability::mut) borrowed(s, raw->place);
    }
    f(Location{b, static_cast<uint32_t>(data.statements.size())}, s);
    if (const auto* call = std::get_if<TCall>(&data.terminator.kind)) {
      for (const Operand& o : call->args) moved(s, o);
      assign(s, call->destination, in_any_value(place_ty(cx_, body_, call->destination).ty));
    }
  }

  types::Context& cx_;
  const Body& body_;
  types::ParamEnv env_;
  Qualif qualif_;
  IndexVec<BasicBlock, State> entry_;
  std::vector<bool> reached_;
  std::vector<BasicBlock> order_;
};

void report_kept(diagnostics::Sink& sink, Span at, bool mut) {
  Diagnostic d(
      Level::error,
      mut ? "mutable borrows of temporaries that have their lifetime extended until the end of the program are not allowed"
          : "interior mutable shared borrows of temporaries that have their lifetime extended until the end of the program are not "
            "allowed",
      at, mut ? "E0764" : "E0492");
  d.label(at,
          mut ? "this mutable borrow refers to such a temporary" : "this borrow of an interior mutable value refers to such a temporary");
  d.note("temporaries in constants and statics can have their lifetime extended until the end of the program");
  d.note("to avoid accidentally creating global mutable state, such temporaries must be immutable");
  d.help("if you really want global mutable state, try replacing the temporary by an interior mutable `static` or a `static mut`");
  sink.emit(std::move(d));
}

// What lives on after the evaluation is what is never said to be dead.
void check_kept_borrows(types::Context& cx, const Body& body, bool static_mut, diagnostics::Sink& sink) {
  std::vector<bool> transient(body.locals.size());
  for (const BasicBlockData& b : body.blocks)
    for (const Statement& s : b.statements)
      if (const auto* dead = std::get_if<StStorageDead>(&s.kind)) transient[dead->local.index] = true;
  const auto kept = [&](const Place& p) { return !has_deref(p) && !transient[p.local.index]; };
  Qualifier mut_interior(cx, body, Qualif::has_mut_interior);
  mut_interior.run([&](Location at, const Qualifier::State& state) {
    const Statement* s = body.statement_at(at);
    const auto* a = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
    if (a == nullptr) return;
    const auto* ref = std::get_if<RvRef>(&a->value);
    const auto* raw = std::get_if<RvRawPtr>(&a->value);
    if (ref == nullptr && raw == nullptr) return;
    const Place& place = ref != nullptr ? ref->place : raw->place;
    const bool mut = ref != nullptr ? is_mut(ref->kind) : raw->mut == Mutability::mut;
    if (!kept(place)) return;
    if (mut && !static_mut) report_kept(sink, s->source_info.span, true);
    else if (!mut && mut_interior.in_place(state, place)) report_kept(sink, s->source_info.span, false);
  });
}

void check_drops(types::Context& cx, const Body& body, const char* context, diagnostics::Sink& sink) {
  Qualifier needs_drop(cx, body, Qualif::needs_drop);
  needs_drop.run([&](Location at, const Qualifier::State& state) {
    if (body.statement_at(at) != nullptr) return;
    const Terminator& t = body.blocks[at.block].terminator;
    const auto* drop = std::get_if<TDrop>(&t.kind);
    if (drop == nullptr || !needs_drop.in_place(state, drop->place)) return;
    const TypeId ty = place_ty(cx, body, drop->place).ty;
    const Span span = drop->place.is_local() ? body.locals[drop->place.local].source_info.span : t.source_info.span;
    Diagnostic d(Level::error, "destructor of `" + types::to_string(cx, types::GenericArg(ty)) + "` cannot be evaluated at compile-time",
                 span, "E0493");
    d.label(span, std::string("the destructor for this type cannot be evaluated in ") + context);
    d.label(t.source_info.span, "value is dropped here");
    sink.emit(std::move(d));
  });
}

}  // namespace

void check_const_values(types::Context& cx, const Body& body, diagnostics::Sink& sink) {
  const char* context = const_context(cx, body.owner);
  if (context == nullptr || body.tainted || body.blocks.empty()) return;
  const resolve::DefKind kind = cx.defs[body.owner].kind;
  const bool is_fn = kind == resolve::DefKind::fn || kind == resolve::DefKind::assoc_fn;
  bool static_mut = false;
  if (kind == resolve::DefKind::static_)
    static_mut = std::get<syntax::ItemStatic>(cx.crate_of(body.owner).ast[cx.defs[body.owner].item].kind).mut == Mutability::mut;
  if (!is_fn) check_kept_borrows(cx, body, static_mut, sink);
  check_drops(cx, body, context, sink);
}

}  // namespace borrowlab::mir
