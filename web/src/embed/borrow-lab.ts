// <borrow-lab><pre><code>…</code></pre></borrow-lab>: a Rust program in a post, to be read at once and run when a reader gets there.
// This file is what the post loads; verdicts, editor and engine come when they are wanted. web/embeds/README.md is the guide.
import type { Scenario, View } from '../share/scenario';
import type { Live } from './live';
import { paint } from './paint';
import { sharedSheet } from './sheet';
import { themeOf, watchTheme } from './theme';
import { mismatch, type Outcome, readPrograms, type Told } from './told';
import { near, whenIdle } from './when';

// Not `new URL('./', import.meta.url)`, which the build would take for a file of its own.
const own = import.meta.url;
const site = new URL('./', own).href;

function make<K extends keyof HTMLElementTagNameMap>(name: K, className = '', ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

function button(text: string, clicked: () => void, className = ''): HTMLButtonElement {
  const out = make('button', className, text);
  out.type = 'button';
  out.part.add('button');
  out.addEventListener('click', clicked);
  return out;
}

const elements = new Set<BorrowLab>();

export class BorrowLab extends HTMLElement {
  static observedAttributes = ['edition', 'view', 'step', 'height', 'theme', 'readonly', 'expect', 'title'];

  private programs: readonly Told[] | null = null;
  private box: HTMLElement | null = null;
  private live: Promise<Live> | null = null;
  private results: HTMLElement[] = [];
  private codes: HTMLElement[] = [];
  private outcomes: (Outcome | null)[] = [];
  private redrawing = false;

  connectedCallback(): void {
    elements.add(this);
    // With `async` on the script the parser may not have been here yet.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.begin());
    else this.begin();
  }

  disconnectedCallback(): void {
    elements.delete(this);
    near.unobserve(this);
    this.live?.then((live) => live.release());
    this.live = null;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.box === null || before === now) return;
    if (name === 'theme') this.applyTheme();
    else if (name === 'height') this.applyHeight();
    else this.redraw();
  }

  // The program's text, all lines; setting it opens another program.
  get source(): string {
    return this.current[0]?.source ?? '';
  }
  set source(text: string) {
    this.programs = this.told.slice(0, 1).map((program) => ({ ...program, source: text, hidden: [] }));
    this.redraw();
  }

  // What became of the programs; null: not known (yet).
  get outcome(): Outcome | null {
    return this.outcomes[0] ?? null;
  }

  get view(): View {
    return (this.getAttribute('view') ?? 'output') as View;
  }
  set view(view: View) {
    this.setAttribute('view', view);
  }

  get step(): number | null {
    const step = this.getAttribute('step');
    return step === null || !/^\d+$/.test(step) ? null : Number(step);
  }
  set step(step: number | null) {
    if (step === null) this.removeAttribute('step');
    else this.setAttribute('step', String(step));
  }

  get readOnly(): boolean {
    return this.hasAttribute('readonly');
  }
  set readOnly(on: boolean) {
    this.toggleAttribute('readonly', on);
  }

  // Checks and runs; the outcome of the first program.
  async run(): Promise<Outcome | null> {
    const live = await this.wake();
    await live?.run();
    return this.outcome;
  }

  async stop(): Promise<void> {
    (await this.live)?.stop();
  }

  // Opens the editor.
  async edit(): Promise<void> {
    if (this.readOnly) return;
    const live = await this.wake();
    await live?.edit();
  }

  // Back to the author's text.
  reset(): void {
    this.redraw();
  }

  // The programs as a link carries them, with the reader's changes.
  get scenario(): Scenario {
    return { programs: this.current, title: this.getAttribute('title') ?? '', view: this.view, step: this.step };
  }

  private settled: Live | null = null;

  private get told(): readonly Told[] {
    this.programs ??= readPrograms(this);
    return this.programs;
  }

  private get current(): Scenario['programs'] {
    return this.settled?.current ?? this.told;
  }

  private begin(): void {
    if (!this.isConnected) return;
    if (this.box === null) this.draw();
    if (this.getAttribute('run') !== 'click') near.observe(this);
  }

  // A reader comes near.
  [near.came](): void {
    whenIdle(() => this.run());
  }

  // Attributes may be set one after the other: drawn once.
  private redraw(): void {
    if (this.redrawing) return;
    this.redrawing = true;
    queueMicrotask(async () => {
      this.redrawing = false;
      const ran = this.live !== null;
      const live = await this.live;
      live?.release();
      this.live = this.settled = null;
      if (this.programs !== null && this.querySelector('pre') !== null && live === null) this.programs = null;
      this.draw();
      if (ran && this.isConnected) this.run();
    });
  }

  private draw(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sharedSheet()];
    const box = make('div', 'box', this.head(), this.body(), this.foot());
    box.part.add('box');
    // What the user's own letters measure, whatever the host's page makes of `rem`.
    this.box = box;
    this.outcomes = this.told.map(() => null);
    root.replaceChildren(box);
    box.style.setProperty('--rem', getComputedStyle(this).fontSize);
    this.applyTheme();
    this.applyHeight();
  }

  private head(): HTMLElement {
    const editions = [...new Set(this.told.map((program) => program.edition))].join(' / ');
    const title = make('span', 'title', this.getAttribute('title') || `Rust ${editions}`);
    title.part.add('title');
    const head = make('div', 'head', title);
    head.part.add('header');
    if (!this.readOnly) head.append(button('Edit', () => this.edit(), 'edit'));
    head.append(button('Run', () => this.run(), 'run'));
    return head;
  }

  private body(): HTMLElement {
    this.codes = this.told.map((program) => this.code(program));
    this.results = this.told.map(() => {
      const result = make('div', 'result', make('p', 'waiting', 'Not run yet'));
      result.part.add('result');
      return result;
    });
    const programs = this.told.map(({ title }, i) => {
      const heading = this.told.length > 1 && title !== '' ? [make('p', 'name', title)] : [];
      return make('div', 'program', ...heading, this.codes[i] as HTMLElement, this.results[i] as HTMLElement);
    });
    return make('div', `programs ${programs.length > 1 ? 'two' : 'one'}`, ...programs);
  }

  private code(program: Told): HTMLElement {
    const pre = make('pre', this.readOnly ? '' : 'editable');
    paint(program.source.trimEnd()).forEach((pieces, i) => {
      const line = make('span', 'line', ...pieces.map(({ text, as }) => (as === '' ? text : make('span', as, text))), '\n');
      line.dataset.n = String(i + 1);
      const range = program.hidden.find(({ from, to }) => from <= i + 1 && i + 1 <= to);
      line.hidden = range !== undefined;
      if (range?.from === i + 1) pre.append(this.more(pre, range.from, range.to));
      pre.append(line);
    });
    // A click that selects nothing begins to edit there.
    if (!this.readOnly) {
      pre.addEventListener('click', (event) => {
        if ((getSelection()?.isCollapsed ?? true) && !(event.target as Element).closest('button')) this.editAt(event);
      });
    }
    const code = make('div', 'code', pre);
    code.part.add('code');
    code.tabIndex = 0;
    code.role = 'region';
    code.ariaLabel = `${program.title || 'Rust program'}: source`;
    return code;
  }

  private more(pre: HTMLElement, from: number, to: number): HTMLElement {
    const count = to - from + 1;
    const lines = `${count} hidden line${count === 1 ? '' : 's'}`;
    const toggle = button(
      lines,
      () => {
        const show = toggle.ariaExpanded !== 'true';
        toggle.ariaExpanded = String(show);
        for (const line of pre.querySelectorAll<HTMLElement>('.line')) {
          const n = Number(line.dataset.n);
          if (n >= from && n <= to) line.hidden = !show;
        }
      },
      'more',
    );
    toggle.ariaExpanded = 'false';
    return toggle;
  }

  private async editAt({ clientX: x, clientY: y }: MouseEvent): Promise<void> {
    const live = await this.wake();
    await live?.edit({ x, y });
  }

  private foot(): HTMLElement {
    const link = make('a', '', 'Open in Borrowlab');
    link.href = site;
    link.target = '_blank';
    link.rel = 'noopener';
    link.part.add('link');
    // The address is made when it is wanted: it takes the reader's changes along.
    const aim = async () => {
      const live = await this.wake();
      if (live !== null) link.href = `${site}#${await live.fragment()}`;
    };
    link.addEventListener('pointerenter', aim);
    link.addEventListener('focus', aim);
    const foot = make('div', 'foot', link);
    foot.part.add('footer');
    return foot;
  }

  private applyTheme(): void {
    if (this.box !== null) this.box.dataset.theme = themeOf(this);
  }

  refreshTheme(): void {
    this.applyTheme();
  }

  private applyHeight(): void {
    const height = this.getAttribute('height');
    const valid = height !== null && CSS.supports('height', /^\d+$/.test(height) ? `${height}px` : height);
    this.box?.style.setProperty('--code-height', valid ? (/^\d+$/.test(height) ? `${height}px` : height) : 'none');
  }

  // Loads what runs and edits programs; null (and a message) where that cannot be had.
  private wake(): Promise<Live | null> {
    this.live ??= import('./live').then(({ Live }) => {
      const live = new Live(this, site, {
        programs: this.told,
        view: this.view,
        step: this.step,
        codes: this.codes,
        results: this.results,
        opened: () => this.box?.classList.add('open'),
        settled: (index, outcome, edited) => this.settle(index, outcome, edited),
      });
      this.settled = live;
      return live;
    });
    return this.live.catch((error) => {
      this.live = null;
      for (const result of this.results) result.replaceChildren(make('p', 'waiting', `Borrowlab could not be loaded: ${error.message}`));
      return null;
    });
  }

  private settle(index: number, outcome: Outcome, edited: boolean): void {
    this.outcomes[index] = outcome;
    this.results[index]?.querySelector('.mismatch')?.remove();
    this.emit('borrow-lab-outcome', { index, outcome, edited });
    const told = this.told[index];
    const message = told === undefined || edited ? null : mismatch(told.expect, outcome);
    if (message === null) return;
    const notice = make('p', 'mismatch', message);
    notice.role = 'alert';
    notice.part.add('mismatch');
    this.results[index]?.prepend(notice);
    this.emit('borrow-lab-mismatch', { index, outcome, expected: told?.expect, message });
  }

  private emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

watchTheme(() => {
  for (const element of elements) element.refreshTheme();
});

declare global {
  interface HTMLElementTagNameMap {
    'borrow-lab': BorrowLab;
  }
}
