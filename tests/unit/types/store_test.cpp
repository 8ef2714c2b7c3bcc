#include "types/store.h"

#include "catch.h"
#include "types/items.h"

using namespace borrowlab::types;

TEST_CASE("Equal structure is an equal id, and references stay valid while others are interned") {
  Store s;
  const TypeId a = s.ref(s.re_static, s.slice(s.u8), Mutability::not_);
  const TypeKind* kind = &s[a];
  for (uint32_t i = 0; i < 5000; ++i) s.type(Param{i, Symbol()});
  CHECK(kind == &s[a]);
  CHECK(a == s.ref(s.re_static, s.slice(s.u8), Mutability::not_));
  CHECK_FALSE(a == s.ref(s.re_erased, s.slice(s.u8), Mutability::not_));
  CHECK(s.unit == s.tuple({}));
}

TEST_CASE("Flags and outer binders are those of the whole tree") {
  Store s;
  const RegionId bound = s.region(ReBound{1, 0});
  const TypeId t = s.ref(bound, s.type(Param{0, Symbol()}), Mutability::mut);
  CHECK(s.outer_binder(t) == 2);
  CHECK((s.flags(t) & has_param) != 0);
  CHECK((s.flags(t) & has_bound_regions) != 0);
  CHECK((s.flags(t) & has_free_regions) == 0);
  const BoundVarsId vars = s.bound_vars(std::vector<BoundVar>{BoundVar{}});
  const TypeId f = s.type(FnPtr{{FnSig{s.type_list({t, s.unit}), Safety::safe, false}, vars}});
  CHECK(s.outer_binder(f) == 1);
}

TEST_CASE("Arguments are shifted through the binders that they go below") {
  Store s;
  const BoundVarsId vars = s.bound_vars(std::vector<BoundVar>{BoundVar{}});
  const TypeId param = s.type(Param{0, Symbol()});
  const TypeId inner = s.ref(s.region(ReBound{0, 0}), param, Mutability::not_);
  const TypeId f = s.type(FnPtr{{FnSig{s.type_list({inner, s.unit}), Safety::safe, false}, vars}});
  const TypeId arg = s.ref(s.region(ReBound{0, 0}), s.str, Mutability::not_);
  const TypeId out = instantiate(s, f, s.args({arg}));
  const auto* ptr = s.get<FnPtr>(out);
  REQUIRE(ptr != nullptr);
  const auto* ref = s.get<Ref>(s[ptr->sig.value.inputs_and_output][0]);
  REQUIRE(ref != nullptr);
  CHECK(ref->region == s.region(ReBound{0, 0}));
  CHECK(s.get<Ref>(ref->pointee)->region == s.region(ReBound{1, 0}));
}

TEST_CASE("A binder's regions are replaced, those of outer binders move out") {
  Store s;
  const TypeId t =
      s.tuple({s.ref(s.region(ReBound{0, 0}), s.u8, Mutability::not_), s.ref(s.region(ReBound{1, 0}), s.u8, Mutability::not_)});
  const Binder<TypeId> b{t, s.bound_vars(std::vector<BoundVar>{BoundVar{}})};
  const TypeId out = instantiate_binder(s, b, [&](uint32_t, const BoundVar&) { return s.re_static; });
  CHECK(out == s.tuple({s.ref(s.re_static, s.u8, Mutability::not_), s.ref(s.region(ReBound{0, 0}), s.u8, Mutability::not_)}));
}

TEST_CASE("Erased types that differ in the names of bound lifetimes are the same type") {
  Store s;
  const auto fn = [&](uint32_t first, uint32_t second, std::vector<BoundVar> vars) {
    const TypeId x = s.ref(s.region(ReBound{0, first}), s.u8, Mutability::not_),
                 y = s.ref(s.region(ReBound{0, second}), s.u8, Mutability::not_);
    return s.type(FnPtr{{FnSig{s.type_list({x, y, s.unit}), Safety::safe, false}, s.bound_vars(vars)}});
  };
  const TypeId named = fn(1, 0, {BoundVar{{DefId(7), 0}}, BoundVar{{DefId(8), 0}}});
  const TypeId anonymous = fn(0, 1, {BoundVar{{DefId(), 0}}, BoundVar{{DefId(), 1}}});
  const TypeId same = fn(0, 0, {BoundVar{{DefId(7), 0}}});
  CHECK_FALSE(named == anonymous);
  CHECK(erase_regions(s, named) == erase_regions(s, anonymous));
  CHECK_FALSE(erase_regions(s, same) == erase_regions(s, anonymous));
}

TEST_CASE("Free regions are those not bound within") {
  Store s;
  const TypeId inner = s.ref(s.region(ReBound{0, 0}), s.ref(s.re_static, s.u8, Mutability::not_), Mutability::not_);
  const TypeId f =
      s.type(FnPtr{{FnSig{s.type_list({inner, s.unit}), Safety::safe, false}, s.bound_vars(std::vector<BoundVar>{BoundVar{}})}});
  std::vector<RegionId> seen;
  for_each_free_region(s, f, [&](RegionId r) { seen.push_back(r); });
  REQUIRE(seen.size() == 1);
  CHECK(seen[0] == s.re_static);
}

TEST_CASE("Impls are indexed by the outermost constructor") {
  Store s;
  CHECK(simplify_type(s, s.type(Param{0, Symbol()})) == 0);
  CHECK(simplify_type(s, s.i32) != simplify_type(s, s.u32));
  CHECK(simplify_type(s, s.slice(s.i32)) == simplify_type(s, s.slice(s.u8)));
  CHECK(simplify_type(s, s.ref(s.re_static, s.u8, Mutability::mut)) != simplify_type(s, s.ref(s.re_static, s.u8, Mutability::not_)));
}
