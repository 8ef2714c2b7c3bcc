// The lanes of the text in an editor's state: what the last trace said, moved along with the reader's edits until the next one.
import { type ChangeDesc, type EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import type { Extent, Lane, Trace } from '../../engine/trace';
import type { Placed } from './layout';

export interface Facts {
  trace: Trace;
  since: ChangeDesc | null; // edits since the trace
  lines: { from: number; to: number }[]; // by lane: offsets of the starts of the lines that it spans
}

export const setTrace = StateEffect.define<Trace | null>();
// The lanes that are pointed at: their places light up in the text.
export const setLit = StateEffect.define<readonly number[]>();

function factsOf(doc: Text, trace: Trace): Facts {
  const start = (line: number) => doc.line(Math.min(Math.max(line, 0) + 1, doc.lines)).from;
  return { trace, since: null, lines: trace.lanes.map((lane) => ({ from: start(lane.fromLine), to: start(lane.toLine) })) };
}

export const factsField = StateField.define<Facts | null>({
  create: () => null,
  update(facts, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setTrace)) return effect.value === null ? null : factsOf(transaction.state.doc, effect.value);
    if (facts === null || !transaction.docChanged) return facts;
    return { ...facts, since: facts.since === null ? transaction.changes.desc : facts.since.composeDesc(transaction.changes.desc) };
  },
});

export const litField = StateField.define<readonly number[]>({
  create: () => [],
  update(lit, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLit)) return effect.value;
      if (effect.is(setTrace)) return [];
    }
    return lit;
  },
});

// An offset of the trace in the text as it is now.
export const mapped = (facts: Facts, doc: Text, offset: number) =>
  Math.min(facts.since === null ? offset : facts.since.mapPos(offset, 1), doc.length);

export const lineIn = (facts: Facts, doc: Text, offset: number) => doc.lineAt(mapped(facts, doc, offset)).number - 1;

export function mappedExtent(facts: Facts, doc: Text, { from, to }: Extent): Extent {
  const start = mapped(facts, doc, from);
  return {
    from: start,
    to: Math.max(facts.since === null ? Math.min(to, doc.length) : Math.min(facts.since.mapPos(to, -1), doc.length), start),
  };
}

export function placedLanes(facts: Facts, doc: Text): Placed[] {
  const line = (offset: number) => lineIn(facts, doc, offset);
  return facts.trace.lanes.map((lane, i): Placed => {
    const spans = facts.lines[i] ?? { from: lane.start.from, to: lane.start.from };
    const start = line(lane.start.from);
    const to = Math.max(line(spans.to), start);
    const from = Math.min(line(spans.from), start);
    return {
      lane,
      lines: { start, from, to, end: lane.end === null ? to : line(lane.end.place.from) },
      useLines: lane.uses.map((use) => line(use.from)),
    };
  });
}

// The lanes that have to do with the variable or borrow at an offset: those of it, and those that it holds.
export function lanesAt(state: EditorState, facts: Facts, at: number): number[] {
  const { lanes } = facts.trace;
  const { doc } = state;
  const word = state.wordAt(at);
  const name = word === null ? '' : doc.sliceString(word.from, word.to);
  const variables =
    word === null || !/^[A-Za-z_]\w*$/.test(name) ? [] : lanes.flatMap((lane) => namesOf(lane).filter((n) => n.root === name));
  if (word !== null && variables.length > 0) {
    // Of several variables of one name the one meant is declared last before the place.
    const declared = (n: { from: number }) => mapped(facts, doc, n.from);
    const before = variables.filter((n) => declared(n) < word.to).sort((a, b) => declared(b) - declared(a));
    const meant = before[0]?.from;
    const found = variables.filter((n) => n.from === meant).map((n) => n.lane);
    if (found.length > 0) return [...new Set(found)];
  }
  const inside = ({ from, to }: Extent) => mapped(facts, doc, from) <= at && at < mapped(facts, doc, to);
  return lanes.filter((lane) => inside(lane.start) && at < mapped(facts, doc, lane.start.from) + lane.what.length).map((lane) => lane.id);
}

function namesOf(lane: Lane): { lane: number; root: string; from: number }[] {
  return [lane.of, lane.holder].flatMap((named) =>
    named === null || named.declared === null
      ? []
      : [{ lane: lane.id, root: /[A-Za-z_]\w*/.exec(named.text)?.[0] ?? '', from: named.declared.from }],
  );
}
