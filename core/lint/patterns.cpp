// Lints of match checking: patterns that nothing reaches (`unreachable_patterns`), patterns that always match where they need not
// (`irrefutable_let_patterns`). After rustc_mir_build::thir::pattern::check_match.
#include <algorithm>

#include "lint/lint.h"
#include "mir/pattern_analysis.h"
#include "mir/util.h"
#include "support/sort.h"
#include "typeck/collect.h"

namespace borrowlab::lint {

namespace thir = typeck::thir;
using diagnostics::Applicability;

namespace {

class PatternLints {
 public:
  PatternLints(types::Context& cx, const thir::Body& body)
      : cx_(cx), thir_(body), env_(typeck::param_env(cx, body.owner)), module_(cx.defs.enclosing_module(body.owner)) {}

  Findings run() {
    struct Site {
      Span span;
      const thir::Match* match = nullptr;
      const thir::Let* let = nullptr;  // of a condition
      thir::ExprId expr;
      const thir::StmtLet* stmt = nullptr;
    };
    std::vector<Site> sites;
    for (uint32_t i = 0; i < thir_.exprs.size(); ++i) {
      const thir::Expr& e = thir_.exprs[thir::ExprId(i)];
      if (const auto* m = std::get_if<thir::Match>(&e.kind); m != nullptr && m->source == syntax::MatchSource::normal)
        sites.push_back({e.span, m, nullptr, thir::ExprId(i), nullptr});
      if (const auto* l = std::get_if<thir::Let>(&e.kind)) sites.push_back({e.span, nullptr, l, thir::ExprId(i), nullptr});
    }
    for (const thir::Block& b : thir_.blocks)
      for (const thir::Stmt& s : b.stmts)
        if (const auto* let = std::get_if<thir::StmtLet>(&s.kind); let != nullptr && let->initializer.valid())
          sites.push_back({let->span, nullptr, nullptr, {}, let});
    sort(sites, [](const Site& a, const Site& b) { return a.span.lo != b.span.lo ? a.span.lo < b.span.lo : a.span.hi > b.span.hi; });
    for (const Site& s : sites) {
      if (s.match != nullptr) match(*s.match);
      else if (s.let != nullptr) condition(*s.let, s.span, s.expr);
      else let_else(*s.stmt);
    }
    return std::move(out_);
  }

 private:
  void match(const thir::Match& m) {
    std::vector<mir::PatternRow> rows;
    for (const uint32_t arm : m.arms) rows.push_back({thir_.arms[arm].pattern, thir_.arms[arm].guard.valid()});
    unreachable(rows, thir_.exprs[m.scrutinee].ty);
  }

  void unreachable(const std::vector<mir::PatternRow>& rows, types::TypeId ty) {
    for (const mir::Redundancy& r : mir::find_redundant(cx_, thir_, env_, module_, rows, ty)) report(r);
  }

  bool is_catch_all(const thir::Pat& p) const {
    const auto* b = std::get_if<thir::PatBinding>(&p.kind);
    return std::holds_alternative<thir::PatWild>(p.kind) || (b != nullptr && !b->sub.valid());
  }

  void report(const mir::Redundancy& r) {
    if (r.covered_by.empty()) return;  // of a type without values: rustc says nothing of it
    const Span at = thir_.pats[r.pat].span;
    Diagnostic d = finding(Lint::unreachable_patterns, "unreachable pattern", at);
    d.label(at, "no value can reach this");
    if (r.covered_by.size() == 1) {
      const thir::Pat& by = thir_.pats[r.covered_by[0]];
      d.label(by.span, is_catch_all(by) ? "matches any value" : "matches all the relevant values");
      if (is_catch_all(by)) suggest_constant(d, by);
    } else {
      constexpr size_t most = 4;
      diagnostics::MultiSpan spans(at);
      for (size_t i = 0; i < std::min(most, r.covered_by.size()); ++i)
        spans.push_label(thir_.pats[r.covered_by[i]].span, "matches some of the same values");
      const size_t more = r.covered_by.size() > most ? r.covered_by.size() - most : 0;
      spans.push_label(at, more == 0 ? std::string("collectively making this unreachable")
                                     : "...and " + std::to_string(more) + " other patterns collectively make this unreachable");
      d.span_note(std::move(spans), "multiple earlier patterns match some of the same values");
    }
    out_.push_back(std::move(d));
  }

  // A binding that takes everything may have been meant to name a constant. rustc: find_fallback_pattern_typo.
  void suggest_constant(Diagnostic& d, const thir::Pat& by) const {
    const auto* binding = std::get_if<thir::PatBinding>(&by.kind);
    if (binding == nullptr || binding->name.str().substr(0, 1) == "_") return;
    std::vector<Symbol> names;
    for (DefId id = cx_.defs.defs.first(true); id < cx_.defs.defs.last(true); ++id.index) {
      const resolve::Def& def = cx_.defs[id];
      const auto of = cx_.items.type_of.find(id);
      if (def.kind != resolve::DefKind::const_ || of == cx_.items.type_of.end() || of->second != by.ty) continue;
      if (cx_.defs.enclosing_module(def.parent) == module_) names.push_back(def.name);
    }
    const auto best = resolve::best_match(names, binding->name);
    if (!best) return;
    const std::string name(best->str());
    d.suggest_verbose(by.span,
                      "you might have meant to pattern match against the value of similarly named constant `" + name +
                          "` instead of introducing a new catch-all binding",
                      name, Applicability::machine_applicable);
  }

  // --- patterns that always match ---
  bool is_irrefutable(thir::PatId pat) const {
    const mir::Usefulness u = mir::find_uncovered(cx_, thir_, env_, module_, {{pat, false}}, thir_.pats[pat].ty, true);
    return !u.too_complex && !u.unsupported && u.witnesses.empty();
  }

  // Whether the `let` is all of a condition, and which: of an `if`, a `while` or a guard.
  enum class Where : uint8_t { part, if_, while_, guard };
  Where where(thir::ExprId let) const {
    const auto peel = [&](thir::ExprId id) {
      for (;;) {
        if (const auto* s = std::get_if<thir::Scope>(&thir_.exprs[id].kind)) id = s->value;
        else if (const auto* u = std::get_if<thir::Use>(&thir_.exprs[id].kind)) id = u->source;
        else return id;
      }
    };
    for (const thir::Expr& e : thir_.exprs)
      if (const auto* i = std::get_if<thir::If>(&e.kind); i != nullptr && peel(i->cond) == let)
        return cx_.sources.desugaring_of(e.span) == source::DesugaringKind::while_loop ? Where::while_ : Where::if_;
    for (const thir::Arm& a : thir_.arms)
      if (a.guard.valid() && peel(a.guard) == let) return Where::guard;
    return Where::part;
  }

  void condition(const thir::Let& let, Span span, thir::ExprId id) {
    unreachable({{let.pat, false}}, thir_.pats[let.pat].ty);
    if (!is_irrefutable(let.pat)) return;
    switch (where(id)) {
      case Where::part: return;
      case Where::if_:
        return irrefutable("`if let` pattern", span, "this pattern will always match, so the `if let` is useless",
                           "consider replacing the `if let` with a `let`");
      case Where::while_:
        return irrefutable("`while let` pattern", span, "this pattern will always match, so the loop will never exit",
                           "consider instead using a `loop { ... }` with a `let` inside it");
      case Where::guard:
        return irrefutable("`if let` guard pattern", span, "this pattern will always match, so the guard is useless",
                           "consider removing the guard and adding a `let` inside the match arm");
    }
  }

  void let_else(const thir::StmtLet& let) {
    unreachable({{let.pattern, false}}, thir_.pats[let.pattern].ty);
    if (let.else_block.valid() && is_irrefutable(let.pattern))
      irrefutable("`let...else` pattern", let.span.with_hi(thir_.exprs[let.initializer].span.hi),
                  "this pattern will always match, so the `else` clause is useless", "consider removing the `else` clause");
  }

  void irrefutable(const char* what, Span span, const char* note, const char* help) {
    out_.push_back(finding(Lint::irrefutable_let_patterns, std::string("irrefutable ") + what, span).note(note).help(help));
  }

  types::Context& cx_;
  const thir::Body& thir_;
  types::ParamEnv env_;
  DefId module_;
  Findings out_;
};

}  // namespace

Findings pattern_lints(types::Context& cx, const thir::Body& body) { return PatternLints(cx, body).run(); }

}  // namespace borrowlab::lint
