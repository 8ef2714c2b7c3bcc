// How unused variables and assignments are told. After rustc_mir_transform::liveness, AssignmentResult::report_*.
#include <algorithm>

#include "lint/liveness.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::lint {

using diagnostics::Applicability;
namespace thir = typeck::thir;

LivenessReport::LivenessReport(types::Context& cx, const BuiltBody& body, const PlaceSet& places, Liveness& found, Findings& out)
    : cx_(cx), body_(body), places_(places), found_(found), out_(out) {}

// Where the variable is bound: several places where alternatives of a pattern bind it.
std::vector<const thir::Pat*> LivenessReport::introductions(mir::Local local) const {
  std::vector<const thir::Pat*> out;
  const syntax::NodeId var = body_.mir->locals[local].info.var;
  for (const thir::Pat& p : body_.thir->pats)
    if (const auto* b = std::get_if<thir::PatBinding>(&p.kind); b != nullptr && b->var == var) out.push_back(&p);
  return out;
}

// A value that a variable is given where it is declared is not told of beside the variable itself.
bool LivenessReport::is_initialization(const Access& a, const mir::LocalInfo& info) const {
  const Span at = a.at.span;
  if (cx_.sources.find_ancestor_inside(at, info.pat_span)) return true;
  if (!info.opt_match_has_place) return false;
  if (cx_.sources.find_ancestor_inside(at, info.match_span)) return true;
  const auto outer = cx_.sources.find_ancestor_in_same_ctxt(info.match_span, at);
  return outer && outer->contains(at);
}

// Of a type whose drop does something: being there until the end of its scope may be all that is asked of it.
bool LivenessReport::maybe_drop_guard(PlaceIndex index) const {
  if (!found_.ever_dropped.contains(index.index)) return false;
  const TrackedPlace& place = places_[index];
  const types::TypeId ty = place.is_capture ? body_.mir->closure->captures[place.capture].place_ty : body_.mir->locals[place.local].ty;
  const types::TypeKind& kind = cx_.store[ty];
  const bool may_guard = std::holds_alternative<types::Closure>(kind) || std::holds_alternative<types::Tuple>(kind) ||
                         std::holds_alternative<types::Adt>(kind) || std::holds_alternative<types::Dynamic>(kind) ||
                         std::holds_alternative<types::Array>(kind) || std::holds_alternative<types::Slice>(kind) ||
                         std::holds_alternative<types::Alias>(kind);
  return may_guard && typeck::needs_drop(cx_, typeck::param_env(cx_, body_.mir->owner), ty);
}

// The name may have been meant to be that of a unit variant, a unit struct or a constant.
void LivenessReport::suggest_pattern(Diagnostic& d, PlaceIndex index) const {
  const TrackedPlace& place = places_[index];
  if (place.local.index <= body_.mir->arg_count) return;
  const Symbol name = Symbol::intern(place.name);
  const auto suggest = [&](const std::string& kind, Symbol item, DefId def) {
    d.suggest_verbose(place.span,
                      "you might have meant to pattern match on the similarly named " + kind + " `" + std::string(item.str()) + "`",
                      cx_.defs.full_path_str(def), Applicability::maybe_incorrect);
  };
  types::TypeId ty = body_.mir->locals[place.local].ty;
  types::TypeId peeled = ty;
  while (const auto* r = cx_.store.get<types::Ref>(peeled)) peeled = r->pointee;
  std::vector<Symbol> names;
  if (const auto* adt = cx_.store.get<types::Adt>(peeled)) {
    const types::AdtDef& def = cx_.items.adt(adt->def);
    for (const types::VariantInfo& v : def.variants)
      if (v.shape == syntax::VariantShape::unit) names.push_back(v.name);
    if (const auto best = resolve::best_match(names, name)) {
      for (const types::VariantInfo& v : def.variants)
        if (v.name == *best && v.shape == syntax::VariantShape::unit)
          return suggest(def.kind == types::AdtKind::enum_ ? "variant" : "struct", v.name, v.def);
    }
  }
  names.clear();
  std::vector<DefId> constants;
  const DefId module = cx_.defs.enclosing_module(body_.mir->owner);
  for (DefId id = cx_.defs.defs.first(true); id < cx_.defs.defs.last(true); ++id.index) {
    const resolve::Def& def = cx_.defs[id];
    if (def.kind != resolve::DefKind::const_) continue;
    const auto of = cx_.items.type_of.find(id);
    if (of == cx_.items.type_of.end() || of->second != ty) continue;
    if (def.visible_in.valid() && !cx_.defs.is_ancestor(def.visible_in, module)) continue;
    constants.push_back(id);
    names.push_back(def.name);
  }
  if (const auto best = resolve::best_match(names, name))
    for (const DefId id : constants)
      if (cx_.defs[id].name == *best) return suggest("constant", *best, id);
}

// A string that looks as if the variable's value should be put into it.
void LivenessReport::suggest_interpolation(Diagnostic& d, const std::string& name) const {
  const std::string brace = "{" + name;
  const auto interpolates = [&](std::string_view text) {
    for (size_t at = text.find(brace); at != std::string_view::npos; at = text.find(brace, at + 1)) {
      const size_t after = at + brace.size();
      if (after < text.size() && (text[after] == '}' || text[after] == ':')) return true;
    }
    return false;
  };
  const auto operand = [&](const mir::Operand& o) {
    if (o.constant == nullptr || o.constant->value.kind != thir::ConstantValue::Kind::str || !interpolates(o.constant->value.text.str()))
      return;
    const Span lit = o.constant->span;
    d.label(lit, "you might have meant to use string interpolation in this string literal");
    d.suggest_multipart("string interpolation only works in `format!` invocations",
                        {{lit.shrink_to_lo(), "format!("}, {lit.shrink_to_hi(), ")"}}, Applicability::machine_applicable);
  };
  for (const mir::BasicBlockData& b : body_.mir->blocks) {
    for (const mir::Statement& s : b.statements)
      if (const auto* assign = std::get_if<mir::StAssign>(&s.kind)) {
        if (const auto* use = std::get_if<mir::RvUse>(&assign->value)) operand(use->operand);
        if (const auto* made = std::get_if<mir::RvAggregate>(&assign->value))
          for (const mir::Operand& o : made->operands) operand(o);
      }
    if (const auto* call = std::get_if<mir::TCall>(&b.terminator.kind))
      for (const mir::Operand& o : call->args) operand(o);
  }
}

void LivenessReport::report_unused(PlaceIndex index, const std::vector<const thir::Pat*>& bound, std::vector<Span> spans) {
  const TrackedPlace& place = places_[index];
  const Span def_span = place.span;
  diagnostics::MultiSpan at;
  at.primary = spans;
  Diagnostic d = finding(Lint::unused_variables, "unused variable: `" + place.name + "`", std::move(at));
  suggest_interpolation(d, place.name);
  const auto shorthand = [](const thir::Pat* p) { return std::get<thir::PatBinding>(p->kind).is_shorthand; };
  const bool from_macro = def_span.from_expansion() &&
                          std::any_of(bound.begin(), bound.end(), [&](const thir::Pat* p) { return p->span.ctxt == def_span.ctxt; });
  if (std::any_of(bound.begin(), bound.end(), shorthand)) {
    std::vector<diagnostics::SubstitutionPart> parts;
    for (const thir::Pat* p : bound)
      if (shorthand(p)) parts.push_back({p->span, place.name + ": _"});
    for (const thir::Pat* p : bound)
      if (!shorthand(p)) parts.push_back({p->span, "_"});
    d.suggest_multipart("try ignoring the field", std::move(parts), Applicability::maybe_incorrect);
  } else if (from_macro) {
    d.span_help(def_span, "`" + place.name + "` is captured in macro and introduced a unused variable");
  } else {
    suggest_pattern(d, index);
    std::vector<diagnostics::SubstitutionPart> parts;
    for (const Span s : spans) parts.push_back({s, "_" + place.name});
    d.suggest_multipart("if this is intentional, prefix it with an underscore", std::move(parts), Applicability::maybe_incorrect);
  }
  out_.push_back(std::move(d));
}

void LivenessReport::fully_unused() {
  for (uint32_t i = 0; i < places_.size(); ++i) {
    const PlaceIndex index(i);
    const TrackedPlace& place = places_[index];
    // Of a capture the enclosing fn tells.
    if (found_.ever_live.contains(i) || place.is_capture || place.name.empty()) continue;
    const mir::LocalDecl& decl = body_.mir->locals[place.local];
    if (decl.info.is_ref_for_guard || cx_.sources.desugaring_of(decl.source_info.span) != source::DesugaringKind::none) continue;
    const auto bound = introductions(place.local);
    auto& assignments = found_.assignments[index];
    if (assignments.empty()) {
      report_unused(index, bound, {place.span});
      continue;
    }
    std::erase_if(assignments, [&](const Access& a) { return is_initialization(a, decl.info); });
    if (assignments.empty()) {
      std::vector<Span> spans;
      for (const thir::Pat* p : bound) spans.push_back(p->span);
      report_unused(index, bound, std::move(spans));
      continue;
    }
    if (maybe_drop_guard(index)) {
      std::erase_if(assignments, [](const Access& a) { return !a.is_direct; });
      if (assignments.empty()) continue;
    }
    Diagnostic d = finding(Lint::unused_variables, "variable `" + place.name + "` is assigned to, but never used", place.span);
    d.note("consider using `_" + place.name + "` instead");
    suggest_pattern(d, index);
    out_.push_back(std::move(d));
  }
}

// `fn f(mut a: &T) { let x = …; a = &x; }`: what `a` points at may have been meant. rustc: annotate_mut_binding_to_immutable_binding.
bool LivenessReport::suggest_assigning_through(Diagnostic& d, PlaceIndex index, Span assignment) const {
  const TrackedPlace& place = places_[index];
  const mir::Body& body = *body_.mir;
  if (place.is_capture || place.local.index > body.arg_count || body.closure || body.locals[place.local].mut != syntax::Mutability::mut)
    return false;
  const syntax::Ast& ast = cx_.crate_of(body.owner).ast;
  if (!cx_.defs[body.owner].item.valid()) return false;
  const auto* fn = std::get_if<syntax::ItemFn>(&ast[cx_.defs[body.owner].item].kind);
  if (fn == nullptr) return false;
  const syntax::Param& param = fn->sig.inputs[place.local.index - 1];
  const auto* ref = std::get_if<syntax::TyRef>(&ast[param.ty].kind);
  const auto* binding = std::get_if<syntax::PatIdent>(&ast[param.pat].kind);
  if (ref == nullptr || binding == nullptr || binding->by_ref) return false;
  for (const syntax::Expr& e : ast.exprs) {
    const auto* assign = std::get_if<syntax::ExprAssign>(&e.kind);
    if (assign == nullptr || !(e.span == assignment)) continue;
    const syntax::Expr& value = ast[assign->value];
    const auto* borrow = std::get_if<syntax::ExprAddrOf>(&value.kind);
    if (borrow == nullptr || borrow->raw) return false;
    std::vector<diagnostics::SubstitutionPart> parts;
    if (ref->mut == syntax::Mutability::not_)
      parts.push_back({ast[ref->ty].span.shrink_to_lo(), ref->lifetime.ident.name.empty() ? "mut " : " mut "});
    parts.push_back({ast[param.pat].span.until(binding->ident.span), ""});
    parts.push_back({ast[assign->place].span.shrink_to_lo(), "*"});
    parts.push_back({value.span.until(ast[borrow->place].span), ""});
    d.suggest_multipart(
        "you might have meant to mutate the pointed at value being passed in, instead of changing the reference in the local binding",
        std::move(parts), Applicability::maybe_incorrect);
    return true;
  }
  return false;
}

void LivenessReport::unused_assignments() {
  for (uint32_t i = 0; i < places_.size(); ++i) {
    const TrackedPlace& place = places_[PlaceIndex(i)];
    const auto& assignments = found_.assignments[PlaceIndex(i)];
    if (assignments.empty() || place.name.empty()) continue;
    const bool guard = maybe_drop_guard(PlaceIndex(i));
    const std::string name = "`" + place.name + "`";
    for (auto a = assignments.rbegin(); a != assignments.rend(); ++a) {
      if (a->live || (!a->is_direct && guard)) continue;
      switch (a->kind) {
        case Access::Kind::assign: {
          Diagnostic d = finding(Lint::unused_assignments, "value assigned to " + name + " is never read", a->at.span);
          if (!suggest_assigning_through(d, PlaceIndex(i), a->at.span)) d.help("maybe it is overwritten before being read?");
          out_.push_back(std::move(d));
          break;
        }
        case Access::Kind::param:
          out_.push_back(finding(Lint::unused_assignments, "value passed to " + name + " is never read", a->at.span)
                             .help("maybe it is overwritten before being read?"));
          break;
        case Access::Kind::capture:
          out_.push_back(finding(Lint::unused_assignments, "value captured by " + name + " is never read", place.span)
                             .help("did you mean to capture by reference instead?"));
          break;
      }
    }
  }
}

}  // namespace borrowlab::lint
