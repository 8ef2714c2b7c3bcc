// Patterns against the types they are matched with, with default binding modes (RFC 2005; edition 2024's reservations).
// After rustc_hir_typeck::pat.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

void FnCtxt::check_pat_top(PatId p, TypeId expected, Span origin, bool origin_is_type, ExprId scrutinee) {
  PatInfo info;
  info.origin = origin;
  info.origin_is_type = origin_is_type;
  info.scrutinee = scrutinee;
  check_pat(p, expected, info);
}

bool FnCtxt::demand_pat(Span span, TypeId expected, TypeId actual, const PatInfo& info) {
  auto m = eq_or(span, expected, actual);
  if (!m) return true;
  report_pat_mismatch(span, expected, actual, info, m);
  return false;
}

void FnCtxt::check_pat(PatId p, TypeId expected, PatInfo info) {
  const syntax::Pat& pat = ast[p];
  const bool ident_is_path =
      std::holds_alternative<syntax::PatIdent>(pat.kind) && pat.id.index < res.binding_is_path.size() && res.binding_is_path[pat.id.index];
  // What a path means decides whether references are looked through.
  ValueRes path_res;
  TypeId path_ty;
  bool is_path = false, is_const = false;
  if (ident_is_path || std::holds_alternative<syntax::PatPath>(pat.kind)) {
    is_path = true;
    if (const auto* pp = std::get_if<syntax::PatPath>(&pat.kind)) {
      path_ty = instantiate_value_path(pat.id, pat.span, pp->qself, pp->path, &path_res);
    } else {
      const Ident ident = std::get<syntax::PatIdent>(pat.kind).ident;
      syntax::PathSegment segment{pat.id, ident, nullptr};
      path_ty = instantiate_value_path(pat.id, pat.span, std::nullopt, syntax::Path{ident.span, {segment}}, &path_res);
    }
    if (path_res.res.kind == Res::Kind::def && path_res.res.def.valid()) {
      const DefKind k = cx.defs[path_res.res.def].kind;
      is_const = k == DefKind::const_ || k == DefKind::assoc_const;
    }
  }
  TypeId lit_ty;
  bool peel = std::holds_alternative<syntax::PatStruct>(pat.kind) || std::holds_alternative<syntax::PatTupleStruct>(pat.kind) ||
              std::holds_alternative<syntax::PatTuple>(pat.kind) || std::holds_alternative<syntax::PatSlice>(pat.kind) ||
              std::holds_alternative<syntax::PatRange>(pat.kind) || (is_path && !is_const);
  if (const auto* l = std::get_if<syntax::PatLit>(&pat.kind)) {
    lit_ty = check_expr(l->expr);
    peel = as<types::Ref>(lit_ty) == nullptr;
  }
  if (peel) {
    expected = try_structurally_resolve(expected);
    std::vector<TypeId> peeled;
    for (;;) {
      const auto* r = as<types::Ref>(expected);
      if (r == nullptr) break;
      peeled.push_back(expected);
      expected = try_structurally_resolve(r->pointee);
      if (info.mode == BindingMode::by_value) info.mode = r->mut == Mutability::mut ? BindingMode::by_ref_mut : BindingMode::by_ref;
      else if (r->mut == Mutability::not_) info.mode = BindingMode::by_ref;
    }
    if (!peeled.empty()) results.pat_adjustments[pat.id] = std::move(peeled);
  }
  TypeId ty;
  if (std::holds_alternative<syntax::PatWild>(pat.kind) || std::holds_alternative<syntax::PatRest>(pat.kind)) {
    ty = expected;
  } else if (is_path) {
    ty = check_pat_path(pat, path_res, path_ty, expected, info);
  } else if (const auto* i = std::get_if<syntax::PatIdent>(&pat.kind)) {
    ty = check_pat_ident(pat, *i, expected, info);
  } else if (const auto* l = std::get_if<syntax::PatLit>(&pat.kind)) {
    ty = check_pat_lit(pat, l->expr, expected, info);
  } else if (const auto* r = std::get_if<syntax::PatRange>(&pat.kind)) {
    ty = check_pat_range(pat, *r, expected, info);
  } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&pat.kind)) {
    ty = check_pat_tuple_struct(pat, *t, expected, info);
  } else if (const auto* s = std::get_if<syntax::PatStruct>(&pat.kind)) {
    ty = check_pat_struct(pat, *s, expected, info);
  } else if (const auto* t2 = std::get_if<syntax::PatTuple>(&pat.kind)) {
    ty = check_pat_tuple(pat, *t2, expected, info);
  } else if (const auto* s2 = std::get_if<syntax::PatSlice>(&pat.kind)) {
    ty = check_pat_slice(pat, *s2, expected, info);
  } else if (const auto* r2 = std::get_if<syntax::PatRef>(&pat.kind)) {
    ty = check_pat_ref(pat, *r2, expected, info);
  } else if (const auto* o = std::get_if<syntax::PatOr>(&pat.kind)) {
    for (PatId alt : o->alternatives) check_pat(alt, expected, info);
    ty = expected;
  } else {
    ty = err();
  }
  write_ty(pat.id, ty);
}

TypeId FnCtxt::check_pat_ident(const syntax::Pat& pat, const syntax::PatIdent& i, TypeId expected, PatInfo info) {
  BindingMode mode = info.mode;
  const bool inherited = info.mode != BindingMode::by_value;
  if (i.by_ref) {
    if (inherited && edition >= source::Edition::e2024) report_binding_modifier(pat, info, "ref");
    mode = i.ref_mut == Mutability::mut ? BindingMode::by_ref_mut : BindingMode::by_ref;
  } else if (i.mut == Mutability::mut && inherited) {
    if (edition >= source::Edition::e2024) report_binding_modifier(pat, info, "mut");
    mode = BindingMode::by_value;  // up to 2021 `mut` binds by value
  }
  results.binding_modes[pat.id] = mode;
  const NodeId var = canonical_binding(pat.id);
  const TypeId local = local_ty(var);
  TypeId want = expected;
  if (mode != BindingMode::by_value)
    want = store.ref(icx.next_region_var(), expected, mode == BindingMode::by_ref_mut ? Mutability::mut : Mutability::not_);
  if (auto it = results.vars.find(var); it != results.vars.end() && var == pat.id) it->second.mode = mode;
  if (auto m = eq_or(pat.span, local, want)) report_pat_mismatch(pat.span, local, want, info, m);
  if (var != pat.id) {
    // The same name in another alternative binds alike.
    auto first = results.binding_modes.find(var);
    if (first != results.binding_modes.end() && first->second != mode && !results.tainted) {
      emit(error(i.ident.span, "E0409",
                 "variable `" + std::string(i.ident.name.str()) + "` is bound inconsistently across alternatives separated by `|`")
               .label(i.ident.span, "bound in different ways"));
    }
  }
  if (i.sub.valid()) {
    info.top = false;
    check_pat(i.sub, expected, info);
  }
  return local;
}

TypeId FnCtxt::check_pat_lit(const syntax::Pat& pat, ExprId e, TypeId expected, const PatInfo& info) {
  TypeId ty = expr_ty(e);
  // A byte string matches slices as well as arrays.
  if (const auto* lit = std::get_if<syntax::ExprLit>(&ast[e].kind); lit != nullptr && lit->lit.kind == syntax::LitKind::byte_str) {
    const TypeId want = try_structurally_resolve(expected);
    if (const auto* r = as<types::Ref>(want); r != nullptr && as<types::Slice>(try_structurally_resolve(r->pointee)) != nullptr) {
      ty = store.ref(store.re_static, store.slice(store.u8), Mutability::not_);
      write_ty(ast[e].id, ty);
    }
  }
  std::vector<Obligation> os;
  if (auto m = icx.sub(cause(pat.span), env, ty, expected, os)) report_pat_mismatch(pat.span, expected, ty, info, m);
  else add_all(std::move(os));
  return ty;
}

TypeId FnCtxt::check_pat_range(const syntax::Pat& pat, const syntax::PatRange& r, TypeId expected, const PatInfo& info) {
  TypeId tys[2];
  const ExprId ends[2] = {r.lo, r.hi};
  for (int i = 0; i < 2; ++i) {
    if (!ends[i].valid()) continue;
    tys[i] = check_expr(ends[i]);
    const TypeKind& k = kind(tys[i]);
    const bool ok = std::holds_alternative<types::Int>(k) || std::holds_alternative<types::Float>(k) ||
                    std::holds_alternative<types::Char>(k) || std::holds_alternative<types::Infer>(k) || is_error(tys[i]);
    if (!ok) {
      auto d = error(span_of(ends[i]), "E0029", "only `char` and numeric types are allowed in range patterns");
      d.label(span_of(ends[i]), "this is of type `" + str(tys[i]) + "` but it should be `char` or numeric");
      emit(std::move(d));
      return err();
    }
  }
  for (int i = 0; i < 2; ++i)
    if (ends[i].valid() && !demand_pat(span_of(ends[i]), expected, tys[i], info)) return err();
  const TypeId ty = structurally_resolve(pat.span, expected);
  return ty;
}

TypeId FnCtxt::check_pat_path(const syntax::Pat& pat, const ValueRes& vr, TypeId path_ty, TypeId expected, const PatInfo& info) {
  if (vr.res.kind != Res::Kind::def) return err();
  const resolve::Def& d = cx.defs[vr.res.def];
  switch (d.kind) {
    case DefKind::const_:
    case DefKind::assoc_const: break;
    case DefKind::ctor:
      if (d.ctor_kind == resolve::CtorKind::const_) {
        if (auto v = variant_of_ctor(vr.res.def, path_ty)) results.variant_indices[pat.id] = v->variant;
        break;
      }
      [[fallthrough]];
    default: {
      report_not_unit_pattern(pat, vr.res.def);
      return err();
    }
  }
  std::vector<Obligation> os;
  if (auto m = icx.sub(cause(pat.span), env, expected, path_ty, os)) {
    report_pat_mismatch(pat.span, expected, path_ty, info, m);
    return err();
  }
  add_all(std::move(os));
  return path_ty;
}

TypeId FnCtxt::check_pat_tuple_struct(const syntax::Pat& pat, const syntax::PatTupleStruct& t, TypeId expected, PatInfo info) {
  info.top = false;
  auto on_error = [&] {
    for (PatId e : t.elems) check_pat(e, store.error, info);
    return err();
  };
  ValueRes vr;
  TypeId ctor_ty;
  if (t.lang) {
    ctor_ty = lang_value(pat.id, pat.span, *t.lang);
    if (auto it = results.value_res.find(pat.id); it != results.value_res.end()) vr = it->second;
    // `None` in a desugaring: a unit variant.
    if (vr.res.kind == Res::Kind::def && cx.defs[vr.res.def].kind == DefKind::ctor &&
        cx.defs[vr.res.def].ctor_kind == resolve::CtorKind::const_)
      return check_pat_path(pat, vr, ctor_ty, expected, info);
  } else {
    ctor_ty = instantiate_value_path(pat.id, pat.span, t.qself, t.path, &vr);
  }
  if (is_error(ctor_ty)) return on_error();
  const resolve::Def d = vr.res.kind == Res::Kind::def ? cx.defs[vr.res.def] : resolve::Def{};
  if (vr.res.kind != Res::Kind::def || d.kind != DefKind::ctor || d.ctor_kind != resolve::CtorKind::fn) {
    report_not_tuple_pattern(pat, t, vr);
    return on_error();
  }
  // The constructor's result.
  const FnSig sig = normalize(pat.span, icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, vr.res.def, vr.args)));
  const TypeId ty = store.output(sig);
  const bool matched = demand_pat(pat.span, expected, ty, info);
  auto v = variant_of_ctor(vr.res.def, ty);
  if (!v || !matched) return on_error();
  results.variant_indices[pat.id] = v->variant;
  const auto& variant = v->adt->variants[v->variant];
  size_t rest = t.elems.size();
  for (size_t i = 0; i < t.elems.size(); ++i)
    if (std::holds_alternative<syntax::PatRest>(ast[t.elems[i]].kind)) rest = i;
  const bool has_rest = rest != t.elems.size();
  const size_t given = t.elems.size() - (has_rest ? 1 : 0);
  if (given > variant.fields.size() || (!has_rest && given < variant.fields.size())) {
    report_pat_field_count(pat, t, *v, given);
    return on_error();
  }
  for (size_t i = 0; i < t.elems.size(); ++i) {
    if (has_rest && i == rest) continue;
    const size_t index = has_rest && i > rest ? variant.fields.size() - (t.elems.size() - i) : i;
    if (!visible(variant.fields[index].visible_in)) report_private_ctor(pat, vr.res.def);
    check_pat(t.elems[i], normalize(pat.span, types::field_type(cx, variant.fields[index], v->args)), info);
  }
  return ty;
}

TypeId FnCtxt::check_pat_struct(const syntax::Pat& pat, const syntax::PatStruct& s, TypeId expected, PatInfo info) {
  info.top = false;
  auto on_error = [&] {
    for (const auto& f : s.fields) check_pat(f.pat, store.error, info);
    return err();
  };
  auto v = check_struct_path(pat.id, s.path.span, s.qself, s.path, true);
  if (!v) return on_error();
  if (!demand_pat(pat.span, expected, v->ty, info)) return on_error();
  const auto& variant = v->adt->variants[v->variant];
  std::unordered_map<Symbol, Span> seen;
  std::vector<bool> used(variant.fields.size(), false);
  std::vector<const syntax::PatField*> unknown;
  for (const auto& f : s.fields) {
    if (auto it = seen.find(f.ident.name); it != seen.end()) {
      auto d = error(f.span, "E0025", "field `" + std::string(f.ident.name.str()) + "` bound multiple times in the pattern");
      d.label(f.span, "multiple uses of `" + std::string(f.ident.name.str()) + "` in pattern")
          .label(it->second, "first use of `" + std::string(f.ident.name.str()) + "`");
      emit(std::move(d));
      check_pat(f.pat, store.error, info);
      continue;
    }
    uint32_t index = UINT32_MAX;
    for (uint32_t i = 0; i < variant.fields.size(); ++i)
      if (variant.fields[i].name == f.ident.name) index = i;
    if (index == UINT32_MAX) {
      unknown.push_back(&f);
      check_pat(f.pat, store.error, info);
      continue;
    }
    seen[f.ident.name] = f.span;
    used[index] = true;
    results.field_indices[f.id] = index;
    if (!visible(variant.fields[index].visible_in)) {
      const Span at = f.shorthand ? f.span : f.ident.span;
      results.privacy_errors.push_back(error(at, "E0451",
                                             "field `" + std::string(f.ident.name.str()) + "` of " + variant_kind(*v) + " `" +
                                                 cx.defs.path_str(variant.def) + "` is private")
                                           .label(at, "private field"));
    }
    check_pat(f.pat, normalize(pat.span, types::field_type(cx, variant.fields[index], v->args)), info);
  }
  if (!unknown.empty()) {
    report_pat_unknown_fields(pat, s, *v, unknown);
  } else if (v->adt->kind == types::AdtKind::union_) {
    if (s.fields.size() != 1) emit(error(pat.span, "", "union patterns should have exactly one field"));
  } else if (!s.rest) {
    std::vector<uint32_t> missing;
    for (uint32_t i = 0; i < used.size(); ++i)
      if (!used[i]) missing.push_back(i);
    if (!missing.empty()) report_pat_missing_fields(pat, s, *v, missing);
    else if (v->adt->non_exhaustive && defined_in_library(v->adt->def) && !defined_in_library(owner))
      emit(error(pat.span, "E0638", std::string("`..` required with ") + variant_kind(*v) + " marked as non-exhaustive"));
  }
  return v->ty;
}

TypeId FnCtxt::check_pat_tuple(const syntax::Pat& pat, const syntax::PatTuple& t, TypeId expected, PatInfo info) {
  info.top = false;
  size_t rest = t.elems.size();
  for (size_t i = 0; i < t.elems.size(); ++i)
    if (std::holds_alternative<syntax::PatRest>(ast[t.elems[i]].kind)) rest = i;
  const bool has_rest = rest != t.elems.size();
  const size_t given = t.elems.size() - (has_rest ? 1 : 0);
  size_t len = given;
  if (has_rest) {
    const TypeId e = structurally_resolve(pat.span, expected);
    if (const auto* tuple = as<types::Tuple>(e)) len = std::max(given, store[tuple->elems].size());
  }
  std::vector<TypeId> elems;
  for (size_t i = 0; i < len; ++i) elems.push_back(icx.next_ty_var(pat.span));
  const TypeId ty = store.tuple(elems);
  if (!demand_pat(pat.span, expected, ty, info)) {
    for (PatId e : t.elems) check_pat(e, store.error, info);
    return err();
  }
  for (size_t i = 0; i < t.elems.size(); ++i) {
    if (has_rest && i == rest) continue;
    const size_t index = has_rest && i > rest ? len - (t.elems.size() - i) : i;
    check_pat(t.elems[i], elems[index], info);
  }
  return ty;
}

TypeId FnCtxt::check_pat_slice(const syntax::Pat& pat, const syntax::PatSlice& s, TypeId expected, PatInfo info) {
  info.top = false;
  size_t rest = s.elems.size();
  for (size_t i = 0; i < s.elems.size(); ++i) {
    const auto& k = ast[s.elems[i]].kind;
    const auto* ident = std::get_if<syntax::PatIdent>(&k);
    if (std::holds_alternative<syntax::PatRest>(k) ||
        (ident != nullptr && ident->sub.valid() && std::holds_alternative<syntax::PatRest>(ast[ident->sub].kind)))
      rest = i;
  }
  const bool has_rest = rest != s.elems.size();
  const size_t min_len = s.elems.size() - (has_rest ? 1 : 0);
  expected = structurally_resolve(pat.span, expected);
  TypeId elem, rest_ty, ty = expected;
  if (const auto* array = as<types::Array>(expected)) {
    elem = array->elem;
    ConstId len = icx.shallow_resolve(array->len);
    if (const auto* value = store.get<types::ConstValue>(len)) {
      const uint64_t n = static_cast<uint64_t>(value->bits);
      if (!has_rest && n != min_len) {
        auto d = error(
            pat.span, "E0527",
            "pattern requires " + std::to_string(min_len) + " element" + (min_len == 1 ? "" : "s") + " but array has " + std::to_string(n));
        d.label(pat.span, "expected " + std::to_string(n) + " element" + (n == 1 ? "" : "s"));
        emit(std::move(d));
        ty = err();
      } else if (has_rest && n < min_len) {
        auto d = error(pat.span, "E0528",
                       "pattern requires at least " + std::to_string(min_len) + " element" + (min_len == 1 ? "" : "s") + " but array has " +
                           std::to_string(n));
        d.label(pat.span, "pattern cannot match array of " + std::to_string(n) + " element" + (n == 1 ? "" : "s"));
        emit(std::move(d));
        ty = err();
      } else if (has_rest) {
        rest_ty = store.array(elem, store.const_usize(n - min_len));
      }
    } else if (!has_rest) {
      // The pattern fixes the length.
      eq(pat.span, expected, store.array(elem, store.const_usize(min_len)));
    } else {
      emit(error(pat.span, "E0730", "cannot pattern-match on an array without a fixed length"));
      ty = err();
    }
  } else if (const auto* slice = as<types::Slice>(expected)) {
    elem = slice->elem;
    rest_ty = expected;
  } else {
    if (!is_error(expected)) report_not_slice_pattern(pat, expected, info);
    elem = ty = err();
  }
  if (!elem.valid() || is_error(ty)) elem = rest_ty = store.error;
  for (size_t i = 0; i < s.elems.size(); ++i) {
    if (has_rest && i == rest) {
      const auto* ident = std::get_if<syntax::PatIdent>(&ast[s.elems[i]].kind);
      if (ident == nullptr) {
        write_ty(ast[s.elems[i]].id, rest_ty.valid() ? rest_ty : store.error);
        continue;
      }
      check_pat(s.elems[i], rest_ty.valid() ? rest_ty : store.error, info);
      continue;
    }
    check_pat(s.elems[i], elem, info);
  }
  return ty;
}

TypeId FnCtxt::check_pat_ref(const syntax::Pat& pat, const syntax::PatRef& r, TypeId expected, PatInfo info) {
  if (info.mode != BindingMode::by_value) {
    if (edition >= source::Edition::e2024) report_binding_modifier(pat, info, "&");
    // A reference pattern starts anew.
    info.mode = BindingMode::by_value;
  }
  info.top = false;
  expected = try_structurally_resolve(expected);
  const auto* ref = as<types::Ref>(expected);
  if (ref != nullptr && ref->mut == r.mut) {
    const TypeId inner = ref->pointee;
    check_pat(r.pat, inner, info);
    return expected;
  }
  const TypeId inner = icx.next_ty_var(pat.span);
  const TypeId ty = store.ref(icx.next_region_var(), inner, r.mut);
  if (auto m = eq_or(pat.span, expected, ty)) {
    report_ref_pat_mismatch(pat, r, expected, ty, info, m);
    check_pat(r.pat, store.error, info);
    return err();
  }
  check_pat(r.pat, inner, info);
  return ty;
}

}  // namespace borrowlab::typeck::check
