// What all parsers of one crate share: the tree under construction, macro scopes, budgets, buffered errors.
#pragma once
#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "syntax/deferred.h"
#include "syntax/macro_rules.h"
#include "syntax/parse.h"
#include "syntax/token.h"

namespace borrowlab::syntax {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using source::DesugaringKind;
using source::ExpnId;
using source::SourceMap;
namespace sym = source::sym;

// How deep guest text may nest: expressions, types, patterns, blocks, macro calls.
inline constexpr uint32_t kNestingLimit = 200;
// How long a chain of operators, calls or fields may be: it nests to the left.
inline constexpr uint32_t kChainLimit = 1000;
inline constexpr uint32_t kRecursionLimit = 128;
// Tokens that macro expansion may produce for one crate.
inline constexpr size_t kTokenBudget = 4'000'000;

struct MacroCall {
  Path path;
  TokenRange args;  // between the delimiters
  Delim delim = Delim::paren;
  Span span;         // `path!(…)`
  Span open, close;  // the delimiters
};

struct Session {
  Session(SourceMap& sources_, diagnostics::Sink& sink_, const ParseOptions& options_, Ast& ast_)
      : sources(sources_), sink(sink_), options(options_), ast(ast_) {}

  SourceMap& sources;
  diagnostics::Sink& sink;
  ParseOptions options;
  Ast& ast;
  uint32_t next_node = 0;

  // --- errors: those of the file itself come alone, as rustc parses it whole before it expands anything ---
  bool file_failed = false;
  size_t recovered = 0;  // errors that parsing went on after, as if all were well
  std::vector<Diagnostic> expansion_errors;

  // --- macros ---
  std::vector<MacroDefPtr> textual;                  // innermost last
  std::unordered_map<Symbol, MacroDefPtr> exported;  // #[macro_export]: by path, and in the root module
  std::unordered_map<Symbol, MacroDefPtr> known;     // any macro_rules seen so far, for `use` of a macro by name
  std::unordered_set<Symbol> imported;               // last names of `use` trees, "*" where there is a glob
  std::unordered_map<Symbol, Symbol> renamed;        // `use m as n`: n -> m
  std::vector<Symbol> module_path;
  std::unordered_set<uint32_t> used_macros;  // definitions that something called, by id
  uint32_t expansion_depth = 0;
  size_t tokens_produced = 0;
  uint32_t no_expand = 0;  // > 0: macro calls are skipped: the text is measured, or configured out
  uint32_t depth = 0;
  uint32_t next_macro_id = 0;
  std::unordered_map<uint64_t, Span> metavar_spans;    // a fragment's span -> the `$name` that stands for it
  std::unordered_map<uint32_t, MacroCall> unexpanded;  // ExprId of a call made while no_expand: for printing
  std::vector<ExprId> underscores;                     // `_` as expressions, not yet taken by an assignment
  // `[0; _]`: there it stands for a length to be inferred.
  void infer_const(ExprId len) {
    if (!underscores.empty() && underscores.back() == len) underscores.pop_back();
  }

  std::deque<Tokens> kept_tokens;  // arguments copied because a token was split; what deferred text is written in
  bool defer = false;              // bodies of fns and contents of impls are left for later
  bool defer_impls = false;        // and impls of traits in modules
  std::vector<DeferredText> deferred;
  std::unordered_map<Symbol, std::vector<DeferredImpl>> deferred_impls;  // by the trait's name
  size_t deferred_impl_count = 0;
  size_t deferrals() const { return deferred.size() + deferred_impl_count; }
  std::shared_ptr<const MacroScope> scope;  // of the text deferred last
  bool record_calls = false;
  bool recursion_reported = false;
  std::string crate_name = "main";

  // SourceMap::mark_desugaring, except where the text is only measured.
  Span mark_desugaring(Span span, DesugaringKind kind) {
    return no_expand > 0 ? span : sources.mark_desugaring(span, kind, edition_of(span));
  }
  NodeId new_id() { return NodeId(next_node++); }
  ExprId expr(Span span, ExprKind kind) { return ast.exprs.push(Expr{new_id(), span, std::move(kind), false}); }
  PatId pat(Span span, PatKind kind) { return ast.pats.push(Pat{new_id(), span, std::move(kind)}); }
  TyId ty(Span span, TyKind kind) { return ast.tys.push(Ty{new_id(), span, std::move(kind)}); }
  BlockId block(Span span, std::vector<Stmt> stmts, ExprId tail = {}, BlockKind kind = BlockKind::normal) {
    return ast.blocks.push(Block{new_id(), span, std::move(stmts), tail, kind});
  }
  Span span_of(ExprId e) const { return ast.exprs[e].span; }
  void note_parens(std::vector<Paren>& list, uint32_t id, Span outer, Span inner) const {
    if (no_expand == 0 && !options.is_library) list.push_back({id, outer, inner});
  }
  // The expression's place as it was written: a macro call's, where the expression is what became of it.
  Span written_span_of(ExprId e) const {
    const auto call = macro_call_spans.find(e);
    return call == macro_call_spans.end() ? span_of(e) : call->second;
  }
  std::unordered_map<ExprId, Span, IndexHash> macro_call_spans;

  // rustc: Span::to. Places of different expansions do not join: the macro's own is kept.
  Span join(Span a, Span b) const;

  MacroDefPtr find_macro(const Path& path) const;
  source::Edition edition_of(Span span) const;
};

inline uint64_t span_key(Span s) { return (static_cast<uint64_t>(s.lo) << 32 | s.hi) * 31 + s.ctxt.index; }

}  // namespace borrowlab::syntax
