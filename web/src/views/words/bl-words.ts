// The rule behind a verdict in plain English, and buttons for small edits after which the program really runs.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Judged, Suggestion } from '../../engine/protocol';
import type { Candidate } from './edits';
import type { Part } from './say';
import { applied } from './syntax';
import { type Words, wordsFor } from './words';

const mostOffered = 4;
const mostTried = 24;
const longRun = 20_000_000; // instructions: what ran for so long is not run again and again

@customElement('bl-words')
export class BlWords extends LitElement {
  @property({ attribute: false }) judged: Judged | null = null;
  @property() source = ''; // as it was judged
  @property({ type: Boolean, reflect: true }) stale = false;
  // Whether a program runs to its end; asked when there is nothing else to do.
  @property({ attribute: false }) tryOut: (source: string) => Promise<boolean> = () => Promise.resolve(false);
  @state() private words: Words | null = null;
  @state() private offered: Candidate[] = [];
  private asked = 0;

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has('judged')) return;
    const { judged, source } = this;
    this.words = judged === null ? null : wordsFor(judged, source);
    this.offered = [];
    ++this.asked;
    if (this.words !== null && this.words.candidates.length > 0 && (judged?.run?.instructions ?? 0) < longRun)
      this.find(this.words.candidates, this.asked);
  }

  // One after the other, so that a new program never waits for more than one of them.
  private async find(candidates: readonly Candidate[], mine: number) {
    const working = new Set<string>();
    const { source } = this;
    for (const candidate of candidates.slice(0, mostTried)) {
      if (working.has(candidate.group)) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== this.asked || !this.isConnected) return;
      const ran = await this.tryOut(applied(source, candidate.parts));
      if (mine !== this.asked) return;
      if (!ran) continue;
      working.add(candidate.group);
      this.offered = [...this.offered, candidate];
      if (this.offered.length >= mostOffered) return;
    }
  }

  override render() {
    const { words } = this;
    if (words === null) return nothing;
    return html`
      <div class="rule" role="group" aria-label="The rule">
        <p><strong>${words.title}.</strong> ${words.text.map((part) => this.piece(part))}</p>
        ${
          this.offered.length === 0
            ? nothing
            : html`<div class="fixes" role="group" aria-label="Small edits after which the program runs">
                ${this.offered.map((candidate) => html`<button ?disabled=${this.stale} @click=${() => this.apply(candidate)} title="Tried: the program then runs to its end">${labelled(candidate.label)}</button>`)}
              </div>`
        }
      </div>
    `;
  }

  private piece(part: Part) {
    if (typeof part === 'string') return part;
    if ('code' in part) return html`<code>${part.code}</code>`;
    return html`<button class="place" @click=${() => this.go(part.at)}>line ${part.line}</button>`;
  }

  private go(at: number) {
    this.dispatchEvent(new CustomEvent<number>('bl-place', { detail: at, bubbles: true, composed: true }));
  }

  private apply({ label, parts }: Candidate) {
    const detail: Suggestion = { message: label, applicable: true, parts: [...parts].sort((a, b) => a.from - b.from || a.to - b.to) };
    this.dispatchEvent(new CustomEvent<Suggestion>('bl-apply', { detail, bubbles: true, composed: true }));
  }

  static override styles = css`
    :host {
      display: block;
    }
    .rule {
      padding: 0.5rem 0.8rem;
      border-bottom: 1px solid var(--rule);
      font-size: 0.875rem;
      line-height: 1.45;
    }
    :host([stale]) .rule {
      opacity: 0.55;
      transition: opacity 0.15s 0.35s;
    }
    p {
      margin: 0;
      max-width: 65ch;
      overflow-wrap: anywhere;
    }
    code {
      font: 0.93em var(--mono);
    }
    p code {
      padding: 0 0.2em;
      border-radius: 3px;
      background: color-mix(in srgb, var(--ink) 7%, transparent);
    }
    button {
      font: inherit;
      color: inherit;
      cursor: pointer;
    }
    .place {
      padding: 0;
      border: none;
      background: none;
      text-decoration: underline;
      text-decoration-color: var(--faint);
      text-underline-offset: 3px;
    }
    .fixes {
      display: flex;
      flex-wrap: wrap;
      gap: 0.4rem;
      margin-top: 0.45rem;
    }
    .fixes button {
      min-height: calc(var(--touch) - 0.25rem);
      padding: 0 0.65rem;
      border: 1px solid var(--good);
      border-radius: 6px;
      background: color-mix(in srgb, var(--good) 8%, var(--panel));
      font-size: 0.8125rem;
    }
    .fixes button::before {
      content: "✓ ";
      color: var(--good);
    }
    .fixes button:hover {
      background: color-mix(in srgb, var(--good) 18%, var(--panel));
    }
    .fixes button:disabled {
      opacity: 0.6;
    }
    button:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
    /* In a low frame the verdict must do. */
    @media (height < 32rem) {
      :host {
        display: none;
      }
    }
    @media print {
      .fixes {
        display: none;
      }
    }
  `;
}

const labelled = (label: string) => label.split('`').map((text, i) => (i % 2 === 0 ? text : html`<code>${text}</code>`));

declare global {
  interface HTMLElementTagNameMap {
    'bl-words': BlWords;
  }
}
