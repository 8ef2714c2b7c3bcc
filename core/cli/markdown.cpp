// `borrowlab check POST.md…`: the Rust blocks of Markdown files, as rustdoc's tests run them.
#include <cstdio>
#include <fstream>

#include "cli/commands.h"
#include "doctest/check.h"
#include "driver/report.h"

namespace borrowlab::cli {

namespace {

// The pictures of a post's blocks beside it; what is not judged has none. False (and a message) where one cannot be written.
bool write_pictures(const std::vector<doctest::Finding>& findings, const std::string& path) {
  const std::string stem = path.substr(0, path.rfind('.'));
  for (size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].picture.empty()) continue;
    const std::string name = stem + "-" + std::to_string(i + 1) + ".svg";
    std::ofstream out(name, std::ios::binary);
    out << findings[i].picture;
    out.flush();
    if (out) continue;
    std::fprintf(stderr, "error: couldn't write `%s`\n", name.c_str());
    return false;
  }
  return true;
}

}  // namespace

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
    const auto findings = doctest::check(session, text, path, static_cast<source::Edition>(args.edition), args.pictures);
    std::fputs(doctest::report(findings, path).c_str(), stdout);
    std::fflush(stdout);
    const int status = doctest::exit_status(findings);
    mismatch = mismatch || status == 1;
    refused = refused || status == 2;
    if (args.pictures && !write_pictures(findings, path)) refused = true;
  }
  return mismatch ? driver::status_rejected : refused ? driver::status_refused : driver::status_ok;
}

}  // namespace borrowlab::cli
