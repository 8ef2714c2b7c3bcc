// What the views cost, in a real browser: from a keystroke to the repainted lanes on the landing page, one step backward on a run of
// 100,000 steps, and the bytes that they add. `node tests/bench/views.mjs` after `npm run build`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { serve } from '../../web/tools/serve.mjs';
import { findChromium, root } from '../../web/tools/setup.mjs';

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const worst = (values) => Math.max(...values);
const say = (what, values) =>
  console.log(`${what}: median ${median(values).toFixed(1)} ms, worst of ${values.length} ${worst(values).toFixed(1)} ms`);

const long = `use std::cell::RefCell;

fn main() {
    let total = RefCell::new(0u64);
    let mut i = 0;
    while i < 33_400 {
        *total.borrow_mut() += i;
        i += 1;
    }
    println!("{}", total.borrow());
}
`;

const { server, address } = await serve(path.join(root, 'web/dist'), 47341);
const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'];
const browser = await chromium.launch({ executablePath: findChromium(), args });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(address);
const lab = page.locator('bl-lab').first();
const verdict = lab.locator('bl-verdict').getByRole('status');
await verdict.filter({ hasText: 'E0502' }).waitFor();

// A line begun below line 2, and taken back: lanes that do not change are not drawn anew.
await lab.locator('.cm-line').nth(1).click();
await page.keyboard.press('End');
await lab.evaluate((element) => {
  const root = element.shadowRoot;
  const times = [];
  window.keystrokes = times;
  let from = 0;
  element.addEventListener(
    'keydown',
    (event) => {
      from = event.timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    // The last drawing counts: with the text's move first, with the answer at last.
    if (root.querySelector('.lanes.stale') !== null || from === 0) return;
    const begun = from;
    from = 0;
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - begun)));
  }).observe(root.querySelector('.lanes'), { subtree: true, childList: true, attributes: true });
});
for (let i = 0; i < 60; ++i) {
  await page.keyboard.press(i % 2 === 0 ? 'Enter' : 'Control+z');
  await page.waitForTimeout(400);
}
say('keystroke to repainted lanes, landing page', (await page.evaluate(() => window.keystrokes)).slice(10));

await lab.locator('.cm-content').focus();
await page.keyboard.press('ControlOrMeta+A');
await page.keyboard.insertText(long);
await verdict.filter({ hasText: 'Ran to the end' }).waitFor();
const slider = lab.getByRole('slider');
await slider.waitFor();
for (const view of ['Output', 'Memory', 'Timeline']) {
  const tab = lab.getByRole('tab', { name: view });
  if ((await tab.count()) === 0) continue;
  await tab.click();
  await page.waitForTimeout(1000);
  const steps = await slider.evaluate(async (input) => {
    const times = [];
    const root = input.getRootNode().host.getRootNode();
    // Memory comes from the engine: the step is over once that moment is drawn.
    const memory = () => root.querySelector('bl-memory-at')?.shadowRoot.querySelector('bl-memory');
    const drawn = (step) => memory() === undefined || memory() === null || memory().memory?.step === step;
    for (let i = 0; i < 60; ++i) {
      // A key that is held repeats 30 times a second.
      await new Promise((resolve) => setTimeout(resolve, 33));
      // From the beginning of one frame, so that waiting for it does not count.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const from = performance.now();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, composed: true }));
      const step = Number(input.value) - 1;
      do await new Promise((resolve) => setTimeout(resolve));
      while (!drawn(step));
      // Style and layout belong to it.
      root.querySelector('.panel').getBoundingClientRect();
      times.push(performance.now() - from);
    }
    return times;
  });
  say(`one step backward of ${await slider.getAttribute('max')}, ${view.toLowerCase()} shown`, steps.slice(10));
}
await browser.close();
server.close();

const folder = path.join(root, 'web/dist/assets');
const brotli = readdirSync(folder)
  .filter((name) => name.endsWith('.js') || name.endsWith('.css'))
  .map((name) => ({ name, bytes: brotliCompressSync(readFileSync(path.join(folder, name))).length }));
for (const { name, bytes } of brotli) console.log(`${name}: ${bytes} bytes Brotli`);
console.log(`scripts and styles: ${brotli.reduce((sum, { bytes }) => sum + bytes, 0)} bytes Brotli`);
