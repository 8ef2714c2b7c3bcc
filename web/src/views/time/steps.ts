// Moving through a run: from a step to the next or last one by statement, by line, by borrow event; and where a piece of output was
// written. Step 0 is before the run; the last step shows the run's end.
import type { Extent, Trace } from '../../engine/trace';
import { lastAtMost } from '../lanes/moment';

export type Unit = 'statement' | 'line' | 'borrow';
export const units: readonly Unit[] = ['statement', 'line', 'borrow'];

export class Steps {
  readonly last: number;
  private lines: Int32Array | null = null;

  // `lineStarts`: offsets of the program's lines.
  constructor(
    private readonly trace: Trace,
    private readonly lineStarts: () => ArrayLike<number>,
  ) {
    this.last = Math.min(trace.steps, trace.stepFrom.length);
  }

  place(step: number): Extent | null {
    const from = this.trace.stepFrom[step - 1] ?? -1;
    return from < 0 ? null : { from, to: Math.max(this.trace.stepTo[step - 1] ?? from, from) };
  }

  // From 0; -1: not in the program's own text.
  line(step: number): number {
    this.lines ??= this.linesOfSteps();
    return this.lines[step - 1] ?? -1;
  }

  depth(step: number): number {
    return this.trace.stepDepth[step - 1] ?? 0;
  }

  isBorrow(step: number): boolean {
    return this.trace.stepBorrow[step - 1] === 1;
  }

  // Pieces of output that are written once the step is over.
  output(step: number): number | null {
    return step >= this.last ? null : (this.trace.stepOutput[step] ?? null);
  }

  stepOfOutput(piece: number): number {
    return Math.min(Math.max(lastAtMost(this.trace.stepOutput, piece) + 1, 1), this.last);
  }

  next(step: number, unit: Unit): number {
    return this.seek(step, 1, unit) ?? this.last;
  }

  previous(step: number, unit: Unit): number {
    return this.seek(step, -1, unit) ?? 0;
  }

  private seek(step: number, by: 1 | -1, unit: Unit): number | null {
    const line = this.line(step);
    for (let at = step + by; at > 0 && at <= this.last; at += by) {
      if (unit === 'statement') return at;
      if (unit === 'borrow' ? this.isBorrow(at) : this.line(at) >= 0 && this.line(at) !== line) return at;
    }
    return null;
  }

  private linesOfSteps(): Int32Array {
    const starts = this.lineStarts();
    return this.trace.stepFrom.map((from) => (from < 0 ? -1 : lastAtMost(starts, from)));
  }
}

// Offsets of a text's lines.
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
