// What is drawn of a memory: boxes of rows, and which row points where. Pure functions of the engine's answer.
import type { Extent, Memory, Slot, ThreadState, Value } from '../../engine/trace';

// One line of a box. `key` stays from step to step.
export interface Row {
  key: string;
  depth: number;
  name: string; // empty: none
  declared: Extent | null;
  value: Value;
  text: string; // what stands for the value on this line
  note: string; // beside it: its type, or what is special about it
  arrow: Arrow | null;
  fold: { open: boolean; hidden: number } | null; // rows may be shown or hidden below it
  tone: 'plain' | 'gone' | 'shared' | 'exclusive' | 'free';
  change: 'none' | 'new' | 'changed';
}

export type Column = 'stack' | 'heap';

export interface Box {
  key: string;
  column: Column;
  title: string;
  detail: string; // beside the title
  place: Extent | null;
  group: string; // the thread or section that it belongs to
  rows: Row[];
}

export interface Arrow {
  kind: 'shared' | 'exclusive' | 'raw' | 'owner' | 'weak';
  target: string | null; // the key of a row or a box; null: it is not shown, or is gone
  words: string; // for a screen reader
}

export interface Picture {
  groups: { key: string; title: string; detail: string; boxes: Box[] }[]; // of the stack
  heap: Box[];
  statics: Box[];
}

const shownItems = 8; // of a list, until it is opened
const openDepth = 3;

export const keyOf = (value: Value) => `${value.at}|${value.type}`;

// The part of a value that its own line shows: when it differs, the line has changed.
function face(value: Value): string {
  switch (value.kind) {
    case 'scalar':
    case 'text':
      return value.text;
    case 'pointer':
      return `${value.to} ${value.length} ${value.dangling} ${value.preview}`;
    case 'struct':
      return value.variant ?? '';
    case 'list':
      return `${value.items.length + value.more}`;
    case 'cell':
      return `${value.state} ${value.count} ${value.holders.join()}`;
    case 'lock':
      return `${value.state} ${value.count} ${value.holders.join()} ${value.waiters.join()} ${value.poisoned}`;
    case 'counted':
      return `${value.strong} ${value.weak} ${value.value === null}`;
    case 'gone':
      return value.why;
    case 'folded':
      return '';
  }
}

export function partsOf(value: Value): { name: string; value: Value }[] {
  switch (value.kind) {
    case 'struct':
      return value.fields;
    case 'list':
      return value.items.map((item, i) => ({ name: `[${i}]`, value: item }));
    case 'cell':
    case 'lock':
    case 'counted':
      return value.value === null ? [] : [{ name: '', value: value.value }];
    default:
      return [];
  }
}

export const slotsOf = (memory: Memory): Slot[] => [
  ...memory.threads.flatMap((thread) => thread.frames.flatMap((frame) => frame.slots)),
  ...memory.statics,
];

// What each value showed, by key.
function faces(memory: Memory): Map<string, string> {
  const all = new Map<string, string>();
  const visit = (value: Value) => {
    all.set(keyOf(value), `${value.kind} ${face(value)}`);
    for (const part of partsOf(value)) visit(part.value);
  };
  for (const slot of slotsOf(memory)) visit(slot.value);
  for (const value of memory.heap) visit(value);
  return all;
}

const counted = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const gone = { moved: 'moved out', uninitialised: 'not initialised yet', dropped: 'dropped', dangling: 'gone' } as const;
const borrowed = { shared: '&', exclusive: '&mut', raw: '*', owner: '', weak: 'weak' } as const;

const short = (type: string) => type.replace(/\b(?:std|core|alloc)::(?:\w+::)*/g, '');
const nameOf = (type: string) => /^[\w:]+/.exec(type)?.[0].split('::').at(-1) ?? type;

function pointerText(value: Value & { kind: 'pointer' }): string {
  const sign = value.guard || value.borrow === 'owner' || value.borrow === 'weak' ? nameOf(value.type) : borrowed[value.borrow];
  const length = value.length === null ? '' : ` · ${value.length.toLocaleString('en')}`;
  if (value.dangling) return `${sign} → gone`;
  if (value.to === null) return value.length === null ? `${sign} → nothing` : `${sign}${length}`;
  return value.preview === null ? `${sign}${length}` : `${sign} ${value.preview}`;
}

const stateWords = (value: Value & { kind: 'cell' | 'lock' }) =>
  value.state === 'free' ? 'free' : value.state === 'exclusive' ? 'exclusive' : `shared × ${value.count}`;

function textOf(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'text':
      return `"${value.text}${value.more > 0 ? '…' : ''}"`;
    case 'pointer':
      return pointerText(value);
    case 'struct':
      return value.variant ?? (value.fields.length === 0 ? nameOf(value.type) : '');
    case 'list':
      return counted(value.items.length + value.more, 'item');
    case 'cell':
    case 'lock':
      return `${nameOf(value.type)}: ${stateWords(value)}`;
    case 'counted':
      return `strong ${value.strong}, weak ${value.weak}`;
    case 'gone':
      return gone[value.why];
    case 'folded':
      return '…';
  }
}

function noteOf(value: Value): string {
  if (value.kind === 'cell' && value.holders.length > 0) return `held by ${value.holders.join(', ')}`;
  if (value.kind === 'lock') {
    const notes = [
      value.holders.length > 0 ? `held by ${value.holders.join(', ')}` : '',
      value.waiters.length > 0 ? `waited for by ${value.waiters.join(', ')}` : '',
      value.poisoned ? 'poisoned' : '',
    ];
    return notes.filter((note) => note !== '').join(' · ');
  }
  if (value.kind === 'counted' && value.value === null) return 'its value is dropped';
  return short(value.type);
}

const toneOf = (value: Value): Row['tone'] =>
  value.kind === 'gone' ? 'gone' : value.kind === 'cell' || value.kind === 'lock' ? value.state : 'plain';

// Where an address leads: the smallest thing shown that holds it, best of the type that the pointer has.
class Targets {
  private readonly all: { from: number; to: number; type: string; key: string; name: string }[] = [];

  add(value: Value, name: string): void {
    this.all.push({ from: value.at, to: value.at + Math.max(value.size, 1), type: value.type, key: keyOf(value), name });
  }

  find(at: number, type: string): { key: string; name: string } | null {
    let best: (typeof this.all)[number] | null = null;
    for (const each of this.all) {
      if (at < each.from || at >= each.to) continue;
      if (each.from === at && each.type === type) return each;
      if (best === null || each.to - each.from < best.to - best.from) best = each;
    }
    return best;
  }
}

const pointing: Record<Arrow['kind'], string> = {
  shared: 'shared reference to',
  exclusive: 'exclusive reference to',
  raw: 'raw pointer to',
  owner: 'owner of',
  weak: 'weak pointer to',
};

export function pictureOf(memory: Memory, previous: Memory | null, opened: ReadonlyMap<string, boolean>): Picture {
  const before = previous === null ? null : faces(previous);
  const targets = new Targets();
  const arrows: { row: Row; value: Value & { kind: 'pointer' } }[] = [];

  const rowsOf = (name: string, declared: Extent | null, value: Value, depth: number, path: string, rows: Row[]) => {
    const key = keyOf(value);
    const was = before?.get(key);
    const parts = partsOf(value);
    const row: Row = {
      key,
      depth,
      name,
      declared,
      value,
      text: textOf(value),
      note: noteOf(value),
      arrow: null,
      fold: null,
      tone: toneOf(value),
      change: before === null ? 'none' : was === undefined ? 'new' : was === `${value.kind} ${face(value)}` ? 'none' : 'changed',
    };
    rows.push(row);
    targets.add(value, path);
    if (value.kind === 'pointer' && value.to !== null) arrows.push({ row, value });
    if (parts.length === 0) return;
    // What a cell or counter holds goes without saying; a single scalar too.
    const many = parts.length > shownItems;
    const foldable = many || depth >= openDepth;
    const open = opened.get(key) ?? depth < openDepth;
    const all = opened.get(key) === true || !many;
    const shown = !open ? [] : all ? parts : parts.slice(0, shownItems);
    if (foldable) row.fold = { open: open && all, hidden: parts.length - shown.length };
    for (const part of shown)
      rowsOf(
        part.name,
        null,
        part.value,
        depth + 1,
        part.name.startsWith('[') ? `${path}${part.name}` : part.name === '' ? path : `${path}.${part.name}`,
        rows,
      );
  };

  const slots = (list: Slot[]) => {
    const rows: Row[] = [];
    for (const slot of list) rowsOf(slot.name || 'temporary', slot.declared, slot.value, 0, slot.name || 'a temporary', rows);
    return rows;
  };
  const frames = (thread: ThreadState): Box[] =>
    thread.frames.map((frame) => ({
      key: `frame ${frame.at}`,
      column: 'stack',
      title: frame.fn,
      detail: '',
      place: frame.place,
      group: `${thread.id}`,
      rows: slots(frame.slots),
    }));
  const groups = memory.threads.map((thread) => ({
    key: `${thread.id}`,
    title: memory.threads.length > 1 ? (thread.id === 1 ? 'Main thread' : `Thread ${thread.id}`) : 'Stack',
    detail: [
      memory.threads.length > 1 ? thread.state : '',
      thread.waitsFor ?? '',
      thread.hiddenFrames > 0 ? `${counted(thread.hiddenFrames, 'frame')} not shown` : '',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    boxes: frames(thread),
  }));
  const heap = memory.heap.map((value): Box => {
    const rows: Row[] = [];
    rowsOf('', null, value, 0, `the heap's ${short(value.type)}`, rows);
    return { key: `heap ${keyOf(value)}`, column: 'heap', title: '', detail: '', place: null, group: 'heap', rows };
  });
  const statics: Box[] =
    memory.statics.length === 0
      ? []
      : [{ key: 'statics', column: 'stack', title: 'Statics', detail: '', place: null, group: 'statics', rows: slots(memory.statics) }];

  for (const { row, value } of arrows) {
    const target = value.dangling || value.to === null ? null : targets.find(value.to, value.pointee);
    const kind = value.borrow;
    const to = target === null ? (value.dangling ? 'what is gone' : (value.preview ?? short(value.pointee))) : target.name;
    row.arrow = { kind, target: target?.key ?? null, words: `${value.guard ? `${nameOf(value.type)} guard of` : pointing[kind]} ${to}` };
  }
  return { groups, heap, statics };
}
