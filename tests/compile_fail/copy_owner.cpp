// expect: delete
#include "cell/rc.h"
using namespace borrowlab::cell;

int main() {
  const Rc<int> owner(1);
  const auto again = owner.clone();
#ifdef BROKEN
  const auto copy = owner;
#endif
}
