// Send and Sync as rustc 1.95 finds them, row by row; then what C++ adds.
#include "cell/send_sync.h"

#include <map>
#include <vector>

#include "cell/all.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {

// The trait of Outer<T> for T = i32 (Send, Sync), Cell (Send), MutexGuard (Sync), Rc (neither).
template <class Plain, class OfCell, class OfGuard, class OfRc>
struct Over {
  static std::string send() { return bits(is_send_v<Plain>, is_send_v<OfCell>, is_send_v<OfGuard>, is_send_v<OfRc>); }
  static std::string sync() { return bits(is_sync_v<Plain>, is_sync_v<OfCell>, is_sync_v<OfGuard>, is_sync_v<OfRc>); }
  static std::string bits(bool a, bool b, bool c, bool d) {
    return std::string(a ? "1" : "0") + (b ? "1" : "0") + (c ? "1" : "0") + (d ? "1" : "0");
  }
};
template <template <class> class Outer>
using Of = Over<Outer<int>, Outer<Cell<int>>, Outer<MutexGuard<int>>, Outer<Rc<int>>>;

template <class T>
using Lazily = LazyCell<T>;
template <class T>
using LazilyLocked = LazyLock<T>;
template <class T>
using SharedReference = const T&;
template <class T>
using MutableReference = T&;
template <class T>
using Pointer = const T*;
template <class T>
using Function = void (*)(T);
template <class T>
using Vector = std::vector<T>;
template <class T>
using Box = std::unique_ptr<T>;
template <class T>
using Alone = T;

#define ROW(type, send_bits, sync_bits)                                      \
  CHECK(std::string(#type) + " " + Of<type>::send() == #type " " send_bits); \
  CHECK(std::string(#type) + " " + Of<type>::sync() == #type " " sync_bits)

}  // namespace

TEST_CASE("Send and Sync as rustc has them") {
  //                     for T = i32, Cell, MutexGuard, Rc
  ROW(Alone, "1100", "1010");
  ROW(UnsafeCell, "1100", "0000");
  ROW(Cell, "1100", "0000");
  ROW(RefCell, "1100", "0000");
  ROW(OnceCell, "1100", "0000");
  ROW(Lazily, "1100", "0000");
  ROW(Rc, "0000", "0000");
  ROW(Weak, "0000", "0000");
  ROW(Arc, "1000", "1000");
  ROW(ArcWeak, "1000", "1000");
  ROW(Mutex, "1100", "1100");
  ROW(RwLock, "1100", "1000");
  ROW(OnceLock, "1100", "1000");
  ROW(LazilyLocked, "1100", "1000");
  ROW(Ref, "0000", "0000");
  ROW(RefMut, "0000", "0000");
  ROW(MutexGuard, "0000", "1010");
  ROW(RwLockReadGuard, "0000", "1010");
  ROW(RwLockWriteGuard, "0000", "1010");
  ROW(PoisonError, "1100", "1010");
  ROW(SharedReference, "1010", "1010");
  ROW(MutableReference, "1100", "1010");
  ROW(Pointer, "0000", "0000");
  ROW(Function, "1111", "1111");
  ROW(Vector, "1100", "1010");
  ROW(std::optional, "1100", "1010");
  ROW(Box, "1100", "1010");
}

namespace {
struct Plain {
  int n;
  std::string text;
  double row[3];
  std::optional<int> maybe;
};
struct WithCell {
  Plain plain;
  std::unique_ptr<Cell<int>> cell;
};
struct WithPointer {
  Plain plain;
  int* pointer;
};
struct WithReference {
  const RefCell<int>& cell;
};
struct WithMutex {
  Mutex<int> mutex;
  Mutex<Cell<int>> cell;
};
struct Tree {
  std::vector<Tree> children;
  std::unique_ptr<Tree> left;
  int value;
};
struct TreeOfRc {
  std::vector<TreeOfRc> children;
  Rc<int> value;
};
class Opaque {
 public:
  explicit Opaque(int* p) : p_(p) {}
  int* get() const { return p_; }

 private:
  int* p_;
};
class Vouched : public Opaque {
  using Opaque::Opaque;
};
}  // namespace
template <>
struct borrowlab::cell::auto_traits<Vouched> {
  using send = Always;
  using sync = Never;
};

TEST_CASE("Send and Sync of the user's types") {
  CHECK((is_send_v<Plain> && is_sync_v<Plain>));
  CHECK((is_send_v<WithCell> && !is_sync_v<WithCell>));
  CHECK((!is_send_v<WithPointer> && !is_sync_v<WithPointer>));
  CHECK((!is_send_v<WithReference> && !is_sync_v<WithReference>));
  CHECK((is_send_v<WithMutex> && is_sync_v<WithMutex>));
  CHECK((is_send_v<Tree> && is_sync_v<Tree>));
  CHECK((!is_send_v<TreeOfRc> && !is_sync_v<TreeOfRc>));
  CHECK((!is_send_v<Opaque> && !is_sync_v<Opaque>));
  CHECK((is_send_v<Vouched> && !is_sync_v<Vouched>));
  CHECK((is_send_v<std::vector<Vouched>> && !is_send_v<std::vector<Opaque>>));
  const int n = 0;
  const auto captures = [n] { return n; };
  const auto does_not = [] {};
  CHECK((!is_send_v<decltype(captures)> && is_send_v<decltype(does_not)>));
  CHECK(captures() == 0);
  does_not();
}

TEST_CASE("Send and Sync of the standard library's types and the rest") {
  CHECK((is_send_v<std::map<int, std::string>> && !is_send_v<std::map<int, Rc<int>>>));
  CHECK((is_send_v<std::tuple<int, Cell<int>>> && !is_sync_v<std::pair<int, Cell<int>>>));
  CHECK((is_send_v<std::variant<int, std::string>> && is_send_v<std::array<Cell<int>, 1000>> && is_send_v<int[4]>));
  CHECK((is_send_v<std::shared_ptr<int>> && !is_send_v<std::shared_ptr<Cell<int>>>));
  CHECK((is_sync_v<std::atomic<int*>> && is_send_v<std::string_view> && is_send_v<std::chrono::seconds>));
  CHECK((is_send_v<std::span<const int>> && !is_send_v<std::span<const Cell<int>>> && !is_send_v<std::span<Cell<int>>>));
  CHECK((!is_send_v<std::reference_wrapper<RefCell<int>>> && is_send_v<std::reference_wrapper<const Mutex<int>>>));
  CHECK((is_sync_v<Condvar> && is_sync_v<Once> && is_sync_v<Barrier> && is_send_v<BorrowError> && is_sync_v<BorrowMutError>));
  CHECK((is_sync_v<thread::Scope> && is_send_v<Result<int, std::string>> && !is_sync_v<Result<Cell<int>, int>>));
}
