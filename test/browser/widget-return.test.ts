import assert from 'node:assert/strict';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { nameFor } from '../../web/chat/name.ts';
import { siteToken } from '../support/site.ts';
import { connected, eventually, isAtEnd, openPanel, shown, visitorOn, WidgetStage, write, type Shop } from './widget-stage.ts';

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

  it('G26 a first message may be a file', async () => {
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

  it('G42 a visitor signs up in place and is the same person in the same conversation', async () => {
    const shop = await stage.talking();
    const { id } = await visitorOn(shop.page);
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Sign up and keep the chat' }).click();
    await shop.panel.getByRole('button', { name: 'Sign up', exact: true }).click();
    await shop.panel.getByText('A username has 4 to 20 letters, digits or _.').waitFor();
    await noSeriousViolations(shop.page);
    await shop.panel.getByLabel('Username').fill('kept_visitor');
    await shop.panel.getByLabel('Password').fill('secret 1');
    await shop.panel.getByRole('button', { name: 'Sign up', exact: true }).click();
    await shop.panel.getByRole('heading', { name: 'Your account is ready' }).waitFor();
    await shop.panel.getByText('You are signed in as kept_visitor').waitFor();
    assert.equal(await shop.panel.getByRole('link', { name: 'Open the full messenger' }).getAttribute('href'), '/app');
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-signed-up');
    await shop.panel.getByRole('button', { name: 'Back to the chat' }).first().click();
    await write(shop.panel, 'as a user');
    await eventually(async () => (await shown(shop.panel)).at(-1) === 'as a user · Sent');
    assert.equal((await shown(shop.panel))[0], 'hello · Sent');
    assert.equal((await visitorOn(shop.page)).id, id);
    const [row] = await stage.served.app.sql.query('SELECT username, role FROM user WHERE id = ?', [id]);
    assert.deepEqual({ ...row }, { username: 'kept_visitor', role: 'user' });

    // G42: what was promised, on another device, and the way out again.
    const other = await stage.shop(PHONE);
    await openPanel(other);
    await other.panel.getByRole('button', { name: 'More' }).click();
    await other.panel.getByRole('button', { name: 'Sign in to an account' }).click();
    await other.panel.getByLabel('Username').fill('kept_visitor');
    await other.panel.getByLabel('Password').fill('not this one');
    await other.panel.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.panel.getByRole('alert').waitFor();
    await shot(other.page, 'widget-sign-in');
    await other.panel.getByLabel('Password').fill('secret 1');
    await other.panel.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.panel.getByText('as a user').waitFor();
    assert.equal((await visitorOn(other.page)).id, id);
    await other.panel.locator('textarea').fill('a draft of mine');
    await other.panel.getByRole('button', { name: 'More' }).click();
    await other.panel.getByText('Signed in as kept_visitor').waitFor();
    await noSeriousViolations(other.page);
    await shot(other.page, 'widget-user');
    await other.panel.getByRole('button', { name: 'Sign out' }).click();
    await other.panel.getByText('Hello! How can we help?').waitFor();
    await connected(other.panel);
    assert.equal(await other.page.evaluate("localStorage.getItem('foyer.widget.user')"), null, 'G26 nobody until the next word');
    assert.equal(await other.panel.locator('textarea').inputValue(), '');
    await write(other.panel, 'somebody else');
    assert.notEqual((await visitorOn(other.page)).id, id);
  });

  it('G42 who signed up is an account in every tab, and after a reload', async () => {
    const shop = await stage.talking();
    const tab = await stage.tab(shop.page.context(), new URL(shop.page.url()).pathname);
    await openPanel(tab);
    await tab.panel.getByText('hello').waitFor();
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Sign up and keep the chat' }).click();
    await shop.panel.getByLabel('Username').fill('back_again');
    await shop.panel.getByLabel('Password').fill('secret 1');
    await shop.panel.getByRole('button', { name: 'Sign up', exact: true }).click();
    await shop.panel.getByRole('heading', { name: 'Your account is ready' }).waitFor();
    await connected(tab.panel);
    const isAccount = async ({ panel }: Shop): Promise<void> => {
      await panel.getByRole('button', { name: 'More' }).click();
      await panel.getByText('Signed in as back_again').waitFor();
      assert.equal(await panel.getByRole('button', { name: 'Sign up and keep the chat' }).count(), 0);
    };
    await isAccount(tab);
    for (let reload = 0; reload < 2; reload += 1) {
      await shop.page.reload();
      await openPanel(shop);
      await connected(shop.panel);
      await isAccount(shop);
    }
  });

  it('G42 G43 whom the site has signed in is not asked to sign up', async () => {
    const shop = await stage.shop();
    await shop.page.evaluate(`Foyer.setUser({ token: ${JSON.stringify(siteToken(SECRET, '42'))} })`);
    await openPanel(shop);
    await eventually(async () => (await shop.page.evaluate("localStorage.getItem('foyer.widget.known')")) !== null);
    await connected(shop.panel);
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByText('This site has signed you in').waitFor();
    assert.equal(await shop.panel.getByRole('button', { name: 'Sign up and keep the chat' }).count(), 0);
    await shot(shop.page, 'widget-known');
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
