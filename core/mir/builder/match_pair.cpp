// Patterns to match pairs. After rustc_mir_build::builder::matches::match_pair.
#include <algorithm>

#include "mir/builder/matches.h"
#include "support/function_ref.h"

namespace borrowlab::mir {

using ConstKind = thir::ConstantValue::Kind;

Candidate Candidate::from_flat_pat(FlatPat pat, bool has_guard) {
  Candidate c;
  c.match_pairs = std::move(pat.match_pairs);
  c.extra = std::move(pat.extra);
  c.has_guard = has_guard;
  c.sort_match_pairs();
  return c;
}
void Candidate::sort_match_pairs() {
  std::stable_partition(match_pairs.begin(), match_pairs.end(), [](const MatchPair& p) { return p.test_case != TestCase::or_; });
}
void Candidate::visit_leaves(FunctionRef<void(Candidate&)> f) {
  if (subcandidates.empty()) return f(*this);
  for (Candidate& c : subcandidates) c.visit_leaves(f);
}
void Candidate::visit_leaves_rev(FunctionRef<void(Candidate&)> f) {
  if (subcandidates.empty()) return f(*this);
  for (size_t i = subcandidates.size(); i-- > 0;) subcandidates[i].visit_leaves_rev(f);
}

namespace {

// Integers in the order of their values: signed ones are shifted so that unsigned order is theirs.
unsigned __int128 order_key(const types::Context& cx, TypeId ty, unsigned __int128 bits) {
  const uint32_t width = bit_width(cx, ty);
  bits = truncate(bits, width);
  return is_signed(cx, ty) ? bits ^ (static_cast<unsigned __int128>(1) << (width - 1)) : bits;
}

double float_value(const types::Context& cx, TypeId ty, unsigned __int128 bits) {
  if (bit_width(cx, ty) == 32) {
    const auto u = static_cast<uint32_t>(bits);
    float f = 0;
    __builtin_memcpy(&f, &u, sizeof f);
    return f;
  }
  const auto u = static_cast<uint64_t>(bits);
  double d = 0;
  __builtin_memcpy(&d, &u, sizeof d);
  return d;
}

}  // namespace

int compare_constants(const types::Context& cx, TypeId ty, const thir::ConstantValue& a, const thir::ConstantValue& b) {
  if (cx.store.get<types::Float>(ty)) {
    const double x = float_value(cx, ty, a.bits), y = float_value(cx, ty, b.bits);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const unsigned __int128 x = order_key(cx, ty, a.bits), y = order_key(cx, ty, b.bits);
  return x < y ? -1 : x > y ? 1 : 0;
}

bool range_contains(const types::Context& cx, TypeId ty, const thir::PatRange& range, const thir::ConstantValue& value) {
  if (range.lo && compare_constants(cx, ty, *range.lo, value) > 0) return false;
  if (!range.hi) return true;
  const int c = compare_constants(cx, ty, value, *range.hi);
  return c < 0 || (c == 0 && range.inclusive);
}

FlatPat MatchPairBuilder::flat(const PlaceBuilder& place, thir::PatId pat) {
  FlatPat out;
  out.extra.span = b_.thir.pats[pat].span;
  out.extra.is_never = std::holds_alternative<thir::PatNever>(b_.thir.pats[pat].kind);
  add(place, pat, out.match_pairs, out.extra);
  return out;
}

void MatchPairBuilder::add_slice(const PlaceBuilder& place, const thir::PatSlice& slice, std::vector<MatchPair>& pairs,
                                 PatternExtraData& extra) {
  uint64_t min_length = slice.prefix.size() + slice.suffix.size();
  bool exact = false;
  if (const auto p = b_.try_to_place(place))
    if (const auto len = array_length(b_.cx, b_.ty_of(*p))) {
      min_length = *len;
      exact = true;
    }
  for (uint32_t i = 0; i < slice.prefix.size(); ++i)
    add(place.project({PlaceElem::Kind::constant_index, i, min_length, false, {}, {}}), slice.prefix[i], pairs, extra);
  const auto suffix_len = static_cast<uint64_t>(slice.suffix.size());
  if (slice.slice)
    add(place.project({PlaceElem::Kind::subslice,
                       static_cast<uint32_t>(slice.prefix.size()),
                       exact ? min_length - suffix_len : suffix_len,
                       !exact,
                       {},
                       {}}),
        slice.slice, pairs, extra);
  for (uint32_t i = 0; i < suffix_len; ++i) {
    const uint32_t end_offset = i + 1;
    add(place.project({PlaceElem::Kind::constant_index,
                       exact ? static_cast<uint32_t>(min_length) - end_offset : end_offset,
                       min_length,
                       !exact,
                       {},
                       {}}),
        slice.suffix[suffix_len - 1 - i], pairs, extra);
  }
}

// `b"ab"` against an array or slice is a pattern of its bytes.
void MatchPairBuilder::add_byte_str(const PlaceBuilder& place, const thir::Pat& pat, const thir::ConstantValue& value,
                                    std::vector<MatchPair>& pairs, bool& refutable, MatchPair& pair) {
  const std::string_view bytes = value.text.str();
  PlaceBuilder base = place;
  TypeId ty = pat.ty;
  if (const auto* r = b_.cx.store.get<types::Ref>(ty)) {
    ty = r->pointee;
    base = base.deref();
  }
  const bool is_array = b_.cx.store.get<types::Array>(ty) != nullptr;
  if (!is_array) {
    refutable = true;
    pair.test_case = TestCase::slice;
    pair.len = bytes.size();
    pair.variable_length = false;
    pair.place = b_.try_to_place(base);
  }
  for (uint32_t i = 0; i < bytes.size(); ++i) {
    MatchPair sub;
    sub.place = b_.try_to_place(base.project({PlaceElem::Kind::constant_index, i, bytes.size(), false, {}, {}}));
    sub.test_case = TestCase::constant_int;
    sub.value.kind = ConstKind::scalar;
    sub.value.bits = static_cast<unsigned char>(bytes[i]);
    sub.ty = b_.cx.store.u8;
    sub.span = pat.span;
    pairs.push_back(std::move(sub));
  }
}

void MatchPairBuilder::add(PlaceBuilder builder, thir::PatId id, std::vector<MatchPair>& pairs, PatternExtraData& extra) {
  const thir::Pat& pat = b_.thir.pats[id];
  types::Context& cx = b_.cx;
  std::optional<Place> place = b_.try_to_place(builder);
  if (place) builder = PlaceBuilder(*place);
  if (pat.ascription && place && b_.ascription_matters(*pat.ascription)) extra.ascriptions.push_back({*place, &*pat.ascription});
  MatchPair pair;
  pair.place = place;
  pair.ty = pat.ty;
  pair.span = pat.span;
  bool refutable = false;
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, thir::PatOr>) {
          refutable = true;
          pair.test_case = TestCase::or_;
          for (thir::PatId alt : k.alternatives) pair.alternatives.push_back(flat(builder, alt));
          if (!pair.alternatives.empty() && !pair.alternatives[0].extra.bindings.empty()) extra.bindings.push_back({true, {}});
        } else if constexpr (std::is_same_v<K, thir::PatRange>) {
          refutable = true;
          pair.test_case = TestCase::range;
          pair.range = k;
        } else if constexpr (std::is_same_v<K, thir::PatConstant>) {
          if (k.value.kind == ConstKind::byte_str) {
            add_byte_str(builder, pat, k.value, pair.subpairs, refutable, pair);
            return;
          }
          refutable = true;
          pair.value = k.value;
          if (k.value.kind == ConstKind::str) {
            pair.test_case = TestCase::constant_str;
            if (const auto* r = cx.store.get<types::Ref>(pat.ty)) {  // `"a"` against a &str looks at the str
              pair.place = b_.try_to_place(builder.deref());
              pair.ty = r->pointee;
            }
          } else if (cx.store.get<types::Bool>(pat.ty)) {
            pair.test_case = TestCase::constant_bool;
          } else if (cx.store.get<types::Float>(pat.ty)) {
            pair.test_case = TestCase::constant_float;
          } else if (k.value.kind == ConstKind::scalar) {
            pair.test_case = TestCase::constant_int;
            pair.value.bits = truncate(k.value.bits, bit_width(cx, pat.ty));
          } else if (k.value.kind == ConstKind::unit) {
            refutable = false;
          } else {
            b_.refuse(pat.span, "this constant as a pattern");
          }
        } else if constexpr (std::is_same_v<K, thir::PatBinding>) {
          if (k.sub) add(builder, k.sub, pair.subpairs, extra);
          if (place) extra.bindings.push_back({false, {pat.span, *place, k.var, k.mode}});
        } else if constexpr (std::is_same_v<K, thir::PatSlice>) {
          add_slice(builder, k, pair.subpairs, extra);
          if (!k.is_array && !(k.prefix.empty() && k.slice && k.suffix.empty())) {
            refutable = true;
            pair.test_case = TestCase::slice;
            pair.len = k.prefix.size() + k.suffix.size();
            pair.variable_length = k.slice.valid();
          }
        } else if constexpr (std::is_same_v<K, thir::PatVariant>) {
          const types::AdtDef& adt = cx.items.adt(k.adt);
          const PlaceBuilder down = builder.downcast(k.variant, adt.variants[k.variant.index].name);
          for (const thir::FieldPat& f : k.fields) add(down.field(f.field, b_.thir.pats[f.pat].ty), f.pat, pair.subpairs, extra);
          refutable = adt.variants.size() > 1;
          pair.test_case = TestCase::variant;
          pair.variant = k.variant;
        } else if constexpr (std::is_same_v<K, thir::PatLeaf>) {
          for (const thir::FieldPat& f : k.fields) add(builder.field(f.field, b_.thir.pats[f.pat].ty), f.pat, pair.subpairs, extra);
        } else if constexpr (std::is_same_v<K, thir::PatDeref>) {
          add(builder.deref(), k.pat, pair.subpairs, extra);
        } else if constexpr (std::is_same_v<K, thir::PatNever>) {
          refutable = true;
          pair.test_case = TestCase::never;
        } else if constexpr (std::is_same_v<K, thir::PatErr>) {
          b_.refuse(pat.span, "internal: a pattern in error");
        }
      },
      pat.kind);
  if (refutable) {
    pairs.push_back(std::move(pair));
  } else {
    for (MatchPair& p : pair.subpairs) pairs.push_back(std::move(p));
  }
}

}  // namespace borrowlab::mir
