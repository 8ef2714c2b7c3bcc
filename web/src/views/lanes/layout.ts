// Where everything of the lanes picture stands: rails (what is borrowed), lanes (the borrows), joints between them, collisions.
// A function of facts and line geometry; knows no DOM.
import type { Collision, Lane, Trace } from '../../engine/trace';
import type { Lines } from './words';

// Heights in pixels from the top of the text. `middle`: of the line's first row (a wrapped line has several).
export interface Row {
  top: number;
  middle: number;
  bottom: number;
}

export interface Measure {
  row(line: number): Row;
  pitch: number; // pixels between lanes, where there is room
  room: number; // pixels that rails and lanes together may take
}

export interface Placed {
  lane: Lane;
  lines: Lines;
  useLines: number[];
}

export interface LaneShape extends Placed {
  x: number;
  top: number;
  bottom: number;
  head: number; // y of where it starts
  ticks: number[]; // y of its uses
  joint: number | null; // x of the rail or lane that it branches off
}

export interface RailShape {
  name: string;
  line: number;
  x: number;
  top: number;
  bottom: number;
}

export interface ClashShape {
  collision: Collision;
  line: number;
  y: number;
  xs: number[]; // of the lanes that collide; the text's edge stands for a use that is no lane
}

export interface Picture {
  lanes: LaneShape[];
  rails: RailShape[];
  clashes: ClashShape[];
  width: number; // of rails and lanes; labels stand to the right of it
  height: number;
}

const edge = 10;

// The variable behind a borrowed place: `self` of `(*self).items[_]`.
export const rootOf = (text: string) => /[A-Za-z_]\w*/.exec(text)?.[0] ?? text;

interface Rail {
  key: number;
  name: string;
  line: number;
  to: number;
  column: number;
}

// The lane whose holder is what `placed` borrows: a borrow of a borrow.
function parentOf(placed: Placed, all: readonly Placed[]): Placed | null {
  const declared = placed.lane.of.declared;
  if (declared === null) return null;
  let found: Placed | null = null;
  for (const other of all) {
    const held = other.lane.holder?.declared;
    if (other === placed || held === null || held === undefined || held.from !== declared.from) continue;
    if (other.lines.from <= placed.lines.start && other.lines.to >= placed.lines.start && other.lane.column !== placed.lane.column)
      found = other;
  }
  return found;
}

// Gives each rail the first column that is free over its lines.
function spread(rails: Rail[]): number {
  const ends: number[] = [];
  for (const rail of rails.sort((a, b) => a.line - b.line)) {
    const free = ends.findIndex((end) => end < rail.line);
    rail.column = free < 0 ? ends.length : free;
    ends[rail.column] = rail.to;
  }
  return ends.length;
}

export function layOut(trace: Trace, placed: readonly Placed[], lineAt: (offset: number) => number, measure: Measure): Picture {
  const parents = new Map(placed.map((p) => [p, parentOf(p, placed)]));
  const rails = new Map<number, Rail>();
  for (const p of placed) {
    const declared = p.lane.of.declared;
    if (declared === null || parents.get(p) !== null) continue;
    const line = lineAt(declared.from);
    const rail = rails.get(declared.from) ?? { key: declared.from, name: rootOf(p.lane.of.text), line, to: line, column: 0 };
    rail.to = Math.max(rail.to, p.lines.to);
    rails.set(declared.from, rail);
  }
  const railColumns = spread([...rails.values()]);
  const laneColumns = placed.reduce((most, p) => Math.max(most, p.lane.column + 1), 0);
  const columns = railColumns + laneColumns;
  const pitch = Math.max(7, Math.min(measure.pitch, (measure.room - edge) / Math.max(columns, 1)));
  const railX = (column: number) => edge + column * pitch;
  const laneX = (column: number) => edge + (railColumns + column) * pitch;

  const middle = (line: number) => measure.row(line).middle;
  const lanes = placed.map((p): LaneShape => {
    const declared = p.lane.of.declared;
    const parent = parents.get(p) ?? null;
    const rail = declared === null ? undefined : rails.get(declared.from);
    const top = middle(p.lines.from);
    return {
      ...p,
      x: laneX(p.lane.column),
      top,
      bottom: Math.max(middle(p.lines.to), top),
      head: middle(p.lines.start),
      ticks: [...new Set(p.useLines)].map(middle),
      joint: parent !== null ? laneX(parent.lane.column) : rail === undefined ? null : railX(rail.column),
    };
  });
  const clashes = trace.collisions.map((collision): ClashShape => {
    const line = lineAt(collision.place.from);
    const xs = [collision.held, collision.refused].flatMap((id) => lanes.find((l) => l.lane.id === id)?.x ?? []);
    return { collision, line, y: middle(line), xs: collision.refused === null ? [0, ...xs] : xs };
  });
  const bottom = placed.reduce((most, p) => Math.max(most, measure.row(p.lines.to).bottom), 0);
  return {
    lanes,
    rails: [...rails.values()].map((r) => ({ name: r.name, line: r.line, x: railX(r.column), top: middle(r.line), bottom: middle(r.to) })),
    clashes,
    width: columns === 0 ? 0 : laneX(laneColumns) + 2,
    height: bottom,
  };
}
