// expect: nodiscard
// flags: -Werror=unused-result -Werror=unused-value
#include "cell/mutex.h"
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  (void)cell.borrow();
#ifdef BROKEN
  cell.borrow();
#endif
}
