// The format of scenario links, without a page: every version ever issued, hostile links by the thousand, and pasted texts.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { decodeScenario, encodeScenario, LinkError } from '../../web/src/share/link';
import { PasteError, playgroundAddress, scenarioFromText } from '../../web/src/share/playground';
import { type Program, type Scenario, scenarioOf, views } from '../../web/src/share/scenario';
import issued from './links.json' with { type: 'json' };

const packed = (wire: unknown, version: 1 | 2) => {
  const bytes = Buffer.from(typeof wire === 'string' ? wire : JSON.stringify(wire));
  return `${version}.${(version === 1 ? deflateRawSync(bytes) : deflateSync(bytes)).toString('base64url')}`;
};
const program = (source: string, more: Partial<Program> = {}): Program => ({ source, edition: 2024, title: '', ...more });

for (const { name, fragment, scenario } of issued) {
  test(`a link as it was issued still opens: ${name}`, async () => {
    expect(await decodeScenario(`#${fragment}`)).toEqual(scenario);
    expect(await decodeScenario(await encodeScenario(scenario as Scenario))).toEqual(scenario);
  });
}

test('a typical scenario’s link stays under 1,000 characters', async () => {
  const folder = path.join(import.meta.dirname, '../scenarios');
  for (const name of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const source = readFileSync(path.join(folder, name.name, 'main.rs'), 'utf8');
    expect((await encodeScenario(scenarioOf([program(source)]))).length).toBeLessThan(1000);
  }
});

// Numbers that look random and are the same every time.
function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = mulberry32(7);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const letters = (n: number, from = alphabet) => Array.from({ length: n }, () => from[below(from.length)]).join('');
const bytes = (n: number) => Buffer.from(Array.from({ length: n }, () => below(256)));

function randomJson(depth: number): unknown {
  const leaf = () =>
    pick<unknown>([null, true, -1, 1e308, 2021, 2024, '', 'fn main() {}', '<script>alert(1)</script>', '__proto__', [], {}]);
  if (depth === 0 || random() < 0.3) return leaf();
  if (random() < 0.4) return Array.from({ length: below(4) }, () => randomJson(depth - 1));
  return Object.fromEntries(
    Array.from({ length: below(6) }, () => [pick(['p', 's', 'e', 't', 'h', 'f', 'v', 'n', 'x']), randomJson(depth - 1)]),
  );
}

const valid = issued.map((row) => row.fragment);
function damage(link: string): string {
  const at = 2 + below(link.length - 2);
  switch (below(4)) {
    case 0:
      return link.slice(0, at);
    case 1:
      return link.slice(0, at) + letters(1) + link.slice(at + 1);
    case 2:
      return link.slice(0, at) + letters(1 + below(9)) + link.slice(at);
    default:
      return link.slice(0, at) + link.slice(at + 1 + below(5));
  }
}

const hostile: (() => string)[] = [
  () => bytes(below(200)).toString('latin1'),
  () => `${pick(['1', '2'])}.${letters(below(400))}`,
  () => `${pick(['1', '2'])}.${bytes(below(100)).toString('latin1')}`,
  () => packed(bytes(below(100)).toString('latin1'), pick([1, 2])),
  () => packed({ p: randomJson(4) }, pick([1, 2])),
  () => packed({ p: [{ s: 'fn main() {}', e: 2024, t: '', h: randomJson(3), f: randomJson(3) }], v: randomJson(1), n: randomJson(1) }, 2),
  () => packed(randomJson(5), pick([1, 2])),
  () => `${below(1e9)}.${letters(below(40))}`,
  () => `${pick(['', '2', '.', '2.', '1.', '02.', '-1.', '1e0.', '2.=', '%32.', '9'.repeat(50)])}${letters(below(9))}`,
  () => packed(`${'['.repeat(below(20000))}`, pick([1, 2])),
  () => damage(pick(valid)),
];

const isWhole = (scenario: Scenario) =>
  scenario.programs.length >= 1 &&
  scenario.programs.length <= 2 &&
  views.includes(scenario.view) &&
  (scenario.step === null || Number.isSafeInteger(scenario.step)) &&
  typeof scenario.title === 'string' &&
  scenario.programs.every(
    (each) =>
      typeof each.source === 'string' &&
      typeof each.title === 'string' &&
      [2018, 2021, 2024].includes(each.edition) &&
      [...(each.hidden ?? []), ...(each.folded ?? [])].every(({ from, to }) => from >= 1 && to >= from),
  );

test('11,000 hostile links: a whole scenario or a clear message, nothing else', async () => {
  test.setTimeout(300_000);
  for (let i = 0; i < 11_000; ++i) {
    const link = (hostile[i % hostile.length] as () => string)();
    try {
      const scenario = await decodeScenario(link);
      expect(scenario === null ? link === '' : isWhole(scenario), link).toBe(true);
    } catch (error) {
      expect(error, link).toBeInstanceOf(LinkError);
      expect((error as Error).message).toMatch(/^(The link|The address) [^<>]+\.$/);
    }
  }
});

test('2,000 damaged links of version 2: recognised as such, never another program', async () => {
  const rows = issued.filter((row) => row.fragment.startsWith('2.'));
  for (let i = 0; i < 2000; ++i) {
    const row = pick(rows);
    const link = damage(row.fragment);
    const outcome = await decodeScenario(link).catch((error) => error);
    if (!(outcome instanceof LinkError)) expect(outcome, link).toEqual(row.scenario);
  }
});

test('links that inflate to much more are given up early', async () => {
  for (const version of [1, 2] as const) {
    const bomb = packed(`{"p":[{"s":"${'a'.repeat(64 << 20)}","e":2024,"t":""}]}`, version);
    const from = performance.now();
    await expect(decodeScenario(bomb)).rejects.toThrow(/more text than a program may have/);
    expect(performance.now() - from).toBeLessThan(2000);
  }
});

test('to the Rust Playground and back', async () => {
  const there = playgroundAddress(program('fn main() { println!("a+b&c {}", 1); }\n', { edition: 2018 }));
  expect(there).toMatch(/^https:\/\/play\.rust-lang\.org\/\?version=stable&mode=debug&edition=2018&code=fn\+main/);
  const { programs } = await scenarioFromText(` ${there}\n`);
  expect(programs).toEqual([program('fn main() { println!("a+b&c {}", 1); }\n', { edition: 2018 })]);
  expect(playgroundAddress(program('x'.repeat(20_000)))).toBeNull();
});

const taken: Record<string, [string, Program]> = {
  'a program': ['fn main() {}\r\n', program('fn main() {}\n')],
  'a playground link without edition': ['https://play.rust-lang.org/?code=fn+main()%7B%7D', program('fn main(){}', { edition: 2021 })],
  'a Markdown block': ['Look:\n\n```rust,should_panic\nfn main() {}\n```\nSee?', program('fn main() {}\n')],
  'a program with a link in it': ['// https://play.rust-lang.org/\nfn main() {}', program('// https://play.rust-lang.org/\nfn main() {}')],
};
for (const [name, [text, expected]] of Object.entries(taken)) {
  test(`pasted: ${name}`, async () => {
    expect((await scenarioFromText(text)).programs).toEqual([expected]);
  });
}

test('pasted: a link of Borrowlab', async () => {
  for (const { fragment, scenario } of issued) expect(await scenarioFromText(`https://example.org/lab/#${fragment}`)).toEqual(scenario);
});

const refused: Record<string, [string, RegExp]> = {
  nothing: ['  \n', /nothing/],
  'a gist of the playground': ['https://play.rust-lang.org/?version=stable&gist=0123', /names a gist/],
  'a gist': ['https://gist.github.com/someone/0123', /cannot fetch a gist/],
  'an empty playground': ['https://play.rust-lang.org/', /holds no program/],
  'an edition before its time': ['https://play.rust-lang.org/?edition=2015&code=x', /edition 2015/],
  'any other address': ['https://example.org/#about', /holds no program/],
};
for (const [name, [text, message]] of Object.entries(refused)) {
  test(`pasted: ${name} is refused in words`, async () => {
    const error = await scenarioFromText(text).catch((e) => e);
    expect(error).toBeInstanceOf(PasteError);
    expect(error.message).toMatch(message);
  });
}
