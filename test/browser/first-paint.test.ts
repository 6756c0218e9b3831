import assert from 'node:assert/strict';
import { shot } from './shot.ts';
import { eventually, Stage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true };

describe('web: the first thing on the screen', function () {
  this.timeout(90_000);
  const stage = Stage.serve();

  for (const [path, scheme] of [
    ['/app', 'light'],
    ['/app', 'dark'],
    ['/continue', 'light'],
  ] as const) {
    it(`G45 ${path} shows the house while no script and no style has come, in the ${scheme}`, async () => {
      const page = await stage.screen({ path: '/healthz', ...PHONE, colorScheme: scheme });
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      await page.route('**/assets/**', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(stage.line.url + path, { waitUntil: 'commit' });
      await page.getByRole('img', { name: 'Foyer' }).waitFor();
      await eventually(() => page.evaluate<boolean>("performance.getEntriesByName('first-contentful-paint').length > 0"));
      const box = await page.getByRole('img', { name: 'Foyer' }).boundingBox();
      assert.ok(box && box.width > 40 && box.x > 100 && box.y < 700, JSON.stringify(box));
      await shot(page, `first-paint${path.replace('/', '-')}-${scheme}`);
      letGo();
      if (path === '/app') await page.locator('#app table').waitFor({ state: 'detached' });
      else await page.locator('.panel').waitFor();
      assert.equal(await page.getByRole('img', { name: 'Foyer' }).count(), 0);
      assert.deepEqual(stage.complaints, []);
    });
  }
});
