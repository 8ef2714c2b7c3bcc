// Programs of one line and where rustc 1.95 reports what: code (or lint) and column.
#include "catch.h"
#include "driver/session.h"

using namespace borrowlab;

namespace {

struct Answer {
  const char* program;
  const char* errors;  // "E0277:39 E0308:4"; empty: accepted
  source::Edition edition = source::Edition::e2021;
};

std::string errors_of(driver::Session& session, const Answer& a) {
  driver::Options options;
  options.edition = a.edition;
  const driver::CheckResult& checked = session.check(a.program, options);
  if (checked.verdict == driver::Verdict::refused) return "refused: " + checked.diagnostics.front().message;
  std::string out;
  for (const diagnostics::Diagnostic& d : checked.diagnostics) {
    if (d.level != diagnostics::Level::error) continue;
    const source::Span at = d.spans.labels.empty() || d.spans.primary.size() == 1 ? d.spans.primary.front() : d.spans.labels.front().span;
    out += (out.empty() ? "" : " ") + (d.code.empty() ? d.lint : d.code) + ":" + std::to_string(session.sources().lookup(at.lo).column + 1);
  }
  return out;
}

void check_all(const std::vector<Answer>& answers) {
  driver::Session session;
  for (const Answer& a : answers) {
    INFO(a.program);
    CHECK(errors_of(session, a) == a.errors);
  }
}

}  // namespace

TEST_CASE("types that items write are well-formed") {
  check_all({
      {"trait A {} struct S<T: A>(T); fn f(x: S<u8>) {} fn main() {}", "E0277:39"},
      {"trait Sup {} trait Sub: Sup {} struct X; impl Sub for X {} fn main() {}", "E0277:55"},
      {"trait T { type A: Copy; } struct X; impl T for X { type A = String; } fn main() {}", "E0277:61"},
      {"struct S { a: [u8], b: u8 } fn main() {}", "E0277:15"},
      {"struct F<T> { foo: &'static T } fn main() {}", "E0310:20"},
      {"struct F<'a, T> { foo: &'a T } fn mk<'a, T>(t: &'a T) -> F<'a, T> { F { foo: t } } fn main() { mk(&1); }", ""},
  });
}

TEST_CASE("what stays unknown is asked for where it costs least to write") {
  check_all({
      {"fn main() { let x; println!(\"{}\", x); }", "E0282:17"},
      {"fn main() { let x = \"5\".parse().unwrap(); println!(\"{}\", x); }", "E0284:17"},
      {"fn main() { let x = Vec::new(); println!(\"{}\", x.len()); }", "E0282:17"},
      {"fn main() { let x = |a| a; }", "E0282:22"},
      {"fn f<T>() -> T { panic!() } fn main() { f(); }", "E0282:41"},
      {"trait T { fn id() -> u32; } struct A; impl T for A { fn id() -> u32 { 1 } } fn main() { let b = T::id(); }", "E0790:97"},
  });
}

TEST_CASE("lints that are denied by default") {
  check_all({
      {"fn main() { let a = [1, 2, 3]; let i = a[5]; println!(\"{}\", i); }", "unconditional_panic:40"},
      {"fn main() { let x: u8 = 255 + 1; println!(\"{}\", x); }", "arithmetic_overflow:25"},
      {"fn main() { let x: u8 = 256; println!(\"{}\", x); }", "overflowing_literals:25"},
      {"fn main() { let x = i32::MAX; let y = x + 1; println!(\"{}\", y); }", "arithmetic_overflow:39"},
      {"fn main() { let x = -129i8; let y = 1u32 << 32; println!(\"{} {}\", x, y); }", "arithmetic_overflow:37 overflowing_literals:21"},
      {"#![allow(unconditional_panic)] fn main() { let x = 1 / 0; println!(\"{}\", x); }", ""},
      {"fn f(i: usize) -> i32 { let a = [1, 2]; a[i] } fn main() { f(9); }", ""},
      {"static mut X: i32 = 0; fn main() { unsafe { let r = &X; println!(\"{}\", r); } }", "static_mut_refs:53", source::Edition::e2024},
      {"const X: u8 = 255 + 1; fn main() { println!(\"{}\", X); }", "E0080:15"},
      {"fn g() -> i32 { 3 } const X: i32 = g(); fn main() { println!(\"{}\", X); }", "E0015:36"},
  });
}

TEST_CASE("what bounds and generic arguments may not say") {
  check_all({
      {"struct B<T: ?Sized + ?Sized>(Box<T>); fn main() {}", "E0203:13"},
      {"trait R<'a, 'b> {} fn f<T>() where for<'a> &'a T: for<'b> R<'a, 'b> {} fn main() {}", "E0316:51"},
      {"trait A: B {} trait B: A {} fn main() {}", "E0391:10"},
      {"type A = for<'a> fn() -> &'a i32; fn main() {}", "E0581:26"},
      {"fn c<F>(t: F) where F: for<'a> Iterator<Item = &'a i32> {} fn main() {}", "E0582:41"},
      {"fn ok<F>(t: F) where F: for<'a> Fn(&'a u8) -> &'a i32 {} fn main() {}", ""},
      {"trait F {} fn f<'a, 'b>(x: Box<dyn F + 'a + 'b>) {} fn main() {}", "E0226:45"},
      {"type F = dyn Iterator<Item = u32, Item = u32>; fn main() {}", "E0719:35"},
      {"fn f(x: Option(i32)) {} fn main() {}", "E0214:9"},
      {"struct S<T>(T); fn f(_: S<3>) {} fn main() {}", "E0747:27"},
      {"struct A<const N: usize>; fn f(_: A<i32>) {} fn main() {}", "E0747:37"},
      {"struct S<'a, T>(&'a T); type X = S<(), 'static>; fn main() {}", "E0747:36"},
      {"trait F { type A; } fn f<I: F>(x: <I as F<A = u8>>::A) {} fn main() {}", "E0229:43"},
      {"trait A { type X; } trait B { type X; } fn f<T: A + B>(x: T::X) {} fn main() {}", "E0221:59"},
      {"trait A { type X; } trait B: A {} trait C: A {} fn f<T: B + C>(x: T::X) {} fn main() {}", ""},
      {"trait F<T> { type A; } fn a<I: for<'x> F<&'x u8>>(f: I::A) {} fn main() {}", "E0212:54"},
      {"trait A<T> {} trait C {} fn f(x: impl A<impl C>) {} fn main() {}", "E0666:41"},
      {"fn f() -> <impl Iterator>::Item { loop {} } fn main() {}", "E0562:12"},
      {"fn c() -> impl Sized + use<Vec> {} fn main() {}", "E0799:28"},
      {"fn d() -> impl Sized + use<U> {} fn main() {}", "E0800:28"},
      {"struct S { x: ! } fn f() -> ! { loop {} } fn main() {}", "E0658:15"},
  });
}

TEST_CASE("impls against their traits, receivers, returned objects") {
  check_all({
      {"trait A { fn a<T>(&self, t: T); } impl A for u8 { fn a(&self, t: u8) {} } fn main() {}", "E0049:55"},
      {"trait A { fn d<const N: usize>(&self); } impl A for u8 { fn d(&self) {} } fn main() {}", "E0049:62"},
      {"trait A { fn a(&self, t: impl Clone); } impl A for u8 { fn a<T: Clone>(&self, t: T) {} } fn main() {}", "E0643:62"},
      {"struct S; impl S { fn a(self: i32) {} fn b(self: &&Self) {} fn c(self: std::rc::Rc<Self>) {} } fn main() {}", "E0307:31"},
      {"struct S; impl S { fn a<R>(self: R) {} } fn main() {}", "E0801:34"},
      {"trait T {} impl T for u8 {} fn a() -> dyn T { 1u8 } fn main() {}", "E0746:39"},
      {"trait T { fn f(&self) where Self: Sized; } fn g(x: &dyn T) { x.f(); } fn main() {}", ":64"},
      {"trait T { fn f(self); } fn g(x: Box<dyn T>) { x.f(); } fn main() {}", "E0161:47"},
      {"fn a() -> impl Sized { (a(), 1) } fn main() {}", "E0720:11"},
      {"enum E { pub A } fn main() {}", "E0449:10"},
      {"struct S; impl<const N: usize> S {} fn main() {}", "E0207:16"},
  });
}

TEST_CASE("layouts that cannot be") {
  check_all({
      {"#[repr(transparent)] struct A(u8, u8); fn main() {}", "E0690:22"},
      {"#[repr(transparent)] struct B(u8, (), std::marker::PhantomData<u8>); fn main() {}", ""},
      {"#[repr(align(16))] struct A(i32); #[repr(packed)] struct P(A); fn main() {}", "E0588:51"},
      {"#[repr(packed)] struct P { a: u8, b: u32 } fn f(p: &P) { let x = &p.a; let y = &p.b; } fn main() {}", "E0793:80"},
      {"#[repr(C, packed(2))] struct Q { a: u16, b: u32 } fn f(q: &Q) { let x = &q.a; let y = &q.b; } fn main() {}", "E0793:87"},
      {"#[repr(packed)] #[derive(Clone, Copy, Debug, PartialEq)] struct P { a: u8, b: u32 } fn main() {}", ""},
  });
}

TEST_CASE("what constants may not hold or drop") {
  check_all({
      {"const A: &mut i32 = &mut 1; fn main() {}", "E0764:21"},
      {"static mut D: &mut i32 = &mut 3; fn main() {}", ""},
      {"const G: i32 = { let x = &mut 5; *x += 1; *x }; fn main() {}", ""},
      {"use std::cell::Cell; const A: &Cell<u8> = &Cell::new(1); const D: &Option<Cell<u8>> = &None; fn main() {}", "E0492:43"},
      {"struct D(u8); impl Drop for D { fn drop(&mut self) {} } const A: u8 = D(1).0; fn main() {}", "E0493:71"},
      {"struct D(u8); impl Drop for D { fn drop(&mut self) {} } const fn f(d: D) -> D { d } const C: Option<D> = None; fn main() {}", ""},
      {"const fn h<T>(t: T) {} fn main() {}", "E0493:15"},
      {"const fn n<T: Copy>(t: T) -> T { t } const V: Vec<u8> = Vec::new(); fn main() {}", ""},
      {"const _: () = assert!(1 > 2); fn main() {}", "E0080:15"},
      {"const fn f(n: u8) -> u8 { if n == 0 { panic!(\"zero\") } else { n } } const A: u8 = f(1); const B: u8 = f(0); fn main() {}",
       "E0080:103"},
  });
}

TEST_CASE("attributes and ABIs have names") {
  check_all({
      {"#[foo] fn a() {} fn main() {}", ":3"},
      {"fn e(#[qux] x: u8) {} fn main() {}", ":8"},
      {"#[inline] #[rustfmt::skip] #[must_use] fn c() -> u8 { 1 } fn main() {}", ""},
      {"extern \"invalid\" fn foo() {} fn main() {}", "E0703:8"},
      {"extern \"C\" fn foo() {} fn main() {}", ""},
      {"#![forbid(unused_variables)] #[allow(unused_variables)] fn main() {}", "E0453:38"},
      {"fn main() { while break {} }", "E0590:19"},
      {"trait A { type E; fn m() {} } impl A for u8 { type E = u16; } fn main() { let _: <u8 as A>::m; }", "E0575:82"},
  });
}

TEST_CASE("lengths to be inferred, arguments below zero") {
  check_all({
      {"fn f<const N: i8>() -> i8 { N } fn main() { f::<-1>(); let a: [u8; 3] = [0; _]; let b: [u8; _] = a; }", ""},
      {"fn f(x: [u8; 2]) -> [u8; _] { x } fn main() {}", "E0121:26"},
  });
}
