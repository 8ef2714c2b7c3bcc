#include "doctest/check.h"

#include "catch.h"
#include "doctest/program.h"

using namespace borrowlab;
using doctest::parse_attributes;
using doctest::Result;

namespace {

std::vector<uint32_t> lines_of(const char* markdown) {
  std::vector<uint32_t> out;
  for (const doctest::Block& block : doctest::rust_blocks(markdown)) out.push_back(block.line);
  return out;
}

std::string program_of(std::vector<std::string> lines) {
  doctest::Block block;
  block.line = 1;
  block.lines = std::move(lines);
  return doctest::program_of(block);
}

// The finding of a file's one block.
doctest::Finding found(const std::string& info, const std::string& code) {
  static driver::Session session;
  const auto findings = doctest::check(session, "# Title\n\n```" + info + "\n" + code + "\n```\n", "post.md", source::Edition::e2024);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].line == 3);
  return findings[0];
}

const char* const kTwice = "let c = std::cell::RefCell::new(1);\nlet _a = c.borrow_mut();\nc.borrow_mut();";
const char* const kMoved = "let s = String::new();\nlet t = s;\nprintln!(\"{s}{t}\");";

}  // namespace

TEST_CASE("pictures show the block as its readers see it, numbered from 1") {
  driver::Session session;
  const std::string post =
      "# Title\n\n```rust,compile_fail,E0502\n# #![allow(unused)]\nlet mut v = vec![1];\n# // hidden words\nlet r = &v;\n"
      "v.push(2);\nprintln!(\"{r:?}\");\n```\n\n```rust,ignore\nx\n```\n\n```rust\nlet c = std::cell::RefCell::new(1);\n"
      "let _a = c.borrow_mut();\n```\n";
  const auto findings = doctest::check(session, post, "posts/post.md", source::Edition::e2024, true);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].result == Result::as_told);
  const std::string& first = findings[0].picture;
  CHECK(first.find("post.md:3") != std::string::npos);
  CHECK(first.find("error[E0502]") != std::string::npos);
  CHECK(first.find("hidden words") == std::string::npos);
  CHECK(first.find("fn main") == std::string::npos);
  CHECK(first.find("data-kind=\"shared\" data-from=\"4\" data-to=\"6\"") != std::string::npos);
  CHECK(first.find("data-line=\"5\"") != std::string::npos);
  CHECK(findings[1].picture.empty());
  // Held to the end of the wrapped `main`.
  CHECK(findings[2].picture.find("data-kind=\"exclusive\" data-from=\"2\"") != std::string::npos);
  CHECK(doctest::check(session, post, "post.md", source::Edition::e2024)[0].picture.empty());
}

TEST_CASE("which blocks are Rust") {
  CHECK(parse_attributes("rust").rust);
  CHECK(parse_attributes("rs").rust);
  CHECK(parse_attributes("rust,linenos,hl_lines=3").rust);
  CHECK(parse_attributes(" {.rust .editable}").rust);
  CHECK(parse_attributes("should_panic").rust);
  CHECK(parse_attributes("compile_fail,E0502").rust);
  CHECK_FALSE(parse_attributes("").rust);
  CHECK_FALSE(parse_attributes("text").rust);
  CHECK_FALSE(parse_attributes("text,should_panic").rust);
}

TEST_CASE("what attributes say") {
  const auto a = parse_attributes("rust,compile_fail,E0502,edition2018");
  CHECK(a.compile_fail);
  CHECK(a.codes == std::vector<std::string>{"E0502"});
  CHECK(a.edition == 2018);
  CHECK(parse_attributes("rust,E0499").compile_fail);
  CHECK(parse_attributes("rust ignore-windows").ignore);
  CHECK(parse_attributes("rust,edition2015").unsupported == "edition2015");
  const auto b = parse_attributes("rust,should_panic(expected = \"already, \\\"borrowed\\\"\"),no_run");
  CHECK(b.should_panic);
  CHECK(b.no_run);
  CHECK(b.panic_message == "already, \"borrowed\"");
  CHECK(parse_attributes("rust,should_panic=\"out of range\"").panic_message == "out of range");
  CHECK_FALSE(parse_attributes("rust,should_panic").panic_message);
}

TEST_CASE("blocks as CommonMark has them") {
  CHECK(lines_of("```rust\nlet a;\n```\ntext\n\n~~~~ rust\n~~~\n```\n~~~~\n```rust") == std::vector<uint32_t>{1, 6, 10});
  CHECK(lines_of("   ```rust\n   ```\n\n    ```rust\n    ```\n") == std::vector<uint32_t>{1});
  CHECK(lines_of("> ```rust\n> a\n\n```rust\n```\n> > ```rust\n> > ```") == std::vector<uint32_t>{1, 4, 6});
  CHECK(lines_of("1. a\n\n   ```rust\n   b\n   ```\n10. c\n\n    ```rust\n    ```\n- - ```rust\n    ```\n") ==
        std::vector<uint32_t>{3, 8, 10});
  CHECK(lines_of("<!--\n```rust\n```\n-->\n```rust\r\n```\r\n") == std::vector<uint32_t>{5});
  CHECK(lines_of("``` a `rust` b\n```rust\n```\n") == std::vector<uint32_t>{2});
  const auto blocks = doctest::rust_blocks("- x\n\n  ```rust\n  a\n    b\n\n  ```\n");
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].lines == std::vector<std::string>{"a", "  b", ""});
}

TEST_CASE("the element or shortcode around a block says what is expected") {
  const auto blocks = doctest::rust_blocks(
      "{% borrowlab(title=\"A\", expect=\"E0502\") %}\n```rust\n```\n{% end %}\n"
      "{{< borrowlab expect=\"panic\" edition=\"2021\" >}}\n```rust\n```\n{{< /borrowlab >}}\n"
      "<borrow-lab expect=\"E0499 E0502\">\n\n```rust\n```\n\n</borrow-lab>\n```rust\n```\n");
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0].attributes.codes == std::vector<std::string>{"E0502"});
  CHECK(blocks[0].attributes.compile_fail);
  CHECK(blocks[1].attributes.should_panic);
  CHECK(blocks[1].attributes.edition == 2021);
  CHECK(blocks[2].attributes.codes.size() == 2);
  CHECK_FALSE(blocks[3].attributes.compile_fail);
  CHECK_FALSE(blocks[3].attributes.should_panic);
}

TEST_CASE("fn main, or something like it") {
  CHECK(doctest::declares_main("fn main() {}"));
  CHECK(doctest::declares_main("mod m { fn x() {} }\npub async fn  main ( ) {}"));
  CHECK_FALSE(doctest::declares_main("// fn main() {}\n/* fn main() /* */ */ \"fn main\" r#\"fn main\"# mod m { fn main() {} }"));
  CHECK(doctest::declares_main("const Q: char = '\"'; const B: char = '{'; fn f<'a>(x: &'a str) {} fn main() {}"));
  CHECK_FALSE(doctest::declares_main("fn main_loop() {} let fn_main = 1;"));
}

TEST_CASE("blocks as programs") {
  CHECK(program_of({"fn main() {}"}) == "#![allow(unused)]\nfn main() {}\n");
  CHECK(program_of({"let a = 1;"}) == "#![allow(unused)] fn main() {\nlet a = 1;\n}\n");
  CHECK(program_of({"# use std::fmt;", "#", "## x", "#[derive(Debug)] struct S;"}) ==
        "#![allow(unused)] fn main() {\nuse std::fmt;\n\n# x\n#[derive(Debug)] struct S;\n}\n");
  CHECK(program_of({"#![allow(dead_code)] // why", "let a = 1;"}) ==
        "#![allow(unused)]\n#![allow(dead_code)] fn main() {\nlet a = 1;\n}\n");
  CHECK(program_of({"a()?;", "# Ok::<(), E>(())"}) ==
        "#![allow(unused)] fn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {\na()?;\nOk::<(), E>(())\n} "
        "_inner().unwrap()\n}\n");
}

TEST_CASE("blocks that do as told") {
  CHECK(found("rust", "assert_eq!(1 + 1, 2);").result == Result::as_told);
  CHECK(found("rust,should_panic", kTwice).result == Result::as_told);
  CHECK(found("rust,should_panic(expected = \"already borrowed\")", kTwice).result == Result::as_told);
  CHECK(found("rust,compile_fail,E0382", kMoved).words == "rejected, as it says: E0382");
  CHECK(found("compile_fail", kMoved).result == Result::as_told);
  CHECK(found("rust,no_run", "loop {}").words == "accepted, not run");
  CHECK(found("rust,ignore", "nonsense").result == Result::ignored);
  CHECK(found("rust", "let n: i32 = \"4\".parse()?;\n# Ok::<(), std::num::ParseIntError>(())").result == Result::as_told);
}

TEST_CASE("blocks that do not") {
  CHECK(found("rust", kMoved).words == "it is rejected: E0382");
  CHECK(found("rust,compile_fail,E0502", kMoved).words == "it is rejected: E0382, not for E0502");
  CHECK(found("rust,compile_fail", "let a = 1;").words == "it is accepted, which `compile_fail` rules out");
  CHECK(found("rust", kTwice).words == "it panics: RefCell already borrowed");
  CHECK(found("rust,should_panic", "let a = 1;").words == "it runs to its end and does not panic");
  CHECK(found("rust,should_panic=\"mutably\"", kTwice).words == "it panics, not with \"mutably\"");
  CHECK(found("rust", "std::process::exit(3)").words == "it ends with exit status 3");
  CHECK(found("rust,edition2015", "").result == Result::refused);
  CHECK(found("rust", "async fn f() {}").result == Result::refused);
}

TEST_CASE("places lead into the Markdown file") {
  CHECK(found("rust", kMoved).details.find("--> post.md:6:1") != std::string::npos);
  CHECK(found("rust", kTwice).details.find("panicked at post.md:6:3") != std::string::npos);
}

TEST_CASE("the report counts, and its status tells the worst") {
  driver::Session session;
  const char* const post = "```rust\n```\n```rust,should_panic\n```\n```rust,edition2015\n```\n";
  const auto findings = doctest::check(session, post, "p.md", source::Edition::e2024);
  CHECK(doctest::report(findings, "p.md") ==
        "p.md:1: ok: ran to its end\np.md:3: error: it runs to its end and does not panic\n"
        "p.md:5: refused: borrowlab does not support `edition2015`\np.md: 3 Rust blocks: 1 as told, 1 not, 1 refused\n");
  CHECK(doctest::exit_status(findings) == 1);
  CHECK(doctest::exit_status({findings[0], findings[2]}) == 2);
  CHECK(doctest::exit_status({findings[0]}) == 0);
}
