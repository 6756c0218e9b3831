import assert from 'node:assert/strict';
import { whereThereIs } from '../support/has-unit.ts';
import { apiOf } from './people.ts';
import { shot } from './shot.ts';
import { eventually, settled, Stage, WIDE, type PageElement, type Person } from './stage.ts';
import { chatWith, groupOf, say, twoFriends, type } from './talk.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The number of the last message that is wholly in sight; runs in the page. */
const LAST_SEEN = `(() => {
  const box = document.querySelector('[role=log]').getBoundingClientRect();
  const seen = [...document.querySelectorAll('[role=log] article')].filter((one) => one.getBoundingClientRect().bottom <= box.bottom + 1);
  return Math.max(...seen.map((one) => Number(one.querySelector('.bubble').textContent)));
})()`;

describe('web/messenger: what states say', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  async function readSeq(reader: Person): Promise<number> {
    const { list } = await apiOf(stage, reader).conversations.list();
    return list.find(({ chat_type }) => chat_type !== 'system')?.read_seq ?? 0;
  }

  for (const [name, size] of Object.entries({ wide: WIDE, phone: PHONE }))
    it(`G36 of sixty unread lines those are read that were seen: ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `g36_ann_${name}`, `g36_bob_${name}`);
      const numbers = Array.from({ length: 60 }, (_, index) => String(index + 1));
      await say(stage, bob, ann, ...numbers);
      const page = await stage.screen({ person: ann, path: chatWith(bob), ...size });
      await settled(page);
      await page.locator('.between.unread').waitFor();
      await eventually(async () => (await readSeq(ann)) > 0);
      await settled(page);
      const seen = await page.evaluate<number>(LAST_SEEN);
      assert.ok(seen > 3 && seen < 30, `${seen} in sight`);
      assert.equal(await readSeq(ann), seen);
      const further = (await page.locator('[role=log]').evaluate((log: PageElement) => log.scrollTop)) + 120;
      // The list may still be on its way to the first unread line, and takes one back there.
      await eventually(async () => {
        await page.locator('[role=log]').evaluate((log: PageElement, top) => (log.scrollTop = top), further);
        return (await page.evaluate<number>(LAST_SEEN)) > seen;
      });
      const more = await page.evaluate<number>(LAST_SEEN);
      await eventually(async () => (await readSeq(ann)) >= more);
      assert.equal(await readSeq(ann), more);
      await page.getByRole('button', { name: /new$/ }).click();
      await eventually(async () => (await readSeq(ann)) === 60);
    });

  it('G36 a line of a group is marked as read by as many as its list of readers names, wherever it stands', async () => {
    const [ann, bob] = await twoFriends(stage, 'g36_owner', 'g36_member');
    const id = await groupOf(stage, 'Readers', [ann, bob]);
    await say(stage, ann, id, 'first', 'second');
    const reader = await stage.screen({ person: bob, path: `/app/conversations/group/${id}` });
    await reader.getByText('second').first().waitFor();
    await say(stage, ann, id, 'third');
    const page = await stage.screen({ person: ann, path: `/app/conversations/group/${id}` });
    const states = page.locator('[role=log] .state');
    await eventually(async () => (await states.allTextContents()).map((text) => text.trim()).join() === '1 read,1 read,1 read');
    await states.first().getByRole('button').click();
    await page.getByRole('dialog').getByText('Read by 1 of 1').waitFor();
  });

  whereThereIs('file', it)(
    'G40 a file that failed stands where it was sent, says one thing, and comes last when it is sent again',
    async () => {
      const [ann, bob] = await twoFriends(stage, 'g40_ann', 'g40_bob');
      await say(stage, bob, ann, 'before');
      const page = await stage.screen({ person: ann, path: chatWith(bob), serviceWorkers: 'block' });
      await page.getByText('before', { exact: true }).first().waitFor();
      await page.route('**/api/chat/socket/upload', (route) => route.abort());
      await page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('Not sent').first().waitFor();
      assert.equal(await page.locator('.bubble', { hasText: 'notes.txt' }).getByText('%').count(), 0);
      await say(stage, bob, ann, 'after');
      const texts = async (): Promise<string> =>
        (await page.locator('.bubble').allTextContents()).map((text) => /before|after|notes\.txt/.exec(text)?.[0]).join();
      await eventually(async () => (await texts()) === 'before,notes.txt,after');
      await shot(page, 'upload-failed');
      await page.unroute('**/api/chat/socket/upload');
      await page.getByRole('button', { name: 'Try again' }).click();
      await eventually(async () => (await texts()) === 'before,after,notes.txt');
      await page.locator('.bubble', { hasText: 'notes.txt' }).getByRole('link').waitFor();
      assert.equal(await texts(), 'before,after,notes.txt');
    },
  );

  it('G41 nothing leads to the newest message where it is in sight already', async () => {
    const [ann, bob] = await twoFriends(stage, 'g41_ann', 'g41_bob');
    await say(stage, bob, ann, 'one', 'two', 'three');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.getByText('three', { exact: true }).first().waitFor();
    await eventually(async () => (await readSeq(ann)) === 3);
    const pill = page.locator('.pills button');
    assert.equal(await pill.count(), 0);
    await page.goto(`${stage.line.url}${chatWith(bob)}?seq=1`);
    await page.locator('.flashing').waitFor();
    await eventually(async () => (await pill.count()) === 0);
  });

  it('G41 a screen that becomes larger or smaller stays at the end, and says nothing of newer messages', async () => {
    const [ann, bob] = await twoFriends(stage, 'g41_cat', 'g41_dan');
    await say(stage, bob, ann, ...Array.from({ length: 12 }, (_, index) => `line ${index}`));
    const page = await stage.screen({ person: ann, path: chatWith(bob), viewport: { width: 1280, height: 500 } });
    await page.getByRole('button', { name: /new$|latest/ }).click();
    const pill = page.locator('.pills button');
    const last = page.locator('.bubble', { hasText: 'line 11' });
    await eventually(async () => (await pill.count()) === 0);
    for (const height of [360, 700, 420, 1100, 500]) {
      await page.setViewportSize({ width: 1280, height });
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await eventually(async () => (await pill.count()) === 0);
      await eventually(async () => ((await last.boundingBox())?.y ?? Infinity) < height - 100);
    }
    await page.locator('[role=log]').evaluate((log: PageElement) => (log.scrollTop = 0));
    await pill.first().waitFor();
    await page.setViewportSize({ width: 1280, height: 1400 });
    await eventually(async () => (await pill.count()) === 0);
  });

  it('G50 the list says who wrote last, and whether one’s own line waits or was not sent', async () => {
    const [ann, bob] = await twoFriends(stage, 'g50_ann', 'g50_bob');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await settled(page);
    const row = page.locator('.item', { hasText: 'g50_bob' });
    await type(page, 'mine');
    await row.getByText('You: mine').waitFor();
    await say(stage, bob, ann, 'theirs');
    await eventually(async () => (await row.locator('.last').textContent())?.trim() === 'theirs');
    stage.line.cut();
    await type(page, 'it waits');
    await row.getByRole('img', { name: 'Waiting to be sent' }).waitFor();
    await row.getByText('You: it waits').waitFor();
    await shot(page, 'list-waiting');
    stage.line.restore();
    await eventually(async () => (await row.getByRole('img').count()) === 0);
    await apiOf(stage, bob).friends.block(ann.id, 1);
    await type(page, 'refused');
    await row.getByRole('img', { name: 'Not sent' }).waitFor();
    await row.getByText('You: refused').waitFor();
    await shot(page, 'list-failed');
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('link', { name: 'Chats' }).click();
    await row.getByRole('img', { name: 'Not sent' }).waitFor();
  });
});
