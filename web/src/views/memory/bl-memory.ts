// Memory at a moment: frames with their variables on one side, what these own on the other, and arrows between them. Rows keep their
// places from moment to moment; what has changed since the one before is marked.
import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Extent, Memory } from '../../engine/trace';
import { type Gutter, gutterMargin, type Link, pathOf, tracksOf, trackWidth, type Wire } from './arrows';
import { type Arrow, type Box, type Picture, pictureOf, type Row } from './model';
import { memoryStyle } from './style';

const narrowBelow = 560; // pixels: below, the heap stands under the stack
const gutters: readonly Gutter[] = ['left', 'middle', 'right'];

@customElement('bl-memory')
export class BlMemory extends LitElement {
  @property({ attribute: false }) memory: Memory | null = null;
  // What to compare with: the moment shown before; null: mark nothing.
  @property({ attribute: false }) previous: Memory | null = null;
  @state() private narrow = false;
  @state() private opened: ReadonlyMap<string, boolean> = new Map();
  @state() private wires: Wire[] = [];
  @query('.picture') private readonly frame!: HTMLElement | null;
  private picture: Picture | null = null;
  private tracks: Record<Gutter, number> = { left: 0, middle: 0, right: 0 };
  private readonly resized = new ResizeObserver(() => this.measure());

  override connectedCallback() {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('memory') && this.memory === null) this.tracks = { left: 0, middle: 0, right: 0 };
    if (changed.has('memory') || changed.has('previous') || changed.has('opened'))
      this.picture = this.memory === null ? null : pictureOf(this.memory, this.previous, this.opened);
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('wires') || changed.size > 1) this.measure();
  }

  override render() {
    const { memory, picture } = this;
    if (memory === null || picture === null) return html`<p class="quiet">Nothing has run.</p>`;
    const empty = picture.groups.every((group) => group.boxes.length === 0) && picture.statics.length === 0;
    if (empty)
      return html`<p class="quiet">${memory.step === 0 ? 'Nothing has run yet.' : 'The program has ended: its memory is given back.'}</p>`;
    return html`
      <div
        class=${this.narrow ? 'picture narrow' : 'picture'}
        role="group"
        aria-label="Memory after step ${memory.step}"
        @pointerover=${this.point}
        @pointerleave=${this.point}
        @focusin=${this.point}
        @focusout=${this.point}
      >
        ${this.drawing()}
        <div class="stack">
          ${repeat(
            picture.groups,
            (group) => group.key,
            (group) => html`<section>
              <h3>${group.title} <span>${group.detail}</span></h3>
              ${repeat(
                group.boxes,
                (box) => box.key,
                (box) => this.box(box),
              )}
            </section>`,
          )}
          ${picture.statics.map((box) => html`<section><h3>Statics</h3>${this.box({ ...box, title: '' })}</section>`)}
        </div>
        <div class="heap">
          <section>
            <h3>Heap <span>${picture.heap.length === 0 ? 'nothing is owned there' : ''}</span></h3>
            ${repeat(
              picture.heap,
              (box) => box.key,
              (box) => this.box(box),
            )}
          </section>
        </div>
      </div>
    `;
  }

  private box(box: Box) {
    const place = box.place;
    return html`<div class="box" data-key=${box.key}>
      ${
        box.title === ''
          ? nothing
          : html`<h4>
              ${place === null ? html`<code>${box.title}</code>` : html`<button class="name" title="Go to where it is" @click=${() => this.go(place)}><code>${box.title}</code></button>`}
            </h4>`
      }
      ${box.rows.length === 0 ? html`<p class="none">no variables yet</p>` : nothing}
      <ul>
        ${repeat(
          box.rows,
          (row, i) => `${row.key} ${row.name} ${row.depth === 0 ? i : ''}`,
          (row) => this.row(row),
        )}
      </ul>
    </div>`;
  }

  private row(row: Row) {
    const { declared, arrow } = row;
    const name =
      row.name === ''
        ? nothing
        : declared === null
          ? html`<span class="name">${row.name}</span>`
          : html`<button class="name" title="Go to where ${row.name} is declared" @click=${() => this.go(declared)}>${row.name}</button>`;
    return html`<li class="row ${row.tone} ${row.change}" data-key=${row.key} data-depth=${row.depth}>
      ${name}
      ${arrow === null ? this.text(row) : this.pointer(row, arrow)}
      <span class="note">${row.note}</span>
      ${row.change === 'none' ? nothing : html`<span class="mark">${row.change}</span>`}
      ${
        row.fold === null
          ? nothing
          : html`<button class="fold" aria-expanded=${row.fold.open} @click=${() => this.fold(row.key, row.fold?.open !== true)}>
              ${row.fold.open ? 'less' : `${row.fold.hidden} more`}
            </button>`
      }
    </li>`;
  }

  private text(row: Row) {
    return row.text === '' ? nothing : html`<code class="value">${row.text}</code>`;
  }

  private pointer(row: Row, arrow: Arrow) {
    const { target } = arrow;
    if (target === null) return html`<code class="value" title=${arrow.words}>${row.text}</code>`;
    return html`<button class="value pointer ${arrow.kind}" data-target=${target} aria-label="${row.text}: ${arrow.words}" title=${arrow.words} @click=${() => this.follow(target)}>
      <code>${row.text}</code>
    </button>`;
  }

  private drawing() {
    return svg`<svg aria-hidden="true">${this.wires.map((wire) => {
      const end = wire.to.x;
      const side = wire.gutter === 'left' ? 1 : wire.gutter === 'right' ? -1 : this.middleSide(wire);
      const path = pathOf(wire, side > 0);
      const { x, y } = wire.from;
      return svg`<g class="wire ${wire.kind}" data-key=${wire.key}>
        <path class="line" d=${path} />
        <path class="tip" d="M${end} ${wire.to.y}l${-7 * side} -4.5v9z" />
        ${
          wire.kind === 'owner' || wire.kind === 'weak'
            ? svg`<path class="start" d="M${x} ${y - 4}l4 4l-4 4l-4 -4z" />`
            : wire.kind === 'exclusive'
              ? svg`<path class="start" d="M${x - 3.5} ${y - 3.5}h7v7h-7z" />`
              : svg`<circle class="start" cx=${x} cy=${y} r="3.5" />`
        }
      </g>`;
    })}</svg>`;
  }

  // 1: the middle gutter's wire ends at the heap (the tip points right), -1: at the stack.
  private middleSide(wire: Wire): 1 | -1 {
    return wire.to.x >= wire.from.x ? 1 : -1;
  }

  // Finds where the rows are, and lays the arrows.
  private measure() {
    const { frame, picture } = this;
    const narrow = this.clientWidth > 0 && this.clientWidth < narrowBelow;
    if (narrow !== this.narrow) {
      this.narrow = narrow;
      return;
    }
    if (frame === null || picture === null) {
      if (this.wires.length > 0) this.wires = [];
      return;
    }
    const rows = new Map<string, HTMLElement>();
    for (const row of frame.querySelectorAll<HTMLElement>('.row'))
      if (!rows.has(row.dataset.key ?? '')) rows.set(row.dataset.key ?? '', row);
    const pointers = [...frame.querySelectorAll<HTMLElement>('.pointer')].flatMap((pointer) => {
      const row = pointer.closest<HTMLElement>('.row');
      const target = rows.get(pointer.dataset.target ?? '');
      return row === null || target === undefined ? [] : [{ pointer, row, target }];
    });
    const of = (row: HTMLElement) => (row.closest('.heap') === null ? 'stack' : 'heap');
    const gutterOf = (from: string, to: string): Gutter =>
      this.narrow ? 'right' : from !== to ? 'middle' : from === 'stack' ? 'left' : 'right';
    const lay = (): Link[] => {
      const origin = frame.getBoundingClientRect();
      return pointers.map(({ pointer, row, target }) => {
        const [from, to] = [of(row), of(target)];
        const gutter = gutterOf(from, to);
        const edge = (each: HTMLElement, column: string) => {
          const rect = each.getBoundingClientRect();
          const box = (each.closest('.box') as HTMLElement).getBoundingClientRect();
          const right = gutter === 'right' || (gutter === 'middle' && column === 'stack');
          return { x: (right ? box.right : box.left) - origin.left, y: (rect.top + rect.bottom) / 2 - origin.top };
        };
        const kind = (['shared', 'exclusive', 'raw', 'owner', 'weak'] as const).find((k) => pointer.classList.contains(k)) ?? 'shared';
        return { key: `${row.dataset.key}→${target.dataset.key}`, kind, gutter, from: edge(row, from), to: edge(target, to) };
      });
    };
    // Heights do not depend on the gutters' widths, so that the tracks are known before these are set.
    const links = lay();
    for (const gutter of gutters) {
      const used = tracksOf(links.filter((link) => link.gutter === gutter));
      const tracks = Math.max(this.tracks[gutter], ...used.map((wire) => wire.track + 1));
      this.tracks[gutter] = tracks;
      const width = tracks === 0 ? (gutter === 'middle' ? 24 : 4) : gutterMargin * (gutter === 'middle' ? 2 : 1) + tracks * trackWidth;
      frame.style.setProperty(`--${gutter}`, `${width}px`);
    }
    const laid = lay();
    this.wires = gutters.flatMap((gutter) => tracksOf(laid.filter((link) => link.gutter === gutter)));
  }

  // What is pointed at or focused lights up, with its arrows and what they lead to.
  private readonly point = (event: Event) => {
    const row =
      (event.type === 'pointerleave' || event.type === 'focusout' ? null : (event.target as Element).closest<HTMLElement>('.row')) ?? null;
    const key = row?.dataset.key ?? null;
    const lit = new Set<string>();
    for (const wire of this.renderRoot.querySelectorAll<SVGElement>('.wire')) {
      const [from, to] = (wire.dataset.key ?? '').split('→');
      const on = key !== null && (from === key || to === key);
      wire.classList.toggle('lit', on);
      if (on) for (const end of [from, to]) if (end !== undefined && end !== key) lit.add(end);
    }
    for (const each of this.renderRoot.querySelectorAll<HTMLElement>('.row')) each.classList.toggle('lit', lit.has(each.dataset.key ?? ''));
    this.frame?.classList.toggle('has-lit', lit.size > 0);
  };

  private follow(target: string) {
    const row = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')].find((each) => each.dataset.key === target);
    if (row === undefined) return;
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }

  private fold(key: string, open: boolean) {
    this.opened = new Map([...this.opened, [key, open]]);
  }

  private go({ from }: Extent) {
    this.dispatchEvent(new CustomEvent<number>('bl-place', { detail: from, bubbles: true, composed: true }));
  }

  static override styles = memoryStyle;
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-memory': BlMemory;
  }
}
