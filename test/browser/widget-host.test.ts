import assert from 'node:assert/strict';
import { siteToken } from '../support/site.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { connected, eventually, inPanel, openPanel, shown, visitorOn, WidgetStage, write, type Shop } from './widget-stage.ts';

const SECRET = 'shared with the shop';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

describe('web/widget on the pages of others', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve({
    visitor: { identity: { secrets: [SECRET] } },
    chat: { sends: { visitor: { points: 10, window: 4000 }, user: { points: 1000, window: 1000 } } },
  });

  /** The text of a call of `setUser`. */
  function setUser(id: string, secret = SECRET): string {
    return `Foyer.setUser(${JSON.stringify({ token: siteToken(secret, id, { nickname: `Customer ${id}` }) })})`;
  }

  async function token({ page }: Shop): Promise<string | null> {
    return page.evaluate<string | null>("localStorage.getItem('foyer.widget.token')");
  }

  it('W24 at 360 px it covers the screen, Tab stays inside, nothing zooms, the page behind does not scroll', async () => {
    const shop = await stage.talking(PHONE);
    const box = await shop.page.locator('foyer-widget #panel').boundingBox();
    assert.deepEqual(box, { x: 0, y: 0, width: 360, height: 740 });
    assert.equal(await shop.launcher.isVisible(), false);
    const size = await inPanel<number>(shop, "parseFloat(getComputedStyle(document.querySelector('textarea')).fontSize)");
    assert.ok(size >= 16, `${size} px`);
    await shop.page.mouse.move(180, 300);
    await shop.page.mouse.wheel(0, 500);
    assert.equal(await shop.page.evaluate('scrollY'), 0);
    assert.equal(await shop.page.evaluate("document.body.getAttribute('style')"), null);
    for (let i = 0; i < 14; i++) await shop.page.keyboard.press('Tab');
    assert.equal(await inPanel(shop, 'document.hasFocus()'), true);
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-narrow-light');
    await shop.panel.getByRole('button', { name: 'Close chat' }).click();
    assert.equal(await shop.launcher.isVisible(), true);
    assert.equal(await shop.page.evaluate('document.adoptedStyleSheets.length'), 0);
  });

  it('W3 W24 the composer stays above a keyboard on the screen', async () => {
    const shop = await stage.talking(PHONE);
    await shop.page.evaluate(
      `Object.defineProperty(visualViewport, 'height', { value: 400 }); visualViewport.dispatchEvent(new Event('resize'))`,
    );
    await eventually(async () => (await shop.page.locator('foyer-widget #panel').boundingBox())?.height === 400);
    const box = await shop.panel.locator('textarea').boundingBox();
    assert.ok(box && box.y + box.height <= 400);
  });

  it('W25 with the server away the launcher says so, every link works, nothing is thrown', async () => {
    const shop = await stage.shop();
    stage.line.cut();
    await shop.page.clock.install();
    await shop.launcher.click();
    await shop.page.clock.fastForward(13_000);
    await shop.page.getByText('The chat cannot be reached right now.').waitFor();
    await shop.page.getByRole('link', { name: 'a link' }).click();
    assert.equal(new URL(shop.page.url()).hash, '#there');
    stage.line.restore();
    await shop.page.getByRole('button', { name: 'Try again' }).click();
    await connected(shop.panel);
  });

  it('G59 a first open without a network tries again by itself', async () => {
    const shop = await stage.shop();
    stage.line.cut();
    await shop.page.clock.install();
    await shop.launcher.click();
    await shop.page.clock.fastForward(13_000);
    await shop.page.getByText('The chat cannot be reached right now.').waitFor();
    stage.line.restore();
    await shop.page.clock.fastForward(6000);
    await connected(shop.panel);
    assert.equal(await shop.page.getByText('The chat cannot be reached right now.').isVisible(), false);
  });

  it('G59 and at once when the browser says that there is a network', async () => {
    const shop = await stage.shop();
    stage.line.cut();
    await shop.page.context().setOffline(true);
    await shop.launcher.click();
    await shop.page.getByText('The chat cannot be reached right now.').waitFor({ timeout: 4000 });
    stage.line.restore();
    await shop.page.context().setOffline(false);
    await connected(shop.panel);
  });

  it('W25 without its script the page is as it was', async () => {
    stage.line.cut();
    const shop = await stage.shop();
    assert.equal(await shop.launcher.count(), 0);
    await shop.page.getByRole('link', { name: 'a link' }).click();
    assert.deepEqual(stage.complaints, []);
  });

  it('W26 works under a strict policy of the page, which has nothing to report', async () => {
    const shop = await stage.talking({ policy: "script-src 'self' CHAT; style-src 'self'; object-src 'none'; frame-src CHAT" });
    assert.equal((await shown(shop.panel)).length, 1);
    assert.deepEqual(stage.complaints, []);
  });

  it('W27 the identity lies in the page’s own storage, none in the frame’s', async () => {
    const shop = await stage.talking();
    assert.notEqual(await token(shop), null);
    assert.equal(await inPanel(shop, '(() => { try { return localStorage.length; } catch { return 0; } })()'), 0);
  });

  it('W28 the page’s globals and styles are untouched, and messages of strangers are ignored', async () => {
    const init =
      'globalThis.onmessage = globalThis.$ = globalThis.mine = () => {}; globalThis.before = new Set(Object.getOwnPropertyNames(globalThis));';
    const shop = await stage.talking({ init });
    const added = await shop.page.evaluate<string[]>(
      "Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name) && !/^\\d+$/.test(name) && name !== 'before')",
    );
    assert.deepEqual(added, ['Foyer']);
    assert.equal(await shop.page.evaluate('onmessage === mine && $ === mine'), true);
    assert.deepEqual(await shop.page.evaluate("[document.body.getAttribute('style'), document.body.className]"), [null, '']);
    await shop.page.evaluate(
      "postMessage('foyer panel', '*'); document.querySelector('foyer-widget').shadowRoot.querySelector('iframe').contentWindow.postMessage('foyer loader', '*')",
    );
    await write(shop.panel, 'still here');
    await eventually(async () => (await shown(shop.panel)).at(-1) === 'still here · Sent');
  });

  it('W28 a page that frames the panel without the loader’s port gets nothing from it', async () => {
    const shop = await stage.shop();
    await shop.page.setContent(
      `<iframe src="${stage.line.url}/widget/panel.html#${encodeURIComponent('https://elsewhere.example')}"></iframe>`,
    );
    await shop.page.evaluate("globalThis.heard = []; addEventListener('message', ({ data }) => heard.push(data))");
    await shop.page.frameLocator('iframe').locator('#panel').waitFor({ state: 'attached' });
    assert.deepEqual(await shop.page.evaluate('heard'), []);
  });

  it('W29 the script twice and twenty changes of the route leave one launcher', async () => {
    const shop = await stage.shop();
    await shop.page.evaluate(
      `new Promise((resolve) => { const script = document.createElement('script'); script.src = '${stage.line.url}/widget.js'; script.onload = resolve; document.body.append(script); })`,
    );
    await shop.page.evaluate(
      "for (let i = 0; i < 20; i++) { history.pushState(null, '', `/route/${i}`); document.body.innerHTML = `<h1>${i}</h1>`; }",
    );
    assert.equal(await shop.page.locator('foyer-widget').count(), 1);
    await openPanel(shop);
  });

  it('W30 a signed user is the same person on another device; a wrong signature is refused and told to the developer', async () => {
    const shop = await stage.talking();
    await shop.page.evaluate(setUser('42'));
    await eventually(
      async () =>
        (await visitorOn(shop.page)).nickname === 'Customer 42' ||
        (await shop.page.evaluate("localStorage.getItem('foyer.widget.known')")) !== null,
    );
    const other = await stage.shop();
    await other.page.evaluate(setUser('42'));
    await openPanel(other);
    await other.panel.getByText('hello').waitFor();
    assert.equal((await visitorOn(other.page)).id, (await visitorOn(shop.page)).id);

    const wrong = await stage.shop();
    const warned = wrong.page.waitForEvent('console', (message) => message.type() === 'warning');
    await wrong.page.evaluate(setUser('42', 'a secret of nobody'));
    assert.match((await warned).text(), /^Foyer: setUser was refused/);
    await openPanel(wrong);
    await wrong.panel.getByText('Hello! How can we help?').waitFor();
    await write(wrong.panel, 'somebody else');
    assert.notEqual((await visitorOn(wrong.page)).id, (await visitorOn(shop.page)).id);
  });

  it('W30 reset leaves nothing for the next person', async () => {
    const shop = await stage.talking();
    const [{ id }, old] = [await visitorOn(shop.page), await token(shop)];
    await shop.page.evaluate('Foyer.reset()');
    assert.deepEqual(await shop.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('foyer'))"), []);
    assert.equal((await stage.served.api.as(old ?? '').get('/api/chat/conversations')).status, 401);
    await openPanel(shop);
    await shop.panel.getByText('Hello! How can we help?').waitFor();
    await write(shop.panel, 'somebody else');
    assert.notEqual((await visitorOn(shop.page)).id, id);
  });

  it('opens, closes and counts by `window.Foyer`', async () => {
    const shop = await stage.talking();
    await shop.page.evaluate("globalThis.counts = []; globalThis.off = Foyer.on('unread', (count) => counts.push(count)); Foyer.close()");
    await stage.answer(shop, 'hi');
    await eventually(async () => (await shop.page.evaluate<number[]>('counts')).join() === '0,1');
    await shop.page.evaluate('Foyer.open()');
    await eventually(async () => (await shop.page.evaluate<number[]>('counts')).join() === '0,1,0');
  });

  it('W31 the language of the tag goes before the browser’s, and one from right to left mirrors', async () => {
    const chinese = await stage.shop({ data: 'data-locale="zh"' });
    await chinese.page.getByRole('button', { name: '联系我们' }).click();
    await chinese.panel.getByRole('textbox', { name: '输入消息' }).waitFor();
    const browser = await stage.shop({ locale: 'zh-CN' });
    assert.equal(await browser.page.getByRole('button', { name: '联系我们' }).count(), 1);
    const arabic = await stage.shop({ data: 'data-locale="ar"' });
    const box = await arabic.launcher.boundingBox();
    assert.ok(box && box.x < 100, 'the launcher stands at the left');
    await openPanel(arabic);
    assert.equal(await arabic.panel.locator('html').getAttribute('dir'), 'rtl');
    await shot(arabic.page, 'widget-rtl');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`W31 in the ${colorScheme} every contrast holds, and nothing moves for whoever wants that`, async () => {
      const shop = await stage.talking({ colorScheme, reducedMotion: 'reduce' });
      await stage.answer(shop, 'a reply');
      await shop.panel.getByText('a reply').waitFor();
      await noSeriousViolations(shop.page);
      await shot(shop.page, `widget-${colorScheme}`);
      const durations = await inPanel<number[]>(
        shop,
        'document.getAnimations().map((one) => one.effect.getComputedTiming().activeDuration)',
      );
      assert.ok(
        durations.every((ms) => ms <= 1),
        durations.join(),
      );
    });
  }

  it('W32 the eleventh message in a few seconds is held back with a polite word, and none is lost', async () => {
    const shop = await stage.talking();
    // Within the page: what a slow machine types one by one is not quick.
    await inPanel(
      shop,
      "{ const box = document.querySelector('textarea'); for (let i = 2; i <= 12; i++) { box.value = `message ${i}`; box.dispatchEvent(new Event('input')); box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' })); } }",
    );
    await shop.panel.getByText('That was quick: your messages go out in a moment.').waitFor();
    await eventually(async () => (await shown(shop.panel)).filter((text) => / · (Sent|Read)$/.test(text)).length === 12);
    assert.deepEqual(
      (await stage.stored(shop)).slice(1),
      Array.from({ length: 11 }, (_, i) => `message ${i + 2}`),
    );
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
