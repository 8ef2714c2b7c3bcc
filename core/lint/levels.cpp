#include "lint/levels.h"

#include <algorithm>

#include "support/sort.h"

namespace borrowlab::lint {

using diagnostics::Diagnostic;

namespace {

struct LintInfo {
  std::string_view name;
  LintLevel level, level_2024;
  std::string_view group, page;
};
constexpr LintInfo lint_table[] = {
#define BORROWLAB_LINT(name, level, group) {#name, LintLevel::level, LintLevel::level, group, ""},
#define BORROWLAB_EDITION_LINT(name, level, new_level, group, page) {#name, LintLevel::level, LintLevel::new_level, group, page},
#include "lint/lints.def"
};

const LintInfo& info(Lint lint) { return lint_table[static_cast<size_t>(lint)]; }

std::optional<Lint> lint_by_name(std::string_view name) {
  for (size_t i = 0; i < std::size(lint_table); ++i)
    if (lint_table[i].name == name) return static_cast<Lint>(i);
  return std::nullopt;
}

constexpr std::string_view level_words[] = {"allow", "expect", "warn", "deny", "forbid"};

std::optional<LintLevel> level_by_word(std::string_view word) {
  for (size_t i = 0; i < std::size(level_words); ++i)
    if (level_words[i] == word) return static_cast<LintLevel>(i);
  return std::nullopt;
}

bool covers_lint(std::string_view word, Lint lint) { return word == info(lint).name || (!word.empty() && word == info(lint).group); }
bool covers_warnings(std::string_view word, Lint) { return word == "warnings"; }

}  // namespace

std::string_view lint_name(Lint lint) { return info(lint).name; }

Levels::Levels(const syntax::Ast& ast, const source::SourceMap& sources, source::Edition edition) : sources_(sources), edition_(edition) {
  for (const syntax::LintAttrs& l : ast.lint_attrs) {
    Node node{l.node, false, {}};
    add(l.attrs, node);
    nodes_.push_back(std::move(node));
  }
  sort(nodes_, [](const Node& a, const Node& b) { return a.span.hi - a.span.lo < b.span.hi - b.span.lo; });
  Node crate{ast.span, true, {}};
  add(ast.crate_attrs, crate);
  nodes_.push_back(std::move(crate));
}

void Levels::add(const std::vector<syntax::Attribute>& attrs, Node& node) const {
  for (const syntax::Attribute& a : attrs) {
    if (a.path.segments.size() != 1) continue;
    const auto level = level_by_word(a.path.segments[0].ident.name.str());
    if (!level) continue;
    const size_t first = node.specs.size();
    std::optional<Symbol> reason;
    for (size_t i = 0; i < a.words.size(); ++i) {
      if (a.words[i].str() == "reason" && i + 1 == a.words.size() - 1) {
        reason = a.words[i + 1];
        break;
      }
      // A tool's lint, `clippy::name`: two words with `::` between them.
      if (i + 1 < a.words.size() && sources_.snippet(a.word_spans[i].between(a.word_spans[i + 1])) == "::") {
        node.specs.push_back({a.words[i + 1].str(), *level, a.word_spans[i], {}, false, a.words[i].str()});
        ++i;
        continue;
      }
      node.specs.push_back({a.words[i].str(), *level, a.word_spans[i], {}, false, {}});
    }
    for (size_t i = first; i < node.specs.size(); ++i) node.specs[i].reason = reason;
  }
}

bool Levels::holds(const Node& node, Span place) const {
  if (node.is_crate) return true;
  const auto same = sources_.find_ancestor_in_same_ctxt(place, node.span);
  return same && node.span.contains(*same);
}

const Levels::Spec* Levels::innermost(Span place, bool (*covers)(std::string_view, Lint), Lint lint) const {
  for (const Node& node : nodes_) {
    const Spec* last = nullptr;
    for (const Spec& s : node.specs)
      if (s.tool.empty() && covers(s.word, lint)) last = &s;
    if (last != nullptr && holds(node, place)) return last;
  }
  return nullptr;
}

Levels::Decision Levels::decide(Lint lint, Span place) const {
  Decision out{edition_ >= source::Edition::e2024 ? info(lint).level_2024 : info(lint).level, innermost(place, covers_lint, lint)};
  if (out.spec != nullptr) out.level = out.spec->level;
  if (out.level == LintLevel::warn)
    if (const Spec* warnings = innermost(place, covers_warnings, lint); warnings != nullptr && warnings->level != LintLevel::warn)
      out = {warnings->level, warnings};
  return out;
}

bool Levels::off(Lint lint) const {
  for (size_t i = 0; i + 1 < nodes_.size(); ++i)
    for (const Spec& s : nodes_[i].specs)
      if (s.tool.empty() && (covers_lint(s.word, lint) || covers_warnings(s.word, lint))) return false;
  return decide(lint, nodes_.back().span).level == LintLevel::allow;
}

// The author of the program can do nothing about what another crate's macro wrote. rustc: Span::in_external_macro.
bool Levels::in_external_macro(Span span) const {
  const source::ExpnData& data = sources_.outer_expn_data(span.ctxt);
  switch (data.kind) {
    case source::ExpnData::Kind::root: return false;
    case source::ExpnData::Kind::desugaring:
      return data.desugaring != source::DesugaringKind::for_loop && data.desugaring != source::DesugaringKind::while_loop;
    case source::ExpnData::Kind::ast_pass: return true;
    case source::ExpnData::Kind::macro: return data.macro_kind != source::MacroKind::bang || data.is_builtin_or_library;
  }
  return false;
}

void Levels::explain(Diagnostic& d, Lint lint, const Decision& decision) const {
  using diagnostics::Level;
  if (!info(lint).page.empty()) d.note("for more information, see <" + std::string(info(lint).page) + ">");
  const std::string name(info(lint).name), level(level_words[static_cast<size_t>(decision.level)]);
  const auto once = [&](std::string text, diagnostics::MultiSpan at = {}) {
    d.children.push_back({Level::once_note, std::move(text), std::move(at), {}});
  };
  if (decision.spec == nullptr) {
    const std::string group(info(lint).group);
    const std::string part = group.empty() ? "" : " (part of `#[" + level + "(" + group + ")]`)";
    return once("`#[" + level + "(" + name + ")]`" + part + " on by default");
  }
  if (decision.spec->reason) d.note(std::string(decision.spec->reason->str()));
  once("the lint level is defined here", decision.spec->span);
  if (decision.spec->word != name)
    once("`#[" + level + "(" + name + ")]` implied by `#[" + level + "(" + std::string(decision.spec->word) + ")]`");
}

void Levels::settle(std::vector<Diagnostic>& diagnostics, bool complete) {
  diagnostics::Sink settled;
  const auto say = [&](Diagnostic d, Lint lint) {
    const Span place = d.spans.primary.empty() ? Span{} : d.spans.primary.front();
    const Decision decision = decide(lint, place);
    if (decision.level == LintLevel::expect) const_cast<Spec*>(decision.spec)->met = true;
    if (decision.level <= LintLevel::expect) return;
    const bool wherever = lint == Lint::unused_must_use || lint == Lint::unreachable_code || lint == Lint::deprecated;
    if (!wherever && std::any_of(d.spans.primary.begin(), d.spans.primary.end(), [&](Span s) { return in_external_macro(s); })) return;
    d.level = decision.level == LintLevel::warn ? diagnostics::Level::warning : diagnostics::Level::error;
    explain(d, lint, decision);
    settled.emit(std::move(d));
  };
  for (Diagnostic& d : diagnostics) {
    const auto lint = d.lint.empty() ? std::nullopt : lint_by_name(d.lint);
    if (lint) say(std::move(d), *lint);
    else settled.emit(std::move(d));
  }
  if (complete) {
    std::vector<const Spec*> unmet;
    for (const Node& node : nodes_)
      for (const Spec& s : node.specs)
        if (s.level == LintLevel::expect && !s.met && s.tool.empty() && (lint_by_name(s.word) || s.word == "unused")) unmet.push_back(&s);
    sort(unmet, [](const Spec* a, const Spec* b) { return a->span.lo < b->span.lo; });
    for (const Spec* s : unmet) {
      Diagnostic d(diagnostics::Level::warning, "this lint expectation is unfulfilled", s->span);
      d.lint = lint_name(Lint::unfulfilled_lint_expectations);
      if (s->reason) d.note(std::string(s->reason->str()));
      say(std::move(d), Lint::unfulfilled_lint_expectations);
    }
  }
  diagnostics = settled.take();
}

}  // namespace borrowlab::lint
