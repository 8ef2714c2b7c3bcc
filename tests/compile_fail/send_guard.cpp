// expect: cannot be sent between threads safely
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  const Mutex<int> mutex(1);
  auto guard = mutex.lock().unwrap();
  thread::scope([&](const thread::Scope& s) {
    s.spawn([](const MutexGuard<int>& g) { return *g; }, guard);
#ifdef BROKEN
    s.spawn([](MutexGuard<int> g) { return *g; }, std::move(guard));
#endif
  });
}
