// Which columns of long lines a snippet shows. After rustc_errors::emitter::Margin.
#pragma once
#include <algorithm>
#include <cstddef>

namespace borrowlab::diagnostics {

class Margin {
 public:
  // All in columns. `whitespace`: what all lines are indented by; the spans' and labels' extremes; the longest line.
  Margin(size_t whitespace, size_t span_left, size_t span_right, size_t label_right, size_t column_width, size_t longest)
      : column_width_(column_width) {
    // Room for `...`, which takes the place of what is cut off.
    constexpr size_t room = 6;
    const auto less = [](size_t a, size_t b) { return a > b ? a - b : 0; };
    whitespace = less(whitespace, room);
    span_left = less(span_left, room);
    span_right += room;
    label_right += room;
    left_ = whitespace > 20 ? whitespace - 16 : 0;
    right_ = std::max(longest, left_);
    if (right_ - left_ <= column_width) return;
    if (less(label_right, whitespace) <= column_width) {
      left_ = whitespace;
      right_ = left_ + column_width;
    } else if (less(label_right, span_left) <= column_width) {
      left_ = less(span_left, (column_width - less(label_right, span_left)) / 2);
      right_ = left_ + column_width;
    } else if (less(span_right, span_left) <= column_width) {
      left_ = less(span_left, (column_width - less(span_right, span_left)) / 5 * 2);
      right_ = left_ + column_width;
    } else {
      left_ = span_left;
      right_ = span_right;
    }
  }

  bool cuts_left() const { return left_ > 0; }
  size_t column_width() const { return column_width_; }
  size_t left(size_t line_length) const { return std::min(left_, line_length); }
  size_t right(size_t line_length) const {
    if (line_length <= left_ || line_length - left_ <= column_width_) return line_length;
    return std::min(line_length, right_);
  }

 private:
  size_t left_ = 0;
  size_t right_ = 0;
  size_t column_width_;
};

}  // namespace borrowlab::diagnostics
