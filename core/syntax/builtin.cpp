// Built-in macros. After rustc_builtin_macros.
#include "support/decimal.h"
#include "syntax/format.h"
#include "syntax/lexer.h"
#include "syntax/literal.h"
#include "syntax/parser.h"
#include "syntax/print.h"

namespace borrowlab::syntax {

namespace {

// Splits at commas outside delimiters; a trailing comma makes no empty part.
std::vector<TokenRange> split_commas(TokenRange r) {
  std::vector<TokenRange> parts;
  const Token* t = r.begin;
  while (t < r.end) {
    const Token* begin = t;
    while (t < r.end && t->kind != Tok::comma) t = next_tree(t);
    parts.push_back({begin, t});
    if (t < r.end) ++t;
  }
  return parts;
}

Lit str_lit(std::string_view text, Span span) {
  Lit lit;
  lit.kind = LitKind::str;
  lit.text = Symbol::intern(text);
  lit.source = Symbol::intern(quote_str(text));
  lit.span = span;
  return lit;
}

Lit int_lit(unsigned __int128 value, std::string_view suffix, Span span) {
  Lit lit;
  lit.kind = LitKind::integer;
  lit.value = value;
  lit.suffix = Symbol::intern(suffix);
  lit.source = Symbol::intern(std::to_string(static_cast<unsigned long long>(value)) + std::string(suffix));
  lit.span = span;
  return lit;
}

class BuiltinMacros {
 public:
  BuiltinMacros(Parser& parser, MacroCall& call, const MacroDef& def, ExpnId expn)
      : parser_(parser), s_(parser.s), call_(call), def_(def), expn_(expn), mark_(s_.sources.apply_mark({}, expn)) {}

  ExprId run() {
    const Span span = call_.span.with_ctxt(mark_);
    switch (def_.builtin) {
      case Builtin::format_args:
      case Builtin::const_format_args: return expand_format_args(s_, call_, span, false);
      case Builtin::format_args_nl: return expand_format_args(s_, call_, span, true);
      case Builtin::concat: return concat(span);
      case Builtin::stringify: return s_.expr(span, ExprLit{str_lit(print_tokens(call_.args), span)});
      case Builtin::line:
        return s_.expr(span, ExprLit{int_lit(s_.sources.lookup(s_.sources.source_callsite(call_.span).lo).line, "u32", span)});
      case Builtin::column:
        return s_.expr(span, ExprLit{int_lit(s_.sources.lookup(s_.sources.source_callsite(call_.span).lo).column + 1, "u32", span)});
      case Builtin::file: {
        const auto file = s_.sources.file_of(s_.sources.source_callsite(call_.span).lo);
        return s_.expr(span, ExprLit{str_lit(file ? s_.sources.file(file).name : "", span)});
      }
      case Builtin::module_path: {
        std::string path = s_.options.is_library ? "core" : s_.crate_name;
        for (Symbol m : s_.module_path) path += "::" + std::string(m.str());
        return s_.expr(span, ExprLit{str_lit(path, span)});
      }
      case Builtin::cfg: {
        Lit lit;
        lit.kind = LitKind::bool_;
        lit.value = parser_.cfg_matches(call_.args);
        lit.source = lit.value != 0 ? sym::kw_true : sym::kw_false;
        lit.span = span;
        return s_.expr(span, ExprLit{lit});
      }
      case Builtin::compile_error: return compile_error();
      case Builtin::assert_: return assert_(span);
      case Builtin::panic: return panic(span, panic_is_2021() ? "panic_2021" : "panic_2015");
      case Builtin::unreachable: return panic(span, panic_is_2021() ? "unreachable_2021" : "unreachable_2015");
      case Builtin::offset_of: return offset_of(span);
      default: break;
    }
    s_.sink.refuse(call_.span, "the macro `" + std::string(call_.path.segments.back().ident.name.str()) + "!`");
    return parser_.err_expr(call_.span);
  }

 private:
  // panic!'s meaning goes by the edition of the text that the author wrote.
  bool panic_is_2021() const {
    Span span = call_.span;
    while (span.from_expansion() && s_.sources.outer_expn_data(span.ctxt).is_builtin_or_library && !s_.options.is_library)
      span = s_.sources.outer_expn_data(span.ctxt).call_site;
    return s_.edition_of(span) >= source::Edition::e2021;
  }

  ExprId panic(Span span, std::string_view macro) { return call_library_macro(span, macro, call_.args); }

  ExprId call_library_macro(Span span, std::string_view macro, TokenRange args) {
    MacroCall call;
    call.path.span = span;
    call.path.segments.push_back(PathSegment{s_.new_id(), Ident{sym::dollar_crate, span}, nullptr});
    call.path.segments.push_back(PathSegment{s_.new_id(), Ident{Symbol::intern(macro), span}, nullptr});
    call.args = args;
    call.span = span;
    call.open = call_.open;
    call.close = call_.close;
    return parser_.expand_expr(std::move(call));
  }

  ExprId concat(Span span) {
    std::string text;
    for (const TokenRange& part : split_commas(call_.args)) {
      Parser p(s_, part, call_.close, false, sym::concat_);
      ExprId e = p.parse_expr();
      if (p.failed()) return parser_.err_expr(span);
      bool negative = false;
      if (const auto* u = std::get_if<ExprUnary>(&s_.ast[e].kind); u != nullptr && u->op == UnOp::neg) {
        negative = true;
        e = u->operand;
      }
      const auto* lit = std::get_if<ExprLit>(&s_.ast[e].kind);
      if (lit == nullptr) {
        if (!std::holds_alternative<ExprErr>(s_.ast[e].kind)) {
          Diagnostic d(Level::error, "expected a literal", s_.span_of(e));
          d.note("only literals (like `\"foo\"`, `-42` and `3.14`) can be passed to `concat!()`");
          s_.expansion_errors.push_back(std::move(d));
        }
        return parser_.err_expr(span);
      }
      if (negative) text += '-';
      switch (lit->lit.kind) {
        case LitKind::str: text += lit->lit.text.str(); break;
        case LitKind::integer: text += decimal(lit->lit.value); break;
        case LitKind::float_: text += lit->lit.text.str(); break;
        case LitKind::bool_: text += lit->lit.value != 0 ? "true" : "false"; break;
        case LitKind::char_: {
          append_utf8(text, static_cast<uint32_t>(lit->lit.value));
          break;
        }
        default: {
          Diagnostic d(Level::error, "cannot concatenate a byte string literal", s_.span_of(e));
          s_.expansion_errors.push_back(std::move(d));
          return parser_.err_expr(span);
        }
      }
    }
    return s_.expr(span, ExprLit{str_lit(text, span)});
  }

  ExprId compile_error() {
    Parser p(s_, call_.args, call_.close, false, sym::compile_error_);
    const ExprId e = p.parse_expr();
    if (!p.failed()) {
      const auto* lit = std::get_if<ExprLit>(&s_.ast[e].kind);
      s_.expansion_errors.emplace_back(
          Level::error,
          lit != nullptr && lit->lit.kind == LitKind::str ? std::string(lit->lit.text.str()) : "argument must be a string literal",
          call_.span);
    }
    return parser_.err_expr(call_.span);
  }

  // if !cond { panic }
  ExprId assert_(Span span) {
    if (call_.args.empty()) {
      Diagnostic d(Level::error, "macro requires a boolean expression as an argument", call_.span);
      d.label(call_.span, "boolean expression required");
      s_.expansion_errors.push_back(std::move(d));
      return parser_.err_expr(call_.span);
    }
    Parser p(s_, call_.args, call_.close, false, sym::assert_);
    const Token* begin = p.position();
    const ExprId cond = p.parse_expr();
    if (p.failed()) return parser_.err_expr(call_.span);
    const Token* end = p.position();
    if (p.is(Tok::semi)) {
      Diagnostic d(Level::error, "macro requires an expression as an argument", call_.span);
      d.suggest(p.tok.span, "try removing semicolon", "", Applicability::maybe_incorrect);
      s_.expansion_errors.push_back(std::move(d));
      return parser_.err_expr(call_.span);
    }
    if (!p.at_eof() && !p.eat(Tok::comma)) {
      p.expect_note(Expect::operator_);
      p.at(Tok::dot);
      p.at(Tok::question);
      p.fail_unexpected();
      return parser_.err_expr(call_.span);
    }
    ExprId then;
    if (!p.at_eof()) {
      then = call_library_macro(span, panic_is_2021() ? "panic_2021" : "panic_2015", {p.position(), call_.args.end});
    } else {
      const std::string text = "assertion failed: " + print_expr_tokens(s_, {begin, end}, call_.close);
      Path path;
      path.span = span;
      for (Symbol name : {sym::dollar_crate, Symbol::intern("panicking"), sym::panic_})
        path.segments.push_back(PathSegment{s_.new_id(), Ident{name, span}, nullptr});
      const ExprId callee = s_.expr(span, ExprPath{{}, std::move(path)});
      const ExprId message = s_.expr(span, ExprLit{str_lit(text, span)});
      then = s_.expr(span, ExprCall{callee, {message}});
    }
    const ExprId negated = s_.expr(span, ExprUnary{UnOp::not_, cond});
    const BlockId block = s_.block(s_.span_of(then), {}, then);
    return s_.expr(span, ExprIf{negated, block, {}});
  }

  ExprId offset_of(Span span) {
    Parser p(s_, call_.args, call_.close, false, Symbol::intern("offset_of"));
    ExprOffsetOf o;
    o.container = p.parse_ty();
    p.expect(Tok::comma);
    while (!p.failed() && !p.at_eof()) {
      if (p.tok.is(Tok::literal)) {
        const std::string_view text = p.tok.sym.str();
        const size_t dot = text.find('.');
        o.fields.push_back(Ident{Symbol::intern(text.substr(0, dot)), p.tok.span});
        if (dot != std::string_view::npos) o.fields.push_back(Ident{Symbol::intern(text.substr(dot + 1)), p.tok.span});
        p.bump();
      } else {
        o.fields.push_back(p.parse_ident());
      }
      if (!p.eat(Tok::dot)) break;
    }
    if (!p.failed()) {
      p.eat(Tok::comma);
      if (!p.at_eof()) p.fail_unexpected();
    }
    return p.failed() ? parser_.err_expr(call_.span) : s_.expr(span, std::move(o));
  }

  Parser& parser_;
  Session& s_;
  MacroCall& call_;
  const MacroDef& def_;
  ExpnId expn_;
  source::SyntaxContext mark_;
};

}  // namespace

ExprId Parser::parse_builtin_macro_call(MacroCall call, const MacroDef& def, ExpnId expn) {
  return BuiltinMacros(*this, call, def, expn).run();
}

}  // namespace borrowlab::syntax
