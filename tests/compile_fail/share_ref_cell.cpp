// expect: cannot be shared between threads safely: is_sync_v of it is false (Cell, RefCell
#include "cell/ref_cell.h"
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  const Mutex<int> mutex(1);
  thread::scope([&](const thread::Scope& s) {
    s.spawn([](const auto& m) { *m.lock().unwrap() += 1; }, mutex);
#ifdef BROKEN
    s.spawn([](const auto& c) { *c.borrow_mut() += 1; }, cell);
#endif
  });
  return *cell.borrow() - *mutex.lock().unwrap() + 1;
}
