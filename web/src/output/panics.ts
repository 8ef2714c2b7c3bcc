// The panics that a program reported in its own file: "panicked at main.rs:6:19:" on stderr, and the message on the line below.
import type { RunResult } from '../engine/protocol';
import { fileName } from '../engine/protocol';
import type { Place } from './ansi';

export interface Panic extends Place {
  message: string;
}

export function panicsOf(run: RunResult | null): Panic[] {
  if (run === null || (run.outcome !== 'panicked' && run.outcome !== 'aborted')) return [];
  const stderr = run.output.map((piece) => (piece.stderr ? piece.text : '')).join('');
  const pattern = new RegExp(`panicked at ${fileName.replace('.', '\\.')}:(\\d+):(\\d+):\\n(.*)`, 'g');
  return [...stderr.matchAll(pattern)].map(([, line, column, message]) => ({
    line: Number(line),
    column: Number(column),
    message: message ?? '',
  }));
}
