// Wrapped lines hang below their own indentation.
import { countColumn, type EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const deepest = 40; // columns; what is indented more hangs no deeper
const hang = Array.from({ length: deepest + 1 }, (_, columns) => Decoration.line({ class: `bl-hang-${columns}` }));

const look = EditorView.baseTheme(
  Object.fromEntries(
    hang.map((_, columns) => [
      `.cm-line.bl-hang-${columns}`,
      { paddingLeft: `calc(0.4rem + ${columns + 2}ch)`, textIndent: `-${columns + 2}ch` },
    ]),
  ),
);

function indentation(state: EditorState, text: string): number {
  const blank = /^[ \t]*/.exec(text)?.[0] ?? '';
  return Math.min(countColumn(blank, state.tabSize), deepest);
}

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const decoration = hang[indentation(view.state, line.text)];
      if (decoration !== undefined && line.length > 0) builder.add(line.from, line.from, decoration);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (value) => value.decorations },
);

export const hangingIndent: Extension = [look, plugin];
