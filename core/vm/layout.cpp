#include "vm/layout.h"

#include <algorithm>

#include "support/sort.h"
#include "typeck/check.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::vm {

using types::Repr;

namespace {
constexpr uint64_t object_size_limit = 1ULL << 47;
constexpr uint32_t depth_limit = 200;
}  // namespace

bool Niche::reserve(u128 count, u128& first, Niche& rest) const {
  if (size == 0 || count > available()) return false;
  const u128 max = mask();
  rest = *this;
  const auto move_start = [&] {
    first = (start - count) & max;
    rest.start = first;
    return true;
  };
  const auto move_end = [&] {
    first = (end + 1) & max;
    rest.end = (end + count) & max;
    return true;
  };
  // None prefers the value zero: see Niche::reserve in rustc_abi.
  const u128 distance_end_zero = max - end;
  if (start > end) return move_end();
  if (start <= distance_end_zero) return count <= start ? move_start() : move_end();
  const u128 moved = (end + count) & max;
  return moved >= 1 && moved <= end ? move_start() : move_end();
}

// --- one variant's fields ------------------------------------------------------------------------------------------

namespace {

enum class Bias : uint8_t { start, end };
enum class Kind : uint8_t { always_sized, maybe_unsized, prefixed };

struct Placed {
  std::vector<uint64_t> offsets;
  uint64_t size = 0;
  uint32_t align = 1;
  bool sized = true, uninhabited = false;
  Niche niche;
};

bool no_reordering(const Repr& repr) { return repr.c || repr.int_type.valid(); }

Placed univariant_biased(const std::vector<const Layout*>& fields, const Repr& repr, Kind kind, uint64_t prefix_size, uint64_t prefix_align,
                         Bias bias) {
  const size_t n = fields.size();
  const uint64_t pack = repr.pack;
  std::vector<uint32_t> order(n);
  for (uint32_t i = 0; i < n; ++i) order[i] = i;
  if (!no_reordering(repr) && n > 1) {
    const size_t end = kind == Kind::maybe_unsized ? n - 1 : n;
    uint64_t max_align = 1;
    u128 largest_niche = 0;
    for (size_t i = 0; i < end; ++i) {
      max_align = std::max<uint64_t>(max_align, fields[i]->align);
      largest_niche = std::max(largest_niche, fields[i]->niche.available());
    }
    const auto group = [&](uint32_t i) -> uint64_t {
      const Layout& f = *fields[i];
      if (pack != 0) return std::min<uint64_t>(f.align, pack);
      const auto log = [](uint64_t v) { return static_cast<uint64_t>(__builtin_ctzll(v)); };
      const uint64_t size_as_align = log(std::max<uint64_t>(f.align, f.size));
      if (largest_niche == 0) return size_as_align;
      if (bias == Bias::start) return std::min(log(max_align), size_as_align);
      return f.niche.available() == largest_niche ? log(f.align) : size_as_align;
    };
    if (kind == Kind::prefixed) {
      sort_first(end, order, [&](uint32_t a, uint32_t b) {
        const uint64_t ga = group(a), gb = group(b);
        return ga != gb ? ga < gb : fields[a]->niche.available() < fields[b]->niche.available();
      });
    } else {
      const auto inner = [&](uint32_t i) -> uint64_t {
        const Niche& niche = fields[i]->niche;
        if (niche.size == 0) return 0;
        return bias == Bias::start ? niche.offset : ~(fields[i]->size - niche.size - niche.offset);
      };
      sort_first(end, order, [&](uint32_t a, uint32_t b) {
        const uint64_t ga = group(a), gb = group(b);
        if (ga != gb) return ga > gb;
        const u128 na = fields[a]->niche.available(), nb = fields[b]->niche.available();
        if (na != nb) return bias == Bias::start ? na > nb : na < nb;
        return inner(a) < inner(b);
      });
    }
  }
  Placed out;
  out.offsets.resize(n);
  uint64_t offset = 0;
  if (kind == Kind::prefixed) {
    const uint64_t align = pack != 0 ? std::min(prefix_align, pack) : prefix_align;
    out.align = static_cast<uint32_t>(std::max<uint64_t>(out.align, align));
    offset = align_to(prefix_size, align);
  }
  u128 best = 0;
  for (const uint32_t i : order) {
    const Layout& f = *fields[i];
    if (f.uninhabited) out.uninhabited = true;
    if (!f.sized) out.sized = false;
    const uint64_t align = pack != 0 ? std::min<uint64_t>(f.align, pack) : f.align;
    offset = align_to(offset, align);
    out.align = static_cast<uint32_t>(std::max<uint64_t>(out.align, align));
    out.offsets[i] = offset;
    const u128 available = f.niche.available();
    if (available != 0 && (bias == Bias::start ? available > best : available >= best)) {
      best = available;
      out.niche = f.niche;
      out.niche.offset += offset;
    }
    offset += f.size;
  }
  if (repr.align > out.align) out.align = repr.align;
  out.size = align_to(offset, out.align);
  if (!out.sized) out.size = offset;  // the tail begins where the prefix ends, before padding
  return out;
}

Placed univariant(const std::vector<const Layout*>& fields, const Repr& repr, Kind kind, uint64_t prefix_size = 0,
                  uint64_t prefix_align = 1) {
  Placed first = univariant_biased(fields, repr, kind, prefix_size, prefix_align, Bias::start);
  if (kind == Kind::maybe_unsized || first.niche.size == 0 || fields.size() < 2) return first;
  const uint64_t head = first.niche.offset;
  const uint64_t tail = first.size - head - first.niche.size;
  if (head == 0 || tail == 0) return first;
  Placed second = univariant_biased(fields, repr, kind, prefix_size, prefix_align, Bias::end);
  const uint64_t second_tail = second.size - second.niche.offset - second.niche.size;
  return head > second_tail ? second : first;
}

void adopt(Layout& out, VariantLayout variant, const Placed& placed) {
  for (size_t i = 0; i < variant.fields.size(); ++i) variant.fields[i].offset = placed.offsets[i];
  variant.uninhabited = placed.uninhabited;
  out.size = placed.size;
  out.align = placed.align;
  out.sized = placed.sized;
  out.uninhabited = placed.uninhabited;
  out.niche = placed.niche;
  out.variants.clear();
  out.variants.push_back(std::move(variant));
}

bool is_absent(const std::vector<const Layout*>& fields) {
  bool uninhabited = false;
  for (const Layout* f : fields) {
    if (f->uninhabited) uninhabited = true;
    if (!f->is_zst()) return false;
  }
  return uninhabited;
}

u128 width_mask(uint32_t bytes) { return bytes == 16 ? ~u128{0} : (u128{1} << (bytes * 8)) - 1; }

uint32_t int_bytes(types::IntWidth w) {
  switch (w) {
    case types::IntWidth::w8: return 1;
    case types::IntWidth::w16: return 2;
    case types::IntWidth::w32: return 4;
    case types::IntWidth::w128: return 16;
    default: return 8;
  }
}

// The smallest integer that holds min..=max, both inclusive.
uint32_t fit(i128 min, i128 max) {
  for (const uint32_t bytes : {1U, 2U, 4U, 8U}) {
    const uint32_t bits = bytes * 8;
    if (min < 0) {
      if (min >= -(i128{1} << (bits - 1)) && max <= (i128{1} << (bits - 1)) - 1) return bytes;
    } else if (max <= static_cast<i128>((u128{1} << bits) - 1)) {
      return bytes;
    }
  }
  return 16;
}

}  // namespace

// --- types ---------------------------------------------------------------------------------------------------------

TypeId Layouts::normalize(TypeId ty) {
  constexpr uint16_t open = types::has_param | types::has_projection | types::has_opaque | types::has_free_regions |
                            types::has_bound_regions | types::has_late_param | types::has_unevaluated;
  return (cx_.store.flags(ty) & open) == 0 ? ty : typeck::normalize_erasing_regions(cx_, reveal_all(), ty);
}

bool Layouts::const_usize(types::ConstId c, uint64_t& out) {
  if (const auto* v = cx_.store.get<types::ConstValue>(c)) {
    out = static_cast<uint64_t>(v->bits);
    return true;
  }
  if (const auto* u = cx_.store.get<types::ConstUnevaluated>(c)) {
    diagnostics::Sink sink;
    if (const auto bits = typeck::eval_const_scalar(cx_, u->def, u->args, sink)) {
      out = static_cast<uint64_t>(*bits);
      return true;
    }
  }
  return fail("array lengths of this kind");
}

bool Layouts::is_sized(TypeId ty) {
  const TypeId tail = struct_tail(ty);
  return cx_.store.get<types::Slice>(tail) == nullptr && cx_.store.get<types::Str>(tail) == nullptr &&
         cx_.store.get<types::Dynamic>(tail) == nullptr;
}

TypeId Layouts::struct_tail(TypeId ty) {
  for (uint32_t i = 0; i < depth_limit; ++i) {
    if (const auto* adt = cx_.store.get<types::Adt>(ty)) {
      const types::AdtDef& def = cx_.items.adt(adt->def);
      if (def.kind != types::AdtKind::struct_ || def.variants.empty() || def.variants[0].fields.empty()) return ty;
      ty = normalize(types::field_type(cx_, def.variants[0].fields.back(), adt->args));
    } else if (const auto* tuple = cx_.store.get<types::Tuple>(ty)) {
      const auto elems = cx_.store[tuple->elems];
      if (elems.empty()) return ty;
      ty = elems.back();
    } else {
      return ty;
    }
  }
  return ty;
}

const Layout* Layouts::of(TypeId ty) {
  if (const auto it = cache_.find(ty); it != cache_.end()) return it->second.get();
  if (depth_ >= depth_limit) {
    fail("types nested this deeply");
    return nullptr;
  }
  ++depth_;
  auto layout = std::make_unique<Layout>();
  const bool ok = compute(ty, *layout);
  --depth_;
  if (!ok) return nullptr;
  layout->partial = layout->size != 0 && has_union(ty, *layout);
  if (layout->size > object_size_limit) {
    fail("values of this size");
    return nullptr;
  }
  return cache_.emplace(ty, std::move(layout)).first->second.get();
}

// Of a layout just computed: those of its parts are known.
bool Layouts::has_union(TypeId ty, const Layout& l) {
  if (const auto* a = cx_.store.get<types::Adt>(ty); a != nullptr && cx_.items.adt(a->def).kind == types::AdtKind::union_) return true;
  const auto partial = [&](TypeId part) {
    const Layout* known = of(normalize(part));
    return known != nullptr && known->partial;
  };
  if (const auto* array = cx_.store.get<types::Array>(ty)) return partial(array->elem);
  for (const VariantLayout& v : l.variants)
    for (const FieldLayout& f : v.fields)
      if (partial(f.ty)) return true;
  return false;
}

bool Layouts::scalar(Layout& out, uint32_t size, u128 start, u128 end) {
  out.size = size;
  out.align = size;
  out.niche = Niche{0, size, start, end};
  if (out.niche.available() == 0) out.niche = {};
  return true;
}

bool Layouts::pointer(TypeId pointee, bool nonnull, Layout& out) {
  scalar(out, 8, nonnull ? 1 : 0, ~uint64_t{0});
  const TypeId tail = struct_tail(normalize(pointee));
  const bool is_dyn = cx_.store.get<types::Dynamic>(tail) != nullptr;
  if (is_dyn || cx_.store.get<types::Slice>(tail) != nullptr || cx_.store.get<types::Str>(tail) != nullptr) {
    out.size = 16;
    out.fat = true;
    if (is_dyn && !nonnull) out.niche = Niche{8, 8, 1, ~uint64_t{0}};  // a vtable's address is never null
  }
  return true;
}

bool Layouts::tuple(std::span<const TypeId> elems, StructKind kind, Layout& out) {
  std::vector<const Layout*> fields;
  VariantLayout variant;
  for (const TypeId t : elems) {
    const TypeId ty = normalize(t);
    const Layout* f = of(ty);
    if (f == nullptr) return false;
    fields.push_back(f);
    variant.fields.push_back({0, ty});
  }
  const Kind k = kind == StructKind::maybe_unsized && !fields.empty() ? Kind::maybe_unsized : Kind::always_sized;
  adopt(out, std::move(variant), univariant(fields, Repr{}, k));
  return true;
}

bool Layouts::compute(TypeId ty, Layout& out) {
  const types::TypeKind& kind = cx_.store[ty];
  if (std::holds_alternative<types::Bool>(kind)) return scalar(out, 1, 0, 1);
  if (std::holds_alternative<types::Char>(kind)) return scalar(out, 4, 0, 0x10FFFF);
  if (const auto* i = std::get_if<types::Int>(&kind)) {
    const uint32_t bytes = int_bytes(i->width);
    return scalar(out, bytes, 0, width_mask(bytes));
  }
  if (const auto* f = std::get_if<types::Float>(&kind)) {
    const uint32_t bytes = f->width == types::FloatWidth::f32 ? 4 : 8;
    return scalar(out, bytes, 0, width_mask(bytes));
  }
  if (std::holds_alternative<types::Never>(kind)) {
    out.uninhabited = true;
    return true;
  }
  if (std::holds_alternative<types::Str>(kind)) {
    out.sized = false;
    return true;
  }
  if (std::holds_alternative<types::Dynamic>(kind)) {
    out.sized = false;
    return true;
  }
  if (const auto* s = std::get_if<types::Slice>(&kind)) {
    const Layout* elem = of(normalize(s->elem));
    if (elem == nullptr) return false;
    out.sized = false;
    out.align = elem->align;
    return true;
  }
  if (const auto* a = std::get_if<types::Array>(&kind)) {
    uint64_t len = 0;
    const Layout* elem = of(normalize(a->elem));
    if (elem == nullptr || !const_usize(a->len, len)) return false;
    if (elem->size != 0 && len > object_size_limit / elem->size) return fail("values of this size");
    out.size = elem->size * len;
    out.align = elem->align;
    if (len != 0) {
      out.niche = elem->niche;
      out.uninhabited = elem->uninhabited;
    }
    return true;
  }
  if (const auto* r = std::get_if<types::Ref>(&kind)) return pointer(r->pointee, true, out);
  if (const auto* p = std::get_if<types::RawPtr>(&kind)) return pointer(p->pointee, false, out);
  if (std::holds_alternative<types::FnPtr>(kind)) return scalar(out, 8, 1, ~uint64_t{0});
  if (std::holds_alternative<types::FnDef>(kind)) return true;
  if (const auto* t = std::get_if<types::Tuple>(&kind)) return tuple(cx_.store[t->elems], StructKind::maybe_unsized, out);
  if (const auto* c = std::get_if<types::Closure>(&kind)) {
    const TypeId upvars = normalize(cx_.store.closure_parts(c->args).upvars);
    const auto* elems = cx_.store.get<types::Tuple>(upvars);
    if (elems == nullptr) return fail("internal: a closure whose captures are unknown");
    return tuple(cx_.store[elems->elems], StructKind::always_sized, out);
  }
  if (const auto* a = std::get_if<types::Adt>(&kind)) return adt(*a, out);
  return fail("internal: the layout of a type that is not concrete (" + types::to_string(cx_, ty) + ")");
}

bool Layouts::fields_of(const types::VariantInfo& variant, types::ArgsId args, std::vector<const Layout*>& layouts, VariantLayout& out) {
  for (const types::FieldInfo& f : variant.fields) {
    const TypeId ty = normalize(types::field_type(cx_, f, args));
    const Layout* layout = of(ty);
    if (layout == nullptr) return false;
    layouts.push_back(layout);
    out.fields.push_back({0, ty});
  }
  return true;
}

// #[rustc_layout_scalar_valid_range_start(1)] and …_end(N): the struct's first scalar is known to stay within.
void Layouts::valid_range(const types::AdtDef& def, Layout& out) {
  const resolve::Def& d = cx_.defs[def.def];
  if (!d.item.valid() || d.krate != resolve::library_crate || out.size == 0 || out.variants.empty()) return;
  const auto& attrs = cx_.crate_of(def.def).ast[d.item].attrs;
  if (attrs.empty()) return;
  uint32_t size = 0;
  for (const FieldLayout& f : out.variants[0].fields)
    if (const Layout* l = of(f.ty); f.offset == 0 && l != nullptr && l->size != 0) size = l->fat ? 8 : static_cast<uint32_t>(l->size);
  if (size == 0 || size > 16) return;
  Niche niche{0, size, 0, width_mask(size)};
  bool found = false;
  for (const syntax::Attribute& attr : attrs) {
    if (attr.path.segments.empty() || attr.words.empty()) continue;
    const std::string_view name = attr.path.segments.back().ident.name.str();
    const bool is_start = name == "rustc_layout_scalar_valid_range_start", is_end = name == "rustc_layout_scalar_valid_range_end";
    if (!is_start && !is_end) continue;
    u128 value = 0;
    std::string_view digits = attr.words[0].str();
    const bool hex = digits.substr(0, 2) == "0x";
    for (const char c : hex ? digits.substr(2) : digits) {
      if (c == '_') continue;
      const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' && hex ? (c | 32) - 'a' + 10 : -1;
      if (digit < 0) break;
      value = value * (hex ? 16U : 10U) + static_cast<unsigned>(digit);
    }
    (is_start ? niche.start : niche.end) = value;
    found = true;
  }
  if (found && niche.available() > out.niche.available()) out.niche = niche;
}

bool Layouts::adt(const types::Adt& a, Layout& out) {
  const types::AdtDef& def = cx_.items.adt(a.def);
  if (def.kind == types::AdtKind::union_) return union_(def, a.args, out);
  if (def.kind == types::AdtKind::enum_) return enum_(def, a.args, out);
  if (def.is_phantom_data) {
    out.variants.emplace_back();
    return true;
  }
  std::vector<const Layout*> fields;
  VariantLayout variant;
  if (!fields_of(def.variants[0], a.args, fields, variant)) return false;
  Kind kind = Kind::always_sized;
  if (!def.variants[0].fields.empty()) {
    // The declared type decides, not the concrete one: all instances of a generic struct agree on where its tail is.
    const types::FieldInfo& last = def.variants[0].fields.back();
    const TypeId declared = types::field_type(cx_, last, types::identity_args(cx_, def.def));
    if (!typeck::is_sized(cx_, typeck::param_env(cx_, def.def), declared)) kind = Kind::maybe_unsized;
  }
  adopt(out, std::move(variant), univariant(fields, def.repr, kind));
  if (def.is_unsafe_cell) out.niche = {};
  valid_range(def, out);
  return true;
}

bool Layouts::union_(const types::AdtDef& def, types::ArgsId args, Layout& out) {
  std::vector<const Layout*> fields;
  VariantLayout variant;
  if (!fields_of(def.variants[0], args, fields, variant)) return false;
  for (const Layout* f : fields) {
    const uint32_t align = def.repr.pack != 0 ? std::min(f->align, def.repr.pack) : f->align;
    out.align = std::max(out.align, align);
    out.size = std::max(out.size, f->size);
  }
  out.align = std::max(out.align, def.repr.align);
  out.size = align_to(out.size, out.align);
  out.variants.push_back(std::move(variant));
  return true;
}

bool Layouts::enum_(const types::AdtDef& def, types::ArgsId args, Layout& out) {
  const size_t n = def.variants.size();
  std::vector<std::vector<const Layout*>> fields(n);
  std::vector<VariantLayout> variants(n);
  std::vector<bool> absent(n);
  for (size_t i = 0; i < n; ++i) {
    if (!fields_of(def.variants[i], args, fields[i], variants[i])) return false;
    absent[i] = is_absent(fields[i]);
    for (const Layout* f : fields[i]) variants[i].uninhabited |= f->uninhabited;
  }
  const bool fixed = def.repr.c || def.repr.int_type.valid();
  const TypeId discr_ty = def.repr.int_type.valid() ? def.repr.int_type : cx_.store.isize;
  const auto finish = [&] {
    out.discr_ty = discr_ty;
    out.discriminants.clear();
    for (const types::VariantInfo& v : def.variants) out.discriminants.push_back(static_cast<u128>(v.discriminant));
    return true;
  };

  // Zero or one variant that can exist: laid out as a struct.
  size_t present = 0, first_present = 0;
  for (size_t i = n; i-- > 0;)
    if (!absent[i]) {
      ++present;
      first_present = i;
    }
  if (present == 0 && !(fixed && n != 0)) {
    out.uninhabited = true;
    out.variants = std::move(variants);
    return finish();
  }
  if (present <= 1 && !fixed) {
    const Placed placed = univariant(fields[first_present], def.repr, Kind::always_sized);
    VariantLayout own = variants[first_present];
    adopt(out, std::move(own), placed);
    VariantLayout chosen = std::move(out.variants[0]);
    variants[first_present] = std::move(chosen);
    out.variants = std::move(variants);
    out.single_variant = static_cast<uint32_t>(first_present);
    return finish();
  }

  // Niche filling: all variants but the largest fit around a niche of the largest.
  Layout niche_layout;
  bool has_niche_layout = false;
  if (!fixed && n >= 2) {
    std::vector<Placed> placed(n);
    size_t largest = 0;
    uint32_t align = 1;
    for (size_t i = 0; i < n; ++i) {
      placed[i] = univariant(fields[i], def.repr, Kind::always_sized);
      align = std::max(align, placed[i].align);
      if (placed[i].size >= placed[largest].size) largest = i;
    }
    size_t first = n, last = 0;
    for (size_t i = 0; i < n; ++i)
      if (i != largest && !absent[i]) {
        first = std::min(first, i);
        last = i;
      }
    u128 niche_start = 0;
    Niche rest;
    if (first < n && placed[largest].niche.reserve(last - first + 1, niche_start, rest)) {
      const Niche& niche = placed[largest].niche;
      const uint64_t size = placed[largest].size;
      bool fits = true;
      for (size_t i = 0; i < n && fits; ++i) {
        if (i == largest) continue;
        if (placed[i].size <= niche.offset) continue;
        const uint64_t by = align_to(niche.offset + niche.size, placed[i].align);
        if (by + placed[i].size > size) fits = false;
        for (uint64_t& offset : placed[i].offsets) offset += by;
      }
      if (fits) {
        has_niche_layout = true;
        niche_layout.size = size;
        niche_layout.align = align;
        niche_layout.encoding = TagEncoding::niche;
        niche_layout.tag_offset = niche.offset;
        niche_layout.tag_size = niche.size;
        niche_layout.untagged = static_cast<uint32_t>(largest);
        niche_layout.niche_first = static_cast<uint32_t>(first);
        niche_layout.niche_last = static_cast<uint32_t>(last);
        niche_layout.niche_start = niche_start;
        niche_layout.niche = rest;
        if (niche_layout.niche.available() == 0) niche_layout.niche = {};
        niche_layout.uninhabited = true;
        niche_layout.variants = variants;
        for (size_t i = 0; i < n; ++i) {
          for (size_t f = 0; f < placed[i].offsets.size(); ++f) niche_layout.variants[i].fields[f].offset = placed[i].offsets[f];
          niche_layout.uninhabited &= placed[i].uninhabited;
        }
      }
    }
  }

  // A tag in front of every variant.
  i128 min = 0, max = 0;
  bool any = false;
  for (size_t i = 0; i < n; ++i) {
    if (!def.repr.c && variants[i].uninhabited) continue;
    i128 value = def.variants[i].discriminant;
    if (!any || value < min) min = value;
    if (!any || value > max) max = value;
    any = true;
  }
  uint32_t tag = 0;
  if (def.repr.int_type.valid()) {
    const auto* t = cx_.store.get<types::Int>(def.repr.int_type);
    tag = t != nullptr ? int_bytes(t->width) : 8;
  } else {
    tag = std::max(fit(min, max), def.repr.c ? 4U : 1U);
  }
  uint64_t prefix_align = tag;
  if (fixed)
    for (const auto& list : fields)
      for (const Layout* f : list) prefix_align = std::max<uint64_t>(prefix_align, f->align);
  if (def.repr.pack != 0) prefix_align = std::min<uint64_t>(prefix_align, def.repr.pack);
  Layout tagged;
  tagged.align = tag;
  tagged.uninhabited = true;
  tagged.variants = variants;
  uint64_t start_align = 256;
  std::vector<Placed> placed(n);
  Repr variant_repr = def.repr;
  for (size_t i = 0; i < n; ++i) {
    placed[i] = univariant(fields[i], variant_repr, Kind::prefixed, tag, prefix_align);
    // The first field that cannot give way to a wider tag.
    std::vector<size_t> order(fields[i].size());
    for (size_t f = 0; f < order.size(); ++f) order[f] = f;
    sort(order, [&](size_t a, size_t b) { return placed[i].offsets[a] < placed[i].offsets[b]; });
    for (const size_t f : order)
      if (fields[i][f]->size != 0 || fields[i][f]->align != 1) {
        start_align = std::min<uint64_t>(start_align, fields[i][f]->align);
        break;
      }
    tagged.size = std::max(tagged.size, placed[i].size);
    tagged.align = std::max(tagged.align, placed[i].align);
    tagged.uninhabited &= placed[i].uninhabited;
  }
  tagged.size = align_to(tagged.size, tagged.align);
  uint32_t wide = tag;
  if (!fixed)
    for (uint32_t bytes = 8; bytes > tag; bytes /= 2)
      if (bytes == start_align) wide = bytes;
  if (start_align == 16 && !fixed) wide = 16;
  // A wider tag costs nothing where padding would follow it, and gives more invalid values.
  for (size_t i = 0; i < n; ++i)
    for (size_t f = 0; f < placed[i].offsets.size(); ++f) {
      uint64_t& offset = placed[i].offsets[f];
      if (wide > tag && offset <= tag) offset = wide;
      tagged.variants[i].fields[f].offset = offset;
    }
  if (wide > tag) {
    tag = wide;
    tagged.size = align_to(std::max<uint64_t>(tagged.size, tag), tagged.align);
  }
  tagged.encoding = TagEncoding::direct;
  tagged.tag_size = tag;
  const u128 mask = width_mask(tag);
  tagged.niche = Niche{0, tag, static_cast<u128>(min) & mask, static_cast<u128>(max) & mask};
  if (tagged.niche.available() == 0) tagged.niche = {};
  if (def.repr.align > tagged.align) {
    tagged.align = def.repr.align;
    tagged.size = align_to(tagged.size, tagged.align);
  }

  const bool take_niche =
      has_niche_layout &&
      (tagged.size > niche_layout.size || (tagged.size == niche_layout.size && tagged.niche.available() < niche_layout.niche.available()));
  out = take_niche ? std::move(niche_layout) : std::move(tagged);
  return finish();
}

}  // namespace borrowlab::vm
