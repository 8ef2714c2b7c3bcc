#include "diagnostics/render.h"

#include <fstream>
#include <string>

#include "catch.h"
#include "rustc_facts.h"

using namespace borrowlab;
using namespace borrowlab::diagnostics;

namespace {

const std::string facts = std::string(__FILE__).substr(0, std::string(__FILE__).rfind('/')) + "/facts/rustc.jsonl";

// One file, and spans found by the text they cover.
struct Program {
  source::SourceMap sources;
  std::string text;
  explicit Program(std::string t) : text(std::move(t)) { sources.add_file("main.rs", text, false); }
  Span at(std::string_view what, size_t from = 0) const {
    const size_t i = text.find(what, from);
    REQUIRE(i != std::string::npos);
    return {static_cast<uint32_t>(i + 1), static_cast<uint32_t>(i + 1 + what.size()), {}};
  }
};

}  // namespace

TEST_CASE("text is rustc's, byte for byte") {
  std::ifstream in(facts);
  REQUIRE(in);
  size_t count = 0;
  for (std::string line; std::getline(in, line); ++count) {
    const JsonValue json = JsonValue::parse(line);
    const RustcFact fact(json);
    std::string text = render_text(fact.diagnostic, fact.sources, Color::never);
    if (text != fact.rendered()) {
      const RustcFact together(json, true);
      text = render_text(together.diagnostic, together.sources, Color::never);
    }
    CHECK(text == fact.rendered());
  }
  CHECK(count > 50);
}

TEST_CASE("JSON is rustc's, byte for byte") {
  std::ifstream in(facts);
  REQUIRE(in);
  for (std::string line; std::getline(in, line);) {
    // What stands for the library's text has no lines, so its places do not survive the way back.
    if (line.find("/rustc/") != std::string::npos) continue;
    const RustcFact fact(JsonValue::parse(line));
    const size_t begin = line.find("{\"$message_type\"");
    if (fact.rendered() != render_text(fact.diagnostic, fact.sources, Color::never)) continue;
    CHECK(render_json(fact.diagnostic, fact.sources) == line.substr(begin, line.size() - begin - 1));
  }
}

TEST_CASE("colours are rustc's ANSI sequences") {
  const Program p("fn main() {\n    let x: u8 = \"a\";\n}\n");
  Diagnostic d(Level::error, "mismatched types", p.at("\"a\""), "E0308");
  d.label(p.at("\"a\""), "expected `u8`").label(p.at("u8"), "due to this").note("a `u8`").highlight(3, 5);
  CHECK(render_text(d, p.sources, Color::ansi) ==
        "\x1b[1m\x1b[91merror[E0308]\x1b[0m\x1b[1m: mismatched types\x1b[0m\n"
        " \x1b[1m\x1b[94m--> \x1b[0mmain.rs:2:17\n"
        "  \x1b[1m\x1b[94m|\x1b[0m\n"
        "\x1b[1m\x1b[94m2\x1b[0m \x1b[1m\x1b[94m|\x1b[0m     let x: u8 = \"a\";\n"
        "  \x1b[1m\x1b[94m|\x1b[0m            \x1b[1m\x1b[94m--\x1b[0m   \x1b[1m\x1b[91m^^^\x1b[0m \x1b[1m\x1b[91mexpected `u8`\x1b[0m\n"
        "  \x1b[1m\x1b[94m|\x1b[0m            \x1b[1m\x1b[94m|\x1b[0m\n"
        "  \x1b[1m\x1b[94m|\x1b[0m            \x1b[1m\x1b[94mdue to this\x1b[0m\n"
        "  \x1b[1m\x1b[94m|\x1b[0m\n"
        "  \x1b[1m\x1b[94m= \x1b[0m\x1b[1mnote\x1b[0m: a `\x1b[1m\x1b[35mu8\x1b[0m`\n\n");
}

TEST_CASE("a place in the library is only named, where rustc has it") {
  Program p("fn main() {}\n");
  const auto library = p.sources.file(p.sources.add_file("option.rs", "pub fn unwrap(self) -> T {}\n", true)).start;
  const Span self{library + 14, library + 18, {}}, name{library + 7, library + 13, {}};
  p.sources.set_library_position(self, "core/src/option.rs", 1013, 24);
  Diagnostic d(Level::error, "moved", p.at("main"));
  d.span_note(self, "takes ownership").span_note(name, "defined here");
  CHECK(render_text(d, p.sources, Color::never) ==
        "error: moved\n --> main.rs:1:4\n  |\n1 | fn main() {}\n  |    ^^^^\n  |\n"
        "note: takes ownership\n --> /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/option.rs:1013:24\n"
        "note: defined here\n --> option.rs:1:7\n\n");
}

TEST_CASE("a refusal names the thing and its place") {
  const Program p("async fn f() {}\n");
  Sink sink;
  sink.refuse(p.at("async"), "async functions");
  CHECK(sink.has_refusals());
  CHECK_FALSE(sink.has_errors());
  CHECK(render_text(sink.all()[0], p.sources, Color::never) ==
        "error: borrowlab does not support async functions yet\n --> main.rs:1:1\n  |\n1 | async fn f() {}\n  | ^^^^^\n\n");
}

TEST_CASE("the summary counts and sorts as rustc does") {
  std::vector<Diagnostic> all;
  CHECK(render_summary(all, Color::never).empty());
  all.emplace_back(Level::warning, "w");
  CHECK(render_summary(all, Color::never) == "warning: 1 warning emitted\n\n");
  all.emplace_back(Level::error, "a", MultiSpan{}, "E0502");
  CHECK(render_summary(all, Color::never) ==
        "error: aborting due to 1 previous error; 1 warning emitted\n\nFor more information about this error, try `rustc --explain "
        "E0502`.\n");
  all.emplace_back(Level::error, "b", MultiSpan{}, "E0382");
  CHECK(render_summary(all, Color::never) ==
        "error: aborting due to 2 previous errors; 1 warning emitted\n\nSome errors have detailed explanations: E0382, E0502.\n"
        "For more information about an error, try `rustc --explain E0382`.\n");
  CHECK(
      render_summary_json(all)[2] ==
      R"({"$message_type":"diagnostic","message":"For more information about an error, try `rustc --explain E0382`.","code":null,)"
      R"("level":"failure-note","spans":[],"children":[],"rendered":"For more information about an error, try `rustc --explain E0382`.\n"})");
  for (int i = 1; i <= 9; ++i) all.emplace_back(Level::error, "c", MultiSpan{}, "E000" + std::to_string(i));
  CHECK(render_summary(all, Color::never).find("E0008, E0009...\n") != std::string::npos);
}

TEST_CASE("what was said is not said again") {
  const Program p("fn main() {}\n");
  Sink sink;
  for (int i = 0; i < 2; ++i) sink.emit(Diagnostic(Level::error, "same", p.at("main")));
  CHECK(sink.error_count() == 1);
  for (const char* text : {"one", "two"}) {
    Diagnostic d(Level::error, text, p.at("fn"));
    d.children.push_back({Level::once_note, "said once", {}, {}});
    sink.emit(std::move(d));
  }
  CHECK(sink.all()[1].children.size() == 1);
  CHECK(sink.all()[2].children.empty());
}
