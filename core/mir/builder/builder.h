// THIR to MIR: the state of one body under construction. Methods are grouped by the file that defines them.
// After rustc_mir_build::builder. A method that may end in another block takes `block` by reference and leaves it at the new one.
#pragma once
#include <unordered_map>

#include "diagnostics/diagnostic.h"
#include "mir/builder/place_builder.h"
#include "mir/builder/scopes.h"
#include "mir/util.h"
#include "support/function_ref.h"

namespace borrowlab::mir {

namespace thir = typeck::thir;

// What is around the expression being built, for the diagnostics of temporaries.
struct BlockFrame {
  enum class Kind : uint8_t { statement, tail_expr, sub_expr } kind = Kind::sub_expr;
  bool ignores_result = false;  // statement, tail_expr
  Span span;                    // tail_expr
};

struct LocalsForNode {
  Local for_arm_body;
  Local ref_for_guard;  // none where the arm has no guard
};
enum class ForGuard : uint8_t { ref_within_guard, outside_guard };
enum class DeclareLetBindings : uint8_t { yes, no, let_not_permitted };
enum class TempNeed : uint8_t { no, maybe };
enum class BreakTarget : uint8_t { continue_, break_, return_ };
enum class Category : uint8_t { constant, place, rvalue_into, rvalue_as };
Category category_of(const thir::Expr& expr);

struct Candidate;
struct MatchTreeBranch;
struct MatchTreeSubBranch;
struct BuiltMatchTree;
struct PatBindingRef;
struct Test;
struct TestBranch;

class Builder {
 public:
  Builder(types::Context& cx, const thir::Body& thir, diagnostics::Sink& sink);
  Body run();

  // --- body.cpp: args and body ---
  types::Context& cx;
  const thir::Body& thir;
  diagnostics::Sink& sink;
  types::ParamEnv env;
  DefId module;
  Body body;
  Cfg cfg;
  Scopes scopes;
  std::vector<BlockFrame> block_context;
  std::unordered_map<thir::LocalVarId, LocalsForNode, IndexHash> var_indices;
  std::unordered_map<thir::LocalVarId, RegionScope, IndexHash> var_scopes;
  std::vector<std::vector<thir::LocalVarId>> guard_context;
  std::unordered_map<uint32_t, Local> fixed_temps;  // by ExprId: temporaries of a guard that is built more than once
  RegionScope fixed_temps_scope;
  std::optional<Local> unit_temp;
  RegionScope let_var_scope;        // where the bindings of the `let`s of the current condition live
  std::vector<Place> upvar_places;  // captures, as places of the closure's environment

  SourceInfo source_info(Span span) const { return {span, SourceScope(0)}; }
  Span end_point(Span span) const;
  Local temp(TypeId ty, Span span);  // a fresh local, without storage statements
  UserTypeId user_type(const thir::UserType& ty);
  TypeId local_ty(Local l) const { return body.locals[l].ty; }
  TypeId ty_of(const Place& place) { return place_ty(cx, body, place).ty; }
  bool needs_drop(TypeId ty);
  bool is_copy(TypeId ty);
  Operand consume(Place place);                     // copy or move, by the type
  Operand duplicate(const Operand& operand) const;  // rustc: Operand::to_copy
  void push_unit(BasicBlock block, SourceInfo at, Place destination);
  void push_bool(BasicBlock block, SourceInfo at, Place destination, bool value);
  Local get_unit_temp();
  void refuse(Span span, const std::string& what);
  // The expression; a cast's type that says nothing to the borrow checker is looked through.
  const thir::Expr& expr(thir::ExprId id) const {
    const thir::Expr* e = &thir.exprs[id];
    while (const auto* a = std::get_if<thir::ValueTypeAscription>(&e->kind)) {
      if (ascription_matters(a->user_ty)) break;
      e = &thir.exprs[a->source];
    }
    return *e;
  }
  // The expression without its Scope wrappers.
  const thir::Expr& peel_scopes(thir::ExprId id) const;

  // --- scope.cpp ---
  void push_scope(RegionScope scope);
  void pop_scope(RegionScope scope, BasicBlock& block);
  template <class F>
  auto in_scope(RegionScope scope, BasicBlock& block, F&& f) -> decltype(f()) {
    if (!scope) return f();
    push_scope(scope);
    if constexpr (std::is_void_v<decltype(f())>) {
      f();
      pop_scope(scope, block);
    } else {
      auto result = f();
      pop_scope(scope, block);
      return result;
    }
  }
  RegionScope local_scope() const { return scopes.scopes.back().region_scope; }
  size_t scope_index(RegionScope scope) const;
  // Runs f(block) whose failed conditions leave by break_for_else; gives {then, else}.
  std::pair<BasicBlock, BasicBlock> in_if_then_scope(RegionScope scope, Span span, FunctionRef<BasicBlock()> f);
  // f gives the block of the normal exit, or none.
  BasicBlock in_breakable_scope(BasicBlock loop_block, const Place& destination, Span span, FunctionRef<BasicBlock()> f);
  void break_scope(BasicBlock& block, thir::ExprId value, BreakTarget target, RegionScope label, SourceInfo at);
  void break_for_else(BasicBlock block, SourceInfo at);
  void schedule_drop(RegionScope scope, Local local, DropKind kind);
  void schedule_drop_storage_and_value(RegionScope scope, Local local) {
    schedule_drop(scope, local, DropKind::storage);
    schedule_drop(scope, local, DropKind::value);
  }
  void record_operands_moved(const std::vector<Operand>& operands);
  DropIdx diverge_cleanup() { return scopes.scopes.empty() ? drop_root : diverge_cleanup_target(scopes.scopes.size() - 1); }
  DropIdx diverge_cleanup_target(size_t target);
  void diverge_from(BasicBlock block) { scopes.unwind_drops.add_entry_point(block, diverge_cleanup()); }
  void build_drop_and_replace(BasicBlock& block, Span span, const Place& place, const Rvalue& value);
  void assert_(BasicBlock& block, Operand cond, bool expected, TAssert message, Span span);
  void clear_scope(RegionScope scope);
  void build_drop_trees();
  BasicBlock build_exit_tree(DropTree& drops, RegionScope else_scope, BasicBlock continue_block);

  // --- block.cpp ---
  void ast_block(const Place& destination, BasicBlock& block, thir::BlockId id, SourceInfo at);
  void ast_block_stmts(const Place& destination, BasicBlock& block, const thir::Block& b);
  void stmt_expr(BasicBlock& block, thir::ExprId id, RegionScope statement_scope);
  bool currently_ignores_tail_results() const;
  const BlockFrame* currently_in_block_tail() const;

  // --- into.cpp ---
  void expr_into_dest(const Place& destination, BasicBlock& block, thir::ExprId id);
  void if_into(const Place& destination, BasicBlock& block, const thir::Expr& e);
  void logical_into(const Place& destination, BasicBlock& block, const thir::Expr& e);
  void call_into(const Place& destination, BasicBlock& block, const thir::Expr& e);
  void adt_into(const Place& destination, BasicBlock& block, const thir::Expr& e);

  // --- as_value.cpp: operands, temporaries, constants ---
  RegionScope local_temp_lifetime() const { return scopes.scopes.empty() ? RegionScope() : local_scope(); }
  Operand as_operand(BasicBlock& block, RegionScope scope, thir::ExprId id, LocalInfo::Kind info, TempNeed need);
  Operand as_local_operand(BasicBlock& block, thir::ExprId id) {
    return as_operand(block, local_temp_lifetime(), id, LocalInfo::Kind::boring, TempNeed::maybe);
  }
  Operand as_call_operand(BasicBlock& block, RegionScope scope, thir::ExprId id);
  Local as_temp(BasicBlock& block, RegionScope lifetime, thir::ExprId id, Mutability mut);
  Constant as_constant(const thir::Expr& e);

  // --- as_rvalue.cpp ---
  Rvalue as_rvalue(BasicBlock& block, RegionScope scope, thir::ExprId id);
  Rvalue as_local_rvalue(BasicBlock& block, thir::ExprId id) { return as_rvalue(block, local_temp_lifetime(), id); }
  Rvalue build_binary_op(BasicBlock& block, Span span, TypeId ty, BinOp op, Operand lhs, Operand rhs);
  Rvalue cast(BasicBlock& block, RegionScope scope, const thir::Expr& e, const thir::Cast& c);
  Rvalue closure(BasicBlock& block, RegionScope scope, const thir::ClosureExpr& c);
  Operand limit_capture_mutability(BasicBlock& block, const thir::Expr& upvar, RegionScope lifetime, thir::ExprId arg);

  // --- as_place.cpp ---
  Place as_place(BasicBlock& block, thir::ExprId id) { return to_place(as_place_builder(block, id)); }
  PlaceBuilder as_place_builder(BasicBlock& block, thir::ExprId id) { return expr_as_place(block, id, Mutability::mut, nullptr); }
  Place as_read_only_place(BasicBlock& block, thir::ExprId id) { return to_place(expr_as_place(block, id, Mutability::not_, nullptr)); }
  PlaceBuilder expr_as_place(BasicBlock& block, thir::ExprId id, Mutability mut, std::vector<Local>* fake_borrow_temps);
  PlaceBuilder index_as_place(BasicBlock& block, const thir::Expr& e, const thir::Index& index, Mutability mut,
                              std::vector<Local>* fake_borrow_temps);
  Operand len_of_slice_or_array(BasicBlock block, const Place& place, Span span, SourceInfo at);
  void add_fake_borrows_of_base(BasicBlock block, const Place& base, std::vector<Local>& temps, Span span, SourceInfo at);
  // The place, captures resolved; nullopt inside a closure for a variable's part that is not captured.
  std::optional<Place> try_to_place(const PlaceBuilder& p);
  Place to_place(const PlaceBuilder& p);
  bool ascription_matters(const thir::UserType& ty) const;
  void push_ascription(BasicBlock block, const Place& place, const thir::UserType& ty, types::Variance variance);

  // --- matches ---
  void match_expr(const Place& destination, BasicBlock& block, const thir::Match& m, Span span);
  PlaceBuilder lower_scrutinee(BasicBlock& block, thir::ExprId scrutinee, Span span);
  void then_else_break(BasicBlock& block, thir::ExprId id, RegionScope temp_scope, SourceInfo variable_source_info,
                       DeclareLetBindings declare);
  void lower_let_expr(BasicBlock& block, thir::ExprId scrutinee, thir::PatId pat, DeclareLetBindings declare);
  void expr_into_pattern(BasicBlock& block, thir::PatId pat, thir::ExprId initializer);
  void place_into_pattern(BasicBlock& block, thir::PatId pat, const PlaceBuilder& initializer, bool set_match_place);
  using MatchPlace = std::optional<std::pair<std::optional<Place>, Span>>;
  void declare_bindings(thir::PatId pat, bool has_guard, const MatchPlace& match_place, RegionScope var_scope);
  void declare_bindings_in(thir::PatId pat, Span pat_span, std::vector<std::pair<UserTypeId, std::vector<PlaceElem>>> user_tys,
                           bool has_guard, const MatchPlace& match_place, RegionScope var_scope);
  void declare_guard_bindings(thir::ExprId guard, RegionScope var_scope);
  void for_each_primary_binding(thir::PatId pat, FunctionRef<void(const thir::Pat&, const thir::PatBinding&)> f);
  Local var_local(thir::LocalVarId var, ForGuard which);
  bool is_bound_in_guard(thir::LocalVarId var) const;
  Local storage_live_binding(BasicBlock block, thir::LocalVarId var, Span span, ForGuard which, bool schedule);
  void schedule_drop_for_binding(thir::LocalVarId var, ForGuard which);

  BuiltMatchTree lower_match_tree(BasicBlock block, Span scrutinee_span, const PlaceBuilder& scrutinee, Span match_start_span,
                                  const std::vector<std::pair<thir::PatId, bool>>& patterns, bool refutable);
  BasicBlock bind_pattern(SourceInfo outer, MatchTreeBranch& branch, const BuiltMatchTree& tree, Span scrutinee_span, const thir::Arm* arm,
                          RegionScope match_scope);
  BasicBlock bind_and_guard(MatchTreeSubBranch& sub, const BuiltMatchTree& tree, Span scrutinee_span, const thir::Arm* arm,
                            RegionScope match_scope, bool schedule_drops);
  void bind_for_arm_body(BasicBlock block, bool schedule_drops, const std::vector<PatBindingRef>& bindings, bool by_value_only);
  RegionScope guard_scope_of(RegionScope arm_scope) const;

  BasicBlock match_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*> candidates);
  BasicBlock expand_or_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*>& candidates);
  void merge_trivial_subcandidates(Candidate& candidate);
  void test_remaining_after_or(Span span, Span scrutinee_span, Candidate& candidate);
  BasicBlock test_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*>& candidates);
  void perform_test(Span match_start_span, Span scrutinee_span, BasicBlock block, BasicBlock otherwise, const Place& place,
                    const Test& test, const std::vector<std::pair<TestBranch, BasicBlock>>& targets);
  void compare(BasicBlock block, BasicBlock success, BasicBlock fail, SourceInfo at, BinOp op, Operand left, Operand right);
  void string_compare(BasicBlock block, BasicBlock success, BasicBlock fail, SourceInfo at, Operand expect, Operand value);
  Operand pattern_constant(Span span, TypeId ty, const thir::ConstantValue& value);

 private:
  void args_and_body(BasicBlock& block, RegionScope argument_scope);
  void closure_env();
};

TerminatorKind terminator_if(const types::Context& cx, Operand cond, BasicBlock then, BasicBlock otherwise);

}  // namespace borrowlab::mir
