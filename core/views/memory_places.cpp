// Places of a machine's memory: sizes, fields, variants, and where a view's path leads.
#include <cstring>

#include "views/memory_reader.h"

namespace borrowlab::views {

using vm::FrameMap;
using vm::Layout;

uint64_t MemoryReader::load(uint64_t at, uint64_t size) const {
  uint64_t v = 0;
  if (size <= 8 && readable(at, size)) std::memcpy(&v, machine_.memory.at(at), size);
  return v;
}

GuestPlace MemoryReader::concrete(GuestPlace place) const {
  place.ty = machine_.program.layouts.normalize(place.ty);
  if (cx_.store.get<types::Dynamic>(place.ty) != nullptr)
    if (const vm::VtableInfo* info = machine_.program.vtable_at(place.meta)) return {place.at, info->ty, 0};
  return place;
}

uint64_t MemoryReader::size_of(const GuestPlace& place) const {
  const Layout* l = layout(place.ty);
  if (l == nullptr) return 0;
  if (l->sized) return l->size;
  if (cx_.store.get<types::Str>(place.ty) != nullptr) return place.meta;
  if (const auto* slice = cx_.store.get<types::Slice>(place.ty)) {
    const Layout* elem = layout(slice->elem);
    return elem == nullptr ? 0 : elem->size * place.meta;
  }
  if (const GuestPlace seen = concrete(place); seen.ty != place.ty) return size_of(seen);
  if (l->variants.empty() || l->variants[0].fields.empty()) return l->size;
  GuestPlace tail;
  if (!field(place, 0, static_cast<uint32_t>(l->variants[0].fields.size() - 1), tail)) return l->size;
  return vm::align_to(tail.at - place.at + size_of(tail), align_of(place));
}

uint64_t MemoryReader::align_of(const GuestPlace& place) const {
  const GuestPlace seen = concrete(place);
  const Layout* l = layout(seen.ty);
  if (l == nullptr) return 1;
  if (l->sized || l->variants.empty() || l->variants[0].fields.empty()) return l->align;
  const TypeId tail = l->variants[0].fields.back().ty;
  return std::max<uint64_t>(l->align, align_of({0, tail, place.meta}));
}

bool MemoryReader::field(const GuestPlace& place, uint32_t variant, uint32_t index, GuestPlace& out) const {
  const Layout* l = layout(place.ty);
  if (l == nullptr || variant >= l->variants.size() || index >= l->variants[variant].fields.size()) return false;
  const vm::FieldLayout& f = l->variants[variant].fields[index];
  uint64_t offset = f.offset;
  const bool unsized_tail = !l->sized && index + 1 == l->variants[variant].fields.size();
  if (unsized_tail) offset = vm::align_to(offset, align_of({0, f.ty, place.meta}));
  out = {place.at + offset, f.ty, unsized_tail ? place.meta : 0};
  return true;
}

// UINT32_MAX where no variant has these bytes.
uint32_t MemoryReader::variant(const GuestPlace& place, const Layout& l) const {
  if (l.variants.empty()) return UINT32_MAX;
  if (l.encoding == vm::TagEncoding::single) return l.single_variant;
  if (l.tag_size > 8) return l.encoding == vm::TagEncoding::niche ? l.untagged : UINT32_MAX;
  const uint64_t tag = load(place.at + l.tag_offset, l.tag_size), mask = l.tag_size == 8 ? ~0ULL : (1ULL << (l.tag_size * 8)) - 1;
  if (l.encoding == vm::TagEncoding::direct) {
    for (uint32_t v = 0; v < l.discriminants.size(); ++v)
      if ((static_cast<uint64_t>(l.discriminants[v]) & mask) == tag) return v;
    return UINT32_MAX;
  }
  const uint64_t relative = (tag - static_cast<uint64_t>(l.niche_start)) & mask;
  return relative <= l.niche_last - l.niche_first ? static_cast<uint32_t>(l.niche_first + relative) : l.untagged;
}

bool MemoryReader::pointer_at(const GuestPlace& place, GuestPointer& out) const {
  TypeId pointee;
  if (const auto* r = cx_.store.get<types::Ref>(place.ty)) pointee = r->pointee;
  else if (const auto* p = cx_.store.get<types::RawPtr>(place.ty)) pointee = p->pointee;
  else return false;
  const Layout* l = layout(place.ty);
  if (l == nullptr || !readable(place.at, l->size)) return false;
  out = {load(place.at, 8), l->fat ? load(place.at + 8, 8) : 0, machine_.program.layouts.normalize(pointee)};
  return true;
}

bool MemoryReader::find_pointer(const GuestPlace& place, GuestPointer& out) const {
  GuestPlace at = place;
  for (uint32_t depth = 0; depth < limits_.depth; ++depth) {
    if (pointer_at(at, out)) return true;
    const Layout* l = layout(at.ty);
    if (l == nullptr || l->variants.empty()) return false;
    bool found = false;
    for (uint32_t i = 0; i < l->variants[0].fields.size() && !found; ++i) {
      const Layout* f = layout(l->variants[0].fields[i].ty);
      found = f != nullptr && (f->size != 0 || !f->sized) && field(at, 0, i, at);
    }
    if (!found) return false;
  }
  return false;
}

bool MemoryReader::find_integer(const GuestPlace& place, uint64_t& at, uint64_t& size) const {
  GuestPlace p = place;
  for (uint32_t depth = 0; depth < limits_.depth; ++depth) {
    const Layout* l = layout(p.ty);
    if (l == nullptr) return false;
    if (l->variants.empty()) {
      at = p.at, size = l->size;
      return l->size != 0 && l->size <= 8;
    }
    bool found = false;
    for (uint32_t i = 0; i < l->variants[0].fields.size() && !found; ++i) {
      const Layout* f = layout(l->variants[0].fields[i].ty);
      found = f != nullptr && f->size != 0 && field(p, 0, i, p);
    }
    if (!found) return false;
  }
  return false;
}

bool MemoryReader::follow(GuestPlace from, std::string_view path, GuestPlace& out) const {
  const auto through = [&] {
    GuestPointer p;
    if (pointer_at(from, p)) from = concrete({p.to, p.pointee, p.meta});
  };
  while (!path.empty()) {
    through();
    const size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (cx_.store.get<types::Tuple>(from.ty) != nullptr) {
      if (name.size() != 1 || !field(from, 0, static_cast<uint32_t>(name[0] - '0'), from)) return false;
      continue;
    }
    const auto* a = cx_.store.get<types::Adt>(from.ty);
    if (a == nullptr) return false;
    const auto& names = cx_.items.adt(a->def).variants;
    bool found = false;
    for (uint32_t i = 0; !names.empty() && i < names[0].fields.size() && !found; ++i)
      found = names[0].fields[i].name.str() == name && field(from, 0, i, from);
    if (!found) return false;
  }
  out = from;
  return true;
}

uint64_t MemoryReader::integer(const GuestPlace& place, const ViewAttribute& view, std::string_view key, uint64_t otherwise, uint64_t* at,
                               uint64_t* size) const {
  const auto path = view.path(key);
  GuestPlace p;
  uint64_t where = 0, bytes = 0;
  if (!path || !follow(place, *path, p) || !find_integer(p, where, bytes) || !readable(where, bytes)) return otherwise;
  if (at != nullptr) *at = where;
  if (size != nullptr) *size = bytes;
  return load(where, bytes);
}

MemoryReader::State MemoryReader::part(const State& state, const mir::PlaceElem& elem) const {
  if (state.path == FrameMap::none) return {};
  // Parts follow their whole, and are few.
  for (uint32_t i = state.path + 1; i < state.map->paths.size(); ++i)
    if (state.map->paths[i].parent == state.path && state.map->paths[i].elem == elem) return {state.map, state.frame, i};
  return {};
}

FrameMap::State MemoryReader::state_of(const State& state) const {
  if (state.path == FrameMap::none) return FrameMap::initialised;
  return static_cast<FrameMap::State>(load(state.frame + state.map->paths[state.path].slot, 1));
}

bool MemoryReader::is_whole(const State& state) const {
  if (state_of(state) != FrameMap::initialised) return false;
  if (state.path == FrameMap::none) return true;
  for (uint32_t i = state.path + 1; i < state.map->paths.size(); ++i)
    if (state.map->paths[i].parent == state.path && !is_whole({state.map, state.frame, i})) return false;
  return true;
}

const ViewAttribute* MemoryReader::view_of(types::DefId adt) {
  const auto [it, fresh] = views_.try_emplace(adt);
  if (fresh) it->second = view_attribute(cx_, adt);
  return it->second ? &*it->second : nullptr;
}

}  // namespace borrowlab::views
