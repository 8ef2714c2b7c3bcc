// What happened and when: in words, with an icon, and on the two stages that a program goes through.
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { loading, type Stage, type Tone, type Verdict } from './verdict';

const paths: Record<Tone, ReturnType<typeof svg>> = {
  ok: svg`<path d="M4.5 8.5l2.5 2.5 4.5-5.5" />`,
  rejected: svg`<path d="M5 5l6 6M11 5l-6 6" />`,
  panicked: svg`<path d="M8 4v5M8 11.6v.2" />`,
  refused: svg`<path d="M5.9 6.2a2.1 2.1 0 1 1 3.3 1.7c-.8.5-1.2.9-1.2 1.7M8 11.8v.1" />`,
  stopped: svg`<path d="M5.5 5.5h5v5h-5z" />`,
  working: svg`<path d="M8 4.5V8l2.3 1.6" />`,
};
const signs: Record<Stage, string> = { passed: '✓', failed: '✕', open: '…', skipped: '–' };
const words: Record<Stage, string> = { passed: 'passed', failed: 'failed', open: 'open', skipped: 'not reached' };

@customElement('bl-verdict')
export class BlVerdict extends LitElement {
  @property({ attribute: false }) verdict: Verdict = loading;
  @property({ type: Boolean, reflect: true }) stale = false;
  @property({ type: Number }) milliseconds: number | null = null;

  override render() {
    const { tone, title, detail, compile, run } = this.verdict;
    return html`
      <div class="verdict ${tone}">
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7" />${paths[tone]}</svg>
        <p class="words" role="status"><strong>${title}</strong> <span>${detail}</span></p>
        <span class="stages" role="img" aria-label="compile time ${words[compile]}, run time ${words[run]}">
          <span class="stage ${compile}">compile ${signs[compile]}</span><span class="arrow"></span><span class="stage ${run}">run ${signs[run]}</span>
        </span>
        ${this.milliseconds === null ? nothing : html`<span class="time" title="checked and run in this time">${duration(this.milliseconds)}</span>`}
      </div>
    `;
  }

  static override styles = css`
    :host {
      display: grid;
    }
    .verdict {
      display: flex;
      align-items: center;
      gap: 0.35rem 0.6rem;
      flex-wrap: wrap;
      /* --aside: what the host puts over the right end. */
      padding: 0.5rem calc(0.8rem + var(--aside, 0px)) 0.5rem 0.8rem;
      border-block: 1px solid var(--rule);
      background: color-mix(in srgb, var(--tone) 9%, var(--panel));
      --tone: var(--muted);
    }
    .ok { --tone: var(--good); }
    .rejected { --tone: var(--bad); }
    .panicked { --tone: var(--panic); }
    .refused, .stopped { --tone: var(--caution); }
    .icon {
      flex: none;
      width: 1.25rem;
      height: 1.25rem;
      fill: none;
      stroke: var(--panel);
      stroke-width: 1.8;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .icon circle {
      fill: var(--tone);
      stroke: none;
    }
    .words {
      flex: 1 1 14rem;
      margin: 0;
      min-width: 0;
      overflow-wrap: anywhere;
      line-height: 1.35;
    }
    .words strong {
      color: var(--tone);
    }
    .words span {
      color: var(--muted);
    }
    .stages {
      display: inline-flex;
      align-items: center;
      font-size: 0.75rem;
      white-space: nowrap;
    }
    .stage {
      padding: 0.1rem 0.5rem;
      border: 1px solid var(--faint);
      border-radius: 1rem;
      color: var(--muted);
    }
    .passed {
      border-color: var(--good);
      color: var(--good);
    }
    .failed {
      border-color: var(--tone);
      background: var(--tone);
      color: var(--panel);
      font-weight: 600;
    }
    .skipped {
      border-style: dashed;
    }
    .arrow {
      width: 0.7rem;
      border-top: 1px solid var(--faint);
    }
    .time {
      font-size: 0.75rem;
      color: var(--muted);
      font-variant-numeric: tabular-nums;
    }
    /* In a low frame the words must do. */
    @media (height < 32rem) {
      .verdict {
        padding-block: 0.25rem;
      }
      .words {
        font-size: 0.875rem;
      }
      .stages,
      .time {
        display: none;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .verdict {
        transition: background-color 0.15s;
      }
    }
  `;
}

const duration = (milliseconds: number) => `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;

declare global {
  interface HTMLElementTagNameMap {
    'bl-verdict': BlVerdict;
  }
}
