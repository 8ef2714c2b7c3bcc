import type { Locator } from '@playwright/test';
import { editor, expect, lab, test, textOf, verdict, write } from './page';

const words = (of: Locator) => of.locator('bl-words');
const main = (body: string, above = '') => `${above}fn main() {\n${body.replace(/^/gm, '    ')}\n}\n`;

const cases = [
  {
    title: 'a use moved before the change',
    program: main('let mut words = vec![1];\nlet first = &words;\nwords.push(2);\nprintln!("{:?}", first);'),
    verdict: 'E0502',
    says: ['Shared or exclusive', 'shares words on line 3', 'lasts as long as it is still to be used, here until line 5'],
    button: 'Use first first',
    becomes: main('let mut words = vec![1];\nlet first = &words;\nprintln!("{:?}", first);\nwords.push(2);'),
  },
  {
    title: 'a value lent instead of moved',
    program: main('let v = vec![1];\ntake(&v);\nlet w = v;\nprintln!("{:?}", v);\nprintln!("{:?}", w);', 'fn take(_: &Vec<i32>) {}\n'),
    verdict: 'E0382',
    says: ['A value has one owner', 'v is moved away on line 5'],
    button: 'Clone the value',
    becomes: main(
      'let v = vec![1];\ntake(&v);\nlet w = v.clone();\nprintln!("{:?}", v);\nprintln!("{:?}", w);',
      'fn take(_: &Vec<i32>) {}\n',
    ),
  },
  {
    title: 'a declaration that outlives its borrow',
    program: main('let r;\n{\n    let x = 5;\n    r = &x;\n}\nprintln!("{r}");'),
    verdict: 'E0597',
    says: ['may not outlive', 'x is dropped on line 6'],
    button: 'Declare x outside the block',
    becomes: main('let r;\nlet x = 5;\n{\n    r = &x;\n}\nprintln!("{r}");'),
  },
  {
    title: 'a guard dropped before the next one',
    program: main(
      'let cell = RefCell::new(1);\nlet reader = cell.borrow();\nprintln!("{}", *reader);\n*cell.borrow_mut() = 2;',
      'use std::cell::RefCell;\n',
    ),
    verdict: 'Panicked',
    says: ['reader has cell shared since line 4', 'line 6 wants it exclusively', 'until it is dropped, not until its last use'],
    button: 'Drop reader first',
    becomes: main(
      'let cell = RefCell::new(1);\nlet reader = cell.borrow();\nprintln!("{}", *reader);\ndrop(reader);\n*cell.borrow_mut() = 2;',
      'use std::cell::RefCell;\n',
    ),
  },
  {
    title: 'a number that wraps',
    program: main('let mut n = 250u8;\nfor _ in 0..10 {\n    n += 1;\n}\nprintln!("{n}");'),
    verdict: 'attempt to add with overflow',
    says: ['A number has a range', 'on line 4'],
    button: 'Let it wrap',
    becomes: main('let mut n = 250u8;\nfor _ in 0..10 {\n    n = n.wrapping_add(1);\n}\nprintln!("{n}");'),
  },
  {
    title: 'an index that may not be there',
    program: main('let v = vec![1, 2];\nlet i = v.len();\nlet x = v[i];\nprintln!("{x}");'),
    verdict: 'index out of bounds',
    says: ['Every index is checked', 'index 2', '2 elements'],
    button: 'Use a default where there is none',
    becomes: main('let v = vec![1, 2];\nlet i = v.len();\nlet x = v.get(i).cloned().unwrap_or_default();\nprintln!("{x}");'),
  },
];

for (const { title, program, verdict: expected, says, button, becomes } of cases)
  test(`words and an edit: ${title}`, async ({ page }) => {
    await page.goto('./');
    const first = lab(page, 0);
    await write(page, first, program);
    await expect(verdict(first)).toContainText(expected);
    for (const text of says) await expect(words(first)).toContainText(text);
    await words(first).getByRole('button', { name: button }).click();
    await expect(verdict(first)).toContainText('Ran to the end');
    expect(await textOf(first)).toBe(becomes);
    await editor(first).focus();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(verdict(first)).toContainText(expected);
    expect(await textOf(first)).toBe(program);
  });

test('an edit after which the program does not run is not offered', async ({ page }) => {
  await page.goto('./');
  const first = lab(page, 0);
  // The guard is used after the refused borrow: it cannot be dropped before.
  await write(
    page,
    first,
    main(
      'let cell = RefCell::new(1);\nlet reader = cell.borrow();\n*cell.borrow_mut() = 2;\nprintln!("{}", *reader);',
      'use std::cell::RefCell;\n',
    ),
  );
  await expect(verdict(first)).toContainText('Panicked');
  await expect(words(first).getByRole('button', { name: 'Ask with try_borrow_mut' })).toBeVisible();
  await expect(words(first).getByRole('button', { name: /^Drop/ })).toHaveCount(0);
});
