#include "catch.h"
#include "cell/ref_cell.h"
#if defined(__unix__) && !defined(__EMSCRIPTEN__)
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <new>
#include <optional>
#include <string>

using namespace borrowlab::cell;

namespace {

// Runs f in a child process; what it wrote to stderr before it was aborted, or "" where it was not.
template <class F>
std::string last_words(F&& f) {
  int ends[2];
  if (pipe(ends) != 0) return "";
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // the test runner's own handler would speak too
    dup2(ends[1], 2);
    f();
    _exit(0);
  }
  close(ends[1]);
  std::string words;
  char buffer[256];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) words.append(buffer, static_cast<size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? words : "";
}

}  // namespace

TEST_CASE("what Rust's compiler would reject ends the program") {
  CHECK(last_words([] {
          std::optional<RefCell<int>> cell(std::in_place, 1);
          auto guard = cell->borrow();
          cell.reset();
        }) == "fatal: RefCell destroyed while borrowed\n");
  CHECK(last_words([] {
          RefCell<int> cell(1);
          auto guard = cell.borrow_mut();
          RefCell<int> other(std::move(cell));
        }) == "fatal: RefCell moved while borrowed\n");
  CHECK(last_words([] {
          RefCell<int> cell(1);
          auto guard = cell.borrow();
          cell = RefCell<int>(2);
        }) == "fatal: RefCell assigned to while borrowed\n");
  CHECK(last_words([] {
          RefCell<int> cell(1);
          auto guard = cell.borrow();
          (void)std::move(cell).into_inner();
        }) == "fatal: RefCell consumed while borrowed\n");
  CHECK(last_words([] {
          RefCell<int> cell(1);
          auto guard = cell.borrow();
          cell.get_mut() = 2;
        }) == "fatal: RefCell::get_mut called while borrowed\n");
}
#endif
