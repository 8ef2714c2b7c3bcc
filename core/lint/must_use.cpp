#include <algorithm>

#include "lint/late.h"
#include "mir/util.h"
#include "typeck/collect.h"

namespace borrowlab::lint {

namespace {

class MustUse {
 public:
  MustUse(const LateContext& cx, syntax::ExprId expr, bool from_block)
      : cx_(cx), ast_(cx.krate.ast), env_(typeck::param_env(cx.cx, cx.owner)), expr_(expr), from_block_(from_block) {}

  void check_type() {
    if (const types::TypeId ty = cx_.type_of(expr_); ty.valid()) type(ty, expr_, {}, 0);
  }
  bool check_callee() {
    const syntax::Expr& e = ast_[expr_];
    const DefId def = cx_.callee(e);
    if (!def.valid() || must_use_attribute(def) == nullptr) return false;
    report(e.span, def, {"return value of ", "", 1, false});
    return true;
  }
  void check_operator() {
    const syntax::Expr& e = ast_[expr_];
    const char* what = operation(e);
    if (what == nullptr) return;
    Diagnostic d = finding(Lint::unused_must_use, std::string("unused ") + what + " that must be used", e.span);
    d.label(e.span, std::string("the ") + what + " produces a value");
    suggest(d, written(e.span));
    cx_.emit(std::move(d));
  }

 private:
  struct Words {
    std::string pre, post;
    uint64_t count = 1;
    bool inner = false;
  };

  const syntax::Attribute* must_use_attribute(DefId def) const { return cx_.attribute(def, "must_use"); }

  // The place in the text that the author typed. rustc: find_ancestor_not_from_macro.
  Span written(Span span) const { return cx_.cx.sources.source_callsite(span); }

  bool inhabited(types::TypeId ty) const { return mir::is_inhabited(cx_.cx, env_, ty, cx_.cx.defs.enclosing_module(cx_.owner)); }

  // rustc: is_ty_must_use, and what is said of it.
  void type(types::TypeId ty, syntax::ExprId at, Words words, uint32_t depth) {
    const types::Store& store = cx_.cx.store;
    if (depth > 20 || ty == store.unit || !inhabited(ty)) return;
    const types::TypeKind& kind = store[ty];
    const auto inner = [&](Words w) {
      w.inner = true;
      return w;
    };
    if (const auto* adt = std::get_if<types::Adt>(&kind)) {
      const types::AdtDef& def = cx_.cx.items.adt(adt->def);
      const auto args = store[adt->args];
      const bool pin = cx_.cx.lang("pin") == adt->def;
      if ((def.is_box || pin) && !args.empty() && args[0].is_type()) {
        words.pre += def.is_box ? "boxed " : "pinned ";
        return type(args[0].type(), at, inner(words), depth + 1);
      }
      // Where there can be no error (or nothing to go on with), a unit is not missed.
      const std::string_view item = cx_.diagnostic_item(adt->def);
      if (item == "Result" && args[0].type() == store.unit && !inhabited(args[1].type())) return;
      if (item == "ControlFlow" && args.size() > 1 && args[1].type() == store.unit && !inhabited(args[0].type())) return;
      if (must_use_attribute(adt->def) != nullptr) report(ast_[at].span, adt->def, words);
    } else if (const auto* alias = std::get_if<types::Alias>(&kind)) {
      const auto bounds = cx_.cx.items.item_bounds.find(alias->def);
      if (bounds == cx_.cx.items.item_bounds.end()) return;
      for (const types::Predicate& p : bounds->second)
        if (const auto* t = std::get_if<types::TraitClause>(&p.clause.value); t != nullptr && must_use_attribute(t->trait_ref.trait)) {
          words.pre += std::string("implementer") + (words.count == 1 ? "" : "s") + " of ";
          return report(ast_[at].span, t->trait_ref.trait, inner(words));
        }
    } else if (const auto* dyn = std::get_if<types::Dynamic>(&kind)) {
      for (const auto& p : store[dyn->predicates])
        if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p); t != nullptr && must_use_attribute(t->trait)) {
          words.post = std::string(" trait object") + (words.count == 1 ? "" : "s") + words.post;
          return report(ast_[at].span, t->trait, inner(words));
        }
    } else if (const auto* tuple = std::get_if<types::Tuple>(&kind)) {
      const auto* written = std::get_if<syntax::ExprTuple>(&ast_[at].kind);
      const auto elems = store[tuple->elems];
      for (size_t i = 0; i < elems.size(); ++i) {
        Words w = inner(words);
        w.post = " in tuple element " + std::to_string(i);
        type(elems[i], written != nullptr && i < written->elems.size() ? written->elems[i] : at, std::move(w), depth + 1);
      }
    } else if (const auto* array = std::get_if<types::Array>(&kind)) {
      const auto len = mir::array_length(cx_.cx, ty);
      if (!len || *len == 0) return;
      words.pre += std::string("array") + (words.count == 1 ? "" : "s") + " of ";
      words.count += *len;
      type(array->elem, at, inner(words), depth + 1);
    } else if (std::holds_alternative<types::Closure>(kind)) {
      Diagnostic d =
          finding(Lint::unused_must_use,
                  "unused " + words.pre + (words.count == 1 ? "closure" : "closures") + words.post + " that must be used", ast_[at].span);
      d.note("closures are lazy and do nothing unless called");
      cx_.emit(std::move(d));
    }
  }

  void report(Span span, DefId def, const Words& words) {
    const Span at = written(span);
    Diagnostic d = finding(Lint::unused_must_use,
                           "unused " + words.pre + "`" + types::path_str(cx_.cx, def) + "`" + words.post + " that must be used", at);
    if (const syntax::Attribute* a = must_use_attribute(def)) {
      if (!a->value.empty()) d.note(a->value);
      else if (!a->words.empty()) d.note(std::string(a->words[0].str()));
    }
    if (!words.inner) suggest(d, at);
    cx_.emit(std::move(d));
  }

  void suggest(Diagnostic& d, Span at) const {
    const char* message = "use `let _ = ...` to ignore the resulting value";
    using diagnostics::Applicability;
    if (from_block_) {
      d.suggest_multipart(message, {{at.shrink_to_lo(), "let _ = "}, {at.shrink_to_hi(), ";"}}, Applicability::maybe_incorrect);
    } else {
      d.suggest_verbose(at.shrink_to_lo(), message, "let _ = ", Applicability::maybe_incorrect);
    }
  }

  static const char* operation(const syntax::Expr& e) {
    using syntax::BinOp;
    if (const auto* b = std::get_if<syntax::ExprBinary>(&e.kind)) {
      switch (b->op) {
        case BinOp::eq:
        case BinOp::lt:
        case BinOp::le:
        case BinOp::ne:
        case BinOp::ge:
        case BinOp::gt: return "comparison";
        case BinOp::add:
        case BinOp::sub:
        case BinOp::mul:
        case BinOp::div:
        case BinOp::rem: return "arithmetic operation";
        case BinOp::and_:
        case BinOp::or_: return "logical operation";
        default: return "bitwise operation";
      }
    }
    if (std::holds_alternative<syntax::ExprAddrOf>(e.kind)) return "borrow";
    if (std::holds_alternative<syntax::ExprOffsetOf>(e.kind)) return "`offset_of` call";
    if (std::holds_alternative<syntax::ExprUnary>(e.kind)) return "unary operation";
    return nullptr;
  }

  const LateContext& cx_;
  const syntax::Ast& ast_;
  const types::ParamEnv env_;
  syntax::ExprId expr_;
  bool from_block_;
};

}  // namespace

void check_must_use(const LateContext& cx, const syntax::Stmt& stmt) {
  const auto* s = std::get_if<syntax::StmtExpr>(&stmt.kind);
  if (s == nullptr || !s->semi) return;
  syntax::ExprId e = s->expr;
  bool from_block = false;
  while (const auto* b = std::get_if<syntax::ExprBlock>(&cx.krate.ast[e].kind)) {
    const syntax::Block& block = cx.krate.ast[b->block];
    if (!block.tail.valid()) break;
    e = block.tail;
    from_block = true;
  }
  if (std::holds_alternative<syntax::ExprReturn>(cx.krate.ast[e].kind)) return;
  MustUse must_use(cx, e, from_block);
  const size_t before = cx.out->size();
  must_use.check_type();
  const types::TypeId ty = cx.type_of(e);
  const bool told = cx.out->size() != before || ty == cx.cx.store.unit;
  if (!must_use.check_callee() && told) return;
  must_use.check_operator();
}

}  // namespace borrowlab::lint
