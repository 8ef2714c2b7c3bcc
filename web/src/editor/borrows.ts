// Paints the borrow operators in the page's two colours: `&` shared, `&mut` exclusive; in expressions, patterns and types.
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const shared = Decoration.mark({ class: 'bl-shared' });
const exclusive = Decoration.mark({ class: 'bl-exclusive' });
const borrowing = new Set(['ReferenceExpression', 'ReferenceType', 'ReferencePattern', 'SelfParameter']);

// The operator at `from`, with the lifetime and `mut` that belong to it.
function operatorAt(state: EditorState, from: number, to: number): { length: number; exclusive: boolean } | null {
  const text = state.sliceDoc(from, Math.min(to, from + 80));
  const match = /^&(?:\s*'\w+)?(\s*\bmut\b)?/.exec(text);
  return match && { length: match[1] === undefined ? 1 : match[0].length, exclusive: match[1] !== undefined };
}

function paint(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        if (!borrowing.has(node.name)) return;
        const operator = operatorAt(view.state, node.from, node.to);
        if (operator !== null) builder.add(node.from, node.from + operator.length, operator.exclusive ? exclusive : shared);
      },
    });
  }
  return builder.finish();
}

export const borrowOperators: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = paint(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = paint(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
