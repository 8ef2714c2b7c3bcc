import { expect, lab, output, slider, test, verdict, write } from './page';

const program = `use std::cell::RefCell;

fn main() {
    let data = RefCell::new(vec![1]);
    println!("first");
    let reader = data.borrow();
    println!("read {}", reader.len());
    drop(reader);
    data.borrow_mut().push(2);
    println!("last");
}
`;

test('time runs both ways: output, lanes and the marked line are of one moment', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await expect(verdict(first)).toContainText('E0502');
  await expect(slider(first)).toHaveCount(0); // a rejected program has no moments
  await write(page, first, program);
  await expect(verdict(first)).toContainText('Ran to the end');
  const last = Number(await slider(first).getAttribute('max'));
  expect(last).toBeGreaterThanOrEqual(7);
  await expect(slider(first)).toHaveJSProperty('value', String(last));
  await expect(first.locator('.bl-now')).toHaveCount(0);
  await expect(output(first).locator('.later')).toHaveCount(0);

  const now = () => first.locator('.cm-line.bl-now').innerText();
  const later = async () => (await output(first).locator('.later').allInnerTexts()).join('');
  await slider(first).focus();
  await page.keyboard.press('Home');
  await expect(slider(first)).toHaveAttribute('aria-valuetext', /before the run/);
  expect(await later()).toContain('first');
  await page.keyboard.press('ArrowRight');
  expect(await now()).toContain('let data');
  await page.keyboard.press('ArrowDown');
  expect(await now()).toContain('println!("first")');
  expect(await later()).not.toContain('first');
  expect(await later()).toContain('read 1');
  await page.keyboard.press('ArrowDown');
  expect(await now()).toContain('let reader');
  await expect(first.locator('.lanes .lane.shared:not(.idle)')).not.toHaveCount(0);
  await expect(first.locator('.lanes .lane.exclusive.idle')).not.toHaveCount(0);
  await page.keyboard.press('ArrowUp');
  expect(await now()).toContain('println!("first")');
  await page.keyboard.press('PageDown');
  expect(await now()).toContain('let reader');
  await first.getByRole('button', { name: 'Forward one statement' }).click();
  expect(await now()).toContain('println!("read');

  // A line of output and a lane lead to their moments.
  await output(first).getByText('last', { exact: false }).click();
  expect(await now().catch(() => '')).toContain('println!("last")');
  await first.locator('.lanes button', { hasText: 'RefMut' }).first().click();
  expect(await now()).toContain('borrow_mut');
});

test('the timeline is a list of the moments, by keyboard too', async ({ page }) => {
  await page.goto('./');
  const second = lab(page, 1);
  await expect(verdict(second)).toContainText('Panicked');
  await second.getByRole('tab', { name: 'Output' }).focus();
  await page.keyboard.press('End');
  await expect(second.getByRole('tab', { name: 'Timeline' })).toBeFocused();
  const rows = second.locator('bl-timeline li');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('let r1 = data.borrow();');
  await expect(rows.nth(1)).toContainText(/shared 1/);
  await rows.nth(1).getByRole('button').click();
  await expect(slider(second)).toHaveJSProperty('value', '2');
  await expect(rows.nth(1).getByRole('button')).toHaveAttribute('aria-current', 'step');
  await rows.nth(1).getByRole('button').focus();
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(0).getByRole('button')).toBeFocused();
  await expect(slider(second)).toHaveJSProperty('value', '1');
  await second.getByLabel('Borrow events only').check();
  await expect(rows.filter({ hasText: 'let r2' })).toHaveCount(1);
});

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

test('stepping through 100,000 steps is immediate', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, long);
  await expect(verdict(first)).toContainText('Ran to the end', { timeout: 20_000 });
  await expect(slider(first)).toHaveCount(1);
  expect(Number(await slider(first).getAttribute('max'))).toBeGreaterThanOrEqual(100_000);
  await slider(first).focus();
  const took = await slider(first).evaluate(async (input) => {
    const times: number[] = [];
    for (let i = 0; i < 20; ++i) {
      const from = performance.now();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[10] ?? 0;
  });
  // Half of them within a frame or two of a busy machine; `npm run bench` measures.
  expect(took).toBeLessThan(50);
  await expect(first.locator('.cm-line.bl-now')).toHaveCount(1);
  await first.getByRole('tab', { name: 'Timeline' }).click();
  expect(await first.locator('bl-timeline li').count()).toBeLessThan(100);
});
