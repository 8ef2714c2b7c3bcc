// The Share dialog: what it gives for each place, that it works there, and what it says where it cannot.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { accepted, expect, lab, rejected, test, textOf, verdict, write } from './page';
import { site } from './ports.mjs';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Share', exact: true });
const given = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true });

async function share(page: Page, source = rejected): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenarios' }).click();
  await page.getByRole('button', { name: 'Two writers' }).first().click();
  await write(page, lab(page), source);
  await expect(verdict(lab(page))).not.toContainText('Panicked');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog(page)).toBeVisible();
}

const choose = (page: Page, name: string) => dialog(page).getByRole('tab', { name, exact: true }).click();

test('the element, with what the author expects and hidden lines, previewed as it will be', async ({ page }) => {
  await share(page);
  await choose(page, 'Element');
  await expect(given(page, 'Element')).toHaveValue(
    /^<script type="module" src="http:\/\/localhost:\d+\/embed\.js"><\/script>\n<borrow-lab /,
  );
  await expect(given(page, 'Element')).toHaveValue(
    /<borrow-lab title="Two writers"[^>]* expect="E0502"><pre><code class="language-rust">fn main/,
  );
  await dialog(page).getByLabel('Hidden lines').fill('1-2');
  await dialog(page).getByLabel('Theme').selectOption('dark');
  await expect(given(page, 'Element')).toHaveValue(
    /theme="dark"[^>]*><pre><code[^>]*># fn main\(\) {\n# {5}let mut words = vec!\[1\];\n {4}let first = &amp;words;/,
  );
  const element = dialog(page).frameLocator('iframe').locator('borrow-lab');
  await expect(element.getByRole('button', { name: '2 hidden lines' })).toBeVisible();
  await element.scrollIntoViewIfNeeded();
  await expect(element.getByRole('status')).toContainText('E0502');
  await expect(element.locator('.mismatch')).toHaveCount(0);
});

test('shortcodes and blocks', async ({ page }) => {
  await share(page);
  await choose(page, 'Zola');
  await expect(given(page, 'Zola')).toHaveValue(
    /^{% borrowlab\(title="Two writers", .*expect="E0502"\) %}\n```rust\nfn main\(\) {[\s\S]*\n}\n```\n{% end %}$/,
  );
  await choose(page, 'Hugo');
  await expect(given(page, 'Hugo')).toHaveValue(
    /^{{< borrowlab title="Two writers" .*expect="E0502" >}}\n```rust\n[\s\S]*\n```\n{{< \/borrowlab >}}$/,
  );
  await choose(page, 'mdBook');
  await expect(given(page, 'mdBook')).toHaveValue(/^```rust,borrowlab,compile_fail,E0502[\s\S]*\n```$/);
});

test('the frame is as high as what is in it', async ({ page }) => {
  await share(page);
  await choose(page, 'Iframe');
  const frame = dialog(page).frameLocator('iframe');
  await expect(frame.locator('bl-verdict').getByRole('status')).toContainText('E0502');
  await expect
    .poll(async () => {
      const height = Number(/height="(\d+)"/.exec(await given(page, 'Iframe').inputValue())?.[1]);
      const box = await frame.locator('bl-embed').boundingBox();
      return Math.abs(height - (box?.height ?? 0));
    })
    .toBeLessThan(2);
});

test('a program too long for a link: said, and a file offered', async ({ page }) => {
  // Text that does not compress.
  const noise = Array.from({ length: 600 }, (_, i) => `// ${(i * 2654435761) % 4294967296} ${(i * 40503) % 65537} ${Math.sin(i)}`).join(
    '\n',
  );
  await share(page, `${noise}\n${accepted}`);
  await expect(dialog(page).getByRole('alert')).toContainText('too long for a link');
  await expect(given(page, 'Link')).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Take a file instead' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Download the page' })).toBeVisible();
});

test('the self-contained file opens from a disk, without a network', async ({ page, browser }, info) => {
  await share(page);
  await choose(page, 'HTML file');
  const downloads = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download the page' }).click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe('two-writers.html');
  const file = info.outputPath('two-writers.html');
  await download.saveAs(file);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('let first = &amp;words;');
  expect(text).not.toMatch(/(src|href)="(?!data:)/);

  const context = await browser.newContext({ offline: true });
  const complaints: string[] = [];
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => request.url().startsWith('http') && complaints.push(request.url()));
  const opened = await context.newPage();
  await opened.goto(`file://${file}`);
  await expect(verdict(lab(opened))).toContainText('E0502');
  await write(opened, lab(opened), accepted);
  await expect(verdict(lab(opened))).toContainText('Ran to the end');
  await expect(opened).toHaveTitle('Two writers · Borrowlab');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a picture of the lanes', async ({ page }, info) => {
  await share(page);
  await choose(page, 'SVG picture');
  const preview = dialog(page).getByRole('img', { name: 'The picture of Two writers' });
  await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);
  const downloads = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Download Two writers (.svg)' }).click();
  const file = info.outputPath('two-writers.svg');
  await (await downloads).saveAs(file);
  expect(readFileSync(file, 'utf8')).toMatch(/^<svg[\s\S]*words[\s\S]*<\/svg>\s*$/);
});

test('Open takes a playground link, Markdown and text, and says what it cannot take', async ({ page }) => {
  await page.goto('./');
  const open = page.getByRole('button', { name: 'Open', exact: true });
  const box = page.getByRole('dialog', { name: 'Open a program' });
  const field = box.getByRole('textbox', { name: 'Program or link' });
  await open.first().click();
  await field.fill('https://play.rust-lang.org/?version=stable&gist=00112233');
  await box.getByRole('button', { name: 'Open' }).click();
  await expect(box.getByRole('alert')).toContainText('names a gist');
  await field.fill(`https://play.rust-lang.org/?edition=2018&code=${encodeURIComponent(accepted)}`);
  await box.getByRole('button', { name: 'Open' }).click();
  await expect(page.locator('bl-lab')).toHaveCount(1);
  expect(await textOf(lab(page))).toBe(accepted);
  await expect(lab(page).getByLabel('Edition')).toHaveValue('2018');
  expect(page.url()).toMatch(/#2\./);
  await open.first().click();
  await field.fill('A question:\n\n```rust\nfn main() { println!("hi"); }\n```\n');
  await box.getByRole('button', { name: 'Open' }).click();
  await expect(verdict(lab(page))).toContainText('Ran to the end');
  expect(await textOf(lab(page))).toContain('println!("hi")');
});

test('hidden lines of a link are out of sight, and come back', async ({ page }) => {
  const { encodeScenario } = await import('../../web/src/share/link');
  const { scenarioOf } = await import('../../web/src/share/scenario');
  const fragment = await encodeScenario(scenarioOf([{ source: accepted, edition: 2024, title: 'Part', hidden: [{ from: 2, to: 3 }] }]));
  await page.goto(`${site}#${fragment}`);
  expect(await textOf(lab(page))).not.toContain('let r1');
  await expect(verdict(lab(page))).toContainText('Ran to the end');
  await lab(page).getByRole('button', { name: 'Show 2 hidden lines' }).click();
  expect(await textOf(lab(page))).toBe(accepted);
});
