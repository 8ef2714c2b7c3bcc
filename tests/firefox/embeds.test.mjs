// What posts embed, in Firefox: the element in a post of another origin, the frame, the file on a disk.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../web/tools/serve.mjs';
import { findFirefox, root } from '../../web/tools/setup.mjs';
import { element, hostileStyle, looks, postOf, sameRoom, strictPolicy } from '../e2e/posts.mjs';
import { startFirefox } from './bidi.mjs';

const firefox = findFirefox();
if (firefox === undefined) throw new Error('no Firefox: install it, or name it in BORROWLAB_FIREFOX');

const rejected =
  'fn main() {\n    let mut words = vec![1];\n    let first = &words;\n    words.push(2);\n    println!("{:?}", first);\n}\n';
const accepted = 'fn main() {\n    println!("{:?}", vec![1, 2, 3]);\n}\n';
const panics =
  'use std::cell::RefCell;\n\nfn main() {\n    let c = RefCell::new(1);\n    let _a = c.borrow_mut();\n    c.borrow_mut();\n}\n';

const folder = mkdtempSync(path.join(tmpdir(), 'borrowlab-embeds-'));
let site;
let host; // the server of the posts
let post; // what it gives: { headers, body }
let browser;
before(async () => {
  site = await serve(path.join(root, 'web/dist'), 47351);
  host = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...post.headers });
    response.end(post.body);
  });
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  browser = await startFirefox(firefox, { width: 900, height: 900 });
});
after(async () => {
  await browser?.close();
  for (const server of [site?.server, host]) {
    server?.closeAllConnections();
    server?.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

// Opens a post with this body, under a policy of its own.
async function open(body, { style = '', policy = strictPolicy(new URL(site.address).origin) } = {}) {
  const { page } = browser;
  post = { headers: { 'content-security-policy': policy }, body: postOf({ site: site.address, body, style }) };
  await page.goto(`http://127.0.0.1:${host.address().port}/${Math.random()}`);
  return page;
}

// The verdict of an element; it wakes when it comes into view.
const verdictOf = (index) => {
  const of = document.querySelectorAll('borrow-lab')[index];
  of.scrollIntoView();
  const live = of.shadowRoot?.querySelector('bl-live')?.shadowRoot;
  return live?.querySelector('bl-verdict')?.shadowRoot.querySelector('[role=status]')?.textContent ?? '';
};
const judged = (page, index, wanted) => page.until((text) => wanted.test(text), verdictOf, index);

// The same of the page's labs, as the site, the frame and the file have them. Where it stands: the root of all.
const verdictInLab = (rootOfAll) => {
  const labs = document.querySelector(rootOfAll)?.shadowRoot?.querySelector('bl-labs')?.shadowRoot;
  const verdict = labs?.querySelector('bl-lab')?.shadowRoot?.querySelector('bl-verdict')?.shadowRoot;
  return verdict?.querySelector('[role=status]')?.textContent ?? '';
};

test('ten elements in a post of another origin with a strict policy: one engine, the post as it was', async () => {
  const programs = [
    [rejected, /E0502/],
    [accepted, /Ran to the end/],
    [panics, /already borrowed/],
  ];
  const page = await open(Array.from({ length: 10 }, (_, i) => element(programs[i % 3][0])).join(''));
  const outside = () => page.call(() => document.documentElement.outerHTML);
  const untouched = await outside();
  for (let i = 0; i < 10; ++i) await judged(page, i, programs[i % 3][1]);
  assert.deepEqual(
    (await page.frames()).map(({ url }) => url),
    [`${site.address}engine.html`],
  );
  assert.equal(await outside(), untouched);
});

test('a hostile style sheet changes nothing', async () => {
  const body = sameRoom.body(element(rejected, 'theme="light"'));
  const measured = async (style) => {
    const page = await open(body, { style });
    await judged(page, 0, /E0502/);
    return page.call(`() => (${looks})(document.querySelector('borrow-lab'))`);
  };
  const calm = await measured(`body { margin: 0 } ${sameRoom.style}`);
  assert.deepEqual(await measured(`${hostileStyle} ${sameRoom.around} ${sameRoom.style}`), calm);
});

test('without scripts the program is text of the page', async () => {
  // A sandboxed page runs no scripts at all.
  const page = await open(element(rejected), { policy: 'sandbox' });
  assert.deepEqual(await page.texts('borrow-lab > pre > code'), [rejected]);
});

test('on paper', async () => {
  const page = await open(element(rejected, 'height="40"'));
  await judged(page, 0, /E0502/);
  assert.match((await page.print()).subarray(0, 5).toString(), /^%PDF-/);
  assert.match(await page.call(verdictOf, 0), /E0502/);
});

test('a sandboxed frame, and one that is as high as what is in it', async () => {
  const origin = new URL(site.address).origin;
  const frame = (id, attributes) =>
    `<iframe id="${id}" title="${id}" width="600" height="100" src="${site.address}embed.html" ${attributes}></iframe>`;
  const page = await open(frame('plain', '') + frame('sandboxed', 'sandbox="allow-scripts"'), {
    policy: `default-src 'none'; script-src ${origin}; frame-src ${origin}; img-src data:; style-src 'nonce-own'`,
  });
  const frames = await page.frames();
  assert.equal(frames.length, 2);
  for (const { context } of frames) await page.untilIn(context, (text) => /E0502/.test(text), verdictInLab, 'bl-embed');
  // Both grow until all verdicts are there.
  const outer = () => page.call(() => document.querySelector('#plain').getBoundingClientRect().height);
  const inner = () => page.callIn(frames[0].context, () => document.querySelector('bl-embed').getBoundingClientRect().height);
  for (const from = Date.now(); Math.abs((await outer()) - (await inner())) >= 6; )
    assert.ok(Date.now() - from < 60_000, `the frame has ${await outer()}, its content ${await inner()}`);
  assert.ok((await outer()) > 200);
});

test('a file opened from a disk, without a network', async () => {
  const { page } = browser;
  await page.goto(site.address);
  await page.until((text) => /E0502/.test(text), verdictInLab, 'bl-app');
  // The page as Share gives it: its text is kept instead of downloaded.
  const text = await page.call(async () => {
    const share = document.querySelector('bl-app').shadowRoot.querySelector('bl-share').shadowRoot;
    const made = new Promise((resolve) => {
      const create = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        resolve(blob.text());
        return create(blob);
      };
    });
    HTMLAnchorElement.prototype.click = () => {};
    const soon = async (find) => {
      for (;;) {
        const found = find();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    share.querySelector('.opener').click();
    (await soon(() => share.querySelector('#kind-file'))).click();
    const button = await soon(() => [...share.querySelectorAll('button.main')].find((each) => /Download the page/.test(each.textContent)));
    button.click();
    return made;
  });
  const file = path.join(folder, 'program.html');
  writeFileSync(file, text);
  // The dialog's preview, which may be laid anew meanwhile, has asked for all that it needs before it is left; so has the worker.
  const previewed = async () => {
    const preview = (await page.frames()).find(({ url }) => url.includes('embed.html'));
    if (preview === undefined) return '';
    return page.callIn(preview.context, verdictInLab, 'bl-embed').catch((error) => {
      if (!/no such frame/.test(error.message)) throw error;
      return '';
    });
  };
  for (const from = Date.now(); !/E0502/.test(await previewed()); ) assert.ok(Date.now() - from < 60_000, 'the preview has no verdict');
  await page.call(async () => {
    const busy = async () => (await navigator.serviceWorker.getRegistrations()).some(({ installing, waiting }) => installing ?? waiting);
    while (await busy()) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await page.goto('about:blank');
  const asked = page.requests.length;
  await page.goto(pathToFileURL(file).href);
  await page.until((verdict) => /E0502/.test(verdict), verdictInLab, 'bl-embed');
  assert.deepEqual(
    page.requests.slice(asked).filter((url) => /^https?:/.test(url)),
    [],
  );
});

test('nothing was complained about', () => {
  assert.deepEqual(browser.page.complaints.splice(0), []);
});
