// Errors of patterns. After rustc_hir_typeck::pat.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;

void FnCtxt::report_binding_modifier(const syntax::Pat& pat, const PatInfo& info, const char* what) {
  const std::string mode = info.mode == BindingMode::by_ref_mut ? "ref mut" : "ref";
  const std::string w = what;
  if (w == "&") {
    auto d = error(pat.span.with_hi(pat.span.lo + 1), "", "cannot explicitly dereference within an implicitly-borrowing pattern");
    d.label(pat.span.with_hi(pat.span.lo + 1), "reference pattern not allowed when implicitly borrowing");
    return emit(std::move(d));
  }
  const Span at = pat.span.with_hi(pat.span.lo + static_cast<uint32_t>(w.size()));
  auto d = error(at, "",
                 w == "mut" ? "cannot mutably bind by value within an implicitly-borrowing pattern"
                            : "cannot explicitly borrow within an implicitly-borrowing pattern");
  d.label(at, w == "mut" ? "explicit `mut` binding modifier not allowed when implicitly borrowing"
                         : "explicit `ref` binding modifier not allowed when implicitly borrowing");
  emit(std::move(d));
}

void FnCtxt::report_not_unit_pattern(const syntax::Pat& pat, DefId def) {
  const resolve::Def& d = cx.defs[def];
  std::string what = d.kind == DefKind::ctor       ? (cx.defs[d.parent].kind == DefKind::variant ? "tuple variant" : "tuple struct")
                     : d.kind == DefKind::variant  ? "struct variant"
                     : d.kind == DefKind::assoc_fn ? "associated function"
                                                   : "function";
  const std::string path(cx.sources.snippet(pat.span));
  emit(error(pat.span, "E0533", "expected unit struct, unit variant or constant, found " + what + " `" + path + "`")
           .label(pat.span, "not a unit struct, unit variant or constant"));
}

void FnCtxt::report_not_tuple_pattern(const syntax::Pat& pat, const syntax::PatTupleStruct&, const ValueRes& vr) {
  if (vr.res.kind != Res::Kind::def) {
    results.tainted = true;
    return;
  }
  const resolve::Def& d = cx.defs[vr.res.def];
  std::string what = d.kind == DefKind::ctor          ? (cx.defs[d.parent].kind == DefKind::variant ? "unit variant" : "unit struct")
                     : d.kind == DefKind::variant     ? "struct variant"
                     : d.kind == DefKind::assoc_const ? "associated constant"
                     : d.kind == DefKind::assoc_fn    ? "associated function"
                                                      : "function";
  const auto& t = std::get<syntax::PatTupleStruct>(pat.kind);
  const std::string path(cx.sources.snippet(t.path.span));
  auto e = error(pat.span, "E0164", "expected tuple struct or tuple variant, found " + what + " `" + path + "`");
  e.label(pat.span, d.kind == DefKind::assoc_fn ? "`fn` calls are not allowed in patterns" : "not a tuple struct or tuple variant");
  emit(std::move(e));
}

void FnCtxt::report_pat_field_count(const syntax::Pat& pat, const syntax::PatTupleStruct& t, const VariantRef& v, size_t given) {
  const auto& variant = v.adt->variants[v.variant];
  const size_t want = variant.fields.size();
  const std::string what = v.adt->kind == types::AdtKind::enum_ ? "tuple variant" : "tuple struct";
  auto fields = [](size_t n) { return std::to_string(n) + (n == 1 ? " field" : " fields"); };
  diagnostics::MultiSpan spans;
  for (PatId p : t.elems) spans.primary.push_back(ast[p].span);
  if (spans.primary.empty()) spans.primary.push_back(pat.span);
  diagnostics::Diagnostic d(diagnostics::Level::error,
                            "this pattern has " + fields(given) + ", but the corresponding " + what + " has " + fields(want), spans,
                            "E0023");
  d.label(spans.primary.back(), "expected " + fields(want) + ", found " + std::to_string(given));
  if (!defined_in_library(v.adt->def))
    for (size_t i = 0; i < want; ++i) d.label(variant.fields[i].span, i + 1 == want ? what + " has " + fields(want) : "");
  if (given < want && !t.elems.empty() && !pat.span.from_expansion()) {
    std::string wild;
    for (size_t i = given; i < want; ++i) wild += ", _";
    d.suggest_verbose(ast[t.elems.back()].span.shrink_to_hi(), "use `_` to explicitly ignore each field", wild,
                      Applicability::maybe_incorrect);
    if (want - given > 1)
      d.suggest_verbose(ast[t.elems.back()].span.shrink_to_hi(), "use `..` to ignore the rest of the fields", ", ..",
                        Applicability::maybe_incorrect);
  }
  emit(std::move(d));
}

void FnCtxt::report_private_ctor(const syntax::Pat& pat, DefId) {
  if (!results.tainted) refuse(pat.span, "this private constructor's pattern");
}

void FnCtxt::report_pat_unknown_fields(const syntax::Pat& pat, const syntax::PatStruct& s, const VariantRef& v,
                                       const std::vector<const syntax::PatField*>& unknown) {
  const auto& variant = v.adt->variants[v.variant];
  if (defined_in_library(v.adt->def)) return refuse(unknown[0]->ident.span, "this field of a library type");
  if (variant.shape == syntax::VariantShape::tuple) {
    bool numbers = !s.fields.empty();
    std::string fields;
    for (const syntax::PatField& f : s.fields) {
      const std::string_view name = f.ident.name.str();
      numbers = numbers && name.find_first_not_of("0123456789") == std::string_view::npos;
      fields += (fields.empty() ? "" : ", ") + std::string(cx.sources.snippet(ast[f.pat].span));
    }
    if (!numbers) {
      const std::string path(cx.sources.snippet(s.path.span));
      auto d = error(pat.span, "E0769", std::string(variant_kind(v)) + " `" + path + "` written as struct variant");
      d.suggest_verbose(pat.span, "use the tuple variant pattern syntax instead", path + "(" + fields + ")",
                        Applicability::maybe_incorrect);
      return emit(std::move(d));
    }
  }
  std::string list;
  for (size_t i = 0; i < unknown.size(); ++i) list += (i == 0 ? "`" : ", `") + std::string(unknown[i]->ident.name.str()) + "`";
  const std::string what = variant_kind(v), path = cx.defs.path_str(variant.def);
  diagnostics::MultiSpan spans;
  for (const auto* f : unknown) spans.primary.push_back(f->ident.span);
  diagnostics::Diagnostic d(diagnostics::Level::error,
                            what + " `" + path + "` does not have " + (unknown.size() == 1 ? "a field" : "fields") + " named " + list,
                            spans, "E0026");
  d.label(unknown.back()->ident.span, what + " `" + path + "` does not have " + (unknown.size() == 1 ? "this field" : "these fields"));
  emit(std::move(d));
}

void FnCtxt::report_pat_missing_fields(const syntax::Pat& pat, const syntax::PatStruct& s, const VariantRef& v,
                                       const std::vector<uint32_t>& missing) {
  const auto& variant = v.adt->variants[v.variant];
  std::string list;
  for (size_t i = 0; i < missing.size(); ++i) {
    if (!visible(variant.fields[missing[i]].visible_in)) {
      auto d = error(pat.span, "", "pattern requires `..` due to inaccessible fields");
      return emit(std::move(d));
    }
    list += (i == 0 ? "`" : i + 1 == missing.size() ? " and `" : ", `") + std::string(variant.fields[missing[i]].name.str()) + "`";
  }
  auto d = error(pat.span, "E0027", std::string("pattern does not mention field") + (missing.size() == 1 ? " " : "s ") + list);
  d.label(pat.span, std::string("missing field") + (missing.size() == 1 ? " " : "s ") + list);
  if (!s.fields.empty() && !pat.span.from_expansion()) {
    const Span tail = s.fields.back().span.shrink_to_hi();
    std::string names, ignored;
    for (uint32_t i : missing) {
      names += ", " + std::string(variant.fields[i].name.str());
      ignored += ", " + std::string(variant.fields[i].name.str()) + ": _";
    }
    const bool one = missing.size() == 1;
    d.suggest_verbose(tail, one ? "include the missing field in the pattern" : "include the missing fields in the pattern", names,
                      Applicability::maybe_incorrect);
    d.suggest_verbose(tail,
                      one ? "if you don't care about this missing field, you can explicitly ignore it"
                          : "if you don't care about these missing fields, you can explicitly ignore them",
                      ignored, Applicability::maybe_incorrect);
    d.suggest_verbose(tail, "or always ignore missing fields here", ", ..", Applicability::maybe_incorrect);
  }
  emit(std::move(d));
}

void FnCtxt::report_not_slice_pattern(const syntax::Pat& pat, TypeId expected, const PatInfo&) {
  expected = icx.resolve(expected);
  auto d = error(pat.span, "E0529", "expected an array or slice, found `" + str(expected) + "`");
  d.label(pat.span, "pattern cannot match with input type `" + str(expected) + "`");
  emit(std::move(d));
}

}  // namespace borrowlab::typeck::check
