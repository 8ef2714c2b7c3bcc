import type { CheckResult, Edition, RunResult } from './types/engine/protocol';

export type * from './types/engine/protocol';

export interface Session {
  /** Checks a program. Places in the result are UTF-16 offsets. */
  check(source: string, edition: Edition, file: string): CheckResult;
  /** Runs the program that was checked last, if it was accepted. */
  run(traced: boolean): RunResult;
  /** rustc's JSON diagnostics of the last check, one a line. */
  diagnosticsJson(): string;
  /** Runs the Rust blocks of a Markdown file as their attributes say. */
  checkMarkdown(markdown: string, edition: Edition, file: string): { status: 0 | 1 | 2; text: string };
  /** The same, and by block its lanes as an SVG; null where it was not judged. */
  drawMarkdown(markdown: string, edition: Edition, file: string): { status: 0 | 1 | 2; text: string; pictures: (string | null)[] };
  /** The MIR of the program that was checked last. */
  mir(): string;
}

/** `wasm`: the engine's bytes, where they come from elsewhere than the package. */
export function createSession(options?: { wasm?: ArrayBuffer | Uint8Array }): Promise<Session>;
