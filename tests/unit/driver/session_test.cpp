#include "driver/session.h"

#include "catch.h"
#include "diagnostics/render.h"
#include "diagnostics/report.h"

using namespace borrowlab;

namespace {

std::string printed(driver::Session& session, const std::string& text) {
  const driver::CheckResult& checked = session.check(text, {});
  std::string out;
  for (const auto& d : checked.diagnostics) out += render_text(d, session.sources(), diagnostics::Color::never);
  if (checked.verdict != driver::Verdict::accepted) return out;
  const vm::RunResult result = session.run({});
  for (const vm::Output& piece : result.output) out += piece.text;
  return out;
}

const char* const kVectors =
    "fn main() { let mut v = vec![3, 1, 2]; v.sort(); v.iter().map(|x| x * 2).for_each(|x| print!(\"{x} \")); println!(\"{:?}\", v); }";
const char* const kTraits =
    "use std::fmt; struct P(i32); impl fmt::Display for P { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"<{}>\", "
    "self.0) } } fn main() { let p = P(7); println!(\"{p} {:>5}|\", p.to_string().len()); }";
const char* const kRefused = "fn main() { let s = String::from(\"a\"); let t = s; println!(\"{s}{t}\"); }";

}  // namespace

TEST_CASE("the whole library is in order") {
  driver::Session session;
  for (const auto& d : session.load_whole_library()) FAIL_CHECK(render_text(d, session.sources(), diagnostics::Color::never));
}

TEST_CASE("the library's bodies pass the checks of a program: types and borrows") {
  driver::Session session;
  for (const auto& d : session.check_library()) FAIL_CHECK(render_text(d, session.sources(), diagnostics::Color::never));
}

TEST_CASE("programs in turn find what each would find alone") {
  std::vector<std::string> alone;
  for (const char* text : {kVectors, kTraits, kRefused}) {
    driver::Session session;
    alone.push_back(printed(session, text));
  }
  CHECK(alone[0] == "2 4 6 [1, 2, 3]\n");
  CHECK(alone[1] == "<7>     3|\n");
  CHECK(alone[2].find("E0382") != std::string::npos);
  driver::Session session;
  for (int round = 0; round < 3; ++round) {
    CHECK(printed(session, kTraits) == alone[1]);
    CHECK(printed(session, kRefused) == alone[2]);
    CHECK(printed(session, kVectors) == alone[0]);
  }
}

TEST_CASE("what is compiled of the library alone serves the next program; its statics begin anew") {
  // Two types of one name, of other sizes, drops and impls, in the same generic code of the library.
  const char* const small =
      "use std::rc::Rc; #[derive(Debug, Clone, PartialEq)] struct T(u8); impl Drop for T { fn drop(&mut self) { print!(\"-{}\", self.0) } "
      "} "
      "fn main() { let v: Vec<Box<dyn std::fmt::Debug>> = vec![Box::new(T(1)), Box::new(Rc::new(T(2))), Box::new(3)]; print!(\"{v:?}\"); "
      "print!(\"{:?}\", std::thread::spawn(|| std::thread::current().id()).join().unwrap()); }";
  const char* const large =
      "use std::rc::Rc; #[derive(Debug, Clone, PartialEq)] struct T { name: String, n: u64 } fn t(n: u64) -> T { T { name: n.to_string(), "
      "n } "
      "} fn main() { let v: Vec<Box<dyn std::fmt::Debug>> = vec![Box::new(t(1)), Box::new(Rc::new(t(2))), Box::new(3)]; print!(\"{v:?}\"); "
      "print!(\"{:?}\", std::thread::spawn(|| std::thread::current().id()).join().unwrap()); }";
  driver::Session session;
  const std::string first = printed(session, small), second = printed(session, large);
  CHECK(first == "[T(1), T(2), 3]ThreadId(2)-1-2");
  CHECK(second == "[T { name: \"1\", n: 1 }, T { name: \"2\", n: 2 }, 3]ThreadId(2)");
  for (int round = 0; round < 2; ++round) {
    CHECK(printed(session, small) == first);
    CHECK(printed(session, large) == second);
  }
}

TEST_CASE("a macro that panics is at its call; an error within it is where rustc's library has it") {
  driver::Session session;
  CHECK(printed(session, "fn main() { assert_eq!(1, 2); }").find("main.rs:1:13:") != std::string::npos);
  const driver::CheckResult& checked = session.check("fn main() { let mut s = 1; let m = &mut s; assert_eq!(s, 1); *m = 2; }", {});
  REQUIRE(checked.diagnostics.size() == 1);
  const auto at = diagnostics::shown_library_position(checked.diagnostics[0].spans.primary.front(), session.sources());
  CHECK(at.line == 44);
  CHECK(at.column == 15);
}
