import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { taggedFilm } from '../../../support/tagged-film.ts';
import { taggedPicture } from '../../../support/tagged-picture.ts';
import { picture, uploaded } from '../../../support/upload.ts';
import { eventually, Stage, WIDE, type Person } from '../../../browser/stage.ts';
import { chatWith, say, twoFriends } from '../../../browser/talk.ts';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true };

/** In the page: pictures that show nothing. */
const EMPTY_PICTURES = `[...document.querySelectorAll('.bubble img')].filter((one) => one.complete && one.src !== '' && one.naturalWidth === 0).length`;

/** In the page: every address in it. */
const ADDRESSES = `[location.href, ...[...document.querySelectorAll('*')].flatMap((one) =>
  [...one.attributes].filter(({ name }) => /^(href|src|srcset|poster|action|data|style)$/.test(name)).map(({ value }) => value))]`;

describe('web/messenger: whose files are loaded, and how', function () {
  this.timeout(240_000);
  const stage = Stage.serve();

  async function post([from, to]: readonly [Person, Person], type: string, content: object): Promise<void> {
    await stage.api.send(from.token, { sendto_id: to.id, chatType: 'single', type, data: JSON.stringify(content) });
  }

  /** Hosts that a page asks, but its own. */
  function watch(page: Page): ReadonlySet<string> {
    const hosts = new Set<string>();
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(stage.line.url).host) hosts.add(host);
    });
    return hosts;
  }

  for (const [size, name] of [
    [PHONE, 'a phone'],
    [WIDE, 'a wide screen'],
  ] as const) {
    it(`G74 what a file is decides the server, not its name: no empty picture on either side, on ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `ann_kind_${size.viewport.width}`, `bob_kind_${size.viewport.width}`);
      const page = await stage.screen({ ...size, person: ann, path: chatWith(bob) });
      await page.locator('main input[type=file]').setInputFiles([
        { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await taggedPicture('a HEIC') },
        { name: 'scan.png', mimeType: 'image/png', buffer: await taggedPicture('a TIFF') },
        { name: 'film.mp4', mimeType: 'video/mp4', buffer: taggedFilm('a Matroska') },
      ]);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      // The list of chats names the last one, too.
      const sent = (side: Page, file: string): Locator => side.getByRole('log').getByRole('link', { name: file });
      // Files are looked into one after the other.
      for (const file of ['IMG_1.jpg', 'film.mp4']) await sent(page, file).waitFor({ timeout: 60_000 });
      const other = await stage.screen({ ...size, person: bob, path: chatWith(ann) });
      for (const side of [page, other]) {
        for (const file of ['IMG_1.jpg', 'film.mp4']) await sent(side, file).waitFor();
        await eventually(() => side.evaluate<boolean>("document.querySelector('.bubble img.picture')?.naturalWidth > 0"));
        assert.deepEqual([await side.locator('.bubble video').count(), await side.evaluate<number>(EMPTY_PICTURES)], [0, 0]);
      }
    });

    it(`G22 nothing of another server is loaded before a click, on ${name}`, async () => {
      const [ann, bob] = await twoFriends(stage, `ann_spy_${size.viewport.width}`, `bob_spy_${size.viewport.width}`);
      await stage.served.app.sql.execute('UPDATE user SET avatar = ? WHERE id = ?', ['https://spy.example/face.png', ann.id]);
      stage.served.app.invalidate([`user:${ann.id}`]);
      const away = 'https://spy.example';
      await post([ann, bob], 'image', { url: `${away}/a.png` });
      await post([ann, bob], 'audio', { url: `${away}/a.mp3`, seconds: 2 });
      await post([ann, bob], 'video', { url: `${away}/a.mp4`, poster: `${away}/p.png` });
      await post([ann, bob], 'news', { title: 'News', url: `${away}/n`, picture: `${away}/n.png` });
      await say(stage, ann, bob, 'the last');
      const page = await stage.screen({ ...size, person: bob });
      const hosts = watch(page);
      await page.goto(stage.line.url + chatWith(ann));
      await page.getByText('the last').last().waitFor();
      const links = page.locator('.bubble a[href^="https://spy.example"]');
      await eventually(async () => (await links.count()) === 4);
      assert.match((await links.first().textContent()) ?? '', /spy\.example/);
      for (const link of await links.all()) {
        assert.equal(await link.getAttribute('target'), '_blank');
        assert.match((await link.getAttribute('rel')) ?? '', /noopener noreferrer/);
      }
      assert.deepEqual([...hosts], []);
      // The second wall: what a page would load all the same, the policy does not allow.
      await page.evaluate(`document.body.append(Object.assign(new Image(), { src: '${away}/wall.png' }))`);
      await eventually(() => Promise.resolve(stage.complaints.some((complaint) => complaint.includes('wall.png'))));
      stage.complaints.length = 0;
    });
  }

  it('G32 a picture that was uploaded under another address shows, live and after a reload', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_office', 'bob_office');
    const file = await uploaded(stage.served, ann.token, { bytes: await picture('png', { width: 500, height: 300 }), name: 'cat.png' });
    const page = await stage.screen({ person: bob, path: chatWith(ann) });
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
    await post([ann, bob], 'image', { url: file.url.replace(stage.served.url, 'https://office.example'), width: 500, height: 300 });
    const isShown = (): Promise<boolean> => page.evaluate<boolean>("document.querySelector('.bubble img.picture')?.naturalWidth > 0");
    await eventually(isShown);
    await page.reload();
    await eventually(isShown);
  });

  it('G23 no address on any page holds the token', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_token', 'bob_token');
    const file = await uploaded(stage.served, bob.token, { bytes: await picture() });
    await post([bob, ann], 'image', { url: file.path });
    await post([bob, ann], 'file', { url: file.path, name: 'a.png', size: 3 });
    const page = await stage.screen({ person: ann });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const paths = ['code', 'profile', 'privacy', 'devices', 'appearance', 'data'].map((name) => `/app/settings/${name}`);
    for (const path of [...paths, '/app', '/app/contacts', '/app/groups', chatWith(bob)]) {
      await page.goto(stage.line.url + path);
      await page.locator('main').first().waitFor();
      if (path.endsWith('code')) await page.getByRole('img', { name: 'Code of ann_token' }).waitFor();
      if (path === chatWith(bob)) await page.getByRole('log').getByRole('link', { name: 'a.png' }).waitFor();
      const addresses = await page.evaluate<string[]>(ADDRESSES);
      for (const address of [...addresses, ...asked])
        assert.ok(!address.includes(ann.token) && !/[?&]token=/.test(address), `${path}: ${address}`);
    }
    await page.goto(`${stage.line.url}/app/settings/code`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Save/ }).click()]);
    assert.equal(download.suggestedFilename(), 'ann_token.png');
    assert.ok(download.url().startsWith('blob:'));
  });
});
