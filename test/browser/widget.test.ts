import assert from 'node:assert/strict';
import { noSeriousViolations } from './axe.ts';
import { shot } from './shot.ts';
import { connected, eventually, inPanel, openPanel, shown, visitorOn, WidgetStage, write } from './widget-stage.ts';

describe('web/widget: the conversation', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve();

  it('W1 the launcher is a button with a name, and says whether the panel is open', async () => {
    const { page, launcher } = await stage.shop();
    const button = page.getByRole('button', { name: 'Chat with us' });
    assert.equal(await button.count(), 1);
    assert.deepEqual([await launcher.getAttribute('aria-expanded'), await launcher.getAttribute('aria-controls')], ['false', 'panel']);
    await button.click();
    assert.equal(await launcher.getAttribute('aria-expanded'), 'true');
    assert.equal(await page.getByRole('button', { name: 'Close chat' }).count(), 1);
    assert.equal(await page.locator('foyer-widget #panel').getAttribute('role'), 'dialog');
  });

  it('W2 before the first click only the loader was fetched', async () => {
    const context = await stage.shop();
    const fetched = (): Promise<string[]> =>
      context.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)");
    assert.deepEqual(await fetched(), ['/widget.js']);
    await openPanel(context);
    assert.deepEqual(await fetched(), ['/widget.js', '/widget/panel.html']);
  });

  it('W3 the composer gets the focus, Esc closes, the launcher gets it back', async () => {
    const shop = await stage.shop();
    await openPanel(shop);
    await eventually(() => inPanel(shop, "document.activeElement === document.querySelector('textarea') && document.hasFocus()"));
    await shop.page.keyboard.press('Escape');
    await eventually(async () => (await shop.launcher.getAttribute('aria-expanded')) === 'false');
    assert.equal(await shop.page.evaluate("document.querySelector('foyer-widget').shadowRoot.activeElement?.className"), 'launcher');
  });

  it('W4 the messages are a polite log, each with its sender and its time', async () => {
    const shop = await stage.talking();
    await stage.answer(shop, 'good day');
    await shop.panel.getByText('good day').waitFor();
    const log = shop.panel.getByRole('log', { name: 'Messages' });
    assert.equal(await log.getAttribute('aria-live'), 'polite');
    const metas = await log.locator('.meta').allTextContents();
    assert.match(metas[0] ?? '', /^You, ?\s*\d\d:\d\d/);
    assert.match(metas[1] ?? '', /^\S.*, ?\s*\d\d:\d\d/);
    await noSeriousViolations(shop.page);
    await shot(shop.page, 'widget-wide-light');
  });

  it('W5 Enter sends, Shift+Enter begins a line, Enter of an input method does neither', async () => {
    const shop = await stage.shop();
    await openPanel(shop);
    const box = shop.panel.locator('textarea');
    await box.pressSequentially('one');
    await box.press('Shift+Enter');
    await box.pressSequentially('two');
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    assert.equal(await box.inputValue(), 'one\ntwo');
    await box.press('Enter');
    await eventually(async () => (await shown(shop.panel))[0] === 'one\ntwo · Sent');
    assert.equal(await box.inputValue(), '');
  });

  it('W6 a message shows at once, then that it was sent, then that it was read', async () => {
    const shop = await stage.talking();
    const conversation = await stage.conversationWith(shop);
    await eventually(async () => conversation.lastSeq > 0);
    stage.agent.markRead(conversation);
    await eventually(async () => (await shown(shop.panel))[0] === 'hello · Read');
  });

  it('W6 what is refused says so, keeps its text, and can be sent again or deleted', async () => {
    const shop = await stage.talking();
    const { id } = await visitorOn(shop.page);
    const conversation = await stage.conversationWith(shop);
    await stage.served.app.sql.execute('INSERT INTO blacklist (user_id, target_id, created_at) VALUES (?, ?, ?)', [
      stage.kefu.id,
      id,
      Date.now(),
    ]);
    stage.served.app.invalidate([
      `relation:${stage.kefu.id}:${id}`,
      `relation:${id}:${stage.kefu.id}`,
      `conversation:single:${Math.min(id, stage.kefu.id)}:${Math.max(id, stage.kefu.id)}`,
    ]);
    assert.ok(conversation);
    await write(shop.panel, 'refused');
    await eventually(async () => (await shown(shop.panel))[1]?.startsWith('refused · Not sent: '));
    await stage.served.app.sql.execute('DELETE FROM blacklist WHERE target_id = ?', [id]);
    stage.served.app.invalidate([
      `relation:${stage.kefu.id}:${id}`,
      `relation:${id}:${stage.kefu.id}`,
      `conversation:single:${Math.min(id, stage.kefu.id)}:${Math.max(id, stage.kefu.id)}`,
    ]);
    await shop.panel.getByRole('button', { name: 'Retry' }).click();
    await eventually(async () => (await shown(shop.panel))[1] === 'refused · Sent');
  });

  it('W7 W8 a cut line is told within 5 s; what was written meanwhile arrives once, what was missed in order', async () => {
    const shop = await stage.talking();
    await write(shop.panel, 'on its way');
    stage.line.cut();
    await shop.panel.getByText('The connection is lost').waitFor({ timeout: 5000 });
    await write(shop.panel, 'written offline');
    await stage.answer(shop, 'one', 'two', 'three');
    stage.line.restore();
    await connected(shop.panel);
    await eventually(async () => (await stage.stored(shop)).length === 6);
    await shop.panel.getByText('The connection is lost').waitFor({ state: 'detached' });
    await eventually(async () => (await shown(shop.panel)).length === 6);
    const texts = (await shown(shop.panel)).map((text) => text.split(' · ')[0]);
    assert.deepEqual(texts, await stage.stored(shop));
    assert.deepEqual(texts.toSorted(), ['hello', 'on its way', 'one', 'three', 'two', 'written offline']);
    assert.deepEqual(
      texts.filter((text) => ['one', 'two', 'three'].includes(text ?? '')),
      ['one', 'two', 'three'],
    );
  });

  it('W9 after a while in the background the list is the server’s', async () => {
    const shop = await stage.talking();
    const hide = (state: string): Promise<void> =>
      inPanel(
        shop,
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await hide('hidden');
    stage.line.cut();
    await stage.answer(shop, 'a', 'b', 'c');
    stage.line.restore();
    await hide('visible');
    await eventually(async () => (await shown(shop.panel)).length === 4);
    assert.deepEqual(
      (await shown(shop.panel)).map((text) => text.split(' · ')[0]),
      await stage.stored(shop),
    );
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
