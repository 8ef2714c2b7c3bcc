// Embind: a Session for JavaScript. Values are plain objects (web/src/engine/protocol.ts has their types); places are
// UTF-16 offsets into the program's text, as the page's editor counts.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "bindings/views.h"
#include "doctest/check.h"
#include "driver/report.h"
#include "driver/test_harness.h"

namespace {

using emscripten::val;
using namespace borrowlab;

// Offsets of a text in UTF-16 code units, for ascending or arbitrary byte offsets.
class Utf16Offsets {
 public:
  explicit Utf16Offsets(std::string_view text) : text_(text) {}
  uint32_t at(size_t byte) {
    if (byte < byte_) byte_ = units_ = 0;
    for (; byte_ < byte && byte_ < text_.size(); ++byte_) {
      const auto b = static_cast<unsigned char>(text_[byte_]);
      if ((b & 0xC0) != 0x80) units_ += b >= 0xF0 ? 2 : 1;
    }
    return static_cast<uint32_t>(units_);
  }

 private:
  std::string_view text_;
  size_t byte_ = 0, units_ = 0;
};

const char* level_name(diagnostics::Level level) {
  switch (level) {
    case diagnostics::Level::error: return "error";
    case diagnostics::Level::warning: return "warning";
    case diagnostics::Level::help:
    case diagnostics::Level::once_help: return "help";
    default: return "note";
  }
}

class Session {
 public:
  // { verdict, diagnostics, rendered (rustc's text with ANSI colours), text (without), json }
  val check(const std::string& text, int edition, const std::string& file_name) { return check(text, edition, file_name, false); }

  // Checks with the tests, and where that is accepted, runs them: { check, output, status, text } (the last three of the run).
  // `asked`: the harness's options by their names in driver::TestOptions, and `filters` and `skip`.
  val test(const std::string& text, int edition, const std::string& file_name, const val& asked) {
    val out = val::object();
    out.set("check", check(text, edition, file_name, true));
    if (result_ == nullptr || result_->verdict != driver::Verdict::accepted) return out;
    driver::TestOptions options;
    options.filters = emscripten::vecFromJSArray<std::string>(asked["filters"]);
    options.skip = emscripten::vecFromJSArray<std::string>(asked["skip"]);
    const auto flag = [&](const char* name) { return asked[name].isTrue(); };
    options.exact = flag("exact");
    options.ignored = flag("ignored");
    options.include_ignored = flag("include_ignored");
    options.list = flag("list");
    options.no_capture = flag("no_capture");
    options.show_output = flag("show_output");
    const driver::TestRun run = driver::run_tests(session_, options);
    out.set("output", output_value(run.output));
    out.set("status", run.exit_status);
    const auto& d = run.explanation;
    out.set("text", d ? diagnostics::render_text(*d, session_.sources(), diagnostics::Color::never) : std::string());
    return out;
  }

  // rustc's JSON diagnostics of the last check, one a line.
  std::string diagnostics_json() const {
    return result_ == nullptr ? std::string() : driver::render(*result_, session_.sources(), driver::ErrorFormat::json);
  }

  // { outcome, status, message, rendered, output: [{ stderr, text }], instructions }
  val run(bool traced) {
    vm::RunOptions options;
    options.traced = traced;
    last_run_ = session_.run(options);
    traced_ = traced;
    val out = val::object();
    static constexpr const char* names[] = {"exited",  "panicked", "budget",  "undefined_behaviour",
                                            "aborted", "refused",  "stopped", "deadlock"};
    out.set("outcome", std::string(names[static_cast<int>(last_run_.outcome.kind)]));
    out.set("status", driver::exit_status(last_run_.outcome));
    out.set("message", last_run_.outcome.message);
    out.set("output", output_value(last_run_.output));
    out.set("instructions", static_cast<double>(last_run_.instructions));
    const auto explained = driver::explain(last_run_.outcome);
    out.set("rendered", explained ? diagnostics::render_text(*explained, session_.sources(), diagnostics::Color::ansi) : std::string());
    out.set("text", explained ? diagnostics::render_text(*explained, session_.sources(), diagnostics::Color::never) : std::string());
    if (explained && !last_run_.outcome.span.is_dummy()) {
      Utf16Offsets offsets(text_);
      out.set("span", span(last_run_.outcome.span, offsets, text_.size()));
    }
    return out;
  }

  // Lanes, collisions and steps, of the last check, and of its run where it was traced; null where no program was checked.
  val trace() {
    if (result_ == nullptr) return val::null();
    const views::Source source = session_.view_source(traced_ ? &last_run_ : nullptr);
    trace_ = views::trace(source);
    return bindings::trace_value(source, trace_);
  }

  // The events of some steps of the run that `trace` was asked about last.
  val events(uint32_t from, uint32_t to) const {
    if (result_ == nullptr) return val::array();
    return bindings::events_value(session_.view_source(traced_ ? &last_run_ : nullptr), trace_, from, to);
  }

  // web/src/engine/trace.ts: Memory; null where no traced run came before.
  val memory_at(double step) { return val::global("JSON").call<val>("parse", session_.memory_at(static_cast<uint32_t>(step))); }

  // The lanes beside the code as an SVG: { theme: 'light' | 'dark' | 'auto', step: a number or null, title }.
  std::string svg(const val& options) const {
    if (result_ == nullptr) return {};
    views::PictureOptions picture;
    const std::string theme = options["theme"].isString() ? options["theme"].as<std::string>() : "auto";
    picture.theme = theme == "light" ? views::Theme::light : theme == "dark" ? views::Theme::dark : views::Theme::reader;
    if (options["step"].isNumber()) picture.step = options["step"].as<uint32_t>();
    picture.title = options["title"].isString() ? options["title"].as<std::string>() : "main.rs";
    picture.edition = edition_;
    const views::Source source = session_.view_source(traced_ ? &last_run_ : nullptr);
    driver::add_verdict(picture, *result_, source.run);
    return views::to_svg(source, views::trace(source), picture);
  }

  std::string mir() const { return session_.mir(); }

  // The Rust blocks of a Markdown file, run as their attributes say: { status, text }
  val check_markdown(const std::string& text, int edition, const std::string& file_name) {
    return judge_markdown(text, edition, file_name, false);
  }
  // The same, and `pictures`: by block its lanes as an SVG, or null where it was not judged.
  val draw_markdown(const std::string& text, int edition, const std::string& file_name) {
    return judge_markdown(text, edition, file_name, true);
  }

  // Defects of the embedded library: empty in a sound build.
  std::string library_errors() const {
    std::string out;
    for (const auto& d : session_.library_errors()) out += diagnostics::render_text(d, session_.sources(), diagnostics::Color::never);
    return out;
  }

 private:
  val check(const std::string& text, int edition, const std::string& file_name, bool with_tests) {
    val out = val::object();
    if (const auto defect = driver::program_defect(file_name, text)) {
      result_ = nullptr;
      out.set("verdict", std::string("refused"));
      out.set("diagnostics", val::array());
      out.set("rendered", "error: " + *defect + "\n");
      out.set("text", "error: " + *defect + "\n");
      out.set("status", static_cast<int>(driver::status_refused));
      return out;
    }
    driver::Options options;
    options.edition = static_cast<source::Edition>(edition);
    options.file_name = file_name;
    options.cfg_test = with_tests;
    traced_ = false;
    trace_ = {};
    edition_ = options.edition;
    result_ = &session_.check(text, options);
    start_ = file_start();
    out.set("verdict", std::string(result_->verdict == driver::Verdict::accepted   ? "accepted"
                                   : result_->verdict == driver::Verdict::rejected ? "rejected"
                                                                                   : "refused"));
    Utf16Offsets offsets(text);
    val list = val::array();
    for (const auto& d : result_->diagnostics) list.call<void>("push", diagnostic(d, offsets, text.size()));
    out.set("diagnostics", list);
    out.set("rendered", driver::render(*result_, session_.sources(), driver::ErrorFormat::ansi));
    out.set("text", driver::render(*result_, session_.sources(), driver::ErrorFormat::human));
    out.set("status", driver::exit_status(result_->verdict));
    text_ = text;
    return out;
  }

  static val output_value(const std::vector<vm::Output>& output) {
    val pieces = val::array();
    for (const vm::Output& piece : output) {
      val p = val::object();
      p.set("stderr", piece.to_stderr);
      p.set("text", piece.text);
      pieces.call<void>("push", p);
    }
    return pieces;
  }

  val judge_markdown(const std::string& text, int edition, const std::string& file_name, bool drawn) {
    const auto findings = doctest::check(session_, text, file_name, static_cast<source::Edition>(edition), drawn);
    result_ = nullptr;  // there is no one program any more
    traced_ = false;
    trace_ = {};
    val out = val::object();
    out.set("status", doctest::exit_status(findings));
    out.set("text", doctest::report(findings, file_name));
    if (!drawn) return out;
    val pictures = val::array();
    for (const doctest::Finding& finding : findings)
      pictures.call<void>("push", finding.picture.empty() ? val::null() : val(finding.picture));
    out.set("pictures", pictures);
    return out;
  }

  uint32_t file_start() const {
    const auto& sources = session_.sources();
    return sources.file_count() == 0 ? 0 : sources.file(source::FileId(static_cast<uint32_t>(sources.file_count() - 1))).start;
  }

  // { from, to }, both null where the place is not in the program's own text.
  val span(source::Span s, Utf16Offsets& offsets, size_t length) const {
    // What a library macro made is shown where the macro was called.
    if (s.is_dummy() || s.lo < start_ || s.hi > start_ + length) s = session_.sources().source_callsite(s);
    val v = val::object();
    if (s.is_dummy() || s.lo < start_ || s.hi > start_ + length) {
      v.set("from", val::null());
      v.set("to", val::null());
    } else {
      v.set("from", offsets.at(s.lo - start_));
      v.set("to", offsets.at(s.hi - start_));
    }
    return v;
  }

  val diagnostic(const diagnostics::Diagnostic& d, Utf16Offsets& offsets, size_t length) const {
    val out = val::object();
    out.set("level", std::string(level_name(d.level)));
    out.set("message", d.message);
    out.set("code", d.code.empty() ? val::null() : val(d.code));
    out.set("refusal", d.refusal);
    val spans = val::array();
    for (const source::Span& primary : d.spans.primary) {
      val s = span(primary, offsets, length);
      s.set("primary", true);
      s.set("label", val::null());
      for (const auto& l : d.spans.labels)
        if (l.span.source_equal(primary)) s.set("label", l.text);
      spans.call<void>("push", s);
    }
    for (const auto& l : d.spans.labels) {
      bool is_primary = false;
      for (const source::Span& primary : d.spans.primary) is_primary = is_primary || l.span.source_equal(primary);
      if (is_primary) continue;
      val s = span(l.span, offsets, length);
      s.set("primary", false);
      s.set("label", l.text);
      spans.call<void>("push", s);
    }
    out.set("spans", spans);
    val notes = val::array();
    for (const auto& child : d.children) notes.call<void>("push", std::string(level_name(child.level)) + ": " + child.message);
    for (const auto& suggestion : d.suggestions) notes.call<void>("push", "help: " + suggestion.message);
    out.set("notes", notes);
    out.set("suggestions", suggestions(d, offsets, length));
    return out;
  }

  // [{ message, applicable, parts: [{ from, to, text }] }]: applicable as it stands where rustc is sure of it and all of it is in the
  // program's own text. Alternatives are suggestions of their own.
  val suggestions(const diagnostics::Diagnostic& d, Utf16Offsets& offsets, size_t length) const {
    val list = val::array();
    for (const auto& suggestion : d.suggestions)
      for (const auto& substitution : suggestion.substitutions) {
        bool own = true;
        for (const auto& part : substitution) own = own && part.span.lo >= start_ && part.span.hi <= start_ + length;
        val parts = val::array();
        if (own)
          for (const auto& part : substitution) {
            val p = span(part.span, offsets, length);
            p.set("text", part.snippet);
            parts.call<void>("push", p);
          }
        val s = val::object();
        s.set("message", suggestion.message);
        s.set("applicable", own && suggestion.applicability == diagnostics::Applicability::machine_applicable);
        s.set("parts", parts);
        list.call<void>("push", s);
      }
    return list;
  }

  driver::Session session_;
  const driver::CheckResult* result_ = nullptr;
  vm::RunResult last_run_;
  bool traced_ = false;  // last_run_ is a traced run of the program checked last
  views::Trace trace_;
  source::Edition edition_ = source::Edition::e2024;
  std::string text_;
  uint32_t start_ = 0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(borrowlab) {
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("check", emscripten::select_overload<val(const std::string&, int, const std::string&)>(&Session::check))
      .function("test", &Session::test)
      .function("diagnosticsJson", &Session::diagnostics_json)
      .function("checkMarkdown", &Session::check_markdown)
      .function("drawMarkdown", &Session::draw_markdown)
      .function("run", &Session::run)
      .function("trace", &Session::trace)
      .function("events", &Session::events)
      .function("memoryAt", &Session::memory_at)
      .function("svg", &Session::svg)
      .function("mir", &Session::mir)
      .function("libraryErrors", &Session::library_errors);
}
