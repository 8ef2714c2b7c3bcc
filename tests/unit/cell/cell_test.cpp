#include "cell/cell.h"

#include <memory>
#include <sstream>
#include <string>

#include "catch.h"

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
  std::ostringstream out;
  out << cell;
  CHECK(out.str() == "Cell { value: 6 }");
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
