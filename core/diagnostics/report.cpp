#include "diagnostics/report.h"

#include <algorithm>

#include "diagnostics/macro_backtrace.h"
#include "diagnostics/text_width.h"
#include "support/sort.h"

namespace borrowlab::diagnostics {

std::string_view level_name(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::note:
    case Level::once_note: return "note";
    case Level::help:
    case Level::once_help: return "help";
  }
  return "";
}

namespace {

// The commit of rustc 1.95.0, which its messages show as the library's folder.
constexpr std::string_view library_root = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/";
constexpr size_t most_alternatives = 4;

struct FileAnnotations {
  std::string path;
  bool library = false;
  source::FileId file;
  std::vector<Annotation> annotations;
};

bool in_one_file(Span span, const source::SourceMap& sources) {
  const source::FileId id = sources.file_of(span.lo);
  return id && span.lo <= span.hi && span.hi <= sources.file(id).end();
}

std::string path_of(Span span, const source::SourceMap& sources) {
  const source::FileId id = sources.file_of(span.lo);
  if (!id) return "";
  return sources.file(id).is_library ? shown_library_position(span, sources).path : sources.file(id).name;
}

// By file, the file of the first primary place first.
std::vector<FileAnnotations> by_file(const MultiSpan& spans, const source::SourceMap& sources) {
  std::vector<FileAnnotations> files;
  const Span primary = spans.primary.empty() ? Span{} : spans.primary.front();
  for (Annotation& a : span_labels(spans)) {
    if (a.span.is_dummy()) a.span = primary;
    if (a.span.is_dummy() || !in_one_file(a.span, sources)) continue;
    a.label = normalize_whitespace(a.label);
    const std::string path = path_of(a.span, sources);
    auto at = std::find_if(files.begin(), files.end(), [&](const FileAnnotations& f) { return f.path == path; });
    if (at == files.end()) {
      const source::FileId id = sources.file_of(a.span.lo);
      at = files.insert(at, {path, sources.file(id).is_library, id, {}});
    }
    at->annotations.push_back(std::move(a));
  }
  const std::string first = primary.is_dummy() ? "" : path_of(primary, sources);
  const auto at = std::find_if(files.begin(), files.end(), [&](const FileAnnotations& f) { return f.path == first; });
  if (at != files.end()) std::iter_swap(files.begin(), at);
  return files;
}

class ReportBuilder {
 public:
  explicit ReportBuilder(const source::SourceMap& sources) : sources_(sources) {}

  void begin(Level level, std::string title, std::string code = {}) {
    Group group;
    group.level = level;
    group.title = std::move(title);
    group.code = std::move(code);
    groups_.push_back(std::move(group));
  }

  void message(Level level, std::string text, bool unnamed = false, std::vector<std::pair<uint32_t, uint32_t>> highlights = {}) {
    Element e;
    e.kind = Element::Kind::message;
    e.level = level;
    e.text = std::move(text);
    e.unnamed = unnamed;
    e.highlights = std::move(highlights);
    add(std::move(e));
  }

  // `note_follows`: a place in the library is not the last thing of its group.
  void spans(const MultiSpan& spans, bool note_follows) {
    const auto files = by_file(spans, sources_);
    for (size_t i = 0; i < files.size(); ++i) {
      const FileAnnotations& file = files[i];
      if (file.library) {
        unreadable(file, i);
        if (note_follows && i + 1 == files.size() && groups_.back().elements.back().kind == Element::Kind::origin) add(Element{});
        continue;
      }
      Element e;
      e.kind = Element::Kind::cause;
      e.path = file.path;
      e.file = file.file;
      e.lines = annotate(sources_, sources_.file(file.file), file.annotations);
      add(std::move(e));
    }
  }

  void suggestion(const Suggestion& s) {
    if (s.style == SuggestionStyle::completely_hidden) return;
    if (s.style == SuggestionStyle::hide_code_always) return message(Level::help, s.message);
    std::vector<Spliced> alternatives;
    for (const auto& substitution : s.substitutions)
      if (auto spliced = splice(sources_, substitution)) alternatives.push_back(std::move(*spliced));
    if (alternatives.empty()) return;
    begin(Level::help, s.message + std::string(confusion(s)));
    const size_t others = alternatives.size() > most_alternatives ? alternatives.size() - most_alternatives : 0;
    for (size_t i = 0; i + others < alternatives.size(); ++i) {
      Element e;
      e.kind = Element::Kind::suggestion;
      e.path = path_of(alternatives[i].parts[0].span, sources_);
      e.spliced = std::move(alternatives[i]);
      add(std::move(e));
    }
    if (others != 0) message(Level::note, "and " + std::to_string(others) + " other candidate" + (others == 1 ? "" : "s"), true);
  }

  std::string_view confusion(const Suggestion& s) const;
  std::vector<Group> take() { return std::move(groups_); }

 private:
  void add(Element e) { groups_.back().elements.push_back(std::move(e)); }

  // Places in a file whose text the reader does not have: only named, labels as notes.
  void unreadable(FileAnnotations file, size_t file_index) {
    const auto where = [&](const Annotation& a) {
      const source::LibraryPosition at = shown_library_position(a.span, sources_);
      return std::pair(at.line, at.column);
    };
    sort(file.annotations, [&](const auto& a, const auto& b) { return where(a) < where(b); });
    std::vector<uint32_t> lines;
    for (size_t i = 0; i < file.annotations.size(); ++i) {
      const Annotation& a = file.annotations[i];
      if (i != 0 && a.label.empty()) continue;
      if (i == 0 && file_index != 0) {
        Group group;
        group.level = groups_.back().level;
        group.titled = false;
        groups_.push_back(std::move(group));
      }
      const source::LibraryPosition at = shown_library_position(a.span, sources_);
      if (std::find(lines.begin(), lines.end(), at.line) == lines.end()) {
        lines.push_back(at.line);
        Element e;
        e.kind = Element::Kind::origin;
        e.path = file.path;
        e.text = ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
        add(std::move(e));
      }
      if (!a.label.empty()) {
        add(Element{});
        message(Level::note, a.label);
      }
    }
  }

  const source::SourceMap& sources_;
  std::vector<Group> groups_;
};

bool only_case_differs(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a != b && std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// What is easily overlooked in a replacement (rustc: detect_confusion_type).
std::string_view confusion_of(std::string_view found, std::string_view suggested) {
  found = trim(found);
  suggested = trim(suggested);
  if (only_case_differs(found, suggested)) {
    // Capitals that look like their small letters are easily taken for them; where all others are, no hint is needed.
    constexpr std::string_view alike = "cfijkopsuvwxyz";
    bool all_alike = true;
    for (size_t i = 0; i < found.size(); ++i) {
      if (found[i] == suggested[i]) continue;
      const char lower = static_cast<char>(found[i] | 0x20);
      all_alike = all_alike && alike.find(lower) != std::string_view::npos;
    }
    if (all_alike) return " (notice the capitalization)";
  }
  const auto shape = [](char c) {
    return c == '0' || c == 'O' ? 'o' : c == '1' || c == 'l' || c == 'I' ? 'l' : c == '5' ? 'S' : c == '8' ? 'B' : c == '9' ? 'g' : c;
  };
  if (found != suggested && found.size() == suggested.size() && !found.empty()) {
    bool digit = false, same = true;
    for (size_t i = 0; i < found.size(); ++i) {
      if (found[i] == suggested[i]) continue;
      const bool a = found[i] >= '0' && found[i] <= '9', b = suggested[i] >= '0' && suggested[i] <= '9';
      digit = digit || a != b;
      same = same && a != b && shape(found[i]) == shape(suggested[i]);
    }
    if (same && digit) return " (notice the digit/letter confusion)";
  }
  return "";
}

std::string_view ReportBuilder::confusion(const Suggestion& s) const {
  for (const auto& substitution : s.substitutions)
    for (const SubstitutionPart& part : substitution)
      if (const auto text = confusion_of(sources_.snippet(part.span), part.snippet); !text.empty()) return text;
  return "";
}

size_t word_count(std::string_view text) {
  size_t words = 0;
  for (bool in_word = false; !text.empty();) {
    const bool white = is_whitespace(next_char(text));
    words += !white && !in_word;
    in_word = !white;
  }
  return words;
}

bool is_error_code(std::string_view code) { return code.size() == 5 && code[0] == 'E'; }

}  // namespace

source::LibraryPosition shown_library_position(Span span, const source::SourceMap& sources) {
  const source::LibraryPosition* at = sources.library_position(span);
  // A token of a macro's definition, wherever the macro is expanded.
  if (at == nullptr) at = sources.library_position(span.with_ctxt({}));
  if (at != nullptr) return {std::string(library_root) + at->path, at->line, at->column};
  const source::LineColumn own = sources.lookup(span.lo);
  return {sources.file(sources.file_of(span.lo)).name, own.line, own.column};
}

std::vector<Annotation> span_labels(const MultiSpan& spans) {
  std::vector<Annotation> out;
  const auto primary = [&](Span s) { return std::find(spans.primary.begin(), spans.primary.end(), s) != spans.primary.end(); };
  for (const Label& l : spans.labels) out.push_back({l.span, l.text, primary(l.span), true});
  for (const Span span : spans.primary)
    if (std::none_of(out.begin(), out.end(), [&](const Annotation& a) { return a.span == span; })) out.push_back({span, "", true, false});
  return out;
}

std::optional<Label> inline_suggestion(const Diagnostic& d, const source::SourceMap& sources) {
  if (d.suggestions.size() != 1) return std::nullopt;
  const Suggestion& s = d.suggestions[0];
  const bool may = s.style == SuggestionStyle::show_code || s.style == SuggestionStyle::hide_code_inline;
  if (!may || s.substitutions.size() != 1 || s.substitutions[0].size() != 1 || word_count(s.message) >= 10) return std::nullopt;
  const SubstitutionPart& part = s.substitutions[0][0];
  if (part.snippet.find('\n') != std::string::npos) return std::nullopt;
  const std::string_view code = trim(part.snippet);
  std::string text = "help: " + s.message;
  if (!code.empty() && s.style != SuggestionStyle::hide_code_inline)
    text += std::string(confusion_of(sources.snippet(part.span), code)) + ": `" + std::string(code) + "`";
  return Label{part.span, std::move(text)};
}

std::vector<Group> make_report(const Diagnostic& original, const source::SourceMap& sources) {
  Diagnostic d = original;
  if (auto label = inline_suggestion(d, sources)) {
    d.spans.labels.push_back(std::move(*label));
    d.suggestions.clear();
  }
  explain_macros(d, sources);

  const auto is_message = [](const SubDiagnostic& c) {
    return c.spans.labels.empty() && std::all_of(c.spans.primary.begin(), c.spans.primary.end(), [](Span s) { return s.is_dummy(); });
  };
  ReportBuilder builder(sources);
  builder.begin(d.level, d.message, is_error_code(d.code) ? d.code : "");
  builder.spans(d.spans, !d.children.empty() && is_message(d.children[0]));
  for (const SubDiagnostic& c : d.children) {
    if (is_message(c)) {
      builder.message(c.level, c.message, false, c.highlights);
      continue;
    }
    builder.begin(c.level, c.message);
    builder.spans(c.spans, false);
  }
  for (const Suggestion& s : d.suggestions) builder.suggestion(s);
  return builder.take();
}

}  // namespace borrowlab::diagnostics
