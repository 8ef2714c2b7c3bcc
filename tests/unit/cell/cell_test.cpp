#include "cell/cell.h"

#include <memory>
#include <string>

#include "cell/unsafe_cell.h"
#include "support.h"

using namespace borrowlab::cell;

TEST_CASE("a cell changes behind a const reference") {
  const Cell<int> cell(1), other(2);
  cell.set(3);
  CHECK(cell.get() == 3);
  CHECK(cell.replace(4) == 3);
  cell.update([](int n) { return n * 2; });
  cell.swap(other);
  CHECK(cell.get() == 2);
  CHECK(other.get() == 8);
  cell.swap(cell);
  CHECK(cell.take() == 2);
  CHECK(cell.get() == 0);
  *cell.as_ptr() = 6;
  CHECK(cell.clone() == Cell<int>(6));
  CHECK(std::is_lt(cell <=> other));
  CHECK(text(cell) == "Cell { value: 6 }");
}

TEST_CASE("a cell of a value that is only moved") {
  Cell<std::unique_ptr<int>> cell(std::make_unique<int>(1));
  CHECK(*cell.replace(std::make_unique<int>(2)) == 1);
  *cell.get_mut() = 3;
  CHECK(*cell.take() == 3);
  CHECK(std::move(cell).into_inner() == nullptr);
}

namespace {
struct Watcher {
  const Cell<std::shared_ptr<Watcher>>* cell = nullptr;
  bool* saw_new = nullptr;
  ~Watcher() {
    if (cell != nullptr) {
      auto now = cell->take();
      *saw_new = now == nullptr || now.get() != this;
    }
  }
};
}  // namespace

TEST_CASE("the old value dies after the new one is in place") {
  bool saw_new = false;
  const Cell<std::shared_ptr<Watcher>> cell;
  auto old = std::make_shared<Watcher>();
  old->cell = &cell;
  old->saw_new = &saw_new;
  cell.set(std::move(old));
  cell.set(std::make_shared<Watcher>());
  CHECK(saw_new);
}

TEST_CASE("a variable as a cell, and an array as cells") {
  int variable = 1;
  const Cell<int>& cell = Cell<int>::from_mut(variable);
  cell.set(2);
  CHECK(variable == 2);
  const Cell<std::array<int, 3>> row(std::array{1, 2, 3});
  row.as_array_of_cells()[1].set(20);
  const auto slice = row.as_slice_of_cells();
  slice[2].update([](int n) { return n * 10; });
  CHECK(slice.size() == 3);
  CHECK(row.get() == std::array{1, 20, 30});
}

TEST_CASE("UnsafeCell") {
  UnsafeCell<int> cell(1);
  *std::as_const(cell).get() = 2;
  CHECK(cell.get_mut() == 2);
  *UnsafeCell<int>::raw_get(&cell) = 3;
  UnsafeCell<int> moved(std::move(cell));
  CHECK(std::move(moved).into_inner() == 3);
  int variable = 4;
  UnsafeCell<int>::from_mut(variable).get_mut() = 5;
  CHECK(variable == 5);
  CHECK(*UnsafeCell<int>().get() == 0);
}
