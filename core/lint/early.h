// Lints on the syntax tree alone. After rustc_lint's early passes, in the order in which rustc walks the tree as it was written: what the
// parser took apart (loops, `?`, ranges) is looked at as a whole.
#pragma once
#include <optional>

#include "lint/lint.h"
#include "lint/visit.h"

namespace borrowlab::lint {

// `for pat in head body` and `while cond body` as they were written; nullopt: the expression is something else.
struct WrittenFor {
  syntax::PatId pat;
  syntax::ExprId head;
  syntax::BlockId body;
  syntax::NodeId loop;
};
struct WrittenWhile {
  syntax::ExprId cond;
  syntax::BlockId body;
  std::optional<syntax::Label> label;
};
std::optional<WrittenFor> written_for(const syntax::Ast& ast, const syntax::Expr& e);
std::optional<WrittenWhile> written_while(const syntax::Ast& ast, const syntax::Expr& e);
// The operand of `operand?`; none: not one.
syntax::ExprId written_try(const syntax::Ast& ast, const syntax::Expr& e);

// Parentheses and braces that could as well not be there (`unused_parens`, `unused_braces`). After rustc_lint::unused::UnusedDelimLint.
class UnusedDelims {
 public:
  UnusedDelims(const types::Context& cx, const syntax::Ast& ast, Findings& out) : cx_(cx), ast_(ast), out_(out) {}
  void check_expr(const syntax::Expr& e);
  void check_expr_post(const syntax::Expr& e);
  void check_let(const syntax::StmtLet& let);
  void check_tail(syntax::ExprId tail);
  void check_pat(const syntax::Pat& p);
  void check_param(syntax::PatId pat) { parens_pat(pat, true, false, {false, false}); }
  void check_arm(syntax::PatId pat) { parens_pat(pat, false, false, {false, false}); }
  void check_ty(const syntax::Ty& t);
  void check_item(syntax::ExprId value);
  void check_const_arg(syntax::ExprId value);

 private:
  enum class Ctx : uint8_t {
    function_arg,
    method_arg,
    assigned_value,
    assigned_value_let_else,
    if_cond,
    while_cond,
    for_iter,
    match_scrutinee,
    return_value,
    block_value,
    break_value,
    let_scrutinee,
    array_len,
    anon_const,
    match_arm,
    index,
    closure_body
  };
  struct KeepSpace {
    bool left = false, right = false;
  };
  void delims(bool parens, syntax::ExprId value, Ctx ctx, bool followed_by_block, std::optional<uint32_t> left,
              std::optional<uint32_t> right, bool is_kw);
  void delims_in(bool parens, const syntax::Expr& e);
  bool necessary(syntax::ExprId inner, bool inner_is_paren, Ctx ctx, bool followed_by_block) const;
  void parens_pat(syntax::PatId pat, bool avoid_or, bool avoid_mut, KeepSpace keep);
  void emit(bool parens, Span value, Span lo, Span hi, const char* what, KeepSpace keep, bool is_kw);
  const syntax::Paren* outermost(const std::vector<syntax::Paren>& list, uint32_t id) const;
  size_t depth(const std::vector<syntax::Paren>& list, uint32_t id) const;
  bool requires_semi(const syntax::Expr& e) const;
  bool exterior_struct_literal(syntax::ExprId id) const;
  bool is_let(syntax::ExprId id) const;
  syntax::TyId cast_before_lt(const syntax::Expr& e) const;
  char before(uint32_t pos) const;
  char after(uint32_t pos) const;

  const types::Context& cx_;
  const syntax::Ast& ast_;
  Findings& out_;
  std::vector<syntax::TyId> casts_before_lt_;
  std::vector<syntax::TyId> behind_pointer_;
};

}  // namespace borrowlab::lint
