// The editor of one program: CodeMirror with the parts that a page-long Rust program needs.
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { rust } from '@codemirror/lang-rust';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import type { Judged, Suggestion } from '../engine/protocol';
import type { Extent } from '../engine/trace';
import type { Place } from '../output/ansi';
import type { Lines } from '../share/scenario';
import { lanes, setTrace, showMoment } from '../views/lanes/lanes';
import { borrowOperators } from './borrows';
import { folding, type OutOfSight, outOfSight, setOutOfSight } from './folds';
import { hangingIndent } from './indent';
import { marks } from './marks';
import { offsetOf } from './places';
import { appearance } from './theme';

export interface Hooks {
  changed: () => void; // the reader changed the text
  run: () => void; // Ctrl+Enter, Cmd+Enter
  lane: (lane: number) => void; // a lane was clicked
  apply: (suggestion: Suggestion) => void; // a mark's suggestion was chosen
  step: (by: 1 | -1, unit: 'statement' | 'borrow') => void; // Alt+, and Alt+. for a step back and forward; with Shift by borrow events
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

const steps: [key: string, by: 1 | -1, unit: 'statement' | 'borrow'][] = [
  ['Alt-,', -1, 'statement'],
  ['Alt-.', 1, 'statement'],
  ['Alt-Shift-,', -1, 'borrow'],
  ['Alt-Shift-.', 1, 'borrow'],
];

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

  // Marks and lanes of an answer, at once.
  show(judged: Judged): void {
    const { state } = this.view;
    const found = marks(state, judged, this.hooks.apply);
    this.view.dispatch(setDiagnostics(state, found), { effects: setTrace.of(judged.trace) });
  }

  // Makes the edits of a suggestion, as one that can be undone.
  apply({ parts }: Suggestion): void {
    const { length } = this.view.state.doc;
    if (parts.some(({ from, to }) => from > to || to > length)) return;
    const last = parts.at(-1);
    this.view.dispatch({
      changes: parts.map(({ from, to, text }) => ({ from, to, insert: text })),
      effects: last === undefined ? [] : EditorView.scrollIntoView(last.from, { y: 'nearest', yMargin: 40 }),
      userEvent: 'input.complete',
    });
    this.view.focus();
  }

  // Shows a moment of the run: its statement and the lanes held then. Null: the whole run.
  moment(step: number | null, place: Extent | null): void {
    showMoment(this.view, step, place);
  }

  // Puts the cursor at a place of the program and the focus into the editor.
  goTo(place: Place | number): void {
    const at = typeof place === 'number' ? Math.min(place, this.view.state.doc.length) : offsetOf(this.view.state.doc, place);
    this.view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 }) });
    this.view.focus();
  }

  // The focus, and the cursor at a point of the window where one is given.
  focus(at?: { x: number; y: number }): void {
    const offset = at === undefined ? null : this.view.posAtCoords(at);
    if (offset !== null) this.view.dispatch({ selection: EditorSelection.cursor(offset) });
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
      EditorView.lineWrapping,
      hangingIndent,
      lanes({ choose: (lane) => this.hooks.lane(lane) }),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      rust(),
      borrowOperators,
      typedOver,
      indentUnit.of('    '),
      appearance,
      EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0', 'aria-describedby': this.describedBy }),
      Prec.highest(
        keymap.of([
          { key: 'Mod-Enter', run: () => this.run() },
          ...steps.map(([key, by, unit]) => ({ key, run: () => this.step(by, unit) })),
        ]),
      ),
      // After Escape, Tab leaves the editor: CodeMirror's own way out for the keyboard.
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.hooks.changed();
      }),
    ];
  }

  private step(by: 1 | -1, unit: 'statement' | 'borrow'): boolean {
    this.hooks.step(by, unit);
    return true;
  }

  private run(): boolean {
    this.hooks.run();
    return true;
  }
}
