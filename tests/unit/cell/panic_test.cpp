#include "cell/panic.h"

#include "cell/ref_cell.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {
std::string heard;
}

TEST_CASE("a hook hears of every panic first") {
  set_panic_hook([](const Panic& p) { heard = p.report(); });
  const RefCell<int> cell(1);
  auto writer = cell.borrow_mut();
  CHECK_THROWS_AS((void)cell.borrow(), Panic);
  CHECK(heard.find("panicked at ") == 0);
  CHECK(heard.find("panic_test.cpp:") != std::string::npos);
  CHECK(heard.find(":\nRefCell already mutably borrowed") != std::string::npos);
  CHECK(take_panic_hook() != nullptr);
  CHECK(take_panic_hook() == nullptr);
  heard.clear();
  CHECK_THROWS_AS((void)cell.borrow(), Panic);
  CHECK(heard.empty());
}

TEST_CASE("a panic is a std::exception") {
  try {
    panic("message", SourceLocation::current());
  } catch (const std::exception& e) {
    CHECK(std::string(e.what()) == "message");
  }
}
