// The abstract syntax tree of one crate, macros expanded, and the constructs that rustc's AST lowering desugars already
// in their core form: `for`, `while`, `?`, ranges, format_args! and destructuring assignment do not occur here. What they
// became carries spans marked with the DesugaringKind (SourceMap::mark_desugaring), as in rustc's HIR.
//
//   while c { b }      loop { if DropTemps(c) { b } else { break } }                          (source: while_)
//   for p in e { b }   match IntoIterator::into_iter(e) { mut iter => loop { match Iterator::next(&mut iter) {
//                        None => break, Some(p) => b } } }                                      (source: for_loop)
//   e?                 match Try::branch(e) { Break(residual) => return FromResidual::from_residual(residual), Continue(val) => val }
//   a..b               Range { start: a, end: b }; a..=b: RangeInclusive::new(a, b)
//   format_args!(…)    as rustc_ast_lowering::format: `{ super let args = (&a, &b); super let args = [Argument::new_display(args.0), …];
//                      Arguments::new(pieces, &args) }`, or `&[Argument::new_display(&a), …]` inline where the arguments
//                      are each used once, in order
// Library items named by such desugarings are reached by LangPath, never by a path in the user's scope.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "source/span.h"
#include "support/index.h"
#include "support/stable_vec.h"

namespace borrowlab::syntax {

using source::Ident;
using source::Span;
using source::Symbol;

// Identifies a node within its crate; dense from 0 over all node kinds. A local variable is the NodeId of its
// binding pattern (in or-patterns, of the first alternative's).
BORROWLAB_INDEX(NodeId);
BORROWLAB_INDEX(ExprId);
BORROWLAB_INDEX(PatId);
BORROWLAB_INDEX(TyId);
BORROWLAB_INDEX(BlockId);
BORROWLAB_INDEX(ItemId);

enum class Mutability : uint8_t { not_, mut };
enum class Safety : uint8_t { safe, unsafe };

// --- paths ---------------------------------------------------------------------------------------------------------

struct Lifetime {
  NodeId id;
  Ident ident;  // "'a", "'static", "'_"; empty name: elided in a reference type (`&T`), span empty at the `&`'s end
};

struct AnonConst {  // an array length, a const argument, a discriminant: a body of its own
  NodeId id;
  ExprId value;
};

struct GenericArgs;
struct PathSegment {
  NodeId id;
  Ident ident;  // may be self, Self, super, crate, $crate (name sym::dollar_crate, its span's ctxt tells which crate), {{root}}
  std::shared_ptr<GenericArgs> args;  // null: none written
};
struct Path {
  Span span;
  std::vector<PathSegment> segments;
  bool global() const { return !segments.empty() && segments[0].ident.name == source::sym::path_root; }
};
struct QSelf {  // `<ty as Trait>::rest`: the first `position` segments name the trait; 0 for `<ty>::rest`
  TyId ty;
  Span path_span;
  uint32_t position = 0;
};

struct GenericBound;
struct AssocConstraint {  // `Item = T`, `Item: Bound`, `N = 3`
  NodeId id;
  Ident ident;
  std::shared_ptr<GenericArgs> args;
  std::variant<TyId, AnonConst, std::vector<GenericBound>> value;
  Span span;
};
using GenericArg = std::variant<Lifetime, TyId, AnonConst>;  // a path that names a const parameter parses as a type
struct GenericArgs {
  std::vector<GenericArg> args;
  std::vector<AssocConstraint> constraints;
  Span span;                   // with the brackets
  bool parenthesized = false;  // Fn(A, B) -> C: args = [one tuple type], constraints = [Output = C] (unit where absent)
};

struct GenericParam;
struct GenericBound {
  enum class Kind : uint8_t { trait, outlives, use } kind = Kind::trait;
  Span span;
  NodeId ref_id;  // trait: the trait path's resolution
  Path trait;
  bool maybe = false;                    // ?Sized
  std::vector<GenericParam> for_params;  // for<'a>
  Lifetime lifetime;                     // outlives
  std::vector<Lifetime> use_args;        // use<'a, T>: lifetimes and type parameters, by name
};
enum class GenericParamKind : uint8_t { lifetime, type, konst };
struct GenericParam {
  NodeId id;
  Ident ident;
  GenericParamKind kind = GenericParamKind::type;
  std::vector<GenericBound> bounds;
  TyId default_ty;  // type: default
  TyId const_ty;    // const: its type
  std::optional<AnonConst> const_default;
  Span span;
  bool may_dangle = false;  // #[may_dangle]: an unsafe impl of Drop promises not to touch it
};
struct WherePredicate {
  Span span;
  std::vector<GenericParam> for_params;
  TyId bounded;  // type predicate; none: lifetime predicate
  Lifetime lifetime;
  std::vector<GenericBound> bounds;
};
struct Generics {
  std::vector<GenericParam> params;
  std::vector<WherePredicate> where;
  Span span;        // `<…>`; empty after the name where absent
  Span where_span;  // `where …`; empty at its place where absent
};

// --- types ---------------------------------------------------------------------------------------------------------

struct FnSig;
struct TyPath {
  std::optional<QSelf> qself;
  Path path;
};
struct TyRef {
  Lifetime lifetime;
  TyId ty;
  Mutability mut;
};
struct TyPtr {
  TyId ty;
  Mutability mut;
};
struct TySlice {
  TyId ty;
};
struct TyArray {
  TyId ty;
  AnonConst len;
};
struct TyTuple {
  std::vector<TyId> elems;
};
struct TyNever {};
struct TyInfer {};  // `_`
struct TyBareFn {
  std::vector<GenericParam> for_params;
  Safety safety;
  bool extern_c;
  std::vector<TyId> inputs;
  std::vector<Ident> names;
  TyId output;
};
struct TyDyn {
  std::vector<GenericBound> bounds;
  bool has_dyn_keyword;
};
struct TyImpl {
  std::vector<GenericBound> bounds;
};
struct TyImplicitSelf {};  // the type of `self` in `self`, `&self`, `&mut self` (inside a TyRef there)
struct TyErr {};
using TyKind =
    std::variant<TyPath, TyRef, TyPtr, TySlice, TyArray, TyTuple, TyNever, TyInfer, TyBareFn, TyDyn, TyImpl, TyImplicitSelf, TyErr>;
struct Ty {
  NodeId id;
  Span span;
  TyKind kind;
};

// The closed set of library items that the language itself names (rustc's lang items that occur in desugarings).
// The library marks them with #[lang = "name"].
struct LangPath {
  Symbol item;
  Span span;
};

// --- patterns ------------------------------------------------------------------------------------------------------

struct PatWild {};
struct PatRest {};  // `..` within a tuple or slice pattern
struct PatIdent {
  bool by_ref;
  Mutability ref_mut;
  Mutability mut;
  Ident ident;
  PatId sub;
};  // may resolve to a const or unit struct
struct PatField {
  NodeId id;
  Ident ident;
  PatId pat;
  bool shorthand;
  Span span;
};
struct PatStruct {
  std::optional<QSelf> qself;
  Path path;
  std::vector<PatField> fields;
  bool rest;
};
// At most one PatRest. With `lang` (desugarings only) that variant is meant and `path` is empty; lang "None" has no elems.
struct PatTupleStruct {
  std::optional<QSelf> qself;
  Path path;
  std::vector<PatId> elems;
  std::optional<LangPath> lang;
};
struct PatPath {
  std::optional<QSelf> qself;
  Path path;
};
struct PatTuple {
  std::vector<PatId> elems;
};
struct PatSlice {
  std::vector<PatId> elems;
};  // PatRest, or PatIdent with sub = PatRest
struct PatOr {
  std::vector<PatId> alternatives;
};
struct PatRef {
  PatId pat;
  Mutability mut;
};
struct PatLit {
  ExprId expr;
};  // literal, negated literal, or const block
struct PatRange {
  ExprId lo, hi;
  bool inclusive;
};  // either may be none
struct PatErr {};
using PatKind = std::variant<PatWild, PatRest, PatIdent, PatStruct, PatTupleStruct, PatPath, PatTuple, PatSlice, PatOr, PatRef, PatLit,
                             PatRange, PatErr>;
struct Pat {
  NodeId id;
  Span span;
  PatKind kind;
};

// --- expressions ---------------------------------------------------------------------------------------------------

enum class LitKind : uint8_t { bool_, byte, char_, integer, float_, str, byte_str, c_str };
struct Lit {
  LitKind kind = LitKind::integer;
  unsigned __int128 value = 0;  // bool, byte, char, integer
  Symbol text;                  // float: digits as written without suffix and `_`; str, byte_str, c_str: the bytes, unescaped
  Symbol suffix;                // "u8", "f32", …; empty
  Symbol source;                // as written, for stringify! and suggestions
  Span span;
};

enum class BinOp : uint8_t { add, sub, mul, div, rem, and_, or_, bit_xor, bit_and, bit_or, shl, shr, eq, lt, le, ne, ge, gt };
const char* bin_op_str(BinOp op);
enum class UnOp : uint8_t { deref, not_, neg };

struct Label {
  Ident ident;
};
struct FieldInit {
  NodeId id;
  Ident ident;
  ExprId value;
  bool shorthand;
  Span span;
};
struct Arm {
  NodeId id;
  PatId pat;
  ExprId guard;
  ExprId body;
  Span span;
};  // guard may be none; it may hold ExprLet in `&&` chains
enum class MatchSource : uint8_t { normal, for_loop, try_, postfix };
enum class LoopSource : uint8_t { loop, while_, for_loop };
enum class CaptureBy : uint8_t { ref, value };
enum class BlockKind : uint8_t { normal, unsafe, konst };

struct ExprLit {
  Lit lit;
};
struct ExprPath {
  std::optional<QSelf> qself;
  Path path;
};
struct ExprLang {
  LangPath path;
};  // a lang item as a value: a function, a constructor
struct ExprUnary {
  UnOp op;
  ExprId operand;
};
struct ExprBinary {
  BinOp op;
  Span op_span;
  ExprId lhs, rhs;
};
struct ExprAssign {
  ExprId place, value;
  Span eq_span;
};
struct ExprAssignOp {
  BinOp op;
  Span op_span;
  ExprId place, value;
};  // op_span covers `+=`
struct ExprAddrOf {
  bool raw;
  Mutability mut;
  ExprId place;
};
struct ExprCall {
  ExprId callee;
  std::vector<ExprId> args;
};
struct ExprMethodCall {
  PathSegment method;
  ExprId receiver;
  std::vector<ExprId> args;
  Span fn_span;
};  // fn_span: `name(args)`
struct ExprField {
  ExprId base;
  Ident field;
};  // tuple fields are named "0", "1"
struct ExprIndex {
  ExprId base, index;
  Span brackets_span;
};
struct ExprTuple {
  std::vector<ExprId> elems;
};
struct ExprArray {
  std::vector<ExprId> elems;
};
struct ExprRepeat {
  ExprId elem;
  AnonConst count;
};
struct ExprStruct {
  std::optional<QSelf> qself;
  Path path;
  std::optional<LangPath> lang;
  std::vector<FieldInit> fields;
  ExprId base;
  bool rest = false;
};
struct ExprBlock {
  BlockId block;
  std::optional<Label> label;
};
struct ExprConstBlock {
  AnonConst body;
};
struct ExprIf {
  ExprId cond;
  BlockId then;
  ExprId else_;
};  // cond may hold ExprLet in `&&` chains; else_: none, block or if
struct ExprLet {
  PatId pat;
  ExprId scrutinee;
};  // only within conditions and guards
struct ExprMatch {
  ExprId scrutinee;
  std::vector<Arm> arms;
  MatchSource source;
};
struct ExprLoop {
  BlockId body;
  std::optional<Label> label;
  LoopSource source;
  Span head_span;
};
struct ExprBreak {
  std::optional<Label> label;
  ExprId value;
  NodeId target;
};  // target set by desugaring (while, for); else by resolve
struct ExprContinue {
  std::optional<Label> label;
  NodeId target;
};
struct ExprReturn {
  ExprId value;
};
struct ExprClosure {
  CaptureBy capture;
  std::vector<GenericParam> for_params;
  std::vector<struct Param> params;
  TyId output;
  ExprId body;
  Span fn_decl_span;
};  // output none: inferred; fn_decl_span: `move |a, b| -> T`
struct ExprCast {
  ExprId expr;
  TyId ty;
};
struct ExprDropTemps {
  ExprId expr;
};  // temporaries of `expr` end with it
struct ExprOffsetOf {
  TyId container;
  std::vector<Ident> fields;
};
struct ExprErr {};

enum class AttrShape : uint8_t { word, list, name_value };  // `inline`, `repr(C)`, `path = "x"`
// One element of an attribute's list.
struct MetaItem {
  std::string name;  // the path as written; empty: a literal
  AttrShape shape = AttrShape::word;
  Span span;
  Span args_span;          // list: with its parentheses; name_value: the value
  std::string value;       // of a literal, or `= "value"`, unescaped
  bool is_string = false;  // the literal or value is a string
};
struct Attribute {
  Path path;
  std::string value;          // `= "value"`, unescaped
  std::vector<Symbol> words;  // the identifiers and string literals among the arguments, in order: derive(Debug, Clone), repr(C, align(8))
  std::vector<MetaItem> items;  // the list's elements, of an attribute that a program's own text has
  AttrShape shape = AttrShape::word;
  std::vector<Span> word_spans;  // theirs, one each
  Span span;
  Span args_span;          // list: with its parentheses; name_value: from `=` on
  Span value_span;         // name_value
  bool is_string = false;  // the value is a string
  bool inner = false;
};

struct Param {
  NodeId id;
  PatId pat;
  TyId ty;  // closures: TyInfer where not written
  Span span;
};

using ExprKind =
    std::variant<ExprLit, ExprPath, ExprLang, ExprUnary, ExprBinary, ExprAssign, ExprAssignOp, ExprAddrOf, ExprCall, ExprMethodCall,
                 ExprField, ExprIndex, ExprTuple, ExprArray, ExprRepeat, ExprStruct, ExprBlock, ExprConstBlock, ExprIf, ExprLet, ExprMatch,
                 ExprLoop, ExprBreak, ExprContinue, ExprReturn, ExprClosure, ExprCast, ExprDropTemps, ExprOffsetOf, ExprErr>;
struct Expr {
  NodeId id;
  Span span;  // a parenthesized expression's span includes the parentheses
  ExprKind kind;
  bool parenthesized = false;
};

struct StmtLet {
  PatId pat;
  TyId ty;
  ExprId init;
  BlockId els;
  bool is_super;
  NodeId id;
};  // ty, init, els may be none
struct StmtItem {
  ItemId item;
};
struct StmtExpr {
  ExprId expr;
  bool semi;
};  // without a semicolon, and last: the block's tail; else an expression of type ()
struct Stmt {
  Span span;  // with the semicolon
  std::variant<StmtLet, StmtItem, StmtExpr> kind;
};
struct Block {
  NodeId id;
  Span span;
  std::vector<Stmt> stmts;  // the tail is not among them
  ExprId tail;              // none: ends with a statement
  BlockKind kind = BlockKind::normal;
  uint32_t deferred = UINT32_MAX;  // of the library: not parsed yet, LibraryParser::parse_body does
};

// --- items ---------------------------------------------------------------------------------------------------------

struct Visibility {
  enum class Kind : uint8_t { inherited, pub, restricted } kind = Kind::inherited;
  Path path;  // restricted: pub(crate), pub(super), pub(in path)
  NodeId id;
  Span span;
};

enum class SelfKind : uint8_t { none, value, ref, ref_mut, typed };  // self, &self, &mut self, self: Type

struct FnSig {
  std::vector<Param> inputs;  // with self as the first, its pattern a PatIdent `self`
  TyId output;                // none: ()
  SelfKind self = SelfKind::none;
  Safety safety = Safety::safe;
  bool is_const = false;
  bool extern_c = false;
  Span span;              // `pub fn name<…>(…) -> T`, from the visibility on
  Span decl_output_span;  // the place of `-> T`, empty where absent
};
struct ItemFn {
  Generics generics;
  FnSig sig;
  BlockId body;
};  // body none: a trait's required method, or an #[intrinsic]
struct FieldDef {
  NodeId id;
  Visibility vis;
  Ident ident;
  TyId ty;
  Span span;
  std::vector<Attribute> attrs;
};  // tuple fields: "0", …
enum class VariantShape : uint8_t { unit, tuple, named };
struct VariantData {
  VariantShape shape = VariantShape::unit;
  std::vector<FieldDef> fields;
  NodeId ctor_id;
};  // ctor_id: unit and tuple
struct Variant {
  NodeId id;
  Ident ident;
  VariantData data;
  std::optional<AnonConst> discriminant;
  Span span;
  std::vector<Attribute> attrs;
};
struct ItemStruct {
  Generics generics;
  VariantData data;
};
struct ItemUnion {
  Generics generics;
  VariantData data;
};
struct ItemEnum {
  Generics generics;
  std::vector<Variant> variants;
};
struct ItemTrait {
  Generics generics;
  std::vector<GenericBound> supertraits;
  std::vector<ItemId> items;
  bool is_auto;
  Safety safety;
};
struct ItemImpl {
  Generics generics;
  std::optional<Path> trait;  // none: inherent
  NodeId trait_ref_id;
  bool negative = false;
  TyId self_ty;
  std::vector<ItemId> items;
  Safety safety;
  uint32_t deferred = UINT32_MAX;  // of the library: items are not parsed yet, LibraryParser::parse_impl does
};
struct ItemMod {
  std::vector<ItemId> items;
  bool is_inline;
};
struct UseTree {
  Path prefix;
  NodeId id;
  Span span;
  enum class Kind : uint8_t { simple, glob, nested } kind = Kind::simple;
  std::optional<Ident> rename;  // simple: `as name` (may be `_`)
  std::vector<UseTree> nested;
};
struct ItemUse {
  UseTree tree;
};
struct ItemConst {
  Generics generics;
  TyId ty;
  ExprId value;
};  // value none: a trait's required const
struct ItemStatic {
  TyId ty;
  ExprId value;
  Mutability mut;
};
struct ItemTypeAlias {
  Generics generics;
  std::vector<GenericBound> bounds;
  TyId ty;
};  // also associated types; ty may be none
struct ItemMacroDef {
  uint32_t def = 0;
};  // macros are expanded already; kept for names and lints
struct ItemExternCrate {
  std::optional<Ident> rename;
};
using ItemKind = std::variant<ItemFn, ItemStruct, ItemUnion, ItemEnum, ItemTrait, ItemImpl, ItemMod, ItemUse, ItemConst, ItemStatic,
                              ItemTypeAlias, ItemMacroDef, ItemExternCrate>;
struct Item {
  NodeId id;
  Ident ident;  // empty for impl and use
  Visibility vis;
  Span span;  // the whole item, attributes not included
  std::vector<Attribute> attrs;
  ItemKind kind;
};

// What the tree does not keep of the text and a lint asks about.
struct Paren {  // parentheses around an expression, pattern or type: the index of its id
  uint32_t id = 0;
  Span outer, inner;
};
struct EmptyStatements {  // `;;`: semicolons in a row that end nothing
  BlockId block;
  Span span;
  uint32_t count = 0;
};

// The attributes of one node that set lint levels: allow, expect, warn, deny, forbid.
struct LintAttrs {
  Span node;  // what they hold for
  std::vector<Attribute> attrs;
};

struct Ast {
  StableIndexVec<ExprId, Expr> exprs;
  StableIndexVec<PatId, Pat> pats;
  StableIndexVec<TyId, Ty> tys;
  StableIndexVec<BlockId, Block> blocks;
  StableIndexVec<ItemId, Item> items;
  std::vector<ItemId> root;  // the crate's top-level items
  std::vector<Attribute> crate_attrs;
  // For lints: empty for the library, whose text is not linted.
  std::vector<LintAttrs> lint_attrs;                      // of all nodes below the crate
  std::vector<Paren> expr_parens, pat_parens, ty_parens;  // in order of their ids
  std::vector<EmptyStatements> empty_statements;          // in order of their blocks
  std::vector<Ident> unused_macros;                       // macro_rules that nothing calls, in source order
  Span span;                                              // the whole file
  uint32_t node_count = 0;

  const Expr& operator[](ExprId id) const { return exprs[id]; }
  const Pat& operator[](PatId id) const { return pats[id]; }
  const Ty& operator[](TyId id) const { return tys[id]; }
  const Block& operator[](BlockId id) const { return blocks[id]; }
  const Item& operator[](ItemId id) const { return items[id]; }
};

}  // namespace borrowlab::syntax
