#include "doctest/check.h"

#include <algorithm>

#include "doctest/program.h"
#include "driver/report.h"
#include "views/svg.h"

namespace borrowlab::doctest {

namespace {

using diagnostics::Level;

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : ", ") + code;
  return out;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> codes_of(const driver::CheckResult& checked) {
  std::vector<std::string> out;
  for (const diagnostics::Diagnostic& d : checked.diagnostics)
    if (d.level == Level::error && !d.code.empty() && std::find(out.begin(), out.end(), d.code) == out.end()) out.push_back(d.code);
  return out;
}

Finding after_rejection(const Attributes& told, const driver::CheckResult& checked, const std::string& rendered) {
  const std::vector<std::string> codes = codes_of(checked);
  const std::string named = codes.empty() ? "" : ": " + joined(codes);
  if (!told.compile_fail) return {0, Result::mismatch, "it is rejected" + named, rendered, {}};
  for (const std::string& code : told.codes)
    if (std::find(codes.begin(), codes.end(), code) == codes.end())
      return {0, Result::mismatch, "it is rejected" + named + ", not for " + code, rendered, {}};
  return {0, Result::as_told, "rejected, as it says" + named, {}, {}};
}

std::string written_to_stderr(const vm::RunResult& result) {
  std::string out;
  for (const vm::Output& piece : result.output)
    if (piece.to_stderr) out += piece.text;
  return out;
}

// The line below "panicked at FILE:1:2:", of the last panic.
std::string panic_message(const std::string& written) {
  const size_t at = written.rfind("panicked at ");
  const size_t from = at == std::string::npos ? at : written.find('\n', at);
  return from == std::string::npos ? std::string() : written.substr(from + 1);
}

Finding after_run(const Attributes& told, const vm::RunResult& result, const driver::Session& session) {
  using Kind = vm::OutcomeKind;
  const vm::Outcome& outcome = result.outcome;
  const std::string written = written_to_stderr(result);
  std::string details = written;
  if (const auto explained = driver::explain(outcome))
    details += diagnostics::render_text(*explained, session.sources(), diagnostics::Color::never);
  switch (outcome.kind) {
    case Kind::refused: return {0, Result::refused, "refused at run time: " + first_line(outcome.message), details, {}};
    case Kind::budget: return {0, Result::mismatch, "it does not end: its budget of " + outcome.message + " is used up", details, {}};
    case Kind::undefined_behaviour: return {0, Result::mismatch, "undefined behavior: " + first_line(outcome.message), details, {}};
    case Kind::deadlock: return {0, Result::mismatch, "deadlock: every thread waits for another", details, {}};
    case Kind::stopped: return {0, Result::mismatch, "stopped", details, {}};
    case Kind::exited:
    case Kind::panicked:
    case Kind::aborted: break;
  }
  const bool failed = outcome.kind != Kind::exited || outcome.exit_status != 0;
  if (!told.should_panic) {
    if (!failed) return {0, Result::as_told, "ran to its end", {}, {}};
    if (outcome.kind == Kind::exited)
      return {0, Result::mismatch, "it ends with exit status " + std::to_string(outcome.exit_status), details, {}};
    return {0, Result::mismatch, "it panics: " + first_line(panic_message(written)), details, {}};
  }
  if (!failed) return {0, Result::mismatch, "it runs to its end and does not panic", details, {}};
  if (told.panic_message && panic_message(written).find(*told.panic_message) == std::string::npos)
    return {0, Result::mismatch, "it panics, not with \"" + *told.panic_message + "\"", details, {}};
  return {0, Result::as_told, "panicked, as it says", {}, {}};
}

// The lanes of the program judged last, beside the lines that the post shows. `run`: null where it did not run.
std::string picture_of(const driver::Session& session, const Block& block, const std::string& path, const vm::RunResult* run,
                       source::Edition edition) {
  views::PictureOptions options;
  options.lines = shown_lines(block);
  if (options.lines.empty()) return {};
  options.skipped = block.line;
  options.edition = edition;
  const size_t slash = path.find_last_of("/\\");
  options.title = (slash == std::string::npos ? path : path.substr(slash + 1)) + ":" + std::to_string(block.line);
  driver::add_verdict(options, session.last_check(), run);
  const views::Source source = session.view_source(run);
  return views::to_svg(source, views::trace(source), options);
}

Finding check_block(driver::Session& session, const Block& block, const std::string& path, source::Edition edition, bool pictures) {
  const Attributes& told = block.attributes;
  if (told.ignore) return {0, Result::ignored, "ignored", {}, {}};
  if (!told.unsupported.empty()) return {0, Result::refused, "refused: borrowlab does not support `" + told.unsupported + "`", {}, {}};
  driver::Options options;
  options.edition = told.edition ? static_cast<source::Edition>(*told.edition) : edition;
  options.file_name = path;
  const driver::CheckResult& checked = session.check(program_of(block), options);
  const auto rendered = [&] { return driver::render(checked, session.sources(), driver::ErrorFormat::human); };
  switch (checked.verdict) {
    case driver::Verdict::refused: {
      const std::string what = checked.diagnostics.empty() ? "" : ": " + checked.diagnostics.front().message;
      return {0, Result::refused, "refused" + what, rendered(), {}};
    }
    case driver::Verdict::rejected: {
      Finding found = after_rejection(told, checked, rendered());
      if (pictures) found.picture = picture_of(session, block, path, nullptr, options.edition);
      return found;
    }
    case driver::Verdict::accepted: break;
  }
  if (told.compile_fail || told.no_run) {
    Finding found = told.compile_fail ? Finding{0, Result::mismatch, "it is accepted, which `compile_fail` rules out", {}, {}}
                                      : Finding{0, Result::as_told, "accepted, not run", {}, {}};
    if (pictures) found.picture = picture_of(session, block, path, nullptr, options.edition);
    return found;
  }
  vm::RunOptions how;
  how.traced = pictures;
  const vm::RunResult run = session.run(how);
  Finding found = after_run(told, run, session);
  if (pictures && found.result != Result::refused) found.picture = picture_of(session, block, path, &run, options.edition);
  return found;
}

void append_indented(std::string& out, const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out += "    ";
    out.append(text, at, end - at);
    out += '\n';
    at = end + 1;
  }
}

size_t count(const std::vector<Finding>& findings, Result result) {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.result == result; }));
}

}  // namespace

std::vector<Finding> check(driver::Session& session, std::string_view markdown, const std::string& path, source::Edition edition,
                           bool pictures) {
  std::vector<Finding> out;
  for (const Block& block : rust_blocks(markdown)) {
    out.push_back(check_block(session, block, path, edition, pictures));
    out.back().line = block.line;
  }
  return out;
}

std::string report(const std::vector<Finding>& findings, const std::string& path) {
  std::string out;
  for (const Finding& finding : findings) {
    const bool told = finding.result == Result::as_told || finding.result == Result::ignored;
    out += path + ':' + std::to_string(finding.line) + (told ? ": ok: " : finding.result == Result::refused ? ": " : ": error: ");
    out += finding.words + '\n';
    append_indented(out, finding.details);
  }
  out += path + ": " + std::to_string(findings.size()) + (findings.size() == 1 ? " Rust block: " : " Rust blocks: ");
  out += std::to_string(count(findings, Result::as_told)) + " as told, " + std::to_string(count(findings, Result::mismatch)) + " not";
  if (const size_t n = count(findings, Result::refused)) out += ", " + std::to_string(n) + " refused";
  if (const size_t n = count(findings, Result::ignored)) out += ", " + std::to_string(n) + " ignored";
  return out + '\n';
}

int exit_status(const std::vector<Finding>& findings) {
  if (count(findings, Result::mismatch) > 0) return 1;
  return count(findings, Result::refused) > 0 ? 2 : 0;
}

}  // namespace borrowlab::doctest
