import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { commit } from '../../../../app/messaging/journal/commit.ts';
import { launchChromium } from '../../../browser/chromium.ts';
import { shot } from '../../../browser/shot.ts';
import { eventually, NARROW, settled, Stage, WIDE } from '../../../browser/stage.ts';
import { chatWith, twoFriends, type } from '../../../browser/talk.ts';
import { openPanel, shown, WidgetStage, write } from '../../../browser/widget-stage.ts';
import { conversationOf, draft } from '../../../support/draft.ts';

const OFF = { file: false, storage: false };
/** A pasted picture, as the system gives it. */
const PASTE = `(() => {
  const data = new DataTransfer();
  data.items.add(new File(['x'], 'pot.png', { type: 'image/png' }));
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
  document.querySelector('textarea').dispatchEvent(event);
  return event.defaultPrevented;
})()`;

describe('web/messenger: file: false', function () {
  this.timeout(120_000);
  const stage = Stage.serve(launchChromium, OFF);

  for (const [size, options] of Object.entries({ wide: WIDE, narrow: NARROW, dark: { ...NARROW, colorScheme: 'dark' as const } })) {
    it(`one writes words, and a picture of before says that it is not there: ${size}`, async () => {
      const [ann, bob] = await twoFriends(stage, `off_ann_${size}`, `off_bob_${size}`);
      const conversation = await conversationOf(stage.served, ann.id, bob.id);
      const before = { type: 'image', data: JSON.stringify({ url: `/uploads/${randomUUID()}.png`, width: 400, height: 300 }) };
      await commit(stage.served.app.sql, [draft(conversation, { senderId: bob.id, ...before })]);
      const page = await stage.screen({ person: ann, path: chatWith(bob), ...options });
      await settled(page);
      await page.getByText('This picture cannot be shown').first().waitFor();
      assert.equal(await page.locator('input[type=file]').count(), 0);
      assert.equal(await page.evaluate<boolean>(PASTE), false, 'a paste is left to the field');
      await type(page, 'words');
      await page.locator('.state.sent').waitFor();
      await shot(page, `files-off-chat-${size}`);
    });
  }

  it('no screen broke the content policy or threw', () => assert.deepEqual(stage.complaints, []));
});

describe('web/widget: file: false', function () {
  this.timeout(120_000);
  const stage = WidgetStage.serve({}, OFF);

  it('nobody is offered to send a file, before the first message and behind it', async () => {
    const shop = await stage.shop();
    await openPanel(shop);
    const attach = shop.panel.getByRole('button', { name: 'Send a picture or a file' });
    await eventually(async () => (await attach.count()) === 0);
    await shot(shop.page, 'files-off-widget-wide');
    await write(shop.panel, 'hello');
    await eventually(async () => (await shown(shop.panel))[0] === 'hello · Sent');
    assert.equal(await attach.count(), 0);
    await shop.page.reload();
    await openPanel(shop);
    assert.equal(await attach.count(), 0);
    assert.deepEqual(stage.complaints, []);
  });

  it('on a phone neither', async () => {
    const shop = await stage.shop(NARROW);
    await openPanel(shop);
    await eventually(async () => (await shop.panel.getByRole('button', { name: 'Send a picture or a file' }).count()) === 0);
    await shot(shop.page, 'files-off-widget-narrow');
  });
});
