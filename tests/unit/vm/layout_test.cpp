// Layouts against what rustc 1.95 says of the same types.
#include "vm/layout.h"

#include "catch.h"
#include "typeck/world.h"

namespace {

using namespace borrowlab;
using namespace borrowlab::types;
using borrowlab::typeck::testing::World;
using Variants = std::vector<std::vector<TypeId>>;

struct Types : World {
  vm::Layouts layouts{cx};
  DefId option = enum_("Option", {"T"}, {{}, {param(0, "T")}});

  DefId enum_(const char* name, std::vector<const char*> params, const Variants& variants, std::vector<__int128> values = {},
              Repr repr = {}) {
    const DefId d = adt(name, std::move(params));
    AdtDef& a = items.adts.at(d);
    a.kind = AdtKind::enum_;
    a.repr = repr;
    a.variants.clear();
    for (size_t i = 0; i < variants.size(); ++i) {
      VariantInfo v;
      v.discriminant = i < values.size() ? values[i] : static_cast<__int128>(i);
      for (const TypeId t : variants[i]) {
        FieldInfo f;
        f.ty = t;
        v.fields.push_back(f);
      }
      a.variants.push_back(v);
    }
    return d;
  }
  TypeId e(const Variants& variants, std::vector<__int128> values = {}, Repr repr = {}) {
    return app(enum_("E", {}, variants, std::move(values), repr));
  }
  TypeId s(const std::vector<TypeId>& fields, Repr repr = {}) {
    const DefId d = adt("S", {}, fields);
    items.adts.at(d).repr = repr;
    return app(d);
  }
  TypeId opt(TypeId t) { return app(option, {GenericArg(t)}); }
  TypeId arr(TypeId t, uint64_t n) { return store.array(t, store.const_usize(n)); }
  TypeId ref(TypeId t) { return store.ref(store.re_erased, t, Mutability::not_); }
  std::pair<uint64_t, uint32_t> of(TypeId t) {
    const vm::Layout* l = layouts.of(t);
    return l == nullptr ? std::pair<uint64_t, uint32_t>{UINT64_MAX, 0} : std::pair<uint64_t, uint32_t>{l->size, l->align};
  }
  std::vector<uint64_t> offsets(TypeId t) {
    std::vector<uint64_t> out;
    if (const vm::Layout* l = layouts.of(t))
      for (const auto& f : l->variants[0].fields) out.push_back(f.offset);
    return out;
  }
};
using SA = std::pair<uint64_t, uint32_t>;

}  // namespace

TEST_CASE("structs and tuples are reordered as rustc does") {
  Types t;
  auto& st = t.store;
  CHECK(t.offsets(t.s({st.u8, st.u32, st.u16})) == std::vector<uint64_t>{6, 0, 4});
  CHECK(t.offsets(t.s({st.bool_, st.u64, st.bool_, st.u16})) == std::vector<uint64_t>{10, 0, 11, 8});
  CHECK(t.of(t.s({st.u8, st.u32, st.u16})) == SA{8, 4});
  CHECK(t.of(st.tuple({st.u8, st.u32, st.u16})) == SA{8, 4});
  CHECK(t.offsets(st.tuple({st.u8, st.u32, st.u16})) == std::vector<uint64_t>{4, 0, 6});
  CHECK(t.of(st.tuple({st.tuple({st.u8, st.u32}), st.u8})) == SA{12, 4});
  CHECK(t.of(t.arr(st.u16, 3)) == SA{6, 2});
  CHECK(t.of(st.unit) == SA{0, 1});
}

TEST_CASE("representations as asked for") {
  Types t;
  auto& st = t.store;
  Repr c, packed, aligned, u8, i16;
  c.c = true;
  packed.pack = 1;
  aligned.align = 16;
  u8.int_type = st.u8;
  i16.int_type = st.i16;
  CHECK(t.of(t.s({st.u8, st.u32, st.u16}, c)) == SA{12, 4});
  CHECK(t.of(t.s({st.u8, st.u32}, packed)) == SA{5, 1});
  CHECK(t.of(t.s({st.u8}, aligned)) == SA{16, 16});
  CHECK(t.of(t.e({{st.u32}, {}}, {}, u8)) == SA{8, 4});
  CHECK(t.of(t.e({{st.u8}, {st.u64}}, {}, c)) == SA{16, 8});
  CHECK(t.of(t.e({{}, {}}, {-1, 5}, i16)) == SA{2, 2});
}

TEST_CASE("enums: tags and niches") {
  Types t;
  auto& st = t.store;
  const TypeId e1 = t.e({{}}), e3 = t.e({{}, {}, {}});
  CHECK(t.of(t.e({})) == SA{0, 1});
  CHECK(t.of(e1) == SA{0, 1});
  CHECK(t.of(e3) == SA{1, 1});
  const TypeId data = t.e({{st.u32}, {st.u8}, {}});
  CHECK(t.of(data) == SA{8, 4});
  CHECK(t.of(t.e({{st.u64, st.u8}, {st.u8}, {}})) == SA{16, 8});
  const TypeId nest = t.e({{t.opt(st.bool_)}, {}, {}});
  CHECK(t.of(nest) == SA{1, 1});
  const TypeId jag = t.e({{st.bool_, t.arr(st.u8, 16)}, {st.u8}, {}});
  CHECK(t.of(jag) == SA{17, 1});
  const TypeId two = t.e({{st.u8, st.bool_, st.u8}, {st.u8}});
  CHECK(t.of(two) == SA{3, 1});
  const TypeId string = t.s({st.usize, t.ref(st.u8), st.usize});
  const TypeId like = t.e({{string}, {st.u64}, {}});
  CHECK(t.of(like) == SA{32, 8});
  const TypeId m = t.e({{t.ref(st.u8), st.u8}, {st.u8}, {st.u16}});
  CHECK(t.of(m) == SA{16, 8});
  CHECK(t.of(t.e({{}, {}}, {-1, 200})) == SA{2, 2});
  CHECK(t.of(t.e({{st.u64}, {}})) == SA{16, 8});
  for (const auto& [inner, expected] : std::vector<std::pair<TypeId, SA>>{{st.bool_, {1, 1}},
                                                                          {t.opt(st.bool_), {1, 1}},
                                                                          {st.char_, {4, 4}},
                                                                          {t.ref(st.u8), {8, 8}},
                                                                          {t.ref(st.slice(st.u8)), {16, 8}},
                                                                          {t.opt(t.ref(st.u8)), {16, 8}},
                                                                          {st.u8, {2, 1}},
                                                                          {st.u32, {8, 4}},
                                                                          {st.u64, {16, 8}},
                                                                          {st.u128, {32, 16}},
                                                                          {st.tuple({st.u8, st.bool_}), {2, 1}},
                                                                          {e3, {1, 1}},
                                                                          {data, {8, 4}},
                                                                          {t.e({}), {0, 1}},
                                                                          {t.opt(e1), {1, 1}},
                                                                          {t.arr(st.bool_, 2), {2, 1}},
                                                                          {t.opt(t.opt(nest)), {1, 1}},
                                                                          {jag, {17, 1}},
                                                                          {like, {32, 8}},
                                                                          {st.unit, {1, 1}},
                                                                          {two, {3, 1}},
                                                                          {m, {16, 8}}}) {
    INFO(to_string(t.cx, GenericArg(inner)));
    CHECK(t.of(t.opt(inner)) == expected);
  }
}

TEST_CASE("a niche gives and takes") {
  vm::Niche n{0, 1, 0, 1};  // bool
  CHECK(n.available() == 254);
  unsigned __int128 first = 0;
  vm::Niche rest;
  REQUIRE(n.reserve(1, first, rest));
  CHECK(first == 2);
  CHECK(rest.available() == 253);
  CHECK_FALSE(n.reserve(255, first, rest));
  vm::Niche p{0, 8, 1, ~0ULL};  // &T
  REQUIRE(p.reserve(1, first, rest));
  CHECK(first == 0);
  CHECK(rest.available() == 0);
}
