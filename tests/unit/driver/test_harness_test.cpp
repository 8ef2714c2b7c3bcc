// What the test harness of rustc 1.95 prints (one thread, RUST_BACKTRACE=0; ids of threads are numbered here).
#include "driver/test_harness.h"

#include "catch.h"

using namespace borrowlab;

namespace {

std::string run(const char* program, const driver::TestOptions& options, int status) {
  driver::Session session;
  driver::Options checked;
  checked.cfg_test = true;
  checked.edition = source::Edition::e2021;
  REQUIRE(session.check(program, checked).verdict == driver::Verdict::accepted);
  const driver::TestRun run = driver::run_tests(session, options);
  CHECK(run.exit_status == status);
  std::string out;
  for (const vm::Output& piece : run.output) out += piece.text;
  return out;
}

const char* const kinds = R"(fn add(a: i32, b: i32) -> i32 { a + b }
fn main() { println!("main"); }
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn works() { println!("captured"); assert_eq!(add(1, 2), 3); }
    #[test]
    fn fails() { println!("shown"); eprintln!("err"); assert_eq!(add(1, 2), 4, "sum"); }
    #[test]
    #[should_panic]
    fn panics() { panic!("yes"); }
    #[test]
    #[should_panic(expected = "div")]
    fn panics_expected() { panic!("division"); }
    #[test]
    #[should_panic(expected = "div")]
    fn panics_other() { panic!("other"); }
    #[test]
    #[should_panic]
    fn no_panic() { }
    #[test]
    #[ignore]
    fn ignored() { }
    #[test]
    #[ignore = "slow"]
    fn ignored_reason() { }
    #[test]
    fn res_ok() -> Result<(), String> { Ok(()) }
    #[test]
    fn res_err() -> Result<(), String> { Err("bad".to_string()) }
}
#[test]
fn at_root() {}
)";

// One process: what a test leaves behind, the next ones find.
const char* const one_process = R"(use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
static COUNT: AtomicUsize = AtomicUsize::new(0);
static LOCK: Mutex<i32> = Mutex::new(0);
thread_local! { static T: std::cell::Cell<i32> = const { std::cell::Cell::new(0) }; }
fn next() -> i32 { T.with(|t| { t.set(t.get() + 1); t.get() }) }
#[test] fn a() { assert_eq!((COUNT.fetch_add(1, SeqCst), next()), (0, 1)); }
#[test] fn b() { assert_eq!((COUNT.fetch_add(1, SeqCst), next()), (1, 1)); }
#[test] fn c_poisons() { let _g = LOCK.lock().unwrap(); panic!("poison"); }
#[test] fn d_poisoned() { assert!(LOCK.lock().is_err()); }
#[test] #[should_panic(expected = "quiet")] fn e_hook() { std::panic::set_hook(Box::new(|_| {})); panic!("quiet please"); }
#[test] #[should_panic(expected = "\"é\"")] fn f_hooked() { panic!("it's 'é' \u{7} \r\n"); }
#[test] #[should_panic(expected = "x")] fn g_any() { std::panic::panic_any(5); }
#[test] fn h_exits() { println!("lost"); std::process::exit(3); }
#[test] fn i_never() {}
)";

const char* const programs = R"(use std::cell::RefCell;
#[test]
fn borrows_twice() {
    let cell = RefCell::new(1);
    let _a = cell.borrow_mut();
    let _b = cell.borrow_mut();
}
#[test]
fn prints() {
    println!("out");
    eprintln!("err");
}
#[test]
fn in_a_thread() {
    let t = std::thread::spawn(|| {
        println!("inner");
        panic!("lost");
    });
    assert!(t.join().is_err());
    println!("{:?}", std::thread::current().name());
}
#[test]
#[should_panic = "already"]
fn already() {
    let cell = RefCell::new(1);
    let _a = cell.borrow();
    let _b = cell.borrow_mut();
}
#[test]
fn err() -> Result<(), std::num::ParseIntError> {
    let n: i32 = "x".parse()?;
    println!("{n}");
    Ok(())
}
mod deep { mod er {
    #[test] fn passes() { assert_eq!(super::super::double(2), 4); }
} }
fn double(x: i32) -> i32 { x * 2 }
)";

}  // namespace

TEST_CASE("tests of all kinds, and what is said of those that fail") {
  CHECK(run(kinds, {}, 101) == R"(
running 11 tests
test at_root ... ok
test tests::fails ... FAILED
test tests::ignored ... ignored
test tests::ignored_reason ... ignored, slow
test tests::no_panic - should panic ... FAILED
test tests::panics - should panic ... ok
test tests::panics_expected - should panic ... ok
test tests::panics_other - should panic ... FAILED
test tests::res_err ... FAILED
test tests::res_ok ... ok
test tests::works ... ok

failures:

---- tests::fails stdout ----
shown
err

thread 'tests::fails' (3) panicked at main.rs:9:55:
assertion `left == right` failed: sum
  left: 3
 right: 4
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- tests::no_panic stdout ----
note: test did not panic as expected at main.rs:21:8
---- tests::panics_other stdout ----

thread 'tests::panics_other' (7) panicked at main.rs:18:25:
other
note: panic did not contain expected string
      panic message: "other"
 expected substring: "div"
---- tests::res_err stdout ----
Error: "bad"


failures:
    tests::fails
    tests::no_panic
    tests::panics_other
    tests::res_err

test result: FAILED. 5 passed; 4 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s

)");
}

TEST_CASE("captured output, threads, a panic that is told by its text") {
  driver::TestOptions options;
  options.show_output = true;
  CHECK(run(programs, options, 101) == R"(
running 6 tests
test already - should panic ... ok
test borrows_twice ... FAILED
test deep::er::passes ... ok
test err ... FAILED
test in_a_thread ... ok
test prints ... ok

successes:

---- already stdout ----

thread 'already' (2) panicked at main.rs:27:19:
RefCell already borrowed
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- in_a_thread stdout ----
inner

thread '<unnamed>' (7) panicked at main.rs:17:9:
lost
Some("in_a_thread")

---- prints stdout ----
out
err


successes:
    already
    deep::er::passes
    in_a_thread
    prints

failures:

---- borrows_twice stdout ----

thread 'borrows_twice' (3) panicked at main.rs:6:19:
RefCell already borrowed

---- err stdout ----
Error: ParseIntError { kind: InvalidDigit }


failures:
    borrows_twice
    err

test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

)");
}

TEST_CASE("all tests run in one process, which a test can end") {
  driver::TestOptions options;
  options.skip = {"g_any"};  // it tells the hash of a type
  CHECK(run(one_process, options, 3) == R"(
running 8 tests
test a ... ok
test b ... ok
test c_poisons ... FAILED
test d_poisoned ... ok
test e_hook - should panic ... ok
test f_hooked - should panic ... FAILED
test h_exits ... )");
  options.skip.push_back("exits");
  CHECK(run(one_process, options, 101) == R"(
running 7 tests
test a ... ok
test b ... ok
test c_poisons ... FAILED
test d_poisoned ... ok
test e_hook - should panic ... ok
test f_hooked - should panic ... FAILED
test i_never ... ok

failures:

---- c_poisons stdout ----

thread 'c_poisons' (4) panicked at main.rs:9:57:
poison
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- f_hooked stdout ----
note: panic did not contain expected string
      panic message: "it's 'é' \u{7} \r\n"
 expected substring: "\"é\""

failures:
    c_poisons
    f_hooked

test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s

)");
  options = {};
  options.filters = {"g_any"};
  const std::string told = run(one_process, options, 101);
  CHECK(told.find("found non-string value: `TypeId(0x") != std::string::npos);
}

TEST_CASE("output is let through as it comes") {
  driver::TestOptions options;
  options.no_capture = true;
  options.filters = {"works", "root"};
  CHECK(run(kinds, options, 0) == R"(
running 2 tests
test at_root ... ok
test tests::works ... captured
ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out; finished in 0.00s

)");
}

TEST_CASE("tests are chosen by name") {
  driver::TestOptions options;
  options.filters = {"er"};
  CHECK(run(programs, options, 101) == R"(
running 2 tests
test deep::er::passes ... ok
test err ... FAILED

failures:

---- err stdout ----
Error: ParseIntError { kind: InvalidDigit }


failures:
    err

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.00s

)");
  options.exact = true;
  CHECK(run(programs, options, 0) == R"(
running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 6 filtered out; finished in 0.00s

)");
  options = {};
  options.skip = {"r"};
  CHECK(run(programs, options, 0) == R"(
running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 6 filtered out; finished in 0.00s

)");
  options = {};
  options.list = true;
  CHECK(run(programs, options, 0) == R"(already: test
borrows_twice: test
deep::er::passes: test
err: test
in_a_thread: test
prints: test

6 tests, 0 benchmarks
)");
  options = {};
  options.ignored = true;
  CHECK(run(kinds, options, 0) == R"(
running 2 tests
test tests::ignored ... ok
test tests::ignored_reason ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out; finished in 0.00s

)");
}

TEST_CASE("what is for tests is there for them only") {
  driver::Session session;
  const char* program = "#[cfg(test)] mod tests { #[test] fn f() { missing(); } } fn main() {}";
  CHECK(session.check(program, {}).verdict == driver::Verdict::accepted);
  driver::Options with_tests;
  with_tests.cfg_test = true;
  CHECK(session.check(program, with_tests).verdict == driver::Verdict::rejected);
  CHECK(session.check("#[test] fn f() {}", with_tests).verdict == driver::Verdict::accepted);
  const driver::CheckResult& checked = session.check("#[test] fn f(x: i32) {}", with_tests);
  REQUIRE(checked.diagnostics.size() >= 1);
  CHECK(checked.diagnostics.front().message == "functions used as tests can not have any arguments");
}
