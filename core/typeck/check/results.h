// What checking a body leaves behind: the tables that THIR is built from. After rustc_middle::ty::TypeckResults.
// Types may hold inference variables until writeback resolves them.
#pragma once
#include <unordered_map>
#include <unordered_set>

#include "syntax/ast.h"
#include "typeck/check.h"

namespace borrowlab::typeck::check {

using source::Ident;
using source::Symbol;
using syntax::BinOp;
using syntax::BlockId;
using syntax::ExprId;
using syntax::Mutability;
using syntax::NodeId;
using syntax::PatId;
using syntax::TyId;
using thir::BindingMode;
using thir::ClosureKind;
using thir::PointerCoercion;
using thir::UserType;

// One implicit step that a value takes. rustc: Adjustment.
struct Adjustment {
  enum class Kind : uint8_t { never_to_any, deref, overloaded_deref, borrow, raw_borrow, pointer } kind = Kind::deref;
  Mutability mut = Mutability::not_;  // overloaded_deref (which trait), borrow, raw_borrow
  bool two_phase = false;             // borrow: may be a two-phase borrow
  PointerCoercion pointer = PointerCoercion::unsize;
  Span span;  // overloaded_deref: the expression that asked for it
  TypeId target;
};

// A method that an expression calls: of a method call or an overloaded operator.
struct MethodCallee {
  DefId def;
  ArgsId args;
  types::FnSig sig;  // instantiated
};

// What a value path means once associated items are found.
struct ValueRes {
  resolve::Res res;
  ArgsId args;
  std::optional<UserType> user_ty;
};

struct CaptureUse {  // where a captured place was used, and how
  Span path_span, kind_span;
};

struct Results {
  std::unordered_map<NodeId, TypeId, IndexHash> node_types;                    // expressions, patterns, locals (by binding), let statements
  std::unordered_map<NodeId, std::vector<Adjustment>, IndexHash> adjustments;  // by expression
  std::unordered_map<NodeId, MethodCallee, IndexHash> method_callees;          // by expression
  std::unordered_map<NodeId, ValueRes, IndexHash> value_res;                   // by path expression or pattern; struct literals too
  std::unordered_map<NodeId, uint32_t, IndexHash> field_indices;               // field expressions, field initializers, field patterns
  std::unordered_map<NodeId, uint32_t, IndexHash> variant_indices;             // struct literals and struct, tuple struct, path patterns
  std::unordered_map<NodeId, BindingMode, IndexHash> binding_modes;            // binding patterns
  std::unordered_map<NodeId, std::vector<TypeId>, IndexHash> pat_adjustments;  // references that default binding modes look through
  std::unordered_map<NodeId, UserType, IndexHash> user_types;                  // written types: let, cast, closure parameters
  std::unordered_map<NodeId, std::vector<TypeId>, IndexHash> fru_field_types;  // struct literal with a base: the base's field types
  std::unordered_map<NodeId, ConstId, IndexHash> repeat_counts;
  std::unordered_map<NodeId, std::vector<std::pair<uint32_t, uint32_t>>, IndexHash> offset_of;
  std::unordered_set<NodeId, IndexHash> coercion_casts;             // casts that are mere coercions
  std::unordered_map<DefId, types::FnSig, IndexHash> closure_sigs;  // with late-bound regions liberated
  std::unordered_map<DefId, thir::ClosureInfo, IndexHash> closures;
  std::unordered_map<NodeId, thir::VarInfo, IndexHash> vars;
  std::unordered_map<NodeId, DefId, IndexHash> field_defs;  // field expressions of structs and unions
  std::vector<std::pair<DefId, Span>> used_traits;          // CheckedBody::used_traits
  std::vector<diagnostics::Diagnostic> privacy_errors;      // E0451: reported where the crate has no other error
  bool tainted = false;
};

}  // namespace borrowlab::typeck::check
