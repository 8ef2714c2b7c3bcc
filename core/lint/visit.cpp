#include "lint/visit.h"

namespace borrowlab::lint {

using namespace syntax;  // the walk names every node

void Visitor::walk_item(const Item& i) {
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, ItemFn>) {
          walk_fn(k);
        } else if constexpr (std::is_same_v<K, ItemStruct> || std::is_same_v<K, ItemUnion>) {
          generics(k.generics);
          variant_data(k.data);
        } else if constexpr (std::is_same_v<K, ItemEnum>) {
          generics(k.generics);
          for (const Variant& v : k.variants) variant(v);
        } else if constexpr (std::is_same_v<K, ItemTrait>) {
          generics(k.generics);
          bounds(k.supertraits);
          for (ItemId a : k.items) assoc_item(a);
        } else if constexpr (std::is_same_v<K, ItemImpl>) {
          generics(k.generics);
          if (k.trait) path(k.trait_ref_id, *k.trait);
          maybe(k.self_ty);
          for (ItemId a : k.items) assoc_item(a);
        } else if constexpr (std::is_same_v<K, ItemMod>) {
          for (ItemId inner : k.items) item(inner);
        } else if constexpr (std::is_same_v<K, ItemConst>) {
          generics(k.generics);
          maybe(k.ty);
          maybe(k.value);
        } else if constexpr (std::is_same_v<K, ItemStatic>) {
          maybe(k.ty);
          maybe(k.value);
        } else if constexpr (std::is_same_v<K, ItemTypeAlias>) {
          generics(k.generics);
          bounds(k.bounds);
          maybe(k.ty);
        }
      },
      i.kind);
}

void Visitor::walk_fn(const ItemFn& fn) {
  for (const Param& p : fn.sig.inputs) maybe(p.ty);
  maybe(fn.sig.output);
  generics(fn.generics);
  for (const Param& p : fn.sig.inputs) param(p);
  maybe(fn.body);
}

void Visitor::walk_stmt(const Stmt& s) {
  if (const auto* let = std::get_if<StmtLet>(&s.kind)) {
    maybe(let->init);
    maybe(let->pat);
    maybe(let->els);
    maybe(let->ty);
  } else if (const auto* i = std::get_if<StmtItem>(&s.kind)) {
    item(i->item);
  } else {
    expr(std::get<StmtExpr>(s.kind).expr);
  }
}

void Visitor::walk_block(BlockId id) {
  for (const Stmt& s : ast[id].stmts) stmt(s);
  maybe(ast[id].tail);
}

void Visitor::walk_arm(const Arm& a) {
  maybe(a.pat);
  maybe(a.guard);
  maybe(a.body);
}

void Visitor::walk_expr(const Expr& e) {
  const auto all = [&](const std::vector<ExprId>& list) {
    for (ExprId x : list) expr(x);
  };
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, ExprPath>) {
          qpath(e.id, k.qself, k.path);
        } else if constexpr (std::is_same_v<K, ExprUnary>) {
          expr(k.operand);
        } else if constexpr (std::is_same_v<K, ExprBinary>) {
          expr(k.lhs);
          expr(k.rhs);
        } else if constexpr (std::is_same_v<K, ExprAssign> || std::is_same_v<K, ExprAssignOp>) {
          // As rustc walks them: the value first.
          expr(k.value);
          expr(k.place);
        } else if constexpr (std::is_same_v<K, ExprAddrOf>) {
          expr(k.place);
        } else if constexpr (std::is_same_v<K, ExprCall>) {
          expr(k.callee);
          all(k.args);
        } else if constexpr (std::is_same_v<K, ExprMethodCall>) {
          if (k.method.args) args(*k.method.args);
          expr(k.receiver);
          all(k.args);
        } else if constexpr (std::is_same_v<K, ExprField>) {
          expr(k.base);
        } else if constexpr (std::is_same_v<K, ExprIndex>) {
          expr(k.base);
          expr(k.index);
        } else if constexpr (std::is_same_v<K, ExprTuple> || std::is_same_v<K, ExprArray>) {
          all(k.elems);
        } else if constexpr (std::is_same_v<K, ExprRepeat>) {
          expr(k.elem);
          anon_const(k.count);
        } else if constexpr (std::is_same_v<K, ExprStruct>) {
          if (!k.lang) qpath(e.id, k.qself, k.path);
          for (const FieldInit& f : k.fields) expr(f.value);
          maybe(k.base);
        } else if constexpr (std::is_same_v<K, ExprBlock>) {
          block(k.block);
        } else if constexpr (std::is_same_v<K, ExprConstBlock>) {
          anon_const(k.body);
        } else if constexpr (std::is_same_v<K, ExprIf>) {
          expr(k.cond);
          block(k.then);
          maybe(k.else_);
        } else if constexpr (std::is_same_v<K, ExprLet>) {
          expr(k.scrutinee);
          pat(k.pat);
        } else if constexpr (std::is_same_v<K, ExprMatch>) {
          expr(k.scrutinee);
          for (const Arm& a : k.arms) arm(a);
        } else if constexpr (std::is_same_v<K, ExprLoop>) {
          block(k.body);
        } else if constexpr (std::is_same_v<K, ExprBreak> || std::is_same_v<K, ExprReturn>) {
          maybe(k.value);
        } else if constexpr (std::is_same_v<K, ExprClosure>) {
          for (const Param& p : k.params) maybe(p.ty);
          maybe(k.output);
          for (const Param& p : k.params) param(p);
          expr(k.body);
        } else if constexpr (std::is_same_v<K, ExprCast>) {
          expr(k.expr);
          ty(k.ty);
        } else if constexpr (std::is_same_v<K, ExprDropTemps>) {
          expr(k.expr);
        } else if constexpr (std::is_same_v<K, ExprOffsetOf>) {
          ty(k.container);
        }
      },
      e.kind);
}

void Visitor::walk_pat(const Pat& p) {
  const auto all = [&](const std::vector<PatId>& list) {
    for (PatId x : list) pat(x);
  };
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, PatIdent>) {
          maybe(k.sub);
        } else if constexpr (std::is_same_v<K, PatStruct>) {
          qpath(p.id, k.qself, k.path);
          for (const PatField& f : k.fields) pat(f.pat);
        } else if constexpr (std::is_same_v<K, PatTupleStruct>) {
          if (!k.lang) qpath(p.id, k.qself, k.path);
          all(k.elems);
        } else if constexpr (std::is_same_v<K, PatPath>) {
          qpath(p.id, k.qself, k.path);
        } else if constexpr (std::is_same_v<K, PatTuple> || std::is_same_v<K, PatSlice>) {
          all(k.elems);
        } else if constexpr (std::is_same_v<K, PatOr>) {
          all(k.alternatives);
        } else if constexpr (std::is_same_v<K, PatRef>) {
          pat(k.pat);
        } else if constexpr (std::is_same_v<K, PatLit>) {
          expr(k.expr);
        } else if constexpr (std::is_same_v<K, PatRange>) {
          maybe(k.lo);
          maybe(k.hi);
        }
      },
      p.kind);
}

void Visitor::walk_ty(const Ty& t) {
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, TyPath>) {
          qpath(t.id, k.qself, k.path);
        } else if constexpr (std::is_same_v<K, TyRef> || std::is_same_v<K, TyPtr> || std::is_same_v<K, TySlice>) {
          ty(k.ty);
        } else if constexpr (std::is_same_v<K, TyArray>) {
          ty(k.ty);
          anon_const(k.len);
        } else if constexpr (std::is_same_v<K, TyTuple>) {
          for (TyId x : k.elems) ty(x);
        } else if constexpr (std::is_same_v<K, TyBareFn>) {
          for (const GenericParam& p : k.for_params) generic_param(p);
          for (TyId x : k.inputs) ty(x);
          maybe(k.output);
        } else if constexpr (std::is_same_v<K, TyDyn> || std::is_same_v<K, TyImpl>) {
          bounds(k.bounds);
        }
      },
      t.kind);
}

void Visitor::qpath(NodeId id, const std::optional<QSelf>& qself, const Path& p) {
  if (qself) ty(qself->ty);
  path(id, p);
}

void Visitor::walk_path(const Path& p) {
  for (const PathSegment& s : p.segments)
    if (s.args) args(*s.args);
}

void Visitor::args(const GenericArgs& a) {
  for (const GenericArg& x : a.args) {
    if (const auto* t = std::get_if<TyId>(&x)) ty(*t);
    else if (const auto* c = std::get_if<AnonConst>(&x)) anon_const(*c);
  }
  for (const AssocConstraint& c : a.constraints) {
    if (c.args) args(*c.args);
    if (const auto* t = std::get_if<TyId>(&c.value)) ty(*t);
    else if (const auto* k = std::get_if<AnonConst>(&c.value)) anon_const(*k);
    else bounds(std::get<std::vector<GenericBound>>(c.value));
  }
}

void Visitor::bounds(const std::vector<GenericBound>& list) {
  for (const GenericBound& b : list) {
    for (const GenericParam& p : b.for_params) generic_param(p);
    if (b.kind == GenericBound::Kind::trait) path(b.ref_id, b.trait);
  }
}

void Visitor::walk_generics(const Generics& g) {
  for (const GenericParam& p : g.params) generic_param(p);
  for (const WherePredicate& w : g.where) {
    for (const GenericParam& p : w.for_params) generic_param(p);
    maybe(w.bounded);
    bounds(w.bounds);
  }
}

void Visitor::walk_generic_param(const GenericParam& p) {
  maybe(p.default_ty);
  maybe(p.const_ty);
  if (p.const_default) anon_const(*p.const_default);
  bounds(p.bounds);
}

void Visitor::walk_variant(const Variant& v) {
  variant_data(v.data);
  if (v.discriminant) anon_const(*v.discriminant);
}

void Visitor::walk_variant_data(const VariantData& d) {
  for (const FieldDef& f : d.fields) field_def(f);
}

}  // namespace borrowlab::lint
