// The standard library's Rust source, embedded by core/library/embed.cmake.
#pragma once

namespace borrowlab::driver {

struct LibrarySource {
  const char* path;  // below core/library: "cell.rs", "collections/hash_map.rs"
  const char* text;
};
extern const LibrarySource library_sources[];
extern const unsigned long library_source_count;

}  // namespace borrowlab::driver
