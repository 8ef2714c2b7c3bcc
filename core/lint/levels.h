// Lint levels: what `#[allow]`, `#[expect]`, `#[warn]`, `#[deny]` and `#[forbid]` say of a lint at a place, alone or by a group.
// After rustc_lint::levels and rustc_middle::lint. A stage that finds something a lint is about emits it as a warning with the lint's name;
// `Levels::settle` decides afterwards whether it is said at all, as a warning or as an error, and why.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"

namespace borrowlab::lint {

using source::Span;
using source::Symbol;

enum class Lint : uint8_t {
#define BORROWLAB_LINT(name, level, group) name,
#define BORROWLAB_EDITION_LINT(name, level, new_level, group, page) name,
#include "lint/lints.def"
};

enum class LintLevel : uint8_t { allow, expect, warn, deny, forbid };

std::string_view lint_name(Lint lint);

class Levels {
 public:
  Levels(const syntax::Ast& ast, const source::SourceMap& sources, source::Edition edition);

  LintLevel at(Lint lint, Span place) const { return decide(lint, place).level; }
  // Whether a finding of the lint at this place would be seen by nobody: allowed or expected.
  bool silent(Lint lint, Span place) const { return at(lint, place) <= LintLevel::expect; }
  // Whether the crate as a whole allows the lint, and nothing within it says otherwise: then there is no need to look.
  bool off(Lint lint) const;

  // Words that name no lint, in the order of the text (`unknown_lints`), and tools of the crate's own attributes
  // that no one knows (E0710).
  std::vector<diagnostics::Diagnostic> unknown_lints() const;

  // Of diagnostics in the order of their emission: removes lints that are allowed or expected or that come from the library's macros,
  // makes errors of those denied, and says where the level comes from, once a lint. With `complete`, expectations that nothing met are
  // reported at the end: rustc does so only where it got that far.
  void settle(std::vector<diagnostics::Diagnostic>& diagnostics, bool complete);

 private:
  // One word of an attribute: a lint or a group.
  struct Spec {
    std::string_view word;
    LintLevel level = LintLevel::allow;
    Span span;
    std::optional<Symbol> reason;
    bool met = false;       // expect: something was found
    std::string_view tool;  // `clippy::name`: another tool's, which no lint here has to do with
  };
  struct Node {
    Span span;
    bool is_crate = false;
    std::vector<Spec> specs;
  };
  struct Decision {
    LintLevel level = LintLevel::warn;
    const Spec* spec = nullptr;  // none: the default
  };
  void add(const std::vector<syntax::Attribute>& attrs, Node& node) const;
  bool holds(const Node& node, Span place) const;
  const Spec* innermost(Span place, bool (*covers)(std::string_view word, Lint lint), Lint lint) const;
  Decision decide(Lint lint, Span place) const;
  bool in_external_macro(Span span) const;
  void explain(diagnostics::Diagnostic& d, Lint lint, const Decision& decision) const;

  const source::SourceMap& sources_;
  source::Edition edition_;
  std::vector<Node> nodes_;  // inner before outer, the crate last
};

}  // namespace borrowlab::lint
