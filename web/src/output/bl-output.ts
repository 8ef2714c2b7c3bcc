// What compiler and program said, in their own text: colours as rustc has them, each place a button that leads to it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Judged } from '../engine/protocol';
import { fileName } from '../engine/protocol';
import { linesOf, type Piece, type Place, parseAnsi, splitPlaces } from './ansi';

type Source = 'compiler' | 'stdout' | 'stderr' | 'borrowlab';

interface Block {
  source: Source;
  text: string;
}

const shownAtFirst = 40_000; // characters: more than anyone reads, little enough for any browser

function blocksOf({ check, run }: Judged): Block[] {
  const blocks: Block[] = [];
  const add = (source: Source, text: string) => {
    const last = blocks.at(-1);
    if (text === '') return;
    if (last?.source === source) last.text += text;
    else blocks.push({ source, text });
  };
  add(check.verdict === 'refused' ? 'borrowlab' : 'compiler', check.rendered);
  for (const piece of run?.output ?? []) add(piece.stderr ? 'stderr' : 'stdout', piece.text);
  add('borrowlab', run?.rendered ?? '');
  return blocks;
}

const names: Record<Source, string> = { compiler: 'compiler', stdout: 'stdout', stderr: 'stderr', borrowlab: 'Borrowlab' };

@customElement('bl-output')
export class BlOutput extends LitElement {
  @property({ attribute: false }) judged: Judged | null = null;
  @property({ type: Boolean, reflect: true }) stale = false;
  @property() name = 'Output';
  @state() private whole = false;

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('judged')) this.whole = false;
  }

  override render() {
    return html`<div class="scroller" role="region" aria-label=${this.name} tabindex="0">${this.judged === null ? nothing : this.content(this.judged)}</div>`;
  }

  private content(judged: Judged) {
    const blocks = blocksOf(judged);
    if (blocks.length === 0) return html`<p class="quiet">The program printed nothing.</p>`;
    let left = this.whole ? Number.POSITIVE_INFINITY : shownAtFirst;
    const shown = blocks.flatMap((block) => {
      const text = block.text.slice(0, Math.max(left, 0));
      left -= block.text.length;
      return text === '' ? [] : [{ source: block.source, text }];
    });
    return html`${shown.map((block) => this.block(block))}${left >= 0 ? nothing : this.more(-left)}`;
  }

  private more(hidden: number) {
    return html`<p class="quiet">
      ${hidden.toLocaleString('en')} more characters. <button @click=${this.showAll}>Show all</button>
    </p>`;
  }

  private readonly showAll = () => {
    this.whole = true;
  };

  private block({ source, text }: Block) {
    const pieces = parseAnsi(text);
    const drawn =
      source === 'stdout' || source === 'stderr'
        ? pieces.map((piece) => this.piece(piece))
        : linesOf(pieces).map((line) => this.line(line));
    return html`<section class=${source}><h3>${names[source]}</h3><pre>${drawn}</pre></section>`;
  }

  // A message may be broken to fit; the drawing below it, whose columns line up, may not.
  private line(pieces: Piece[]) {
    const drawn = pieces.map((piece) => this.piece(piece));
    const text = pieces.map((piece) => piece.text).join('');
    return /^(error|warning|note|help|For more|Some errors)/.test(text) ? html`<span class="message">${drawn}</span>` : drawn;
  }

  private piece({ text, bold, colour }: Piece): TemplateResult | unknown[] {
    const parts = splitPlaces(text, fileName).map((part) => (typeof part === 'string' ? part : this.place(part.text, part.place)));
    if (!bold && colour === null) return parts;
    return html`<span class="${bold ? 'bold' : ''} ${colour ?? ''}">${parts}</span>`;
  }

  private place(text: string, place: Place) {
    return html`<button class="place" title="Go to line ${place.line}, column ${place.column}" @click=${() => this.go(place)}>${text}</button>`;
  }

  private go(place: Place) {
    this.dispatchEvent(new CustomEvent<Place>('bl-place', { detail: place, bubbles: true, composed: true }));
  }

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
    }
    .scroller {
      box-sizing: border-box;
      height: 100%;
      overflow: auto;
      container-type: inline-size;
      padding: 0.5rem 0;
    }
    :host([stale]) .scroller {
      opacity: 0.55;
    }
    .scroller:focus-visible,
    button:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
    section {
      position: relative;
      border-left: 3px solid transparent;
      padding: 0.15rem 0.8rem 0.15rem calc(0.8rem - 3px);
      min-width: max-content;
    }
    .stdout { border-left-color: var(--faint); }
    .stderr { border-left-color: var(--panic); }
    .borrowlab { border-left-color: var(--caution); }
    h3 {
      margin: 0;
      font: 600 0.6875rem/1.6 var(--sans);
      letter-spacing: 0.04em;
      color: var(--muted);
    }
    pre {
      margin: 0;
      font: var(--code-size) / 1.5 var(--mono);
      color: var(--ink);
      tab-size: 4;
    }
    .stdout pre,
    .stderr pre,
    .message {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      max-width: calc(100cqi - 1.6rem);
    }
    .message {
      display: block;
    }
    .quiet {
      margin: 0;
      padding: 0.15rem 0.8rem;
      color: var(--muted);
      font-size: 0.875rem;
    }
    button {
      font: inherit;
      color: inherit;
      background: none;
      border: none;
      padding: 0;
      cursor: pointer;
      text-decoration: underline;
      text-decoration-color: var(--faint);
      text-underline-offset: 3px;
    }
    button:hover {
      text-decoration-color: currentcolor;
      text-decoration-thickness: 2px;
    }
    .bold { font-weight: 700; }
    .red { color: var(--ansi-red); }
    .green { color: var(--ansi-green); }
    .yellow { color: var(--ansi-yellow); }
    .blue { color: var(--ansi-blue); }
    .magenta { color: var(--ansi-magenta); }
    .cyan { color: var(--ansi-cyan); }
    /* Dimmed late, so that a quick answer never flickers. */
    :host([stale]) .scroller {
      transition: opacity 0.15s 0.35s;
    }
    @media print {
      section {
        min-width: 0;
      }
      pre {
        white-space: pre-wrap;
      }
      .scroller {
        overflow: visible;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-output': BlOutput;
  }
}
