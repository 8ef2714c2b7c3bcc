// Expressions: the dispatch, literals, borrows, operators on places, aggregates. After rustc_hir_typeck::expr.
#include "syntax/infer_const.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

// What follows something that never ends is never reached (`unreachable_code`): said once, of the first of it.
void FnCtxt::warn_if_unreachable(Span span, const char* kind) {
  if (!diverges.always || diverges.warned) return;
  if (cx.sources.desugaring_of(span) == source::DesugaringKind::cond_temporary) return;  // of its block instead
  diverges.warned = true;
  if (defined_in_library(owner)) return;
  const std::string message = std::string("unreachable ") + kind;
  diagnostics::Diagnostic d(diagnostics::Level::warning, message, span);
  d.lint = "unreachable_code";
  d.label(span, message);
  d.label(diverges.span, diverges.note != nullptr ? diverges.note : "any code following this expression is unreachable");
  sink.emit(std::move(d));
}

TypeId FnCtxt::check_expr(ExprId e, Expectation expected) {
  const syntax::Expr& expr = ast[e];
  warn_if_unreachable(expr.span, "expression");
  const Diverges old = diverges;
  diverges = {};
  if (std::holds_alternative<syntax::ExprUnary>(expr.kind) || std::holds_alternative<syntax::ExprBinary>(expr.kind) ||
      std::holds_alternative<syntax::ExprAssignOp>(expr.kind))
    operator_exprs[expr.id] = e;
  if (std::holds_alternative<syntax::ExprCall>(expr.kind) || std::holds_alternative<syntax::ExprMethodCall>(expr.kind))
    call_exprs.push_back(e);
  TypeId ty = check_expr_kind(e, expr, expected);
  write_ty(expr.id, ty);
  const bool has_blocks = std::holds_alternative<syntax::ExprBlock>(expr.kind) || std::holds_alternative<syntax::ExprIf>(expr.kind) ||
                          std::holds_alternative<syntax::ExprLet>(expr.kind) || std::holds_alternative<syntax::ExprLoop>(expr.kind) ||
                          std::holds_alternative<syntax::ExprMatch>(expr.kind);
  if (const auto* call = std::get_if<syntax::ExprCall>(&expr.kind)) warn_if_unreachable(span_of(call->callee), "call");
  else if (const auto* m = std::get_if<syntax::ExprMethodCall>(&expr.kind)) warn_if_unreachable(m->method.ident.span, "call");
  else if (!has_blocks) warn_if_unreachable(expr.span, "expression");
  // Whoever has a value of type `!` never gets there.
  if (is_never(icx.shallow_resolve(ty)) && !is_place_expr(e)) diverges = diverges | Diverges{true, expr.span};
  diverges = diverges | old;
  return ty;
}

TypeId FnCtxt::check_expr_kind(ExprId e, const syntax::Expr& expr, Expectation expected) {
  if (const auto* x = std::get_if<syntax::ExprLit>(&expr.kind)) return check_lit(x->lit, expected);
  if (const auto* x = std::get_if<syntax::ExprPath>(&expr.kind)) return check_path_expr(expr, x->qself, x->path);
  if (const auto* x = std::get_if<syntax::ExprLang>(&expr.kind)) return check_lang_item(expr, x->path);
  if (const auto* x = std::get_if<syntax::ExprUnary>(&expr.kind)) return check_unary(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprBinary>(&expr.kind)) return check_binary(e, expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprAssign>(&expr.kind)) return check_assign(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprAssignOp>(&expr.kind)) return check_assign_op(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprAddrOf>(&expr.kind)) return check_addr_of(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprCall>(&expr.kind)) return check_call(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprMethodCall>(&expr.kind)) return check_method_call(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprField>(&expr.kind)) return check_field(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprIndex>(&expr.kind)) return check_index(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprTuple>(&expr.kind)) return check_tuple(*x, expected);
  if (const auto* x = std::get_if<syntax::ExprArray>(&expr.kind)) return check_array(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprRepeat>(&expr.kind)) return check_repeat(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprStruct>(&expr.kind)) return check_struct(e, expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprBlock>(&expr.kind)) return check_block_expr(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprConstBlock>(&expr.kind)) return check_const_block(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprIf>(&expr.kind)) return check_if(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprLet>(&expr.kind)) return check_let_expr(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprMatch>(&expr.kind)) return check_match(e, expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprLoop>(&expr.kind)) return check_loop(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprBreak>(&expr.kind)) return check_break(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprContinue>(&expr.kind)) return check_continue(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprReturn>(&expr.kind)) return check_return(expr, *x);
  if (const auto* x = std::get_if<syntax::ExprClosure>(&expr.kind)) return check_closure(expr, *x, expected);
  if (const auto* x = std::get_if<syntax::ExprCast>(&expr.kind)) return check_cast(e, expr, *x);
  if (const auto* x = std::get_if<syntax::ExprDropTemps>(&expr.kind)) return check_expr(x->expr, expected);
  if (const auto* x = std::get_if<syntax::ExprOffsetOf>(&expr.kind)) return check_offset_of(expr, *x);
  return err();
}

TypeId FnCtxt::check_expr_has_type_or_error(ExprId e, TypeId expected, const CoerceOrigin& origin) {
  TypeId ty = check_expr(e, Expectation::has_type(expected));
  ty = icx.shallow_resolve(ty);
  if (is_never(ty)) {
    if (is_never(expected)) return ty;
    Adjustment a;
    a.kind = Adjustment::Kind::never_to_any;
    a.target = icx.next_ty_var(span_of(e));
    apply_adjustments(e, {a});
    ty = a.target;
  }
  std::vector<Obligation> os;
  if (auto m = icx.sub(cause(span_of(e)), env, ty, expected, os)) {
    report_mismatch(site(e), expected, ty, origin, m);
    return err();
  }
  add_all(std::move(os));
  return ty;
}

TypeId FnCtxt::check_expr_coercible_to_type(ExprId e, TypeId expected, const CoerceOrigin& origin) {
  const TypeId ty = check_expr(e, Expectation::has_type(expected));
  return demand_coerce(site(e), ty, expected, TwoPhase::no, origin);
}

TypeId FnCtxt::check_expr_with_needs(ExprId e, Needs needs, Expectation expected) {
  const TypeId ty = check_expr(e, expected);
  if (needs == Needs::mut_place) convert_place_derefs_to_mutable(e);
  return ty;
}

TypeId FnCtxt::only_has_type(Expectation e) { return e.kind == Expectation::Kind::has_type ? icx.resolve(e.ty) : TypeId(); }
TypeId FnCtxt::to_option(Expectation e) { return e.kind == Expectation::Kind::none ? TypeId() : icx.resolve(e.ty); }
TypeId FnCtxt::coercion_target(Span span, Expectation e) {
  const TypeId t = only_has_type(e);
  return t.valid() ? t : icx.next_ty_var(span);
}

Expectation FnCtxt::rvalue_hint(TypeId ty) {
  const TypeId t = icx.shallow_resolve(ty);
  if (as<types::Slice>(t) != nullptr || as<types::Str>(t) != nullptr || as<types::Dynamic>(t) != nullptr)
    return {Expectation::Kind::rvalue_like_unsized, t};
  return Expectation::has_type(t);
}

// A branch's own type may differ from an expectation that is still unknown: then it is a hint no more.
Expectation FnCtxt::adjust_for_branches(Expectation e) {
  if (e.kind == Expectation::Kind::has_type) {
    const TypeId t = try_structurally_resolve(e.ty);
    return is_ty_var(t) ? Expectation::none() : Expectation::has_type(t);
  }
  if (e.kind == Expectation::Kind::rvalue_like_unsized) return e;
  return Expectation::none();
}

bool FnCtxt::is_place_expr(ExprId e) {
  const syntax::Expr& x = ast[e];
  if (const auto* u = std::get_if<syntax::ExprUnary>(&x.kind)) return u->op == syntax::UnOp::deref;
  if (std::holds_alternative<syntax::ExprField>(x.kind) || std::holds_alternative<syntax::ExprIndex>(x.kind)) return true;
  if (std::holds_alternative<syntax::ExprPath>(x.kind)) {
    const auto& partial = res.paths[x.id.index];
    if (partial.unresolved != 0) return false;
    if (partial.base.kind == Res::Kind::local) return true;
    return partial.base.kind == Res::Kind::def && cx.defs[partial.base.def].kind == DefKind::static_;
  }
  return false;
}

TypeId FnCtxt::check_lit(const syntax::Lit& lit, Expectation expected) {
  using L = syntax::LitKind;
  auto by_name = [&](std::string_view s) -> TypeId {
    static constexpr std::string_view names[] = {"i8",  "i16", "i32", "i64",  "i128",  "isize", "u8",
                                                 "u16", "u32", "u64", "u128", "usize", "f32",   "f64"};
    const TypeId tys[] = {store.i8,  store.i16, store.i32, store.i64,  store.i128,  store.isize, store.u8,
                          store.u16, store.u32, store.u64, store.u128, store.usize, store.f32,   store.f64};
    for (size_t i = 0; i < 14; ++i)
      if (names[i] == s) return tys[i];
    return store.error;
  };
  switch (lit.kind) {
    case L::bool_: return store.bool_;
    case L::char_: return store.char_;
    case L::byte: return store.u8;
    case L::str: return store.ref(store.re_static, store.str, Mutability::not_);
    case L::byte_str: return store.ref(store.re_static, store.array(store.u8, store.const_usize(lit.text.str().size())), Mutability::not_);
    case L::c_str: refuse(lit.span, "C string literals"); return err();
    case L::integer: {
      if (!lit.suffix.empty()) return by_name(lit.suffix.str());
      const TypeId hint = to_option(expected);
      if (hint.valid()) {
        if (as<types::Int>(hint) != nullptr) return hint;
        if (const auto* v = as<types::Infer>(hint); v != nullptr && v->kind == types::Infer::Kind::int_) return hint;
        if (expected.kind == Expectation::Kind::castable) {
          if (as<types::Char>(hint) != nullptr) return store.u8;
          if (as<types::RawPtr>(hint) != nullptr || as<types::FnDef>(hint) != nullptr || as<types::FnPtr>(hint) != nullptr)
            return store.usize;
        }
      }
      int_vars.push_back(icx.next_int_var());
      return int_vars.back();
    }
    case L::float_: {
      if (!lit.suffix.empty()) return by_name(lit.suffix.str());
      const TypeId hint = to_option(expected);
      if (hint.valid()) {
        if (as<types::Float>(hint) != nullptr) return hint;
        if (const auto* v = as<types::Infer>(hint); v != nullptr && v->kind == types::Infer::Kind::float_) return hint;
      }
      float_vars.push_back(icx.next_float_var());
      return float_vars.back();
    }
  }
  return err();
}

TypeId FnCtxt::check_addr_of(const syntax::Expr& expr, const syntax::ExprAddrOf& a, Expectation expected) {
  Expectation hint;
  if (const TypeId t = only_has_type(expected); t.valid()) {
    const TypeId r = try_structurally_resolve(t);
    TypeId pointee;
    if (const auto* ref = as<types::Ref>(r)) pointee = ref->pointee;
    else if (const auto* ptr = as<types::RawPtr>(r)) pointee = ptr->pointee;
    if (pointee.valid()) hint = is_place_expr(a.place) ? Expectation::has_type(pointee) : rvalue_hint(pointee);
  }
  const TypeId ty = check_expr_with_needs(a.place, a.mut == Mutability::mut ? Needs::mut_place : Needs::none, hint);
  if (is_error(ty)) return err();
  if (a.raw) {
    if (!is_place_expr(a.place)) {
      bool adjusted = false;
      for (const auto& adj : adjustments_of(a.place)) adjusted = adjusted || adj.kind == Adjustment::Kind::deref;
      if (!adjusted)
        emit(error(span_of(a.place), "E0745", "cannot take address of a temporary").label(span_of(a.place), "temporary value"));
    }
    return store.ptr(ty, a.mut);
  }
  (void)expr;
  return store.ref(icx.next_region_var(), ty, a.mut);
}

TypeId FnCtxt::check_unary(const syntax::Expr& expr, const syntax::ExprUnary& u, Expectation expected) {
  Expectation inner;
  if (u.op != syntax::UnOp::deref) inner = expected;
  TypeId ty = check_expr(u.operand, inner);
  if (is_error(ty)) return err();
  if (u.op == syntax::UnOp::deref) {
    const TypeId out = check_deref(expr, u.operand, ty);
    if (out.valid()) return out;
    emit(error(expr.span, "E0614", "type `" + str(ty) + "` cannot be dereferenced").label(expr.span, "can't be dereferenced"));
    return err();
  }
  ty = try_structurally_resolve(ty);
  const bool is_not = u.op == syntax::UnOp::not_;
  auto callee = is_ty_var(ty)
                    ? std::nullopt
                    : lookup_method_in_trait(expr.span, Symbol::intern(is_not ? "not" : "neg"), cx.lang(is_not ? "not" : "neg"), ty, {});
  TypeId out;
  if (callee) {
    results.method_callees[expr.id] = *callee;
    out = store.output(callee->sig);
  } else if (is_ty_var(ty)) {
    return structurally_resolve(span_of(u.operand), ty);
  } else if (!is_builtin_unop(ty, u.op)) {
    auto d = error(expr.span, "E0600", std::string("cannot apply unary operator `") + (is_not ? "!" : "-") + "` to type `" + str(ty) + "`");
    d.label(expr.span, std::string("cannot apply unary operator `") + (is_not ? "!" : "-") + "`");
    annotate_unop(d, ty, is_not);
    emit(std::move(d));
    return err();
  }
  // Of scalars the operator is built in, and gives the operand's own type.
  if (is_builtin_unop(ty, u.op)) {
    if (out.valid()) eq(expr.span, ty, out);
    return ty;
  }
  return out;
}

bool FnCtxt::is_builtin_unop(TypeId ty, syntax::UnOp op) {
  const TypeKind& k = kind(ty);
  if (const auto* v = std::get_if<types::Infer>(&k))
    return v->kind == types::Infer::Kind::int_ || (op == syntax::UnOp::neg && v->kind == types::Infer::Kind::float_);
  if (std::holds_alternative<types::Int>(k)) return op == syntax::UnOp::not_ || std::get<types::Int>(k).is_signed;
  if (std::holds_alternative<types::Float>(k)) return op == syntax::UnOp::neg;
  return std::holds_alternative<types::Bool>(k) && op == syntax::UnOp::not_;
}

TypeId FnCtxt::check_assign(const syntax::Expr& expr, const syntax::ExprAssign& a) {
  if (!is_place_expr(a.place)) {
    const TypeId lhs = check_expr(a.place);
    check_expr(a.value);
    if (!is_error(lhs)) {
      auto d = error(a.eq_span, "E0070", "invalid left-hand side of assignment");
      d.label(span_of(a.place), "cannot assign to this expression");
      emit(std::move(d));
    }
    return err();
  }
  const TypeId lhs = check_expr_with_needs(a.place, Needs::mut_place);
  CoerceOrigin origin;
  origin.kind = ObligationKind::assignment;
  origin.because = span_of(a.place);
  check_expr_coercible_to_type(a.value, lhs, origin);
  require_sized(span_of(a.place), lhs, ObligationKind::assignment);
  (void)expr;
  return is_error(lhs) ? err() : store.unit;
}

TypeId FnCtxt::check_field(const syntax::Expr& expr, const syntax::ExprField& f) {
  const TypeId base = check_expr(f.base);
  const TypeId base_ty = structurally_resolve(span_of(f.base), base);
  if (is_error(base_ty)) return err();
  TypeId out;
  std::optional<std::pair<DefId, TypeId>> private_field;
  const bool found = autoderef(expr.span, base_ty, false, [&](TypeId ty, const std::vector<AutoderefStep>& steps) {
    if (const auto* a = store.get<types::Adt>(ty)) {
      const auto& adt = cx.items.adt(a->def);
      if (adt.kind == types::AdtKind::enum_) return false;
      const auto& fields = adt.variants[0].fields;
      for (uint32_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name != f.field.name) continue;
        if (!visible(fields[i].visible_in)) {
          if (!private_field) private_field = {a->def, ty};
          return false;
        }
        out = normalize(expr.span, types::field_type(cx, fields[i], a->args));
        apply_adjustments(f.base, adjust_steps(expr.span, steps, ty));
        results.field_indices[expr.id] = i;
        results.field_defs[expr.id] = fields[i].def;
        return true;
      }
    } else if (const auto* t = store.get<types::Tuple>(ty)) {
      const std::string_view s = f.field.name.str();
      uint32_t n = 0;
      bool digits = !s.empty() && s.size() < 6;
      for (char c : s) {
        if (c < '0' || c > '9') digits = false;
        else n = n * 10 + static_cast<uint32_t>(c - '0');
      }
      const auto elems = store[t->elems];
      if (digits && n < elems.size()) {
        out = elems[n];
        apply_adjustments(f.base, adjust_steps(expr.span, steps, ty));
        results.field_indices[expr.id] = n;
        return true;
      }
    }
    return false;
  });
  if (found) return out;
  report_no_field(expr, f, base_ty, private_field);
  return err();
}

TypeId FnCtxt::check_index(const syntax::Expr& expr, const syntax::ExprIndex& i) {
  TypeId base_ty = check_expr(i.base);
  const TypeId idx_ty = check_expr(i.index);
  if (is_error(base_ty)) return err();
  if (is_error(idx_ty)) return err();
  base_ty = structurally_resolve(span_of(i.base), base_ty);
  if (is_error(base_ty)) return err();
  TypeId element;
  auto index_ty = lookup_indexing(expr, i.base, base_ty, i.index, idx_ty, &element);
  if (!index_ty) {
    report_not_indexable(expr, i, base_ty);
    return err();
  }
  demand_coerce(site(i.index), idx_ty, *index_ty, TwoPhase::no, {});
  select_where_possible();
  return element;
}

TypeId FnCtxt::check_tuple(const syntax::ExprTuple& t, Expectation expected) {
  std::vector<TypeId> hints;
  if (const TypeId e = only_has_type(expected); e.valid())
    if (const auto* tuple = as<types::Tuple>(try_structurally_resolve(e)))
      hints.assign(store[tuple->elems].begin(), store[tuple->elems].end());
  std::vector<TypeId> elems;
  for (size_t i = 0; i < t.elems.size(); ++i) {
    TypeId ty;
    if (i < hints.size()) {
      const TypeId found = check_expr(t.elems[i], Expectation::has_type(hints[i]));
      // Coerced where possible; a mismatch is found where the whole tuple meets its expectation.
      TypeMismatch m{};
      auto coerced = try_coerce(site(t.elems[i]), found, hints[i], TwoPhase::no, &m);
      if (!coerced) report_mismatch(site(t.elems[i]), hints[i], found, {}, m.expected.valid() ? std::optional(m) : std::nullopt);
      ty = coerced ? hints[i] : err();
    } else {
      ty = check_expr(t.elems[i]);
    }
    elems.push_back(ty);
  }
  return store.tuple(elems);
}

TypeId FnCtxt::check_array(const syntax::Expr& expr, const syntax::ExprArray& a, Expectation expected) {
  TypeId hint;
  if (const TypeId e = to_option(expected); e.valid()) {
    const TypeId r = try_structurally_resolve(e);
    if (const auto* array = as<types::Array>(r)) hint = array->elem;
    else if (const auto* slice = as<types::Slice>(r)) hint = slice->elem;
  }
  const TypeId coerce_to = hint.valid() ? hint : icx.next_ty_var(expr.span);
  CoerceMany many(coerce_to);
  for (ExprId e : a.elems) {
    const TypeId ty = check_expr(e, Expectation::has_type(coerce_to));
    coerce_many(many, site(e), ty, {});
  }
  const TypeId elem = a.elems.empty() ? coerce_to : complete(many);
  require_sized(expr.span, elem, ObligationKind::misc);
  return store.array(elem, store.const_usize(a.elems.size()));
}

TypeId FnCtxt::check_repeat(const syntax::Expr& expr, const syntax::ExprRepeat& r, Expectation expected) {
  ConstId count = lower_const_arg(r.count, store.usize);
  TypeId hint;
  if (const TypeId e = to_option(expected); e.valid()) {
    const TypeId t = try_structurally_resolve(e);
    if (const auto* array = as<types::Array>(t)) hint = array->elem;
    else if (const auto* slice = as<types::Slice>(t)) hint = slice->elem;
  }
  TypeId elem;
  if (hint.valid()) {
    check_expr_coercible_to_type(r.elem, hint);
    elem = hint;
  } else {
    elem = icx.next_ty_var(expr.span);
    check_expr_has_type_or_error(r.elem, elem);
  }
  results.repeat_counts[expr.id] = count;
  // More than one copy wants Copy, or a constant.
  const auto* value = store.get<types::ConstValue>(count);
  const bool is_const = std::holds_alternative<syntax::ExprConstBlock>(ast[r.elem].kind) || is_const_path(r.elem);
  if ((value == nullptr || value->bits > 1) && !is_const) require_trait(span_of(r.elem), elem, cx.lang("copy"), ObligationKind::misc);
  require_sized(expr.span, elem, ObligationKind::misc);
  return store.array(elem, count);
}

bool FnCtxt::is_const_path(ExprId e) {
  if (!std::holds_alternative<syntax::ExprPath>(ast[e].kind)) return false;
  auto it = results.value_res.find(ast[e].id);
  if (it == results.value_res.end() || it->second.res.kind != Res::Kind::def) return false;
  const DefKind k = cx.defs[it->second.res.def].kind;
  return k == DefKind::const_ || k == DefKind::assoc_const;
}

// A length or const argument in a body: a parameter, an inferred constant, or evaluated at once.
ConstId FnCtxt::lower_const_arg(const syntax::AnonConst& c, TypeId expected) {
  const syntax::Expr& value = ast[c.value];
  if (syntax::is_infer_const(ast, c)) return icx.next_const_var(expected, value.span);
  if (const auto* p = std::get_if<syntax::ExprPath>(&value.kind); p != nullptr && !p->qself) {
    const auto& partial = res.paths[value.id.index];
    if (partial.unresolved == 0 && partial.base.kind == Res::Kind::def && cx.defs[partial.base.def].kind == DefKind::const_param) {
      const DefId def = partial.base.def;
      const types::Generics* g = &cx.items.generics_of(cx.defs[def].parent);
      for (const auto& own : g->own)
        if (own.def == def) return store.konst(types::ConstParam{own.index, own.name});
    }
  }
  return hooks.eval_const(c, expected);
}

TypeId FnCtxt::check_struct(ExprId, const syntax::Expr& expr, const syntax::ExprStruct& s, Expectation expected) {
  std::optional<VariantRef> v;
  if (s.lang) {
    DefId def = cx.lang(s.lang->item.str());
    if (def.valid() && cx.defs[def].kind == DefKind::variant) {
      const uint32_t index = cx.defs[def].index_in_parent;
      def = cx.defs[def].parent;
      const ArgsId args = icx.fresh_args_for(expr.span, def);
      v = VariantRef{&cx.items.adt(def), index, store.adt(def, args), args};
    } else if (def.valid()) {
      const ArgsId args = icx.fresh_args_for(expr.span, def);
      v = VariantRef{&cx.items.adt(def), 0, store.adt(def, args), args};
    } else {
      refuse(expr.span, "this expression (the library has no `" + std::string(s.lang->item.str()) + "`)");
    }
    if (v) results.variant_indices[expr.id] = v->variant;
  } else {
    v = check_struct_path(expr.id, s.path.span, s.qself, s.path, false);
  }
  if (!v) {
    for (const auto& f : s.fields) check_expr(f.value);
    if (s.base.valid()) check_expr(s.base);
    return err();
  }
  const types::VariantInfo& variant = v->adt->variants[v->variant];
  const ArgsId args = v->args;
  if (v->adt->non_exhaustive && !s.lang && defined_in_library(v->adt->def) && !defined_in_library(owner)) {
    emit(error(expr.span, "E0639", "cannot create non-exhaustive struct using struct expression"));
  }
  // What is expected of the whole tells the fields' types: their values are coerced to them.
  if (const TypeId e = only_has_type(expected); e.valid() && !is_ty_var(e)) eq(expr.span, v->ty, e);
  std::vector<bool> seen(variant.fields.size(), false);
  std::unordered_map<Symbol, Span> seen_at;
  bool error_happened = false;
  for (const auto& f : s.fields) {
    uint32_t index = UINT32_MAX;
    for (uint32_t i = 0; i < variant.fields.size(); ++i)
      if (variant.fields[i].name == f.ident.name) index = i;
    if (index == UINT32_MAX) {
      error_happened = true;
      if (auto it = seen_at.find(f.ident.name); it == seen_at.end()) report_unknown_field(*v, f, s, expr);
      check_expr(f.value);
      continue;
    }
    if (seen[index]) {
      error_happened = true;
      auto d = error(f.ident.span, "E0062", "field `" + std::string(f.ident.name.str()) + "` specified more than once");
      d.label(f.ident.span, "used more than once").label(seen_at[f.ident.name], "first use of `" + std::string(f.ident.name.str()) + "`");
      emit(std::move(d));
      check_expr(f.value);
      continue;
    }
    seen[index] = true;
    seen_at[f.ident.name] = f.span;
    results.field_indices[f.id] = index;
    if (!visible(variant.fields[index].visible_in)) {
      results.privacy_errors.push_back(error(f.ident.span, "E0451",
                                             "field `" + std::string(f.ident.name.str()) + "` of " + variant_kind(*v) + " `" +
                                                 cx.defs.path_str(variant.def) + "` is private")
                                           .label(f.ident.span, "private field"));
    }
    const TypeId field_ty = normalize(f.span, types::field_type(cx, variant.fields[index], args));
    const TypeId ty = check_expr(f.value, Expectation::has_type(field_ty));
    demand_coerce(site(f.value), ty, field_ty, TwoPhase::no, {});
  }
  if (v->adt->kind == types::AdtKind::union_) {
    if (s.fields.size() != 1) emit(error(expr.span, "E0784", "union expressions should have exactly one field"));
  } else if (s.base.valid()) {
    if (v->adt->kind == types::AdtKind::enum_) {
      emit(error(span_of(s.base), "E0436", "functional record update syntax requires a struct"));
      check_expr(s.base);
      return v->ty;
    }
    check_expr_has_type_or_error(s.base, v->ty);
    std::vector<TypeId> tys;
    for (uint32_t i = 0; i < variant.fields.size(); ++i) {
      tys.push_back(normalize(expr.span, types::field_type(cx, variant.fields[i], args)));
      if (!seen[i] && !visible(variant.fields[i].visible_in) && !error_happened) {
        results.privacy_errors.push_back(
            error(span_of(s.base), "E0451",
                  "field `" + std::string(variant.fields[i].name.str()) + "` of struct `" + cx.defs.path_str(variant.def) + "` is private")
                .label(span_of(s.base), "field `" + std::string(variant.fields[i].name.str()) + "` is private"));
      }
    }
    results.fru_field_types[expr.id] = std::move(tys);
  } else if (s.rest) {
    refuse(expr.span, "default field values");
  } else if (!error_happened) {
    std::vector<uint32_t> missing;
    for (uint32_t i = 0; i < seen.size(); ++i)
      if (!seen[i]) missing.push_back(i);
    if (!missing.empty()) report_missing_fields(*v, s, expr, missing);
  }
  require_sized(expr.span, v->ty, ObligationKind::misc);
  return v->ty;
}

TypeId FnCtxt::check_offset_of(const syntax::Expr& expr, const syntax::ExprOffsetOf& o) {
  TypeId ty = lower(o.container);
  std::vector<std::pair<uint32_t, uint32_t>> indices;
  for (const Ident& field : o.fields) {
    ty = structurally_resolve(field.span, ty);
    bool found = false;
    if (const auto* a = as<types::Adt>(ty)) {
      const auto& adt = cx.items.adt(a->def);
      if (adt.kind != types::AdtKind::enum_)
        for (uint32_t i = 0; i < adt.variants[0].fields.size() && !found; ++i)
          if (adt.variants[0].fields[i].name == field.name) {
            indices.push_back({0, i});
            ty = normalize(expr.span, types::field_type(cx, adt.variants[0].fields[i], a->args));
            found = true;
          }
    }
    if (!found) {
      refuse(expr.span, "this `offset_of!`");
      return err();
    }
  }
  results.offset_of[expr.id] = std::move(indices);
  refuse(expr.span, "`offset_of!`");
  return store.usize;
}

}  // namespace borrowlab::typeck::check
