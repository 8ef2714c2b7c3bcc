// How a type of the library is shown in the view of memory: `#[view(kind, key = "path", …)]` on its declaration, after the
// visualizers of debuggers. A path names fields from the type down, with dots; pointers on the way are followed.
//
//   value,  of                          what is in that field, under the type's own name
//   fields, of, of, …                   these fields only
//   owner,  ptr                         owns what `ptr` points to
//     [, len [, from]]                  … so many elements; the first `from` of them are gone
//     [, head, cap]                     … in a ring of `cap`, from `head` on
//     [, holes, count] [, each]         … those that are the variant `holes` are left out (`count` are not), others are shown as what
//                                       they hold; `each`: what is shown of an element
//   text,   ptr, len                    owns UTF-8
//   weak,   ptr                         points to a counted allocation without owning it
//   counted, strong, weak, value        the allocation; its value is there while `strong` is not 0, and counts as one `weak`
//   cell,   flag, value                 flag: 0 free, n > 0 shared, n < 0 exclusive
//   lock,   state, value [, poison] [, exclusive = "1"]   state: 0 free, `exclusive` (else: all ones) exclusive, others shared
//   shared | exclusive, held, to | ptr  a guard: `held` is the flag or state it holds, `to` (a place) or `ptr` (a pointer) what it gives
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "types/items.h"

namespace borrowlab::views {

struct ViewAttribute {
  enum class Kind : uint8_t { value, fields, owner, text, weak, counted, cell, lock, shared, exclusive } kind = Kind::value;
  std::vector<std::pair<std::string_view, std::string_view>> paths;  // by key, in order
  // The path under that key; nothing where it is not given.
  std::optional<std::string_view> path(std::string_view key) const;
};

// The attribute of a type's declaration in the library; nothing where it has none.
std::optional<ViewAttribute> view_attribute(const types::Context& cx, types::DefId adt);

}  // namespace borrowlab::views
