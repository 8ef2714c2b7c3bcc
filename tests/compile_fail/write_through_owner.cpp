// expect: read-only|const value
#include "cell/rc.h"
using namespace borrowlab::cell;

int main() {
  Rc<int> owner(1);
  Rc<int>::make_mut(owner) = 2;
#ifdef BROKEN
  *owner = 2;
#endif
}
