import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { noSeriousViolations } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, settled, Stage } from './stage.ts';
import { chatWith, menuOf, say, twoFriends, type } from './talk.ts';
import { openPanel, shopOn, write } from './widget-stage.ts';

const EXAMPLE = path.join(import.meta.dirname, '../docs/screens-example');

/** Scripts that must not break the page, and what is told of each to whoever looks into the console. */
const BROKEN = {
  ends: { script: "throw new Error('thrown at once');", told: 'thrown at once' },
  throws: { script: "export default () => { throw new Error('thrown when called'); };", told: 'thrown when called' },
  hangs: { script: 'await new Promise(() => {});', told: '' },
  waits: { script: 'export default () => new Promise(() => {});', told: '' },
  empty: { script: 'export const nothing = 1;', told: 'no function as its default export' },
  odd: { script: 'export default () => ({ composer: 7 });', told: 'composer is not what docs/plugins.md says' },
  draws: {
    script: `export default () => ({
      line() { throw new Error('thrown while drawing'); },
      actions() { throw new Error('thrown while asked'); },
      composer: [{ sign: 'X', label: 'Break', act() { throw new Error('thrown by a button'); } }],
    });`,
    told: 'thrown while drawing',
  },
};

describe('screens of units from outside', function () {
  this.timeout(120_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-screens-'));
  const broken = Object.entries(BROKEN).map(([name, { script }]) => [name, { path: brokenUnit(folder, name, script) }] as const);
  const stage = Stage.serve(launchChromium, { star: { path: EXAMPLE }, ...Object.fromEntries(broken) });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('a message can be starred by its menu in the messenger, and shows it, wide and narrow, in both languages', async () => {
    const [ann, bob] = await twoFriends(stage, 'star_ann', 'star_bob');
    await say(stage, bob, ann, 'worth a star', 'worth none');
    for (const [name, options] of Object.entries({ wide: {}, narrow: { ...NARROW, colorScheme: 'dark' as const } })) {
      const page = await stage.screen({ person: ann, path: chatWith(bob), ...options });
      await settled(page);
      await choose(page, 'Star');
      await page.locator('.line', { hasText: 'worth a star' }).getByText('⭐').waitFor();
      assert.equal(await page.getByText('⭐').count(), 1);
      await noSeriousViolations(page);
      await shot(page, `outside-line-${name}`);
      await choose(page, 'Take the star away');
      await page.getByText('⭐').waitFor({ state: 'detached' });
    }
    const page = await stage.screen({ person: ann, path: chatWith(bob), locale: 'zh-CN' });
    await settled(page);
    await choose(page, '加星标');
    await page.goto(`${stage.line.url}/app/settings`);
    await page.getByRole('link', { name: '星标' }).click();
    await page.locator('.detail').getByText('星标消息：1').waitFor();
    await shot(page, 'outside-settings-zh');
  });

  it('a button beside the field puts words into it, and the page goes on beside scripts that throw or hang', async () => {
    const [ann, bob] = await twoFriends(stage, 'wave_ann', 'wave_bob');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await settled(page);
    await page.getByRole('button', { name: 'Wave' }).click();
    await page.getByRole('button', { name: 'Break' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).inputValue(), '👋');
    await type(page, 'still here');
    await page.locator('.mine .bubble', { hasText: 'still here' }).waitFor();
    await menuOf(page, 'still here');
    await page.getByRole('menuitem', { name: 'Quote' }).waitFor();
    for (const { told } of Object.values(BROKEN)) await eventually(async () => stage.complaints.some((one) => one.includes(told)));
  });

  it('the widget has the same below its messages and beside its field', async () => {
    const shop = shopOn(await stage.screen({ path: '/' }));
    await openPanel(shop);
    await write(shop.panel, 'hello from the shop');
    await starIn(shop.panel, 'Star');
    await shop.panel.locator('.line', { hasText: 'hello from the shop' }).getByText('⭐').waitFor();
    await shot(shop.page, 'outside-widget');
    await starIn(shop.panel, 'Take the star away');
    await shop.panel.getByText('⭐').waitFor({ state: 'detached' });
    await shop.panel.getByRole('button', { name: 'Wave' }).click();
    assert.equal(await shop.panel.getByRole('textbox', { name: 'Write a message' }).inputValue(), '👋');
  });

  it('no screen broke the content policy', () => {
    const known = Object.values(BROKEN).flatMap(({ told }) => (told ? [told] : []));
    const others = ['thrown while asked', 'thrown by a button'];
    assert.deepEqual(
      stage.complaints.filter((one) => ![...known, ...others].some((told) => one.includes(told))),
      [],
    );
  });
});

async function choose(page: Page, action: string): Promise<void> {
  await menuOf(page, 'worth a star');
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function starIn(panel: FrameLocator, action: string): Promise<void> {
  await panel.locator('.line', { hasText: 'hello from the shop' }).getByRole('button', { name: action, exact: true }).click();
}

/** The folder of a unit that brings this script to both screens. */
function brokenUnit(folder: string, name: string, script: string): string {
  const place = path.join(folder, name);
  fs.mkdirSync(path.join(place, 'app/public'), { recursive: true });
  for (const file of ['messenger.js', 'widget.js']) fs.writeFileSync(path.join(place, 'app/public', file), script);
  return place;
}
