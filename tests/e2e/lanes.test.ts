import type { Locator, Page } from '@playwright/test';
import { accepted, drawn, editor, expect, lab, misalignment, test, verdict, write } from './page';

const ready = async (page: Page) => {
  await page.goto('./');
  await expect(verdict(lab(page, 0))).toContainText('E0502');
  await expect(verdict(lab(page, 1))).toContainText('Panicked');
};

test('the landing view draws both programs alike', async ({ page }) => {
  await ready(page);
  expect(await drawn(lab(page, 0))).toEqual({
    lanes: ['shared 3-5', 'exclusive 4-5'],
    rails: ['data 2'],
    clashes: ['0 1 4'],
    labels: ['& r1', '&mut r2'],
  });
  const right = await drawn(lab(page, 1));
  expect(right.rails).toEqual(['data 4']);
  expect(right.clashes).toEqual(['0 1 6']);
  expect(right.labels[0]).toBe('Ref r1');
  expect(right.labels[1]).toMatch(/^RefMut/);
  expect(right.lanes[0]).toMatch(/^shared 5-/);
  expect(right.lanes[1]).toMatch(/^exclusive 6-6/);
});

test('a lane says in words what it shows', async ({ page }) => {
  await ready(page);
  const borrows = lab(page, 0).getByRole('list', { name: 'Borrows' });
  await expect(borrows.getByRole('button')).toHaveCount(2);
  await expect(
    borrows.getByRole('button', {
      name: '`r1` holds a shared borrow `&` of `data`, from line 3 to its last use on line 5. In conflict with `r2` on line 4.',
    }),
  ).toBeVisible();
  await expect(
    lab(page, 1)
      .getByRole('list', { name: 'Borrows' })
      .getByRole('button', { name: /^`r1` holds a shared guard `Ref` of `data`/ }),
  ).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`lanes stand at their lines at ${width} pixels, wrapped, folded and scrolled`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await ready(page);
    for (const index of [0, 1]) {
      const each = lab(page, index);
      await editor(each).scrollIntoViewIfNeeded();
      await expect.poll(async () => Math.max(...(await misalignment(each)), 0)).toBeLessThan(2);
    }
    // A long program, the borrows far down, with a function above them that folds.
    const filler = Array.from(
      { length: 60 },
      (_, i) => `    println!("a rather long line to be wrapped where there is little room: {}", ${i});`,
    ).join('\n');
    const first = lab(page, 0);
    await write(page, first, `fn long() {\n${filler}\n}\n\n${accepted}`);
    await expect(verdict(first)).toContainText('Ran to the end');
    await expect(first.locator('.lanes .lane')).toHaveCount(2);
    await page.keyboard.press('ControlOrMeta+End');
    await expect.poll(async () => (await misalignment(first)).length).toBe(2);
    await expect.poll(async () => Math.max(...(await misalignment(first)))).toBeLessThan(2);
    await page.keyboard.press('ControlOrMeta+Home');
    await first.locator('.cm-foldGutter').getByText('⌄').first().click();
    await expect(first.locator('.cm-foldPlaceholder')).toHaveCount(1);
    await expect.poll(async () => (await misalignment(first)).length).toBe(2);
    await expect.poll(async () => Math.max(...(await misalignment(first)))).toBeLessThan(2);
  });
}

test('pointing at a lane lights up its places in the text, pointing at a variable its lanes', async ({ page }) => {
  await ready(page);
  const first = lab(page, 0);
  const text = async (what: string) => (await first.locator(`.bl-lit-${what}`).allInnerTexts()).join('');
  await first.locator('.lanes button[data-lane="0"]').hover();
  expect(await text('start')).toBe('&data');
  expect(await text('end')).toContain('r1');
  expect(await text('name')).toMatch(/^(mut )?datar1$/);
  await expect(first.locator('.lanes .tip')).toHaveText(/^`r1` holds a shared borrow/);
  await page.mouse.move(5, 5);
  await expect(first.locator('.bl-lit')).toHaveCount(0);

  // The variable r2, by the pointer; data, by the cursor.
  const lit = () => first.locator('.lanes .lane.lit').evaluateAll((all) => all.map((each) => (each as SVGElement).dataset.lane));
  const place = await editor(first).evaluate((content) => {
    const line = content.querySelectorAll('.cm-line')[3] as Element;
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf('r2') ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 2);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    throw new Error('no r2');
  });
  await page.mouse.move(place.x, place.y);
  await expect.poll(lit).toEqual(['1']);
  await page.mouse.move(5, 5);
  await editor(first).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  for (let i = 0; i < 13; ++i) await page.keyboard.press('ArrowRight');
  await expect.poll(lit).toEqual(['0', '1']);
});

test('lanes are walked by keyboard', async ({ page }) => {
  await ready(page);
  const first = lab(page, 0);
  await editor(first).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(first.locator('.lanes button[data-lane="0"]')).toBeFocused();
  await expect(first.locator('.bl-lit-start')).not.toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(first.locator('.lanes button[data-lane="1"]')).toBeFocused();
  expect((await first.locator('.bl-lit-start').allInnerTexts()).join('')).toBe('&mut data');
  await page.keyboard.press('Enter');
  await expect(editor(first)).toBeFocused();
});

// What stood in each frame since, one after the other: whether verdict and lanes are of the text as it is, and what they say.
const watched = (of: Locator) =>
  of.evaluateHandle((lab: HTMLElement) => {
    const frames: { verdictStale: boolean; lanesStale: boolean; code: string; lanes: string }[] = [];
    const root = lab.shadowRoot as ShadowRoot;
    const look = () => {
      const verdict = root.querySelector('bl-verdict') as HTMLElement;
      const lanes = root.querySelector('.lanes') as HTMLElement;
      const now = {
        verdictStale: verdict.hasAttribute('stale'),
        lanesStale: lanes.classList.contains('stale'),
        code: /E\d{4}/.exec(verdict.shadowRoot?.textContent ?? '')?.[0] ?? '',
        lanes: [...lanes.querySelectorAll<SVGElement>('.lane')]
          .map(({ dataset }) => `${dataset.kind} ${dataset.from}-${dataset.to}`)
          .join(),
      };
      if (JSON.stringify(now) !== JSON.stringify(frames.at(-1))) frames.push(now);
      requestAnimationFrame(look);
    };
    look();
    return frames;
  });

test('lanes repaint with the verdict, in one frame', async ({ page }) => {
  await ready(page);
  const first = lab(page, 0);
  const frames = await watched(first);
  await write(page, first, 'fn main() {\n    let mut a = vec![1];\n    let b = &a;\n    drop(a);\n    println!("{b:?}");\n}\n');
  await expect(verdict(first)).toContainText('E0505');
  // Lines above are added: until the next verdict the lanes move with their text.
  await editor(first).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// one more line\n');
  await expect.poll(async () => (await frames.jsonValue()).at(-1)).toMatchObject({ verdictStale: false, lanes: 'shared 4-6' });
  const seen = await frames.jsonValue();
  // No frame has the one of this text and the other of an earlier one.
  expect(seen.filter((frame) => frame.verdictStale !== frame.lanesStale)).toEqual([]);
  const fresh = seen.filter((frame) => !frame.verdictStale);
  expect(fresh[0]).toMatchObject({ code: 'E0502', lanes: 'shared 3-5,exclusive 4-5' });
  expect(fresh[1]).toMatchObject({ code: 'E0505', lanes: 'shared 3-5' });
  expect(fresh.at(-1)).toMatchObject({ code: 'E0505', lanes: 'shared 4-6' });
  expect((await drawn(first)).clashes).toEqual(['0  5']);
});
