#include "catch.h"
#include "world.h"

using namespace borrowlab::typeck;
using namespace borrowlab::typeck::testing;

namespace {

struct Traits : World {
  TypeId t = param(0, "T");
  DefId vec = adt("Vec", {"T"}, {store.ptr(param(0, "T"), Mutability::mut)});
  DefId plain = adt("Plain", {});
  DefId iterator = trait("Iterator", {});
  DefId item = assoc_type(iterator, "Item");
  InferCtxt icx{cx};
  Traits() {
    icx.ignore_regions = true;
    impl({"T"}, clone, {app(vec, {t})}, {is(clone, {t})});
  }
  bool holds(Clause c, ParamEnv env = {}) { return predicate_must_hold(icx, goal(c, env)); }
  bool may_hold(Clause c, ParamEnv env = {}) { return predicate_may_hold(icx, goal(c, env)); }
  std::vector<FulfillmentError> fulfill(Clause c, ParamEnv env = {}) {
    FulfillmentCtxt f;
    f.add(goal(c, env));
    return f.select_all_or_error(icx);
  }
};

}  // namespace

TEST_CASE("impls hold where their conditions do") {
  Traits w;
  CHECK(w.holds(w.is(w.clone, {w.app(w.vec, {w.store.i32})})));
  CHECK(w.holds(w.is(w.clone, {w.app(w.vec, {w.app(w.vec, {w.store.tuple({w.store.bool_, w.store.char_})})})})));
  CHECK_FALSE(w.may_hold(w.is(w.clone, {w.app(w.vec, {w.app(w.plain)})})));
  CHECK(w.may_hold(w.is(w.clone, {w.app(w.vec, {w.icx.next_ty_var({})})})));
  CHECK_FALSE(w.holds(w.is(w.clone, {w.app(w.vec, {w.icx.next_ty_var({})})})));
}

TEST_CASE("the goal that fails is the innermost, with the goals that led to it") {
  Traits w;
  const auto errors = w.fulfill(w.is(w.clone, {w.app(w.vec, {w.app(w.vec, {w.app(w.plain)})})}));
  REQUIRE(errors.size() == 1);
  CHECK(std::get<TraitClause>(errors[0].obligation.predicate.value).trait_ref.args == w.store.args({GenericArg(w.app(w.plain))}));
  REQUIRE(errors[0].chain.size() == 2);
  CHECK(errors[0].chain[0].args == w.store.args({GenericArg(w.app(w.vec, {w.app(w.plain)}))}));
  CHECK_FALSE(errors[0].ambiguous);
}

TEST_CASE("a where clause is enough for a parameter, and beats impls") {
  Traits w;
  const auto env = w.env({w.is(w.clone, {w.t})});
  CHECK(w.holds(w.is(w.clone, {w.t}), env));
  CHECK_FALSE(w.may_hold(w.is(w.clone, {w.t})));
  CHECK(w.holds(w.is(w.clone, {w.app(w.vec, {w.t})}), env));
  const DefId from = w.trait("From", {"A"});
  w.impl({"T"}, from, {w.t, w.t});
  const auto from_env = w.env({w.is(from, {w.t, w.store.u8})});
  const TypeId v = w.icx.next_ty_var({});
  const Selection s = select(w.icx, w.goal(w.is(from, {w.t, v}), from_env));
  REQUIRE(s.outcome == Selection::Outcome::selected);
  CHECK(s.source.kind == ImplSource::Kind::param);
  CHECK(w.icx.shallow_resolve(v) == w.store.u8);
}

TEST_CASE("projections are what the impl says, once the type is known") {
  Traits w;
  const DefId impl = w.impl({"T"}, w.iterator, {w.app(w.vec, {w.t})});
  const DefId value = w.assoc_type(impl, "Item", w.item);
  w.items.type_of[value] = w.t;
  std::vector<Obligation> goals;
  const auto item_of = [&](TypeId t) { return w.store.projection(w.item, w.store.args({GenericArg(t)})); };
  CHECK(normalize<TypeId>(w.icx, {}, {}, item_of(w.app(w.vec, {w.store.u8})), goals) == w.store.u8);
  CHECK(goals.empty());
  const TypeId v = w.icx.next_ty_var({});
  const TypeId later = normalize<TypeId>(w.icx, {}, {}, item_of(v), goals);
  REQUIRE(goals.size() == 1);
  FulfillmentCtxt f;
  f.add(goals);
  CHECK(f.select_where_possible(w.icx).empty());
  CHECK(f.pending().size() == 1);
  std::vector<Obligation> more;
  REQUIRE_FALSE(w.icx.eq({}, {}, v, w.app(w.vec, {w.store.char_}), more));
  CHECK(f.select_all_or_error(w.icx).empty());
  CHECK(w.icx.resolve(later) == w.store.char_);
}

TEST_CASE("a parameter's projection is rigid unless a clause says what it is") {
  Traits w;
  std::vector<Obligation> goals;
  const TypeId alias = w.store.projection(w.item, w.store.args({GenericArg(w.t)}));
  const auto plain = w.env({w.is(w.iterator, {w.t})});
  CHECK(normalize<TypeId>(w.icx, {}, plain, alias, goals) == alias);
  const auto known = w.env({w.is(w.iterator, {w.t}), ProjectionClause{w.item, w.store.args({GenericArg(w.t)}), w.store.u8}});
  CHECK(normalize<TypeId>(w.icx, {}, known, alias, goals) == w.store.u8);
  CHECK_FALSE(w.may_hold(ProjectionClause{w.item, w.store.args({GenericArg(w.t)}), w.store.u8}, plain));
  w.items.item_bounds[w.item].push_back(
      {w.store.dummy_binder(w.is(w.clone, {w.store.projection(w.item, identity_args(w.cx, w.item))})), {}});
  CHECK(w.holds(w.is(w.clone, {alias}), plain));
}

TEST_CASE("auto traits look inside, recursive types included") {
  Traits w;
  const DefId list = w.adt("List", {"T"});
  w.items.adts.at(list).variants[0].fields.resize(2);
  w.items.adts.at(list).variants[0].fields[0].ty = w.t;
  w.items.adts.at(list).variants[0].fields[1].ty = w.app(w.vec, {w.app(list, {w.t})});
  CHECK(w.holds(w.is(w.send, {w.app(list, {w.store.u8})})));
  const DefId no = w.impl({"T"}, w.send, {w.store.ptr(w.t, Mutability::not_)});
  w.items.impls.at(no).polarity = ImplPolarity::negative;
  clear_trait_caches(w.cx);
  CHECK_FALSE(w.may_hold(w.is(w.send, {w.app(list, {w.store.ptr(w.store.u8, Mutability::not_)})})));
  CHECK(w.fulfill(w.is(w.send, {w.app(list, {w.store.ptr(w.store.u8, Mutability::not_)})})).size() >= 1);
}

TEST_CASE("an impl that needs itself leads nowhere") {
  Traits w;
  const DefId tr = w.trait("Loop", {});
  w.impl({"T"}, tr, {w.app(w.vec, {w.t})}, {w.is(tr, {w.app(w.vec, {w.app(w.vec, {w.t})})})});
  const auto errors = w.fulfill(w.is(tr, {w.app(w.vec, {w.store.u8})}));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].overflow);
}

TEST_CASE("arrays and values unsize") {
  Traits w;
  const DefId unsize = w.trait("Unsize", {"U"}, "unsize");
  clear_trait_caches(w.cx);
  const TypeId v = w.icx.next_ty_var({});
  CHECK(w.fulfill(w.is(unsize, {w.store.array(w.store.u8, w.store.const_usize(3)), w.store.slice(v)})).empty());
  CHECK(w.icx.shallow_resolve(v) == w.store.u8);
  const auto dyn =
      w.store.type(Dynamic{w.store.existentials(std::vector<ExistentialPredicate>{ExistentialTraitRef{w.clone, w.store.no_args}}),
                           w.store.no_vars, w.store.re_static});
  CHECK(w.holds(w.is(unsize, {w.store.u8, dyn})));
  CHECK_FALSE(w.may_hold(w.is(unsize, {w.app(w.plain), dyn})));
  CHECK(w.holds(w.is(w.clone, {dyn})));
  CHECK_FALSE(w.may_hold(w.is(w.sized, {dyn})));
}

TEST_CASE("what has to be dropped, copied, sized") {
  Traits w;
  const DefId noisy = w.adt("Noisy", {});
  w.items.adts.at(noisy).drop_impl = noisy;
  const DefId pair = w.adt("Pair", {"T"}, {w.t, w.store.u8});
  CHECK(needs_drop(w.cx, {}, w.app(noisy)));
  CHECK(needs_drop(w.cx, {}, w.app(pair, {w.app(noisy)})));
  CHECK_FALSE(needs_drop(w.cx, {}, w.app(pair, {w.store.u8})));
  CHECK_FALSE(needs_drop(w.cx, {}, w.store.array(w.app(noisy), w.store.const_usize(0))));
  w.items.adts.at(pair).is_manually_drop = true;
  clear_trait_caches(w.cx);
  CHECK_FALSE(needs_drop(w.cx, {}, w.app(pair, {w.app(noisy)})));
  CHECK(is_copy(w.cx, {}, w.store.tuple({w.store.u8, w.store.bool_})));
  CHECK_FALSE(is_copy(w.cx, {}, w.app(noisy)));
  CHECK(is_sized(w.cx, {}, w.app(pair, {w.store.u8})));
  CHECK_FALSE(is_sized(w.cx, {}, w.store.str));
}
