import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { accepted, editor, expect, lab, test, textOf, verdict, write } from './page';
import { host, site } from './ports.mjs';

const settled = async (page: Page) => {
  for (const each of await page.locator('bl-verdict').all())
    await expect(each.getByRole('status')).not.toHaveText(/^(Loading|Checking|Running)/);
};
const violations = async (page: Page) => {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`);
};
const openMenu = (page: Page) => page.getByRole('button', { name: 'Scenarios' }).click();

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`axe-core, ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('landing', async ({ page }) => {
      await page.goto('./');
      await settled(page);
      expect(await violations(page)).toEqual([]);
    });

    test('scenario, accepted, with its menu', async ({ page }) => {
      await page.goto('./');
      await openMenu(page);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Many readers at once' }).click();
      await expect(verdict(lab(page))).toContainText('Ran to the end');
      expect(await violations(page)).toEqual([]);
    });

    test('refused, and a broken link', async ({ page }) => {
      await page.goto('./#nonsense');
      await expect(page.getByRole('alert')).toBeVisible();
      await write(page, lab(page), 'async fn nothing() {}\n\nfn main() {}\n');
      await expect(verdict(lab(page))).toContainText('Refused');
      expect(await violations(page)).toEqual([]);
    });

    test('Share', async ({ page }) => {
      await page.goto('./');
      await settled(page);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expect(page.frameLocator('iframe').locator('bl-verdict').last().getByRole('status')).toContainText('Panicked');
      expect(await violations(page)).toEqual([]);
    });

    test('Open', async ({ page }) => {
      await page.goto('./');
      await settled(page);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('embed', async ({ page }) => {
      await page.goto('./embed.html');
      await settled(page);
      expect(await violations(page)).toEqual([]);
    });
  });
}

for (const width of [320, 390]) {
  for (const address of ['./', './embed.html']) {
    test(`${address} at ${width} pixels has no sideways scroll`, async ({ page }) => {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(address);
      await settled(page);
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      for (const button of await page.locator('bl-lab .run, bl-menu .opener, bl-share .opener').all()) {
        const box = await button.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(width);
      }
    });
  }
}

// Alone in its window it is a page that scrolls; in a frame that gives less than it would like, its parts do.
test('an embed in a frame of small height keeps verdict, some code and link in view', async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 500 });
  await page.goto(`${host}?width=640&height=320&src=${encodeURIComponent(`${site}embed.html`)}`);
  const frame = page.frameLocator('iframe');
  for (const index of [0, 1]) {
    const within = frame.locator('bl-lab').nth(index);
    await expect(within.locator('bl-verdict').getByRole('status')).toHaveText(/^(Rejected|Panicked)/);
    // All of the verdict and of the button; of the code, two lines and more.
    await expect(within.locator('bl-verdict')).toBeInViewport({ ratio: 1 });
    await expect(within.getByRole('button', { name: 'Run' })).toBeInViewport({ ratio: 1 });
    await expect(within.locator('.cm-line').nth(1)).toBeInViewport();
  }
  await expect(frame.getByRole('link', { name: 'Open in Borrowlab' })).toBeInViewport({ ratio: 1 });
});

test('everything can be reached and used by keyboard alone', async ({ page }) => {
  await page.goto('./');
  await settled(page);
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  const tab = async () => {
    await page.keyboard.press('Tab');
    return focused();
  };
  expect(await tab()).toBe('Borrowlab');
  expect(await tab()).toBe('Scenarios');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Scenarios' })).toBeVisible();
  await expect.poll(focused).toContain('Compile time');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Scenarios' })).toBeHidden();
  await expect.poll(focused).toBe('Scenarios');

  expect(await tab()).toBe('Open');
  expect(await tab()).toBe('Share');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect.poll(focused).toBe('Share');

  expect(await tab()).toBe('Dark theme');
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Tab');
  await expect(lab(page, 0).getByLabel('Edition')).toBeFocused();
  expect(await tab()).toBe('Run');
  await page.keyboard.press('Tab');
  await expect(editor(lab(page, 0))).toBeFocused();

  // In the editor Tab indents; after Escape it leads on.
  const before = await textOf(lab(page, 0));
  await page.keyboard.press('Tab');
  await expect(editor(lab(page, 0))).toBeFocused();
  expect(await textOf(lab(page, 0))).toBe(`    ${before}`);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(accepted);
  await page.keyboard.press('Control+Enter');
  await expect(verdict(lab(page, 0))).toContainText('Ran to the end');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(lab(page, 0))).not.toBeFocused();
  expect(await focused()).toMatch(/^`r1` holds a shared borrow/);
  expect(await tab()).toBe('Back one statement');
  expect(await tab()).toBe('Moment of the run');
  await page.keyboard.press('ArrowLeft');
  await expect(lab(page, 0).locator('.cm-line.bl-now')).toContainText('println!');
  expect(await tab()).toBe('Forward one statement');
  await page.keyboard.press('Tab');
  expect(await tab()).toBe('Output');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).not.toBe('Output');
  await page.keyboard.press('ArrowLeft');
  expect(await tab()).toMatch(/^Output of/);
});

test('the menu is walked with the arrow keys', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenarios' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Only “Compile time/ })).toBeFocused();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Many readers at once' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('bl-lab')).toHaveCount(1);
  await expect(page.locator('bl-lab h2')).toHaveText('Many readers at once');
});

test('the theme follows the system until the reader chooses, and the choice stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('./');
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await background();
  await page.getByRole('button', { name: 'Light theme' }).click();
  expect(await background()).not.toBe(dark);
  const light = await background();
  await page.reload();
  await expect.poll(background).toBe(light);
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  expect(await background()).toBe(dark);
});
