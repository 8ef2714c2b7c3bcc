import { endless } from '../endless.mjs';
import { accepted, expect, lab, output, test, verdict, write } from './page';

for (const [name, program] of Object.entries(endless)) {
  test(`endless ${name} ends by its budget, the page alive meanwhile and afterwards`, async ({ page }) => {
    await page.goto('./');
    const first = lab(page, 0);
    await expect(verdict(first)).toContainText('E0502');
    await page.evaluate(() => {
      const seen = { count: 0 };
      (window as unknown as { frames: typeof seen }).frames = seen;
      const tick = () => {
        seen.count += 1;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await write(page, first, program);
    const frames = () => page.evaluate(() => (window as unknown as { frames: { count: number } }).frames.count);
    const before = await frames();
    await expect(verdict(first)).toHaveText(/^Stopped\s+at run time: its budget of .+ is used up$/);
    expect(await frames()).toBeGreaterThan(before);
    await write(page, first, accepted);
    await expect(verdict(first)).toContainText('Ran to the end');
  });
}

test('Stop ends a run at once', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await expect(verdict(first)).toContainText('E0502');
  await write(page, first, endless.loop);
  await first.getByRole('button', { name: 'Stop' }).click();
  await expect(verdict(first)).toHaveText(/^Stopped\s+by you/, { timeout: 200 });
  await expect(first.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await expect(first.getByRole('button', { name: 'Run' })).toBeFocused();
  await write(page, first, accepted);
  await expect(verdict(first)).toContainText('Ran to the end');
});

test('endless output is shown in part, and whole on demand', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, endless.output);
  await expect(verdict(first)).toContainText('Stopped');
  const shown = async () => (await output(first).locator('.scroller').textContent())?.length ?? 0;
  const before = await shown();
  expect(before).toBeLessThan(60_000);
  await output(first).getByRole('button', { name: 'Show all' }).click();
  await expect.poll(shown).toBeGreaterThan(4_000_000);
  // Each part is of whole lines, and only those in view are laid out.
  const chunks = output(first).locator('.chunk');
  expect(await chunks.count()).toBeGreaterThan(1000);
  expect(await chunks.evaluateAll((all) => all.every((each) => (each.textContent ?? '').endsWith('and again\n')))).toBe(true);
  await output(first)
    .locator('.scroller')
    .evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(chunks.last()).toBeInViewport();
});
