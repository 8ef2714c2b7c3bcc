#include <algorithm>

#include "views/work.h"

namespace borrowlab::views {

Span Work::place(Span span) const {
  // What was given to a macro stays where it was written, within the call.
  const Span written = cx_.sources.written_at(span);
  span = !span.is_dummy() && written.contains(span) ? span.with_ctxt({}) : written;
  return span.is_dummy() || span.lo < file_.start || span.hi > file_.end() ? Span{} : span;
}

uint32_t Work::line(uint32_t position) const { return cx_.sources.lookup(position).line - 1; }

bool Work::is_variable(const mir::Body& body, Local local) const {
  const mir::LocalDecl& d = body.locals[local];
  return !d.name.empty() && cx_.sources.desugaring_of(d.source_info.span) == source::DesugaringKind::none &&
         !cx_.sources.from_macro(d.source_info.span);
}

Named Work::named(const mir::Body& body, Local local, std::string text) const {
  return {std::move(text), is_variable(body, local) ? place(body.locals[local].source_info.span) : Span{}};
}

std::string Work::words(Span span) const {
  constexpr size_t longest = 40;
  std::string out;
  for (const char c : cx_.sources.snippet(span)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (out.empty() || out.back() == ' ' || out.back() == '\n')) continue;
    if (c == '.' && !out.empty() && out.back() == ' ') out.pop_back();
    out += space ? ' ' : c;
  }
  if (out.size() > longest) {
    size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;  // whole characters
    out.resize(end);
    out += "…";
  }
  return out;
}

uint32_t Work::body_index(DefId owner) const {
  const auto it = body_of_.find(owner);
  return it == body_of_.end() ? none : it->second;
}

void Work::add_bodies() {
  for (const auto& [body, report] : in_.facts) {
    const Span extent = place(body->span);
    if (extent.is_dummy() || cx_.sources.from_macro(body->span)) continue;
    body_of_[body->owner] = static_cast<uint32_t>(bodies_.size());
    bodies_.push_back({body, report, {}});
    out_.bodies.push_back({cx_.defs.path_str(body->owner), extent});
  }
}

}  // namespace borrowlab::views
