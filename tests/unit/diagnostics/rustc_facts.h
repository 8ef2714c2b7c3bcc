// Reads rustc's JSON diagnostics back into our own structure, so that what we render can be compared with what rustc rendered.
// A fact is one line: {"file":"main.rs","source":"fn main…","diagnostic":{rustc's JSON}}.
#pragma once
#include <algorithm>
#include <map>

#include "diagnostics/diagnostic.h"
#include "diagnostics/macro_backtrace.h"
#include "json_value.h"

class RustcFact {
 public:
  // `together`: the edits of a suggestion belong together unless they overlap; otherwise each new beginning is an alternative.
  explicit RustcFact(const JsonValue& fact, bool together = false)
      : json_(fact["diagnostic"]), rendered_(json_["rendered"].string), plain_(without_colors(rendered_)), together_(together) {
    add_file(fact["file"].string, fact["source"].string, false);
    add_library_files(json_);
    read();
    highlights();
  }

  borrowlab::source::SourceMap sources;
  borrowlab::diagnostics::Diagnostic diagnostic;
  const std::string& rendered() const { return rendered_; }

 private:
  using Span = borrowlab::source::Span;
  using Level = borrowlab::diagnostics::Level;
  using MultiSpan = borrowlab::diagnostics::MultiSpan;
  static constexpr std::string_view library_root = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/";

  static std::string without_colors(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\x1b') i = text.find('m', i);
      else out += text[i];
    }
    return out;
  }
  static bool is_library(const std::string& name) { return name.rfind(library_root, 0) == 0; }
  void add_file(const std::string& name, std::string text, bool library) {
    starts_[name] = sources.file(sources.add_file(name, std::move(text), library)).start;
  }
  // The library's text is not known: a blank of its size stands for it.
  void add_library_files(const JsonValue& v) {
    std::map<std::string, uint64_t> sizes;
    measure(v, sizes);
    for (const auto& [name, size] : sizes) add_file(name, std::string(size, ' '), true);
  }
  static void measure(const JsonValue& v, std::map<std::string, uint64_t>& sizes) {
    const std::string& name = v["file_name"].string;
    if (is_library(name)) sizes[name] = std::max(sizes[name], v["byte_end"].number);
    for (const auto& [key, value] : v.fields) measure(value, sizes);
    for (const JsonValue& item : v.items) measure(item, sizes);
  }

  // rustc counts the bytes of the file on disk.
  uint32_t position(uint32_t start, uint64_t offset) const {
    const auto& file = sources.file(sources.file_of(start));
    uint32_t removed = 0;
    for (const auto& r : file.normalized)
      if (offset >= r.at + r.removed) removed = r.removed;
    return start + static_cast<uint32_t>(offset) - removed;
  }

  Span span(const JsonValue& v) {
    const std::string& name = v["file_name"].string;
    const auto start = starts_.find(name);
    if (start == starts_.end()) return {};
    // rustc's place for "nowhere": nothing of the first file.
    if (v["byte_end"].number == 0 && v["suggested_replacement"].is_null() && v["text"].items.empty()) return {};
    Span out{position(start->second, v["byte_start"].number), position(start->second, v["byte_end"].number), {}};
    if (is_library(name))
      sources.set_library_position(out, name.substr(library_root.size()), static_cast<uint32_t>(v["line_start"].number),
                                   static_cast<uint32_t>(v["column_start"].number) - 1);
    out.ctxt = context(v["expansion"]);
    return out;
  }

  borrowlab::source::SyntaxContext context(const JsonValue& v) {
    if (v.is_null()) return {};
    borrowlab::source::ExpnData data;
    data.call_site = span(v["span"]);
    data.def_site = span(v["def_site_span"]);
    std::string name = v["macro_decl_name"].string;
    data.kind = borrowlab::source::ExpnData::Kind::macro;
    if (name.rfind("desugaring of ", 0) == 0) {
      using borrowlab::source::DesugaringKind;
      data.kind = borrowlab::source::ExpnData::Kind::desugaring;
      for (int kind = 0; kind <= static_cast<int>(DesugaringKind::range_expr); ++kind)
        if (name.substr(14) == borrowlab::diagnostics::desugaring_name(static_cast<DesugaringKind>(kind)))
          data.desugaring = static_cast<DesugaringKind>(kind);
      data.def_site = {};
    } else if (name.rfind("#[derive(", 0) == 0) {
      data.macro_kind = borrowlab::source::MacroKind::derive;
      name = name.substr(9, name.size() - 11);
    } else if (name.rfind("#[", 0) == 0) {
      data.macro_kind = borrowlab::source::MacroKind::attribute;
      name = name.substr(2, name.size() - 3);
    } else if (!name.empty() && name.back() == '!') {
      name.pop_back();
    }
    data.name = borrowlab::source::Symbol::intern(name);
    data.hide_backtrace = plain_.find("originates in the ") == std::string::npos;
    const std::string key = name + "@" + std::to_string(data.call_site.lo) + "-" + std::to_string(data.call_site.hi) + "," +
                            std::to_string(data.call_site.ctxt.index) + ":" + std::to_string(data.def_site.lo);
    auto [at, fresh] = expansions_.try_emplace(key);
    if (fresh) at->second = sources.apply_mark(data.call_site.ctxt, sources.add_expansion(data));
    return at->second;
  }

  MultiSpan multi_span(const JsonValue& spans) {
    MultiSpan out;
    for (const JsonValue& v : spans.items) {
      const Span at = span(v);
      if (v["is_primary"].boolean) out.primary.push_back(at);
      if (!v["label"].is_null()) out.push_label(at, v["label"].string);
    }
    return out;
  }

  static Level level(const std::string& name) {
    return name == "error" ? Level::error : name == "warning" ? Level::warning : name == "help" ? Level::help : Level::note;
  }

  // What rustc brings out in colour, which JSON does not tell: the coloured parts of the notes it rendered.
  void highlights() {
    const std::string color = "\x1b[1m\x1b[35m";
    for (auto& child : diagnostic.children) {
      size_t from = 0;
      for (size_t at = 0; (at = rendered_.find(color, at)) != std::string::npos; ++at) {
        const size_t begin = at + color.size();
        const std::string text = rendered_.substr(begin, rendered_.find('\x1b', begin) - begin);
        const size_t found = child.message.find("`" + text + "`", from);
        if (found == std::string::npos) continue;
        from = found + 1 + text.size();
        child.highlights.push_back({static_cast<uint32_t>(found + 1), static_cast<uint32_t>(from)});
      }
    }
  }

  void read() {
    diagnostic = {level(json_["level"].string), json_["message"].string, multi_span(json_["spans"]), json_["code"]["code"].string};
    for (const JsonValue& child : json_["children"].items) {
      const auto& spans = child["spans"].items;
      if (!spans.empty() && !spans[0]["suggested_replacement"].is_null()) suggestion(child);
      else diagnostic.children.push_back({level(child["level"].string), child["message"].string, multi_span(child["spans"]), {}});
    }
  }

  // JSON does not tell alternatives from edits made together, nor the style: what rustc rendered does.
  void suggestion(const JsonValue& child) {
    using namespace borrowlab::diagnostics;
    Suggestion s;
    s.message = child["message"].string;
    const std::string& a = child["spans"].items[0]["suggestion_applicability"].string;
    s.applicability = a == "MachineApplicable" ? Applicability::machine_applicable
                      : a == "MaybeIncorrect"  ? Applicability::maybe_incorrect
                      : a == "HasPlaceholders" ? Applicability::has_placeholders
                                               : Applicability::unspecified;
    const auto has = [&](const std::string& text) { return plain_.find(text) != std::string::npos; };
    const std::string title = "help: " + s.message;
    s.style = has("\n" + title)                               ? SuggestionStyle::show_always
              : has("= " + title)                             ? SuggestionStyle::hide_code_always
              : has(title + ": `") || has(title + " (notice") ? SuggestionStyle::show_code
              : has(title)                                    ? SuggestionStyle::hide_code_inline
                                                              : SuggestionStyle::completely_hidden;
    Span previous;
    const auto begins = [&](Span at) {
      if (s.substitutions.empty()) return true;
      if (!together_) return at.lo < previous.hi || at.lo <= previous.lo;
      const auto& parts = s.substitutions.back();
      return std::any_of(parts.begin(), parts.end(), [&](const auto& p) { return p.span.source_equal(at) || p.span.overlaps(at); });
    };
    for (const JsonValue& v : child["spans"].items) {
      const Span at = span(v);
      // Edits made together stand in order and apart; alternatives begin again.
      if (begins(at)) s.substitutions.emplace_back();
      s.substitutions.back().push_back({at, v["suggested_replacement"].string});
      previous = at;
    }
    diagnostic.suggestions.push_back(std::move(s));
  }

  const JsonValue& json_;
  std::string rendered_, plain_;
  bool together_;
  std::map<std::string, uint32_t> starts_;
  std::map<std::string, borrowlab::source::SyntaxContext> expansions_;
};
