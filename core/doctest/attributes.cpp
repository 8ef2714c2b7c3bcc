#include <algorithm>

#include "doctest/markdown.h"

namespace borrowlab::doctest {

namespace {

bool is_separator(char c) { return c == ',' || c == ' ' || c == '\t' || c == '{' || c == '}'; }
bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The next attribute, a value in quotes or parentheses included; moves `rest` behind it. Empty at the end.
std::string_view next_token(std::string_view& rest) {
  size_t from = 0;
  while (from < rest.size() && is_separator(rest[from])) ++from;
  size_t to = from;
  bool quoted = false;
  int depth = 0;
  for (; to < rest.size(); ++to) {
    const char c = rest[to];
    if (c == '\\' && quoted && to + 1 < rest.size()) ++to;
    else if (c == '"') quoted = !quoted;
    else if (!quoted && c == '(') ++depth;
    else if (!quoted && c == ')') --depth;
    else if (!quoted && depth <= 0 && is_separator(c)) break;
  }
  const std::string_view token = rest.substr(from, to - from);
  rest.remove_prefix(to);
  return token;
}

// The text between a token's first and last quotes, `\"` and `\\` taken as Rust takes them.
std::optional<std::string> quoted_text(std::string_view token) {
  const size_t from = token.find('"');
  const size_t to = token.rfind('"');
  if (from == std::string_view::npos || to == from) return std::nullopt;
  std::string out;
  for (size_t i = from + 1; i < to; ++i) {
    if (token[i] == '\\' && i + 1 < to) ++i;
    out += token[i];
  }
  return out;
}

// One attribute; false where it is not one of rustdoc's.
bool read(std::string_view token, Attributes& out) {
  const std::string_view name = token.substr(0, token.find_first_of("(="));
  if (name == "should_panic") {
    out.should_panic = true;
    out.panic_message = quoted_text(token);
  } else if (name == "no_run") {
    out.no_run = true;
  } else if (name == "ignore" || name.substr(0, 7) == "ignore-") {
    out.ignore = true;
  } else if (name == "compile_fail") {
    out.compile_fail = true;
  } else if (name.substr(0, 7) == "edition" && all_digits(name.substr(7))) {
    if (name == "edition2018" || name == "edition2021" || name == "edition2024") {
      out.edition = 2000 + (name[9] - '0') * 10 + (name[10] - '0');
    } else {
      out.unsupported = name;
    }
  } else if (name.size() == 5 && name[0] == 'E' && all_digits(name.substr(1))) {
    out.codes.emplace_back(name);
    out.compile_fail = true;
  } else if (name == "test_harness" || name == "standalone_crate") {
    // A crate of its own is what every block is here.
    if (name == "test_harness") out.unsupported = name;
  } else {
    return false;
  }
  return true;
}

}  // namespace

Attributes parse_attributes(std::string_view info) {
  Attributes out;
  bool known = false, other = false, named = false;
  for (std::string_view token = next_token(info); !token.empty(); token = next_token(info)) {
    if (token.front() == '(') continue;  // rustdoc's comment
    if (token.front() == '.') token.remove_prefix(1);
    if (token == "rust" || token == "rs") named = true;
    else if (read(token, out)) known = true;
    else other = true;
  }
  out.rust = named || (known && !other);
  return out;
}

Around around(std::string_view line) {
  const auto begins = [&](std::string_view with) { return line.substr(0, with.size()) == with; };
  if (begins("</borrow-lab") || begins("{% end %}") || begins("{{< /borrowlab") || begins("{{% /borrowlab")) return Around::ends;
  if (begins("<borrow-lab") || begins("{% borrowlab(") || begins("{{< borrowlab") || begins("{{% borrowlab")) return Around::begins;
  return Around::neither;
}

void add_attributes(std::string_view line, Attributes& out) {
  const auto value = [&](std::string_view name) -> std::string_view {
    const size_t at = line.find(name);
    const size_t from = at == std::string_view::npos ? at : at + name.size();
    const size_t to = from == std::string_view::npos ? from : line.find('"', from);
    return to == std::string_view::npos ? std::string_view() : line.substr(from, to - from);
  };
  if (const std::string_view edition = value("edition=\""); !edition.empty() && !out.edition) read("edition" + std::string(edition), out);
  std::string_view expected = value("expect=\"");
  for (std::string_view token = next_token(expected); !token.empty(); token = next_token(expected)) {
    if (token == "panic") out.should_panic = true;
    else if (token == "error") out.compile_fail = true;
    else read(token, out);
  }
}

}  // namespace borrowlab::doctest
