#include "syntax/literal.h"

#include <algorithm>

#include "syntax/lexer.h"

namespace borrowlab::syntax {

namespace {

bool is_raw_form(LitForm f) { return f == LitForm::raw_str || f == LitForm::raw_byte_str || f == LitForm::raw_c_str; }
bool is_byte_form(LitForm f) { return f == LitForm::byte || f == LitForm::byte_str || f == LitForm::raw_byte_str; }
bool is_c_form(LitForm f) { return f == LitForm::c_str || f == LitForm::raw_c_str; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The contents' place within the token's text.
void contents(std::string_view text, LitForm form, size_t& begin, size_t& end) {
  begin = 0;
  while (text[begin] != '"' && text[begin] != '\'') ++begin;
  if (is_raw_form(form)) {
    size_t hashes = 0;
    for (size_t i = 0; i < begin; ++i) hashes += text[i] == '#';
    end = text.size() - hashes - 1;
  } else {
    end = text.size() - 1;
  }
  ++begin;
}

bool unescape_one(std::string_view text, size_t& i, size_t end, LitForm form, std::vector<StrChar>& out, LitError& e) {
  const size_t lo = i;
  ++i;  // the backslash
  const char c = i < end ? text[i] : '\0';
  ++i;
  const auto push = [&](uint32_t value) {
    out.push_back({value, static_cast<uint32_t>(lo), static_cast<uint32_t>(i)});
    return true;
  };
  const auto bad = [&](std::string message, std::string label, size_t from, size_t to) {
    e.message = std::move(message);
    e.label = std::move(label);
    e.lo = static_cast<uint32_t>(from);
    e.hi = static_cast<uint32_t>(to);
    return false;
  };
  switch (c) {
    case 'n': return push('\n');
    case 't': return push('\t');
    case 'r': return push('\r');
    case '0': return push(0);
    case '\\': return push('\\');
    case '\'': return push('\'');
    case '"': return push('"');
    case 'x': {
      if (i + 1 >= end + 0 && i >= end) return bad("numeric character escape is too short", "numeric character escape is too short", lo, i);
      const int high = i < end ? hex_digit(text[i]) : -1;
      if (high < 0)
        return bad("invalid character in numeric character escape: `" + std::string(1, text[i]) + "`",
                   "invalid character in numeric character escape", i, i + 1);
      if (i + 1 >= end) return bad("numeric character escape is too short", "numeric character escape is too short", lo, i + 1);
      const int low = hex_digit(text[i + 1]);
      if (low < 0)
        return bad("invalid character in numeric character escape: `" + std::string(1, text[i + 1]) + "`",
                   "invalid character in numeric character escape", i + 1, i + 2);
      i += 2;
      const auto value = static_cast<uint32_t>(high * 16 + low);
      if (value > 0x7F && !is_byte_form(form) && !is_c_form(form))
        return bad("out of range hex escape", "must be a character in the range [\\x00-\\x7f]", lo, i);
      // A byte of a C string is told from a character by a bit above Unicode.
      return push(is_c_form(form) && value > 0x7F ? 0x80000000u | value : value);
    }
    case 'u': {
      if (is_byte_form(form)) return bad("unicode escape in byte string", "unicode escape in byte string", lo, i);
      if (i >= end || text[i] != '{') return bad("incorrect unicode escape sequence", "incorrect unicode escape sequence", lo, i);
      ++i;
      uint32_t value = 0;
      size_t digits = 0;
      while (i < end && text[i] != '}') {
        if (text[i] != '_') {
          const int d = hex_digit(text[i]);
          if (d < 0)
            return bad("invalid character in unicode escape: `" + std::string(1, text[i]) + "`", "invalid character in unicode escape", i,
                       i + 1);
          if (++digits > 6) return bad("overlong unicode escape", "must have at most 6 hex digits", lo, i + 1);
          value = value * 16 + static_cast<uint32_t>(d);
        }
        ++i;
      }
      if (i >= end) return bad("unterminated unicode escape", "missing a closing `}`", lo, i);
      ++i;
      if (digits == 0) return bad("empty unicode escape", "this escape must have at least 1 hex digit", lo, i);
      if (value > 0x10FFFF) return bad("invalid unicode character escape", "invalid escape", lo, i);
      if (value >= 0xD800 && value < 0xE000) return bad("invalid unicode character escape", "invalid escape", lo, i);
      return push(value);
    }
    default: {
      const Decoded d = i - 1 < end ? decode_utf8(text.substr(i - 1)) : Decoded{' ', 1};
      std::string shown;
      append_utf8(shown, d.c);
      const char* what = is_byte_form(form) ? "unknown byte escape" : "unknown character escape";
      e.raw_string = form == LitForm::str;
      e.help = "for more information, visit <https://doc.rust-lang.org/reference/tokens.html#literals>";
      return bad(std::string(what) + ": `" + shown + "`", what, i - 1, i - 1 + d.length);
    }
  }
}

}  // namespace

bool unescape(std::string_view text, LitForm form, std::vector<StrChar>& out, LitError& error) {
  size_t i = 0, end = 0;
  contents(text, form, i, end);
  const bool raw = is_raw_form(form);
  while (i < end) {
    if (!raw && text[i] == '\\') {
      if (i + 1 < end && text[i + 1] == '\n') {  // a line continuation
        i += 2;
        while (i < end && (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r')) ++i;
        continue;
      }
      if (!unescape_one(text, i, end, form, out, error)) return false;
      continue;
    }
    const Decoded d = decode_utf8(text.substr(i));
    if (d.c >= 0x80 && is_byte_form(form)) {
      error.message = form == LitForm::byte ? "non-ASCII character in byte literal" : "non-ASCII character in byte string literal";
      error.label = "must be ASCII";
      error.lo = static_cast<uint32_t>(i);
      error.hi = static_cast<uint32_t>(i) + d.length;
      return false;
    }
    out.push_back({d.c, static_cast<uint32_t>(i), static_cast<uint32_t>(i) + d.length});
    i += d.length;
  }
  return true;
}

namespace {

bool decode_number(std::string_view text, Lit& out, LitError& e) {
  uint32_t base = 10;
  size_t i = 0;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'o' || text[1] == 'b')) {
    base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : 2;
    i = 2;
  }
  unsigned __int128 value = 0;
  const unsigned __int128 max = ~static_cast<unsigned __int128>(0);
  for (; i < text.size(); ++i) {
    if (text[i] == '_') continue;
    const int d = hex_digit(text[i]);
    if (d < 0 || static_cast<uint32_t>(d) >= base) {
      e.message = "invalid digit for a base " + std::to_string(base) + " literal";
      e.lo = static_cast<uint32_t>(i);
      e.hi = e.lo + 1;
      return false;
    }
    if (value > (max - static_cast<uint32_t>(d)) / base) {
      e.message = "integer literal is too large";
      e.hi = static_cast<uint32_t>(text.size());
      e.help = "value exceeds limit of `340282366920938463463374607431768211455`";
      return false;
    }
    value = value * base + static_cast<uint32_t>(d);
  }
  out.value = value;
  return true;
}

std::string encode(const std::vector<StrChar>& chars, LitForm form) {
  std::string out;
  out.reserve(chars.size());
  for (const StrChar& c : chars) {
    if (is_byte_form(form)) {
      out += static_cast<char>(c.c);
    } else if ((c.c & 0x80000000u) != 0) {
      out += static_cast<char>(c.c & 0xFF);
    } else {
      append_utf8(out, c.c);
    }
  }
  return out;
}

}  // namespace

bool decode_literal(const Token& t, Lit& out, LitError& e) {
  const std::string_view text = t.sym.str();
  const LitForm form = t.form();
  out.span = t.span;
  out.suffix = t.suffix();
  out.source = out.suffix.empty() ? t.sym : Symbol::intern(std::string(text) + std::string(out.suffix.str()));
  switch (form) {
    case LitForm::integer: {
      out.kind = LitKind::integer;
      const std::string_view suffix = out.suffix.str();
      if (suffix == "f32" || suffix == "f64") {
        if (text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'o' || text[1] == 'b')) {
          e.message = std::string(text[1] == 'x' ? "hexadecimal" : text[1] == 'o' ? "octal" : "binary") + " float literal is not supported";
          e.label = "not supported";
          e.hi = static_cast<uint32_t>(text.size() + suffix.size());
          return false;
        }
        out.kind = LitKind::float_;
        std::string digits(text);
        digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
        out.text = Symbol::intern(digits);
        return true;
      }
      if (!suffix.empty()) {
        static constexpr std::string_view kSuffixes[] = {"u8", "u16", "u32", "u64", "u128", "usize",
                                                         "i8", "i16", "i32", "i64", "i128", "isize"};
        bool known = false;
        for (std::string_view k : kSuffixes) known |= k == suffix;
        if (!known) {
          e.message = "invalid suffix `" + std::string(suffix) + "` for number literal";
          e.label = "invalid suffix `" + std::string(suffix) + "`";
          e.help = "the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)";
          e.hi = static_cast<uint32_t>(text.size() + suffix.size());
          return false;
        }
      }
      return decode_number(text, out, e);
    }
    case LitForm::float_: {
      out.kind = LitKind::float_;
      std::string digits(text);
      digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
      out.text = Symbol::intern(digits);
      const std::string_view suffix = out.suffix.str();
      if (!suffix.empty() && suffix != "f32" && suffix != "f64") {
        e.message = "invalid suffix `" + std::string(suffix) + "` for float literal";
        e.label = e.message.substr(0, e.message.find(" for"));
        e.help = "valid suffixes are `f32` and `f64`";
        e.hi = static_cast<uint32_t>(text.size() + suffix.size());
        return false;
      }
      return true;
    }
    default: break;
  }
  std::vector<StrChar> chars;
  if (!unescape(text, form, chars, e)) return false;
  if (!out.suffix.empty()) {
    static constexpr const char* kWhat[] = {"a byte",        "a char",        "",           "",          "a string", "a string",
                                            "a byte string", "a byte string", "a C string", "a C string"};
    e.message = std::string("suffixes on ") + (kWhat[t.sub] + 2) + " literals are invalid";
    e.label = "invalid suffix `" + std::string(out.suffix.str()) + "`";
    e.hi = static_cast<uint32_t>(text.size() + out.suffix.str().size());
    return false;
  }
  if (form == LitForm::char_ || form == LitForm::byte) {
    out.kind = form == LitForm::char_ ? LitKind::char_ : LitKind::byte;
    if (chars.size() != 1) {
      const char* what = form == LitForm::char_ ? "character" : "byte";
      if (chars.empty()) {
        e.message = std::string("empty ") + what + " literal";
        e.label = e.message;
        e.lo = form == LitForm::char_ ? 1 : 2;
        e.hi = e.lo;
      } else {
        e.message = std::string(what) + " literal may only contain one " + (form == LitForm::char_ ? "codepoint" : "byte");
        e.hi = static_cast<uint32_t>(text.size());
      }
      return false;
    }
    out.value = chars[0].c;
    return true;
  }
  out.kind = is_byte_form(form) ? LitKind::byte_str : is_c_form(form) ? LitKind::c_str : LitKind::str;
  out.text = Symbol::intern(encode(chars, form));
  return true;
}

std::string string_value(Session&, const Token& t) {
  const LitForm form = t.form();
  if (form == LitForm::integer || form == LitForm::float_) return std::string(t.sym.str());
  std::vector<StrChar> chars;
  LitError error;
  unescape(t.sym.str(), form, chars, error);
  return encode(chars, form);
}

}  // namespace borrowlab::syntax
