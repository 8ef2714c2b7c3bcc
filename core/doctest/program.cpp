#include "doctest/program.h"

namespace borrowlab::doctest {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view trimmed(std::string_view s) {
  const size_t from = s.find_first_not_of(" \t");
  return from == std::string_view::npos ? std::string_view() : s.substr(from, s.find_last_not_of(" \t") - from + 1);
}

bool is_hidden(const std::string& line) {
  const std::string_view text = trimmed(line);
  return text == "#" || text.substr(0, 2) == "# ";
}

// A line without its mark: `# ` and a `#` alone hide it, `##` stands for `#`.
std::string unmarked(const std::string& line) {
  const std::string_view text = trimmed(line);
  if (is_hidden(line)) return std::string(text.substr(std::min<size_t>(2, text.size())));
  if (text.substr(0, 2) != "##") return line;
  std::string out = line;
  return out.erase(out.find('#'), 1);
}

// Moves over what is no code: a comment, a string, a character. Stays where it is otherwise.
size_t skip_text(std::string_view s, size_t at) {
  const auto find_from = [&](std::string_view what, size_t from) {
    const size_t found = s.find(what, from);
    return found == std::string_view::npos ? s.size() : found + what.size();
  };
  if (s.substr(at, 2) == "//") return find_from("\n", at);
  if (s.substr(at, 2) == "/*") {
    size_t depth = 1, i = at + 2;
    for (; i < s.size() && depth > 0; ++i) {
      if (s.substr(i, 2) == "/*") ++depth, ++i;
      else if (s.substr(i, 2) == "*/") --depth, ++i;
    }
    return i;
  }
  if (s[at] == 'r' && (at == 0 || !is_word(s[at - 1]) || s[at - 1] == 'b' || s[at - 1] == 'c')) {
    const size_t quote = s.find_first_not_of('#', at + 1);
    if (quote == std::string_view::npos || s[quote] != '"') return at;
    return find_from("\"" + std::string(quote - at - 1, '#'), quote + 1);
  }
  // A quote that no other follows closely begins a lifetime.
  const bool character = s[at] == '\'' && (s.substr(at + 1, 1) == "\\" || s.substr(at + 2, 1) == "'");
  if (s[at] != '"' && !character) return at;
  size_t i = at + 1;
  while (i < s.size() && s[i] != s[at]) i += s[i] == '\\' ? 2 : 1;
  return std::min(i + 1, s.size());
}

// How many lines from the front belong to the crate as a whole: its attributes, and what stands between them.
size_t crate_lines(const std::vector<std::string>& lines) {
  size_t count = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = trimmed(lines[i]);
    if (text.substr(0, 3) == "#![") {
      while (i + 1 < lines.size() && lines[i].find(']') == std::string::npos) ++i;
      count = i + 1;
    } else if (!text.empty() && text.substr(0, 2) != "//") {
      break;
    }
  }
  return count;
}

}  // namespace

bool declares_main(std::string_view text) {
  int depth = 0;
  std::string_view before;  // the word before this one
  for (size_t at = 0; at < text.size();) {
    if (const size_t after = skip_text(text, at); after > at) {
      at = after;
      continue;
    }
    size_t to = at;
    while (to < text.size() && is_word(text[to])) ++to;
    if (to > at) {
      const std::string_view word = text.substr(at, to - at);
      if (depth == 0 && before == "fn" && word == "main") return true;
      before = word;
      at = to;
      continue;
    }
    if (text[at] == '{') ++depth;
    if (text[at] == '}') --depth;
    ++at;
  }
  return false;
}

std::vector<uint32_t> shown_lines(const Block& block) {
  std::vector<uint32_t> out;
  for (uint32_t i = 0; i < block.lines.size(); ++i)
    if (!is_hidden(block.lines[i])) out.push_back(block.line + i);  // the first one follows the fence
  return out;
}

std::string program_of(const Block& block) {
  std::vector<std::string> lines;
  std::string code;
  for (const std::string& line : block.lines) {
    lines.push_back(unmarked(line));
    code += lines.back() + '\n';
  }
  const bool wrapped = !declares_main(code);
  const size_t head = wrapped ? crate_lines(lines) : 0;
  // A block that ends in `Ok::<(), E>(())` may use `?`.
  const std::string_view end = trimmed(std::string_view(code).substr(0, code.find_last_not_of("\n \t") + 1));
  const bool fallible = wrapped && end.size() >= 4 && end.substr(end.size() - 4) == "(())";
  std::string out(block.line - 1, '\n');
  out += "#![allow(unused)]";
  // Behind the last attribute of the crate its line goes on, so no comment may stand there.
  if (head > 0) lines[head - 1].erase(lines[head - 1].rfind(']') + 1);
  for (size_t i = 0; i < head; ++i) out += '\n' + lines[i];
  if (wrapped) out += " fn main() {";
  if (fallible) out += " fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {";
  for (size_t i = head; i < lines.size(); ++i) out += '\n' + lines[i];
  if (fallible) out += "\n} _inner().unwrap()";
  if (wrapped) out += "\n}";
  return out + '\n';
}

}  // namespace borrowlab::doctest
