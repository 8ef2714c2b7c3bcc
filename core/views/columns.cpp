// Which column beside the code each lane stands in: lanes whose lines overlap stand apart, outer ones nearer to the code. Colouring of
// intervals from left to right, which is optimal for each body (an interval graph), and the same for the same text.
#include <algorithm>

#include "support/sort.h"
#include "views/work.h"

namespace borrowlab::views {

void Work::set_columns() {
  std::vector<uint32_t> order(out_.lanes.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  sort(order, [&](uint32_t a, uint32_t b) {
    const Lane &x = out_.lanes[a], &y = out_.lanes[b];
    if (x.from_line != y.from_line) return x.from_line < y.from_line;
    if (x.to_line != y.to_line) return x.to_line > y.to_line;
    return x.start.lo != y.start.lo ? x.start.lo < y.start.lo : a < b;
  });
  std::vector<uint32_t> last;  // by column: the last line taken
  for (const uint32_t i : order) {
    Lane& lane = out_.lanes[i];
    uint32_t column = 0;
    while (column < last.size() && last[column] != none && last[column] >= lane.from_line) ++column;
    if (column == last.size()) last.push_back(none);
    last[column] = lane.to_line;
    lane.column = column;
  }
}

}  // namespace borrowlab::views
