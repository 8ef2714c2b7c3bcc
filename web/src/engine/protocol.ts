// What the engine (core/bindings/session.cpp) says, and how page and worker talk about it. Places are UTF-16 offsets.
import type { Event, Memory, Trace } from './trace';

export type Edition = 2018 | 2021 | 2024;
export const editions: readonly Edition[] = [2018, 2021, 2024];
export const fileName = 'main.rs';

export interface SpanLabel {
  from: number | null; // null: not in the program's own text
  to: number | null;
  primary: boolean;
  label: string | null;
}

// An edit of the text.
export interface Edit {
  from: number;
  to: number;
  text: string;
}

// A way out that rustc offers: edits that are made together.
export interface Suggestion {
  message: string;
  applicable: boolean; // rustc is sure that it is what was meant, and all of it is in the program's own text
  parts: Edit[];
}

export interface Diagnostic {
  level: 'error' | 'warning' | 'note' | 'help';
  message: string;
  code: string | null;
  refusal: boolean;
  spans: SpanLabel[];
  notes: string[];
  suggestions: Suggestion[];
}

export interface CheckResult {
  verdict: 'accepted' | 'rejected' | 'refused';
  status: number;
  diagnostics: Diagnostic[];
  rendered: string; // rustc's text with ANSI colours
  text: string; // the same without
}

export type OutcomeKind = 'exited' | 'panicked' | 'budget' | 'undefined_behaviour' | 'aborted' | 'refused' | 'stopped' | 'deadlock';

export interface RunResult {
  outcome: OutcomeKind;
  status: number;
  message: string;
  output: { stderr: boolean; text: string }[];
  instructions: number;
  rendered: string; // what Borrowlab says beside the program's output; empty when it simply ended
  text: string;
  span?: { from: number | null; to: number | null };
}

export interface Judged {
  check: CheckResult;
  run: RunResult | null; // null: not accepted
  trace: Trace | null; // null: the run was too long to be traced, or there is none
}

// How the lanes of a program are drawn as an SVG.
export interface PictureOptions {
  theme: 'auto' | 'light' | 'dark'; // auto: as the reader's system has it
  step: number | null; // of the run; null: its end
  title: string;
}

// The page's words to the worker: the compiled engine comes first, once.
export type Request =
  | { kind: 'start'; module: WebAssembly.Module }
  | { kind: 'judge'; id: number; source: string; edition: Edition }
  // About the traced run of an earlier `judge`, by its id. `id`: of this request.
  | { kind: 'memory'; id: number; of: number; step: number }
  | { kind: 'events'; id: number; of: number; from: number; to: number }
  // Does this program run to its end? What was judged stays as it is.
  | { kind: 'picture'; id: number; of: number; options: PictureOptions }
  | { kind: 'try'; id: number; source: string; edition: Edition };

export type Reply =
  | { kind: 'ready' }
  | { kind: 'checked'; id: number; check: CheckResult } // sent before a run, which may take long
  | { kind: 'judged'; id: number; judged: Judged; milliseconds: number }
  | { kind: 'memory'; id: number; memory: Memory | null } // null: another program was judged since
  | { kind: 'events'; id: number; events: Event[] | null }
  | { kind: 'picture'; id: number; svg: string | null }
  | { kind: 'tried'; id: number; ran: boolean }
  | { kind: 'failed'; message: string }; // the worker is of no further use
