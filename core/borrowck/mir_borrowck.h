// The walk over a body that looks for accesses which break a rule, and the reports of what it finds.
// After rustc_borrowck::MirBorrowckCtxt and rustc_borrowck::diagnostics.
#pragma once
#include <map>
#include <set>

#include "borrowck/borrow_set.h"
#include "borrowck/diagnostics/ast_search.h"
#include "borrowck/facts.h"

namespace borrowlab::borrowck {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::MultiSpan;
using diagnostics::SuggestionStyle;

// The facts that hold just before a location.
struct FlowState {
  BitSet borrows, uninits, ever_inits;
};

enum class ReadKind : uint8_t { borrow, copy };
enum class WriteKind : uint8_t { storage_dead_or_drop, replace, mutable_borrow, mutate, move };
struct ReadOrWrite {
  enum class Kind : uint8_t { read, write, reservation, activation } kind = Kind::read;
  ReadKind read = ReadKind::copy;
  WriteKind write = WriteKind::mutate;
  mir::BorrowKind borrow = mir::BorrowKind::shared;
  uint32_t activating = UINT32_MAX;
};
enum class LocalMutationIsAllowed : uint8_t { yes, except_upvars, no };
enum class InitializationRequiringAction : uint8_t { borrow, match_on, use, assignment, partial_assignment };
enum class AccessKind : uint8_t { mutable_borrow, mutate };

struct RootPlace {
  Place place;
  LocalMutationIsAllowed allowed = LocalMutationIsAllowed::no;
};

// What a call with a moved `self` is. rustc: CallKind.
struct CallKind {
  enum class Kind : uint8_t { normal, fn_call, op, deref_coercion } kind = Kind::normal;
  DefId method;
  ArgsId args;
  TypeId self_ty;
  source::DesugaringKind desugaring = source::DesugaringKind::none;
  TypeId deref_target_ty;
  std::optional<Span> deref_target_span;
};
struct UseSpans {
  enum class Kind : uint8_t { closure, fn_self, pattern, other } kind = Kind::other;
  Span span;                          // pattern, other: the use; fn_self: the variable's; closure: `|args|`
  Span capture_kind_span, path_span;  // closure
  Span fn_call_span, fn_span;         // fn_self
  CallKind call;
  Span args_or_use() const { return span; }
  Span var_or_use() const { return kind == Kind::closure ? capture_kind_span : span; }
  Span var_or_use_path_span() const { return kind == Kind::closure ? path_span : span; }
  bool for_closure() const { return kind == Kind::closure; }
};

enum class LaterUseKind : uint8_t { trait_capture, closure_capture, call, fake_let_read, other };
// A region's name in a message, and what introduces it. rustc: RegionName.
struct RegionName {
  std::string name;  // "'a", "'1"
  enum class Source : uint8_t {
    none,
    named /* declared: no label for it */,
    static_,
    free_env /* the closure's environment */,
    arg_matches_type /* let's call … */,
    arg_fully /* has type */,
    arg_path /* `'_` in a path */,
    upvar,
    output
  } source = Source::none;
  Span span;
  std::string text;        // the type with the region named; the upvar's name; what the output is of
  bool mentioned = false;  // its label has been put into a diagnostic
  explicit operator bool() const { return source != Source::none; }
  bool was_named() const { return source == Source::named || source == Source::static_; }
};

struct BorrowExplanation {
  enum class Kind : uint8_t {
    unexplained,
    used_later,
    used_later_in_loop,
    used_later_when_dropped,
    must_be_valid_for
  } kind = Kind::unexplained;
  LaterUseKind later = LaterUseKind::other;
  Span span;
  std::optional<Span> path_span;
  Local dropped_local;  // used_later_when_dropped
  bool should_note_order = false;
  ConstraintCategory category;  // must_be_valid_for
  bool from_closure = false;
  RegionName region_name;
  std::optional<std::string> opt_place_desc;
  std::vector<OutlivesConstraint> path;
};

class MirBorrowckCtxt {
 public:
  MirBorrowckCtxt(types::Context& cx, const mir::Body& body, const ClosureReports& closures, const mir::MoveData& moves,
                  RegionInference& regions, const BorrowSet& borrows, TypeChecker& typeck, const types::ParamEnv& env);

  using Borrows = mir::DataflowResults<BorrowsInScope>;
  using Uninits = mir::DataflowResults<mir::MaybeUninitializedPlaces>;
  using EverInits = mir::DataflowResults<mir::EverInitializedPlaces>;
  void visit(Borrows& borrows, Uninits& uninits, EverInits& ever_inits);  // all reachable locations, in reverse postorder
  void report_region_errors(const std::vector<RegionError>& errors);
  void report_illegal_moves();
  std::vector<Diagnostic> finish();  // sorted as rustc emits them
  const std::vector<bool>& used_mut() const { return used_mut_; }
  const std::vector<bool>& used_mut_upvars() const { return used_mut_upvars_; }
  void gather_used_muts();
  // Fills `facts`' loans; `live_at`: by loan, the points where it is live.
  void gather_loan_facts(const std::vector<BitSet>& live_at);
  Facts& facts() { return facts_; }

 private:
  using Prefix = std::pair<Place, size_t>;  // a place's first projections
  types::Context& cx_;
  const mir::Body& body_;
  const ClosureReports& closures_;
  const mir::MoveData& moves_;
  RegionInference& regions_;
  const BorrowSet& borrow_set_;
  TypeChecker& typeck_;
  types::ParamEnv env_;
  Dominators dominators_;
  AstSearch ast_;
  IndexVec<mir::BasicBlock, std::vector<mir::BasicBlock>> preds_;

  std::vector<std::pair<Place, Span>> access_place_reported_;
  std::vector<Place> reservation_reported_;
  std::vector<bool> used_mut_, used_mut_upvars_;
  std::vector<Diagnostic> buffered_;
  std::map<std::vector<uint32_t>, std::pair<Place, Diagnostic>> buffered_moves_;
  std::map<std::vector<uint32_t>, MoveConflict> move_conflicts_;  // as buffered_moves_
  Facts facts_;
  std::vector<std::tuple<Span, Diagnostic, size_t>> buffered_mut_errors_;
  std::vector<Local> uninitialized_reported_;
  std::map<uint32_t, RegionName> region_names_;
  uint32_t next_region_name_ = 1;

  // --- the walk (mir_borrowck.cpp) ---
  void statement(const mir::Statement& s, Location at, const FlowState& state);
  void terminator(const mir::Terminator& t, Location at, const FlowState& state);
  void at_exit(const mir::Terminator& t, Location at, const FlowState& state);
  void check_activations(Location at, Span span, const FlowState& state);
  void consume_operand(Location at, const mir::Operand& o, Span span, const FlowState& state);
  void consume_rvalue(Location at, const mir::Rvalue& rv, Span span, const FlowState& state);
  void mutate_place(Location at, const Place& place, Span span, AccessDepth depth, const FlowState& state);
  void access_place(Location at, const Place& place, Span span, AccessDepth depth, ReadOrWrite rw, LocalMutationIsAllowed allowed,
                    const FlowState& state);
  bool check_access_for_conflict(Location at, const Place& place, Span span, AccessDepth depth, ReadOrWrite rw, const FlowState& state);
  bool check_access_permissions(const Place& place, Span span, ReadOrWrite rw, LocalMutationIsAllowed allowed, const FlowState& state,
                                Location at);
  // The error just buffered, if there is one, is about this loan.
  void note_conflict(size_t errors_before, uint32_t held, Location at, ReadOrWrite rw);
  void check_invalidation_at_exit(Location at, uint32_t index, Span span);
  void check_if_assigned_path_is_moved(Location at, const Place& place, Span span, const FlowState& state);
  void check_if_full_path_is_moved(Location at, InitializationRequiringAction action, const Place& place, Span span,
                                   const FlowState& state);
  void check_if_path_or_subpath_is_moved(Location at, InitializationRequiringAction action, const Place& place, Span span,
                                         const FlowState& state);
  void check_parent_of_field(Location at, const Place& base, Span span, const FlowState& state);
  // The root that makes the place mutable, or the prefix that forbids it.
  std::optional<RootPlace> is_mutable(const Place& place, LocalMutationIsAllowed allowed, Place& error) const;
  void add_used_mut(const RootPlace& root, const FlowState& state);
  void propagate_closure_used_mut_place(const Place& place, LocalMutationIsAllowed allowed);
  std::optional<uint32_t> upvar_field(const Place& place) const { return upvar_field(place, place.projection.size()); }
  std::optional<uint32_t> upvar_field(const Place& place, size_t projections) const;
  const std::vector<typeck::thir::Capture>& upvars() const;
  mir::InitIndex ever_initialized(Local local, const FlowState& state) const;
  TypeId ty(const Place& place) const { return prefix_ty(cx_, body_, place, place.projection.size()).ty; }
  TypeId ty(const Place& place, size_t n) const { return prefix_ty(cx_, body_, place, n).ty; }
  void buffer(Diagnostic d) { buffered_.push_back(std::move(d)); }

  // --- describing (diagnostics/describe.cpp) ---
  std::optional<std::string> describe_place(const Place& place, size_t projections, bool including_downcast = false,
                                            bool including_tuple_field = true) const;
  std::optional<std::string> describe_place(const Place& place) const { return describe_place(place, place.projection.size()); }
  std::string describe_any_place(const Place& place) const;
  std::optional<std::string> describe_field(const Place& place, size_t projections, uint32_t field, bool tuple_fields) const;
  std::optional<std::string> local_name(Local local) const;
  std::string upvar_to_string(const typeck::thir::Capture& capture) const;
  std::string describe_for_named_type(TypeId ty) const { return types::to_string(cx_, types::erase_regions(cx_.store, ty)); }
  UseSpans borrow_spans(Span use, Location at) const;
  UseSpans move_spans(const Place& moved, Location at) const;
  UseSpans retrieve_borrow_spans(const BorrowData& b) const {
    return borrow_spans(body_.source_info(b.reserve_location).span, b.reserve_location);
  }
  struct ClosureSpans {
    Span args, capture_kind, path;
  };
  std::optional<ClosureSpans> closure_span(DefId closure, const Place& target, const std::vector<mir::Operand>& operands) const;
  std::optional<CallKind> self_call(Local temp, mir::BasicBlock block, UseSpans& spans) const;
  CallKind call_kind(DefId method, ArgsId args, Span fn_span, bool from_hir_call) const;
  void var_path_only_label(Diagnostic& d, const UseSpans& spans, InitializationRequiringAction action) const;
  void var_label(Diagnostic& d, const UseSpans& spans, std::optional<mir::BorrowKind> kind, const std::string& text) const;
  void args_label(Diagnostic& d, const UseSpans& spans, const std::string& text) const;
  bool is_lib_item(DefId def, std::string_view diagnostic_item) const;  // by the item's #[rustc_diagnostic_item]
  bool user_span(Span span) const;
  Span def_span(DefId def) const;  // an item's head, as rustc points at definitions
  bool is_user_variable(Local l) const;
  bool from_desugaring(Span s) const { return cx_.sources.desugaring_of(s) != source::DesugaringKind::none; }

  // --- moves (diagnostics/moved.cpp, move_errors.cpp, clone_suggestions.cpp) ---
  void report_use_of_moved_or_uninitialized(Location at, InitializationRequiringAction action, const Place& moved, const Place& used,
                                            Span span, mir::MovePathIndex mpi);
  void report_use_of_uninitialized(mir::MovePathIndex mpi, const Place& used, const Place& moved, InitializationRequiringAction action,
                                   Span span, const UseSpans& spans);
  std::optional<std::string> value_of_type(TypeId t) const;  // as an expression; none: nothing is known
  struct MoveSite {
    mir::MoveOutIndex moi;
    bool traversed_back_edge = false;
  };
  std::pair<std::vector<MoveSite>, std::vector<Location>> get_moved_indexes(Location at, mir::MovePathIndex mpi) const;
  const std::pair<Span, uint32_t>* kind_origin(DefId closure) const;  // the use that made it no `Fn`, and the capture's index
  void note_moved_or_invoked_closure(Diagnostic& d, Location at, const Place& used) const;
  void explain_captures(Diagnostic& d, Span span, Span move_span, const UseSpans& spans, const Place& moved, bool partial, bool in_loop,
                        bool use_error);
  // in_pattern is set where a pattern moved the value.
  void suggest_ref_or_clone(Diagnostic& d, mir::MovePathIndex mpi, const UseSpans& spans, const Place& moved, bool& in_pattern,
                            bool& suggested_reborrow);
  bool implements(std::string_view lang_trait, TypeId ty) const;
  void suggest_reborrow(Diagnostic& d, Span span, const Place& moved);
  bool suggest_borrow_generic_arg(Diagnostic& d, DefId callee, ArgsId args, uint32_t param, TypeId ty, const Place& moved, Span span);
  void suggest_cloning(Diagnostic& d, TypeId ty, uint32_t expr_node, const UseSpans* use);
  void suggest_cloning_inner(Diagnostic& d, TypeId ty, uint32_t expr_node);
  // `x.clone().consume()`; also where `Clone` would need more than is known of the type's parts.
  // What keeps the type from being Clone, innermost types; none: there is no impl of Clone for it.
  std::optional<std::vector<TypeId>> clone_blockers(TypeId ty, int depth) const;
  void suggest_clone_of_receiver(Diagnostic& d, TypeId ty, Span receiver, bool by_path);
  void suggest_derive_clone(Diagnostic& d, TypeId ty) const;
  void suggest_copy_bound(Diagnostic& d, TypeId ty);
  bool in_move_closure(uint32_t expr_node) const;
  // The callee of a call or method call expression: from the MIR at its place; in a closure, only where a path names it.
  std::optional<types::FnDef> callee_of(uint32_t call_node) const;
  const types::FnDef* callee_at(Span call) const;
  // False where a clone would not help either: the loop would never end.
  bool suggest_hoisting_call_outside_loop(Diagnostic& d, uint32_t expr_node, Span decl) const;
  std::set<std::pair<uint32_t, uint32_t>> self_span_reported_;
  // The `Fn`/`FnMut` bound of the callee's parameter that takes this argument.
  void suggest_binding_by_reference(Diagnostic& d, const std::vector<Local>& bindings) const;
  Span fn_bound_of_argument(uint32_t call_node, syntax::ExprId argument, bool fn) const;
  // What a dereference goes through, for a place with a name and for one without.
  void describe_content_source(const Place& place, size_t projections, std::string& named, std::string& unnamed) const;

  // --- conflicts (diagnostics/conflict_errors.cpp) ---
  void report_use_while_mutably_borrowed(Location at, const Place& place, Span span, const BorrowData& borrow);
  void report_conflicting_borrow(Location at, const Place& place, Span span, mir::BorrowKind kind, const BorrowData& issued);
  void report_move_out_while_borrowed(Location at, const Place& place, Span span, const BorrowData& borrow);
  void report_illegal_mutation_of_borrowed(Location at, const Place& place, Span span, const BorrowData& loan);
  void report_illegal_reassignment(const Place& place, Span span, Span assigned_span, const Place& err_place, mir::InitIndex init);
  void report_borrowed_value_does_not_live_long_enough(Location at, const BorrowData& borrow, const Place& place, Span span,
                                                       bool storage_dead_or_drop);
  void report_local_value_does_not_live_long_enough(Location at, const std::string& name, const BorrowData& borrow, Span drop_span,
                                                    const UseSpans& borrow_spans, BorrowExplanation explanation);
  void report_temporary_value_does_not_live_long_enough(Location at, const BorrowData& borrow, Span drop_span, const UseSpans& borrow_spans,
                                                        Span proper_span, BorrowExplanation explanation);
  void report_escaping_closure_capture(const UseSpans& use, Span var_span, const RegionName& fr_name, ConstraintCategory category,
                                       Span constraint_span, const std::string& captured);
  bool try_report_cannot_return_reference_to_local(const BorrowData& borrow, Span borrow_span, Span return_span,
                                                   ConstraintCategory category, const std::string* opt_place_desc);
  const char* classify_immutable_section(const Place& place) const;
  bool suggest_binding_for_temporary(Diagnostic& d, const BorrowData& borrow, Span proper) const;
  void note_collection_of_borrows(Diagnostic& d, const std::string& name, const BorrowExplanation& e) const;
  void report_borrow_conflicts_with_destructor(Location at, const BorrowData& borrow, const Place& place, Span span,
                                               bool storage_dead_or_drop, TypeId dropped);
  void suggest_slice_method(Diagnostic& d, const Place& place, const Place& borrowed, Span span, Span issued_span) const;
  void suggest_using_local(Diagnostic& d, Location at, const BorrowData& issued, const BorrowExplanation& e) const;

  // --- mutability (diagnostics/mutability_errors.cpp) ---
  void report_mutability_error(const Place& access, Span span, const Place& the_place_err, AccessKind error_access, Location at);
  void construct_mut_suggestion_for_local_binding_patterns(Diagnostic& d, Local local);
  void suggest_ampmut_for_local(Diagnostic& d, Local local, const std::string& pointer_desc, Location at, Span span);
  void suggest_use_mut_iterator(Diagnostic& d, Local local, Span span, bool& done);
  void expected_fn_found_fn_mut_call(Diagnostic& d, Span span, const char* act);
  void point_at_binding_outside_closure(Diagnostic& d, const Place& access) const;
  void suggest_using_iter_mut(Diagnostic& d) const;
  void suggest_map_index_mut_alternatives(Diagnostic& d, TypeId map, Span span) const;
  void show_mutating_upvar(Diagnostic& d, Place the_place_err) const;

  // --- explanations (diagnostics/explain_borrow.cpp) ---
  BorrowExplanation explain_why_borrow_contains_point(Location at, const BorrowData& borrow, const Place* drop_place, bool drop_kind);
  struct Cause {
    enum class Kind : uint8_t { live_var, drop_var } kind;
    Local local;
    Location at;
  };
  std::optional<Cause> find_use(RegionVid region, Location start) const;
  std::tuple<LaterUseKind, Span, std::optional<Span>> later_use_kind(const BorrowData& borrow, const UseSpans& spans, Location at) const;
  bool is_use_in_later_iteration_of_loop(Location borrow, Location use) const;
  void add_explanation(Diagnostic& d, const BorrowExplanation& e, const char* borrow_desc, std::optional<Span> borrow_span,
                       const std::pair<Span, Span>* multiple, uint32_t borrow_node = UINT32_MAX);
  std::optional<std::pair<ConstraintCategory, RegionName>> free_region_constraint(RegionVid borrow_region, RegionVid outlived,
                                                                                  BorrowExplanation& e);

  // --- regions (diagnostics/region_errors.cpp, region_name.cpp) ---
  struct OutlivesSuggestions {
    std::vector<std::pair<RegionVid, RegionVid>> constraints;  // longer, shorter: in the order of their reports
  };
  void report_region_error(RegionVid fr, RegionVid outlived, OutlivesSuggestions& suggestions);
  bool report_named_anon_conflict(RegionVid fr, RegionVid outlived, Span span);
  void report_fnmut_error(RegionVid outlived, const ConstraintCategory& category, Span span);
  std::optional<Diagnostic> escaping_data_error(RegionVid fr, RegionVid outlived, const ConstraintCategory& category, Span span);
  Diagnostic general_region_error(RegionVid fr, RegionVid outlived, const ConstraintCategory& category, Span span);
  void add_variance_note(Diagnostic& d, const VarianceInfo& v) const;
  void add_outlives_suggestion(const OutlivesSuggestions& s);
  const char* body_description() const;  // "function", "method", "closure", …
  // The variable (an argument or a captured one) whose type has the region, and where it is declared.
  std::pair<std::string, Span> var_for_region(RegionVid r, bool& found) const;
  RegionName give_region_a_name(RegionVid fr);
  void highlight(Diagnostic& d, const RegionName& name);
  void highlight(Diagnostic& d, RegionVid fr);

  // --- what to change in a signature (diagnostics/region_suggestions.cpp, bound_errors.cpp) ---
  struct SuitableRegion {
    DefId scope;                // the item that declares it
    DefId def;                  // its declaration; none: elided
    syntax::NodeId source;      // elided: where it is left out first
    bool is_impl_item = false;  // of a trait's impl: the signature is given
    bool is_meant_by(const struct LifetimeSpot& spot) const;
  };
  struct ParamWithRegion {
    size_t index = 0;
    TypeId ty;         // with the other region in its place
    Span ty_span;      // as written
    std::string name;  // empty: a pattern
  };
  std::optional<SuitableRegion> suitable_region(RegionId r) const;
  std::optional<ParamWithRegion> find_param_with_region(RegionId r, RegionId instead) const;
  syntax::TyId find_anon_type(RegionId r) const;
  const syntax::ItemFn* fn_of(DefId scope) const;
  bool is_named(RegionId r) const;
  std::string region_to_string(RegionId r) const;  // "'a"; empty for what has no name
  void suggest_adding_lifetime_params(Diagnostic& d, RegionVid sub, RegionVid sup) const;
  void add_static_impl_trait_suggestion(Diagnostic& d, RegionVid fr, const RegionName& fr_name, RegionVid outlived) const;
  bool suggest_capture_by_name(Diagnostic& d, const SuitableRegion& region, const syntax::Ty& returned, const std::string& what,
                               const std::string& captures) const;
  void suggest_move_on_borrowing_closure(Diagnostic& d) const;
  void suggest_deref_closure_return(Diagnostic& d) const;
  void suggest_constrain_dyn_trait_impl(Diagnostic& d, RegionId f, RegionId o, const ConstraintCategory& category) const;
  void report_type_test(const TypeTest& t);
  void report_hidden_type(const RegionError& e);
  std::pair<std::string, Span> describe_free_region(RegionId r, Span otherwise) const;
  std::string suggest_name_region(RegionId r, std::vector<diagnostics::SubstitutionPart>& parts) const;
  void suggest_lifetime_bound(Diagnostic& d, TypeId ty, RegionId lower) const;
  void label_implicit_static_object(Diagnostic& d, Span span) const;
  std::string use_list(const std::string& lifetime, DefId scope, DefId opaque) const;
  TypeId name_regions(TypeId ty, bool hidden = false) const;  // region variables replaced by what they are in the program
  std::string to_string_with(TypeId ty, RegionVid named, const std::string& name) const;
  std::optional<Local> argument_for_region(RegionVid fr) const;
  std::optional<uint32_t> upvar_for_region(RegionVid fr) const;
  bool is_fn_mut_or_fn_closure() const { return body_.closure.has_value() && body_.closure->kind != typeck::thir::ClosureKind::fn_once; }
};

}  // namespace borrowlab::borrowck
