// The recursive-descent parser over a token range: a file, a macro's arguments, or what a macro expanded to.
// Structure and names follow rustc_parse::parser. It expands macro calls where it meets them and builds desugared forms.
#pragma once
#include <bitset>
#include <string>

#include "syntax/session.h"

namespace borrowlab::syntax {

enum Restrictions : uint8_t { kNoRestrictions = 0, kStmtExpr = 1, kNoStructLiteral = 2, kAllowLet = 4, kConstExpr = 8, kIsPat = 16 };

// Kinds of things a message "expected one of …" lists beside tokens.
enum class Expect : uint8_t { ident = 64, path, type, operator_, lifetime, const_, open_base = 70, close_base = 74, keyword_base = 78 };

class Parser {
 public:
  Parser(Session& session, TokenRange tokens, Span eof_span, bool is_file, Symbol macro_name = {});

  Session& s;
  Token tok;  // the current token; may be the rest of a split one (`>` of `>>`)
  Span prev;  // the token before it
  Tok prev_kind = Tok::eof;

  // --- tokens ---
  void bump();
  const Token& look(size_t n) const;  // n = 1: the token after `tok`; invisible delimiters count
  bool at(Tok k) {
    expected_.set(static_cast<size_t>(k));
    return tok.kind == k;
  }
  bool is(Tok k) const { return tok.kind == k; }
  bool eat(Tok k) {
    if (!at(k)) return false;
    bump();
    return true;
  }
  bool at_open(Delim d);
  bool at_close(Delim d);
  bool eat_open(Delim d) {
    if (!at_open(d)) return false;
    bump();
    return true;
  }
  bool eat_close(Delim d) {
    if (!at_close(d)) return false;
    bump();
    return true;
  }
  bool at_kw(Symbol kw);
  bool is_kw(Symbol kw) const { return tok.is_kw(kw); }
  bool eat_kw(Symbol kw) {
    if (!at_kw(kw)) return false;
    bump();
    return true;
  }
  bool eat_kw_noexpect(Symbol kw) {
    if (!is_kw(kw)) return false;
    bump();
    return true;
  }
  bool expect(Tok k);
  bool expect_open(Delim d);
  bool expect_close(Delim d);
  bool expect_kw(Symbol kw);
  bool break_eat(Tok k);  // eats the first half of a glued token
  bool at_break(Tok k);   // `tok` is k or begins with it
  bool expect_gt();
  void expect_note(Expect e) { expected_.set(static_cast<size_t>(e)); }
  void expect_note_kw(Symbol kw);
  const Token* position() const { return next_ - 1; }  // `tok` in the range (whole, even when split)
  bool split() const { return split_; }
  Tokens tokens_since(const Token* begin) const;  // what was consumed from `begin` on, with the first half of a split token
  bool at_eof() const { return tok.kind == Tok::eof; }
  bool is_reserved(const Token& t) const;
  bool edition_2024() const { return s.options.edition >= source::Edition::e2024; }
  Span join(Span a, Span b) const { return s.join(a, b); }

  // --- errors: the first one ends this parser's work ---
  void fail(Diagnostic d);
  void recover(Diagnostic d);  // reports; parsing goes on as if all were well (in an expansion it fails)
  Diagnostic unexpected();     // "expected one of …, found …"
  void fail_unexpected() { fail(unexpected()); }
  void fail_expected(const std::string& what);  // "expected {what}, found …"
  bool failed() const { return failed_; }
  // After an error of the file itself that ended the parser: it goes on at `t`, what it could not parse left out.
  bool resume(const Token* t);
  std::string token_descr(const Token& t) const;  // "keyword `fn`", "`;`", "`<eof>`"
  void refuse(Span span, std::string what) {
    if (s.no_expand == 0) s.sink.refuse(span, std::move(what));
  }
  bool enter();  // one nesting level; false: too deep, reported
  // Whether what begins at `begin` parses as `parse` says: a Parser that reports and expands nothing is handed to it.
  template <class Parse>
  bool parses(const Token* begin, const Parse& parse) {
    const size_t errors = s.expansion_errors.size(), underscores = s.underscores.size();
    ++s.no_expand;
    Parser p(s, {begin, end_}, eof_span_, false);
    parse(p);
    --s.no_expand;
    s.expansion_errors.resize(std::min(errors, s.expansion_errors.size()));
    s.underscores.resize(std::min(underscores, s.underscores.size()));
    return !p.failed();
  }
  // In a list of what `parse` parses: neither a comma nor its end is here. Where only the comma is missing, the list goes on.
  template <class Parse>
  bool recover_missing_comma(const Parse& parse) {
    if (failed()) return false;
    Diagnostic d = unexpected();
    const Span at = prev.shrink_to_hi();
    const bool similar = is(Tok::semi) || is(Tok::dot) || is(Tok::lt);
    if (!parses(similar ? position() + 1 : position(), parse)) {
      fail(std::move(d));
      return false;
    }
    d.suggest(at, "missing `,`", ",", Applicability::maybe_incorrect, diagnostics::SuggestionStyle::hide_code_inline);
    recover(std::move(d));
    if (similar) bump();
    return !failed();
  }
  struct Level_ {
    Parser& p;
    bool ok;
    explicit Level_(Parser& parser) : p(parser), ok(parser.enter()) {}
    ~Level_() { --p.s.depth; }
  };

  // --- attributes (attr.cpp) ---
  AttrList outer_attributes();
  bool parse_abi();
  void error_to_go_on(Diagnostic d);
  void check_attribute_names(const AttrList& list);
  void inner_attributes(AttrList& into);
  void note_lint_attrs(Span node, const std::vector<Attribute>& attrs);  // Ast::lint_attrs
  // Doc comments on what is none of the things that have documentation: among Ast::lint_attrs as `doc`, its value what they stand on.
  void note_unused_docs(const AttrList& attrs, Span node, const char* what);
  bool cfg_matches(TokenRange predicate);
  void attribute_item(AttrList& into, TokenRange item, Span span, bool inner);

  // --- paths, types, generics (path.cpp, ty.cpp, generics.cpp) ---
  Ident parse_ident();  // a keyword is reported, and taken
  Diagnostic expected_ident();
  Ident parse_ident_or_reserved();  // any identifier-like token
  enum class PathStyle : uint8_t { expr, type, mod };
  Path parse_path(PathStyle style);
  void parse_path_segments(Path& path, PathStyle style);
  PathSegment parse_path_segment(PathStyle style);
  bool at_path_start();
  std::shared_ptr<GenericArgs> parse_generic_args();  // after `<`
  std::shared_ptr<GenericArgs> parse_paren_args();    // at `(`
  QSelf parse_qpath(PathStyle style, Path& path);     // at `<`
  Lifetime parse_lifetime();
  AnonConst anon_const(ExprId e) { return AnonConst{s.new_id(), e}; }
  ExprId parse_const_arg();
  TyId parse_ty(bool allow_plus = true);
  TyId parse_ty_no_plus() { return parse_ty(false); }
  TyId parse_ret_ty(bool allow_plus = true);  // `-> T`; none where absent
  TyId parse_bare_fn(std::vector<GenericParam> for_params, Span lo);
  bool at_bare_fn();
  std::vector<GenericBound> parse_bounds(bool allow_plus = true);
  GenericBound parse_bound();
  bool at_bound();
  std::vector<GenericParam> parse_for_params();
  std::vector<GenericParam> parse_generic_params();
  Generics parse_generics();
  void parse_where(Generics& generics);

  // --- patterns (pat.cpp) ---
  PatId parse_pat_top();  // with leading `|` and alternatives
  PatId parse_pat_no_top_alt();
  void keep_one_rest(std::vector<PatId>& elems, const char* what);
  PatId parse_pat();
  PatId parse_pat_range_or_lit();
  ExprId parse_pat_range_end();
  bool at_pat_range_end();
  ExprId parse_literal_maybe_minus();

  // --- expressions (expr*.cpp) ---
  ExprId parse_expr() { return parse_expr_res(kNoRestrictions); }
  ExprId parse_expr_res(uint8_t restrictions);
  ExprId parse_assoc(int min_prec);
  ExprId parse_assoc_rest(int min_prec, ExprId lhs, Span lhs_span);
  ExprId parse_prefix();
  ExprId parse_dot_or_call();
  ExprId parse_dot_or_call_rest(ExprId e, Span lo);
  ExprId parse_dot_suffix(ExprId e, Span lo);
  ExprId parse_bottom();
  ExprId parse_paren_or_tuple();
  ExprId parse_array();
  ExprId parse_path_start();
  ExprId parse_struct_rest(std::optional<QSelf> qself, Path path, Span lo);
  ExprId parse_closure();
  ExprId parse_if();
  ExprId parse_cond();
  ExprId parse_let();
  ExprId parse_while(std::optional<Label> label, Span lo);
  ExprId parse_for(std::optional<Label> label, Span lo);
  ExprId parse_loop(std::optional<Label> label, Span lo);
  ExprId parse_labeled();
  ExprId parse_match();
  Arm parse_arm();
  ExprId parse_prefix_range(Span lo);
  ExprId parse_builtin_macro_call(MacroCall call, const MacroDef& def, ExpnId expn);
  std::vector<ExprId> parse_call_args();
  static void next_expr(Parser& p);
  ExprId err_expr(Span span) { return s.expr(span, ExprErr{}); }
  bool can_begin_expr(const Token& t) const;
  bool expr_is_complete(ExprId e) const;
  bool at_struct_literal() const;
  ExprId parse_literal_expr();
  bool parse_lit(const Token& t, Lit& out);
  Span interpolated_or(Span expr_span) const { return prev_invisible_ ? prev : expr_span; }

  // --- desugaring (desugar.cpp) ---
  ExprId desugar_try(ExprId operand, Span span);
  ExprId desugar_while(ExprId cond, BlockId body, std::optional<Label> label, Span span);
  ExprId desugar_for(PatId pat, ExprId head, BlockId body, std::optional<Label> label, Span span);
  ExprId desugar_range(ExprId lo, ExprId hi, bool inclusive, Span span, Span op_span);
  ExprId desugar_assign(ExprId place, ExprId value, Span eq_span, Span span);
  PatId assign_target(ExprId target, Span eq_span, std::vector<Stmt>& assignments);
  ExprId lang_call(Span span, std::string_view item, std::vector<ExprId> args);
  ExprId local_path(Ident ident, Span span);
  PatId lang_pat(Span span, std::string_view item, std::vector<PatId> elems);

  // --- blocks and statements (stmt.cpp) ---
  BlockId parse_block(BlockKind kind = BlockKind::normal);
  bool parse_stmts_until(std::vector<Stmt>& stmts, ExprId& tail, bool to_eof);
  void parse_stmt(std::vector<Stmt>& stmts, bool& needs_semi, const AttrList& attrs);
  void parse_local(std::vector<Stmt>& stmts, Span lo, bool is_super);
  void expect_semi();

  // --- items (item.cpp, item_fn.cpp) ---
  enum class ItemContext : uint8_t { module, block, trait, impl, extern_block };
  bool parse_item(std::vector<ItemId>& out, AttrList attrs, ItemContext context);  // false: no item here
  void report_missing_item_keyword();
  void parse_mod_items(std::vector<ItemId>& out, bool to_eof);
  Visibility parse_visibility(bool in_tuple_field = false);
  ItemKind parse_fn(Span sig_lo, ItemContext context, Ident& ident);
  bool at_fn_front();
  Param parse_param(size_t index, FnSig& sig, bool allow_anonymous);
  static void next_param(Parser& p);
  bool parse_self_param(FnSig& sig);
  ItemKind parse_struct(Ident& ident, bool is_union);
  ItemKind parse_enum(Ident& ident);
  VariantData parse_variant_data(bool allow_semi, Generics* generics, DeriveVariant* derive);
  std::vector<FieldDef> parse_record_fields(DeriveVariant* derive);
  std::vector<FieldDef> parse_tuple_fields(DeriveVariant* derive);
  ItemKind parse_trait(Ident& ident, Safety safety, bool is_auto);
  ItemKind parse_impl(Safety safety);
  bool can_defer() const;
  bool names_for_all(const Token* open) const;
  DeferredText deferred_text(TokenRange tokens);
  void skip_to(const Token* t);
  uint32_t defer_braces();                              // at `{`: skips to behind its `}`
  bool defer_impl(const Token* item, AttrList& attrs);  // at `impl`: skips the item that began at `item`
  void defer_derives(const AttrList& attrs, DeriveInput input, bool with_copy);
  ItemKind parse_use_item();
  UseTree parse_use_tree();
  ItemKind parse_const_item(Ident& ident, ItemContext context, Span lo);
  ItemKind parse_static(Ident& ident, Span lo);
  void report_missing_body(Span item_lo, std::string item, std::string what, const char* body);
  ItemKind parse_type_alias(Ident& ident);
  std::vector<ItemId> parse_assoc_items(ItemContext context, AttrList& attrs);
  bool parse_macro_rules_item(std::vector<ItemId>& out, AttrList& attrs, Span lo);

  // --- macro calls (expand.cpp) ---
  bool parse_macro_args(MacroCall& call);  // at `(`, `[` or `{` after `path!`
  ExprId expand_expr(MacroCall call);
  PatId expand_pat(MacroCall call);
  TyId expand_ty(MacroCall call);
  void expand_items(MacroCall call, std::vector<ItemId>& out, ItemContext context);
  void expand_stmts(MacroCall call, std::vector<Stmt>& stmts, bool semicolon);
  // Finds the macro and makes its expansion's tokens; false where it is built in (def and expn are set) or failed (def null).
  bool expand_tokens(MacroCall& call, Tokens& out, MacroDefPtr& def, ExpnId& expn);
  void check_expansion_end(const MacroCall& call, const char* kind);
  void define_macro(std::shared_ptr<MacroDef> def);

  // --- derives (derive.cpp) ---
  void expand_derives(const AttrList& attrs, const DeriveInput& input, bool with_copy, std::vector<ItemId>& out, ItemContext context);

  bool report_cast_comparison(Span lhs_span);
  ExprId report_prefix_increment();
  void recover_foreign_comparison(BinOp op, Span op_span);
  void suggest_block(Diagnostic& d);
  ExprId report_chained_comparison(ExprId lhs, Span op_span, Tok op);
  void report_expected_expression();
  void report_missing_block(ExprId cond, Span if_span);
  bool at_word(std::string_view word) const { return tok.is_ident() && !tok.is_raw() && tok.sym.str() == word; }
  void report_invalid_local(Span span, const char* help, const char* keyword);
  bool is_ternary();
  bool is_parenthesized_for_head() const;
  void fail_unexpected_block_after_else();
  bool is_certainly_struct_literal() const;
  void take_lets(ExprId cond, bool in_chain);
  void check_lets(size_t since);
  void expect_note_prefix() {}
  void expect_semi_or_unexpected();

  DeriveInput derive_input;
  bool prev_was_visibility = false;                // the item that was looked for had one, and nothing else: reported
  bool in_assoc_items = false, in_fields = false;  // what a doc comment at the end of the list fails to document
  diagnostics::Label failure_context;              // added to the error that ends the parser, where it has a text
  Span adt_name;                                   // of the struct or variant whose fields are parsed
  bool adt_is_union = false;
  Span item_list, item_list_end;                  // the braces of the trait or impl whose items are parsed
  Span function_keyword;                          // `func` and the like, where `fn` was meant
  Span failed_at;                                 // the token at which it ended
  std::vector<EmptyStatements> empty_statements;  // of the statements parsed last
  bool needs_semi_or_takes_it = false;            // the statement parsed last is an expression, whose `;` is its own
  const MatcherLoc* fragment_of = nullptr;        // the metavariable that this parser measures a fragment for
  bool stmt_fragment = false;                     // this parser measures a `$s:stmt`
  ExprId block_like;                              // the expression parsed last that ends with its block: a statement without `;`
  struct PendingLet {
    ExprId expr;
    Span keyword;
  };
  std::vector<PendingLet> pending_lets;  // `let` expressions not yet found to be in a condition
  std::vector<Span> chain_errors;        // `let`s in chains, in an edition without them
  struct RestStruct {
    ExprId expr;
    Span span;
  };
  std::vector<RestStruct> rest_structs;  // `S { .. }` expressions: only assignments may have them
  uint8_t restrictions = kNoRestrictions;
  bool is_file() const { return is_file_; }
  Symbol macro_name() const { return macro_name_; }

 private:
  const Token* begin_;
  const Token* next_;
  const Token* end_;
  Span eof_span_;
  bool is_file_;
  Symbol macro_name_;
  bool failed_ = false;
  bool split_ = false;
  bool prev_invisible_ = false;
  std::bitset<160> expected_;
};

}  // namespace borrowlab::syntax
