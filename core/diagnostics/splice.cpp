#include "diagnostics/splice.h"

#include <algorithm>

#include "diagnostics/annotated_lines.h"
#include "diagnostics/text_width.h"
#include "support/sort.h"

namespace borrowlab::diagnostics {

namespace {

// Where `suggestion` is `original` with something put in between: the length of what both begin with.
std::optional<size_t> common_prefix_if_inserted(std::string_view original, std::string_view suggestion) {
  if (suggestion.substr(0, original.size()) == original) return original.size();
  if (suggestion.size() >= original.size() && suggestion.substr(suggestion.size() - original.size()) == original) return 0;
  size_t prefix = 0;
  std::string_view a = original, b = suggestion;
  while (!a.empty() && !b.empty() && next_char(a) == next_char(b)) prefix = original.size() - a.size();
  const std::string_view rest = original.substr(prefix);
  suggestion.remove_prefix(prefix);
  if (suggestion.size() < rest.size() || suggestion.substr(suggestion.size() - rest.size()) != rest) return std::nullopt;
  return prefix;
}

// `a` into `ab` is shown as the addition of `b`.
void trim_trivial_replacement(Part& part, std::string_view original) {
  if (part.snippet.empty()) return;
  const auto prefix = common_prefix_if_inserted(original, part.snippet);
  if (!prefix) return;
  const size_t suffix = original.size() - *prefix;
  part.span.lo += static_cast<uint32_t>(*prefix);
  part.span.hi -= static_cast<uint32_t>(suffix);
  part.snippet = part.snippet.substr(*prefix, part.snippet.size() - suffix - *prefix);
}

void classify(Part& part, std::string_view original) {
  const bool replaces = !trim(original).empty();
  const bool replacement = !part.snippet.empty() && replaces;
  part.addition = !part.snippet.empty() && !replaces;
  part.deletion = trim(part.snippet).empty() && replaces;
  part.destructive_replacement = replacement && !common_prefix_if_inserted(trim(original), trim(part.snippet));
}

size_t width_of(std::string_view line) {
  size_t width = 0;
  while (!line.empty()) width += next_char(line) == '\t' ? 4 : 1;
  return width;
}

// The byte at which character `n` begins; npos where there are not so many.
size_t char_offset(std::string_view line, size_t n) {
  std::string_view rest = line;
  for (; n != 0 && !rest.empty(); --n) next_char(rest);
  return rest.empty() ? std::string_view::npos : line.size() - rest.size();
}

class Splicer {
 public:
  Splicer(const source::SourceMap& sources, const source::SourceFile& file) : sources_(sources), file_(file) {}

  void begin(uint32_t pos) {
    previous_ = locate(sources_, pos);
    previous_.chars = 0;
    line_ = text(previous_.line);
  }

  void apply(const Part& part, bool different) {
    const Location lo = locate(sources_, part.span.lo);
    if (previous_.line == lo.line) {
      push_trailing(lo.chars);
    } else {
      offset_ = 0;
      end_line();
      push_trailing(std::nullopt);
      for (size_t number = previous_.line + 1; number < lo.line; ++number) {
        out_ += text(number);
        out_ += '\n';
        end_line();
      }
      const std::string_view current = text(lo.line);
      out_ += current.substr(0, std::min(char_offset(current, lo.chars), current.size()));
    }
    const std::string_view snippet = part.snippet;
    const auto length = static_cast<ptrdiff_t>(width_of(snippet.substr(0, snippet.find('\n'))));
    const auto column = static_cast<ptrdiff_t>(lo.chars);
    if (different)
      marks_.push_back({static_cast<size_t>(std::max<ptrdiff_t>(column + offset_, 0)),
                        static_cast<size_t>(std::max<ptrdiff_t>(column + offset_ + length, 0))});
    out_ += snippet;
    const Location hi = locate(sources_, part.span.hi);
    offset_ += length - (static_cast<ptrdiff_t>(hi.chars) - column);
    previous_ = hi;
    line_ = text(hi.line);
    for (size_t at = snippet.find('\n'); at != std::string_view::npos;) {
      const size_t next = snippet.find('\n', at + 1);
      offset_ = 0;
      end_line();
      marks_.push_back({0, width_of(snippet.substr(at + 1, next == std::string_view::npos ? next : next - at - 1))});
      at = next;
    }
  }

  void finish(Spliced& out) {
    end_line();
    if (out_.empty() || out_.back() != '\n') push_trailing(std::nullopt);
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    out.highlights = std::move(highlights_);
    for (size_t at = 0; at < out_.size();) {
      const size_t end = std::min(out_.find('\n', at), out_.size());
      out.lines.push_back(out_.substr(at, end - at));
      at = end + 1;
    }
  }

 private:
  std::string_view text(size_t number) const { return file_.line(static_cast<uint32_t>(number)); }

  void end_line() {
    highlights_.push_back(std::move(marks_));
    marks_.clear();
  }

  // The rest of the previous edit's line, up to column `end` or to the line's end and its break.
  void push_trailing(std::optional<size_t> end) {
    const size_t lo = char_offset(line_, previous_.chars);
    if (lo != std::string_view::npos) {
      const size_t hi = end ? char_offset(line_, *end) : std::string_view::npos;
      if (hi == std::string_view::npos) out_ += line_.substr(lo);
      else if (hi > lo) out_ += line_.substr(lo, hi - lo);
    }
    if (!end) out_ += '\n';
  }

  const source::SourceMap& sources_;
  const source::SourceFile& file_;
  Location previous_;
  std::string_view line_;
  std::string out_;
  std::vector<Highlight> marks_;
  std::vector<std::vector<Highlight>> highlights_;
  ptrdiff_t offset_ = 0;  // how much wider this line became so far
};

DisplaySuggestion display_of(const Spliced& s) {
  const bool deletes = std::any_of(s.parts.begin(), s.parts.end(), [](const Part& p) { return p.deletion || p.destructive_replacement; });
  if (deletes && !s.multiline()) return DisplaySuggestion::diff;
  std::string complete;
  for (const std::string& line : s.lines) complete += line + "\n";
  const bool is_all = s.parts.size() == 1 && trim(s.parts[0].snippet) == trim(complete);
  if (is_all && !s.parts[0].snippet.empty() && s.parts[0].snippet.back() == '\n') return DisplaySuggestion::add;
  if (!is_all && !s.multiline()) return DisplaySuggestion::underline;
  return DisplaySuggestion::none;
}

}  // namespace

std::optional<Spliced> splice(const source::SourceMap& sources, std::vector<SubstitutionPart> parts) {
  const auto readable = [&](const SubstitutionPart& p) {
    const source::FileId id = sources.file_of(p.span.lo);
    return id && !sources.file(id).is_library && p.span.hi >= p.span.lo && p.span.hi <= sources.file(id).end();
  };
  if (!std::all_of(parts.begin(), parts.end(), readable)) return std::nullopt;
  sort(parts, [](const auto& a, const auto& b) { return a.span.lo < b.span.lo; });
  std::erase_if(parts, [&](const SubstitutionPart& p) { return sources.snippet(p.span) == p.snippet; });
  if (parts.empty()) return std::nullopt;
  const source::FileId file = sources.file_of(parts.front().span.lo);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!(sources.file_of(parts[i].span.lo) == file)) return std::nullopt;
    if (i != 0 && parts[i].span.lo < parts[i - 1].span.hi) return std::nullopt;
  }

  Spliced out;
  Splicer splicer(sources, sources.file(file));
  splicer.begin(parts.front().span.lo);
  for (const SubstitutionPart& p : parts) {
    Part part{p.span, p.snippet};
    trim_trivial_replacement(part, sources.snippet(p.span));
    const std::string_view original = sources.snippet(part.span);
    classify(part, original);
    splicer.apply(part, original != part.snippet);
    out.parts.push_back(std::move(part));
  }
  splicer.finish(out);
  if (std::all_of(out.highlights.begin(), out.highlights.end(), [](const auto& h) { return h.empty(); })) return std::nullopt;
  out.display = display_of(out);
  return out;
}

}  // namespace borrowlab::diagnostics
