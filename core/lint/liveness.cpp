#include "lint/liveness.h"

#include <algorithm>
#include <unordered_set>

#include "mir/dataflow.h"

namespace borrowlab::lint {

using mir::Location;
using mir::Place;
using mir::PlaceElem;

bool is_indirect(const Place& place, size_t from) {
  for (size_t i = from; i < place.projection.size(); ++i)
    if (place.projection[i].kind == PlaceElem::Kind::deref) return true;
  return false;
}

namespace {

// rustc: CapturedPlace::to_string.
std::string capture_name(const types::Context& cx, const typeck::thir::Capture& c, const std::vector<BuiltBody>& bodies) {
  std::string name;
  for (const BuiltBody& b : bodies)
    if (const auto var = b.thir->vars.find(c.var); var != b.thir->vars.end()) name = var->second.name.str();
  types::TypeId ty = c.var_ty;
  for (const auto& p : c.projections) {
    if (p.kind == typeck::thir::CaptureProjection::Kind::deref) {
      name = "*" + name;
    } else if (const auto* adt = cx.store.get<types::Adt>(ty)) {
      const auto& variants = cx.items.adt(adt->def).variants;
      const size_t variant = p.variant.valid() ? p.variant.index : 0;
      name += "." + std::string(variants[variant].fields[p.field.index].name.str());
    } else {
      name += "." + std::to_string(p.field.index);
    }
    ty = p.ty;
  }
  return name;
}

bool nameless(std::string_view name) { return name.empty() || name == "self" || name[0] == '_'; }

}  // namespace

PlaceSet::PlaceSet(types::Context& cx, const mir::Body& body, const std::vector<BuiltBody>& bodies) : locals_(body.locals.size()) {
  for (uint32_t i = 0; i < body.locals.size(); ++i)
    if (body.locals[mir::Local(i)].info.kind == mir::LocalInfo::Kind::user_variable)
      locals_[i] = places_.push({mir::Local(i), 0, false, false, {}, {}});
  if (body.closure) {
    if (cx.store.get<types::Ref>(body.locals[mir::Local(1)].ty) != nullptr) capture_field_ = 1;
    for (uint32_t i = 0; i < body.closure->captures.size(); ++i) {
      const auto& c = body.closure->captures[i];
      captures_.push_back(places_.push({mir::Local(1), i, true, !c.by_value, capture_name(cx, c, bodies), c.path_span}));
    }
  }
  for (const mir::VarDebugInfo& v : body.var_debug_info) {
    if (!v.place.is_local() || !locals_[v.place.local.index] || nameless(v.name.str())) continue;
    TrackedPlace& place = places_[*locals_[v.place.local.index]];
    if (!place.name.empty()) continue;
    place.name = v.name.str();
    place.span = v.source_info.span;
  }
  // What would not be reported is not followed: what has no name, and what is declared where control does not come.
  std::vector<bool> reached(body.locals.size());
  for (uint32_t i = 1; i <= body.arg_count; ++i) reached[i] = true;
  for (const mir::BasicBlockData& b : body.blocks)
    for (const mir::Statement& s : b.statements)
      if (const auto* live = std::get_if<mir::StStorageLive>(&s.kind)) reached[live->local.index] = true;
  for (uint32_t i = 0; i < locals_.size(); ++i)
    if (locals_[i] && !reached[i]) places_[*locals_[i]].name.clear();
  for (auto& index : locals_)
    if (index && places_[*index].name.empty()) index.reset();
}

std::optional<std::pair<PlaceIndex, size_t>> PlaceSet::get(const Place& place) const {
  if (const auto index = locals_[place.local.index]) return std::pair{*index, size_t{0}};
  if (captures_.empty() || place.local.index != 1 || capture_field_ >= place.projection.size()) return std::nullopt;
  const PlaceElem& elem = place.projection[capture_field_];
  if (elem.kind != PlaceElem::Kind::field || elem.a >= captures_.size()) return std::nullopt;
  const PlaceIndex index = captures_[elem.a];
  const size_t start = capture_field_ + 1 + (places_[index].by_ref ? 1 : 0);
  if (start > place.projection.size()) return std::nullopt;
  return std::pair{index, start};
}

namespace {

// The second part of `a += b` is no read of its own: whether `a` is read is up to what comes after.
class SelfAssignments {
 public:
  SelfAssignments(const PlaceSet& places, const mir::Body& body) {
    const auto preds = mir::predecessors(body);
    for (uint32_t b = 0; b < body.blocks.size(); ++b) {
      const mir::BasicBlockData& block = body.blocks[mir::BasicBlock(b)];
      for (uint32_t i = 0; i < block.statements.size(); ++i) {
        const auto* assign = std::get_if<mir::StAssign>(&block.statements[i].kind);
        const auto* op = assign == nullptr ? nullptr : std::get_if<mir::RvBinary>(&assign->value);
        if (op == nullptr || op->lhs.kind != mir::Operand::Kind::copy) continue;
        if (op->with_overflow) checked(places, body, b, i, *assign, *op);
        else plain(places, body, preds, b, i, *assign, *op);
      }
    }
  }
  bool contains(Location at) const { return std::find(found_.begin(), found_.end(), at) != found_.end(); }

 private:
  void checked(const PlaceSet& places, const mir::Body& body, uint32_t b, uint32_t i, const mir::StAssign& assign,
               const mir::RvBinary& op) {
    const mir::BasicBlockData& block = body.blocks[mir::BasicBlock(b)];
    const auto* check = std::get_if<mir::TAssert>(&block.terminator.kind);
    if (i + 1 != block.statements.size() || check == nullptr || check->kind != mir::AssertKind::overflow) return;
    const auto& target = body.blocks[check->target].statements;
    const auto* store = target.empty() ? nullptr : std::get_if<mir::StAssign>(&target.front().kind);
    const auto* use = store == nullptr ? nullptr : std::get_if<mir::RvUse>(&store->value);
    if (use == nullptr || use->operand.kind != mir::Operand::Kind::move || !(store->place == op.lhs.place)) return;
    if (indirect(places, store->place) || use->operand.place.local != assign.place.local || !assign.place.is_local()) return;
    found_.push_back({mir::BasicBlock(b), i});
    found_.push_back({mir::BasicBlock(b), i + 1});
    found_.push_back({check->target, 0});
  }
  void plain(const PlaceSet& places, const mir::Body& body, const IndexVec<mir::BasicBlock, std::vector<mir::BasicBlock>>& preds,
             uint32_t b, uint32_t i, const mir::StAssign& assign, const mir::RvBinary& op) {
    if (!(op.lhs.place == assign.place) || indirect(places, assign.place)) return;
    found_.push_back({mir::BasicBlock(b), i});
    // A signed division checks for overflow first, in the block before.
    const bool divides = op.op == syntax::BinOp::div || op.op == syntax::BinOp::rem;
    if (!divides || i != 0 || preds[mir::BasicBlock(b)].size() != 1) return;
    const mir::BasicBlock before = preds[mir::BasicBlock(b)][0];
    const auto* check = std::get_if<mir::TAssert>(&body.blocks[before].terminator.kind);
    const auto count = static_cast<uint32_t>(body.blocks[before].statements.size());
    if (check == nullptr || check->kind != mir::AssertKind::overflow || count < 2) return;
    found_.push_back({before, count - 1});
    found_.push_back({before, count - 2});
  }
  static bool indirect(const PlaceSet& places, const Place& place) {
    const auto tracked = places.get(place);
    return tracked && is_indirect(place, tracked->second);
  }
  std::vector<Location> found_;
};

class MaybeLivePlaces : public mir::AnalysisDefaults {
 public:
  static constexpr bool forward = false;
  MaybeLivePlaces(const mir::Body& body, const PlaceSet& places, const SelfAssignments& self,
                  const std::unordered_map<DefId, BitSet, IndexHash>& dead)
      : body_(body), places_(places), self_assignments_(self), dead_captures_(dead) {}

  BitSet bottom(const mir::Body&) const { return BitSet(places_.size()); }

  void statement_effect(BitSet& live, const mir::Statement& s, Location at) {
    if (const auto* assign = std::get_if<mir::StAssign>(&s.kind)) {
      if (self_assignments_.contains(at)) {
        const auto* op = std::get_if<mir::RvBinary>(&assign->value);
        if (op == nullptr) return rvalue(live, assign->value);
        operand(live, op->rhs);
        if (op->with_overflow) store(live, assign->place);
        return;
      }
      store(live, assign->place);
      rvalue(live, assign->value);
    } else if (const auto* read = std::get_if<mir::StFakeRead>(&s.kind)) {
      if (read->cause == mir::FakeReadCause::for_let && !read->closure.valid()) return;
      use(live, read->place);
    } else if (const auto* set = std::get_if<mir::StSetDiscriminant>(&s.kind)) {
      store(live, set->place);
    } else if (const auto* mention = std::get_if<mir::StPlaceMention>(&s.kind)) {
      use(live, mention->place);
    }
  }

  void terminator_effect(BitSet& live, const mir::Terminator& t, Location) {
    if (const auto* sw = std::get_if<mir::TSwitchInt>(&t.kind)) {
      operand(live, sw->discr);
    } else if (const auto* call = std::get_if<mir::TCall>(&t.kind)) {
      // What is called and with what; the place that the result goes to only if it is behind a pointer.
      const auto tracked = places_.get(call->destination);
      if (tracked && is_indirect(call->destination, tracked->second)) live.insert(tracked->first.index);
      indices(live, call->destination);
      operand(live, call->func);
      for (const mir::Operand& a : call->args) operand(live, a);
    } else if (body_.closure) {
      // What is captured by reference may be read by those around, when the closure is done.
      const auto* go = std::get_if<mir::TGoto>(&t.kind);
      if (!std::holds_alternative<mir::TReturn>(t.kind) && (go == nullptr || go->target != mir::start_block)) return;
      for (uint32_t i = 0; i < places_.size(); ++i)
        if (places_[PlaceIndex(i)].is_capture && places_[PlaceIndex(i)].by_ref) live.insert(i);
    }
  }

 private:
  void indices(BitSet& live, const Place& place) {
    for (const PlaceElem& e : place.projection)
      if (e.kind == PlaceElem::Kind::index) use(live, Place(mir::Local(e.a)));
  }
  void use(BitSet& live, const Place& place) {
    if (const auto tracked = places_.get(place)) live.insert(tracked->first.index);
    indices(live, place);
  }
  void store(BitSet& live, const Place& place) {
    if (const auto tracked = places_.get(place)) {
      if (is_indirect(place, tracked->second)) live.insert(tracked->first.index);
      else if (place.projection.size() == tracked->second) live.remove(tracked->first.index);
    }
    indices(live, place);
  }
  void operand(BitSet& live, const mir::Operand& o) {
    if (o.kind != mir::Operand::Kind::constant) use(live, o.place);
  }
  void rvalue(BitSet& live, const mir::Rvalue& v) {
    std::visit(
        [&](const auto& r) {
          using R = std::decay_t<decltype(r)>;
          if constexpr (requires { r.place; }) {
            use(live, r.place);
          } else if constexpr (requires { r.lhs; }) {
            operand(live, r.lhs);
            operand(live, r.rhs);
          } else if constexpr (std::is_same_v<R, mir::RvAggregate>) {
            // What a closure captures and never uses is not used by being captured.
            const auto dead = r.kind.kind == mir::AggregateKind::Kind::closure ? dead_captures_.find(r.kind.def) : dead_captures_.end();
            for (size_t i = 0; i < r.operands.size(); ++i)
              if (dead == dead_captures_.end() || !dead->second.contains(i)) operand(live, r.operands[i]);
          } else {
            operand(live, r.operand);
          }
        },
        v);
  }

  const mir::Body& body_;
  const PlaceSet& places_;
  const SelfAssignments& self_assignments_;
  const std::unordered_map<DefId, BitSet, IndexHash>& dead_captures_;
};

// Every assignment to a tracked place, and whether what it stores is read.
class Collector {
 public:
  Collector(const mir::Body& body, const PlaceSet& places) : body_(body), places_(places) {
    found_.ever_live = BitSet(places.size());
    found_.ever_dropped = BitSet(places.size());
    found_.assignments.resize(places.size());
  }

  Liveness run(mir::DataflowResults<MaybeLivePlaces>& results) {
    std::vector<mir::BasicBlock> order = mir::reverse_postorder(body_);
    std::reverse(order.begin(), order.end());
    for (const mir::BasicBlock b : order) {
      const mir::BasicBlockData& block = body_.blocks[b];
      BitSet live = results.entry[b];
      found_.ever_live.unite(live);
      const auto count = static_cast<uint32_t>(block.statements.size());
      if (const auto* call = std::get_if<mir::TCall>(&block.terminator.kind)) {
        assigned(call->destination, block.terminator.source_info, live);
        dropped(call->destination);
      } else if (const auto* drop = std::get_if<mir::TDrop>(&block.terminator.kind)) {
        dropped(drop->place);
      }
      results.analysis.terminator_effect(live, block.terminator, {b, count});
      for (uint32_t i = count; i-- > 0;) {
        found_.ever_live.unite(live);
        const mir::Statement& s = block.statements[i];
        if (const auto* assign = std::get_if<mir::StAssign>(&s.kind)) assigned(assign->place, s.source_info, live);
        else if (const auto* set = std::get_if<mir::StSetDiscriminant>(&s.kind)) assigned(set->place, s.source_info, live);
        results.analysis.statement_effect(live, s, {b, i});
      }
      if (b == mir::start_block) entry(live);
    }
    return std::move(found_);
  }

 private:
  void assigned(const Place& place, const mir::SourceInfo& at, const BitSet& live) {
    const auto tracked = places_.get(place);
    if (!tracked || is_indirect(place, tracked->second)) return;
    const bool direct = place.projection.size() == tracked->second, is_live = live.contains(tracked->first.index);
    for (Access& a : found_.assignments[tracked->first])
      if (a.at.span == at.span && a.at.scope == at.scope) {
        a.live |= is_live;
        a.is_direct &= direct;
        return;
      }
    found_.assignments[tracked->first].push_back({Access::Kind::assign, at, is_live, direct});
  }
  void dropped(const Place& place) {
    const auto tracked = places_.get(place);
    if (tracked && place.projection.size() == tracked->second) found_.ever_dropped.insert(tracked->first.index);
  }
  // What the body is given: is it of any use?
  void entry(const BitSet& live) {
    found_.ever_live.unite(live);
    for (uint32_t i = 0; i < places_.size(); ++i) {
      const TrackedPlace& place = places_[PlaceIndex(i)];
      if (place.is_capture ? place.by_ref : place.local.index > body_.arg_count) continue;
      const auto kind = place.is_capture ? Access::Kind::capture : Access::Kind::param;
      const mir::SourceInfo& at = body_.locals[place.local].source_info;
      auto& accesses = found_.assignments[PlaceIndex(i)];
      std::erase_if(accesses, [&](const Access& a) { return a.at.span == at.span && a.at.scope == at.scope; });
      accesses.push_back({kind, at, live.contains(i), true});
    }
  }

  const mir::Body& body_;
  const PlaceSet& places_;
  Liveness found_;
};

// A guard sees a binding through a reference of its own: what is read through either is read.
void merge_guards(const mir::Body& body, const PlaceSet& places, Liveness& found) {
  for (uint32_t i = 0; i < places.size(); ++i) {
    const TrackedPlace& guard = places[PlaceIndex(i)];
    if (guard.is_capture || !body.locals[guard.local].info.is_ref_for_guard) continue;
    // The arm's local was declared just before it.
    const auto arm = places.get(Place(mir::Local(guard.local.index - 1)));
    if (!arm) continue;
    if (found.ever_live.contains(i)) found.ever_live.insert(arm->first.index);
    auto& into = found.assignments[arm->first];
    for (const Access& a : found.assignments[PlaceIndex(i)]) {
      const auto same =
          std::find_if(into.begin(), into.end(), [&](const Access& b) { return a.at.span == b.at.span && a.at.scope == b.at.scope; });
      if (same == into.end()) into.push_back(a);
      else same->live |= a.live;
    }
    found.assignments[PlaceIndex(i)].clear();
  }
}

class LivenessLint {
 public:
  LivenessLint(types::Context& cx, const std::vector<BuiltBody>& bodies) : cx_(cx), bodies_(bodies) {}
  Findings run() {
    check(bodies_.back());
    return std::move(out_);
  }

 private:
  void check(const BuiltBody& built) {
    const mir::Body& original = *built.mir;
    if (original.tainted) return;
    // A closure that may be called again reads next time what it stores now.
    std::optional<mir::Body> again;
    if (original.closure && original.closure->kind == typeck::thir::ClosureKind::fn_mut) {
      again = original;
      for (mir::BasicBlockData& b : again->blocks)
        if (std::holds_alternative<mir::TReturn>(b.terminator.kind) || std::holds_alternative<mir::TUnwindResume>(b.terminator.kind))
          b.terminator.kind = mir::TGoto{mir::start_block};
    }
    const mir::Body& body = again ? *again : original;
    const PlaceSet places(cx_, body, bodies_);
    closures_in(body);
    if (places.size() == 0) return;
    const SelfAssignments self(places, body);
    auto results = mir::run_dataflow(body, MaybeLivePlaces(body, places, self, dead_captures_));
    Liveness found = Collector(body, places).run(results);
    merge_guards(body, places, found);
    if (body.closure) {
      BitSet dead(body.closure->captures.size());
      for (uint32_t i = 0; i < places.size(); ++i)
        if (places[PlaceIndex(i)].is_capture && !found.ever_live.contains(i)) dead.insert(places[PlaceIndex(i)].capture);
      dead_captures_[body.owner] = std::move(dead);
    }
    LivenessReport report(cx_, built, places, found, out_);
    report.fully_unused();
    report.unused_assignments();
  }

  // Those made in this body are looked at first, in the order in which a backward analysis meets them.
  void closures_in(const mir::Body& body) {
    if (bodies_.size() == 1) return;
    std::vector<mir::BasicBlock> order = mir::reverse_postorder(body);
    for (auto b = order.rbegin(); b != order.rend(); ++b) {
      const auto& statements = body.blocks[*b].statements;
      for (auto s = statements.rbegin(); s != statements.rend(); ++s) {
        const auto* assign = std::get_if<mir::StAssign>(&s->kind);
        const auto* made = assign == nullptr ? nullptr : std::get_if<mir::RvAggregate>(&assign->value);
        if (made == nullptr || made->kind.kind != mir::AggregateKind::Kind::closure || !seen_.insert(made->kind.def).second) continue;
        for (const BuiltBody& other : bodies_)
          if (other.mir->owner == made->kind.def) check(other);
      }
    }
  }

  types::Context& cx_;
  const std::vector<BuiltBody>& bodies_;
  std::unordered_map<DefId, BitSet, IndexHash> dead_captures_;
  std::unordered_set<DefId, IndexHash> seen_;
  Findings out_;
};

}  // namespace

Findings liveness(types::Context& cx, const std::vector<BuiltBody>& bodies) { return LivenessLint(cx, bodies).run(); }

}  // namespace borrowlab::lint
