// Calls: of functions by instance, through vtables and fn pointers, of constructors; and the panics of failed assertions.
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::BasicBlock;
using InstanceKind = typeck::Instance::Kind;

void BodyLowering::write_location(uint32_t slot, Span span) {
  if (tracks_caller_) mov(slot, location_slot_, 8);
  else imm(slot, 8, p_.location(panic_place_.value_or(span)));
}

void BodyLowering::store_result(const mir::TCall& c, uint32_t slot, TypeId ty) {
  const Layout* l = layout(ty);
  if (l->size == 0) return;
  copy_in(place(c.destination), slot);
  written(slot, ty);  // the callee's frame is gone: what comes to lie there next begins clean
}

void BodyLowering::call(const mir::TCall& c, BasicBlock next) {
  const uint32_t from = pc();
  const TypeId fn_ty = operand_type(c.func);
  if (const auto* fn = cx_.store.get<types::FnDef>(fn_ty)) {
    const ArgsId args = p_.substitute(fn->args, args_);
    if (cx_.defs[fn->def].kind == resolve::DefKind::ctor) {
      call_ctor(c, fn->def, args);
      if (traced_) mark_inits(here_, true);
      jump(c.target, next);
      return;
    }
    const auto instance = typeck::resolve_instance(cx_, fn->def, args);
    if (!instance) refuse("internal: a call of " + types::path_to_string(cx_, fn->def, args) + " that resolves to nothing");
    else call_instance(c, *instance);
  } else if (cx_.store.get<types::FnPtr>(fn_ty) != nullptr) {
    call_pointer(c, fn_ty);
  } else {
    refuse("internal: a call of " + types::to_string(cx_, fn_ty));
  }
  patch_cleanup(from, c.unwind);
  if (!c.target.valid()) {
    emit(Op::unreachable);
    return;
  }
  if (traced_) mark_inits(here_, true);
  jump(c.target, next);
}

void BodyLowering::call_instance(const mir::TCall& c, const typeck::Instance& instance) {
  if (instance.kind == InstanceKind::virtual_call) {
    call_virtual(c, instance.index);
    return;
  }
  bool location = false;
  if (instance.kind == InstanceKind::item) {
    const resolve::Def& def = cx_.defs[instance.def];
    if (def.kind == resolve::DefKind::ctor) {
      call_ctor(c, instance.def, instance.args);
      return;
    }
    const auto info = cx_.items.fns.find(instance.def);
    if (info != cx_.items.fns.end() && !info->second.intrinsic.empty()) {
      if (!inline_intrinsic(c, info->second.intrinsic, instance.args)) host_intrinsic(c, info->second.intrinsic, instance.args);
      return;
    }
    if (info != cx_.items.fns.end() && !info->second.has_body && def.kind != resolve::DefKind::closure) {
      refuse("foreign functions");
      return;
    }
    location = p_.tracks_caller(instance.def);
  } else if (instance.kind == InstanceKind::drop_glue && !p_.needs_drop(p_.layouts.normalize(instance.ty))) {
    return;
  }
  const TypeId ret_ty = mono(mir::place_ty(cx_, body_, c.destination).ty);
  std::vector<const Layout*> layouts;
  for (const mir::Operand& o : c.args) layouts.push_back(layout(operand_type(o)));
  static const Layout thin = [] {
    Layout l;
    l.size = 8, l.align = 8;
    return l;
  }();
  for (const Layout*& l : layouts)
    if (!l->sized) l = &thin;
  const Call frame = begin_call(layout(ret_ty), layouts, location);
  const uint32_t mark = scratch_top_;
  for (size_t i = 0; i < c.args.size(); ++i) {
    scratch_top_ = mark;
    if (layouts[i] == &thin) mov(arg_slot(frame, i), operand_slot(c.args[i]), 8);
    else operand_into(arg_slot(frame, i), c.args[i]);
  }
  scratch_top_ = mark;
  if (location) write_location(callee_base_ + frame.abi.location, c.fn_span.is_dummy() ? span_ : c.fn_span);
  call_function(p_.function(instance), cleanup(c.unwind));
  if (c.target.valid()) store_result(c, frame.ret, ret_ty);
}

// The first argument is a fat pointer (or a value behind one): its vtable names the function, its address is what the function gets.
void BodyLowering::call_virtual(const mir::TCall& c, uint32_t index) {
  const TypeId ret_ty = mono(mir::place_ty(cx_, body_, c.destination).ty);
  if (c.args.empty()) {
    refuse("internal: a virtual call without a receiver");
    return;
  }
  static const Layout thin = [] {
    Layout l;
    l.size = 8, l.align = 8;
    return l;
  }();
  std::vector<const Layout*> layouts{&thin};
  for (size_t i = 1; i < c.args.size(); ++i) layouts.push_back(layout(operand_type(c.args[i])));
  const Call frame = begin_call(layout(ret_ty), layouts, false);
  const uint32_t receiver = operand_slot(c.args[0]);
  mov(arg_slot(frame, 0), receiver, 8);
  const uint32_t vtable = scratch(8);
  mov(vtable, receiver + 8, 8);
  const uint32_t mark = scratch_top_;
  for (size_t i = 1; i < c.args.size(); ++i) {
    scratch_top_ = mark;
    operand_into(arg_slot(frame, i), c.args[i]);
  }
  scratch_top_ = mark;
  emit(Op::call_virtual, vtable, callee_base_, cleanup(c.unwind), 3 + index);
  end_call();
  if (c.target.valid()) store_result(c, frame.ret, ret_ty);
}

void BodyLowering::call_pointer(const mir::TCall& c, TypeId) {
  const TypeId ret_ty = mono(mir::place_ty(cx_, body_, c.destination).ty);
  std::vector<const Layout*> layouts;
  for (const mir::Operand& o : c.args) layouts.push_back(layout(operand_type(o)));
  const uint32_t fn = scratch(8);
  operand_into(fn, c.func);
  const Call frame = begin_call(layout(ret_ty), layouts, false);
  const uint32_t mark = scratch_top_;
  for (size_t i = 0; i < c.args.size(); ++i) {
    scratch_top_ = mark;
    operand_into(arg_slot(frame, i), c.args[i]);
  }
  scratch_top_ = mark;
  emit(Op::call_ptr, fn, callee_base_, cleanup(c.unwind), cost());
  end_call();
  if (c.target.valid()) store_result(c, frame.ret, ret_ty);
}

void BodyLowering::call_ctor(const mir::TCall& c, DefId ctor, ArgsId) {
  const resolve::Def& owner = cx_.defs[cx_.defs[ctor].parent];
  Loc to = place(c.destination);
  Loc base = to;
  if (owner.kind == resolve::DefKind::variant) base.variant = owner.index_in_parent;
  const uint32_t mark = scratch_top_;
  for (uint32_t i = 0; i < c.args.size(); ++i) {
    scratch_top_ = mark;
    operand_to(field(base, i), c.args[i]);
  }
  scratch_top_ = mark;
  if (base.variant != no_variant) write_discriminant(to, base.variant);
}

void BodyLowering::call_panic(std::string_view lang, std::span<const uint32_t> slots, Span span, const mir::UnwindAction& unwind) {
  const DefId def = cx_.lang(lang);
  if (!def.valid()) {
    refuse("internal: no function for " + std::string(lang));
    return;
  }
  static const Layout word = [] {
    Layout l;
    l.size = 8, l.align = 8;
    return l;
  }();
  const std::vector<const Layout*> layouts(slots.size(), &word);
  const bool location = p_.tracks_caller(def);
  const Call frame = begin_call(&empty_layout, layouts, location);
  for (size_t i = 0; i < slots.size(); ++i) mov(arg_slot(frame, i), slots[i], 8);
  if (location) write_location(callee_base_ + frame.abi.location, span);
  call_function(p_.function(FnKey{FnKey::Kind::item, def, cx_.store.no_args, {}, 0}), cleanup(unwind));
  emit(Op::unreachable);
}

}  // namespace borrowlab::vm
