// expect: nodiscard
// flags: -Werror=unused-result -Werror=unused-value
#include "cell/mutex.h"
using namespace borrowlab::cell;

int main() {
  const Mutex<int> mutex(1);
  (void)mutex.lock();
#ifdef BROKEN
  mutex.lock();
#endif
}
