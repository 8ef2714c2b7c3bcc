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
