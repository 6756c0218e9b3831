import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { whereThereIs } from '../support/has-unit.ts';
import { noSeriousViolations } from './axe.ts';
import { apiOf } from './people.ts';
import { shot } from './shot.ts';
import { eventually, settled, Stage, WIDE, type Person } from './stage.ts';
import { chatWith, menuOf, say, twoFriends, type } from './talk.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** In the page: pastes a picture where one writes. */
const PASTE = `(base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'kettle.png', { type: 'image/png' }));
  document.querySelector('textarea').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
}`;
/** In the page: a file is dragged over the chat. */
const DRAG = `(() => {
  const data = new DataTransfer();
  data.items.add(new File(['x'], 'x.txt', { type: 'text/plain' }));
  document.querySelector('[role=log]').dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }));
})()`;

describe('web/messenger: composing', function () {
  this.timeout(120_000);
  const stage = Stage.serve();
  let picture: Buffer;

  before(async () => {
    const create = { width: 400, height: 300, channels: 3 as const, background: 'teal' };
    picture = await sharp({ create }).png().toBuffer();
  });

  async function open([person, other]: readonly [Person, Person], options = {}): Promise<Page> {
    const page = await stage.screen({ person, path: chatWith(other), ...options });
    await settled(page);
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
    return page;
  }

  function paste(page: Page): Promise<unknown> {
    return page.evaluate(`(${PASTE})('${picture.toString('base64')}')`);
  }

  for (const [name, size] of Object.entries({ wide: WIDE, phone: PHONE }))
    whereThereIs('file', it)(
      `G46 a pasted picture is looked at first, can be taken out, and goes out with what is said about it: ${name}`,
      async () => {
        const pair = await twoFriends(stage, `g46_ann_${name}`, `g46_bob_${name}`);
        const page = await open(pair, { ...size, serviceWorkers: 'block' });
        let uploads = 0;
        page.on('request', (request) => (uploads += request.url().endsWith('/upload') ? 1 : 0));
        const tray = page.getByRole('list', { name: `To be sent to ${pair[1].username}` });
        await paste(page);
        await tray.getByText('kettle.png').waitFor();
        await eventually(() => tray.locator('img').evaluate(({ naturalWidth }: { naturalWidth: number }) => naturalWidth === 400));
        await noSeriousViolations(page);
        await shot(page, `tray-${name}`);
        await tray.getByRole('button', { name: 'Take kettle.png out' }).click();
        await tray.waitFor({ state: 'detached' });
        await paste(page);
        await tray.waitFor();
        await page.keyboard.press('Escape');
        await tray.waitFor({ state: 'detached' });
        assert.equal(uploads, 0);
        await paste(page);
        await page
          .locator('main input[type=file]')
          .setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('a list') });
        await eventually(async () => (await tray.getByRole('listitem').count()) === 2);
        await type(page, 'the new kettle');
        await tray.waitFor({ state: 'detached' });
        await page.getByRole('button', { name: /View picture/ }).waitFor();
        await eventually(async () => (await page.locator('.state.sent').count()) === 3);
        const [, , last] = await page.locator('.bubble').allTextContents();
        assert.equal(last, 'the new kettle');
        assert.equal(uploads, 2);
      },
    );

  it('G46 what is dragged over a chat is told for whom it is', async () => {
    const pair = await twoFriends(stage, 'g46_cat', 'g46_dan');
    const page = await open(pair);
    await page.evaluate(DRAG);
    await page.getByText('Drop files for g46_dan').waitFor();
  });

  it('G47 a click anywhere on a line chooses it, and opens nothing', async () => {
    const pair = await twoFriends(stage, 'g47_ann', 'g47_bob');
    await say(stage, pair[1], pair[0], 'first https://example.com/', 'second', 'third');
    const page = await open(pair);
    await menuOf(page, 'third');
    await page.getByRole('menuitem', { name: 'Select' }).click();
    const selected = page.getByRole('region', { name: 'Select' });
    await selected.getByText('1 ').waitFor();
    const row = page.locator('article', { hasText: 'second' });
    const box = await row.boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
    await selected.getByText('2 ').waitFor();
    await page.getByRole('link', { name: 'https://example.com/' }).click();
    await selected.getByText('3 ').waitFor();
    assert.equal(page.context().pages().length, 1);
    await shot(page, 'selecting');
    await row.getByRole('checkbox').click();
    await selected.getByText('2 ').waitFor();
    assert.equal(await row.getByRole('checkbox').isChecked(), false);
    await page.locator('.bubble', { hasText: 'second' }).click();
    await eventually(() => row.getByRole('checkbox').isChecked());
  });

  whereThereIs('friend', it)('G49 a refused line says what helps, and stays in one piece on a phone', async () => {
    const [ann, bob] = [await stage.person('g49_ann'), await stage.person('g49_bob')];
    await apiOf(stage, bob).profile.setChatset({ visitor: { sendCount: 0, needFollow: false }, user: { sendCount: 0, needFollow: false } });
    const page = await open([ann, bob], PHONE);
    await type(page, 'may I');
    const state = page.locator('.state.failed');
    await state.getByRole('link', { name: 'Add friend' }).waitFor();
    assert.equal(await state.getByRole('button', { name: 'Try again' }).count(), 0);
    await shot(page, 'refused-phone');
    const bubble = await page.locator('.bubble').boundingBox();
    for (const part of [state.locator('.why'), state.getByRole('link'), state.getByRole('button')]) {
      const box = await part.boundingBox();
      assert.ok(box && bubble && box.x >= 0 && box.x + box.width <= 390 && box.y >= bubble.y + bubble.height - 1);
    }
    for (const control of [state.getByRole('link'), state.getByRole('button')])
      assert.ok(((await control.boundingBox())?.height ?? 0) >= 44);
    await state.getByRole('link', { name: 'Add friend' }).click();
    await page.getByRole('button', { name: 'Add friend' }).waitFor();
  });

  it('G52 a toast on a phone lies over neither fields nor lines, nor over the way back', async () => {
    const pair = await twoFriends(stage, 'g52_ann', 'g52_bob');
    await say(stage, pair[1], pair[0], 'copy me');
    const page = await open(pair, { ...PHONE, permissions: ['clipboard-write'] });
    await menuOf(page, 'copy me');
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    const toast = page.locator('.app-toast');
    await toast.waitFor();
    await shot(page, 'toast-phone');
    const [over, log, back] = [
      await toast.boundingBox(),
      await page.getByRole('log').boundingBox(),
      await page.getByRole('button', { name: 'Back' }).boundingBox(),
    ];
    assert.ok(over && log && back);
    assert.ok(over.y + over.height <= log.y, 'lines');
    assert.ok(over.x >= back.x + back.width, 'the way back');
  });
});
