// What the engine (core/bindings/session.cpp) says, and how page and worker talk about it. Places are UTF-16 offsets.

export type Edition = 2018 | 2021 | 2024;
export const editions: readonly Edition[] = [2018, 2021, 2024];
export const fileName = 'main.rs';

export interface SpanLabel {
  from: number | null; // null: not in the program's own text
  to: number | null;
  primary: boolean;
  label: string | null;
}

export interface Diagnostic {
  level: 'error' | 'warning' | 'note' | 'help';
  message: string;
  code: string | null;
  refusal: boolean;
  spans: SpanLabel[];
  notes: string[];
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
}

// The page's words to the worker: the compiled engine comes first, once.
export type Request = { kind: 'start'; module: WebAssembly.Module } | { kind: 'judge'; id: number; source: string; edition: Edition };

export type Reply =
  | { kind: 'ready' }
  | { kind: 'checked'; id: number; check: CheckResult } // sent before a run, which may take long
  | { kind: 'judged'; id: number; judged: Judged; milliseconds: number }
  | { kind: 'failed'; message: string }; // the worker is of no further use
