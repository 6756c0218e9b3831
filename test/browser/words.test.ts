import assert from 'node:assert/strict';
import { apiOf } from './people.ts';
import { shot } from './shot.ts';
import { eventually, settled, Stage, WIDE, type Person } from './stage.ts';
import { OLD_STYLES, withoutFieldSizing } from './old-styles.ts';
import { chatWith, groupOf, menuOf, say, twoFriends, type } from './talk.ts';

const COMPOSER = { name: 'Write a message' };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('web/messenger: keys, copies, drafts and clocks', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('G81 Enter that ends composing opens no chat in Ctrl+K', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_ime', 'bob_ime');
    await say(stage, bob, ann, 'hello');
    const page = await stage.screen({ person: ann });
    await settled(page);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    await page.getByRole('option').first().waitFor();
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
    await field.fill('bob');
    assert.ok(await field.isVisible());
    await field.press('Enter');
    await page.getByRole('textbox', COMPOSER).waitFor();
  });

  it('G81 a draft that was sent is gone from another tab, and what is written in one stands in the other', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_tabs', 'bob_tabs');
    await say(stage, bob, ann, 'hello');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await settled(page);
    await page.locator('.bubble', { hasText: 'hello' }).waitFor();
    const input = page.getByRole('textbox', COMPOSER);
    await input.fill('half a thought');
    const other = await stage.tab(page.context(), chatWith(bob));
    const theirs = other.getByRole('textbox', COMPOSER);
    await settled(other);
    await theirs.waitFor();
    await eventually(async () => (await theirs.inputValue()) === 'half a thought');
    await type(page, 'a whole thought');
    await eventually(async () => (await theirs.inputValue()) === '');
  });

  it('G81 copies without a clipboard, as on plain http, and says so where it cannot', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_copy', 'bob_copy');
    await say(stage, bob, ann, 'to be copied');
    const context = (await stage.screen({ person: ann })).context();
    await context.addInitScript("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })");
    const page = await stage.tab(context, chatWith(bob));
    await menuOf(page, 'to be copied');
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    await page.getByRole('textbox', COMPOSER).press('Control+v');
    assert.equal(await page.getByRole('textbox', COMPOSER).inputValue(), 'to be copied');
    await page.evaluate('document.execCommand = () => false');
    await menuOf(page, 'to be copied');
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await page.getByText('does not let this page copy').last().waitFor();
  });

  /** A group in which somebody is muted for so many ms. */
  async function mutedGroup(owner: Person, muted: Person, ms: number): Promise<number> {
    const group = await groupOf(stage, 'clocks', [owner, muted]);
    await stage.served.app.sql.execute('UPDATE member SET muted_until = ? WHERE user_id = ? AND conversation_id = ?', [
      Date.now() + ms,
      muted.id,
      group,
    ]);
    stage.served.app.invalidate([`group:${group}`]);
    return group;
  }

  it('G77 who is muted for a minute reads so though their clock is an hour ahead', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_clock', 'bob_clock');
    const group = await mutedGroup(bob, ann, 60_000);
    const context = (await stage.screen({ person: ann })).context();
    await context.addInitScript('{ const now = Date.now; Date.now = () => now() + 3_600_000; }');
    const page = await stage.tab(context, `/app/conversations/group/${group}`);
    await settled(page);
    await page.getByText(/You are muted until/).waitFor();
    assert.equal(await page.getByRole('textbox', COMPOSER).count(), 0);
  });

  it('G77 a mute ends in its moment though the clock is put back meanwhile', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_back', 'bob_back');
    const group = await mutedGroup(bob, ann, 8000);
    const context = (await stage.screen({ person: ann })).context();
    await context.addInitScript('globalThis.back = 0; { const now = Date.now; Date.now = () => now() - globalThis.back; }');
    const page = await stage.tab(context, `/app/conversations/group/${group}`);
    await settled(page);
    await page.getByText(/You are muted until/).waitFor();
    await page.evaluate("globalThis.back = 3_600_000; dispatchEvent(new Event('online'))");
    await page.getByRole('textbox', COMPOSER).waitFor();
  });

  for (const [name, size] of Object.entries({ wide: WIDE, phone: PHONE })) {
    it(`G62 where one writes grows in a browser without field-sizing: ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `ann_grow_${name}`, `bob_grow_${name}`);
      const context = (await stage.screen({ person: ann, serviceWorkers: 'block', ...size })).context();
      await context.addInitScript(OLD_STYLES);
      await withoutFieldSizing(context);
      const page = await stage.tab(context, chatWith(bob));
      await settled(page);
      const input = page.getByRole('textbox', COMPOSER);
      const height = async (): Promise<number> => (await input.boundingBox())?.height ?? 0;
      const row = await height();
      await input.fill('one\ntwo\nthree');
      assert.ok((await height()) > row + 30, `${row} and ${await height()}`);
      await input.fill('row\n'.repeat(40));
      assert.equal(await height(), 160);
      await input.press('Enter');
      await eventually(async () => (await height()) === row);
    });

    it(`G70 names turn nothing around them, and an address says where it leads: ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `ann_turn_${name}`, `bob_turn_${name}`);
      await apiOf(stage, bob).profile.update('nickname', 'דנה כהן');
      const group = await groupOf(stage, 'Turning', [ann, bob]);
      await apiOf(stage, bob).groups.leave(group);
      const notice = '\u2068דנה כהן\u2069 left the group';
      await say(stage, bob, ann, 'see https://bank.example@evil.example/ and https://b\u0430nk.example/ or https://en.example/');
      const page = await stage.screen({ person: ann, path: `/app/conversations/group/${group}`, ...size });
      await settled(page);
      await page.locator('.told', { hasText: notice }).waitFor();
      await page.goto(`${stage.line.url}${chatWith(bob)}`);
      const bubble = page.locator('.bubble', { hasText: 'bank.example@' });
      await bubble.getByText('(evil.example)').waitFor();
      assert.deepEqual(await bubble.locator('strong').allTextContents(), [' (evil.example)', ' (xn--bnk-6cd.example)']);
      await shot(page, `names-turn-${name}`);
    });
  }
});
