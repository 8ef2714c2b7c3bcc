#include "diagnostics/json_writer.h"
#include "diagnostics/macro_backtrace.h"
#include "diagnostics/render.h"
#include "diagnostics/report.h"
#include "diagnostics/text_width.h"

namespace borrowlab::diagnostics {

namespace {

using source::ExpnData;

std::string_view applicability_name(Applicability a) {
  switch (a) {
    case Applicability::machine_applicable: return "MachineApplicable";
    case Applicability::maybe_incorrect: return "MaybeIncorrect";
    case Applicability::has_placeholders: return "HasPlaceholders";
    case Applicability::unspecified: return "Unspecified";
  }
  return "";
}

// An expansion as rustc's ExpnKind::descr names it.
std::string described(const ExpnData& data) {
  const std::string name(data.name.str());
  if (data.kind == ExpnData::Kind::desugaring) return "desugaring of " + std::string(desugaring_name(data.desugaring));
  if (data.kind != ExpnData::Kind::macro) return "the crate root";
  switch (data.macro_kind) {
    case source::MacroKind::bang: return name + "!";
    case source::MacroKind::attribute: return "#[" + name + "]";
    case source::MacroKind::derive: return "#[derive(" + name + ")]";
  }
  return name;
}

class DiagnosticWriter {
 public:
  explicit DiagnosticWriter(const source::SourceMap& sources) : sources_(sources) {}

  std::string write(const Diagnostic& d) {
    json_.begin_object();
    json_.field("$message_type").string("diagnostic");
    json_.field("message").string(d.message);
    json_.field("code");
    code(d.code.empty() ? d.lint : d.code);
    json_.field("level").string(level_name(d.level));
    json_.field("spans");
    multi_span(d.spans);
    json_.field("children").begin_array();
    for (const SubDiagnostic& c : d.children) {
      begin_child(c.message, c.level);
      multi_span(c.spans);
      end_child();
    }
    for (const Suggestion& s : d.suggestions) {
      begin_child(s.message, Level::help);
      json_.begin_array();
      for (const auto& substitution : s.substitutions)
        for (const SubstitutionPart& part : substitution) span({part.span, "", true, false}, &part.snippet, s.applicability);
      json_.end_array();
      end_child();
    }
    json_.end_array();
    json_.field("rendered").string(render_text(d, sources_, Color::never));
    json_.end_object();
    return json_.take();
  }

 private:
  void code(const std::string& name) {
    if (name.empty()) {
      json_.null();
      return;
    }
    json_.begin_object();
    json_.field("code").string(name);
    json_.field("explanation").null();  // the text of `rustc --explain` is not part of this program
    json_.end_object();
  }

  // Up to the value of "spans", which the caller writes.
  void begin_child(std::string_view message, Level level) {
    json_.begin_object();
    json_.field("message").string(message);
    json_.field("code").null();
    json_.field("level").string(level_name(level));
    json_.field("spans");
  }
  void end_child() {
    json_.field("children").begin_array();
    json_.end_array();
    json_.field("rendered").null();
    json_.end_object();
  }

  void multi_span(const MultiSpan& spans) {
    json_.begin_array();
    for (const Annotation& a : span_labels(spans)) span(a, nullptr, Applicability::unspecified);
    json_.end_array();
  }

  void span(const Annotation& a, const std::string* replacement, Applicability applicability) {
    json_.begin_object();
    place(a.span, a.primary);
    json_.field("label");
    a.labelled ? json_.string(a.label) : json_.null();
    json_.field("suggested_replacement");
    replacement == nullptr ? json_.null() : json_.string(*replacement);
    json_.field("suggestion_applicability");
    replacement == nullptr ? json_.null() : json_.string(applicability_name(applicability));
    json_.field("expansion");
    const auto trace = macro_backtrace(a.span, sources_);
    expansions(trace, 0);
    json_.end_object();
  }

  // The fields of a span that say where it is.
  void place(Span at, bool primary) {
    source::FileId id = sources_.file_of(at.lo);
    if (!id && sources_.file_count() != 0) id = source::FileId(0);
    if (!id) return;
    const source::SourceFile& file = sources_.file(id);
    // rustc counts from 0, so that nothing at the beginning of the first file is "no place" to it: without text.
    const bool readable = !file.is_library && at.hi != file.start && !at.is_dummy();
    if (at.lo < file.start || at.hi > file.end() || at.hi < at.lo) at = Span{file.start, file.start, {}};
    const source::LineColumn lo = sources_.lookup(at.lo), hi = sources_.lookup(at.hi);
    const source::LibraryPosition shown = file.is_library ? shown_library_position(at, sources_) : source::LibraryPosition{};
    json_.field("file_name").string(file.is_library ? shown.path : file.name);
    json_.field("byte_start").number(file.original_offset(at.lo - file.start));
    json_.field("byte_end").number(file.original_offset(at.hi - file.start));
    json_.field("line_start").number(file.is_library ? shown.line : lo.line);
    json_.field("line_end").number(file.is_library ? shown.line + hi.line - lo.line : hi.line);
    json_.field("column_start").number(file.is_library ? shown.column + 1 : lo.column + 1);
    json_.field("column_end").number(file.is_library && lo.line == hi.line ? shown.column + 1 + hi.column - lo.column : hi.column + 1);
    json_.field("is_primary").boolean(primary);
    json_.field("text").begin_array();
    for (uint32_t n = lo.line; readable && n <= hi.line; ++n) {
      const std::string_view line = file.line(n);
      json_.begin_object();
      json_.field("text").string(line);
      json_.field("highlight_start").number(n == lo.line ? lo.column + 1 : 1);
      json_.field("highlight_end").number((n == hi.line ? hi.column : char_count(line)) + 1);
      json_.end_object();
    }
    json_.end_array();
  }

  // trace[i]: the call, how the macro is called, its definition; the call's own expansion is the next one.
  void expansions(const std::vector<const ExpnData*>& trace, size_t i) {
    if (i == trace.size()) {
      json_.null();
      return;
    }
    // One step inside the other, as many as there are: written by a loop, since a guest decides how many.
    const auto bare = [&](Span at) {
      place(at, false);
      json_.field("label").null();
      json_.field("suggested_replacement").null();
      json_.field("suggestion_applicability").null();
      json_.field("expansion");
    };
    for (size_t n = i; n < trace.size(); ++n) {
      json_.begin_object();
      json_.field("span").begin_object();
      bare(trace[n]->call_site);
    }
    json_.null();
    for (size_t n = trace.size(); n-- > i;) {
      json_.end_object();
      json_.field("macro_decl_name").string(described(*trace[n]));
      json_.field("def_site_span").begin_object();
      bare(trace[n]->def_site);
      json_.null();
      json_.end_object();
      json_.end_object();
    }
  }

  const source::SourceMap& sources_;
  JsonWriter json_;
};

}  // namespace

std::string render_json(const Diagnostic& d, const source::SourceMap& sources) { return DiagnosticWriter(sources).write(d); }

}  // namespace borrowlab::diagnostics
