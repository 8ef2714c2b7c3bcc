#include "typeck/check/expr_use.h"

#include "typeck/check/region.h"

namespace borrowlab::typeck::check {

using AK = Adjustment::Kind;

UsePlace ExprUseVisitor::rvalue(TypeId ty, Span span) {
  UsePlace p;
  p.ty = ty;
  p.span = span;
  return p;
}
UsePlace ExprUseVisitor::deref(UsePlace p, TypeId ty, Span span) {
  if (p.var.valid()) {
    p.projections.push_back({thir::CaptureProjection::Kind::deref, thir::FieldIdx(0), thir::VariantIdx(0), ty});
    p.opaque_index.push_back(0);
  }
  p.ty = ty;
  p.span = span;
  return p;
}
UsePlace ExprUseVisitor::field(UsePlace p, uint32_t i, uint32_t variant, TypeId ty, Span span) {
  if (p.var.valid()) {
    p.projections.push_back({thir::CaptureProjection::Kind::field, thir::FieldIdx(i), thir::VariantIdx(variant), ty});
    p.opaque_index.push_back(0);
  }
  p.ty = ty;
  p.span = span;
  return p;
}
UsePlace ExprUseVisitor::index(UsePlace p, TypeId ty, Span span) {
  if (p.var.valid()) {
    p.projections.push_back({thir::CaptureProjection::Kind::field, thir::FieldIdx(0), thir::VariantIdx(0), ty});
    p.opaque_index.push_back(1);
  }
  p.ty = ty;
  p.span = span;
  return p;
}

UsePlace ExprUseVisitor::cat(ExprId e) { return cat_adjusted(e, fcx.adjustments_of(e).size()); }

UsePlace ExprUseVisitor::cat_adjusted(ExprId e, size_t n) {
  UsePlace p = cat_unadjusted(e);
  const auto& adj = fcx.adjustments_of(e);
  for (size_t i = 0; i < n; ++i) {
    if (adj[i].kind == AK::deref) p = deref(std::move(p), adj[i].target, p.span);
    else if (adj[i].kind == AK::overloaded_deref) p = rvalue(adj[i].target, p.span);  // behind a call
    else p = rvalue(adj[i].target, p.span);
  }
  return p;
}

UsePlace ExprUseVisitor::cat_unadjusted(ExprId id) {
  const syntax::Expr& e = ast[id];
  const TypeId ty = fcx.expr_ty(id);
  const bool overloaded = fcx.results.method_callees.count(e.id) != 0;
  if (const auto* u = std::get_if<syntax::ExprUnary>(&e.kind); u != nullptr && u->op == syntax::UnOp::deref)
    return overloaded ? rvalue(ty, e.span) : deref(cat(u->operand), ty, e.span);
  if (const auto* f = std::get_if<syntax::ExprField>(&e.kind)) {
    auto it = fcx.results.field_indices.find(e.id);
    return field(cat(f->base), it == fcx.results.field_indices.end() ? 0 : it->second, 0, ty, e.span);
  }
  if (const auto* i = std::get_if<syntax::ExprIndex>(&e.kind)) return overloaded ? rvalue(ty, e.span) : index(cat(i->base), ty, e.span);
  if (std::holds_alternative<syntax::ExprPath>(e.kind)) {
    auto it = fcx.results.value_res.find(e.id);
    if (it != fcx.results.value_res.end() && it->second.res.kind == Res::Kind::local) {
      UsePlace p;
      p.var = it->second.res.node;
      p.var_ty = p.ty = ty;
      p.span = e.span;
      return p;
    }
  }
  return rvalue(ty, e.span);
}

void ExprUseVisitor::consume_or_copy(const UsePlace& p) {
  if (!p.var.valid()) return;
  on_use(p, fcx.is_copy(p.ty) ? UseKind::shared : UseKind::by_value);
}

void ExprUseVisitor::consume(ExprId e) {
  consume_or_copy(cat(e));
  walk(e);
}
void ExprUseVisitor::borrow(ExprId e, Mutability m) {
  const UsePlace p = cat(e);
  if (p.var.valid()) on_use(p, m == Mutability::mut ? UseKind::mutable_ : UseKind::shared);
  walk(e);
}
void ExprUseVisitor::mutate(ExprId e) {
  const UsePlace p = cat(e);
  if (p.var.valid()) on_use(p, UseKind::mutable_);
  walk(e);
}

void ExprUseVisitor::consume_body(ExprId value) { consume(value); }

void ExprUseVisitor::walk_adjustments(ExprId e) {
  const auto& adj = fcx.adjustments_of(e);
  for (size_t i = 0; i < adj.size(); ++i) {
    const UsePlace p = cat_adjusted(e, i);
    switch (adj[i].kind) {
      case AK::never_to_any:
      case AK::pointer: consume_or_copy(p); break;
      case AK::deref: break;
      case AK::overloaded_deref:
      case AK::borrow:
      case AK::raw_borrow:
        if (p.var.valid()) on_use(p, adj[i].mut == Mutability::mut ? UseKind::mutable_ : UseKind::shared);
        break;
    }
  }
}

void ExprUseVisitor::walk(ExprId id) {
  const syntax::Expr& e = ast[id];
  walk_adjustments(id);
  const bool overloaded = fcx.results.method_callees.count(e.id) != 0;
  if (const auto* u = std::get_if<syntax::ExprUnary>(&e.kind)) {
    if (u->op == syntax::UnOp::deref && !overloaded) walk(u->operand);
    else consume(u->operand);
  } else if (const auto* f = std::get_if<syntax::ExprField>(&e.kind)) {
    walk(f->base);
  } else if (const auto* i = std::get_if<syntax::ExprIndex>(&e.kind)) {
    if (overloaded) consume(i->base);
    else walk(i->base);
    consume(i->index);
  } else if (const auto* a = std::get_if<syntax::ExprAddrOf>(&e.kind)) {
    borrow(a->place, a->mut);
  } else if (const auto* as = std::get_if<syntax::ExprAssign>(&e.kind)) {
    consume(as->value);
    mutate(as->place);
  } else if (const auto* ao = std::get_if<syntax::ExprAssignOp>(&e.kind)) {
    if (overloaded) consume(ao->place);
    else mutate(ao->place);
    consume(ao->value);
  } else if (const auto* s = std::get_if<syntax::ExprStruct>(&e.kind)) {
    walk_struct(e, *s);
  } else if (const auto* b = std::get_if<syntax::ExprBlock>(&e.kind)) {
    walk_block(b->block);
  } else if (const auto* iff = std::get_if<syntax::ExprIf>(&e.kind)) {
    consume(iff->cond);
    walk_block(iff->then);
    if (iff->else_.valid()) consume(iff->else_);
  } else if (const auto* let = std::get_if<syntax::ExprLet>(&e.kind)) {
    walk_let(let->scrutinee, let->pat);
  } else if (const auto* m = std::get_if<syntax::ExprMatch>(&e.kind)) {
    const UsePlace p = cat(m->scrutinee);
    walk(m->scrutinee);
    for (const auto& arm : m->arms) {
      walk_pat(p, arm.pat, p.span);
      if (arm.guard.valid()) consume(arm.guard);
      consume(arm.body);
    }
  } else if (const auto* l = std::get_if<syntax::ExprLoop>(&e.kind)) {
    walk_block(l->body);
  } else if (std::holds_alternative<syntax::ExprClosure>(e.kind)) {
    walk_captures(e);
  } else {
    for_each_child(
        e, [&](ExprId x) { consume(x); }, [&](BlockId x) { walk_block(x); });
  }
}

void ExprUseVisitor::walk_block(BlockId b) {
  for (const auto& s : ast[b].stmts) {
    if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) {
      if (let->init.valid()) walk_let(let->init, let->pat);
      if (let->els.valid()) walk_block(let->els);
    } else if (const auto* x = std::get_if<syntax::StmtExpr>(&s.kind)) {
      consume(x->expr);
    }
  }
  if (ast[b].tail.valid()) consume(ast[b].tail);
}

void ExprUseVisitor::walk_let(ExprId init, PatId pat) {
  const UsePlace p = cat(init);
  walk(init);
  walk_pat(p, pat, p.span);
}

void ExprUseVisitor::walk_struct(const syntax::Expr& e, const syntax::ExprStruct& s) {
  for (const auto& f : s.fields) consume(f.value);
  if (!s.base.valid()) return;
  // Only the fields that are not written come from the base.
  const UsePlace base = cat(s.base);
  auto tys = fcx.results.fru_field_types.find(e.id);
  if (tys != fcx.results.fru_field_types.end()) {
    for (uint32_t i = 0; i < tys->second.size(); ++i) {
      bool written = false;
      for (const auto& f : s.fields) {
        auto it = fcx.results.field_indices.find(f.id);
        written = written || (it != fcx.results.field_indices.end() && it->second == i);
      }
      if (!written) consume_or_copy(field(base, i, 0, tys->second[i], e.span));
    }
  }
  walk(s.base);
}

void ExprUseVisitor::walk_captures(const syntax::Expr& e) {
  auto it = fcx.results.closures.find(fcx.res.def_of[e.id.index]);
  if (it == fcx.results.closures.end()) return;
  for (const thir::Capture& c : it->second.captures) {
    UsePlace p;
    p.var = c.var;
    p.var_ty = c.var_ty;
    p.projections = c.projections;
    p.opaque_index.assign(p.projections.size(), 0);
    p.ty = c.place_ty;
    p.span = c.path_span;
    if (c.by_value) consume_or_copy(p);
    else
      on_use(p, c.borrow == thir::BorrowKind::shared        ? UseKind::shared
                : c.borrow == thir::BorrowKind::mut_closure ? UseKind::unique
                                                            : UseKind::mutable_);
  }
}

// Testing which variant or value is there reads the place, even where nothing is bound. Of this pattern alone, not of those within it.
bool ExprUseVisitor::pattern_reads(PatId p) {
  const syntax::Pat& pat = ast[p];
  const auto type = fcx.results.node_types.find(pat.id);
  const auto variant_is_tested = [&] {
    const auto* adt = type == fcx.results.node_types.end() ? nullptr : fcx.adt_of(type->second);
    return adt != nullptr && adt->kind == types::AdtKind::enum_ && adt->variants.size() > 1;
  };
  // A path: a constant, or a unit struct or variant.
  const auto path_reads = [&] {
    if (variant_is_tested()) return true;
    const auto* adt = type == fcx.results.node_types.end() ? nullptr : fcx.adt_of(type->second);
    if (adt == nullptr || pat.id.index >= fcx.res.paths.size()) return true;
    const auto& partial = fcx.res.paths[pat.id.index];
    if (partial.unresolved != 0 || partial.base.kind != Res::Kind::def) return partial.base.kind != Res::Kind::self_ctor;
    const DefKind kind = fcx.cx.defs[partial.base.def].kind;
    return kind == DefKind::const_ || kind == DefKind::assoc_const;
  };
  if (std::holds_alternative<syntax::PatLit>(pat.kind) || std::holds_alternative<syntax::PatRange>(pat.kind)) return true;
  if (std::holds_alternative<syntax::PatPath>(pat.kind)) return path_reads();
  if (std::holds_alternative<syntax::PatIdent>(pat.kind))
    return pat.id.index < fcx.res.binding_is_path.size() && fcx.res.binding_is_path[pat.id.index] && path_reads();
  if (std::holds_alternative<syntax::PatTupleStruct>(pat.kind) || std::holds_alternative<syntax::PatStruct>(pat.kind))
    return variant_is_tested();
  if (const auto* s = std::get_if<syntax::PatSlice>(&pat.kind)) {
    const bool any_length = s->elems.size() == 1 && std::holds_alternative<syntax::PatRest>(ast[s->elems[0]].kind);
    return !any_length && type != fcx.results.node_types.end() && fcx.as<types::Slice>(type->second) != nullptr;
  }
  return false;
}

void ExprUseVisitor::walk_pat(UsePlace place, PatId p, Span scrutinee) {
  if (!place.var.valid()) return;
  const syntax::Pat& pat = ast[p];
  if (auto it = fcx.results.pat_adjustments.find(pat.id); it != fcx.results.pat_adjustments.end())
    for (TypeId ref : it->second)
      if (const auto* r = fcx.as<types::Ref>(ref)) place = deref(std::move(place), r->pointee, pat.span);
  if (pattern_reads(p)) {
    UsePlace read = place;
    read.span = scrutinee;
    on_use(read, UseKind::shared);
  }
  auto ty_of = [&](PatId x) {
    auto adj = fcx.results.pat_adjustments.find(ast[x].id);
    if (adj != fcx.results.pat_adjustments.end() && !adj->second.empty()) return adj->second[0];
    auto it = fcx.results.node_types.find(ast[x].id);
    TypeId t = it == fcx.results.node_types.end() ? store.error : it->second;
    // A `ref` binding's own type is the reference; the place holds what it borrows.
    auto mode = fcx.results.binding_modes.find(ast[x].id);
    if (mode != fcx.results.binding_modes.end() && mode->second != BindingMode::by_value)
      if (const auto* r = fcx.as<types::Ref>(t)) t = r->pointee;
    return t;
  };
  auto variant_of = [&] {
    auto it = fcx.results.variant_indices.find(pat.id);
    return it == fcx.results.variant_indices.end() ? 0u : it->second;
  };
  if (const auto* i = std::get_if<syntax::PatIdent>(&pat.kind)) {
    if (pat.id.index < fcx.res.binding_is_path.size() && fcx.res.binding_is_path[pat.id.index]) return;
    auto mode = fcx.results.binding_modes.find(pat.id);
    const BindingMode m = mode == fcx.results.binding_modes.end() ? BindingMode::by_value : mode->second;
    place.span = pat.span;
    if (m == BindingMode::by_value) consume_or_copy(place);
    else on_use(place, m == BindingMode::by_ref_mut ? UseKind::mutable_ : UseKind::shared);
    if (i->sub.valid()) walk_pat(place, i->sub, scrutinee);
    return;
  }
  auto walk_list = [&](const std::vector<PatId>& elems, size_t total, uint32_t variant) {
    size_t rest = elems.size();
    for (size_t n = 0; n < elems.size(); ++n)
      if (std::holds_alternative<syntax::PatRest>(ast[elems[n]].kind)) rest = n;
    for (size_t n = 0; n < elems.size(); ++n) {
      if (n == rest) continue;
      const size_t at = n > rest ? total - (elems.size() - n) : n;
      walk_pat(field(place, static_cast<uint32_t>(at), variant, ty_of(elems[n]), pat.span), elems[n], scrutinee);
    }
  };
  if (const auto* t = std::get_if<syntax::PatTuple>(&pat.kind)) {
    const auto* tuple = fcx.as<types::Tuple>(place.ty);
    walk_list(t->elems, tuple != nullptr ? store[tuple->elems].size() : t->elems.size(), 0);
  } else if (const auto* ts = std::get_if<syntax::PatTupleStruct>(&pat.kind)) {
    const auto* adt = fcx.adt_of(place.ty);
    const uint32_t v = variant_of();
    walk_list(ts->elems, adt != nullptr && v < adt->variants.size() ? adt->variants[v].fields.size() : ts->elems.size(), v);
  } else if (const auto* s = std::get_if<syntax::PatStruct>(&pat.kind)) {
    for (const auto& f : s->fields) {
      auto it = fcx.results.field_indices.find(f.id);
      if (it != fcx.results.field_indices.end()) walk_pat(field(place, it->second, variant_of(), ty_of(f.pat), pat.span), f.pat, scrutinee);
    }
  } else if (const auto* sl = std::get_if<syntax::PatSlice>(&pat.kind)) {
    for (PatId x : sl->elems) walk_pat(index(place, ty_of(x), pat.span), x, scrutinee);
  } else if (const auto* o = std::get_if<syntax::PatOr>(&pat.kind)) {
    for (PatId x : o->alternatives) walk_pat(place, x, scrutinee);
  } else if (const auto* r = std::get_if<syntax::PatRef>(&pat.kind)) {
    walk_pat(deref(place, ty_of(r->pat), pat.span), r->pat, scrutinee);
  }
}

}  // namespace borrowlab::typeck::check
