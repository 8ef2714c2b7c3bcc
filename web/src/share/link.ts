// Scenario links: the address's fragment holds the programs themselves.
//
// Version 1: "1." + base64url(deflate-raw(JSON)); JSON is { p: [{ s, e, t }] }.
// Version 2: "2." + base64url(zlib(JSON)), whose checksum tells a damaged link from a whole one; JSON is `Wire`.
//
// Every version ever issued stays readable: tests/e2e/links.json has links of each.
import type { Edition } from '../engine/protocol';
import { editions } from '../engine/protocol';
import { fromBase64Url, pump, TooLarge, toBase64Url } from './bytes';
import { type Lines, type Program, type Scenario, scenarioOf, type View, views } from './scenario';

interface WireProgram {
  s: string; // source
  e?: number; // edition; 2024 where missing
  t?: string; // title
  h?: [from: number, to: number][]; // hidden lines
  f?: [from: number, to: number][]; // folded lines
}

interface Wire {
  p: WireProgram[];
  t?: string; // title of the whole
  v?: string; // view; unknown ones, of later pages, are shown as the first
  n?: number; // step
}

const newest = 2;
const maxLength = 1 << 21; // characters of a fragment
const maxInflated = 1 << 20; // bytes: far above any program, far below what would hurt
const maxPrograms = 2;
const maxTitle = 200;
const maxRanges = 500;

// Programs such as chats, feeds and older servers let through whole.
export const longestLink = 8000; // characters

export class LinkError extends Error {}

const damaged = (what: string) => new LinkError(`The link is damaged: ${what}.`);

const pairs = (lines: readonly Lines[] | undefined) =>
  lines?.length ? lines.map(({ from, to }): [number, number] => [from, to]) : undefined;

function toWire({ programs, title, view, step }: Scenario): Wire {
  const wireProgram = ({ source, edition, title, hidden, folded }: Program): WireProgram => {
    const out: WireProgram = { s: source };
    if (edition !== 2024) out.e = edition;
    if (title !== '') out.t = title;
    const [h, f] = [pairs(hidden), pairs(folded)];
    if (h !== undefined) out.h = h;
    if (f !== undefined) out.f = f;
    return out;
  };
  const out: Wire = { p: programs.map(wireProgram) };
  if (title !== '') out.t = title;
  if (view !== views[0]) out.v = view;
  if (step !== null) out.n = step;
  return out;
}

// The fragment (without #) that opens this scenario.
export async function encodeScenario(scenario: Scenario): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(toWire(scenario)));
  return `${newest}.${toBase64Url(await pump(bytes, new CompressionStream('deflate')))}`;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function linesFrom(value: unknown): Lines[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length > maxRanges) throw damaged('its hidden lines cannot be read');
  return value.map((pair) => {
    const [from, to] = Array.isArray(pair) ? pair : [];
    if (!isCount(from) || !isCount(to) || from < 1 || to < from) throw damaged('its hidden lines cannot be read');
    return { from, to };
  });
}

function programFrom(value: unknown): Program {
  const { s, e = 2024, t = '', h, f } = (value ?? {}) as Partial<WireProgram>;
  if (typeof s !== 'string' || typeof t !== 'string' || !editions.includes(e as Edition)) throw damaged('its program cannot be read');
  const [hidden, folded] = [linesFrom(h), linesFrom(f)];
  return { source: s, edition: e as Edition, title: t.slice(0, maxTitle), ...(hidden && { hidden }), ...(folded && { folded }) };
}

function fromWire(value: unknown): Scenario {
  const { p, t = '', v, n = null } = (value ?? {}) as Partial<Wire>;
  if (!Array.isArray(p) || p.length === 0 || p.length > maxPrograms) throw damaged('it holds no program');
  if (typeof t !== 'string' || !(n === null || isCount(n))) throw damaged('its program cannot be read');
  const view = views.includes(v as View) ? (v as View) : views[0];
  return { ...scenarioOf(p.map(programFrom)), title: t.slice(0, maxTitle), view, step: n };
}

// The scenario of a fragment; null where it is empty. Throws LinkError, in words for the reader, where it is no scenario link.
export async function decodeScenario(fragment: string): Promise<Scenario | null> {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  const version = /^(\d{1,9})\./.exec(text)?.[1];
  if (version === undefined) throw new LinkError('The address ends in something that is not a Borrowlab scenario.');
  if (version !== '1' && version !== '2')
    throw new LinkError(`The link was made by a newer Borrowlab (format ${version}); this page reads formats 1 to ${newest}.`);
  if (text.length > maxLength) throw new LinkError('The link holds more text than a program may have.');
  const bytes = fromBase64Url(text.slice(2));
  if (bytes === null) throw damaged('it has characters that no scenario link has, or its end is missing');
  try {
    const inflated = await pump(bytes, new DecompressionStream(version === '1' ? 'deflate-raw' : 'deflate'), maxInflated);
    return fromWire(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inflated)));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    if (error instanceof TooLarge) throw new LinkError('The link holds more text than a program may have.');
    throw damaged('part of it is missing or was changed on the way');
  }
}
