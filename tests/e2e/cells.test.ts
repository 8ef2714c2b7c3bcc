import { expect, test } from './page';

// As somebody types it in the console, and so a text: what compiles the tests must not rewrite `using`.
const session = `(async () => {
  const { RefCell } = await borrowlab.cells();
  const said = [];
  const attempt = (what) => {
    try {
      said.push(what());
    } catch (error) {
      said.push(error.message);
    }
  };
  const cell = new RefCell([1]);
  {
    using one = cell.borrow();
    using two = cell.borrow();
    said.push(one.value === two.value);
    attempt(() => cell.borrowMut());
    said.push(cell.tryBorrowMut());
  }
  {
    using writer = cell.borrowMut();
    writer.value = [...writer.value, 2];
    attempt(() => cell.borrow());
    said.push(cell.tryBorrow());
  }
  const guard = cell.tryBorrow();
  said.push(guard.value.join());
  guard.release();
  attempt(() => guard.value);
  const kept = cell.borrowMut();
  cell.delete();
  said.push(kept.value.length);
  kept.delete();
  return said;
})()`;

test('RefCell of C++ in the console', async ({ page }) => {
  await page.goto('./');
  expect(await page.evaluate(session)).toEqual([
    true,
    'RefCell already borrowed',
    null,
    'RefCell already mutably borrowed',
    null,
    '1,2',
    'this guard was released',
    2,
  ]);
});
