// How runs end: threads that finish, wait for ever, or break the rules that only the machine can see broken.
#include "catch.h"
#include "driver/session.h"

using namespace borrowlab;
using vm::OutcomeKind;

namespace {

struct Run {
  vm::Outcome outcome;
  std::string out, err;
};

Run run(const std::string& text, uint64_t seed = 0) {
  static driver::Session session;
  const driver::CheckResult& checked = session.check(text, {});
  REQUIRE(checked.verdict == driver::Verdict::accepted);
  vm::RunOptions options;
  options.seed = seed;
  vm::RunResult result = session.run(options);
  Run r{std::move(result.outcome), {}, {}};
  for (const vm::Output& piece : result.output) (piece.to_stderr ? r.err : r.out) += piece.text;
  return r;
}

std::string in_unsafe_main(const std::string& body) { return "fn main() { unsafe { " + body + " } }"; }

}  // namespace

TEST_CASE("threads started before the first one runs") {
  const Run r = run(
      "use std::sync::{Arc, Mutex}; use std::thread;\n"
      "fn main() {\n"
      "  let sum = Arc::new(Mutex::new(0));\n"
      "  let all: Vec<_> = (0..5).map(|i| { let sum = Arc::clone(&sum); thread::spawn(move || *sum.lock().unwrap() += i) }).collect();\n"
      "  for t in all { t.join().unwrap(); }\n"
      "  println!(\"{} {}\", sum.lock().unwrap(), Arc::strong_count(&sum));\n"
      "}");
  CHECK(r.outcome.kind == OutcomeKind::exited);
  CHECK(r.out == "10 1\n");
}

TEST_CASE("a seed is a schedule of its own, the same each time") {
  const char* text =
      "use std::thread;\n"
      "fn main() { thread::scope(|s| for t in 0..3 { s.spawn(move || for i in 0..3 { print!(\"{t}{i} \"); thread::yield_now(); }); }); }";
  const std::string plain = run(text).out, seeded = run(text, 7).out;
  CHECK(plain.size() == 27);
  CHECK(seeded.size() == 27);
  CHECK(run(text, 7).out == seeded);
  bool differs = false;
  for (uint64_t seed = 1; seed < 6; ++seed) differs |= run(text, seed).out != plain;
  CHECK(differs);
}

TEST_CASE("a thread's panic poisons the lock it holds") {
  const Run r =
      run("use std::sync::Mutex; use std::thread;\n"
          "static LOCK: Mutex<i32> = Mutex::new(1);\n"
          "fn main() {\n"
          "  let t = thread::Builder::new().name(\"bad\".into()).spawn(|| { let _guard = LOCK.lock(); panic!(\"no\") }).unwrap();\n"
          "  println!(\"{} {}\", t.join().is_err(), LOCK.is_poisoned());\n"
          "}");
  CHECK(r.out == "true true\n");
  CHECK(r.err.find("thread 'bad' (2) panicked at main.rs:4:") != std::string::npos);
}

TEST_CASE("a deadlock tells who waits where") {
  const Run own =
      run("use std::sync::Mutex;\n"
          "fn main() { let m = Mutex::new(1); let _a = m.lock(); let _b = m.lock(); }");
  CHECK(own.outcome.kind == OutcomeKind::deadlock);
  CHECK(own.outcome.message.find("the main thread waits in `std::sync::Mutex::<i32>::lock` at main.rs:2:64") != std::string::npos);
  CHECK(own.outcome.message.find("for a lock that it holds itself, locked at main.rs:2:45, and no other thread is left") !=
        std::string::npos);
  const Run both =
      run("use std::sync::Mutex; use std::thread;\n"
          "fn main() { let (a, b) = (Mutex::new(1), Mutex::new(2)); thread::scope(|s| {\n"
          "s.spawn(|| { let _a = a.lock(); thread::yield_now(); let _b = b.lock(); });\n"
          "s.spawn(|| { let _b = b.lock(); thread::yield_now(); let _a = a.lock(); }); }); }");
  CHECK(both.outcome.message.find(
            "thread 2 waits in `std::sync::Mutex::<i32>::lock` at main.rs:3:63 for a lock that thread 3 holds, locked at main.rs:4:23") !=
        std::string::npos);
  const Run recv =
      run("use std::sync::mpsc;\n"
          "fn main() { let (_tx, rx) = mpsc::channel::<i32>(); let _ = rx.recv(); }");
  CHECK(recv.outcome.kind == OutcomeKind::deadlock);
}

TEST_CASE("what rustc's debug builds check of raw pointers") {
  const Run null = run(in_unsafe_main("let p = std::ptr::null::<i32>(); println!(\"{}\", *p);"));
  CHECK(null.outcome.kind == OutcomeKind::aborted);
  CHECK(null.err.find("null pointer dereference occurred") != std::string::npos);
  const Run misaligned = run(in_unsafe_main("let a = [0u32; 2]; let p = (a.as_ptr() as usize + 1) as *const u32; println!(\"{}\", *p);"));
  CHECK(misaligned.outcome.kind == OutcomeKind::aborted);
  CHECK(misaligned.err.find("misaligned pointer dereference: address must be a multiple of 0x4 but is 0x") != std::string::npos);
  const Run range = run(in_unsafe_main("let v = vec![1]; println!(\"{}\", v.get_unchecked(3));"));
  CHECK(range.outcome.kind == OutcomeKind::aborted);
  CHECK(range.err.find("slice::get_unchecked requires that the index is within the slice") != std::string::npos);
}

TEST_CASE("undefined behaviour ends the run") {
  CHECK(run("fn dangling() -> *const i32 { let x = 5; &raw const x } fn main() { let p = dangling(); unsafe { println!(\"{}\", *p); } }")
            .outcome.kind == OutcomeKind::undefined_behaviour);
  CHECK(run(in_unsafe_main("let p = Box::into_raw(Box::new(1)); drop(Box::from_raw(p)); let _b = Box::new(2); println!(\"{}\", *p);"))
            .outcome.kind == OutcomeKind::undefined_behaviour);
  CHECK(run(in_unsafe_main("let p = Box::into_raw(Box::new(1)); drop(Box::from_raw(p)); drop(Box::from_raw(p));")).outcome.kind ==
        OutcomeKind::undefined_behaviour);
  CHECK(run(in_unsafe_main("println!(\"{}\", std::mem::transmute::<u8, bool>(2));")).outcome.kind == OutcomeKind::undefined_behaviour);
}
