// What a panic and a broken promise do in each way to build (run.mjs): the argument says what happens.
#include <cstdio>
#include <cstring>

#include "cell/all.h"

using namespace borrowlab::cell;

namespace {

void borrow_twice() {
  const RefCell<int> cell(1);
  const auto writer = cell.borrow_mut();
  (void)*cell.borrow();  // panics here
}
void destroy_borrowed() {
  auto* cell = new RefCell<int>(1);
  const auto writer = cell->borrow_mut();
  delete cell;
}
// Everything that does not panic works the same.
int fine() {
  const Arc<Mutex<int>> total;
  thread::scope([&](const thread::Scope& s) {
    for (int i = 1; i <= 3; ++i) s.spawn([](const Arc<Mutex<int>>& sum, int n) { *sum->lock().unwrap() += n; }, total.clone(), int{i});
  });
  const RefCell<int> cell(1);
  *cell.borrow_mut() += *total->lock().unwrap();
  const auto reader = cell.borrow();
  return *reader == 7 && cell.try_borrow_mut().is_err() && !panicking() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  if (std::strcmp(what, "fine") == 0) return fine();
  if (std::strcmp(what, "broken") == 0) destroy_borrowed();
  if (std::strcmp(what, "hook") == 0)
    set_panic_hook(
        [](const Panic& p) { std::fprintf(stderr, "heard: %s at line %u\n", p.what(), static_cast<unsigned>(p.location().line())); });
  if (std::strcmp(what, "catch") != 0) borrow_twice();
#if BORROWLAB_CELL_UNWIND
  try {
    borrow_twice();
  } catch (const Panic& p) {
    std::fprintf(stderr, "caught: %s\n", p.what());
    return 0;
  }
#endif
  return 2;
}
