import assert from 'node:assert/strict';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { eventually, isAtEnd, openPanel, shown, visitorOn, WidgetStage, write } from './widget-stage.ts';

/** Counts sounds. */
const COUNT_SOUNDS = `globalThis.sounds = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...args) { globalThis.sounds++; return start.apply(this, args); };`;

describe('web/widget: coming back, other tabs, other devices', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve();

  it('W10 W27 a reload and a new tab have the same conversation at its end, and the draft', async () => {
    const shop = await stage.talking();
    await stage.answer(shop, ...Array.from({ length: 30 }, (_, i) => `line ${i}`));
    await shop.panel.locator('textarea').fill('half a sen');
    await shop.page.reload();
    for (const again of [shop, await stage.tab(shop.page.context(), new URL(shop.page.url()).pathname)]) {
      await openPanel(again);
      await again.panel.getByText('line 29').waitFor();
      assert.equal(await again.panel.locator('textarea').inputValue(), 'half a sen');
      await eventually(() => isAtEnd(again));
    }
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

  it('a visitor signs up in place and is the same person in the same conversation', async () => {
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
    await write(shop.panel, 'as a user');
    await eventually(async () => (await shown(shop.panel)).at(-1) === 'as a user · Sent');
    assert.equal((await shown(shop.panel))[0], 'hello · Sent');
    assert.equal((await visitorOn(shop.page)).id, id);
    const [row] = await stage.served.app.sql.query('SELECT username, role FROM user WHERE id = ?', [id]);
    assert.deepEqual({ ...row }, { username: 'kept_visitor', role: 'user' });
  });

  it('goes on on a phone by a code that is good once', async () => {
    const shop = await stage.talking();
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await shop.panel.getByRole('button', { name: 'Continue on my phone' }).click();
    await shop.panel.getByRole('img', { name: 'Code to continue on a phone' }).waitFor();
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-handover');
    const url = (await shop.panel.locator('.link').textContent()) ?? '';
    assert.ok(url.startsWith(`${stage.line.url}/continue#`), url);
    const { page: phone } = await stage.shop({ viewport: { width: 360, height: 740 }, hasTouch: true });
    await phone.goto(url);
    await phone.getByText('hello').waitFor();
    assert.equal(new URL(phone.url()).hash, '');
    await phone.getByRole('textbox', { name: 'Write a message' }).fill('from the phone');
    await phone.keyboard.press('Enter');
    await shop.panel.getByText('from the phone').waitFor({ state: 'attached' });
    const { page: other } = await stage.shop();
    await other.goto(url);
    await other.getByText('This code is wrong, was used or has expired').waitFor();
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
