// To the Rust Playground and back: links that open a program there, and what a reader pastes from there or from anywhere else.
import type { Edition } from '../engine/protocol';
import { editions } from '../engine/protocol';
import { decodeScenario } from './link';
import { type Program, type Scenario, scenarioOf } from './scenario';

const playground = 'https://play.rust-lang.org/';
const longestAddress = 16_000; // characters that the playground's server takes

// The address that opens a program in the Rust Playground; null where it would be too long.
export function playgroundAddress({ source, edition }: Program): string | null {
  const query = new URLSearchParams({ version: 'stable', mode: 'debug', edition: String(edition), code: source });
  const address = `${playground}?${query}`;
  return address.length > longestAddress ? null : address;
}

// What was pasted cannot be made a program; in words for the reader.
export class PasteError extends Error {}

function fromPlayground(url: URL): Scenario {
  const code = url.searchParams.get('code');
  if (code === null) {
    throw new PasteError(
      url.searchParams.has('gist')
        ? 'This link names a gist, which only GitHub has. Open it, and paste the program’s text itself.'
        : 'This link of the Rust Playground holds no program: its Share button gives one that does, or paste the text itself.',
    );
  }
  // The playground takes 2021 where its links do not say.
  const edition = Number(url.searchParams.get('edition') ?? 2021) as Edition;
  if (!editions.includes(edition)) throw new PasteError(`This program is of edition ${edition}; Borrowlab has 2018, 2021 and 2024.`);
  return scenarioOf([{ source: code, edition, title: '' }]);
}

const isAddress = (text: string) => /^https?:\/\/\S+$/.test(text);

// The first Rust block of a Markdown text, as in a gist or a forum post; the text itself where there is none.
function codeOf(text: string): string {
  const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*(?:rust|rs)?(?:[, \t{][^\n]*)?\n([\s\S]*?)^ {0,3}\1[`~]*[ \t]*$/m.exec(text);
  return fence?.[2] ?? text;
}

// A pasted text as a scenario: a link of Borrowlab or of the Rust Playground, a Markdown block, or a program.
export async function scenarioFromText(pasted: string): Promise<Scenario> {
  const text = pasted.replaceAll('\r\n', '\n');
  const trimmed = text.trim();
  if (trimmed === '') throw new PasteError('There is nothing in it.');
  if (!isAddress(trimmed)) return scenarioOf([{ source: codeOf(text), edition: 2024, title: '' }]);
  const url = URL.parse?.(trimmed) ?? new URL(trimmed);
  if (url.hostname === 'play.rust-lang.org') return fromPlayground(url);
  if (/^#\d+\./.test(url.hash)) {
    const scenario = await decodeScenario(url.hash);
    if (scenario !== null) return scenario;
  }
  if (/^gist\.github(usercontent)?\.com$/.test(url.hostname))
    throw new PasteError('Borrowlab asks no other server, so it cannot fetch a gist. Open it, and paste the program’s text itself.');
  throw new PasteError('This address holds no program. Links of Borrowlab and of the Rust Playground do.');
}
