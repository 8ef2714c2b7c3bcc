#include "cell/ref_cell.h"

#include <memory>
#include <string>
#include <vector>

#include "support.h"

using namespace borrowlab::cell;

namespace {

// Runs f, expects a panic with that message, and that the place is in this file.
template <class F>
void panics(const char* message, F&& f) {
  panics_in(__FILE__, message, std::forward<F>(f));
}
constexpr const char* borrowed = "RefCell already borrowed";
constexpr const char* mutably = "RefCell already mutably borrowed";

struct Pair {
  int a = 1, b = 2;
};

}  // namespace

TEST_CASE("many readers, or one writer") {
  const RefCell<int> cell(5);
  {
    auto one = cell.borrow();
    auto two = cell.borrow();
    CHECK(*one + *two == 10);
    CHECK(cell.flag().readers() == 2);
    panics(borrowed, [&] { (void)cell.borrow_mut(); });
  }
  CHECK(cell.flag().is_free());
  {
    auto writer = cell.borrow_mut();
    *writer = 6;
    panics(mutably, [&] { (void)cell.borrow(); });
    panics(borrowed, [&] { (void)cell.borrow_mut(); });
  }
  CHECK(*cell.borrow() == 6);
}

TEST_CASE("the panic's place is the call's") {
  const RefCell<int> cell(5);
  auto writer = cell.borrow_mut();
  try {
    (void)cell.borrow();
    FAIL();
  } catch (const Panic& p) {
    CHECK(p.location().line() == __LINE__ - 3);
    CHECK(p.report().find("panicked at ") == 0);
    CHECK(p.report().find(":\nRefCell already mutably borrowed") != std::string::npos);
  }
}

TEST_CASE("asking first") {
  const RefCell<int> cell(5);
  CHECK(cell.try_borrow().is_ok());
  CHECK(*std::move(cell.try_borrow_mut()).unwrap() == 5);
  {
    auto reader = cell.borrow();
    CHECK(cell.try_borrow().is_ok());
    auto refused = cell.try_borrow_mut();
    REQUIRE(refused.is_err());
    CHECK(std::string(refused.error()->message()) == borrowed);
    CHECK(std::string(refused.error()->name()) == "BorrowMutError");
    CHECK(**cell.try_borrow_unguarded().value() == 5);
    CHECK_FALSE(cell.try_borrow_mut().ok().has_value());
  }
  {
    auto writer = cell.borrow_mut();
    auto refused = cell.try_borrow();
    REQUIRE(refused.is_err());
    CHECK(std::string(refused.error()->message()) == mutably);
    CHECK(std::string(refused.error()->name()) == "BorrowError");
    CHECK(cell.try_borrow_unguarded().is_err());
    panics("called `Result::unwrap()` on an `Err` value: BorrowError", [&] { (void)cell.try_borrow().unwrap(); });
  }
  panics("called `Result::unwrap_err()` on an `Ok` value: 5", [&] { (void)cell.try_borrow().unwrap_err(); });
}

TEST_CASE("replace, replace_with, take, swap") {
  const RefCell<std::string> cell("a"), other("b");
  CHECK(cell.replace("c") == "a");
  CHECK(cell.replace_with([](std::string& old) { return old + "!"; }) == "c");
  cell.swap(other);
  CHECK(*cell.borrow() == "b");
  CHECK(*other.borrow() == "c!");
  CHECK(cell.take() == "b");
  CHECK(cell.borrow()->empty());
  panics(mutably, [&] { cell.replace_with([&](std::string&) { return *cell.borrow(); }); });
  CHECK(cell.flag().is_free());
  panics(borrowed, [&] { cell.swap(cell); });
  auto reader = cell.borrow();
  panics(borrowed, [&] { cell.replace("x"); });
  panics(borrowed, [&] { cell.take(); });
  panics(borrowed, [&] { cell.swap(other); });
  panics(borrowed, [&] { other.swap(cell); });
  CHECK(other.flag().is_free());
}

TEST_CASE("move-only values, and the cell as a value") {
  RefCell<std::unique_ptr<int>> cell(std::make_unique<int>(7));
  CHECK(**cell.borrow() == 7);
  *cell.get_mut() = 8;
  RefCell<std::unique_ptr<int>> moved(std::move(cell));
  CHECK(*moved.replace(nullptr) == 8);
  moved = RefCell<std::unique_ptr<int>>(std::make_unique<int>(9));
  CHECK(*std::move(moved).into_inner() == 9);
  CHECK(*RefCell<int>().as_ptr() == 0);
}

TEST_CASE("clone, comparison and text") {
  const RefCell<int> cell(5);
  const auto copy = cell.clone();
  CHECK(copy == cell);
  CHECK(std::is_lt(cell <=> RefCell<int>(6)));
  CHECK(text(cell) == "RefCell { value: 5 }");
  CHECK(text(cell.borrow()) == "5");
  auto writer = cell.borrow_mut();
  CHECK(text(cell) == "RefCell { value: <borrowed> }");
  CHECK(text(writer) == "5");
  panics(mutably, [&] { (void)cell.clone(); });
  CHECK_THROWS_AS((void)(cell == copy), Panic);
  CHECK_THROWS_AS((void)(copy < cell), Panic);
}

TEST_CASE("guards to parts") {
  const RefCell<Pair> cell;
  {
    auto a = Ref<Pair>::map(cell.borrow(), [](const Pair& p) -> const int& { return p.a; });
    auto again = Ref<int>::clone(a);
    CHECK(*a + *again == 2);
    CHECK(cell.flag().readers() == 2);
    auto [x, y] = Ref<Pair>::map_split(cell.borrow(), [](const Pair& p) { return std::pair<const int&, const int&>(p.a, p.b); });
    CHECK(*x + *y == 3);
    CHECK(cell.flag().readers() == 4);
  }
  CHECK(cell.flag().is_free());
  {
    auto b = RefMut<Pair>::map(cell.borrow_mut(), [](Pair& p) -> int& { return p.b; });
    *b = 20;
    CHECK(cell.flag().value() == -1);
  }
  {
    auto [x, y] = RefMut<Pair>::map_split(cell.borrow_mut(), [](Pair& p) { return std::pair<int&, int&>(p.a, p.b); });
    std::swap(*x, *y);
    CHECK(cell.flag().value() == -2);
    { auto gone = std::move(x); }
    CHECK(cell.flag().value() == -1);
    panics(borrowed, [&] { (void)cell.borrow_mut(); });
  }
  CHECK(cell.flag().is_free());
  CHECK(cell.borrow()->a == 20);
  CHECK(cell.borrow()->b == 1);
}

TEST_CASE("guards to parts that may be missing") {
  const RefCell<std::vector<int>> cell(std::vector{1, 2});
  const auto at = [](size_t i) { return [i](auto& v) { return i < v.size() ? &v[i] : nullptr; }; };
  auto second = Ref<std::vector<int>>::filter_map(cell.borrow(), at(1));
  REQUIRE(second.is_ok());
  CHECK(**second.value() == 2);
  auto none = Ref<std::vector<int>>::filter_map(cell.borrow(), at(2));
  REQUIRE(none.is_err());
  CHECK((**none.error()).size() == 2);
  CHECK(cell.flag().readers() == 2);
  {
    auto a = std::move(second).unwrap();
    auto b = std::move(none).unwrap_err();
  }
  REQUIRE(cell.flag().is_free());
  { *RefMut<std::vector<int>>::filter_map(cell.borrow_mut(), at(0)).unwrap() = 9; }
  CHECK(cell.borrow()->front() == 9);
  CHECK(RefMut<std::vector<int>>::filter_map(cell.borrow_mut(), at(5)).is_err());
  CHECK(cell.flag().is_free());
}

TEST_CASE("a guard that is assigned to gives its old borrow back") {
  const RefCell<int> a(1), b(2);
  auto guard = a.borrow();
  guard = b.borrow();
  CHECK(a.flag().is_free());
  CHECK(b.flag().readers() == 1);
}

TEST_CASE("an unwinding panic gives borrows back") {
  const RefCell<int> cell(1);
  CHECK_THROWS_AS(
      [&] {
        auto writer = cell.borrow_mut();
        (void)cell.borrow();
      }(),
      Panic);
  CHECK(cell.flag().is_free());
}

TEST_CASE("expect, and results as Rust has them") {
  const RefCell<std::string> cell("a\"\n");
  panics("m: \"a\\\"\\n\"", [&] { (void)cell.try_borrow().expect_err("m"); });
  CHECK(*cell.try_borrow().expect("m") == "a\"\n");
  auto writer = cell.borrow_mut();
  panics("m: BorrowError", [&] { (void)cell.try_borrow().expect("m"); });
  panics("called `Result::unwrap()` on an `Err` value: BorrowMutError", [&] { (void)cell.try_borrow_mut().unwrap(); });
  CHECK(cell.try_borrow().err().has_value());
  CHECK_FALSE(cell.try_borrow().ok().has_value());
  using R = Result<int, std::string>;
  CHECK(R::err("no").unwrap_or(3) == 3);
  CHECK(R::ok(4).unwrap_or(3) == 4);
  CHECK(R::err("four").unwrap_or_else([](const std::string& e) { return static_cast<int>(e.size()); }) == 4);
  CHECK(R::ok(5).unwrap_or_else([](const std::string&) { return 0; }) == 5);
  R result = R::ok(1);
  result = R::err("no");
  CHECK(*result.error() == "no");
  CHECK(std::as_const(result).value() == nullptr);
  CHECK(std::move(result).unwrap_err() == "no");
  panics("called `Result::unwrap()` on an `Err` value: \"no\"", [] { (void)R::err("no").unwrap(); });
}

TEST_CASE("a cell is made before the program starts, and stays empty where its value is") {
  static constinit RefCell<int> early(3);
  CHECK(*early.borrow_mut() == 3);
  struct Nothing {};
  CHECK(sizeof(RefCell<Nothing>) == sizeof(BorrowFlag));
}
