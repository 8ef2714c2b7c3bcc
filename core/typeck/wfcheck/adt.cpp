// Structs, enums, unions: fields, discriminants, size, parameters.
#include <algorithm>

#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using namespace types;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;
using resolve::DefKind;

void WfChecker::duplicate_fields(const syntax::VariantData& data) {
  if (data.shape != syntax::VariantShape::named) return;
  for (size_t i = 0; i < data.fields.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      if (!(data.fields[i].ident.name == data.fields[j].ident.name)) continue;
      const std::string name(data.fields[i].ident.name.str());
      Diagnostic d(Level::error, "field `" + name + "` is already declared", data.fields[i].span, "E0124");
      d.label(data.fields[i].span, "field already declared");
      d.label(data.fields[j].span, "`" + name + "` first declared here");
      sink_.emit(std::move(d));
      break;
    }
}

void WfChecker::duplicate_discriminants(DefId d, const syntax::ItemEnum& e) {
  const auto& variants = items_.adt(d).variants;
  std::vector<bool> done(variants.size());
  for (size_t i = 0; i < variants.size(); ++i) {
    if (done[i]) continue;
    std::vector<size_t> same{i};
    for (size_t j = i + 1; j < variants.size(); ++j)
      if (variants[j].discriminant == variants[i].discriminant) {
        same.push_back(j);
        done[j] = true;
      }
    if (same.size() < 2) continue;
    const __int128 value = variants[i].discriminant;
    std::string text;
    unsigned __int128 magnitude = value < 0 ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
    do {
      text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(magnitude % 10)));
      magnitude /= 10;
    } while (magnitude != 0);
    if (value < 0) text.insert(text.begin(), '-');
    Diagnostic diag(Level::error, "discriminant value `" + text + "` assigned more than once", head(d), "E0081");
    for (size_t v : same) {
      const syntax::Variant& written = e.variants[v];
      if (written.discriminant) {
        diag.label(ast_[written.discriminant->value].span, "`" + text + "` assigned here");
        continue;
      }
      diag.label(written.ident.span, "`" + text + "` assigned here");
      for (size_t start = v; start-- > 0;)
        if (e.variants[start].discriminant) {
          const std::string distance = v - start == 1 ? "1 variant later" : std::to_string(v - start) + " variants later";
          diag.label(e.variants[start].ident.span, "discriminant for `" + std::string(written.ident.name.str()) +
                                                       "` incremented from this startpoint (`" +
                                                       std::string(e.variants[start].ident.name.str()) + "` + " + distance + " => `" +
                                                       std::string(written.ident.name.str()) + "` = " + text + ")");
          break;
        }
    }
    sink_.emit(std::move(diag));
  }
}

// Follows fields held by value. `path`: the crate's own types on the way from the first one to `target`.
bool WfChecker::holds_by_value(TypeId ty, DefId target, std::vector<TypeId>& visited, std::vector<DefId>& path) {
  if (std::find(visited.begin(), visited.end(), ty) != visited.end() || visited.size() > 4096 || path.size() > 256) return false;
  visited.push_back(ty);
  const TypeKind kind = st_[ty];
  if (const auto* t = std::get_if<Tuple>(&kind)) {
    for (TypeId e : st_[t->elems])
      if (holds_by_value(e, target, visited, path)) return true;
    return false;
  }
  if (const auto* a = std::get_if<Array>(&kind)) return holds_by_value(a->elem, target, visited, path);
  const auto* adt = std::get_if<Adt>(&kind);
  if (adt == nullptr) return false;
  if (adt->def == target) return true;
  const bool own = cx_.defs[adt->def].krate == krate_.id;
  if (own) path.push_back(adt->def);
  const std::vector<VariantInfo> variants = items_.adt(adt->def).variants;
  for (const VariantInfo& v : variants)
    for (const FieldInfo& f : v.fields)
      if (holds_by_value(instantiate(st_, f.ty, adt->args), target, visited, path)) return true;
  if (own) path.pop_back();
  return false;
}

void WfChecker::recursive_without_indirection(DefId d) {
  if (std::find(reported_recursive_.begin(), reported_recursive_.end(), d) != reported_recursive_.end()) return;
  std::vector<DefId> cycle;
  bool found = false;
  for (const VariantInfo& v : items_.adt(d).variants)
    for (const FieldInfo& f : v.fields) {
      if (found) break;
      std::vector<TypeId> visited;
      cycle.clear();
      found = holds_by_value(f.ty, d, visited, cycle);
    }
  if (!found) return;
  cycle.insert(cycle.begin(), d);
  std::vector<std::pair<Span, std::string>> labels;
  std::vector<diagnostics::SubstitutionPart> parts;
  for (size_t i = 0; i < cycle.size(); ++i) {
    reported_recursive_.push_back(cycle[i]);
    const DefId next = cycle[(i + 1) % cycle.size()];
    const auto field = [&](const syntax::VariantData& data) {
      for (const syntax::FieldDef& f : data.fields) {
        const DefId def = def_of(f.id);
        std::vector<TypeId> visited;
        std::vector<DefId> path;
        if (!holds_by_value(items_.type_of[def], next, visited, path) || !path.empty()) continue;
        bool named = false;
        walk_ty(krate_, f.ty, nullptr, [&](const syntax::Ty& t) {
          if (named || !std::holds_alternative<syntax::TyPath>(t.kind) || t.id.index >= krate_.res.paths.size()) return;
          const PartialRes& r = krate_.res.paths[t.id.index];
          if (r.unresolved != 0 || !(r.base.def == next) || (r.base.kind != Res::Kind::def && r.base.kind != Res::Kind::self_ty_alias))
            return;
          named = true;
          labels.push_back({t.span, "recursive without indirection"});
          parts.push_back({t.span.shrink_to_lo(), "Box<"});
          parts.push_back({t.span.shrink_to_hi(), ">"});
        });
        if (named) return true;
      }
      return false;
    };
    const syntax::Item& it = item(cycle[i]);
    if (const auto* s = std::get_if<syntax::ItemStruct>(&it.kind)) field(s->data);
    else if (const auto* u = std::get_if<syntax::ItemUnion>(&it.kind)) field(u->data);
    else if (const auto* e = std::get_if<syntax::ItemEnum>(&it.kind))
      for (const syntax::Variant& v : e->variants)
        if (field(v.data)) break;
  }
  std::string names;
  for (size_t i = 0; i < cycle.size(); ++i) {
    if (i != 0) names += i + 1 == cycle.size() ? (cycle.size() > 2 ? ", and " : " and ") : ", ";
    names += "`" + std::string(cx_.defs[cycle[i]].name.str()) + "`";
  }
  Diagnostic diag(Level::error,
                  cycle.size() == 1 ? "recursive type " + names + " has infinite size" : "recursive types " + names + " have infinite size",
                  head(d), "E0072");
  for (size_t i = 1; i < cycle.size(); ++i) diag.spans.primary.push_back(head(cycle[i]));
  for (auto& [span, text] : labels) diag.label(span, text);
  if (!parts.empty())
    diag.suggest_multipart("insert some indirection (e.g., a `Box`, `Rc`, or `&`) to break the cycle", parts,
                           diagnostics::Applicability::has_placeholders, diagnostics::SuggestionStyle::show_always);
  sink_.emit(std::move(diag));
}

void WfChecker::unused_params(DefId d) {
  const auto variances = items_.variances.find(d);
  if (variances == items_.variances.end() || items_.adt(d).is_phantom_data) return;
  for (const VariantInfo& v : items_.adt(d).variants)
    for (const FieldInfo& f : v.fields)
      if ((st_.flags(f.ty) & has_error) != 0) return;  // it may have been used there
  const std::vector<GenericParamDef> own = items_.generics_of(d).own;
  const syntax::Generics* written = written_generics(item(d));
  for (const GenericParamDef& p : own) {
    if (p.kind == GenericParamDef::Kind::konst || p.index >= variances->second.size() || variances->second[p.index] != Variance::bivariant)
      continue;
    const bool is_type = p.kind == GenericParamDef::Kind::type;
    const std::string name(p.name.str()), kind = is_type ? "type" : "lifetime";
    bool bounded = false;
    if (written != nullptr)
      for (const syntax::GenericParam& w : written->params)
        if (def_of(w.id) == p.def) bounded = !w.bounds.empty();
    // Used, but only as a parameter of the type itself.
    bool recursive = false;
    for (const VariantInfo& v : items_.adt(d).variants)
      for (const FieldInfo& f : v.fields)
        walk_types(st_, f.ty, [&](GenericArg a) {
          if (is_type && a.is_type())
            if (const auto* param = st_.get<Param>(a.type())) recursive |= param->index == p.index;
          return true;
        });
    const Span at = cx_.defs[p.def].ident_span;
    if (recursive) {
      sink_.refuse(at, "a parameter that is only used recursively");
      continue;
    }
    Diagnostic diag(Level::error, kind + " parameter `" + name + "` is never used", at, "E0392");
    diag.label(at, "unused " + kind + " parameter");
    diag.help("consider removing `" + name + "`, referring to it in a field, or using a marker such as `PhantomData`");
    if (is_type && !bounded)
      diag.help("if you intended `" + name + "` to be a const parameter, use `const " + name + ": /* Type */` instead");
    sink_.emit(std::move(diag));
  }
}

void WfChecker::check_adt(DefId d) {
  const syntax::Item& it = item(d);
  if (const auto* s = std::get_if<syntax::ItemStruct>(&it.kind)) duplicate_fields(s->data);
  if (const auto* u = std::get_if<syntax::ItemUnion>(&it.kind)) duplicate_fields(u->data);
  if (const auto* e = std::get_if<syntax::ItemEnum>(&it.kind)) {
    for (const syntax::Variant& v : e->variants) duplicate_fields(v.data);
    duplicate_discriminants(d, *e);
    if (e->variants.empty() && items_.adt(d).repr.int_type.valid()) {
      Span at = it.ident.span;
      for (const syntax::Attribute& a : it.attrs)
        if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == "repr") {
          const std::string_view text = cx_.sources.snippet(a.span);
          const size_t open = text.find('('), close = text.rfind(')');
          if (open != std::string_view::npos && close != std::string_view::npos)
            at = a.span.with_lo(a.span.lo + static_cast<uint32_t>(open) + 1).with_hi(a.span.lo + static_cast<uint32_t>(close));
        }
      Diagnostic diag(Level::error, "unsupported representation for zero-variant enum", at, "E0084");
      diag.label(head(d), "zero-variant enum");
      sink_.emit(std::move(diag));
    }
  }
  recursive_without_indirection(d);
  unused_params(d);
}

}  // namespace borrowlab::typeck
