import assert from 'node:assert/strict';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { shopOn, WidgetStage, write } from './widget-stage.ts';

describe('web/shop', function () {
  this.timeout(60_000);
  const stage = WidgetStage.serve({});

  for (const [name, options] of Object.entries({
    wide: {},
    narrow: { viewport: { width: 360, height: 740 } },
    dark: { colorScheme: 'dark' as const },
  })) {
    it(`has the widget, leads to the messenger, and keeps nobody out: ${name}`, async () => {
      const { page } = await stage.shop(options);
      await page.goto(stage.line.url);
      assert.equal(await page.getByRole('link', { name: 'Messenger' }).getAttribute('href'), '/app');
      assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
      await shopOn(page).launcher.waitFor();
      await noSeriousViolations(page);
      await shot(page, `shop-${name}`);
      await page.getByRole('button', { name: 'Ask a question' }).click();
      const { panel } = shopOn(page);
      await write(panel, 'is the teapot still there?');
      await panel.getByText('Sent', { exact: true }).waitFor();
    });
  }

  it('is there in Chinese too', async () => {
    const { page } = await stage.shop({ locale: 'zh-CN' });
    await page.goto(stage.line.url);
    await page.getByRole('heading', { name: '慢时光里的陶器' }).waitFor();
    assert.deepEqual(stage.complaints, []);
  });
});
