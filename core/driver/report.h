// What a check or a run says to the one who asked for it, as text: shared by the command line and the page.
#pragma once
#include <optional>
#include <string>

#include "diagnostics/render.h"
#include "driver/session.h"
#include "views/svg.h"

namespace borrowlab::driver {

enum class ErrorFormat : uint8_t { human, ansi, json };

// rustc's exit statuses, and Borrowlab's for what it refuses.
enum ExitStatus : int { status_ok = 0, status_rejected = 1, status_refused = 2, status_panicked = 101, status_aborted = 134 };

// Why `text` is no program at all: empty, or not UTF-8 (with the place). nullopt: it can be checked.
std::optional<std::string> program_defect(const std::string& name, const std::string& text);

// All diagnostics of a check with rustc's closing summary, ready for stderr. Refusals stand alone.
std::string render(const CheckResult& result, const source::SourceMap& sources, ErrorFormat format);
int exit_status(Verdict verdict);

// What is said beside the program's own output when it did not simply end: the budget, the undefined behaviour, the refusal.
std::optional<diagnostics::Diagnostic> explain(const vm::Outcome& outcome);
int exit_status(const vm::Outcome& outcome);

// What a picture says of its program, in one line; `run`: its run, where there was one.
void add_verdict(views::PictureOptions& options, const CheckResult& result, const vm::RunResult* run);

}  // namespace borrowlab::driver
