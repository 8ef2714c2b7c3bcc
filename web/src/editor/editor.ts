// The editor of one program: CodeMirror with the parts that a page-long Rust program needs.
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { rust } from '@codemirror/lang-rust';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import type { Judged } from '../engine/protocol';
import type { Place } from '../output/ansi';
import type { Lines } from '../share/scenario';
import { borrowOperators } from './borrows';
import { folding, type OutOfSight, outOfSight, setOutOfSight } from './folds';
import { marks } from './marks';
import { offsetOf } from './places';
import { appearance } from './theme';

export interface Hooks {
  changed: () => void; // the reader changed the text
  run: () => void; // Ctrl+Enter, Cmd+Enter
}

// Text typed over a selection goes through the state. Left to the browser, Chromium would keep the look of what was there by
// style attributes, which the page's content security policy stops.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== 'insertText' || data === null || event.isComposing || empty) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});

export class Editor {
  private readonly view: EditorView;

  // `describedBy`: the id, in `root`, of the hint for keyboard users.
  constructor(
    parent: HTMLElement,
    root: ShadowRoot,
    private readonly describedBy: string,
    private readonly hooks: Hooks,
  ) {
    this.view = new EditorView({ parent, root });
  }

  // Opens a program: a new text with a history of its own.
  open(text: string, name: string): void {
    this.view.setState(EditorState.create({ doc: text, extensions: this.extensions(name) }));
  }

  // Puts lines out of sight, and all others back into it.
  fold(hidden: readonly Lines[], folded: readonly Lines[]): void {
    setOutOfSight(this.view, hidden, folded);
  }

  get outOfSight(): OutOfSight {
    return outOfSight(this.view.state);
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  // Replaces the whole text; the reader can undo it.
  replace(text: string): void {
    const { length } = this.view.state.doc;
    this.view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: EditorSelection.cursor(0), scrollIntoView: true });
  }

  show(judged: Judged): void {
    this.view.dispatch(setDiagnostics(this.view.state, marks(this.view.state, judged)));
  }

  // Puts the cursor at a place of the program and the focus into the editor.
  goTo(place: Place): void {
    const at = offsetOf(this.view.state.doc, place);
    this.view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 }) });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }

  private extensions(name: string): Extension {
    return [
      lineNumbers(),
      folding,
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      rust(),
      borrowOperators,
      typedOver,
      indentUnit.of('    '),
      appearance,
      EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0', 'aria-describedby': this.describedBy }),
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => this.run() }])),
      // After Escape, Tab leaves the editor: CodeMirror's own way out for the keyboard.
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.hooks.changed();
      }),
    ];
  }

  private run(): boolean {
    this.hooks.run();
    return true;
  }
}
