// The scope tree of one body: what ends where, and which temporaries live longer than their statement. After
// rustc_hir_analysis::check::region and rustc_hir_typeck::rvalue_scopes; the Rust reference, "Destructors".
#pragma once
#include <map>
#include <unordered_map>

#include "support/function_ref.h"
#include "typeck/check/results.h"

namespace borrowlab::typeck::check {

class ScopeTree {
 public:
  using ScopeId = thir::ScopeId;
  IndexVec<ScopeId, thir::ScopeData> scopes;
  ScopeId call_site, arguments;

  ScopeId node(NodeId n) const { return find(nodes, n); }  // expressions, blocks, arms, let statements
  ScopeId block_as_expr(NodeId block) const {
    return find(block_exprs, block);
  }  // a fn's body, an `if`'s branch: the block as an expression
  ScopeId statement(NodeId block, uint32_t index) const;
  ScopeId remainder(NodeId block, uint32_t index) const;
  ScopeId if_then(NodeId if_expr) const { return find(if_thens, if_expr); }
  ScopeId var(NodeId binding) const { return find(vars, binding); }
  // Where a temporary holding the value of this node is dropped; none: never.
  ScopeId temporary(NodeId n) const;
  ScopeId temporary_of_block_expr(NodeId block) const;

  std::unordered_map<NodeId, ScopeId, IndexHash> nodes, block_exprs, if_thens, vars;
  std::unordered_map<NodeId, ScopeId, IndexHash> rvalue_scopes;  // extended temporaries; none() as value: 'static
  std::map<std::pair<uint32_t, uint32_t>, ScopeId> statements, remainders;

 private:
  static ScopeId find(const std::unordered_map<NodeId, ScopeId, IndexHash>& m, NodeId n) {
    auto it = m.find(n);
    return it == m.end() ? ScopeId() : it->second;
  }
  ScopeId default_temporary(ScopeId inner) const;
  friend class RegionResolver;
};

struct BodySource {
  const syntax::Ast& ast;
  const resolve::Resolutions& res;
  const resolve::DefTable& defs;
  source::Edition edition;
  std::vector<PatId> params;
  BlockId block;      // a fn's body, or …
  ExprId value;       // … a closure's, a constant's
  bool is_fn = true;  // a fn or closure: its value is a terminating scope
};
ScopeTree build_scope_tree(const BodySource& body);

// Calls `expr` or `block` for the parts of an expression, in order of evaluation; closures and anonymous constants are not entered.
void for_each_child(const syntax::Expr& e, FunctionRef<void(ExprId)> expr, FunctionRef<void(BlockId)> block);

}  // namespace borrowlab::typeck::check
