import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { expect, lab, slider, test, verdict, write } from './page';

const program = `use std::cell::RefCell;
use std::rc::Rc;

struct Item { name: String, price: u32 }

fn total(items: &[Item]) -> u32 {
    let mut sum = 0;
    for item in items {
        sum += item.price;
    }
    sum
}

fn main() {
    let items = vec![
        Item { name: String::from("tea"), price: 3 },
        Item { name: String::from("cup"), price: 8 },
    ];
    let first = &items[0];
    let cell = Rc::new(RefCell::new(items.len()));
    let other = Rc::clone(&cell);
    let guard = cell.borrow_mut();
    println!("{} {}", first.name, total(&items));
    drop(guard);
    let moved = items;
    println!("{} {}", moved.len(), other.borrow());
}
`;

const memory = (of: Locator) => of.locator('bl-memory');
const row = (of: Locator, name: string) =>
  memory(of)
    .locator('.row')
    .filter({ has: of.page().locator('.name', { hasText: new RegExp(`^${name}$`) }) })
    .first();

// What is drawn: for each arrow its kind and ends, and whether any part of it runs over text.
const arrows = (of: Locator) =>
  memory(of).evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const texts = [...root.querySelectorAll('.row > :not(.wire), h3, h4')]
      .filter((each) => (each.textContent ?? '').trim() !== '')
      .map((each) => each.getBoundingClientRect())
      .filter((rect) => rect.width > 0);
    return [...root.querySelectorAll<SVGElement>('.wire')].map((wire) => {
      const line = wire.querySelector<SVGPathElement>('.line') as SVGPathElement;
      const matrix = line.getScreenCTM() as DOMMatrix;
      let crossed = 0;
      for (let at = 0; at <= line.getTotalLength(); at += 2) {
        const point = line.getPointAtLength(at).matrixTransform(matrix);
        if (texts.some((rect) => point.x > rect.left + 1 && point.x < rect.right - 1 && point.y > rect.top && point.y < rect.bottom))
          ++crossed;
      }
      return { kind: wire.getAttribute('class')?.replace('wire ', ''), crossed };
    });
  });

async function open(page: import('@playwright/test').Page): Promise<Locator> {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, program);
  await expect(verdict(first)).toContainText('Ran to the end');
  await first.getByRole('tab', { name: 'Memory' }).click();
  return first;
}

// Goes to the first moment at which something is so.
async function until(of: Locator, what: Locator) {
  await slider(of).focus();
  await of.page().keyboard.press('Home');
  const last = Number(await slider(of).getAttribute('max'));
  for (let step = 1; step <= last; ++step) {
    await of.page().keyboard.press('ArrowDown');
    await expect(memory(of).locator('.picture, .quiet')).toBeVisible();
    await expect.poll(() => memory(of).evaluate((m) => (m as unknown as { memory: { step: number } | null }).memory?.step)).toBe(step);
    if ((await what.count()) > 0) return;
  }
}

test('memory of a moment: frames, what they own, who holds what', async ({ page }) => {
  const first = await open(page);
  await expect(memory(first)).toContainText('The program has ended');
  await until(first, memory(first).getByText('held by guard'));
  await expect(row(first, 'items')).toContainText('Vec · 2');
  await expect(row(first, 'cell')).toContainText('Rc');
  await expect(memory(first).locator('.heap')).toContainText('strong 2, weak 0');
  await expect(memory(first).locator('.heap .row.exclusive')).toContainText('RefCell: exclusive');
  await expect(memory(first).locator('.heap')).toContainText('"tea"');
  const drawn = await arrows(first);
  expect(drawn.map((arrow) => arrow.kind).sort()).toEqual(['exclusive', 'owner', 'owner', 'owner', 'owner', 'owner', 'shared']);
  expect(drawn.filter((arrow) => arrow.crossed > 0)).toEqual([]);
  await until(first, memory(first).locator('h4', { hasText: 'total' }));
  await until(first, row(first, 'sum').getByText('11'));
  await expect(row(first, 'sum').locator('.mark')).toHaveText('changed');
  await until(first, row(first, 'moved').getByText('Vec'));
  await expect(row(first, 'items')).toContainText('moved out');
});

test('rows keep their places, names lead to the text, pointers to what they point to', async ({ page }) => {
  const first = await open(page);
  await until(first, row(first, 'guard').getByText('RefMut'));
  const top = async () => (await row(first, 'items').boundingBox())?.y;
  const before = await top();
  await page.keyboard.press('ArrowDown');
  expect(await top()).toBe(before);
  await row(first, 'first')
    .getByRole('button', { name: /shared reference to/ })
    .click();
  await expect(memory(first).locator('.heap .row:focus')).toContainText('[0]');
  await row(first, 'items').getByRole('button', { name: 'items', exact: true }).click();
  await expect(first.locator('.cm-content')).toBeFocused();
});

test('memory passes the checks of accessibility, on a phone too', async ({ page }) => {
  const first = await open(page);
  await until(first, memory(first).getByText('held by guard'));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target)}`)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(memory(first).locator('.picture.narrow')).toBeVisible();
  await expect.poll(async () => (await arrows(first)).filter((arrow) => arrow.crossed > 0)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
