#include "source/source_map.h"

#include <algorithm>

namespace borrowlab::source {

namespace {

// Drops a byte order mark and the CR of each CR LF; fills `removed` with what that shifts.
std::string normalize(std::string text, std::vector<SourceFile::Removed>& removed) {
  const bool bom = text.compare(0, 3, "\xEF\xBB\xBF") == 0;
  if (!bom && text.find("\r\n") == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  uint32_t gone = bom ? 3 : 0;
  if (bom) removed.push_back({0, gone});
  for (size_t i = gone; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      removed.push_back({static_cast<uint32_t>(out.size()) + 1, ++gone});
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string_view SourceFile::line(uint32_t number) const {
  if (number == 0 || number > line_starts.size()) return {};
  const size_t begin = line_starts[number - 1];
  size_t end = number < line_starts.size() ? line_starts[number] - 1 : text.size();
  if (end == text.size() && end > begin && text[end - 1] == '\n') --end;
  return std::string_view(text).substr(begin, end - begin);
}

uint32_t SourceFile::original_offset(uint32_t offset) const {
  const auto after = std::upper_bound(normalized.begin(), normalized.end(), offset, [](uint32_t o, const Removed& r) { return o < r.at; });
  return after == normalized.begin() ? offset : offset + std::prev(after)->removed;
}

SourceMap::SourceMap() {
  expansions_.push(ExpnData{}, false);
  contexts_.push({ExpnId(0), SyntaxContext{}}, false);
}

FileId SourceMap::add_file(std::string name, std::string text, bool is_library) {
  SourceFile file;
  file.name = std::move(name);
  file.text = normalize(std::move(text), file.normalized);
  file.start = next_;
  file.is_library = is_library;
  file.line_starts.push_back(0);
  for (size_t i = 0; (i = file.text.find('\n', i)) != std::string::npos;) file.line_starts.push_back(static_cast<uint32_t>(++i));
  // As in rustc, a line break at the end begins no further line: the end of the file is a column of the last one.
  if (!file.text.empty() && file.line_starts.back() == file.text.size()) file.line_starts.pop_back();
  // One position between files: the end of one is not the beginning of the next.
  next_ = file.end() + 1;
  return files_.push(std::move(file));
}

FileId SourceMap::file_of(uint32_t pos) const {
  const auto after = std::upper_bound(files_.begin(), files_.end(), pos, [](uint32_t p, const SourceFile& f) { return p < f.start; });
  if (after == files_.begin()) return FileId::none();
  const auto it = std::prev(after);
  if (pos > it->end()) return FileId::none();
  return FileId(static_cast<uint32_t>(it - files_.begin()));
}

LineColumn SourceMap::lookup(uint32_t pos) const {
  const FileId id = file_of(pos);
  if (!id) return {};
  const SourceFile& file = files_[id];
  const uint32_t offset = pos - file.start;
  const auto after = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset);
  const auto number = static_cast<uint32_t>(after - file.line_starts.begin());
  uint32_t column = 0;
  for (uint32_t i = *std::prev(after); i < offset; ++i) column += (static_cast<unsigned char>(file.text[i]) & 0xC0) != 0x80;
  return {number, column};
}

std::string_view SourceMap::snippet(Span span) const {
  const FileId id = file_of(span.lo);
  if (!id || span.hi < span.lo || span.hi > files_[id].end()) return {};
  return std::string_view(files_[id].text).substr(span.lo - files_[id].start, span.hi - span.lo);
}

void SourceMap::set_library_position(Span span, std::string path, uint32_t line, uint32_t column) {
  library_positions_[uint64_t{span.ctxt.index} << 32 | span.lo] = {std::move(path), line, column};
}

const LibraryPosition* SourceMap::library_position(Span span) const {
  const auto it = library_positions_.find(uint64_t{span.ctxt.index} << 32 | span.lo);
  return it == library_positions_.end() ? nullptr : &it->second;
}

ExpnId SourceMap::add_expansion(ExpnData data) { return expansions_.push(std::move(data), user_); }

SyntaxContext SourceMap::apply_mark(SyntaxContext ctxt, ExpnId expn) {
  const uint64_t key = static_cast<uint64_t>(ctxt.index) << 32 | expn.index;
  const auto [it, fresh] = (user_ ? user_marked_ : marked_).try_emplace(key, contexts_.last(user_).index);
  if (fresh) contexts_.push({expn, ctxt}, user_);
  return SyntaxContext{it->second};
}

ExpnId SourceMap::outer_expn(SyntaxContext ctxt) const { return contexts_[ContextId(ctxt.index)].outer; }

SyntaxContext SourceMap::remove_mark(SyntaxContext ctxt) const { return contexts_[ContextId(ctxt.index)].parent; }

Span SourceMap::mark_desugaring(Span span, DesugaringKind kind, Edition edition) {
  ExpnData data;
  data.kind = ExpnData::Kind::desugaring;
  data.desugaring = kind;
  data.call_site = span;
  data.edition = edition;
  return span.with_ctxt(apply_mark(span.ctxt, add_expansion(std::move(data))));
}

Span SourceMap::source_callsite(Span span) const {
  while (span.from_expansion()) span = outer_expn_data(span.ctxt).call_site;
  return span;
}

Span SourceMap::written_at(Span span) const {
  while (span.from_expansion()) {
    const ExpnData& expn = outer_expn_data(span.ctxt);
    if (expn.kind == ExpnData::Kind::desugaring) span.ctxt = remove_mark(span.ctxt);
    else span = expn.call_site;
  }
  return span;
}

bool SourceMap::from_macro(Span span) const {
  while (span.from_expansion()) {
    if (outer_expn_data(span.ctxt).kind != ExpnData::Kind::desugaring) return true;
    span.ctxt = remove_mark(span.ctxt);
  }
  return false;
}

std::optional<Span> SourceMap::find_ancestor_inside(Span span, Span outer) const {
  while (!outer.contains(span)) {
    if (!span.from_expansion()) return std::nullopt;
    span = outer_expn_data(span.ctxt).call_site;
  }
  return span;
}

std::optional<Span> SourceMap::find_ancestor_in_same_ctxt(Span span, Span other) const {
  while (!(span.ctxt == other.ctxt)) {
    if (!span.from_expansion()) return std::nullopt;
    span = outer_expn_data(span.ctxt).call_site;
  }
  return span;
}

void SourceMap::forget_user(size_t library_files) {
  files_.truncate(library_files);
  expansions_.drop_user();
  contexts_.drop_user();
  user_marked_.clear();
  next_ = files_.empty() ? 1 : files_.back().end() + 1;
}

}  // namespace borrowlab::source
