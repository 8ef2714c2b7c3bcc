// After the first visit the site opens without a network, from any folder, and can be installed.
import { accepted, expect, lab, test, verdict, write } from './page';

test.use({ serviceWorkers: 'allow' });

test('offline after the first visit', async ({ page, context }) => {
  await page.goto('./');
  await expect(verdict(lab(page, 0))).toContainText('E0502');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  await page.reload();
  await expect(verdict(lab(page, 0))).toContainText('E0502');
  await write(page, lab(page, 0), accepted);
  await expect(verdict(lab(page, 0))).toContainText('Ran to the end');
  await context.setOffline(false);
});

test('what an installed page needs', async ({ page, request }) => {
  await page.goto('./');
  const address = await page.locator('link[rel=manifest]').evaluate((link) => (link as HTMLLinkElement).href);
  const manifest = await (await request.get(address)).json();
  expect(manifest).toMatchObject({ name: 'Borrowlab', start_url: './', scope: './', display: 'standalone' });
  for (const { src, type } of manifest.icons) expect((await request.get(new URL(src, address).href)).headers()['content-type']).toBe(type);
  const sizes = manifest.icons.map((icon: { sizes: string }) => icon.sizes);
  expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
});
