// Lit lanes in the text: where a borrow starts, is used and ends, what it borrows and what holds it. And the line of the moment shown.
import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { Extent, Lane } from '../../engine/trace';
import { factsField, litField, mappedExtent } from './facts';

const mark = (lane: Lane, what: string) => Decoration.mark({ class: `bl-lit bl-lit-${lane.kind} bl-lit-${what}` });

export const litText: Extension = EditorView.decorations.compute([factsField, litField, 'doc'], (state): DecorationSet => {
  const facts = state.field(factsField);
  if (facts === null) return Decoration.none;
  const ranges = state.field(litField).flatMap((id) => {
    const lane = facts.trace.lanes[id];
    if (lane === undefined) return [];
    const draw = (extent: Extent | null | undefined, what: string) => {
      if (extent === null || extent === undefined) return [];
      const { from, to } = mappedExtent(facts, state.doc, extent);
      return from < to ? [mark(lane, what).range(from, to)] : [];
    };
    return [
      ...draw(lane.of.declared, 'name'),
      ...draw(lane.holder?.declared, 'name'),
      ...draw(lane.start, 'start'),
      ...lane.uses.flatMap((use) => draw(use, 'use')),
      ...draw(lane.end?.place, 'end'),
    ];
  });
  return Decoration.set(ranges, true);
});

export const setNow = StateEffect.define<Extent | null>();
const nowLine = Decoration.line({ class: 'bl-now' });
const nowMark = Decoration.mark({ class: 'bl-now-statement' });

// The statement of the moment shown, and its line.
export const nowField = StateField.define<Extent | null>({
  create: () => null,
  update(now, transaction) {
    for (const effect of transaction.effects) if (effect.is(setNow)) return effect.value;
    return transaction.docChanged ? null : now;
  },
  provide: (field) =>
    EditorView.decorations.compute([field], (state): DecorationSet => {
      const now = state.field(field);
      if (now === null) return Decoration.none;
      const from = Math.min(now.from, state.doc.length);
      const to = Math.min(now.to, state.doc.length);
      const lines = RangeSet.of([nowLine.range(state.doc.lineAt(from).from)]);
      return to > from ? lines.update({ add: [nowMark.range(from, to)], sort: true }) : lines;
    }),
});
