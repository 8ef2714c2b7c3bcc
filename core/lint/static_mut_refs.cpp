#include "lint/late.h"

namespace borrowlab::lint {

namespace {

// Whether the expression is a `static mut`, or a field of one.
bool names_mutable_static(const LateContext& cx, const syntax::Expr& expr) {
  const syntax::Expr* e = &expr;
  while (const auto* field = std::get_if<syntax::ExprField>(&e->kind)) e = &cx.krate.ast[field->base];
  if (!std::holds_alternative<syntax::ExprPath>(e->kind) || e->id.index >= cx.krate.res.paths.size()) return false;
  const resolve::PartialRes& res = cx.krate.res.paths[e->id.index];
  if (res.unresolved != 0 || res.base.kind != resolve::Res::Kind::def) return false;
  const resolve::Def& def = cx.cx.defs[res.base.def];
  if (def.kind != resolve::DefKind::static_) return false;
  const auto* item = std::get_if<syntax::ItemStatic>(&cx.cx.crate_of(res.base.def).ast[def.item].kind);
  return item != nullptr && item->mut == syntax::Mutability::mut;
}

void report(const LateContext& cx, Span at, bool mut, std::optional<Span> ampersand) {
  const std::string kind = mut ? "mutable" : "shared";
  Diagnostic d = finding(Lint::static_mut_refs, "creating a " + kind + " reference to mutable static", at);
  d.label(at, kind + " reference to mutable static");
  d.note(
      mut ? "mutable references to mutable statics are dangerous; it's undefined behavior if any other pointer to the static is used or if "
            "any other reference is created for the static while the mutable reference lives"
          : "shared references to mutable statics are dangerous; it's undefined behavior if the static is mutated or if a mutable "
            "reference is created for it while the shared reference lives");
  if (ampersand)
    d.suggest_verbose(*ampersand, std::string("use `&raw ") + (mut ? "mut" : "const") + "` instead to create a raw pointer",
                      mut ? "&raw mut " : "&raw const ", diagnostics::Applicability::maybe_incorrect);
  cx.emit(std::move(d));
}

}  // namespace

void check_static_mut_refs(const LateContext& cx, const syntax::Expr& e) {
  const auto place = [&](const syntax::Expr& of) { return e.span.from_expansion() ? of.span : e.span; };
  if (const auto* borrow = std::get_if<syntax::ExprAddrOf>(&e.kind)) {
    const syntax::Expr& of = cx.krate.ast[borrow->place];
    if (borrow->raw || !names_mutable_static(cx, of)) return;
    std::optional<Span> ampersand;
    if (!e.span.from_expansion()) ampersand = e.span.until(of.span);
    report(cx, place(of), borrow->mut == syntax::Mutability::mut, ampersand);
  } else if (const auto* call = std::get_if<syntax::ExprMethodCall>(&e.kind)) {
    const syntax::Expr& of = cx.krate.ast[call->receiver];
    const DefId method = names_mutable_static(cx, of) ? cx.callee(e) : DefId();
    const auto fn = method.valid() ? cx.cx.items.fns.find(method) : cx.cx.items.fns.end();
    if (fn == cx.cx.items.fns.end()) return;
    const auto inputs = cx.cx.store.inputs(fn->second.sig.value);
    const auto* receiver = inputs.empty() ? nullptr : cx.cx.store.get<types::Ref>(inputs[0]);
    if (receiver != nullptr) report(cx, place(of), receiver->mut == syntax::Mutability::mut, {});
  }
}

void check_static_mut_refs(const LateContext& cx, const syntax::Stmt& s) {
  const auto* let = std::get_if<syntax::StmtLet>(&s.kind);
  const auto* binding = let == nullptr ? nullptr : std::get_if<syntax::PatIdent>(&cx.krate.ast[let->pat].kind);
  if (binding == nullptr || !binding->by_ref || !let->init.valid()) return;
  const syntax::Expr& init = cx.krate.ast[let->init];
  if (names_mutable_static(cx, init)) report(cx, init.span, binding->ref_mut == syntax::Mutability::mut, {});
}

}  // namespace borrowlab::lint
