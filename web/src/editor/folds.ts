// Lines out of sight: blocks that the reader folded, and lines that a scenario hides (rustdoc's `# ` lines). Both are the editor's
// folds; a hidden range takes whole lines, a folded one leaves its first line standing.
import { codeFolding, foldEffect, foldedRanges, foldGutter, foldKeymap, unfoldEffect } from '@codemirror/language';
import type { EditorState, Extension, Text } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import type { Lines } from '../share/scenario';

export interface OutOfSight {
  hidden: Lines[];
  folded: Lines[];
}

const isHidden = (doc: Text, from: number) => doc.lineAt(from).from === from;
const countOf = (doc: Text, from: number, to: number) => doc.lineAt(to).number - doc.lineAt(from).number;

interface Label {
  text: string;
  hidden: boolean;
}

function placeholder(view: EditorView, onclick: (event: Event) => void, { text, hidden }: Label): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = hidden ? 'cm-foldPlaceholder bl-hidden' : 'cm-foldPlaceholder';
  button.textContent = hidden ? text : '…';
  button.title = `Show ${text}`;
  button.ariaLabel = button.title;
  button.onclick = onclick;
  // The editor's own handling would move the cursor.
  button.onmousedown = (event) => event.preventDefault();
  button.onkeydown = (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.stopPropagation();
      onclick(event);
      view.focus();
    }
  };
  return button;
}

export const folding: Extension = [
  codeFolding({
    preparePlaceholder: ({ doc }: EditorState, { from, to }): Label => {
      const hidden = isHidden(doc, from);
      const count = countOf(doc, from, to) + (hidden ? 1 : 0);
      return { hidden, text: `${count} ${hidden ? 'hidden ' : ''}line${count === 1 ? '' : 's'}` };
    },
    placeholderDOM: placeholder,
  }),
  foldGutter({ openText: '⌄', closedText: '›' }),
  keymap.of(foldKeymap),
];

function rangeOf(doc: Text, { from, to }: Lines, hidden: boolean): { from: number; to: number } | null {
  if (from > doc.lines || to < from) return null;
  const first = doc.line(from);
  const range = { from: hidden ? first.from : first.to, to: doc.line(Math.min(to, doc.lines)).to };
  return range.from < range.to ? range : null;
}

// Puts these lines out of sight, and all others back into it.
export function setOutOfSight(view: EditorView, hidden: readonly Lines[], folded: readonly Lines[]): void {
  const { doc } = view.state;
  const wanted = [...hidden.map((lines) => rangeOf(doc, lines, true)), ...folded.map((lines) => rangeOf(doc, lines, false))];
  const effects = wanted.flatMap((range) => (range === null ? [] : [foldEffect.of(range)]));
  const before = foldedRanges(view.state).iter();
  for (; before.value !== null; before.next()) effects.unshift(unfoldEffect.of({ from: before.from, to: before.to }));
  if (effects.length > 0) view.dispatch({ effects });
}

export function outOfSight(state: EditorState): OutOfSight {
  const found: OutOfSight = { hidden: [], folded: [] };
  for (const range = foldedRanges(state).iter(); range.value !== null; range.next()) {
    const lines = { from: state.doc.lineAt(range.from).number, to: state.doc.lineAt(range.to).number };
    (isHidden(state.doc, range.from) ? found.hidden : found.folded).push(lines);
  }
  return found;
}
