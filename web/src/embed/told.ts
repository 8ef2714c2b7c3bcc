// What an author says about a program in attributes and classes, and whether the program does it.
import type { Edition } from '../engine/protocol';
import type { Lines } from '../share/scenario';
import { unmark } from './marked';

export interface Told {
  source: string;
  hidden: readonly Lines[];
  edition: Edition;
  title: string;
  expect: string; // what the author expects: `ok`, `panic`, `error` or error codes; empty: nothing said
}

// What became of a program, for scripts and for `expect`.
export interface Outcome {
  verdict: 'ok' | 'panic' | 'error' | 'refused' | 'stopped' | 'failed';
  codes: string[]; // of the compiler's errors
  message: string; // in words for a reader
  output: string; // what the program wrote, stdout and stderr as they came
}

export const editionOf = (text: string | null): Edition | null => {
  return /^20(18|21|24)$/.test(text ?? '') ? (Number(text) as Edition) : null;
};

// The text of a block of code as its author wrote it: site generators and mdBook add line numbers and mark hidden lines in their way.
function textOf(code: Element): string {
  const copy = code.cloneNode(true) as Element;
  for (const number of copy.querySelectorAll('.ln, .lnt, .giallo-ln')) number.remove();
  for (const boring of copy.querySelectorAll('.boring')) {
    boring.textContent = (boring.textContent ?? '').replace(/^(?=.*\S)(?!\s*# )/gm, '# ');
  }
  return copy.textContent ?? '';
}

// rustdoc's attributes, as classes of the block: `language-rust should_panic edition2021`.
function toldByClasses(code: Element): { edition: Edition | null; expect: string } {
  let edition: Edition | null = null;
  const expect: string[] = [];
  for (const name of `${code.className} ${code.parentElement?.className ?? ''}`.split(/[\s,]+/)) {
    if (name.startsWith('edition')) edition = editionOf(name.slice(7));
    else if (name === 'should_panic') expect.push('panic');
    else if (/^E\d{4}$/.test(name)) expect.push(name);
    else if (name === 'compile_fail') expect.push('error');
  }
  return { edition, expect: expect.length > 1 ? expect.filter((each) => each !== 'error').join(' ') : expect.join(' ') };
}

// The programs within an element: each `<pre><code>`, or the element's own text.
export function readPrograms(host: HTMLElement): Told[] {
  const blocks = [...host.querySelectorAll('pre')].map((pre) => pre.querySelector('code') ?? pre);
  const sources: Element[] = blocks.length > 0 ? blocks.slice(0, 2) : [host];
  return sources.map((code) => {
    const told = toldByClasses(code);
    const data = (code as HTMLElement).dataset ?? {};
    return {
      ...unmark(textOf(code)),
      edition: editionOf(data.edition ?? null) ?? told.edition ?? editionOf(host.getAttribute('edition')) ?? 2024,
      title: data.title ?? (sources.length === 1 ? (host.getAttribute('title') ?? '') : ''),
      expect: data.expect ?? (told.expect || (host.getAttribute('expect') ?? '')),
    };
  });
}

const words: Record<Outcome['verdict'], string> = {
  ok: 'runs to its end',
  panic: 'panics',
  error: 'is rejected',
  refused: 'is refused',
  stopped: 'is stopped',
  failed: 'has no verdict',
};

// What to tell the author where a program does not do as expected; null where it does.
export function mismatch(expect: string, outcome: Outcome): string | null {
  const wanted = expect.split(/[\s,]+/).filter((each) => each !== '');
  // Without a verdict there is nothing to compare.
  if (wanted.length === 0 || outcome.verdict === 'failed') return null;
  const codes = wanted.filter((each) => /^E\d{4}$/.test(each));
  const met =
    codes.length > 0
      ? outcome.verdict === 'error' && codes.every((code) => outcome.codes.includes(code))
      : wanted.includes(outcome.verdict);
  if (met) return null;
  const found = outcome.codes.length > 0 ? `${words[outcome.verdict]}: ${outcome.codes.join(', ')}` : words[outcome.verdict];
  return `The author expects ${wanted.join(', ')}; the program ${found}.`;
}
