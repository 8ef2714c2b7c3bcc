// Panics and deadlocks in the layout of a borrow error.
#include "catch.h"
#include "diagnostics/render.h"
#include "views/lanes.h"

using namespace borrowlab;
using namespace borrowlab::views::test;

namespace {
std::string explanation(const std::string& program) {
  const Seen seen = see(program);
  return seen.trace.explanation ? "\n" + diagnostics::render_text(*seen.trace.explanation, session().sources(), diagnostics::Color::never)
                                : "";
}
}  // namespace

TEST_CASE("a reader is in the writer's way") {
  CHECK(explanation(R"(use std::cell::RefCell;
fn main() {
    let data = RefCell::new(vec![1]);
    let r1 = data.borrow();
    let r2 = data.borrow_mut();
    println!("{r1:?} {r2:?}");
}
)") == R"(
note: cannot borrow `data` as mutable because it is also borrowed as immutable (the rule of E0502, checked at run time)
 --> main.rs:5:14
  |
4 |     let r1 = data.borrow();
  |              ------------- immutable borrow occurs here, held by `r1`
5 |     let r2 = data.borrow_mut();
  |              ^^^^^^^^^^^^^^^^^ mutable borrow is refused here
6 |     println!("{r1:?} {r2:?}");
7 | }
  | - immutable borrow would end here, when `r1` is dropped

)");
}

TEST_CASE("two writers, the first a temporary") {
  CHECK(explanation(R"(use std::cell::RefCell;
fn main() {
    let data = RefCell::new(vec![1]);
    data.borrow_mut().push(data.borrow_mut().len() as i32);
}
)") == R"(
note: cannot borrow `data` as mutable more than once at a time (the rule of E0499, checked at run time)
 --> main.rs:4:28
  |
4 |     data.borrow_mut().push(data.borrow_mut().len() as i32);
  |     -----------------      ^^^^^^^^^^^^^^^^^              - first mutable borrow would end here, when the temporary is dropped
  |     |                      |
  |     |                      second mutable borrow is refused here
  |     first mutable borrow occurs here

)");
}

TEST_CASE("a mutex locked twice") {
  CHECK(explanation(R"(use std::sync::Mutex;
fn main() {
    let m = Mutex::new(1);
    let a = m.lock().unwrap();
    let b = m.lock().unwrap();
    println!("{a} {b}");
}
)") == R"(
note: cannot lock `m` again: the thread that waits for it holds it
 --> main.rs:5:13
  |
4 |     let a = m.lock().unwrap();
  |             -------- first lock occurs here, held by `a`
5 |     let b = m.lock().unwrap();
  |             ^^^^^^^^ second lock waits here for ever
6 |     println!("{a} {b}");
7 | }
  | - first lock would end here, when `a` is dropped

)");
}

TEST_CASE("a poisoned mutex") {
  CHECK(explanation(R"(use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let m = Arc::new(Mutex::new(1));
    let other = Arc::clone(&m);
    let t = thread::spawn(move || {
        let guard = other.lock().unwrap();
        if *guard == 1 {
            panic!("oh");
        }
    });
    let _ = t.join();
    let g = m.lock().unwrap();
    println!("{g}");
}
)") == R"(
note: `m` is poisoned: a thread panicked while it held the lock
  --> main.rs:13:13
   |
 7 |         let guard = other.lock().unwrap();
   |                     ------------ lock occurs here, held by `guard`
 8 |         if *guard == 1 {
 9 |             panic!("oh");
   |             ------------ panic occurs here, while the lock is held
10 |         }
11 |     });
   |     - lock would end here, when `guard` is dropped
12 |     let _ = t.join();
13 |     let g = m.lock().unwrap();
   |             ^^^^^^^^ lock is taken here after that
   |
   = note: what the lock guards may be half changed; `into_inner` of the error gives the guard all the same

)");
}

TEST_CASE("two threads wait for each other") {
  CHECK(explanation(R"(use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
fn main() {
    let a = Arc::new(Mutex::new(1));
    let b = Arc::new(Mutex::new(2));
    let (a2, b2) = (a.clone(), b.clone());
    let t = thread::spawn(move || {
        let second = b2.lock().unwrap();
        thread::sleep(Duration::from_millis(10));
        let first = a2.lock().unwrap();
        println!("{first} {second}");
    });
    let first = a.lock().unwrap();
    thread::sleep(Duration::from_millis(10));
    let second = b.lock().unwrap();
    println!("{first} {second}");
    t.join().unwrap();
}
)") == R"(
note: each thread waits for a lock that another holds
  --> main.rs:11:21
   |
 9 |         let second = b2.lock().unwrap();
   |                      --------- lock of `b2` by thread 2 occurs here, held by `second`
10 |         thread::sleep(Duration::from_millis(10));
11 |         let first = a2.lock().unwrap();
   |                     ^^^^^^^^^ thread 2 waits here for `a2`
12 |         println!("{first} {second}");
13 |     });
   |     - lock of `b2` by thread 2 would end here, when `second` is dropped
14 |     let first = a.lock().unwrap();
   |                 -------- lock of `a` by the main thread occurs here, held by `first`
15 |     thread::sleep(Duration::from_millis(10));
16 |     let second = b.lock().unwrap();
   |                  ^^^^^^^^ the main thread waits here for `b`
...
19 | }
   | - lock of `a` by the main thread would end here, when `first` is dropped

)");
}

TEST_CASE("other panics have nothing to explain") {
  CHECK(explanation("fn main() { let v = vec![1]; let i = 3; println!(\"{}\", v[i]); }\n") == "");
}
