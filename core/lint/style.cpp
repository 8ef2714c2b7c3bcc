#include "lint/style.h"

#include <vector>

namespace borrowlab::lint {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool has_case(char c) { return is_lower(c) || is_upper(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

std::string_view trimmed(std::string_view s, bool both) {
  while (!s.empty() && s.front() == '_') s.remove_prefix(1);
  while (both && !s.empty() && s.back() == '_') s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> parts(std::string_view s) {
  std::vector<std::string_view> out;
  for (;;) {
    const size_t at = s.find('_');
    out.push_back(s.substr(0, at));
    if (at == std::string_view::npos) return out;
    s.remove_prefix(at + 1);
  }
}

}  // namespace

bool is_camel_case(std::string_view name) {
  name = trimmed(name, true);
  if (name.empty()) return true;
  if (is_lower(name[0]) || name.find("__") != std::string_view::npos) return false;
  for (size_t i = 0; i + 1 < name.size(); ++i)
    if ((has_case(name[i]) && name[i + 1] == '_') || (name[i] == '_' && has_case(name[i + 1]))) return false;
  return true;
}

std::string to_camel_case(std::string_view name) {
  std::string out;
  for (const std::string_view part : parts(trimmed(name, true))) {
    if (part.empty()) continue;
    // Two parts that case does not tell apart keep an underscore between them.
    if (!out.empty() && !has_case(out.back()) && !has_case(part[0])) out += '_';
    bool new_word = true, previous_lower = true;
    for (const char c : part) {
      if (previous_lower && is_upper(c)) new_word = true;
      out += new_word ? upper(c) : lower(c);
      previous_lower = is_lower(c);
      new_word = false;
    }
  }
  return out;
}

bool is_snake_case(std::string_view name) {
  if (name.empty()) return true;
  if (name.front() == '\'') name.remove_prefix(1);
  name = trimmed(name, true);
  if (name.find("__") != std::string_view::npos) return false;
  for (const char c : name)
    if (is_upper(c)) return false;
  return true;
}

std::string to_snake_case(std::string_view name) {
  std::string out;
  // Underscores in front are kept.
  while (!name.empty() && name.front() == '_') {
    out += '_';
    name.remove_prefix(1);
  }
  std::vector<std::string> words;
  for (const std::string_view part : parts(name)) {
    if (part.empty()) continue;
    std::string word;
    bool last_upper = false;
    for (const char c : part) {
      if (!word.empty() && word != "'" && is_upper(c) && !last_upper) words.push_back(std::move(word)), word.clear();
      last_upper = is_upper(c);
      word += lower(c);
    }
    words.push_back(std::move(word));
  }
  for (size_t i = 0; i < words.size(); ++i) out += (i > 0 ? "_" : "") + words[i];
  return out;
}

std::string to_upper_case(std::string_view name) {
  std::string out;
  for (const char c : name) out += upper(c);
  return out;
}

}  // namespace borrowlab::lint
