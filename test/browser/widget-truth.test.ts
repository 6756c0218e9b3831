import assert from 'node:assert/strict';
import { signatureOf } from '../../app/account/signature.ts';
import { whereThereIs } from '../support/has-unit.ts';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { connected, eventually, inPanel, isAtEnd, LOG, openPanel, shown, WidgetStage, write, type Shop } from './widget-stage.ts';

const SECRET = 'ships with the published client';
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true };

describe('web/widget: says what is true', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve();

  /** What stands below the name. */
  function lead({ panel }: Shop): Promise<string> {
    return panel.locator('.lead').innerText();
  }

  /** The agent is there from the beginning; another test may have sent it away. */
  async function agentIs(isThere: boolean): Promise<void> {
    if (isThere) stage.agent.connect();
    else stage.agent.disconnect();
    await eventually(async () => (await stage.served.app.engine.presence.online([stage.kefu.id])).has(stage.kefu.id) === isThere);
  }

  afterEach(() => agentIs(true));

  it('G35 says whether somebody is there, and that there is no connection', async () => {
    const shop = await stage.talking();
    await eventually(async () => (await lead(shop)) === 'Online');
    stage.line.cut();
    await eventually(async () => (await lead(shop)) === 'No connection');
    await agentIs(false);
    stage.line.restore();
    await connected(shop.panel);
    await eventually(async () => (await lead(shop)) === 'Away, we answer later');
    await shot(shop.page, 'widget-away');
  });

  it('G35 promises nothing where nobody ever signed in, nor for an account that is none of the service', async () => {
    await agentIs(false);
    const shop = await stage.shop(PHONE);
    await openPanel(shop);
    await eventually(async () => (await lead(shop)) === 'Away, we answer later');
    assert.doesNotMatch(await shop.panel.locator('body').innerText(), /soon/);
    const { data: other } = await stage.served.api.post<{ uuid: string }>('/api/regChat', {
      username: 'somebody_else',
      password: 'open sesame',
    });
    const elsewhere = await stage.shop({ data: `data-account="${other.uuid}"` });
    await openPanel(elsewhere);
    assert.equal((await lead(elsewhere)).trim(), '');
  });

  it('what is written before the server has said whom it goes to is sent as soon as it has', async () => {
    const shop = await stage.shop();
    let answer: () => void = () => assert.fail('nobody asked');
    const held = new Promise<void>((resolve) => (answer = resolve));
    await shop.page.route('**/api/demo*', (route) => held.then(() => route.continue()));
    await shop.launcher.click();
    await write(shop.panel, 'anybody there?');
    answer();
    await shop.panel.locator('.bubble', { hasText: 'anybody there?' }).waitFor();
    await shop.panel.getByText('Sent', { exact: true }).waitFor();
  });

  it('G44 the account of the service is called in the language of the visitor', async () => {
    for (const [locale, name] of [
      ['en-GB', 'Support'],
      ['ar', 'Support'],
      ['zh-CN', '客服'],
    ] as const) {
      const shop = await stage.shop({ locale });
      await openPanel(shop);
      await shop.panel.getByRole('heading', { level: 1, name }).waitFor();
    }
  });

  whereThereIs('file', it)('G37 a conversation with pictures opens at its end, and stays there while they come', async () => {
    const shop = await stage.talking(PHONE);
    const contents = await Promise.all([stage.picture(400, 300), stage.picture(300, 500), stage.picture(640, 480)]);
    await stage.answerWith(shop, ...contents, ...contents);
    await shop.page.route('**/uploads/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await shop.page.reload();
    await openPanel(shop);
    await eventually(() =>
      inPanel<boolean>(shop, 'document.images.length === 7 && [...document.images].every((one) => one.complete && one.naturalWidth > 0)'),
    );
    await eventually(() =>
      inPanel<boolean>(shop, 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))'),
    );
    assert.equal(
      await inPanel<number>(
        shop,
        "(({ scrollHeight, scrollTop, clientHeight }) => Math.round(scrollHeight - scrollTop - clientHeight))(document.querySelector('[role=log]'))",
      ),
      0,
    );
    await shot(shop.page, 'widget-pictures');
  });

  whereThereIs('file', it)('G37 one’s own last picture stands above the fold', async () => {
    const shop = await stage.talking(PHONE);
    await stage.answer(shop, ...Array.from({ length: 20 }, (_, i) => `line ${i}`));
    await shop.panel.getByText('line 19').waitFor();
    const { url } = (await stage.picture(400, 400)) as { url: string };
    const buffer = Buffer.from(await (await fetch(new URL(url, stage.served.url))).arrayBuffer());
    await shop.panel.locator('input[type=file]').setInputFiles({ name: 'pot.png', mimeType: 'image/png', buffer });
    await shop.panel.getByRole('button', { name: 'Send', exact: true }).click();
    const picture = shop.panel.locator('a.frame img').last();
    await picture.waitFor();
    await eventually(() => inPanel<boolean>(shop, "[...document.querySelectorAll('a.frame img')].at(-1)?.naturalWidth > 0"));
    await eventually(() => isAtEnd(shop));
    const [box, composer] = [await picture.boundingBox(), await shop.panel.locator('.composer').boundingBox()];
    assert.ok(box && composer && box.y + box.height <= composer.y, JSON.stringify([box, composer]));
  });

  it('G37 keeps to the end when what is below goes and something taller comes in its place', async () => {
    const shop = await stage.talking(PHONE);
    await stage.answer(shop, ...Array.from({ length: 20 }, (_, i) => `line ${i}`));
    await shop.panel.getByText('line 19').waitFor();
    await eventually(() => isAtEnd(shop));
    // As a sign of typing that goes, and then a picture: the browser itself moves the place, and says so late.
    const grow = (px: number): string => `document.querySelector('.content').style.paddingBottom = '${px}px'`;
    await inPanel(shop, grow(40));
    await eventually(() => isAtEnd(shop));
    await inPanel(
      shop,
      `new Promise((done) => requestAnimationFrame(() => { ${grow(0)}; ${LOG}.scrollTop; ${grow(300)}; requestAnimationFrame(() => requestAnimationFrame(done)); }))`,
    );
    assert.equal(await isAtEnd(shop), true);
    await stage.answer(shop, 'is that the one?');
    await shop.panel.getByText('is that the one?').waitFor();
    await eventually(() => isAtEnd(shop));
    assert.equal(await shop.panel.getByRole('button', { name: 'New messages' }).count(), 0);
  });

  whereThereIs('file', it)('G40 a picture that was not uploaded says so, and what helps is for a finger', async () => {
    const shop = await stage.talking(PHONE);
    const picture = (await stage.picture(400, 400)) as { kind: 'image'; url: string };
    const buffer = Buffer.from(await (await fetch(new URL(picture.url, stage.served.url))).arrayBuffer());
    await stage.answerWith(shop, picture);
    await shop.panel.locator('a.frame img').waitFor();
    await shop.panel.locator('input[type=file]').setInputFiles({ name: 'pot.png', mimeType: 'image/png', buffer });
    await shop.panel.getByRole('button', { name: 'Take pot.png out' }).waitFor();
    stage.line.cut();
    await shop.panel.getByRole('button', { name: 'Send', exact: true }).click();
    await shop.panel.getByText('pot.png was not uploaded').waitFor();
    assert.equal(await shop.panel.getByRole('progressbar').count(), 0);
    for (const name of ['Retry', 'Delete']) {
      const box = await shop.panel.getByRole('button', { name, exact: true }).boundingBox();
      assert.ok(box && box.height >= 44, `${name}: ${box?.height}`);
    }
    stage.line.restore();
    await connected(shop.panel);
    await shop.panel.getByRole('button', { name: 'Retry', exact: true }).click();
    await eventually(async () => (await shown(shop.panel)).at(-1) === 'Sent');
  });

  it('W25 on a phone one can leave a panel that does not come', async () => {
    const shop = await stage.shop(PHONE);
    stage.line.cut();
    // As behind a network that answers nothing: the loader does not know yet.
    await shop.page.context().route('**/widget/panel.html*', () => {});
    await shop.launcher.tap();
    await shop.page.locator('foyer-widget .shut').tap({ timeout: 5000 });
    await shop.page.getByRole('link', { name: 'a link' }).tap();
    assert.equal(new URL(shop.page.url()).hash, '#there');
  });

  it('G77 whose clock is wrong can write as well', async () => {
    const context = (await stage.shop()).page.context();
    await context.clock.install({ time: Date.now() + 3 * 3_600_000 });
    const shop = await stage.tab(context, '/0');
    await openPanel(shop);
    await write(shop.panel, 'my clock is three hours ahead');
    await eventually(async () => (await shown(shop.panel))[0] === 'my clock is three hours ahead · Sent');
  });

  it('G38 an answer that comes while another pane is open is counted there, and rings', async () => {
    const shop = await stage.talking();
    await shop.panel.getByRole('button', { name: 'More' }).click();
    await stage.answer(shop, 'are you still there?', 'hello?');
    const back = shop.panel.getByRole('button', { name: 'Back to the chat, 2 new' });
    await back.waitFor();
    assert.equal(await back.locator('.badge').innerText(), '2');
    await eventually(async () => (await shop.page.evaluate("localStorage.getItem('foyer.widget.rang')")) !== null);
    assert.equal(await shop.page.title(), '(2) Shop');
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-more-unread');
    await back.click();
    await eventually(async () => (await shop.page.title()) === 'Shop');
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});

describe('web/widget where visitors must sign, and nobody signs up', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve({ visitor: { signature: { secret: SECRET } }, signup: 'closed' });

  it('G34 G113 says so at once, to the visitor and to whoever builds the site, and goes on once it is taken', async () => {
    const shop = await stage.shop();
    const warned = shop.page.waitForEvent('console', (message) => message.text().includes('VISITOR_SIGN_SECRET'));
    await shop.launcher.click();
    await shop.panel.getByText('The chat of this site takes no visitors.').waitFor();
    await warned;
    assert.equal(await shop.panel.locator('textarea').isVisible(), false);
    assert.equal((await shop.panel.locator('.lead').innerText()).trim(), '');
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-closed');
    const key = { secret: SECRET, salt: stage.served.app.config.visitor.signature.salt };
    await shop.page.route('**/api/visitorRegister', (route) => {
      const { deviceId, timestamp } = route.request().postDataJSON() as { deviceId: string; timestamp: number };
      return route.continue({ headers: { ...route.request().headers(), 'x-security-sign': signatureOf({ deviceId, timestamp }, key) } });
    });
    await shop.page.route('**/api/lobby/*', (route) => route.fulfill({ json: { msg: 'ok', data: { is_open: true, is_here: false } } }));
    await inPanel(shop, "dispatchEvent(new Event('online'))");
    await shop.panel.locator('textarea').waitFor();
    await write(shop.panel, 'hello');
    await eventually(async () => (await shown(shop.panel))[0] === 'hello · Sent');
    await connected(shop.panel);
    // G113: as the lobby said, and the welcome says.
    for (const isAgain of [false, true]) {
      if (isAgain) {
        await shop.page.reload();
        await openPanel(shop);
        await connected(shop.panel);
      }
      await shop.panel.getByRole('button', { name: 'More' }).click();
      await shop.panel.getByRole('button', { name: 'Sign in to an account' }).waitFor();
      assert.equal(await shop.panel.getByRole('button', { name: /^Sign up/ }).count(), 0);
    }
    await shot(shop.page, 'widget-no-sign-up');
    assert.deepEqual(stage.complaints, []);
  });
});
