// Closure expressions: the signature that their context expects, the type, the body. After rustc_hir_typeck::closure.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
std::optional<ClosureKind> fn_trait_kind(const Context& cx, DefId trait) {
  if (!trait.valid()) return std::nullopt;
  if (trait == cx.lang("fn")) return ClosureKind::fn;
  if (trait == cx.lang("fn_mut")) return ClosureKind::fn_mut;
  if (trait == cx.lang("fn_once")) return ClosureKind::fn_once;
  return std::nullopt;
}
DefId fn_once_output(const Context& cx) {
  const DefId d = cx.lang("fn_once_output");
  return d.valid() ? d : types::assoc_item(cx, cx.lang("fn_once"), Symbol::intern("Output"), types::AssocItem::Kind::type);
}
}  // namespace

FnCtxt::ExpectedSig FnCtxt::deduce_from_predicates(TypeId self_ty, std::span<const types::PolyClause> clauses_in) {
  ExpectedSig out;
  const DefId output = fn_once_output(cx);
  self_ty = icx.resolve(self_ty);
  auto same_self = [&](ArgsId args) {
    const TypeId t = icx.resolve(store[args][0].type());
    return t == self_ty;
  };
  std::vector<types::PolyClause> clauses;
  for (const auto& c : clauses_in) clauses.push_back(icx.resolve(c));
  for (const auto& c : elaborate(cx, clauses)) {
    if (const auto* t = std::get_if<types::TraitClause>(&c.value)) {
      if (!same_self(t->trait_ref.args)) continue;
      auto k = fn_trait_kind(cx, t->trait_ref.trait);
      if (!k) continue;
      // The strictest expectation decides.
      if (!out.kind || *k < *out.kind) out.kind = k;
      if (!out.valid) {
        const auto* tuple = as<types::Tuple>(store[t->trait_ref.args][1].type());
        if (tuple != nullptr) {
          std::vector<TypeId> sig(store[tuple->elems].begin(), store[tuple->elems].end());
          sig.push_back(icx.next_ty_var({}));
          out.sig = {FnSig{store.type_list(sig)}, c.vars};
          out.valid = true;
        }
      }
    }
  }
  for (const auto& c : clauses)
    if (const auto* p = std::get_if<types::ProjectionClause>(&c.value); p != nullptr && p->assoc == output && same_self(p->args)) {
      const auto* tuple = as<types::Tuple>(store[p->args][1].type());
      if (tuple == nullptr || !p->term.is_type()) continue;
      std::vector<TypeId> sig(store[tuple->elems].begin(), store[tuple->elems].end());
      sig.push_back(p->term.type());
      out.sig = {FnSig{store.type_list(sig)}, c.vars};
      out.valid = true;
      break;
    }
  return out;
}

FnCtxt::ExpectedSig FnCtxt::deduce_closure_signature(TypeId expected) {
  expected = try_structurally_resolve(expected);
  if (const auto* v = as<types::Infer>(expected); v != nullptr && v->kind == types::Infer::Kind::ty) {
    // Pending obligations on the variable: `?F: FnMut(&T) -> bool`.
    std::vector<types::PolyClause> clauses;
    const auto root = icx.root_var(types::TyVid(v->vid));
    for (const Obligation& o : fulfill.pending()) {
      ArgsId args;
      if (const auto* t = std::get_if<types::TraitClause>(&o.predicate.value)) args = t->trait_ref.args;
      else if (const auto* p = std::get_if<types::ProjectionClause>(&o.predicate.value)) args = p->args;
      else continue;
      if (store[args].empty() || !store[args][0].is_type()) continue;
      const auto* self = as<types::Infer>(store[args][0].type());
      if (self != nullptr && self->kind == types::Infer::Kind::ty && icx.root_var(types::TyVid(self->vid)) == root)
        clauses.push_back(o.predicate);
    }
    return deduce_from_predicates(expected, clauses);
  }
  if (const auto* f = as<types::FnPtr>(expected)) {
    ExpectedSig out;
    out.sig = f->sig;
    out.sig.value.safety = Safety::safe;
    out.valid = true;
    return out;
  }
  if (const auto* a = as<types::Alias>(expected)) {
    std::vector<types::PolyClause> clauses;
    if (auto it = cx.items.item_bounds.find(a->def); it != cx.items.item_bounds.end())
      for (const auto& p : it->second) clauses.push_back(types::instantiate(store, p.clause, a->args));
    return deduce_from_predicates(expected, clauses);
  }
  if (const auto* d = as<types::Dynamic>(expected)) {
    std::vector<types::PolyClause> clauses;
    for (const auto& p : store[d->predicates]) {
      auto with_self = [&](ArgsId args) {
        std::vector<GenericArg> all{expected};
        for (GenericArg x : store[args]) all.push_back(x);
        return store.args(all);
      };
      if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p))
        clauses.push_back({types::TraitClause{TraitRef{t->trait, with_self(t->args)}}, d->vars});
      else if (const auto* q = std::get_if<types::ExistentialProjection>(&p))
        clauses.push_back({types::ProjectionClause{q->assoc, with_self(q->args), q->term}, d->vars});
    }
    return deduce_from_predicates(expected, clauses);
  }
  return {};
}

FnSig FnCtxt::closure_tupled_sig(ArgsId args, types::BoundVarsId* vars) {
  const auto parts = store.closure_parts(args);
  const auto* f = as<types::FnPtr>(parts.sig_as_fn_ptr);
  if (f == nullptr) {
    *vars = store.no_vars;
    return FnSig{store.type_list({store.unit, err()})};
  }
  *vars = f->sig.vars;
  return f->sig.value;
}

TypeId FnCtxt::closure_fn_ptr(TypeId closure, Safety safety) {
  types::BoundVarsId vars;
  FnSig sig = closure_tupled_sig(as<types::Closure>(closure)->args, &vars);
  std::vector<TypeId> list;
  if (const auto* tuple = as<types::Tuple>(store.inputs(sig)[0])) list.assign(store[tuple->elems].begin(), store[tuple->elems].end());
  list.push_back(store.output(sig));
  sig.inputs_and_output = store.type_list(list);
  sig.safety = safety;
  return store.type(types::FnPtr{types::PolyFnSig{sig, vars}});
}

TypeId FnCtxt::check_closure(const syntax::Expr& expr, const syntax::ExprClosure& c, Expectation expected) {
  const DefId def = res.def_of[expr.id.index];
  if (!def.valid()) {
    refuse(expr.span, "this closure");
    return err();
  }
  ExpectedSig expectation;
  bool wrong_count = false;
  if (const TypeId t = to_option(expected); t.valid()) expectation = deduce_closure_signature(t);
  if (expectation.valid) {
    const auto inputs = store.inputs(expectation.sig.value);
    if (inputs.size() != c.params.size()) {
      report_closure_arg_count(expr, c, inputs.size());
      expectation.valid = false;
      wrong_count = true;
    }
  }
  // The signature: what is written, where it is; what is expected otherwise. Late-bound lifetimes: those of the expectation, and
  // the elided ones of the written types.
  types::BoundVarsId vars = store.no_vars;
  std::vector<TypeId> inputs;
  TypeId output;
  std::vector<types::BoundVar> bound;
  auto lower_bound_type = [&](TyId ty) {
    // Each elided lifetime and each of `for<'a>` becomes a bound region of the closure's binder.
    LowerHooks saved = hooks;
    if (!expectation.valid) {
      hooks.region_infer = [&](Span) {
        types::BoundVar v;
        v.kind.anon = static_cast<uint32_t>(bound.size());
        bound.push_back(v);
        return store.region(types::ReBound{0, static_cast<uint32_t>(bound.size() - 1)});
      };
    }
    const TypeId t = lower_ty(cx, krate, ty, hooks, sink);
    hooks = std::move(saved);
    if ((store.flags(t) & types::has_error) != 0) results.tainted = true;
    return store.has_escaping_bound_vars(t) ? t : normalize(ast[ty].span, t);
  };
  for (size_t i = 0; i < c.params.size(); ++i) {
    const syntax::Param& p = c.params[i];
    const bool written = p.ty.valid() && !std::holds_alternative<syntax::TyInfer>(ast[p.ty].kind);
    if (written) inputs.push_back(lower_bound_type(p.ty));
    else if (expectation.valid) inputs.push_back(store.inputs(expectation.sig.value)[i]);
    else inputs.push_back(icx.next_ty_var(p.span));
  }
  if (wrong_count) inputs.assign(inputs.size(), store.error);  // said already: nothing follows from it
  if (c.output.valid() && !std::holds_alternative<syntax::TyInfer>(ast[c.output].kind)) {
    output = lower(c.output);
  } else if (expectation.valid) {
    output = store.output(expectation.sig.value);
    if (!output.valid()) output = icx.next_ty_var(expr.span);
  } else {
    output = icx.next_ty_var(expr.span);
  }
  if (expectation.valid) {
    vars = expectation.sig.vars;
    // Written types must agree with the expected ones.
    const FnSig free = icx.instantiate_binder_with_fresh_vars(expectation.sig);
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i] == store.inputs(expectation.sig.value)[i]) continue;
      if (auto m = eq_or(c.params[i].span, store.inputs(free)[i], inputs[i])) {
        const auto wanted = store.inputs(free);
        report_closure_arg_mismatch(expr, c, {wanted.begin(), wanted.end()}, inputs);
        inputs.assign(inputs.size(), store.error);
        break;
      }
      // Now equal but for regions; the expectation has the bound ones.
      inputs[i] = store.inputs(expectation.sig.value)[i];
    }
    if (output != store.output(expectation.sig.value) && eq(expr.span, store.output(free), output) &&
        (store.flags(icx.resolve(store.output(expectation.sig.value))) & types::has_bound_regions) != 0)
      output = store.output(expectation.sig.value);
  } else if (!bound.empty()) {
    vars = store.bound_vars(bound);
  }

  std::vector<TypeId> tupled{store.tuple(inputs), output};
  types::PolyFnSig tupled_sig{FnSig{store.type_list(tupled)}, vars};
  // The type: the enclosing item's arguments, then kind, signature and captures.
  DefId root = owner;
  while (cx.defs[root].kind == DefKind::closure || cx.defs[root].kind == DefKind::anon_const) root = cx.defs[root].parent;
  std::vector<GenericArg> args;
  for (GenericArg a : store[types::identity_args(cx, root)]) args.push_back(a);
  const TypeId kind_ty = expectation.kind ? closure_kind_ty(*expectation.kind) : icx.next_ty_var(expr.span);
  args.push_back(kind_ty);
  args.push_back(store.type(types::FnPtr{tupled_sig}));
  args.push_back(icx.next_ty_var(expr.span));
  const TypeId closure_ty = store.type(types::Closure{def, store.args(args)});
  closure_parent[def] = body_def;

  std::vector<TypeId> sig_list(inputs);
  sig_list.push_back(output);
  const types::PolyFnSig sig{FnSig{store.type_list(sig_list)}, vars};
  // Inside, the bound regions are the closure's own parameters.
  FnSig liberated = types::instantiate_binder(store, sig, [&](uint32_t i, const types::BoundVar& v) {
    types::BoundVar b = v;
    if (!b.kind.def.valid()) b.kind.anon = i;
    return store.region(types::ReLateParam{def, b.kind});
  });
  liberated = normalize(expr.span, liberated);
  results.closure_sigs[def] = liberated;

  // The body is one of its own: its returns, its loops.
  CoerceMany* const old_ret = ret_coercion;
  const Span old_ret_span = ret_span;
  const TypeId old_ret_ty = ret_ty;
  const DefId old_body = body_def;
  const Diverges old_diverges = diverges;
  std::vector<Breakable> old_breakables;
  std::swap(old_breakables, breakables);
  body_def = def;
  diverges = {};
  ret_span = c.output.valid() ? ast[c.output].span : Span();
  if (c.output.valid()) results.user_types[expr.id] = user_type(output, ret_span);
  check_fn_common(c.params, liberated, c.body, {});
  closures_seen.push_back(def);
  body_def = old_body;
  ret_coercion = old_ret;
  ret_span = old_ret_span;
  ret_ty = old_ret_ty;
  diverges = old_diverges;
  std::swap(old_breakables, breakables);
  return closure_ty;
}

// Parameters and body of a fn or closure. `sig`'s regions are liberated.
void FnCtxt::check_fn_common(const std::vector<syntax::Param>& params, const FnSig& sig, ExprId value, BlockId block) {
  const auto inputs = store.inputs(sig);
  ret_ty = store.output(sig);
  CoerceMany ret(ret_ty);
  ret_coercion = &ret;
  require_sized(ret_span, ret_ty, ObligationKind::sized_return);
  for (size_t i = 0; i < params.size() && i < inputs.size(); ++i) {
    param_pat = params[i].pat;
    declare_locals(params[i].pat);
    param_pat = PatId();
    check_pat_top(params[i].pat, inputs[i], params[i].ty.valid() ? ast[params[i].ty].span : Span(), true, {});
    const bool written = params[i].ty.valid() && !std::holds_alternative<syntax::TyInfer>(ast[params[i].ty].kind);
    require_sized(written ? ast[params[i].ty].span : ast[params[i].pat].span, inputs[i], ObligationKind::sized_argument);
    write_ty(params[i].id, inputs[i]);
    if (params[i].ty.valid() && cx.defs[body_def].kind == DefKind::closure &&
        !std::holds_alternative<syntax::TyInfer>(ast[params[i].ty].kind))
      results.user_types[params[i].id] = user_type(inputs[i], ast[params[i].ty].span);
  }
  CoerceOrigin origin;
  origin.kind = ObligationKind::return_value;
  origin.because = ret_span;
  if (block.valid()) {
    const TypeId ty = check_block(block, Expectation::has_type(ret_ty));
    origin.block = block;
    coerce_many(ret, site(block), ty, origin);
  } else {
    const TypeId ty = check_expr(value, Expectation::has_type(ret_ty));
    coerce_many(ret, site(value), ty, origin);
  }
  const TypeId merged = is_error(ret.merged_ty()) ? ret_ty : complete(ret);
  // If nothing returns, the written type stands.
  if (!is_never(icx.shallow_resolve(merged)) || is_ty_var(ret_ty)) {
    std::vector<Obligation> os;
    if (!icx.sub(cause(ret_span, ObligationKind::return_value), env, merged, ret_ty, os)) add_all(std::move(os));
  }
  ret_coercion = nullptr;
}

}  // namespace borrowlab::typeck::check
