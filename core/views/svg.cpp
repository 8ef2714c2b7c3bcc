// Kinds differ in form as well as in colour: shared is a hollow tube, exclusive a solid bar with hatching, moved a dashed line. Colours are
// the page's. No script, no font, nothing fetched; colours are written out rather than as variables, so that every renderer follows.
#include "views/svg.h"

#include <algorithm>

#include "views/highlight.h"

namespace borrowlab::views {

namespace {

constexpr double line_height = 22, char_width = 8.43, margin = 16, pitch = 18, gutter_gap = 12;

struct Palette {
  const char *panel, *ink, *muted, *edge, *shared, *exclusive, *bad, *good, *now, *inks[8];
};
constexpr Palette light = {
    "#fffefb", "#1b2330", "#566072", "#b9b3a6", "#14599f",
    "#a94600", "#b3231f", "#2f6b1f", "#f3ecd2", {"#1b2330", "#6b3fa0", "#2f6b1f", "#8a3b12", "#68707d", "#0a6275", "#344a9e", "#735400"}};
constexpr Palette dark = {
    "#181d25", "#e4e8ee", "#a2adbc", "#475264", "#78b8f5",
    "#f7a05a", "#ff8d84", "#a5d38a", "#2b3342", {"#e4e8ee", "#c3a6ff", "#a5d38a", "#f0b58c", "#8f9aab", "#7fd0dc", "#a9bcff", "#d9c07a"}};

std::string number(double v) {
  const auto tenths = static_cast<long>(v * 10 + (v < 0 ? -0.5 : 0.5));
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(tenths < 0 ? -(tenths % 10) : tenths % 10);
  return out;
}

void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') out += "\xEF\xBF\xBD";  // no character of XML
    else out += c;
  }
}
std::string escaped(std::string_view text) {
  std::string out;
  escape(out, text);
  return out;
}

size_t characters(std::string_view text) {
  size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

void rules(std::string& out, const Palette& p) {
  const auto rule = [&](const char* selector, const char* property, const char* colour) {
    out += std::string(selector) + "{" + property + ":" + colour + "}";
  };
  rule(".bg,.hole", "fill", p.panel);
  rule(".ink", "fill", p.ink);
  rule(".dim", "fill", p.muted);
  rule(".lead,.sep", "stroke", p.edge);
  rule(".now", "fill", p.now);
  rule(".s", "stroke", p.shared);
  rule(".x", "stroke", p.exclusive);
  rule(".m", "stroke", p.muted);
  rule(".sf", "fill", p.shared);
  rule(".xf", "fill", p.exclusive);
  rule(".mf", "fill", p.muted);
  rule(".hole", "stroke", "none");
  rule(".hatch,.cross", "stroke", p.panel);
  rule(".bad", "fill", p.bad);
  rule(".good", "fill", p.good);
  rule(".spark", "stroke", p.bad);
  static constexpr const char* names[] = {".k0", ".k1", ".k2", ".k3", ".k4", ".k5", ".k6", ".k7"};
  for (size_t i = 0; i < std::size(names); ++i) rule(names[i], "fill", p.inks[i]);
}

class Picture {
 public:
  Picture(const Source& source, const Trace& trace, const PictureOptions& options)
      : source_(source), trace_(trace), options_(options), file_(source.cx.sources.file(source.file)) {}

  std::string make() {
    measure();
    head();
    code();
    for (const Lane& lane : trace_.lanes) draw(lane);
    for (const Collision& c : trace_.collisions) draw(c);
    labels();
    legend();
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  // A line that is not shown is where the next one is that is.
  double top(uint32_t line) const {
    const auto row = std::lower_bound(shown_.begin(), shown_.end(), line) - shown_.begin();
    return first_line_ + static_cast<double>(std::min<size_t>(static_cast<size_t>(row), shown_.size() - 1)) * line_height;
  }
  double rows() const { return static_cast<double>(shown_.size()); }
  double middle(uint32_t line) const { return top(line) + line_height / 2; }
  double lane_x(const Lane& l) const { return lanes_left_ + (l.column + 0.5) * pitch; }
  uint32_t line_of(uint32_t position) const { return source_.cx.sources.lookup(position).line - 1; }
  static const char* kind(const Lane& l) { return l.kind == Lane::Kind::shared ? "s" : l.kind == Lane::Kind::exclusive ? "x" : "m"; }
  bool idle(const Lane& l) const {
    if (options_.step == none || trace_.step_place.empty()) return false;
    for (const auto& [start, end] : l.steps)
      if (start <= options_.step && options_.step <= end) return false;
    return true;
  }
  std::string label(const Lane& l) const {
    if (l.kind == Lane::Kind::moved) return "move " + l.of.text;
    return l.holder ? l.what + " " + l.holder->text : l.what;
  }

  void measure() {
    lines_ = static_cast<uint32_t>(file_.line_starts.size());
    for (const uint32_t line : options_.lines)
      if (line < lines_) shown_.push_back(line);
    if (shown_.empty())
      for (uint32_t i = 0; i < lines_; ++i) shown_.push_back(i);
    size_t longest = 0;
    for (const uint32_t i : shown_) longest = std::max(longest, characters(expanded(file_.line(i + 1))));
    digits_ = std::to_string(shown_.back() + 1 - options_.skipped).size();
    code_left_ = margin + static_cast<double>(digits_) * char_width + gutter_gap;
    lanes_left_ = code_left_ + static_cast<double>(longest + 2) * char_width;
    first_line_ = margin + line_height * 1.6;
    uint32_t columns = 0;
    std::vector<size_t> label_width(lines_ + 1);
    for (const Lane& l : trace_.lanes) {
      columns = std::max(columns, l.column + 1);
      size_t& w = label_width[std::min(line_of(l.start.lo), lines_)];
      w += characters(label(l)) + 2;
    }
    labels_left_ = lanes_left_ + columns * pitch + 6;
    size_t widest = 0;
    for (const size_t w : label_width) widest = std::max(widest, w);
    const double by_title = static_cast<double>(characters(options_.title) + characters(options_.verdict) + 6) * char_width + 2 * margin;
    width_ = std::max({labels_left_ + static_cast<double>(widest) * char_width * 0.9 + margin, by_title, legend_width + 2 * margin});
    height_ = first_line_ + rows() * line_height + line_height * 2.2 + margin / 2;
  }

  void head() {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width_) + "\" height=\"" + number(height_) + "\" viewBox=\"0 0 " +
           number(width_) + " " + number(height_) + "\" role=\"img\" aria-labelledby=\"t d\">\n<title id=\"t\">" + escaped(options_.title) +
           ": " + escaped(options_.verdict) + "</title>\n<desc id=\"d\">";
    for (const Lane& l : trace_.lanes) out_ += escaped(sentence(source_, l, options_.skipped)) + "\n";
    for (const Collision& c : trace_.collisions)
      if (!c.place.is_dummy())
        out_ += "In conflict on line " + std::to_string(line_of(c.place.lo) + 1 - options_.skipped) + ": " + escaped(c.message) + "\n";
    out_ +=
        "</desc>\n<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}"
        "path{fill:none;stroke-width:2}.idle{opacity:.3}.lead{stroke-dasharray:1 3;stroke-width:1}.m{stroke-dasharray:4 "
        "3}.k4{font-style:italic}"
        ".spark{stroke-width:2.5}.hatch{stroke-width:1.4}.cross{stroke-width:1.8}.small{font-size:12px}.b{font-weight:600}";
    if (options_.theme == Theme::dark) rules(out_, dark);
    else rules(out_, light);
    if (options_.theme == Theme::reader) {
      out_ += "@media (prefers-color-scheme:dark){";
      rules(out_, dark);
      out_ += "}";
    }
    out_ +=
        "</style>\n<defs><pattern id=\"h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        "<path class=\"hatch\" d=\"M-1 6L6 -1M-1 1L1 -1M4 6L6 4\"/></pattern></defs>\n";
    out_ += "<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n";
    const double y = margin + line_height / 2;
    text(margin, y, "dim", options_.title);
    const double x = margin + static_cast<double>(characters(options_.title) + 2) * char_width;
    text(x, y, options_.good ? "good b" : "bad b", (options_.good ? "✓ " : "✗ ") + options_.verdict);
    path("sep", "M" + number(margin) + " " + number(y + line_height * 0.7) + "H" + number(width_ - margin), "stroke-width=\"1\"");
  }

  void text(double x, double y, const char* cls, std::string_view words) {
    out_ += "<text class=\"" + std::string(cls) + "\" x=\"" + number(x) + "\" y=\"" + number(y + 4.8) + "\">";
    escape(out_, words);
    out_ += "</text>\n";
  }
  void path(const std::string& cls, const std::string& d, const char* more = "") {
    out_ += "<path class=\"" + cls + "\" d=\"" + d + "\"" + (*more != 0 ? " " : "") + more + "/>";
  }
  void rect(const std::string& cls, double x, double y, double w, double h, const char* more = "") {
    out_ += "<rect class=\"" + cls + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(w) + "\" height=\"" +
            number(h) + "\"" + (*more != 0 ? " " : "") + more + "/>";
  }
  void circle(const std::string& cls, double x, double y, double r, const char* more = "") {
    out_ += "<circle class=\"" + cls + "\" cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(r) + "\"" +
            (*more != 0 ? " " : "") + more + "/>";
  }

  static std::string expanded(std::string_view line) {
    std::string out;
    for (const char c : line) {
      if (c == '\t') out += "    ";
      else if (c != '\r') out += c;
    }
    return out;
  }

  void code() {
    if (options_.step != none && options_.step >= 1 && options_.step <= trace_.step_place.size()) {
      const Span at = trace_.step_place[options_.step - 1];
      if (!at.is_dummy()) rect("now", margin / 2, top(line_of(at.lo)), width_ - margin, line_height, "rx=\"3\"");
    }
    const std::vector<Inked> inks = highlight(file_, options_.edition);
    size_t next = 0;
    for (const uint32_t i : shown_) {
      const std::string n = std::to_string(i + 1 - options_.skipped);
      text(margin + static_cast<double>(digits_ - n.size()) * char_width, middle(i), "dim", n);
      const uint32_t from = file_.line_starts[i];
      const auto to = static_cast<uint32_t>(from + file_.line(i + 1).size());
      if (to == from) continue;
      out_ += "<text x=\"" + number(code_left_) + "\" y=\"" + number(middle(i) + 4.8) + "\" xml:space=\"preserve\">";
      while (next > 0 && (next >= inks.size() || inks[next].from > from)) --next;
      while (next < inks.size() && inks[next].to <= from) ++next;
      for (; next < inks.size() && inks[next].from < to; ++next) {
        const uint32_t lo = std::max(inks[next].from, from), hi = std::min(inks[next].to, to);
        out_ += "<tspan class=\"k" + std::to_string(static_cast<int>(inks[next].ink)) + "\">";
        escape(out_, expanded(std::string_view(file_.text).substr(lo, hi - lo)));
        out_ += "</tspan>";
        if (inks[next].to > to) break;
      }
      out_ += "</text>\n";
    }
  }

  void draw(const Lane& l) {
    const double x = lane_x(l), from = middle(l.from_line);
    const uint32_t start = line_of(l.start.lo);
    const double head = middle(start);
    const bool refused = l.end && l.end->second == Lane::End::refused && l.kind != Lane::Kind::moved;
    double to = middle(l.to_line);
    if (!refused && to - from < 8) to = from + 8;
    const std::string k = kind(l), fill = k + "f";
    out_ += "<g class=\"lane" + std::string(idle(l) ? " idle" : "") + "\" data-kind=\"" +
            (l.kind == Lane::Kind::shared      ? "shared"
             : l.kind == Lane::Kind::exclusive ? "exclusive"
                                               : "moved") +
            "\" data-from=\"" + std::to_string(l.from_line + 1 - options_.skipped) + "\" data-to=\"" +
            std::to_string(l.to_line + 1 - options_.skipped) + "\">";
    path("lead", "M" + number(x) + " " + number(head) + "H" + number(labels_left_ - 2));
    if (to > from) {
      if (l.kind == Lane::Kind::moved) {
        path(k, "M" + number(x) + " " + number(from) + "V" + number(to), "stroke-width=\"2.5\"");
      } else {
        rect(fill, x - 4, from, 8, to - from);
        if (l.kind == Lane::Kind::shared) rect("hole", x - 2, from, 4, to - from);
        else rect("", x - 4, from, 8, to - from, "fill=\"url(#h)\"");
      }
    }
    for (const Span use : l.uses) {
      const double y = middle(line_of(use.lo));
      if (y != head && y != to) circle(l.kind == Lane::Kind::shared ? fill : "hole", x, y, 2);
    }
    ending(l, x, to, k, fill);
    circle(l.kind == Lane::Kind::exclusive ? fill + " " + k : "hole " + k, x, head, 5,
           l.kind == Lane::Kind::exclusive ? "" : "style=\"stroke-width:2.5\"");
    if (l.kind != Lane::Kind::exclusive)
      path(k, "M" + number(x - 5) + " " + number(head) + "a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", "stroke-dasharray=\"none\"");
    out_ += "</g>\n";
  }

  void ending(const Lane& l, double x, double y, const std::string& k, const std::string& fill) {
    const std::string at = number(x) + " " + number(y);
    if (!l.end || l.end->second == Lane::End::last_use) {
      if (y > middle(l.from_line)) path(k, "M" + number(x - 6) + " " + number(y) + "h12", "stroke-dasharray=\"none\"");
      return;
    }
    switch (l.end->second) {
      case Lane::End::drop:
      case Lane::End::scope: rect(fill, x - 5, y - 5, 10, 10); break;
      case Lane::End::moved: path(k + " " + fill, "M" + number(x - 4) + " " + number(y - 5) + "l8 5l-8 5z"); break;
      case Lane::End::unwound: path(k, "M" + number(x - 6) + " " + number(y) + "l3 -3l3 6l3 -6l3 3"); break;
      case Lane::End::never: path(k + " " + fill, "M" + number(x - 5) + " " + number(y - 3) + "h10l-5 7z"); break;
      default: break;
    }
  }

  void draw(const Collision& c) {
    if (c.place.is_dummy()) return;
    const double y = middle(line_of(c.place.lo));
    std::vector<double> xs{lane_x(trace_.lanes[c.held])};
    xs.push_back(c.refused != none ? lane_x(trace_.lanes[c.refused]) : lanes_left_ - char_width);
    const auto [low, high] = std::minmax_element(xs.begin(), xs.end());
    out_ += "<g class=\"clash\" data-line=\"" + std::to_string(line_of(c.place.lo) + 1 - options_.skipped) + "\">";
    path("spark", "M" + number(*low) + " " + number(y) + "H" + number(*high));
    for (const double x : xs) {
      circle("bad", x, y, 6.5);
      path("cross", "M" + number(x - 2.6) + " " + number(y - 2.6) + "l5.2 5.2m0 -5.2l-5.2 5.2");
    }
    out_ += "</g>\n";
  }

  void labels() {
    std::vector<std::pair<uint32_t, double>> ends;  // line, where its labels end
    for (const Lane& l : trace_.lanes) {
      const uint32_t line = line_of(l.start.lo);
      double x = labels_left_ + 4;
      for (const auto& [at, end] : ends)
        if (at == line) x = std::max(x, end);
      const std::string words = label(l);
      text(x, middle(line) - 0.6, (std::string("small ") + (idle(l) ? "idle " : "b ") + kind(l) + "f").c_str(), words);
      ends.emplace_back(line, x + static_cast<double>(characters(words) + 2) * 7.23);
    }
  }

  void legend() {
    const double y = first_line_ + rows() * line_height + line_height * 1.2;
    path("sep", "M" + number(margin) + " " + number(y - line_height * 0.8) + "H" + number(width_ - margin), "stroke-width=\"1\"");
    double x = margin;
    const auto entry = [&](const char* words) {
      text(x + 22, y - 0.6, "dim small", words);
      x += 22 + static_cast<double>(characters(words)) * 7.23 + 22;
    };
    rect("sf", x, y - 4, 16, 8);
    rect("hole", x, y - 2, 16, 4);
    entry("shared");
    rect("xf", x, y - 4, 16, 8);
    rect("", x, y - 4, 16, 8, "fill=\"url(#h)\"");
    entry("exclusive");
    path("m", "M" + number(x) + " " + number(y) + "h16");
    entry("moved out");
    rect("dim", x + 3, y - 5, 10, 10);
    entry("dropped");
    circle("bad", x + 8, y, 6.5);
    path("cross", "M" + number(x + 5.4) + " " + number(y - 2.6) + "l5.2 5.2m0 -5.2l-5.2 5.2");
    entry("conflict");
  }

  static constexpr double legend_width = 480;
  const Source& source_;
  const Trace& trace_;
  const PictureOptions& options_;
  const source::SourceFile& file_;
  std::string out_;
  uint32_t lines_ = 0;           // of the text
  std::vector<uint32_t> shown_;  // from 0
  size_t digits_ = 1;
  double code_left_ = 0, lanes_left_ = 0, labels_left_ = 0, first_line_ = 0, width_ = 0, height_ = 0;
};

}  // namespace

std::string sentence(const Source& source, const Lane& lane, uint32_t skipped) {
  const auto line = [&](uint32_t position) { return "line " + std::to_string(source.cx.sources.lookup(position).line - skipped); };
  const std::string start = line(lane.start.lo), of = "`" + lane.of.text + "`";
  if (lane.kind == Lane::Kind::moved)
    return of + " is moved out on " + start + (lane.end ? ", and missed on " + line(lane.end->first.lo) : std::string()) + ".";
  const bool refused = lane.end && lane.end->second == Lane::End::refused;
  std::string out = lane.holder ? "`" + lane.holder->text + "`" : "A temporary";
  out += refused ? " asks for " : " holds ";
  out += lane.kind == Lane::Kind::shared ? "a shared borrow `" : "an exclusive borrow `";
  out += lane.what + "` of " + of;
  if (refused) return out + " on " + start + ", and is refused.";
  const std::string end = lane.end ? line(lane.end->first.lo) : "line " + std::to_string(lane.to_line + 1 - skipped);
  if (end == start) return out + " on " + start + ".";
  static constexpr const char* ways[] = {" to its last use on ",        " until it is dropped on ",      " to the end of its scope on ",
                                         " until it is moved away on ", " until the panic unwinds it, ", " on; it never ends, "};
  const bool known = lane.end && lane.end->second != Lane::End::refused;
  return out + ", from " + start + (known ? ways[static_cast<size_t>(lane.end->second)] : " to ") + end + ".";
}

std::string to_svg(const Source& source, const Trace& trace, const PictureOptions& options) {
  return Picture(source, trace, options).make();
}

}  // namespace borrowlab::views
