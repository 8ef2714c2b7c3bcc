// Values whose types may not be named where they are: "type `P` is private". After rustc_privacy's TypePrivacyVisitor.
#include "lint/late.h"

namespace borrowlab::lint {

namespace {

class PrivateTypes final : public Visitor {
 public:
  PrivateTypes(types::Context& cx, const resolve::Crate& krate, const typeck::CheckedBody& body, Findings& out)
      : Visitor(krate.ast), cx_{cx, krate, body.results.get(), body.body.owner, &out}, module_(cx.defs.enclosing_module(body.body.owner)) {}

  void expr(syntax::ExprId id) override {
    const syntax::Expr& e = ast[id];
    if (is_private(e.id, e.span)) return;
    if (const auto* assign = std::get_if<syntax::ExprAssign>(&e.kind)) {
      if (is_private(ast[assign->value].id, ast[assign->value].span)) return;
    } else if (const auto* m = std::get_if<syntax::ExprMatch>(&e.kind)) {
      if (is_private(ast[m->scrutinee].id, ast[m->scrutinee].span)) return;
    } else if (const auto* call = std::get_if<syntax::ExprMethodCall>(&e.kind)) {
      const auto fn = cx_.cx.items.fns.find(cx_.callee(e));
      if (fn != cx_.cx.items.fns.end())
        for (const types::TypeId ty : cx_.cx.store[fn->second.sig.value.inputs_and_output])
          if (is_private(ty, call->method.ident.span)) return;
    }
    walk_expr(e);
  }
  void pat(syntax::PatId id) override {
    if (!is_private(ast[id].id, ast[id].span)) walk_pat(ast[id]);
  }
  void stmt(const syntax::Stmt& s) override {
    const auto* let = std::get_if<syntax::StmtLet>(&s.kind);
    if (let == nullptr || !let->init.valid() || !is_private(ast[let->init].id, ast[let->init].span)) walk_stmt(s);
  }
  void item(syntax::ItemId) override {}  // has a body of its own
  void anon_const(const syntax::AnonConst&) override {}

 private:
  bool is_private(syntax::NodeId node, Span at) {
    if (const types::TypeId ty = cx_.type_of(node); ty.valid() && is_private(ty, at)) return true;
    if (const auto callee = cx_.results->method_callees.find(node); callee != cx_.results->method_callees.end())
      for (const types::GenericArg a : cx_.cx.store[callee->second.args])
        if (a.is_type() && is_private(a.type(), at)) return true;
    if (const auto steps = cx_.results->adjustments.find(node); steps != cx_.results->adjustments.end())
      for (const typeck::check::Adjustment& step : steps->second)
        if (is_private(step.target, at)) return true;
    return false;
  }
  bool is_private(types::TypeId of, Span at) {
    bool found = false;
    types::walk_types(cx_.cx.store, of, [&](types::GenericArg a) {
      if (found || !a.is_type()) return !found;
      if (const auto* fn = cx_.cx.store.get<types::FnDef>(a.type()); fn != nullptr && cx_.cx.defs[fn->def].krate == cx_.krate.id)
        if (const auto sig = cx_.cx.items.fns.find(fn->def); sig != cx_.cx.items.fns.end())
          for (const types::TypeId ty : cx_.cx.store[sig->second.sig.value.inputs_and_output])
            if (!found && is_private(ty, at)) found = true;
      if (found) return false;
      const auto* adt = cx_.cx.store.get<types::Adt>(a.type());
      if (adt == nullptr || cx_.cx.defs[adt->def].krate != cx_.krate.id) return true;
      const DefId within = cx_.cx.defs[adt->def].visible_in;
      if (!within.valid() || cx_.cx.defs.is_ancestor(within, module_)) return true;
      found = true;
      Diagnostic d(diagnostics::Level::error, "type `" + types::to_string(cx_.cx, a) + "` is private", at);
      d.label(at, "private type");
      cx_.emit(std::move(d));
      return false;
    });
    return found;
  }

  LateContext cx_;
  DefId module_;
};

}  // namespace

Findings private_types(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies) {
  Findings out;
  for (const typeck::CheckedBody& body : bodies) {
    const resolve::Def& def = cx.defs[body.body.owner];
    if (body.results == nullptr || !def.item.valid()) continue;
    PrivateTypes visitor(cx, krate, body, out);
    visitor.walk_item(krate.ast[def.item]);
  }
  return out;
}

}  // namespace borrowlab::lint
