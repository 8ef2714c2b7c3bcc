// Values of library types, by the view attribute of their declaration; what is owned, and what guards hold.
#include <algorithm>

#include "views/memory_reader.h"

namespace borrowlab::views {

using Kind = Value::Kind;

Value MemoryReader::pointer(const GuestPointer& p, Value::Borrow borrow, Value out) {
  out.kind = Kind::pointer;
  out.borrow = borrow;
  const GuestPlace to = concrete({p.to, p.pointee, p.meta});
  out.pointee = type_name(to.ty);
  if (const auto* a = cx_.store.get<types::Adt>(to.ty))
    if (const ViewAttribute* view = view_of(a->def); view != nullptr && view->kind == ViewAttribute::Kind::counted)
      if (GuestPlace value; follow(to, view->path("value").value_or(""), value)) out.pointee = type_name(concrete(value).ty);
  const uint64_t size = size_of(to);
  // Of an empty value there is no place to point to.
  if (p.to != 0 && p.to <= UINT32_MAX && (size != 0 || machine_.memory.valid(p.to, 1))) out.to = p.to;
  out.dangling = out.to != 0 && size != 0 && !machine_.memory.valid(p.to, size);
  if (cx_.store.get<types::Str>(to.ty) != nullptr || cx_.store.get<types::Slice>(to.ty) != nullptr) out.length = p.meta;
  if (borrow == Value::Borrow::raw || out.dangling || borrow == Value::Borrow::owner || borrow == Value::Borrow::weak) return out;
  // What it points to may not be shown anywhere: a literal, a constant.
  if (cx_.store.get<types::Str>(to.ty) != nullptr) {
    Value text = text_at(to.at, std::min<uint64_t>(to.meta, 60), {});
    out.text = '"' + text.text + (to.meta > 60 ? "…" : "") + '"';
  } else if (layout(to.ty) != nullptr && layout(to.ty)->variants.empty() && layout(to.ty)->sized && size != 0) {
    Value seen;
    seen.size = size;
    if (GuestPointer inner; !pointer_at(to, inner) && cx_.store.get<types::Array>(to.ty) == nullptr)
      out.text = scalar(to, std::move(seen)).text;
  }
  return out;
}

void MemoryReader::add_block(HeapBlock b) {
  const uint64_t at = b.place.at;
  b.name = name_;
  if (blocks_.try_emplace(at, std::move(b)).second) queue_.push_back(at);
}

void MemoryReader::own(const GuestPlace& place, const ViewAttribute& view, const State& state, Value& out) {
  out.kind = Kind::pointer;
  out.borrow = view.kind == ViewAttribute::Kind::weak ? Value::Borrow::weak : Value::Borrow::owner;
  GuestPlace holder;
  GuestPointer p;
  if (!follow(place, view.path("ptr").value_or(""), holder) || !find_pointer(holder, p)) return;
  HeapBlock b;
  b.place = concrete({p.to, p.pointee, p.meta});
  b.state = part(state, mir::PlaceElem::deref());
  out = pointer(p, out.borrow, std::move(out));
  if (view.path("len")) {
    const vm::Layout* elem = layout(b.place.ty);
    b.length = out.length = integer(place, view, "len", 0);
    b.is_text = view.kind == ViewAttribute::Kind::text;
    b.is_list = !b.is_text;
    b.first = std::min(integer(place, view, "from", 0), b.length);
    out.length -= b.first;
    b.head = integer(place, view, "head", 0);
    b.capacity = integer(place, view, "cap", 0);
    b.holes = view.path("holes").value_or("");
    b.each = view.path("each").value_or("");
    out.pointee = b.is_text ? "str" : "[" + out.pointee + "]";
    const uint64_t room = elem == nullptr ? 0 : elem->size * (b.capacity != 0 ? b.capacity : b.length);
    out.dangling = room != 0 && !machine_.memory.valid(p.to, room);
    // A vector that has not allocated yet.
    out.length = integer(place, view, "count", out.length);
    if (room == 0 && machine_.memory.block_size(p.to) == UINT64_MAX) out.to = 0;
  }
  if (out.to != 0 && !out.dangling) add_block(std::move(b));
}

Value MemoryReader::block(const HeapBlock& b) {
  name_ = "*" + b.name;
  if (!b.is_list && !b.is_text) return value(b.place, b.state, 0);
  ++values_;
  name_ = b.name;
  Value out;
  out.at = b.place.at;
  const vm::Layout* elem = layout(b.place.ty);
  out.size = elem == nullptr ? 0 : elem->size * (b.capacity != 0 ? b.capacity : b.length);
  if (b.is_text) {
    out.type = "str";
    return text_at(b.place.at, b.length, std::move(out));
  }
  out.type = "[" + type_name(b.place.ty) + "]";
  return elements(b, std::move(out));
}

bool MemoryReader::filled(GuestPlace& element, std::string_view hole) const {
  const auto* a = cx_.store.get<types::Adt>(element.ty);
  if (a == nullptr) return true;
  const auto& variants = cx_.items.adt(a->def).variants;
  const uint32_t v = variant(element, *layout(element.ty));
  return v < variants.size() && variants[v].name.str() != hole && field(element, v, 0, element);
}

Value MemoryReader::elements(const HeapBlock& b, Value out) {
  out.kind = Kind::list;
  const vm::Layout* elem = layout(b.place.ty);
  const std::string outer = name_;
  uint64_t i = b.first;
  for (; i < b.length && elem != nullptr && out.fields.size() < limits_.items && !exhausted(); ++i) {
    const uint64_t index = b.capacity != 0 ? (b.head + i) % b.capacity : i;
    GuestPlace at{b.place.at + index * elem->size, b.place.ty, 0};
    if (!b.holes.empty() && !filled(at, b.holes)) continue;
    if (!b.each.empty()) follow(at, b.each, at);
    name_ = outer + "[" + std::to_string(out.fields.size()) + "]";
    out.fields.push_back({"", {value(at, {}, 1)}});
  }
  // The rest is counted, not read.
  out.more = b.length - i;
  for (; i < b.length && elem != nullptr && !b.holes.empty(); ++i) {
    GuestPlace at{b.place.at + i * elem->size, b.place.ty, 0};
    if (!filled(at, b.holes)) --out.more;
  }
  name_ = outer;
  return out;
}

void MemoryReader::guard(const GuestPlace& place, const ViewAttribute& view, Value& out) {
  out.kind = Kind::pointer;
  GuestPlace at;
  GuestPointer p;
  const auto borrow = view.kind == ViewAttribute::Kind::shared ? Value::Borrow::shared : Value::Borrow::exclusive;
  if (view.path("ptr")) {
    if (follow(place, *view.path("ptr"), at) && find_pointer(at, p)) out = pointer(p, borrow, std::move(out));
  } else if (follow(place, view.path("to").value_or(""), at)) {
    out = pointer({at.at, at.meta, at.ty}, borrow, std::move(out));
  }
  out.borrow = borrow;
  out.guard = true;
  if (!follow(place, view.path("held").value_or(""), at)) return;
  if (pointer_at(at, p)) at = {p.to, p.pointee, p.meta};
  uint64_t size = 0;
  if (!find_integer(at, out.held, size)) return;
  std::string holder = name_;
  if (machine_.threads().size() > 1) holder += " (" + vm::Machine::name_of(*machine_.thread_by_id(thread_)) + ")";
  holders_[out.held].push_back(std::move(holder));
}

Value MemoryReader::viewed(const GuestPlace& place, const ViewAttribute& view, const State& state, uint32_t depth, Value out) {
  using V = ViewAttribute::Kind;
  const auto inner = [&](std::string_view path) {
    GuestPlace at;
    const std::string outer = name_;
    if (follow(place, path, at)) out.fields.push_back({"", {value(at, {}, depth + 1)}});
    name_ = outer;
  };
  switch (view.kind) {
    case V::value: {
      GuestPlace at;
      if (!follow(place, view.path("of").value_or(""), at)) break;
      Value seen = value(at, {}, depth + 1);
      seen.type = out.type;
      return seen;
    }
    case V::fields:
      out.kind = Kind::structure;
      for (const auto& [key, path] : view.paths) {
        inner(path);
        if (!out.fields.empty()) out.fields.back().name = path;
      }
      return out;
    case V::owner:
    case V::text:
    case V::weak: own(place, view, state, out); return out;
    case V::shared:
    case V::exclusive: guard(place, view, out); return out;
    case V::counted:
      out.kind = Kind::counted;
      out.count = integer(place, view, "strong", 0);
      out.weak = integer(place, view, "weak", 0);
      if (out.count == 0) return out;
      --out.weak;  // all owners together count as one
      inner(view.path("value").value_or(""));
      if (!out.fields.empty()) out.type = out.fields[0].value[0].type;
      return out;
    case V::cell: {
      uint64_t size = 8;
      const uint64_t bits = integer(place, view, "flag", 0, &out.held, &size);
      const auto flag = static_cast<int64_t>(bits << (64 - size * 8)) >> (64 - size * 8);
      out.kind = Kind::cell;
      out.state = flag == 0 ? Value::State::free : flag > 0 ? Value::State::shared : Value::State::exclusive;
      out.count = static_cast<uint64_t>(flag < 0 ? -flag : flag);
      inner(view.path("value").value_or(""));
      return out;
    }
    case V::lock: {
      uint64_t size = 8;
      const uint64_t state_now = integer(place, view, "state", 0, &out.held, &size);
      const uint64_t all_ones = size == 8 ? ~0ULL : (1ULL << (size * 8)) - 1;
      out.kind = Kind::lock;
      const bool exclusive = view.path("exclusive") ? std::to_string(state_now) == *view.path("exclusive") : state_now == all_ones;
      out.state = state_now == 0 ? Value::State::free : exclusive ? Value::State::exclusive : Value::State::shared;
      out.count = state_now == 0 ? 0 : exclusive ? 1 : state_now;
      out.poisoned = integer(place, view, "poison", 0) != 0;
      inner(view.path("value").value_or(""));
      return out;
    }
  }
  out.kind = Kind::folded;
  return out;
}

}  // namespace borrowlab::views
