// What the Share dialog gives: a scenario as text for the place where it is to appear.
import { mark } from '../embed/marked';
import { type Program, type Scenario, titleOf } from './scenario';

export const kinds = ['link', 'markdown', 'element', 'iframe', 'zola', 'hugo', 'mdbook', 'svg', 'file'] as const;
export type Kind = (typeof kinds)[number];

export interface Offer {
  scenario: Scenario;
  site: string; // the address of the site's folder
  fragment: string; // of the scenario
  expects: readonly string[]; // what became of the programs: `ok`, `panic`, error codes; empty: not known
  theme: 'auto' | 'light' | 'dark';
  run: 'visible' | 'click';
  readonly: boolean;
  height: number; // of a frame, in pixels
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string) => escapeText(text).replaceAll('"', '&quot;');

// Attributes that say something else than what holds without them.
function attributes({ scenario, expects, theme, run, readonly }: Offer): [string, string][] {
  const [first] = scenario.programs;
  const single = scenario.programs.length === 1;
  // Of two programs each has its own.
  const title = single ? titleOf(scenario) : scenario.title;
  const all: [string, string, boolean][] = [
    ['title', title, title !== ''],
    ['edition', String(first?.edition), single && first?.edition !== 2024],
    ['view', scenario.view, scenario.view !== 'output'],
    ['step', String(scenario.step), scenario.step !== null],
    ['expect', expects[0] ?? '', single && (expects[0] ?? '') !== ''],
    ['theme', theme, theme !== 'auto'],
    ['run', run, run !== 'visible'],
    ['readonly', 'true', readonly],
  ];
  return all.filter(([, , said]) => said).map(([name, value]) => [name, value]);
}

export const linkOf = ({ site, fragment }: Offer): string => `${site}#${fragment}`;

const titleOr = (scenario: Scenario, other: string) => titleOf(scenario) || other;

function markdownLink(offer: Offer): string {
  const title = titleOr(offer.scenario, 'A Rust program in Borrowlab');
  return `[${title.replace(/[\\[\]`*_<>]/g, '\\$&')}](${linkOf(offer)})`;
}

// Where two programs differ, each says it for itself.
function code({ source, edition, title, hidden = [] }: Program, single: boolean, expect: string): string {
  const own: [string, string, boolean][] = [
    ['edition', String(edition), !single && edition !== 2024],
    ['title', title, !single && title !== ''],
    ['expect', expect, !single && expect !== ''],
  ];
  const said = own.filter(([, , say]) => say).map(([name, value]) => ` data-${name}="${escapeAttribute(value)}"`);
  return `<pre><code class="language-rust"${said.join('')}>${escapeText(mark(source, hidden))}\n</code></pre>`;
}

export const elementScript = ({ site }: Offer): string => `<script type="module" src="${escapeAttribute(site)}embed.js"></script>`;

export function elementTag(offer: Offer): string {
  const { programs } = offer.scenario;
  const said = attributes(offer).map(([name, value]) => (name === 'readonly' ? ' readonly' : ` ${name}="${escapeAttribute(value)}"`));
  const codes = programs.map((program, i) => code(program, programs.length === 1, offer.expects[i] ?? ''));
  return `<borrow-lab${said.join('')}>${codes.join('\n')}</borrow-lab>`;
}

export function frameAddress({ site, fragment, theme }: Offer): string {
  return `${site}embed.html${theme === 'auto' ? '' : `?theme=${theme}`}#${fragment}`;
}

function iframeTag(offer: Offer): string {
  const title = `Borrowlab: ${titleOr(offer.scenario, 'a Rust program')}`;
  return `<iframe src="${escapeAttribute(frameAddress(offer))}" title="${escapeAttribute(title)}" width="100%" height="${offer.height}" style="border:0" loading="lazy"></iframe>`;
}

// A fence longer than any in the text.
function fenced(info: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^\s*(`{3,})/gm)].map(([, ticks]) => ticks?.length ?? 0));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${info}\n${text}\n${ticks}`;
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
const blocks = ({ scenario }: Offer) =>
  scenario.programs.map(({ source, hidden = [] }) => fenced('rust', mark(source, hidden))).join('\n\n');

function zola(offer: Offer): string {
  const said = attributes(offer).map(([name, value]) => `${name}=${quoted(value).replaceAll('\\\\', '\\')}`);
  return `{% borrowlab(${said.join(', ')}) %}\n${blocks(offer)}\n{% end %}`;
}

function hugo(offer: Offer): string {
  const said = attributes(offer).map(([name, value]) => ` ${name}=${quoted(value)}`);
  return `{{< borrowlab${said.join('')} >}}\n${blocks(offer)}\n{{< /borrowlab >}}`;
}

// rustdoc's attributes for what is expected; the theme script makes elements of blocks that are called `borrowlab`.
function mdbook({ scenario, expects }: Offer): string {
  return scenario.programs
    .map(({ source, edition, hidden = [] }, i) => {
      const expect = expects[i] ?? '';
      const says = { '': [], ok: [], panic: ['should_panic'], error: ['compile_fail'] }[expect] ?? ['compile_fail', ...expect.split(' ')];
      const info = ['rust', 'borrowlab', ...says, ...(edition === 2024 ? [] : [`edition${edition}`])];
      return fenced(info.join(','), mark(source, hidden));
    })
    .join('\n\n');
}

// The text of a kind that is text.
export function snippet(kind: Exclude<Kind, 'svg' | 'file'>, offer: Offer): string {
  switch (kind) {
    case 'link':
      return linkOf(offer);
    case 'markdown':
      return markdownLink(offer);
    case 'element':
      return `${elementScript(offer)}\n${elementTag(offer)}`;
    case 'iframe':
      return iframeTag(offer);
    case 'zola':
      return zola(offer);
    case 'hugo':
      return hugo(offer);
    case 'mdbook':
      return mdbook(offer);
  }
}

// The self-contained page with this scenario in it. `page`: standalone.html.
export function selfContained(page: string, offer: Offer): string {
  const title = `${titleOr(offer.scenario, 'A Rust program')} · Borrowlab`;
  const meta = (name: string, content: string) => `<meta name="borrowlab-${name}" content="${escapeAttribute(content)}" />`;
  // Readable where no script runs; the element takes its place where one does.
  const codes = offer.scenario.programs.map(({ source }) => `<pre><code>${escapeText(source)}</code></pre>`);
  return page
    .replace(
      /<title>[^<]*<\/title>/,
      () => `<title>${escapeText(title)}</title>\n${meta('scenario', offer.fragment)}\n${meta('site', offer.site)}`,
    )
    .replace('<bl-embed></bl-embed>', () => `<bl-embed>${codes.join('\n')}</bl-embed>`);
}

// Lines as a reader writes them: "1-3, 12".
export const linesText = (lines: Program['hidden']): string =>
  (lines ?? []).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');

export function linesFrom(text: string): NonNullable<Program['hidden']> {
  return [...text.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)]
    .map(([, from, to]) => ({ from: Number(from), to: Number(to ?? from) }))
    .filter(({ from, to }) => from >= 1 && to >= from && to < 1e6);
}
