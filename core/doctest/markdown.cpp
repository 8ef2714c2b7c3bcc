#include "doctest/markdown.h"

#include <algorithm>

namespace borrowlab::doctest {

namespace {

constexpr size_t kTab = 4;  // columns

size_t indentation(std::string_view line) {
  size_t columns = 0;
  for (const char c : line) {
    if (c == ' ') ++columns;
    else if (c == '\t') columns += kTab - columns % kTab;
    else break;
  }
  return columns;
}

// Takes up to `columns` of white space off a line's front.
std::string_view without_indentation(std::string_view line, size_t columns) {
  size_t at = 0, i = 0;
  while (i < line.size() && at < columns && (line[i] == ' ' || line[i] == '\t')) {
    at += line[i] == ' ' ? 1 : kTab - at % kTab;
    ++i;
  }
  return line.substr(i);
}

// Takes up to `depth` markers of block quotes off; counts those it took.
std::string_view without_quotes(std::string_view line, size_t depth, size_t& taken) {
  for (taken = 0; taken < depth; ++taken) {
    const size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos || at > 3 || line[at] != '>') break;
    line.remove_prefix(at + 1);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  }
  return line;
}

// The width of a list item's marker with the space after it: "- ", "12. "; 0: no item starts here.
size_t list_marker(std::string_view line) {
  const size_t at = line.find_first_not_of(' ');
  if (at == std::string_view::npos) return 0;
  size_t to = at;
  if (line[to] == '-' || line[to] == '*' || line[to] == '+') {
    ++to;
  } else {
    while (to < line.size() && line[to] >= '0' && line[to] <= '9' && to - at < 9) ++to;
    if (to == at || to >= line.size() || (line[to] != '.' && line[to] != ')')) return 0;
    ++to;
  }
  if (to >= line.size() || line[to] != ' ') return 0;
  const size_t text = line.find_first_not_of(' ', to);
  // Text that is indented by five or more is code within the item.
  return text == std::string_view::npos || text - to > kTab ? to + 1 : text;
}

struct Fence {
  char mark = 0;
  size_t length = 0;
  std::string_view info;
};

// The fence that a line opens, its indentation being off; length 0: none.
Fence fence_of(std::string_view line) {
  Fence fence;
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return fence;
  const size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  const std::string_view info = line.substr(length);
  if (length < 3 || (line[0] == '`' && info.find('`') != std::string_view::npos)) return fence;
  fence = {line[0], length, info};
  return fence;
}

bool closes(std::string_view line, const Fence& fence) {
  if (indentation(line) > 3) return false;
  const size_t from = line.find_first_not_of(" \t");
  if (from == std::string_view::npos || line[from] != fence.mark) return false;
  const size_t to = std::min(line.find_first_not_of(fence.mark, from), line.size());
  return to - from >= fence.length && line.find_first_not_of(" \t", to) == std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::vector<Block> read() {
    std::string_view line;
    while (next(line)) look_at(line);
    return std::move(blocks_);
  }

 private:
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const size_t end = rest_.find('\n');
    line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number_;
    return true;
  }

  void look_at(std::string_view whole) {
    size_t quotes = 0;
    std::string_view line = without_quotes(whole, whole.size(), quotes);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    size_t column = indentation(line);
    std::string_view text = without_indentation(line, column);
    // What is indented less than an item's text is no longer part of the item.
    while (!items_.empty() && column < items_.back()) items_.pop_back();
    // An item's text may itself begin an item, or a block.
    for (size_t marker = 0; column < inner() + kTab && (marker = list_marker(text)) > 0;) {
      items_.push_back(column + marker);
      text = text.substr(std::min(marker, text.size()));
      column = inner() + indentation(text);
      text = without_indentation(text, column - inner());
    }
    if (column >= inner() + kTab) return;
    if (text.substr(0, 4) == "<!--") {
      skip_comment(text);
      return;
    }
    switch (doctest::around(text)) {
      case Around::begins: around_ = text; break;
      case Around::ends: around_ = {}; break;
      case Around::neither: break;
    }
    const Fence fence = fence_of(text);
    if (fence.length > 0) read_block(fence, column, quotes);
  }

  size_t inner() const { return items_.empty() ? 0 : items_.back(); }

  void skip_comment(std::string_view line) {
    while (line.find("-->") == std::string_view::npos && next(line)) {
    }
  }

  void read_block(const Fence& fence, size_t column, size_t quotes) {
    Block block;
    block.line = number_;
    block.attributes = parse_attributes(fence.info);
    add_attributes(around_, block.attributes);
    std::string_view line;
    for (std::string_view before = rest_; next(line); before = rest_) {
      size_t taken = 0;
      line = without_quotes(line, quotes, taken);
      const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
      // The quote or the list item ends, and the block with it.
      if (taken < quotes || (!blank && indentation(line) < inner())) {
        rest_ = before;
        --number_;
        break;
      }
      if (closes(without_indentation(line, inner()), fence)) break;
      block.lines.emplace_back(without_indentation(line, column));
    }
    if (block.attributes.rust) blocks_.push_back(std::move(block));
  }

  std::string_view rest_;
  uint32_t number_ = 0;
  std::string_view around_;    // the line that begins the element or shortcode that we are in; empty: in none
  std::vector<size_t> items_;  // the list items that we are in: the columns at which their texts start
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> rust_blocks(std::string_view markdown) { return Reader(markdown).read(); }

}  // namespace borrowlab::doctest
