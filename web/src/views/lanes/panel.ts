// The panel beside the code: the picture, and over it the labels. Each lane's label is a button, so that the list of labels is the
// picture's other form: for the keyboard and for screen readers.
import type { EditorView } from '@codemirror/view';
import type { Trace } from '../../engine/trace';
import { drawPicture, node } from './draw';
import { type Facts, lineIn, placedLanes } from './facts';
import { type LaneShape, layOut, type Picture, type Row } from './layout';
import { Moment } from './moment';
import { label, sentence } from './words';

export interface PanelHooks {
  light: (lanes: readonly number[]) => void;
  choose: (lane: number) => void; // clicked, or Enter
}

const letter = 6.7; // pixels that a label's letter takes
const narrowBelow = 520; // pixels of the editor's width

export class Panel {
  readonly dom = document.createElement('div');
  private readonly svg = node('svg', { 'aria-hidden': 'true' });
  private readonly list = document.createElement('ul');
  private readonly tip = document.createElement('p');
  private readonly band = document.createElement('div');
  private buttons: HTMLButtonElement[] = [];
  private sentences: string[] = [];
  private extents: { top: number; bottom: number }[] = []; // by lane: of the lines that it spans
  private drawn: { trace: Trace; moment: Moment } | null = null;
  private step: number | null = null;
  private width = 0;

  constructor(private readonly hooks: PanelHooks) {
    this.dom.className = 'lanes';
    this.band.className = 'band';
    this.tip.className = 'tip';
    this.tip.setAttribute('aria-hidden', 'true'); // the buttons say the same
    this.tip.hidden = true;
    this.list.setAttribute('aria-label', 'Borrows');
    this.dom.append(this.band, this.svg, this.list, this.tip);
    this.dom.addEventListener('pointerover', (event) => this.point(event.target));
    this.dom.addEventListener('pointerleave', () => this.point(null));
    this.dom.addEventListener('focusin', (event) => this.point(event.target));
    this.dom.addEventListener('focusout', () => this.point(null));
    this.dom.addEventListener('click', (event) => this.click(event.target));
    this.dom.addEventListener('keydown', (event) => this.move(event));
  }

  draw(view: EditorView, facts: Facts | null, editorWidth: number): void {
    const doc = view.state.doc;
    const narrow = editorWidth < narrowBelow;
    const pad = view.documentPadding.top;
    const row = (line: number): Row => {
      const block = view.lineBlockAt(doc.line(Math.min(line + 1, doc.lines)).from);
      return { top: pad + block.top, middle: pad + block.top + view.defaultLineHeight / 2, bottom: pad + block.bottom };
    };
    const measure = { row, pitch: narrow ? 14 : 19, room: narrow ? 76 : Math.max(96, editorWidth / 4) };
    const placed = facts === null ? [] : placedLanes(facts, doc);
    const lineAt = (offset: number) => (facts === null ? 0 : lineIn(facts, doc, offset));
    const picture: Picture =
      facts === null ? { lanes: [], rails: [], clashes: [], width: 0, height: 0 } : layOut(facts.trace, placed, lineAt, measure);
    drawPicture(this.svg, picture, Math.max(picture.height + 10, 0));
    this.dom.classList.toggle('stale', facts !== null && facts.since !== null);
    this.resize(view, picture, narrow);
    if (facts === null) this.forget();
    else {
      if (this.drawn?.trace !== facts.trace) this.drawn = { trace: facts.trace, moment: new Moment(facts.trace) };
      this.sentences = picture.lanes.map((shape) => sentence(facts.trace, shape.lane, shape.lines, lineAt));
      this.extents = picture.lanes.map(({ lines }) => ({ top: row(lines.from).top, bottom: row(lines.to).bottom }));
      this.label(picture, row);
    }
    this.showStep();
  }

  light(lit: readonly number[]): void {
    this.dom.classList.toggle('has-lit', lit.length > 0);
    for (const lane of this.dom.querySelectorAll<SVGElement>('.lane, button'))
      lane.classList.toggle('lit', lit.includes(Number(lane.dataset.lane)));
  }

  // Null: the whole run. `row`: of the statement shown.
  moment(step: number | null, row: Row | null): void {
    this.step = step;
    this.band.hidden = row === null;
    if (row !== null) {
      this.band.style.top = `${row.top}px`;
      this.band.style.height = `${row.bottom - row.top}px`;
    }
    this.showStep();
  }

  private forget() {
    this.drawn = null;
    this.buttons = [];
    this.list.replaceChildren();
    this.tip.hidden = true;
  }

  private showStep() {
    const active = this.drawn === null || this.step === null ? null : this.drawn.moment.active(this.step);
    for (const lane of this.dom.querySelectorAll<SVGElement>('.lane, button'))
      lane.classList.toggle('idle', active !== null && !active.has(Number(lane.dataset.lane)));
  }

  // The panel only grows while a program is edited, so that the text beside it keeps its place.
  private resize(view: EditorView, picture: Picture, narrow: boolean) {
    const longest = picture.lanes.reduce((most, shape) => Math.max(most, label(shape.lane).length), 0);
    const labels = Math.min(Math.max(longest, narrow ? 6 : 8) * letter + 12, narrow ? 56 : 130);
    const least = narrow ? 40 : 69;
    const width = Math.ceil((Math.max(picture.width, least) + labels) / 8) * 8;
    if (narrow === this.dom.classList.contains('narrow') && width <= this.width) return;
    this.dom.classList.toggle('narrow', narrow);
    this.width = width;
    this.dom.style.width = `${width}px`;
    view.requestMeasure();
  }

  // Labels of one line share it.
  private label(picture: Picture, row: (line: number) => Row) {
    const focused = this.buttons.findIndex((button) => button.matches(':focus'));
    const items = new Map<number, HTMLLIElement>();
    const item = (line: number) => {
      let found = items.get(line);
      if (found === undefined) {
        found = document.createElement('li');
        const { top } = row(line);
        found.style.top = `${top}px`;
        found.style.left = `${picture.width + 4}px`;
        items.set(line, found);
      }
      return found;
    };
    for (const rail of picture.rails) {
      const name = document.createElement('span');
      name.className = 'owner';
      name.textContent = rail.name;
      item(rail.line).append(name);
    }
    const byStart = [...picture.lanes].sort((a, b) => a.lines.start - b.lines.start || a.lane.start.from - b.lane.start.from);
    this.buttons = byStart.map((shape, i) => {
      const button = this.button(shape, i === Math.max(focused, 0));
      item(shape.lines.start).append(button);
      return button;
    });
    this.list.replaceChildren(...[...items.entries()].sort(([a], [b]) => a - b).map(([, li]) => li));
    if (focused >= 0) this.buttons[Math.min(focused, this.buttons.length - 1)]?.focus();
  }

  private button({ lane }: LaneShape, first: boolean) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = lane.kind;
    button.dataset.lane = String(lane.id);
    button.tabIndex = first ? 0 : -1;
    button.textContent = label(lane);
    button.setAttribute('aria-label', this.sentences[lane.id] ?? label(lane));
    return button;
  }

  private laneOf(target: EventTarget | null): number | null {
    const found = target instanceof Element ? target.closest<HTMLElement | SVGElement>('[data-lane]') : null;
    return found === null ? null : Number(found.dataset.lane);
  }

  private point(target: EventTarget | null) {
    const lane = this.laneOf(target) ?? this.laneOf(this.buttons.find((button) => button.matches(':focus-visible')) ?? null);
    this.hooks.light(lane === null ? [] : [lane]);
    const text = lane === null ? undefined : this.sentences[lane];
    this.tip.hidden = text === undefined;
    if (text === undefined) return;
    this.tip.textContent = text;
    this.placeTip(this.extents[lane ?? 0] ?? { top: 0, bottom: 0 });
  }

  // Below the lane, above it where there is no room, else at the upper edge of what is in view.
  private placeTip({ top, bottom }: { top: number; bottom: number }) {
    const shown = this.dom.closest('.editor')?.getBoundingClientRect();
    const own = this.dom.getBoundingClientRect();
    const height = this.tip.offsetHeight;
    const first = shown === undefined ? 0 : Math.max(shown.top, 0) - own.top;
    const last = shown === undefined ? own.height : Math.min(shown.bottom, innerHeight) - own.top;
    const y = bottom + 4 + height <= last ? bottom + 4 : top - height - 4 >= first ? top - height - 4 : first + 4;
    this.tip.style.top = `${Math.max(y, 0)}px`;
  }

  private click(target: EventTarget | null) {
    const lane = this.laneOf(target);
    if (lane !== null) this.hooks.choose(lane);
  }

  private move(event: KeyboardEvent) {
    const at = this.buttons.findIndex((button) => button.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.buttons.length - 1 }[
      event.key
    ];
    const next = to === undefined || at < 0 ? undefined : this.buttons[(to + this.buttons.length) % this.buttons.length];
    if (next === undefined) return;
    event.preventDefault();
    for (const button of this.buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }
}
