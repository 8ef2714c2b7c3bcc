#include <algorithm>
#include <set>

#include "diagnostics/json_writer.h"
#include "diagnostics/render.h"

namespace borrowlab::diagnostics {

namespace {

struct SummaryLine {
  std::string level;  // rustc's: error, warning, failure-note
  std::string text;
};

std::string counted(size_t n, std::string_view what) { return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s"); }

// After rustc_errors::DiagCtxtInner::print_error_count.
std::vector<SummaryLine> summarize(const std::vector<Diagnostic>& all) {
  size_t errors = 0, warnings = 0;
  std::set<std::string> codes;
  for (const Diagnostic& d : all) {
    errors += d.level == Level::error;
    warnings += d.level == Level::warning;
    if (has_extended_explanation(d.code)) codes.insert(d.code);
  }
  const std::string warned = warnings == 0 ? "" : counted(warnings, "warning") + " emitted";
  std::vector<SummaryLine> lines;
  if (errors == 0 && warnings == 0) return lines;
  if (errors == 0) lines.push_back({"warning", warned});
  else lines.push_back({"error", "aborting due to " + counted(errors, "previous error") + (warned.empty() ? "" : "; " + warned)});
  if (codes.empty()) return lines;
  if (codes.size() == 1) {
    lines.push_back({"failure-note", "For more information about this error, try `rustc --explain " + *codes.begin() + "`."});
    return lines;
  }
  constexpr size_t most = 9;
  std::string list;
  size_t n = 0;
  for (const std::string& code : codes) {
    if (n++ == most) break;
    list += (list.empty() ? "" : ", ") + code;
  }
  lines.push_back({"failure-note", "Some errors have detailed explanations: " + list + (codes.size() > most ? "..." : ".")});
  lines.push_back({"failure-note", "For more information about an error, try `rustc --explain " + *codes.begin() + "`."});
  return lines;
}

std::string render(const SummaryLine& line, Color color) {
  const bool ansi = color == Color::ansi;
  if (line.level == "failure-note") return (ansi ? "\x1b[1m" + line.text + "\x1b[0m" : line.text) + "\n";
  if (!ansi) return line.level + ": " + line.text + "\n\n";
  return std::string(line.level == "error" ? "\x1b[1m\x1b[91m" : "\x1b[1m\x1b[33m") + line.level + "\x1b[0m\x1b[1m: " + line.text +
         "\x1b[0m\n\n";
}

}  // namespace

bool has_extended_explanation(std::string_view code) {
  return code.size() == 5 && code[0] == 'E' && std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string render_summary(const std::vector<Diagnostic>& all, Color color) {
  std::string out;
  for (const SummaryLine& line : summarize(all)) out += render(line, color);
  return out;
}

std::vector<std::string> render_summary_json(const std::vector<Diagnostic>& all) {
  std::vector<std::string> out;
  for (const SummaryLine& line : summarize(all)) {
    JsonWriter json;
    json.begin_object();
    json.field("$message_type").string("diagnostic");
    json.field("message").string(line.text);
    json.field("code").null();
    json.field("level").string(line.level);
    json.field("spans").begin_array();
    json.end_array();
    json.field("children").begin_array();
    json.end_array();
    json.field("rendered").string(render(line, Color::never));
    json.end_object();
    out.push_back(json.take());
  }
  return out;
}

}  // namespace borrowlab::diagnostics
