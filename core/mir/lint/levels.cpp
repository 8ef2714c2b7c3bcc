#include "mir/lint/lint.h"

namespace borrowlab::mir {

namespace {

// The narrowest node with a word on the lint.
struct LintSearch {
  source::Span at;
  std::string_view lint;
  uint32_t narrowest = UINT32_MAX;
  bool allowed = false;

  void node(source::Span span, const std::vector<syntax::Attribute>& attrs) {
    if (attrs.empty() || at.lo < span.lo || at.lo >= span.hi || span.hi - span.lo > narrowest) return;
    for (const syntax::Attribute& a : attrs) {
      if (a.path.segments.size() != 1) continue;
      const std::string_view level = a.path.segments[0].ident.name.str();
      const bool allows = level == "allow" || level == "warn" || level == "expect";
      if (!allows && level != "deny" && level != "forbid") continue;
      for (source::Symbol w : a.words)
        if (w.str() == lint) {
          allowed = allows;
          narrowest = span.hi - span.lo;
        }
    }
  }
};

}  // namespace

bool lint_allowed(const syntax::Ast& ast, source::Span at, std::string_view lint) {
  LintSearch search{at, lint};
  source::Span all = ast.span;
  all.lo = 0;
  all.hi = UINT32_MAX - 1;
  search.node(all, ast.crate_attrs);
  for (const syntax::Item& i : ast.items) search.node(i.span, i.attrs);
  for (const syntax::Expr& e : ast.exprs) search.node(e.span, e.attrs);
  for (const syntax::Block& b : ast.blocks)
    for (const syntax::Stmt& s : b.stmts)
      if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) search.node(s.span, let->attrs);
  return search.allowed;
}

}  // namespace borrowlab::mir
