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

// E0370: counting on from the largest value. E0732: values beside variants with fields.
void WfChecker::discriminant_rules(DefId d, const syntax::ItemEnum& e) {
  const AdtDef& adt = items_.adt(d);
  const TypeId repr = adt.repr.int_type.valid() ? adt.repr.int_type : st_.isize;
  const auto& ty = std::get<Int>(st_[repr]);
  const unsigned bits = ty.width == IntWidth::w8     ? 8
                        : ty.width == IntWidth::w16  ? 16
                        : ty.width == IntWidth::w32  ? 32
                        : ty.width == IntWidth::w128 ? 128
                                                     : 64;
  if (bits < 128) {
    const __int128 most = (static_cast<__int128>(1) << (ty.is_signed ? bits - 1 : bits)) - 1;
    for (size_t i = 1; i < e.variants.size(); ++i) {
      if (e.variants[i].discriminant || adt.variants[i - 1].discriminant != most) continue;
      const Span at = e.variants[i].ident.span;
      const std::string name(e.variants[i].ident.name.str());
      Diagnostic diag(Level::error, "enum discriminant overflowed", at, "E0370");
      diag.label(at, "overflowed on value after " + std::to_string(static_cast<uint64_t>(most)));
      diag.note("explicitly set `" + name + " = " +
                (ty.is_signed ? "-" + std::to_string(static_cast<uint64_t>(most) + 1) : std::string("0")) + "` if that is desired outcome");
      sink_.emit(std::move(diag));
      return;
    }
  }
  if (adt.repr.int_type.valid()) return;
  const syntax::Variant *unit_value = nullptr, *other_value = nullptr, *other = nullptr;
  for (const syntax::Variant& v : e.variants) {
    const bool unit = v.data.shape == syntax::VariantShape::unit;
    if (!unit && other == nullptr) other = &v;
    if (v.discriminant && unit && unit_value == nullptr) unit_value = &v;
    if (v.discriminant && !unit && other_value == nullptr) other_value = &v;
  }
  if (other_value == nullptr && (unit_value == nullptr || other == nullptr)) return;
  Diagnostic diag(Level::error, "`#[repr(inttype)]` must be specified for enums with explicit discriminants and non-unit variants", head(d),
                  "E0732");
  if (other_value != nullptr) {
    diag.label(ast_[other_value->discriminant->value].span, "explicit discriminant on non-unit variant specified here");
  } else {
    diag.label(ast_[unit_value->discriminant->value].span, "explicit discriminant specified here");
    diag.label(other->ident.span, "non-unit discriminant declared here");
  }
  sink_.emit(std::move(diag));
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
  // Where something within it is wrong already, it may have been used there.
  const Span whole = item(d).span;
  for (const Diagnostic& e : sink_.all())
    if (e.level == Level::error && !e.spans.primary.empty() && whole.lo <= e.spans.primary[0].lo && e.spans.primary[0].hi <= whole.hi)
      return;
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

// Of size 0 and alignment 1, as far as can be told without knowing parameters.
bool WfChecker::trivial_layout(TypeId ty, uint32_t depth) {
  if (depth > 64) return false;
  if (const auto* t = st_.get<Tuple>(ty)) {
    for (TypeId e : st_[t->elems])
      if (!trivial_layout(e, depth + 1)) return false;
    return true;
  }
  if (const auto* a = st_.get<Array>(ty)) {
    const auto* len = st_.get<ConstValue>(a->len);
    const bool bytes = a->elem == st_.u8 || a->elem == st_.i8 || a->elem == st_.bool_;
    return (len != nullptr && len->bits == 0 && bytes) || trivial_layout(a->elem, depth + 1);
  }
  if (st_.get<FnDef>(ty) != nullptr) return true;
  const auto* adt = st_.get<Adt>(ty);
  if (adt == nullptr) return false;
  const AdtDef& def = items_.adt(adt->def);
  if (def.is_phantom_data) return true;
  if (def.kind != AdtKind::struct_ || def.repr.align > 1) return false;
  const std::vector<FieldInfo> fields = def.variants[0].fields;
  for (const FieldInfo& f : fields)
    if (!trivial_layout(instantiate(st_, f.ty, adt->args), depth + 1)) return false;
  return true;
}

// E0690: a transparent type is its one field that has a layout.
void WfChecker::transparent(DefId d) {
  const AdtDef& adt = items_.adt(d);
  if (!adt.repr.transparent || adt.variants.size() != 1) return;
  std::vector<Span> counted;
  for (const FieldInfo& f : adt.variants[0].fields) {
    if ((st_.flags(f.ty) & has_error) != 0) return;
    if (!trivial_layout(f.ty)) counted.push_back(f.span);
  }
  if (counted.size() < 2) return;
  const std::string needs = "needs at most one field with non-trivial size or alignment, but has " + std::to_string(counted.size());
  const char* kind = adt.kind == AdtKind::enum_    ? "the variant of a transparent enum"
                     : adt.kind == AdtKind::union_ ? "transparent union"
                                                   : "transparent struct";
  Diagnostic diag(Level::error, std::string(kind) + " " + needs, head(d), "E0690");
  diag.label(head(d), needs);
  for (Span s : counted) diag.label(s, "this field has non-zero size or requires alignment");
  sink_.emit(std::move(diag));
}

// The first type with #[repr(align)] among what a type holds, and the types on the way to it.
bool WfChecker::find_aligned(TypeId ty, std::vector<DefId>& path) {
  const auto* adt = st_.get<Adt>(ty);
  if (adt == nullptr || path.size() > 64) return false;
  if (std::find(path.begin(), path.end(), adt->def) != path.end()) return false;
  const AdtDef& def = items_.adt(adt->def);
  path.push_back(adt->def);
  if (def.repr.align != 0) return true;
  const std::vector<VariantInfo> variants = def.variants;
  for (const VariantInfo& v : variants)
    for (const FieldInfo& f : v.fields)
      if (find_aligned(instantiate(st_, f.ty, adt->args), path)) return true;
  path.pop_back();
  return false;
}

void WfChecker::packed_holds_aligned(DefId d) {
  if (items_.adt(d).repr.pack == 0) return;
  const std::vector<FieldInfo> fields = items_.adt(d).variants[0].fields;
  for (const FieldInfo& f : fields) {
    std::vector<DefId> path;
    if (!find_aligned(f.ty, path)) continue;
    Diagnostic diag(Level::error, "packed type cannot transitively contain a `#[repr(align)]` type", head(d), "E0588");
    const std::string name(cx_.defs[path.back()].name.str());
    diag.span_note(head(path.back()), "`" + name + "` has a `#[repr(align)]` attribute");
    if (path.size() > 1) sink_.refuse(head(d), "a packed type that contains an aligned one by way of others");
    return sink_.emit(std::move(diag));
  }
}

void WfChecker::check_adt(DefId d) {
  const syntax::Item& it = item(d);
  if (const auto* s = std::get_if<syntax::ItemStruct>(&it.kind)) duplicate_fields(s->data);
  if (const auto* u = std::get_if<syntax::ItemUnion>(&it.kind)) duplicate_fields(u->data);
  if (const auto* e = std::get_if<syntax::ItemEnum>(&it.kind)) {
    for (const syntax::Variant& v : e->variants) duplicate_fields(v.data);
    discriminant_rules(d, *e);
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
  transparent(d);
  packed_holds_aligned(d);
}

}  // namespace borrowlab::typeck
