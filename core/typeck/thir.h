// Typed bodies: expressions with their types, every adjustment (auto-deref, auto-ref, coercion, overloaded operator) explicit,
// regions erased. After rustc_middle::thir. Overloaded operators are Calls; method calls are Calls of a ZstLiteral callee.
#pragma once
#include <optional>
#include <variant>
#include <vector>

#include "typeck/infer.h"

namespace borrowlab::typeck::thir {

using resolve::DefId;
using source::Span;
using source::Symbol;
using syntax::BinOp;
using syntax::Mutability;
using syntax::NodeId;
using types::ArgsId;
using types::ConstId;
using types::TypeId;

BORROWLAB_INDEX(ExprId);
BORROWLAB_INDEX(PatId);
BORROWLAB_INDEX(BlockId);
BORROWLAB_INDEX(ScopeId);
BORROWLAB_INDEX(FieldIdx);
BORROWLAB_INDEX(VariantIdx);

// --- scopes: when storage ends and drops run. rustc: middle::region::ScopeTree --------------------------------------
struct ScopeData {
  enum class Kind : uint8_t { node, call_site, arguments, destruction, if_then, match_guard, remainder, if_then_rescope } kind = Kind::node;
  NodeId node;             // expression, block, statement, arm …
  uint32_t remainder = 0;  // remainder: the first statement of the block that is within it
  ScopeId parent;
  Span span;
};

// A variable: the NodeId of its binding, in this crate.
using LocalVarId = NodeId;

// A user-written type (let x: T, casts, paths' args), regions and all, for the borrow checker. Inference variables of the written type
// (`_`, omitted lifetimes) are canonical: types::ReVar / Infer with vids from 0 within `ty`.
struct UserType {
  enum class Kind : uint8_t { type, type_of_def } kind = Kind::type;
  TypeId ty;  // type
  DefId def;  // type_of_def: def with args (and an optional self type of the impl)
  ArgsId args;
  TypeId impl_self;
  DefId impl_def;
  Span span;
};

// --- patterns ------------------------------------------------------------------------------------------------------
enum class BindingMode : uint8_t { by_value, by_ref, by_ref_mut };
struct PatWild {};
struct PatBinding {
  Mutability mut;
  Symbol name;
  BindingMode mode;
  LocalVarId var;
  TypeId ty;
  PatId sub;
  bool is_primary;
  bool is_shorthand;
};
struct FieldPat {
  FieldIdx field;
  PatId pat;
};
struct PatVariant {
  DefId adt;
  ArgsId args;
  VariantIdx variant;
  std::vector<FieldPat> fields;
};  // enums with more than … any enum
struct PatLeaf {
  std::vector<FieldPat> fields;
};  // structs, tuples
struct PatDeref {
  PatId pat;
};
struct PatConstant;
struct PatRange;
struct PatSlice {
  std::vector<PatId> prefix;
  PatId slice;
  std::vector<PatId> suffix;
  bool is_array;
};  // slice none: no `..`
struct PatOr {
  std::vector<PatId> alternatives;
};
struct PatNever {};
struct PatErr {};

// A constant's value where a pattern or literal needs it.
struct ConstantValue {
  enum class Kind : uint8_t {
    scalar /* bool, char, integer, float bits */,
    str,
    byte_str,
    unit /* zero-sized */,
    unevaluated,
    type_const /* a const generic */
  } kind = Kind::scalar;
  unsigned __int128 bits = 0;
  Symbol text;  // str, byte_str
  DefId def;    // unevaluated: a const item with args
  ArgsId args;
  ConstId konst;  // type_const
};
struct PatConstant {
  ConstantValue value;
};  // compared with == of the scalar, PartialEq for str; consts of ADT type become patterns of their own
struct PatRange {
  std::optional<ConstantValue> lo, hi;
  bool inclusive;
};
using PatKind = std::variant<PatWild, PatBinding, PatVariant, PatLeaf, PatDeref, PatConstant, PatRange, PatSlice, PatOr, PatNever, PatErr>;
struct Pat {
  TypeId ty;
  Span span;
  PatKind kind;
  std::optional<UserType> ascription;  // `let x: T` puts it on the whole pattern
};

// --- expressions ---------------------------------------------------------------------------------------------------
enum class BorrowKind : uint8_t {
  shared,
  mut_default,
  mut_two_phase,
  fake_shallow,
  fake_deep,
  mut_closure /* unique: a closure's capture through a & place of &mut */
};
enum class UnOp : uint8_t { not_, neg };
enum class LogicalOp : uint8_t { and_, or_ };
enum class PointerCoercion : uint8_t {
  reify_fn_pointer,
  unsafe_fn_pointer,
  closure_fn_pointer,
  mut_to_const_pointer,
  array_to_pointer,
  unsize
};
enum class CallSource : uint8_t { normal, overloaded_operator, method, match_cmp, use };

struct Scope {
  ScopeId scope;
  ExprId value;
};  // wraps every expression that ends a scope (rustc: ExprKind::Scope)
struct Box_ {};
struct If {
  ScopeId if_then_scope;
  ExprId cond, then, else_;
};  // cond may be Let within LogicalOp and_; else_ none
struct Let {
  ExprId expr;
  PatId pat;
};
struct Call {
  TypeId fn_ty;
  ExprId fun;
  std::vector<ExprId> args;
  CallSource from;
  Span fn_span;
  DefId closure_trait_method;
};
struct Deref {
  ExprId arg;
};  // builtin: of &, &mut, raw pointers, Box
struct Binary {
  BinOp op;
  ExprId lhs, rhs;
};  // builtin operands only
struct Logical {
  LogicalOp op;
  ExprId lhs, rhs;
};
struct Unary {
  UnOp op;
  ExprId arg;
};
struct Cast {
  ExprId source;
};  // primitive `as`
struct Use {
  ExprId source;
};  // an rvalue use: forces a temporary (DropTemps, parenthesized match scrutinee-less)
struct NeverToAny {
  ExprId source;
};
struct PointerCoerce {
  PointerCoercion cast;
  ExprId source;
  bool from_as = false;
};
struct Loop {
  ExprId body;
};
struct Match {
  ExprId scrutinee;
  std::vector<uint32_t> arms;
  syntax::MatchSource source;
};  // arms: Body::arms
struct BlockExpr {
  BlockId block;
};
struct Assign {
  ExprId lhs, rhs;
};
struct AssignOp {
  BinOp op;
  ExprId lhs, rhs;
};
struct Field {
  ExprId lhs;
  VariantIdx variant;
  FieldIdx name;
};
struct Index {
  ExprId lhs, index;
};  // builtin: arrays and slices by usize
struct VarRef {
  LocalVarId var;
};
struct UpvarRef {
  DefId closure;
  LocalVarId var;
};  // a captured variable, seen inside the closure
struct Borrow {
  BorrowKind kind;
  ExprId arg;
};
struct RawBorrow {
  Mutability mut;
  ExprId arg;
};
struct Break {
  ScopeId label;
  ExprId value;
};  // label: the loop's (or block's) own node scope
struct Continue {
  ScopeId label;
};
struct Return {
  ExprId value;
};
struct ConstBlock {
  DefId def;
  ArgsId args;
};
struct Repeat {
  ExprId value;
  ConstId count;
};
struct ArrayExpr {
  std::vector<ExprId> fields;
};
struct TupleExpr {
  std::vector<ExprId> fields;
};
struct FieldExpr {
  FieldIdx name;
  ExprId expr;
};
struct AdtExpr {
  DefId adt;
  VariantIdx variant;
  ArgsId args;
  std::vector<FieldExpr> fields;
  ExprId base;
  std::optional<UserType> user_ty;
};  // base: `..base`
struct PlaceTypeAscription {
  ExprId source;
  UserType user_ty;
};
struct ValueTypeAscription {
  ExprId source;
  UserType user_ty;
};
struct ClosureExpr {
  DefId closure;
  ArgsId args;
  std::vector<ExprId> upvars;
  Mutability unused = Mutability::not_;
};  // upvars: capture expressions, in Captures' order
struct Literal {
  ConstantValue value;
  bool neg = false;
};
struct NonHirLiteral {
  unsigned __int128 bits;
};
struct ZstLiteral {
  std::optional<UserType> user_ty;
};  // a FnDef value: expr.ty says which
struct NamedConst {
  DefId def;
  ArgsId args;
  std::optional<UserType> user_ty;
};
struct ConstParamExpr {
  ConstId param;
  DefId def;
};
struct StaticRef {
  DefId def;
};  // type: *mut T or &T; always under a Deref
struct Err {};
using ExprKind = std::variant<Scope, If, Let, Call, Deref, Binary, Logical, Unary, Cast, Use, NeverToAny, PointerCoerce, Loop, Match,
                              BlockExpr, Assign, AssignOp, Field, Index, VarRef, UpvarRef, Borrow, RawBorrow, Break, Continue, Return,
                              ConstBlock, Repeat, ArrayExpr, TupleExpr, AdtExpr, PlaceTypeAscription, ValueTypeAscription, ClosureExpr,
                              Literal, NonHirLiteral, ZstLiteral, NamedConst, ConstParamExpr, StaticRef, Err>;
struct Expr {
  TypeId ty;
  ScopeId temp_lifetime;  // where a temporary of this value is dropped; none: never ('static, or promoted)
  Span span;
  ExprKind kind;
};

struct Arm {
  PatId pattern;
  ExprId guard;
  ExprId body;
  ScopeId scope;
  Span span;
};  // guard: none, or an expression (may hold Let)
struct StmtExpr {
  ScopeId scope;
  ExprId expr;
};
struct StmtLet {
  ScopeId remainder_scope, init_scope;
  PatId pattern;
  ExprId initializer;
  BlockId else_block;
  Span span;
};
struct Stmt {
  std::variant<StmtExpr, StmtLet> kind;
  ScopeId destruction_scope;
};
struct Block {
  ScopeId scope;              // the block's node scope
  ScopeId destruction_scope;  // none where it has none
  Span span;
  std::vector<Stmt> stmts;
  ExprId expr;
  bool targeted_by_break = false;
  bool unsafe_block = false;
};
struct Param {
  PatId pat;
  TypeId ty;
  Span ty_span;
  std::optional<syntax::SelfKind> self_kind;
};

// A captured place of a closure (2021: by place; 2018: whole variables). rustc: CapturedPlace.
struct CaptureProjection {
  enum class Kind : uint8_t { deref, field } kind;
  FieldIdx field;
  VariantIdx variant;
  TypeId ty;
};  // ty: after the projection
struct Capture {
  LocalVarId var;
  TypeId var_ty;
  std::vector<CaptureProjection> projections;
  TypeId place_ty;
  bool by_value = false;
  BorrowKind borrow = BorrowKind::shared;  // by reference: shared, mut_default or mut_closure
  TypeId captured_ty;                      // the closure field's type (regions erased)
  Mutability mut = Mutability::not_;       // whether the place may be mutated through the capture (for by_value: the variable is `mut`)
  Span path_span;                          // the use that fixed the captured path
  Span capture_kind_span;                  // the use that fixed how it is captured
};
enum class ClosureKind : uint8_t { fn, fn_mut, fn_once };
struct ClosureInfo {
  DefId def;
  ClosureKind kind = ClosureKind::fn;
  std::optional<std::pair<Span, uint32_t>> kind_origin;  // the use that made it FnMut/FnOnce, and its index in captures
  std::vector<Capture> captures;
  Span fn_decl_span;
  bool is_move = false;
};

struct VarInfo {
  Symbol name;
  TypeId ty;
  Mutability mut = Mutability::not_;
  Span span;
  BindingMode mode = BindingMode::by_value;
  ScopeId scope;
};  // scope: where the variable lives (rustc: ScopeTree::var_scope)

// One body: a fn's, a closure's, a const's or a static's. A closure's body refers to its parents' variables by UpvarRef.
struct Body {
  DefId owner;
  IndexVec<ExprId, Expr> exprs;
  IndexVec<PatId, Pat> pats;
  IndexVec<BlockId, Block> blocks;
  std::vector<Arm> arms;
  IndexVec<ScopeId, ScopeData> scopes;
  std::vector<Param> params;
  std::unordered_map<NodeId, VarInfo, IndexHash> vars;  // this body's own
  ExprId value;
  types::FnSig sig;  // fns and closures: with late-bound regions as ReLateParam (liberated), not erased
  TypeId return_ty;
  Span span;
  Span return_ty_span;
  std::optional<ClosureInfo> closure;        // where the owner is a closure
  ScopeId call_site_scope, arguments_scope;  // the outermost scopes: parameters live in the second
  bool tainted = false;                      // errors were reported: do not build MIR
};

}  // namespace borrowlab::typeck::thir
