#include "mir/check_consts.h"

#include "types/items.h"

namespace borrowlab::mir {

using diagnostics::Diagnostic;
using diagnostics::Level;
using resolve::DefKind;
namespace thir = typeck::thir;

const char* const_context(const types::Context& cx, resolve::DefId owner) {
  switch (cx.defs[owner].kind) {
    case DefKind::const_:
    case DefKind::assoc_const:
    case DefKind::anon_const: return "constants";
    case DefKind::static_: return "statics";
    case DefKind::fn:
    case DefKind::assoc_fn: return cx.items.fn(owner).is_const ? "constant functions" : nullptr;
    default: return nullptr;
  }
}

namespace {

class ConstCallChecker {
 public:
  ConstCallChecker(types::Context& cx, const char* context, diagnostics::Sink& sink) : cx_(cx), context_(context), sink_(sink) {}

  void check(const thir::Expr& e) {
    const auto* call = std::get_if<thir::Call>(&e.kind);
    if (call == nullptr || e.span.from_expansion()) return;
    const auto* fn = cx_.store.get<types::FnDef>(call->fn_ty);
    if (fn == nullptr || cx_.defs[fn->def].kind == DefKind::ctor) return;
    const bool user = cx_.defs[fn->def].krate == resolve::user_crate;
    const resolve::DefId parent = cx_.defs[fn->def].parent;
    const bool of_trait = cx_.defs[parent].kind == DefKind::trait;
    if (!of_trait && (!user || cx_.items.fn(fn->def).is_const)) return;
    if (call->from == thir::CallSource::overloaded_operator) {
      Diagnostic d(Level::error, std::string("cannot call non-const operator in ") + context_, e.span, "E0015");
      return finish(std::move(d));
    }
    if (call->from != thir::CallSource::normal && call->from != thir::CallSource::method) return;
    const bool is_method = call->from == thir::CallSource::method;
    const auto assoc = cx_.items.assoc.find(fn->def);
    const std::string kind = assoc == cx_.items.assoc.end() ? "function" : assoc->second.has_self ? "method" : "associated function";
    const std::string name = of_trait ? types::path_to_string(cx_, fn->def, fn->args) : cx_.defs.path_str(fn->def);
    Diagnostic d(Level::error, "cannot call non-const " + kind + " `" + name + "` in " + context_, is_method ? call->fn_span : e.span,
                 "E0015");
    if (assoc == cx_.items.assoc.end()) {
      const auto* item = std::get_if<syntax::ItemFn>(&cx_.crate_of(fn->def).ast[cx_.defs[fn->def].item].kind);
      if (item != nullptr) d.span_note(item->sig.span, "function `" + name + "` is not const");
    }
    finish(std::move(d));
  }

 private:
  void finish(Diagnostic d) {
    d.note(std::string("calls in ") + context_ + " are limited to constant functions, tuple structs and tuple variants");
    if (std::string_view(context_) == "statics") d.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`");
    sink_.emit(std::move(d));
  }

  types::Context& cx_;
  const char* context_;
  diagnostics::Sink& sink_;
};

}  // namespace

void check_consts(types::Context& cx, const thir::Body& body, diagnostics::Sink& sink) {
  const char* context = const_context(cx, body.owner);
  if (context == nullptr) return;
  ConstCallChecker checker(cx, context, sink);
  for (const thir::Expr& e : body.exprs) checker.check(e);
}

}  // namespace borrowlab::mir
