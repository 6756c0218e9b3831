import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { noSeriousViolations } from '../../../browser/axe.ts';
import { shot } from '../../../browser/shot.ts';
import { eventually, NARROW, Stage, type Person } from '../../../browser/stage.ts';
import { chatWith, twoFriends } from '../../../browser/talk.ts';

/** In the page: a microphone that hums, since there is none here. */
const MICROPHONE = `navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return out.stream;
}`;

/** In the page: hands a file over as a paste or a drop does. */
const HAND_OVER = `({ kind, name, type }) => {
  const data = new DataTransfer();
  data.items.add(new File(['what is in it'], name, { type }));
  const init = { bubbles: true, cancelable: true };
  const event = kind === 'paste' ? new ClipboardEvent(kind, { ...init, clipboardData: data }) : new DragEvent(kind, { ...init, dataTransfer: data });
  document.querySelector('main textarea').dispatchEvent(event);
}`;

/** In the page: whether every bubble ends within the thread, and the page does not scroll sideways. */
const WITHIN = `document.documentElement.scrollWidth <= innerWidth &&
  [...document.querySelectorAll('.bubble > *')].every((one) => one.getBoundingClientRect().right < innerWidth)`;

describe('web/messenger: pictures, voice and files', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  async function picture(colour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
    const image = sharp({ create: { width: 900, height: 600, channels: 3, background: colour } });
    return { name: `${colour}.png`, mimeType: 'image/png', buffer: await image.png().toBuffer() };
  }

  function chooser(page: Page): Locator {
    return page.locator('main input[type=file]');
  }

  async function post([from, to]: readonly [Person, Person], type: string, content: object): Promise<void> {
    await stage.api.send(from.token, { sendto_id: to.id, chatType: 'single', type, data: JSON.stringify(content) });
  }

  function handOver(
    page: Page,
    given: { readonly kind: 'paste' | 'drop'; readonly name: string; readonly type: string },
  ): Promise<unknown> {
    return page.evaluate(`(${HAND_OVER})(${JSON.stringify(given)})`);
  }

  it('W17 M28 a chosen picture shows at once, arrives, and opens in the viewer with zoom and keys', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_picture', 'bob_picture');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await chooser(page).setInputFiles([await picture('red'), await picture('green'), await picture('blue')]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await eventually(async () => (await page.locator('.state.sent').count()) === 3);
    const other = await stage.screen({ person: bob, path: chatWith(ann), colorScheme: 'dark' });
    const thumbs = other.getByRole('button', { name: /View picture/ });
    await eventually(async () => (await thumbs.count()) === 3);
    await eventually(async () => (await other.evaluate<number>("document.querySelector('.bubble .picture').naturalWidth")) > 0);
    await noSeriousViolations(other);
    await shot(other, 'media-pictures');
    await thumbs.nth(1).click();
    const viewer = other.getByRole('dialog');
    await viewer.getByText('2 of 3').waitFor();
    await noSeriousViolations(other);
    await shot(other, 'media-viewer');
    await other.keyboard.press('ArrowRight');
    await viewer.getByText('3 of 3').waitFor();
    assert.equal(await viewer.getByRole('img').getAttribute('alt'), 'blue.png');
    await other.keyboard.press('Home');
    await viewer.getByText('1 of 3').waitFor();
    await other.keyboard.press('+');
    await eventually(async () => ((await viewer.getByRole('img').getAttribute('style')) ?? '').includes('scale(1.5)'));
    for (let tab = 0; tab < 8; tab++) {
      await other.keyboard.press('Tab');
      assert.equal(await other.evaluate<boolean>("document.activeElement.closest('[role=dialog]') !== null"), true, 'focus stays inside');
    }
    await other.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await eventually(() => other.evaluate<boolean>("document.activeElement.matches('button[aria-haspopup=dialog]')"));
  });

  it('M28 a picture whose address has run out asks for another one; one that is gone says so', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_signed', 'bob_signed');
    const pathOf = async (colour: string): Promise<string> => {
      const { buffer } = await picture(colour);
      const form = new FormData();
      form.append('file', new File([new Uint8Array(buffer)], `${colour}.png`, { type: 'image/png' }));
      const answer = await fetch(`${stage.served.url}/api/chat/socket/upload`, {
        method: 'POST',
        headers: { token: ann.token },
        body: form,
      });
      return new URL(((await answer.json()) as { data: { url: string } }).data.url).pathname;
    };
    const [pathname, gone] = [await pathOf('orange'), await pathOf('purple')];
    await post([ann, bob], 'image', { url: `${pathname}?sign=worn-out`, name: 'orange.png', width: 900, height: 600 });
    const page = await stage.screen({ person: bob, path: chatWith(ann) });
    const shown = page.locator('.bubble .picture');
    await shown.waitFor();
    await eventually(async () => (await page.evaluate<number>("document.querySelector('.bubble .picture').naturalWidth")) > 0);
    assert.doesNotMatch((await shown.getAttribute('src')) ?? '', /worn-out/);
    await page.route('**/uploads/**', (route) => route.fulfill({ status: 404 }));
    await post([ann, bob], 'image', { url: `${gone}?sign=gone`, name: 'gone.png' });
    await page.getByText('This picture cannot be shown').waitFor();
  });

  it('W17 pasted and dropped files go out; empty ones, programs and too large pictures are named before anything is sent', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_files', 'bob_files');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    let uploads = 0;
    page.on('request', (request) => (uploads += request.url().endsWith('/socket/upload') ? 1 : 0));
    await chooser(page).setInputFiles([
      { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
      { name: 'game.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
      { name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(25 * 1024 * 1024 + 1) },
    ]);
    const alert = page.getByRole('alert');
    await alert.getByText('“nothing.txt” is empty').waitFor();
    await alert.getByText('“game.exe” is a program').waitFor();
    await alert.getByText('“huge.png” is too large. The limit is 25 MB.').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'media-refused');
    assert.equal(uploads, 0);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await handOver(page, { kind: 'paste', name: 'pasted.txt', type: 'text/plain' });
    await handOver(page, { kind: 'drop', name: 'dropped <b>.txt', type: 'text/plain' });
    assert.equal(uploads, 0, 'nothing goes out before one says so');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('link', { name: 'Download pasted.txt TXT · 13 B' }).waitFor();
    await page.getByRole('link', { name: /^Download dropped .b..txt/ }).waitFor();
    assert.equal(uploads, 2);
  });

  it('M28 W17 an upload shows how far it is and can be stopped; one that fails is tried again', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_upload', 'bob_upload');
    // What passes a service worker passes the route that stops it here.
    const page = await stage.screen({ person: ann, path: chatWith(bob), serviceWorkers: 'block' });
    let isOpen = false;
    await page.route('**/api/chat/socket/upload', (route) => (isOpen ? route.continue() : undefined));
    const slow = { name: 'slow.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 slow') };
    await chooser(page).setInputFiles(slow);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('progressbar', { name: /Uploading slow.pdf/ }).waitFor();
    await noSeriousViolations(page);
    await shot(page, 'media-upload');
    await page.getByRole('button', { name: 'Cancel the upload of slow.pdf' }).click();
    await eventually(async () => (await page.locator('.bubble').count()) === 0);
    await page.unroute('**/api/chat/socket/upload');
    await page.route('**/api/chat/socket/upload', (route) => (isOpen ? route.continue() : route.abort()));
    await chooser(page).setInputFiles({ ...slow, name: 'again.pdf' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.state.failed').waitFor();
    isOpen = true;
    await page.locator('.state.failed').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /Download again.pdf/ }).waitFor();
    assert.equal(await page.locator('.bubble').count(), 1);
  });

  it('M28 a voice message is recorded by click and by hold, can be dropped, shows its length, and is marked until played', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_voice', 'bob_voice');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.evaluate(MICROPHONE);
    const microphone = page.getByRole('button', { name: 'Record a voice message' });
    const panel = page.getByRole('group', { name: 'Record a voice message' });
    await microphone.click();
    await panel.getByRole('button', { name: 'Cancel recording' }).click();
    await panel.waitFor({ state: 'detached' });
    await microphone.click();
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
    assert.equal(await page.locator('.bubble').count(), 0, 'G62 Esc cancels a recording, and nothing else');
    await microphone.click();
    await panel.getByText('0:01').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'media-recording');
    await panel.getByRole('button', { name: 'Send voice message' }).click();
    await page.getByRole('button', { name: /^Play voice message, 0:0\d/ }).waitFor();
    await eventually(async () => (await page.locator('.state.sent').count()) === 1);
    await microphone.hover();
    await page.mouse.down();
    await panel.getByText('Let go to send').waitFor();
    await panel.getByText('0:01').waitFor();
    await page.mouse.up();
    await eventually(async () => (await page.locator('.state.sent').count()) === 2);
    const other = await stage.screen({ person: bob, path: chatWith(ann) });
    const sounds = other.getByRole('button', { name: /^Play voice message, 0:0\d/ });
    await eventually(async () => (await other.getByText('not played').count()) === 2);
    await sounds.first().click();
    await eventually(async () => (await other.getByText('not played').count()) === 1);
    await other.reload();
    await eventually(async () => (await sounds.count()) === 2 && (await other.getByText('not played').count()) === 1);
    assert.equal(await page.getByText('not played').count(), 0, 'own ones have no mark');
  });

  it('says so when the microphone may not be used', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_quiet', 'bob_quiet');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.evaluate("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.getByRole('alert').getByText('The microphone cannot be used').waitFor();
  });

  it('M28 links, articles, cards, red packets and films show as what they are; what people typed is text', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_kinds', 'bob_kinds');
    const html = '<img src=x onerror=alert(1)>';
    await post([ann, bob], 'link', { url: 'https://example.org/a', title: html });
    await post([ann, bob], 'news', { url: 'https://example.org/news', title: 'The news', memo: 'Something happened' });
    await post([ann, bob], 'card', { kind: 'user', id: ann.id, name: 'ann_kinds' });
    await post([ann, bob], 'redpacket', { amount: 888, memo: '恭喜发财' });
    await post([ann, bob], 'file', { url: 'https://example.org/report.pdf', name: `${html}.pdf`, size: 2_621_440 });
    for (const [name, options] of Object.entries({ wide: {}, narrow: { ...NARROW, colorScheme: 'dark' as const } })) {
      const page = await stage.screen({ person: bob, path: chatWith(ann), ...options });
      const link = page.getByRole('link', { name: `${html} example.org`, exact: true });
      await link.waitFor();
      assert.deepEqual([await link.getAttribute('target'), await link.getAttribute('rel')], ['_blank', 'noopener noreferrer']);
      await page.getByRole('link', { name: `Download ${html}.pdf PDF · 2.5 MB` }).waitFor();
      await page.getByText('8.88').waitFor();
      await page.getByRole('link', { name: 'ann_kinds Contact card' }).waitFor();
      await noSeriousViolations(page);
      await shot(page, `media-kinds-${name}`);
      assert.equal(await page.evaluate<boolean>(WITHIN), true, 'no bubble is wider than its room');
    }
  });

  it('M28 emoji are found by name in both languages and reached with the keys', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_emoji', 'bob_emoji');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    const input = page.getByRole('textbox', { name: 'Write a message' });
    await input.fill('hi ');
    await page.getByRole('button', { name: 'Emoji' }).click();
    const panel = page.getByRole('dialog', { name: 'Emoji' });
    await panel.getByRole('button', { name: 'grin happy', exact: true }).waitFor();
    for (let count = 0; count < 2; count++) await panel.getByRole('button', { name: 'grin happy', exact: true }).click();
    assert.ok(await panel.isVisible(), 'G62 it stays open for more than one');
    await input.fill('hi ');
    await panel.getByRole('textbox').focus();
    await noSeriousViolations(page);
    await shot(page, 'media-emoji');
    await page.keyboard.type('火锅');
    await panel.getByRole('button', { name: 'hot pot stew' }).waitFor();
    assert.equal(await panel.getByRole('button').filter({ hasText: '😀' }).count(), 0);
    await page.keyboard.press('Escape');
    await page.keyboard.type('thumbs');
    await panel.getByRole('button', { name: 'thumbs up like yes' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await eventually(async () => (await input.inputValue()) === 'hi 👍');
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
