// The syntax of one body as a tree that can be searched by place: reports word themselves after what the author wrote.
#pragma once
#include <string>
#include <vector>

#include "typeck/thir.h"
#include "types/items.h"

namespace borrowlab::borrowck {

struct AstNode {
  enum class Kind : uint8_t { expr, let, arm, block, pat, param } kind = Kind::expr;
  source::Span span;
  uint32_t parent = UINT32_MAX;
  syntax::ExprId expr;
  syntax::PatId pat;
  syntax::BlockId block;
  const syntax::StmtLet* let = nullptr;
  const syntax::Arm* arm = nullptr;
  const syntax::Param* param = nullptr;
};

class AstSearch {
 public:
  // `owner`: a fn, const, static, or a closure (then the item it is within is searched).
  AstSearch(const types::Context& cx, resolve::DefId owner);
  static constexpr uint32_t none = UINT32_MAX;
  const std::vector<AstNode>& nodes() const { return nodes_; }
  const AstNode& operator[](uint32_t i) const { return nodes_[i]; }
  const syntax::Ast& ast() const { return *ast_; }
  const syntax::Expr& expr(uint32_t node) const { return (*ast_)[nodes_[node].expr]; }
  template <class K>
  const K* get(uint32_t node) const {
    return node != none && nodes_[node].kind == AstNode::Kind::expr ? std::get_if<K>(&expr(node).kind) : nullptr;
  }
  uint32_t parent(uint32_t node) const { return node == none ? none : nodes_[node].parent; }
  uint32_t find_expr(source::Span span) const;        // the outermost expression with exactly that place
  uint32_t find_inner_expr(source::Span span) const;  // the innermost
  uint32_t find_pat(source::Span span) const;
  // The nearest enclosing node of a kind (the node itself not counted).
  uint32_t enclosing(uint32_t node, AstNode::Kind kind) const;
  // The `let` whose pattern holds the place, or whose initializer is the node.
  uint32_t let_with_pat(source::Span span) const;
  bool is_within(uint32_t node, uint32_t ancestor) const;
  // The name of the variable bound by that pattern.
  std::string var_name(syntax::NodeId var) const;
  uint32_t find_var(syntax::NodeId var) const;
  const syntax::ItemFn* fn() const { return fn_; }
  const syntax::Item* item() const { return item_; }

 private:
  void expr_node(syntax::ExprId e, uint32_t parent);
  void block_node(syntax::BlockId b, uint32_t parent);
  void pat_node(syntax::PatId p, uint32_t parent);
  uint32_t add(AstNode n) {
    nodes_.push_back(n);
    return static_cast<uint32_t>(nodes_.size() - 1);
  }
  const syntax::Ast* ast_ = nullptr;
  const syntax::ItemFn* fn_ = nullptr;
  const syntax::Item* item_ = nullptr;
  std::vector<AstNode> nodes_;
};

// What a closure captures, as the program would write it: `self.items`, `*x`.
std::string captured_place(const types::Context& cx, const AstSearch& ast, const typeck::thir::Capture& c);

}  // namespace borrowlab::borrowck
