// expect: C++ does not tell what a lambda has captured
#include "cell/thread.h"
using namespace borrowlab::cell;

int main() {
  int n = 1;
  thread::scope([&](const thread::Scope& s) {
    s.spawn([](const int& number) { return number; }, n);
#ifdef BROKEN
    s.spawn([&n] { ++n; });
#endif
  });
}
