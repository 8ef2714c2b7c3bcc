// macro_rules definitions and transcription. After rustc_expand::mbe::{quoted, transcribe}.
#include "syntax/macro_rules.h"

#include <utility>

#include "syntax/macro_matcher.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

Fragment fragment_by_name(Symbol name) {
  static constexpr std::pair<std::string_view, Fragment> kNames[] = {{"ident", Fragment::ident},
                                                                     {"block", Fragment::block},
                                                                     {"stmt", Fragment::stmt},
                                                                     {"expr", Fragment::expr},
                                                                     {"expr_2021", Fragment::expr_2021},
                                                                     {"pat", Fragment::pat},
                                                                     {"pat_param", Fragment::pat_param},
                                                                     {"lifetime", Fragment::lifetime},
                                                                     {"literal", Fragment::literal},
                                                                     {"ty", Fragment::ty},
                                                                     {"item", Fragment::item},
                                                                     {"meta", Fragment::meta},
                                                                     {"tt", Fragment::tt},
                                                                     {"vis", Fragment::vis},
                                                                     {"path", Fragment::path}};
  for (const auto& [text, fragment] : kNames)
    if (text == name.str()) return fragment;
  return Fragment::none;
}

// Parses a matcher or a transcriber.
class Quoted {
 public:
  Quoted(Session& s, bool matcher) : s_(s), matcher_(matcher) {}

  std::vector<MacroTree> trees(TokenRange r, uint32_t depth = 0) {
    std::vector<MacroTree> out;
    const Token* t = r.begin;
    if (depth > kNestingLimit) {
      s_.sink.refuse(t->span, "macros nested this deeply");
      return out;
    }
    while (t < r.end && !failed_) {
      if (t->kind == Tok::dollar && t + 1 < r.end) {
        t = after_dollar(t, r.end, out, depth);
      } else if (t->kind == Tok::open) {
        MacroTree tree;
        tree.kind = MacroTree::Kind::delimited;
        tree.token = *t;
        tree.close = t[t->aux];
        tree.children = trees({t + 1, t + t->aux}, depth + 1);
        out.push_back(std::move(tree));
        t += out.back().token.aux + 1;
      } else {
        MacroTree tree;
        tree.token = *t++;
        out.push_back(std::move(tree));
      }
    }
    return out;
  }
  bool failed() const { return failed_; }

 private:
  const Token* after_dollar(const Token* t, const Token* end, std::vector<MacroTree>& out, uint32_t depth) {
    const Token& next = t[1];
    MacroTree tree;
    tree.token = *t;
    if (next.is_open(Delim::paren)) {
      tree.kind = MacroTree::Kind::sequence;
      tree.children = trees({t + 2, t + 1 + next.aux}, depth + 1);
      const Token* op = t + 1 + next.aux + 1;
      const auto is_op = [&](const Token* o) {
        return o < end && (o->kind == Tok::star || o->kind == Tok::plus || o->kind == Tok::question);
      };
      if (!is_op(op) || (op->kind == Tok::question && is_op(op + 1) && op[1].kind != Tok::question && false)) {
        if (op + 1 < end && is_op(op + 1)) {
          tree.has_separator = true;
          tree.separator = *op++;
        } else {
          return fail(op < end ? op->span : next.span, "expected one of: `*`, `+`, or `?`");
        }
      } else if (op->kind == Tok::plus && false) {
      }
      tree.op = op->kind == Tok::star ? '*' : op->kind == Tok::plus ? '+' : '?';
      tree.token.span = t->span.to(op->span);
      out.push_back(std::move(tree));
      return op + 1;
    }
    if (next.is_ident()) {
      if (next.is_kw(sym::kw_crate)) {
        tree.token = next;
        tree.token.sym = sym::dollar_crate;
        tree.token.span = s_.join(t->span, next.span);
        out.push_back(std::move(tree));
        return t + 2;
      }
      tree.name = next.sym;
      tree.token.span = s_.join(t->span, next.span);
      if (matcher_) {
        if (t + 3 < end + 0 && t[2].kind == Tok::colon && t[3].is_ident()) {
          tree.kind = MacroTree::Kind::metavar_decl;
          tree.fragment = fragment_by_name(t[3].sym);
          if (tree.fragment == Fragment::none) {
            Diagnostic d(Level::error, "invalid fragment specifier `" + std::string(t[3].sym.str()) + "`",
                         s_.join(tree.token.span, t[3].span));
            d.help(
                "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, `tt`, "
                "`item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility");
            report(std::move(d));
            return end;
          }
          const auto edition = s_.edition_of(t[3].span);
          if (tree.fragment == Fragment::expr && edition < source::Edition::e2024) tree.fragment = Fragment::expr_2021;
          if (tree.fragment == Fragment::pat && edition < source::Edition::e2021) tree.fragment = Fragment::pat_param;
          tree.token.span = s_.join(tree.token.span, t[3].span);
          out.push_back(std::move(tree));
          return t + 4;
        }
        Diagnostic d(Level::error, "missing fragment specifier", tree.token.span);
        d.note("fragment specifiers must be provided");
        d.help(
            "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, `literal`, `path`, `meta`, `tt`, "
            "`item` and `vis`, along with `expr_2021` and `pat_param` for edition compatibility");
        report(std::move(d));
        return end;
      }
      tree.kind = MacroTree::Kind::metavar;
      out.push_back(std::move(tree));
      return t + 2;
    }
    if (next.is_open(Delim::brace)) {
      s_.sink.refuse(t->span, "macro metavariable expressions");
      failed_ = true;
      return end;
    }
    if (next.kind == Tok::dollar) {
      s_.sink.refuse(t->span, "`$$` in macros");
      failed_ = true;
      return end;
    }
    if (matcher_) return fail(next.span, "expected identifier, found `" + token_text(next) + "`");
    out.push_back(std::move(tree));
    return t + 1;
  }

  const Token* fail(Span span, std::string message) {
    report(Diagnostic(Level::error, std::move(message), span));
    static const Token kNothing{};
    return &kNothing + 1;
  }
  void report(Diagnostic d) {
    if (!failed_) s_.expansion_errors.push_back(std::move(d));
    failed_ = true;
  }

  Session& s_;
  bool matcher_;
  bool failed_ = false;
};

void compile_matcher(const std::vector<MacroTree>& trees, MacroRule& rule, uint32_t depth) {
  for (const MacroTree& t : trees) {
    MatcherLoc loc;
    loc.depth = depth;
    switch (t.kind) {
      case MacroTree::Kind::token:
      case MacroTree::Kind::metavar:
        loc.token = t.token;
        rule.matcher.push_back(loc);
        break;
      case MacroTree::Kind::delimited: {
        loc.token = t.token;
        rule.matcher.push_back(loc);
        compile_matcher(t.children, rule, depth);
        loc.token = t.close;
        rule.matcher.push_back(loc);
        break;
      }
      case MacroTree::Kind::sequence: {
        loc.kind = MatcherLoc::Kind::sequence;
        loc.op = t.op;
        loc.metavar = static_cast<uint32_t>(rule.metavars.size());
        const size_t at = rule.matcher.size();
        rule.matcher.push_back(loc);
        compile_matcher(t.children, rule, depth + 1);
        MatcherLoc end;
        end.op = t.op;
        end.first = static_cast<uint32_t>(at) + 1;
        end.depth = depth;
        if (t.has_separator) {
          end.kind = MatcherLoc::Kind::sequence_sep;
          end.token = t.separator;
          rule.matcher.push_back(end);
          end.kind = MatcherLoc::Kind::sequence_end_after_sep;
          rule.matcher.push_back(end);
        } else {
          end.kind = MatcherLoc::Kind::sequence_end_no_sep;
          rule.matcher.push_back(end);
        }
        rule.matcher[at].first = static_cast<uint32_t>(rule.matcher.size());
        rule.matcher[at].metavar_count = static_cast<uint32_t>(rule.metavars.size()) - loc.metavar;
        break;
      }
      case MacroTree::Kind::metavar_decl:
        loc.kind = MatcherLoc::Kind::metavar;
        loc.metavar = static_cast<uint32_t>(rule.metavars.size());
        loc.name = t.name;
        loc.fragment = t.fragment;
        loc.token = t.token;
        rule.metavars.push_back(t.name);
        rule.matcher.push_back(loc);
        break;
    }
  }
}

}  // namespace

std::shared_ptr<MacroDef> parse_macro_rules(Session& s, Symbol name, Span name_span, TokenRange body) {
  auto def = std::make_shared<MacroDef>();
  def->name = name;
  def->span = name_span;
  const Token* t = body.begin;
  const auto fail = [&](Span span, const std::string& what, const std::string& found) {
    Diagnostic d(Level::error, "expected " + what + ", found " + found, span);
    d.label(span, "expected " + what);
    s.expansion_errors.push_back(std::move(d));
    return nullptr;
  };
  if (t == body.end) {
    s.expansion_errors.emplace_back(Level::error, "macros must contain at least one rule", name_span);
    return nullptr;
  }
  while (t < body.end) {
    MacroRule rule;
    if (t->kind != Tok::open) return fail(t->span, "macro rule", "`" + token_text(*t) + "`");
    rule.lhs_span = s.join(t->span, t[t->aux].span);
    Quoted lhs(s, true);
    const auto trees = lhs.trees({t + 1, t + t->aux});
    if (lhs.failed()) return nullptr;
    t += t->aux + 1;
    if (t >= body.end || t->kind != Tok::fat_arrow)
      return fail(t < body.end ? t->span : rule.lhs_span.shrink_to_hi(), "`=>`",
                  t < body.end ? "`" + token_text(*t) + "`" : "end of macro arguments");
    ++t;
    if (t >= body.end || t->kind != Tok::open) {
      s.expansion_errors.emplace_back(Level::error, "macro rhs must be delimited", t < body.end ? t->span : rule.lhs_span);
      return nullptr;
    }
    Quoted rhs(s, false);
    rule.body = rhs.trees({t + 1, t + t->aux});
    if (rhs.failed()) return nullptr;
    t += t->aux + 1;
    compile_matcher(trees, rule, 0);
    MatcherLoc end;
    end.kind = MatcherLoc::Kind::eof;
    rule.matcher.push_back(end);
    def->rules.push_back(std::move(rule));
    if (t < body.end) {
      if (t->kind != Tok::semi) return fail(t->span, "`;`", "`" + token_text(*t) + "`");
      ++t;
    }
  }
  return def;
}

namespace {

class Transcriber {
 public:
  Transcriber(Session& s, const MacroRule& rule, const Matches& matches, ExpnId expn, Tokens& out)
      : s_(s), rule_(rule), matches_(matches), expn_(expn), out_(out) {}

  bool run(const std::vector<MacroTree>& trees) {
    for (const MacroTree& t : trees) {
      if (out_.size() + s_.tokens_produced > kTokenBudget) {
        s_.sink.refuse(s_.sources.expansion(expn_).call_site, "macro expansions this large");
        return false;
      }
      switch (t.kind) {
        case MacroTree::Kind::token: emit(t.token); break;
        case MacroTree::Kind::delimited:
          emit_delimiter(t.token);
          if (!run(t.children)) return false;
          emit_delimiter(t.close);
          break;
        case MacroTree::Kind::metavar:
        case MacroTree::Kind::metavar_decl:
          if (!substitute(t)) return false;
          break;
        case MacroTree::Kind::sequence:
          if (!repeat(t)) return false;
          break;
      }
    }
    return true;
  }

 private:
  Span mark(Span span) {
    if (!(span.ctxt == from_) || !cached_) {
      from_ = span.ctxt;
      to_ = s_.sources.apply_mark(span.ctxt, expn_);
      cached_ = true;
    }
    return span.with_ctxt(to_);
  }
  void emit(const Token& t) {
    out_.push_back(t);
    out_.back().span = mark(t.span);
    out_.back().flags |= Token::kAlone;
  }
  void emit_delimiter(const Token& t) {
    out_.push_back(t);
    out_.back().span = mark(t.span);
  }

  const NamedMatch* lookup(Symbol name) const {
    for (size_t i = 0; i < rule_.metavars.size(); ++i)
      if (rule_.metavars[i] == name) return &matches_[i];
    return nullptr;
  }

  bool substitute(const MacroTree& t) {
    const NamedMatch* m = lookup(t.name);
    if (m == nullptr) {  // not a variable of this macro: of one defined here, perhaps
      Token dollar;
      dollar.kind = Tok::dollar;
      dollar.span = t.token.span.with_hi(t.token.span.lo + 1);
      emit(dollar);
      Token name;
      name.kind = Tok::ident;
      name.sym = t.name;
      name.span = t.token.span.with_lo(t.token.span.lo + 1);
      emit(name);
      return true;
    }
    for (const auto& level : repeats_) {
      if (!m->is_seq) break;
      if (level.index < m->seq.size()) m = &m->seq[level.index];
    }
    if (m->is_seq) {
      s_.expansion_errors.emplace_back(Level::error, "variable `" + std::string(t.name.str()) + "` is still repeating at this depth",
                                       t.token.span);
      s_.expansion_errors.back().label(t.token.span, "expected repetition here");
      s_.expansion_errors.back().spans.labels.clear();
      return false;
    }
    const TokenRange r = m->range;
    const Span marked = mark(t.token.span);
    if (!r.empty()) s_.metavar_spans.try_emplace(span_key(s_.join(r.begin->span, r.end[-1].span)), marked);
    const Fragment f = m->fragment;
    const bool bare = f == Fragment::ident || f == Fragment::lifetime || f == Fragment::tt;
    const bool wrapped = r.size() >= 2 && r.begin->is_open(Delim::invisible) && r.begin + r.begin->aux + 1 == r.end &&
                         (r.begin->fragment == f || (f == Fragment::expr && r.begin->fragment == Fragment::expr_2021) ||
                          (f == Fragment::expr_2021 && r.begin->fragment == Fragment::expr));
    if (bare || wrapped) {
      out_.insert(out_.end(), r.begin, r.end);
      return true;
    }
    Token delimiter;
    delimiter.kind = Tok::open;
    delimiter.sub = static_cast<uint8_t>(Delim::invisible);
    delimiter.fragment = f;
    delimiter.span = marked;
    delimiter.flags = Token::kAlone;
    out_.push_back(delimiter);
    out_.insert(out_.end(), r.begin, r.end);
    delimiter.kind = Tok::close;
    out_.push_back(delimiter);
    return true;
  }

  // How often a sequence repeats: as often as the variables in it that repeat at this depth.
  bool count(const std::vector<MacroTree>& trees, size_t& length, Symbol& by, bool& found, Span span) {
    for (const MacroTree& t : trees) {
      if (t.kind == MacroTree::Kind::delimited || t.kind == MacroTree::Kind::sequence) {
        if (!count(t.children, length, by, found, span)) return false;
      } else if (t.kind == MacroTree::Kind::metavar) {
        const NamedMatch* m = lookup(t.name);
        if (m == nullptr) continue;
        for (const auto& level : repeats_) {
          if (!m->is_seq) break;
          if (level.index < m->seq.size()) m = &m->seq[level.index];
        }
        if (!m->is_seq) continue;
        if (!found) {
          found = true;
          length = m->seq.size();
          by = t.name;
        } else if (length != m->seq.size()) {
          const auto times = [](size_t n) { return std::to_string(n) + (n == 1 ? " time" : " times"); };
          s_.expansion_errors.emplace_back(Level::error,
                                           "meta-variable `" + std::string(by.str()) + "` repeats " + times(length) + ", but `" +
                                               std::string(t.name.str()) + "` repeats " + times(m->seq.size()),
                                           span);
          return false;
        }
      }
    }
    return true;
  }

  bool repeat(const MacroTree& t) {
    size_t length = 0;
    Symbol by;
    bool found = false;
    if (!count(t.children, length, by, found, t.token.span)) return false;
    if (!found) {
      s_.expansion_errors.emplace_back(
          Level::error, "attempted to repeat an expression containing no syntax variables matched as repeating at this depth",
          t.token.span);
      return false;
    }
    if (length == 0 && t.op == '+') {
      s_.expansion_errors.emplace_back(Level::error, "this must repeat at least once", t.token.span);
      return false;
    }
    repeats_.push_back({0});
    for (size_t i = 0; i < length; ++i) {
      repeats_.back().index = i;
      if (i > 0 && t.has_separator) emit(t.separator);
      if (!run(t.children)) return false;
    }
    repeats_.pop_back();
    return true;
  }

  struct Repeat {
    size_t index;
  };
  Session& s_;
  const MacroRule& rule_;
  const Matches& matches_;
  ExpnId expn_;
  Tokens& out_;
  std::vector<Repeat> repeats_;
  source::SyntaxContext from_{}, to_{};
  bool cached_ = false;
};

// Doc comments in a macro's arguments are the attributes they stand for.
bool has_doc_comment(TokenRange r) {
  for (const Token* t = r.begin; t < r.end; ++t)
    if (t->kind == Tok::doc_comment) return true;
  return false;
}

void desugar_doc_comment(const Token& t, Tokens& out) {
  const auto push = [&](Tok kind, Symbol text = {}, uint8_t sub = 0) {
    Token n;
    n.kind = kind;
    n.sym = text;
    n.sub = sub;
    n.span = t.span;
    n.flags = Token::kAlone;
    out.push_back(n);
  };
  push(Tok::pound);
  if ((t.flags & Token::kInnerDoc) != 0) push(Tok::not_);
  push(Tok::open, {}, static_cast<uint8_t>(Delim::bracket));
  push(Tok::ident, sym::doc_);
  push(Tok::eq);
  const std::string body(t.sym.str());
  std::string hashes = "#";
  while (body.find("\"" + hashes) != std::string::npos) hashes += "#";
  const bool plain = body.find('"') == std::string::npos && body.find('\\') == std::string::npos;
  push(Tok::literal, Symbol::intern(plain ? "r\"" + body + "\"" : "r" + hashes + "\"" + body + "\"" + hashes),
       static_cast<uint8_t>(LitForm::raw_str));
  push(Tok::close, {}, static_cast<uint8_t>(Delim::bracket));
}

}  // namespace

bool expand_macro_rules(Session& s, const MacroDef& def, TokenRange args, Span call_span, Span close_span, ExpnId expn, Tokens& out) {
  Tokens desugared;
  if (has_doc_comment(args)) {
    for (const Token* t = args.begin; t < args.end; ++t) {
      if (t->kind == Tok::doc_comment) desugar_doc_comment(*t, desugared);
      else desugared.push_back(*t);
    }
    link_delimiters(desugared);
    args = {desugared.data(), desugared.data() + desugared.size()};
  }
  if (def.deferred.begin != nullptr) {
    const TokenRange text = std::exchange(def.deferred, TokenRange{});
    if (const auto parsed = parse_macro_rules(s, def.name, def.span, text)) def.rules = std::move(parsed->rules);
  }
  MatchFailure best;
  for (const MacroRule& rule : def.rules) {
    MacroMatcher matcher(s, rule, args, close_span);
    Matches matches;
    switch (matcher.run(matches, best)) {
      case MatchResult::success: {
        out.reserve(64);
        if (!Transcriber(s, rule, matches, expn, out).run(rule.body)) return false;
        link_delimiters(out);
        s.tokens_produced += out.size();
        return true;
      }
      case MatchResult::failure: continue;
      case MatchResult::error: return false;
    }
  }
  // No rule matched: the one that got furthest tells where.
  Diagnostic d;
  if (best.at_end) {
    d = Diagnostic(Level::error, "unexpected end of macro invocation", call_span);
    d.label(call_span, "missing tokens in macro arguments");
  } else {
    d = Diagnostic(Level::error, "no rules expected `" + token_text(best.token) + "`", best.token.span);
    if (best.token.is_ident() && is_reserved_keyword(best.token.sym, true) && !best.token.is_raw())
      d.message = (best.token.sym == sym::underscore ? "no rules expected reserved identifier `" : "no rules expected keyword `") +
                  token_text(best.token) + "`";
    d.label(best.token.span, "no rules expected this token in macro call");
  }
  if (!def.is_library) {
    Span head = def.span;
    head.lo = def.head_lo != 0 ? def.head_lo : head.lo;
    d.label(head, "when calling this macro");
  }
  if (best.expected != nullptr) {
    const MatcherLoc& loc = *best.expected;
    const std::string trying = "while trying to match ";
    switch (loc.kind) {
      case MatcherLoc::Kind::token:
      case MatcherLoc::Kind::delimited:
        if (!def.is_library) d.span_note(loc.token.span, trying + "`" + token_text(loc.token) + "`");
        break;
      case MatcherLoc::Kind::metavar:
        if (!def.is_library) d.span_note(loc.token.span, trying + "meta-variable `" + std::string(s.sources.snippet(loc.token.span)) + "`");
        break;
      case MatcherLoc::Kind::sequence: d.note(trying + "sequence start"); break;
      case MatcherLoc::Kind::sequence_sep: d.note(trying + "`" + token_text(loc.token) + "`"); break;
      case MatcherLoc::Kind::sequence_end_no_sep:
      case MatcherLoc::Kind::sequence_end_after_sep: d.note(trying + "sequence end"); break;
      case MatcherLoc::Kind::eof: d.note(trying + "end of macro"); break;
    }
  }
  s.expansion_errors.push_back(std::move(d));
  return false;
}

}  // namespace borrowlab::syntax
