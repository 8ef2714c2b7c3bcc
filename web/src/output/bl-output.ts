// What compiler and program said, in their own text: colours as rustc has them, each place a button that leads to it.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Judged, Suggestion } from '../engine/protocol';
import { fileName } from '../engine/protocol';
import { linesOf, type Piece, type Place, parseAnsi, splitPlaces } from './ansi';
import { type Block, blocksOf, chunksOf, type Source, writtenLines } from './blocks';
import { outputStyle } from './style';

const shownAtFirst = 40_000; // characters: more than anyone reads
const fewChunks = 5; // so many have each line as an element of its own; of more, the one under the pointer
const names: Record<Source, string> = { compiler: 'compiler', stdout: 'stdout', stderr: 'stderr', borrowlab: 'Borrowlab' };

@customElement('bl-output')
export class BlOutput extends LitElement {
  @property({ attribute: false }) judged: Judged | null = null;
  @property({ type: Boolean, reflect: true }) stale = false;
  @property() name = 'Output';
  // How many pieces of output the moment shown has seen; null: all. What is written later stands there dimmed.
  @property({ type: Number }) seen: number | null = null;
  // A line of output leads to the moment at which it was written.
  @property({ type: Boolean }) timed = false;
  @state() private whole = false;
  @state() private near: Block | null = null; // the chunk under the pointer
  private shown: { block: Block; chunks: Block[] }[] = [];
  private left = 0; // characters that are not shown

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('judged')) {
      this.whole = false;
      this.near = null;
    }
    if (changed.has('judged') || changed.has('whole')) this.cut();
  }

  // What is shown, in chunks.
  private cut() {
    let left = this.whole ? Number.POSITIVE_INFINITY : shownAtFirst;
    this.shown = (this.judged === null ? [] : blocksOf(this.judged)).flatMap((block) => {
      const text = block.text.slice(0, Math.max(left, 0));
      left -= block.text.length;
      return text === '' ? [] : [{ block: { ...block, text }, chunks: chunksOf({ ...block, text }) }];
    });
    this.left = Math.max(-left, 0);
  }

  override render() {
    return html`<div class="scroller" role="region" aria-label=${this.name} tabindex="0">${this.judged === null ? nothing : this.content()}</div>`;
  }

  private content() {
    if (this.shown.length === 0) return html`<p class="quiet">The program printed nothing.</p>`;
    return html`${this.shown.map(({ block, chunks }) => this.block(block, chunks))}${this.left === 0 ? nothing : this.more(this.left)}`;
  }

  // rustc's suggestions that it is sure of, each as a button that edits the text.
  private fixes({ check }: Judged) {
    const found = check.diagnostics.flatMap((d) => d.suggestions.filter((s) => s.applicable));
    if (found.length === 0) return nothing;
    return html`<ul class="fixes" aria-label="Suggestions">
      ${found.map((s) => html`<li><button class="fix" @click=${() => this.apply(s)} title="Edit the text so; Ctrl+Z takes it back">Apply: ${s.message}</button></li>`)}
    </ul>`;
  }

  private apply(suggestion: Suggestion) {
    this.dispatchEvent(new CustomEvent<Suggestion>('bl-apply', { detail: suggestion, bubbles: true, composed: true }));
  }

  private more(hidden: number) {
    return html`<p class="quiet">
      ${hidden.toLocaleString('en')} more characters. <button @click=${this.showAll}>Show all</button>
    </p>`;
  }

  private readonly showAll = () => {
    this.whole = true;
  };

  private block({ source, text }: Block, chunks: Block[]) {
    const written = source === 'stdout' || source === 'stderr';
    const drawn = written
      ? chunks.map((chunk) => this.chunk(chunk, chunks.length))
      : linesOf(parseAnsi(text)).map((line) => this.line(line));
    const fixes = source === 'compiler' && this.judged !== null ? this.fixes(this.judged) : nothing;
    return html`<section class=${source}><p class="source">${names[source]}</p><pre>${drawn}</pre>${fixes}</section>`;
  }

  // What the program wrote. Chunks out of view are not laid out.
  private chunk(chunk: Block, count: number) {
    const seen = this.seen ?? Number.POSITIVE_INFINITY;
    const later = (chunk.pieces[0]?.index ?? 0) >= seen;
    const partly = !later && (chunk.pieces.at(-1)?.index ?? 0) >= seen;
    const byLines = this.timed && (count <= fewChunks || chunk === this.near || partly);
    return guard([chunk, count, later, byLines, partly ? seen : null], () => {
      const drawn = byLines ? this.lines(chunk) : parseAnsi(chunk.text).map((piece) => this.piece(piece));
      if (count === 1) return drawn;
      const height = `--lines: ${chunk.text.split('\n').length - 1}`;
      const enter = () => {
        this.near = chunk;
      };
      return html`<span class=${later && !byLines ? 'chunk later' : 'chunk'} .style=${height} @pointerenter=${enter}>${drawn}</span>`;
    });
  }

  // By lines that know when they were written.
  private lines(chunk: Block) {
    return writtenLines(chunk, this.seen).map(
      ({ text, piece, later }) =>
        html`<span class=${later ? 'written later' : 'written'} @click=${(e: Event) => this.when(e, piece)}>${parseAnsi(text).map((p) => this.piece(p))}</span>`,
    );
  }

  private when(event: Event, piece: number) {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    if (!(getSelection()?.isCollapsed ?? true)) return; // the reader selects text
    this.dispatchEvent(new CustomEvent<number>('bl-written', { detail: piece, bubbles: true, composed: true }));
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

  static override styles = outputStyle;
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-output': BlOutput;
  }
}
