#include "syntax/format_parse.h"

#include "syntax/lexer.h"

namespace borrowlab::syntax {

namespace {

class FormatParser {
 public:
  FormatParser(const std::vector<StrChar>& text, std::vector<FormatPiece>& out, FormatError& error) : t_(text), out_(out), e_(error) {}

  bool run() {
    std::string text;
    const auto flush = [&] {
      if (text.empty()) return;
      FormatPiece p;
      p.is_text = true;
      p.text = std::move(text);
      text.clear();
      out_.push_back(std::move(p));
    };
    while (i_ < t_.size()) {
      const uint32_t c = t_[i_].c;
      if (c == '{') {
        if (at(1) == '{') {
          text += '{';
          i_ += 2;
          continue;
        }
        flush();
        if (!placeholder()) return false;
      } else if (c == '}') {
        if (at(1) == '}') {
          text += '}';
          i_ += 2;
          continue;
        }
        e_.description = "unmatched `}` found";
        e_.label = "unmatched `}`";
        e_.note = "if you intended to print `}`, you can escape it using `}}`";
        e_.at = {i_, i_ + 1};
        return false;
      } else {
        append_utf8(text, c);
        ++i_;
      }
    }
    flush();
    return true;
  }

 private:
  uint32_t at(size_t n) const { return i_ + n < t_.size() ? t_[i_ + n].c : 0; }
  bool end() const { return i_ >= t_.size(); }
  void space() {
    while (!end() && (at(0) == ' ' || at(0) == '\n' || at(0) == '\t' || at(0) == '\r')) ++i_;
  }
  static bool digit(uint32_t c) { return c >= '0' && c <= '9'; }

  size_t number() {
    size_t v = 0;
    while (digit(at(0))) {
      if (v < 1000000) v = v * 10 + (at(0) - '0');
      ++i_;
    }
    return v;
  }
  std::string word() {
    std::string w;
    if (end() || !is_id_start(at(0))) return w;
    while (!end() && is_id_continue(at(0))) {
      append_utf8(w, at(0));
      ++i_;
    }
    return w;
  }
  FormatArgRef arg_ref() {
    FormatArgRef r;
    r.at.lo = i_;
    if (digit(at(0))) {
      r.kind = FormatArgRef::Kind::index;
      r.index = number();
    } else {
      r.name = word();
      if (!r.name.empty()) r.kind = FormatArgRef::Kind::name;
    }
    r.at.hi = i_;
    return r;
  }

  bool placeholder() {
    FormatPiece p;
    p.at.lo = i_++;
    space();
    p.arg = arg_ref();
    if (p.arg.kind == FormatArgRef::Kind::none) p.arg.kind = FormatArgRef::Kind::next;
    space();
    if (at(0) == ':') {
      ++i_;
      p.has_spec = true;
      spec(p);
    }
    space();
    if (at(0) != '}' || end()) return expected_close(p);
    ++i_;
    p.at.hi = i_;
    out_.push_back(std::move(p));
    return true;
  }

  bool expected_close(const FormatPiece& p) {
    e_.label = "expected `}`";
    e_.has_secondary = true;
    e_.secondary = "because of this opening brace";
    e_.secondary_at = {p.at.lo, p.at.lo + 1};
    if (end()) {
      e_.description = "expected `}` but string was terminated";
      e_.at = {t_.size(), t_.size()};
      e_.note = "if you intended to print `{`, you can escape it using `{{`";
      return false;
    }
    std::string c;
    append_utf8(c, at(0));
    e_.description = "expected `}`, found `" + c + "`";
    e_.at = {i_, i_ + 1};
    if (at(0) == '.' && p.arg.kind == FormatArgRef::Kind::name) {
      // `{a.b}`: fields cannot be captured.
      size_t hi = i_ + 1;
      while (hi < t_.size() && (is_id_continue(t_[hi].c) || t_[hi].c == '.')) ++hi;
      if (hi < t_.size() && (t_[hi].c == '}' || t_[hi].c == ':')) {
        e_.description = "field access isn't supported";
        e_.label = "not supported";
        e_.has_secondary = false;
        e_.at = {p.arg.at.lo, hi};
        return false;
      }
    }
    if (c == "{") e_.note = "if you intended to print `{`, you can escape it using `{{`";
    return false;
  }

  void spec(FormatPiece& p) {
    space();
    const auto align_of = [](uint32_t c) -> uint8_t { return c == '<' ? 0 : c == '>' ? 1 : c == '^' ? 2 : 3; };
    if (!end() && align_of(at(1)) != 3 && at(0) != '{' && at(0) != '}') {
      p.fill = at(0);
      ++i_;
    }
    if (!end() && align_of(at(0)) != 3) {
      p.align = align_of(at(0));
      ++i_;
    }
    if (at(0) == '+') {
      p.flags |= 1;
      ++i_;
    } else if (at(0) == '-') {
      p.flags |= 2;
      ++i_;
    }
    if (at(0) == '#') {
      p.flags |= 4;
      ++i_;
    }
    // `0$` is a width from argument 0, a `0` alone asks for zeros.
    bool have_width = false;
    if (at(0) == '0') {
      if (at(1) == '$') {
        FormatArgRef r;
        r.kind = FormatArgRef::Kind::index;
        r.at = {i_, i_ + 1};
        p.width.kind = FormatCount::Kind::arg;
        p.width.arg = r;
        have_width = true;
        i_ += 2;
      } else {
        p.flags |= 8;
        ++i_;
      }
    }
    if (!have_width) p.width = count();
    if (at(0) == '.') {
      ++i_;
      if (at(0) == '*') {
        ++i_;
        p.precision.kind = FormatCount::Kind::star;
      } else {
        p.precision = count();
      }
    }
    space();
    p.trait_at.lo = i_;
    if (at(0) == '?') {
      p.trait = "?";
      ++i_;
    } else if (at(0) == 'x' && at(1) == '?') {
      p.trait = "?";
      p.flags |= 16;
      i_ += 2;
    } else if (at(0) == 'X' && at(1) == '?') {
      p.trait = "?";
      p.flags |= 32;
      i_ += 2;
    } else {
      p.trait = word();
    }
    p.trait_at.hi = i_;
  }

  // A width or precision: a number, or an argument followed by `$`.
  FormatCount count() {
    FormatCount c;
    const size_t start = i_;
    if (digit(at(0))) {
      const size_t v = number();
      if (at(0) == '$') {
        c.kind = FormatCount::Kind::arg;
        c.arg.kind = FormatArgRef::Kind::index;
        c.arg.index = v;
        c.arg.at = {start, i_};
        ++i_;
      } else {
        c.kind = FormatCount::Kind::literal;
        c.value = v;
      }
      return c;
    }
    const std::string name = word();
    if (!name.empty() && at(0) == '$') {
      c.kind = FormatCount::Kind::arg;
      c.arg.kind = FormatArgRef::Kind::name;
      c.arg.name = name;
      c.arg.at = {start, i_};
      ++i_;
    } else {
      i_ = start;
    }
    return c;
  }

  const std::vector<StrChar>& t_;
  std::vector<FormatPiece>& out_;
  FormatError& e_;
  size_t i_ = 0;
};

}  // namespace

bool parse_format_string(const std::vector<StrChar>& text, std::vector<FormatPiece>& out, FormatError& error) {
  return FormatParser(text, out, error).run();
}

}  // namespace borrowlab::syntax
