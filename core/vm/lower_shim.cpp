// Functions that no one wrote: drop glue, adapters between calling conventions, evaluation of constants, the start.
// Adapters are made as MIR and lowered like any body. After rustc_mir_transform::shim.
#include "vm/lower.h"

namespace borrowlab::vm {

namespace {

using mir::Operand;
using mir::Place;
using mir::PlaceElem;

// Writes small MIR bodies.
class ShimBody {
 public:
  ShimBody(Program& p, Span span, TypeId ret) : p_(p) {
    body.span = span;
    body.return_ty = ret;
    local(ret);
    body.blocks.push({});
  }
  mir::Local local(TypeId ty) {
    mir::LocalDecl d;
    d.ty = ty;
    d.source_info.span = body.span;
    return body.locals.push(std::move(d));
  }
  mir::Local arg(TypeId ty) {
    ++body.arg_count;
    return local(ty);
  }
  static Operand move(Place p) { return {Operand::Kind::move, std::move(p), nullptr}; }
  static Operand copy(Place p) { return {Operand::Kind::copy, std::move(p), nullptr}; }
  static Place field(Place p, uint32_t i, TypeId ty) {
    p.projection.push_back(PlaceElem::field(mir::FieldIdx(i), ty));
    return p;
  }
  static Place deref(Place p) {
    p.projection.push_back(PlaceElem::deref());
    return p;
  }
  Operand zst(TypeId ty) {
    auto c = std::make_shared<mir::Constant>();
    c->ty = ty;
    c->span = body.span;
    c->value.kind = typeck::thir::ConstantValue::Kind::unit;
    return {Operand::Kind::constant, {}, c};
  }
  Operand fn(DefId def, ArgsId args) { return zst(p_.cx.store.type(types::FnDef{def, args})); }
  void assign(Place to, mir::Rvalue value) {
    current().statements.push_back({{body.span, {}}, mir::StAssign{std::move(to), std::move(value)}});
  }
  // Ends the block; the next one begins.
  void call(Operand func, std::vector<Operand> args, Place to) {
    mir::TCall c;
    c.func = std::move(func);
    c.args = std::move(args);
    c.destination = std::move(to);
    c.fn_span = body.span;
    c.target = mir::BasicBlock(static_cast<uint32_t>(body.blocks.size()));
    pending_calls_.push_back(static_cast<uint32_t>(body.blocks.size() - 1));
    current().terminator = {{body.span, {}}, std::move(c)};
    body.blocks.push({});
  }
  // Ends the block with a drop of `place`, and makes every call so far do the same when it unwinds.
  void drop_also_on_unwind(const Place& place) {
    const mir::BasicBlock next(static_cast<uint32_t>(body.blocks.size()));
    current().terminator = {{body.span, {}}, mir::TDrop{place, next, {}, false}};
    body.blocks.push({});
    cleanup_ = place;
  }
  void finish() {
    current().terminator = {{body.span, {}}, mir::TReturn{}};
    if (!cleanup_) return;
    const mir::BasicBlock drop(static_cast<uint32_t>(body.blocks.size())), resume(drop.index + 1);
    mir::BasicBlockData a, b;
    a.is_cleanup = b.is_cleanup = true;
    a.terminator = {{body.span, {}}, mir::TDrop{*cleanup_, resume, {mir::UnwindAction::Kind::terminate, {}}, false}};
    b.terminator = {{body.span, {}}, mir::TUnwindResume{}};
    body.blocks.push(std::move(a));
    body.blocks.push(std::move(b));
    for (const uint32_t i : pending_calls_)
      std::get<mir::TCall>(body.blocks[mir::BasicBlock(i)].terminator.kind).unwind = {mir::UnwindAction::Kind::cleanup, drop};
  }
  mir::Body body;

 private:
  mir::BasicBlockData& current() { return body.blocks.back(); }
  Program& p_;
  std::optional<Place> cleanup_;
  std::vector<uint32_t> pending_calls_;
};

void refused(Program& p, uint32_t index, Span span, std::string what) {
  Function& f = p.functions[index];
  f.storage.assign(1, Ins{Op::refuse, 0, 0, p.refusal(span, std::move(what)), 0});
  f.spans.assign(1, span);
  f.code = f.storage.data();
  f.lowered = true;
}

std::vector<TypeId> tuple_elems(Program& p, TypeId tuple) {
  std::vector<TypeId> out;
  if (const auto* t = p.cx.store.get<types::Tuple>(tuple))
    for (const TypeId e : p.cx.store[t->elems]) out.push_back(p.layouts.normalize(e));
  return out;
}

// The trait's only method: of Drop, Fn, FnMut, FnOnce, Clone (clone is its first).
DefId method_of(Program& p, std::string_view lang) {
  const DefId trait = p.cx.lang(lang);
  if (!trait.valid()) return {};
  const auto it = p.cx.items.traits.find(trait);
  if (it == p.cx.items.traits.end()) return {};
  for (const DefId d : it->second.items)
    if (p.cx.defs[d].kind == resolve::DefKind::assoc_fn) return d;
  return {};
}

types::FnSig signature(Program& p, DefId def, ArgsId args) {
  const types::PolyFnSig sig = types::fn_sig(p.cx, def, args);
  const types::FnSig erased =
      types::instantiate_binder<types::FnSig>(p.cx.store, sig, [&](uint32_t, const types::BoundVar&) { return p.cx.store.re_erased; });
  return typeck::normalize_erasing_regions(p.cx, types::ParamEnv{nullptr, true}, erased);
}

// `def` called with its arguments as they come: constructors, intrinsics as values, functions that want their caller's place.
void forward(Program& p, uint32_t index, DefId def, ArgsId args) {
  const types::FnSig sig = signature(p, def, args);
  ShimBody s(p, p.cx.defs[def].ident_span, p.cx.store.output(sig));
  std::vector<Operand> operands;
  for (const TypeId input : p.cx.store.inputs(sig)) operands.push_back(ShimBody::move(s.arg(input)));
  s.call(s.fn(def, args), std::move(operands), mir::return_place);
  s.finish();
  lower_mir(p, index, s.body, false);
}

// Fn, FnMut, FnOnce of a fn item or fn pointer: (self, (a, b)) becomes self(a, b).
void fn_ptr_shim(Program& p, uint32_t index, const FnKey& key) {
  const types::FnSig outer = signature(p, key.def, key.args);
  const auto inputs = p.cx.store.inputs(outer);
  if (inputs.size() != 2) return refused(p, index, p.cx.defs[key.def].span, "internal: a call shim of a strange signature");
  const TypeId self_ty = p.layouts.normalize(inputs[0]), tuple = p.layouts.normalize(inputs[1]);
  ShimBody s(p, p.cx.defs[key.def].span, p.layouts.normalize(p.cx.store.output(outer)));
  Place self = s.arg(self_ty);
  const Place args = s.arg(tuple);
  TypeId callee = self_ty;
  if (const auto* r = p.cx.store.get<types::Ref>(self_ty)) {
    callee = p.layouts.normalize(r->pointee);
    self = ShimBody::deref(self);
  }
  std::vector<Operand> operands;
  const auto elems = tuple_elems(p, tuple);
  for (uint32_t i = 0; i < elems.size(); ++i) operands.push_back(ShimBody::move(ShimBody::field(args, i, elems[i])));
  s.call(p.cx.store.get<types::FnDef>(callee) != nullptr ? s.zst(callee) : ShimBody::copy(self), std::move(operands), mir::return_place);
  s.finish();
  lower_mir(p, index, s.body, false);
}

struct ClosureTypes {
  TypeId tuple, output;
  bool ok = false;
};
ClosureTypes closure_types(Program& p, ArgsId args) {
  const auto parts = p.cx.store.closure_parts(args);
  const TypeId fn_ptr = p.substitute(parts.sig_as_fn_ptr, args);
  const auto* sig = p.cx.store.get<types::FnPtr>(fn_ptr);
  if (sig == nullptr || p.cx.store.inputs(sig->sig.value).empty()) return {};
  return {p.layouts.normalize(p.cx.store.inputs(sig->sig.value)[0]), p.layouts.normalize(p.cx.store.output(sig->sig.value)), true};
}

// FnOnce::call_once of a closure that takes itself by reference.
void closure_once_shim(Program& p, uint32_t index, const FnKey& key) {
  const TypeId closure = p.layouts.normalize(p.cx.store.type(types::Closure{key.def, key.args}));
  const ClosureTypes t = closure_types(p, key.args);
  const DefId call_mut = method_of(p, "fn_mut");
  if (!t.ok || !call_mut.valid()) return refused(p, index, p.cx.defs[key.def].span, "internal: a closure without a signature");
  ShimBody s(p, p.cx.defs[key.def].span, t.output);
  const Place self = s.arg(closure), args = s.arg(t.tuple);
  const Place ref = s.local(p.cx.store.ref(p.cx.store.re_erased, closure, types::Mutability::mut));
  s.assign(ref, mir::RvRef{p.cx.store.re_erased, mir::BorrowKind::mut_default, self});
  s.call(s.fn(call_mut, p.cx.store.args({types::GenericArg(closure), types::GenericArg(t.tuple)})),
         {ShimBody::move(ref), ShimBody::move(args)}, mir::return_place);
  s.drop_also_on_unwind(self);
  s.finish();
  lower_mir(p, index, s.body, false);
}

// A closure without captures as a fn pointer.
void closure_fn_ptr(Program& p, uint32_t index, const FnKey& key) {
  const ClosureTypes t = closure_types(p, key.args);
  const DefId call_once = method_of(p, "fn_once");
  if (!t.ok || !call_once.valid()) return refused(p, index, p.cx.defs[key.def].span, "internal: a closure without a signature");
  ShimBody s(p, p.cx.defs[key.def].span, t.output);
  std::vector<Operand> fields;
  for (const TypeId e : tuple_elems(p, t.tuple)) fields.push_back(ShimBody::move(s.arg(e)));
  const Place args = s.local(t.tuple), self = s.local(key.ty);
  s.assign(args, mir::RvAggregate{{}, std::move(fields)});
  s.call(s.fn(call_once, p.cx.store.args({types::GenericArg(key.ty), types::GenericArg(t.tuple)})),
         {ShimBody::move(self), ShimBody::move(args)}, mir::return_place);
  s.finish();
  lower_mir(p, index, s.body, false);
}

// A method with `self` by value, called through a vtable: self comes behind a pointer.
void vtable_shim(Program& p, uint32_t index, const FnKey& key) {
  const types::FnSig sig = signature(p, key.def, key.args);
  ShimBody s(p, p.cx.defs[key.def].span, p.cx.store.output(sig));
  std::vector<Operand> operands;
  bool first = true;
  for (const TypeId input : p.cx.store.inputs(sig)) {
    if (first) operands.push_back(ShimBody::move(ShimBody::deref(s.arg(p.cx.store.ptr(input, types::Mutability::mut)))));
    else operands.push_back(ShimBody::move(s.arg(input)));
    first = false;
  }
  s.call(s.fn(key.def, key.args), std::move(operands), mir::return_place);
  s.finish();
  lower_mir(p, index, s.body, false);
}

// Clone::clone of tuples, arrays, closures and fn pointers.
void clone_shim(Program& p, uint32_t index, const FnKey& key) {
  auto& store = p.cx.store;
  TypeId ty = key.ty;
  if (!ty.valid())
    for (const types::GenericArg g : store[key.args])
      if (g.is_type() && !ty.valid()) ty = g.type();
  ty = p.layouts.normalize(ty);
  const DefId clone = method_of(p, "clone");
  const TypeId ref_ty = store.ref(store.re_erased, ty, types::Mutability::not_);
  ShimBody s(p, p.cx.defs[key.def].span, ty);
  const Place self = s.arg(ref_ty);
  const auto clone_to = [&](Place from, Place to, TypeId t) {
    const Place r = s.local(store.ref(store.re_erased, t, types::Mutability::not_));
    s.assign(r, mir::RvRef{store.re_erased, mir::BorrowKind::shared, std::move(from)});
    s.call(s.fn(clone, store.args({types::GenericArg(t)})), {ShimBody::move(r)}, std::move(to));
  };
  if (typeck::is_copy(p.cx, types::ParamEnv{nullptr, true}, ty)) {
    s.assign(mir::return_place, mir::RvUse{ShimBody::copy(ShimBody::deref(self))});
  } else if (store.get<types::Tuple>(ty) != nullptr || store.get<types::Closure>(ty) != nullptr) {
    TypeId fields = ty;
    if (const auto* c = store.get<types::Closure>(ty)) fields = p.substitute(store.closure_parts(c->args).upvars, c->args);
    const auto elems = tuple_elems(p, fields);
    for (uint32_t i = 0; i < elems.size(); ++i)
      clone_to(ShimBody::field(ShimBody::deref(self), i, elems[i]), ShimBody::field(mir::return_place, i, elems[i]), elems[i]);
  } else if (const auto* a = store.get<types::Array>(ty)) {
    uint64_t n = 0;
    if (!p.layouts.const_usize(a->len, n) || n > 100000)
      return refused(p, index, p.cx.defs[key.def].span, "a clone of an array of this size");
    const auto at = [&](Place base, uint64_t i) {
      PlaceElem e;
      e.kind = PlaceElem::Kind::constant_index;
      e.a = static_cast<uint32_t>(i);
      e.b = n;
      base.projection.push_back(e);
      return base;
    };
    const TypeId elem = p.layouts.normalize(a->elem);
    for (uint64_t i = 0; i < n; ++i) clone_to(at(ShimBody::deref(self), i), at(mir::return_place, i), elem);
  } else {
    return refused(p, index, p.cx.defs[key.def].span, "internal: a clone of " + types::to_string(p.cx, ty));
  }
  s.finish();
  lower_mir(p, index, s.body, false);
}

// lang_start::<T>(main), then the end of the program; test_start::<T>(test) where the key's index is not 0.
void start(Program& p, uint32_t index, const FnKey& key) {
  auto& store = p.cx.store;
  const types::FnSig sig = signature(p, key.def, store.no_args);
  const DefId lang_start = p.cx.lang(key.index == 0 ? "start" : "test_start");
  if (!lang_start.valid()) return refused(p, index, p.cx.defs[key.def].span, "internal: the library has no start");
  const TypeId fn_ptr = store.type(types::FnPtr{store.dummy_binder(sig)});
  ShimBody s(p, p.cx.defs[key.def].span, store.i32);
  const Place main = s.local(fn_ptr);
  s.assign(main, mir::RvCast{mir::CastKind::reify_fn_pointer, s.zst(store.type(types::FnDef{key.def, store.no_args})), fn_ptr});
  s.call(s.fn(lang_start, store.args({types::GenericArg(store.output(sig))})), {ShimBody::move(main)}, mir::return_place);
  s.finish();
  lower_mir(p, index, s.body, false);
}

// --- drop glue and constants: made as instructions -----------------------------------------------------------------

class GlueLowering : public Builder {
 public:
  using Builder::Builder;

  void constant(const FnKey& key) {
    span_ = cx_.defs[key.def].span;
    emit(Op::enter);
    frame(0);
    const FnKey body = p_.constants[key.index].body;
    const FnKey::Kind kind = body.kind == FnKey::Kind::promoted ? FnKey::Kind::promoted : FnKey::Kind::item;
    begin_call(layout(key.ty), {}, false);
    const uint32_t at =
        emit(Op::call, p_.function(FnKey{kind, body.def, body.args, {}, kind == FnKey::Kind::promoted ? body.index : 0}), callee_base_, 0);
    end_call();
    emit(Op::const_done, key.index, callee_base_, 0, is_partial(key.ty) ? 1 : 0);
    written(callee_base_, key.ty);
    emit(Op::ret);
    code_[at].c = pc();
    emit(Op::const_failed);
    finish();
  }

  void drop_glue(TypeId ty) {
    if (const auto* a = cx_.store.get<types::Adt>(ty)) span_ = cx_.defs[a->def].span;
    emit(Op::enter);
    const Layout* l = layout(ty);
    frame(16 + 48);
    scratch_top_ = fixed_end_;
    const Loc self = behind(0, ty, l->sized ? no_slot : 8);
    if (const auto* array = cx_.store.get<types::Array>(ty)) {
      uint64_t n = 0;
      if (!p_.layouts.const_usize(array->len, n)) refuse("array lengths of this kind");
      imm(24, 8, n);
      elements(p_.layouts.normalize(array->elem));
    } else if (const auto* slice = cx_.store.get<types::Slice>(ty)) {
      mov(24, 8, 8);
      elements(p_.layouts.normalize(slice->elem));
    } else {
      aggregate(self, *l);
    }
    if (scratch_overflow_) refuse("values of this size");
    finish();
    if (scratch_overflow_) f_.storage[0] = f_.storage.back();
  }

 private:
  struct Step {
    Loc place;
    bool is_drop_impl = false;
  };

  // Runs one step; its calls unwind to the code that `unwinds` will learn, or abort.
  void step(const Step& s, bool in_cleanup, std::vector<uint32_t>& unwinds) {
    const uint32_t from = pc();
    const uint32_t target = in_cleanup ? terminate_target : no_target;
    scratch_top_ = fixed_end_;
    if (s.is_drop_impl) {
      const DefId drop = method_of(p_, "drop");
      const auto instance =
          drop.valid() ? typeck::resolve_instance(cx_, drop, cx_.store.args({types::GenericArg(s.place.ty)})) : std::nullopt;
      if (!instance) {
        refuse("internal: a drop impl that cannot be found");
        return;
      }
      Layout pointer;
      pointer.size = layout(s.place.ty)->sized ? 8 : 16;
      pointer.align = 8;
      const Layout* args[] = {&pointer};
      const Call c = begin_call(&empty_layout, args, false);
      address_into(arg_slot(c, 0), s.place);
      call_function(p_.function(*instance), target);
    } else {
      drop_place(s.place, target);
    }
    for (uint32_t i = from; i < pc() && !in_cleanup; ++i)
      if (code_[i].op == Op::call || code_[i].op == Op::call_ptr) unwinds.push_back(i);
  }

  // The steps in order; where one unwinds, those after it run all the same.
  void ladder(const std::vector<Step>& steps) {
    std::vector<std::vector<uint32_t>> unwinds(steps.size());
    for (size_t i = 0; i < steps.size(); ++i) step(steps[i], false, unwinds[i]);
    emit(Op::ret);
    std::vector<uint32_t> none;
    for (size_t i = 1; i < steps.size(); ++i) {
      for (const uint32_t at : unwinds[i - 1]) code_[at].c = pc();
      step(steps[i], true, none);
    }
    if (steps.size() > 1) emit(Op::resume);
  }

  std::vector<Step> fields(const Loc& self, const VariantLayout& variant) {
    std::vector<Step> out;
    for (uint32_t i = 0; i < variant.fields.size(); ++i)
      if (p_.needs_drop(variant.fields[i].ty)) out.push_back({field(self, i)});
    return out;
  }

  void aggregate(const Loc& self, const Layout& l) {
    std::vector<Step> before;
    const auto* adt = cx_.store.get<types::Adt>(self.ty);
    const types::AdtDef* def = adt != nullptr ? &cx_.items.adt(adt->def) : nullptr;
    if (def != nullptr && def->is_manually_drop) {
      emit(Op::ret);
      return;
    }
    // What a field's place needs computed (dyn tails) must stay in its slots while others are dropped.
    if (def != nullptr && def->is_box) {
      const Loc content = deref(self);
      fixed_end_ = scratch_top_;
      if (p_.needs_drop(content.ty)) before.push_back({content});
    }
    if (def != nullptr && def->drop_impl.valid()) before.push_back({self, true});
    if (def != nullptr && def->kind == types::AdtKind::union_) {
      ladder(before);
      return;
    }
    if (l.variants.empty()) {
      emit(Op::ret);
      return;
    }
    if (def == nullptr || def->kind != types::AdtKind::enum_ || l.encoding == TagEncoding::single) {
      Loc at = self;
      if (def != nullptr && def->kind == types::AdtKind::enum_) at.variant = l.single_variant;
      std::vector<Step> steps = std::move(before);
      for (const Step& s : fields(at, l.variants[at.variant != no_variant ? at.variant : 0])) steps.push_back(s);
      fixed_end_ = scratch_top_;
      ladder(steps);
      return;
    }
    // An enum: its own drop first, then the fields of the variant that it is.
    std::vector<uint32_t> unwinds, none;
    for (const Step& s : before) step(s, false, unwinds);
    const uint32_t second = before.empty() ? 0 : 1;
    std::vector<uint32_t> cleanup_entry = unwinds;
    for (uint32_t round = 0; round <= second; ++round) {
      if (round == 1)
        for (const uint32_t at : cleanup_entry) code_[at].c = pc();
      scratch_top_ = fixed_end_;
      const uint32_t discr = scratch(16, 16);
      const ScalarKind k = scalar_kind(l.discr_ty);
      read_discriminant(self, discr);
      std::vector<std::pair<uint32_t, uint32_t>> jumps;  // instruction, variant
      if (k.log == 4) refuse("drops of enums with 128-bit discriminants");
      for (uint32_t v = 0; v < l.variants.size(); ++v) {
        bool any = false;
        for (const FieldLayout& f : l.variants[v].fields) any = any || p_.needs_drop(f.ty);
        if (!any) continue;
        const auto value = static_cast<uint64_t>(l.discriminants[v]);
        const auto extended =
            k.log == 3 ? static_cast<int64_t>(value) : static_cast<int64_t>(value << (64 - k.bytes() * 8)) >> (64 - k.bytes() * 8);
        if (extended != static_cast<int32_t>(extended)) {
          const uint32_t big = scratch(8);
          imm(big, k.bytes(), value);
          jumps.emplace_back(emit(op_at(Op::jeq_8, k.log), discr, big), v);
        } else {
          jumps.emplace_back(emit(op_at(Op::jeq_imm_8, k.log), discr, static_cast<uint32_t>(extended)), v);
        }
      }
      emit(round == 0 ? Op::ret : Op::resume);
      for (const auto& [at, v] : jumps) {
        code_[at].c = pc();
        Loc variant = self;
        variant.variant = v;
        const auto steps = fields(variant, l.variants[v]);
        if (round == 0) {
          ladder(steps);
        } else {
          for (const Step& s : steps) step(s, true, none);
          emit(Op::resume);
        }
      }
    }
  }

  // Slots: 0 the first element's address, 16 the counter, 24 the number of elements, 32 the element's address.
  void elements(TypeId elem) {
    const uint64_t size = layout(elem)->size;
    imm(16, 8, 0);
    uint32_t back = 0;
    std::vector<uint32_t> unwinds, none;
    for (int round = 0; round < 2; ++round) {
      block_start_ = back = pc();
      if (round == 1)
        for (const uint32_t at : unwinds) code_[at].c = back;
      const uint32_t over = emit(Op::jeq_64, 16, 24, 0, 1);
      if (size <= 65535) {
        emit(Op::index, 32, 0, 16, static_cast<uint32_t>(size));
      } else {
        imm(40, 8, size);
        emit(Op::mul_64, 40, 16, 40);
        emit(Op::index, 32, 0, 40, 1);
      }
      emit(Op::add_imm_64, 16, 16, 1);
      step({behind(32, elem)}, round == 1, round == 1 ? none : unwinds);
      emit(Op::jmp, back, 0, 0, 8);
      code_[over].c = pc();
      emit(round == 0 ? Op::ret : Op::resume);
    }
  }
};

}  // namespace

void lower_shim(Program& p, uint32_t index) {
  const FnKey key = p.functions[index].key;
  using K = FnKey::Kind;
  switch (key.kind) {
    case K::item:
    case K::reify_shim: forward(p, index, key.def, key.args); return;
    case K::fn_ptr_shim: fn_ptr_shim(p, index, key); return;
    case K::closure_once_shim: closure_once_shim(p, index, key); return;
    case K::closure_fn_ptr: closure_fn_ptr(p, index, key); return;
    case K::vtable_shim: vtable_shim(p, index, key); return;
    case K::clone_shim: clone_shim(p, index, key); return;
    case K::start: start(p, index, key); return;
    case K::constant: GlueLowering(p, p.functions[index]).constant(key); return;
    case K::drop_glue: GlueLowering(p, p.functions[index]).drop_glue(key.ty); return;
    default: refused(p, index, {}, "internal: a shim of an unknown kind"); return;
  }
}

}  // namespace borrowlab::vm
