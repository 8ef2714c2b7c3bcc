#include "syntax/macro_matcher.h"

#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

bool same_token(const Token& a, const Token& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Tok::ident:
    case Tok::lifetime: return a.sym == b.sym && a.is_raw() == b.is_raw();
    case Tok::literal: return a.sym == b.sym && a.aux == b.aux;
    case Tok::open:
    case Tok::close: return a.sub == b.sub;
    default: return true;
  }
}

bool is_kind_with(const Token& t, std::initializer_list<Tok> kinds) {
  for (Tok k : kinds)
    if (t.kind == k) return true;
  return false;
}

bool can_begin_type(const Token& t) {
  if (t.is_ident()) {
    if (!is_reserved_keyword(t.sym, false) || t.is_raw() || is_path_segment_keyword(t.sym)) return true;
    for (Symbol k : {sym::underscore, sym::kw_for, sym::kw_impl, sym::kw_fn, sym::kw_unsafe, sym::kw_extern, sym::kw_typeof, sym::kw_dyn})
      if (t.sym == k) return true;
    return false;
  }
  if (t.kind == Tok::open)
    return t.delim() == Delim::paren || t.delim() == Delim::bracket || t.is_open(Fragment::ty) || t.is_open(Fragment::path);
  return is_kind_with(t, {Tok::not_, Tok::star, Tok::and_, Tok::and_and, Tok::question, Tok::lifetime, Tok::lt, Tok::shl, Tok::path_sep});
}

}  // namespace

bool MacroMatcher::can_begin(Fragment f, const Token* at) const {
  if (at >= end_) return false;
  const Token& t = *at;
  switch (f) {
    case Fragment::expr:
    case Fragment::expr_2021: {
      if (t.is_kw(sym::kw_let)) return false;
      if (f == Fragment::expr_2021 &&
          (t.is_kw(sym::underscore) || (t.is_kw(sym::kw_const) && at + 1 < end_ && at[1].is_open(Delim::brace))))
        return false;
      Parser p(s_, {at, end_}, close_span_, false);
      return p.can_begin_expr(t);
    }
    case Fragment::ty: return can_begin_type(t);
    case Fragment::ident: return t.is_ident() && t.sym != sym::underscore;
    case Fragment::literal:
      return t.is(Tok::literal) || t.is_kw(sym::kw_true) || t.is_kw(sym::kw_false) || t.kind == Tok::minus || t.is_open(Fragment::literal);
    case Fragment::vis: return t.kind == Tok::comma || t.is_ident() || t.is_open(Delim::invisible) || can_begin_type(t);
    case Fragment::block: return t.is_open(Delim::brace) || t.is_open(Fragment::block) || t.kind == Tok::lifetime;
    case Fragment::path:
    case Fragment::meta:
      return t.kind == Tok::path_sep || t.is_ident() || t.is_open(Fragment::path) || t.is_open(Fragment::meta) || t.kind == Tok::lt;
    case Fragment::pat:
    case Fragment::pat_param:
      if (t.kind == Tok::open)
        return t.delim() == Delim::paren || t.delim() == Delim::bracket ||
               (t.delim() == Delim::invisible && t.fragment != Fragment::block && t.fragment != Fragment::item &&
                t.fragment != Fragment::stmt);
      if (t.kind == Tok::or_) return f == Fragment::pat;
      return t.is_ident() || t.is(Tok::literal) ||
             is_kind_with(t, {Tok::and_, Tok::minus, Tok::and_and, Tok::dot_dot, Tok::dot_dot_dot, Tok::dot_dot_eq, Tok::path_sep, Tok::lt,
                              Tok::shl});
    case Fragment::lifetime: return t.kind == Tok::lifetime;
    case Fragment::tt:
    case Fragment::item:
    case Fragment::stmt: return t.kind != Tok::close;
    case Fragment::none: return false;
  }
  return false;
}

// Parses one fragment at `at`, without expanding anything; the nodes made on the way are thrown away.
bool MacroMatcher::parse_fragment(const MatcherLoc& loc, const Token*& at, NamedMatch& out) {
  out.fragment = loc.fragment;
  const Token* begin = at;
  if (loc.fragment == Fragment::tt) {
    at = next_tree(at);
    out.range = {begin, at};
    return true;
  }
  if (loc.fragment == Fragment::ident || loc.fragment == Fragment::lifetime) {
    ++at;
    out.range = {begin, at};
    return true;
  }
  Ast& ast = s_.ast;
  const size_t exprs = ast.exprs.size(), pats = ast.pats.size(), tys = ast.tys.size(), blocks = ast.blocks.size(), items = ast.items.size();
  const uint32_t node = s_.next_node;
  const size_t underscores = s_.underscores.size();
  ++s_.no_expand;
  Parser p(s_, {at, end_}, close_span_, false, loc.name);
  p.fragment_of = &loc;
  switch (loc.fragment) {
    case Fragment::expr:
    case Fragment::expr_2021: p.parse_expr(); break;
    case Fragment::ty: p.parse_ty(); break;
    case Fragment::literal: p.parse_literal_maybe_minus(); break;
    case Fragment::vis: p.parse_visibility(); break;
    case Fragment::block: p.parse_block(); break;
    case Fragment::path: p.parse_path(Parser::PathStyle::type); break;
    case Fragment::pat: p.parse_pat_top(); break;
    case Fragment::pat_param: p.parse_pat_no_top_alt(); break;
    case Fragment::meta: {
      if (p.tok.is_open(Fragment::meta)) {
        const Token* stop = p.position() + p.position()->aux;
        while (p.position() < stop) p.bump();
        p.bump();
        break;
      }
      const bool is_unsafe = p.tok.is_kw(sym::kw_unsafe) && p.look(1).is_open(Delim::paren);
      if (is_unsafe) p.bump();
      else p.parse_path(Parser::PathStyle::mod);
      if (p.tok.kind == Tok::open && !p.tok.is_open(Delim::invisible)) {
        const Token* stop = p.position() + p.position()->aux;
        while (p.position() < stop) p.bump();
        p.bump();
      } else if (p.eat(Tok::eq)) {
        p.parse_expr();
      }
      break;
    }
    case Fragment::item: {
      std::vector<ItemId> found;
      const AttrList attrs = p.outer_attributes();
      if (!p.parse_item(found, attrs, Parser::ItemContext::module) && !p.failed()) {
        Diagnostic d(Level::error, "expected an item keyword", p.tok.span);
        p.fail(std::move(d));
      }
      break;
    }
    case Fragment::stmt: {
      std::vector<Stmt> found;
      bool needs_semi = false;
      const AttrList attrs = p.outer_attributes();
      p.stmt_fragment = true;
      p.parse_stmt(found, needs_semi, attrs);
      break;
    }
    default: break;
  }
  --s_.no_expand;
  ast.exprs.truncate(exprs);
  ast.pats.truncate(pats);
  ast.tys.truncate(tys);
  ast.blocks.truncate(blocks);
  ast.items.truncate(items);
  s_.next_node = node;
  s_.underscores.resize(std::min(s_.underscores.size(), underscores));
  if (p.failed()) return false;
  if (p.split()) {
    // The fragment ends within `>>`: go on with a copy of the arguments in which the two halves are apart.
    const Token* whole = p.position();
    Tokens copy(begin_, end_);
    const auto index = static_cast<size_t>(whole - begin_);
    const auto begin_index = static_cast<size_t>(begin - begin_);
    Token first = *whole;
    first.kind = p.prev_kind;
    first.span = p.prev;
    copy[index] = p.tok;
    copy.insert(copy.begin() + static_cast<ptrdiff_t>(index), first);
    link_delimiters(copy);
    s_.kept_tokens.push_back(std::move(copy));
    const Tokens& kept = s_.kept_tokens.back();
    begin_ = kept.data();
    end_ = kept.data() + kept.size();
    begin = begin_ + begin_index;
    at = begin_ + index + 1;
  } else {
    at = std::min(p.position(), end_);
  }
  out.range = {begin, at};
  return true;
}

void MacroMatcher::push_match(Matches& matches, uint32_t metavar, uint32_t depth, NamedMatch m) {
  if (matches.size() <= metavar) matches.resize(metavar + 1);
  NamedMatch* at = &matches[metavar];
  if (depth == 0) {
    *at = std::move(m);
    return;
  }
  at->is_seq = true;
  for (uint32_t i = 1; i < depth; ++i) {
    if (at->seq.empty()) at->seq.emplace_back();
    at = &at->seq.back();
    at->is_seq = true;
  }
  at->seq.push_back(std::move(m));
}

Matches MacroMatcher::collect(uint32_t last) {
  std::vector<uint32_t> order;
  for (uint32_t e = last; e != UINT32_MAX; e = events_[e].before) order.push_back(e);
  Matches matches(rule_.metavars.size());
  for (size_t i = order.size(); i-- > 0;) {
    Event& e = events_[order[i]];
    push_match(matches, e.metavar, e.depth, std::move(e.match));
  }
  return matches;
}

void MacroMatcher::note_failure(MatchFailure& best, const Token* at) {
  const auto position = static_cast<size_t>(at - begin_);
  if (best.any && position <= best.position) return;
  best.any = true;
  best.position = position;
  best.at_end = at >= end_;
  if (at < end_) best.token = *at;
  best.expected = best.remaining;
}

MatchResult MacroMatcher::run(Matches& matches, MatchFailure& best) {
  std::vector<Position> current, next, fragments;
  current.emplace_back();
  const Token* at = begin_;
  for (;;) {
    next.clear();
    fragments.clear();
    bool finished = false;
    uint32_t result = UINT32_MAX;
    size_t endings = 0;
    const bool at_end = at >= end_;
    while (!current.empty()) {
      Position p = current.back();
      current.pop_back();
      const MatcherLoc& loc = rule_.matcher[p.at];
      if (best.remaining == nullptr || (current.empty() && loc.kind != MatcherLoc::Kind::eof)) best.remaining = &loc;
      switch (loc.kind) {
        case MatcherLoc::Kind::token:
        case MatcherLoc::Kind::delimited:
          if (!at_end && same_token(loc.token, *at)) {
            ++p.at;
            next.push_back(p);
          }
          break;
        case MatcherLoc::Kind::sequence: {
          NamedMatch empty;
          empty.is_seq = true;
          for (uint32_t v = loc.metavar; v < loc.metavar + loc.metavar_count; ++v) record(p, v, loc.depth, empty);
          if (loc.op != '+') current.push_back(Position{loc.first, p.last});
          ++p.at;
          current.push_back(p);
          break;
        }
        case MatcherLoc::Kind::sequence_end_no_sep:
          current.push_back(Position{p.at + 1, p.last});
          if (loc.op != '?') {
            p.at = loc.first;
            current.push_back(p);
          }
          break;
        case MatcherLoc::Kind::sequence_sep:
          current.push_back(Position{p.at + 2, p.last});
          if (!at_end && same_token(loc.token, *at)) {
            ++p.at;
            next.push_back(p);
          }
          break;
        case MatcherLoc::Kind::sequence_end_after_sep:
          p.at = loc.first;
          current.push_back(p);
          break;
        case MatcherLoc::Kind::metavar:
          if (can_begin(loc.fragment, at)) fragments.push_back(p);
          break;
        case MatcherLoc::Kind::eof:
          if (at_end) {
            ++endings;
            if (!finished) result = p.last;
            finished = true;
          }
          break;
      }
    }
    if (at_end) {
      if (endings == 1) {
        matches = collect(result);
        return MatchResult::success;
      }
      if (endings > 1) {
        s_.expansion_errors.emplace_back(Level::error, "ambiguity: multiple successful parses", close_span_);
        return MatchResult::error;
      }
      note_failure(best, at);
      return MatchResult::failure;
    }
    if (next.empty() && fragments.empty()) {
      note_failure(best, at);
      return MatchResult::failure;
    }
    if (fragments.empty()) {
      current.swap(next);
      ++at;
      continue;
    }
    if (next.empty() && fragments.size() == 1) {
      Position p = fragments[0];
      const MatcherLoc& loc = rule_.matcher[p.at];
      NamedMatch m;
      if (!parse_fragment(loc, at, m)) return MatchResult::error;
      record(p, loc.metavar, loc.depth, std::move(m));
      ++p.at;
      current.push_back(p);
      continue;
    }
    // rustc: "local ambiguity when calling macro".
    std::string options;
    for (size_t i = 0; i < fragments.size(); ++i) {
      const MatcherLoc& loc = rule_.matcher[fragments[i].at];
      if (i > 0) options += i + 1 == fragments.size() ? " or " : ", ";
      static const char* const kNames[] = {"",         "ident",   "block", "stmt", "expr", "expr_2021", "pat", "pat_param",
                                           "lifetime", "literal", "ty",    "item", "meta", "tt",        "vis", "path"};
      options += std::string(kNames[static_cast<size_t>(loc.fragment)]) + " ('" + std::string(loc.name.str()) + "')";
    }
    if (!next.empty()) options += " or " + std::to_string(next.size()) + " other option" + (next.size() == 1 ? "" : "s");
    s_.expansion_errors.emplace_back(
        Level::error, "local ambiguity when calling macro: multiple parsing options: built-in NTs " + options + ".", at->span);
    return MatchResult::error;
  }
}

}  // namespace borrowlab::syntax
