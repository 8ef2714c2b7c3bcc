// Whether an attribute's arguments have the shape that it takes. After rustc_attr_parsing and rustc_lint::levels.
#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::SuggestionStyle;
using syntax::AttrShape;

namespace {

// An attribute whose arguments are few enough to be told by a row. `forms`: what may be written, `|` between; in the order in which
// rustc proposes them.
struct AttrForm {
  std::string_view name;
  bool word, list, string;
  const char* forms;
  const char* docs;  // the page of the reference; null: none
};
constexpr AttrForm attr_forms[] = {
    {"automatically_derived", true, false, false, "", nullptr},
    {"cold", true, false, false, "", nullptr},
    {"export_name", false, false, true, " = \"name\"", nullptr},
    {"inline", true, true, false, "(always)|(never)|", "attributes/codegen.html#the-inline-attribute"},
    {"must_use", true, false, true, " = \"reason\"|", "attributes/diagnostics.html#the-must_use-attribute"},
    {"no_mangle", true, false, false, "", nullptr},
    {"non_exhaustive", true, false, false, "", nullptr},
    {"repr", false, true, false, nullptr, "type-layout.html#representations"},
    {"should_panic", true, true, true, " = \"reason\"|(expected = \"reason\")|", "attributes/testing.html#the-should_panic-attribute"},
    {"track_caller", true, false, false, "", nullptr},
};

const AttrForm* form_of(std::string_view name) {
  for (const AttrForm& f : attr_forms)
    if (f.name == name) return &f;
  return nullptr;
}

std::string attr_name(const syntax::Attribute& a) {
  return a.path.segments.size() == 1 ? std::string(a.path.segments[0].ident.name.str()) : std::string();
}

Diagnostic malformed(const syntax::Attribute& a, const char* code, Span at, std::string label) {
  Diagnostic d(Level::error, "malformed `" + attr_name(a) + "` attribute input", a.span, code);
  if (!label.empty()) d.label(at, std::move(label));
  const AttrForm* form = form_of(attr_name(a));
  if (form == nullptr) return d;
  if (form->docs != nullptr) d.note("for more information, visit <https://doc.rust-lang.org/reference/" + std::string(form->docs) + ">");
  if (form->forms == nullptr) return d;
  std::vector<std::vector<diagnostics::SubstitutionPart>> alternatives;
  for (std::string_view rest = form->forms;;) {
    const size_t bar = rest.find('|');
    const std::string text = std::string(a.inner ? "#![" : "#[") + attr_name(a) + std::string(rest.substr(0, bar)) + "]";
    alternatives.push_back({{a.span, text}});
    if (bar == std::string_view::npos) break;
    rest.remove_prefix(bar + 1);
  }
  if (alternatives.size() == 1)
    d.suggest(a.span, "must be of the form", alternatives[0][0].snippet, Applicability::has_placeholders,
              SuggestionStyle::hide_code_inline);
  else
    d.suggestions.push_back({"try changing it to one of the following valid forms of the attribute", std::move(alternatives),
                             SuggestionStyle::show_code, Applicability::has_placeholders});
  return d;
}

// A form that older compilers let pass.
Diagnostic ill_formed(const syntax::Attribute& a, std::string message) {
  Diagnostic d(Level::error, std::move(message), a.span);
  d.children.push_back({Level::warning,
                        "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future "
                        "release!",
                        {}});
  d.note("for more information, see issue #57571 <https://github.com/rust-lang/rust/issues/57571>");
  d.note("`#[deny(ill_formed_attribute_input)]` (part of `#[deny(future_incompatible)]`) on by default");
  d.lint = "ill_formed_attribute_input";
  return d;
}

bool is_lint_level(std::string_view name) {
  return name == "allow" || name == "warn" || name == "deny" || name == "forbid" || name == "expect";
}

}  // namespace

void WfChecker::attr_shapes(const syntax::Item& it) {
  const syntax::Attribute* deprecated = nullptr;
  for (const syntax::Attribute& a : it.attrs) {
    const std::string name = attr_name(a);
    if (a.span.from_expansion() || name.empty()) continue;
    if (name == "deprecated") deprecated_shape(a, deprecated);
    else if (name == "stable" || name == "unstable" || name == "rustc_const_stable" || name == "rustc_const_unstable")
      sink_.emit(Diagnostic(Level::error, "stability attributes may not be used outside of the standard library", a.span, "E0734"));
    else if (name == "test" && a.shape != AttrShape::word) sink_.emit(ill_formed(a, "attribute must be of the form `#[test]`"));
    else if (name == "ignore" && a.shape == AttrShape::list)
      sink_.emit(ill_formed(a, "valid forms for the attribute are `#[ignore = \"reason\"]` and `#[ignore]`"));
    else if (const AttrForm* form = form_of(name)) attr_shape(a, form->word, form->list, form->string);
  }
}

void WfChecker::attr_shape(const syntax::Attribute& a, bool word, bool list, bool string) {
  const std::string name = attr_name(a);
  if (a.shape == AttrShape::name_value && name == "inline")
    return sink_.emit(ill_formed(a, "valid forms for the attribute are `#[inline(always)]`, `#[inline(never)]`, and `#[inline]`"));
  if (word && !list && !string) {
    if (a.shape != AttrShape::word) sink_.emit(malformed(a, "E0565", a.args_span, "didn't expect any arguments here"));
    return;
  }
  switch (a.shape) {
    case AttrShape::word:
      if (!word) sink_.emit(malformed(a, "E0539", a.span, list ? "expected this to be a list" : ""));
      return;
    case AttrShape::name_value:
      if (!string) sink_.emit(malformed(a, "E0539", a.args_span, "expected this to be a list"));
      else if (!a.is_string) sink_.emit(malformed(a, "E0539", a.value_span, "expected a string literal here"));
      else if (name == "export_name" && a.value.find('\0') != std::string::npos)
        sink_.emit(Diagnostic(Level::error, "`export_name` may not contain null characters", a.span, "E0648"));
      return;
    case AttrShape::list: break;
  }
  if (!list) return sink_.emit(malformed(a, "E0539", a.args_span, "didn't expect a list here"));
  if (name == "inline") {
    if (a.items.size() != 1) return sink_.emit(malformed(a, "E0805", a.args_span, "expected a single argument here"));
    const syntax::MetaItem& item = a.items[0];
    if (item.shape != AttrShape::word || (item.name != "always" && item.name != "never"))
      sink_.emit(malformed(a, "E0539", item.span, "valid arguments are `always` or `never`"));
  } else if (name == "repr") {
    for (const syntax::MetaItem& item : a.items)
      if (item.name.empty()) return sink_.emit(Diagnostic(Level::error, "meta item in `repr` must be an identifier", a.span, "E0565"));
  } else if (a.items.size() != 1 || a.items[0].name != "expected" || !a.items[0].is_string) {  // should_panic
    sink_.emit(malformed(a, "E0539", a.args_span, "the only valid argument here is \"expected\""));
  }
}

void WfChecker::deprecated_shape(const syntax::Attribute& a, const syntax::Attribute*& earlier) {
  if (earlier != nullptr) {
    Diagnostic d(Level::error, "multiple `deprecated` attributes", a.span);
    d.suggest(a.span, "remove this attribute", "", Applicability::machine_applicable);
    d.span_note(earlier->span, "attribute also specified here");
    return sink_.emit(std::move(d));
  }
  earlier = &a;
  if (a.shape == AttrShape::name_value && !a.is_string)
    return sink_.emit(malformed(a, "E0539", a.value_span, "expected a string literal here"));
  for (size_t i = 0; i < a.items.size(); ++i) {
    const syntax::MetaItem& item = a.items[i];
    if (item.name.empty()) return sink_.emit(malformed(a, "E0565", item.span, "didn't expect a literal here"));
    if (item.name != "since" && item.name != "note")
      return sink_.emit(malformed(a, "E0539", item.span, "valid arguments are `since` or `note`"));
    for (size_t j = 0; j < i; ++j)
      if (a.items[j].name == item.name)
        return sink_.emit(malformed(a, "E0538", item.span, "found `" + item.name + "` used as a key more than once"));
    if (item.shape != AttrShape::name_value)
      return sink_.emit(malformed(a, "E0539", item.span, "expected this to be of the form `" + item.name + " = \"...\"`"));
    if (!item.is_string) return sink_.emit(malformed(a, "E0539", item.args_span, "expected a string literal here"));
  }
}

// All attributes that set lint levels, of the crate and of the nodes below it.
void WfChecker::lint_levels() {
  const auto shapes = [&](const std::vector<syntax::Attribute>& attrs) {
    for (const syntax::Attribute& a : attrs)
      if (!a.span.from_expansion() && is_lint_level(attr_name(a))) lint_level_shape(a);
  };
  shapes(ast_.crate_attrs);
  for (const syntax::LintAttrs& node : ast_.lint_attrs) shapes(node.attrs);
  forbidden_levels();
}

// E0453: what is forbidden further out cannot be allowed again.
void WfChecker::forbidden_levels() {
  struct Forbidden {
    std::string lint;
    Span at, node;
  };
  std::vector<Forbidden> forbidden;
  const auto gather = [&](const std::vector<syntax::Attribute>& attrs, Span node) {
    for (const syntax::Attribute& a : attrs)
      if (attr_name(a) == "forbid")
        for (const syntax::MetaItem& item : a.items)
          if (item.shape == AttrShape::word) forbidden.push_back({item.name, item.span, node});
  };
  gather(ast_.crate_attrs, ast_.span);
  for (const syntax::LintAttrs& node : ast_.lint_attrs) gather(node.attrs, node.node);
  if (forbidden.empty()) return;
  for (const syntax::LintAttrs& node : ast_.lint_attrs)
    for (const syntax::Attribute& a : node.attrs) {
      const std::string level = attr_name(a);
      if (level != "allow" && level != "warn" && level != "expect") continue;
      for (const syntax::MetaItem& item : a.items)
        for (const Forbidden& f : forbidden) {
          const bool within = f.node.lo <= node.node.lo && node.node.hi <= f.node.hi && !(f.node == node.node);
          if (f.lint != item.name || !within || item.span.from_expansion()) continue;
          Diagnostic d(Level::error, level + "(" + item.name + ") incompatible with previous forbid", item.span, "E0453");
          d.label(item.span, "overruled by previous forbid");
          d.label(f.at, "`forbid` level set here");
          sink_.emit(std::move(d));
          break;
        }
    }
}

void WfChecker::lint_level_shape(const syntax::Attribute& a) {
  for (size_t i = 0; i < a.items.size(); ++i) {
    const syntax::MetaItem& item = a.items[i];
    const bool reason = item.name == "reason" && item.shape == AttrShape::name_value;
    if (reason && i + 1 == a.items.size()) continue;
    if (item.shape != AttrShape::word || item.name.empty()) {
      Diagnostic d(Level::error, "malformed lint attribute input", item.span, "E0452");
      d.label(item.span, reason ? "reason in lint attribute must come last" : "bad attribute argument");
      sink_.emit(std::move(d));
      continue;
    }
    const size_t sep = item.name.find("::");
    const std::string tool = item.name.substr(0, sep);
    if (sep == std::string::npos || tool == "clippy" || tool == "rustdoc" || tool == "rustc" || tool == "miri" || tool == "rust_analyzer" ||
        tool == "diagnostic" || tool == "rustfmt")
      continue;
    sink_.emit(Diagnostic(Level::error, "unknown tool name `" + tool + "` found in scoped lint: `" + item.name + "`",
                          item.span.with_hi(item.span.lo + static_cast<uint32_t>(tool.size())), "E0710"));
  }
}

}  // namespace borrowlab::typeck
