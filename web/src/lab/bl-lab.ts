// One program: its editor, its verdict, and what compiler and program said.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Editor } from '../editor/editor';
import type { Edition } from '../engine/protocol';
import { editions } from '../engine/protocol';
import type { Place } from '../output/ansi';
import '../output/bl-output';
import '../output/bl-verdict';
import type { Program } from '../share/scenario';
import { controls } from '../style/controls';
import { Judging } from './judging';
import { labStyle } from './style';

@customElement('bl-lab')
export class BlLab extends LitElement {
  // What to open. Another object opens another program; the reader's changes are told by `bl-edit` and are in `current`.
  @property({ attribute: false }) program: Program = { source: '', edition: 2024, title: '' };
  // What Reset brings back.
  @property({ attribute: false }) original: Program | null = null;
  @state() private edition: Edition = 2024;
  @state() private changed = false;
  @query('.editor') private readonly editorBox!: HTMLElement;
  private editor: Editor | null = null;
  private readonly judging = new Judging(this, (answer) => this.editor?.show(answer));

  get current(): Program {
    const { hidden = [], folded = [] } = this.editor?.outOfSight ?? this.program;
    return { source: this.editor?.text ?? this.program.source, edition: this.edition, title: this.program.title, hidden, folded };
  }

  override connectedCallback() {
    super.connectedCallback();
    // Back in the document after a removal: the editor was destroyed with it.
    if (this.hasUpdated && this.editor === null) this.openEditor();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.editor?.destroy();
    this.editor = null;
  }

  override willUpdate(properties: Map<string, unknown>) {
    if (properties.has('program')) this.edition = this.program.edition;
    if (properties.has('program') || properties.has('original')) this.changed = this.differs(this.program);
  }

  override updated(properties: Map<string, unknown>) {
    if (properties.has('program')) this.openEditor();
  }

  private openEditor() {
    this.editor ??= new Editor(this.editorBox, this.renderRoot as ShadowRoot, 'hint', {
      changed: () => this.edited(),
      run: () => this.run(),
    });
    this.editor.open(this.program.source, `${this.program.title}: Rust program`);
    this.editor.fold(this.program.hidden ?? [], this.program.folded ?? []);
    this.run();
  }

  private differs(program: Program): boolean {
    return this.original !== null && (program.source !== this.original.source || program.edition !== this.original.edition);
  }

  private edited() {
    this.changed = this.differs(this.current);
    this.judging.soon(() => this.current);
    this.dispatchEvent(new CustomEvent<Program>('bl-edit', { detail: this.current, bubbles: true, composed: true }));
  }

  private readonly run = () => {
    this.judging.now(this.current);
  };

  private stop() {
    this.judging.stop();
    this.renderRoot.querySelector<HTMLElement>('.run')?.focus();
  }

  private reset() {
    if (this.original === null) return;
    this.edition = this.original.edition;
    this.editor?.replace(this.original.source);
    this.edited();
    this.renderRoot.querySelector<HTMLElement>('.run')?.focus();
  }

  private chooseEdition(event: Event) {
    this.edition = Number((event.target as HTMLSelectElement).value) as Edition;
    this.edited();
  }

  private goTo(event: CustomEvent<Place>) {
    event.stopPropagation();
    this.editor?.goTo(event.detail);
  }

  override render() {
    const { answer, verdict, stale, running } = this.judging;
    const title = this.program.title || 'Your program';
    return html`
      <header>
        <h2>${title}</h2>
        <div class="tools">
          ${this.changed ? html`<button class="quiet" @click=${this.reset} title="Back to the text as it was opened">Reset</button>` : nothing}
          <label>
            <span>Edition</span>
            <select @change=${this.chooseEdition}>
              ${editions.map((e) => html`<option value=${e} ?selected=${e === this.edition} .selected=${e === this.edition}>${e}</option>`)}
            </select>
          </label>
          ${running ? html`<button class="stop" @click=${this.stop}>Stop</button>` : nothing}
          <button class="run" @click=${this.run} aria-keyshortcuts="Control+Enter Meta+Enter" title="Check and run (Ctrl+Enter)">Run</button>
        </div>
      </header>
      <div class="editor"></div>
      <p class="hint" id="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> runs. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.</p>
      <bl-verdict .verdict=${verdict} ?stale=${stale} .milliseconds=${answer === null || stale ? null : answer.milliseconds}></bl-verdict>
      <bl-output .judged=${answer} ?stale=${stale} .name=${`Output of ${title}`} @bl-place=${this.goTo}></bl-output>
    `;
  }

  static override styles = [controls, labStyle];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-lab': BlLab;
  }
}
