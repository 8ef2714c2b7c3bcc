// expect: read-only|const value
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  *cell.borrow_mut() = 2;
#ifdef BROKEN
  *cell.borrow() = 2;
#endif
}
