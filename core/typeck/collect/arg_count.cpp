// More or fewer generic arguments than parameters. After rustc_hir_analysis::errors::wrong_number_of_generic_args.
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using namespace types;
using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using resolve::DefKind;

namespace {

Span arg_span(const syntax::Ast& ast, const syntax::GenericArg& a) {
  if (const auto* l = std::get_if<syntax::Lifetime>(&a)) return l->ident.span;
  if (const auto* t = std::get_if<syntax::TyId>(&a)) return ast[*t].span;
  return ast[std::get<syntax::AnonConst>(a).value].span;
}

const char* plural(size_t n) { return n == 1 ? "" : "s"; }

// Whether an input of the fn mentions the parameter: then it can be inferred.
bool used_in_input(const Context& cx, DefId fn, const GenericParamDef& param) {
  const auto known = cx.items.fns.find(fn);
  if (known == cx.items.fns.end()) return false;
  bool used = false;
  for (TypeId input : cx.store.inputs(known->second.sig.value))
    walk_types(cx.store, input, [&](types::GenericArg a) {
      if (a.is_type())
        if (const auto* p = cx.store.get<Param>(a.type())) used |= p->index == param.index;
      return true;
    });
  return used;
}

}  // namespace

std::string def_descr(const Context& cx, DefId def) {
  switch (cx.defs[def].kind) {
    case DefKind::struct_: return "struct";
    case DefKind::enum_: return "enum";
    case DefKind::union_: return "union";
    case DefKind::trait: return "trait";
    case DefKind::type_alias: return "type alias";
    case DefKind::fn: return "function";
    case DefKind::assoc_ty: return "associated type";
    case DefKind::assoc_fn: {
      const auto a = cx.items.assoc.find(def);
      return a != cx.items.assoc.end() && !a->second.has_self ? "associated function" : "method";
    }
    default: return "item";
  }
}

// A fn's lifetimes that only its signature binds are chosen at each call, so none can be given. True where lifetimes are given all the
// same: an error, or, in a method call or where the early-bound ones are all there, but a warning.
bool Lowerer::late_bound_lifetimes_given(DefId def, const syntax::Lifetime& first, bool tolerated) {
  const std::vector<BoundVar>& late = cx_.items.generics_of(def).late_bound;
  if (late.empty() || tolerated) return !late.empty();
  DefId named;
  for (const BoundVar& v : late)
    if (v.kind.def.valid() && !named.valid()) named = v.kind.def;
  if (!named.valid()) {
    sink_.refuse(first.ident.span, "lifetime arguments of a function with elided lifetimes");
    return true;
  }
  Diagnostic d(Level::error, "cannot specify lifetime arguments explicitly if late bound lifetime parameters are present", first.ident.span,
               "E0794");
  d.span_note(cx_.defs[named].ident_span, "the late bound lifetime parameter is introduced here");
  sink_.emit(std::move(d));
  return true;
}

void Lowerer::report_parentheses(const syntax::PathSegment& segment, const std::vector<syntax::GenericArg>& inputs) {
  const Span written = segment.args->span, whole = segment.ident.span.to(written);
  Diagnostic d(Level::error, "parenthesized type parameters may only be used with a `Fn` trait", whole, "E0214");
  d.label(whole, "only `Fn` traits may use parentheses");
  if (!inputs.empty())
    if (const std::string_view text = cx_.sources.snippet(written); text.rfind(')') != std::string_view::npos) {
      const uint32_t close = written.lo + static_cast<uint32_t>(text.rfind(')'));
      d.suggest_multipart("use angle brackets instead",
                          {{written.with_hi(arg_span(ast_, inputs.front()).lo), "<"},
                           {written.with_lo(arg_span(ast_, inputs.back()).hi).with_hi(close + 1), ">"}},
                          Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
    }
  sink_.emit(std::move(d));
}

void Lowerer::report_constraint_misplaced(DefId def, const syntax::PathSegment& segment) {
  const syntax::AssocConstraint& c = segment.args->constraints[0];
  Diagnostic d(Level::error, "associated item constraints are not allowed here", c.span, "E0229");
  d.label(c.span, "associated item constraint not allowed here");
  const auto* value = std::get_if<syntax::TyId>(&c.value);
  bool names_param = false;
  for (const GenericParamDef& p : cx_.items.generics_of(def).own) names_param |= p.name == c.ident.name;
  if (names_param && value != nullptr) {
    const std::string text(cx_.sources.snippet(ast_[*value].span));
    d.suggest_verbose(c.span, "to use `" + text + "` as a generic argument specify it directly", text, Applicability::maybe_incorrect);
  } else if (segment.args->args.empty() && segment.args->constraints.size() == 1) {
    d.suggest_verbose(segment.args->span, "consider removing this associated item binding", "", Applicability::maybe_incorrect);
  }
  sink_.emit(std::move(d));
}

bool Lowerer::kinds_mismatch(const std::vector<GenericParamDef>& own, size_t parents, const std::vector<syntax::GenericArg>& written) {
  const auto report = [&](const syntax::GenericArg& a, const char* given, const char* wanted) {
    Diagnostic d(Level::error, std::string(given) + " provided when a " + wanted + " was expected", arg_span(ast_, a), "E0747");
    const auto* t = std::get_if<syntax::TyId>(&a);
    if (t != nullptr && std::string_view(wanted) == "constant")
      d.suggest_multipart("if this generic argument was intended as a const parameter, surround it with braces",
                          {{ast_[*t].span.shrink_to_lo(), "{ "}, {ast_[*t].span.shrink_to_hi(), " }"}}, Applicability::maybe_incorrect,
                          diagnostics::SuggestionStyle::show_always);
    sink_.emit(std::move(d));
    return true;
  };
  const auto is_lifetime = [](const syntax::GenericArg& a) { return std::holds_alternative<syntax::Lifetime>(a); };
  // A lifetime after something else; the first argument is then blamed.
  for (size_t i = 1; i < written.size(); ++i)
    if (is_lifetime(written[i]) && !is_lifetime(written[0]))
      for (const GenericParamDef& p : own)
        if (p.index >= parents && p.kind == GenericParamDef::Kind::lifetime)
          return report(written[0], std::holds_alternative<syntax::TyId>(written[0]) ? "type" : "constant", "lifetime");
  size_t next = 0;
  for (const GenericParamDef& p : own) {
    if (p.index < parents || p.synthetic || p.kind == GenericParamDef::Kind::lifetime) continue;
    while (next < written.size() && is_lifetime(written[next])) ++next;
    if (next == written.size()) return false;
    const syntax::GenericArg& a = written[next++];
    const auto* t = std::get_if<syntax::TyId>(&a);
    if (p.kind == GenericParamDef::Kind::type) {
      bool constant = t == nullptr;
      if (t != nullptr)
        if (const PartialRes r = path_res(ast_[*t].id);
            std::holds_alternative<syntax::TyPath>(ast_[*t].kind) && r.unresolved == 0 && r.base.kind == Res::Kind::def)
          constant = cx_.defs[r.base.def].kind == DefKind::const_ || cx_.defs[r.base.def].kind == DefKind::const_param;
      if (constant) return report(a, "constant", "type");
    } else if (t != nullptr && !std::holds_alternative<syntax::TyInfer>(ast_[*t].kind)) {
      const PartialRes r = path_res(ast_[*t].id);
      const bool known = std::holds_alternative<syntax::TyPath>(ast_[*t].kind) && r.base.kind == Res::Kind::def;
      const bool type_path = known && r.unresolved == 0 && cx_.defs[r.base.def].kind != DefKind::const_param &&
                             cx_.defs[r.base.def].kind != DefKind::const_ && cx_.defs[r.base.def].kind != DefKind::assoc_const;
      const bool builtin = r.base.kind == Res::Kind::prim_ty && std::holds_alternative<syntax::TyPath>(ast_[*t].kind) && r.unresolved == 0;
      if (!std::holds_alternative<syntax::TyPath>(ast_[*t].kind) || type_path || builtin) return report(a, "type", "constant");
    }
  }
  return false;
}

void Lowerer::report_arg_count(Span span, DefId def, const syntax::PathSegment* segment, size_t given, size_t least, size_t most,
                               bool lifetimes) {
  const std::string kind = def_descr(cx_, def), what = lifetimes ? "lifetime" : "generic";
  const Span at = segment != nullptr ? segment->ident.span : span;
  const syntax::GenericArgs* written = segment != nullptr ? segment->args.get() : nullptr;
  const bool missing = given < least;
  const size_t bound = missing ? least : most;
  const std::string expected = (least == most ? "" : missing ? "at least " : "at most ") + std::to_string(bound) + " " + what;
  const std::string supplied = std::to_string(given) + " " + what + " argument" + plural(given);
  Diagnostic d(Level::error,
               written != nullptr && !written->parenthesized ? kind + " takes " + expected + " argument" + plural(bound) + " but " +
                                                                   supplied + (given == 1 ? " was" : " were") + " supplied"
                                                             : "missing generics for " + kind + " `" + cx_.defs.path_str(def) + "`",
               at, "E0107");
  d.label(at, "expected " + expected + " argument" + plural(bound));

  std::vector<Span> of_kind;  // the arguments of this kind, in order
  size_t all = 0, constraints = 0;
  Span last_lifetime;
  if (written != nullptr) {
    constraints = written->constraints.size();
    for (const syntax::GenericArg& a : written->args) {
      ++all;
      const bool is_lifetime = std::holds_alternative<syntax::Lifetime>(a);
      if (is_lifetime) last_lifetime = arg_span(ast_, a);
      if (is_lifetime == lifetimes) of_kind.push_back(arg_span(ast_, a));
    }
  }
  if (missing)
    for (size_t i = 0; i < of_kind.size(); ++i) d.label(of_kind[i], i + 1 == of_kind.size() ? "supplied " + supplied : "");
  if (written == nullptr || !written->parenthesized) {
    if (missing) suggest_adding_args(d, def, at, written, of_kind, last_lifetime, least - given, lifetimes);
    else if (given - most >= all && constraints == 0)
      d.suggest(written->span.with_lo(at.hi), "remove the unnecessary generics", "", Applicability::maybe_incorrect);
    else {
      Span redundant = of_kind[most].to(of_kind.back());
      if (most != 0) redundant = redundant.with_lo(of_kind[most - 1].hi);
      d.suggest(redundant,
                std::string(lifetimes ? "remove the lifetime argument" : "remove the unnecessary generic argument") + plural(given - most),
                "", Applicability::maybe_incorrect);
    }
  }

  if (cx_.defs[def].krate == resolve::user_crate) {
    std::string names;
    diagnostics::MultiSpan note(cx_.defs[def].ident_span);
    size_t counted = 0;
    for (const GenericParamDef& p : cx_.items.generics_of(def).own) {
      if (!p.def.valid() || (p.kind == GenericParamDef::Kind::lifetime) != lifetimes || p.synthetic) continue;
      if (counted++ >= bound) break;
      names += (names.empty() ? ": `" : ", `") + std::string(p.name.str()) + "`";
      note.push_label(cx_.defs[p.def].ident_span, "");
    }
    d.span_note(note, kind + " defined here, with " + expected + " parameter" + plural(bound) + names);
  }
  sink_.emit(std::move(d));
}

// `given`: the arguments of the kind that are there already.
void Lowerer::suggest_adding_args(Diagnostic& d, DefId def, Span name, const syntax::GenericArgs* written, const std::vector<Span>& given,
                                  Span last_lifetime, size_t count, bool lifetimes) {
  std::string text;
  size_t skip = given.size(), left = count;
  for (const GenericParamDef& p : cx_.items.generics_of(def).own) {
    if (!p.def.valid() || (p.kind == GenericParamDef::Kind::lifetime) != lifetimes || p.synthetic || left == 0) continue;
    if (skip != 0) {
      --skip;
      continue;
    }
    --left;
    if (!text.empty()) text += ", ";
    // A lifetime that is there already is as good as any; a type that an argument tells can be left open.
    if (lifetimes && !given.empty()) text += std::string(cx_.sources.snippet(given[0]));
    else if (p.kind == GenericParamDef::Kind::type && used_in_input(cx_, def, p)) text += "_";
    else text += std::string(p.name.str());
  }
  const std::string message = std::string("add missing ") + (lifetimes ? "lifetime" : "generic") + " argument" + plural(count);
  if (written == nullptr) {
    d.suggest_verbose(name.shrink_to_hi(), message, "<" + text + ">", Applicability::has_placeholders);
    return;
  }
  const Span before = !given.empty() ? given.back() : lifetimes ? Span{} : last_lifetime;
  if (!before.is_dummy()) {
    d.suggest_verbose(before.shrink_to_hi(), message, ", " + text, Applicability::has_placeholders);
    return;
  }
  const bool more = !written->constraints.empty() || (lifetimes && !written->args.empty());
  d.suggest_verbose(written->span.with_lo(written->span.lo + 1).shrink_to_lo(), message, text + (more ? ", " : ""),
                    Applicability::has_placeholders);
}

// In a trait object `Self` is unknown: a default that mentions it is of no use.
bool Lowerer::default_needs_self(TypeId value, const std::vector<types::GenericArg>& so_far) const {
  if (so_far.empty() || !so_far[0].is_type()) return false;
  const auto* self = st_.get<Param>(so_far[0].type());
  if (self == nullptr || self->index != dummy_self_index) return false;
  bool found = false;
  walk_types(st_, value, [&](types::GenericArg a) {
    if (a.is_type())
      if (const auto* p = st_.get<Param>(a.type())) found |= p->index == 0;
    return true;
  });
  return found;
}

void Lowerer::report_default_of_self(Span span, DefId trait, const GenericParamDef& param, const syntax::PathSegment* segment) {
  const std::string name(param.name.str());
  Diagnostic d(Level::error, "the type parameter `" + name + "` must be explicitly specified", span, "E0393");
  const bool bare = segment == nullptr || !segment->args;
  if (!bare) d.label(span, "missing reference to `" + name + "`");
  const std::string must = "type parameter `" + name + "` must be specified for this";
  const resolve::Def& def = cx_.defs[trait];
  if (def.krate == resolve::user_crate) {
    Span head = def.span.with_hi(def.ident_span.hi);
    if (def.item.valid())
      if (const syntax::Generics* g = written_generics(cx_.crate_of(trait).ast[def.item]); g != nullptr && g->span.hi > head.hi)
        head.hi = g->span.hi;
    d.label(head, must);
  } else {
    d.span_note(def.ident_span, must);
  }
  d.note("because the parameter default references `Self`, the parameter must be specified on the trait object type");
  if (bare)
    d.suggest_verbose(span.shrink_to_hi(), "explicitly specify the type parameter", "</* " + name + " */>",
                      Applicability::has_placeholders);
  sink_.emit(std::move(d));
}

}  // namespace borrowlab::typeck
