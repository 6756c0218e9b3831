import assert from 'node:assert/strict';
import { whereThereIs } from '../support/has-unit.ts';
import { siteToken } from '../support/site.ts';
import { MP4, uploaded } from '../support/upload.ts';
import { withoutFieldSizing, OLD_STYLES } from './old-styles.ts';
import { shot } from './shot.ts';
import { connected, eventually, inPanel, openPanel, shown, WidgetStage, write, type Shop } from './widget-stage.ts';

const SECRET = 'what the site and the chat share 7f3a9c1e';
const OFTEN = { points: 100_000, window: 60_000 };
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true };
/** In the page, before anything else: site data is blocked. */
const BLOCKED = `{
  const deny = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { get: deny });
  if (navigator.locks) navigator.locks.request = async () => deny();
}`;

describe('web/widget: odd pages, names, clocks and versions', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve({ chat: { sends: { visitor: OFTEN, user: OFTEN } }, visitor: { identity: { secrets: [SECRET] } } });

  /** In the page: signs a user of the site in; what came of it. */
  function setUser(id: string, secret = SECRET): string {
    return `Foyer.setUser(${JSON.stringify({ token: siteToken(secret, id, {}) })})`;
  }

  function field({ panel }: Shop) {
    return panel.getByRole('textbox', { name: 'Write a message' });
  }

  it('G62 with site data blocked it talks for as long as the page is open', async () => {
    const shop = await stage.talking({ init: BLOCKED });
    await write(shop.panel, 'and again');
    await eventually(async () => (await shown(shop.panel))[1] === 'and again · Sent');
    await shop.page.evaluate('Foyer.close()');
    await openPanel(shop);
    assert.equal((await shown(shop.panel)).length, 2);
    assert.deepEqual(await shop.page.evaluate(setUser('62')), { ok: true });
  });

  for (const [name, options] of Object.entries({ wide: {}, phone: PHONE }))
    it(`G62 a returning visitor writes in one row that has the focus, and that grows, also without field-sizing: ${name}`, async () => {
      const shop = await stage.talking({ ...options, init: OLD_STYLES });
      await withoutFieldSizing(shop.page.context());
      await shop.page.reload();
      await eventually(async () => shop.page.frames().some((frame) => frame.url().includes('/widget/panel.html')));
      await openPanel(shop);
      const height = (): Promise<number> => inPanel<number>(shop, "document.querySelector('textarea').offsetHeight");
      assert.equal(await height(), 44);
      // The panel was there before: that it is open reaches it a moment after the click.
      await eventually(() => inPanel<boolean>(shop, "document.hasFocus() && document.activeElement?.tagName === 'TEXTAREA'"));
      await shop.page.keyboard.type('typed at once');
      assert.equal(await field(shop).inputValue(), 'typed at once');
      await field(shop).fill('one\ntwo\nthree');
      assert.ok((await height()) > 70, String(await height()));
      await field(shop).fill('row\n'.repeat(40));
      assert.equal(await height(), 144);
      await field(shop).press('Enter');
      assert.equal(await height(), 44);
    });

  whereThereIs('file', it)('G62 pictures and films have their room before they are there', async () => {
    const shop = await stage.talking(PHONE);
    const { url } = await uploaded(stage.served, stage.agentToken, { bytes: MP4, name: 'kiln.mp4', type: 'video/mp4' });
    const { pathname, search } = new URL(url, stage.served.url);
    const film = { kind: 'video' as const, url: pathname + search };
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    // What is no film would be told as gone.
    await shop.page.route('**/uploads/**', async (route) => {
      await held;
      if (!route.request().url().includes('.mp4')) await route.continue();
    });
    await stage.answerWith(shop, await stage.picture(640, 480), { ...film, width: 480, height: 640 }, film);
    const rooms = (): Promise<string> =>
      inPanel<string>(
        shop,
        "[...document.querySelectorAll('.line .picture')].map(({ offsetWidth, offsetHeight }) => offsetWidth + 'x' + offsetHeight).join(' ')",
      );
    await eventually(async () => (await rooms()).split(' ').length === 3);
    const before = await rooms();
    release();
    await eventually(() => inPanel<boolean>(shop, "document.querySelector('.line img.picture').naturalWidth > 0"));
    assert.equal(before, '256x192 192x256 256x144');
    assert.equal(await rooms(), before);
  });

  whereThereIs('file', it)('G70 G39 says where an address leads, sets names apart, and shows an article with its picture', async () => {
    const shop = await stage.talking();
    const picture = await stage.picture(640, 360);
    const [{ url: seen }] = [picture as { readonly url: string }];
    await stage.answer(shop, 'see https://bank.example@evil.example/ now');
    await stage.answerWith(shop, { kind: 'news', url: 'https://b\u0430nk.example/', title: 'The kiln', memo: 'Fresh', picture: seen });
    await shop.panel.getByText('(evil.example)').waitFor();
    const article = shop.panel.getByRole('link', { name: /The kiln/ });
    await article.getByText('xn--bnk-6cd.example').waitFor();
    await eventually(() => inPanel<boolean>(shop, "document.querySelector('.plate img')?.naturalWidth > 0"));
    await shot(shop.page, 'widget-article');
    await shop.panel
      .locator('input[type=file]')
      .setInputFiles({ name: 'דוח.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
    await shop.panel.getByText('“\u2068דוח.exe\u2069” is a program').waitFor();
  });

  it('G43 setUser says what came of it, in words for whoever builds the site', async () => {
    const shop = await stage.shop({ locale: 'zh-CN' });
    const warnings: string[] = [];
    shop.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    const answer = (call: string): Promise<{ ok: boolean; code?: string; text?: string }> => shop.page.evaluate(call);
    const wrong = await answer(setUser('43', 'a secret of nobody, and long enough'));
    assert.deepEqual(wrong, { ok: false, code: 'identity_wrong', text: 'The signature of the identity token is wrong' });
    for (const call of [
      'Foyer.setUser({})',
      'Foyer.setUser()',
      "Foyer.setUser({ token: '' })",
      `Foyer.setUser({ token: 'x'.repeat(9000) })`,
    ]) {
      const { ok, text } = await answer(call);
      assert.deepEqual([ok, text?.startsWith('setUser takes {token}')], [false, true], call);
    }
    assert.ok(warnings.length === 5 && warnings.every((text) => text.startsWith('Foyer: setUser was refused (')), warnings.join());
    assert.deepEqual(await answer(setUser('43')), { ok: true });
    assert.deepEqual(await answer(setUser('43')), { ok: true }, 'again, as at the next page');
  });

  it('G43 setUser waits for the server, and for the network', async () => {
    const shop = await stage.shop();
    const context = shop.page.context();
    await context.setOffline(true);
    const failed = shop.page.waitForEvent('requestfailed', (request) => request.url().includes('/widget/panel.html'));
    const answered = shop.page.evaluate<{ ok: boolean }>(setUser('44'));
    await failed;
    await context.setOffline(false);
    assert.deepEqual(await answered, { ok: true });
    stage.line.cut();
    const replaced = shop.page.evaluate<{ code: string }>(setUser('45'));
    const refused = shop.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/visitorIdentify'));
    const last = shop.page.evaluate<{ ok: boolean }>(setUser('46'));
    await refused;
    stage.line.restore();
    await shop.page.evaluate("dispatchEvent(new Event('online'))");
    assert.deepEqual(await last, { ok: true });
    assert.equal((await replaced).code, 'replaced');
  });

  it('G48 what is no code at all reads like a wrong code, and not like a form', async () => {
    const page = await (await stage.shop()).page.context().newPage();
    await page.goto(`${stage.line.url}/continue#wrong`);
    await page.getByText('This code is wrong or has expired.').waitFor();
  });

  it('G81 a draft that was sent is gone from another tab', async () => {
    const shop = await stage.talking();
    const other = await stage.tab(shop.page.context(), new URL(shop.page.url()).pathname);
    await openPanel(other);
    await field(shop).pressSequentially('half a');
    await eventually(async () => (await field(other).inputValue()) === 'half a');
    await field(shop).press('Enter');
    await eventually(async () => (await field(other).inputValue()) === '');
    assert.equal((await stage.stored(shop)).filter((text) => text === 'half a').length, 1);
  });

  it('G31 a part that an upgrade has taken away comes with the new panel; one that is still missing is told', async () => {
    const shop = await stage.talking();
    await field(shop).pressSequentially('kept');
    let isGone = true;
    await shop.page.context().route('**/widget/assets/*.js', (route) => {
      return isGone && /panes/.test(route.request().url()) ? route.fulfill({ status: 404 }) : route.continue();
    });
    const more = shop.panel.getByRole('button', { name: 'More' });
    await Promise.all([shop.page.waitForEvent('frameattached'), more.click()]);
    await connected(shop.panel);
    assert.equal(await field(shop).inputValue(), 'kept');
    await more.click();
    await shop.panel.getByText('A part of the chat could not be loaded.').waitFor();
    await shot(shop.page, 'widget-part-missing');
    isGone = false;
    const again = shop.panel.getByRole('button', { name: 'Load it again' });
    await Promise.all([shop.page.waitForEvent('frameattached'), again.click()]);
    await connected(shop.panel);
    await more.click();
    await shop.panel.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(
      stage.complaints.filter((text) => !text.includes('dynamically imported module')),
      [],
    );
  });
});
