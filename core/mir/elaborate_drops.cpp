// Drops as they run: a drop of what is certainly moved out goes away, one of what may be is guarded by a flag, and a partly moved value is
// dropped by its parts. After rustc_mir_transform::{elaborate_drop, elaborate_drops}.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "mir/build.h"
#include "mir/dataflow.h"
#include "mir/simplify.h"
#include "mir/util.h"
#include "support/sort.h"
#include "typeck/traits.h"

namespace borrowlab::mir {
namespace {

enum class DropStyle : uint8_t { dead, static_, conditional, open };

class Elaborator {
 public:
  Elaborator(types::Context& cx, Body& body, const types::ParamEnv& env)
      : cx_(cx),
        body_(body),
        env_(env),
        data_(gather_moves(cx, body, [&](TypeId ty) { return typeck::needs_drop(cx, env, ty); })),
        original_blocks_(static_cast<uint32_t>(body.blocks.size())) {}

  void run() {
    auto inits = run_dataflow(body_, MaybeInitializedPlaces(cx_, body_, data_));
    auto uninits = run_dataflow(body_, MaybeUninitializedPlaces(cx_, body_, data_, true));
    for (uint32_t b = 0; b < original_blocks_; ++b) {
      const BasicBlock block(b);
      const auto* drop = std::get_if<TDrop>(&body_.blocks[block].terminator.kind);
      if (drop == nullptr) continue;
      const LookupResult found = data_.find(drop->place);
      if (!found.exact) continue;  // an assignment through a pointer: what was there is dropped in any case
      const Location at{block, static_cast<uint32_t>(body_.blocks[block].statements.size())};
      states_.emplace(b, State{found.path, inits.before(body_, at), uninits.before(body_, at)});
    }
    collect_drop_flags();
    for (const auto& [b, state] : std::map<uint32_t, State>(states_.begin(), states_.end())) {
      state_ = &state;
      const BasicBlock block(b);
      const Terminator t = body_.blocks[block].terminator;
      const auto& drop = std::get<TDrop>(t.kind);
      at_ = t.source_info;
      const bool in_cleanup = body_.blocks[block].is_cleanup;
      const Unwind unwind =
          in_cleanup ? Unwind{} : Unwind{drop.unwind.kind == UnwindAction::Kind::cleanup ? drop.unwind.target : resume_block()};
      elaborate(block, drop.place, state.path, drop.target, unwind);
    }
    set_drop_flags();
    apply_insertions();
  }

 private:
  // Where a panicking drop goes on; none: within cleanup, where it aborts.
  struct Unwind {
    BasicBlock to;
    bool in_cleanup() const { return !to; }
    UnwindAction action() const {
      return in_cleanup() ? UnwindAction{UnwindAction::Kind::terminate, {}} : UnwindAction{UnwindAction::Kind::cleanup, to};
    }
  };
  struct State {
    MovePathIndex path;
    BitSet maybe_init, maybe_uninit;
  };

  BasicBlock resume_block() {
    if (!resume_) {
      resume_ = new_block(Unwind{}, TUnwindResume{});
    }
    return resume_;
  }
  BasicBlock new_block(Unwind unwind, TerminatorKind kind) {
    BasicBlockData data;
    data.terminator = {at_, std::move(kind)};
    data.is_cleanup = unwind.in_cleanup();
    return body_.blocks.push(std::move(data));
  }

  DropStyle style(const State& state, MovePathIndex path) const {
    bool init = false, uninit = false;
    size_t children = 0;
    data_.for_each_child(path, [&](MovePathIndex p) {
      init = init || state.maybe_init.contains(p.index);
      uninit = uninit || state.maybe_uninit.contains(p.index);
      ++children;
    });
    if (!init) return DropStyle::dead;
    if (!uninit) return DropStyle::static_;
    return children == 1 ? DropStyle::conditional : DropStyle::open;
  }

  void collect_drop_flags() {
    for (const auto& entry : states_) {
      const auto b = entry.first;  // no structured binding: lambdas may not capture one before LLVM 16
      const auto& state = entry.second;
      const DropStyle s = style(state, state.path);
      if (s == DropStyle::dead || s == DropStyle::static_) continue;
      data_.for_each_child(state.path, [&](MovePathIndex p) {
        if (!state.maybe_init.contains(p.index) || !state.maybe_uninit.contains(p.index) || flags_.count(p.index) != 0) return;
        LocalDecl decl;
        decl.ty = cx_.store.bool_;
        decl.source_info = body_.blocks[BasicBlock(b)].terminator.source_info;
        flags_[p.index] = body_.locals.push(std::move(decl));
      });
    }
  }

  Statement flag_statement(Local flag, bool value) const {
    return {at_, StAssign{Place(flag), RvUse{scalar_operand(at_.span, cx_.store.bool_, value ? 1 : 0)}}};
  }

  // --- one drop ---
  void elaborate(BasicBlock block, const Place& place, MovePathIndex path, BasicBlock succ, Unwind unwind) {
    auto& terminator = body_.blocks[block].terminator;
    switch (style(*state_, path)) {
      case DropStyle::dead: terminator.kind = TGoto{succ}; break;
      case DropStyle::static_: terminator.kind = TDrop{place, succ, unwind.action(), false}; break;
      case DropStyle::conditional: {
        const BasicBlock drop = complete_drop(place, path, reset_block(path, true, succ, unwind), succ, unwind);
        body_.blocks[block].terminator.kind = TGoto{drop};
        break;
      }
      case DropStyle::open: {
        const BasicBlock drop = open_drop(place, path, succ, unwind);
        body_.blocks[block].terminator.kind = TGoto{drop};
        break;
      }
    }
  }

  // A block that drops the place if the path's flag says that it is there.
  BasicBlock complete_drop(const Place& place, MovePathIndex path, BasicBlock after, BasicBlock skip, Unwind unwind) {
    return flag_test(path, new_block(unwind, TDrop{place, after, unwind.action(), false}), skip, unwind);
  }
  BasicBlock flag_test(MovePathIndex path, BasicBlock set, BasicBlock unset, Unwind unwind) {
    const bool init = state_->maybe_init.contains(path.index), uninit = state_->maybe_uninit.contains(path.index);
    if (!init) return unset;
    if (!uninit) return set;
    const auto flag = flags_.find(path.index);
    if (flag == flags_.end()) return set;
    return new_block(unwind, TSwitchInt{copy_of(Place(flag->second)), {{0, unset}}, set});
  }
  BasicBlock reset_block(MovePathIndex path, bool deep, BasicBlock succ, Unwind unwind) {
    if (unwind.in_cleanup()) return succ;  // nobody reads the flag again
    std::vector<Statement> statements;
    auto reset = [&](MovePathIndex p) {
      if (const auto flag = flags_.find(p.index); flag != flags_.end()) statements.push_back(flag_statement(flag->second, false));
    };
    if (deep) data_.for_each_child(path, reset);
    else reset(path);
    if (statements.empty()) return succ;
    const BasicBlock block = new_block(unwind, TGoto{succ});
    body_.blocks[block].statements = std::move(statements);
    return block;
  }

  struct Part {
    Place place;
    MovePathIndex path;  // none: not tracked on its own
  };
  BasicBlock drop_part(const Part& part, MovePathIndex parent, BasicBlock succ, Unwind unwind) {
    if (!part.path) return complete_drop(part.place, parent, succ, succ, unwind);
    const BasicBlock block = new_block(unwind, TDrop{part.place, succ, unwind.action(), false});
    elaborate(block, part.place, part.path, succ, unwind);
    return block;
  }
  // Parts in order; where one panics, the rest is dropped on the way out.
  BasicBlock drop_ladder(std::vector<Part> parts, MovePathIndex parent, BasicBlock succ, Unwind unwind) {
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [&](const Part& p) { return !typeck::needs_drop(cx_, env_, place_ty(cx_, body_, p.place).ty); }),
                parts.end());
    std::vector<Unwind> unwinds{unwind};
    if (!unwind.in_cleanup())
      for (size_t i = parts.size(); i-- > 0;) unwinds.push_back({drop_part(parts[i], parent, unwinds.back().to, Unwind{})});
    else unwinds.resize(parts.size() + 1, Unwind{});
    size_t k = 0;
    for (size_t i = parts.size(); i-- > 0;) succ = drop_part(parts[i], parent, succ, unwinds[k++]);
    return succ;
  }

  std::vector<Part> variant_parts(const Place& base, MovePathIndex path, const types::AdtDef& adt, VariantIdx variant, ArgsId args) {
    std::vector<Part> parts;
    for (uint32_t f = 0; f < adt.variants[variant.index].fields.size(); ++f) {
      const PlaceElem elem = PlaceElem::field(FieldIdx(f), adt_field_ty(cx_, env_, adt, variant, FieldIdx(f), args));
      Place place = base;
      place.projection.push_back(elem);
      parts.push_back({std::move(place), data_.child(path, elem)});
    }
    return parts;
  }

  BasicBlock open_drop(const Place& place, MovePathIndex path, BasicBlock succ, Unwind unwind) {
    const TypeId ty = place_ty(cx_, body_, place).ty;
    const types::Store& store = cx_.store;
    if (const auto* adt_ty = store.get<types::Adt>(ty)) {
      const types::AdtDef& adt = cx_.items.adt(adt_ty->def);
      if (adt.is_box) return open_drop_box(place, path, adt_ty->args, succ, unwind);
      if (!adt.drop_impl && adt.kind == types::AdtKind::struct_ && !adt.is_manually_drop) {
        return drop_ladder(variant_parts(place, path, adt, VariantIdx(0), adt_ty->args), path, reset_block(path, false, succ, unwind),
                           unwind);
      }
      if (!adt.drop_impl && adt.kind == types::AdtKind::enum_) return open_drop_enum(place, path, adt, adt_ty->args, succ, unwind);
    } else if (const auto* tuple = store.get<types::Tuple>(ty)) {
      std::vector<Part> parts;
      uint32_t i = 0;
      for (TypeId t : store[tuple->elems]) {
        const PlaceElem elem = PlaceElem::field(FieldIdx(i++), t);
        Place p = place;
        p.projection.push_back(elem);
        parts.push_back({std::move(p), data_.child(path, elem)});
      }
      return drop_ladder(std::move(parts), path, reset_block(path, false, succ, unwind), unwind);
    } else if (const auto* closure = store.get<types::Closure>(ty)) {
      std::vector<Part> parts;
      const auto* upvars = store.get<types::Tuple>(store.closure_parts(closure->args).upvars);
      uint32_t i = 0;
      if (upvars != nullptr)
        for (TypeId t : store[upvars->elems]) {
          const PlaceElem elem = PlaceElem::field(FieldIdx(i++), t);
          Place p = place;
          p.projection.push_back(elem);
          parts.push_back({std::move(p), data_.child(path, elem)});
        }
      return drop_ladder(std::move(parts), path, reset_block(path, false, succ, unwind), unwind);
    } else if (const auto len = array_length(cx_, ty)) {
      std::vector<Part> parts;
      for (uint64_t i = 0; i < *len; ++i) {
        const PlaceElem elem{PlaceElem::Kind::constant_index, static_cast<uint32_t>(i), *len, false, {}, {}};
        Place p = place;
        p.projection.push_back(elem);
        parts.push_back({std::move(p), data_.child(path, elem)});
      }
      return drop_ladder(std::move(parts), path, reset_block(path, false, succ, unwind), unwind);
    }
    return complete_drop(place, path, reset_block(path, true, succ, unwind), succ, unwind);
  }

  // The variants with tracked parts are dropped by parts, the others as wholes.
  BasicBlock open_drop_enum(const Place& place, MovePathIndex path, const types::AdtDef& adt, ArgsId args, BasicBlock succ, Unwind unwind) {
    succ = reset_block(path, false, succ, unwind);
    const BasicBlock whole = new_block(unwind, TDrop{place, succ, unwind.action(), false});
    TSwitchInt sw;
    for (uint32_t v = 0; v < adt.variants.size(); ++v) {
      const PlaceElem down{PlaceElem::Kind::downcast, v, 0, false, {}, adt.variants[v].name};
      const MovePathIndex variant_path = data_.child(path, down);
      if (!variant_path) continue;
      Place base = place;
      base.projection.push_back(down);
      const std::vector<Part> parts = variant_parts(base, variant_path, adt, VariantIdx(v), args);
      sw.targets.emplace_back(discriminant_bits(cx_, adt, VariantIdx(v)), drop_ladder(parts, variant_path, succ, unwind));
    }
    if (sw.targets.empty()) return flag_test(path, whole, succ, unwind);
    sw.otherwise = whole;
    LocalDecl decl;
    decl.ty = discriminant_ty(cx_, adt);
    decl.source_info = at_;
    const Local discr = body_.locals.push(std::move(decl));
    sw.discr = move_of(Place(discr));
    const BasicBlock test = new_block(unwind, std::move(sw));
    body_.blocks[test].statements.push_back({at_, StAssign{Place(discr), RvDiscriminant{place}}});
    return flag_test(path, test, succ, unwind);
  }

  // The content if it is there, then the allocation if the box is.
  BasicBlock open_drop_box(const Place& place, MovePathIndex path, ArgsId args, BasicBlock succ, Unwind unwind) {
    const auto list = cx_.store[args];
    const DefId box_free = cx_.lang("box_free");
    if (list.empty() || !list[0].is_type() || !box_free) return complete_drop(place, path, succ, succ, unwind);
    const TypeId content_ty = list[0].type();
    Place content = place;
    content.projection.push_back(PlaceElem::deref());
    auto free_block = [&](BasicBlock after, Unwind u) {
      LocalDecl ptr_decl, unit_decl;
      ptr_decl.ty = cx_.store.ptr(content_ty, Mutability::mut);
      unit_decl.ty = cx_.store.unit;
      ptr_decl.source_info = unit_decl.source_info = at_;
      const Local ptr = body_.locals.push(std::move(ptr_decl)), unit = body_.locals.push(std::move(unit_decl));
      Constant f;
      f.span = at_.span;
      f.ty = cx_.store.type(types::FnDef{box_free, cx_.store.args({types::GenericArg(content_ty)})});
      f.value.kind = typeck::thir::ConstantValue::Kind::unit;
      TCall call;
      call.func = constant_operand(std::move(f));
      call.args = {move_of(Place(ptr))};
      call.arg_spans = {at_.span};
      call.destination = Place(unit);
      call.target = after;
      call.unwind = u.action();
      call.fn_span = at_.span;
      const BasicBlock block = new_block(u, std::move(call));
      body_.blocks[block].statements.push_back({at_, StAssign{Place(ptr), RvRawPtr{Mutability::mut, content, false}}});
      return flag_test(path, block, after, u);
    };
    const BasicBlock freed = free_block(reset_block(path, false, succ, unwind), unwind);
    const Unwind content_unwind = unwind.in_cleanup() ? unwind : Unwind{free_block(unwind.to, Unwind{})};
    return drop_part({content, data_.child(path, PlaceElem::deref())}, path, freed, content_unwind);
  }

  // --- flags ---
  void insert(Location at, Local flag, bool value) { insertions_.push_back({at, flag, value}); }
  void set_flag(Location at, MovePathIndex path, bool present) {
    if (const auto flag = flags_.find(path.index); flag != flags_.end()) insert(at, flag->second, present);
  }

  void set_drop_flags() {
    if (flags_.empty()) return;
    for (const auto& [path, flag] : std::map<uint32_t, Local>(flags_.begin(), flags_.end())) insert({start_block, 0}, flag, false);
    drop_flag_effects_for_function_entry(body_, data_, [&](MovePathIndex p, DropFlagState) { set_flag({start_block, 0}, p, true); });
    for (uint32_t b = 0; b < original_blocks_; ++b) {
      const BasicBlock block(b);
      const auto count = static_cast<uint32_t>(body_.blocks[block].statements.size());
      for (uint32_t s = 0; s <= count; ++s) {
        const Location at{block, s};
        if (s == count && states_.count(b) != 0) continue;  // drops set their flags themselves
        drop_flag_effects_for_location(body_, data_, at,
                                       [&](MovePathIndex p, DropFlagState state) { set_flag(at, p, state == DropFlagState::present); });
      }
      // A call's result is there only where the call returns.
      if (auto* call = std::get_if<TCall>(&body_.blocks[block].terminator.kind); call != nullptr && call->target) {
        const LookupResult found = data_.find(call->destination);
        bool any = false;
        if (found.exact) data_.for_each_child(found.path, [&](MovePathIndex p) { any = any || flags_.count(p.index) != 0; });
        if (!any) continue;
        at_ = body_.blocks[block].terminator.source_info;
        const BasicBlock target = call->target;
        BasicBlockData landing;
        landing.terminator = {at_, TGoto{target}};
        landing.is_cleanup = body_.blocks[block].is_cleanup;
        data_.for_each_child(found.path, [&](MovePathIndex p) {
          if (const auto flag = flags_.find(p.index); flag != flags_.end())
            landing.statements.push_back(flag_statement(flag->second, true));
        });
        const BasicBlock id = body_.blocks.push(std::move(landing));
        std::get<TCall>(body_.blocks[block].terminator.kind).target = id;
      }
    }
  }

  void apply_insertions() {
    sort(insertions_, [](const Insertion& a, const Insertion& b) { return a.at < b.at; });
    size_t next = 0;
    while (next < insertions_.size()) {
      BasicBlockData& block = body_.blocks[insertions_[next].at.block];
      const BasicBlock id = insertions_[next].at.block;
      std::vector<Statement> out;
      for (uint32_t s = 0; s <= block.statements.size(); ++s) {
        for (; next < insertions_.size() && insertions_[next].at == Location{id, s}; ++next) {
          at_ = s < block.statements.size() ? block.statements[s].source_info : block.terminator.source_info;
          out.push_back(flag_statement(insertions_[next].flag, insertions_[next].value));
        }
        if (s < block.statements.size()) out.push_back(std::move(block.statements[s]));
      }
      block.statements = std::move(out);
    }
  }

  struct Insertion {
    Location at;
    Local flag;
    bool value;
  };
  types::Context& cx_;
  Body& body_;
  const types::ParamEnv& env_;
  MoveData data_;
  uint32_t original_blocks_;
  std::unordered_map<uint32_t, State> states_;  // by block: of the drops of tracked places
  std::unordered_map<uint32_t, Local> flags_;   // by move path
  std::vector<Insertion> insertions_;
  const State* state_ = nullptr;
  SourceInfo at_;
  BasicBlock resume_;
};

}  // namespace

Body elaborate_drops(types::Context& cx, const Body& built, const types::ParamEnv& env) {
  Body body = built;
  cleanup_post_borrowck(body);
  if (body.blocks.empty()) return body;
  remove_unreachable_blocks(body);
  Elaborator(cx, body, env).run();
  simplify_cfg(body);
  for (Body& promoted : body.promoted) promoted = elaborate_drops(cx, promoted, env);
  return body;
}

}  // namespace borrowlab::mir
