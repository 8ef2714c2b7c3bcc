// The bar that moves through a run: a slider over its steps, buttons for the next and the last moment, and by what to step.
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../../style/controls';
import { type Steps, type Unit, units } from './steps';

const names: Record<Unit, string> = { statement: 'statement', line: 'line', borrow: 'borrow event' };

// Keys of the slider: by statement, by line, by borrow event.
const keys: Record<string, [Unit, 1 | -1]> = {
  ArrowLeft: ['statement', -1],
  ArrowRight: ['statement', 1],
  ArrowUp: ['line', -1],
  ArrowDown: ['line', 1],
  PageUp: ['borrow', -1],
  PageDown: ['borrow', 1],
};

@customElement('bl-time')
export class BlTime extends LitElement {
  @property({ attribute: false }) steps: Steps | null = null;
  @property({ type: Number }) step = 0;
  @property({ type: Boolean }) truncated = false;
  @state() private unit: Unit = 'statement';
  @query('input') private readonly slider!: HTMLInputElement | null;

  override render() {
    const { steps, step } = this;
    if (steps === null) return html``;
    const unit = names[this.unit];
    return html`<div class="bar" role="group" aria-label="Time">
      <button class="step" @click=${() => this.move(-1)} ?disabled=${step === 0} aria-label="Back one ${unit}" title="Back one ${unit}">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M11 3v10L4 8z" /></svg>
      </button>
      <input
        type="range" min="0" max=${steps.last} step="1" .value=${String(step)}
        aria-label="Moment of the run" aria-valuetext=${this.words()}
        title="Left and right: by statement. Up and down: by line. Page Up and Page Down: by borrow event."
        @input=${this.slid} @keydown=${this.key}
      />
      <button class="step" @click=${() => this.move(1)} ?disabled=${step >= steps.last} aria-label="Forward one ${unit}" title="Forward one ${unit}">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 3v10l7-5z" /></svg>
      </button>
      <label><span class="by">by</span> <select @change=${this.chooseUnit}>${units.map((u) => html`<option value=${u} ?selected=${u === this.unit}>${names[u]}</option>`)}</select></label>
      <span class="where">${this.words()}</span>
    </div>`;
  }

  private words(): string {
    const { steps, step } = this;
    if (steps === null) return '';
    const count = steps.last.toLocaleString('en');
    if (step === 0) return `0 of ${count} · before the run`;
    const line = steps.line(step);
    const at = line < 0 ? '' : ` · line ${line + 1}`;
    const cut = step === steps.last && this.truncated ? ' · recorded so far' : '';
    return `${step.toLocaleString('en')} of ${count}${at}${cut}`;
  }

  // One unit forward or backward.
  move(by: 1 | -1, unit: Unit = this.unit) {
    if (this.steps === null) return;
    this.go(by > 0 ? this.steps.next(this.step, unit) : this.steps.previous(this.step, unit));
  }

  private go(step: number) {
    if (step === this.step) return;
    this.step = step;
    this.dispatchEvent(new CustomEvent<number>('bl-moment', { detail: step, bubbles: true, composed: true }));
  }

  private slid() {
    if (this.slider !== null) this.go(Number(this.slider.value));
  }

  private key(event: KeyboardEvent) {
    const wanted = keys[event.key];
    if (wanted === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.move(wanted[1], wanted[0]);
  }

  private chooseUnit(event: Event) {
    this.unit = (event.target as HTMLSelectElement).value as Unit;
  }

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.5rem;
        padding: 0.15rem 0.8rem 0.3rem;
        color: var(--muted);
        font-size: 0.8125rem;
      }
      .step {
        display: inline-grid;
        place-items: center;
        min-width: var(--touch);
        padding: 0;
      }
      .step svg {
        fill: currentcolor;
      }
      button:disabled {
        opacity: 0.45;
        cursor: default;
      }
      input {
        flex: 1 1 7rem;
        min-width: 5rem;
        height: var(--touch);
        margin: 0;
        accent-color: var(--ink);
      }
      label {
        white-space: nowrap;
      }
      select {
        font-size: 0.8125rem;
      }
      .by {
        position: absolute;
        clip-path: inset(50%);
      }
      .where {
        min-width: 9.5em;
        font-variant-numeric: tabular-nums;
      }
      /* In a low frame there is one row; keys step by line and by borrow event. */
      @media (height < 32rem) {
        .bar {
          flex-wrap: nowrap;
          padding-block: 0;
        }
        label {
          display: none;
        }
        .where {
          min-width: 0;
          font-size: 0.75rem;
          white-space: nowrap;
        }
        input {
          min-width: 2rem;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-time': BlTime;
  }
}
