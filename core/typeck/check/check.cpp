// check_body: from an owner's syntax to its THIR.
#include "typeck/check.h"

#include <algorithm>

#include "typeck/check/thir_build.h"

namespace borrowlab::typeck {

namespace check {

namespace {
class OpaqueFinder final : public types::Folder {
 public:
  OpaqueFinder(FnCtxt& f, Span span) : Folder(f.store), f_(f), span_(span) {}
  using Folder::fold;
  TypeId fold(TypeId t) override {
    const auto* alias = store.get<types::Alias>(t);
    const auto& defined_here = f_.icx.defining_opaques;
    if (alias == nullptr || alias->kind != types::AliasKind::opaque ||
        std::find(defined_here.begin(), defined_here.end(), alias->def) == defined_here.end())
      return super_fold(t);
    const TypeId hidden = f_.icx.next_ty_var(span_);
    std::vector<Obligation> bounds;
    register_hidden_type(f_.icx, f_.cause(span_), f_.env, t, hidden, 0, bounds);
    f_.add_all(std::move(bounds));
    return hidden;
  }

 private:
  FnCtxt& f_;
  Span span_;
};
}  // namespace

// Within the fn an `impl Trait` that it returns is a type to be found out, of which its bounds are known.
TypeId FnCtxt::hidden_types_inferred(TypeId ty) { return OpaqueFinder(*this, ret_span).fold(ty); }

void FnCtxt::check_fn_body() {
  const auto& fn = std::get<syntax::ItemFn>(ast[cx.defs[owner].item].kind);
  ret_span = fn.sig.output.valid() ? ast[fn.sig.output].span : fn.sig.decl_output_span;
  const types::PolyFnSig& sig = cx.items.fn(owner).sig;
  owner_sig = types::instantiate_binder(store, sig, [&](uint32_t i, const types::BoundVar& v) {
    types::BoundRegionKind kind = v.kind;
    if (!kind.def.valid() && kind.anon == 0) kind.anon = i;
    return store.region(types::ReLateParam{owner, kind});
  });
  owner_sig = normalize(ret_span, owner_sig);
  for (const auto& [opaque, parent] : cx.items.opaque_parent)
    if (parent == owner) icx.defining_opaques.push_back(opaque);
  types::FnSig sig_of_body = owner_sig;
  if (!icx.defining_opaques.empty()) {
    std::vector<TypeId> list(store.inputs(owner_sig).begin(), store.inputs(owner_sig).end());
    list.push_back(hidden_types_inferred(store.output(owner_sig)));
    sig_of_body.inputs_and_output = store.type_list(list);
  }
  check_fn_common(fn.sig.inputs, sig_of_body, {}, fn.body);
  finish();
}

void FnCtxt::check_const_body(TypeId expected, ExprId value) {
  const_value = value;
  const_ty = normalize(span_of(value), expected);
  const Span ty_span = const_ty_span();
  CoerceOrigin origin;
  origin.because = ty_span;
  origin.because_type = true;
  check_expr_coercible_to_type(value, const_ty, origin);
  finish();
}

Span FnCtxt::const_ty_span() const {
  const resolve::Def& d = cx.defs[owner];
  if (!d.item.valid()) return {};
  if (const auto* c = std::get_if<syntax::ItemConst>(&ast[d.item].kind)) return ast[c->ty].span;
  if (const auto* s = std::get_if<syntax::ItemStatic>(&ast[d.item].kind)) return ast[s->ty].span;
  return {};
}

// A `const { … }` block is checked with the body around it.
bool is_inline_const(const Context& cx, DefId def) {
  const syntax::Ast& ast = cx.crate_of(def).ast;
  const auto* block = std::get_if<syntax::ExprBlock>(&ast[cx.defs[def].expr].kind);
  return block != nullptr && ast[block->block].kind == syntax::BlockKind::konst;
}

// The type an anonymous constant must have: usize of a length, a const parameter's type, an enum's discriminant type.
TypeId anon_const_type(const Context& cx, DefId def) {
  if (auto it = cx.items.type_of.find(def); it != cx.items.type_of.end()) return it->second;
  const resolve::Def& d = cx.defs[def];
  if (d.parent.valid() && cx.defs[d.parent].kind == DefKind::variant) {
    const auto& adt = cx.items.adt(cx.defs[d.parent].parent);
    return adt.repr.int_type.valid() ? adt.repr.int_type : cx.store.isize;
  }
  return cx.store.usize;
}

}  // namespace check

CheckedBody check_body(types::Context& cx, DefId owner, diagnostics::Sink& sink) {
  using namespace check;
  const resolve::Def& d = cx.defs[owner];
  if (d.krate == resolve::library_crate && cx.on_demand != nullptr) cx.on_demand->body(owner);
  if (d.kind == DefKind::anon_const && is_inline_const(cx, owner)) {
    CheckedBody out;
    out.body.owner = owner;
    out.body.tainted = true;
    return out;
  }
  FnCtxt f(cx, owner, sink);
  switch (d.kind) {
    case DefKind::fn:
    case DefKind::assoc_fn: f.check_fn_body(); break;
    case DefKind::const_:
    case DefKind::assoc_const: f.check_const_body(cx.items.type_of.at(owner), std::get<syntax::ItemConst>(f.ast[d.item].kind).value); break;
    case DefKind::static_: f.check_const_body(cx.items.type_of.at(owner), std::get<syntax::ItemStatic>(f.ast[d.item].kind).value); break;
    case DefKind::anon_const: f.check_const_body(anon_const_type(cx, owner), d.expr); break;
    default: {
      sink.refuse(d.span, "this body");
      CheckedBody out;
      out.body.owner = owner;
      out.body.tainted = true;
      return out;
    }
  }
  if (f.results.tainted) {
    CheckedBody out;
    out.body.owner = owner;
    out.body.tainted = true;
    out.used_traits = std::move(f.results.used_traits);
    if (!sink.has_errors() && !sink.has_refusals()) sink.refuse(d.ident_span, "internal: a body in error without a report");
    return out;
  }
  CheckedBody out = build_thir(f);
  if (out.body.tainted && !sink.has_errors() && !sink.has_refusals())
    sink.refuse(d.ident_span, "internal: a body in error without a report");
  if (!out.body.tainted) check_unsafety(f, out);
  out.privacy_errors = std::move(f.results.privacy_errors);
  out.used_traits = std::move(f.results.used_traits);
  if (f.results.tainted) out.body.tainted = true;
  if (d.krate == resolve::library_crate) return out;
  for (auto& [node, callee] : f.results.method_callees) callee.args = types::erase_regions(cx.store, f.icx.resolve(callee.args));
  for (auto& [node, steps] : f.results.adjustments)
    for (Adjustment& step : steps) step.target = types::erase_regions(cx.store, f.icx.resolve(step.target));
  out.results = std::make_shared<const Results>(std::move(f.results));
  return out;
}

}  // namespace borrowlab::typeck
