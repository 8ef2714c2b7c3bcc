// <borrow-lab> in a post of another origin.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { BorrowLab } from '../../web/src/embed/borrow-lab';
import { accepted, editor, expect, lab, rejected, test, verdict, write } from './page';
import { site } from './ports.mjs';
import { open } from './post';
import { element, escaped, hostileStyle, looks, sameRoom } from './posts.mjs';

const elements = (page: Page): Locator => page.locator('borrow-lab');
const status = (of: Locator): Locator => of.locator('bl-verdict').getByRole('status');
const engines = (page: Page) => page.frames().filter((frame) => frame.url().endsWith('/engine.html'));
const panics = `use std::cell::RefCell;\n\nfn main() {\n    let c = RefCell::new(1);\n    let _a = c.borrow_mut();\n    c.borrow_mut();\n}\n`;

test('ten elements, a strict policy, one engine, the host’s page as it was', async ({ page }) => {
  const programs = [rejected, accepted, panics];
  const body = Array.from({ length: 10 }, (_, i) => `<p id="p${i}">Text ${i}.</p>${element(programs[i % 3] as string)}`).join('');
  await open(page, { body });
  const outside = () =>
    page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as HTMLElement;
      return copy.outerHTML;
    });
  const before = await outside();
  for (const each of await elements(page).all()) {
    await each.scrollIntoViewIfNeeded();
    await expect(status(each)).toHaveText(/Rejected · E0502|Ran to the end|Panicked/);
  }
  await expect(status(elements(page).nth(0))).toContainText('E0502');
  await expect(status(elements(page).nth(1))).toContainText('Ran to the end');
  await expect(status(elements(page).nth(2))).toContainText('already borrowed');
  expect(engines(page)).toHaveLength(1);
  expect(page.workers().length + (engines(page)[0] === undefined ? 1 : 0)).toBeLessThanOrEqual(1);
  expect(await outside()).toBe(before);
  await elements(page).nth(1).getByRole('button', { name: 'Edit' }).click();
  await expect(verdict(lab(page))).toContainText('Ran to the end');
  await write(page, lab(page), rejected);
  await expect(verdict(lab(page))).toContainText('E0502');
  expect(await outside()).toBe(before);
});

test('a hostile style sheet changes nothing', async ({ page }) => {
  const measure = async () => {
    await expect(status(elements(page).first())).toContainText('E0502');
    return elements(page).first().evaluate(looks);
  };
  const body = sameRoom.body(element(rejected, 'theme="light"'));
  await page.setViewportSize({ width: 700, height: 900 });
  await open(page, { body, style: `body { margin: 0 } ${sameRoom.style}` });
  const calm = await measure();
  await open(page, { body, style: `${hostileStyle} ${sameRoom.around} ${sameRoom.style}` });
  expect(await measure()).toEqual(calm);
});

test('attributes, hidden lines, expectations', async ({ page }) => {
  const hidden = '# use std::cell::Cell;\n#\n## not hidden\nlet c = Cell::new(1);\nprintln!("{}", c.get());';
  await open(page, {
    body: [
      element(hidden.replace('## not hidden\n', ''), 'expect="ok" title="Cells" height="80" theme="dark" readonly'),
      element(rejected, 'expect="panic" edition="2018"'),
      element(panics, 'expect="panic" run="click"'),
    ].join(''),
  });
  const [cells, wrong, onClick] = [0, 1, 2].map((i) => elements(page).nth(i)) as [Locator, Locator, Locator];
  await expect(status(cells)).toContainText('Ran to the end');
  await expect(cells.locator('bl-output')).toContainText('1');
  await expect(cells.locator('.title')).toHaveText('Cells');
  await expect(cells.locator('.line:visible')).toHaveText(['let c = Cell::new(1);\n', 'println!("{}", c.get());\n']);
  await cells.getByRole('button', { name: '3 hidden lines' }).click();
  await expect(cells.locator('.line:visible')).toHaveCount(5);
  expect((await cells.locator('.code').boundingBox())?.height).toBeLessThanOrEqual(81);
  await expect(cells.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expect(cells.locator('.box')).toHaveAttribute('data-theme', 'dark');
  await expect(wrong.locator('.mismatch')).toHaveText('The author expects panic; the program is rejected: E0502.');
  await onClick.scrollIntoViewIfNeeded();
  await expect(onClick.locator('.result')).toHaveText('Not run yet');
  await onClick.getByRole('button', { name: 'Run' }).click();
  await expect(status(onClick)).toContainText('already borrowed');
  await expect(onClick.locator('.mismatch')).toHaveCount(0);
});

test('properties, methods and events', async ({ page }) => {
  await open(page, { body: element(accepted, 'run="click" expect="E0502"') });
  const told = await elements(page).evaluate(async (host) => {
    const of = host as BorrowLab;
    const events: string[] = [];
    for (const name of ['borrow-lab-outcome', 'borrow-lab-mismatch'])
      document.addEventListener(name, (event) => events.push(`${name} ${(event as CustomEvent).detail.outcome.verdict}`));
    const before = of.outcome;
    const first = await of.run();
    of.source = 'fn main() { panic!("no"); }\n';
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await of.run();
    of.readOnly = true;
    return { before, first, second, events: [...new Set(events)], source: of.source, attribute: of.hasAttribute('readonly') };
  });
  expect(told.before).toBeNull();
  expect(told.first).toMatchObject({ verdict: 'ok', codes: [], output: '[1, 2, 3] [1, 2, 3]\n' });
  expect(told.second).toMatchObject({ verdict: 'panic' });
  expect(told.events).toContain('borrow-lab-outcome ok');
  expect(told.events).toContain('borrow-lab-mismatch ok');
  expect(told.source).toBe('fn main() { panic!("no"); }\n');
  expect(told.attribute).toBe(true);
});

test('blocks of a page become elements by a selector: plain, highlighted, mdBook’s', async ({ page }) => {
  const book = `<pre><pre class="playground"><code class="language-rust should_panic"><span class="boring">#![allow(unused)]
</span><span class="boring">fn main() {
</span>let v = vec![1];
println!("{}", v[3]);
<span class="boring">}</span></code></pre></pre>`;
  const chroma = `<div class="highlight"><pre tabindex="0"><code class="language-rust" data-lang="rust"><span class="ln">1</span><span class="kd">let</span> a = 1;
<span class="ln">2</span>println!("{a}");</code></pre></div>`;
  await open(page, {
    script: 'data-upgrade data-run="click"',
    body: `<pre><code class="language-rust E0502">${escaped(rejected)}</code></pre>${book}${chroma}<pre><code class="language-rust ignore">x</code></pre><pre><code class="language-js">1</code></pre>`,
  });
  await expect(elements(page)).toHaveCount(3);
  for (const each of await elements(page).all()) await each.getByRole('button', { name: 'Run' }).click();
  await expect(status(elements(page).nth(0))).toContainText('E0502');
  await expect(status(elements(page).nth(1))).toContainText('Panicked');
  await expect(elements(page).nth(1).locator('.line:visible')).toHaveCount(2);
  await expect(status(elements(page).nth(2))).toContainText('Ran to the end');
  await expect(page.locator('.mismatch')).toHaveCount(0);
});

test('the host’s colours decide, at once when they change', async ({ page }) => {
  await open(page, { body: element(accepted, 'run="click"'), style: 'body { color: #222 } body.dark { color: #eee }' });
  const box = elements(page).locator('.box');
  await expect(box).toHaveAttribute('data-theme', 'light');
  await page.evaluate(() => document.body.classList.add('dark'));
  await expect(box).toHaveAttribute('data-theme', 'dark');
});

test('a host that forbids the frame is told what to allow', async ({ page, complaints }) => {
  const policy = `script-src ${new URL(site).origin}; style-src 'nonce-own'; frame-src 'none'; img-src data:`;
  await open(page, { body: element(accepted), policy });
  await expect(status(elements(page))).toContainText(`frame-src ${new URL(site).origin}`);
  // The browser's own remarks on the forbidden frame.
  expect(complaints.splice(0).every((each) => /frame-src|engine\.html/.test(each))).toBe(true);
});

test('forty elements wake as the reader comes near, on one engine', async ({ page }) => {
  await open(page, { body: Array.from({ length: 40 }, (_, i) => element(`fn main() { println!("{}", ${i}); }\n`)).join('') });
  await expect(status(elements(page).first())).toContainText('Ran to the end');
  await expect(elements(page).nth(39).locator('bl-verdict')).toHaveCount(0);
  await elements(page).nth(39).scrollIntoViewIfNeeded();
  await expect(elements(page).nth(39).locator('bl-output')).toContainText('39');
  expect(engines(page)).toHaveLength(1);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the program is text of the page', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await open(page, { body: element(rejected) });
    await expect(elements(page)).toContainText('words.push(2);');
    await expect(elements(page).locator('pre')).toBeVisible();
    await context.close();
  });
});

test('on paper: program, verdict and output, no buttons', async ({ page }) => {
  await open(page, { body: element(rejected, 'height="40"') });
  await expect(status(elements(page))).toContainText('E0502');
  await page.emulateMedia({ media: 'print' });
  await expect(elements(page).getByRole('button', { name: 'Run' })).toBeHidden();
  await expect(elements(page).locator('.line').last()).toBeVisible();
  const { height, content } = await elements(page)
    .locator('.code')
    .evaluate((code) => ({ height: code.clientHeight, content: code.scrollHeight }));
  expect(height).toBe(content);
  await expect(elements(page).locator('bl-output')).toContainText('error[E0502]');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe-core, ${scheme}: read, run, edited`, async ({ page }) => {
    const style = scheme === 'dark' ? 'body { background: #111; color: #eee }' : '';
    await open(page, {
      body: element(rejected, 'title="Rejected"') + element(panics, 'title="Panics" expect="ok"'),
      style,
      policy: `${''}default-src * 'unsafe-inline' 'unsafe-eval' data: blob:`,
    });
    await expect(status(elements(page).nth(0))).toContainText('E0502');
    await expect(elements(page).nth(1).locator('.mismatch')).toBeVisible();
    const violations = async () =>
      (await new AxeBuilder({ page }).include('main').analyze()).violations.map(
        (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`,
      );
    expect(await violations()).toEqual([]);
    await elements(page).nth(0).getByRole('button', { name: 'Edit' }).click();
    await expect(editor(lab(page))).toBeFocused();
    expect(await violations()).toEqual([]);
  });
}

test('Open in Borrowlab takes the program along', async ({ page }) => {
  await open(page, { body: element(rejected, 'title="Words" edition="2021"') });
  await expect(status(elements(page))).toContainText('E0502');
  const link = elements(page).getByRole('link', { name: 'Open in Borrowlab' });
  await link.focus();
  await expect(link).toHaveAttribute('href', new RegExp(`^${site}#2\\.`));
});

test('frames: as high as what is in them, sandboxed, from a host that says nothing of other origins', async ({ page, complaints }) => {
  const { encodeScenario } = await import('../../web/src/share/link');
  const { scenarioOf } = await import('../../web/src/share/scenario');
  const { bare } = await import('./ports.mjs');
  const fragment = await encodeScenario(scenarioOf([{ source: rejected, edition: 2024, title: 'Words' }]));
  const policy = `default-src 'none'; script-src ${new URL(site).origin}; frame-src ${new URL(site).origin} ${new URL(bare).origin}; img-src data:; style-src 'nonce-own'`;
  await open(page, {
    policy,
    style: 'body { background: #111; color: #eee }',
    body: `<iframe id="plain" title="plain" height="100" width="600" src="${site}embed.html#${fragment}"></iframe>
      <iframe id="sandboxed" title="sandboxed" sandbox="allow-scripts" height="500" width="600" src="${bare}embed.html?theme=dark#${fragment}"></iframe>`,
  });
  for (const id of ['plain', 'sandboxed']) {
    const frame = page.frameLocator(`#${id}`);
    await expect(frame.locator('bl-verdict').getByRole('status')).toContainText('E0502');
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  }
  const box = page.frameLocator('#plain').locator('bl-embed');
  await expect
    .poll(async () => Math.abs(((await page.locator('#plain').boundingBox())?.height ?? 0) - ((await box.boundingBox())?.height ?? 0)))
    .toBeLessThan(6);
  // The one attempt that the other server forbids.
  expect(complaints.splice(0).every((each) => /blocked by CORS policy|ERR_FAILED/.test(each))).toBe(true);
});
