import assert from 'node:assert/strict';
import { eventually, inPanel, isAtEnd, LOG, openPanel, shown, WidgetStage, write } from './widget-stage.ts';

describe('web/widget: what is said, and reading it', function () {
  this.timeout(90_000);
  const stage = WidgetStage.serve();

  it('W14 typing shows while the agent types, and ends within 6 s', async () => {
    const shop = await stage.talking();
    const conversation = await stage.conversationWith(shop);
    await eventually(async () => conversation.id !== null);
    stage.agent.typing(conversation);
    await shop.panel.getByRole('img', { name: 'Typing' }).waitFor();
    await shop.panel.getByRole('img', { name: 'Typing' }).waitFor({ state: 'detached', timeout: 7000 });
  });

  it('W15 days stand between the messages, times are the visitor’s, the full one is there to read', async () => {
    const shop = await stage.talking({ timezoneId: 'Asia/Tokyo' });
    await shop.panel.getByText('Today').waitFor();
    const time = shop.panel.locator('time').first();
    const iso = (await time.getAttribute('datetime')) ?? '';
    const expected = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'Asia/Tokyo',
    }).format(new Date(iso));
    assert.equal(await time.textContent(), expected);
    assert.match((await time.getAttribute('title')) ?? '', /\d{4}/);
  });

  it('W16 whoever scrolled up stays there, hears of new messages, and loads older ones without a jump', async () => {
    const shop = await stage.talking();
    await stage.answer(shop, ...Array.from({ length: 70 }, (_, i) => `line ${i}`));
    await shop.page.reload();
    await openPanel(shop);
    await shop.panel.getByText('line 69').waitFor();
    // What was scrolled to holds once the page has heard of it.
    const scroll = `new Promise((done) => { ${LOG}.scrollTop = 300; requestAnimationFrame(() => requestAnimationFrame(() => done(${LOG}.scrollTop === 300))); })`;
    await eventually(() => inPanel(shop, scroll));
    const place = (): Promise<number> => inPanel<number>(shop, `${LOG}.scrollTop`);
    await eventually(async () => (await place()) === 300);
    await stage.answer(shop, 'the newest');
    await shop.panel.getByRole('button', { name: 'New messages' }).waitFor();
    assert.equal(await place(), 300);
    const first = (await shown(shop.panel))[0] ?? '';
    await inPanel(shop, "globalThis.line = document.querySelector('.line')");
    const top = (): Promise<number> => inPanel<number>(shop, 'Math.round(line.getBoundingClientRect().top)');
    await inPanel(shop, `${LOG}.scrollTop = 60`);
    const before = await top();
    await inPanel(shop, "document.querySelector('.older').click()");
    await eventually(async () => (await shown(shop.panel))[0] !== first);
    assert.ok(Math.abs((await top()) - before) <= 60, 'the line stays where it was');
    await shop.panel.getByRole('button', { name: 'New messages' }).click();
    await eventually(() => isAtEnd(shop));
  });

  it('W17 pictures and files are chosen, pasted and dropped; what is too large or a program is refused before it goes out', async () => {
    const shop = await stage.talking();
    const picker = shop.panel.locator('input[type=file]');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await picker.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: png });
    await shop.panel.getByRole('button', { name: 'Take dot.png out' }).click();
    await picker.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: png });
    await eventually(() => inPanel(shop, "document.querySelector('.tray img')?.naturalWidth > 0"));
    assert.equal(await shop.panel.locator('a.frame').count(), 0, 'G46 nothing goes out before one says so');
    await write(shop.panel, 'G46 with a word');
    await shop.panel.getByText('G46 with a word').waitFor();
    await eventually(() => inPanel(shop, "document.querySelector('a.frame img')?.naturalWidth > 0"));
    await picker.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') });
    await shop.panel.getByRole('button', { name: 'Send', exact: true }).click();
    await shop.panel.getByRole('link', { name: 'note.txt' }).waitFor();
    for (const [target, type, carrier] of [
      ['textarea', 'paste', 'clipboardData'],
      ['.composer', 'drop', 'dataTransfer'],
    ] as const) {
      await inPanel(
        shop,
        `{ const data = new DataTransfer(); data.items.add(new File(['x'], '${type}.txt', { type: 'text/plain' }));
        document.querySelector('${target}').dispatchEvent(new ${type === 'paste' ? 'ClipboardEvent' : 'DragEvent'}('${type}', { ${carrier}: data, bubbles: true, cancelable: true })); }`,
      );
      await shop.panel.getByRole('button', { name: 'Send', exact: true }).click();
      await shop.panel.getByRole('link', { name: `${type}.txt` }).waitFor();
    }
    await picker.setInputFiles({ name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await shop.panel.getByText('“setup.exe” is a program, which cannot be sent.').waitFor();
    await inPanel(
      shop,
      `{ const input = document.querySelector('input[type=file]'); const data = new DataTransfer(); data.items.add(new File([new Uint8Array(26 * 1024 * 1024)], 'huge.png', { type: 'image/png' })); input.files = data.files; input.dispatchEvent(new Event('change')); }`,
    );
    await shop.panel.getByText('“huge.png” is too large: 25 MB at most.').waitFor();
  });

  it('W18 D43 links open elsewhere without a way back; HTML shows as text', async () => {
    const shop = await stage.talking();
    const html = '<img src=x onerror="window.hurt = 1"><b>bold</b>';
    await write(shop.panel, html);
    await eventually(async () => (await shown(shop.panel))[1] === `${html} · Sent`);
    await stage.answer(shop, `${html} see https://example.com/a?b=1.`);
    const link = shop.panel.getByRole('link', { name: 'https://example.com/a?b=1' });
    await link.waitFor();
    assert.deepEqual([await link.getAttribute('target'), await link.getAttribute('rel')], ['_blank', 'noopener noreferrer nofollow']);
    assert.equal((await shown(shop.panel))[1]?.split(' · ')[0], html);
    assert.equal(await shop.panel.locator('.bubble img, .bubble b').count(), 0);
  });

  it('no page broke a content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
