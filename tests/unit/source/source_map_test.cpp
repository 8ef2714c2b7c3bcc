#include "source/source_map.h"

#include "catch.h"

using namespace borrowlab::source;

TEST_CASE("positions to lines and columns") {
  SourceMap map;
  const FileId id = map.add_file("a.rs", "fn é() {\n\tx\n}\n", false);
  const uint32_t start = map.file(id).start;
  CHECK(start != 0);
  CHECK(map.lookup(start).line == 1);
  CHECK(map.lookup(start + 5).column == 4);  // é is two bytes and one character
  CHECK(map.lookup(start + 10).line == 2);
  CHECK(map.file(id).line(2) == "\tx");
  CHECK(map.file(id).line(3) == "}");
  CHECK(map.file(id).line(4).empty());
  // The end of the file is a column of its last line.
  CHECK(map.lookup(map.file(id).end()).line == 3);
  CHECK(map.lookup(map.file(id).end()).column == 2);
  CHECK(map.snippet({start + 3, start + 5, {}}) == "é");
}

TEST_CASE("files do not touch") {
  SourceMap map;
  const FileId a = map.add_file("a.rs", "one", false), b = map.add_file("b.rs", "two", true);
  CHECK(map.file_of(0) == FileId::none());
  CHECK(map.file_of(map.file(a).end()) == a);
  CHECK(map.file_of(map.file(b).start) == b);
  CHECK(map.file_of(map.file(b).end() + 1) == FileId::none());
  CHECK(map.snippet({map.file(a).start, map.file(b).end(), {}}).empty());
}

TEST_CASE("byte order marks and CR LF are normalized, and remembered") {
  SourceMap map;
  const SourceFile& file = map.file(map.add_file("a.rs",
                                                 "\xEF\xBB\xBF"
                                                 "a\r\nb\rc\r\nd",
                                                 false));
  CHECK(file.text == "a\nb\rc\nd");
  CHECK(file.original_offset(0) == 3);
  CHECK(file.original_offset(1) == 4);
  CHECK(file.original_offset(2) == 6);
  CHECK(file.original_offset(6) == 11);
}

TEST_CASE("an empty file has one empty line") {
  SourceMap map;
  const SourceFile& file = map.file(map.add_file("a.rs", "", false));
  CHECK(file.line(1).empty());
  CHECK(map.lookup(file.start).line == 1);
}

TEST_CASE("expansions and their contexts") {
  SourceMap map;
  map.add_file("a.rs", "m!(x)  m!(m!(y))", false);
  const Span call{1, 6, {}};
  ExpnData data;
  data.kind = ExpnData::Kind::macro;
  data.call_site = call;
  const ExpnId outer = map.add_expansion(data);
  const SyntaxContext once = map.apply_mark({}, outer);
  CHECK(map.apply_mark({}, outer) == once);
  CHECK(map.outer_expn(once) == outer);
  CHECK(map.remove_mark(once).is_root());
  data.call_site = Span{8, 17, once};
  const SyntaxContext twice = map.apply_mark(once, map.add_expansion(data));
  CHECK(map.source_callsite(Span{11, 15, twice}) == call);
  CHECK(*map.find_ancestor_inside(Span{11, 15, twice}, call) == call);
  CHECK(*map.find_ancestor_in_same_ctxt(Span{11, 15, twice}, Span{0, 0, once}) == (Span{8, 17, once}));
  CHECK_FALSE(map.find_ancestor_inside(Span{11, 15, twice}, Span{16, 17, {}}).has_value());
  const Span marked = map.mark_desugaring(call, DesugaringKind::for_loop, Edition::e2021);
  CHECK(map.desugaring_of(marked) == DesugaringKind::for_loop);
  CHECK(map.source_callsite(marked) == call);
}

TEST_CASE("a program is forgotten, what the library gained meanwhile is not") {
  SourceMap map;
  const FileId library = map.add_file("lib.rs", "lib", true);
  map.set_library_position({1, 2, {}}, "core/src/lib.rs", 3, 4);
  CHECK_FALSE(map.set_user(true));
  const uint32_t start = map.file(map.add_file("a.rs", "text", false)).start;
  ExpnData data;
  data.call_site = Span{start, start + 1, {}};
  const SyntaxContext before = map.apply_mark({}, map.add_expansion(data));
  CHECK(map.set_user(false));
  const SyntaxContext late = map.apply_mark({}, map.add_expansion(data));
  CHECK_FALSE(map.set_user(true));
  map.forget_user(1);
  CHECK(map.outer_expn_data(late).call_site == data.call_site);
  CHECK(map.file_count() == 1);
  CHECK(map.file(library).name == "lib.rs");
  CHECK(map.library_position({1, 5, {}})->line == 3);
  CHECK(map.file(map.add_file("b.rs", "text", false)).start == start);
  CHECK(map.apply_mark({}, map.add_expansion(data)) == before);
}
