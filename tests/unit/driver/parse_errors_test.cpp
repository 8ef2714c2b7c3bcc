// Programs that do not parse: what is reported, in rustc's words, and that checking goes on where rustc's parser does.
#include "catch.h"
#include "diagnostics/render.h"
#include "driver/session.h"

using namespace borrowlab;

TEST_CASE("parse errors are rustc's to the letter") {
  struct Case {
    const char *text, *rendered;
  };
  const Case cases[] = {
#include "parse_errors.inc"
  };
  driver::Session session;
  driver::Options options;
  options.file_name = "main.rs";
  for (const Case& k : cases) {
    const driver::CheckResult& result = session.check(k.text, options);
    std::string rendered;
    for (const auto& d : result.diagnostics)
      if (d.level == diagnostics::Level::error && !d.spans.primary.empty())
        rendered += diagnostics::render_text(d, session.sources(), diagnostics::Color::never);
    CHECK(rendered == k.rendered);
  }
}
