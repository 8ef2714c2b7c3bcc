// Attributes: is their argument one they know, and are they on something that they are for? After rustc_attr_parsing and
// rustc_passes::check_attr.
#include <algorithm>

#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;
using resolve::DefKind;

namespace {

// One element of `repr(…)`: `align(8)` has name `align` and argument `8`.
struct ReprHint {
  std::string name, argument;
  Span span, argument_span;
  bool assigned = false;  // `align = "8"`
};

std::vector<ReprHint> repr_hints(const types::Context& cx, const syntax::Attribute& a) {
  std::vector<ReprHint> out;
  if (a.span.from_expansion()) return out;
  for (const syntax::MetaItem& item : a.items) {
    if (item.name.empty()) continue;
    ReprHint hint;
    hint.name = item.name;
    hint.span = item.span;
    hint.assigned = item.shape == syntax::AttrShape::name_value;
    if (item.shape != syntax::AttrShape::word) {
      std::string_view text = cx.sources.snippet(item.args_span);
      Span at = item.args_span;
      if (!hint.assigned && text.size() >= 2) {
        text = text.substr(1, text.size() - 2);
        at = at.with_lo(at.lo + 1).with_hi(at.hi - 1);
      }
      hint.argument = std::string(text);
      hint.argument_span = at;
    }
    out.push_back(std::move(hint));
  }
  return out;
}

bool is_int_repr(std::string_view name) {
  for (const char* t : {"i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "i128", "u128", "isize", "usize"})
    if (name == t) return true;
  return false;
}

const char* attr_target(const syntax::Item& it) {
  if (std::holds_alternative<syntax::ItemStruct>(it.kind)) return "structs";
  if (std::holds_alternative<syntax::ItemEnum>(it.kind)) return "enums";
  if (std::holds_alternative<syntax::ItemUnion>(it.kind)) return "unions";
  if (std::holds_alternative<syntax::ItemTrait>(it.kind)) return "traits";
  if (std::holds_alternative<syntax::ItemTypeAlias>(it.kind)) return "type aliases";
  if (std::holds_alternative<syntax::ItemMod>(it.kind)) return "modules";
  if (const auto* impl = std::get_if<syntax::ItemImpl>(&it.kind)) return impl->trait ? "trait impl blocks" : "inherent impl blocks";
  return nullptr;
}

}  // namespace

// False where the hint itself is wrong.
bool WfChecker::repr_hint(const syntax::Item& it, const std::string& name, const std::string& argument, Span span, Span argument_span,
                          bool assigned) {
  const bool sized = name == "align" || name == "packed";
  if (sized && assigned) {
    std::string value = argument;
    value.erase(std::remove(value.begin(), value.end(), '"'), value.end());
    Diagnostic d(Level::error, "incorrect `repr(" + name + ")` attribute format", span, "E0693");
    d.suggest(span, "use parentheses instead", name + "(" + value + ")", Applicability::machine_applicable);
    sink_.emit(std::move(d));
    return false;
  }
  if (sized && !argument.empty()) {
    uint64_t n = 0;
    bool number = true;
    for (char c : argument) {
      number &= c >= '0' && c <= '9' && n < (1U << 30);
      n = n * 10 + static_cast<uint64_t>(c - '0');
    }
    const bool power = number && n != 0 && (n & (n - 1)) == 0;
    if (power && n <= (1U << 29)) return true;
    const std::string why = !number ? "not an unsuffixed integer" : !power ? "not a power of two" : "larger than 2^29";
    sink_.emit(Diagnostic(Level::error, "invalid `repr(" + name + ")` attribute: " + why, argument_span, "E0589"));
    return false;
  }
  const bool known = sized || name == "C" || name == "transparent" || name == "Rust" || name == "simd" || is_int_repr(name);
  if (!known) {
    Diagnostic d(Level::error, "unrecognized representation hint", span, "E0552");
    d.help(
        "valid reprs are `Rust` (default), `C`, `align`, `packed`, `transparent`, `simd`, `i8`, `u8`, `i16`, `u16`, `i32`, `u32`, `i64`, "
        "`u64`, `i128`, `u128`, `isize`, `usize`");
    d.note("for more information, visit <https://doc.rust-lang.org/reference/type-layout.html?highlight=repr#representations>");
    sink_.emit(std::move(d));
    return false;
  }
  const bool is_enum = std::holds_alternative<syntax::ItemEnum>(it.kind);
  const bool is_data = is_enum || std::holds_alternative<syntax::ItemStruct>(it.kind) || std::holds_alternative<syntax::ItemUnion>(it.kind);
  const char* wanted = is_int_repr(name)                    ? (is_enum ? nullptr : "an enum")
                       : name == "packed" || name == "simd" ? (is_data && !is_enum ? nullptr : "a struct or union")
                       : is_data                            ? nullptr
                                                            : "a struct, enum, or union";
  if (wanted == nullptr) return true;
  Diagnostic d(Level::error, std::string("attribute should be applied to ") + wanted, span, "E0517");
  d.label(it.span, std::string("not ") + wanted);
  sink_.emit(std::move(d));
  return false;
}

void WfChecker::repr_attrs(DefId item_def, const syntax::Item& it) {
  std::vector<ReprHint> hints;
  for (const syntax::Attribute& a : it.attrs)
    if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == "repr")
      for (ReprHint& h : repr_hints(cx_, a)) hints.push_back(std::move(h));
  bool sound = true;
  for (const ReprHint& h : hints) sound &= repr_hint(it, h.name, h.argument, h.span, h.argument_span, h.assigned);
  if (!sound) return;
  const auto count = [&](auto&& pred) { return std::count_if(hints.begin(), hints.end(), pred); };
  const auto named = [](const char* n) { return [n](const ReprHint& h) { return h.name == n; }; };
  MultiSpan all;
  for (const ReprHint& h : hints) all.primary.push_back(h.span);
  if (count(named("transparent")) != 0 && hints.size() > 1) {
    const char* kind = std::holds_alternative<syntax::ItemEnum>(it.kind)    ? "enum"
                       : std::holds_alternative<syntax::ItemUnion>(it.kind) ? "union"
                                                                            : "struct";
    sink_.emit(Diagnostic(Level::error, std::string("transparent ") + kind + " cannot have other repr hints", all, "E0692"));
    return;
  }
  if (count([](const ReprHint& h) { return is_int_repr(h.name); }) > 1) {
    sink_.emit(Diagnostic(Level::error, "conflicting representation hints", all, "E0566"));
    return;
  }
  if (count(named("packed")) != 0 && count(named("align")) != 0)
    sink_.emit(Diagnostic(Level::error, "type has conflicting packed and align representation hints", head(item_def), "E0587"));
  std::vector<std::string> packs;
  for (const ReprHint& h : hints)
    if (h.name == "packed") packs.push_back(h.argument.empty() ? "1" : h.argument);
  if (packs.size() > 1 && std::any_of(packs.begin(), packs.end(), [&](const std::string& p) { return p != packs[0]; }))
    sink_.emit(Diagnostic(Level::error, "type has conflicting packed representation hints", head(item_def), "E0634"));
  const auto* e = std::get_if<syntax::ItemEnum>(&it.kind);
  if (count(named("transparent")) != 0 && e != nullptr && e->variants.size() != 1) {
    const std::string needs = "needs exactly one variant, but has " + std::to_string(e->variants.size());
    Diagnostic d(Level::error, "transparent enum " + needs, head(item_def), "E0731");
    d.label(head(item_def), needs);
    for (size_t i = 0; i < e->variants.size(); ++i)
      d.label(e->variants[i].span,
              i + 1 == e->variants.size() ? "too many variants in `" + std::string(it.ident.name.str()) + "`" : "variant here");
    sink_.emit(std::move(d));
  }
}

// `#[inline]` on a struct and the like.
void WfChecker::misplaced_attrs(const syntax::Item& it) {
  const char* target = attr_target(it);
  if (target == nullptr) return;
  const bool is_data = std::holds_alternative<syntax::ItemStruct>(it.kind) || std::holds_alternative<syntax::ItemEnum>(it.kind);
  for (const syntax::Attribute& a : it.attrs) {
    if (a.path.segments.size() != 1) continue;
    const std::string name(a.path.segments[0].ident.name.str());
    const bool for_fns = name == "inline" || name == "track_caller";
    if (!for_fns && (name != "non_exhaustive" || is_data)) continue;
    Diagnostic d(Level::error, "`#[" + name + "]` attribute cannot be used on " + target, a.span);
    d.help("`#[" + name + "]` can " + (for_fns ? "only be applied to functions" : "be applied to data types and enum variants"));
    sink_.emit(std::move(d));
  }
}

}  // namespace borrowlab::typeck
