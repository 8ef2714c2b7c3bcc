#include "catch.h"
#include "dump.h"

using namespace borrowlab;
using namespace borrowlab::syntax;
using namespace borrowlab::syntax::test;

namespace {
Lit literal(const std::string& text) {
  const Program p("fn f() { " + text + " }");
  if (!p.sink.all().empty() || !p.tail("f")) return {};
  const auto* lit = std::get_if<ExprLit>(&p.ast()[p.tail("f")].kind);
  return lit != nullptr ? lit->lit : Lit{};
}
std::string error(const std::string& text) { return Program("fn f() { " + text + " }").errors(); }
}  // namespace

TEST_CASE("integers") {
  CHECK(static_cast<uint64_t>(literal("1_000").value) == 1000);
  CHECK(static_cast<uint64_t>(literal("0xff_u8").value) == 255);
  CHECK(literal("0xff_u8").suffix.str() == "u8");
  CHECK(static_cast<uint64_t>(literal("0b1010").value) == 10);
  CHECK(static_cast<uint64_t>(literal("0o17i64").value) == 15);
  CHECK(literal("340282366920938463463374607431768211455").value == ~static_cast<unsigned __int128>(0));
  CHECK(error("340282366920938463463374607431768211456") == "1:10: integer literal is too large");
  CHECK(error("1u9") == "1:10: invalid suffix `u9` for number literal");
}

TEST_CASE("floats") {
  CHECK(literal("1.5").kind == LitKind::float_);
  CHECK(literal("1_0.5e-3f32").text.str() == "10.5e-3");
  CHECK(literal("1f64").kind == LitKind::float_);
  CHECK(literal("1e3").kind == LitKind::float_);
  CHECK(expr("1.max(2)") == "(.max 1 2)");
  CHECK(expr("1..2") == "(struct #Range start=1 end=2)");
}

TEST_CASE("characters and strings") {
  CHECK(static_cast<uint32_t>(literal("'a'").value) == 'a');
  CHECK(static_cast<uint32_t>(literal("'\\''").value) == '\'');
  CHECK(static_cast<uint32_t>(literal("'\\u{1F600}'").value) == 0x1F600);
  CHECK(static_cast<uint32_t>(literal("'\xC3\xA9'").value) == 0xE9);
  CHECK(static_cast<uint32_t>(literal("b'\\xff'").value) == 255);
  CHECK(literal("\"a\\n\\\n    b\\x41\"").text.str() == "a\nbA");
  CHECK(literal("r#\"a\"b\\n\"#").text.str() == "a\"b\\n");
  CHECK(literal("b\"\\xffa\"").text.str() ==
        "\xff"
        "a");
  CHECK(literal("c\"a\\xff\\u{e9}\"").text.str() == "a\xff\xC3\xA9");
  CHECK(literal("br\"\\n\"").kind == LitKind::byte_str);
  CHECK(error("\"\\q\"") == "1:12: unknown character escape: `q`");
  CHECK(error("'ab'") == "1:10: character literal may only contain one codepoint");
  CHECK(error("\"\\u{d800}\"") == "1:11: invalid unicode character escape");
}

TEST_CASE("identifiers, lifetimes, comments") {
  CHECK(expr("r#fn + /* a /* b */ c */ \xC3\xA9t\xC3\xA9") == "(+ fn \xC3\xA9t\xC3\xA9)");
  CHECK(expr("'a: loop { break 'a }") == "(loop { break })");
  CHECK(Program("#!/bin/sh\nfn f() {}").errors().empty());
  CHECK(error("\xE2\x80\x9C") == "1:10: unknown start of token: \\u{201c}");
}
