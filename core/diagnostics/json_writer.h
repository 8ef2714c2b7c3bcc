// Writes JSON as serde_json does: no spaces, fields in the order written, control characters escaped.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace borrowlab::diagnostics {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& begin_array() { return open('['); }
  void end_object() { close('}'); }
  void end_array() { close(']'); }
  // A field's name; its value must follow.
  JsonWriter& field(std::string_view name) {
    string(name);
    out_ += ':';
    fresh_ = true;
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    separate();
    out_ += '"';
    for (const char c : text) escape(c);
    out_ += '"';
    return *this;
  }
  JsonWriter& number(uint64_t n) { return raw(std::to_string(n)); }
  JsonWriter& integer(int64_t n) { return raw(std::to_string(n)); }
  JsonWriter& boolean(bool b) { return raw(b ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  JsonWriter& raw(std::string_view text) {
    separate();
    out_ += text;
    return *this;
  }
  JsonWriter& open(char c) {
    separate();
    out_ += c;
    fresh_ = true;
    return *this;
  }
  void close(char c) {
    out_ += c;
    fresh_ = false;
  }
  void escape(char c) {
    switch (c) {
      case '"': out_ += "\\\""; return;
      case '\\': out_ += "\\\\"; return;
      case '\n': out_ += "\\n"; return;
      case '\r': out_ += "\\r"; return;
      case '\t': out_ += "\\t"; return;
      case '\b': out_ += "\\b"; return;
      case '\f': out_ += "\\f"; return;
      default: break;
    }
    if (static_cast<unsigned char>(c) >= 0x20) {
      out_ += c;
      return;
    }
    constexpr char digits[] = "0123456789abcdef";
    out_ += "\\u00";
    out_ += digits[c >> 4 & 15];
    out_ += digits[c & 15];
  }
  std::string out_;
  bool fresh_ = true;  // nothing stands before the next value in its array or object
};

}  // namespace borrowlab::diagnostics
