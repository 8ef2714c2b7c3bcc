// Where `break` and `continue` go. After rustc_resolve::late and rustc_passes::loops.
#include "resolve/resolver.h"

namespace borrowlab::resolve {
using namespace syntax;

// The loop or block that a break or continue leaves.
void Resolver::late_loop_target(ExprId id, const std::optional<syntax::Label>& label, NodeId set, bool is_continue, bool /*has_value*/) {
  const Expr& e = ast_[id];
  if (set.valid()) {
    slot(res_.label_target, e.id) = set;
    return;
  }
  const char* word = is_continue ? "continue" : "break";
  if (label) {
    Ident ident = label->ident;
    size_t end = labels_.size();
    bool crossed = false;
    SyntaxContext ctxt = ident.span.ctxt;
    for (size_t i = end; i-- > 0;) {
      const LabelScope& s = labels_[i];
      if (s.kind == LabelScope::Kind::closure) {
        crossed = true;
        continue;
      }
      if (s.ident.name != ident.name || !(s.ident.span.ctxt == ctxt)) continue;
      if (crossed) {
        const std::string name(ident.name.str());
        Diagnostic d(diagnostics::Level::error, "use of unreachable label `" + name + "`", MultiSpan(ident.span), "E0767");
        d.label(ident.span, "unreachable label `" + name + "`");
        d.label(s.span, "unreachable label defined here");
        d.note("labels are unreachable through functions, closures, async blocks and modules");
        error(std::move(d));
        return;
      }
      if (is_continue && s.kind == LabelScope::Kind::block) {
        Diagnostic d(diagnostics::Level::error, "`continue` pointing to a labeled block", MultiSpan(e.span), "E0696");
        d.label(e.span, "labeled blocks cannot be `continue`'d");
        d.label(s.whole, "labeled block the `continue` points to");
        error(std::move(d));
        return;
      }
      slot(res_.label_target, e.id) = s.target;
      labels_[i].used = true;
      return;
    }
    const std::string name(ident.name.str());
    Diagnostic d(diagnostics::Level::error, "use of undeclared label `" + name + "`", MultiSpan(ident.span), "E0426");
    d.label(ident.span, "undeclared label `" + name + "`");
    std::vector<Symbol> names;
    for (const LabelScope& s : labels_)
      if (!s.ident.name.empty()) names.push_back(s.ident.name);
    if (const auto close = best_match(names, ident.name)) {
      for (const LabelScope& s : labels_)
        if (s.ident.name == *close) {
          d.label(s.span, "a label with a similar name is reachable");
          break;
        }
      d.suggest(ident.span, "try using similarly named label", std::string(close->str()), Applicability::maybe_incorrect);
    }
    error(std::move(d));
    return;
  }
  for (size_t i = labels_.size(); i-- > 0;) {
    const LabelScope& s = labels_[i];
    if (s.kind == LabelScope::Kind::loop && s.in_condition) {
      Diagnostic d(diagnostics::Level::error, "`break` or `continue` with no label in the condition of a `while` loop", MultiSpan(e.span),
                   "E0590");
      d.label(e.span, std::string("unlabeled `") + word + "` in the condition of a `while` loop");
      error(std::move(d));
      return;
    }
    if (s.kind == LabelScope::Kind::loop) {
      slot(res_.label_target, e.id) = s.target;
      return;
    }
    if (s.kind == LabelScope::Kind::block) {
      bool in_loop = false;
      for (size_t j = i; j-- > 0 && labels_[j].kind != LabelScope::Kind::closure;)
        in_loop = in_loop || labels_[j].kind == LabelScope::Kind::loop;
      Diagnostic d(diagnostics::Level::error, std::string("unlabeled `") + word + "` inside of a labeled block", MultiSpan(e.span),
                   "E0695");
      d.label(e.span, std::string("`") + word + "` statements that would diverge to or through a labeled block need to bear a label");
      error(std::move(d));
      return;
    }
    if (s.kind == LabelScope::Kind::closure) {
      Diagnostic d(diagnostics::Level::error, std::string("`") + word + "` inside of a closure", MultiSpan(e.span), "E0267");
      d.label(e.span, std::string("cannot `") + word + "` inside of a closure");
      d.label(s.span, "enclosing closure");
      error(std::move(d));
      return;
    }
  }
  Diagnostic d(diagnostics::Level::error, std::string("`") + word + "` outside of a loop" + (is_continue ? "" : " or labeled block"),
               MultiSpan(e.span), "E0268");
  d.label(e.span, std::string("cannot `") + word + "` outside of a loop" + (is_continue ? "" : " or labeled block"));
  error(std::move(d));
}

}  // namespace borrowlab::resolve
