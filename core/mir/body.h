// MIR: a body as a control-flow graph over places. After rustc_middle::mir; the compiler guide's chapter on the MIR applies.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "typeck/thir.h"

namespace borrowlab::mir {

using resolve::DefId;
using source::Span;
using source::Symbol;
using syntax::BinOp;
using syntax::Mutability;
using typeck::thir::FieldIdx;
using typeck::thir::VariantIdx;
using types::ArgsId;
using types::ConstId;
using types::RegionId;
using types::TypeId;

BORROWLAB_INDEX(Local);  // 0: the return place; 1..arg_count: arguments; then variables and temporaries
BORROWLAB_INDEX(BasicBlock);
BORROWLAB_INDEX(SourceScope);
BORROWLAB_INDEX(UserTypeId);
inline constexpr Local return_place{0};
inline constexpr BasicBlock start_block{0};

struct Location {
  BasicBlock block;
  uint32_t statement = 0;  // == statements.size(): the terminator
  friend bool operator==(const Location&, const Location&) = default;
  friend auto operator<=>(const Location&, const Location&) = default;
};

struct SourceInfo {
  Span span;
  SourceScope scope;
};

// --- places --------------------------------------------------------------------------------------------------------
struct PlaceElem {
  enum class Kind : uint8_t { deref, field, index, constant_index, subslice, downcast, opaque_cast } kind = Kind::deref;
  uint32_t a = 0;         // field: FieldIdx; index: Local; constant_index: offset; subslice: from; downcast: VariantIdx
  uint64_t b = 0;         // constant_index: min_length; subslice: to
  bool from_end = false;  // constant_index, subslice
  TypeId ty;              // field: its type
  Symbol name;            // downcast: the variant's name
  friend bool operator==(const PlaceElem& x, const PlaceElem& y) {  // types and names follow from the rest
    return x.kind == y.kind && x.a == y.a && x.b == y.b && x.from_end == y.from_end;
  }
  static PlaceElem deref() { return {}; }
  static PlaceElem field(FieldIdx f, TypeId ty) { return {Kind::field, f.index, 0, false, ty, {}}; }
};
struct Place {
  Local local;
  std::vector<PlaceElem> projection;
  Place() = default;
  Place(Local l) : local(l) {}  // NOLINT(google-explicit-constructor)
  bool is_local() const { return projection.empty(); }
  friend bool operator==(const Place&, const Place&) = default;
};

// --- operands, rvalues ---------------------------------------------------------------------------------------------
// A constant: a literal value, a function item (zero-sized, by type), a const item, a const parameter.
struct Constant {
  Span span;
  TypeId ty;
  typeck::thir::ConstantValue value;
  UserTypeId user_ty;
  DefId promoted_of;  // a promoted constant: body `promoted_index` of this owner
  uint32_t promoted_index = UINT32_MAX;
  DefId static_ref;  // a static's address (type &T, &mut T or *mut T)
};
struct Operand {
  enum class Kind : uint8_t { copy, move, constant } kind = Kind::copy;
  Place place;
  std::shared_ptr<const Constant> constant;
};

enum class BorrowKind : uint8_t { shared, fake_shallow, fake_deep, mut_default, mut_two_phase, mut_closure_capture };
inline bool is_mut(BorrowKind k) { return k >= BorrowKind::mut_default; }
enum class CastKind : uint8_t {
  int_to_int,
  float_to_int,
  int_to_float,
  float_to_float,
  ptr_to_ptr,
  fn_ptr_to_ptr,
  pointer_expose_provenance,
  pointer_with_exposed_provenance,
  transmute,
  reify_fn_pointer,
  unsafe_fn_pointer,
  closure_fn_pointer,
  mut_to_const_pointer,
  array_to_pointer,
  unsize
};
enum class UnOp : uint8_t { not_, neg, ptr_metadata };

struct RvUse {
  Operand operand;
};
struct RvRepeat {
  Operand operand;
  ConstId count;
};
struct RvRef {
  RegionId region;
  BorrowKind kind;
  Place place;
};
struct RvRawPtr {
  Mutability mut;
  Place place;
  bool fake_for_ptr_metadata = false;
};
struct RvCast {
  CastKind kind;
  Operand operand;
  TypeId ty;
  bool implicit = false;  // a pointer coercion that is not written as `x as T`
};
struct RvBinary {
  BinOp op;
  Operand lhs, rhs;
  bool with_overflow = false;
};  // with_overflow: yields (value, bool); without: wraps; comparisons as they are
struct RvUnary {
  UnOp op;
  Operand operand;
};
struct RvDiscriminant {
  Place place;
};
struct RvLen {
  Place place;
};  // a slice's or array's length
struct AggregateKind {
  enum class Kind : uint8_t { array, tuple, adt, closure } kind = Kind::tuple;
  DefId def;  // adt, closure
  VariantIdx variant{0};
  ArgsId args;
  TypeId elem;  // array
  UserTypeId user_ty;
  FieldIdx active_field;  // unions
};
struct RvAggregate {
  AggregateKind kind;
  std::vector<Operand> operands;
};
struct RvCopyForDeref {
  Place place;
};
using Rvalue =
    std::variant<RvUse, RvRepeat, RvRef, RvRawPtr, RvCast, RvBinary, RvUnary, RvDiscriminant, RvLen, RvAggregate, RvCopyForDeref>;

// --- statements, terminators ---------------------------------------------------------------------------------------
enum class FakeReadCause : uint8_t { for_match_guard, for_matched_place, for_guard_binding, for_let, for_index };
struct StAssign {
  Place place;
  Rvalue value;
};
struct StFakeRead {
  FakeReadCause cause;
  Place place;
  DefId closure;
};  // closure: for_matched_place / for_let within a closure's captures
struct StSetDiscriminant {
  Place place;
  VariantIdx variant;
};
struct StStorageLive {
  Local local;
};
struct StStorageDead {
  Local local;
};
struct StAscribeUserType {
  Place place;
  UserTypeId user_ty;
  types::Variance variance;
};
struct StPlaceMention {
  Place place;
};
struct StBackwardIncompatibleDropHint {
  Place place;
};
struct StNop {};
struct Statement {
  SourceInfo source_info;
  std::variant<StAssign, StFakeRead, StSetDiscriminant, StStorageLive, StStorageDead, StAscribeUserType, StPlaceMention, StNop> kind;
};

struct UnwindAction {
  enum class Kind : uint8_t { continue_, unreachable, terminate, cleanup } kind = Kind::continue_;
  BasicBlock target;
};
enum class AssertKind : uint8_t {
  bounds_check,
  overflow /* op */,
  overflow_neg,
  division_by_zero,
  remainder_by_zero,
  misaligned,
  null_pointer
};
struct TGoto {
  BasicBlock target;
};
struct TSwitchInt {
  Operand discr;
  std::vector<std::pair<unsigned __int128, BasicBlock>> targets;
  BasicBlock otherwise;
};
struct TReturn {};
struct TUnreachable {};
struct TUnwindResume {};
struct TUnwindTerminate {};
struct TDrop {
  Place place;
  BasicBlock target;
  UnwindAction unwind;
  bool replace = false;
};  // replace: the drop of an assignment `*p = v`
struct TCall {
  Operand func;
  std::vector<Operand> args;
  std::vector<Span> arg_spans;
  Place destination;
  BasicBlock target;  // none: diverges
  UnwindAction unwind;
  typeck::thir::CallSource source = typeck::thir::CallSource::normal;
  Span fn_span;  // `name(args)` of a method call, else the whole call
};
struct TAssert {
  Operand cond;
  bool expected = true;
  AssertKind kind = AssertKind::bounds_check;
  BinOp op = BinOp::add;
  std::vector<Operand> operands;  // bounds_check: length, index; overflow: both; overflow_neg, by_zero: the one
  BasicBlock target;
  UnwindAction unwind;
};
struct TFalseEdge {
  BasicBlock real_target, imaginary_target;
};
struct TFalseUnwind {
  BasicBlock real_target;
  UnwindAction unwind;
};
using TerminatorKind = std::variant<TGoto, TSwitchInt, TReturn, TUnreachable, TUnwindResume, TUnwindTerminate, TDrop, TCall, TAssert,
                                    TFalseEdge, TFalseUnwind>;
struct Terminator {
  SourceInfo source_info;
  TerminatorKind kind;
};

struct BasicBlockData {
  std::vector<Statement> statements;
  Terminator terminator;
  bool is_cleanup = false;
};

// What a local is, for diagnostics. rustc: LocalInfo.
struct LocalInfo {
  enum class Kind : uint8_t {
    boring,
    user_variable,
    arg,
    self_ref /* implicit self: &self, &mut self, self */,
    static_ref,
    const_ref,
    deref_temp,
    fake_borrow,
    aggregate_temp,
    block_tail_temp,
    if_then_rescope_temp
  } kind = Kind::boring;
  typeck::thir::BindingMode mode = typeck::thir::BindingMode::by_value;
  std::optional<Span> opt_ty_span;       // `: T` of the let, or of the parameter
  bool opt_match_has_place = false;      // bound by match / let with initializer:
  std::optional<Place> opt_match_place;  //   the place matched …
  Span match_span;                       //   … and its expression
  Span pat_span;
  typeck::thir::LocalVarId var;  // user variables
  syntax::SelfKind self_kind = syntax::SelfKind::none;
  bool is_ref_for_guard = false;        // the reference through which a guard sees the binding
  bool tail_result_is_ignored = false;  // block_tail_temp
  Span tail_span;                       // block_tail_temp: the tail expression
  DefId static_def;
};
struct LocalDecl {
  Mutability mut = Mutability::mut;
  TypeId ty;
  SourceInfo source_info;
  std::vector<std::pair<UserTypeId, std::vector<PlaceElem>>> user_tys;  // annotations on the whole or by projections
  LocalInfo info;
  Symbol name;  // user variables and arguments bound by a plain name
};
struct VarDebugInfo {
  Symbol name;
  Place place;
  SourceInfo source_info;
  uint32_t argument_index = 0;
};
struct SourceScopeData {
  Span span;
  SourceScope parent;
  bool is_unsafe = false;
};

struct Body {
  DefId owner;
  IndexVec<BasicBlock, BasicBlockData> blocks;
  IndexVec<Local, LocalDecl> locals;
  uint32_t arg_count = 0;
  std::optional<Local> spread_arg;  // "rust-call": the last argument is a tuple of the closure's inputs
  IndexVec<SourceScope, SourceScopeData> scopes;
  std::vector<VarDebugInfo> var_debug_info;
  IndexVec<UserTypeId, typeck::thir::UserType> user_types;
  std::vector<Body> promoted;  // by promoted_index
  Span span;
  std::optional<typeck::thir::ClosureInfo> closure;  // upvars: fields of local 1 (by value for FnOnce, behind a reference otherwise)
  types::FnSig sig;                                  // fns and closures: liberated regions (thir::Body::sig)
  TypeId return_ty;
  bool tainted = false;

  const Statement* statement_at(Location l) const {
    const auto& b = blocks[l.block];
    return l.statement < b.statements.size() ? &b.statements[l.statement] : nullptr;
  }
  const SourceInfo& source_info(Location l) const {
    const auto& b = blocks[l.block];
    return l.statement < b.statements.size() ? b.statements[l.statement].source_info : b.terminator.source_info;
  }
};

// The blocks control may go to from a terminator, unwind edges included.
std::vector<BasicBlock> successors(const Terminator& t);
struct PlaceTy {
  TypeId ty;
  VariantIdx variant;
};  // variant: after a downcast
PlaceTy place_ty(types::Context& cx, const Body& body, const Place& place);
TypeId projection_ty(types::Context& cx, PlaceTy base, const PlaceElem& elem);
TypeId operand_ty(types::Context& cx, const Body& body, const Operand& operand);
TypeId rvalue_ty(types::Context& cx, const Body& body, const Rvalue& rvalue);

// As `rustc -Zunpretty=mir` lays it out.
std::string to_string(const types::Context& cx, const Body& body);

}  // namespace borrowlab::mir
