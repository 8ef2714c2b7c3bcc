#include "catch.h"
#include "dump.h"

using namespace borrowlab;
using namespace borrowlab::syntax;
using namespace borrowlab::syntax::test;

TEST_CASE("operators bind as in Rust") {
  CHECK(expr("a + b * c") == "(+ a (* b c))");
  CHECK(expr("a - b - c") == "(- (- a b) c)");
  CHECK(expr("a = b = c") == "(= a (= b c))");
  CHECK(expr("-x.y()") == "(- (.y x))");
  CHECK(expr("!a && b || c") == "(|| (&& (! a) b) c)");
  CHECK(expr("a & b == c") == "(== (& a b) c)");
  CHECK(expr("x as u8 > y") == "(> (as x) y)");
  CHECK(expr("a << b + 1 | c ^ d & e") == "(| (<< a (+ b 1)) (^ c (& d e)))");
  CHECK(expr("&mut *x") == "(& mut (* x))");
  CHECK(expr("&&x") == "(& (& x))");
  CHECK(expr("&raw const x.y") == "(&raw (field x y))");
  CHECK(expr("return a || b") == "(return (|| a b))");
  CHECK(expr("|| a + b") == "(closure (+ a b))");
  CHECK(expr("x += y * 2") == "(+= x (* y 2))");
  CHECK(expr("t.0.1.x") == "(field (field (field t 0) 1) x)");
  CHECK(
      expr("a[i](b)?") ==
      "(match (call #branch (call (index a i) b)) [#Break(residual) => (return (call #from_residual residual))] [#Continue(val) => val])");
}

TEST_CASE("ranges") {
  CHECK(expr("a..b + 1") == "(struct #Range start=a end=(+ b 1))");
  CHECK(expr("..") == "(struct #RangeFull)");
  CHECK(expr("a..") == "(struct #RangeFrom start=a)");
  CHECK(expr("..=b") == "(struct #RangeToInclusive end=b)");
  CHECK(expr("a..=b") == "(call #range_inclusive_new a b)");
  CHECK(expr("&v[1..]") == "(& (index v (struct #RangeFrom start=1)))");
}

TEST_CASE("statements that end with their block need no semicolon") {
  CHECK(expr("{ if a { b } *c }") == "{ (if a { b }) (* c) }");
  CHECK(expr("{ match a {} (b) }") == "{ (match a) b }");
  CHECK(expr("{ (if a { b } else { c }) as usize }") == "{ (as (if a { b } { c })) }");
  CHECK(expr("if a == b { c } else if d { e } else { f }") == "(if (== a b) { c } (if d { e } { f }))");
  CHECK(expr("match x { 1 => a, y @ 2..=3 if y > b => { c } S(_, ..) | T => d }") ==
        "(match x [1 => a] [y@2..=3 if (> y b) => { c }] [(| S(_ ..) T) => d])");
}

TEST_CASE("loops and assignments in their core form") {
  CHECK(expr("for p in e { b; }") ==
        "(drop-temps (match (call #into_iter e) [iter => (loop { (match (call #next (& mut iter)) [#None() => break] [#Some(p) => { b; }]) "
        "})]))");
  CHECK(expr("while c { b; }") == "(loop { (if c { b; } { break; }) })");
  CHECK(expr("while let Some(x) = i.next() {}") == "(loop { (if (let Some(x) (.next i)) { } { break; }) })");
  CHECK(expr("(a, b.c) = (1, 2)") == "{ let (lhs lhs) = (tuple 1 2); (= a lhs); (= (field b c) lhs); }");
  CHECK(expr("[a, .., _] = x") == "{ let [lhs .. _] = x; (= a lhs); }");
  CHECK(expr("_ = f()") == "{ let _ = (call f); }");
}

TEST_CASE("let chains are 2024's") {
  CHECK(expr("if let A(x) = y && x {}", source::Edition::e2024) == "(if (&& (let A(x) y) x) { })");
  CHECK(expr("if let A(x) = y && x {}") == "1:13: let chains are only allowed in Rust 2024 or later");
  CHECK(expr("{ let x = (let y = 6); }") == "1:21: expected expression, found `let` statement");
}

TEST_CASE("spans are rustc's") {
  const Program p("fn f() { a.b(c)\n.d::<u8>(e) }\npub fn g<T>(x: T) -> u8 { let y: u8 = (1 + 2) ; y }\nfn h() { for i in 0..n {} }");
  REQUIRE(p.sink.all().empty());
  const Expr& call = p.ast()[p.tail("f")];
  CHECK(p.text(call.span) == "a.b(c)\n.d::<u8>(e)");
  CHECK(p.text(std::get<ExprMethodCall>(call.kind).fn_span) == "d::<u8>(e)");
  CHECK(p.text(std::get<ExprMethodCall>(call.kind).receiver) == "a.b(c)");
  CHECK(p.text(std::get<ItemFn>(p.item("g").kind).sig.span) == "pub fn g<T>(x: T) -> u8");
  CHECK(p.text(p.body("g").stmts[0].span) == "let y: u8 = (1 + 2) ;");
  CHECK(p.text(std::get<StmtLet>(p.body("g").stmts[0].kind).init) == "(1 + 2)");
  const Expr& loop = p.ast()[p.tail("h")];
  CHECK(p.text(loop.span) == "for i in 0..n {}");
  const Expr& match = p.ast()[std::get<ExprDropTemps>(loop.kind).expr];
  CHECK(p.sources.desugaring_of(match.span) == source::DesugaringKind::for_loop);
  CHECK(p.text(std::get<ExprMatch>(match.kind).scrutinee) == "0..n");
}

TEST_CASE("generics close with split tokens") {
  const Program p("struct S<T: Into<Vec<u8>>>(Vec<Vec<T>>); impl<T> A for B<C<T>> where T: Fn(u8) -> Option<T> + 'static {}");
  CHECK(p.errors().empty());
  const auto& w = std::get<ItemImpl>(p.ast()[p.ast().root[1]].kind).generics.where;
  REQUIRE(w.size() == 1);
  CHECK(w[0].bounds.size() == 2);
}

TEST_CASE("cfg") {
  const Program p(
      "#[cfg(windows)] fn a() {} #[cfg(all(unix, not(test)))] fn b() {} #[cfg_attr(unix, allow(x))] fn c() {} #[test] fn t() {}");
  REQUIRE(p.ast().root.size() == 2);
  CHECK(p.ast()[p.ast().root[1]].attrs.size() == 1);
}

// What rustc 1.95 says.
TEST_CASE("errors") {
  const auto errors = [](const std::string& text) { return Program(text).errors(); };
  CHECK(errors("fn main() { let x = 5\n let y; }") == "1:22: expected `;`, found keyword `let`");
  CHECK(errors("fn main() { let x = \"a; }") == "1:21: [E0765] unterminated double quote string");
  CHECK(errors("fn main() { /* /* */ }") == "1:13: [E0758] unterminated block comment");
  CHECK(errors("fn main() {") == "1:12: this file contains an unclosed delimiter");
  CHECK(errors("fn main() { let fn = 1; }") == "1:17: expected identifier, found keyword `fn`");
  CHECK(errors("fn main() { f(; }") == "1:14: mismatched closing delimiter: `}`");
  CHECK(errors("mod garden;\nfn main() {}") == "1:1: [E0583] file not found for module `garden`");
  CHECK(errors("fn main() { nope!(); }") == "1:13: cannot find macro `nope` in this scope");
  CHECK(errors("#[derive(Serialize)] struct S;") == "1:10: cannot find derive macro `Serialize` in this scope");
  CHECK(errors("fn f() { a < b < c }") == "1:12: comparison operators cannot be chained");
  CHECK(errors("struct S { a: u8 b: u8 }") == "1:17: expected `,`, or `}`, found `b`");
  CHECK(errors("fn f() { if x = S { a: 1 } {} }") == "1:17: struct literals are not allowed here");
}

TEST_CASE("nothing nests without bound") {
  const auto deep = [](const std::string& unit, size_t n, const std::string& middle, const std::string& close) {
    std::string text = "fn f() { ";
    for (size_t i = 0; i < n; ++i) text += unit;
    text += middle;
    for (size_t i = 0; i < n; ++i) text += close;
    const Program p(text + " }");
    return p.sink.has_refusals();
  };
  CHECK(deep("(", 5000, "1", ")"));
  CHECK(deep("-", 5000, "1", ""));
  CHECK(deep("&", 5000, "1", ""));
  CHECK(deep("[", 5000, "1", "]"));
  CHECK(deep("{", 5000, "1", "}"));
  CHECK(deep("if a {} else ", 5000, "{}", ""));
  CHECK(deep("|| ", 5000, "1", ""));
  CHECK(deep("x.y().", 5000, "z", ""));
  CHECK(deep("1 + ", 5000, "1", ""));
  CHECK(deep("let _: ", 1, std::string(5000, '&') + "u8;", ""));
  CHECK(deep("a = ", 5000, "1", ""));
  CHECK(deep("return ", 5000, "1", ""));
}
