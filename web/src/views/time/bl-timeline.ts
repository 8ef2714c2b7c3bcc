// The run as a list: a row for each step, with what happened in it. Only the rows in view exist, so that a long run costs no more.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Event as RunEvent, Trace } from '../../engine/trace';
import { controls } from '../../style/controls';
import type { Steps } from './steps';
import { eventWords } from './words';

const rowHeight = 30; // pixels
const around = 12; // rows kept above and below those in view
const pageSize = 256; // steps that are asked for at once

@customElement('bl-timeline')
export class BlTimeline extends LitElement {
  @property({ attribute: false }) trace: Trace | null = null;
  @property({ attribute: false }) steps: Steps | null = null;
  @property({ attribute: false }) source = '';
  @property({ type: Number }) step = 0;
  // Asks the engine for events; null: not to be had any more.
  @property({ attribute: false }) events: (from: number, to: number) => Promise<RunEvent[] | null> = async () => null;
  @state() private borrowsOnly = false;
  @state() private top = 0;
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  private readonly pages = new Map<number, RunEvent[] | null>();
  private rows: Int32Array = new Int32Array();

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('trace')) this.pages.clear();
    if (changed.has('trace') || changed.has('steps') || changed.has('borrowsOnly')) this.rows = this.rowsOf();
  }

  override updated(changed: Map<string, unknown>) {
    if (changed.has('step') || changed.has('borrowsOnly')) this.reveal();
  }

  private rowsOf(): Int32Array {
    const steps = this.steps;
    if (steps === null) return new Int32Array();
    const all = Int32Array.from({ length: steps.last }, (_, i) => i + 1);
    return this.borrowsOnly ? all.filter((step) => steps.isBorrow(step)) : all;
  }

  // The row of the moment shown: the last one that is not after it.
  private currentRow(): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle] ?? 0) <= this.step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private reveal() {
    const { scroller } = this;
    if (scroller === null) return;
    const y = Math.max(this.currentRow(), 0) * rowHeight;
    if (y < scroller.scrollTop) scroller.scrollTop = y;
    else if (y + rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = y + rowHeight - scroller.clientHeight;
  }

  override render() {
    if (this.trace === null || this.steps === null) return nothing;
    const count = this.rows.length;
    const first = Math.max(Math.floor(this.top / rowHeight) - around, 0);
    const inView = Math.ceil((this.scroller?.clientHeight ?? 400) / rowHeight) + 2 * around;
    const last = Math.min(first + inView, count);
    const current = this.currentRow();
    const shown = [...this.rows.subarray(first, last)];
    for (const step of shown) this.want(step);
    return html`
      <label class="filter"><input type="checkbox" .checked=${this.borrowsOnly} @change=${this.filter} /> Borrow events only</label>
      <div class="scroller" role="region" aria-label="Timeline" tabindex="0" @scroll=${this.scrolled} @keydown=${this.key}>
        <ol .style=${`height: ${count * rowHeight}px; --first: ${first * rowHeight}px`}>
          ${shown.map((step, i) => this.row(step, first + i, count, first + i === current))}
        </ol>
        ${count === 0 ? html`<p class="none">Nothing of this kind happened.</p>` : nothing}
      </div>
    `;
  }

  private row(step: number, index: number, count: number, current: boolean) {
    const { steps, trace } = this;
    if (steps === null || trace === null) return nothing;
    const line = steps.line(step);
    const place = steps.place(step);
    const text = place === null ? '' : (this.source.slice(place.from, Math.min(place.to, place.from + 90)).split('\n', 1)[0] ?? '');
    const said = eventWords(this.eventsOf(step), trace);
    return html`<li aria-setsize=${count} aria-posinset=${index + 1}>
      <button class=${current ? 'current' : ''} aria-current=${current ? 'step' : 'false'} data-step=${step} @click=${() => this.go(step)}
        tabindex=${current || (index === 0 && this.currentRow() < 0) ? 0 : -1}>
        <span class="number">${step.toLocaleString('en')}</span>
        <span class="line">${line < 0 ? '' : line + 1}</span>
        <code>${'\u2007'.repeat(Math.min(steps.depth(step), 8) * 2)}${text}</code>
        ${said.map(({ text: what, kind }) => html`<span class="event ${kind}">${what}</span>`)}
      </button>
    </li>`;
  }

  private eventsOf(step: number): RunEvent[] {
    return this.pages.get(Math.floor(step / pageSize))?.filter((event) => event.step === step) ?? [];
  }

  private want(step: number) {
    const page = Math.floor(step / pageSize);
    if (this.pages.has(page)) return;
    this.pages.set(page, null);
    const trace = this.trace;
    this.events(page * pageSize, (page + 1) * pageSize).then((found) => {
      if (trace !== this.trace || found === null) return;
      this.pages.set(page, found);
      this.requestUpdate();
    });
  }

  private go(step: number) {
    this.dispatchEvent(new CustomEvent<number>('bl-moment', { detail: step, bubbles: true, composed: true }));
  }

  private scrolled() {
    this.top = this.scroller?.scrollTop ?? 0;
  }

  private filter(event: Event) {
    this.borrowsOnly = (event.target as HTMLInputElement).checked;
  }

  private async key(event: KeyboardEvent) {
    const at = this.currentRow();
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to === undefined || this.rows.length === 0) return;
    event.preventDefault();
    this.go(this.rows[Math.min(Math.max(to, 0), this.rows.length - 1)] ?? 0);
    await this.updateComplete;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('button.current')?.focus();
  }

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .filter {
        flex: none;
        padding: 0.35rem 0.8rem 0.1rem;
        color: var(--muted);
        font-size: 0.8125rem;
      }
      .scroller {
        flex: 1 1 0;
        min-height: 8rem;
        overflow: auto;
      }
      ol {
        position: relative;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        height: ${rowHeight}px;
        transform: translateY(var(--first));
      }
      button {
        display: flex;
        gap: 0.6rem;
        align-items: center;
        width: 100%;
        min-height: 0;
        height: ${rowHeight}px;
        padding: 0 0.8rem;
        overflow: hidden;
        border: none;
        border-radius: 0;
        border-left: 3px solid transparent;
        background: none;
        font: 0.8125rem/1.2 var(--sans);
        text-align: left;
        white-space: nowrap;
      }
      button:hover {
        background: var(--line-tint);
      }
      button.current {
        border-left-color: var(--ink);
        background: var(--now);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      .number,
      .line {
        flex: none;
        min-width: 2.2rem;
        color: var(--muted);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .line {
        min-width: 1.5rem;
      }
      code {
        flex: 0 1 auto;
        min-width: 6rem;
        overflow: hidden;
        font-family: var(--mono);
        text-overflow: ellipsis;
      }
      .event {
        flex: 0 0 auto;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--rule);
        border-radius: 4px;
        color: var(--muted);
        font-size: 0.75rem;
      }
      .event.shared {
        border-color: var(--shared);
        color: var(--shared);
      }
      .event.exclusive {
        border-color: var(--exclusive);
        border-width: 2px;
        color: var(--exclusive);
      }
      .event.bad {
        border-color: var(--bad);
        color: var(--bad);
      }
      .none {
        margin: 0;
        padding: 0.3rem 0.8rem;
        color: var(--muted);
        font-size: 0.875rem;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-timeline': BlTimeline;
  }
}
