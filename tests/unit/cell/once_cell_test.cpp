#include "cell/once_cell.h"

#include <memory>

#include "cell/lazy_cell.h"
#include "cell/rc.h"
#include "support.h"

using namespace borrowlab::cell;

TEST_CASE("OnceCell is written once") {
  OnceCell<int> cell;
  CHECK(cell.get() == nullptr);
  CHECK(text(cell) == "OnceCell(<uninit>)");
  CHECK(cell.set(1).is_ok());
  CHECK(cell.set(2).unwrap_err() == 2);
  PANICS("called `Result::unwrap()` on an `Err` value: 2", (void)cell.set(2).unwrap());
  CHECK(*cell.get() == 1);
  CHECK(cell.get_or_init([] { return 3; }) == 1);
  *cell.get_mut() = 4;
  CHECK(text(cell) == "OnceCell(4)");
  CHECK(cell == cell.clone());
  CHECK_FALSE(cell == OnceCell<int>());
  CHECK(OnceCell<int>().clone() == OnceCell<int>());
  CHECK(cell.take() == 4);
  CHECK(cell.get_mut() == nullptr);
  CHECK(cell.take() == std::nullopt);
  CHECK(cell.get_or_init([] { return 5; }) == 5);
  CHECK(std::move(cell).into_inner() == 5);
  CHECK(*OnceCell<int>(6).get() == 6);
}

TEST_CASE("OnceCell whose initializer throws, or initializes") {
  const OnceCell<int> cell;
  CHECK_THROWS_AS(cell.get_or_init([]() -> int { throw 1; }), int);
  CHECK(cell.get() == nullptr);
  PANICS("reentrant init", cell.get_or_init([&] {
    (void)cell.set(1);
    return 2;
  }));
  CHECK(*cell.get() == 1);
}

TEST_CASE("OnceCell of owners takes no more room, and destroys what it has") {
  {
    OnceCell<Rc<Counted>> cell;
    CHECK(cell.get() == nullptr);
    CHECK(cell.set(Rc<Counted>(Counted(1))).is_ok());
    CHECK((*cell.get())->value == 1);
    OnceCell<Rc<Counted>> moved(std::move(cell));
    CHECK(moved.get() != nullptr);
    CHECK(Counted::alive == 1);
    moved = OnceCell<Rc<Counted>>();
    CHECK(Counted::alive == 0);
    OnceCell<Counted> plain(Counted(2)), other;
    other = std::move(plain);
    CHECK(other.get()->value == 2);
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("LazyCell computes when it is first needed") {
  int calls = 0;
  LazyCell lazy([&calls] { return ++calls * 10; });
  using Lazy = decltype(lazy);
  CHECK(Lazy::get(lazy) == nullptr);
  CHECK(Lazy::get_mut(lazy) == nullptr);
  CHECK(text(lazy) == "LazyCell(<uninit>)");
  CHECK(Lazy::force(lazy) == 10);
  CHECK(*std::as_const(lazy) == 10);
  *lazy = 11;
  CHECK(*Lazy::get(lazy) == 11);
  ++*Lazy::get_mut(lazy);
  CHECK(Lazy::force_mut(lazy) == 12);
  CHECK(text(lazy) == "LazyCell(12)");
  CHECK(calls == 1);
  LazyCell<std::string> plain([] { return std::string("abc"); });
  CHECK(plain->size() == 3);
  CHECK(std::as_const(plain)->size() == 3);
}

TEST_CASE("LazyCell whose function throws, or needs the value") {
  constexpr const char* poisoned = "LazyCell instance has previously been poisoned";
  LazyCell<int> throws([]() -> int { throw 1; });
  CHECK_THROWS_AS(LazyCell<int>::force(throws), int);
  PANICS(poisoned, LazyCell<int>::force(throws));
  PANICS(poisoned, LazyCell<int>::force_mut(throws));
  CHECK(text(throws) == "LazyCell(<uninit>)");
  struct Itself {
    const LazyCell<int, Itself>** lazy;
    int operator()() const { return LazyCell<int, Itself>::force(**lazy); }
  };
  const LazyCell<int, Itself>* itself = nullptr;
  LazyCell<int, Itself> lazy(Itself{&itself});
  itself = &lazy;
  CHECK_THROWS_AS((LazyCell<int, Itself>::force(lazy)), Panic);
}

TEST_CASE("LazyCell destroys its function or its value") {
  {
    auto held = std::make_shared<Counted>(1);
    LazyCell<Counted, std::function<Counted()>> unused([held] { return Counted(2); }), used([held] { return Counted(3); });
    CHECK(held.use_count() == 3);
    CHECK(used->value == 3);
    CHECK(held.use_count() == 2);
    CHECK(Counted::alive == 2);
    auto moved = std::move(used);
    CHECK(moved->value == 3);
    moved = std::move(unused);
    CHECK(moved->value == 2);
  }
  CHECK(Counted::alive == 0);
}
