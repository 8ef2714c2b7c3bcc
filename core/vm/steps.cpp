#include "vm/steps.h"

#include <algorithm>

#include "borrowck/diagnostics/ast_search.h"
#include "support/sort.h"

namespace borrowlab::vm {

using borrowck::AstNode;
using borrowck::AstSearch;
using source::Span;

namespace {

// What only holds other statements together.
bool holds_statements(const AstSearch& ast, uint32_t node) {
  if (const auto* m = ast.get<syntax::ExprMatch>(node)) return m->source != syntax::MatchSource::try_;
  if (const auto* k = ast.get<syntax::ExprDropTemps>(node)) {
    const auto* inner = std::get_if<syntax::ExprMatch>(&ast.ast()[k->expr].kind);
    return inner != nullptr && inner->source == syntax::MatchSource::for_loop;
  }
  return ast.get<syntax::ExprIf>(node) != nullptr || ast.get<syntax::ExprLoop>(node) != nullptr ||
         ast.get<syntax::ExprBlock>(node) != nullptr || ast.get<syntax::ExprClosure>(node) != nullptr;
}

// The place of a statement that is an expression, with its semicolon.
Span statement_span(const AstSearch& ast, uint32_t node) {
  const AstNode& parent = ast[ast.parent(node)];
  if (parent.kind == AstNode::Kind::block)
    for (const syntax::Stmt& s : ast.ast()[parent.block].stmts)
      if (const auto* e = std::get_if<syntax::StmtExpr>(&s.kind); e != nullptr && e->expr == ast[node].expr) return s.span;
  return ast[node].span;
}

// Whether an expression is a place to stop at: a statement, a tail, an arm, a condition, what is matched or looped over.
bool is_stop(const AstSearch& ast, uint32_t node) {
  const uint32_t parent = ast.parent(node);
  if (parent == AstSearch::none) return true;  // a constant's value
  const AstNode& p = ast[parent];
  const syntax::ExprId e = ast[node].expr;
  if (p.kind == AstNode::Kind::block) return true;
  if (p.kind == AstNode::Kind::arm) {
    const auto* match = ast.get<syntax::ExprMatch>(ast.parent(parent));
    return match == nullptr || match->source != syntax::MatchSource::try_;
  }
  if (const auto* k = ast.get<syntax::ExprIf>(parent)) return k->cond == e;
  if (const auto* k = ast.get<syntax::ExprMatch>(parent)) return k->scrutinee == e && k->source != syntax::MatchSource::try_;
  return ast.get<syntax::ExprClosure>(parent) != nullptr;
}

}  // namespace

std::vector<Steps::Node>& Steps::nodes_of(resolve::DefId item) {
  while (cx_.defs[item].kind == resolve::DefKind::closure) item = cx_.defs[item].parent;
  const auto [it, fresh] = items_.try_emplace(item);
  std::vector<Node>& nodes = it->second;
  if (!fresh) return nodes;
  const AstSearch ast(cx_, item);
  const source::SourceMap& sources = cx_.sources;
  for (uint32_t i = 0; i < ast.nodes().size(); ++i) {
    const AstNode& n = ast[i];
    if (n.kind == AstNode::Kind::pat || n.kind == AstNode::Kind::param) continue;
    const source::DesugaringKind desugaring = sources.desugaring_of(n.span);
    Span span = n.span;
    // What a macro makes is one stop, where the macro was called; what was given to the macro has its own.
    const bool from_macro = sources.from_macro(span);
    if (from_macro && (n.parent == AstSearch::none || sources.from_macro(ast[n.parent].span))) continue;
    bool stops = n.kind == AstNode::Kind::let;
    if (n.kind == AstNode::Kind::expr) {
      if (!from_macro && holds_statements(ast, i)) {
        stops = false;
      } else if (is_stop(ast, i)) {
        stops = true;
        span = statement_span(ast, i);
        // `for x in v`: the loop's head is one stop, for the making of the iterator and for each of its steps.
        if (const auto* m = ast.get<syntax::ExprMatch>(ast.parent(i)); m != nullptr && m->source == syntax::MatchSource::for_loop) {
          uint32_t loop = ast.parent(i);
          while (loop != AstSearch::none && ast.get<syntax::ExprDropTemps>(loop) == nullptr) loop = ast.parent(loop);
          if (loop != AstSearch::none) span = ast[loop].span.with_hi(span.hi);
        } else if (desugaring != source::DesugaringKind::none && desugaring != source::DesugaringKind::range_expr) {
          continue;
        }
      } else {
        continue;
      }
    }
    span = sources.written_at(span);
    if (!span.is_dummy()) nodes.push_back({span.lo, span.hi, 0, 0, UINT32_MAX, stops});
  }
  // Outer ones first; of two with the same place, the one that holds the other (it came first).
  sort(nodes, [](const Node& a, const Node& b) { return a.lo != b.lo ? a.lo < b.lo : a.hi > b.hi; });
  nodes.erase(std::unique(nodes.begin(), nodes.end(),
                          [](const Node& a, const Node& b) { return a.lo == b.lo && a.hi == b.hi && a.stops == b.stops; }),
              nodes.end());
  std::vector<uint32_t> open;
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    while (!open.empty() && nodes[open.back()].hi < nodes[i].hi) open.pop_back();
    if (!open.empty()) nodes[i].parent = open.back();
    if (nodes[i].stops) nodes[i].unit = add_unit(nodes, nodes[i].parent, nodes[i].lo, nodes[i].hi);
    open.push_back(i);
  }
  return nodes;
}

uint32_t Steps::add_unit(std::vector<Node>& nodes, uint32_t parent_node, uint32_t lo, uint32_t hi) {
  while (parent_node != UINT32_MAX && nodes[parent_node].unit == 0) parent_node = nodes[parent_node].parent;
  units_.push_back({Span{lo, hi, {}}, parent_node == UINT32_MAX ? 0 : nodes[parent_node].unit});
  return static_cast<uint32_t>(units_.size() - 1);
}

uint32_t Steps::unit_at(resolve::DefId owner, Span span, bool dropping) {
  span = cx_.sources.written_at(span);
  if (span.is_dummy()) return 0;
  std::vector<Node>& nodes = nodes_of(owner);
  // The last that begins before; then outwards.
  const auto after = std::upper_bound(nodes.begin(), nodes.end(), span, [](Span s, const Node& n) {
    return n.lo != s.lo ? s.lo < n.lo : s.hi > n.hi;  // as the nodes are sorted: wider ones first
  });
  if (after == nodes.begin()) return 0;
  auto at = static_cast<uint32_t>(after - nodes.begin() - 1);
  while (at != UINT32_MAX && !(nodes[at].lo <= span.lo && span.hi <= nodes[at].hi)) at = nodes[at].parent;
  if (at == UINT32_MAX) return 0;
  if (nodes[at].stops) return nodes[at].unit;
  if (!dropping || span.hi != nodes[at].hi || span.hi - span.lo > 1) return 0;
  if (nodes[at].end_unit == 0) nodes[at].end_unit = add_unit(nodes, at, nodes[at].hi - 1, nodes[at].hi);
  return nodes[at].end_unit;
}

}  // namespace borrowlab::vm
