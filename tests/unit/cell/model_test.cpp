// A RefCell and a model of it, driven through every sequence of up to six operations, one after another, and compared at each step:
// what is granted, which panic with which message, the value, and the flag.
#include <array>
#include <cstring>
#include <vector>

#include "cell/ref_cell.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {

using Pair = std::pair<int, int>;

// How the model takes a RefCell to be: how many readers and parts of the writer there are, and what the two halves of the value are.
struct Model {
  int readers = 0, writers = 0;
  Pair value{0, 0};
  bool can_read() const { return writers == 0; }
  bool can_write() const { return writers + readers == 0; }
};

struct Run {
  const RefCell<Pair> cell{Pair(0, 0)};
  std::vector<Ref<int>> readers;     // each of the first half
  std::vector<RefMut<int>> writers;  // the first is of the first half; after a split the second of the second
  Model model;
  int fresh = 0;
};

constexpr const char* refused_reader = "RefCell already mutably borrowed";
constexpr const char* refused_writer = "RefCell already borrowed";

// Runs f; whether it panics just where it is expected to, with that message.
template <class F>
bool panics_unless(bool allowed, const char* message, F&& f) {
  try {
    f();
    return allowed;
  } catch (const Panic& p) {
    return !allowed && std::strcmp(p.what(), message) == 0;
  }
}

// An operation does the same to both; false where they differ.
struct Operation {
  const char* name;
  bool (*apply)(Run&);
};
constexpr Operation operations[] = {
    {"borrow",
     [](Run& run) {
       const bool agree = panics_unless(run.model.can_read(), refused_reader,
                                        [&] { run.readers.push_back(Ref<Pair>::map(run.cell.borrow(), &Pair::first)); });
       run.model.readers += run.model.can_read();
       return agree;
     }},
    {"borrow_mut",
     [](Run& run) {
       const bool allowed = run.model.can_write();
       run.model.writers += allowed;
       return panics_unless(allowed, refused_writer,
                            [&] { run.writers.push_back(RefMut<Pair>::map(run.cell.borrow_mut(), &Pair::first)); });
     }},
    {"try_borrow and try_borrow_mut",
     [](Run& run) {
       const bool read = run.cell.try_borrow().is_ok(), write = run.cell.try_borrow_mut().is_ok();
       return read == run.model.can_read() && write == run.model.can_write();
     }},
    {"the oldest guard ends",
     [](Run& run) {
       if (!run.readers.empty()) run.readers.erase(run.readers.begin()), --run.model.readers;
       else if (!run.writers.empty()) run.writers.erase(run.writers.begin()), --run.model.writers;
       return true;
     }},
    {"the newest guard ends",
     [](Run& run) {
       if (!run.readers.empty()) run.readers.pop_back(), --run.model.readers;
       else if (!run.writers.empty()) run.writers.pop_back(), --run.model.writers;
       return true;
     }},
    {"a reader is cloned",
     [](Run& run) {
       if (!run.readers.empty()) run.readers.push_back(Ref<int>::clone(run.readers.front())), ++run.model.readers;
       return true;
     }},
    {"the writer is split",
     [](Run& run) {
       if (run.writers.empty()) return true;
       auto whole = std::move(run.writers.back());
       run.writers.pop_back();
       auto [a, b] = RefMut<int>::map_split(std::move(whole), [](int& n) { return std::pair<int&, int&>(n, n); });
       run.writers.push_back(std::move(a));
       run.writers.push_back(std::move(b));
       ++run.model.writers;
       return true;
     }},
    {"a writer writes",
     [](Run& run) {
       if (!run.writers.empty()) run.model.value.first = *run.writers.back() = ++run.fresh;
       return true;
     }},
    {"replace",
     [](Run& run) {
       const Pair next(run.model.value.first + 100, ++run.fresh);
       Pair old = run.model.value;
       const bool allowed = run.model.can_write();
       const bool agree = panics_unless(allowed, refused_writer, [&] { old = run.cell.replace(next); });
       const bool same = old == run.model.value;
       if (allowed) run.model.value = next;
       return agree && same;
     }},
};
constexpr size_t kinds = std::size(operations);
#if defined(__EMSCRIPTEN__)
constexpr int longest = 5;  // a C++ exception costs a hundred times as much there
#else
constexpr int longest = 6;
#endif

bool as_the_model(const Run& run) {
  if (run.cell.flag().value() != run.model.readers - run.model.writers) return false;
  for (const Ref<int>& reader : run.readers)
    if (*reader != run.model.value.first) return false;
  return *run.cell.as_ptr() == run.model.value;
}

// Runs the operations of a sequence (its number in base `kinds`); the step where cell and model part, or -1.
int first_difference(size_t number, int length) {
  Run run;
  for (int step = 0; step < length; ++step, number /= kinds)
    if (!operations[number % kinds].apply(run) || !as_the_model(run)) return step;
  run.readers.clear();
  run.writers.clear();
  return run.cell.flag().is_free() ? -1 : length;
}

}  // namespace

TEST_CASE("every sequence of up to six operations on a cell agrees with a model") {
  size_t sequences = 0, of_this_length = 1;
  for (int length = 1; length <= longest; ++length) {
    of_this_length *= kinds;
    for (size_t number = 0; number < of_this_length; ++number, ++sequences) {
      if (const int step = first_difference(number, length); step >= 0) {
        std::string names;
        for (size_t rest = number, i = 0; i < static_cast<size_t>(length); ++i, rest /= kinds)
          names += std::string(i == 0 ? "" : ", ") + operations[rest % kinds].name;
        FAIL("cell and model part at step " << step << " of: " << names);
      }
    }
  }
  CHECK(sequences == (longest == 6 ? 597'870 : 66'429));
}
