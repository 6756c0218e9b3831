import assert from 'node:assert/strict';
import { uuid } from '../../web/shared/index.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, Stage } from './stage.ts';
import { chatWith, groupOf, menuOf, say, twoFriends } from './talk.ts';

describe('web/messenger: handing on', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('M19 one message goes to several chats; a recalled one cannot', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_forward', 'bob_forward');
    const cid = await stage.person('cid_forward');
    const groupId = await groupOf(stage, '转发群', [ann, cid]);
    await say(stage, bob, ann, 'hand this on');
    await say(stage, cid, groupId, 'the group is here');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await menuOf(page, 'hand this on');
    await page.getByRole('menuitem', { name: 'Forward' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward: 1 message' });
    await dialog.getByText('转发群').click();
    await dialog.getByText('bob_forward').click();
    await noSeriousViolations(page);
    await shot(page, 'forward');
    await dialog.getByRole('button', { name: 'Send (2)' }).click();
    await page.getByText('Forwarded', { exact: true }).waitFor();
    await eventually(async () => (await page.locator('.bubble', { hasText: 'hand this on' }).count()) === 2);
    const other = await stage.screen({ person: cid, path: `/app/conversations/group/${groupId}` });
    await other.locator('.bubble', { hasText: 'hand this on' }).waitFor();
    await menuOf(page, 'hand this on');
    await page.keyboard.press('Escape');
    await page.locator('.mine .bubble', { hasText: 'hand this on' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Recall' }).click();
    await page.getByRole('log').getByText('You recalled a message').waitFor();
    assert.equal(await page.locator('.bubble', { hasText: 'hand this on' }).count(), 1);
  });

  it('M19 many go singly or as one that opens; who refuses is named and stays chosen', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_many', 'bob_many');
    const cid = await stage.person('cid_many');
    const groupId = await groupOf(stage, '很多群', [ann, cid]);
    await say(stage, cid, groupId, 'one thing', 'another thing', 'a third thing');
    const page = await stage.screen({ person: ann, path: `/app/conversations/group/${groupId}`, ...NARROW });
    await menuOf(page, 'one thing');
    await page.getByRole('menuitem', { name: 'Select' }).click();
    await page.getByText('1 selected').waitFor();
    await page.getByRole('checkbox', { name: 'Select this message' }).nth(2).check();
    await page.getByText('2 selected').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'forward-select');
    await page.getByRole('region', { name: 'Select' }).getByRole('button', { name: 'Forward' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forward: 2 messages' });
    await dialog.getByRole('radio', { name: 'As one message' }).check();
    await dialog.getByText('bob_many').click();
    await page.route('**/api/chat/forward', async (route) => {
      const refused = [{ chatType: 'single', id: bob.id, messages: [], code: 'blocked', text: 'The recipient has blocked you' }];
      await route.fulfill({ json: { msg: 'ok', data: refused } });
    });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Not sent: The recipient has blocked you').waitFor();
    await shot(page, 'forward-refused');
    await page.unroute('**/api/chat/forward');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Forwarded', { exact: true }).waitFor();
    await page.getByText('2 selected').waitFor({ state: 'detached' });
    const other = await stage.screen({ person: bob, path: chatWith(ann) });
    await other.getByRole('button', { name: /^Chat history of a group/ }).click();
    const history = other.getByRole('dialog', { name: 'Chat history of a group' });
    await history.getByText('one thing').waitFor();
    await history.getByText('a third thing').waitFor();
    assert.equal(await history.getByText('another thing').count(), 0);
    assert.equal(await history.getByText('not verified').count(), 0);
    await noSeriousViolations(other);
    await shot(other, 'forward-merged');
  });

  it('what claims to be a chat history says that it is not verified', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_claims', 'bob_claims');
    const items = [{ from_name: 'The bank', type: 'text', data: 'send money', time: Date.now() }];
    const data = JSON.stringify({ kind: 'merged', title: 'Claimed', items });
    await stage.api.send(ann.token, { sendto_id: bob.id, chatType: 'single', type: 'custom', data, client_id: uuid() });
    const page = await stage.screen({ person: bob, path: chatWith(ann) });
    await page.getByRole('button', { name: /^Claimed/ }).click();
    await page.getByRole('dialog').getByText('Told by the sender, not verified').waitFor();
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
