// Intrinsics that become instructions in place; the others are calls of the host (intrinsics*.cpp).
#include "vm/lower.h"
#include "vm/validity.h"

namespace borrowlab::vm {

using mir::BinOp;
using Class = ScalarKind::Class;

namespace {

enum class In : uint8_t {
  none,
  size_of,
  align_of,
  needs_drop,
  is_inhabited,
  allows_zeroes,
  allows_ones,
  type_name,
  type_id,
  discriminant_value,
  variant_count,
  read,
  write,
  drop_in_place,
  transmute,
  uninit,
  forget,
  identity,
  nothing,
  offset,
  ptr_offset_from,
  slice_from_raw_parts,
  metadata,
  with_data,
  unreachable,
  caller_location,
  start_unwind,
  catch_unwind,
  binary,
  pair,
  thread
};
struct Entry {
  In what;
  BinOp op = BinOp::add;
};

const std::unordered_map<std::string_view, Entry>& table() {
  static const std::unordered_map<std::string_view, Entry> entries = {{"size_of", {In::size_of}},
                                                                      {"align_of", {In::align_of}},
                                                                      {"min_align_of", {In::align_of}},
                                                                      {"needs_drop", {In::needs_drop}},
                                                                      {"is_inhabited", {In::is_inhabited}},
                                                                      {"allows_zeroes", {In::allows_zeroes}},
                                                                      {"allows_ones", {In::allows_ones}},
                                                                      {"type_name", {In::type_name}},
                                                                      {"type_id", {In::type_id}},
                                                                      {"discriminant_value", {In::discriminant_value}},
                                                                      {"variant_count", {In::variant_count}},
                                                                      {"read", {In::read}},
                                                                      {"read_unaligned", {In::read}},
                                                                      {"volatile_load", {In::read}},
                                                                      {"atomic_load", {In::read}},
                                                                      {"write", {In::write}},
                                                                      {"write_unaligned", {In::write}},
                                                                      {"volatile_store", {In::write}},
                                                                      {"atomic_store", {In::write}},
                                                                      {"drop_in_place", {In::drop_in_place}},
                                                                      {"transmute", {In::transmute}},
                                                                      {"transmute_unchecked", {In::transmute}},
                                                                      {"uninit", {In::uninit}},
                                                                      {"forget", {In::forget}},
                                                                      {"black_box", {In::identity}},
                                                                      {"ptr_addr", {In::identity}},
                                                                      {"assume", {In::nothing}},
                                                                      {"offset", {In::offset}},
                                                                      {"arith_offset", {In::offset}},
                                                                      {"ptr_offset_from", {In::ptr_offset_from}},
                                                                      {"slice_from_raw_parts", {In::slice_from_raw_parts}},
                                                                      {"slice_len", {In::metadata}},
                                                                      {"vtable_of", {In::metadata}},
                                                                      {"with_data", {In::with_data}},
                                                                      {"unreachable", {In::unreachable}},
                                                                      {"caller_location", {In::caller_location}},
                                                                      {"start_unwind", {In::start_unwind}},
                                                                      {"catch_unwind", {In::catch_unwind}},
                                                                      {"wrapping_add", {In::binary, BinOp::add}},
                                                                      {"wrapping_sub", {In::binary, BinOp::sub}},
                                                                      {"wrapping_mul", {In::binary, BinOp::mul}},
                                                                      {"unchecked_div", {In::binary, BinOp::div}},
                                                                      {"unchecked_rem", {In::binary, BinOp::rem}},
                                                                      {"unchecked_shl", {In::binary, BinOp::shl}},
                                                                      {"unchecked_shr", {In::binary, BinOp::shr}},
                                                                      {"unchecked_add", {In::binary, BinOp::add}},
                                                                      {"unchecked_sub", {In::binary, BinOp::sub}},
                                                                      {"unchecked_mul", {In::binary, BinOp::mul}},
                                                                      {"add_with_overflow", {In::pair, BinOp::add}},
                                                                      {"sub_with_overflow", {In::pair, BinOp::sub}},
                                                                      {"mul_with_overflow", {In::pair, BinOp::mul}},
                                                                      {"thread_spawn", {In::thread}},
                                                                      {"thread_yield", {In::thread}},
                                                                      {"thread_join", {In::thread}},
                                                                      {"futex_wait", {In::thread}},
                                                                      {"futex_wake", {In::thread}},
                                                                      {"sleep_ns", {In::thread}},
                                                                      {"exit", {In::thread}},
                                                                      {"abort", {In::thread}}};
  return entries;
}

// The numbers the machine knows thread operations by.
uint32_t thread_op_number(std::string_view name) {
  static constexpr std::string_view names[] = {"thread_spawn", "thread_yield", "thread_join", "futex_wait",
                                               "futex_wake",   "sleep_ns",     "exit",        "abort"};
  for (uint32_t i = 0; i < std::size(names); ++i)
    if (names[i] == name) return i;
  return UINT32_MAX;
}

}  // namespace

bool BodyLowering::inline_intrinsic(const mir::TCall& c, source::Symbol name, ArgsId args) {
  const auto it = table().find(name.str());
  if (it == table().end()) return false;
  const Entry entry = it->second;
  TypeId t;  // the first type argument
  TypeId last;
  for (const types::GenericArg g : cx_.store[args])
    if (g.is_type()) {
      if (!t.valid()) t = g.type();
      last = g.type();
    }
  const TypeId ret_ty = mono(mir::place_ty(cx_, body_, c.destination).ty);
  const Layout* ret = layout(ret_ty);
  // Results go straight to a destination in the frame, else through scratch.
  const Loc to = place(c.destination);
  const uint32_t dst = !to.indirect ? to.base : scratch_for(*ret);
  const auto arg = [&](size_t i) { return operand_slot(c.args[i]); };
  switch (entry.what) {
    case In::none: return false;
    case In::size_of: imm(dst, 8, layout(t)->size); break;
    case In::align_of: imm(dst, 8, layout(t)->align); break;
    case In::needs_drop: imm(dst, 1, p_.needs_drop(t) ? 1 : 0); break;
    case In::is_inhabited: imm(dst, 1, layout(t)->uninhabited ? 0 : 1); break;
    case In::allows_zeroes: imm(dst, 1, allows_fill(p_, t, 0) ? 1 : 0); break;
    case In::allows_ones: imm(dst, 1, allows_fill(p_, t, 1) ? 1 : 0); break;
    case In::type_name: {
      std::string text;
      if (!type_name(cx_, t, text)) {
        refuse("the type name of " + types::to_string(cx_, t));
        return true;
      }
      imm(dst, 8, p_.string(source::Symbol::intern(text)));
      imm(dst + 8, 8, text.size());
      break;
    }
    case In::type_id: imm(dst, 16, (static_cast<u128>(t.index * 0x9E3779B97F4A7C15ULL) << 64) | (t.index + 1)); break;
    case In::discriminant_value: read_discriminant(deref(direct(arg(0), operand_type(c.args[0]))), dst); break;
    case In::variant_count: imm(dst, 8, layout(t)->variants.size()); break;
    case In::read:
      if (c.args.size() == 2) {  // atomic: its order
        const uint32_t order = arg(1), ptr = arg(0);
        f_.atomics.push_back({pc(), order});
        load(dst, ptr, 0, ret->size, ret_ty);
      } else {
        load(dst, arg(0), 0, ret->size, ret_ty);
      }
      if (checked_) check_valid(dst, ret_ty);
      break;
    case In::write: {
      const uint32_t ptr = arg(0);
      const TypeId value = operand_type(c.args[1]);
      const uint32_t from = arg(1);
      if (c.args.size() == 3) {
        const uint32_t order = arg(2);
        f_.atomics.push_back({pc(), order});
      }
      store(ptr, 0, from, layout(value)->size, value);
      return true;
    }
    case In::drop_in_place: drop_place(deref(direct(arg(0), operand_type(c.args[0]))), cleanup(c.unwind)); return true;
    case In::transmute:
      if (layout(operand_type(c.args[0]))->size != ret->size) {
        refuse("a transmute between types of different sizes");
        return true;
      }
      [[fallthrough]];
    case In::identity:
      retype(dst, arg(0), operand_type(c.args[0]), ret_ty);
      if (checked_ && entry.what == In::transmute) check_valid(dst, ret_ty);
      break;
    case In::uninit:
      if (!ret->partial) return true;
      emit(Op::mark, dst, 0, static_cast<uint32_t>(ret->size), 1);
      break;
    case In::forget:
    case In::nothing: return true;
    case In::offset: {
      const uint64_t size = layout(t)->size;
      const uint32_t ptr = arg(0);
      uint32_t count = arg(1);
      uint32_t factor = static_cast<uint32_t>(size);
      if (size > 65535) {
        const uint32_t by = scratch(8), scaled = scratch(8);
        imm(by, 8, size);
        emit(Op::mul_64, scaled, count, by);
        count = scaled;
        factor = 1;
      }
      emit(Op::index, dst, ptr, count, factor);
      break;
    }
    case In::ptr_offset_from: {
      const uint64_t size = layout(t)->size;
      if (size == 0 || size > INT32_MAX) {
        refuse("the distance of pointers to zero-sized values");
        return true;
      }
      const uint32_t a = arg(0), b = arg(1);
      emit(Op::sub_64, dst, a, b);
      emit(op_at(Op::div_imm_i8, 3), dst, dst, static_cast<uint32_t>(size));
      break;
    }
    case In::slice_from_raw_parts: {
      const uint32_t data = arg(0), length = arg(1), at = scratch(16);
      mov(at, data, 8);
      mov(at + 8, length, 8);
      mov(dst, at, 16);
      break;
    }
    case In::metadata:
      if (layout(operand_type(c.args[0]))->fat) mov(dst, arg(0) + 8, 8);
      else imm(dst, 8, 0);
      break;
    case In::with_data: {
      const uint32_t like = arg(0), data = arg(1), at = scratch(16);
      mov(at, like, ret->size);
      mov(at, data, 8);
      mov(dst, at, ret->size);
      break;
    }
    case In::unreachable: emit(Op::unreachable); return true;
    case In::caller_location: write_location(dst, c.fn_span.is_dummy() ? span_ : c.fn_span); break;
    case In::start_unwind: emit(Op::throw_, arg(0), 0, no_target); return true;
    case In::catch_unwind: catch_unwind(c); return true;
    case In::binary: binary(dst, entry.op, c.args[0], c.args[1], false); break;
    case In::pair: binary(dst, entry.op, c.args[0], c.args[1], true); break;
    case In::thread: {
      std::vector<const Layout*> layouts;
      for (const mir::Operand& o : c.args) layouts.push_back(layout(operand_type(o)));
      const Call frame = begin_call(ret, layouts, false);
      for (size_t i = 0; i < c.args.size(); ++i) operand_into(arg_slot(frame, i), c.args[i]);
      HostInfo info;
      info.abi = frame.abi;
      info.span = span_;
      emit(Op::thread_op, p_.host_call(std::move(info)), callee_base_, 0, thread_op_number(name.str()));
      end_call();
      if (c.target.valid()) store_result(c, frame.ret, ret_ty);
      return true;
    }
  }
  if (to.indirect) store(to.base, to.disp, dst, ret->size, ret_ty);
  else if (!ret->partial) written(to, ret->size);
  return true;
}

void BodyLowering::host_intrinsic(const mir::TCall& c, source::Symbol name, ArgsId args) {
  const HostFn fn = find_host_intrinsic(name.str());
  if (fn == nullptr) {
    refuse("the intrinsic " + std::string(name.str()));
    return;
  }
  const TypeId ret_ty = mono(mir::place_ty(cx_, body_, c.destination).ty);
  std::vector<const Layout*> layouts;
  for (const mir::Operand& o : c.args) layouts.push_back(layout(operand_type(o)));
  const Call frame = begin_call(layout(ret_ty), layouts, false);
  const uint32_t mark = scratch_top_;
  for (size_t i = 0; i < c.args.size(); ++i) {
    scratch_top_ = mark;
    operand_into(arg_slot(frame, i), c.args[i]);
  }
  scratch_top_ = mark;
  HostInfo info;
  info.fn = fn;
  info.abi = frame.abi;
  for (const types::GenericArg g : cx_.store[args])
    if (g.is_type()) info.types.push_back(g.type());
  if (!info.types.empty()) info.layout = p_.layouts.of(info.types[0]);
  info.return_ty = ret_ty;
  info.span = span_;
  emit(Op::host, p_.host_call(std::move(info)), callee_base_);
  for (size_t i = 0; i < c.args.size(); ++i) written(arg_slot(frame, i), operand_type(c.args[i]));
  end_call();
  if (c.target.valid()) store_result(c, frame.ret, ret_ty);
}

// catch_unwind(f, data, payload) -> bool: calls f(data); where it unwinds, stores what was thrown at *payload.
void BodyLowering::catch_unwind(const mir::TCall& c) {
  const uint32_t fn = operand_slot(c.args[0]), data = operand_slot(c.args[1]), payload = operand_slot(c.args[2]);
  static const Layout word = [] {
    Layout l;
    l.size = 8, l.align = 8;
    return l;
  }();
  const Layout* layouts[] = {&word};
  // The slots must outlive the call: scratch does.
  const uint32_t keep = scratch(8);
  mov(keep, payload, 8);
  const uint32_t result = scratch(1, 1);
  const Call frame = begin_call(&empty_layout, layouts, false);
  mov(arg_slot(frame, 0), data, 8);
  const uint32_t at = emit(Op::call_ptr, fn, callee_base_, 0, cost());
  end_call();
  imm(result, 1, 0);
  const uint32_t over = emit(Op::jmp, 0, 0, 0, cost());
  code_[at].c = pc();
  const uint32_t thrown = scratch(16);
  emit(Op::catch_, thrown);
  store(keep, 0, thrown, 16);
  imm(result, 1, 1);
  code_[over].a = pc();
  copy_in(place(c.destination), result);
}

}  // namespace borrowlab::vm
