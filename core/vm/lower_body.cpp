// Blocks, statements and terminators.
#include <algorithm>

#include "mir/util.h"
#include "support/sort.h"
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::BasicBlock;

namespace {

// A statement that does nothing when it runs.
bool is_silent(const mir::Statement& s) {
  return !std::holds_alternative<mir::StAssign>(s.kind) && !std::holds_alternative<mir::StSetDiscriminant>(s.kind);
}

const mir::Statement* last_effective(const mir::BasicBlockData& b) {
  for (size_t i = b.statements.size(); i-- > 0;)
    if (!is_silent(b.statements[i])) return &b.statements[i];
  return nullptr;
}

}  // namespace

BodyLowering::BodyLowering(Program& p, Function& f, const mir::Body& body, bool global)
    : Builder(p, f), body_(body), args_(f.key.args.valid() ? f.key.args : p.cx.store.no_args), global_(global) {
  traced_ = p.traced() && !global && p.is_user(body.owner) && !p.cx.sources.from_macro(body.span);
  tracks_caller_ = f.key.kind == FnKey::Kind::item && p.tracks_caller(f.key.def);
  if (body.owner.valid() && p.cx.sources.library_position(p.cx.defs[body.owner].span) != nullptr) panic_place_ = p.cx.defs[body.owner].span;
  checked_ = p.is_user(body.owner);
}

void BodyLowering::assign_slots() {
  const size_t n = body_.locals.size();
  local_ty_.resize(n);
  local_loc_.resize(n);
  for (uint32_t i = 0; i < n; ++i) local_ty_[i] = mono(body_.locals[mir::Local(i)].ty);
  std::vector<bool> borrowed(n, false);
  if (global_)
    for (const auto& b : body_.blocks)
      for (const auto& s : b.statements)
        if (const auto* a = std::get_if<mir::StAssign>(&s.kind)) {
          const mir::Place* place = nullptr;
          if (const auto* r = std::get_if<mir::RvRef>(&a->value)) place = &r->place;
          if (const auto* r = std::get_if<mir::RvRawPtr>(&a->value)) place = &r->place;
          if (place != nullptr && !has_deref(*place)) borrowed[place->local.index] = true;
        }

  uint64_t at = 0;
  f_.partial = false;
  const auto put_at = [&](uint32_t i, uint64_t offset) {
    local_loc_[i] = direct(static_cast<uint32_t>(offset), local_ty_[i]);
    local_loc_[i].partial = layout(local_ty_[i])->partial;
    f_.partial |= local_loc_[i].partial;
  };
  const auto put = [&](uint32_t i) {
    const Layout* l = layout(local_ty_[i]);
    at = align_to(at, l->align);
    put_at(i, at);
    at += l->size;
  };
  put(0);
  uint32_t first_local = 1 + body_.arg_count;
  const bool is_closure =
      f_.key.kind == FnKey::Kind::item && body_.owner.valid() && cx_.defs[body_.owner].kind == resolve::DefKind::closure;
  if (is_closure && body_.arg_count >= 1) {
    // A closure gets its inputs as one tuple; its parameters are the tuple's fields, where they lie.
    put(1);
    TypeId tuple = cx_.store.unit;
    const auto parts = cx_.store.closure_parts(args_);
    if (const auto* sig = cx_.store.get<types::FnPtr>(p_.substitute(parts.sig_as_fn_ptr, args_)))
      if (const auto inputs = cx_.store.inputs(sig->sig.value); !inputs.empty()) tuple = p_.layouts.normalize(inputs[0]);
    const Layout* l = layout(tuple);
    at = align_to(at, l->align);
    for (uint32_t i = 2; i < first_local; ++i) {
      const bool known = !l->variants.empty() && i - 2 < l->variants[0].fields.size();
      const uint64_t offset = known ? l->variants[0].fields[i - 2].offset : 0;
      if (!known) refuse("internal: a closure whose parameters do not match its signature");
      put_at(i, at + offset);
    }
    at += l->size;
  } else {
    for (uint32_t i = 1; i < first_local; ++i) put(i);
  }
  if (tracks_caller_) {
    at = align_to(at, 8);
    location_slot_ = static_cast<uint32_t>(at);
    at += 8;
  }
  for (uint32_t i = first_local; i < n; ++i) {
    if (borrowed[i]) {
      const Layout* l = layout(local_ty_[i]);
      const uint64_t address = p_.static_zeroes(l->size, l->align);
      at = align_to(at, 8);
      const auto slot = static_cast<uint32_t>(at);
      at += 8;
      global_slots_.emplace_back(slot, address);
      local_loc_[i] = behind(slot, local_ty_[i]);
    } else {
      put(i);
    }
  }
  if (at > (1U << 30)) {
    refuse("values of this size on the stack");
    at = 64;
  }
  if (traced_) at = map_variables(at);
  frame(static_cast<uint32_t>(at));
}

// Straight-line order: after a block comes where it usually goes on.
void BodyLowering::order_blocks() {
  std::vector<bool> placed(body_.blocks.size(), false);
  std::vector<BasicBlock> work{mir::start_block};
  std::vector<BasicBlock> cold;
  const auto follow = [](const mir::Terminator& t) -> BasicBlock {
    if (const auto* k = std::get_if<mir::TGoto>(&t.kind)) return k->target;
    if (const auto* k = std::get_if<mir::TDrop>(&t.kind)) return k->target;
    if (const auto* k = std::get_if<mir::TCall>(&t.kind)) return k->target;
    if (const auto* k = std::get_if<mir::TAssert>(&t.kind)) return k->target;
    if (const auto* k = std::get_if<mir::TSwitchInt>(&t.kind)) return k->otherwise;
    if (const auto* k = std::get_if<mir::TFalseEdge>(&t.kind)) return k->real_target;
    if (const auto* k = std::get_if<mir::TFalseUnwind>(&t.kind)) return k->real_target;
    return {};
  };
  while (!work.empty() || !cold.empty()) {
    auto& list = work.empty() ? cold : work;
    BasicBlock b = list.back();
    list.pop_back();
    while (b.valid() && b.index < placed.size() && !placed[b.index]) {
      placed[b.index] = true;
      order_.push_back(b);
      const mir::Terminator& t = body_.blocks[b].terminator;
      const BasicBlock next = follow(t);
      const auto push = [&](BasicBlock s) {
        if (s.valid() && s != next && !placed[s.index]) (body_.blocks[s].is_cleanup ? cold : work).push_back(s);
      };
      if (const auto* k = std::get_if<mir::TSwitchInt>(&t.kind))
        for (auto it = k->targets.rbegin(); it != k->targets.rend(); ++it) push(it->second);
      const auto unwind = [&](const mir::UnwindAction& u) {
        if (u.kind == mir::UnwindAction::Kind::cleanup) push(u.target);
      };
      if (const auto* k = std::get_if<mir::TDrop>(&t.kind)) unwind(k->unwind);
      if (const auto* k = std::get_if<mir::TCall>(&t.kind)) unwind(k->unwind);
      if (const auto* k = std::get_if<mir::TAssert>(&t.kind)) unwind(k->unwind);
      b = next;
    }
  }
}

bool BodyLowering::run(uint32_t scratch_bytes) {
  scratch_limit_ = scratch_bytes;
  span_ = body_.span;
  f_.switches.clear();
  f_.niches.clear();
  f_.traps.clear();
  f_.reads.clear();
  f_.atomics.clear();
  emit(Op::enter);
  assign_slots();
  for (const auto& [slot, address] : global_slots_) imm(slot, 8, address);
  order_blocks();
  count_uses();
  block_pc_.assign(body_.blocks.size(), UINT32_MAX);
  if (traced_) {
    f_.trace = std::make_unique<FunctionTrace>();
    f_.trace->owner = body_.owner;
    dominators_.emplace(body_);
    mark_entry();
    trace_place({mir::start_block, 0});
    event(Event::Kind::call, UINT32_MAX);
  }
  for (size_t i = 0; i < order_.size(); ++i) block(order_[i], i + 1 < order_.size() ? order_[i + 1] : BasicBlock());
  cold_paths();
  if (traced_) trace_back_edges();
  if (scratch_overflow_) return false;
  resolve_patches();
  sort(f_.traps, [](const Trap& a, const Trap& b) { return a.pc < b.pc; });
  finish();
  return true;
}

void BodyLowering::resolve_patches() {
  for (const Patch& p : patches_) {
    const uint32_t target = target_pc(p);
    if (p.table != UINT32_MAX) {
      SwitchTable& t = f_.switches[p.table];
      if (p.entry == UINT32_MAX) t.otherwise = target;
      else t.targets[p.entry].second = target;
    } else if (p.field == 0) {
      code_[p.ins].a = target;
    } else {
      code_[p.ins].c = target;
    }
  }
  for (SwitchTable& t : f_.switches) {
    if (t.targets.size() < 4) continue;
    const auto first = t.targets.front().first, last = t.targets.back().first;
    if (last >> 64 != 0 || last - first > t.targets.size() * 4 + 16) continue;
    t.first = static_cast<uint64_t>(first);
    t.dense.assign(static_cast<size_t>(last - first + 1), t.otherwise);
    for (const auto& [value, target] : t.targets) t.dense[static_cast<size_t>(value - first)] = target;
  }
}

void BodyLowering::block(BasicBlock b, BasicBlock next) {
  const mir::BasicBlockData& data = body_.blocks[b];
  block_pc_[b.index] = pc();
  block_start_ = pc();
  free_ = 0;
  here_ = {b, 0};
  unit_ = 0;
  const mir::Statement* last = last_effective(data);
  const mir::Terminator& t = data.terminator;
  alias_temps(data);
  for (const mir::Statement& s : data.statements) {
    span_ = s.source_info.span;
    scratch_top_ = fixed_end_;
    here_.statement = static_cast<uint32_t>(&s - data.statements.data());
    if (traced_) trace_statement(s);
    if (is_elided(s)) {
      if (traced_) mark_elided(s, here_);
      continue;
    }
    if (&s == last) {
      span_ = s.source_info.span;
      if (fuse_compare(last, t, next)) return;
      // An arithmetic instruction that traps instead of a pair and an assertion.
      const auto* a = std::get_if<mir::StAssign>(&s.kind);
      const auto* check = std::get_if<mir::TAssert>(&t.kind);
      const auto* bin = a != nullptr ? std::get_if<mir::RvBinary>(&a->value) : nullptr;
      if (check != nullptr && bin != nullptr && bin->with_overflow && a->place.is_local() && check->kind == mir::AssertKind::overflow &&
          !check->expected && check->cond.kind != mir::Operand::Kind::constant && check->cond.place.local == a->place.local &&
          check->cond.place.projection.size() == 1 && check->cond.place.projection[0].a == 1 && bin->op <= mir::BinOp::mul &&
          scalar_kind(operand_type(bin->lhs)).cls == ScalarKind::Class::integer) {
        Loc to = place(a->place);
        if (const mir::Place* final_place = forwarded(*check, a->place.local)) to = place(*final_place);
        if (!to.indirect) {
          const uint32_t at = checked(to.base, bin->op, bin->lhs, bin->rhs);
          written(to, layout(to.ty)->size);
          cold_.push_back({at, true, check, t.source_info.span, {b, static_cast<uint32_t>(data.statements.size())}});
          span_ = t.source_info.span;
          jump(check->target, next);
          return;
        }
      }
    }
    statement(s);
    if (traced_) mark_statement(s, here_);
  }
  span_ = t.source_info.span;
  scratch_top_ = fixed_end_;
  here_.statement = static_cast<uint32_t>(data.statements.size());
  if (traced_) trace_terminator(t);
  terminator(t, next);
}

void BodyLowering::statement(const mir::Statement& s) {
  if (const auto* a = std::get_if<mir::StAssign>(&s.kind)) {
    assign(a->place, a->value);
  } else if (const auto* d = std::get_if<mir::StSetDiscriminant>(&s.kind)) {
    write_discriminant(place(d->place), d->variant.index);
  }
}

void BodyLowering::jump(BasicBlock to, BasicBlock next) {
  if (to == next) return;
  patch_to(emit(Op::jmp, 0, 0, 0, cost()), 0, to);
}

uint32_t BodyLowering::cleanup(const mir::UnwindAction& u) {
  return u.kind == mir::UnwindAction::Kind::terminate ? terminate_target : no_target;
}

void BodyLowering::patch_cleanup(uint32_t first_ins, const mir::UnwindAction& u) {
  if (u.kind != mir::UnwindAction::Kind::cleanup) return;
  for (uint32_t i = first_ins; i < pc(); ++i) {
    const Op op = code_[i].op;
    if ((op == Op::call || op == Op::call_ptr || op == Op::call_virtual || op == Op::throw_) && code_[i].c == no_target)
      patch_to(i, 2, u.target);
  }
}

void BodyLowering::terminator(const mir::Terminator& t, BasicBlock next) {
  if (const auto* k = std::get_if<mir::TGoto>(&t.kind)) {
    jump(k->target, next);
  } else if (const auto* k = std::get_if<mir::TFalseEdge>(&t.kind)) {
    jump(k->real_target, next);
  } else if (const auto* k = std::get_if<mir::TFalseUnwind>(&t.kind)) {
    jump(k->real_target, next);
  } else if (const auto* k = std::get_if<mir::TSwitchInt>(&t.kind)) {
    switch_int(*k, next);
  } else if (std::holds_alternative<mir::TReturn>(t.kind)) {
    if (local_loc_[0].indirect) {  // never: only locals of constants are behind pointers
      refuse("internal: a borrowed return place");
    }
    if (f_.partial) emit(Op::leave, is_partial(local_ty_[0]) ? static_cast<uint32_t>(layout(local_ty_[0])->size) : 0);
    emit(Op::ret, 0, 0, 0, cost());
  } else if (std::holds_alternative<mir::TUnreachable>(t.kind)) {
    emit(Op::unreachable);
  } else if (std::holds_alternative<mir::TUnwindResume>(t.kind)) {
    emit(Op::resume);
  } else if (std::holds_alternative<mir::TUnwindTerminate>(t.kind)) {
    emit(Op::terminate);
  } else if (const auto* k = std::get_if<mir::TDrop>(&t.kind)) {
    const TypeId ty = [&] {
      const mir::PlaceTy pt = mir::place_ty(cx_, body_, k->place);
      return mono(pt.ty);
    }();
    if (p_.needs_drop(ty)) {
      const uint32_t from = pc();
      const Loc at = place(k->place);
      if (traced_) event(Event::Kind::dropped, k->place.local.index, &at);
      drop_place(at, cleanup(k->unwind));
      patch_cleanup(from, k->unwind);
      if (traced_) mark_dropped(k->place);
    }
    jump(k->target, next);
  } else if (const auto* k = std::get_if<mir::TCall>(&t.kind)) {
    if (traced_) mark_moves(here_);
    call(*k, next);
  } else if (const auto* k = std::get_if<mir::TAssert>(&t.kind)) {
    assertion(*k, next);
  }
}

void BodyLowering::switch_int(const mir::TSwitchInt& t, BasicBlock next) {
  const TypeId ty = operand_type(t.discr);
  const ScalarKind k = scalar_kind(ty);
  if (k.cls != ScalarKind::Class::integer) {
    refuse("internal: a switch over " + types::to_string(cx_, ty));
    return;
  }
  const uint32_t slot = operand_slot(t.discr);
  if (t.targets.size() <= 3 && k.log <= 3) {
    bool fits = true;
    for (const auto& [value, target] : t.targets) {
      const auto v = static_cast<int64_t>(static_cast<uint64_t>(value));
      const uint32_t bits = k.bytes() * 8;
      const int64_t extended = bits == 64 ? v : static_cast<int64_t>(static_cast<uint64_t>(v) << (64 - bits)) >> (64 - bits);
      fits = fits && extended == static_cast<int32_t>(extended);
    }
    if (fits) {
      for (size_t i = 0; i < t.targets.size(); ++i) {
        const auto& [value, target] = t.targets[i];
        const auto low = static_cast<uint32_t>(static_cast<uint64_t>(value));
        // The last test the other way round where its target comes next.
        if (i + 1 == t.targets.size() && target == next) {
          patch_to(emit(op_at(Op::jne_imm_8, k.log), slot, low, 0, cost()), 2, t.otherwise);
          return;
        }
        patch_to(emit(op_at(Op::jeq_imm_8, k.log), slot, low, 0, cost()), 2, target);
      }
      jump(t.otherwise, next);
      return;
    }
  }
  const auto table = static_cast<uint32_t>(f_.switches.size());
  SwitchTable& s = f_.switches.emplace_back();
  std::vector<std::pair<unsigned __int128, BasicBlock>> sorted = t.targets;
  const unsigned __int128 mask =
      k.log == 4 ? ~static_cast<unsigned __int128>(0) : (static_cast<unsigned __int128>(1) << (k.bytes() * 8)) - 1;
  for (auto& [value, target] : sorted) value &= mask;
  sort(sorted, [](const auto& a, const auto& b) { return a.first < b.first; });
  for (uint32_t i = 0; i < sorted.size(); ++i) {
    s.targets.emplace_back(sorted[i].first, 0);
    patches_.push_back({0, 0, table, i, sorted[i].second, here_.block});
  }
  patches_.push_back({0, 0, table, UINT32_MAX, t.otherwise, here_.block});
  emit(Op::switch_, slot, table, k.log, cost());
}

// `_1 = a < b; switchInt(move _1)` as one instruction.
bool BodyLowering::fuse_compare(const mir::Statement* last, const mir::Terminator& t, BasicBlock next) {
  const auto* a = last != nullptr ? std::get_if<mir::StAssign>(&last->kind) : nullptr;
  const auto* s = std::get_if<mir::TSwitchInt>(&t.kind);
  if (a == nullptr || s == nullptr || !a->place.is_local() || s->discr.kind != mir::Operand::Kind::move || s->discr.place != a->place)
    return false;
  const auto* bin = std::get_if<mir::RvBinary>(&a->value);
  if (bin == nullptr || bin->with_overflow || bin->op < mir::BinOp::eq || s->targets.size() != 1 || s->targets[0].first != 0) return false;
  if (body_.locals[a->place.local].name.index != 0) return false;
  const ScalarKind k = scalar_kind(operand_type(bin->lhs));
  if (k.cls != ScalarKind::Class::integer) return false;
  using B = mir::BinOp;
  B op = bin->op;
  BasicBlock yes = s->otherwise, no = s->targets[0].second;
  if (yes == next) {
    // The opposite test, so that control falls through.
    std::swap(yes, no);
    op = op == B::eq ? B::ne : op == B::ne ? B::eq : op == B::lt ? B::ge : op == B::ge ? B::lt : op == B::le ? B::gt : B::le;
  }
  int32_t value = 0;
  const uint32_t lhs = operand_slot(bin->lhs);
  uint32_t at = 0;
  if (k.log <= 3 && operand_imm(bin->rhs, value)) {
    Op family = Op::jeq_imm_8;
    uint32_t n = k.log;
    if (op == B::ne) family = Op::jne_imm_8;
    if (op == B::lt) family = Op::jlt_imm_i8;
    if (op == B::le) family = Op::jle_imm_i8;
    if (op == B::gt) family = Op::jgt_imm_i8;
    if (op == B::ge) family = Op::jge_imm_i8;
    if (op != B::eq && op != B::ne) n = k.int_index();
    at = emit(op_at(family, n), lhs, static_cast<uint32_t>(value), 0, cost());
  } else {
    uint32_t l = lhs, r = operand_slot(bin->rhs);
    if (op == B::gt || op == B::ge) {
      std::swap(l, r);
      op = op == B::gt ? B::lt : B::le;
    }
    const Op family = op == B::eq ? Op::jeq_8 : op == B::ne ? Op::jne_8 : op == B::lt ? Op::jlt_i8 : Op::jle_i8;
    at = emit(op_at(family, op == B::eq || op == B::ne ? k.log : k.int_index()), l, r, 0, cost());
  }
  patch_to(at, 2, yes);
  span_ = t.source_info.span;
  jump(no, next);
  return true;
}

void BodyLowering::assertion(const mir::TAssert& t, BasicBlock next) {
  const uint32_t slot = operand_slot(t.cond);
  const uint32_t at = emit(t.expected ? Op::jz : Op::jnz, slot, 0, 0, cost());
  cold_.push_back({at, false, &t, span_, here_});
  jump(t.target, next);
}

void BodyLowering::cold_paths() {
  using K = mir::AssertKind;
  for (size_t i = 0; i < cold_.size(); ++i) {
    const Cold c = cold_[i];
    const mir::TAssert& t = *c.assertion;
    span_ = c.span;
    block_start_ = pc();
    free_ = 0;
    here_ = c.place;
    if (traced_) trace_place(here_);
    scratch_top_ = fixed_end_;
    if (c.is_trap) f_.traps.push_back({c.at, pc()});
    else code_[c.at].c = pc();
    std::vector<uint32_t> slots;
    std::string lang;
    static constexpr std::string_view names[] = {"add", "sub", "mul", "div", "rem", "", "", "", "", "", "shl", "shr"};
    switch (t.kind) {
      case K::bounds_check:
        lang = "panic_bounds_check";
        if (t.operands.size() == 2) slots = {operand_slot(t.operands[1]), operand_slot(t.operands[0])};
        break;
      case K::overflow:
        lang = "panic_const_" + std::string(static_cast<size_t>(t.op) < std::size(names) ? names[static_cast<size_t>(t.op)] : "") +
               "_overflow";
        break;
      case K::overflow_neg: lang = "panic_const_neg_overflow"; break;
      case K::division_by_zero: lang = "panic_const_div_by_zero"; break;
      case K::remainder_by_zero: lang = "panic_const_rem_by_zero"; break;
      case K::misaligned:
        lang = "panic_misaligned_pointer_dereference";
        for (const auto& o : t.operands) slots.push_back(operand_slot(o));
        break;
      case K::null_pointer: lang = "panic_null_pointer_dereference"; break;
    }
    const uint32_t from = pc();
    call_panic(lang, slots, c.span, t.unwind);
    patch_cleanup(from, t.unwind);
  }
}

void lower_mir(Program& p, uint32_t index, const mir::Body& body, bool global) {
  Function& f = p.functions[index];
  for (uint32_t scratch = 256; scratch <= (1U << 26); scratch *= 8) {
    BodyLowering lowering(p, f, body, global);
    if (lowering.run(scratch)) return;
  }
  f.storage.assign(1, Ins{Op::refuse, 0, 0, p.refusal(body.span, "values of this size"), 0});
  f.spans.assign(1, body.span);
  f.code = f.storage.data();
  f.lowered = true;
}

void lower_body(Program& p, uint32_t index) {
  Function& f = p.functions[index];
  const FnKey key = f.key;
  const mir::Body* body = p.bodies(key.def);
  const mir::Body* own = body;
  if (body != nullptr && key.kind == FnKey::Kind::promoted) own = key.index < body->promoted.size() ? &body->promoted[key.index] : nullptr;
  if (own == nullptr || own->blocks.empty()) {
    f.storage.assign(1, Ins{Op::refuse, 0, 0, p.refusal(p.cx.defs[key.def].span, "internal: no body for " + p.describe(f)), 0});
    f.spans.assign(1, p.cx.defs[key.def].span);
    f.code = f.storage.data();
    f.lowered = true;
    return;
  }
  using D = resolve::DefKind;
  const D kind = p.cx.defs[key.def].kind;
  const bool global =
      key.kind == FnKey::Kind::promoted || kind == D::const_ || kind == D::assoc_const || kind == D::static_ || kind == D::anon_const;
  lower_mir(p, index, *own, global);
}

}  // namespace borrowlab::vm
