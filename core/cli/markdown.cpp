// `borrowlab check POST.md…`: the Rust blocks of Markdown files, as rustdoc's tests run them.
#include <cstdio>

#include "cli/commands.h"
#include "doctest/check.h"
#include "driver/report.h"

namespace borrowlab::cli {

bool is_markdown(const std::string& path) {
  const size_t dot = path.rfind('.');
  const std::string extension = dot == std::string::npos ? "" : path.substr(dot);
  return extension == ".md" || extension == ".markdown";
}

int check_markdown(driver::Session& session, const Arguments& args) {
  if (!is_sound(session)) return driver::status_refused;
  bool mismatch = false, refused = false;
  for (const std::string& path : args.files) {
    std::string text;
    if (!read_file(path, text)) {
      refused = true;
      continue;
    }
    const auto findings = doctest::check(session, text, path, static_cast<source::Edition>(args.edition));
    std::fputs(doctest::report(findings, path).c_str(), stdout);
    std::fflush(stdout);
    const int status = doctest::exit_status(findings);
    mismatch = mismatch || status == 1;
    refused = refused || status == 2;
  }
  return mismatch ? driver::status_rejected : refused ? driver::status_refused : driver::status_ok;
}

}  // namespace borrowlab::cli
