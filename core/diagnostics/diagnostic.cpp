#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <utility>

namespace borrowlab::diagnostics {

Diagnostic& Diagnostic::suggest(Span span, std::string text, std::string code_text, Applicability a, SuggestionStyle style) {
  suggestions.push_back({std::move(text), {{{span, std::move(code_text)}}}, style, a});
  return *this;
}

Diagnostic& Diagnostic::suggest_multipart(std::string text, std::vector<SubstitutionPart> parts, Applicability a, SuggestionStyle style) {
  suggestions.push_back({std::move(text), {std::move(parts)}, style, a});
  return *this;
}

namespace {

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.level == b.level && a.message == b.message && a.code == b.code && a.spans == b.spans && a.children == b.children &&
         a.suggestions == b.suggestions && a.refusal == b.refusal;
}

}  // namespace

void Sink::emit(Diagnostic d) {
  std::erase_if(d.children, [&](const SubDiagnostic& c) {
    if (c.level != Level::once_note && c.level != Level::once_help) return false;
    const bool said = std::find(said_once_.begin(), said_once_.end(), c) != said_once_.end();
    if (!said) said_once_.push_back(c);
    return said;
  });
  if (std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& other) { return same(d, other); })) return;
  if (d.refusal) ++refusals_;
  else if (d.level == Level::error) ++errors_;
  diagnostics_.push_back(std::move(d));
}

void Sink::refuse(Span span, std::string what) {
  Diagnostic d(Level::error, "borrowlab does not support " + what + " yet", span.is_dummy() ? MultiSpan{} : MultiSpan{span});
  d.refusal = true;
  emit(std::move(d));
}

std::vector<Diagnostic> Sink::take() {
  errors_ = 0;
  refusals_ = 0;
  said_once_.clear();
  return std::exchange(diagnostics_, {});
}

}  // namespace borrowlab::diagnostics
