#include "driver/report.h"

namespace borrowlab::driver {
namespace {

// The offset of the first byte that starts no valid character; npos where all is well. RFC 3629, section 4.
size_t first_invalid_utf8(const std::string& text) {
  for (size_t i = 0; i < text.size();) {
    const auto b = static_cast<unsigned char>(text[i]);
    const size_t n = b < 0x80 ? 1 : b >= 0xC2 && b <= 0xDF ? 2 : b >= 0xE0 && b <= 0xEF ? 3 : b >= 0xF0 && b <= 0xF4 ? 4 : 0;
    if (n == 0 || i + n > text.size()) return i;
    for (size_t k = 1; k < n; ++k) {
      const auto c = static_cast<unsigned char>(text[i + k]);
      const unsigned char low = k > 1 ? 0x80 : b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
      const unsigned char high = k > 1 ? 0xBF : b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
      if (c < low || c > high) return i;
    }
    i += n;
  }
  return std::string::npos;
}

}  // namespace

std::optional<std::string> program_defect(const std::string& name, const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return "`" + name + "` is empty: there is no program in it";
  if (const size_t at = first_invalid_utf8(text); at != std::string::npos)
    return "`" + name + "` is not UTF-8: the byte at offset " + std::to_string(at) + " starts no valid character";
  return std::nullopt;
}

std::string render(const CheckResult& result, const source::SourceMap& sources, ErrorFormat format) {
  using namespace diagnostics;
  const Color color = format == ErrorFormat::ansi ? Color::ansi : Color::never;
  std::string out;
  for (const Diagnostic& d : result.diagnostics)
    out += format == ErrorFormat::json ? render_json(d, sources) + "\n" : render_text(d, sources, color);
  if (result.verdict == Verdict::refused) return out;
  if (format != ErrorFormat::json) return out + render_summary(result.diagnostics, color);
  for (const std::string& line : render_summary_json(result.diagnostics)) out += line + "\n";
  return out;
}

int exit_status(Verdict verdict) {
  switch (verdict) {
    case Verdict::accepted: return status_ok;
    case Verdict::rejected: return status_rejected;
    case Verdict::refused: break;
  }
  return status_refused;
}

std::optional<diagnostics::Diagnostic> explain(const vm::Outcome& outcome) {
  std::string message;
  bool refusal = false;
  switch (outcome.kind) {
    case vm::OutcomeKind::exited:
    case vm::OutcomeKind::panicked:
    case vm::OutcomeKind::aborted: return std::nullopt;
    case vm::OutcomeKind::budget: message = "the run was stopped: its budget of " + outcome.message + " is used up"; break;
    case vm::OutcomeKind::undefined_behaviour: message = "Undefined Behavior: " + outcome.message; break;
    case vm::OutcomeKind::deadlock: message = "deadlock: " + outcome.message; break;
    case vm::OutcomeKind::stopped: message = "the run was stopped"; break;
    case vm::OutcomeKind::refused:
      message = "borrowlab does not support " + outcome.message + " yet";
      refusal = true;
      break;
  }
  diagnostics::Diagnostic d(diagnostics::Level::error, std::move(message),
                            outcome.span.is_dummy() ? diagnostics::MultiSpan{} : diagnostics::MultiSpan(outcome.span));
  d.refusal = refusal;
  if (outcome.kind == vm::OutcomeKind::undefined_behaviour) {  // as Miri has it
    if (!outcome.span.is_dummy())
      d.spans.push_label(outcome.span, outcome.label.empty() ? "Undefined Behavior occurred here" : outcome.label);
    const auto tell = [&](bool first) {
      for (const vm::Outcome::Note& n : outcome.notes)
        if (n.first == first) d.span_help(diagnostics::MultiSpan(n.span), n.text);
    };
    tell(true);
    d.help("this indicates a bug in the program: it performed an invalid operation, and caused Undefined Behavior");
    d.help("see https://doc.rust-lang.org/nightly/reference/behavior-considered-undefined.html for further information");
    tell(false);
  }
  return d;
}

int exit_status(const vm::Outcome& outcome) {
  switch (outcome.kind) {
    case vm::OutcomeKind::exited:
    case vm::OutcomeKind::panicked: return outcome.exit_status;
    case vm::OutcomeKind::aborted: return status_aborted;
    default: return status_refused;
  }
}

void add_verdict(views::PictureOptions& options, const CheckResult& result, const vm::RunResult* run) {
  options.good = false;
  for (const diagnostics::Diagnostic& d : result.diagnostics) {
    if (d.level != diagnostics::Level::error) continue;
    options.verdict = (d.code.empty() ? "error: " : "error[" + d.code + "]: ") + d.message;
    return;
  }
  if (run == nullptr) {
    options.good = result.verdict == Verdict::accepted;
    options.verdict = options.good ? "accepted by the compiler" : "not supported yet";
    return;
  }
  if (run->outcome.kind == vm::OutcomeKind::panicked) {
    std::string text;
    for (const vm::Output& piece : run->output)
      if (piece.to_stderr) text += piece.text;
    // The last panic's message: the line below its head.
    const size_t head = text.rfind(" panicked at ");
    const size_t from = head == std::string::npos ? head : text.find('\n', head);
    options.verdict =
        "panicked" + (from == std::string::npos ? std::string() : ": " + text.substr(from + 1, text.find('\n', from + 1) - from - 1));
  } else if (const auto d = explain(run->outcome)) {
    options.verdict = d->message;
  } else if (run->outcome.kind == vm::OutcomeKind::aborted) {
    options.verdict = "aborted";
  } else {
    options.good = run->outcome.exit_status == 0;
    options.verdict = options.good ? "ran to its end" : "exited with status " + std::to_string(run->outcome.exit_status);
  }
}

}  // namespace borrowlab::driver
