import { editor, expect, lab, output, test, textOf, verdict, write } from './page';

const rejected = `fn main() {
    let words = vec![1];
    words.push(2);
    println!("{:?}", words);
}
`;
const fixed = rejected.replace('let words', 'let mut words');

test('a suggestion that rustc is sure of is a click, and one undo', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, rejected);
  await expect(verdict(first)).toContainText('E0596');
  await output(first).getByRole('button', { name: 'Apply: consider changing this to be mutable' }).click();
  await expect(verdict(first)).toContainText('Ran to the end');
  expect(await textOf(first)).toBe(fixed);
  await expect(editor(first)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(verdict(first)).toContainText('E0596');
  expect(await textOf(first)).toBe(rejected);
});

test('the mark in the text offers it as well', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  await write(page, first, rejected);
  await expect(verdict(first)).toContainText('E0596');
  await first.locator('.cm-lintRange-error').first().hover();
  await page
    .locator('.cm-tooltip-lint')
    .getByRole('button', { name: /Apply: consider changing this to be mutable/ })
    .click();
  await expect.poll(() => textOf(first)).toBe(fixed);
});
