import { expect, lab, test, textOf, verdict, write } from './page';

const openMenu = 'Scenarios';

test('one program in two editions, side by side', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: openMenu }).click();
  await page.getByRole('button', { name: 'Many readers at once', exact: true }).click();
  await expect(page.locator('bl-lab')).toHaveCount(1);
  const program = `use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(vec![1]);
    if let Some(2) = cell.borrow().last() {
        println!("two");
    } else {
        cell.borrow_mut().push(2);
    }
    println!("done");
}
`;
  await write(page, lab(page), program);
  await expect(verdict(lab(page))).toContainText('Ran to the end');
  await page.getByRole('button', { name: openMenu }).click();
  await page.getByRole('button', { name: 'The same in edition 2021' }).click();
  await expect(page.locator('bl-lab')).toHaveCount(2);
  await expect(page.locator('bl-lab h2')).toHaveText([/edition 2021$/, /edition 2024$/]);
  await expect(verdict(lab(page, 0))).toContainText('Panicked');
  await expect(verdict(lab(page, 1))).toContainText('Ran to the end');
  const tops = await page.locator('.cm-content').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  expect(tops[0]).toBe(tops[1]);
});

test('before and after the reader’s changes, and back to one', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: openMenu }).click();
  await page.getByRole('button', { name: 'Use after move', exact: false }).first().click();
  await expect(page.locator('bl-lab')).toHaveCount(1);
  const before = await textOf(lab(page));
  await write(page, lab(page), 'fn main() {}\n');
  await page.getByRole('button', { name: openMenu }).click();
  await page.getByRole('button', { name: 'Before and after your changes' }).click();
  await expect(page.locator('bl-lab')).toHaveCount(2);
  expect(await textOf(lab(page, 0))).toBe(before);
  expect(await textOf(lab(page, 1))).toBe('fn main() {}\n');
  await page.getByRole('button', { name: openMenu }).click();
  await page.getByRole('button', { name: /^Only .*after”$/ }).click();
  await expect(page.locator('bl-lab')).toHaveCount(1);
  expect(await textOf(lab(page))).toBe('fn main() {}\n');
});

test('any scenario beside the program', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: openMenu }).click();
  await page.locator('li', { hasText: 'Two writers' }).getByRole('button', { name: 'Open side by side' }).click();
  await expect(page.locator('bl-lab h2')).toHaveText([/^Compile time/, 'Two writers']);
  await expect(verdict(lab(page, 0))).toContainText('E0502');
  await expect(verdict(lab(page, 1))).toContainText('Panicked');
});
