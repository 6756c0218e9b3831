import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { sourceOfExample } from '../support/example.ts';
import { noSeriousViolations } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { apiOf } from './people.ts';
import { shot } from './shot.ts';
import { NARROW, settled, Stage } from './stage.ts';
import { chatWith, menuOf, say, twoFriends } from './talk.ts';
import { openPanel, shopOn, write } from './widget-stage.ts';

describe('examples/reactions: what it shows', function () {
  this.timeout(120_000);
  const stage = Stage.serve(launchChromium, { reactions: { path: sourceOfExample('reactions') } });

  it('an emoji under a message is seen by both at once, counts, and is taken back, wide and narrow', async () => {
    const [ann, bob] = await twoFriends(stage, 'react_ann', 'react_bob');
    await say(stage, bob, ann, 'lunch?');
    const mine = await stage.screen({ person: ann, path: chatWith(bob) });
    const theirs = await stage.screen({ person: bob, path: chatWith(ann), ...NARROW, colorScheme: 'dark', locale: 'zh-CN' });
    for (const page of [mine, theirs]) await settled(page);
    await menuOf(mine, 'lunch?');
    await mine.getByRole('menuitem', { name: 'React', exact: true }).click();
    const choice = mine.getByRole('group', { name: 'Choose an emoji' });
    await choice.getByRole('button', { name: '👍' }).waitFor();
    await shot(mine, 'reactions-choice');
    await choice.getByRole('button', { name: '👍' }).click();
    await choice.waitFor({ state: 'detached' });
    await chip(mine, '👍, 1 in all', true).waitFor();
    await chip(theirs, '👍，1 人', false).click();
    await chip(theirs, '👍，2 人', true).waitFor();
    await chip(mine, '👍, 2 in all', true).waitFor();
    for (const [name, page] of Object.entries({ wide: mine, narrow: theirs })) {
      await noSeriousViolations(page);
      await shot(page, `reactions-${name}`);
    }
    await chip(theirs, '👍，2 人', true).click();
    await chip(mine, '👍, 1 in all', true).click();
    await mine.getByText('👍 1').waitFor({ state: 'detached' });
    await mine.reload();
    await mine.getByText('lunch?').first().waitFor();
    await settled(mine);
    assert.equal(await mine.getByText('👍').count(), 0);
  });

  it('the choice ends by Escape, and a refusal is told', async () => {
    const [ann, bob] = await twoFriends(stage, 'refuse_ann', 'refuse_bob');
    await say(stage, bob, ann, 'take it back');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await settled(page);
    const choice = page.getByRole('group', { name: 'Choose an emoji' });
    await menuOf(page, 'take it back');
    await page.getByRole('menuitem', { name: 'React', exact: true }).click();
    await choice.waitFor();
    await page.keyboard.press('Escape');
    await choice.waitFor({ state: 'detached' });
    await menuOf(page, 'take it back');
    await page.getByRole('menuitem', { name: 'React', exact: true }).click();
    await apiOf(stage, bob).friends.block(ann.id, 1);
    await choice.getByRole('button', { name: '🎉' }).click();
    await page.getByText('The recipient has blocked you').first().waitFor();
  });

  it('the widget shows and sets them as well', async () => {
    const shop = shopOn(await stage.screen({ path: '/' }));
    await openPanel(shop);
    await write(shop.panel, 'hello from the shop');
    await lineOf(shop.panel).getByRole('button', { name: 'React', exact: true }).click();
    await shop.panel.getByRole('group', { name: 'Choose an emoji' }).getByRole('button', { name: '❤️' }).click();
    await chip(shop.panel, '❤️, 1 in all', true).waitFor();
    await shot(shop.page, 'reactions-widget');
  });

  it('no screen broke the content policy or threw', () => assert.deepEqual(stage.complaints, []));
});

function chip(page: Page | FrameLocator, name: string, pressed: boolean): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name, exact: true, pressed });
}

function lineOf(panel: FrameLocator): ReturnType<Page['locator']> {
  return panel.locator('.line', { hasText: 'hello from the shop' });
}
