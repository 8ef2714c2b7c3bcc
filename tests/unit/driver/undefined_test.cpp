// Undefined behaviour that the machine finds, in Miri's words; and programs that look like it and are not.
#include "catch.h"
#include "driver/session.h"

using namespace borrowlab;
using vm::OutcomeKind;

namespace {

struct Ended {
  vm::Outcome outcome;
  std::string out;
  std::vector<std::string> notes;  // "text @line"
};

Ended ended(const std::string& text, uint64_t seed = 0) {
  static driver::Session session;
  const driver::CheckResult& checked = session.check(text, {});
  REQUIRE(checked.verdict == driver::Verdict::accepted);
  vm::RunOptions options;
  options.seed = seed;
  vm::RunResult result = session.run(options);
  Ended r{std::move(result.outcome), {}, {}};
  for (const vm::Output& piece : result.output) r.out += piece.text;
  for (const vm::Outcome::Note& n : r.outcome.notes)
    r.notes.push_back(n.text + " @" + std::to_string(session.sources().lookup(n.span.lo).line));
  return r;
}

std::string in_main(const std::string& body) { return "use std::mem::MaybeUninit;\nfn main() { unsafe {\n" + body + "\n} }"; }

// The message with the numbers of allocations left out.
std::string undefined(const std::string& text) {
  const Ended r = ended(text);
  INFO(text);
  CHECK(r.outcome.kind == OutcomeKind::undefined_behaviour);
  std::string out;
  for (size_t i = 0; i < r.outcome.message.size(); ++i) {
    out += r.outcome.message[i];
    if (out.size() < 5 || out.compare(out.size() - 5, 5, "alloc") != 0) continue;
    while (i + 1 < r.outcome.message.size() && std::isdigit(static_cast<unsigned char>(r.outcome.message[i + 1])) != 0) ++i;
  }
  return out;
}
std::string runs(const std::string& text) {
  const Ended r = ended(text);
  INFO(text);
  INFO(r.outcome.message);
  CHECK(r.outcome.kind == OutcomeKind::exited);
  return r.out;
}

constexpr const char* threads =
    "use std::sync::{*, atomic::*, atomic::Ordering::*}; use std::thread;\n"
    "static mut D: u32 = 0; static F: AtomicBool = AtomicBool::new(false); static L: Mutex<()> = Mutex::new(());\n";

}  // namespace

TEST_CASE("reads of what is not initialised") {
  const char* read =
      "reading memory at alloc[0x0..0x4], but memory is uninitialized at [0x0..0x4], and this operation requires initialized memory";
  CHECK(undefined(in_main("let mut v: Vec<i32> = Vec::with_capacity(4); v.set_len(4); println!(\"{}\", v[0]);")) == read);
  CHECK(undefined(in_main("let p = std::alloc::alloc(std::alloc::Layout::new::<u32>()) as *mut u32; let x = *p; println!(\"{x}\");")) ==
        read);
  CHECK(undefined(in_main("union U { a: u8, b: u32 } let u = U { a: 1 }; println!(\"{}\", u.b);")) ==
        "reading memory at alloc[0x0..0x4], but memory is uninitialized at [0x1..0x4], and this operation requires initialized memory");
  CHECK(undefined(in_main("let x: u8 = MaybeUninit::uninit().assume_init(); println!(\"{x}\");")) ==
        "constructing invalid value of type u8: encountered uninitialized memory, but expected an integer");
  CHECK(undefined(in_main("let mut m = MaybeUninit::<(u8, [bool; 2])>::uninit(); (*m.as_mut_ptr()).0 = 1; (*m.as_mut_ptr()).1[0] = true;\n"
                          "let n = m; println!(\"{:?}\", n.assume_init());")) ==
        "constructing invalid value of type (u8, [bool; 2]): at .1[1], encountered uninitialized memory, but expected a boolean");
  const Ended told = ended(in_main("let v: Vec<u64> = Vec::with_capacity(4);\nprintln!(\"{}\", *v.as_ptr());"));
  CHECK(told.notes.size() == 1);
}

TEST_CASE("what is initialised in parts is read in parts") {
  CHECK(runs(in_main("let mut m = MaybeUninit::<u32>::uninit(); m.write(7); println!(\"{}\", m.assume_init());")) == "7\n");
  CHECK(runs(in_main("let mut a = [const { MaybeUninit::<String>::uninit() }; 3]; for i in 0..3 { a[i].write(i.to_string()); }\n"
                     "println!(\"{:?}\", std::mem::transmute::<_, [String; 3]>(a));")) == "[\"0\", \"1\", \"2\"]\n");
  CHECK(runs(in_main("union U { a: u32, b: [u8; 4] } let mut u = U { b: [1; 4] }; u.a += 1; u.b[3] = 9; println!(\"{:x}\", u.a);")) ==
        "9010102\n");
  // A frame that comes to lie where another had uninitialised bytes.
  CHECK(runs("use std::mem::MaybeUninit;\nfn g() -> MaybeUninit<[u64; 16]> { MaybeUninit::uninit() }\n"
             "fn h() -> u64 { let a = [7u64; 16]; let p = &raw const a; unsafe { (*p)[3] } }\n"
             "fn main() { let _ = g(); println!(\"{}\", h());\n"
             "  let r = std::panic::catch_unwind(|| { let _m = g(); std::panic::resume_unwind(Box::new(1)) }); println!(\"{} {}\", "
             "r.is_err(), h()); }") == "7\ntrue 7\n");
  // Padding, and the payload of variants that have none, move with their values.
  CHECK(runs(in_main("let mut b: Box<Option<u64>> = Box::new(Some(1)); *b = None; let c = *b; println!(\"{c:?}\");\n"
                     "let p = std::alloc::alloc(std::alloc::Layout::new::<(u8, u32)>()) as *mut (u8, u32); (*p).0 = 1; (*p).1 = 2; "
                     "println!(\"{:?}\", *p);")) == "None\n(1, 2)\n");
}

TEST_CASE("pointers that dangle, with the memory's history") {
  const Ended freed = ended("fn main() {\nlet b = Box::new(5);\nlet p = &raw const *b;\ndrop(b);\nprintln!(\"{}\", unsafe { *p });\n}");
  CHECK(freed.outcome.message.find(" has been freed, so this pointer is dangling") != std::string::npos);
  REQUIRE(freed.notes.size() == 2);
  CHECK(freed.notes[0].find("was allocated here: @2") != std::string::npos);
  CHECK(freed.notes[1].find("was deallocated here: @4") != std::string::npos);
  CHECK(undefined(in_main("let v = vec![1u32, 2, 3]; println!(\"{}\", *v.as_ptr().add(3));")) ==
        "memory access failed: attempting to access 4 bytes, but got alloc+0xc which is at or beyond the end of the allocation of size 12 "
        "bytes");
  CHECK(undefined(in_main("let v = vec![1u8, 2, 3]; println!(\"{}\", (v.as_ptr().add(1) as *const u32).read_unaligned());")) ==
        "memory access failed: attempting to access 4 bytes, but got alloc+0x1 which is only 2 bytes from the end of the allocation");
  CHECK(undefined(in_main("let p = 0x1234_0000_0000usize as *const u8; println!(\"{}\", *p);")) ==
        "memory access failed: attempting to access 1 byte, but got 0x123400000000[noalloc] which is a dangling pointer (it has no "
        "provenance)");
}

TEST_CASE("values that are none") {
  CHECK(undefined(in_main("println!(\"{}\", std::mem::transmute::<u8, bool>(2));")) ==
        "constructing invalid value of type bool: encountered 0x02, but expected a boolean");
  CHECK(undefined(in_main("println!(\"{:?}\", std::mem::transmute::<u32, char>(0xD800));")) ==
        "constructing invalid value of type char: encountered 0x0000d800, but expected a valid unicode scalar value (in `0..=0x10FFFF` but "
        "not in `0xD800..=0xDFFF`)");
}

TEST_CASE("data races") {
  const std::string t = threads;
  const Ended twice = ended(t +
                            "fn main() {\nlet a = thread::spawn(|| unsafe { D += 1 });\nlet b = thread::spawn(|| unsafe { D += 1 });\n"
                            "a.join().unwrap(); b.join().unwrap(); }");
  CHECK(
      twice.outcome.message.find("Data race detected between (1) non-atomic write on thread `unnamed-1` and (2) non-atomic read on thread "
                                 "`unnamed-2` at alloc") == 0);
  REQUIRE(twice.notes.size() == 1);
  CHECK(twice.notes[0] == "and (1) occurred earlier here @4");
  // A flag that orders nothing.
  CHECK(undefined(t + "fn main() { let h = thread::Builder::new().name(\"w\".into()).spawn(|| { unsafe { D = 7 }; F.store(true, Relaxed); "
                      "}).unwrap();\n"
                      "while !F.load(Relaxed) { thread::yield_now(); } println!(\"{}\", unsafe { D }); h.join().unwrap(); }")
            .find("Data race detected between (1) non-atomic write on thread `w` and (2) non-atomic read on thread `main`") == 0);
}

TEST_CASE("accesses that are ordered do not race") {
  const std::string t = threads;
  CHECK(runs(t + "fn main() { let h = thread::spawn(|| { unsafe { D = 7 }; F.store(true, Release); });\n"
                 "while !F.load(Acquire) { thread::yield_now(); } println!(\"{}\", unsafe { D }); h.join().unwrap(); }") == "7\n");
  CHECK(runs(t + "fn main() { let h = thread::spawn(|| { unsafe { D = 7 }; fence(Release); F.store(true, Relaxed); });\n"
                 "while !F.load(Relaxed) { thread::yield_now(); } fence(Acquire); println!(\"{}\", unsafe { D }); h.join().unwrap(); }") ==
        "7\n");
  CHECK(runs(t + "fn main() { let all: Vec<_> = (0..3).map(|_| thread::spawn(|| for _ in 0..9 { let _g = L.lock().unwrap(); unsafe { D += "
                 "1 } })).collect();\n"
                 "for h in all { h.join().unwrap(); } println!(\"{}\", unsafe { D }); }") == "27\n");
  CHECK(runs(t + "fn main() { let me = thread::current(); let h = thread::spawn(move || { unsafe { D = 3 }; me.unpark(); });\n"
                 "thread::park(); println!(\"{}\", unsafe { D }); h.join().unwrap(); }") == "3\n");
  CHECK(runs(t + "fn main() { let mut v = vec![0u8; 20]; thread::scope(|s| for (i, c) in v.chunks_mut(3).enumerate() { s.spawn(move || "
                 "c.fill(i as u8)); });\n"
                 "println!(\"{}\", v.iter().map(|&x| x as u32).sum::<u32>()); }") == "57\n");
  CHECK(
      runs(t +
           "fn main() { let mut a = Arc::new(vec![1]); for _ in 0..3 { let b = a.clone(); thread::spawn(move || assert_eq!(b[0], 1)); }\n"
           "while Arc::get_mut(&mut a).is_none() { thread::yield_now(); } Arc::get_mut(&mut a).unwrap().push(2); println!(\"{a:?}\"); }") ==
      "[1, 2]\n");
}
