// How Rust's names are written: types in upper camel case, what has a value in snake case, constants in upper case. After
// rustc_lint::nonstandard_style. Letters beyond ASCII have no case here.
#pragma once
#include <string>
#include <string_view>

namespace borrowlab::lint {

bool is_camel_case(std::string_view name);
std::string to_camel_case(std::string_view name);
bool is_snake_case(std::string_view name);
std::string to_snake_case(std::string_view name);
std::string to_upper_case(std::string_view name);

}  // namespace borrowlab::lint
