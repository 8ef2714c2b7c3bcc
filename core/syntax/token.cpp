#include "syntax/token.h"

namespace borrowlab::syntax {

const char* tok_str(Tok kind) {
  switch (kind) {
    case Tok::eq: return "=";
    case Tok::lt: return "<";
    case Tok::le: return "<=";
    case Tok::eq_eq: return "==";
    case Tok::ne: return "!=";
    case Tok::ge: return ">=";
    case Tok::gt: return ">";
    case Tok::and_and: return "&&";
    case Tok::or_or: return "||";
    case Tok::not_: return "!";
    case Tok::tilde: return "~";
    case Tok::plus: return "+";
    case Tok::minus: return "-";
    case Tok::star: return "*";
    case Tok::slash: return "/";
    case Tok::percent: return "%";
    case Tok::caret: return "^";
    case Tok::and_: return "&";
    case Tok::or_: return "|";
    case Tok::shl: return "<<";
    case Tok::shr: return ">>";
    case Tok::plus_eq: return "+=";
    case Tok::minus_eq: return "-=";
    case Tok::star_eq: return "*=";
    case Tok::slash_eq: return "/=";
    case Tok::percent_eq: return "%=";
    case Tok::caret_eq: return "^=";
    case Tok::amp_eq: return "&=";
    case Tok::pipe_eq: return "|=";
    case Tok::shl_eq: return "<<=";
    case Tok::shr_eq: return ">>=";
    case Tok::at: return "@";
    case Tok::dot: return ".";
    case Tok::dot_dot: return "..";
    case Tok::dot_dot_dot: return "...";
    case Tok::dot_dot_eq: return "..=";
    case Tok::comma: return ",";
    case Tok::semi: return ";";
    case Tok::colon: return ":";
    case Tok::path_sep: return "::";
    case Tok::r_arrow: return "->";
    case Tok::l_arrow: return "<-";
    case Tok::fat_arrow: return "=>";
    case Tok::pound: return "#";
    case Tok::dollar: return "$";
    case Tok::question: return "?";
    default: return "";
  }
}

std::string token_text(const Token& t) {
  switch (t.kind) {
    case Tok::eof: return "<eof>";
    case Tok::ident: return t.is_raw() ? "r#" + std::string(t.sym.str()) : std::string(t.sym.str());
    case Tok::lifetime:
    case Tok::literal: return std::string(t.sym.str());
    case Tok::doc_comment: {
      const std::string body(t.sym.str());
      const bool inner = (t.flags & Token::kInnerDoc) != 0;
      if ((t.flags & Token::kBlockDoc) != 0) return (inner ? "/*!" : "/**") + body + "*/";
      return (inner ? "//!" : "///") + body;
    }
    case Tok::open: return t.delim() == Delim::paren ? "(" : t.delim() == Delim::bracket ? "[" : t.delim() == Delim::brace ? "{" : "";
    case Tok::close: return t.delim() == Delim::paren ? ")" : t.delim() == Delim::bracket ? "]" : t.delim() == Delim::brace ? "}" : "";
    default: return tok_str(t.kind);
  }
}

void link_delimiters(Tokens& tokens) {
  std::vector<uint32_t> open;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Tok::open) {
      open.push_back(i);
    } else if (tokens[i].kind == Tok::close && !open.empty()) {
      tokens[i].aux = tokens[open.back()].aux = i - open.back();
      open.pop_back();
    }
  }
}

bool is_strict_keyword(Symbol s) { return s >= source::sym::kw_as && s <= source::sym::kw_dyn; }

bool is_reserved_keyword(Symbol s, bool edition_2024) {
  return (s >= source::sym::kw_as && s <= source::sym::kw_try) || s == source::sym::underscore || s == source::sym::path_root ||
         s == source::sym::dollar_crate || (edition_2024 && s == source::sym::kw_gen);
}

}  // namespace borrowlab::syntax
