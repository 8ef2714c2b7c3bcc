// Macro calls where they stand: looked up, expanded, their expansion parsed in place. After rustc_expand::expand.
#include "syntax/parser.h"

namespace borrowlab::syntax {

Builtin builtin_by_name(Symbol name) {
  static constexpr std::pair<std::string_view, Builtin> kNames[] = {{"format_args", Builtin::format_args},
                                                                    {"format_args_nl", Builtin::format_args_nl},
                                                                    {"const_format_args", Builtin::const_format_args},
                                                                    {"concat", Builtin::concat},
                                                                    {"stringify", Builtin::stringify},
                                                                    {"line", Builtin::line},
                                                                    {"column", Builtin::column},
                                                                    {"file", Builtin::file},
                                                                    {"module_path", Builtin::module_path},
                                                                    {"cfg", Builtin::cfg},
                                                                    {"compile_error", Builtin::compile_error},
                                                                    {"assert", Builtin::assert_},
                                                                    {"panic", Builtin::panic},
                                                                    {"unreachable", Builtin::unreachable},
                                                                    {"env", Builtin::env},
                                                                    {"option_env", Builtin::option_env},
                                                                    {"include", Builtin::include},
                                                                    {"include_str", Builtin::include_str},
                                                                    {"include_bytes", Builtin::include_bytes},
                                                                    {"concat_idents", Builtin::concat_idents},
                                                                    {"offset_of", Builtin::offset_of},
                                                                    {"asm", Builtin::asm_},
                                                                    {"global_asm", Builtin::asm_},
                                                                    {"naked_asm", Builtin::asm_},
                                                                    {"trace_macros", Builtin::trace_macros}};
  for (const auto& [text, builtin] : kNames)
    if (text == name.str()) return builtin;
  return Builtin::none;
}

bool Parser::parse_macro_args(MacroCall& call) {
  if (tok.kind != Tok::open || tok.is_open(Delim::invisible)) {
    at_open(Delim::paren);
    at_open(Delim::bracket);
    at_open(Delim::brace);
    fail_unexpected();
    return false;
  }
  const Token* open = position();
  call.delim = tok.delim();
  call.open = tok.span;
  call.args = {open + 1, open + open->aux};
  next_ = call.args.end;
  bump();
  call.close = tok.span;
  bump();
  return true;
}

void Parser::define_macro(std::shared_ptr<MacroDef> def) {
  def->id = s.next_macro_id++;
  def->is_library = s.options.is_library;
  def->edition = s.options.edition;
  const MacroDefPtr shared = def;
  s.known[def->name] = shared;
  if (def->exported) s.exported[def->name] = shared;
  s.textual.push_back(shared);
}

namespace {
// The path as written: `$crate::format_args_nl`.
Symbol path_name(const Path& path) {
  if (path.segments.size() == 1) return path.segments[0].ident.name;
  std::string text;
  for (const PathSegment& seg : path.segments) {
    if (!text.empty() || path.global()) text += "::";
    if (seg.ident.name != sym::path_root) text += seg.ident.name.str();
  }
  return Symbol::intern(path.global() ? text.substr(2) : text);
}
}  // namespace

bool Parser::expand_tokens(MacroCall& call, Tokens& out, MacroDefPtr& def, ExpnId& expn) {
  def = s.find_macro(call.path);
  if (def != nullptr && s.no_expand == 0) s.used_macros.insert(def->id);
  if (def == nullptr) {
    const Ident name = call.path.segments.back().ident;
    const std::string text(name.name.str());
    Diagnostic d;
    if (call.path.segments.size() > 1) {
      const PathSegment& first = call.path.segments.front();
      const PathSegment& parent = call.path.segments[call.path.segments.size() - 2];
      const std::string in(parent.ident.name.str());
      bool is_module = is_path_segment_keyword(first.ident.name) || first.ident.name == sym::std_ || first.ident.name == sym::core_ ||
                       first.ident.name == sym::alloc_;
      for (Symbol m : s.module_path) is_module |= m == first.ident.name;
      for (const Item& item : s.ast.items) is_module |= item.ident.name == first.ident.name;
      if (is_module) {
        d = Diagnostic(Level::error, "cannot find `" + text + "` in `" + in + "`", name.span, "E0433");
        d.label(name.span, "could not find `" + text + "` in " + (parent.ident.name == sym::kw_crate ? "the crate root" : "`" + in + "`"));
      } else {
        const std::string root(first.ident.name.str());
        d = Diagnostic(Level::error, "cannot find module or crate `" + root + "` in this scope", first.ident.span, "E0433");
        d.label(first.ident.span, "use of unresolved module or unlinked crate `" + root + "`");
      }
    } else {
      d = Diagnostic(Level::error, "cannot find macro `" + text + "` in this scope", name.span);
      if (s.known.count(name.name) != 0) d.help("have you added the `#[macro_use]` on the module/import?");
    }
    s.expansion_errors.push_back(std::move(d));
    return false;
  }
  if (s.expansion_depth >= kRecursionLimit) {
    if (!s.recursion_reported) {
      const std::string name(call.path.segments.back().ident.name.str());
      Diagnostic d(Level::error, "recursion limit reached while expanding `" + name + "!`", call.span);
      d.help("consider increasing the recursion limit by adding a `#![recursion_limit = \"256\"]` attribute to your crate (`" +
             s.crate_name + "`)");
      s.expansion_errors.push_back(std::move(d));
    }
    s.recursion_reported = true;
    def = nullptr;
    return false;
  }
  source::ExpnData data;
  data.kind = source::ExpnData::Kind::macro;
  data.name = path_name(call.path);
  data.call_site = call.span;
  data.def_site = def->span;
  data.is_builtin_or_library = def->is_library;
  data.allow_internal_unsafe = def->allow_internal_unsafe;
  data.edition = def->edition;
  data.hide_backtrace = def->is_diagnostic_item;
  data.macro_def = def->id;
  expn = s.sources.add_expansion(std::move(data));
  if (def->builtin != Builtin::none) return false;
  if (!expand_macro_rules(s, *def, call.args, call.span, call.close, expn, out)) {
    def = nullptr;
    return false;
  }
  return true;
}

namespace {
struct Deeper {
  Session& s;
  explicit Deeper(Session& session) : s(session) { ++s.expansion_depth; }
  ~Deeper() { --s.expansion_depth; }
};
}  // namespace

void Parser::check_expansion_end(const MacroCall& call, const char* kind) {
  if (failed() || at_eof()) return;
  const std::string name(call.path.segments.back().ident.name.str());
  const std::string descr = token_descr(tok);
  Diagnostic d(Level::error, "macro expansion ignores " + descr + " and any tokens following", tok.span);
  d.label(call.span, "caused by the macro expansion here");
  d.note("the usage of `" + name + "!` is likely invalid in " + kind + " context");
  fail(std::move(d));
}

ExprId Parser::expand_expr(MacroCall call) {
  if (s.no_expand > 0) {
    const ExprId e = err_expr(call.span);
    if (s.record_calls) s.unexpanded[e.index] = std::move(call);
    return e;
  }
  Level_ level(*this);
  if (!level.ok) return err_expr(call.span);
  Tokens out;
  MacroDefPtr def;
  ExpnId expn;
  if (!expand_tokens(call, out, def, expn)) {
    if (def == nullptr) return err_expr(call.span);
    const Deeper deeper(s);
    const Span span = call.span;
    const ExprId e = parse_builtin_macro_call(std::move(call), *def, expn);
    if (!e) return err_expr(span);
    return e;
  }
  const Deeper deeper(s);
  Parser p(s, {out.data(), out.data() + out.size()}, call.close, false, call.path.segments.back().ident.name);
  const ExprId e = p.parse_expr();
  if (!p.failed() && p.is(Tok::semi)) p.bump();
  p.check_expansion_end(call, "expression");
  return p.failed() ? err_expr(call.span) : e;
}

PatId Parser::expand_pat(MacroCall call) {
  if (s.no_expand > 0) return s.pat(call.span, PatWild{});
  Level_ level(*this);
  Tokens out;
  MacroDefPtr def;
  ExpnId expn;
  if (!level.ok || !expand_tokens(call, out, def, expn)) {
    if (def != nullptr && level.ok) {
      const Deeper deeper(s);
      const Span span = call.span;
      const ExprId e = parse_builtin_macro_call(std::move(call), *def, expn);
      if (e && std::holds_alternative<ExprLit>(s.ast.exprs[e].kind)) return s.pat(span, PatLit{e});
      if (e) refuse(span, "this macro in a pattern");
      return s.pat(span, PatErr{});
    }
    return s.pat(call.span, PatErr{});
  }
  const Deeper deeper(s);
  Parser p(s, {out.data(), out.data() + out.size()}, call.close, false, call.path.segments.back().ident.name);
  const PatId pat = p.parse_pat_top();
  p.check_expansion_end(call, "pattern");
  return pat;
}

TyId Parser::expand_ty(MacroCall call) {
  if (s.no_expand > 0) return s.ty(call.span, TyInfer{});
  Level_ level(*this);
  Tokens out;
  MacroDefPtr def;
  ExpnId expn;
  if (!level.ok || !expand_tokens(call, out, def, expn)) {
    if (def != nullptr) refuse(call.span, "this macro as a type");
    return s.ty(call.span, TyErr{});
  }
  const Deeper deeper(s);
  Parser p(s, {out.data(), out.data() + out.size()}, call.close, false, call.path.segments.back().ident.name);
  const TyId ty = p.parse_ty();
  p.check_expansion_end(call, "type");
  return ty;
}

void Parser::expand_items(MacroCall call, std::vector<ItemId>& out_items, ItemContext context) {
  if (s.no_expand > 0) return;
  const size_t deferred = s.deferrals();
  Level_ level(*this);
  Tokens out;
  MacroDefPtr def;
  ExpnId expn;
  if (!level.ok) return;
  if (!expand_tokens(call, out, def, expn)) {
    if (def != nullptr) parse_builtin_macro_call(std::move(call), *def, expn);
    return;
  }
  const Deeper deeper(s);
  Parser p(s, {out.data(), out.data() + out.size()}, call.close, false, call.path.segments.back().ident.name);
  while (!p.failed() && !p.at_eof()) {
    const AttrList attrs = p.outer_attributes();
    if (p.parse_item(out_items, attrs, context)) continue;
    if (p.failed()) break;
    if (p.is(Tok::semi)) {
      p.bump();
      continue;
    }
    p.check_expansion_end(call, "item");
  }
  if (s.deferrals() > deferred) s.kept_tokens.push_back(std::move(out));
}

void Parser::expand_stmts(MacroCall call, std::vector<Stmt>& stmts, bool semicolon) {
  const Span span = semicolon ? join(call.span, prev) : call.span;
  if (s.no_expand > 0) {
    const ExprId e = err_expr(call.span);
    if (s.record_calls) s.unexpanded[e.index] = std::move(call);
    stmts.push_back(Stmt{span, StmtExpr{e, semicolon}});
    return;
  }
  Level_ level(*this);
  Tokens out;
  MacroDefPtr def;
  ExpnId expn;
  if (!level.ok) return;
  if (!expand_tokens(call, out, def, expn)) {
    const Span call_span = call.span;
    ExprId e;
    if (def != nullptr) {
      const Deeper deeper(s);
      e = parse_builtin_macro_call(std::move(call), *def, expn);
    }
    if (!e) e = err_expr(call_span);
    stmts.push_back(Stmt{span, StmtExpr{e, semicolon}});
    return;
  }
  const Deeper deeper(s);
  const size_t before = stmts.size();
  Parser p(s, {out.data(), out.data() + out.size()}, call.close, false, call.path.segments.back().ident.name);
  ExprId tail;
  p.parse_stmts_until(stmts, tail, true);
  p.check_expansion_end(call, "statement");
  if (stmts.size() == before) return;
  if (auto* last = std::get_if<StmtExpr>(&stmts.back().kind); last != nullptr && semicolon) last->semi = true;
}

}  // namespace borrowlab::syntax
