import assert from 'node:assert/strict';
import { eventually, settled, Stage } from './stage.ts';
import { chatWith, say, twoFriends } from './talk.ts';

describe('web/messenger: reading', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('M22 M23 read and marked unread on one screen is so on the other', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_two', 'bob_two');
    await say(stage, bob, ann, 'ping');
    const one = await stage.screen({ person: ann });
    await settled(one);
    const two = await stage.tab(one.context());
    await settled(two);
    const row = two.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: /bob_two/ });
    await row.getByText('1 unread').waitFor();
    await one.getByRole('link', { name: /bob_two/ }).click();
    await one.locator('.bubble', { hasText: 'ping' }).waitFor();
    await eventually(async () => (await row.locator('.badge').count()) === 0);
    assert.equal(await two.title(), 'Foyer');
    await row.click({ button: 'right' });
    await two.getByRole('menuitem', { name: 'Mark as unread' }).click();
    await one
      .getByRole('link', { name: /bob_two/ })
      .locator('.badge')
      .waitFor();
  });

  it('M22 what arrives where somebody looks is read at once, though nothing scrolls; elsewhere it waits', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_looks', 'bob_writes');
    await say(stage, bob, ann, 'one');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.locator('.bubble', { hasText: 'one' }).waitFor();
    const theirs = await stage.screen({ person: bob, path: chatWith(ann) });
    const states = (): Promise<string[]> => theirs.locator('.state').allTextContents();
    await eventually(async () => (await states()).join() === 'Read');
    await page.bringToFront();
    await say(stage, bob, ann, 'two', 'three');
    await eventually(async () => (await states()).join() === 'Read,Read,Read');
    assert.equal(await page.title(), 'Foyer');
    await page.goto(`${stage.line.url}/app/contacts`);
    await settled(page);
    await say(stage, bob, ann, 'four');
    await page.getByRole('link', { name: '1 unread Chats' }).waitFor();
    assert.deepEqual(await states(), ['Read', 'Read', 'Read', 'Sent']);
  });
});
