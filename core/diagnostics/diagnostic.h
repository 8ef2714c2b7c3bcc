// One diagnostic as data: what rustc calls Diag. Renderings (text, JSON, the page's) are functions of it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "source/source_map.h"

namespace borrowlab::diagnostics {

using source::Span;

enum class Level : uint8_t { error, warning, note, help, once_note, once_help };

struct Label {
  Span span;
  std::string text;
  friend bool operator==(const Label&, const Label&) = default;
};

// Primary places (`^^^`, the first one names the diagnostic's place) and labelled places. A label whose span equals a
// primary span belongs to it; other labels are secondary (`---`).
struct MultiSpan {
  std::vector<Span> primary;
  std::vector<Label> labels;
  MultiSpan() = default;
  MultiSpan(Span span) : primary{span} {}  // NOLINT(google-explicit-constructor): rustc's From<Span>
  void push_label(Span span, std::string text) { labels.push_back({span, std::move(text)}); }
  friend bool operator==(const MultiSpan&, const MultiSpan&) = default;
};

struct SubDiagnostic {
  Level level = Level::note;
  std::string message;
  MultiSpan spans;  // empty: a line `= note: …` below the snippet
  // Bytes [begin, end) of the message that colour brings out, as rustc does with the types of "expected …, found …".
  std::vector<std::pair<uint32_t, uint32_t>> highlights = {};
  friend bool operator==(const SubDiagnostic&, const SubDiagnostic&) = default;
};

enum class Applicability : uint8_t { machine_applicable, maybe_incorrect, has_placeholders, unspecified };
// rustc's SuggestionStyle.
enum class SuggestionStyle : uint8_t { hide_code_inline, hide_code_always, completely_hidden, show_code, show_always };

struct SubstitutionPart {
  Span span;
  std::string snippet;
  friend bool operator==(const SubstitutionPart&, const SubstitutionPart&) = default;
};

struct Suggestion {
  std::string message;
  std::vector<std::vector<SubstitutionPart>> substitutions;  // alternatives; each a set of edits made together
  SuggestionStyle style = SuggestionStyle::show_code;
  Applicability applicability = Applicability::unspecified;
  friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

struct Diagnostic {
  Level level = Level::error;
  std::string message;
  std::string code;  // "E0502", a lint's name, or empty
  MultiSpan spans;
  std::vector<SubDiagnostic> children;
  std::vector<Suggestion> suggestions;
  std::string lint;      // the lint's name, where it is one: its level is settled last, and so is the note that says why (lint::Levels)
  bool refusal = false;  // Borrowlab's own: not supported yet
  Span sort_span;        // rustc buffers borrow errors and sorts by this place; dummy: spans' first primary

  Diagnostic() = default;
  Diagnostic(Level level_, std::string message_, MultiSpan spans_ = {}, std::string code_ = {})
      : level(level_), message(std::move(message_)), code(std::move(code_)), spans(std::move(spans_)) {}

  Diagnostic& label(Span span, std::string text) {
    spans.push_label(span, std::move(text));
    return *this;
  }
  Diagnostic& note(std::string text) { return child(Level::note, std::move(text)); }
  // The last note's or help's message: colour brings out these bytes of it.
  Diagnostic& highlight(uint32_t begin, uint32_t end) {
    if (!children.empty()) children.back().highlights.push_back({begin, end});
    return *this;
  }
  Diagnostic& help(std::string text) { return child(Level::help, std::move(text)); }
  Diagnostic& span_note(MultiSpan at, std::string text) { return child(Level::note, std::move(text), std::move(at)); }
  Diagnostic& span_help(MultiSpan at, std::string text) { return child(Level::help, std::move(text), std::move(at)); }
  // One edit (span_suggestion), several edits made together (multipart_suggestion); rustc's defaults for style.
  Diagnostic& suggest(Span span, std::string text, std::string code_text, Applicability a,
                      SuggestionStyle style = SuggestionStyle::show_code);
  Diagnostic& suggest_verbose(Span span, std::string text, std::string code_text, Applicability a) {
    return suggest(span, std::move(text), std::move(code_text), a, SuggestionStyle::show_always);
  }
  Diagnostic& suggest_multipart(std::string text, std::vector<SubstitutionPart> parts, Applicability a,
                                SuggestionStyle style = SuggestionStyle::show_code);

 private:
  Diagnostic& child(Level l, std::string text, MultiSpan at = {}) {
    children.push_back({l, std::move(text), std::move(at), {}});
    return *this;
  }
};

// Where stages put what they find. Order is the order of emission, as rustc's. What was said before in every word is not said
// again, and once_note and once_help are kept only where they come first.
class Sink {
 public:
  void emit(Diagnostic d);
  // "borrowlab does not support {what} yet", at `span`. Any refusal makes the whole outcome a refusal.
  void refuse(Span span, std::string what);
  bool has_errors() const { return errors_ != 0; }
  size_t error_count() const { return errors_; }
  bool has_refusals() const { return refusals_ != 0; }
  const std::vector<Diagnostic>& all() const { return diagnostics_; }
  std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> diagnostics_;
  std::vector<SubDiagnostic> said_once_;
  size_t errors_ = 0;
  size_t refusals_ = 0;
};

}  // namespace borrowlab::diagnostics
