// expect: constraint|requires
#include <string>

#include "cell/cell.h"
using namespace borrowlab::cell;

int main() {
  const Cell<std::string> cell("text");
  const auto text = cell.take();
#ifdef BROKEN
  const auto copy = cell.get();
#endif
}
