// What the tests of the cells share.
#pragma once
#include <atomic>
#include <sstream>
#include <string>

#include "catch.h"
#include "cell/panic.h"
#include "cell/send_sync.h"

// Runs f, expects a panic with that message, and that its place is in `file`.
template <class F>
void panics_in(const char* file, const char* message, F&& f) {
  try {
    f();
  } catch (const borrowlab::cell::Panic& p) {
    CHECK(std::string(p.what()) == message);
    CHECK(std::string(p.location().file_name()) == file);
    return;
  }
  FAIL("no panic, where there was to be: " << message);
}
#define PANICS(message, ...) panics_in(__FILE__, message, [&] { __VA_ARGS__; })

// A value as Rust's {:?} prints it.
template <class T>
std::string text(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

// Counts the objects that live, and can be told to throw when copied.
struct Counted {
  static inline std::atomic<int> alive = 0;
  int value = 0;
  explicit Counted(int v = 0) : value(v) { ++alive; }
  Counted(const Counted& o) : value(o.value) { ++alive; }
  Counted(Counted&& o) noexcept : value(o.value) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
  friend bool operator==(const Counted& a, const Counted& b) { return a.value == b.value; }
};

template <>
struct borrowlab::cell::auto_traits<Counted> {
  using send = borrowlab::cell::Always;
  using sync = borrowlab::cell::Always;
};

#if defined(__unix__) && !defined(__EMSCRIPTEN__)
#define CELL_TESTS_CAN_FORK 1
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

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
#endif

#if !defined(__EMSCRIPTEN__)
#define CELL_TESTS_HAVE_THREADS 1
#endif
