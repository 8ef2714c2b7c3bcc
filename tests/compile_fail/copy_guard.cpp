// expect: delete
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  const auto guard = cell.borrow();
  const auto again = Ref<int>::clone(guard);
#ifdef BROKEN
  const auto copy = guard;
#endif
}
