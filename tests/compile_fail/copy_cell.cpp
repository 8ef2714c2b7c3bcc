// expect: delete
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  const auto again = cell.clone();
#ifdef BROKEN
  const auto copy = cell;
#endif
}
