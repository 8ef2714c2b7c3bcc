// What an error says, taken apart: its names and its places by what rustc's labels call them.
import type { Diagnostic } from '../../engine/protocol';
import type { Extent, Lane, Trace } from '../../engine/trace';
import { code, type Part } from './say';

export class Facts {
  constructor(
    readonly diagnostic: Diagnostic,
    readonly source: string,
    readonly trace: Trace | null,
  ) {}

  // The names that the message quotes.
  get names(): string[] {
    return [...this.diagnostic.message.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '');
  }

  get name(): Part {
    return code(this.names[0] ?? 'the value');
  }

  get primary(): Extent | null {
    const span = this.diagnostic.spans.find((s) => s.primary && s.from !== null && s.to !== null);
    return span === undefined ? null : { from: span.from as number, to: span.to as number };
  }

  // The place whose label matches.
  label(pattern: RegExp): (Extent & { text: string }) | null {
    const span = this.diagnostic.spans.find((s) => s.label !== null && pattern.test(s.label) && s.from !== null && s.to !== null);
    return span === undefined ? null : { from: span.from as number, to: span.to as number, text: span.label as string };
  }

  // The borrow that was there first.
  get borrow(): Extent | null {
    const earlier = /borrow (of .* )?occurs here|is borrowed here/;
    const span = this.diagnostic.spans.find(
      (s) => !s.primary && s.label !== null && earlier.test(s.label) && s.from !== null && s.to !== null,
    );
    return span === undefined
      ? this.label(/borrowed here in the previous iteration/)
      : { from: span.from as number, to: span.to as number };
  }

  // What a label quotes.
  quotedIn(pattern: RegExp, nth = 0): string | null {
    const text = this.diagnostic.spans.find((s) => s.label !== null && pattern.test(s.label))?.label;
    return text === undefined || text === null ? null : ([...text.matchAll(/`([^`]*)`/g)][nth]?.[1] ?? null);
  }

  line(at: number): Part {
    return lineOf(this.source, at);
  }

  // " on line 3"; nothing where the place is not in the program.
  on(extent: Extent | null): Part[] {
    return extent === null ? [] : [' on ', this.line(extent.from)];
  }

  text({ from, to }: Extent): string {
    const text = this.source.slice(from, to);
    return text.length <= 60 && !text.includes('\n') ? text : `${text.split('\n', 1)[0]?.slice(0, 57)}…`;
  }

  // The borrow that was there first, as the trace has it.
  get held(): Lane | null {
    const { primary, trace } = this;
    const collision = trace?.collisions.find(
      (c) => c.code === this.diagnostic.code && primary !== null && c.place.from <= primary.to && primary.from <= c.place.to,
    );
    return collision === undefined ? null : (trace?.lanes[collision.held] ?? null);
  }

  // Who holds it, in a word: `first`, or "a temporary".
  get holder(): Part {
    const holder = this.held?.holder;
    return holder == null ? 'an earlier borrow' : code(holder.text);
  }
}

export function lineOf(source: string, at: number): Part {
  let line = 1;
  for (let i = source.indexOf('\n'); i >= 0 && i < at; i = source.indexOf('\n', i + 1)) ++line;
  return { at, line };
}

// Of a place as rustc counts: lines and characters, both from 1.
export function offsetOf(source: string, line: number, column: number): number {
  let from = 0;
  for (let i = 1; i < line; ++i) from = source.indexOf('\n', from) + 1;
  // Offsets count UTF-16 units.
  return from + [...source.slice(from, from + 2 * column)].slice(0, column - 1).join('').length;
}
