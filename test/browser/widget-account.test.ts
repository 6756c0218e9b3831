import assert from 'node:assert/strict';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { siteToken } from '../support/site.ts';
import { connected, eventually, openPanel, shown, visitorOn, WidgetStage, write, type Shop } from './widget-stage.ts';

const SECRET = 'what the site and the chat share 7f3a9c1e';
const OFTEN = { points: 100_000, window: 60_000 };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

describe('web/widget: accounts', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve({ chat: { sends: { visitor: OFTEN, user: OFTEN } }, visitor: { identity: { secrets: [SECRET] } } });

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

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
