// The type checker of one fn (or const, static) with the closures inside it. After rustc_hir_typeck's FnCtxt.
// The work is spread over files named as rustc's: expr, pat, coercion, autoderef, method_probe, method_confirm, callee, op, cast, closure,
// path, fallback, upvar, writeback; the wording of errors is in report_*.
#pragma once
#include <optional>

#include "support/function_ref.h"
#include "typeck/check/results.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::typeck::check {

using resolve::DefKind;
using resolve::Res;
using syntax::Safety;
using types::Binder;
using types::FnSig;
using types::TraitRef;
using types::TypeKind;

// What the context wants of an expression. rustc: Expectation.
struct Expectation {
  enum class Kind : uint8_t { none, has_type, castable, rvalue_like_unsized } kind = Kind::none;
  TypeId ty;
  static Expectation none() { return {}; }
  static Expectation has_type(TypeId t) { return {Kind::has_type, t}; }
  static Expectation castable(TypeId t) { return {Kind::castable, t}; }
};

// Whether control can reach what follows.
struct Diverges {
  bool always = false;
  Span span;
  bool warned = false;         // that something is not reached was said already
  const char* note = nullptr;  // what to say of `span`, where it is not the usual
  // Where either of two parts of a whole diverges; where both do.
  friend Diverges operator|(const Diverges& a, const Diverges& b) { return a.rank() < b.rank() ? b : a; }
  friend Diverges operator&(const Diverges& a, const Diverges& b) { return b.rank() < a.rank() ? b : a; }

 private:
  int rank() const { return warned ? 2 : always ? 1 : 0; }
};

enum class Needs : uint8_t { none, mut_place };
enum class TwoPhase : uint8_t { no, yes };

// Something that has a type and can be adjusted: an expression, or the block of an `if`.
struct Site {
  NodeId id;
  Span span;
  ExprId expr;
};

struct AutoderefStep {
  TypeId ty;
  bool overloaded;
};  // the type before the step

// Where a coercion comes from: decides the wording of a mismatch.
struct CoerceOrigin {
  ObligationKind kind = ObligationKind::misc;
  Span because;  // "expected due to this", "expected `T` because of return type", the other arm …
  bool because_type = false;
  bool statement = false;  // an expression statement without `;`
  bool condition = false;  // of an if, a guard
  Span outer;              // the whole match or if
  Span match_scrutinee;
  std::vector<Span> prior_arms;
  BlockId block;  // the block whose tail it is
};

// Coerces several expressions to one type: match arms, array elements, break values, returns. rustc: CoerceMany.
struct CoerceMany {
  TypeId expected;
  TypeId merged;  // none before the first
  std::vector<Site> pushed;
  bool exact = true;  // the merged type is the one expected, its lifetimes included
  explicit CoerceMany(TypeId e) : expected(e) {}
  TypeId merged_ty() const { return merged.valid() ? merged : expected; }
};

struct Breakable {
  NodeId target;
  CoerceMany* coerce = nullptr;  // null: `while` and `for`, whose breaks carry no value
  bool may_break = false;
  bool is_block = false;
};

// A method or associated item candidate that was picked. rustc: Pick.
struct Pick {
  DefId item;
  enum class Kind : uint8_t { inherent_impl, object, trait, where_clause } kind = Kind::inherent_impl;
  Binder<TraitRef> trait_ref;  // where_clause, object
  uint32_t autoderefs = 0;
  enum class Autoref : uint8_t { none, ref, ref_mut, const_ptr } autoref = Autoref::none;
  bool unsize = false;
  TypeId self_ty;
};
struct ProbeStep {
  TypeId self_ty;
  uint32_t autoderefs;
  bool from_raw_deref;
  bool unsize;
};
struct ProbeCandidate {
  DefId item;
  Pick::Kind kind;
  DefId impl_or_trait;
  Binder<TraitRef> trait_ref;
};
struct ProbeResult {
  enum class Outcome : uint8_t { found, not_found, ambiguous, private_match, bad_ty, error } outcome = Outcome::not_found;
  Pick pick;
  DefId private_item;
  std::vector<ProbeCandidate> candidates;  // ambiguous: those that apply
  std::vector<Obligation> unsatisfied;     // predicates that kept candidates out
  std::vector<DefId> unsatisfied_items;
  bool static_candidate = false;  // an associated function of that name exists, without self
  TypeId bad;
};

struct DeferredCast {
  ExprId expr;
  TypeId expr_ty, cast_ty;
  Span span, cast_span;
};
struct DeferredCall {
  ExprId callee;
  TypeId callee_ty;
  types::FnSig sig;
  std::vector<Adjustment> adjustments;
  DefId closure;
  NodeId node;
  Span span;
};

class FnCtxt {
 public:
  FnCtxt(Context& cx, DefId owner, diagnostics::Sink& sink);

  // --- the parts of a body, checked in rustc's order ---
  void check_fn_body();
  void check_const_body(TypeId expected, ExprId value);

  Context& cx;
  types::Store& store;
  const resolve::Crate& krate;
  const syntax::Ast& ast;
  const resolve::Resolutions& res;
  diagnostics::Sink& sink;
  InferCtxt icx;
  FulfillmentCtxt fulfill;
  Results results;
  DefId owner;
  FnSig owner_sig;     // a fn's, with its late-bound regions liberated
  ExprId const_value;  // a const's or static's …
  TypeId const_ty;     // … and its type
  types::ParamEnv env;
  source::Edition edition;
  LowerHooks hooks;

  // State of the body being checked; a closure saves and restores it.
  CoerceMany* ret_coercion = nullptr;
  Span ret_span;  // the written return type
  TypeId ret_ty;
  DefId body_def;
  PatId param_pat;  // while its variables are declared: a parameter's whole pattern, whose size is asked for elsewhere
  Diverges diverges;
  std::vector<Breakable> breakables;
  std::vector<DeferredCast> deferred_casts;
  std::vector<DeferredCall> deferred_calls;
  std::vector<DefId> closures_seen;                       // inner before outer, else in order of the text
  std::unordered_map<NodeId, DefId, IndexHash> var_body;  // the fn or closure that declares the variable
  std::unordered_map<DefId, DefId, IndexHash> closure_parent;
  std::vector<TypeId> diverging_vars, int_vars, float_vars;  // in order of creation
  std::unordered_map<NodeId, ExprId, IndexHash> operator_exprs;
  std::unordered_map<NodeId, std::pair<TyId, ExprId>, IndexHash> let_origins;  // variable of a `let x` -> its type or initializer
  std::vector<std::pair<DefId, ExprId>> inline_consts;                         // `const { … }`, in order

  // --- fn_ctxt.cpp: the basics ---
  const TypeKind& kind(TypeId t) { return store[icx.shallow_resolve(t)]; }
  template <class K>
  const K* as(TypeId t) {
    return store.get<K>(icx.shallow_resolve(t));
  }
  TypeId resolve_ty(TypeId t) { return icx.resolve(t); }
  bool is_ty_var(TypeId t);
  bool is_never(TypeId t) { return as<types::Never>(t) != nullptr; }
  bool is_error(TypeId t) { return (store.flags(icx.resolve(t)) & types::has_error) != 0; }
  // Whether the type's outermost constructor is known; makes what progress is possible before giving up.
  TypeId try_structurally_resolve(TypeId t);
  // As above; an unknown type is error E0282 and gives the error type.
  TypeId structurally_resolve(Span span, TypeId t);
  void select_where_possible();
  void add(Obligation o) { fulfill.add(std::move(o)); }
  void add_all(std::vector<Obligation> os) { fulfill.add(std::move(os)); }
  ObligationCause cause(Span span, ObligationKind kind = ObligationKind::misc, DefId item = {}, Span bound = {}) const {
    return {span, body_def, kind, item, bound};
  }
  // The predicates of `def` with `args` must hold.
  void add_item_obligations(Span span, DefId def, ArgsId args);
  void require_trait(Span span, TypeId ty, DefId trait, ObligationKind kind);
  void require_sized(Span span, TypeId ty, ObligationKind kind);
  void register_wf(Span span, TypeId ty);
  template <class T>
  T normalize(Span span, const T& value) {
    std::vector<Obligation> os;
    T out = typeck::normalize(icx, cause(span), env, value, os);
    add_all(std::move(os));
    return out;
  }
  bool eq(Span span, TypeId a, TypeId b);  // unify or fail, no report
  std::optional<TypeMismatch> eq_or(Span span, TypeId a, TypeId b);
  void demand_eq(Span span, TypeId expected, TypeId actual);
  void demand_sub(Span span, TypeId expected, TypeId actual);
  bool can_eq(TypeId a, TypeId b) { return icx.can_eq(env, a, b); }
  bool may_implement(DefId trait, std::initializer_list<GenericArg> args);
  bool must_implement(DefId trait, std::initializer_list<GenericArg> args);
  bool is_copy(TypeId ty);
  bool is_sized(TypeId ty);
  void write_ty(NodeId node, TypeId ty) { results.node_types[node] = ty; }
  TypeId node_ty(NodeId node);
  TypeId expr_ty(ExprId e) { return node_ty(ast[e].id); }
  TypeId expr_ty_adjusted(ExprId e);
  const std::vector<Adjustment>& adjustments_of(ExprId e) const { return adjustments_of(ast[e].id); }
  const std::vector<Adjustment>& adjustments_of(NodeId id) const;
  void apply_adjustments(NodeId id, std::vector<Adjustment> adj);
  void apply_adjustments(ExprId e, std::vector<Adjustment> adj) { apply_adjustments(ast[e].id, std::move(adj)); }
  Site site(ExprId e) const { return {ast[e].id, ast[e].span, e}; }
  Site site(BlockId b) const { return {ast[b].id, ast[b].span, {}}; }
  TypeId lower(TyId ty);
  UserType user_type(TypeId ty, Span span);
  UserType user_def(DefId def, ArgsId args, Span span);
  std::string str(TypeId t) { return types::to_string(cx, icx.resolve(t)); }
  TypeId err() {
    results.tainted = true;
    return store.error;
  }
  Span span_of(ExprId e) const { return ast[e].span; }
  TypeId local_ty(NodeId binding);
  bool is_box(TypeId t);
  TypeId boxed(TypeId t);
  const types::AdtDef* adt_of(TypeId t);
  bool visible(DefId visible_in) const;  // none: everywhere
  bool defined_in_library(DefId d) const { return cx.defs[d].krate == resolve::library_crate; }
  bool type_is_all_library(TypeId t);  // nothing of the user's crate in it
  const std::vector<DefId>& traits_in_scope(NodeId node, NodeId alternative) const;
  void refuse(Span span, std::string what) {
    results.tainted = true;
    sink.refuse(span, std::move(what));
  }
  NodeId canonical_binding(NodeId n) const;

  // --- expr*.cpp ---
  TypeId check_expr(ExprId e, Expectation expected = {});
  TypeId check_expr_kind(ExprId e, const syntax::Expr& expr, Expectation expected);
  void warn_if_unreachable(Span span, const char* kind);
  TypeId check_expr_has_type_or_error(ExprId e, TypeId expected, const CoerceOrigin& origin = {});
  TypeId check_expr_coercible_to_type(ExprId e, TypeId expected, const CoerceOrigin& origin = {});
  TypeId check_expr_with_needs(ExprId e, Needs needs, Expectation expected = {});
  TypeId check_lit(const syntax::Lit& lit, Expectation expected);
  TypeId check_addr_of(const syntax::Expr& expr, const syntax::ExprAddrOf& a, Expectation expected);
  TypeId check_unary(const syntax::Expr& expr, const syntax::ExprUnary& u, Expectation expected);
  TypeId check_assign(const syntax::Expr& expr, const syntax::ExprAssign& a);
  TypeId check_field(const syntax::Expr& expr, const syntax::ExprField& f);
  TypeId check_index(const syntax::Expr& expr, const syntax::ExprIndex& i);
  TypeId check_tuple(const syntax::ExprTuple& t, Expectation expected);
  TypeId check_array(const syntax::Expr& expr, const syntax::ExprArray& a, Expectation expected);
  TypeId check_repeat(const syntax::Expr& expr, const syntax::ExprRepeat& r, Expectation expected);
  TypeId check_struct(ExprId e, const syntax::Expr& expr, const syntax::ExprStruct& s, Expectation expected);
  TypeId check_block_expr(const syntax::Expr& expr, const syntax::ExprBlock& b, Expectation expected);
  TypeId check_block(BlockId b, Expectation expected, const Breakable* breakable = nullptr, NodeId label_target = {});
  void check_stmt(const syntax::Stmt& stmt);
  void check_let(const syntax::Stmt& stmt, const syntax::StmtLet& let);
  void declare_locals(PatId pat);
  void declare_local(NodeId binding, Span span, TypeId ty);
  TypeId check_let_init(PatId pat, ExprId init, TypeId local_ty, bool has_type, TyId written);
  TypeId check_if(const syntax::Expr& expr, const syntax::ExprIf& i, Expectation expected);
  TypeId check_let_expr(const syntax::Expr& expr, const syntax::ExprLet& l);
  TypeId check_match(ExprId e, const syntax::Expr& expr, const syntax::ExprMatch& m, Expectation expected);
  TypeId check_loop(const syntax::Expr& expr, const syntax::ExprLoop& l, Expectation expected);
  TypeId check_break(const syntax::Expr& expr, const syntax::ExprBreak& b);
  TypeId check_continue(const syntax::Expr& expr, const syntax::ExprContinue& c);
  TypeId check_return(const syntax::Expr& expr, const syntax::ExprReturn& r);
  TypeId check_const_block(const syntax::Expr& expr, const syntax::ExprConstBlock& c, Expectation expected);
  TypeId check_offset_of(const syntax::Expr& expr, const syntax::ExprOffsetOf& o);
  TypeId lang_value(NodeId node, Span span, const syntax::LangPath& path);
  TypeId check_lang_item(const syntax::Expr& expr, const syntax::LangPath& path);
  bool is_place_expr(ExprId e);
  bool is_const_path(ExprId e);
  ConstId lower_const_arg(const syntax::AnonConst& c, TypeId expected);
  CoerceOrigin block_tail_origin(BlockId b);
  std::vector<Span> prior_arm_spans(const syntax::ExprMatch& m, size_t index) const;
  Span arm_value_span(ExprId body) const;
  std::optional<Breakable*> find_breakable(NodeId target);
  TypeId only_has_type(Expectation e);  // invalid where nothing is known
  TypeId to_option(Expectation e);
  TypeId coercion_target(Span span, Expectation e);  // only_has_type, or a fresh variable
  Expectation rvalue_hint(TypeId ty);
  Expectation adjust_for_branches(Expectation e);

  // --- coercion.cpp ---
  // Coerces; nullopt and no change where impossible.
  struct CoerceOk {
    std::vector<Adjustment> adjustments;
    TypeId target;
  };
  std::optional<CoerceOk> coerce_types(Span span, TypeId source, TypeId target, TwoPhase two_phase, bool lub, TypeMismatch* mismatch,
                                       std::vector<Obligation>& obligations);
  // Coerces `e` of type `actual`; reports a mismatch. Returns the type after coercion.
  TypeId demand_coerce(const Site& e, TypeId actual, TypeId expected, TwoPhase two_phase, const CoerceOrigin& origin);
  std::optional<TypeId> try_coerce(const Site& e, TypeId actual, TypeId expected, TwoPhase two_phase, TypeMismatch* mismatch);
  bool can_coerce(TypeId from, TypeId to);
  void coerce_many(CoerceMany& many, const Site& e, TypeId ty, const CoerceOrigin& origin);
  // `break;`, a missing else: the value is (). `e_span`: what to blame.
  void coerce_many_unit(CoerceMany& many, Span span, const CoerceOrigin& origin, bool label_unit,
                        FunctionRef<void(diagnostics::Diagnostic&)> augment = nullptr);
  // An expression whose value was coerced to what was expected of it needs no coercion to that, not even a reborrow.
  void note_exact(const CoerceMany& many, Expectation expected, NodeId id) {
    if (many.exact && !many.pushed.empty() && only_has_type(expected).valid()) exact_.insert(id.index);
  }
  std::unordered_set<uint32_t> exact_;
  TypeId complete(CoerceMany& many) { return many.merged.valid() ? many.merged : store.never; }
  std::optional<TypeId> coerce_lub(std::vector<Site>& exprs, TypeId prev, const Site& e, TypeId ty, TypeMismatch* mismatch);

  // --- autoderef.cpp, place_op.cpp ---
  // One step: the type behind `ty`; nullopt where it is not dereferenced. `include_raw`: `*ptr` written by the author.
  std::optional<TypeId> builtin_deref(TypeId ty, bool include_raw);
  std::optional<TypeId> overloaded_deref(Span span, TypeId ty, std::vector<Obligation>& obligations);
  // Walks `ty`, `*ty`, `**ty` …; f gets the type and the steps so far, and returns true to stop there.
  bool autoderef(Span span, TypeId ty, bool include_raw, FunctionRef<bool(TypeId, const std::vector<AutoderefStep>&)> f,
                 std::vector<Obligation>* obligations = nullptr);
  std::vector<Adjustment> adjust_steps(Span span, const std::vector<AutoderefStep>& steps, TypeId final_ty);
  std::optional<MethodCallee> lookup_method_in_trait(Span span, Symbol method, DefId trait, TypeId self,
                                                     std::span<const TypeId> other_args);
  std::optional<TypeId> lookup_indexing(const syntax::Expr& expr, ExprId base, TypeId base_ty, ExprId index, TypeId index_ty,
                                        TypeId* element);
  TypeId check_deref(const syntax::Expr& expr, ExprId operand, TypeId operand_ty);
  void convert_place_derefs_to_mutable(ExprId e);

  // --- method_probe.cpp, method_confirm.cpp ---
  std::vector<ProbeStep> method_autoderef_steps(Span span, TypeId self_ty, TypeId* bad_ty);
  ProbeResult probe_method(Span span, Symbol name, TypeId self_ty, NodeId scope_node, NodeId alternative);
  // `Self::name`, `Vec::name`: associated functions and constants by path.
  ProbeResult probe_path(Span span, Symbol name, TypeId self_ty, NodeId scope_node, NodeId alternative);
  MethodCallee confirm_method(Span span, ExprId self_expr, Span call_span, TypeId unadjusted_self_ty, const Pick& pick,
                              const syntax::PathSegment& segment);
  std::vector<Span> sized_only_calls;  // reported by the next: what they ask of the object is said
  bool report_sized_only_method(Span span, const syntax::ExprMethodCall& m, const MethodCallee& callee);
  bool report_deref_limit(Span span, TypeId receiver);
  TypeId check_method_call(const syntax::Expr& expr, const syntax::ExprMethodCall& m, Expectation expected);

  // --- path.cpp ---
  TypeId check_path_expr(const syntax::Expr& expr, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                         bool is_callee = false);
  // Resolves type-relative segments; the result's kind is err where an error was reported.
  ValueRes resolve_value_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path, TypeId* self_ty);
  TypeId instantiate_value_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                                ValueRes* out = nullptr);
  struct VariantRef {
    const types::AdtDef* adt = nullptr;
    uint32_t variant = 0;
    TypeId ty;
    ArgsId args;
  };
  // A struct literal's or struct pattern's path; nullopt where an error was reported.
  std::optional<VariantRef> check_struct_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                                              bool in_pattern);
  std::optional<VariantRef> variant_of_ctor(DefId ctor_or_variant, TypeId ty);
  TypeId type_of_value(DefId def, ArgsId args, Span span);
  TypeId prefix_type(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path, uint32_t unresolved);

  // --- callee.cpp ---
  TypeId check_call(const syntax::Expr& expr, const syntax::ExprCall& c, Expectation expected);
  void check_argument_types(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, const std::vector<TypeId>& expected,
                            const std::vector<ExprId>& args, bool tuple_arguments, DefId fn_def);
  std::vector<TypeId> expected_inputs(Span span, Expectation expected, TypeId formal_ret, std::span<const TypeId> formal);
  TypeId confirm_builtin_call(const syntax::Expr& expr, const syntax::ExprCall& c, TypeId callee_ty, const FnSig& sig, DefId def,
                              Expectation expected);
  void resolve_deferred_calls(DefId closure, ClosureKind kind);
  std::optional<MethodCallee> try_overloaded_call_traits(const syntax::Expr& call, ExprId callee, TypeId ty, bool tuple_known,
                                                         uint32_t arity, std::vector<Adjustment>* autoref);

  // --- op.cpp, cast.cpp ---
  TypeId check_binary(ExprId e, const syntax::Expr& expr, const syntax::ExprBinary& b, Expectation expected);
  TypeId check_assign_op(const syntax::Expr& expr, const syntax::ExprAssignOp& b);
  TypeId check_overloaded_binop(const syntax::Expr& expr, BinOp op, Span op_span, ExprId lhs, ExprId rhs, bool assign, TypeId* lhs_ty,
                                TypeId* rhs_ty, Expectation expected);
  bool enforce_builtin_binop_types(Span lhs_span, TypeId lhs, Span rhs_span, TypeId rhs, BinOp op, TypeId* out);
  bool is_builtin_binop(TypeId lhs, TypeId rhs, BinOp op);
  bool is_builtin_unop(TypeId ty, syntax::UnOp op);
  bool is_builtin_binop_expr(const syntax::Expr& expr);
  TypeId check_cast(ExprId e, const syntax::Expr& expr, const syntax::ExprCast& c);
  void check_deferred_casts();
  void do_cast_check(const DeferredCast& c);
  void check_object_cast(const DeferredCast& c, TypeId from, TypeId to);

  // --- closure.cpp, upvar.cpp ---
  TypeId check_closure(const syntax::Expr& expr, const syntax::ExprClosure& c, Expectation expected);
  struct ExpectedSig {
    types::PolyFnSig sig;
    bool valid = false;
    std::optional<ClosureKind> kind;
  };
  ExpectedSig deduce_closure_signature(TypeId expected);
  ExpectedSig deduce_from_predicates(TypeId self_ty, std::span<const types::PolyClause> clauses);
  void check_fn_common(const std::vector<syntax::Param>& params, const FnSig& sig, ExprId value, BlockId block);
  void analyze_closures();
  bool names_outer_variable(DefId closure) const;
  bool closure_may_capture(DefId closure);                       // it names a variable of an enclosing body
  TypeId closure_fn_ptr(TypeId closure, syntax::Safety safety);  // the fn pointer it coerces to
  FnSig closure_tupled_sig(ArgsId args, types::BoundVarsId* vars);
  TypeId closure_kind_ty(ClosureKind k) { return k == ClosureKind::fn ? store.i8 : k == ClosureKind::fn_mut ? store.i16 : store.i32; }

  // --- pat*.cpp ---
  struct PatInfo {
    BindingMode mode = BindingMode::by_value;  // default binding mode
    Span origin;                               // the scrutinee, where an error points to it
    bool origin_is_type = false;
    ExprId scrutinee;
    bool top = true;
  };
  void check_pat_top(PatId p, TypeId expected, Span origin, bool origin_is_type, ExprId scrutinee);
  void check_pat(PatId p, TypeId expected, PatInfo info);
  TypeId check_pat_ident(const syntax::Pat& pat, const syntax::PatIdent& i, TypeId expected, PatInfo info);
  TypeId check_pat_lit(const syntax::Pat& pat, ExprId e, TypeId expected, const PatInfo& info);
  TypeId check_pat_range(const syntax::Pat& pat, const syntax::PatRange& r, TypeId expected, const PatInfo& info);
  TypeId check_pat_path(const syntax::Pat& pat, const ValueRes& vr, TypeId path_ty, TypeId expected, const PatInfo& info);
  TypeId check_pat_tuple_struct(const syntax::Pat& pat, const syntax::PatTupleStruct& t, TypeId expected, PatInfo info);
  TypeId check_pat_struct(const syntax::Pat& pat, const syntax::PatStruct& s, TypeId expected, PatInfo info);
  TypeId check_pat_tuple(const syntax::Pat& pat, const syntax::PatTuple& t, TypeId expected, PatInfo info);
  TypeId check_pat_slice(const syntax::Pat& pat, const syntax::PatSlice& s, TypeId expected, PatInfo info);
  TypeId check_pat_ref(const syntax::Pat& pat, const syntax::PatRef& r, TypeId expected, PatInfo info);
  bool demand_pat(Span span, TypeId expected, TypeId actual, const PatInfo& info);

  // --- fallback.cpp, writeback.cpp ---
  void fallback();
  void finish();  // fallback, casts, closures, then everything must be known
  // A type of the finished tables: resolved, regions erased. An unknown part is error E0282 at `span` (once).
  TypeId final_ty(TypeId t, Span span);
  ArgsId final_args(ArgsId a, Span span);
  void record_opaque_types();
  TypeId hidden_types_inferred(TypeId ty);
  void label_inferred_return(diagnostics::Diagnostic& d, TypeId self);
  void fix_scalar_operators();
  Span const_ty_span() const;
  bool reported_ambiguity = false;

  // --- report_*.cpp ---
  void report_mismatch(const Site& e, TypeId expected, TypeId found, const CoerceOrigin& origin, std::optional<TypeMismatch> inner);
  void report_mismatch_at(Span span, TypeId expected, TypeId found, const CoerceOrigin& origin, std::optional<TypeMismatch> inner,
                          ExprId e = {});
  // "expected `X`, found `Y`", with rustc's shortening to `kind`s; and its notes "expected T `X`\n   found U `Y`".
  std::string mismatch_label(TypeId expected, TypeId found);
  void note_expected_found(diagnostics::Diagnostic& d, TypeId expected, TypeId found);
  std::string sort_string(TypeId t);
  void report_fulfillment(const std::vector<FulfillmentError>& errors);
  void report_ambiguous_type(Span span, TypeId ty, const char* code = "E0282");
  void report_ambiguity(const FulfillmentError& e);
  bool report_unspecified_impl(const FulfillmentError& e, const TraitRef& trait_ref);
  void suggest_impls_to_call(diagnostics::Diagnostic& d, DefId trait, const syntax::Path& path);
  void emit_inference_failure(Span span, GenericArg hole, const char* code, const std::string& note);
  GenericArg first_hole(GenericArg value);
  void sort_ambiguities(std::vector<FulfillmentError>& errors);
  void report_trait_error(const FulfillmentError& e);
  struct Blame {
    Span span, callee;
    bool has_callee = false, format = false;
  };
  void note_sized_field(diagnostics::Diagnostic& d, const ObligationCause& root);
  Blame blame_argument(const ObligationCause& c);
  std::vector<std::pair<Span, std::string>> reported_bounds;
  std::vector<ExprId> call_exprs;
  void report_ambiguous_const(Span span, ConstId c);
  void report_method_error(const syntax::Expr& expr, const syntax::ExprMethodCall& m, TypeId self_ty, const ProbeResult& r);
  void report_path_error(Span span, Symbol name, Span name_span, TypeId self_ty, const ProbeResult& r, bool is_pattern_or_struct);
  void report_no_field(const syntax::Expr& expr, const syntax::ExprField& f, TypeId base_ty,
                       std::optional<std::pair<DefId, TypeId>> private_field);
  void report_arg_count(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, const std::vector<ExprId>& args,
                        DefId fn_def);
  void report_arg_mismatch(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, size_t index, ExprId arg,
                           TypeId expected, TypeId found, DefId fn_def, std::optional<TypeMismatch> inner);
  void report_binop(const syntax::Expr& expr, BinOp op, Span op_span, ExprId lhs, TypeId lhs_ty, ExprId rhs, TypeId rhs_ty, bool assign);
  void report_unit_mismatch(Span span, TypeId expected, const CoerceOrigin& origin, bool label_unit,
                            FunctionRef<void(diagnostics::Diagnostic&)> augment);
  void report_cast(const DeferredCast& c, TypeId from, TypeId to, const char* code);
  void report_closure_arg_count(const syntax::Expr& expr, const syntax::ExprClosure& c, size_t expected);
  void report_closure_arg_mismatch(const syntax::Expr& expr, const syntax::ExprClosure& c, const std::vector<TypeId>& expected,
                                   const std::vector<TypeId>& found);
  std::pair<Span, DefId> closure_demand(const syntax::Expr& closure);
  void report_args_mismatch(const syntax::Expr& call, Span fn_span, std::span<const TypeId> formal, const std::vector<size_t>& wrong,
                            const std::vector<ExprId>& args, const std::vector<TypeId>& found, DefId fn_def);
  void report_pat_mismatch(Span span, TypeId expected, TypeId found, const PatInfo& info, std::optional<TypeMismatch> inner);
  void report_ref_pat_mismatch(const syntax::Pat& pat, const syntax::PatRef& r, TypeId expected, TypeId found, const PatInfo& info,
                               std::optional<TypeMismatch> inner);
  void report_binding_modifier(const syntax::Pat& pat, const PatInfo& info, const char* what);
  void report_not_unit_pattern(const syntax::Pat& pat, DefId def);
  void report_not_tuple_pattern(const syntax::Pat& pat, const syntax::PatTupleStruct& t, const ValueRes& vr);
  void report_pat_field_count(const syntax::Pat& pat, const syntax::PatTupleStruct& t, const VariantRef& v, size_t given);
  void report_private_ctor(const syntax::Pat& pat, DefId ctor);
  void report_pat_unknown_fields(const syntax::Pat& pat, const syntax::PatStruct& s, const VariantRef& v,
                                 const std::vector<const syntax::PatField*>& unknown);
  void report_pat_missing_fields(const syntax::Pat& pat, const syntax::PatStruct& s, const VariantRef& v,
                                 const std::vector<uint32_t>& missing);
  void report_not_slice_pattern(const syntax::Pat& pat, TypeId expected, const PatInfo& info);
  void suggest_coercion(diagnostics::Diagnostic& d, ExprId e, TypeId expected, TypeId found);
  void label_assignment(diagnostics::Diagnostic& d, Span place);
  bool is_fn_block(BlockId b) const;
  bool is_tail_of_fn(BlockId b) const;
  void annotate_missing_tail(diagnostics::Diagnostic& d, BlockId block, TypeId expected);
  void annotate_if_without_else(diagnostics::Diagnostic& d, const syntax::Expr& expr, const syntax::ExprIf& i, TypeId then_ty);
  std::string expected_found_kind(TypeId t);  // "type", "struct", "reference" …: how a note names it
  bool blames_library(TypeId t);              // nothing of it is the author's: a failure may be ours
  // What rustc's library has and ours lacks, as core/library/unsupported.rs declares it: a method or associated item of that name for
  // the type or what it derefs to, an implementation of that trait for a type of the library, a private field.
  bool library_lacks(TypeId self, Symbol name);
  bool library_lacks_field(Symbol name);
  bool report_unsized_return(TypeId returned);
  bool holds_library_struct(TypeId t);
  bool library_lacks_operator(BinOp op, bool assign, TypeId lhs, TypeId rhs);
  bool library_lacks_impl(DefId trait, TypeId self);
  bool may_be_callable(TypeId t);
  Span item_head_span(DefId d) const;  // `pub struct S<T>`
  Span fn_sig_span(DefId d) const;     // `pub fn f(…) -> T`
  Span item_with_attrs_lo(DefId d) const;
  void note_library_trait(diagnostics::Diagnostic& d, DefId trait);
  std::string trait_path_for_bound(BinOp op, bool assign) const;
  void suggest_bound(diagnostics::Diagnostic& d, const types::Param& p, const std::string& trait);
  void label_fn_like(diagnostics::Diagnostic& d, DefId def, const std::vector<size_t>& params);
  // While an argument's mismatch is reported: what to say of the call.
  std::optional<std::pair<Span, std::string>> pending_arg_label;
  std::optional<std::pair<DefId, size_t>> pending_fn_note;
  void annotate_unop(diagnostics::Diagnostic& d, TypeId ty, bool is_not);
  void report_not_indexable(const syntax::Expr& expr, const syntax::ExprIndex& i, TypeId base_ty);
  void report_unknown_field(const VariantRef& v, const syntax::FieldInit& f, const syntax::ExprStruct& s, const syntax::Expr& expr);
  void report_missing_fields(const VariantRef& v, const syntax::ExprStruct& s, const syntax::Expr& expr,
                             const std::vector<uint32_t>& missing);
  const char* variant_kind(const VariantRef& v) {
    return v.adt->kind == types::AdtKind::enum_ ? "variant" : v.adt->kind == types::AdtKind::union_ ? "union" : "struct";
  }
  void report_not_callable(const syntax::Expr& expr, const syntax::ExprCall& c, TypeId callee_ty);
  void emit(diagnostics::Diagnostic d) {
    results.tainted = true;
    sink.emit(std::move(d));
  }
  diagnostics::Diagnostic error(Span span, std::string code, std::string message) const {
    return {diagnostics::Level::error, std::move(message), span, std::move(code)};
  }
};

// Unsafe operations outside of unsafe code (E0133), and `unsafe` around none (`unused_unsafe`): CheckedBody::unsafety. check_unsafety.cpp
void check_unsafety(FnCtxt& fcx, CheckedBody& body);
// Whether the type is one of those whose operators are built in.
bool is_scalar(FnCtxt& f, TypeId t);

// Builds the THIR of a checked owner and of its closures. thir_*.cpp
CheckedBody build_thir(FnCtxt& fcx);

}  // namespace borrowlab::typeck::check
