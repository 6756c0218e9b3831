import assert from 'node:assert/strict';
import { block } from '../support/factory.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { eventually, NARROW, settled, Stage, WIDE, type Person } from './stage.ts';
import { bubbles, chatWith, groupOf, menuOf, say, twoFriends, type } from './talk.ts';

describe('web/messenger: conversations and chat', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('M1 M2 a row has name, last message, time and count; pinned is on top, muted shows a dot, a draft is marked', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_rows', 'bob_rows');
    const [, cid] = [null, await stage.person('cid_rows')];
    const groupId = await groupOf(stage, '读书会', [ann, cid]);
    await say(stage, bob, ann, 'one', 'two');
    await say(stage, cid, groupId, 'hello group');
    const page = await stage.screen({ person: ann });
    await settled(page);
    const rows = page.getByRole('navigation', { name: 'Chats' }).getByRole('link');
    await eventually(async () => (await rows.count()) === 2);
    assert.match((await rows.nth(0).textContent()) ?? '', /读书会.*cid_rows: hello group.*1 unread/);
    assert.match((await rows.nth(1).textContent()) ?? '', /bob_rows.*\d\d:\d\d.*two.*2 unread/);
    assert.equal(await page.title(), '(3) Foyer');
    await say(stage, bob, ann, 'three');
    await eventually(async () => /bob_rows/.test((await rows.nth(0).textContent()) ?? ''));
    await rows.nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Pin' }).click();
    await eventually(async () => /读书会/.test((await rows.nth(0).textContent()) ?? ''));
    await rows.nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mute' }).click();
    await rows.nth(1).locator('.badge.quiet').waitFor();
    await eventually(async () => (await page.title()) === '(1) Foyer');
    await rows.nth(1).click();
    await page.getByRole('textbox', { name: 'Write a message' }).fill('half a thought');
    await rows.nth(0).click();
    await rows.nth(1).getByText('[Draft]').waitFor();
    await page.reload();
    await rows.nth(1).getByText('half a thought').waitFor();
    await rows.nth(1).click();
    await eventually(async () => (await page.getByRole('textbox', { name: 'Write a message' }).inputValue()) === 'half a thought');
    const other = await stage.screen({ person: ann });
    const theirs = other.getByRole('navigation', { name: 'Chats' }).getByRole('link');
    await eventually(async () => (await theirs.count()) === 2);
    assert.match((await theirs.nth(0).textContent()) ?? '', /读书会/);
  });

  it('M24 W7 what is written offline waits with a clock and goes in order, once; the banner tells the truth', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_off', 'bob_off');
    await say(stage, bob, ann, 'are you there?');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.locator('.bubble', { hasText: 'are you there?' }).waitFor();
    stage.line.cut();
    await page.getByText('Reconnecting…').waitFor();
    for (const text of ['first', 'second', 'third']) await type(page, text);
    await eventually(async () => (await page.locator('.state.waiting').count()) === 3);
    await shot(page, 'chat-offline');
    stage.line.restore();
    await settled(page);
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await eventually(async () => (await page.locator('.state.sent').count()) === 3);
    assert.deepEqual(await bubbles(page), ['are you there?', 'first', 'second', 'third']);
    const other = await stage.screen({ person: bob, path: chatWith(ann) });
    await other.locator('.bubble', { hasText: 'third' }).waitFor();
    assert.deepEqual(await bubbles(other), ['are you there?', 'first', 'second', 'third']);
    await eventually(async () => (await page.locator('.state').allTextContents()).every((text) => text === 'Read'));
  });

  it('M17 M18 recall on both sides, re-edit on the own one; a quote jumps, and says when its source is gone', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_recall', 'bob_recall');
    await say(stage, ann, bob, 'the sourec');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    const other = await stage.screen({ person: bob, path: chatWith(ann) });
    await other.locator('.bubble', { hasText: 'the sourec' }).waitFor();
    await menuOf(other, 'the sourec');
    assert.equal(await other.getByRole('menuitem', { name: 'Recall' }).count(), 0);
    await other.getByRole('menuitem', { name: 'Quote' }).click();
    await other.getByText('Quoting ann_recall').waitFor();
    await type(other, 'what is that?');
    const quote = page.getByRole('button', { name: /the sourec/ });
    await quote.click();
    await page.locator('.flashing', { hasText: 'the sourec' }).waitFor();
    await menuOf(page, 'the sourec');
    await page.getByRole('menuitem', { name: 'Recall' }).click();
    await page.locator('.told', { hasText: 'You recalled a message' }).waitFor();
    await other.locator('.told', { hasText: 'ann_recall recalled a message' }).waitFor();
    await other.getByText('The quoted message was recalled').waitFor();
    await page.getByRole('button', { name: 'Edit again' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).inputValue(), 'the sourec');
    assert.equal(await other.getByRole('button', { name: 'Edit again' }).count(), 0);
    await shot(page, 'chat-recall');
  });

  it('M16 M15 @ finds members by pinyin, the row says so until it is read; @all is for admins', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_call', 'bob_call');
    await stage.served.app.sql.execute("UPDATE user SET nickname = '张三' WHERE id = ?", [bob.id]);
    stage.served.app.invalidate([`user:${bob.id}`]);
    const groupId = await groupOf(stage, 'Crew', [ann, bob]);
    await say(stage, ann, groupId, 'welcome');
    const page = await stage.screen({ person: ann, path: `/app/conversations/group/${groupId}` });
    const input = page.getByRole('textbox', { name: 'Write a message' });
    await page.locator('.bubble', { hasText: 'welcome' }).waitFor();
    await input.pressSequentially('hey @zhang');
    await page.getByRole('option', { name: '张三' }).waitFor();
    await noSeriousViolations(page);
    await shot(page, 'chat-mention');
    await input.press('Enter');
    assert.equal(await input.inputValue(), 'hey @张三 ');
    await input.press('Enter');
    const other = await stage.screen({ person: bob });
    const row = other.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: /Crew/ });
    await row.getByText('[@ you]').waitFor();
    await row.click();
    await other.locator('.bubble.called', { hasText: 'hey @张三' }).waitFor();
    await eventually(async () => (await row.getByText('[@ you]').count()) === 0);
    const theirs = other.getByRole('textbox', { name: 'Write a message' });
    await theirs.pressSequentially('@');
    await other.getByRole('option', { name: 'ann_call' }).waitFor();
    assert.equal(await other.getByRole('option', { name: 'All', exact: true }).count(), 0);
    await say(stage, bob, groupId, 'here');
    const read = page.getByRole('button', { name: '1 read' }).last();
    await read.click();
    await page.getByRole('dialog', { name: 'Read by 1 of 1' }).getByText('张三').waitFor();
  });

  it('M15 what the system tells stands in words of the reader, with the way to answer it', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_told', 'bob_told');
    const [row] = await stage.served.app.sql.query<{ id: number }>('SELECT id FROM friend WHERE user_id = ?', [ann.id]);
    const call = (person: Person, path: string, body: object): Promise<unknown> => stage.api.call(path, { body, token: person.token });
    await call(ann, '/api/chat/group/create', { userIds: [row?.id], name: 'Told' });
    const page = await stage.screen({ person: bob });
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: /Told/ }).click();
    await page.waitForURL('**/conversations/group/*');
    await page.locator('.told', { hasText: 'ann_told made this group' }).waitFor();
    const groupId = Number(new URL(page.url()).pathname.split('/').at(-1));
    const chinese = await stage.screen({ person: ann, locale: 'zh-CN', path: `/app/conversations/group/${groupId}` });
    await chinese.locator('.told', { hasText: '您创建了群聊' }).waitFor();
    await call(ann, '/api/chat/groupUpdateName', { id: groupId, name: '<b>Bold</b>' });
    await page.getByText('ann_told renamed the group to “<b>Bold</b>”').first().waitFor();
    await chinese.getByText('您将群名称改为“<b>Bold</b>”').first().waitFor();
    await call(ann, '/api/chat/groupMuteAll', { group_id: groupId, value: 1 });
    await page.getByText('Only the owner and admins may write.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).count(), 0);
    const eve = await stage.person('eve_told');
    await call(eve, '/api/chat/applyfriend', { friend_id: bob.id, note: 'it is me' });
    await page.getByRole('link', { name: /Notifications/ }).click();
    await page.getByText('eve_told wants to be your friend').last().waitFor();
    await noSeriousViolations(page);
    await shot(page, 'chat-notices');
    await page.getByRole('link', { name: 'View' }).click();
    await page.waitForURL('**/contacts/requests');
  });

  it('W6 D32 a refused message keeps its text and says why; one tries again or deletes it', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_no', 'bob_no');
    await block(stage.served, bob.id, ann.id);
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.getByText('This is where it begins').waitFor();
    await type(page, 'please');
    const state = page.locator('.state.failed');
    await state.waitFor();
    assert.match((await state.textContent()) ?? '', /Not sent: .+Try again.*Delete/);
    await noSeriousViolations(page);
    await shot(page, 'chat-refused');
    await stage.served.app.sql.execute('DELETE FROM blacklist WHERE user_id = ?', [bob.id]);
    stage.served.app.invalidate([`relation:${ann.id}:${bob.id}`]);
    await state.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.state.sent').waitFor();
    await block(stage.served, bob.id, ann.id);
    await type(page, 'again');
    await state.getByRole('button', { name: 'Delete' }).click();
    await eventually(async () => (await bubbles(page)).join() === 'please');
  });

  it('W14 W18 D43 typing shows and ends; links open elsewhere; HTML is text', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_html', 'bob_html');
    await say(stage, bob, ann, '<img src=x onerror=alert(1)> see https://example.com/a?b=1, please');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    const link = page.locator('.bubble').getByRole('link', { name: 'https://example.com/a?b=1' });
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), 'https://example.com/a?b=1');
    assert.match((await link.getAttribute('rel')) ?? '', /noopener/);
    assert.equal(await link.getAttribute('target'), '_blank');
    assert.equal(await page.locator('.bubble img').count(), 0);
    const other = await stage.screen({ person: bob, path: chatWith(ann) });
    await other.locator('.bubble').waitFor();
    await other.getByRole('textbox', { name: 'Write a message' }).pressSequentially('hm');
    await page.getByText('typing…').waitFor();
    await other.keyboard.press('Enter');
    await page.getByText('typing…').waitFor({ state: 'detached' });
    const time = page.locator('.meta time').first();
    assert.match((await time.getAttribute('title')) ?? '', /20\d\d.*\d\d:\d\d:\d\d/);
  });

  it('M30 Ctrl+K switches, arrows walk the list, Esc leaves', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_keys', 'bob_keys');
    const dan = await stage.person('dan_keys');
    await groupOf(stage, '群聊', [ann, dan]);
    await say(stage, bob, ann, 'hi');
    const page = await stage.screen({ person: ann });
    await settled(page);
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: 'Search chats' });
    await box.fill('qunliao');
    await page.getByRole('option', { name: '群聊' }).waitFor();
    await noSeriousViolations(page);
    await shot(page, 'chat-switch');
    await box.press('Enter');
    await page.waitForURL('**/conversations/group/*');
    await page.keyboard.press('Control+k');
    await box.fill('bob');
    await eventually(async () => (await page.getByRole('option').count()) === 1);
    await box.press('Enter');
    await page.waitForURL(`**${chatWith(bob)}`);
    const input = page.getByRole('textbox', { name: 'Write a message' });
    await input.press('Escape');
    await page.waitForURL('**/app/conversations');
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('link').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/conversations/group/*');
  });

  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`M31 chat and list: ${size}, ${colorScheme}`, async () => {
        const tail = `${size}_${colorScheme}`.slice(0, 12);
        const [ann, bob] = await twoFriends(stage, `ann_${tail}`, `bob_${tail}`);
        await say(stage, bob, ann, 'Good morning!', 'Did you read the report? It is at https://example.com/report');
        await say(
          stage,
          ann,
          bob,
          'Yes, thanks. A longer answer that needs more than one line on a telephone, so that one sees how it wraps.',
        );
        const page = await stage.screen({ ...viewport, colorScheme, person: ann });
        const row = page.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: /bob_/ });
        await row.waitFor();
        await noSeriousViolations(page);
        await shot(page, `chats-${size}-${colorScheme}`);
        await row.click();
        await page.locator('.bubble').nth(2).waitFor();
        await noSeriousViolations(page);
        await shot(page, `chat-${size}-${colorScheme}`);
        assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
        await page.goBack();
        await row.waitFor();
        await row.click();
        if (size === 'narrow') {
          await page.getByRole('button', { name: 'Back' }).click();
          await row.waitFor();
          assert.equal(await page.getByRole('textbox', { name: 'Write a message' }).count(), 0);
        }
      });
    }
  }

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
