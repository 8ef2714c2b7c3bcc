#include "mir/pattern_analysis.h"

#include <algorithm>
#include <deque>

#include "mir/util.h"
#include "support/decimal.h"
#include "support/sort.h"

namespace borrowlab::mir {
namespace {

namespace thir = typeck::thir;
using CtorKind = Constructor::Kind;

struct DPat {
  Constructor ctor;
  std::vector<const DPat*> fields;
  TypeId ty;
  thir::PatId source{};  // of rows and alternatives
};
struct Row {
  std::vector<const DPat*> pats;
  bool guarded = false;
};
struct ColumnPlace {
  TypeId ty;
  bool known_valid = true;
};
using Stack = std::vector<Witness>;  // the last is the current column's

WideInt plus_one(WideInt v) {
  if (v.over != 0) return v.over == -1 ? v : WideInt{2, 0};
  if (v.value == ~static_cast<unsigned __int128>(0)) return {1, 0};
  return {0, v.value + 1};
}
WideInt minus_one(WideInt v) {
  if (v.over == 1) return {0, ~static_cast<unsigned __int128>(0)};
  if (v.over != 0) return v;
  return {0, v.value - 1};  // callers: not for zero
}

class Analysis {
 public:
  Analysis(types::Context& cx, const thir::Body& thir, const types::ParamEnv& env, DefId module)
      : cx_(cx), thir_(thir), env_(env), module_(module) {}
  bool too_complex = false, unsupported = false;

  const DPat* lower(thir::PatId id) {
    const thir::Pat& pat = thir_.pats[id];
    return std::visit(
        [&](const auto& k) -> const DPat* {
          using K = std::decay_t<decltype(k)>;
          if constexpr (std::is_same_v<K, thir::PatBinding>) {
            return k.sub ? lower(k.sub) : wild(pat.ty);
          } else if constexpr (std::is_same_v<K, thir::PatDeref>) {
            return make({CtorKind::ref}, {lower(k.pat)}, pat.ty);
          } else if constexpr (std::is_same_v<K, thir::PatVariant>) {
            Constructor c{CtorKind::variant};
            c.variant = k.variant.index;
            return with_fields(c, pat.ty, k.fields);
          } else if constexpr (std::is_same_v<K, thir::PatLeaf>) {
            Constructor c{CtorKind::struct_};
            if (const auto* adt = adt_def(cx_, pat.ty); adt != nullptr && adt->kind == types::AdtKind::enum_) c.kind = CtorKind::variant;
            return with_fields(c, pat.ty, k.fields);
          } else if constexpr (std::is_same_v<K, thir::PatConstant>) {
            return constant(k.value, pat.ty);
          } else if constexpr (std::is_same_v<K, thir::PatRange>) {
            return range(k, pat.ty);
          } else if constexpr (std::is_same_v<K, thir::PatSlice>) {
            std::vector<const DPat*> fields;
            for (thir::PatId p : k.prefix) fields.push_back(lower(p));
            for (thir::PatId p : k.suffix) fields.push_back(lower(p));
            return make(slice(array_length(cx_, pat.ty), k.prefix.size(), k.suffix.size(), k.slice.valid()), std::move(fields), pat.ty);
          } else if constexpr (std::is_same_v<K, thir::PatOr>) {
            std::vector<const DPat*> fields;
            for (thir::PatId p : k.alternatives) fields.push_back(with_source(lower(p), p));
            return make({CtorKind::or_}, std::move(fields), pat.ty);
          } else {
            if constexpr (std::is_same_v<K, thir::PatErr>) unsupported = true;
            return wild(pat.ty);
          }
        },
        pat.kind);
  }

  // Whether some value matches `row` and none of `rows`. Maranget's U.
  bool useful(const std::vector<Row>& rows, const Row& row, const std::vector<ColumnPlace>& places) {
    if (++steps_ > 400'000) {
      too_complex = true;
      return true;
    }
    if (places.empty()) return std::all_of(rows.begin(), rows.end(), [](const Row& r) { return r.guarded; });
    std::vector<Row> expanded, mine;
    for (const Row& r : rows) expand(r, expanded);
    expand(row, mine);
    for (const Row& q : mine) {
      std::vector<const Constructor*> seen;
      const auto note = [&](const Row& r) {
        if (r.pats.front()->ctor.kind != CtorKind::wildcard) seen.push_back(&r.pats.front()->ctor);
      };
      for (const Row& r : expanded) note(r);
      note(q);
      std::vector<Constructor> present, missing, missing_empty;
      split(places.front().ty, seen, present, missing, missing_empty);
      if (!missing.empty()) present.push_back({CtorKind::missing});
      for (const Constructor& c : present) {
        if (!covered_by(c, q.pats.front()->ctor)) continue;
        const std::vector<ColumnPlace> inner = inner_places(c, places);
        const size_t n = inner.size() - (places.size() - 1);
        std::vector<Row> next;
        for (const Row& r : expanded)
          if (covered_by(c, r.pats.front()->ctor)) next.push_back(specialize_row(c, r, inner, n));
        if (useful(next, specialize_row(c, q, inner, n), inner)) return true;
      }
    }
    return false;
  }

  // Whether some value matches both.
  bool intersects(const DPat& a, const DPat& b) const {
    const auto any = [&](const DPat& list, const DPat& other) {
      return std::any_of(list.fields.begin(), list.fields.end(), [&](const DPat* alt) { return intersects(*alt, other); });
    };
    if (a.ctor.kind == CtorKind::or_) return any(a, b);
    if (b.ctor.kind == CtorKind::or_) return any(b, a);
    if (a.ctor.kind == CtorKind::wildcard || b.ctor.kind == CtorKind::wildcard) return true;
    if (a.ctor.kind != b.ctor.kind) return false;
    if (a.ctor.kind == CtorKind::int_range) return a.ctor.range.lo < b.ctor.range.hi && b.ctor.range.lo < a.ctor.range.hi;
    if (a.ctor.kind == CtorKind::slice) {
      const Constructor &x = a.ctor, &y = b.ctor;
      if (!x.has_rest && !y.has_rest && x.slice_arity() != y.slice_arity()) return false;
      if (!x.has_rest && y.has_rest && y.slice_arity() > x.slice_arity()) return false;
      if (!y.has_rest && x.has_rest && x.slice_arity() > y.slice_arity()) return false;
      for (size_t i = 0; i < std::min(x.prefix, y.prefix); ++i)
        if (!intersects(*a.fields[i], *b.fields[i])) return false;
      return true;
    }
    if (!covered_by(a.ctor, b.ctor)) return false;
    for (size_t i = 0; i < std::min(a.fields.size(), b.fields.size()); ++i)
      if (!intersects(*a.fields[i], *b.fields[i])) return false;
    return true;
  }

  // The or-patterns within, outer first.
  static void alternatives(const DPat* p, std::vector<const DPat*>& out) {
    if (p->ctor.kind == CtorKind::or_) out.push_back(p);
    for (const DPat* f : p->fields) alternatives(f, out);
  }
  // `p` with `by` instead of `what`.
  const DPat* substitute(const DPat* p, const DPat* what, const DPat* by) {
    if (p == what) return by;
    std::vector<const DPat*> fields;
    bool changed = false;
    for (const DPat* f : p->fields) {
      fields.push_back(substitute(f, what, by));
      changed |= fields.back() != f;
    }
    return changed ? with_source(make(p->ctor, std::move(fields), p->ty), p->source) : p;
  }
  const DPat* with_source(const DPat* p, thir::PatId source) {
    pool_.push_back(*p);
    pool_.back().source = source;
    return &pool_.back();
  }

  // Stacks of witnesses for the columns of `places`, first column last.
  std::vector<Stack> run(const std::vector<Row>& rows, const std::vector<ColumnPlace>& places, bool top) {
    if (++steps_ > 400'000) {
      too_complex = true;
      return {};
    }
    if (places.empty()) {
      for (const Row& r : rows)
        if (!r.guarded) return {};
      return {Stack()};
    }
    std::vector<Row> expanded;
    for (const Row& r : rows) expand(r, expanded);
    const ColumnPlace place = places.front();
    std::vector<const Constructor*> seen;
    for (const Row& r : expanded)
      if (r.pats.front()->ctor.kind != CtorKind::wildcard) seen.push_back(&r.pats.front()->ctor);
    std::vector<Constructor> present, missing, missing_empty;
    const bool no_ctors = split(place.ty, seen, present, missing, missing_empty);
    const bool can_omit_empty = place.known_valid || (top && no_ctors);
    const bool all_missing = present.empty();
    std::vector<Constructor> todo = present;
    if (!missing.empty() || (!missing_empty.empty() && !place.known_valid)) todo.push_back({CtorKind::missing});
    if (!can_omit_empty) missing.insert(missing.end(), missing_empty.begin(), missing_empty.end());
    if (!missing.empty() && !(top || !all_missing)) {
      missing = {Constructor{CtorKind::wildcard}};
    } else if (std::any_of(missing.begin(), missing.end(), [](const Constructor& c) { return c.kind == CtorKind::non_exhaustive; })) {
      missing = {Constructor{CtorKind::non_exhaustive}};
    }
    std::vector<Stack> out;
    for (const Constructor& ctor : todo) {
      if (ctor.kind != CtorKind::missing && !missing.empty()) continue;  // wildcards match there as well: nothing new
      std::vector<Stack> found = specialize(ctor, expanded, places);
      if (too_complex) return {};
      if (ctor.kind == CtorKind::missing) {
        for (const Constructor& m : missing)
          for (const Stack& s : found) {
            Stack extended = s;
            extended.push_back(wild_witness(m, place.ty));
            out.push_back(std::move(extended));
          }
      } else {
        for (Stack& s : found) {
          const size_t n = arity(ctor, place.ty);
          Witness w{ctor, {}, place.ty};
          for (size_t i = 0; i < n; ++i) {
            w.fields.push_back(std::move(s.back()));
            s.pop_back();
          }
          s.push_back(std::move(w));
          out.push_back(std::move(s));
        }
      }
      if (out.size() > 5000) {
        too_complex = true;
        return {};
      }
    }
    return out;
  }

 private:
  const DPat* make(Constructor c, std::vector<const DPat*> fields, TypeId ty) {
    pool_.push_back({c, std::move(fields), ty});
    return &pool_.back();
  }
  const DPat* wild(TypeId ty) { return make({}, {}, ty); }

  static Constructor slice(std::optional<uint64_t> array_len, uint64_t prefix, uint64_t suffix, bool rest) {
    Constructor c{CtorKind::slice};
    c.array_len = array_len;
    c.prefix = prefix;
    c.suffix = suffix;
    c.has_rest = rest;
    if (array_len && prefix + suffix >= *array_len) {
      c.has_rest = false;
      c.prefix = *array_len;
      c.suffix = 0;
    }
    return c;
  }

  const DPat* with_fields(const Constructor& c, TypeId ty, const std::vector<thir::FieldPat>& fields) {
    std::vector<const DPat*> list;
    for (TypeId t : field_types(c, ty)) list.push_back(wild(t));
    for (const thir::FieldPat& f : fields)
      if (f.field.index < list.size()) list[f.field.index] = lower(f.pat);
    return make(c, std::move(list), ty);
  }

  WideInt bias(TypeId ty, unsigned __int128 bits) const {
    const uint32_t width = bit_width(cx_, ty);
    bits = truncate(bits, width);
    if (is_signed(cx_, ty)) bits ^= static_cast<unsigned __int128>(1) << (width - 1);
    return {0, bits};
  }
  bool pointer_sized(TypeId ty) const {
    const auto* i = cx_.store.get<types::Int>(ty);
    return i != nullptr && i->width == types::IntWidth::size;
  }
  WideInt lowest(TypeId ty) const { return pointer_sized(ty) && is_signed(cx_, ty) ? WideInt{-1, 0} : WideInt{0, 0}; }
  WideInt beyond(TypeId ty) const {  // exclusive upper end
    if (pointer_sized(ty)) return {2, 0};
    if (ty == cx_.store.char_) return {0, 0x110000};
    return plus_one({0, truncate(~static_cast<unsigned __int128>(0), bit_width(cx_, ty))});
  }

  const DPat* constant(const thir::ConstantValue& v, TypeId ty) {
    using V = thir::ConstantValue::Kind;
    if (v.kind == V::str) {
      Constructor c{CtorKind::str};
      c.text = v.text;
      const auto* r = cx_.store.get<types::Ref>(ty);
      const DPat* str = make(c, {}, r != nullptr ? r->pointee : ty);
      return r != nullptr ? make({CtorKind::ref}, {str}, ty) : str;
    }
    if (v.kind == V::byte_str) {
      const auto* r = cx_.store.get<types::Ref>(ty);
      const TypeId list_ty = r != nullptr ? r->pointee : ty;
      std::vector<const DPat*> fields;
      for (char ch : v.text.str()) {
        Constructor c{CtorKind::int_range};
        c.range.lo = {0, static_cast<unsigned char>(ch)};
        c.range.hi = plus_one(c.range.lo);
        fields.push_back(make(c, {}, cx_.store.u8));
      }
      const uint64_t n = fields.size();
      const DPat* list = make(slice(array_length(cx_, list_ty), n, 0, false), std::move(fields), list_ty);
      return r != nullptr ? make({CtorKind::ref}, {list}, ty) : list;
    }
    Constructor c{CtorKind::opaque};
    c.variant = ++opaque_;
    if (v.kind == V::scalar && ty == cx_.store.bool_) {
      c.kind = CtorKind::bool_;
      c.value = v.bits != 0;
    } else if (v.kind == V::scalar && (is_integral(cx_, ty) || ty == cx_.store.char_)) {
      c.kind = CtorKind::int_range;
      c.range.lo = bias(ty, v.bits);
      c.range.hi = plus_one(c.range.lo);
    } else if (v.kind == V::unit) {
      return wild(ty);
    }
    return make(c, {}, ty);
  }
  const DPat* range(const thir::PatRange& r, TypeId ty) {
    Constructor c{CtorKind::opaque};
    c.variant = ++opaque_;
    if (is_integral(cx_, ty) || ty == cx_.store.char_) {
      c.kind = CtorKind::int_range;
      c.range.lo = r.lo ? bias(ty, r.lo->bits) : lowest(ty);
      c.range.hi = r.hi ? (r.inclusive ? plus_one(bias(ty, r.hi->bits)) : bias(ty, r.hi->bits)) : beyond(ty);
    }
    return make(c, {}, ty);
  }

  std::vector<TypeId> field_types(const Constructor& c, TypeId ty) {
    std::vector<TypeId> out;
    const types::Store& store = cx_.store;
    switch (c.kind) {
      case CtorKind::struct_:
      case CtorKind::variant:
        if (const auto* tuple = store.get<types::Tuple>(ty)) {
          for (TypeId t : store[tuple->elems]) out.push_back(t);
        } else if (const auto* adt_ty = store.get<types::Adt>(ty)) {
          const types::AdtDef& adt = cx_.items.adt(adt_ty->def);
          const uint32_t v = c.kind == CtorKind::variant ? c.variant : 0;
          if (v < adt.variants.size())
            for (uint32_t f = 0; f < adt.variants[v].fields.size(); ++f)
              out.push_back(adt_field_ty(cx_, env_, adt, VariantIdx(v), FieldIdx(f), adt_ty->args));
        }
        break;
      case CtorKind::ref:
        if (const auto* r = store.get<types::Ref>(ty)) out.push_back(r->pointee);
        else if (const auto* adt = store.get<types::Adt>(ty); adt != nullptr && !store[adt->args].empty() && store[adt->args][0].is_type())
          out.push_back(store[adt->args][0].type());
        break;
      case CtorKind::slice: {
        TypeId elem = store.error;
        if (const auto* a = store.get<types::Array>(ty)) elem = a->elem;
        if (const auto* s = store.get<types::Slice>(ty)) elem = s->elem;
        out.assign(c.slice_arity(), elem);
        break;
      }
      default: break;
    }
    return out;
  }
  size_t arity(const Constructor& c, TypeId ty) { return c.kind == CtorKind::slice ? c.slice_arity() : field_types(c, ty).size(); }
  Witness wild_witness(const Constructor& c, TypeId ty) {
    Witness w{c, {}, ty};
    for (TypeId t : field_types(c, ty)) w.fields.push_back({Constructor{}, {}, t});
    return w;
  }

  void expand(const Row& row, std::vector<Row>& out) {
    if (row.pats.front()->ctor.kind != CtorKind::or_) {
      out.push_back(row);
      return;
    }
    for (const DPat* alt : row.pats.front()->fields) {
      Row r = row;
      r.pats.front() = alt;
      expand(r, out);
    }
  }

  // Splits the type's constructors by what the column tells apart. True: the type has none at all.
  bool split(TypeId ty, const std::vector<const Constructor*>& seen, std::vector<Constructor>& present, std::vector<Constructor>& missing,
             std::vector<Constructor>& missing_empty) {
    const types::Store& store = cx_.store;
    for (const Constructor* c : seen)
      if (c->kind == CtorKind::opaque) present.push_back(*c);
    auto single = [&](Constructor c, bool empty) {
      bool any = false;
      for (const Constructor* s : seen) any = any || s->kind == c.kind;
      (any ? present : empty ? missing_empty : missing).push_back(c);
    };
    if (ty == store.never) {
      missing_empty.push_back({CtorKind::never});
      return true;
    }
    if (ty == store.bool_) {
      for (bool b : {true, false}) {  // as rustc lists them
        Constructor c{CtorKind::bool_};
        c.value = b;
        bool any = false;
        for (const Constructor* s : seen) any = any || (s->kind == CtorKind::bool_ && s->value == b);
        (any ? present : missing).push_back(c);
      }
    } else if (is_integral(cx_, ty)) {
      split_ints({lowest(ty), beyond(ty)}, seen, present, missing);
    } else if (ty == store.char_) {
      split_ints({{0, 0}, {0, 0xD800}}, seen, present, missing);
      split_ints({{0, 0xE000}, {0, 0x110000}}, seen, present, missing);
    } else if (store.get<types::Ref>(ty)) {
      single({CtorKind::ref}, false);
    } else if (store.get<types::Tuple>(ty) || store.get<types::Closure>(ty)) {
      single({CtorKind::struct_}, !is_inhabited(cx_, env_, ty, module_));
    } else if (store.get<types::Array>(ty) || store.get<types::Slice>(ty)) {
      split_slices(ty, seen, present, missing, missing_empty);
    } else if (const auto* adt_ty = store.get<types::Adt>(ty)) {
      const types::AdtDef& adt = cx_.items.adt(adt_ty->def);
      if (adt.kind != types::AdtKind::enum_) {
        bool as_ref = false;
        for (const Constructor* s : seen) as_ref = as_ref || s->kind == CtorKind::ref;
        single({as_ref ? CtorKind::ref : CtorKind::struct_}, !is_inhabited(cx_, env_, ty, module_));
        return false;
      }
      if (adt.variants.empty()) {
        missing_empty.push_back({CtorKind::never});
        return true;
      }
      for (uint32_t v = 0; v < adt.variants.size(); ++v) {
        Constructor c{CtorKind::variant};
        c.variant = v;
        bool any = false;
        for (const Constructor* s : seen) any = any || (s->kind == CtorKind::variant && s->variant == v);
        if (any) {
          present.push_back(c);
          continue;
        }
        bool inhabited = true;
        for (TypeId t : field_types(c, ty)) inhabited = inhabited && is_inhabited(cx_, env_, t, module_);
        (inhabited ? missing : missing_empty).push_back(c);
      }
      if (adt.non_exhaustive && cx_.defs[adt.def].krate != cx_.defs[thir_.owner].krate) missing.push_back({CtorKind::non_exhaustive});
    } else {
      for (const Constructor* s : seen) {
        if (s->kind == CtorKind::opaque) continue;
        bool dup = false;
        for (const Constructor& p : present) dup = dup || (p.kind == s->kind && p.text == s->text && s->kind == CtorKind::str);
        if (!dup) present.push_back(*s);
      }
      missing.push_back({CtorKind::non_exhaustive});
    }
    return false;
  }

  static void split_ints(IntRange whole, const std::vector<const Constructor*>& seen, std::vector<Constructor>& present,
                         std::vector<Constructor>& missing) {
    std::vector<std::pair<WideInt, int>> bounds;
    for (const Constructor* s : seen) {
      if (s->kind != CtorKind::int_range) continue;
      const WideInt lo = whole.lo < s->range.lo ? s->range.lo : whole.lo, hi = s->range.hi < whole.hi ? s->range.hi : whole.hi;
      if (!(lo < hi)) continue;
      bounds.emplace_back(lo, 1);
      bounds.emplace_back(hi, -1);
    }
    sort(bounds, [](const auto& a, const auto& b) { return a.first < b.first; });
    WideInt at = whole.lo;
    int depth = 0;
    auto emit = [&](WideInt to) {
      if (!(at < to)) return;
      Constructor c{CtorKind::int_range};
      c.range = {at, to};
      (depth > 0 ? present : missing).push_back(c);
      at = to;
    };
    for (const auto& [bound, delta] : bounds) {
      emit(bound);
      depth += delta;
    }
    emit(whole.hi);
  }

  void split_slices(TypeId ty, const std::vector<const Constructor*>& seen, std::vector<Constructor>& present,
                    std::vector<Constructor>& missing, std::vector<Constructor>& missing_empty) {
    const auto array_len = array_length(cx_, ty);
    uint64_t max_prefix = 0, max_suffix = 0, fixed_bound = 1, min_var = UINT64_MAX;
    std::vector<uint64_t> fixed;
    for (const Constructor* s : seen) {
      if (s->kind != CtorKind::slice) continue;
      if (s->has_rest) {
        max_prefix = std::max(max_prefix, s->prefix);
        max_suffix = std::max(max_suffix, s->suffix);
        min_var = std::min(min_var, s->slice_arity());
      } else {
        fixed_bound = std::max(fixed_bound, s->slice_arity() + 1);
        fixed.push_back(s->slice_arity());
      }
    }
    if (fixed_bound > max_prefix + max_suffix) max_prefix += fixed_bound - (max_prefix + max_suffix);
    std::vector<Constructor> all;
    const bool whole_array_fixed = array_len && *array_len == 0;
    if (whole_array_fixed) {
      all.push_back(slice(array_len, 0, 0, false));
    } else {
      const Constructor max = slice(array_len, max_prefix, max_suffix, true);
      if (!array_len)
        for (uint64_t n = 0; n < max_prefix + max_suffix; ++n) all.push_back(slice(array_len, n, 0, false));
      all.push_back(max);
    }
    TypeId elem = cx_.store.error;
    if (const auto* a = cx_.store.get<types::Array>(ty)) elem = a->elem;
    if (const auto* s = cx_.store.get<types::Slice>(ty)) elem = s->elem;
    const bool empty = !is_inhabited(cx_, env_, elem, module_);
    for (const Constructor& c : all) {
      const bool known = min_var <= c.slice_arity() || std::find(fixed.begin(), fixed.end(), c.slice_arity()) != fixed.end();
      if (known) present.push_back(c);
      else if (empty && c.slice_arity() != 0) missing_empty.push_back(c);
      else missing.push_back(c);
    }
  }

  static bool covered_by(const Constructor& c, const Constructor& pat) {
    if (pat.kind == CtorKind::wildcard) return true;
    if (c.kind != pat.kind) return false;
    switch (c.kind) {
      case CtorKind::variant:
      case CtorKind::opaque: return c.variant == pat.variant;
      case CtorKind::bool_: return c.value == pat.value;
      case CtorKind::str: return c.text == pat.text;
      case CtorKind::int_range: return !(c.range.lo < pat.range.lo) && !(pat.range.hi < c.range.hi);
      case CtorKind::slice:
        return pat.has_rest ? pat.slice_arity() <= c.slice_arity() : !c.has_rest && pat.slice_arity() == c.slice_arity();
      case CtorKind::struct_:
      case CtorKind::ref: return true;
      default: return false;
    }
  }

  std::vector<ColumnPlace> inner_places(const Constructor& ctor, const std::vector<ColumnPlace>& places) {
    std::vector<ColumnPlace> inner;
    for (TypeId t : field_types(ctor, places.front().ty))
      inner.push_back({t, ctor.kind == CtorKind::ref ? false : places.front().known_valid});
    inner.insert(inner.end(), places.begin() + 1, places.end());
    return inner;
  }
  // A row whose head covers `ctor`, with the head's `n` fields in its place.
  Row specialize_row(const Constructor& ctor, const Row& r, const std::vector<ColumnPlace>& inner, size_t n) {
    const DPat& head = *r.pats.front();
    Row out;
    out.guarded = r.guarded;
    if (head.ctor.kind == CtorKind::wildcard) {
      for (size_t i = 0; i < n; ++i) out.pats.push_back(wild(inner[i].ty));
    } else if (ctor.kind == CtorKind::slice && head.fields.size() != n) {
      // A pattern with `..` stands for any length: wildcards in the middle.
      const size_t prefix = head.ctor.prefix, suffix = head.ctor.suffix;
      for (size_t i = 0; i < n; ++i) {
        if (i < prefix) out.pats.push_back(head.fields[i]);
        else if (i >= n - suffix) out.pats.push_back(head.fields[prefix + (i - (n - suffix))]);
        else out.pats.push_back(wild(inner[i].ty));
      }
    } else {
      out.pats = head.fields;
      while (out.pats.size() < n) out.pats.push_back(wild(inner[out.pats.size()].ty));
    }
    out.pats.insert(out.pats.end(), r.pats.begin() + 1, r.pats.end());
    return out;
  }
  std::vector<Stack> specialize(const Constructor& ctor, const std::vector<Row>& rows, const std::vector<ColumnPlace>& places) {
    const std::vector<ColumnPlace> inner = inner_places(ctor, places);
    std::vector<Row> next;
    for (const Row& r : rows)
      if (covered_by(ctor, r.pats.front()->ctor)) next.push_back(specialize_row(ctor, r, inner, inner.size() - (places.size() - 1)));
    return run(next, inner, false);
  }

  types::Context& cx_;
  const thir::Body& thir_;
  const types::ParamEnv& env_;
  DefId module_;
  std::deque<DPat> pool_;
  uint32_t opaque_ = 0;
  size_t steps_ = 0;
};

}  // namespace

Usefulness find_uncovered(types::Context& cx, const thir::Body& thir, const types::ParamEnv& env, DefId module,
                          const std::vector<PatternRow>& rows, TypeId scrutinee_ty, bool known_valid) {
  Analysis analysis(cx, thir, env, module);
  std::vector<Row> matrix;
  for (const PatternRow& r : rows) matrix.push_back({{analysis.lower(r.pat)}, r.guarded});
  Usefulness out;
  for (Stack& s : analysis.run(matrix, {{scrutinee_ty, known_valid}}, true)) out.witnesses.push_back(std::move(s.back()));
  out.too_complex = analysis.too_complex;
  out.unsupported = analysis.unsupported;
  return out;
}

std::vector<Redundancy> find_redundant(types::Context& cx, const thir::Body& thir, const types::ParamEnv& env, DefId module,
                                       const std::vector<PatternRow>& rows, TypeId scrutinee_ty) {
  Analysis analysis(cx, thir, env, module);
  std::vector<Redundancy> out;
  std::vector<Row> before;
  const std::vector<ColumnPlace> places{{scrutinee_ty, true}};
  const auto covering = [&](const std::vector<Row>& list, const DPat& p) {
    std::vector<thir::PatId> found;
    for (const Row& r : list)
      if (!r.guarded && analysis.intersects(*r.pats.front(), p)) found.push_back(r.pats.front()->source);
    return found;
  };
  for (const PatternRow& row : rows) {
    const DPat* whole = analysis.with_source(analysis.lower(row.pat), row.pat);
    if (analysis.unsupported) return {};
    if (!before.empty() && !analysis.useful(before, {{whole}, row.guarded}, places)) {
      out.push_back({row.pat, covering(before, *whole)});
      continue;
    }
    std::vector<const DPat*> ors;
    analysis.alternatives(whole, ors);
    for (const DPat* each : ors) {
      std::vector<Row> list = before;
      for (const DPat* alt : each->fields) {
        const DPat* with = analysis.with_source(analysis.substitute(whole, each, alt), alt->source);
        if (!list.empty() && !analysis.useful(list, {{with}, row.guarded}, places)) out.push_back({alt->source, covering(list, *with)});
        else list.push_back({{with}, row.guarded});
      }
    }
    if (analysis.too_complex) return {};
    before.push_back({{whole}, row.guarded});
  }
  return out;
}

// --- witnesses as text ---------------------------------------------------------------------------------------------
namespace {

std::string char_literal(uint32_t c) {
  switch (c) {
    case 0: return "'\\0'";
    case '\t': return "'\\t'";
    case '\n': return "'\\n'";
    case '\r': return "'\\r'";
    case '\'': return "'\\''";
    case '\\': return "'\\\\'";
    default: break;
  }
  if (c >= 0x20 && c < 0x7F) return std::string("'") + static_cast<char>(c) + "'";
  // Unassigned, private and control characters are escaped; the ends of the ranges are such.
  if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || (c >= 0xD7FC && c <= 0xF8FF) || c >= 0xE0000) {
    static const char* const digits = "0123456789abcdef";
    std::string hex;
    for (uint32_t v = c; v != 0; v >>= 4) hex.insert(hex.begin(), digits[v & 15]);
    return "'\\u{" + hex + "}'";
  }
  std::string utf8;
  if (c < 0x800) {
    utf8 = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  } else if (c < 0x10000) {
    utf8 = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
  } else {
    utf8 = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)), static_cast<char>(0x80 | (c >> 6 & 63)),
            static_cast<char>(0x80 | (c & 63))};
  }
  return "'" + utf8 + "'";
}

std::string finite(const types::Context& cx, TypeId ty, unsigned __int128 biased) {
  if (ty == cx.store.char_) return char_literal(static_cast<uint32_t>(biased));
  const std::string name = types::to_string(cx, ty);
  const uint32_t width = bit_width(cx, ty);
  const unsigned __int128 max = truncate(~static_cast<unsigned __int128>(0), width);
  if (biased == max) return name + "::MAX";
  if (!is_signed(cx, ty)) return decimal(biased) + "_" + name;
  if (biased == 0) return name + "::MIN";
  const unsigned __int128 half = static_cast<unsigned __int128>(1) << (width - 1);
  return (biased < half ? "-" + decimal(half - biased) : decimal(biased - half)) + "_" + name;
}

std::string range_to_string(const types::Context& cx, TypeId ty, const IntRange& r) {
  if (r.lo.over < 0 && r.hi.over == 2) return "_";
  const uint32_t width = ty == cx.store.char_ ? 32 : bit_width(cx, ty);
  const unsigned __int128 max = truncate(~static_cast<unsigned __int128>(0), width);
  if (r.lo.over == 0 && plus_one(r.lo) == r.hi && r.lo.value <= max) return finite(cx, ty, r.lo.value);
  std::string out;
  bool lo_beyond = r.lo.over > 0 || (r.lo.over == 0 && r.lo.value > max);
  if (lo_beyond) out = types::to_string(cx, ty) + "::MAX";
  else if (r.lo.over == 0) out = finite(cx, ty, r.lo.value);
  if (r.hi.over == 2) return out + "..";
  if (r.hi.over == 0 && r.hi.value == 0) return out + ".." + finite(cx, ty, 0);
  const WideInt hi = minus_one(r.hi);
  if (hi.value > max) return out + "..";
  return out + "..=" + finite(cx, ty, hi.value);
}

bool prints_as_wildcard(const Witness& w) {
  return w.ctor.kind == CtorKind::wildcard || w.ctor.kind == CtorKind::non_exhaustive || w.ctor.kind == CtorKind::never ||
         (w.ctor.kind == CtorKind::int_range && w.ctor.range.lo.over < 0 && w.ctor.range.hi.over == 2);
}

std::string struct_like(const types::Context& cx, const Witness& w) {
  std::string list;
  for (const Witness& f : w.fields) list += (list.empty() ? "" : ", ") + witness_to_string(cx, f);
  const auto* adt_ty = cx.store.get<types::Adt>(w.ty);
  if (adt_ty == nullptr) return "(" + list + ")";
  const types::AdtDef& adt = cx.items.adt(adt_ty->def);
  const types::VariantInfo& variant = adt.variants[w.ctor.kind == CtorKind::variant ? w.ctor.variant : 0];
  std::string name = cx.defs.path_str(adt.def);
  if (adt.kind == types::AdtKind::enum_) {
    // The prelude's variants are written without their enum.
    bool short_name = false;
    for (const char* lang : {"Some", "None", "Ok", "Err"}) {
      const DefId item = cx.lang(lang);
      short_name = short_name || (item && (item == variant.def || item == variant.ctor));
    }
    name = short_name ? std::string(variant.name.str()) : name + "::" + std::string(variant.name.str());
  }
  if (variant.shape == syntax::VariantShape::named) {
    std::string out = name + " { ";
    size_t printed = 0;
    for (size_t i = 0; i < w.fields.size(); ++i) {
      if (prints_as_wildcard(w.fields[i])) continue;
      out += (printed > 0 ? ", " : "") + std::string(variant.fields[i].name.str()) + ": " + witness_to_string(cx, w.fields[i]);
      ++printed;
    }
    if (printed < variant.fields.size()) out += printed > 0 ? ", .." : "..";
    return out + " }";
  }
  return variant.fields.empty() ? name : name + "(" + list + ")";
}

}  // namespace

std::string witness_to_string(const types::Context& cx, const Witness& w) {
  switch (w.ctor.kind) {
    case CtorKind::bool_: return w.ctor.value ? "true" : "false";
    case CtorKind::str: return "\"" + std::string(w.ctor.text.str()) + "\"";
    case CtorKind::int_range: return range_to_string(cx, w.ty, w.ctor.range);
    case CtorKind::struct_:
    case CtorKind::variant: return struct_like(cx, w);
    case CtorKind::ref: {
      const auto* r = cx.store.get<types::Ref>(w.ty);
      return std::string(r != nullptr && r->mut == Mutability::mut ? "&mut " : "&") +
             (w.fields.empty() ? "_" : witness_to_string(cx, w.fields[0]));
    }
    case CtorKind::slice: {
      size_t prefix = w.ctor.has_rest ? w.ctor.prefix : w.fields.size(), suffix = prefix;
      if (w.ctor.has_rest && w.ctor.array_len) {
        while (prefix > 0 && prints_as_wildcard(w.fields[prefix - 1])) --prefix;
        while (suffix < w.fields.size() && prints_as_wildcard(w.fields[suffix])) ++suffix;
      }
      std::string out;
      for (size_t i = 0; i < prefix; ++i) out += (out.empty() ? "" : ", ") + witness_to_string(cx, w.fields[i]);
      if (w.ctor.has_rest) out += out.empty() ? ".." : ", ..";
      for (size_t i = suffix; i < w.fields.size(); ++i) out += (out.empty() ? "" : ", ") + witness_to_string(cx, w.fields[i]);
      return "[" + out + "]";
    }
    default: return "_";
  }
}

}  // namespace borrowlab::mir
