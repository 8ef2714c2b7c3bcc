// The engine's findings as marks in the text: rustc's primary spans as errors or warnings, its secondary ones as information,
// and the place of a panic.
import { syntaxTree } from '@codemirror/language';
import type { Diagnostic as Mark } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { Diagnostic, Judged, Suggestion } from '../engine/protocol';
import { panicsOf } from '../output/panics';
import { offsetOf } from './places';

const headline = ({ level, code, message }: Diagnostic) => `${level}${code === null ? '' : `[${code}]`}: ${message}`;

// Suggestions that are sure, as actions of the mark.
const actionsOf = ({ suggestions }: Diagnostic, apply: (suggestion: Suggestion) => void) =>
  suggestions.filter((s) => s.applicable).map((s) => ({ name: `Apply: ${s.message}`, apply: () => apply(s) }));

function marksOf(diagnostic: Diagnostic, length: number, apply: (suggestion: Suggestion) => void): Mark[] {
  return diagnostic.spans.flatMap((span): Mark[] => {
    if (span.from === null || span.to === null) return [];
    const from = Math.min(span.from, length);
    const to = Math.min(Math.max(span.to, from), length);
    if (!span.primary) return [{ from, to, severity: 'info', message: span.label ?? headline(diagnostic) }];
    const label = span.label === null || diagnostic.message.includes(span.label) ? [] : [span.label];
    const message = [headline(diagnostic), ...label, ...diagnostic.notes].join('\n');
    const actions = actionsOf(diagnostic, apply);
    return [{ from, to, severity: diagnostic.level === 'error' ? 'error' : 'warning', message, actions }];
  });
}

// The widest piece of syntax that starts at `from` and ends on the same line: what a panic's place points at.
function extentAt(state: EditorState, from: number): number {
  const end = state.doc.lineAt(from).to;
  let to = Math.min(from + 1, end);
  for (let node = syntaxTree(state).resolveInner(from, 1); node.from === from && node.to <= end; ) {
    to = Math.max(to, node.to);
    if (node.parent === null || node.parent.name.endsWith('Statement')) break;
    node = node.parent;
  }
  return to;
}

export function marks(state: EditorState, judged: Judged, apply: (suggestion: Suggestion) => void): Mark[] {
  const found = judged.check.diagnostics.flatMap((diagnostic) => marksOf(diagnostic, state.doc.length, apply));
  for (const panic of panicsOf(judged.run)) {
    const from = offsetOf(state.doc, panic);
    found.push({ from, to: extentAt(state, from), severity: 'error', message: `panicked here: ${panic.message}` });
  }
  const span = judged.run?.span;
  if (judged.run && span && span.from !== null && span.to !== null) {
    const what = judged.run.outcome === 'budget' ? `stopped here: budget of ${judged.run.message}` : judged.run.message;
    const from = Math.min(span.from, state.doc.length);
    found.push({ from, to: Math.min(Math.max(span.to, from), state.doc.length), severity: 'error', message: what });
  }
  return found;
}
