// expect: cannot be shared between threads safely
#include "cell/ref_cell.h"
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  RefCell<int> cell(1);
  Mutex<int> mutex(1);
  thread::scope([&](const thread::Scope& s) {
    s.spawn([](Mutex<int>& m) { *m.lock().unwrap() += 1; }, std::ref(mutex));
#ifdef BROKEN
    s.spawn([](RefCell<int>& c) { *c.borrow_mut() += 1; }, std::ref(cell));
#endif
  });
  return cell.get_mut() - 1;
}
