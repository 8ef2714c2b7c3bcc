// Patterns, with the references that default binding modes look through made explicit. After rustc_mir_build::thir::pattern.
#include "typeck/check/thir_build.h"

namespace borrowlab::typeck::check {

thir::PatId ThirBuilder::pattern(PatId p) {
  const syntax::Pat& pat = ast_[p];
  thir::Pat out;
  out.ty = node_type(pat.id, pat.span);
  out.span = pat.span;
  // A binding with a subpattern stands where its name does.
  if (const auto* ident = std::get_if<syntax::PatIdent>(&pat.kind); ident != nullptr && ident->sub.valid())
    if (const auto name = cx_.sources.find_ancestor_inside(ident->ident.span, pat.span)) out.span = pat.span.with_hi(name->hi);
  out.kind = pattern_kind(p, pat, out.ty);
  thir::PatId id = push_pat(std::move(out));
  if (auto it = results_.pat_adjustments.find(pat.id); it != results_.pat_adjustments.end())
    for (size_t i = it->second.size(); i-- > 0;) {
      thir::Pat deref;
      deref.ty = ty(it->second[i], pat.span);
      deref.span = pat.span;
      deref.kind = thir::PatDeref{id};
      id = push_pat(std::move(deref));
    }
  return id;
}

thir::PatKind ThirBuilder::variant_or_leaf(NodeId node, TypeId t, std::vector<thir::FieldPat> fields) {
  const auto* a = store_.get<types::Adt>(t);
  if (a == nullptr) return thir::PatErr{};
  const auto& adt = cx_.items.adt(a->def);
  if (adt.kind != types::AdtKind::enum_) return thir::PatLeaf{std::move(fields)};
  auto v = results_.variant_indices.find(node);
  if (v == results_.variant_indices.end()) return thir::PatErr{};
  return thir::PatVariant{a->def, a->args, thir::VariantIdx(v->second), std::move(fields)};
}

std::optional<thir::ConstantValue> ThirBuilder::range_end(ExprId e, TypeId t) {
  if (!e.valid()) return std::nullopt;
  const syntax::Expr& x = ast_[e];
  if (const auto* lit = std::get_if<syntax::ExprLit>(&x.kind)) return literal(lit->lit, t, false);
  if (const auto* u = std::get_if<syntax::ExprUnary>(&x.kind); u != nullptr && u->op == syntax::UnOp::neg)
    if (const auto* lit = std::get_if<syntax::ExprLit>(&ast_[u->operand].kind)) return literal(lit->lit, t, true);
  auto it = results_.value_res.find(x.id);
  if (it != results_.value_res.end() && it->second.res.kind == Res::Kind::def) {
    const ArgsId args = f_.final_args(it->second.args, x.span);
    if (auto bits = eval_const_scalar(cx_, it->second.res.def, args, f_.sink)) {
      thir::ConstantValue v;
      v.bits = *bits;
      return v;
    }
  }
  f_.refuse(x.span, "this constant in a pattern");
  return std::nullopt;
}

thir::PatKind ThirBuilder::path_pattern(const syntax::Pat& pat, TypeId t) {
  auto it = results_.value_res.find(pat.id);
  if (it == results_.value_res.end() || it->second.res.kind != Res::Kind::def) return thir::PatErr{};
  const DefId def = it->second.res.def;
  const DefKind k = cx_.defs[def].kind;
  if (k == DefKind::const_ || k == DefKind::assoc_const) {
    const ArgsId args = f_.final_args(it->second.args, pat.span);
    if (auto id = const_to_pat(f_, body_, def, args, t, pat.span)) return body_.pats[*id].kind;
    f_.refuse(pat.span, "this constant as a pattern");
    return thir::PatErr{};
  }
  return variant_or_leaf(pat.id, t, {});
}

thir::PatKind ThirBuilder::pattern_kind(PatId, const syntax::Pat& pat, TypeId& t) {
  if (std::holds_alternative<syntax::PatWild>(pat.kind) || std::holds_alternative<syntax::PatRest>(pat.kind)) return thir::PatWild{};
  const bool ident_is_path = pat.id.index < f_.res.binding_is_path.size() && f_.res.binding_is_path[pat.id.index];
  if (std::holds_alternative<syntax::PatPath>(pat.kind)) return path_pattern(pat, t);
  if (const auto* i = std::get_if<syntax::PatIdent>(&pat.kind)) {
    if (ident_is_path) return path_pattern(pat, t);
    thir::PatBinding b;
    auto mode = results_.binding_modes.find(pat.id);
    b.mode = mode == results_.binding_modes.end() ? BindingMode::by_value : mode->second;
    b.mut = i->mut;
    b.name = i->ident.name;
    b.var = f_.canonical_binding(pat.id);
    b.ty = t;
    b.is_primary = b.var == pat.id;
    b.is_shorthand = false;
    // A variable that borrows has the reference's type; the pattern, what it borrows.
    if (b.mode != BindingMode::by_value)
      if (const auto* r = store_.get<types::Ref>(t)) t = r->pointee;
    if (i->sub.valid() && !std::holds_alternative<syntax::PatRest>(ast_[i->sub].kind)) b.sub = pattern(i->sub);
    return b;
  }
  if (const auto* l = std::get_if<syntax::PatLit>(&pat.kind)) {
    const syntax::Expr& x = ast_[l->expr];
    if (const auto* lit = std::get_if<syntax::ExprLit>(&x.kind)) return thir::PatConstant{literal(lit->lit, t, false)};
    if (auto v = range_end(l->expr, t)) return thir::PatConstant{*v};
    return thir::PatErr{};
  }
  if (const auto* r = std::get_if<syntax::PatRange>(&pat.kind)) {
    thir::PatRange out;
    out.lo = range_end(r->lo, t);
    out.hi = range_end(r->hi, t);
    out.inclusive = r->inclusive;
    check_range_pattern(f_, pat.span, t, out);
    return out;
  }
  if (const auto* s = std::get_if<syntax::PatStruct>(&pat.kind)) {
    std::vector<thir::FieldPat> fields;
    for (const auto& field : s->fields) {
      auto it = results_.field_indices.find(field.id);
      if (it == results_.field_indices.end()) return thir::PatErr{};
      fields.push_back({thir::FieldIdx(it->second), pattern(field.pat)});
      if (field.shorthand)
        if (auto* b = std::get_if<thir::PatBinding>(&body_.pats[fields.back().pat].kind)) b->is_shorthand = true;
    }
    return variant_or_leaf(pat.id, t, std::move(fields));
  }
  auto fields_of = [&](const std::vector<PatId>& elems, size_t total) {
    std::vector<thir::FieldPat> fields;
    size_t rest = elems.size();
    for (size_t i = 0; i < elems.size(); ++i)
      if (std::holds_alternative<syntax::PatRest>(ast_[elems[i]].kind)) rest = i;
    for (size_t i = 0; i < elems.size(); ++i) {
      if (i == rest) continue;
      const size_t index = i > rest ? total - (elems.size() - i) : i;
      fields.push_back({thir::FieldIdx(static_cast<uint32_t>(index)), pattern(elems[i])});
    }
    return fields;
  };
  if (const auto* ts = std::get_if<syntax::PatTupleStruct>(&pat.kind)) {
    const auto* a = store_.get<types::Adt>(t);
    auto v = results_.variant_indices.find(pat.id);
    if (a == nullptr || v == results_.variant_indices.end()) return thir::PatErr{};
    const size_t total = cx_.items.adt(a->def).variants[v->second].fields.size();
    return variant_or_leaf(pat.id, t, fields_of(ts->elems, total));
  }
  if (const auto* tp = std::get_if<syntax::PatTuple>(&pat.kind)) {
    const auto* tuple = store_.get<types::Tuple>(t);
    if (tuple == nullptr) return thir::PatErr{};
    return thir::PatLeaf{fields_of(tp->elems, store_[tuple->elems].size())};
  }
  if (const auto* s = std::get_if<syntax::PatSlice>(&pat.kind)) {
    thir::PatSlice out;
    out.is_array = store_.get<types::Array>(t) != nullptr;
    bool after = false;
    for (PatId e : s->elems) {
      const auto* ident = std::get_if<syntax::PatIdent>(&ast_[e].kind);
      const bool is_rest = std::holds_alternative<syntax::PatRest>(ast_[e].kind) ||
                           (ident != nullptr && ident->sub.valid() && std::holds_alternative<syntax::PatRest>(ast_[ident->sub].kind));
      if (is_rest) {
        out.slice = pattern(e);
        after = true;
      } else {
        (after ? out.suffix : out.prefix).push_back(pattern(e));
      }
    }
    return out;
  }
  if (const auto* r = std::get_if<syntax::PatRef>(&pat.kind)) return thir::PatDeref{pattern(r->pat)};
  if (const auto* o = std::get_if<syntax::PatOr>(&pat.kind)) {
    thir::PatOr out;
    for (PatId alt : o->alternatives) out.alternatives.push_back(pattern(alt));
    return out;
  }
  return thir::PatErr{};
}

}  // namespace borrowlab::typeck::check
