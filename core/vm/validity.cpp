#include "vm/validity.h"

#include "vm/numeric.h"

namespace borrowlab::vm {

namespace {

constexpr uint32_t depth_limit = 64;  // of types within types

struct Walk {
  Program& program;
  const Memory& memory;
  std::string path;
  uint32_t depth = 0;

  const char* scalar(TypeId ty) const {
    const types::TypeKind& kind = program.cx.store[ty];
    if (std::holds_alternative<types::Bool>(kind)) return "a boolean";
    if (std::holds_alternative<types::Char>(kind)) return "a unicode scalar value";
    if (std::holds_alternative<types::Int>(kind)) return "an integer";
    if (std::holds_alternative<types::Float>(kind)) return "a floating point number";
    if (std::holds_alternative<types::RawPtr>(kind)) return "a raw pointer";
    if (std::holds_alternative<types::Ref>(kind)) return "a reference";
    if (std::holds_alternative<types::FnPtr>(kind)) return "a function pointer";
    return nullptr;
  }
  std::optional<Invalid> within(TypeId ty, uint64_t at, const std::string& step) {
    const size_t length = path.size();
    path += step;
    auto found = value(ty, at);
    path.resize(length);
    return found;
  }
  uint32_t variant_of(const Layout& l, uint64_t at) const {
    uint64_t tag = 0;
    std::memcpy(&tag, memory.at(at + l.tag_offset), std::min<uint32_t>(l.tag_size, 8));
    if (l.encoding == TagEncoding::niche) {
      const uint64_t mask = l.tag_size >= 8 ? ~0ULL : (1ULL << (l.tag_size * 8)) - 1;
      const uint64_t relative = (tag - static_cast<uint64_t>(l.niche_start)) & mask;
      return relative <= l.niche_last - l.niche_first ? l.niche_first + static_cast<uint32_t>(relative) : l.untagged;
    }
    for (uint32_t v = 0; v < l.discriminants.size(); ++v)
      if (static_cast<uint64_t>(l.discriminants[v]) == tag) return v;
    return UINT32_MAX;
  }
  std::optional<Invalid> value(TypeId ty, uint64_t at) {
    const Layout* l = program.layouts.of(ty);
    if (l == nullptr || !l->sized || l->size == 0 || depth >= depth_limit || memory.initialised(at, l->size)) return std::nullopt;
    if (const char* expected = scalar(ty)) return Invalid{path, expected};
    ++depth;
    auto found = parts(ty, *l, at);
    --depth;
    return found;
  }
  std::optional<Invalid> parts(TypeId ty, const Layout& l, uint64_t at) {
    if (const auto* array = program.cx.store.get<types::Array>(ty)) {
      const TypeId elem = program.layouts.normalize(array->elem);
      const Layout* e = program.layouts.of(elem);
      for (uint64_t i = 0; e != nullptr && e->size != 0 && (i + 1) * e->size <= l.size; ++i)
        if (auto found = within(elem, at + i * e->size, "[" + std::to_string(i) + "]")) return found;
      return std::nullopt;
    }
    const auto* adt = program.cx.store.get<types::Adt>(ty);
    const types::AdtDef* def = adt != nullptr ? &program.cx.items.adt(adt->def) : nullptr;
    if (def != nullptr && def->kind == types::AdtKind::union_) return std::nullopt;
    uint32_t variant = l.single_variant;
    if (l.encoding != TagEncoding::single) {
      if (!memory.initialised(at + l.tag_offset, l.tag_size)) return Invalid{path + ".<enum-tag>", "a valid enum tag"};
      variant = variant_of(l, at);
    }
    if (variant >= l.variants.size()) return std::nullopt;
    std::string prefix = ".";
    if (def != nullptr && def->kind == types::AdtKind::enum_)
      prefix = ".<enum-variant(" + std::string(def->variants[variant].name.str()) + ")>.";
    const auto& fields = l.variants[variant].fields;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      const bool named = def != nullptr && variant < def->variants.size() && i < def->variants[variant].fields.size();
      const std::string name = named ? std::string(def->variants[variant].fields[i].name.str()) : std::to_string(i);
      if (auto found = within(fields[i].ty, at + fields[i].offset, prefix + name)) return found;
    }
    return std::nullopt;
  }
};

bool in_range(const Niche& n, uint8_t byte) {
  u128 value = 0;
  for (uint32_t i = 0; i < n.size; ++i) value = value << 8 | byte;
  return n.size == 0 || (n.start <= n.end ? value >= n.start && value <= n.end : value >= n.start || value <= n.end);
}

}  // namespace

bool allows_fill(Program& program, TypeId ty, uint8_t byte) {
  const types::TypeKind& kind = program.cx.store[ty];
  const Layout* l = program.layouts.of(ty);
  if (l == nullptr || std::holds_alternative<types::Array>(kind)) return true;
  if (std::holds_alternative<types::Ref>(kind)) return false;
  if (l->variants.empty()) return in_range(l->niche, byte);
  if (const auto* a = program.cx.store.get<types::Adt>(ty)) {
    const types::AdtKind adt = program.cx.items.adt(a->def).kind;
    if (adt == types::AdtKind::union_) return true;
    if (l->encoding != TagEncoding::single) return l->size != l->tag_size || in_range(l->niche, byte);
  }
  const auto& fields = l->variants[l->single_variant].fields;
  for (const FieldLayout& f : fields) {
    if (!allows_fill(program, f.ty, byte)) return false;
    // A struct around one scalar may narrow its range.
    const Layout* inner = program.layouts.of(f.ty);
    if (inner != nullptr && inner->size == l->size && inner->variants.empty() && l->size != 0 && !in_range(l->niche, byte)) return false;
  }
  return true;
}

std::optional<Invalid> uninitialised_part(Program& program, const Memory& memory, TypeId ty, uint64_t address) {
  return Walk{program, memory, {}}.value(ty, address);
}

}  // namespace borrowlab::vm
