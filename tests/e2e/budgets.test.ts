import { accepted, expect, lab, output, test, verdict, write } from './page';

const endlessLoop = 'fn main() {\n    let mut n = 0u64;\n    loop {\n        n = n.wrapping_add(1);\n    }\n}\n';
const endless: Record<string, string> = {
  loop: endlessLoop,
  recursion: `fn deeper(n: u64) -> u64 {
    if n == u64::MAX { 0 } else { 1 + deeper(n + 1) }
}

fn main() {
    println!("{}", deeper(0));
}
`,
  allocation: `fn main() {
    let mut all: Vec<Vec<u8>> = Vec::new();
    loop {
        all.push(vec![0u8; 1 << 16]);
    }
}
`,
  output: 'fn main() {\n    loop {\n        println!("and again");\n    }\n}\n',
};

for (const [name, program] of Object.entries(endless)) {
  test(`endless ${name} ends by its budget, the page alive meanwhile and afterwards`, async ({ page }) => {
    await page.goto('./');
    const first = lab(page, 0);
    await expect(verdict(first)).toContainText('E0502');
    await page.evaluate(() => {
      const seen = { longest: 0, last: performance.now() };
      (window as unknown as { frames: typeof seen }).frames = seen;
      const tick = (now: number) => {
        seen.longest = Math.max(seen.longest, now - seen.last);
        seen.last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await write(page, first, program);
    await expect(verdict(first)).toHaveText(/^Stopped\s+at run time: its budget of .+ is used up$/, { timeout: 2150 });
    const { longest } = await page.evaluate(() => (window as unknown as { frames: { longest: number } }).frames);
    expect(longest).toBeLessThan(500);
    await write(page, first, accepted);
    await expect(verdict(first)).toContainText('Ran to the end');
  });
}

test('Stop ends a run at once', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await expect(verdict(first)).toContainText('E0502');
  await write(page, first, endlessLoop);
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
  await write(page, first, endless.output ?? '');
  await expect(verdict(first)).toContainText('Stopped');
  const shown = async () => (await output(first).locator('.scroller').textContent())?.length ?? 0;
  const before = await shown();
  expect(before).toBeLessThan(60_000);
  await output(first).getByRole('button', { name: 'Show all' }).click();
  await expect.poll(shown).toBeGreaterThan(before);
});
