// Where the bytes of a value are: sizes, alignments, field offsets, tags and niches, for x86-64 as rustc 1.95 computes them.
// After rustc_abi::layout (univariant, niche-filling and tagged enums) and rustc_ty_utils::layout. Types are monomorphic,
// normalized and have their regions erased.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "types/items.h"

namespace borrowlab::vm {

using types::Context;
using types::DefId;
using types::TypeId;
using u128 = unsigned __int128;
using i128 = __int128;

// The environment of monomorphic code: no bounds, opaque types seen through.
inline types::ParamEnv reveal_all() { return {nullptr, true}; }

// Bit patterns that a scalar at `offset` never has: those outside start..=end (which wraps around).
struct Niche {
  uint64_t offset = 0;
  uint32_t size = 0;  // of the scalar, in bytes; 0: there is no niche
  u128 start = 0, end = 0;
  u128 mask() const { return size == 16 ? ~u128{0} : (u128{1} << (size * 8)) - 1; }
  u128 available() const { return size == 0 ? 0 : (start - end - 1) & mask(); }
  // Takes `count` invalid values away; returns the first, and what is left in `rest`. False where there are too few.
  bool reserve(u128 count, u128& first, Niche& rest) const;
};

struct FieldLayout {
  uint64_t offset = 0;
  TypeId ty;
};

struct VariantLayout {
  std::vector<FieldLayout> fields;
  bool uninhabited = false;
};

// How an enum's value tells its variant.
enum class TagEncoding : uint8_t { single, direct, niche };

struct Layout {
  uint64_t size = 0;  // unsized types: of the sized prefix
  uint32_t align = 1;
  bool sized = true;
  bool uninhabited = false;
  bool fat = false;                     // a pointer with metadata: data at 0, metadata at 8
  bool partial = false;                 // has a union within: a value of it may be uninitialised in part, or wholly
  Niche niche;                          // the largest one
  std::vector<VariantLayout> variants;  // structs, tuples, closures, unions: one; scalars, arrays: none
  TagEncoding encoding = TagEncoding::single;
  uint32_t single_variant = 0;  // single: which
  uint64_t tag_offset = 0;
  uint32_t tag_size = 0;
  // niche: variant v of [niche_first, niche_last] is tag value niche_start + (v - niche_first); anything else is `untagged`.
  uint32_t untagged = 0, niche_first = 0, niche_last = 0;
  u128 niche_start = 0;
  std::vector<u128> discriminants;  // enums: by variant, truncated to the tag's size for direct tags
  TypeId discr_ty;                  // enums: the type of the discriminant
  bool is_zst() const { return sized && size == 0; }
};

// Layouts, each computed once.
class Layouts {
 public:
  explicit Layouts(Context& cx) : cx_(cx) {}
  // The user's items are gone.
  void forget_user() {
    std::erase_if(cache_, [this](const auto& entry) { return (cx_.store.flags(entry.first) & types::has_user) != 0; });
    error.clear();
  }
  // Null where there is no layout; `error` says why. The pointer stays valid.
  const Layout* of(TypeId ty);
  // The type at the end of structs and tuples, which decides the metadata of pointers to `ty`.
  TypeId struct_tail(TypeId ty);
  bool is_sized(TypeId ty);
  TypeId normalize(TypeId ty);
  // An array's length; false where it is not known.
  bool const_usize(types::ConstId c, uint64_t& out);
  std::string error;

 private:
  struct Univariant;
  enum class StructKind : uint8_t { always_sized, maybe_unsized, prefixed };
  bool compute(TypeId ty, Layout& out);
  bool has_union(TypeId ty, const Layout& l);
  bool scalar(Layout& out, uint32_t size, u128 start, u128 end);
  bool pointer(TypeId pointee, bool nonnull, Layout& out);
  bool tuple(std::span<const TypeId> elems, StructKind kind, Layout& out);
  bool adt(const types::Adt& adt, Layout& out);
  bool union_(const types::AdtDef& def, types::ArgsId args, Layout& out);
  bool enum_(const types::AdtDef& def, types::ArgsId args, Layout& out);
  bool fields_of(const types::VariantInfo& variant, types::ArgsId args, std::vector<const Layout*>& layouts, VariantLayout& out);
  void valid_range(const types::AdtDef& def, Layout& out);
  bool fail(std::string why) {
    if (error.empty()) error = std::move(why);
    return false;
  }

  Context& cx_;
  std::unordered_map<TypeId, std::unique_ptr<Layout>, IndexHash> cache_;
  uint32_t depth_ = 0;
};

inline uint64_t align_to(uint64_t n, uint64_t align) { return (n + align - 1) & ~(align - 1); }

}  // namespace borrowlab::vm
