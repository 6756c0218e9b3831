import assert from 'node:assert/strict';
import { whereThereIs } from '../support/has-unit.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { nameFor } from '../../web/chat/name.ts';
import { eventually, isAtEnd, openPanel, shown, visitorOn, WidgetStage, write, type Shop } from './widget-stage.ts';

const SECRET = 'what the site and the chat share 7f3a9c1e';
const OFTEN = { points: 100_000, window: 60_000 };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Counts sounds. */
const COUNT_SOUNDS = `globalThis.sounds = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...args) { globalThis.sounds++; return start.apply(this, args); };`;

describe('web/widget: coming back, other tabs, other devices', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve({ chat: { sends: { visitor: OFTEN, user: OFTEN } }, visitor: { identity: { secrets: [SECRET] } } });

  it('W10 W27 a reload and a new tab have the same conversation at its end, and the draft', async () => {
    const shop = await stage.talking();
    await stage.answer(shop, ...Array.from({ length: 30 }, (_, i) => `line ${i}`));
    await shop.panel.locator('textarea').fill('half a sen');
    // What is typed goes to the page's storage by way of the loader.
    await eventually(async () => (await shop.page.evaluate("localStorage.getItem('foyer.widget.draft')")) === 'half a sen');
    await shop.page.reload();
    for (const again of [shop, await stage.tab(shop.page.context(), new URL(shop.page.url()).pathname)]) {
      await openPanel(again);
      await again.panel.getByText('line 29').waitFor();
      assert.equal(await again.panel.locator('textarea').inputValue(), 'half a sen');
      await eventually(() => isAtEnd(again));
    }
  });

  it('G26 opening makes nobody: a row comes with the first message, also after reloads, in one of several tabs', async () => {
    const users = async (): Promise<number> => {
      const [row] = await stage.served.app.sql.query<{ count: number }>('SELECT COUNT(*) AS count FROM user');
      return Number(row?.count);
    };
    const before = await users();
    const shop = await stage.shop();
    await openPanel(shop);
    await shop.panel.getByText('Online', { exact: true }).waitFor();
    await shop.panel.locator('textarea').fill('half a sen');
    await shop.page.reload();
    await openPanel(shop);
    const second = await stage.tab(shop.page.context(), new URL(shop.page.url()).pathname);
    await openPanel(second);
    assert.equal(await shop.panel.locator('textarea').inputValue(), 'half a sen');
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Sign up and keep the chat' }).waitFor();
    assert.equal(await shop.panel.getByRole('button', { name: 'Continue on my phone' }).count(), 0);
    await shop.panel.getByRole('button', { name: 'Back to the chat' }).click();
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-nobody');
    assert.equal(await users(), before);
    assert.equal(await shop.page.evaluate("localStorage.getItem('foyer.widget.token')"), null);

    await write(shop.panel, 'here I am');
    await eventually(async () => (await shown(shop.panel))[0] === 'here I am · Sent');
    await second.panel.getByText('here I am').waitFor();
    assert.equal(await users(), before + 1);
    assert.deepEqual(await stage.stored(shop), ['here I am']);
  });

  it('G26 what was written while the server was away is sent by a later page', async () => {
    const shop = await stage.shop();
    await openPanel(shop);
    stage.line.cut();
    await write(shop.panel, 'into the dark');
    await eventually(async () => (await shown(shop.panel)).length === 1);
    stage.line.restore();
    await shop.page.reload();
    await eventually(async () => (await shop.page.evaluate("localStorage.getItem('foyer.widget.token')")) !== null);
    await eventually(async () => (await stage.stored(shop)).join() === 'into the dark');
  });

  whereThereIs('file', it)('G26 a first message may be a file', async () => {
    const shop = await stage.shop();
    await openPanel(shop);
    await shop.panel.locator('input[type=file]').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') });
    await shop.panel.getByRole('button', { name: 'Send', exact: true }).click();
    await eventually(async () => (await shown(shop.panel))[0]?.endsWith('Sent'));
    await eventually(async () => (await stage.stored(shop)).length === 1);
  });

  it('W11 two tabs that open at once are one visitor; a message in one shows in the other, unread ends in both', async () => {
    const one = await stage.shop();
    const two = await stage.tab(one.page.context(), new URL(one.page.url()).pathname);
    await Promise.all([openPanel(one), openPanel(two)]);
    await write(one.panel, 'from one');
    await two.panel.getByText('from one').waitFor();
    const [{ count } = { count: 0 }] = await stage.served.app.sql.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM user WHERE id >= ?',
      [(await visitorOn(one.page)).id],
    );
    assert.equal(count, 1);
    for (const { page } of [one, two]) await page.keyboard.press('Escape');
    await one.launcher.click();
    await one.launcher.click();
    await two.launcher.click();
    await two.launcher.click();
    await stage.answer(one, 'answered');
    await eventually(async () => (await one.page.title()) === '(1) Shop' && (await two.page.title()) === '(1) Shop');
    await one.launcher.click();
    await eventually(async () => (await one.page.title()) === 'Shop' && (await two.page.title()) === 'Shop');
  });

  it('W12 W13 while it is closed an answer is counted and rings once, unless it is muted, which a reload keeps', async () => {
    const shop = await stage.talking({ init: COUNT_SOUNDS });
    const sounds = (): Promise<number> => shop.page.evaluate<number>('globalThis.sounds');
    await shop.launcher.click();
    await stage.answer(shop, 'are you there?');
    await shop.page.getByRole('button', { name: 'Chat with us, 1 unread' }).waitFor();
    assert.equal(await shop.page.title(), '(1) Shop');
    await eventually(async () => (await sounds()) === 2);
    await shop.launcher.click();
    await eventually(async () => (await shop.page.title()) === 'Shop');
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Turn sound off' }).click();
    await shop.page.reload();
    await openPanel(shop);
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Turn sound on' }).waitFor();
    await shop.launcher.click();
    await stage.answer(shop, 'quiet');
    await shop.page.getByRole('button', { name: 'Chat with us, 1 unread' }).waitFor();
    assert.equal(await sounds(), 0);
  });

  it('W12 a returning visitor sees what is unread without opening, and nothing rings before the page was used', async () => {
    const shop = await stage.talking({ init: COUNT_SOUNDS });
    const { page } = shop;
    await page.goto('about:blank');
    const user = stage.agent.list.find(({ last }) => last?.message.type === 'text');
    assert.ok(user);
    await page.goBack();
    await stage.answer(shop, 'while you were away');
    await page.getByRole('button', { name: 'Chat with us, 1 unread' }).waitFor();
    assert.equal(await page.evaluate('globalThis.sounds'), 0);
  });

  it('G48 goes on on a phone by a code that is good once', async () => {
    const shop = await stage.talking();
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Continue on my phone' }).click();
    await shop.panel.getByRole('img', { name: 'Code to continue on a phone' }).waitFor();
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-handover');
    const url = (await shop.panel.locator('.link').textContent()) ?? '';
    assert.ok(url.startsWith(`${stage.line.url}/continue#`), url);
    const { page: phone } = await stage.shop(PHONE);
    await phone.goto(url);
    await phone.getByText('hello').waitFor();
    await shop.panel.getByText('The conversation is open on your phone. This code is used up.').waitFor();
    assert.equal(await shop.panel.getByRole('img', { name: 'Code to continue on a phone' }).count(), 0);
    await shot(shop.page, 'widget-handed-over');
    await phone.getByRole('button', { name: 'More' }).click();
    await phone.getByRole('button', { name: 'Sign up and keep the chat' }).waitFor();
    assert.equal(await phone.getByRole('button', { name: 'Continue on my phone' }).count(), 0, 'it is the phone');
    await phone.getByRole('button', { name: 'Back to the chat' }).click();
    assert.equal(new URL(phone.url()).hash, '');
    await phone.getByRole('textbox', { name: 'Write a message' }).fill('from the phone');
    await phone.keyboard.press('Enter');
    await shop.panel.getByText('from the phone').waitFor({ state: 'attached' });
    const { page: other } = await stage.shop();
    await other.goto(url);
    await other.getByText('Somebody used this link already, or it has expired').waitFor();
  });

  for (const locale of ['en-GB', 'zh-CN']) {
    it(`G02 a code asks before it replaces the conversation of a browser, in ${locale}`, async () => {
      const [first, second] = [await stage.talking(), await stage.talking()];
      const [{ nickname, id }, own] = [await visitorOn(first.page), await visitorOn(second.page)];
      const called = (given: string): string => nameFor(given, locale.slice(0, 2));
      const codeOf = async (shop: Shop): Promise<string> => {
        const token = await shop.page.evaluate<string>("localStorage.getItem('foyer.widget.token')");
        const { data } = await stage.served.api.as(token).post<{ code: string }>('/api/chat/handover');
        return `${stage.line.url}/continue#${data.code}`;
      };
      const { page: phone } = await stage.shop({ locale, viewport: { width: 390, height: 844 }, hasTouch: true });
      const kept = (): Promise<string | null> => phone.evaluate<string | null>("localStorage.getItem('foyer.continue.token')");
      const open = async (url: string): Promise<void> => {
        await phone.goto('about:blank');
        await phone.goto(url);
      };
      await open(await codeOf(second));
      await phone.getByText('hello').waitFor();
      const before = await kept();
      const url = await codeOf(first);
      await open(url);
      const go = phone.getByRole('button', { name: called(nickname) });
      const stay = phone.getByRole('button', { name: called(own.nickname) });
      await go.waitFor();
      await noSeriousViolations(phone);
      await shot(phone, `continue-switch-${locale.slice(0, 2)}`);
      assert.equal(await kept(), before, 'nothing is replaced before it is said');
      await stay.click();
      await phone.getByText('hello').waitFor();
      assert.equal(await kept(), before);
      await open(url);
      await go.click();
      await phone.getByText('hello').waitFor();
      const whose = `"id":${id},`;
      await eventually(async () => (await phone.evaluate<string | null>("localStorage.getItem('foyer.continue.user')"))?.includes(whose));
      assert.equal(new URL(phone.url()).hash, '');
      await open(await codeOf(first));
      await phone.getByText('hello').waitFor();
      assert.equal(await go.count(), 0, 'the same visitor is asked nothing');
    });
  }

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
