// expect: cannot be sent between threads safely: is_send_v of it is false (Rc
#include "cell/arc.h"
#include "cell/rc.h"
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  const Arc<int> arc(1);
  const Rc<int> rc(1);
  thread::scope([&](const thread::Scope& s) {
    s.spawn([](const Arc<int>& owner) { return *owner; }, arc.clone());
#ifdef BROKEN
    s.spawn([](const Rc<int>& owner) { return *owner; }, rc.clone());
#endif
  });
  return *rc - 1;
}
