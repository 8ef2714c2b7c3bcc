// expect: stack memory
// clang only: -Werror=return-stack-address
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

#ifdef BROKEN
Ref<int> dangles() {
  const RefCell<int> cell(1);
  return cell.borrow();
}
#endif
Ref<int> lends(const RefCell<int>& cell) { return cell.borrow(); }

int main() {
  const RefCell<int> cell(1);
  return *lends(cell) - 1;
}
