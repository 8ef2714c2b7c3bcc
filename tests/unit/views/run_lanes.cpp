// Lanes of programs that ran: loans met, guards of cells and locks.
#include "catch.h"
#include "views/lanes.h"

using namespace borrowlab::views::test;

TEST_CASE("the mission's program at run time: a guard held, a guard refused") {
  const Seen seen = see(R"(use std::cell::RefCell;
fn main() {
    let data = RefCell::new(vec![1, 2, 3]);
    let r1 = data.borrow();
    let r2 = data.borrow_mut();
    println!("{:?} {:?}", r1, r2);
}
)");
  CHECK(lanes(seen.trace) ==
        "shared Ref data, held by r1, 4-7, ends 7 (unwound), steps 2-3, meets 5 RefCell already borrowed\n"
        "exclusive RefMut data, held by r2, 5-5, ends 5 (refused), steps 3-3, refused 5 RefCell already borrowed\n");
  CHECK(steps(seen.trace) == "3 4 5");
}

TEST_CASE("loops: a guard is taken anew each time, a loan lasts") {
  const Seen seen = see(R"(use std::cell::RefCell;
fn main() {
    let cell = RefCell::new(0);
    let v = vec![1, 2];
    for n in &v {
        let mut w = cell.borrow_mut();
        *w += n;
    }
    let mut i = 0;
    loop { i += 1; if i == 2 { break; } }
}
)");
  CHECK(lanes(seen.trace) ==
        "shared & v, 5-8, ends 5 (last use), steps 2-9\n"
        "exclusive RefMut cell, held by w, 6-8, ends 8 (scope), steps 4-6 8-10\n");
  CHECK(steps(seen.trace) == "3 4 5 6 7 8 5 6 7 8 9 10 10 10 10 10 11");
}

TEST_CASE("guards go through returns, moves and drop") {
  const Seen seen = see(R"(use std::cell::{Ref, RefCell};
struct Bank { cells: Vec<RefCell<i32>> }
impl Bank {
    fn get(&self, i: usize) -> Ref<'_, i32> {
        self.cells[i].borrow()
    }
}
fn main() {
    let bank = Bank { cells: vec![RefCell::new(1), RefCell::new(2)] };
    let first = bank.get(0);
    let g = bank.get(0);
    let h = g;
    drop(first);
    println!("{h}");
}
)");
  CHECK(lanes(seen.trace) ==
        "shared Ref self.cells[i], held by first, 10-13, ends 13 (drop), steps 3-7\n"
        "shared Ref self.cells[i], held by g, 11-15, ends 15 (scope), steps 5-9\n");
}

TEST_CASE("an early return ends the guard") {
  CHECK(lanes(R"(use std::cell::RefCell;
fn find(cell: &RefCell<Vec<i32>>, x: i32) -> bool {
    let v = cell.borrow();
    for n in v.iter() {
        if *n == x {
            return true;
        }
    }
    false
}
fn main() {
    let cell = RefCell::new(vec![1, 2]);
    println!("{} {}", find(&cell, 1), find(&cell, 3));
}
)") == "shared & v, 4-8, ends 4 (last use), steps 3-5 8-12\n"
       "shared & cell, 13-13, steps 2-14\n"
       "shared & cell, 13-13, steps 7-14\n"
       "shared Ref cell, held by v, 3-10, ends 10 (scope), steps 3-7 8-14\n");
}

TEST_CASE("a guard that a caller holds refuses the callee's") {
  const Seen seen = see(R"(use std::cell::RefCell;
fn add(list: &RefCell<Vec<i32>>, n: i32) {
    list.borrow_mut().push(n);
}
fn main() {
    let list = RefCell::new(vec![1]);
    for n in list.borrow().iter() {
        add(&list, *n);
    }
}
)");
  CHECK(lanes(seen.trace) ==
        "shared & list, 8-8, steps 3-4\n"
        "shared Ref list, 7-9, ends 9 (unwound), steps 1-4, meets 3 RefCell already borrowed\n"
        "exclusive RefMut list, 3-3, ends 3 (refused), steps 4-4, refused 3 RefCell already borrowed\n");
  CHECK(steps(seen.trace) == "6 7 8 3");
}

TEST_CASE("threads: each locks in its turn") {
  const Seen seen = see(R"(use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut handles = vec![];
    for i in 0..2 {
        let total = Arc::clone(&total);
        handles.push(thread::spawn(move || {
            let mut guard = total.lock().unwrap();
            *guard += i;
        }));
    }
    for h in handles {
        h.join().unwrap();
    }
}
)");
  CHECK(lanes(seen.trace) ==
        "shared & total, 7-7, steps 4-4 7-7\n"
        "exclusive MutexGuard total, held by guard, 9-11, ends 11 (scope), steps 11-13 14-16\n");
}

TEST_CASE("what does not panic is a collision too where it was refused") {
  CHECK(lanes(R"(use std::cell::RefCell;
fn main() {
    let c = RefCell::new(1);
    let a = c.borrow();
    if c.try_borrow_mut().is_err() {
        println!("busy");
    }
    println!("{a}");
}
)") == "shared Ref c, held by a, 4-9, ends 9 (scope), steps 2-6, meets 5 already borrowed\n"
       "exclusive RefMut c, 5-5, ends 5 (refused), steps 3-3, refused 5 already borrowed\n");
}

TEST_CASE("macros and generated code are one step where they are called") {
  const Seen seen = see(R"(#[derive(Clone, PartialEq, Debug)]
struct P { x: i32, y: i32 }
macro_rules! twice {
    ($e:expr) => {{
        $e;
        $e;
    }};
}
fn main() {
    let a = P { x: 1, y: 2 };
    let b = a.clone();
    assert_eq!(a, b);
    let mut n = 0;
    twice!(n += 1);
    println!("{n} {a:?}");
}
)");
  CHECK(steps(seen.trace) == "10 11 12 13 14 15");
}
