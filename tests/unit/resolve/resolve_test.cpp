#include "resolve/resolve.h"

#include "catch.h"
#include "syntax/parse.h"

using namespace borrowlab;
using resolve::DefKind;
using source::Symbol;

namespace {

// A program resolved on top of a library of a few items.
struct Program {
  source::SourceMap sources;
  diagnostics::Sink sink;
  resolve::Definitions defs;
  resolve::Crate library, user;

  explicit Program(std::string text) {
    const source::FileId lib = sources.add_file(
        "lib.rs",
        "#[lang = \"sized\"] pub trait Sized {}\n"
        "pub mod option { pub enum Option<T> { None, Some(T) } }\n"
        "pub mod fmt { pub struct Error; pub struct Formatter<'a>(&'a u8); }\n"
        "pub mod io { pub struct Error; }\n"
        "pub mod prelude { pub mod rust_2021 { pub use crate::option::Option::{self, Some, None}; pub use crate::Sized; }\n"
        "  pub mod rust_2024 { pub use super::rust_2021::*; } }\n",
        true);
    syntax::Parsed parsed = syntax::parse_library(sources, {{{}, lib}}, sink);
    library.id = resolve::library_crate;
    library.edition = source::Edition::e2021;
    library.ast = std::move(parsed.ast);
    resolve::resolve_crate(library, defs, sources, sink);
    REQUIRE_FALSE(sink.has_errors());
    const source::FileId file = sources.add_file("main.rs", std::move(text), false);
    syntax::ParseOptions options;
    options.prelude_macros = parsed.macros.get();
    user.id = resolve::user_crate;
    user.ast = std::move(syntax::parse_crate(sources, file, options, sink).ast);
    resolve::resolve_crate(user, defs, sources, sink);
  }
  resolve::DefId named(std::string_view name, DefKind kind) const {
    for (bool user : {false, true})
      for (resolve::DefId d = defs.defs.first(user); d < defs.defs.last(user); ++d.index)
        if (defs[d].name == Symbol::intern(name) && defs[d].kind == kind) return d;
    return resolve::DefId::none();
  }
  std::string codes() const {
    std::string out;
    for (const diagnostics::Diagnostic& d : sink.all()) out += (out.empty() ? "" : " ") + (d.refusal ? "refused" : d.code);
    return out;
  }
};

}  // namespace

TEST_CASE("Names reach through modules, uses, globs and the prelude") {
  Program p(
      "mod a { pub mod b { pub struct S; pub fn f() {} pub enum E { V, W } } pub use self::b::f as g; }\n"
      "use a::b::{self, S, E::*};\n"
      "fn main() { let _s: Option<b::S> = Some(S); a::g(); b::f(); let _v = V; match W { V => {}, W => {} } }\n");
  CHECK(p.codes() == "");
  CHECK(p.user.res.main.valid());
}

TEST_CASE("What the library lacks is refused, what the program lacks is an error") {
  CHECK(Program("use std::env::args; fn main() {}").codes() == "refused");
  CHECK(Program("use crate::env::args; fn main() {}").codes() == "E0432");
  CHECK(Program("use crate::env::inner::args; fn main() {}").codes() == "E0433");
  CHECK(Program("fn main() { nowhere; }").codes() == "E0425");
  CHECK(Program("fn main() { let _x: Nothing; }").codes() == "E0425");
  CHECK(Program("mod m { fn f() {} } fn main() { m::f(); }").codes() == "E0603");
  CHECK(Program("fn f() {} fn f() {} fn main() {}").codes() == "E0428");
}

TEST_CASE("Lifetimes are elided by the rules of functions") {
  CHECK(Program("fn f(x: &u8) -> &u8 { x } fn main() {}").codes() == "");
  CHECK(Program("fn f(x: &u8, y: &u8) -> &u8 { x } fn main() {}").codes() == "E0106");
  CHECK(Program("struct S; impl S { fn f(&self, y: &u8) -> &u8 { y } } fn main() {}").codes() == "");
  CHECK(Program("struct S { x: &u8 } fn main() {}").codes() == "E0106");
  CHECK(Program("fn f(x: &'a u8) {} fn main() {}").codes() == "E0261");
}

TEST_CASE("Alternatives bind the same names, and once each") {
  CHECK(Program("fn main() { match (1, 2) { (a, _) | (_, a) => { a; } } }").codes() == "");
  CHECK(Program("fn main() { match (1, 2) { (a, _) | (_, b) => {} } }").codes() == "E0408 E0408");
  CHECK(Program("fn main() { let (a, a) = (1, 2); }").codes() == "E0416");
}

TEST_CASE("Macros do not see the caller's variables, nor the caller theirs") {
  CHECK(Program("macro_rules! m { ($e:expr) => {{ let x = 1; $e }} } fn main() { let x = 2; m!(x); }").codes() == "");
  CHECK(Program("macro_rules! m { () => { x } } fn main() { let x = 2; m!(); }").codes() == "E0425");
  CHECK(Program("fn main() { let x = 2; macro_rules! m { () => { x } } m!(); }").codes() == "");
}

TEST_CASE("Paths are printed as messages have them") {
  Program p("mod a { pub struct Twice; } mod b { pub struct Twice; pub struct Once; } fn main() {}");
  CHECK(p.defs.path_str(p.named("Once", DefKind::struct_)) == "Once");
  CHECK(p.defs.path_str(p.named("Twice", DefKind::struct_)) == "a::Twice");
  CHECK(p.defs.path_str(p.named("Option", DefKind::enum_)) == "Option");
  CHECK(p.defs.path_str(p.named("Error", DefKind::struct_)) == "std::fmt::Error");
  CHECK(p.defs.path_str(p.named("Some", DefKind::variant)) == "Some");
}
