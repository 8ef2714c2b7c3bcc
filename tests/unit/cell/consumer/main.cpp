#include <cell/all.h>

int main() {
  const borrowlab::cell::RefCell<int> cell(5);
  *cell.borrow_mut() += 1;
  return *cell.borrow() == 6 ? 0 : 1;
}
