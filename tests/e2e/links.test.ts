import { deflateRawSync } from 'node:zlib';
import { accepted, expect, guard, lab, output, rejected, test, textOf, verdict, write } from './page';
import { host, site } from './ports.mjs';

const fragment = (wire: unknown) =>
  `1.${deflateRawSync(Buffer.from(typeof wire === 'string' ? wire : JSON.stringify(wire))).toString('base64url')}`;
const link = (source: string, title = 'From a friend') => `./#${fragment({ p: [{ s: source, e: 2021, t: title }] })}`;

test('a shared link opens the same program in a fresh browser', async ({ page, browser, complaints }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, accepted);
  await first.getByLabel('Edition').selectOption('2018');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const address = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  expect(address).toMatch(/^http:\/\/localhost:\d+\/#2\.[\w-]+$/);

  const context = await browser.newContext();
  await guard(context, complaints);
  const fresh = await context.newPage();
  await fresh.goto(address);
  expect(await textOf(lab(fresh, 0))).toBe(accepted);
  await expect(lab(fresh, 0).getByLabel('Edition')).toHaveValue('2018');
  await expect(verdict(lab(fresh, 0))).toContainText('Ran to the end');
  await expect(verdict(lab(fresh, 1))).toContainText('Panicked');
  await context.close();
});

test('Share copies what it shows', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(site).origin });
  await page.goto('./');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const copied = async (name: string) => {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.getByRole('button', { name: `Copy: ${name}` }).click();
    await expect(page.getByRole('dialog').getByRole('status')).toContainText([`${name} copied.`]);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied('Link')).toMatch(/#2\.[\w-]+$/);
  expect(await copied('Iframe')).toMatch(/^<iframe src="[^"]+\/embed\.html#2\.[\w-]+" title="[^"]+"[^>]*><\/iframe>$/);
});

const bad: Record<string, [string, RegExp]> = {
  damaged: [`${fragment({ p: [{ s: accepted, e: 2024, t: '' }] }).slice(0, -20)}`, /damaged/],
  foreign: ['introduction', /not a Borrowlab scenario/],
  'of the future': ['7.abcdef', /newer Borrowlab \(format 7\)/],
  bomb: [fragment(`{"p":[{"s":"${'a'.repeat(64 << 20)}","e":2024,"t":""}]}`), /more text than a program may have/],
  'of a wrong shape': [fragment({ p: [{ s: 4, e: 2024, t: '' }] }), /damaged/],
  'of an unknown edition': [fragment({ p: [{ s: '', e: 2027, t: '' }] }), /damaged/],
};
for (const [name, [text, message]] of Object.entries(bad)) {
  test(`a link that is ${name} gives a clear message and leaves the reader's text`, async ({ page }) => {
    await page.goto('./');
    await write(page, lab(page, 0), accepted);
    await expect(verdict(lab(page, 0))).toContainText('Ran to the end');
    await page.evaluate((hash) => {
      location.hash = hash;
    }, text);
    await expect(page.getByRole('alert')).toHaveText(message);
    expect(await textOf(lab(page, 0))).toBe(accepted);
    await page.reload();
    await expect(page.getByRole('alert')).toHaveText(message);
    expect(await textOf(lab(page, 0))).toBe(accepted);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

test('a link opens over the reader’s text, which is kept and comes back', async ({ page }) => {
  await page.goto('./');
  await write(page, lab(page, 0), accepted);
  await expect(verdict(lab(page, 0))).toContainText('Ran to the end');
  await page.goto(link(rejected));
  await page.reload();
  await expect(page.locator('bl-lab')).toHaveCount(1);
  expect(await textOf(lab(page))).toBe(rejected);
  await expect(page.locator('bl-lab h2')).toHaveText('From a friend');
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page
    .getByRole('navigation', { name: 'Scenarios' })
    .getByRole('button', { name: /changed/ })
    .click();
  await expect(page.locator('bl-lab')).toHaveCount(2);
  expect(await textOf(lab(page, 0))).toBe(accepted);
});

test('opening a scenario offers the earlier text, and Back returns', async ({ page }) => {
  await page.goto('./');
  await write(page, lab(page, 0), accepted);
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('button', { name: 'Two writers' }).click();
  await expect(page.locator('bl-lab h2')).toHaveText('Two writers');
  await expect(verdict(lab(page))).toContainText('Panicked · RefCell already borrowed');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.locator('bl-lab')).toHaveCount(2);
  expect(await textOf(lab(page, 0))).toBe(accepted);
  await page.goBack();
  await expect(page.locator('bl-lab h2')).toHaveText('Two writers');
});

test('the last edit survives a reload, and Reset undoes it', async ({ page }) => {
  for (const address of ['./', link(rejected)]) {
    await page.goto(address);
    const original = await textOf(lab(page, 0));
    await write(page, lab(page, 0), accepted);
    await lab(page, 0).getByLabel('Edition').selectOption('2018');
    await page.reload();
    await expect.poll(() => textOf(lab(page, 0))).toBe(accepted);
    await expect(lab(page, 0).getByLabel('Edition')).toHaveValue('2018');
    await lab(page, 0).getByRole('button', { name: 'Reset' }).click();
    await page.reload();
    await expect.poll(() => textOf(lab(page, 0))).toBe(original);
    await page.goto('about:blank');
  }
});

test('storage that holds nonsense, or is not there, does no harm', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => {
    localStorage.setItem('borrowlab.work', '{"opened":3');
    localStorage.setItem('borrowlab.kept', '{"a":[]}');
    localStorage.setItem('borrowlab.theme', 'plaid');
  });
  await page.reload();
  await expect(verdict(lab(page, 0))).toContainText('E0502');
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.reload();
  await write(page, lab(page, 0), accepted);
  await expect(verdict(lab(page, 0))).toContainText('Ran to the end');
});

test('in an iframe of a page of another origin', async ({ page }) => {
  await page.goto(`${host}?src=${encodeURIComponent(`${site}embed.html${link(rejected).slice(2)}`)}`);
  const frame = page.frames()[1];
  if (frame === undefined) throw new Error('no frame');
  await expect(verdict(lab(frame))).toContainText('E0502');
  await write(page, lab(frame), accepted);
  await expect(verdict(lab(frame))).toContainText('Ran to the end');
  await expect(output(lab(frame))).toContainText('[1, 2, 3]');
  const opens = page.waitForEvent('popup');
  await frame.getByRole('link', { name: 'Open in Borrowlab' }).click();
  const opened = await opens;
  await expect.poll(() => textOf(lab(opened))).toBe(accepted);
  await expect(verdict(lab(opened))).toContainText('Ran to the end');
});

test('an embed with a damaged link says so', async ({ page }) => {
  await page.goto('./embed.html#1.@@');
  await expect(page.getByRole('alert')).toContainText('damaged');
  await expect(page.getByRole('link', { name: 'Open in Borrowlab' })).toBeVisible();
});
