import { accepted, cursor, editor, expect, lab, output, rejected, test, textOf, verdict, write } from './page';

test('the landing view shows the two programs, judged', async ({ page }) => {
  await page.goto('./');
  await expect(page.locator('bl-lab')).toHaveCount(2);
  await expect(verdict(lab(page, 0))).toHaveText(/^Rejected · E0502\s+at compile time/);
  await expect(verdict(lab(page, 1))).toHaveText(/^Panicked · RefCell already borrowed\s+at run time/);
  await expect(output(lab(page, 0))).toContainText(
    'error[E0502]: cannot borrow `data` as mutable because it is also borrowed as immutable',
  );
  await expect(output(lab(page, 1))).toContainText(/thread 'main' \(\d+\) panicked at main\.rs:6:19:\s+RefCell already borrowed/);
});

test('editing changes the verdict, both ways', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await expect(verdict(first)).toContainText('E0502');
  await write(page, first, accepted);
  await expect(verdict(first)).toContainText('Ran to the end');
  await expect(output(first)).toContainText('[1, 2, 3] [1, 2, 3]');
  await write(page, first, rejected);
  await expect(verdict(first)).toContainText('E0502');
  await expect(output(first)).toContainText('main.rs:4:5');
  await expect(verdict(lab(page, 1))).toContainText('Panicked');
});

test('Ctrl+Enter runs at once', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await expect(verdict(first)).toContainText('E0502');
  await write(page, first, accepted);
  await page.keyboard.press('Control+Enter');
  await expect(verdict(first)).toContainText('Ran to the end');
  expect(await textOf(first)).toBe(accepted);
});

test('the edition matters', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  const program = `use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(vec![1]);
    if let Some(2) = cell.borrow().last() {
        println!("two");
    } else {
        cell.borrow_mut().push(2);
    }
    println!("{:?}", cell.borrow());
}
`;
  await write(page, first, program);
  await expect(verdict(first)).toContainText('Ran to the end');
  await first.getByLabel('Edition').selectOption('2021');
  await expect(verdict(first)).toContainText('Panicked · RefCell already borrowed');
});

test('errors are underlined, and explain themselves on hover', async ({ page }) => {
  await page.goto('./');
  const mark = lab(page, 0).locator('.cm-lintRange-error');
  await expect(mark.first()).toBeVisible();
  expect((await mark.allInnerTexts()).join('')).toBe('&mut data');
  expect((await lab(page, 0).locator('.cm-lintRange-info').allInnerTexts()).join(' ')).toContain('&data');
  await mark.first().hover();
  await expect(page.locator('.cm-tooltip-lint')).toContainText('error[E0502]: cannot borrow `data` as mutable');
  await expect(lab(page, 1).locator('.cm-lintRange-error')).toHaveText('borrow_mut');
});

test('a place in the output leads to the source', async ({ page }) => {
  await page.goto('./');
  await output(lab(page, 0)).getByRole('button', { name: 'main.rs:4:14' }).click();
  await expect(editor(lab(page, 0))).toBeFocused();
  expect(await cursor(lab(page, 0))).toEqual({ line: 4, column: 14 });
  await output(lab(page, 1)).getByRole('button', { name: 'main.rs:6:19' }).click();
  await expect(editor(lab(page, 1))).toBeFocused();
  expect(await cursor(lab(page, 1))).toEqual({ line: 6, column: 19 });
});

test('stdout and stderr are told apart', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, 'fn main() {\n    println!("to the one");\n    eprintln!("to the other");\n}\n');
  await expect(output(first).locator('section.stdout')).toContainText('to the one');
  await expect(output(first).locator('section.stderr')).toContainText('to the other');
  await expect(output(first).locator('section.stdout')).not.toContainText('to the other');
});

test('what is not supported is refused by name', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, 'async fn nothing() {}\n\nfn main() {}\n');
  await expect(verdict(first)).toHaveText(/^Refused\s+Borrowlab does not support async/);
});
