// One program: its editor with the lanes beside it, its verdict, what compiler and program said, and its run moment by moment.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Editor } from '../editor/editor';
import type { Answer } from '../engine/answer';
import type { Edition, Suggestion } from '../engine/protocol';
import { editions } from '../engine/protocol';
import type { Place } from '../output/ansi';
import '../output/bl-output';
import '../output/bl-verdict';
import type { Program, View } from '../share/scenario';
import { controls } from '../style/controls';
import '../views/time/bl-time';
import type { BlTime } from '../views/time/bl-time';
import { lineStartsOf, Steps } from '../views/time/steps';
import { Judging } from './judging';
import { panelOf } from './panel';
import { labStyle } from './style';

@customElement('bl-lab')
export class BlLab extends LitElement {
  // What to open. Another object opens another program; the reader's changes are told by `bl-edit` and are in `current`.
  @property({ attribute: false }) program: Program = { source: '', edition: 2024, title: '' };
  // What Reset brings back.
  @property({ attribute: false }) original: Program | null = null;
  // What stands below the verdict. A view that the program does not have is shown once it has it.
  @property({ reflect: true }) view: View = 'output';
  // The moment of the run to show first; null: the end.
  @property({ type: Number }) step: number | null = null;
  @state() private edition: Edition = 2024;
  @state() private changed = false;
  @state() private steps: Steps | null = null;
  @state() private moment = 0;
  @query('.editor') private readonly editorBox!: HTMLElement;
  @query('bl-time') private readonly time!: BlTime | null;
  private editor: Editor | null = null;
  private judgedSource = '';
  private fresh = true; // the program was opened and has not been judged yet
  private readonly judging = new Judging(this, (answer) => this.show(answer));

  get current(): Program {
    const { hidden = [], folded = [] } = this.editor?.outOfSight ?? this.program;
    return { source: this.editor?.text ?? this.program.source, edition: this.edition, title: this.program.title, hidden, folded };
  }

  // The moment of the run that is shown; null: its end, or nothing ran.
  get shownMoment(): number | null {
    return this.steps === null || this.moment === this.steps.last ? null : this.moment;
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
    else if (properties.has('step') && this.step !== null) this.goToMoment(this.step);
  }

  private openEditor() {
    this.editor ??= new Editor(this.editorBox, this.renderRoot as ShadowRoot, 'hint', {
      changed: () => this.edited(),
      run: () => this.run(),
      lane: (lane) => this.goToLane(lane),
      apply: (suggestion) => this.apply(suggestion),
      step: (by, unit) => this.time?.move(by, unit),
    });
    this.fresh = true;
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

  // Puts the focus into the editor, the cursor at a point of the window where one is given.
  focusEditor(at?: { x: number; y: number }) {
    this.editor?.focus(at);
  }

  readonly run = () => {
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

  // An answer is painted whole, marks and lanes and output: in one frame.
  private show(answer: Answer) {
    const { trace } = answer;
    this.judgedSource = this.editor?.text ?? '';
    const source = this.judgedSource;
    this.steps = trace === null || trace.steps === 0 ? null : new Steps(trace, () => lineStartsOf(source));
    this.editor?.show(answer);
    this.goToMoment(this.fresh && this.step !== null ? this.step : (this.steps?.last ?? 0));
    this.fresh = false;
  }

  // The end shows the whole run, as if there were no moments.
  private goToMoment(step: number) {
    const { steps } = this;
    this.moment = steps === null ? 0 : Math.min(Math.max(step, 0), steps.last);
    const whole = steps === null || this.moment === steps.last;
    this.editor?.moment(whole ? null : this.moment, whole ? null : steps.place(this.moment));
  }

  // A lane's moment: where it is taken, time after time. A lane of the checker leads to its place.
  private goToLane(id: number) {
    const lane = this.judging.answer?.trace?.lanes[id];
    if (lane === undefined || this.judging.stale) return;
    if (this.steps === null || lane.time === 'compile') {
      this.editor?.goTo(lane.start.from);
      return;
    }
    const next = lane.steps.find(([start]) => start > this.moment) ?? lane.steps[0];
    if (next !== undefined) this.goToMoment(next[0]);
  }

  private apply(suggestion: Suggestion) {
    if (!this.judging.stale) this.editor?.apply(suggestion);
  }

  private readonly chooseView = (event: CustomEvent<View>) => {
    this.view = event.detail;
  };

  override render() {
    const { answer, verdict, stale, running } = this.judging;
    const title = this.program.title || 'Your program';
    const { steps, moment } = this;
    return html`
      <header>
        <h2 title=${title}>${title}</h2>
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
      <div class="foot" @bl-moment=${(e: CustomEvent<number>) => this.goToMoment(e.detail)}>
        ${steps === null ? nothing : html`<bl-time .steps=${steps} .step=${moment} .truncated=${answer?.trace?.truncated ?? false}></bl-time>`}
        <p class=${steps === null ? 'hint' : 'hint aside'} id="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> runs. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.</p>
      </div>
      <bl-verdict .verdict=${verdict} ?stale=${stale} .milliseconds=${answer === null || stale ? null : answer.milliseconds}></bl-verdict>
      <div
        class="panel"
        @bl-place=${this.goTo}
        @bl-view=${this.chooseView}
        @bl-apply=${(e: CustomEvent<Suggestion>) => this.apply(e.detail)}
        @bl-moment=${(e: CustomEvent<number>) => this.goToMoment(e.detail)}
        @bl-written=${(e: CustomEvent<number>) => steps !== null && this.goToMoment(steps.stepOfOutput(e.detail))}
      >
        ${panelOf({ answer, stale, title, steps, moment, source: this.judgedSource, view: this.view, events: this.events, memoryAt: this.memoryAt, tryOut: this.tryOut })}
      </div>
    `;
  }

  private readonly memoryAt = (step: number) => this.judging.memoryAt(step);
  private readonly tryOut = (source: string) => this.judging.runs(source, this.edition);
  private readonly events = (from: number, to: number) => this.judging.events(from, to);

  static override styles = [controls, labStyle];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-lab': BlLab;
  }
}
