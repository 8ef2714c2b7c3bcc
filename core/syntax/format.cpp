#include "syntax/format.h"

#include <algorithm>

#include "syntax/format_parse.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

struct FormatArg {
  ExprId expr;
  Ident name;
  bool captured = false;
  bool used = false;
  bool inlined = false;
};

void append_varint(std::string& out, uint64_t v) {
  do {
    const auto byte = static_cast<uint8_t>(v & 0x7F);
    v >>= 7;
    out += static_cast<char>(v != 0 ? byte | 0x80 : byte);
  } while (v != 0);
}

class FormatArgs {
 public:
  FormatArgs(Session& s, const MacroCall& call, Span span, bool newline) : s_(s), call_(call), span_(span), newline_(newline) {}

  ExprId run() {
    if (!parse_arguments() || !parse_string() || !resolve() || !check_unused()) return s_.expr(call_.span, ExprErr{});
    inline_literals();
    return lower();
  }

 private:
  bool fail(Diagnostic d) {
    s_.expansion_errors.push_back(std::move(d));
    return false;
  }

  bool parse_arguments() {
    if (call_.args.empty()) return fail(Diagnostic(Level::error, "requires at least a format string argument", call_.span));
    Parser p(s_, call_.args, call_.close, false, sym::format_args_);
    const ExprId fmt = p.parse_expr();
    if (p.failed()) return false;
    const auto* lit = std::get_if<ExprLit>(&s_.ast[fmt].kind);
    if (lit == nullptr || lit->lit.kind != LitKind::str) {
      if (std::holds_alternative<ExprErr>(s_.ast[fmt].kind)) return false;
      const Span span = s_.span_of(fmt);
      Diagnostic d(Level::error, "format argument must be a string literal", span);
      size_t count = 0;
      for (const Token* t = p.position(); t < call_.args.end; t = next_tree(t)) {
        if (t->kind == Tok::comma && t + 1 < call_.args.end) ++count;
      }
      if (std::get_if<ExprBlock>(&s_.ast[fmt].kind) == nullptr) {
        std::string text = "\"{}";
        for (size_t i = 0; i < count; ++i) text += " {}";
        d.suggest_verbose(span.shrink_to_lo(), "you might be missing a string literal to format with", text + "\", ",
                          Applicability::maybe_incorrect);
      }
      return fail(std::move(d));
    }
    fmt_ = lit->lit;
    fmt_span_ = s_.span_of(fmt);
    bool named = false;
    std::vector<Span> named_spans;
    while (!p.at_eof()) {
      if (!p.eat(Tok::comma)) {
        p.expect_note(Expect::operator_);
        p.at(Tok::dot);
        p.at(Tok::question);
        Diagnostic d(Level::error, "expected `,`, found " + p.token_descr(p.tok), p.tok.span);
        d.label(p.tok.span, "expected `,`");
        return fail(std::move(d));
      }
      if (p.at_eof()) break;
      if (p.tok.is_ident() && p.look(1).kind == Tok::eq) {
        const Ident name = p.parse_ident_or_reserved();
        p.bump();
        const ExprId e = p.parse_expr();
        if (p.failed()) return false;
        for (const FormatArg& a : args_) {
          if (a.name.name != name.name || a.name.name.empty()) continue;
          Diagnostic d(Level::error, "duplicate argument named `" + std::string(name.name.str()) + "`", name.span);
          d.label(a.name.span, "previously here");
          d.label(name.span, "duplicate argument");
          return fail(std::move(d));
        }
        named = true;
        named_spans.push_back(s_.join(name.span, s_.span_of(e)));
        args_.push_back(FormatArg{e, name});
        continue;
      }
      const ExprId e = p.parse_expr();
      if (p.failed()) return false;
      if (named) {
        Diagnostic d(Level::error, "positional arguments cannot follow named arguments", s_.span_of(e));
        d.label(s_.span_of(e), "positional arguments must be before named arguments");
        for (Span n : named_spans) d.label(n, "named argument");
        return fail(std::move(d));
      }
      args_.push_back(FormatArg{e, {}});
      ++positional_;
    }
    explicit_ = args_.size();
    return true;
  }

  // The place in the source of characters [lo, hi) of the string; the whole literal where it was not written as such.
  Span inner(CharRange r) const {
    if (!direct_) return fmt_span_;
    const auto lo = r.lo < chars_.size() ? chars_[r.lo].lo : static_cast<uint32_t>(content_end_);
    const auto hi = r.hi == r.lo ? lo : chars_[r.hi - 1].hi;
    return Span{fmt_span_.lo + lo, fmt_span_.lo + hi, fmt_span_.ctxt};
  }

  bool parse_string() {
    const std::string_view source = fmt_.source.str();
    direct_ = s_.sources.snippet(fmt_span_) == source;
    const bool raw = !source.empty() && source[0] == 'r';
    LitError ignored;
    if (!source.empty() && (source[0] == '"' || raw)) unescape(source, raw ? LitForm::raw_str : LitForm::str, chars_, ignored);
    content_end_ = source.size() - 1;
    if (raw)
      while (content_end_ > 0 && source[content_end_] == '#') --content_end_;
    FormatError e;
    if (parse_format_string(chars_, pieces_, e)) return true;
    const Span at = inner(e.at);
    Diagnostic d(Level::error, "invalid format string: " + e.description, at);
    d.label(at, e.label + " in format string");
    if (!e.note.empty()) d.note(e.note);
    if (e.has_secondary) d.label(inner(e.secondary_at), e.secondary);
    if (e.description == "field access isn't supported") {
      d.note("consider moving this expression to a local variable and then using the local here instead");
      const std::string text(s_.sources.snippet(at));
      d.suggest_multipart("consider using a positional formatting argument instead",
                          {{at, std::to_string(positional_)}, {fmt_span_.shrink_to_hi(), ", " + text}}, Applicability::machine_applicable);
    }
    return fail(std::move(d));
  }

  size_t resolve_ref(FormatArgRef& r, CharRange whole) {
    switch (r.kind) {
      case FormatArgRef::Kind::next: r.index = next_++; [[fallthrough]];
      case FormatArgRef::Kind::index:
        if (r.index >= explicit_) {
          missing_.push_back({r.index, inner(whole), r.kind == FormatArgRef::Kind::index, inner(r.at)});
          return SIZE_MAX;
        }
        args_[r.index].used = true;
        return r.index;
      case FormatArgRef::Kind::name: {
        const Symbol name = Symbol::intern(r.name);
        for (size_t i = 0; i < args_.size(); ++i) {
          if (args_[i].name.name != name) continue;
          args_[i].used = true;
          return i;
        }
        const Span at = inner(r.at);
        if (!direct_) {
          Diagnostic d(Level::error, "there is no argument named `" + r.name + "`", at);
          d.note("did you intend to capture a variable from the surrounding scope?");
          d.note("to avoid ambiguity, `format_args!` cannot capture variables when the format string is expanded from a macro");
          fail(std::move(d));
          failed_ = true;
          return SIZE_MAX;
        }
        Path path;
        path.span = at;
        const Ident ident{name, at};
        path.segments.push_back(PathSegment{s_.new_id(), ident, nullptr});
        FormatArg a{s_.expr(at, ExprPath{{}, std::move(path)}), ident, true, true};
        if (name == sym::kw_true || name == sym::kw_false) {
          Lit lit;
          lit.kind = LitKind::bool_;
          lit.value = name == sym::kw_true;
          lit.source = name;
          lit.span = at;
          s_.ast.exprs[a.expr].kind = ExprLit{lit};
        }
        args_.push_back(a);
        return args_.size() - 1;
      }
      case FormatArgRef::Kind::none: break;
    }
    return SIZE_MAX;
  }

  bool resolve() {
    for (FormatPiece& p : pieces_) {
      if (p.is_text) continue;
      Use use{};
      // `.*` takes its argument before the value does.
      if (p.precision.kind == FormatCount::Kind::star) {
        FormatArgRef r;
        r.kind = FormatArgRef::Kind::next;
        use.precision = resolve_ref(r, p.at);
      }
      use.arg = resolve_ref(p.arg, p.at);
      if (p.width.kind == FormatCount::Kind::arg) use.width = resolve_ref(p.width.arg, p.width.arg.at);
      if (p.precision.kind == FormatCount::Kind::arg) use.precision = resolve_ref(p.precision.arg, p.precision.arg.at);
      static constexpr std::pair<std::string_view, std::string_view> kTraits[] = {
          {"", "display"}, {"?", "debug"},     {"x", "lower_hex"}, {"X", "upper_hex"}, {"o", "octal"},
          {"b", "binary"}, {"e", "lower_exp"}, {"E", "upper_exp"}, {"p", "pointer"}};
      for (const auto& [name, trait] : kTraits)
        if (name == p.trait) use.trait = trait;
      if (use.trait.empty()) {
        Diagnostic d(Level::error, "unknown format trait `" + p.trait + "`", inner(p.trait_at));
        d.note(
            "the only appropriate formatting traits are:\n- ``, which uses the `Display` trait\n- `?`, which uses the `Debug` trait\n- "
            "`e`, which uses the `LowerExp` trait\n- `E`, which uses the `UpperExp` trait\n- `o`, which uses the `Octal` trait\n- `p`, "
            "which uses the `Pointer` trait\n- `b`, which uses the `Binary` trait\n- `x`, which uses the `LowerHex` trait\n- `X`, which "
            "uses the `UpperHex` trait");
        struct Hint {
          const char *text, *name;
        };
        static constexpr Hint kHints[] = {{"", "Display"},  {"?", "Debug"},  {"e", "LowerExp"}, {"E", "UpperExp"}, {"o", "Octal"},
                                          {"p", "Pointer"}, {"b", "Binary"}, {"x", "LowerHex"}, {"X", "UpperHex"}};
        for (const Hint& h : kHints)
          d.suggest(inner(p.trait_at), std::string("use the `") + h.name + "` trait", h.text, Applicability::maybe_incorrect,
                    diagnostics::SuggestionStyle::show_always);
        fail(std::move(d));
        failed_ = true;
      }
      uses_.push_back(use);
    }
    if (failed_) return false;
    if (!missing_.empty()) return report_missing();
    return true;
  }

  bool report_missing() {
    const std::string have = explicit_ == 0   ? "no arguments were given"
                             : explicit_ == 1 ? "there is 1 argument"
                                              : "there are " + std::to_string(explicit_) + " arguments";
    bool any_explicit = false;
    for (const Missing& m : missing_) any_explicit |= m.is_explicit;
    Diagnostic d;
    d.level = Level::error;
    if (!any_explicit) {
      size_t total = next_;
      d.message = std::to_string(total) + " positional argument" + (total == 1 ? "" : "s") + " in format string, but " + have;
      for (const FormatPiece& p : pieces_) {
        if (p.is_text || p.arg.kind != FormatArgRef::Kind::next) continue;
        if (p.precision.kind == FormatCount::Kind::star) {
          d.spans.primary.push_back(inner(p.at));
          d.label(inner(p.at), "this precision flag adds an extra required argument at position " + std::to_string(p.arg.index - 1) +
                                   ", which is why there are " + std::to_string(total) + " arguments expected");
        } else {
          d.spans.primary.push_back(inner(p.at));
        }
      }
      for (size_t i = 0; i < explicit_; ++i) d.label(s_.span_of(args_[i].expr), "");
    } else {
      std::vector<size_t> indices;
      for (const Missing& m : missing_) {
        if (!m.is_explicit) continue;
        d.spans.primary.push_back(m.ref);
        indices.push_back(m.index);
      }
      std::string list;
      for (size_t i = 0; i < indices.size(); ++i)
        list += (i > 0 ? (i + 1 == indices.size() ? " and " : ", ") : "") + std::to_string(indices[i]);
      d.message = std::string("invalid reference to positional argument") + (indices.size() == 1 ? " " : "s ") + list + " (" + have + ")";
      d.note("positional arguments are zero-based");
    }
    return fail(std::move(d));
  }

  bool check_unused() {
    std::vector<size_t> unused;
    for (size_t i = 0; i < explicit_; ++i)
      if (!args_[i].used) unused.push_back(i);
    if (unused.empty()) return true;
    const auto descr = [&](size_t i) { return args_[i].name.name.empty() ? "argument never used" : "named argument never used"; };
    Diagnostic d;
    d.level = Level::error;
    for (size_t i : unused) {
      const Span at = s_.span_of(args_[i].expr);
      d.spans.primary.push_back(at);
    }
    if (unused.size() == 1) {
      d.message = descr(unused[0]);
      d.label(fmt_span_, "formatting specifier missing");
      d.spans.labels.clear();
      d.label(s_.span_of(args_[unused[0]].expr), descr(unused[0]));
      d.label(fmt_span_, "formatting specifier missing");
    } else {
      d.message = "multiple unused formatting arguments";
      for (size_t i : unused) d.label(s_.span_of(args_[i].expr), descr(i));
      d.label(fmt_span_, "multiple missing formatting specifiers");
    }
    return fail(std::move(d));
  }

  // `{}` of a literal is text (rustc: flatten and inline literals).
  void inline_literals() {
    std::vector<size_t> count(args_.size());
    for (const Use& u : uses_) {
      if (u.arg != SIZE_MAX) ++count[u.arg];
      if (u.width != SIZE_MAX) ++count[u.width];
      if (u.precision != SIZE_MAX) ++count[u.precision];
    }
    size_t n = 0;
    for (FormatPiece& p : pieces_) {
      if (p.is_text) continue;
      Use& u = uses_[n++];
      const bool plain = p.fill == ' ' && p.align == 3 && p.flags == 0 && p.width.kind == FormatCount::Kind::none &&
                         p.precision.kind == FormatCount::Kind::none;
      if (!plain || u.trait != "display" || count[u.arg] != 1) continue;
      const auto* lit = std::get_if<ExprLit>(&s_.ast[args_[u.arg].expr].kind);
      if (lit == nullptr) continue;
      std::string text;
      if (lit->lit.kind == LitKind::str) {
        text = lit->lit.text.str();
      } else if (lit->lit.kind == LitKind::integer && lit->lit.suffix.empty() && lit->lit.value <= 0x7FFFFFFF) {
        text = std::to_string(static_cast<uint32_t>(lit->lit.value));
      } else {
        continue;
      }
      args_[u.arg].inlined = true;
      p.is_text = true;
      p.text = std::move(text);
      u.arg = SIZE_MAX - 1;
    }
    uses_.erase(std::remove_if(uses_.begin(), uses_.end(), [](const Use& u) { return u.arg == SIZE_MAX - 1; }), uses_.end());
  }

  ExprId lang(std::string_view item, Span span) { return s_.expr(span, ExprLang{LangPath{Symbol::intern(item), span}}); }

  ExprId lower() {
    std::vector<Argument> list;
    const auto argument = [&](size_t arg, std::string_view trait, Span at) {
      for (size_t i = 0; i < list.size(); ++i) {
        if (list[i].arg != arg || list[i].trait != trait) continue;
        if (list[i].span_known && !(list[i].at == at)) list[i].span_known = false;
        return i;
      }
      list.push_back({arg, trait, at, true});
      return list.size() - 1;
    };
    std::string bytes, text;
    const auto flush = [&] {
      if (text.empty()) return;
      bytes += '\x01';
      append_varint(bytes, text.size());
      bytes += text;
      text.clear();
    };
    size_t n = 0, expected = 0;
    bool any = false;
    for (const FormatPiece& p : pieces_) {
      if (p.is_text) {
        text += p.text;
        continue;
      }
      any = true;
      flush();
      const Use& u = uses_[n++];
      const size_t index = argument(u.arg, u.trait, inner(p.at));
      const auto count = [&](const FormatCount& c, size_t arg) {
        if (c.kind == FormatCount::Kind::none) return std::pair<char, size_t>{0, 0};
        if (c.kind == FormatCount::Kind::literal) return std::pair<char, size_t>{1, c.value};
        const bool star = c.kind == FormatCount::Kind::star;
        return std::pair<char, size_t>{2, argument(arg, "usize", inner(star ? p.at : CharRange{c.arg.at.lo, c.arg.at.hi + 1}))};
      };
      const auto precision = count(p.precision, u.precision);
      const auto width = count(p.width, u.width);
      const bool plain = p.fill == ' ' && p.align == 3 && p.flags == 0 && width.first == 0 && precision.first == 0;
      if (plain && index == expected) {
        bytes += '\x02';
      } else {
        bytes += '\x03';
        append_varint(bytes, index);
        append_varint(bytes, p.fill);
        bytes += static_cast<char>(p.align);
        append_varint(bytes, p.flags);
        for (const auto& [kind, value] : {width, precision}) {
          bytes += kind;
          if (kind != 0) append_varint(bytes, value);
        }
      }
      expected = index + 1;
    }
    if (newline_) text += '\n';
    if (!any) {
      Lit lit;
      lit.kind = LitKind::str;
      lit.text = Symbol::intern(text);
      lit.source = Symbol::intern("\"\"");
      lit.span = span_;
      const ExprId str = s_.expr(span_, ExprLit{lit});
      return s_.expr(span_, ExprCall{lang("format_arguments_from_str", span_), {str}});
    }
    flush();
    bytes += '\0';
    return emit(list, bytes);
  }

  struct Argument {
    size_t arg;
    std::string_view trait;
    Span at;
    bool span_known;
  };

  ExprId emit(const std::vector<Argument>& list, const std::string& bytes) {
    const source::SyntaxContext ctxt = span_.ctxt;
    const Ident ident{Symbol::intern("args"), s_.sources.mark_desugaring(span_, DesugaringKind::format_literal, s_.edition_of(span_))};
    std::vector<Stmt> stmts;
    const auto super_let = [&](ExprId init) {
      const PatId pat = s_.pat(span_, PatIdent{false, Mutability::not_, Mutability::not_, ident, {}});
      stmts.push_back(Stmt{span_, StmtLet{pat, {}, init, {}, true, s_.new_id()}});
    };
    const auto args_path = [&] {
      Path path;
      path.span = span_;
      path.segments.push_back(PathSegment{s_.new_id(), ident, nullptr});
      return s_.expr(span_, ExprPath{{}, std::move(path)});
    };
    std::vector<size_t> kept;
    for (size_t i = 0; i < args_.size(); ++i)
      if (!args_[i].inlined) kept.push_back(i);
    std::vector<size_t> position(args_.size());
    ExprTuple tuple;
    for (size_t i = 0; i < kept.size(); ++i) {
      position[kept[i]] = i;
      const ExprId e = args_[kept[i]].expr;
      tuple.elems.push_back(s_.expr(s_.span_of(e).with_ctxt(ctxt), ExprAddrOf{false, Mutability::not_, e}));
    }
    super_let(s_.expr(span_, std::move(tuple)));
    ExprArray array;
    for (const Argument& a : list) {
      const FormatArg& arg = args_[a.arg];
      const Span placeholder = (a.span_known ? a.at : s_.span_of(arg.expr)).with_ctxt(ctxt);
      const Span arg_span = arg.captured ? placeholder : s_.span_of(arg.expr).with_ctxt(ctxt);
      const Ident field{Symbol::intern(std::to_string(position[a.arg])), span_};
      const ExprId ref = s_.expr(arg_span, ExprField{args_path(), field});
      const std::string item = a.trait == "usize" ? "format_argument_from_usize" : "format_argument_new_" + std::string(a.trait);
      array.elems.push_back(s_.expr(placeholder, ExprCall{lang(item, placeholder), {ref}}));
    }
    super_let(s_.expr(span_, std::move(array)));
    Lit lit;
    lit.kind = LitKind::byte_str;
    lit.text = Symbol::intern(bytes);
    lit.source = Symbol::intern("b\"\"");
    lit.span = span_;
    const ExprId pieces = s_.expr(span_, ExprLit{lit});
    const ExprId args = s_.expr(span_, ExprAddrOf{false, Mutability::not_, args_path()});
    const ExprId call = s_.expr(span_, ExprCall{lang("format_arguments_new", span_), {pieces, args}});
    const BlockId block = s_.block(span_, std::move(stmts), call);
    return s_.expr(span_, ExprBlock{block, {}});
  }

  struct Use {
    size_t arg = SIZE_MAX, width = SIZE_MAX, precision = SIZE_MAX;
    std::string_view trait;
  };
  struct Missing {
    size_t index;
    Span whole;
    bool is_explicit;
    Span ref;
  };

  Session& s_;
  const MacroCall& call_;
  Span span_;
  bool newline_;
  Lit fmt_;
  Span fmt_span_;
  bool direct_ = false;
  bool failed_ = false;
  size_t content_end_ = 0;
  size_t positional_ = 0, explicit_ = 0, next_ = 0;
  std::vector<FormatArg> args_;
  std::vector<StrChar> chars_;
  std::vector<FormatPiece> pieces_;
  std::vector<Use> uses_;
  std::vector<Missing> missing_;
};

}  // namespace

ExprId expand_format_args(Session& s, const MacroCall& call, Span span, bool append_newline) {
  return FormatArgs(s, call, span, append_newline).run();
}

}  // namespace borrowlab::syntax
