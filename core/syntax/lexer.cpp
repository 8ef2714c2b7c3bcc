#include "syntax/lexer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "support/sort.h"

namespace borrowlab::syntax {

using diagnostics::Diagnostic;
using diagnostics::Level;
namespace sym = source::sym;

Decoded decode_utf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const uint32_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (length == 1 || text.size() < length) return {0xFFFD, 1};
  uint32_t c = first & (0xFFu >> (length + 1));
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {0xFFFD, 1};
    c = c << 6 | (byte(i) & 0x3Fu);
  }
  return {c, length};
}

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

namespace {

bool is_unicode_letter(uint32_t c) {
  if (c < 0xAA) return false;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  struct Range {
    uint32_t lo, hi;
  };
  // Blocks of punctuation, symbols, spaces and private use; everything else outside ASCII is taken for a letter.
  static constexpr Range kNotLetters[] = {
      {0x2000, 0x203E}, {0x2041, 0x2053}, {0x2055, 0x2070}, {0x2072, 0x207E}, {0x2080, 0x208F}, {0x20A0, 0x20CF},   {0x2190, 0x2BFF},
      {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0xD800, 0xF8FF}, {0xFE00, 0xFE32},   {0xFE35, 0xFE6F},
      {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF3E}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};
  for (const Range& r : kNotLetters)
    if (c >= r.lo && c <= r.hi) return false;
  return true;
}

}  // namespace

bool is_id_start(uint32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return is_unicode_letter(c);
}
bool is_id_continue(uint32_t c) { return is_id_start(c) || (c >= '0' && c <= '9') || (c >= 0x300 && c <= 0x36F); }

namespace {

constexpr std::array<bool, 128> kWordBytes = [] {
  std::array<bool, 128> table{};
  for (size_t c = 0; c < table.size(); ++c)
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  return table;
}();

class Lexer {
 public:
  Lexer(std::string_view text, uint32_t base, diagnostics::Sink* sink, Tokens& out, bool heads = false)
      : text_(text), base_(base), sink_(sink), out_(out), heads_(heads) {}

  bool run() {
    out_.reserve(text_.size() / 4 + 16);
    skip_shebang();
    while (!failed_) {
      skip_trivia();
      if (failed_ || at_ >= text_.size()) break;
      token();
    }
    if (!failed_) check_open_delimiters();
    return !failed_ && !mismatched_;
  }

 private:
  char peek(size_t n = 0) const { return at_ + n < text_.size() ? text_[at_ + n] : '\0'; }
  Decoded decode(size_t at) const { return at < text_.size() ? decode_utf8(text_.substr(at)) : Decoded{0, 0}; }
  Span span(size_t lo, size_t hi) const { return Span{base_ + static_cast<uint32_t>(lo), base_ + static_cast<uint32_t>(hi), {}}; }
  bool id_start_at(size_t at) const { return at < text_.size() && is_id_start(decode(at).c); }
  static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  void fail(Diagnostic d) {
    if (!failed_ && sink_ != nullptr) sink_->emit(std::move(d));
    failed_ = true;
  }

  void skip_shebang() {
    if (text_.substr(0, 2) != "#!") return;
    size_t i = 2;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t' || text_[i] == '\n')) ++i;
    if (i < text_.size() && text_[i] == '[') return;  // an inner attribute
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }

  void mark_alone() {
    if (!out_.empty()) out_.back().flags |= Token::kAlone;
  }

  void skip_trivia() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_space(c)) {
        mark_alone();
        do ++at_;
        while (at_ < text_.size() && is_space(text_[at_]));
      } else if (c == '/' && peek(1) == '/') {
        line_comment();
      } else if (c == '/' && peek(1) == '*') {
        block_comment();
        if (failed_) return;
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        const Decoded d = decode(at_);
        if (d.c != 0x85 && d.c != 0x200E && d.c != 0x200F && d.c != 0x2028 && d.c != 0x2029) return;
        mark_alone();
        at_ += d.length;
      } else {
        return;
      }
    }
  }

  void push(Tok kind, size_t start, Symbol s = {}, uint8_t sub = 0, uint32_t aux = 0, uint8_t flags = 0) {
    Token t;
    t.kind = kind;
    t.sub = sub;
    t.flags = flags;
    t.sym = s;
    t.aux = aux;
    t.span = span(start, at_);
    out_.push_back(t);
  }

  void line_comment() {
    const size_t start = at_;
    size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    at_ = end;
    const std::string_view body = text_.substr(start, end - start);
    const bool outer = body.size() >= 3 && body[2] == '/' && (body.size() < 4 || body[3] != '/');
    const bool inner = body.size() >= 3 && body[2] == '!';
    if (outer || inner) push(Tok::doc_comment, start, Symbol::intern(body.substr(3)), 0, 0, inner ? Token::kInnerDoc : 0);
    mark_alone();
  }

  void block_comment() {
    const size_t start = at_;
    at_ += 2;
    const bool inner = peek() == '!';
    const bool outer = peek() == '*' && peek(1) != '*' && peek(1) != '/';
    std::vector<size_t> opens{start};
    size_t last_close = 0;
    while (at_ < text_.size() && !opens.empty()) {
      if (text_[at_] == '/' && peek(1) == '*') {
        opens.push_back(at_);
        at_ += 2;
      } else if (text_[at_] == '*' && peek(1) == '/') {
        opens.pop_back();
        last_close = at_;
        at_ += 2;
      } else {
        ++at_;
      }
    }
    if (!opens.empty()) {
      Diagnostic d(Level::error, inner || outer ? "unterminated block doc-comment" : "unterminated block comment",
                   span(start, text_.size()), "E0758");
      if (opens.size() > 1) {
        d.spans.primary[0] = span(start, text_.size());
        d.label(span(start, start + 2), "unterminated block comment");
        d.label(span(opens.back(), opens.back() + 2), "...as last nested comment starts here, maybe you want to close this instead?");
        if (last_close != 0) d.label(span(last_close, last_close + 2), "...and last nested comment terminates here.");
      }
      return fail(std::move(d));
    }
    if (inner || outer)
      push(Tok::doc_comment, start, Symbol::intern(text_.substr(start + 3, at_ - start - 5)), 0, 0,
           static_cast<uint8_t>(Token::kBlockDoc | (inner ? Token::kInnerDoc : 0)));
    mark_alone();
  }

  void token() {
    const size_t start = at_;
    const char c = text_[at_];
    if (c == 'r' && (peek(1) == '"' || (peek(1) == '#' && raw_string_ahead(1)))) return raw_string(start, 1, LitForm::raw_str);
    if (c == 'r' && peek(1) == '#' && id_start_at(at_ + 2)) {
      at_ += 2;
      const std::string_view name = ident_text();
      return push(Tok::ident, start, Symbol::intern(name), 0, 0, Token::kRaw);
    }
    if (c == 'b' || c == 'c') {
      if (c == 'b' && peek(1) == '\'') {
        ++at_;
        return char_literal(start, LitForm::byte);
      }
      if (peek(1) == '"') {
        ++at_;
        return string(start, c == 'b' ? LitForm::byte_str : LitForm::c_str);
      }
      if (peek(1) == 'r' && (peek(2) == '"' || (peek(2) == '#' && raw_string_ahead(2))))
        return raw_string(start, 2, c == 'b' ? LitForm::raw_byte_str : LitForm::raw_c_str);
    }
    if (static_cast<unsigned char>(c) < 0x80 ? kWordBytes[static_cast<unsigned char>(c)] && !digit(c) : is_id_start(decode(at_).c)) {
      const std::string_view name = ident_text();
      push(Tok::ident, start, Symbol::intern(name));
      if (heads_ && macro_depth_ == SIZE_MAX) note_item();
      return;
    }
    if (digit(c)) return number(start);
    if (c == '"') return string(start, LitForm::str);
    if (c == '\'') return quote(start);
    punctuation(start, c);
  }

  std::string_view ident_text() {
    const size_t start = at_;
    while (at_ < text_.size()) {
      const auto b = static_cast<unsigned char>(text_[at_]);
      if (b < 0x80) {
        if (!kWordBytes[b]) break;
        ++at_;
      } else {
        const Decoded d = decode(at_);
        if (!is_id_continue(d.c)) break;
        at_ += d.length;
      }
    }
    return text_.substr(start, at_ - start);
  }

  bool raw_string_ahead(size_t from) const {
    size_t i = at_ + from;
    while (i < text_.size() && text_[i] == '#') ++i;
    return i < text_.size() && text_[i] == '"';
  }

  void literal(size_t start, LitForm form) {
    const Symbol text = Symbol::intern(text_.substr(start, at_ - start));
    Symbol suffix;
    if (id_start_at(at_)) suffix = Symbol::intern(ident_text());
    push(Tok::literal, start, text, static_cast<uint8_t>(form), suffix.index);
  }

  void raw_string(size_t start, size_t prefix, LitForm form) {
    at_ += prefix;
    size_t hashes = 0;
    while (peek() == '#') {
      ++hashes;
      ++at_;
    }
    ++at_;  // the quote
    for (;;) {
      const size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        at_ = text_.size();
        Diagnostic d(Level::error, "unterminated raw string", span(start, start + 1), "E0748");
        d.label(span(start, start + 1), "unterminated raw string");
        if (hashes > 0) d.note("this raw string should be terminated with `\"" + std::string(hashes, '#') + "`");
        return fail(std::move(d));
      }
      at_ = quote + 1;
      size_t n = 0;
      while (n < hashes && peek(n) == '#') ++n;
      if (n == hashes) {
        at_ += hashes;
        break;
      }
    }
    literal(start, form);
  }

  void string(size_t start, LitForm form) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 2 : 1;
    if (at_ >= text_.size()) {
      at_ = text_.size();
      const char* what = form == LitForm::byte_str ? "unterminated double quote byte string"
                         : form == LitForm::c_str  ? "unterminated C string"
                                                   : "unterminated double quote string";
      return fail(Diagnostic(Level::error, what, span(form == LitForm::str ? start : start + 1, at_),
                             form == LitForm::byte_str ? "E0766"
                             : form == LitForm::c_str  ? "E0767"
                                                       : "E0765"));
    }
    ++at_;
    literal(start, form);
  }

  // After `'` (or `b'`), at the quote.
  void char_literal(size_t start, LitForm form) {
    ++at_;
    const size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' && at_ != begin) break;
      if (c == '\'' && at_ == begin) break;
      if (c == '\n' && peek(1) != '\'') break;
      if (c == '/' && at_ != begin) break;
      at_ += c == '\\' && at_ + 1 < text_.size() ? 2 : decode(at_).length;
    }
    if (peek() != '\'') {
      const bool byte = form == LitForm::byte;
      return fail(Diagnostic(Level::error, byte ? "unterminated byte constant" : "unterminated character literal",
                             span(byte ? start + 1 : start, byte ? at_ : start + 1), byte ? "E0763" : "E0762"));
    }
    ++at_;
    literal(start, form);
  }

  void quote(size_t start) {
    // 'a' is a character, 'a without a closing quote a lifetime.
    const Decoded next = decode(at_ + 1);
    const bool char_follows = next.length != 0 && at_ + 1 + next.length < text_.size() && text_[at_ + 1 + next.length] == '\'';
    if (!char_follows && next.length != 0 && (is_id_start(next.c) || digit(static_cast<char>(next.c < 128 ? next.c : 0)))) {
      ++at_;
      if (peek() == 'r' && peek(1) == '#' && id_start_at(at_ + 2)) {
        at_ += 2;
        const std::string name = "'" + std::string(ident_text());
        return push(Tok::lifetime, start, Symbol::intern(name), 0, 0, Token::kRaw);
      }
      ident_text();
      if (peek() == '\'') {  // several characters between quotes
        ++at_;
        return fail_many_chars(start);
      }
      return push(Tok::lifetime, start, Symbol::intern(text_.substr(start, at_ - start)));
    }
    char_literal(start, LitForm::char_);
  }

  void fail_many_chars(size_t start) {
    Diagnostic d(Level::error, "character literal may only contain one codepoint", span(start, at_));
    d.suggest_verbose(span(start, at_), "if you meant to write a string literal, use double quotes",
                      "\"" + std::string(text_.substr(start + 1, at_ - start - 2)) + "\"", diagnostics::Applicability::machine_applicable);
    fail(std::move(d));
  }

  void number(size_t start) {
    bool is_float = false;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o' || peek(1) == 'b')) {
      const bool hex = peek(1) == 'x';
      at_ += 2;
      bool any = false;
      while (digit(peek()) || peek() == '_' || (hex && std::strchr("abcdefABCDEF", peek()) != nullptr && peek() != '\0')) {
        any |= peek() != '_';
        ++at_;
      }
      if (!any) return fail(Diagnostic(Level::error, "no valid digits found for number", span(start, at_), "E0768"));
    } else {
      digits();
      if (peek() == '.' && peek(1) != '.' && !id_start_at(at_ + 1)) {
        is_float = true;
        ++at_;
        if (digit(peek())) digits();
      }
      if (peek() == 'e' || peek() == 'E') {
        size_t n = 1;
        if (peek(n) == '+' || peek(n) == '-') ++n;
        while (peek(n) == '_') ++n;
        if (digit(peek(n))) {
          is_float = true;
          at_ += n;
          digits();
        } else if (n > 1 && (peek(1) == '+' || peek(1) == '-')) {
          at_ += n;
          return fail(Diagnostic(Level::error, "expected at least one digit in exponent", span(start, at_)));
        }
      }
    }
    literal(start, is_float ? LitForm::float_ : LitForm::integer);
  }
  void digits() {
    while (digit(peek()) || peek() == '_') ++at_;
  }

  // --- heads alone ---

  // `impl` where an item begins, `fn name`: the next brace at this depth is what may be skipped.
  void note_item() {
    const Token& t = out_.back();
    const size_t n = out_.size();
    if (n > 1 && t.sym != sym::kw_impl && out_[n - 2].is_kw(sym::kw_fn)) {
      head_depth_ = open_.size();
    } else if (t.sym == sym::kw_impl) {
      const Token* before = n > 1 ? &out_[n - 2] : nullptr;
      if (before == nullptr || before->kind == Tok::semi || before->kind == Tok::close || before->kind == Tok::doc_comment ||
          before->is_open(Delim::brace) || before->is_kw(sym::kw_unsafe))
        head_depth_ = open_.size();
    }
  }

  // At a brace: behind its partner, if what is between may be left for later; else 0.
  size_t skippable() const {
    size_t depth = 0;
    for (size_t i = at_; i < text_.size(); ++i) {
      switch (text_[i]) {
        case '{': ++depth; break;
        case '}':
          if (--depth == 0) return i + 1;
          break;
        case '"': {
          size_t hashes = 0;
          while (text_[i - 1 - hashes] == '#') ++hashes;
          const size_t r = i - 1 - hashes;
          if (text_[r] == 'r' && (!word(text_[r - 1]) || ((text_[r - 1] == 'b' || text_[r - 1] == 'c') && !word(text_[r - 2])))) {
            const std::string end = '"' + std::string(hashes, '#');
            i = text_.find(end, i + 1);
            if (i == std::string_view::npos) return 0;
            i += hashes;
          } else {
            for (++i; i < text_.size() && text_[i] != '"'; ++i)
              if (text_[i] == '\\') ++i;
          }
          break;
        }
        case '\'': {
          if (i + 2 >= text_.size()) return 0;
          const size_t length = text_[i + 1] == '\\' ? 2 : decode(i + 1).length;
          if (text_[i + 1] == '\\' || (i + 1 + length < text_.size() && text_[i + 1 + length] == '\'')) {
            i = text_.find('\'', i + 1 + length);
            if (i == std::string_view::npos) return 0;
          }
          break;
        }
        case '/':
          if (i + 1 < text_.size() && text_[i + 1] == '/') {
            i = text_.find('\n', i);
            if (i == std::string_view::npos) return 0;
          } else if (i + 1 < text_.size() && text_[i + 1] == '*') {
            return 0;
          }
          break;
        case '#':
          if (text_.compare(i, 6, "#[lang") == 0 || text_.compare(i, 23, "#[rustc_diagnostic_item") == 0) return 0;
          break;
        case 'i':
          if (text_.compare(i, 4, "impl") == 0 && !word(text_[i - 1]) && i + 4 < text_.size() && !word(text_[i + 4])) {
            size_t before = i - 1;
            while (is_space(text_[before])) --before;
            if (std::strchr(";})]{", text_[before]) != nullptr) return 0;
          }
          break;
        default: break;
      }
    }
    return 0;
  }
  static bool word(char c) { return static_cast<unsigned char>(c) < 0x80 && kWordBytes[static_cast<unsigned char>(c)]; }

  // Whether the delimiter just pushed begins what a macro is called with, or a macro's rules.
  bool of_macro() const {
    const size_t n = out_.size();
    return n > 1 && (out_[n - 2].kind == Tok::not_ || (n > 3 && out_[n - 2].is_ident() && out_[n - 3].kind == Tok::not_));
  }

  void delimiter(size_t start, Tok kind, Delim d) {
    if (heads_ && d == Delim::brace && kind == Tok::open && open_.size() == head_depth_ && macro_depth_ == SIZE_MAX) {
      head_depth_ = SIZE_MAX;
      if (const size_t end = skippable(); end != 0) {
        at_ = start + 1;
        push(Tok::open, start, {}, static_cast<uint8_t>(d), 1, Token::kSkipped);
        at_ = end;
        return push(Tok::close, end - 1, {}, static_cast<uint8_t>(d), 1);
      }
    }
    ++at_;
    push(kind, start, {}, static_cast<uint8_t>(d));
    if (heads_ && kind == Tok::open && macro_depth_ == SIZE_MAX && of_macro()) macro_depth_ = open_.size();
    if (heads_ && kind == Tok::close && open_.size() == macro_depth_ + 1) macro_depth_ = SIZE_MAX;
    const auto here = static_cast<uint32_t>(out_.size() - 1);
    if (sink_ == nullptr) return;  // a fragment of text of our own
    if (kind == Tok::open) return open_.push_back(here);
    // A mismatched one closes what is innermost, and then what it matches: rustc's lex_token_tree_open_delim.
    while (!open_.empty() && out_[open_.back()].sub != static_cast<uint8_t>(d)) {
      if (last_mismatch_ != here) report_mismatch(here);
      last_mismatch_ = here;
      open_.pop_back();
      const bool closes_another =
          std::any_of(open_.begin(), open_.end(), [&](uint32_t i) { return out_[i].sub == static_cast<uint8_t>(d); });
      if (!closes_another) return;
    }
    if (open_.empty()) {
      Diagnostic e(Level::error, "unexpected closing delimiter: `" + std::string(1, text_[start]) + "`", span(start, at_));
      label_suspicious_block(e);
      e.label(span(start, at_), "unexpected closing delimiter");
      return fail(std::move(e));
    }
    const uint32_t opener = open_.back();
    open_.pop_back();
    if (d == Delim::brace) blocks_.push_back({opener, here});
    out_[opener].aux = out_[here].aux = here - opener;
  }

  void report_mismatch(uint32_t closer) {
    const Token& close = out_[closer];
    const Span unclosed = out_[open_.back()].span;
    Diagnostic e(Level::error, "mismatched closing delimiter: `" + std::string(1, text_[close.span.lo - base_]) + "`", unclosed);
    e.spans.primary.push_back(close.span);
    e.label(close.span, "mismatched closing delimiter");
    for (size_t i = open_.size(); i-- > 0;) {
      const Token& candidate = out_[open_[i]];
      if (candidate.sub != close.sub || margin(candidate.span.lo) != margin(close.span.lo)) continue;
      e.label(candidate.span, "closing delimiter possibly meant for this");
      break;
    }
    e.label(unclosed, "unclosed delimiter");
    sink_->emit(std::move(e));
    mismatched_ = true;
  }

  void check_open_delimiters() {
    if (open_.empty()) return;
    constexpr size_t kShown = 5;
    Diagnostic d(Level::error, "this file contains an unclosed delimiter", span(text_.size(), text_.size()));
    for (size_t i = 0; i < std::min(kShown, open_.size()); ++i) d.label(out_[open_[i]].span, "unclosed delimiter");
    if (open_.size() >= kShown + 2)
      d.label(out_[open_[kShown]].span, "another " + std::to_string(open_.size() - kShown) + " unclosed delimiters begin from here");
    label_suspicious_block(d);
    fail(std::move(d));
  }

  // Points at the braces that were closed but are indented as if not, or at the last that were closed: rustc's
  // report_suspicious_mismatch_block.
  void label_suspicious_block(Diagnostic& d) {
    if (blocks_.empty()) return;
    const auto last = blocks_.back();
    sort(blocks_, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<bool> same(blocks_.size());
    for (size_t i = 0; i < blocks_.size(); ++i) same[i] = margin(out_[blocks_[i].first].span.lo) == margin(out_[blocks_[i].second].span.lo);
    // What stands within a block that is indented well is not to blame.
    size_t well_until = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].first < well_until) same[i] = true;
      if (same[i]) well_until = std::max<size_t>(well_until, blocks_[i].second);
    }
    for (size_t i = blocks_.size(); i-- > 0;) {
      if (same[i]) continue;
      d.label(out_[blocks_[i].first].span, "this delimiter might not be properly closed...");
      d.label(out_[blocks_[i].second].span, "...as it matches this but it has different indentation");
      return;
    }
    if (!open_.empty() || last.second == last.first + 1) return;
    d.label(out_[last.first].span, "this opening brace...");
    d.label(out_[last.second].span, "...matches this closing brace");
  }

  // How far the line that the place is in is indented.
  size_t margin(uint32_t pos) const {
    size_t line = pos - base_;
    while (line > 0 && text_[line - 1] != '\n') --line;
    size_t first = line;
    while (first < text_.size() && (text_[first] == ' ' || text_[first] == '\t')) ++first;
    return first - line;
  }

  void punctuation(size_t start, char c) {
    const auto take = [&](Tok kind, size_t length) {
      at_ += length;
      push(kind, start);
    };
    const char n = peek(1), m = peek(2);
    switch (c) {
      case '(': return delimiter(start, Tok::open, Delim::paren);
      case ')': return delimiter(start, Tok::close, Delim::paren);
      case '[': return delimiter(start, Tok::open, Delim::bracket);
      case ']': return delimiter(start, Tok::close, Delim::bracket);
      case '{': return delimiter(start, Tok::open, Delim::brace);
      case '}': return delimiter(start, Tok::close, Delim::brace);
      case '=': return n == '=' ? take(Tok::eq_eq, 2) : n == '>' ? take(Tok::fat_arrow, 2) : take(Tok::eq, 1);
      case '<':
        if (n == '<') return m == '=' ? take(Tok::shl_eq, 3) : take(Tok::shl, 2);
        return n == '=' ? take(Tok::le, 2) : n == '-' ? take(Tok::l_arrow, 2) : take(Tok::lt, 1);
      case '>':
        if (n == '>') return m == '=' ? take(Tok::shr_eq, 3) : take(Tok::shr, 2);
        return n == '=' ? take(Tok::ge, 2) : take(Tok::gt, 1);
      case '!': return n == '=' ? take(Tok::ne, 2) : take(Tok::not_, 1);
      case '~': return take(Tok::tilde, 1);
      case '+': return n == '=' ? take(Tok::plus_eq, 2) : take(Tok::plus, 1);
      case '-': return n == '=' ? take(Tok::minus_eq, 2) : n == '>' ? take(Tok::r_arrow, 2) : take(Tok::minus, 1);
      case '*': return n == '=' ? take(Tok::star_eq, 2) : take(Tok::star, 1);
      case '/': return n == '=' ? take(Tok::slash_eq, 2) : take(Tok::slash, 1);
      case '%': return n == '=' ? take(Tok::percent_eq, 2) : take(Tok::percent, 1);
      case '^': return n == '=' ? take(Tok::caret_eq, 2) : take(Tok::caret, 1);
      case '&': return n == '&' ? take(Tok::and_and, 2) : n == '=' ? take(Tok::amp_eq, 2) : take(Tok::and_, 1);
      case '|': return n == '|' ? take(Tok::or_or, 2) : n == '=' ? take(Tok::pipe_eq, 2) : take(Tok::or_, 1);
      case '@': return take(Tok::at, 1);
      case '.':
        if (n == '.') return m == '.' ? take(Tok::dot_dot_dot, 3) : m == '=' ? take(Tok::dot_dot_eq, 3) : take(Tok::dot_dot, 2);
        return take(Tok::dot, 1);
      case ',': return take(Tok::comma, 1);
      case ';':
        if (open_.size() == head_depth_) head_depth_ = SIZE_MAX;
        return take(Tok::semi, 1);
      case ':': return n == ':' ? take(Tok::path_sep, 2) : take(Tok::colon, 1);
      case '#': return take(Tok::pound, 1);
      case '$': return take(Tok::dollar, 1);
      case '?': return take(Tok::question, 1);
      default: unknown_start(start);
    }
  }

  void unknown_start(size_t start) {
    const Decoded d = decode(start);
    at_ += d.length;
    std::string shown;
    if (d.c < 0x20 || d.c == 0x7F || d.c >= 0x80) {
      char buffer[16];
      snprintf(buffer, sizeof buffer, "\\u{%x}", d.c);
      shown = buffer;
    } else {
      shown = static_cast<char>(d.c);
    }
    // Repetitions of the character are one error.
    size_t repeats = 0;
    while (at_ < text_.size() && decode(at_).c == d.c) {
      at_ += d.length;
      ++repeats;
    }
    Diagnostic e(Level::error, "unknown start of token: " + shown, span(start, at_));
    struct Confusable {
      uint32_t c;
      const char* name;
      const char* ascii;
      const char* ascii_name;
    };
    static constexpr Confusable kConfusables[] = {{0x2018, "Left Single Quotation Mark", "'", "Single Quote"},
                                                  {0x2019, "Right Single Quotation Mark", "'", "Single Quote"},
                                                  {0x201C, "Left Double Quotation Mark", "\"", "Quotation Mark"},
                                                  {0x201D, "Right Double Quotation Mark", "\"", "Quotation Mark"},
                                                  {0x2013, "En Dash", "-", "Minus/Hyphen"},
                                                  {0x2212, "Minus Sign", "-", "Minus/Hyphen"},
                                                  {0x37E, "Greek Question Mark", ";", "Semicolon"},
                                                  {0xA0, "No-Break Space", " ", "Space"}};
    for (const Confusable& k : kConfusables) {
      if (k.c != d.c) continue;
      std::string name;
      append_utf8(name, d.c);
      e.suggest(span(start, start + d.length),
                "Unicode character '" + name + "' (" + k.name + ") looks like '" + k.ascii + "' (" + k.ascii_name + "), but it is not",
                k.ascii, diagnostics::Applicability::maybe_incorrect);
    }
    if (repeats > 0) e.note("character appears " + (repeats == 1 ? std::string("once more") : std::to_string(repeats) + " more times"));
    if (d.c == 0)
      e.help("source files must contain UTF-8 encoded text, unexpected null bytes might occur when a different encoding is used");
    fail(std::move(e));
  }

  std::string_view text_;
  uint32_t base_;
  diagnostics::Sink* sink_;
  Tokens& out_;
  size_t at_ = 0;
  bool failed_ = false, mismatched_ = false;
  std::vector<uint32_t> open_;
  std::vector<std::pair<uint32_t, uint32_t>> blocks_;  // braces and what closed them, in the order of closing
  uint32_t last_mismatch_ = UINT32_MAX;                // the closing delimiter of the mismatch reported last
  bool heads_;
  size_t head_depth_ = SIZE_MAX;   // delimiters open where the brace that may be skipped is expected
  size_t macro_depth_ = SIZE_MAX;  // delimiters open around what a macro is called with
};

}  // namespace

bool lex_file(const source::SourceFile& file, source::Edition, diagnostics::Sink& sink, Tokens& out) {
  return Lexer(file.text, file.start, &sink, out).run();
}

bool lex_heads(const source::SourceFile& file, diagnostics::Sink& sink, Tokens& out) {
  return Lexer(file.text, file.start, &sink, out, true).run();
}

bool lex_skipped(const source::SourceFile& file, Span braces, bool heads, diagnostics::Sink& sink, Tokens& out) {
  return Lexer(std::string_view(file.text).substr(braces.lo - file.start, braces.hi - braces.lo), braces.lo, &sink, out, heads).run();
}

Tokens lex_text(std::string_view text, Span span) {
  Tokens out;
  Lexer(text, 0, nullptr, out).run();
  for (Token& t : out) t.span = span;
  return out;
}

}  // namespace borrowlab::syntax
