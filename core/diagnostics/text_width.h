// How wide text is on a screen, and the text that a snippet shows for characters that would disturb its layout.
#pragma once
#include <string>
#include <string_view>

namespace borrowlab::diagnostics {

// Takes the first code point off `text` (which must not be empty). Ill-formed bytes come out one by one as U+FFFD.
char32_t next_char(std::string_view& text);
void append_char(std::string& out, char32_t c);
size_t char_count(std::string_view text);

// Columns that a character takes in a snippet: 4 for a tab, 2 for wide East Asian ones, 0 for combining marks.
size_t char_width(char32_t c);
size_t text_width(std::string_view text);

// Text as a snippet shows it: tabs as four spaces, control characters as their pictures, bidirectional controls as U+FFFD.
std::string normalize_whitespace(std::string_view text);

bool is_whitespace(char32_t c);
bool all_whitespace(std::string_view text);
std::string_view trim_start(std::string_view text);
std::string_view trim(std::string_view text);

}  // namespace borrowlab::diagnostics
