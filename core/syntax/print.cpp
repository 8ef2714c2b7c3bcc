#include "syntax/print.h"

#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

std::string quote_str(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Decoded d = decode_utf8(text);
    switch (d.c) {
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case 0: out += "\\0"; break;
      default: out += text.substr(0, d.length);
    }
    text.remove_prefix(d.length);
  }
  return out + "\"";
}

namespace {

// Whether two neighbouring trees have a space between them where the first one's spacing does not say (rustc: space_between).
bool space_between(const Token& a, const Token& b) {
  const bool a_is_delimited = a.kind == Tok::close;
  const auto punct = [](const Token& t) { return t.is_punct(); };
  if (a.kind == Tok::dot && !punct(b)) return false;
  if ((b.kind == Tok::comma || b.kind == Tok::semi || b.kind == Tok::dot) && (a_is_delimited || !punct(a))) return false;
  if (a.kind == Tok::ident && b.is_open(Delim::paren)) {
    const bool reserved = !a.is_raw() && is_reserved_keyword(a.sym, false);
    if (!reserved || a.sym == sym::kw_fn || a.sym == sym::kw_Self || a.sym == sym::kw_pub) return false;
  }
  if (a.kind == Tok::pound && b.is_open(Delim::bracket)) return false;
  return true;
}

std::string token_string(const Token& t) {
  std::string text = token_text(t);
  if (t.kind == Tok::literal && t.aux != 0) text += t.suffix().str();
  return text;
}

void print_range(TokenRange r, std::string& out, uint32_t depth) {
  if (depth > kNestingLimit) return;
  const Token* t = r.begin;
  while (t < r.end) {
    const Token* last = t;
    if (t->kind == Tok::open) {
      const Token* close = t + t->aux;
      const TokenRange inside{t + 1, close};
      if (t->is_open(Delim::invisible)) {
        print_range(inside, out, depth + 1);
      } else {
        out += token_text(*t);
        const bool braces = t->is_open(Delim::brace) && !inside.empty();
        if (braces && t->alone()) out += ' ';
        print_range(inside, out, depth + 1);
        if (braces && inside.end[-1].alone()) out += ' ';
        out += token_text(*close);
      }
      last = close;
    } else {
      out += token_string(*t);
    }
    t = last + 1;
    if (t < r.end && last->alone() && space_between(*last, *t)) out += ' ';
  }
}

// Precedences of rustc_ast::util::parser::ExprPrecedence.
enum Prec : int {
  kJump = 0,
  kAssign = 2,
  kRange = 4,
  kOr = 5,
  kAnd = 6,
  kCompare = 7,
  kBitOr = 8,
  kBitXor = 9,
  kBitAnd = 10,
  kShift = 11,
  kSum = 12,
  kProduct = 13,
  kCast = 14,
  kPrefix = 15,
  kUnambiguous = 16
};

int precedence(BinOp op) {
  switch (op) {
    case BinOp::mul:
    case BinOp::div:
    case BinOp::rem: return kProduct;
    case BinOp::add:
    case BinOp::sub: return kSum;
    case BinOp::shl:
    case BinOp::shr: return kShift;
    case BinOp::bit_and: return kBitAnd;
    case BinOp::bit_xor: return kBitXor;
    case BinOp::bit_or: return kBitOr;
    case BinOp::and_: return kAnd;
    case BinOp::or_: return kOr;
    default: return kCompare;
  }
}

class Printer {
 public:
  explicit Printer(Session& s) : s_(s) {}

  std::string expr(ExprId id) {
    const Expr& e = s_.ast.exprs[id];
    const std::string text = bare(id);
    return e.parenthesized ? "(" + text + ")" : text;
  }

 private:
  int prec(ExprId id) {
    const Expr& e = s_.ast.exprs[id];
    if (e.parenthesized) return kUnambiguous;
    if (const auto* b = std::get_if<ExprBinary>(&e.kind)) return precedence(b->op);
    if (std::holds_alternative<ExprUnary>(e.kind) || std::holds_alternative<ExprAddrOf>(e.kind)) return kPrefix;
    if (std::holds_alternative<ExprCast>(e.kind)) return kCast;
    if (std::holds_alternative<ExprAssign>(e.kind) || std::holds_alternative<ExprAssignOp>(e.kind)) return kAssign;
    if (std::holds_alternative<ExprClosure>(e.kind) || std::holds_alternative<ExprReturn>(e.kind) ||
        std::holds_alternative<ExprBreak>(e.kind))
      return kJump;
    if (const auto* st = std::get_if<ExprStruct>(&e.kind); st != nullptr && st->lang) return kRange;
    if (const auto* c = std::get_if<ExprCall>(&e.kind); c != nullptr && std::holds_alternative<ExprLang>(s_.ast[c->callee].kind))
      return kRange;
    if (std::holds_alternative<ExprLet>(e.kind)) return kAnd;
    return kUnambiguous;
  }
  std::string operand(ExprId id, bool parens) { return parens ? "(" + expr(id) + ")" : expr(id); }
  std::string list(const std::vector<ExprId>& elems) {
    std::string out;
    for (size_t i = 0; i < elems.size(); ++i) out += (i > 0 ? ", " : "") + expr(elems[i]);
    return out;
  }
  static std::string name(const Ident& i) { return std::string(i.name.str()); }
  std::string snippet(Span span) { return std::string(s_.sources.snippet(span)); }

  std::string path(const Path& p) {
    std::string out;
    for (size_t i = 0; i < p.segments.size(); ++i) {
      const PathSegment& seg = p.segments[i];
      if (i > 0) out += "::";
      if (seg.ident.name != sym::path_root) out += name(seg.ident);
      if (seg.args) out += (seg.args->parenthesized ? "" : "::") + generic_args(*seg.args);
    }
    return out;
  }
  std::string generic_args(const GenericArgs& a) {
    std::string out = "<";
    bool first = true;
    for (const GenericArg& arg : a.args) {
      if (!first) out += ", ";
      first = false;
      if (const auto* t = std::get_if<TyId>(&arg)) out += ty(*t);
      else if (const auto* l = std::get_if<Lifetime>(&arg)) out += name(l->ident);
      else out += expr(std::get<AnonConst>(arg).value);
    }
    for (const AssocConstraint& c : a.constraints) {
      if (!first) out += ", ";
      first = false;
      out += snippet(c.span);
    }
    return out + ">";
  }
  std::string ty(TyId id) {
    const Ty& t = s_.ast.tys[id];
    if (const auto* p = std::get_if<TyPath>(&t.kind); p != nullptr && !p->qself) {
      std::string out;
      for (size_t i = 0; i < p->path.segments.size(); ++i) {
        const PathSegment& seg = p->path.segments[i];
        if (i > 0) out += "::";
        if (seg.ident.name != sym::path_root) out += name(seg.ident);
        if (seg.args) out += seg.args->parenthesized ? snippet(seg.args->span) : generic_args(*seg.args);
      }
      return out;
    }
    if (const auto* r = std::get_if<TyRef>(&t.kind)) {
      std::string out = "&";
      if (!r->lifetime.ident.name.empty()) out += name(r->lifetime.ident) + " ";
      if (r->mut == Mutability::mut) out += "mut ";
      return out + ty(r->ty);
    }
    if (const auto* p = std::get_if<TyPtr>(&t.kind)) return (p->mut == Mutability::mut ? "*mut " : "*const ") + ty(p->ty);
    if (const auto* sl = std::get_if<TySlice>(&t.kind)) return "[" + ty(sl->ty) + "]";
    if (const auto* a = std::get_if<TyArray>(&t.kind)) return "[" + ty(a->ty) + "; " + expr(a->len.value) + "]";
    if (const auto* tuple = std::get_if<TyTuple>(&t.kind)) {
      std::string out = "(";
      for (size_t i = 0; i < tuple->elems.size(); ++i) out += (i > 0 ? ", " : "") + ty(tuple->elems[i]);
      return out + (tuple->elems.size() == 1 ? ",)" : ")");
    }
    if (std::holds_alternative<TyInfer>(t.kind)) return "_";
    if (std::holds_alternative<TyNever>(t.kind)) return "!";
    return snippet(t.span);
  }

  std::string bare(ExprId id) {
    const Expr& e = s_.ast.exprs[id];
    if (const auto call = s_.unexpanded.find(id.index); call != s_.unexpanded.end() && std::holds_alternative<ExprErr>(e.kind)) {
      const MacroCall& m = call->second;
      std::string out = path(m.path) + "!";
      const std::string inside = print_tokens(m.args);
      if (m.delim == Delim::brace) return out + (inside.empty() ? " {}" : " { " + inside + " }");
      return out + (m.delim == Delim::paren ? "(" : "[") + inside + (m.delim == Delim::paren ? ")" : "]");
    }
    if (const auto* lit = std::get_if<ExprLit>(&e.kind)) return std::string(lit->lit.source.str());
    if (const auto* p = std::get_if<ExprPath>(&e.kind)) return p->qself ? snippet(e.span) : path(p->path);
    if (const auto* u = std::get_if<ExprUnary>(&e.kind)) {
      return (u->op == UnOp::deref ? "*" : u->op == UnOp::not_ ? "!" : "-") + operand(u->operand, prec(u->operand) < kPrefix);
    }
    if (const auto* b = std::get_if<ExprBinary>(&e.kind)) {
      const int p = precedence(b->op);
      const bool left = p == kCompare ? prec(b->lhs) <= p : prec(b->lhs) < p;
      return operand(b->lhs, left) + " " + bin_op_str(b->op) + " " + operand(b->rhs, prec(b->rhs) <= p);
    }
    if (const auto* a = std::get_if<ExprAssign>(&e.kind)) return operand(a->place, prec(a->place) <= kAssign) + " = " + expr(a->value);
    if (const auto* a = std::get_if<ExprAssignOp>(&e.kind))
      return operand(a->place, prec(a->place) <= kAssign) + " " + bin_op_str(a->op) + "= " + expr(a->value);
    if (const auto* a = std::get_if<ExprAddrOf>(&e.kind)) {
      const char* op = a->raw ? (a->mut == Mutability::mut ? "&raw mut " : "&raw const ") : a->mut == Mutability::mut ? "&mut " : "&";
      return op + operand(a->place, prec(a->place) < kPrefix);
    }
    if (const auto* c = std::get_if<ExprCall>(&e.kind)) {
      if (std::holds_alternative<ExprLang>(s_.ast[c->callee].kind) && c->args.size() == 2)  // a..=b
        return operand(c->args[0], prec(c->args[0]) <= kRange) + "..=" + operand(c->args[1], prec(c->args[1]) <= kRange);
      const bool parens =
          prec(c->callee) < kUnambiguous || (std::holds_alternative<ExprField>(s_.ast[c->callee].kind) && !s_.ast[c->callee].parenthesized);
      return operand(c->callee, parens) + "(" + list(c->args) + ")";
    }
    if (const auto* m = std::get_if<ExprMethodCall>(&e.kind))
      return operand(m->receiver, prec(m->receiver) < kUnambiguous) + "." + name(m->method.ident) +
             (m->method.args ? "::" + generic_args(*m->method.args) : "") + "(" + list(m->args) + ")";
    if (const auto* f = std::get_if<ExprField>(&e.kind)) return operand(f->base, prec(f->base) < kUnambiguous) + "." + name(f->field);
    if (const auto* i = std::get_if<ExprIndex>(&e.kind)) return operand(i->base, prec(i->base) < kUnambiguous) + "[" + expr(i->index) + "]";
    if (const auto* t = std::get_if<ExprTuple>(&e.kind)) return "(" + list(t->elems) + (t->elems.size() == 1 ? ",)" : ")");
    if (const auto* a = std::get_if<ExprArray>(&e.kind)) return "[" + list(a->elems) + "]";
    if (const auto* r = std::get_if<ExprRepeat>(&e.kind)) return "[" + expr(r->elem) + "; " + expr(r->count.value) + "]";
    if (const auto* c = std::get_if<ExprCast>(&e.kind)) return operand(c->expr, prec(c->expr) < kCast) + " as " + ty(c->ty);
    if (const auto* st = std::get_if<ExprStruct>(&e.kind)) {
      if (st->lang) {
        const std::string_view item = st->lang->item.str();
        std::string out;
        size_t n = 0;
        if (item == "Range" || item == "RangeFrom") out += operand(st->fields[n].value, prec(st->fields[n].value) <= kRange), ++n;
        out += item == "RangeToInclusive" ? "..=" : "..";
        if (n < st->fields.size()) out += operand(st->fields[n].value, prec(st->fields[n].value) <= kRange);
        return out;
      }
      std::string out = path(st->path) + " {";
      for (size_t i = 0; i < st->fields.size(); ++i) {
        out += i > 0 ? ", " : " ";
        out += st->fields[i].shorthand ? name(st->fields[i].ident) : name(st->fields[i].ident) + ": " + expr(st->fields[i].value);
      }
      if (st->base || st->rest) out += std::string(st->fields.empty() ? " .." : ", ..") + (st->base ? expr(st->base) : "");
      return out + (st->fields.empty() && !st->base && !st->rest ? "}" : " }");
    }
    if (const auto* m = std::get_if<ExprMatch>(&e.kind); m != nullptr && m->source == MatchSource::try_) {
      const auto& call = std::get<ExprCall>(s_.ast[m->scrutinee].kind);
      return operand(call.args[0], prec(call.args[0]) < kUnambiguous) + "?";
    }
    if (const auto* c = std::get_if<ExprClosure>(&e.kind)) {
      std::string out = c->capture == CaptureBy::value ? "move |" : "|";
      for (size_t i = 0; i < c->params.size(); ++i) out += (i > 0 ? ", " : "") + snippet(c->params[i].span);
      out += "|";
      if (c->output) out += " -> " + ty(c->output);
      return out + " " + expr(c->body);
    }
    if (const auto* b = std::get_if<ExprBlock>(&e.kind)) {
      const Block& block = s_.ast.blocks[b->block];
      return (b->label ? name(b->label->ident) + ": " : "") + this->block(block);
    }
    if (const auto* i = std::get_if<ExprIf>(&e.kind)) {
      std::string out = "if " + expr(i->cond) + " " + block(s_.ast.blocks[i->then]);
      if (i->else_) out += " else " + expr(i->else_);
      return out;
    }
    if (const auto* m = std::get_if<ExprMatch>(&e.kind); m != nullptr && m->source == MatchSource::normal) {
      std::string out = "match " + expr(m->scrutinee) + " {";
      for (const Arm& arm : m->arms) {
        out += " " + snippet(s_.ast.pats[arm.pat].span);
        if (arm.guard) out += " if " + expr(arm.guard);
        out += " => " + expr(arm.body);
        if (!std::holds_alternative<ExprBlock>(s_.ast.exprs[arm.body].kind)) out += ",";
      }
      return out + (m->arms.empty() ? "}" : " }");
    }
    if (const auto* l = std::get_if<ExprLet>(&e.kind)) return "let " + snippet(s_.ast.pats[l->pat].span) + " = " + expr(l->scrutinee);
    // Constructs with statements or patterns inside: as they were written, one line.
    return one_line(snippet(e.span));
  }

  std::string block(const Block& b) {
    std::string out = b.kind == BlockKind::unsafe ? "unsafe {" : "{";
    for (const Stmt& st : b.stmts) {
      out += " ";
      if (const auto* e = std::get_if<StmtExpr>(&st.kind)) {
        out += expr(e->expr) + (e->semi ? ";" : "");
      } else if (const auto* l = std::get_if<StmtLet>(&st.kind); l != nullptr && !l->els) {
        out += "let " + snippet(s_.ast.pats[l->pat].span);
        if (l->ty) out += ": " + ty(l->ty);
        if (l->init) out += " = " + expr(l->init);
        out += ";";
      } else {
        out += one_line(snippet(st.span));
      }
    }
    if (b.tail) out += " " + expr(b.tail);
    return out + (b.stmts.empty() && !b.tail ? "}" : " }");
  }

  static std::string one_line(std::string text) {
    std::string out;
    for (char c : text) {
      if (c == '\n' || c == '\t') c = ' ';
      if (c == ' ' && !out.empty() && out.back() == ' ') continue;
      out += c;
    }
    return out;
  }

  Session& s_;
};

}  // namespace

std::string print_tokens(TokenRange tokens) {
  std::string out;
  print_range(tokens, out, 0);
  return out;
}

std::string print_expr(Session& s, ExprId e) { return Printer(s).expr(e); }

std::string print_expr_tokens(Session& s, TokenRange tokens, Span eof) {
  Ast& ast = s.ast;
  const size_t exprs = ast.exprs.size(), pats = ast.pats.size(), tys = ast.tys.size(), blocks = ast.blocks.size(), items = ast.items.size();
  const uint32_t node = s.next_node;
  const size_t errors = s.expansion_errors.size(), underscores = s.underscores.size();
  const bool record = s.record_calls;
  s.record_calls = true;
  ++s.no_expand;
  Parser p(s, tokens, eof, false);
  const ExprId e = p.parse_expr();
  std::string text = p.failed() || !p.at_eof() ? std::string() : print_expr(s, e);
  const bool ok = !p.failed() && p.at_eof();
  if (!ok) print_range(tokens, text, 0);
  --s.no_expand;
  s.record_calls = record;
  for (auto it = s.unexpanded.begin(); it != s.unexpanded.end();) it = it->first >= exprs ? s.unexpanded.erase(it) : std::next(it);
  ast.exprs.truncate(exprs);
  ast.pats.truncate(pats);
  ast.tys.truncate(tys);
  ast.blocks.truncate(blocks);
  ast.items.truncate(items);
  s.next_node = node;
  s.underscores.resize(std::min(s.underscores.size(), underscores));
  s.expansion_errors.resize(std::min(s.expansion_errors.size(), errors));
  return text;
}

}  // namespace borrowlab::syntax
