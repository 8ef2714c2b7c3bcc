#include "cell/borrow_flag.h"

#include <vector>

#include "catch.h"
#include "cell/ref_cell.h"

using namespace borrowlab::cell;
namespace flag = borrowlab::cell::borrow_flag;

namespace {

using Step = bool (*)(int64_t&);
struct Row {
  const char* name;
  Step step;
  // What becomes of flags -2, -1, 0, 1, 2 and the two ends; the same number where the step is refused.
  int64_t after[7];
};
constexpr int64_t least = flag::most_writers, most = flag::most_readers;
constexpr int64_t before[7] = {least, -2, -1, 0, 1, 2, most};
constexpr Row table[] = {
    {"share", flag::share, {least, -2, -1, 1, 2, 3, most}},
    {"acquire", flag::acquire, {least, -2, -1, -1, 1, 2, most}},
    {"share_again", flag::share_again, {least, -2, -1, 0, 2, 3, most}},
    {"split", flag::split, {least, -3, -2, 0, 1, 2, most}},
    {"release_shared", flag::release_shared, {least, -2, -1, 0, 0, 1, most - 1}},
    {"release_exclusive", flag::release_exclusive, {least + 1, -1, 0, 0, 1, 2, most}},
};

}  // namespace

TEST_CASE("every step from every kind of flag") {
  for (const Row& row : table) {
    for (size_t i = 0; i < 7; ++i) {
      int64_t now = before[i];
      INFO(row.name << " of " << before[i]);
      const bool allowed = row.step(now);
      CHECK(now == row.after[i]);
      CHECK(allowed == (row.after[i] != before[i]));
    }
  }
}

TEST_CASE("every sequence of up to six operations on a cell agrees with a model") {
  // The model: how many readers and how many parts of the writer there are.
  struct Model {
    int readers = 0, writers = 0;
  };
  enum Op { borrow, borrow_mut, end_first, end_last, clone_reader, split_writer, replace, operations };
  long checked = 0;
  for (int length = 1; length <= 6; ++length) {
    int sequences = 1;
    for (int i = 0; i < length; ++i) sequences *= operations;
    for (int code = 0; code < sequences; ++code) {
      const RefCell<std::pair<int, int>> cell(std::pair(0, 0));
      std::vector<Ref<int>> readers;
      std::vector<RefMut<int>> writers;
      Model model;
      bool agree = true;
      int rest = code;
      for (int i = 0; i < length && agree; ++i, rest /= operations) {
        switch (static_cast<Op>(rest % operations)) {
          case borrow: {
            auto got = cell.try_borrow();
            agree = got.is_ok() == (model.writers == 0);
            if (got)
              ++model.readers, readers.push_back(Ref<std::pair<int, int>>::map(std::move(got).unwrap(), &std::pair<int, int>::first));
            break;
          }
          case borrow_mut: {
            auto got = cell.try_borrow_mut();
            agree = got.is_ok() == (model.writers == 0 && model.readers == 0);
            if (got)
              ++model.writers, writers.push_back(RefMut<std::pair<int, int>>::map(std::move(got).unwrap(), &std::pair<int, int>::first));
            break;
          }
          case end_first:
            if (!readers.empty()) readers.erase(readers.begin()), --model.readers;
            else if (!writers.empty()) writers.erase(writers.begin()), --model.writers;
            break;
          case end_last:
            if (!readers.empty()) readers.pop_back(), --model.readers;
            else if (!writers.empty()) writers.pop_back(), --model.writers;
            break;
          case clone_reader:
            if (!readers.empty()) readers.push_back(Ref<int>::clone(readers.front())), ++model.readers;
            break;
          case split_writer:
            if (!writers.empty()) {
              auto whole = std::move(writers.back());
              writers.pop_back();
              auto [a, b] = RefMut<int>::map_split(std::move(whole), [](int& n) { return std::pair<int&, int&>(n, n); });
              writers.push_back(std::move(a));
              writers.push_back(std::move(b));
              ++model.writers;
            }
            break;
          case replace: {
            const bool free = model.readers + model.writers == 0;
            if (free) cell.replace({i, i});
            else agree = cell.try_borrow_mut().is_err();
            break;
          }
          case operations: break;
        }
        agree = agree && cell.flag().value() == model.readers - model.writers;
        ++checked;
      }
      if (!agree) FAIL("sequence " << code << " of length " << length);
      readers.clear();
      writers.clear();
      if (!cell.flag().is_free()) FAIL("not free after sequence " << code << " of length " << length);
    }
  }
  CHECK(checked > 700'000);
}
