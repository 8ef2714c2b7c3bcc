#include "lint/late.h"

#include <algorithm>
#include <tuple>

#include "lint/style.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::lint {

using diagnostics::Applicability;
using resolve::DefKind;
using resolve::Res;

types::TypeId LateContext::type_of(syntax::NodeId n) const {
  if (results == nullptr) return {};
  const auto it = results->node_types.find(n);
  return it == results->node_types.end() ? types::TypeId() : it->second;
}
types::TypeId LateContext::type_of(syntax::ExprId e) const { return type_of(krate.ast[e].id); }

DefId LateContext::callee(const syntax::Expr& call) const {
  if (results == nullptr) return {};
  if (std::holds_alternative<syntax::ExprMethodCall>(call.kind)) {
    const auto m = results->method_callees.find(call.id);
    return m == results->method_callees.end() ? DefId() : m->second.def;
  }
  const auto* c = std::get_if<syntax::ExprCall>(&call.kind);
  if (c == nullptr || !std::holds_alternative<syntax::ExprPath>(krate.ast[c->callee].kind)) return {};
  const syntax::NodeId path = krate.ast[c->callee].id;
  Res res = path.index < krate.res.paths.size() ? krate.res.paths[path.index].base : Res{};
  if (const auto value = results->value_res.find(path); value != results->value_res.end()) res = value->second.res;
  if (res.kind != Res::Kind::def) return {};
  const DefKind kind = cx.defs[res.def].kind;
  return kind == DefKind::fn || kind == DefKind::assoc_fn ? res.def : DefId();
}

const syntax::Attribute* LateContext::attribute(DefId def, std::string_view name) const {
  if (!def.valid() || !cx.defs[def].item.valid()) return nullptr;
  for (const syntax::Attribute& a : cx.crate_of(def).ast[cx.defs[def].item].attrs)
    if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == name) return &a;
  return nullptr;
}

std::string_view LateContext::diagnostic_item(DefId def) const {
  if (!def.valid()) return {};
  const auto it = cx.defs.diagnostic_names.find(def);
  return it == cx.defs.diagnostic_names.end() ? std::string_view() : it->second.str();
}

bool LateContext::needs_drop(types::TypeId ty) const { return typeck::needs_drop(cx, typeck::param_env(cx, owner), ty); }
bool LateContext::is_copy(types::TypeId ty) const { return typeck::is_copy(cx, typeck::param_env(cx, owner), ty); }

namespace {

class LateLints : public Visitor {
 public:
  LateLints(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies)
      : Visitor(krate.ast), late_{cx, krate, nullptr, {}, nullptr}, krate_(krate) {
    late_.out = &out_;
    for (const typeck::CheckedBody& b : bodies)
      if (b.results != nullptr) results_of_[b.body.owner] = b.results.get();
  }

  Findings run() {
    module(ast.root);
    return std::move(out_);
  }

  void item(syntax::ItemId id) override {
    const syntax::Item& i = ast[id];
    if (const auto* m = std::get_if<syntax::ItemMod>(&i.kind)) {
      snake_case("module", i.ident);
      inner_.push_back(m);
      return;
    }
    const bool is_static = std::holds_alternative<syntax::ItemStatic>(i.kind);
    if (is_static || (std::holds_alternative<syntax::ItemConst>(i.kind) && i.ident.name != source::sym::underscore)) {
      const bool told = upper_case(is_static ? "static variable" : "constant", i.ident);
      // Where it is used, tools change its uses as well: then the change is shown as one.
      if (told && !out_.back().suggestions.empty() && is_used(i.id))
        out_.back().suggestions.back().style = diagnostics::SuggestionStyle::show_always;
    }
    if (std::holds_alternative<syntax::ItemFn>(i.kind)) snake_case("function", i.ident);
    const Container outer = std::exchange(container_, container_of(i));
    in_body(i, [&] { walk_item(i); });
    container_ = outer;
  }

  void assoc_item(syntax::ItemId id) override {
    const syntax::Item& i = ast[id];
    const auto* fn = std::get_if<syntax::ItemFn>(&i.kind);
    if (fn != nullptr && container_ != Container::trait_impl)
      snake_case(container_ == Container::trait ? "trait method" : "method", i.ident);
    if (std::holds_alternative<syntax::ItemConst>(i.kind) && container_ != Container::trait_impl)
      upper_case("associated constant", i.ident);
    in_body(i, [&] { walk_item(i); });
  }

  void stmt(const syntax::Stmt& s) override {
    path_statement(s);
    check_must_use(late_, s);
    check_static_mut_refs(late_, s);
    check_let_underscore(late_, s);
    const auto* e = std::get_if<syntax::StmtExpr>(&s.kind);
    statement_ = e != nullptr && e->semi ? &ast[e->expr] : nullptr;
    const bool outer = std::exchange(in_argument_, false);
    walk_stmt(s);
    in_argument_ = outer;
  }

  void expr(syntax::ExprId id) override {
    const syntax::Expr& e = ast[id];
    check_literal(late_, e, pattern_type_.valid() ? pattern_type_ : late_.type_of(id), ancestors_);
    useless_drop(e);
    useless_comparison(e);
    check_calls(late_, e);
    check_static_mut_refs(late_, e);
    if (!in_argument_) check_dangling_pointer(late_, e);
    ancestors_.push_back(&e);
    walk_within(e);
    ancestors_.pop_back();
  }
  void walk_within(const syntax::Expr& e) {
    const auto* call = std::get_if<syntax::ExprCall>(&e.kind);
    const auto* method = std::get_if<syntax::ExprMethodCall>(&e.kind);
    if (call == nullptr && method == nullptr) return walk_expr(e);
    if (method != nullptr && method->method.args) args(*method->method.args);
    expr(call != nullptr ? call->callee : method->receiver);
    const bool outer = std::exchange(in_argument_, true);
    for (const syntax::ExprId arg : call != nullptr ? call->args : method->args) expr(arg);
    in_argument_ = outer;
  }

  void anon_const(const syntax::AnonConst& c) override {
    const auto outer = std::pair{late_.results, late_.owner};
    const DefId def = c.id.index < krate_.res.def_of.size() ? krate_.res.def_of[c.id.index] : DefId();
    if (const auto own = results_of_.find(def); own != results_of_.end()) late_.results = own->second, late_.owner = def;
    expr(c.value);
    std::tie(late_.results, late_.owner) = outer;
  }

  void arm(const syntax::Arm& a) override {
    drops_alone_in_arm_ = a.body.valid() ? &ast[a.body] : nullptr;
    walk_arm(a);
  }

  void generic_param(const syntax::GenericParam& p) override {
    if (p.kind == syntax::GenericParamKind::lifetime) snake_case("lifetime", p.ident);
    if (p.kind == syntax::GenericParamKind::konst) upper_case("const parameter", p.ident, diagnostics::SuggestionStyle::show_always);
    walk_generic_param(p);
  }

  void variant_data(const syntax::VariantData& d) override {
    if (d.shape == syntax::VariantShape::named)
      for (const syntax::FieldDef& f : d.fields) snake_case("structure field", f.ident);
    walk_variant_data(d);
  }

  void pat(syntax::PatId id) override {
    const syntax::Pat& p = ast[id];
    if (const auto* s = std::get_if<syntax::PatStruct>(&p.kind)) {
      shorthand_fields(*s);
      // A field's own name is told of where the field is.
      for (const syntax::PatField& f : s->fields)
        if (f.shorthand && std::holds_alternative<syntax::PatIdent>(ast[f.pat].kind)) field_shorthands_.push_back(f.pat);
    } else if (const auto* i = std::get_if<syntax::PatIdent>(&p.kind)) {
      if (!is_path(p) && std::find(field_shorthands_.begin(), field_shorthands_.end(), id) == field_shorthands_.end() &&
          !(i->ident.name == source::sym::kw_self))
        snake_case("variable", i->ident);
    }
    const bool has_literals = std::holds_alternative<syntax::PatLit>(p.kind) || std::holds_alternative<syntax::PatRange>(p.kind);
    if (has_literals) pattern_type_ = late_.type_of(p.id);
    walk_pat(p);
    pattern_type_ = {};
  }

 private:
  enum class Container : uint8_t { none, trait, inherent_impl, trait_impl };
  static Container container_of(const syntax::Item& i) {
    if (std::holds_alternative<syntax::ItemTrait>(i.kind)) return Container::trait;
    const auto* impl = std::get_if<syntax::ItemImpl>(&i.kind);
    return impl == nullptr ? Container::none : impl->trait ? Container::trait_impl : Container::inherent_impl;
  }
  bool is_path(const syntax::Pat& p) const {
    return p.id.index < krate_.res.binding_is_path.size() && krate_.res.binding_is_path[p.id.index];
  }

  void module(const std::vector<syntax::ItemId>& items) {
    std::vector<const syntax::ItemMod*> outer;
    outer.swap(inner_);
    for (const syntax::ItemId i : items) item(i);
    outer.swap(inner_);
    for (const syntax::ItemMod* m : outer) module(m->items);
  }

  template <class F>
  void in_body(const syntax::Item& i, F&& walk) {
    // Derived impls are the compiler's.
    for (const syntax::Attribute& a : i.attrs)
      if (a.path.segments.size() == 1 && a.path.segments[0].ident.name == source::sym::automatically_derived_) return;
    const auto outer = std::pair{late_.results, late_.owner};
    const DefId def = i.id.index < krate_.res.def_of.size() ? krate_.res.def_of[i.id.index] : DefId();
    const auto own = results_of_.find(def);
    late_.results = own == results_of_.end() ? nullptr : own->second;
    late_.owner = def;
    walk();
    std::tie(late_.results, late_.owner) = outer;
  }

  // --- names ---
  void name_case(Lint lint, const char* sort, const syntax::Ident& ident, const std::string& better, const char* style,
                 const char* short_style) {
    const std::string name(ident.name.str());
    Diagnostic d = finding(lint, std::string(sort) + " `" + name + "` should have " + style + " name", ident.span);
    if (better == name) d.label(ident.span, std::string("should have ") + short_style + " name");
    else d.suggest(ident.span, std::string("convert the identifier to ") + short_style, better, Applicability::maybe_incorrect);
    out_.push_back(std::move(d));
  }
  void snake_case(const char* sort, const syntax::Ident& ident) {
    if (is_snake_case(ident.name.str())) return;
    name_case(Lint::non_snake_case, sort, ident, to_snake_case(ident.name.str()), "a snake case", "snake case");
  }
  bool upper_case(const char* sort, const syntax::Ident& ident,
                  diagnostics::SuggestionStyle style = diagnostics::SuggestionStyle::show_code) {
    const std::string_view name = ident.name.str();
    if (std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    name_case(Lint::non_upper_case_globals, sort, ident, to_upper_case(to_snake_case(name)), "an upper case", "upper case");
    if (!out_.back().suggestions.empty()) out_.back().suggestions.back().style = style;
    return true;
  }

  bool is_used(syntax::NodeId item) const {
    const DefId def = krate_.res.def_of[item.index];
    for (uint32_t i = 0; i < krate_.res.paths.size(); ++i)
      if (krate_.res.paths[i].unresolved == 0 && krate_.res.paths[i].base.kind == Res::Kind::def && krate_.res.paths[i].base.def == def)
        return true;
    return false;
  }

  void shorthand_fields(const syntax::PatStruct& s) {
    for (const syntax::PatField& f : s.fields) {
      const auto* i = std::get_if<syntax::PatIdent>(&ast[f.pat].kind);
      if (f.shorthand || i == nullptr || i->sub.valid() || f.span.from_expansion() || is_path(ast[f.pat]) || i->ident.name != f.ident.name)
        continue;
      const std::string name(i->ident.name.str());
      Diagnostic d = finding(Lint::non_shorthand_field_patterns, "the `" + name + ":` in this pattern is redundant", f.span);
      const std::string prefix = i->by_ref                           ? (i->ref_mut == syntax::Mutability::mut ? "ref mut " : "ref ")
                                 : i->mut == syntax::Mutability::mut ? "mut "
                                                                     : "";
      d.suggest(f.span, "use shorthand field pattern", prefix + name, Applicability::machine_applicable);
      out_.push_back(std::move(d));
    }
  }

  // --- statements and expressions ---
  void path_statement(const syntax::Stmt& s) {
    const auto* e = std::get_if<syntax::StmtExpr>(&s.kind);
    if (e == nullptr || !e->semi || !std::holds_alternative<syntax::ExprPath>(ast[e->expr].kind)) return;
    const types::TypeId ty = late_.type_of(e->expr);
    if (!ty.valid()) return;
    if (!late_.needs_drop(ty)) {
      out_.push_back(finding(Lint::path_statements, "path statement with no effect", s.span));
      return;
    }
    Diagnostic d = finding(Lint::path_statements, "path statement drops value", s.span);
    d.suggest(s.span, "use `drop` to clarify the intent", "drop(" + std::string(late_.cx.sources.snippet(ast[e->expr].span)) + ");",
              Applicability::machine_applicable);
    out_.push_back(std::move(d));
  }

  // `drop(&x)`, `forget(5)`: rustc_lint::drop_forget_useless.
  void useless_drop(const syntax::Expr& e) {
    const auto* c = std::get_if<syntax::ExprCall>(&e.kind);
    if (c == nullptr || c->args.size() != 1) return;
    const std::string_view item = late_.diagnostic_item(late_.callee(e));
    if (item != "mem_drop" && item != "mem_forget") return;
    const types::TypeId ty = late_.type_of(c->args[0]);
    if (!ty.valid()) return;
    const bool is_drop = item == "mem_drop", is_ref = late_.cx.store.get<types::Ref>(ty) != nullptr;
    if ((!is_ref && !late_.is_copy(ty)) || (is_drop && drops_alone_in_arm_ == &e &&
                                            (std::holds_alternative<syntax::ExprCall>(ast[c->args[0]].kind) ||
                                             std::holds_alternative<syntax::ExprMethodCall>(ast[c->args[0]].kind))))
      return;
    const Lint lint = is_ref ? (is_drop ? Lint::dropping_references : Lint::forgetting_references)
                             : (is_drop ? Lint::dropping_copy_types : Lint::forgetting_copy_types);
    Diagnostic d = finding(lint,
                           std::string("calls to `std::mem::") + (is_drop ? "drop" : "forget") + "` with a " +
                               (is_ref ? "reference instead of an owned value" : "value that implements `Copy`") + " does nothing",
                           e.span);
    const Span arg = ast[c->args[0]].span;
    d.label(arg, "argument has type `" + types::to_string(late_.cx, types::GenericArg(ty)) + "`");
    if (statement_ == &e) {
      d.suggest_multipart("use `let _ = ...` to ignore the expression or result",
                          {{e.span.until(arg), "let _ = "}, {e.span.with_lo(arg.hi), ""}}, Applicability::maybe_incorrect);
    } else {
      d.note("use `let _ = ...` to ignore the expression or result");
    }
    out_.push_back(std::move(d));
  }

  // Comparisons that the type decides: rustc_lint::types::check_limits.
  void useless_comparison(const syntax::Expr& e) {
    using syntax::BinOp;
    const auto* b = std::get_if<syntax::ExprBinary>(&e.kind);
    if (b == nullptr || b->op < BinOp::eq) return;
    const auto* left = std::get_if<syntax::ExprLit>(&ast[b->lhs].kind);
    const auto* right = std::get_if<syntax::ExprLit>(&ast[b->rhs].kind);
    const auto* lit = left != nullptr ? left : right;
    if (lit == nullptr || lit->lit.kind != syntax::LitKind::integer) return;
    const types::TypeId ty = late_.type_of(left != nullptr ? b->rhs : b->lhs);
    const auto* i = ty.valid() ? late_.cx.store.get<types::Int>(ty) : nullptr;
    if (i == nullptr) return;
    BinOp op = b->op;
    if (left != nullptr)
      op = op == BinOp::lt ? BinOp::gt : op == BinOp::le ? BinOp::ge : op == BinOp::gt ? BinOp::lt : op == BinOp::ge ? BinOp::le : op;
    static constexpr unsigned widths[] = {8, 16, 32, 64, 128, 64};
    const unsigned width = widths[static_cast<size_t>(i->width)] - (i->is_signed ? 1 : 0);
    const unsigned __int128 one = 1, max = width == 128 ? ~static_cast<unsigned __int128>(0) : (one << width) - 1;
    // A literal is no less than zero: of a signed type it cannot be the least.
    const unsigned __int128 v = lit->lit.value;
    const bool above_min = i->is_signed || v > 0;
    const bool valid = op == BinOp::lt || op == BinOp::ge ? above_min && v <= max : op == BinOp::le || op == BinOp::gt ? v < max : v <= max;
    if (!valid) out_.push_back(finding(Lint::unused_comparisons, "comparison is useless due to type limits", e.span));
  }

  LateContext late_;
  const resolve::Crate& krate_;
  std::unordered_map<DefId, const typeck::check::Results*, IndexHash> results_of_;
  std::vector<const syntax::ItemMod*> inner_;
  std::vector<syntax::PatId> field_shorthands_;
  Container container_ = Container::none;
  Ancestors ancestors_;
  types::TypeId pattern_type_;                        // of the pattern whose literals are looked at
  bool in_argument_ = false;                          // within the arguments of a call, but for statements in there
  const syntax::Expr* statement_ = nullptr;           // the expression of the statement being looked at
  const syntax::Expr* drops_alone_in_arm_ = nullptr;  // a `match` arm that only drops is written for its brevity
  Findings out_;
};

}  // namespace

Findings late_lints(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies) {
  return LateLints(cx, krate, bodies).run();
}

}  // namespace borrowlab::lint
