#include "catch.h"
#include "dump.h"

using namespace borrowlab;
using namespace borrowlab::syntax;
using namespace borrowlab::syntax::test;

namespace {
std::string tail(const std::string& text, source::Edition edition = source::Edition::e2021) {
  const Program p(text, edition);
  return p.sink.all().empty() ? p.dump(p.tail("f")) : p.errors();
}
}  // namespace

TEST_CASE("macro_rules: fragments stay whole, repetitions repeat") {
  CHECK(tail("macro_rules! m { ($a:expr) => { $a * 2 } } fn f() { m!(1 + 2) }") == "(* (+ 1 2) 2)");
  CHECK(tail("macro_rules! m { ($($k:ident = $v:expr),* $(,)?) => { [$(($k, $v)),*] } } fn f() { m!(a = 1, b = 2,) }") ==
        "(array (tuple a 1) (tuple b 2))");
  CHECK(tail("macro_rules! m { ($($($x:ident)+);*) => { [$([$($x),+]),*] } } fn f() { m!(a b; c) }") == "(array (array a b) (array c))");
  CHECK(tail("macro_rules! m { () => { 0 }; ($h:tt $($t:tt)*) => { 1 + m!($($t)*) } } fn f() { m!(a b) }") == "(+ 1 (+ 1 0))");
  CHECK(tail("macro_rules! m { ($t:ty, $e:expr) => { <$t>::new($e) } } fn f() { m!(Vec<Vec<u8>>, 1) }") == "(call new 1)");
  CHECK(tail("macro_rules! m { ($p:pat => $e:expr) => { match x { $p => $e, _ => 0 } } } fn f() { m!(A | B => 1) }") ==
        "(match x [(| A B) => 1] [_ => 0])");
  CHECK(tail("macro_rules! m { ($b:block $l:literal $i:item) => { { $i $b; $l } } } fn f() { m!({ 1 } -2 fn g() {}) }") ==
        "{ item; { 1 }; (- 2) }");
  CHECK(tail("macro_rules! m { ($v:vis struct $n:ident;) => { $v struct $n; } } m! { pub struct A; } m! { struct B; } fn f() { A }") ==
        "A");
  CHECK(
      tail("macro_rules! m { ($(#[$a:meta])* $n:ident) => { $(#[$a])* const $n: u8 = 1; } } m! { /// doc\n#[allow(x)] A } fn f() { A }") ==
      "A");
  CHECK(tail("macro_rules! m { ($x:ident) => { macro_rules! $x { ($e:expr) => { $e } } } } m!(n); fn f() { n!(3) }") == "3");
  CHECK(tail("fn f() { vec![1, 2] }") == "(array 1 2)");
  CHECK(tail("fn f() { std::vec![1; 2] }") == "(call $crate::from_elem 1 2)");
}

TEST_CASE("macros in statements") {
  CHECK(tail("macro_rules! m { ($n:ident) => { let $n = 1; } } fn f() { m!(x); x }") == "x");
  const Program p("macro_rules! m { ($n:ident) => { let $n = 1; g() } } fn f() { m!(x); m! { y } }");
  REQUIRE(p.sink.all().empty());
  CHECK(p.dump(std::get<ItemFn>(p.item("f").kind).body) == "{ let x = 1; (call g); let y = 1; (call g) }");
}

TEST_CASE("hygiene: a macro's own names carry its mark") {
  const Program p("macro_rules! m { ($e:expr) => { { let x = 1; $e + x } } } fn f() { m!(x) }");
  REQUIRE(p.sink.all().empty());
  const Block& block = p.ast()[std::get<ExprBlock>(p.ast()[p.tail("f")].kind).block];
  const auto& binding = std::get<PatIdent>(p.ast()[std::get<StmtLet>(block.stmts[0].kind).pat].kind);
  const auto& sum = std::get<ExprBinary>(p.ast()[block.tail].kind);
  const Span given = std::get<ExprPath>(p.ast()[sum.lhs].kind).path.segments[0].ident.span;
  const Span own = std::get<ExprPath>(p.ast()[sum.rhs].kind).path.segments[0].ident.span;
  CHECK(given.ctxt.is_root());
  CHECK(own.ctxt == binding.ident.span.ctxt);
  CHECK_FALSE(own.ctxt.is_root());
  const auto& data = p.sources.outer_expn_data(own.ctxt);
  CHECK(data.name.str() == "m");
  CHECK(p.text(data.call_site) == "m!(x)");
  CHECK(p.text(p.sources.source_callsite(p.ast()[block.tail].span)) == "m!(x)");
}

TEST_CASE("calls that do not match") {
  const auto errors = [](const std::string& text) { return Program(text).errors(); };
  CHECK(errors("macro_rules! m { (a) => {} } fn f() { m!(b); }") == "1:42: no rules expected `b`");
  CHECK(errors("macro_rules! m { ($a:expr, b) => {} } fn f() { m!(1); }") == "1:48: unexpected end of macro invocation");
  CHECK(errors("macro_rules! m { () => { m!() } } fn f() { m!() }") == "1:44: recursion limit reached while expanding `m!`");
}

// As rustc 1.95 prints them.
TEST_CASE("stringify! keeps the author's spacing, assert! is pretty-printed") {
  const auto text = [](const std::string& call) {
    return tail("macro_rules! s { ($e:expr) => { stringify!($e) }; } fn f() { " + call + " }");
  };
  CHECK(text("stringify!(a+b , c ; { d } [ e ])") == "\"a+b, c; { d } [e]\"");
  CHECK(text("stringify!(Vec < i32 >)") == "\"Vec < i32 >\"");
  CHECK(text("s!( (a+b) *c )") == "\"(a+b) *c\"");
  CHECK(text("s!(S{a:1,b})") == "\"S{a:1,b}\"");
  const auto assertion = [](const std::string& cond) { return tail("fn f() { assert!(" + cond + ") }"); };
  CHECK(assertion("a==b") == "(if (! (== a b)) { (call $crate::panicking::panic \"assertion failed: a == b\") })");
  const auto message = [&](const std::string& cond) {
    const std::string s = assertion(cond);
    const size_t at = s.find("assertion failed: ") + 18;
    return s.substr(at, s.rfind('"') - at);
  };
  CHECK(message("v.is_empty()&&p.x>3") == "v.is_empty() && p.x > 3");
  CHECK(message("!(a<b)") == "!(a < b)");
  CHECK(message("(1..=a).contains(&b)") == "(1..=a).contains(&b)");
  CHECK(message("vec![1,2]==v") == "vec![1,2] == v");
  CHECK(message("x . iter( ).any(|x| *x>5)") == "x.iter().any(|x| *x > 5)");
  CHECK(message("if a>0 {false} else {true}") == "if a > 0 { false } else { true }");
  CHECK(message("match a {1=>false,_=>true}") == "match a { 1 => false, _ => true, }");
}

TEST_CASE("panic! goes by the edition") {
  CHECK(tail("fn f() { panic!(\"{}\") }", source::Edition::e2018) == "(call $crate::literal \"{}\")");
  CHECK(tail("fn f() { panic!(\"{}\") }") == "1:18: 1 positional argument in format string, but no arguments were given");
}

TEST_CASE("concat! and positions") {
  CHECK(tail("fn f() { concat!(\"a\", 1, 2.5, true, 'c', -3) }") == "\"a12.5truec-3\"");
  CHECK(tail("fn f() {\n  (line!(), column!()) }") == "(tuple 2u32 13u32)");
}

TEST_CASE("format_args!") {
  CHECK(tail("fn f() { format_args!(\"a{{b\") }") == "(call #format_arguments_from_str \"\")");
  CHECK(tail("fn f() { format_args!(\"{} {x:?}\", y) }") ==
        "{ let args = (tuple (& y) (& x)); let args = (array (call #format_argument_new_display (field args 0)) "
        "(call #format_argument_new_debug (field args 1))); (call #format_arguments_new b\"\" (& args)) }");
  CHECK(tail("fn f() { format_args!(\"{0}{0}\", y) }") ==
        "{ let args = (tuple (& y)); let args = (array (call #format_argument_new_display (field args 0))); (call #format_arguments_new "
        "b\"\" (& args)) }");
  const auto error = [](const std::string& args) { return tail("fn f() { format_args!(" + args + ") }"); };
  CHECK(error("\"{} {}\", 1") == "1:24: 2 positional arguments in format string, but there is 1 argument");
  CHECK(error("\"\", a") == "1:27: argument never used");
  CHECK(error("\"{\"") == "1:25: invalid format string: expected `}` but string was terminated");
  CHECK(error("\"}\"") == "1:24: invalid format string: unmatched `}` found");
  CHECK(error("\"{1}\", a") == "1:25: invalid reference to positional argument 1 (there is 1 argument)");
  CHECK(error("a") == "1:23: format argument must be a string literal");
}

TEST_CASE("format templates") {
  const Program p("fn f() { format_args!(\"a{}b{:>8.3}c{0:#x}\", x, y) }");
  REQUIRE(p.sink.all().empty());
  const Block& block = p.ast()[std::get<ExprBlock>(p.ast()[p.tail("f")].kind).block];
  const auto& call = std::get<ExprCall>(p.ast()[block.tail].kind);
  const std::string_view bytes = std::get<ExprLit>(p.ast()[call.args[0]].kind).lit.text.str();
  using namespace std::string_view_literals;
  CHECK(bytes ==
        "\x01\x01"
        "a"
        "\x02"
        "\x01\x01"
        "b"
        "\x03\x01\x20\x01\x00\x01\x08\x01\x03"
        "\x01\x01"
        "c"
        "\x03\x02\x20\x03\x04\x00\x00"
        "\x00"sv);
}

TEST_CASE("derives write impls") {
  const Program p(
      "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)] struct S<'a, T: A, const N: usize>(&'a T, [u8; N]) "
      "where T: B;"
      "#[derive(Clone, Debug, PartialEq, PartialOrd, Hash, Default)] enum E<T> { #[default] A, B(T, T), C { x: u8 } }");
  CHECK(p.errors().empty());
  CHECK(p.ast().root.size() == 2 + 9 + 6);
  const auto& clone = std::get<ItemImpl>(p.ast()[p.ast().root[1]].kind);
  CHECK(Program::path(*clone.trait) == "$crate::clone::Clone");
  CHECK(clone.generics.params.size() == 3);
  CHECK(clone.generics.params[1].bounds.size() == 2);
  CHECK(clone.generics.where.size() == 1);
  const auto& data = p.sources.outer_expn_data(p.ast()[p.ast().root[1]].span.ctxt);
  CHECK(data.macro_kind == source::MacroKind::derive);
  CHECK(p.text(data.call_site) == "Clone");
}
