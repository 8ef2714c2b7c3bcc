// Errors of methods, associated items, fields, calls, operators and casts. After rustc_hir_typeck::{method::suggest, expr, callee, op,
// cast}.
#include <algorithm>

#include "support/function_ref.h"
#include "typeck/check/fn_ctxt.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;
using diagnostics::Diagnostic;

namespace {

const char* descr(const FnCtxt& f, DefId d) {
  switch (f.cx.defs[d].kind) {
    case DefKind::enum_: return "enum";
    case DefKind::union_: return "union";
    case DefKind::trait: return "trait";
    default: return "struct";
  }
}

std::string type_noun(FnCtxt& f, TypeId t) {
  t = f.icx.resolve(t);
  const TypeKind& k = f.store[t];
  if (const auto* a = std::get_if<types::Adt>(&k)) return descr(f, a->def);
  if (std::holds_alternative<types::Ref>(k)) return std::get<types::Ref>(k).mut == Mutability::mut ? "mutable reference" : "reference";
  if (std::holds_alternative<types::Param>(k)) return "type parameter";
  if (std::holds_alternative<types::Tuple>(k)) return f.store[std::get<types::Tuple>(k).elems].empty() ? "unit type" : "tuple";
  if (std::holds_alternative<types::Array>(k)) return "array";
  if (std::holds_alternative<types::Slice>(k)) return "slice";
  if (std::holds_alternative<types::Closure>(k)) return "closure";
  if (std::holds_alternative<types::FnDef>(k)) return "fn item";
  if (std::holds_alternative<types::FnPtr>(k)) return "fn pointer";
  if (std::holds_alternative<types::RawPtr>(k)) return "raw pointer";
  if (std::holds_alternative<types::Dynamic>(k)) return "trait object";
  if (const auto* a = std::get_if<types::Alias>(&k)) return a->kind == types::AliasKind::opaque ? "opaque type" : "associated type";
  return "type";
}

// The user's definition that an error about `t` points to.
DefId user_def_of(FnCtxt& f, TypeId t) {
  t = f.icx.resolve(t);
  if (const auto* a = f.store.get<types::Adt>(t); a != nullptr && !f.defined_in_library(a->def)) return a->def;
  return {};
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t up = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = up;
    }
  }
  return row[b.size()];
}
std::optional<Symbol> best_match(const std::vector<Symbol>& names, Symbol wanted) {
  std::optional<Symbol> best;
  size_t best_d = std::max<size_t>(wanted.str().size(), 3) / 3 + 1;
  for (Symbol n : names) {
    const size_t d = edit_distance(n.str(), wanted.str());
    if (d < best_d) best = n, best_d = d;
  }
  return best;
}
}  // namespace

bool FnCtxt::blames_library(TypeId t) {
  bool user = false;
  types::walk_types(store, icx.resolve(t), [&](GenericArg a) {
    if (!a.is_type()) return true;
    if (const auto* adt = store.get<types::Adt>(a.type())) user = user || !defined_in_library(adt->def);
    else if (const auto* c = store.get<types::Closure>(a.type())) user = user || !defined_in_library(c->def);
    else if (store.get<types::Param>(a.type()) != nullptr) user = true;
    else if (const auto* d = store.get<types::Dynamic>(a.type())) {
      for (const auto& p : store[d->predicates])
        if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) user = user || !defined_in_library(tr->trait);
    }
    return !user;
  });
  return !user;
}

namespace {
// Calls f with each string or word of #[unsupported(…)] at the library's item marked #[lang = lang], until f says true.
bool any_unsupported(const types::Context& cx, std::string_view lang, FunctionRef<bool(std::string_view)> f) {
  const DefId def = cx.lang(lang);
  if (!def.valid() || !cx.defs[def].item.valid()) return false;
  for (const auto& attr : cx.crate_of(def).ast[cx.defs[def].item].attrs)
    if (!attr.path.segments.empty() && attr.path.segments[0].ident.name.str() == "unsupported")
      for (Symbol w : attr.words)
        if (f(w.str())) return true;
  return false;
}

bool is_unsupported(const types::Context& cx, std::string_view lang, std::string_view wanted) {
  return any_unsupported(cx, lang, [&](std::string_view w) { return w == wanted; });
}

// What the library's lists call a type: by its last name, or as rustdoc calls a primitive.
std::string listed_name(const FnCtxt& f, TypeId t) {
  const TypeKind& k = f.store[t];
  if (const auto* adt = std::get_if<types::Adt>(&k)) return std::string(f.cx.defs[adt->def].name.str());
  if (std::holds_alternative<types::Slice>(k)) return "slice";
  if (std::holds_alternative<types::Array>(k)) return "array";
  if (std::holds_alternative<types::RawPtr>(k)) return "pointer";
  if (std::holds_alternative<types::Ref>(k)) return "reference";
  if (std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::FnDef>(k)) return "fn";
  if (const auto* tuple = std::get_if<types::Tuple>(&k)) return f.store[tuple->elems].empty() ? "unit" : "tuple";
  if (const auto* d = std::get_if<types::Dynamic>(&k))
    for (const auto& p : f.store[d->predicates])
      if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) return "dyn " + std::string(f.cx.defs[tr->trait].name.str());
  return types::to_string(f.cx, GenericArg(t));
}
}  // namespace

bool FnCtxt::library_lacks(TypeId self, Symbol name) {
  if (is_unsupported(cx, "unsupported_names", name.str())) return true;
  std::vector<std::string> types;
  std::vector<TypeId> steps;
  autoderef({}, icx.resolve(self), true, [&](TypeId t, const auto&) {
    steps.push_back(icx.resolve(t));
    types.push_back(listed_name(*this, steps.back()));
    if (types.back() == "array") types.push_back("slice");
    return false;
  });
  return any_unsupported(cx, "unsupported_methods", [&](std::string_view entry) {
    const size_t space = entry.find(' ');
    const std::string_view of = entry.substr(0, space);
    std::string_view rest = entry.substr(space);
    const std::string word = " " + std::string(name.str());
    const size_t at = rest.find(word);
    if (at == std::string_view::npos || (at + word.size() < rest.size() && rest[at + word.size()] != ' ')) return false;
    if (std::find(types.begin(), types.end(), of) != types.end()) return true;
    for (const auto& [id, trait] : cx.items.traits)
      if (defined_in_library(id) && cx.defs[id].name.str() == of)
        for (TypeId t : steps)
          if (!is_ty_var(t) && may_implement(id, {t})) return true;
    return false;
  });
}

// A struct of the library on the way from the type to what it derefs to: its private fields have other names in rustc's.
bool FnCtxt::holds_library_struct(TypeId t) {
  return autoderef({}, icx.resolve(t), true, [&](TypeId step, const auto&) {
    const auto* adt = adt_of(step);
    return adt != nullptr && adt->kind != types::AdtKind::enum_ && defined_in_library(adt->def);
  });
}

bool FnCtxt::library_lacks_operator(BinOp op, bool assign, TypeId lhs, TypeId rhs) {
  const char* names[] = {"add", "sub", "mul", "div", "rem", "bitand", "bitor", "bitxor", "shl", "shr", "eq", "partial_ord"};
  const BinOp ops[] = {BinOp::add,    BinOp::sub,     BinOp::mul, BinOp::div, BinOp::rem, BinOp::bit_and,
                       BinOp::bit_or, BinOp::bit_xor, BinOp::shl, BinOp::shr, BinOp::eq,  BinOp::lt};
  if (op == BinOp::ne) op = BinOp::eq;
  if (op == BinOp::le || op == BinOp::gt || op == BinOp::ge) op = BinOp::lt;
  for (size_t i = 0; i < std::size(ops); ++i)
    if (ops[i] == op) {
      const DefId trait = cx.lang(assign && i < 10 ? std::string(names[i]) + "_assign" : std::string(names[i]));
      return !trait.valid() || library_lacks_impl(trait, lhs) ||
             (blames_library(lhs) && blames_library(rhs) && adt_of(rhs) != nullptr && adt_of(lhs) == nullptr);
    }
  return false;
}

bool FnCtxt::library_lacks_field(Symbol name) { return is_unsupported(cx, "unsupported_fields", name.str()); }

bool FnCtxt::library_lacks_impl(DefId trait, TypeId self) {
  if (!defined_in_library(trait)) return false;
  if (const auto* adt = as<types::Adt>(self); adt != nullptr && !defined_in_library(adt->def)) return false;
  const std::string impl_of = std::string(cx.defs[trait].name.str()) + " for ", name = listed_name(*this, icx.resolve(self));
  if (is_unsupported(cx, "unsupported_impls", impl_of + name)) return true;
  const auto* adt = as<types::Adt>(self);
  return adt != nullptr &&
         is_unsupported(cx, "unsupported_impls", impl_of + std::string(cx.defs[cx.defs[adt->def].parent].name.str()) + "::" + name);
}

namespace {
// Whether a trait that was not found could have had the method: said already. rustc takes such impls for inherent ones.
bool unresolved_trait_may_define(FnCtxt& f, TypeId self, Symbol name) {
  const auto unresolved = [&](const syntax::GenericBound& b) {
    if (b.kind != syntax::GenericBound::Kind::trait || b.ref_id.index >= f.res.paths.size()) return false;
    return f.res.paths[b.ref_id.index].base.kind == Res::Kind::err;
  };
  self = f.icx.resolve(self);
  while (const auto* r = f.as<types::Ref>(self)) self = f.icx.resolve(r->pointee);
  if (f.as<types::Param>(self) != nullptr)
    for (DefId d = f.owner; d.valid(); d = f.cx.defs[d].parent) {
      if (!f.cx.defs[d].item.valid() || f.cx.defs[d].krate != f.krate.id) continue;
      const syntax::Generics* g = written_generics(f.ast[f.cx.defs[d].item]);
      if (g == nullptr) continue;
      for (const syntax::GenericParam& p : g->params)
        if (std::any_of(p.bounds.begin(), p.bounds.end(), unresolved)) return true;
      for (const syntax::WherePredicate& w : g->where)
        if (std::any_of(w.bounds.begin(), w.bounds.end(), unresolved)) return true;
    }
  for (const auto& [d, impl] : f.cx.items.impls) {
    if (f.cx.defs[d].krate != f.krate.id || impl.trait_ref || !f.cx.defs[d].item.valid()) continue;
    const auto* written = std::get_if<syntax::ItemImpl>(&f.ast[f.cx.defs[d].item].kind);
    if (written == nullptr || !written->trait) continue;
    for (syntax::ItemId i : written->items)
      if (f.ast[i].ident.name == name) return true;
  }
  return false;
}
}  // namespace

void FnCtxt::report_method_error(const syntax::Expr& expr, const syntax::ExprMethodCall& m, TypeId self_ty, const ProbeResult& r) {
  results.tainted = true;
  const std::string name(m.method.ident.name.str());
  const Span span = m.method.ident.span;
  self_ty = icx.resolve(self_ty);
  const std::string ty = str(self_ty);
  if (r.outcome == ProbeResult::Outcome::not_found && sink.has_errors() && unresolved_trait_may_define(*this, self_ty, m.method.ident.name))
    return;
  if (r.outcome == ProbeResult::Outcome::private_match) {
    auto d = error(span, "E0624", "method `" + name + "` is private");
    d.label(span, "private method");
    if (!defined_in_library(r.private_item))
      d.label(cx.defs[r.private_item].span.is_dummy() ? cx.defs[r.private_item].ident_span : fn_sig_span(r.private_item),
              "private method defined here");
    return emit(std::move(d));
  }
  if (r.outcome == ProbeResult::Outcome::ambiguous) {
    for (const auto& c : r.candidates)
      if (defined_in_library(c.item)) return refuse(span, "this ambiguous method call");
    auto d = error(span, "E0034", "multiple applicable items in scope");
    d.label(span, "multiple `" + name + "` found");
    return emit(std::move(d));
  }
  // Numeric literals of no definite type.
  if (const auto* i = as<types::Infer>(self_ty); i != nullptr) {
    auto d = error(span, "E0689", "can't call method `" + name + "` on ambiguous numeric type `" + ty + "`");
    const std::string concrete = i->kind == types::Infer::Kind::int_ ? "i32" : "f32";
    if (std::holds_alternative<syntax::ExprLit>(ast[m.receiver].kind)) {
      d.suggest_verbose(span_of(m.receiver).shrink_to_hi(),
                        "you must specify a concrete type for this numeric value, like `" + concrete + "`", "_" + concrete,
                        Applicability::maybe_incorrect);
    }
    return emit(std::move(d));
  }
  if (defined_in_library(owner) || library_lacks(self_ty, m.method.ident.name)) {
    return refuse(span, "method `" + name + "` of `" + ty + "`");
  }
  if (!r.unsatisfied.empty()) {
    auto d = error(
        span, "E0599",
        "the method `" + name + "` exists for " + type_noun(*this, self_ty) + " `" + ty + "`, but its trait bounds were not satisfied");
    d.label(span, "method cannot be called on `" + ty + "` due to unsatisfied trait bounds");
    std::string bounds;
    for (const auto& o : r.unsatisfied) {
      const std::string b = types::to_string(cx, icx.resolve(o.predicate));
      if (bounds.find("`" + b + "`") == std::string::npos) bounds += "\n`" + b + "`";
    }
    d.note("the following trait bounds were not satisfied:" + bounds);
    return emit(std::move(d));
  }
  auto d =
      error(span, "E0599", "no method named `" + name + "` found for " + type_noun(*this, self_ty) + " `" + ty + "` in the current scope");
  DefId def = user_def_of(*this, self_ty);
  if (!def.valid())
    if (const auto* ref = as<types::Ref>(self_ty)) def = user_def_of(*this, ref->pointee);
  const bool same_adt = user_def_of(*this, self_ty).valid();
  if (same_adt)
    d.label(cx.defs[def].span.is_dummy() ? cx.defs[def].ident_span : item_head_span(def),
            "method `" + name + "` not found for this " + descr(*this, def));
  // A field of that name?
  bool field = false;
  if (const auto* adt = adt_of(self_ty); adt != nullptr && adt->kind == types::AdtKind::struct_)
    for (const auto& f : adt->variants[0].fields)
      if (f.name == m.method.ident.name) {
        const TypeId ft = icx.resolve(types::field_type(cx, f, store.get<types::Adt>(self_ty)->args));
        field = true;
        if (as<types::FnPtr>(ft) != nullptr || as<types::Closure>(ft) != nullptr || as<types::FnDef>(ft) != nullptr ||
            may_be_callable(ft)) {
          d.label(span, "field, not a method");
          d.suggest_multipart("to call the closure stored in `" + name + "`, surround the field access with parentheses",
                              {{expr.span.shrink_to_lo(), "("}, {span.shrink_to_hi(), ")"}}, Applicability::machine_applicable,
                              diagnostics::SuggestionStyle::show_always);
        } else {
          d.label(span, "field, not a method");
          d.suggest(Span{span.hi, expr.span.hi, expr.span.ctxt}, "remove the arguments", "", Applicability::maybe_incorrect);
        }
      }
  if (!field) {
    if (r.static_candidate) {
      d.label(span, "this is an associated function, not a method");
      d.note("found the following associated functions; to be used as methods, functions must have a `self` parameter");
      for (DefId i : r.unsatisfied_items)
        if (!defined_in_library(i)) d.span_note(fn_sig_span(i), "the candidate is defined in an impl for the type `" + ty + "`");
    } else {
      // A method of a similar name.
      std::vector<Symbol> names;
      const auto* by_ref = store.get<types::Ref>(self_ty);
      const auto* adt = adt_of(by_ref != nullptr ? by_ref->pointee : self_ty);
      const auto add_impl = [&](DefId impl) {
        if (!def.valid() || adt_of(cx.items.impls.at(impl).self_ty) != adt) return;
        for (DefId item : types::impl_items(cx, impl))
          if (const auto a = cx.items.assoc.find(item);
              a != cx.items.assoc.end() && a->second.kind == types::AssocItem::Kind::fn && a->second.has_self)
            names.push_back(a->second.name);
      };
      for (DefId impl : cx.items.inherent_impls) add_impl(impl);
      for (DefId trait : traits_in_scope(expr.id, m.method.id))
        for (DefId impl : types::trait_impls(cx, trait).all) add_impl(impl);
      if (auto best = best_match(names, m.method.ident.name)) {
        d.suggest_verbose(span, "there is a method `" + std::string(best->str()) + "` with a similar name", std::string(best->str()),
                          Applicability::maybe_incorrect);
      } else {
        d.label(span, "method not found in `" + ty + "`");
      }
    }
  }
  // Traits of the author's that have the method.
  for (const auto& [id, trait] : cx.items.traits) {
    if (defined_in_library(id)) continue;
    for (DefId item : trait.items) {
      auto a = cx.items.assoc.find(item);
      if (a == cx.items.assoc.end() || a->second.name != m.method.ident.name || a->second.kind != types::AssocItem::Kind::fn) continue;
      d.help("items from traits can only be used if the trait is implemented and in scope");
      d.span_note(item_head_span(id), "`" + cx.defs.path_str(id) + "` defines an item `" + name + "`, perhaps you need to implement it");
    }
  }
  emit(std::move(d));
}

bool FnCtxt::may_be_callable(TypeId t) {
  for (const char* tr : {"fn_once"}) {
    const DefId trait = cx.lang(tr);
    if (trait.valid() && may_implement(trait, {t, GenericArg(icx.next_ty_var({}))})) return true;
  }
  return false;
}

// `pub struct S<T>`: an item without its body.
Span FnCtxt::item_head_span(DefId d) const {
  const resolve::Def& def = cx.defs[d];
  if (!def.item.valid()) return def.ident_span;
  const syntax::Item& item = cx.crate_of(d).ast[def.item];
  Span end = item.ident.span;
  const syntax::Generics* g = nullptr;
  if (const auto* s = std::get_if<syntax::ItemStruct>(&item.kind)) g = &s->generics;
  else if (const auto* e = std::get_if<syntax::ItemEnum>(&item.kind)) g = &e->generics;
  else if (const auto* u = std::get_if<syntax::ItemUnion>(&item.kind)) g = &u->generics;
  else if (const auto* t = std::get_if<syntax::ItemTrait>(&item.kind)) g = &t->generics;
  if (g != nullptr && g->span.hi > end.hi) end = g->span;
  return Span{item.span.lo, end.hi, item.span.ctxt};
}

Span FnCtxt::fn_sig_span(DefId d) const {
  const resolve::Def& def = cx.defs[d];
  if (def.item.valid())
    if (const auto* fn = std::get_if<syntax::ItemFn>(&cx.crate_of(d).ast[def.item].kind)) return fn->sig.span;
  return def.ident_span;
}

void FnCtxt::report_path_error(Span, Symbol name, Span name_span, TypeId self_ty, const ProbeResult& r, bool) {
  results.tainted = true;
  self_ty = icx.resolve(self_ty);
  if (is_error(self_ty)) return;
  if (r.outcome == ProbeResult::Outcome::not_found && sink.has_errors() && unresolved_trait_may_define(*this, self_ty, name)) return;
  const std::string n(name.str()), ty = str(self_ty);
  const auto* adt = adt_of(self_ty);
  const bool is_enum = adt != nullptr && adt->kind == types::AdtKind::enum_;
  if (r.outcome == ProbeResult::Outcome::private_match) {
    const bool is_fn = cx.defs[r.private_item].kind == DefKind::assoc_fn;
    auto d = error(name_span, "E0624", std::string(is_fn ? "associated function" : "associated constant") + " `" + n + "` is private");
    d.label(name_span, is_fn ? "private associated function" : "private associated constant");
    if (!defined_in_library(r.private_item))
      d.label(fn_sig_span(r.private_item), is_fn ? "private associated function defined here" : "private associated constant defined here");
    return emit(std::move(d));
  }
  if (r.outcome == ProbeResult::Outcome::ambiguous) {
    auto d = error(name_span, "E0034", "multiple applicable items in scope");
    d.label(name_span, "multiple `" + n + "` found");
    for (const auto& c : r.candidates)
      if (defined_in_library(c.item)) return refuse(name_span, "this ambiguous path");
    return emit(std::move(d));
  }
  if (defined_in_library(owner) || library_lacks(self_ty, name)) return refuse(name_span, "`" + ty + "::" + n + "`");
  if (!r.unsatisfied.empty()) {
    auto d = error(name_span, "E0599",
                   "the function or associated item `" + n + "` exists for " + type_noun(*this, self_ty) + " `" + ty +
                       "`, but its trait bounds were not satisfied");
    d.label(name_span, "function or associated item cannot be called on `" + ty + "` due to unsatisfied trait bounds");
    return emit(std::move(d));
  }
  const std::string what = is_enum ? "variant or associated item" : "function or associated item";
  auto d = error(name_span, "E0599",
                 "no " + what + " named `" + n + "` found for " + type_noun(*this, self_ty) + " `" + ty + "` in the current scope");
  if (DefId def = user_def_of(*this, self_ty); def.valid())
    d.label(item_head_span(def), what + " `" + n + "` not found for this " + descr(*this, def));
  d.label(name_span, what + " not found in `" + ty + "`");
  emit(std::move(d));
}

void FnCtxt::report_no_field(const syntax::Expr& expr, const syntax::ExprField& f, TypeId base_ty,
                             std::optional<std::pair<DefId, TypeId>> private_field) {
  results.tainted = true;
  const std::string name(f.field.name.str());
  base_ty = icx.resolve(base_ty);
  if (is_error(base_ty)) return;
  if (private_field) {
    if (defined_in_library(private_field->first)) return refuse(f.field.span, "field `" + name + "` of a library type");
    auto d = error(
        f.field.span, "E0616",
        "field `" + name + "` of " + descr(*this, private_field->first) + " `" + cx.defs.path_str(private_field->first) + "` is private");
    d.label(f.field.span, "private field");
    return emit(std::move(d));
  }
  if (is_ty_var(base_ty)) return;
  const auto* raw = as<types::RawPtr>(base_ty);
  if (raw != nullptr) {
    auto d = error(f.field.span, "E0609", "no field `" + name + "` on type `" + str(base_ty) + "`");
    d.label(f.field.span, "unknown field");
    if (const auto* adt = adt_of(raw->pointee); adt != nullptr)
      d.suggest_multipart("`" + std::string(cx.sources.snippet(span_of(f.base))) + "` is a raw pointer; try dereferencing it",
                          {{span_of(f.base).shrink_to_lo(), "(*"}, {span_of(f.base).shrink_to_hi(), ")"}}, Applicability::maybe_incorrect,
                          diagnostics::SuggestionStyle::show_always);
    return emit(std::move(d));
  }
  // Fields of types: a method of that name is a different error.
  const bool scalar = is_scalar(*this, base_ty) && as<types::FnDef>(base_ty) == nullptr;
  ProbeResult probe = probe_method(f.field.span, f.field.name, base_ty, expr.id, {});
  if (probe.outcome == ProbeResult::Outcome::found && !scalar) {
    auto d = error(f.field.span, "E0615", "attempted to take value of method `" + name + "` on type `" + str(base_ty) + "`");
    d.label(f.field.span, "method, not a field");
    d.suggest_verbose(expr.span.shrink_to_hi(), "use parentheses to call the method", "()", Applicability::maybe_incorrect);
    return emit(std::move(d));
  }
  if (scalar) {
    auto d = error(f.field.span, "E0610", "`" + str(base_ty) + "` is a primitive type and therefore doesn't have fields");
    return emit(std::move(d));
  }
  if (defined_in_library(owner) || (holds_library_struct(base_ty) && library_lacks_field(f.field.name)))
    return refuse(f.field.span, "field `" + name + "` of `" + str(base_ty) + "`");
  auto d = error(f.field.span, "E0609", "no field `" + name + "` on type `" + str(base_ty) + "`");
  d.label(f.field.span, "unknown field");
  std::vector<Symbol> names;
  TypeId t = base_ty;
  while (const auto* r = as<types::Ref>(t)) t = icx.resolve(r->pointee);
  if (const auto* adt = adt_of(t); adt != nullptr && adt->kind != types::AdtKind::enum_) {
    for (const auto& field : adt->variants[0].fields)
      if (visible(field.visible_in)) names.push_back(field.name);
    if (auto best = best_match(names, f.field.name)) {
      d.suggest_verbose(f.field.span, "a field with a similar name exists", std::string(best->str()), Applicability::maybe_incorrect);
      return emit(std::move(d));
    }
  } else if (const auto* tuple = as<types::Tuple>(t)) {
    for (size_t i = 0; i < store[tuple->elems].size(); ++i) names.push_back(Symbol::intern(std::to_string(i)));
  }
  if (!names.empty()) {
    std::string list;
    for (size_t i = 0; i < names.size() && i < 5; ++i) list += (i == 0 ? "`" : ", `") + std::string(names[i].str()) + "`";
    if (names.size() > 5) list += " ... and " + std::to_string(names.size() - 5) + " others";
    d.note((names.size() == 1 ? "available field is: " : "available fields are: ") + list);
  }
  emit(std::move(d));
}

void FnCtxt::report_not_indexable(const syntax::Expr& expr, const syntax::ExprIndex& i, TypeId base_ty) {
  base_ty = icx.resolve(base_ty);
  const TypeId idx = icx.resolve(expr_ty(i.index));
  results.tainted = true;
  // A sequence indexed by something else than usize.
  TypeId seq = base_ty;
  while (const auto* r = as<types::Ref>(seq)) seq = icx.resolve(r->pointee);
  if (as<types::Array>(seq) != nullptr || as<types::Slice>(seq) != nullptr) {
    const TypeId elem = as<types::Array>(seq) != nullptr ? as<types::Array>(seq)->elem : as<types::Slice>(seq)->elem;
    auto d = error(span_of(i.index), "E0277", "the type `[" + str(elem) + "]` cannot be indexed by `" + str(idx) + "`");
    d.label(span_of(i.index), "slice indices are of type `usize` or ranges of `usize`");
    d.help("the trait `SliceIndex<[" + str(elem) + "]>` is not implemented for `" + str(idx) + "`");
    return emit(std::move(d));
  }
  if (defined_in_library(owner) || library_lacks_impl(cx.lang("index"), seq)) return refuse(expr.span, "indexing `" + str(base_ty) + "`");
  emit(error(i.brackets_span, "E0608", "cannot index into a value of type `" + str(base_ty) + "`"));
}

void FnCtxt::report_unknown_field(const VariantRef& v, const syntax::FieldInit& f, const syntax::ExprStruct& s, const syntax::Expr&) {
  const std::string name(f.ident.name.str());
  const auto& variant = v.adt->variants[v.variant];
  const std::string path = cx.defs.path_str(variant.def);
  if (defined_in_library(v.adt->def)) return refuse(f.ident.span, "this field of a library type");
  const bool is_variant = v.adt->kind == types::AdtKind::enum_;
  auto d = error(f.ident.span, is_variant ? "E0559" : "E0560",
                 std::string(variant_kind(v)) + " `" + path + "` has no field named `" + name + "`");
  std::vector<Symbol> names;
  std::string available;
  for (const auto& field : variant.fields) {
    bool given = false;
    for (const auto& g : s.fields) given = given || g.ident.name == field.name;
    if (!given && visible(field.visible_in)) {
      names.push_back(field.name);
      available += (available.empty() ? "`" : ", `") + std::string(field.name.str()) + "`";
    }
  }
  if (auto best = best_match(names, f.ident.name)) {
    d.label(f.ident.span, "unknown field");
    d.suggest_verbose(f.ident.span, "a field with a similar name exists", std::string(best->str()), Applicability::maybe_incorrect);
  } else {
    d.label(f.ident.span, "`" + path + "` does not have this field");
    if (names.empty()) d.note(std::string("all ") + variant_kind(v) + " fields are already assigned");
    else d.note("available fields are: " + available);
  }
  emit(std::move(d));
}

void FnCtxt::report_missing_fields(const VariantRef& v, const syntax::ExprStruct& s, const syntax::Expr& expr,
                                   const std::vector<uint32_t>& missing) {
  const auto& variant = v.adt->variants[v.variant];
  const Span span = s.path.segments.empty() ? expr.span : s.path.span;
  for (uint32_t i : missing)
    if (!visible(variant.fields[i].visible_in)) {
      emit(error(span, "", "cannot construct `" + str(v.ty) + "` with struct literal syntax due to private fields"));
      return;
    }
  std::string list;
  const size_t shown = missing.size() > 3 ? 3 : missing.size();
  for (size_t i = 0; i < shown; ++i) {
    const std::string n = "`" + std::string(variant.fields[missing[i]].name.str()) + "`";
    if (i != 0) list += i + 1 == shown && missing.size() <= 3 ? " and " : ", ";
    list += n;
  }
  if (missing.size() > 3) list += " and " + std::to_string(missing.size() - 3) + " other field" + (missing.size() - 3 == 1 ? "" : "s");
  auto d = error(span, "E0063",
                 std::string("missing field") + (missing.size() == 1 ? " " : "s ") + list + " in initializer of `" + str(v.ty) + "`");
  d.label(span, "missing " + list);
  emit(std::move(d));
}

void FnCtxt::report_cast(const DeferredCast& c, TypeId from, TypeId to, const char* code) {
  const std::string f = str(from), t = str(to), k = code;
  results.tainted = true;
  const auto& cast = std::get<syntax::ExprCast>(ast[c.expr].kind);
  const std::string text(cx.sources.snippet(span_of(cast.expr)));
  if (k == "E0605") {
    auto d = error(c.span, k, "non-primitive cast: `" + f + "` as `" + t + "`");
    if (adt_of(to) != nullptr && may_implement(cx.lang("From"), {to, from})) {
      d.label(c.span, "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object");
    } else {
      d.label(c.span,
              as<types::Ref>(from) != nullptr && as<types::Ref>(to) == nullptr && adt_of(to) == nullptr
                  ? "invalid cast"
                  : "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object");
    }
    return emit(std::move(d));
  }
  if (k == "E0054") {
    auto d = error(c.span, k, "cannot cast `" + f + "` as `bool`");
    if (as<types::Float>(from) == nullptr)
      d.suggest_verbose(c.span, "compare with zero instead", text + " != 0", Applicability::machine_applicable);
    else d.label(c.span, "unsupported cast");
    return emit(std::move(d));
  }
  if (k == "E0604") {
    auto d = error(c.span, k, "only `u8` can be cast as `char`, not `" + f + "`");
    d.label(c.span, "invalid cast");
    if (icx.resolve(from) == store.u32)
      d.suggest_verbose(c.span, "consider using `char::from_u32` instead", "char::from_u32(" + text + ")",
                        Applicability::machine_applicable);
    else d.span_help(c.span, "consider using `char::from_u32` instead (via a `u32`)");
    return emit(std::move(d));
  }
  if (k == "E0607") {
    auto d = error(c.span, k, "cannot cast thin pointer `" + f + "` to wide pointer `" + t + "`");
    return emit(std::move(d));
  }
  if (k == "E0620") {
    auto d = error(c.span, k, "cast to unsized type: `" + f + "` as `" + t + "`");
    if (const auto* r = as<types::Ref>(from))
      d.suggest_verbose(c.cast_span.shrink_to_lo(), "consider casting to a reference instead", r->mut == Mutability::mut ? "&mut " : "&",
                        Applicability::machine_applicable);
    else d.span_help(span_of(cast.expr), "consider using a box or reference as appropriate");
    return emit(std::move(d));
  }
  auto d = error(c.span, k, "casting `" + f + "` as `" + t + "` is invalid");
  if (as<types::Ref>(from) != nullptr && as<types::Int>(to) != nullptr) {
    const auto* a = std::get_if<syntax::ExprAddrOf>(&ast[cast.expr].kind);
    if (a != nullptr)
      d.suggest_verbose(Span{span_of(cast.expr).lo, span_of(a->place).lo, c.span.ctxt}, "remove the unneeded borrow", "",
                        Applicability::maybe_incorrect);
    else if (is_scalar(*this, as<types::Ref>(from)->pointee))
      d.suggest_verbose(span_of(cast.expr).shrink_to_lo(), "dereference the expression", "*", Applicability::machine_applicable);
    else d.help("cast through a raw pointer first");
  }
  emit(std::move(d));
}

void FnCtxt::annotate_unop(Diagnostic& d, TypeId ty, bool is_not) {
  if (DefId def = user_def_of(*this, ty); def.valid()) {
    const char* trait = is_not ? "Not" : "Neg";
    d.span_note(
        [&] {
          diagnostics::MultiSpan m(item_head_span(def));
          m.push_label(item_head_span(def), std::string("must implement `") + trait + "`");
          return m;
        }(),
        std::string("an implementation of `") + trait + "` might be missing for `" + str(ty) + "`");
    note_library_trait(d, cx.lang(is_not ? "not" : "neg"));
  }
}

// "the trait `X` must be implemented" at the library's definition of it.
void FnCtxt::note_library_trait(Diagnostic& d, DefId trait) {
  if (trait.valid()) d.span_note(item_head_span(trait), "the trait `" + std::string(cx.defs[trait].name.str()) + "` must be implemented");
}

void FnCtxt::report_binop(const syntax::Expr& expr, BinOp op, Span op_span, ExprId lhs, TypeId lhs_ty, ExprId rhs, TypeId rhs_ty,
                          bool assign) {
  results.tainted = true;
  lhs_ty = icx.resolve(lhs_ty), rhs_ty = icx.resolve(rhs_ty);
  const std::string l = str(lhs_ty), r = str(rhs_ty), sign = syntax::bin_op_str(op);
  const DefId user = user_def_of(*this, lhs_ty);
  if (defined_in_library(owner) || library_lacks_operator(op, assign, lhs_ty, rhs_ty))
    return refuse(expr.span, "`" + l + " " + sign + (assign ? "= " : " ") + r + "`");
  const char* trait_name = op == BinOp::add                     ? "Add"
                           : op == BinOp::sub                   ? "Sub"
                           : op == BinOp::mul                   ? "Mul"
                           : op == BinOp::div                   ? "Div"
                           : op == BinOp::rem                   ? "Rem"
                           : op == BinOp::bit_and               ? "BitAnd"
                           : op == BinOp::bit_or                ? "BitOr"
                           : op == BinOp::bit_xor               ? "BitXor"
                           : op == BinOp::shl                   ? "Shl"
                           : op == BinOp::shr                   ? "Shr"
                           : op == BinOp::eq || op == BinOp::ne ? "PartialEq"
                                                                : "PartialOrd";
  const char* trait_lang = op == BinOp::add       ? "add"
                           : op == BinOp::sub     ? "sub"
                           : op == BinOp::mul     ? "mul"
                           : op == BinOp::div     ? "div"
                           : op == BinOp::rem     ? "rem"
                           : op == BinOp::bit_and ? "bitand"
                           : op == BinOp::bit_or  ? "bitor"
                           : op == BinOp::bit_xor ? "bitxor"
                           : op == BinOp::shl     ? "shl"
                           : op == BinOp::shr     ? "shr"
                                                  : "";
  std::string trait = trait_name;
  if (assign) trait += "Assign";
  Diagnostic d;
  if (assign) {
    d = error(expr.span, "E0368", "binary assignment operation `" + sign + "=` cannot be applied to type `" + l + "`");
    d.label(span_of(lhs), "cannot use `" + sign + "=` on type `" + l + "`");
  } else {
    std::string message;
    switch (op) {
      case BinOp::add: message = "cannot add `" + r + "` to `" + l + "`"; break;
      case BinOp::sub: message = "cannot subtract `" + r + "` from `" + l + "`"; break;
      case BinOp::mul: message = "cannot multiply `" + l + "` by `" + r + "`"; break;
      case BinOp::div: message = "cannot divide `" + l + "` by `" + r + "`"; break;
      case BinOp::rem: message = "cannot calculate the remainder of `" + l + "` divided by `" + r + "`"; break;
      case BinOp::bit_and: message = "no implementation for `" + l + " & " + r + "`"; break;
      case BinOp::bit_or: message = "no implementation for `" + l + " | " + r + "`"; break;
      case BinOp::bit_xor: message = "no implementation for `" + l + " ^ " + r + "`"; break;
      case BinOp::shl: message = "no implementation for `" + l + " << " + r + "`"; break;
      case BinOp::shr: message = "no implementation for `" + l + " >> " + r + "`"; break;
      default: message = "binary operation `" + sign + "` cannot be applied to type `" + l + "`"; break;
    }
    d = error(op_span, "E0369", message);
    {
      const auto* rs = as<types::Ref>(rhs_ty);
      const auto* ls = as<types::Ref>(lhs_ty);
      const bool strings = op == BinOp::add && ls != nullptr && rs != nullptr && as<types::Str>(ls->pointee) != nullptr &&
                           as<types::Str>(rs->pointee) != nullptr;
      if (strings) {
        d.label(op_span, "`+` cannot be used to concatenate two `&str` strings");
        d.note("string concatenation requires an owned `String` on the left");
        d.suggest_verbose(span_of(lhs).shrink_to_hi(), "create an owned `String` from a string reference", ".to_owned()",
                          Applicability::maybe_incorrect);
      }
      d.label(span_of(lhs), l);
      d.label(span_of(rhs), r);
    }
  }
  if (user.valid()) {
    diagnostics::MultiSpan m(item_head_span(user));
    m.push_label(item_head_span(user), "must implement `" + trait + (l == r || op >= BinOp::eq ? "" : "<" + r + ">") + "`");
    d.span_note(std::move(m),
                "an implementation of `" + trait + (l == r || op >= BinOp::eq ? "" : "<" + r + ">") + "` might be missing for `" + l + "`");
    if (op == BinOp::eq || op == BinOp::ne || op >= BinOp::lt) {
      const std::string derive = op == BinOp::eq || op == BinOp::ne ? "PartialEq" : "PartialEq, PartialOrd";
      d.suggest_verbose(item_with_attrs_lo(user), "consider annotating `" + l + "` with `#[derive(" + derive + ")]`",
                        "#[derive(" + derive + ")]\n", Applicability::maybe_incorrect);
    } else {
      note_library_trait(d, cx.lang(std::string(trait_lang) + (assign ? "_assign" : "")));
    }
  } else if (const auto* p = store.get<types::Param>(lhs_ty)) {
    suggest_bound(d, *p, trait_path_for_bound(op, assign));
  }
  emit(std::move(d));
}

Span FnCtxt::item_with_attrs_lo(DefId d) const {
  const resolve::Def& def = cx.defs[d];
  if (!def.item.valid()) return def.ident_span.shrink_to_lo();
  return cx.crate_of(d).ast[def.item].span.shrink_to_lo();
}

std::string FnCtxt::trait_path_for_bound(BinOp op, bool assign) const {
  switch (op) {
    case BinOp::eq:
    case BinOp::ne: return "std::cmp::PartialEq";
    case BinOp::lt:
    case BinOp::le:
    case BinOp::gt:
    case BinOp::ge: return "std::cmp::PartialOrd";
    case BinOp::add: return assign ? "std::ops::AddAssign" : "std::ops::Add";
    case BinOp::sub: return assign ? "std::ops::SubAssign" : "std::ops::Sub";
    case BinOp::mul: return assign ? "std::ops::MulAssign" : "std::ops::Mul";
    case BinOp::div: return assign ? "std::ops::DivAssign" : "std::ops::Div";
    default: return assign ? "std::ops::RemAssign" : "std::ops::Rem";
  }
}

// "consider restricting type parameter `T`".
void FnCtxt::suggest_bound(Diagnostic& d, const types::Param& p, const std::string& trait) {
  for (DefId item = owner; item.valid(); item = cx.defs[item].parent) {
    auto g = cx.items.generics.find(item);
    if (g == cx.items.generics.end()) continue;
    for (const auto& own : g->second.own) {
      if (own.index != p.index || !own.def.valid() || defined_in_library(own.def)) continue;
      const resolve::Def& def = cx.defs[own.def];
      const bool has_bounds = def.span.hi > def.ident_span.hi;
      const std::string short_name = trait.substr(trait.rfind(':') == std::string::npos ? 0 : trait.rfind(':') + 1);
      const std::string name(p.name.str());
      if (has_bounds)
        d.suggest_verbose(def.span.shrink_to_hi(),
                          "consider further restricting type parameter `" + name + "` with trait `" + short_name + "`", " + " + trait,
                          Applicability::machine_applicable);
      else
        d.suggest_verbose(def.ident_span.shrink_to_hi(),
                          "consider restricting type parameter `" + name + "` with trait `" + short_name + "`", ": " + trait,
                          Applicability::machine_applicable);
      return;
    }
  }
}

}  // namespace borrowlab::typeck::check
