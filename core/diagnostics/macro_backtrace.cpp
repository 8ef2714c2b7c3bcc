#include "diagnostics/macro_backtrace.h"

#include <algorithm>

namespace borrowlab::diagnostics {

using source::DesugaringKind;
using source::ExpnData;
using source::MacroKind;

std::vector<const ExpnData*> macro_backtrace(Span span, const source::SourceMap& sources) {
  std::vector<const ExpnData*> out;
  Span previous;
  while (span.from_expansion()) {
    const ExpnData& data = sources.outer_expn_data(span.ctxt);
    const bool recursive = data.call_site.source_equal(previous);
    previous = span;
    span = data.call_site;
    if (!recursive) out.push_back(&data);
  }
  return out;
}

std::string_view desugaring_name(DesugaringKind kind) {
  switch (kind) {
    case DesugaringKind::cond_temporary: return "`if` or `while` condition";
    case DesugaringKind::question_mark: return "operator `?`";
    case DesugaringKind::try_block: return "`try` block";
    case DesugaringKind::for_loop: return "`for` loop";
    case DesugaringKind::while_loop: return "`while` loop";
    case DesugaringKind::format_literal: return "format string literal";
    case DesugaringKind::bound_modifier: return "trait bound modifier";
    case DesugaringKind::pattern_default: return "pattern type";
    case DesugaringKind::range_expr: return "range expression";
    case DesugaringKind::none: break;
  }
  return "code";
}

namespace {

bool in_library(Span span, const source::SourceMap& sources) {
  const source::FileId id = sources.file_of(span.lo);
  return id && sources.file(id).is_library;
}

void point_at_calls(MultiSpan& spans, const source::SourceMap& sources) {
  const auto call_of = [&](Span& span) {
    if (span.is_dummy() || !in_library(span, sources)) return;
    const Span call = sources.source_callsite(span);
    if (!in_library(call, sources)) span = call;
  };
  for (Span& span : spans.primary) call_of(span);
  for (Label& label : spans.labels) call_of(label.span);
}

std::string_view described(MacroKind kind) {
  switch (kind) {
    case MacroKind::bang: return "macro";
    case MacroKind::attribute: return "attribute macro";
    case MacroKind::derive: return "derive macro";
  }
  return "macro";
}

std::string invocation(const ExpnData& data) {
  switch (data.kind) {
    case ExpnData::Kind::macro:
      return data.macro_kind == MacroKind::bang        ? "in this macro invocation"
             : data.macro_kind == MacroKind::attribute ? "in this attribute macro expansion"
                                                       : "in this derive macro expansion";
    case ExpnData::Kind::desugaring: return "in this " + std::string(desugaring_name(data.desugaring)) + " desugaring";
    case ExpnData::Kind::root:
    case ExpnData::Kind::ast_pass: break;
  }
  return "in the crate root";
}

void label_invocations(MultiSpan& spans, const source::SourceMap& sources) {
  std::vector<Label> labels;
  for (const Span span : spans.primary) {
    if (span.is_dummy()) continue;
    const auto trace = macro_backtrace(span, sources);
    // The outermost one that has a definition; where the place lies within the call it speaks for itself.
    const auto at = std::find_if(trace.rbegin(), trace.rend(), [](const ExpnData* d) { return !d->def_site.is_dummy(); });
    if (at == trace.rend() || (*at)->call_site.contains(span)) continue;
    Label label{(*at)->call_site, invocation(**at)};
    const auto same = [&](const Label& l) { return l.span == label.span && l.text == label.text; };
    if (std::none_of(labels.begin(), labels.end(), same)) labels.push_back(std::move(label));
  }
  for (Label& label : labels) spans.labels.push_back(std::move(label));
}

}  // namespace

void explain_macros(Diagnostic& d, const source::SourceMap& sources) {
  std::vector<const ExpnData*> macros;
  const auto collect = [&](const MultiSpan& spans) {
    for (const Span span : spans.primary)
      for (const ExpnData* data : macro_backtrace(span, sources))
        if (data->kind == ExpnData::Kind::macro) macros.push_back(data);
  };
  collect(d.spans);
  for (const SubDiagnostic& c : d.children) collect(c.spans);

  point_at_calls(d.spans, sources);
  for (SubDiagnostic& c : d.children) point_at_calls(c.spans, sources);
  label_invocations(d.spans, sources);
  for (SubDiagnostic& c : d.children) label_invocations(c.spans, sources);

  if (macros.empty() || macros.back()->hide_backtrace) return;
  const ExpnData& first = *macros.front();
  const ExpnData& last = *macros.back();
  const std::string level = d.level == Level::warning ? "warning" : d.level == Level::error ? "error" : "note";
  std::string text =
      "this " + level + " originates in the " + std::string(described(first.macro_kind)) + " `" + std::string(first.name.str()) + "`";
  if (!(first.name == last.name))
    text += " which comes from the expansion of the " + std::string(described(last.macro_kind)) + " `" + std::string(last.name.str()) + "`";
  d.note(text + " (in Nightly builds, run with -Z macro-backtrace for more info)");
}

}  // namespace borrowlab::diagnostics
