// #[derive]: the nine traits of the library, written as tokens and parsed. After rustc_builtin_macros::deriving.
#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

class TokenWriter {
 public:
  explicit TokenWriter(Span span) : span_(span) {}
  Tokens tokens;

  TokenWriter& text(std::string_view text) { return text_at(text, span_); }
  TokenWriter& text_at(std::string_view text, Span span) {
    for (Token& t : lex_text(text, span)) {
      if (t.is_kw(sym::kw_crate) && !tokens.empty() && tokens.back().kind == Tok::dollar) {
        tokens.back() = t;
        tokens.back().sym = sym::dollar_crate;
      } else {
        tokens.push_back(t);
      }
    }
    return *this;
  }
  TokenWriter& splice(const Token* begin, const Token* end) {
    tokens.insert(tokens.end(), begin, end);
    return *this;
  }
  TokenWriter& splice(TokenRange r) { return splice(r.begin, r.end); }
  TokenWriter& splice(const Tokens& t) { return splice(t.data(), t.data() + t.size()); }
  TokenWriter& ident(const Ident& i, Span span) {
    Token t;
    const std::string_view name = i.name.str();
    t.kind = i.name.str()[0] == '\'' ? Tok::lifetime : name[0] >= '0' && name[0] <= '9' ? Tok::literal : Tok::ident;
    t.sub = static_cast<uint8_t>(LitForm::integer);
    t.sym = i.name;
    if (t.kind == Tok::ident && is_reserved_keyword(i.name, true) && !is_path_segment_keyword(i.name)) t.flags = Token::kRaw;
    t.span = span;
    tokens.push_back(t);
    return *this;
  }
  Span span() const { return span_; }

 private:
  Span span_;
};

enum class Derive : uint8_t { none, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default };

Derive derive_by_name(Symbol name) {
  if (name == sym::Clone_) return Derive::Clone;
  if (name == sym::Copy_) return Derive::Copy;
  if (name == sym::Debug_) return Derive::Debug;
  if (name == sym::PartialEq_) return Derive::PartialEq;
  if (name == sym::Eq_) return Derive::Eq;
  if (name == sym::PartialOrd_) return Derive::PartialOrd;
  if (name == sym::Ord_) return Derive::Ord;
  if (name == sym::Hash_) return Derive::Hash;
  if (name == sym::Default_) return Derive::Default;
  return Derive::none;
}

const char* trait_path(Derive d) {
  switch (d) {
    case Derive::Clone: return "$crate::clone::Clone";
    case Derive::Copy: return "$crate::marker::Copy";
    case Derive::Debug: return "$crate::fmt::Debug";
    case Derive::PartialEq: return "$crate::cmp::PartialEq";
    case Derive::Eq: return "$crate::cmp::Eq";
    case Derive::PartialOrd: return "$crate::cmp::PartialOrd";
    case Derive::Ord: return "$crate::cmp::Ord";
    case Derive::Hash: return "$crate::hash::Hash";
    case Derive::Default: return "$crate::default::Default";
    case Derive::none: break;
  }
  return "";
}

class Deriver {
 public:
  Deriver(const DeriveInput& input, Derive trait, bool with_copy, Span span) : in_(input), trait_(trait), with_copy_(with_copy), w_(span) {}

  Tokens write() {
    header();
    w_.text("{");
    switch (trait_) {
      case Derive::Clone: clone(); break;
      case Derive::Copy: break;
      case Derive::Debug: debug(); break;
      case Derive::PartialEq: partial_eq(); break;
      case Derive::Eq: eq(); break;
      case Derive::PartialOrd: compare(true); break;
      case Derive::Ord: compare(false); break;
      case Derive::Hash: hash(); break;
      case Derive::Default: default_(); break;
      case Derive::none: break;
    }
    w_.text("}");
    link_delimiters(w_.tokens);
    return std::move(w_.tokens);
  }

 private:
  Span at(const DeriveField& f) const { return f.span.with_ctxt(w_.span().ctxt); }
  bool is_type_param(Symbol name) const {
    for (const DeriveParam& p : in_.params)
      if (p.kind == GenericParamKind::type && p.ident.name == name) return true;
    return false;
  }
  bool has_type_params() const {
    for (const DeriveParam& p : in_.params)
      if (p.kind == GenericParamKind::type) return true;
    return false;
  }
  bool bounds_params() const { return !(trait_ == Derive::Default && in_.is_enum); }

  void header() {
    w_.text("#[automatically_derived] impl");
    if (!in_.params.empty()) {
      w_.text("<");
      for (const DeriveParam& p : in_.params) {
        if (p.kind == GenericParamKind::konst) {
          w_.text("const").ident(p.ident, p.span).text(":").splice(p.const_ty);
        } else {
          w_.ident(p.ident, p.span);
          const bool bound = p.kind == GenericParamKind::type && bounds_params();
          if (bound || !p.bounds.empty()) w_.text(":").splice(p.bounds);
          if (bound) {
            if (!p.bounds.empty() && p.bounds.back().kind != Tok::plus) w_.text("+");
            if (trait_ == Derive::Copy && in_.is_union) w_.text("$crate::marker::Copy");
            else w_.text(in_.is_union && trait_ == Derive::Clone ? "$crate::marker::Copy" : trait_path(trait_));
          }
        }
        w_.text(",");
      }
      w_.text(">");
    }
    w_.text(trait_path(trait_)).text("for").ident(in_.ident, w_.span());
    if (!in_.params.empty()) {
      w_.text("<");
      for (const DeriveParam& p : in_.params) w_.ident(p.ident, p.span).text(",");
      w_.text(">");
    }
    w_.text("where").splice(in_.where);
    if (!in_.where.empty() && in_.where.end[-1].kind != Tok::comma) w_.text(",");
    if (!bounds_params()) return;
    // Projections of parameters among the fields' types: `T::Item: Trait`.
    for (const DeriveVariant& v : in_.variants) {
      for (const DeriveField& f : v.fields) {
        for (const Token* t = f.ty.begin; t < f.ty.end; ++t) {
          if (!t->is_ident() || !is_type_param(t->sym) || t + 2 >= f.ty.end || t[1].kind != Tok::path_sep || !t[2].is_ident()) continue;
          if (t > f.ty.begin && t[-1].kind == Tok::path_sep) continue;
          const Token* end = t + 3;
          while (end + 1 < f.ty.end && end->kind == Tok::path_sep && end[1].is_ident()) end += 2;
          w_.splice(t, end).text(":").text(trait_path(trait_)).text(",");
        }
      }
    }
  }

  // `self.a`, or a copy of it where references into packed structs are not allowed.
  void field(std::string_view of, const DeriveField& f) {
    if (in_.packed) w_.text_at("{", at(f));
    w_.text_at(of, at(f)).text_at(".", at(f)).ident(f.ident, at(f));
    if (in_.packed) w_.text_at("}", at(f));
  }
  void field_ref(std::string_view of, const DeriveField& f) {
    w_.text_at("&", at(f));
    field(of, f);
  }

  // `Self::Variant(prefix0, prefix1)` or `Self::Variant { a: prefix0 }`, as a pattern.
  void pattern(const DeriveVariant& v, std::string_view prefix) {
    w_.text("Self::").ident(v.ident, w_.span());
    if (v.shape == VariantShape::unit) return;
    w_.text(v.shape == VariantShape::tuple ? "(" : "{");
    for (size_t i = 0; i < v.fields.size(); ++i) {
      if (v.shape == VariantShape::named) w_.ident(v.fields[i].ident, at(v.fields[i])).text(":");
      w_.text_at(std::string(prefix) + std::to_string(i), at(v.fields[i])).text(",");
    }
    w_.text(v.shape == VariantShape::tuple ? ")" : "}");
  }

  // A value of the struct or variant; `value` writes each field's.
  template <class F>
  void construct(const DeriveVariant& v, F&& value) {
    w_.text("Self");
    if (in_.is_enum) w_.text("::").ident(v.ident, w_.span());
    if (v.shape == VariantShape::unit) return;
    w_.text(v.shape == VariantShape::tuple ? "(" : "{");
    for (size_t i = 0; i < v.fields.size(); ++i) {
      if (v.shape == VariantShape::named) w_.ident(v.fields[i].ident, at(v.fields[i])).text(":");
      value(i, v.fields[i]);
      w_.text(",");
    }
    w_.text(v.shape == VariantShape::tuple ? ")" : "}");
  }

  void assert_params(std::string_view path) {
    for (const DeriveVariant& v : in_.variants)
      for (const DeriveField& f : v.fields) w_.text_at("let _: " + std::string(path) + "<", at(f)).splice(f.ty).text_at(">;", at(f));
  }

  void clone() {
    w_.text("#[inline] fn clone(&self) -> Self {");
    if (in_.is_union) {
      w_.text("let _: $crate::clone::AssertParamIsCopy<Self>; *self");
    } else if (with_copy_ && !has_type_params()) {
      assert_params("$crate::clone::AssertParamIsClone");
      w_.text("*self");
    } else if (!in_.is_enum) {
      construct(in_.variants[0], [&](size_t, const DeriveField& f) {
        w_.text_at("$crate::clone::Clone::clone(", at(f));
        field_ref("self", f);
        w_.text_at(")", at(f));
      });
    } else if (in_.variants.empty()) {
      w_.text("match *self {}");
    } else {
      w_.text("match self {");
      for (const DeriveVariant& v : in_.variants) {
        pattern(v, "__self_");
        w_.text("=>");
        construct(
            v, [&](size_t i, const DeriveField& f) { w_.text_at("$crate::clone::Clone::clone(__self_" + std::to_string(i) + ")", at(f)); });
        w_.text(",");
      }
      w_.text("}");
    }
    w_.text("}");
  }

  static std::string quoted(const Ident& i) { return "\"" + std::string(i.name.str()) + "\""; }

  // The call that formats a struct or variant with fields; `value` writes a reference to the i-th.
  template <class F>
  void debug_fields(const DeriveVariant& v, F&& value) {
    const bool named = v.shape == VariantShape::named;
    w_.text("{");
    w_.text("let values: &[&dyn $crate::fmt::Debug] = &[");
    for (size_t i = 0; i < v.fields.size(); ++i) {
      value(i, v.fields[i]);
      w_.text(",");
    }
    w_.text("];");
    if (named) {
      w_.text("$crate::fmt::Formatter::debug_struct_fields_finish(f," + quoted(v.ident) + ", &[");
      for (const DeriveField& f : v.fields) w_.text(quoted(f.ident)).text(",");
      w_.text("], values)");
    } else {
      w_.text("$crate::fmt::Formatter::debug_tuple_fields_finish(f," + quoted(v.ident) + ", values)");
    }
    w_.text("}");
  }

  void debug() {
    w_.text("#[inline] fn fmt(&self, f: &mut $crate::fmt::Formatter<'_>) -> $crate::fmt::Result {");
    if (!in_.is_enum) {
      const DeriveVariant& v = in_.variants[0];
      if (v.fields.empty()) {
        w_.text("$crate::fmt::Formatter::write_str(f," + quoted(v.ident) + ")");
      } else {
        debug_fields(v, [&](size_t i, const DeriveField& f) {
          if (i + 1 == v.fields.size()) w_.text_at("&", at(f));
          field_ref("self", f);
        });
      }
    } else if (in_.variants.empty()) {
      w_.text("match *self {}");
    } else {
      w_.text("match self {");
      for (const DeriveVariant& v : in_.variants) {
        pattern(v, "__self_");
        w_.text("=>");
        if (v.fields.empty()) {
          w_.text("$crate::fmt::Formatter::write_str(f," + quoted(v.ident) + ")");
        } else {
          debug_fields(v, [&](size_t i, const DeriveField& f) {
            w_.text_at((i + 1 == v.fields.size() ? "&__self_" : "__self_") + std::to_string(i), at(f));
          });
        }
        w_.text(",");
      }
      w_.text("}");
    }
    w_.text("}");
  }

  bool any_fields() const {
    for (const DeriveVariant& v : in_.variants)
      if (!v.fields.empty()) return true;
    return false;
  }

  void partial_eq() {
    w_.text("#[inline] fn eq(&self, other: &Self) -> bool {");
    if (!in_.is_enum) {
      const DeriveVariant& v = in_.variants[0];
      if (v.fields.empty()) w_.text("true");
      for (size_t i = 0; i < v.fields.size(); ++i) {
        if (i > 0) w_.text("&&");
        if (in_.packed) w_.text_at("(", at(v.fields[i]));
        field("self", v.fields[i]);
        if (in_.packed) w_.text_at(")", at(v.fields[i]));
        w_.text_at("==", at(v.fields[i]));
        field("other", v.fields[i]);
      }
    } else if (in_.variants.empty()) {
      w_.text("match *self {}");
    } else {
      const bool several = in_.variants.size() > 1;
      if (several) discriminants();
      if (several) w_.text("__self_discr == __arg1_discr");
      if (any_fields()) {
        if (several) w_.text("&&");
        w_.text("match (self, other) {");
        for (const DeriveVariant& v : in_.variants) {
          if (v.fields.empty()) continue;
          pair(v);
          for (size_t i = 0; i < v.fields.size(); ++i) {
            const std::string n = std::to_string(i);
            if (i > 0) w_.text("&&");
            w_.text_at("__self_" + n + " == __arg1_" + n, at(v.fields[i]));
          }
          w_.text(",");
        }
        if (several) w_.text("_ => true");
        w_.text("}");
      } else if (!several) {
        w_.text("true");
      }
    }
    w_.text("}");
  }
  void discriminants() {
    w_.text(
        "let __self_discr = $crate::intrinsics::discriminant_value(self);"
        "let __arg1_discr = $crate::intrinsics::discriminant_value(other);");
  }
  void pair(const DeriveVariant& v) {
    w_.text("(");
    pattern(v, "__self_");
    w_.text(",");
    pattern(v, "__arg1_");
    w_.text(") =>");
  }

  void eq() {
    w_.text("#[inline] fn assert_receiver_is_total_eq(&self) -> () {");
    assert_params("$crate::cmp::AssertParamIsEq");
    w_.text("}");
  }

  // Fields in order; the first that differs decides.
  template <class F>
  void compare_chain(const DeriveVariant& v, size_t i, bool partial, F&& operand) {
    const std::string equal = partial ? "$crate::option::Option::Some($crate::cmp::Ordering::Equal)" : "$crate::cmp::Ordering::Equal";
    if (v.fields.empty()) {
      w_.text(equal);
      return;
    }
    const DeriveField& f = v.fields[i];
    const bool last = i + 1 == v.fields.size();
    if (!last) w_.text("match");
    w_.text_at(partial ? "$crate::cmp::PartialOrd::partial_cmp(" : "$crate::cmp::Ord::cmp(", at(f));
    operand(i, f);
    w_.text_at(")", at(f));
    if (last) return;
    w_.text("{" + equal + "=>");
    compare_chain(v, i + 1, partial, operand);
    w_.text(", cmp => cmp }");
  }

  void compare(bool partial) {
    const std::string call = partial ? "$crate::cmp::PartialOrd::partial_cmp(" : "$crate::cmp::Ord::cmp(";
    w_.text(partial ? "#[inline] fn partial_cmp(&self, other: &Self) -> $crate::option::Option<$crate::cmp::Ordering> {"
                    : "#[inline] fn cmp(&self, other: &Self) -> $crate::cmp::Ordering {");
    if (!in_.is_enum) {
      compare_chain(in_.variants[0], 0, partial, [&](size_t, const DeriveField& f) {
        field_ref("self", f);
        w_.text_at(",", at(f));
        field_ref("other", f);
      });
    } else if (in_.variants.empty()) {
      w_.text("match *self {}");
    } else {
      const bool several = in_.variants.size() > 1;
      if (several) discriminants();
      if (any_fields()) {
        w_.text("match (self, other) {");
        for (const DeriveVariant& v : in_.variants) {
          if (v.fields.empty()) continue;
          pair(v);
          compare_chain(v, 0, partial, [&](size_t i, const DeriveField& f) {
            const std::string n = std::to_string(i);
            w_.text_at("__self_" + n + ", __arg1_" + n, at(f));
          });
          w_.text(",");
        }
        if (several) w_.text("_ => " + call + "&__self_discr, &__arg1_discr)");
        w_.text("}");
      } else if (several) {
        w_.text(call + "&__self_discr, &__arg1_discr)");
      } else {
        compare_chain(DeriveVariant{}, 0, partial, [](size_t, const DeriveField&) {});
      }
    }
    w_.text("}");
  }

  void hash() {
    w_.text("#[inline] fn hash<__H: $crate::hash::Hasher>(&self, state: &mut __H) -> () {");
    if (!in_.is_enum) {
      for (const DeriveField& f : in_.variants[0].fields) {
        w_.text_at("$crate::hash::Hash::hash(", at(f));
        field_ref("self", f);
        w_.text_at(", state);", at(f));
      }
    } else if (in_.variants.empty()) {
      w_.text("match *self {}");
    } else {
      if (in_.variants.size() > 1)
        w_.text("let __self_discr = $crate::intrinsics::discriminant_value(self); $crate::hash::Hash::hash(&__self_discr, state);");
      if (any_fields()) {
        w_.text("match self {");
        bool units = false;
        for (const DeriveVariant& v : in_.variants) {
          units |= v.fields.empty();
          if (v.fields.empty()) continue;
          pattern(v, "__self_");
          w_.text("=> {");
          for (size_t i = 0; i < v.fields.size(); ++i)
            w_.text_at("$crate::hash::Hash::hash(__self_" + std::to_string(i) + ", state);", at(v.fields[i]));
          w_.text("}");
        }
        if (units) w_.text("_ => {}");
        w_.text("}");
      }
    }
    w_.text("}");
  }

  void default_() {
    w_.text("#[inline] fn default() -> Self {");
    for (const DeriveVariant& v : in_.variants) {
      if (in_.is_enum && !v.is_default) continue;
      construct(v, [&](size_t, const DeriveField& f) { w_.text_at("$crate::default::Default::default()", at(f)); });
      break;
    }
    w_.text("}");
  }

  const DeriveInput& in_;
  Derive trait_;
  bool with_copy_;
  TokenWriter w_;
};

}  // namespace

void Parser::expand_derives(const AttrList& attrs, const DeriveInput& input, bool with_copy, std::vector<ItemId>& out,
                            ItemContext context) {
  for (const DeriveCall& d : attrs.derives) {
    const Symbol name = d.path.segments.back().ident.name;
    const std::string text(name.str());
    const Derive trait = derive_by_name(name);
    if (trait == Derive::none) {
      if (s.imported.count(name) != 0) continue;  // the import is the error
      Diagnostic e(Level::error, "cannot find derive macro `" + text + "` in this scope", d.path.segments.back().ident.span);
      s.expansion_errors.push_back(std::move(e));
      continue;
    }
    if (input.variants.empty() && !input.is_enum) {
      Diagnostic e(Level::error, "`derive` may only be applied to `struct`s, `enum`s and `union`s", d.attr_span, "E0774");
      e.label(d.attr_span, "not applicable here");
      if (!out.empty()) e.label(s.ast.items[out.back()].span, "not a `struct`, `enum` or `union`");
      s.expansion_errors.push_back(std::move(e));
      return;
    }
    if (input.is_union && trait != Derive::Clone && trait != Derive::Copy && trait != Derive::Eq) {
      Diagnostic e(Level::error, "this trait cannot be derived for unions", d.span);
      s.expansion_errors.push_back(std::move(e));
      continue;
    }
    if (trait == Derive::Default && input.is_enum) {
      size_t defaults = 0;
      bool has_fields = false;
      for (const DeriveVariant& v : input.variants) {
        defaults += v.is_default;
        has_fields |= v.is_default && !v.fields.empty();
      }
      if (defaults == 0) {
        Diagnostic e(Level::error, "`#[derive(Default)]` on enum with no `#[default]`", d.span, "E0665");
        e.label(out.empty() ? input.ident.span : s.ast.items[out.back()].span, "this enum needs a unit variant marked with `#[default]`");
        for (const DeriveVariant& v : input.variants)
          if (v.fields.empty() && v.shape == VariantShape::unit)
            e.suggest_verbose(v.ident.span.shrink_to_lo(), "make this unit variant default by placing `#[default]` on it", "#[default] ",
                              Applicability::maybe_incorrect);
        s.expansion_errors.push_back(std::move(e));
        continue;
      }
      if (defaults > 1 || has_fields) {
        Diagnostic e(Level::error,
                     defaults > 1 ? "multiple declared defaults" : "the `#[default]` attribute may only be used on unit enum variants",
                     d.span);
        s.expansion_errors.push_back(std::move(e));
        continue;
      }
    }
    source::ExpnData data;
    data.kind = source::ExpnData::Kind::macro;
    data.macro_kind = source::MacroKind::derive;
    data.name = name;
    data.call_site = d.span;
    data.def_site = d.span;
    data.is_builtin_or_library = true;
    data.edition = s.edition_of(d.span);
    const ExpnId expn = s.sources.add_expansion(std::move(data));
    const Span span = d.span.with_ctxt(s.sources.apply_mark({}, expn));
    Tokens tokens = Deriver(input, trait, with_copy, span).write();
    Parser p(s, {tokens.data(), tokens.data() + tokens.size()}, span, false, name);
    const AttrList item_attrs = p.outer_attributes();
    const size_t deferred = s.deferrals();
    p.parse_item(out, item_attrs, context);
    if (s.deferrals() > deferred) s.kept_tokens.push_back(std::move(tokens));
  }
}

}  // namespace borrowlab::syntax
