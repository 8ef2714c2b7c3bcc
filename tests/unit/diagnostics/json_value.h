// Just enough of JSON to read rustc's diagnostics in tests.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct JsonValue {
  enum class Kind { null, boolean, number, string, array, object } kind = Kind::null;
  bool boolean = false;
  uint64_t number = 0;
  std::string string;
  std::vector<JsonValue> items;
  std::vector<std::pair<std::string, JsonValue>> fields;

  bool is_null() const { return kind == Kind::null; }
  const JsonValue& operator[](std::string_view name) const {
    static const JsonValue none;
    for (const auto& [key, value] : fields)
      if (key == name) return value;
    return none;
  }
  static JsonValue parse(std::string_view text) {
    size_t at = 0;
    return value(text, at);
  }

 private:
  static JsonValue value(std::string_view t, size_t& i) {
    JsonValue v;
    switch (t[i]) {
      case '{':
        v.kind = Kind::object;
        for (++i; t[i] != '}'; i += t[i] == ',') {
          std::string key = text(t, i);
          ++i;  // the colon
          v.fields.emplace_back(std::move(key), value(t, skip(t, i)));
          skip(t, i);
        }
        ++i;
        break;
      case '[':
        v.kind = Kind::array;
        for (++i; t[i] != ']'; i += t[i] == ',') v.items.push_back(value(t, skip(t, i)));
        ++i;
        break;
      case '"':
        v.kind = Kind::string;
        v.string = text(t, i);
        break;
      case 't':
      case 'f':
        v.kind = Kind::boolean;
        v.boolean = t[i] == 't';
        i += v.boolean ? 4 : 5;
        break;
      case 'n': i += 4; break;
      default:
        v.kind = Kind::number;
        for (; t[i] >= '0' && t[i] <= '9'; ++i) v.number = v.number * 10 + static_cast<uint64_t>(t[i] - '0');
    }
    return v;
  }
  static size_t& skip(std::string_view t, size_t& i) {
    while (t[i] == ' ' || t[i] == '\n') ++i;
    return i;
  }
  static std::string text(std::string_view t, size_t& i) {
    std::string out;
    for (skip(t, i), ++i; t[i] != '"'; ++i) {
      if (t[i] != '\\') {
        out += t[i];
        continue;
      }
      switch (t[++i]) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'u': out += static_cast<char>(std::strtoul(std::string(t.substr(i + 1, 4)).c_str(), nullptr, 16)), i += 4; break;
        default: out += t[i];
      }
    }
    ++i;
    return out;
  }
};
