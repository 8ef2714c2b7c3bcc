// Blocks and statements. After rustc_parse::parser::stmt.
#include <utility>

#include "syntax/parser.h"

namespace borrowlab::syntax {

BlockId Parser::parse_block(BlockKind kind) {
  Level_ level(*this);
  const Span lo = tok.span;
  if (!level.ok || failed()) return s.block(lo, {});
  if (tok.is_open(Fragment::block)) {
    bump();
    const BlockId block = parse_block(kind);
    if (!tok.is_close(Delim::invisible)) fail_unexpected();
    else bump();
    return block;
  }
  const uint8_t saved = restrictions;
  const bool saved_fragment = stmt_fragment;
  restrictions = kNoRestrictions;
  stmt_fragment = false;
  const size_t scope = s.textual.size();
  std::vector<Stmt> stmts;
  ExprId tail;
  const Token* const open = position();
  if (!eat_open(Delim::brace)) {
    Diagnostic d(Level::error, "expected `{`, found " + token_descr(tok), tok.span);
    d.label(tok.span, "expected `{`");
    fail(std::move(d));
  } else {
    AttrList inner;
    const Span list = std::exchange(item_list, Span{}), list_end = std::exchange(item_list_end, Span{});
    inner_attributes(inner);
    parse_stmts_until(stmts, tail, false);
    item_list = list;
    item_list_end = list_end;
    if (failed() && resume(next_tree(open) - 1)) tail = err_expr(tok.span);
    expect_close(Delim::brace);
    note_lint_attrs(join(lo, prev), inner.attrs);
  }
  s.textual.resize(scope);
  restrictions = saved;
  stmt_fragment = saved_fragment;
  const BlockId block = s.block(join(lo, prev), std::move(stmts), tail, kind);
  if (s.no_expand == 0 && !s.options.is_library)
    for (EmptyStatements& e : empty_statements) {
      e.block = block;
      s.ast.empty_statements.push_back(e);
    }
  empty_statements.clear();
  return block;
}

// Statements up to the block's end; a last expression without semicolon becomes the tail.
bool Parser::parse_stmts_until(std::vector<Stmt>& stmts, ExprId& tail, bool to_eof) {
  std::vector<EmptyStatements> empty;
  bool in_row = false;
  while (!failed() && !at_eof() && !tok.is_close(Delim::brace)) {
    if (tok.kind == Tok::semi) {
      if (!in_row) empty.push_back({{}, tok.span, 0});
      in_row = true;
      empty.back().span = join(empty.back().span, tok.span);
      ++empty.back().count;
      bump();
      continue;
    }
    in_row = false;
    const AttrList attrs = outer_attributes();
    if (failed()) break;
    if (attrs.any() && tok.is_close(Delim::brace)) {
      Diagnostic d(Level::error, "expected statement after outer attribute", attrs.first);
      fail(std::move(d));
      break;
    }
    const size_t before = stmts.size();
    bool needs_semi = false;
    if (attrs.configured_out) ++s.no_expand;
    const bool calls_macro = tok.is_ident() && look(1).kind == Tok::not_ && look(2).kind == Tok::open;
    if (calls_macro) note_unused_docs(attrs, attrs.docs, "macro invocations");
    parse_stmt(stmts, needs_semi, attrs);
    if (!calls_macro && !failed() && stmts.size() > before && !attrs.configured_out) {
      const Stmt& last = stmts.back();
      if (const auto* e = std::get_if<StmtExpr>(&last.kind)) note_unused_docs(attrs, s.ast[e->expr].span, "expressions");
      else if (std::holds_alternative<StmtLet>(last.kind)) note_unused_docs(attrs, last.span, "statements");
    }
    if (attrs.configured_out) {
      --s.no_expand;
      stmts.resize(before);
    }
    if (failed()) break;
    if (needs_semi && !at(Tok::semi) && !at_close(Delim::brace) && !at_eof()) {
      const size_t recovered = s.recovered;
      const Token* rest = position();
      expect_semi();
      // Up to the next semicolon nothing is looked at, and of the expression nothing more is said.
      while (failed() && rest < end_ && rest->kind != Tok::semi && rest->kind != Tok::close) rest = next_tree(rest);
      if (failed() && (rest >= end_ || !resume(rest))) break;
      if (s.recovered != recovered && stmts.size() > before)
        if (auto* e = std::get_if<StmtExpr>(&stmts.back().kind); e != nullptr) e->expr = err_expr(stmts.back().span);
    }
    if (tok.kind == Tok::semi && stmts.size() > before) {
      if (auto* e = std::get_if<StmtExpr>(&stmts.back().kind); e != nullptr && !e->semi && needs_semi_or_takes_it) {
        bump();
        e->semi = true;
        stmts.back().span = join(stmts.back().span, prev);
      }
    }
    if (attrs.any() && stmts.size() > before && !std::holds_alternative<StmtItem>(stmts.back().kind))
      note_lint_attrs(stmts.back().span, attrs.attrs);
  }
  if (!to_eof && !stmts.empty()) {
    if (const auto* e = std::get_if<StmtExpr>(&stmts.back().kind); e != nullptr && !e->semi) {
      tail = e->expr;
      stmts.pop_back();
    }
  }
  empty_statements = std::move(empty);
  return !failed();
}

void Parser::parse_stmt(std::vector<Stmt>& stmts, bool& needs_semi, const AttrList& attrs) {
  const Span lo = tok.span;
  needs_semi_or_takes_it = false;
  if (tok.is_open(Fragment::stmt)) {
    bump();
    while (!failed() && !tok.is_close(Delim::invisible)) {
      const AttrList inner = outer_attributes();
      parse_stmt(stmts, needs_semi, inner);
      if (tok.kind == Tok::semi) bump();
    }
    bump();
    needs_semi_or_takes_it = true;
    // `$s` may be a `let` without its semicolon.
    if (!stmts.empty() && std::holds_alternative<StmtLet>(stmts.back().kind)) {
      needs_semi = false;
      if (tok.kind == Tok::semi) bump();
    }
    return;
  }
  if (is_kw(sym::kw_let)) {
    bump();
    return parse_local(stmts, lo, false);
  }
  if (const Token& next = look(1); is_kw(sym::kw_mut) && next.is_kw(sym::kw_let)) {
    report_invalid_local(join(lo, next.span), "switch the order of `mut` and `let`", "let mut");
    bump();
    bump();
    return failed() ? void() : parse_local(stmts, lo, false);
  } else if (next.is_ident() && !is_reserved(next)) {
    const bool is_var = at_word("var"), is_auto = at_word("auto");
    if (is_kw(sym::kw_mut)) report_invalid_local(lo, "missing keyword", "let mut");
    else if (is_var || is_auto)
      report_invalid_local(
          lo,
          is_var ? "write `let` instead of `var` to introduce a new variable" : "write `let` instead of `auto` to introduce a new variable",
          "let");
    if (is_var || is_auto) bump();
    if (is_var || is_auto || is_kw(sym::kw_mut)) return failed() ? void() : parse_local(stmts, lo, false);
  }
  if (is_kw(sym::kw_super) && look(1).is_kw(sym::kw_let)) {
    const bool of_library = s.options.is_library || (!lo.ctxt.is_root() && s.sources.outer_expn_data(lo.ctxt).is_builtin_or_library);
    if (!of_library) refuse(lo, "`super let`");
    bump();
    bump();
    return parse_local(stmts, lo, true);
  }
  std::vector<ItemId> items;
  if (parse_item(items, attrs, ItemContext::block)) {
    for (ItemId item : items) stmts.push_back(Stmt{s.ast.items[item].span, StmtItem{item}});
    return;
  }
  if (failed()) return;
  // A macro call that is a statement of its own.
  if (at_path_start() && tok.kind != Tok::lt && tok.kind != Tok::shl && !tok.is_open(Delim::invisible)) {
    size_t n = tok.kind == Tok::path_sep ? 1 : 0;
    const auto nth = [&](size_t i) -> const Token& { return i == 0 ? tok : look(i); };
    while (nth(n).is_ident() && nth(n + 1).kind == Tok::path_sep) n += 2;
    if (nth(n).is_ident() && nth(n + 1).kind == Tok::not_ && nth(n + 2).kind == Tok::open && !nth(n + 2).is_open(Delim::invisible)) {
      MacroCall call;
      call.path = parse_path(PathStyle::mod);
      bump();
      if (!parse_macro_args(call)) return;
      call.span = join(lo, prev);
      const bool braces = call.delim == Delim::brace;
      if ((braces && tok.kind != Tok::dot && tok.kind != Tok::question) || tok.kind == Tok::semi || at_eof()) {
        const bool semi = !(braces && tok.kind != Tok::semi) && eat(Tok::semi);
        expand_stmts(std::move(call), stmts, semi);
        return;
      }
      const Span span = call.span;
      const uint8_t saved = restrictions;
      restrictions = kStmtExpr;
      ExprId e = expand_expr(std::move(call));
      block_like = ExprId::none();
      e = parse_dot_or_call_rest(e, span);
      e = parse_assoc_rest(0, e, join(span, prev));
      restrictions = saved;
      stmts.push_back(Stmt{join(lo, prev), StmtExpr{e, false}});
      needs_semi = true;
      needs_semi_or_takes_it = true;
      return;
    }
  }
  const ExprId e = parse_expr_res(kStmtExpr);
  if (failed()) return;
  check_lets(0);
  if (failed()) return;
  stmts.push_back(Stmt{join(lo, prev), StmtExpr{e, false}});
  needs_semi = e != block_like;
  needs_semi_or_takes_it = true;
}

// A statement that declares a variable in another language's words.
void Parser::report_invalid_local(Span span, const char* help, const char* keyword) {
  Diagnostic d(Level::error, "invalid variable declaration", span);
  d.suggest_verbose(span, help, keyword, Applicability::machine_applicable);
  recover(std::move(d));
}

void Parser::parse_local(std::vector<Stmt>& stmts, Span lo, bool is_super) {
  StmtLet let{};
  diagnostics::Label of_type;
  let.is_super = is_super;
  let.id = s.new_id();
  let.pat = parse_pat_top();
  if (failed()) return;
  if (eat(Tok::colon)) {
    const auto* ident = std::get_if<PatIdent>(&s.ast.pats[let.pat].kind);
    of_type = {prev, "while parsing the type for " +
                         (ident != nullptr ? "`" + std::string(ident->ident.name.str()) + "`" : std::string("the binding"))};
    failure_context = of_type;
    let.ty = parse_ty();
    failure_context = {};
  }
  if (failed()) return;
  if (at(Tok::eq)) {
    bump();
    let.init = parse_expr();
    if (failed()) return;
    check_lets(0);
    if (failed()) return;
    if (at_kw(sym::kw_else)) {
      bump();
      let.els = parse_block();
    }
  } else if (tok.kind >= Tok::plus_eq && tok.kind <= Tok::shr_eq) {
    Diagnostic d(Level::error, "can't reassign an uninitialized variable", tok.span);
    d.suggest_verbose(tok.span, "initialize the variable", "=", Applicability::maybe_incorrect);
    d.help("if you meant to overwrite, remove the `let` binding");
    recover(std::move(d));
    if (failed()) return;
    bump();
    let.init = parse_expr();
  }
  if (failed()) return;
  // Within `$s:stmt` the semicolon is not part of the statement.
  if (let.ty && !let.init) failure_context = of_type;
  if (!tok.is_close(Delim::invisible) && !stmt_fragment) expect_semi();
  failure_context = {};
  if (failed()) return;
  stmts.push_back(Stmt{join(lo, prev), std::move(let)});
}

void Parser::expect_semi() {
  if (eat(Tok::semi) || failed()) return;
  const bool multiline = !prev.is_dummy() && s.sources.lookup(prev.hi).line != s.sources.lookup(tok.span.lo).line;
  const bool begins = tok.is_close(Delim::brace) ||
                      ((can_begin_expr(tok) || tok.is_kw(sym::kw_fn) || tok.is_kw(sym::kw_struct) || tok.is_kw(sym::kw_enum) ||
                        tok.is_kw(sym::kw_use) || tok.is_kw(sym::kw_impl) || tok.is_kw(sym::kw_mod) || tok.is_kw(sym::kw_pub) ||
                        tok.is_kw(sym::kw_trait) || tok.is_kw(sym::kw_type)) &&
                       tok.kind != Tok::semi && tok.kind != Tok::pound);
  if (multiline && begins) {
    const Span at_end = prev.shrink_to_hi();
    Diagnostic d(Level::error, "expected `;`, found " + token_descr(tok), at_end);
    d.label(tok.span, "unexpected token");
    d.suggest(at_end, "add `;` here", ";", Applicability::machine_applicable, diagnostics::SuggestionStyle::hide_code_inline);
    return recover(std::move(d));
  }
  at(Tok::semi);
  fail_unexpected();
}

}  // namespace borrowlab::syntax
