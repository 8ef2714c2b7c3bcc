// expect: temporary
// clang only: -Werror=dangling -Werror=dangling-gsl
#include "cell/ref_cell.h"
using namespace borrowlab::cell;

int main() {
  const RefCell<int> cell(1);
  const auto guard = cell.borrow();
  const int& kept = *guard;
#ifdef BROKEN
  const int& dangles = *cell.borrow();
  return dangles;
#endif
  return kept - 1;
}
