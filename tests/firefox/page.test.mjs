// The page in Firefox: the views of the landing page, judged, drawn, stepped through, by pointer and by keyboard.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../web/tools/serve.mjs';
import { findFirefox, root } from '../../web/tools/setup.mjs';
import { keys, startFirefox } from './bidi.mjs';

const firefox = findFirefox();
if (firefox === undefined) throw new Error('no Firefox: install it, or name it in BORROWLAB_FIREFOX');

let site;
let browser;
before(async () => {
  site = await serve(path.join(root, 'web/dist'), 47331);
  browser = await startFirefox(firefox, { width: 1280, height: 900 });
});
after(async () => {
  await browser?.close();
  site?.server.closeAllConnections();
  site?.server.close();
});

// The page's parts are in shadow trees: `find` takes a path of selectors through them, `found` all that the last one matches.
const helpers = () => {
  globalThis.found = (...selectors) =>
    selectors.reduce((roots, selector) => roots.flatMap((each) => [...(each.shadowRoot ?? each).querySelectorAll(selector)]), [document]);
  globalThis.lab = (index) => globalThis.found('bl-app', 'bl-labs', 'bl-lab')[index];
  globalThis.inLab = (index, ...selectors) =>
    selectors.reduce(
      (roots, selector) => roots.flatMap((each) => [...(each.shadowRoot ?? each).querySelectorAll(selector)]),
      [globalThis.lab(index)],
    );
};

async function open() {
  const { page } = browser;
  await page.goto(`${site.address}?${Math.random()}`);
  await page.call(helpers);
  await page.until(
    (words) => words.length === 2 && /E0502/.test(words[0]) && /RefCell already borrowed/.test(words[1]),
    () => globalThis.found('bl-app', 'bl-labs', 'bl-lab', 'bl-verdict', '.words').map((each) => each.textContent),
  );
  return page;
}

const centre = (page, index, ...selectors) =>
  page.call(
    (at, path) => {
      const { left, top, width, height } = globalThis.inLab(at, ...path)[0].getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    },
    index,
    selectors,
  );

test('both verdicts and both pictures', async () => {
  const page = await open();
  const lanes = (index) =>
    page.call(
      (at) => globalThis.inLab(at, '.lanes .lane').map((each) => `${each.dataset.kind} ${each.dataset.from}-${each.dataset.to}`),
      index,
    );
  assert.deepEqual(await lanes(0), ['shared 3-5', 'exclusive 4-5']);
  assert.match((await lanes(1)).join(), /^shared 5-\d+,exclusive 6-6$/);
  const clashes = await page.call(() => [0, 1].map((at) => globalThis.inLab(at, '.lanes .clash').map((each) => each.dataset.line)));
  assert.deepEqual(clashes, [['4'], ['6']]);
});

test('lanes stand at their lines', async () => {
  const page = await open();
  const off = await page.call(() =>
    [0, 1].flatMap((at) =>
      globalThis.inLab(at, '.lanes .lane').map((lane) => {
        const line = globalThis.inLab(at, '.cm-content .cm-line')[Number(lane.dataset.start) - 1];
        const head = lane.querySelector('.head').getBoundingClientRect();
        const row = Number.parseFloat(getComputedStyle(line).lineHeight);
        return Math.abs((head.top + head.bottom) / 2 - (line.getBoundingClientRect().top + row / 2));
      }),
    ),
  );
  assert.equal(off.length, 4);
  assert.ok(Math.max(...off) < 2, `off by ${off}`);
});

test('pointing at a lane lights up its places', async () => {
  const page = await open();
  await page.move(await centre(page, 0, '.lanes button[data-lane="0"]'));
  const lit = () =>
    page.call(() =>
      globalThis
        .inLab(0, '.bl-lit-start')
        .map((each) => each.textContent)
        .join(''),
    );
  await page.until(
    (text) => text === '&data',
    () =>
      globalThis
        .inLab(0, '.bl-lit-start')
        .map((each) => each.textContent)
        .join(''),
  );
  await page.move({ x: 5, y: 5 });
  assert.equal(await lit(), '');
});

test('time is stepped through by keyboard', async () => {
  const page = await open();
  await page.call(() => globalThis.inLab(1, 'bl-time', 'input')[0].focus());
  await page.press(keys.home, keys.right, keys.right);
  const now = await page.until(
    (text) => text !== '',
    () =>
      globalThis
        .inLab(1, '.cm-line.bl-now')
        .map((each) => each.textContent)
        .join(''),
  );
  assert.match(now, /let r1/);
});

test('typing changes the verdict', async () => {
  const page = await open();
  await page.call(() => globalThis.inLab(0, '.cm-content')[0].focus());
  await page.press([keys.control, 'a']);
  await page.press(...'fn main() { let x = 1; x = 2; }');
  await page.until(
    (text) => /E0384/.test(text),
    () => globalThis.inLab(0, 'bl-verdict', '.words')[0].textContent,
  );
});

test('nothing was complained about and nothing asked of elsewhere', async () => {
  const { page } = browser;
  assert.deepEqual(page.complaints, []);
  assert.deepEqual(
    page.requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('data:') && !url.startsWith('about:')),
    [],
  );
});
