// Rust's {:?} of the values that panic messages show.
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

#include "cell/config.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// Collects a value's Debug text. Types of this library, and any type with a templated operator<<, print themselves into it.
class DebugText {
 public:
  DebugText& operator<<(const char* literal) { return add(literal); }
  DebugText& operator<<(bool b) { return add(b ? "true" : "false"); }
  DebugText& operator<<(char c) {
    text_ += '\'';
    escaped(c, '\'');
    text_ += '\'';
    return *this;
  }
  DebugText& operator<<(std::string_view text) {
    text_ += '"';
    for (const char c : text) escaped(c, '"');
    text_ += '"';
    return *this;
  }
  DebugText& operator<<(const std::string& text) { return *this << std::string_view(text); }
  DebugText& operator<<(std::integral auto number) { return add(std::to_string(number)); }

  const std::string& text() const { return text_; }

 private:
  DebugText& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  void escaped(char c, char quote) {
    switch (c) {
      case '\n': text_ += "\\n"; break;
      case '\t': text_ += "\\t"; break;
      case '\r': text_ += "\\r"; break;
      case '\0': text_ += "\\0"; break;
      default:
        if (c == quote || c == '\\') text_ += '\\';
        text_ += c;
    }
  }
  std::string text_;
};

template <class T>
concept Debug = requires(DebugText& out, const T& value) {
  out << value;
};

// Guards and owners print as their values.
template <class Out, class Handle>
requires requires(Out& out, const Handle& handle) {
  typename Handle::acts_as_value;
  out << *handle;
}
Out& operator<<(Out& out, const Handle& handle) {
  out << *handle;
  return out;
}

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
