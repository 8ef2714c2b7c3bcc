// expect: this result cannot be sent between threads safely
#include "cell/rc.h"
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  thread::scope([](const thread::Scope& s) {
    s.spawn([] { return 1; });
#ifdef BROKEN
    s.spawn([] { return Rc<int>(1); });
#endif
  });
}
