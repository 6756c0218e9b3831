import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, describe, it } from 'mocha';
import sharp from 'sharp';
import { serveApp } from '../../../support/app.ts';
import { CROWDED } from '../../../support/crowded.ts';
import { boastful, BOASTS, gif, largePng } from '../../../support/bomb.ts';
import { createUser, createVisitor, type TestUser } from '../../../support/factory.ts';
import { FILMS, SEEN, taggedFilm } from '../../../support/tagged-film.ts';
import { taggedPicture } from '../../../support/tagged-picture.ts';
import { pathOf, picture, upload, uploaded } from '../../../support/upload.ts';

describe('upload/prepare', () => {
  const target = serveApp({ config: { upload: { motion: 100_000_000 } } });
  let user: TestUser;
  let other: TestUser;

  before(async () => {
    user = await createUser(target);
    other = await createUser(target);
  });

  const spool = (): string[] => fs.readdirSync(target.app.storage.spool);

  it('have their size as they are seen, and a smaller one', async () => {
    const turned = await sharp(await picture('jpeg', { width: 800, height: 400 }))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { width, height, url, thumb } = await uploaded(target, user.token, { bytes: turned });
    assert.deepEqual([width, height], [400, 800]);
    assert.ok(thumb?.startsWith(`${url}&`));
    const response = await fetch(thumb ?? '');
    assert.equal(response.headers.get('content-type'), 'image/webp');
    const small = await sharp(await response.arrayBuffer()).metadata();
    assert.deepEqual([small.width, small.height], [160, 320]);
  });

  it('tell nobody where and with what they were taken', async () => {
    const exif = { IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } };
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const bytes = await sharp(await picture(format, { width: 40, height: 20 }))
        .withExif(exif)
        .toFormat(format)
        .toBuffer();
      assert.ok((await sharp(bytes).metadata()).exif, `a ${format} with metadata to take away`);
      const { url, size } = await uploaded(target, user.token, { bytes });
      const served = Buffer.from(await (await fetch(url)).arrayBuffer());
      const { exif: left, width, height } = await sharp(served).metadata();
      assert.deepEqual([left, width, height, served.length], [undefined, 40, 20, size], format);
      assert.equal(served.includes('SecretCamera'), false);
    }
  });

  for (const format of BOASTS)
    it(`G04 are files to download when they have too many pixels: ${format}`, async () => {
      const bytes = await boastful(format);
      const { kind, thumb, width, height, url } = await uploaded(target, user.token, { bytes, name: 'a.png' });
      assert.deepEqual([kind, thumb, width, height], ['file', null, null, null]);
      assert.match((await fetch(url)).headers.get('content-disposition') ?? '', /^attachment;/);
    });

  it('G04 are files when their frames are too many together', async () => {
    const { kind } = await uploaded(target, user.token, { bytes: gif({ width: 200, height: 200, frames: 3000 }) });
    assert.equal(kind, 'file');
    const { kind: short, thumb } = await uploaded(target, user.token, { bytes: gif({ width: 200, height: 200, frames: 30 }) });
    assert.deepEqual([short, thumb?.includes('thumb')], ['image', false]);
  });

  it('G81 go on moving when they are larger than a smaller picture', async () => {
    const { kind, thumb, url } = await uploaded(target, user.token, { bytes: gif({ width: 400, height: 330, frames: 5 }) });
    assert.equal(kind, 'image');
    const shown = Buffer.from(await (await fetch(thumb ?? url)).arrayBuffer());
    assert.equal((await sharp(shown).metadata()).pages, 5);
  });

  it('G04 of one user do not wait for bombs of others', async function () {
    this.timeout(60_000);
    const bombs = await Promise.all(Array.from({ length: 2 }, () => createVisitor(target)));
    const bytes = largePng(7000, 7000, true);
    let ended = 0;
    const sent = bombs.flatMap(({ token }) => [1, 2].map(() => upload(target, token, { bytes }).finally(() => (ended += 1))));
    const { kind } = await uploaded(target, other.token, { bytes: await picture() });
    assert.deepEqual([kind, ended < sent.length], ['image', true]);
    for (const { status, data } of await Promise.all(sent)) assert.deepEqual([status, data.kind], [200, 'image']);
    assert.deepEqual(spool(), []);
  });

  it('G74 G04 are files when browsers do not show them, whatever their name says', async () => {
    const heic = await taggedPicture('a HEIC');
    const { kind, type, url } = await uploaded(target, user.token, { bytes: heic, name: 'IMG_1.jpg', type: 'image/jpeg' });
    assert.deepEqual([kind, type, pathOf(url).split('?')[0]?.endsWith('.heic')], ['file', 'image/heic', true]);
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'image/heic');
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment;/);
    assert.equal(Buffer.from(await response.arrayBuffer()).includes('Secret'), false);
    const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(200)]);
    assert.equal((await uploaded(target, user.token, { bytes: bmp, name: 'a.png', type: 'image/png' })).kind, 'file');
    const mkv = await uploaded(target, user.token, { bytes: taggedFilm('a Matroska'), name: 'a.mp4', type: 'video/mp4' });
    assert.deepEqual([mkv.kind, mkv.type], ['file', 'video/matroska']);
  });

  it('G73 G74 are written anew as JPEG when they are TIFF, wherever that says so', async () => {
    // Its directory lies far behind the first bytes.
    const bytes = await taggedPicture('a TIFF');
    const { kind, type, name, url, size, width } = await uploaded(target, user.token, { bytes, name: 'scan 1.tiff', type: 'image/png' });
    assert.deepEqual([kind, type, name, width], ['image', 'image/jpeg', 'scan 1.jpg', 40]);
    const served = Buffer.from(await (await fetch(url)).arrayBuffer());
    assert.equal(served.length, size);
    assert.equal((await sharp(served).metadata()).format, 'jpeg');
    assert.equal(served.includes('Secret'), false);
  });

  it('G73 films and sounds tell nothing either, and stay what they are', async () => {
    for (const name of Object.keys(FILMS) as (keyof typeof FILMS)[]) {
      const bytes = taggedFilm(name);
      const { url, size } = await uploaded(target, user.token, { bytes, type: FILMS[name] });
      const served = Buffer.from(await (await fetch(url)).arrayBuffer());
      assert.deepEqual([size, served.indexOf(SEEN)], [bytes.length, bytes.indexOf(SEEN)], name);
      assert.doesNotMatch(served.toString('latin1'), /Secret/, name);
    }
  });

  it('D39 are refused when they only claim to be pictures', async () => {
    const truncated = (await picture('png')).subarray(0, 40);
    const crowded = CROWDED['JPEG of restarts']?.make(30_000) ?? '';
    for (const bytes of ['GIF89a/*<script>alert(1)</script>*/', Buffer.from('\xff\xd8\xff\xe0<html>', 'latin1'), truncated, crowded]) {
      const { code } = await upload(target, user.token, { bytes, name: 'a.jpg' });
      assert.deepEqual([code, spool()], ['upload_type', []]);
    }
  });
});
