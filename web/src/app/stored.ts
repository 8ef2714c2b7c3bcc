// What the browser keeps for the reader: the text last worked on, the texts before it, the theme. Storage may be absent, full,
// or hold what another version or hand has put there; the page works all the same.
import type { Edition } from '../engine/protocol';
import { editions } from '../engine/protocol';
import { samePrograms } from '../scenarios/scenarios';
import type { Program } from '../share/scenario';

const workKey = 'borrowlab.work';
const keptKey = 'borrowlab.kept';
const themeKey = 'borrowlab.theme';
const keptAtMost = 8;

// A text that the reader has worked on.
export interface Work {
  opened: string; // the address's fragment under which it was opened
  programs: Program[];
  at: number; // when it was last changed, milliseconds since 1970
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Not kept, then.
  }
}

const isProgram = (value: unknown): value is Program => {
  const program = value as Partial<Program> | null;
  return typeof program?.source === 'string' && typeof program.title === 'string' && editions.includes(program.edition as Edition);
};

const isWork = (value: unknown): value is Work => {
  const work = value as Partial<Work> | null;
  const { programs } = work ?? {};
  if (!Array.isArray(programs) || programs.length === 0 || programs.length > 2) return false;
  return typeof work?.opened === 'string' && typeof work.at === 'number' && programs.every(isProgram);
};

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export function storedWork(): Work | null {
  const work = parse(read(workKey));
  return isWork(work) ? work : null;
}

export const storeWork = (work: Work | null): void => write(workKey, work && JSON.stringify(work));

// Texts put aside, the newest first.
export function keptWork(): Work[] {
  const list = parse(read(keptKey));
  return Array.isArray(list) ? list.filter(isWork) : [];
}

const keep = (list: Work[]): void => write(keptKey, JSON.stringify(list.slice(0, keptAtMost)));
const without = (work: Work): Work[] => keptWork().filter((other) => !samePrograms(other.programs, work.programs));

// Puts the present text aside, where something else is about to be opened; null where there is none.
export function putAside(): Work | null {
  const work = storedWork();
  if (work === null) return null;
  keep([work, ...without(work)]);
  storeWork(null);
  return work;
}

export const takeBack = (work: Work): void => keep(without(work));

export type Theme = 'light' | 'dark';

export function storedTheme(): Theme | null {
  const theme = read(themeKey);
  return theme === 'light' || theme === 'dark' ? theme : null;
}

export const storeTheme = (theme: Theme | null): void => write(themeKey, theme);
