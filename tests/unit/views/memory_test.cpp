// What memory looks like at a step.
#include "memory.h"

#include "catch.h"

TEST_CASE("variables by type, and what they own") {
  const Watched run(R"(
struct Point { x: i32, name: String }
enum Shape { Circle { r: f64 }, Square(u8), Empty }
fn main() {
    let n = -5i8;
    let c = '\n';
    let f = 1.0;
    let unit = ();
    let s = String::from("h\u{e9}llo");
    let part = &s[1..];
    let v = vec![(1, true), (2, false)];
    let p = Point { x: 1, name: "p".to_string() };
    let shapes = [Shape::Circle { r: 0.5 }, Shape::Square(3), Shape::Empty];
    let boxed: Box<dyn Fn(i32) -> i32> = Box::new(move |z| z + n as i32);
    let none: Option<Box<i32>> = None;
    let add: fn(i32, i32) -> i32 = plus;
    let empty: Vec<i32> = Vec::new();
    let big = vec![0u8; 1000];
    println!("{}", boxed(1));
}
fn plus(a: i32, b: i32) -> i32 { a + b }
)");
  REQUIRE(run.accepted);
  const MemoryAt m = run.after("let big");
  CHECK(m["n"] == "-5");
  CHECK(m["c"] == "'\\n'");
  CHECK(m["f"] == "1.0");
  CHECK(m["unit"] == "()");
  CHECK(m["s"] == "owner x6");
  CHECK(m.behind("s") == "\"h\xC3\xA9llo\"");
  CHECK(m["part"] == "shared x5 \"\xC3\xA9llo\"");
  CHECK(m.behind("v") == "[{0: 1, 1: true}, {0: 2, 1: false}]");
  CHECK(m["p"] == "{x: 1, name: owner x1}");
  CHECK(m["shapes"] == "[Circle{r: 0.5}, Square{0: 3}, Empty{}]");
  CHECK(m.behind("boxed") == "{n: -5}");
  CHECK(m["none"] == "None{}");
  CHECK(m["add"] == "plus");
  CHECK(m["empty"] == "owner to nothing x0");
  CHECK(m.behind("big").substr(0, 7) == "[0, 0, ");
  CHECK(m.behind("big").substr(m.behind("big").size() - 5) == "+900]");
}

TEST_CASE("what is moved, dropped, not yet there") {
  const Watched run(R"(
struct Noisy(i32);
impl Drop for Noisy { fn drop(&mut self) { println!("{}", self.0); } }
fn main() {
    let s = String::from("a");
    let t = s;
    let pair = (Noisy(1), Noisy(2));
    let one = pair.0;
    drop(one);
    let array = [String::from("x"), String::from("y")];
    let [first, _] = array;
    let boxed = Box::new(Noisy(3));
    let inside = *boxed;
    let late;
    let maybe = if t.len() > 5 { None } else { Some(first) };
    if let Some(text) = maybe { println!("{text}"); }
    late = 7;
    println!("{late}");
}
)");
  REQUIRE(run.accepted);
  const MemoryAt m = run.after("let late");
  CHECK(m["s"] == "moved");
  CHECK(m["t"] == "owner x1");
  CHECK(m["pair"] == "{0: moved, 1: {0: 2}}");
  CHECK(m["one"] == "moved");
  CHECK(m["array"] == "[moved, owner x1]");
  CHECK(m["inside"] == "{0: 3}");
  CHECK(m.behind("boxed") == "moved");
  CHECK(m["late"] == "uninitialised");
  CHECK(m["maybe"] == "-");
  CHECK(run.after("late = 7")["late"] == "7");
  CHECK(run.after("late = 7")["maybe"] == "Some{0: moved}");
  // In the destructor that ends with `println!`, before it.
  CHECK(run.after(run.steps - 1)["self"] == "exclusive");
}

TEST_CASE("cells, their guards, counts") {
  const Watched run(R"(
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
struct Node { parent: RefCell<Weak<Node>>, children: RefCell<Vec<Rc<Node>>>, visits: Cell<u32> }
fn main() {
    let leaf = Rc::new(Node { parent: RefCell::new(Weak::new()), children: RefCell::new(vec![]), visits: Cell::new(1) });
    let root = Rc::new(Node { parent: RefCell::new(Weak::new()), children: RefCell::new(vec![Rc::clone(&leaf)]), visits: Cell::new(0) });
    *leaf.parent.borrow_mut() = Rc::downgrade(&root);
    let cell = RefCell::new(vec![1, 2]);
    let a = cell.borrow();
    let b = cell.borrow();
    println!("{} {}", a.len(), b.len());
    drop(a);
    drop(b);
    let c = cell.borrow_mut();
    let last = cell.borrow();
    println!("{} {}", c.len(), last.len());
}
)");
  REQUIRE(run.accepted);
  const MemoryAt shared = run.after("let b");
  CHECK(shared["cell"] == "shared x2 by a, b: owner x2");
  CHECK(shared["a"] == "shared guard");
  CHECK(shared.behind("leaf") == "strong 2 weak 0: {parent: free: weak, children: free: owner to nothing x0, visits: 1}");
  CHECK(shared.behind("root") == "strong 1 weak 1: {parent: free: weak to nothing, children: free: owner x1, visits: 0}");
  // The last step panics: this is how things are as it starts.
  CHECK(run.result.outcome.kind == vm::OutcomeKind::panicked);
  const MemoryAt last = run.after(run.steps);
  CHECK(last["cell"] == "exclusive by c: owner x2");
  CHECK(last["a"] == "moved");
  CHECK(last["last"] == "uninitialised");
}

TEST_CASE("locks and threads") {
  const Watched run(R"(
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
fn main() {
    let m = Arc::new(Mutex::new(5));
    let r = RwLock::new('x');
    let reader = r.read().unwrap();
    let mut guard = m.lock().unwrap();
    let other = Arc::clone(&m);
    let handle = thread::spawn(move || { *other.lock().unwrap() += 1; });
    thread::yield_now();
    *guard += 1;
    drop(guard);
    handle.join().unwrap();
    let poison = Arc::clone(&m);
    let _ = thread::spawn(move || { let _held = poison.lock().unwrap(); panic!(); }).join();
    let end = *reader;
}
)");
  REQUIRE(run.accepted);
  const MemoryAt m = run.after("*guard += 1");
  CHECK(m["r"] == "shared by reader (the main thread): 'x'");
  CHECK(m.behind("m") == "strong 2 weak 0: exclusive by guard (the main thread) awaited by thread 2: 6");
  REQUIRE(m.json["threads"].items.size() == 2);
  CHECK(m.json["threads"].items[1]["state"].string == "waiting");
  CHECK(m.json["threads"].items[1]["waitsFor"].string.find("Mutex") != std::string::npos);
  CHECK(run.after("let end").behind("m") == "strong 1 weak 0: free poisoned: 7");
}

TEST_CASE("collections as lists, frames of calls, statics, dangling pointers") {
  const Watched run(R"(
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
static LIMIT: [u8; 2] = [1, 2];
static mut COUNT: u32 = 0;
fn depth(n: u32) -> u32 { if n == 0 { return 0; } let deeper = depth(n - 1); deeper + 1 }
fn main() {
    let map = HashMap::from([("k", 1)]);
    let set = HashSet::from([7]);
    let sorted = BTreeMap::from([(2, 'b'), (1, 'a')]);
    let tree = BTreeSet::from([3, 1]);
    let heap = BinaryHeap::from([1]);
    let mut ring = VecDeque::from([1, 2]);
    ring.pop_front();
    ring.push_back(3);
    unsafe { COUNT += LIMIT[1] as u32; }
    let d = depth(3);
    let mut v = vec![1];
    let dangling = &raw const v[0];
    v.push(2);
    let rest = v.into_iter().skip(1);
    println!("{d}");
}
)");
  REQUIRE(run.accepted);
  const MemoryAt m = run.after("println!(\"{d}\")");
  (void)m;
  const MemoryAt end = run.after("let rest");
  CHECK(end["map"] == "owner x1");
  CHECK(end.behind("map") == "[{key: shared x1 \"k\", value: 1}]");
  CHECK(end.behind("set") == "[7]");
  CHECK(end.behind("sorted") == "[{0: 1, 1: 'a'}, {0: 2, 1: 'b'}]");
  CHECK(end.behind("tree") == "[1, 3]");
  CHECK(end.behind("heap") == "[1]");
  CHECK(end.behind("ring") == "[2, 3]");
  CHECK(end["LIMIT"] == "[1, 2]");
  CHECK(end["COUNT"] == "2");
  CHECK(end["dangling"] == "raw dangling");
  CHECK(end["v"] == "moved");
  const MemoryAt deep = run.after("return 0");
  REQUIRE(deep.json["threads"].items[0]["frames"].items.size() == 4);
  CHECK(deep.json["threads"].items[0]["frames"].items[0]["fn"].string == "main");
  CHECK(deep.json["threads"].items[0]["frames"].items[1]["fn"].string == "depth");
}

TEST_CASE("addresses stay, and any step can be asked for in any order") {
  const Watched run(R"(
fn main() {
    let mut sum = 0;
    for i in 0..20 {
        let twice = i * 2;
        sum += twice;
    }
    println!("{sum}");
}
)");
  REQUIRE(run.accepted);
  REQUIRE(run.steps > 40);
  const uint64_t at = run.after(10).value("sum")["at"].number;
  std::vector<std::string> forward;
  for (uint32_t step = 0; step <= run.steps; ++step) forward.push_back(run.after(step)["sum"]);
  for (uint32_t step = run.steps; step > 2; step -= 2) {
    CHECK(run.after(step)["sum"] == forward[step]);
    if (step < run.steps) CHECK(run.after(step).value("sum")["at"].number == at);
  }
  CHECK(forward[run.steps - 1] == "380");
  CHECK(run.after(0)["sum"] == "-");
  CHECK(run.after(run.steps - 1)["sum"] == "380");
  CHECK(run.after(run.steps)["sum"] == "-");  // gone on from there: nothing is left
}
