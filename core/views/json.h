// A trace as JSON, as web/src/engine/trace.ts has it.
#pragma once
#include "views/trace.h"

namespace borrowlab::views {

// Places of the program's text as UTF-16 offsets. The table answers at once for any place: a run's steps jump to and fro.
class Places {
 public:
  explicit Places(const source::SourceFile& file);
  // False where the span is not in the program's text.
  bool within(Span s) const { return !s.is_dummy() && s.lo >= file_.start && s.hi <= file_.end(); }
  uint32_t at(uint32_t position) const;  // of a position within

 private:
  const source::SourceFile& file_;
  std::vector<uint32_t> wide_;  // pairs, ascending: from this byte on, there are so many units less than bytes
};

// The arrays by step are part of the text where `columns`; else they are asked for by themselves.
std::string to_json(const Source& source, const Trace& trace, bool columns);
std::string to_json(const Source& source, const std::vector<RunEvent>& events);

}  // namespace borrowlab::views
