#include "views/memory.h"

#include <algorithm>

#include "borrowck/diagnostics/ast_search.h"
#include "support/decimal.h"
#include "support/sort.h"
#include "views/memory_reader.h"
#include "vm/intrinsics.h"

namespace borrowlab::views {

using vm::FrameMap;
using vm::Layout;
using Kind = Value::Kind;

namespace {

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  out += static_cast<char>((0xF0 << (3 - more) & 0xFF) | c >> (6 * more));
  for (int i = more; i-- > 0;) out += static_cast<char>(0x80 | (c >> (6 * i) & 0x3F));
}

// Bytes that are cut off within a character, or are no UTF-8 at all, are left out.
std::string whole_characters(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size();) {
    const auto b = static_cast<unsigned char>(bytes[i]);
    const size_t n = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
    bool good = (b < 0x80 || (b >= 0xC2 && b < 0xF5)) && i + n <= bytes.size();
    for (size_t k = 1; k < n && good; ++k) good = (static_cast<unsigned char>(bytes[i + k]) & 0xC0) == 0x80;
    if (good) out.append(bytes.substr(i, n));
    i += good ? n : 1;
  }
  return out;
}

}  // namespace

MemoryReader::MemoryReader(vm::Machine& machine, const Limits& limits) : machine_(machine), cx_(machine.cx), limits_(limits) {}

MemoryView MemoryReader::read() {
  MemoryView out;
  for (const auto& t : machine_.threads()) {
    if (t->state == vm::Thread::State::finished) continue;
    out.threads.push_back(thread(*t, t.get() == &machine_.thread()));
  }
  statics(out.statics);
  for (size_t i = 0; i < queue_.size() && !exhausted(); ++i) {
    const HeapBlock b = blocks_.at(queue_[i]);
    out.heap.push_back(block(b));
  }
  sort(out.heap, [](const Value& a, const Value& b) { return a.at < b.at; });
  const auto name_all = [&](std::vector<Slot>& slots) {
    for (Slot& s : slots) name_holders(s.value);
  };
  for (ThreadState& t : out.threads)
    for (Frame& f : t.frames) name_all(f.slots);
  name_all(out.statics);
  for (Value& v : out.heap) name_holders(v);
  return out;
}

ThreadState MemoryReader::thread(const vm::Thread& t, bool current) {
  ThreadState out;
  out.id = thread_ = t.id;
  out.state = t.state;
  out.current = current;
  if (t.state != vm::Thread::State::runnable) out.waits_for = machine_.describe_wait(t);
  const auto add = [&](const vm::Function* fn, uint32_t fp, const vm::Ins* pc) {
    if (fn == nullptr || fn->map == nullptr) return;
    const auto at = static_cast<size_t>(pc - fn->code);
    Frame f;
    f.fn = cx_.defs.path_str(fn->key.def);
    f.at = fp;
    if (at < fn->spans.size()) f.place = cx_.sources.source_callsite(fn->spans[at]);
    read_frame(*fn, fp, f.slots);
    out.frames.push_back(std::move(f));
  };
  // The innermost frames matter most where there are too many.
  size_t known = t.fn != nullptr && t.fn->map != nullptr ? 1 : 0;
  for (const vm::Frame& f : t.frames) known += f.fn != nullptr && f.fn->map != nullptr ? 1 : 0;
  size_t hidden = known > limits_.frames ? known - limits_.frames : 0;
  out.hidden_frames = hidden;
  size_t seen = 0;
  for (const vm::Frame& f : t.frames) {
    if (f.fn == nullptr || f.fn->map == nullptr) continue;
    // The first one stays: it is main, mostly.
    if (seen++ == 0 || seen > hidden + 1) add(f.fn, f.fp, f.ret - 1);
  }
  add(t.fn, t.fp, t.pc);
  return out;
}

void MemoryReader::read_frame(const vm::Function& fn, uint32_t fp, std::vector<Slot>& slots) {
  for (const FrameMap::Variable& v : fn.map->variables) {
    Slot slot;
    slot.name = v.capture == FrameMap::none ? std::string(v.name.str()) : captured_name(fn.key.def, v.capture);
    slot.declared = v.declared.is_dummy() ? v.declared : cx_.sources.source_callsite(v.declared);
    GuestPlace place{fp + uint64_t{v.slot}, v.ty, 0};
    State state{fn.map.get(), fp, v.path};
    if (v.capture != FrameMap::none) {
      GuestPointer closure;
      if (pointer_at(place, closure)) place = {closure.to, closure.pointee, closure.meta};
      if (!field(place, 0, v.capture, place)) continue;
    }
    const FrameMap::State now = state_of(state);
    // A temporary is there until something has been taken out of it.
    if (now == FrameMap::absent || (slot.name.empty() && !is_whole(state))) continue;
    name_ = slot.name.empty() ? "a temporary" : slot.name;
    slot.value = value(place, state, 0);
    slots.push_back(std::move(slot));
  }
}

std::string MemoryReader::captured_name(types::DefId closure, uint32_t capture) {
  const auto [it, fresh] = captures_.try_emplace(closure);
  const mir::Body* body = fresh ? machine_.program.bodies(closure) : nullptr;
  if (body != nullptr && body->closure) {
    const borrowck::AstSearch ast(cx_, closure);
    for (const auto& c : body->closure->captures) it->second.push_back(borrowck::captured_place(cx_, ast, c));
  }
  return capture < it->second.size() ? it->second[capture] : std::to_string(capture);
}

void MemoryReader::statics(std::vector<Slot>& out) {
  auto& constants = machine_.program.constants.user();
  for (size_t i = 0; i < constants.size(); ++i) {
    const vm::GlobalConst& c = constants[i];
    if (!c.done || !c.body.def.valid() || c.body.kind == vm::FnKey::Kind::promoted) continue;
    if (cx_.defs[c.body.def].kind != resolve::DefKind::static_) continue;
    const auto ty = cx_.items.type_of.find(c.body.def);
    if (ty == cx_.items.type_of.end()) continue;
    Slot slot;
    slot.name = name_ = cx_.defs[c.body.def].name.str();
    slot.declared = cx_.defs[c.body.def].ident_span;
    slot.value = value({c.address, ty->second, 0}, {}, 0);
    out.push_back(std::move(slot));
  }
}

Value MemoryReader::value(GuestPlace place, const State& state, uint32_t depth) {
  place = concrete(place);
  Value out;
  out.type = type_name(place.ty);
  out.at = place.at;
  out.size = size_of(place);
  ++values_;
  switch (state_of(state)) {
    case FrameMap::absent:
    case FrameMap::uninitialised: return gone(std::move(out), Value::Why::uninitialised);
    case FrameMap::moved: return gone(std::move(out), Value::Why::moved);
    case FrameMap::dropped: return gone(std::move(out), Value::Why::dropped);
    case FrameMap::initialised: break;
  }
  const types::TypeKind& kind = cx_.store[place.ty];
  const Layout* l = layout(place.ty);
  if (l == nullptr || depth >= limits_.depth || exhausted()) {
    out.kind = Kind::folded;
    return out;
  }
  if (out.size != 0 && !readable(place.at, out.size)) return gone(std::move(out), Value::Why::dangling);
  if (const auto* a = std::get_if<types::Adt>(&kind)) return adt(place, *a, state, depth, std::move(out));
  GuestPointer p;
  if (pointer_at(place, p)) {
    const auto* r = std::get_if<types::Ref>(&kind);
    return pointer(p,
                   r == nullptr                        ? Value::Borrow::raw
                   : r->mut == syntax::Mutability::mut ? Value::Borrow::exclusive
                                                       : Value::Borrow::shared,
                   std::move(out));
  }
  if (std::holds_alternative<types::Str>(kind)) return text_at(place.at, place.meta, std::move(out));
  if (const auto* slice = std::get_if<types::Slice>(&kind))
    return list({place.at, slice->elem, 0}, place.meta, depth, state, std::move(out));
  if (const auto* array = std::get_if<types::Array>(&kind)) {
    uint64_t length = 0;
    machine_.program.layouts.const_usize(array->len, length);
    return list({place.at, array->elem, 0}, length, depth, state, std::move(out));
  }
  if (std::holds_alternative<types::Tuple>(kind) && out.size + l->variants[0].fields.size() != 0) {
    fields(place, 0, {}, state, depth, out);
    return out;
  }
  if (const auto* closure = std::get_if<types::Closure>(&kind)) {
    fields(place, 0, {}, state, depth, out);
    for (uint32_t i = 0; i < out.fields.size(); ++i) out.fields[i].name = captured_name(closure->def, i);
    return out;
  }
  return scalar(place, std::move(out));
}

Value MemoryReader::gone(Value out, Value::Why why) const {
  out.kind = Kind::gone;
  out.why = why;
  return out;
}

Value MemoryReader::scalar(const GuestPlace& place, Value out) {
  const types::TypeKind& kind = cx_.store[place.ty];
  if (const auto* i = std::get_if<types::Int>(&kind)) {
    unsigned __int128 v = 0;
    std::memcpy(&v, machine_.memory.at(place.at), out.size);
    const uint32_t spare = 128 - static_cast<uint32_t>(out.size) * 8;
    const bool negative = i->is_signed && static_cast<__int128>(v << spare) < 0;
    if (i->is_signed) v = static_cast<unsigned __int128>(static_cast<__int128>(v << spare) >> spare);
    out.text = negative ? "-" + decimal(-v) : decimal(v);
  } else if (std::holds_alternative<types::Bool>(kind)) {
    out.text = load(place.at, 1) != 0 ? "true" : "false";
  } else if (std::holds_alternative<types::Char>(kind)) {
    out.text = "'";
    const auto c = static_cast<uint32_t>(load(place.at, 4));
    if (c == '\'' || c == '\\') out.text += '\\';
    if (c == '\n') out.text += "\\n";
    else if (c == '\t') out.text += "\\t";
    else if (c == '\r') out.text += "\\r";
    else if (c == 0) out.text += "\\0";
    else append_utf8(out.text, c);
    out.text += "'";
  } else if (const auto* f = std::get_if<types::Float>(&kind)) {
    if (f->width == types::FloatWidth::f32) {
      float v = 0;
      std::memcpy(&v, machine_.memory.at(place.at), 4);
      out.text = vm::float_text(static_cast<double>(v), true, 1);
    } else {
      double v = 0;
      std::memcpy(&v, machine_.memory.at(place.at), 8);
      out.text = vm::float_text(v, false, 1);
    }
  } else if (const auto* fn = std::get_if<types::FnDef>(&kind)) {
    out.text = cx_.defs.path_str(fn->def);
  } else if (std::holds_alternative<types::FnPtr>(kind)) {
    const vm::Function* f = machine_.fn_at(load(place.at, 8));
    out.text = f != nullptr ? machine_.program.describe(*f) : "?";
  } else if (std::holds_alternative<types::Tuple>(kind)) {
    out.text = "()";
  } else {
    out.kind = Kind::folded;
  }
  return out;
}

void MemoryReader::fields(const GuestPlace& place, uint32_t variant, std::span<const types::FieldInfo> names, const State& state,
                          uint32_t depth, Value& out) {
  out.kind = Kind::structure;
  const Layout* l = layout(place.ty);
  if (variant >= l->variants.size()) return;
  const std::string outer = name_;
  for (uint32_t i = 0; i < l->variants[variant].fields.size(); ++i) {
    GuestPlace at;
    if (!field(place, variant, i, at)) continue;
    // What is there for the type checker only.
    if (const auto* a = cx_.store.get<types::Adt>(at.ty); a != nullptr && cx_.items.adt(a->def).is_phantom_data) continue;
    const std::string name = i < names.size() ? std::string(names[i].name.str()) : std::to_string(i);
    name_ = outer + "." + name;
    const State own = part(state, mir::PlaceElem::field(mir::FieldIdx(i), at.ty));
    out.fields.push_back({name, {value(at, own, depth + 1)}});
  }
  name_ = outer;
}

Value MemoryReader::list(GuestPlace first, uint64_t length, uint32_t depth, const State& state, Value out) {
  out.kind = Kind::list;
  const Layout* elem = layout(first.ty);
  const std::string outer = name_;
  const uint64_t shown = std::min<uint64_t>(length, limits_.items);
  uint64_t i = 0;
  for (; i < shown && elem != nullptr && !exhausted(); ++i) {
    name_ = outer + "[" + std::to_string(i) + "]";
    const mir::PlaceElem index{mir::PlaceElem::Kind::constant_index, static_cast<uint32_t>(i), length, false, {}, {}};
    out.fields.push_back({"", {value({first.at + i * elem->size, first.ty, 0}, part(state, index), depth + 1)}});
  }
  out.more = length - i;
  name_ = outer;
  return out;
}

Value MemoryReader::text_at(uint64_t at, uint64_t length, Value out) {
  out.kind = Kind::text;
  const uint64_t shown = std::min<uint64_t>(length, limits_.text);
  if (readable(at, shown) && shown != 0)
    out.text = whole_characters({reinterpret_cast<const char*>(machine_.memory.at(at)), static_cast<size_t>(shown)});
  out.more = length - shown;
  return out;
}

Value MemoryReader::adt(const GuestPlace& place, const types::Adt& type, const State& state, uint32_t depth, Value out) {
  const types::AdtDef& def = cx_.items.adt(type.def);
  if (const ViewAttribute* view = view_of(type.def)) return viewed(place, *view, state, depth, std::move(out));
  // Which part of a union holds a value is not known.
  if (def.kind == types::AdtKind::union_) {
    out.kind = Kind::folded;
    return out;
  }
  const uint32_t v = variant(place, *layout(place.ty));
  State own = state;
  if (def.kind == types::AdtKind::enum_) {
    if (v >= def.variants.size()) {
      out.kind = Kind::folded;
      return out;
    }
    out.text = def.variants[v].name.str();
    own = part(state, {mir::PlaceElem::Kind::downcast, v, 0, false, {}, {}});
  }
  fields(place, v, v < def.variants.size() ? std::span(def.variants[v].fields) : std::span<const types::FieldInfo>(), own, depth, out);
  return out;
}

void MemoryReader::name_holders(Value& v) const {
  if (v.kind == Kind::cell || v.kind == Kind::lock)
    if (const auto found = holders_.find(v.held); found != holders_.end()) v.holders = found->second;
  if (v.kind == Kind::lock)
    for (const auto& t : machine_.threads())
      if (t->state == vm::Thread::State::waiting && t->wait_address == v.held) v.waiters.push_back(vm::Machine::name_of(*t));
  for (Value::Field& f : v.fields)
    for (Value& inner : f.value) name_holders(inner);
}

MemoryView read_memory(vm::Machine& machine, const Limits& limits) { return MemoryReader(machine, limits).read(); }

}  // namespace borrowlab::views
