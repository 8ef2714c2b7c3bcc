#include "mir/check_match.h"

#include <algorithm>

#include "mir/pattern_analysis.h"
#include "mir/util.h"
#include "support/sort.h"
#include "typeck/collect.h"

namespace borrowlab::mir {
namespace {

namespace thir = typeck::thir;
using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;

class Checker {
 public:
  Checker(types::Context& cx, const thir::Body& thir, diagnostics::Sink& sink)
      : cx_(cx), thir_(thir), sink_(sink), env_(typeck::param_env(cx, thir.owner)), module_(cx.defs.enclosing_module(thir.owner)) {}

  void run() {
    struct Site {
      uint32_t lo, hi;
      const thir::Expr* match;
      const thir::StmtLet* let;
    };
    std::vector<Site> sites;
    for (const thir::Expr& e : thir_.exprs)
      if (std::holds_alternative<thir::Match>(e.kind)) sites.push_back({e.span.lo, e.span.hi, &e, nullptr});
    for (const thir::Block& b : thir_.blocks)
      for (const thir::Stmt& s : b.stmts)
        if (const auto* let = std::get_if<thir::StmtLet>(&s.kind); let != nullptr && !let->else_block)
          sites.push_back({let->span.lo, let->span.hi, nullptr, let});
    sort(sites, [](const Site& a, const Site& b) { return a.lo != b.lo ? a.lo < b.lo : a.hi > b.hi; });
    for (const Site& s : sites) {
      if (s.match != nullptr) check_match(std::get<thir::Match>(s.match->kind), *s.match);
      else check_let(*s.let);
    }
    for (const thir::Param& p : thir_.params)
      if (p.pat) check_irrefutable(p.pat, thir_.closure ? "closure argument" : "function argument", nullptr, true);
  }

 private:
  // Whether reading the scrutinee's place is known to give a valid value: then uninhabited variants need no arm.
  bool known_valid(thir::ExprId id) const {
    const thir::Expr& e = thir_.exprs[id];
    if (std::holds_alternative<thir::Deref>(e.kind)) return false;
    if (const auto* f = std::get_if<thir::Field>(&e.kind)) {
      const types::AdtDef* adt = adt_def(cx_, thir_.exprs[f->lhs].ty);
      return !(adt != nullptr && adt->kind == types::AdtKind::union_) && known_valid(f->lhs);
    }
    if (const auto* i = std::get_if<thir::Index>(&e.kind)) return known_valid(i->lhs);
    if (const auto* s = std::get_if<thir::Scope>(&e.kind)) return known_valid(s->value);
    if (const auto* u = std::get_if<thir::Use>(&e.kind)) return known_valid(u->source);
    if (const auto* n = std::get_if<thir::NeverToAny>(&e.kind)) return known_valid(n->source);
    if (const auto* p = std::get_if<thir::PlaceTypeAscription>(&e.kind)) return known_valid(p->source);
    if (const auto* v = std::get_if<thir::ValueTypeAscription>(&e.kind)) return known_valid(v->source);
    return true;
  }

  std::optional<std::vector<Witness>> uncovered(const std::vector<PatternRow>& rows, TypeId ty, bool valid, Span span) {
    Usefulness u = find_uncovered(cx_, thir_, env_, module_, rows, ty, valid);
    if (u.unsupported) return std::nullopt;
    if (u.too_complex) {
      sink_.refuse(span, "patterns as complex as these");
      return std::nullopt;
    }
    return std::move(u.witnesses);
  }

  void check_match(const thir::Match& m, const thir::Expr& e) {
    std::vector<PatternRow> rows;
    for (uint32_t arm : m.arms) {
      rows.push_back({thir_.arms[arm].pattern, thir_.arms[arm].guard.valid()});
    }
    const thir::Expr& scrutinee = thir_.exprs[m.scrutinee];
    const auto witnesses = uncovered(rows, scrutinee.ty, known_valid(m.scrutinee), scrutinee.span);
    if (!witnesses || witnesses->empty()) return;
    if (m.source == syntax::MatchSource::for_loop && m.arms.size() == 2) {
      const thir::Pat& some = thir_.pats[thir_.arms[m.arms[1]].pattern];
      if (const auto* v = std::get_if<thir::PatVariant>(&some.kind); v != nullptr && v->fields.size() == 1)
        return check_irrefutable(v->fields[0].pat, "`for` loop binding", nullptr, true);
    }
    report_match(m, e, scrutinee, *witnesses);
  }

  void check_let(const thir::StmtLet& let) {
    check_irrefutable(let.pattern, "local binding", &let, !let.initializer || known_valid(let.initializer));
  }

  // --- wording ---
  // Three patterns are named, the rest is counted.
  std::string joined(const std::vector<Witness>& ws) const {
    auto text = [&](size_t i) { return "`" + witness_to_string(cx_, ws[i]) + "`"; };
    if (ws.size() == 1) return text(0);
    const bool all = ws.size() <= 3;
    const size_t head = all ? ws.size() - 1 : 3;
    std::string out;
    for (size_t i = 0; i < head; ++i) out += (i > 0 ? ", " : "") + text(i);
    return out + " and " + (all ? text(ws.size() - 1) : std::to_string(ws.size() - head) + " more");
  }

  void point_at_variants(const types::AdtDef& adt, const std::vector<Witness>& ws, size_t limit, MultiSpan& spans) const {
    size_t n = 0;
    for (const Witness& w : ws) {
      if (n++ == limit) break;
      if (w.ctor.kind == Constructor::Kind::variant) {
        const types::AdtDef* def = adt_def(cx_, w.ty);
        if (def != nullptr && def->def != adt.def) continue;
        spans.push_label(cx_.defs[adt.variants[w.ctor.variant].def].ident_span, "not covered");
      }
      point_at_variants(adt, w.fields, SIZE_MAX, spans);
    }
  }
  void adt_defined_here(Diagnostic& d, TypeId ty, const std::vector<Witness>& ws, bool also_library) const {
    while (const auto* r = cx_.store.get<types::Ref>(ty)) ty = r->pointee;
    const types::AdtDef* adt = adt_def(cx_, ty);
    if (adt == nullptr) return;
    const resolve::Def& def = cx_.defs[adt->def];
    const bool local = def.krate == cx_.defs[thir_.owner].krate;
    if (!local && !also_library) return;
    const Span at = local ? def.ident_span : def.span;
    MultiSpan spans(at);
    spans.push_label(at, "");
    point_at_variants(*adt, ws, 5, spans);
    d.span_note(std::move(spans), "`" + types::to_string(cx_, ty) + "` defined here");
  }

  void special_types(const Witness& w, std::vector<TypeId>& out) const {
    auto add = [&](TypeId t) {
      if (std::find(out.begin(), out.end(), t) == out.end()) out.push_back(t);
    };
    if (w.ctor.kind == Constructor::Kind::non_exhaustive || w.ctor.kind == Constructor::Kind::never) add(w.ty);
    if (w.ctor.kind == Constructor::Kind::int_range &&
        (w.ctor.range.lo.over != 0 || w.ctor.range.hi.over == 2 || w.ctor.range.hi.over == 1)) {
      const auto* i = cx_.store.get<types::Int>(w.ty);
      const bool beyond =
          w.ctor.range.lo.over != 0 || (w.ctor.range.lo.value > truncate(~static_cast<unsigned __int128>(0), bit_width(cx_, w.ty)));
      if (i != nullptr && i->width == types::IntWidth::size && beyond) add(w.ty);
    }
    for (const Witness& f : w.fields) special_types(f, out);
  }

  std::string source_text(Span span) const { return std::string(cx_.sources.snippet(span)); }
  // The white space that the line of a place begins with; nullopt for places without text.
  std::optional<std::string> indentation_before(Span span) const {
    const source::FileId id = cx_.sources.file_of(span.lo);
    if (!id) return std::nullopt;
    const source::SourceFile& file = cx_.sources.file(id);
    const std::string_view line = file.line(cx_.sources.lookup(span.lo).line);
    size_t n = 0;
    while (n < line.size() && (line[n] == ' ' || line[n] == '\t')) ++n;
    return std::string(line.substr(0, n));
  }
  bool is_multiline(Span span) const { return cx_.sources.lookup(span.lo).line != cx_.sources.lookup(span.hi).line; }

  void report_match(const thir::Match& m, const thir::Expr& e, const thir::Expr& scrutinee, const std::vector<Witness>& ws) {
    const Span sp = scrutinee.span;
    const TypeId ty = scrutinee.ty;
    const std::string ty_name = types::to_string(cx_, ty);
    const types::AdtDef* adt = adt_def(cx_, ty);
    const bool non_empty_enum = adt != nullptr && adt->kind == types::AdtKind::enum_ && !adt->variants.empty();
    const bool empty_match = m.arms.empty();
    if (empty_match && !non_empty_enum) {
      Diagnostic d(Level::error, "non-exhaustive patterns: type `" + ty_name + "` is non-empty", sp, "E0004");
      adt_defined_here(d, ty, {}, true);
      d.note("the matched value is of type `" + ty_name + "`");
      if (cx_.store.get<types::Ref>(ty)) d.note("references are always considered inhabited");
      suggest_in_empty_body(d, e, sp, "_ => todo!()",
                            "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern as shown");
      sink_.emit(std::move(d));
      return;
    }
    const std::string patterns = joined(ws);
    Diagnostic d(Level::error, "non-exhaustive patterns: " + patterns + " not covered", sp, "E0004");
    d.label(sp, std::string("pattern") + (ws.size() == 1 ? " " : "s ") + patterns + " not covered");
    adt_defined_here(d, ty, ws, true);
    d.note("the matched value is of type `" + ty_name + "`");
    if (!empty_match) {
      std::vector<TypeId> special;
      special_types(ws[0], special);
      for (TypeId t : special) {
        const std::string name = types::to_string(cx_, t);
        if (t == cx_.store.usize)
          d.note("`usize::MAX` is not treated as exhaustive, so half-open ranges are necessary to match exhaustively");
        else if (t == cx_.store.isize)
          d.note("`isize::MIN` and `isize::MAX` are not treated as exhaustive, so half-open ranges are necessary to match exhaustively");
        else if (t == cx_.store.str) d.note("`&str` cannot be matched exhaustively, so a wildcard `_` is necessary");
        else if (const types::AdtDef* a = adt_def(cx_, t); a != nullptr && a->non_exhaustive)
          d.note("`" + name + "` is marked as non-exhaustive, so a wildcard `_` is necessary to match exhaustively");
        else if (!is_inhabited(cx_, env_, t, module_))
          d.note("`" + name + "` is uninhabited but is not being matched by value, so a wildcard `_` is required");
      }
    }
    if (const auto* r = cx_.store.get<types::Ref>(ty); r != nullptr && !is_inhabited(cx_, env_, r->pointee, module_))
      d.note("references are always considered inhabited");
    const bool with_witnesses = ws.size() < 4;
    std::string arm;
    if (with_witnesses)
      for (const Witness& w : ws) arm += (arm.empty() ? "" : " | ") + witness_to_string(cx_, w);
    else arm = "_";
    arm += " => todo!()";
    const bool all_guarded = std::all_of(m.arms.begin(), m.arms.end(), [&](uint32_t a) { return thir_.arms[a].guard.valid(); });
    if (!empty_match && all_guarded) d.note("match arms with guards don't count towards exhaustivity");
    std::string message = "ensure that all possible cases are being handled by adding a match arm with a wildcard pattern";
    auto finish = [&](bool suggested) {
      if (ws.size() > 1 && with_witnesses && suggested) message += ", a match arm with multiple or-patterns";
      if (ws.size() == 1) message += suggested ? " or an explicit pattern as shown" : " or an explicit pattern";
      else message += suggested ? " as shown, or multiple match arms" : ", or multiple match arms";
    };
    if (empty_match) {
      finish(true);
      suggest_in_empty_body(d, e, sp, arm, message);
      sink_.emit(std::move(d));
      return;
    }
    const thir::Arm& last = thir_.arms[m.arms.back()];
    std::optional<std::string> text;
    if (m.arms.size() == 1) {
      const auto indent = indentation_before(last.span);
      text = indent && followed_by_line_break(last.span) ? ",\n" + *indent + arm : ", " + arm;
    } else {
      const thir::Arm& prev = thir_.arms[m.arms[m.arms.size() - 2]];
      if (prev.span.ctxt == last.span.ctxt) {
        if (is_multiline(prev.span.between(last.span))) {
          if (const auto indent = indentation_before(last.span)) text = ",\n" + *indent + arm;
        } else {
          text = ", " + arm;
        }
      }
    }
    finish(text.has_value());
    if (text) d.suggest_verbose(last.span.shrink_to_hi(), message, *text, Applicability::has_placeholders);
    else d.help(message);
    sink_.emit(std::move(d));
  }
  bool followed_by_line_break(Span span) const {
    const source::FileId id = cx_.sources.file_of(span.lo);
    if (!id) return false;
    const source::SourceFile& file = cx_.sources.file(id);
    if (is_multiline(span)) return true;
    for (size_t i = span.hi - file.start; i < file.text.size(); ++i) {
      const char c = file.text[i];
      if (c == '\n') return true;
      if (c != ' ' && c != '\t' && c != '\r' && c != ',') return false;
    }
    return false;
  }
  void suggest_in_empty_body(Diagnostic& d, const thir::Expr& e, Span sp, const std::string& arm, const std::string& message) const {
    // `{}` after the scrutinee.
    const source::FileId id = cx_.sources.file_of(e.span.lo);
    if (!id || e.span.hi <= sp.hi) {
      d.help(message);
      return;
    }
    const source::SourceFile& file = cx_.sources.file(id);
    uint32_t open = sp.hi;
    while (open < e.span.hi && file.text[open - file.start] != '{') ++open;
    const auto indent = indentation_before(sp);
    const std::string line = indent ? "\n" + *indent : " ";
    d.suggest_verbose(e.span.with_lo(sp.hi), message, " {" + line + (indent ? "    " : "") + arm + "," + line + "}",
                      Applicability::has_placeholders);
  }

  void check_irrefutable(thir::PatId id, const char* origin, const thir::StmtLet* let, bool valid) {
    const thir::Pat& pat = thir_.pats[id];
    const auto witnesses = uncovered({{id, false}}, pat.ty, valid, pat.span);
    if (!witnesses || witnesses->empty()) return;
    const std::vector<Witness>& ws = *witnesses;
    Diagnostic d(Level::error, std::string("refutable pattern in ") + origin, pat.span, "E0005");
    std::string label;
    auto text = [&](size_t i) { return "`" + witness_to_string(cx_, ws[i]) + "`"; };
    if (ws.size() == 1) label = "pattern " + text(0);
    if (ws.size() == 2) label = "patterns " + text(0) + " and " + text(1);
    if (ws.size() == 3) label = "patterns " + text(0) + ", " + text(1) + " and " + text(2);
    if (ws.size() > 3) label = "patterns " + text(0) + ", " + text(1) + ", " + text(2) + " and " + std::to_string(ws.size() - 3) + " more";
    d.label(pat.span, label + " not covered");
    if (let != nullptr) {
      d.note("`let` bindings require an \"irrefutable pattern\", like a `struct` or an `enum` with only one variant");
      d.note("for more information, visit https://doc.rust-lang.org/book/ch19-02-refutability.html");
    }
    adt_defined_here(d, pat.ty, ws, false);
    d.note("the matched value is of type `" + types::to_string(cx_, pat.ty) + "`");
    if (let != nullptr && let->initializer) {
      const Span init = thir_.exprs[let->initializer].span;
      const Span whole = let->span.with_hi(std::max(init.hi, pat.span.hi));
      const char* variants = ws.size() == 1 ? "variant that isn't" : "variants that aren't";
      if (has_binding(id)) {
        d.suggest_verbose(whole.shrink_to_hi(), std::string("you might want to use `let...else` to handle the ") + variants + " matched",
                          " else { todo!() }", Applicability::has_placeholders);
      } else {
        d.suggest_multipart(std::string("you might want to use `if let` to ignore the ") + variants + " matched",
                            {{whole.shrink_to_lo(), "if "}, {whole.shrink_to_hi(), " { todo!() }"}}, Applicability::has_placeholders,
                            diagnostics::SuggestionStyle::show_always);
      }
    }
    if (let != nullptr)
      if (const auto* c = std::get_if<thir::PatConstant>(&pat.kind); c != nullptr && is_integral(cx_, pat.ty) &&
                                                                     !source_text(pat.span).empty() && source_text(pat.span)[0] >= '0' &&
                                                                     source_text(pat.span)[0] <= '9')
        d.suggest_verbose(pat.span.shrink_to_lo(),
                          "alternatively, you could prepend the pattern with an underscore to define a new named variable; identifiers "
                          "cannot begin with digits",
                          "_", Applicability::maybe_incorrect);
    sink_.emit(std::move(d));
  }
  bool has_binding(thir::PatId id) const {
    const thir::Pat& p = thir_.pats[id];
    auto any = [&](const std::vector<thir::PatId>& list) {
      return std::any_of(list.begin(), list.end(), [&](thir::PatId i) { return has_binding(i); });
    };
    if (std::holds_alternative<thir::PatBinding>(p.kind)) return true;
    if (const auto* d = std::get_if<thir::PatDeref>(&p.kind)) return has_binding(d->pat);
    if (const auto* o = std::get_if<thir::PatOr>(&p.kind)) return any(o->alternatives);
    if (const auto* s = std::get_if<thir::PatSlice>(&p.kind))
      return any(s->prefix) || any(s->suffix) || (s->slice && has_binding(s->slice));
    if (const auto* v = std::get_if<thir::PatVariant>(&p.kind))
      return std::any_of(v->fields.begin(), v->fields.end(), [&](const thir::FieldPat& f) { return has_binding(f.pat); });
    if (const auto* l = std::get_if<thir::PatLeaf>(&p.kind))
      return std::any_of(l->fields.begin(), l->fields.end(), [&](const thir::FieldPat& f) { return has_binding(f.pat); });
    return false;
  }

  types::Context& cx_;
  const thir::Body& thir_;
  diagnostics::Sink& sink_;
  types::ParamEnv env_;
  DefId module_;
};

}  // namespace

void check_match(types::Context& cx, const thir::Body& thir, diagnostics::Sink& sink) { Checker(cx, thir, sink).run(); }

}  // namespace borrowlab::mir
