import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { supportedMimeTypes } from 'file-type';
import sharp from 'sharp';
import { TooManyParts } from '../../../../../plugins/file/upload/metadata/bytes.ts';
import { kindOf } from '../../../../../plugins/file/upload/kind.ts';
import { isTelling, strip } from '../../../../../plugins/file/upload/metadata/strip.ts';
import { FILMS, SEEN, taggedFilm } from '../../../../support/tagged-film.ts';
import { PICTURES, taggedPicture } from '../../../../support/tagged-picture.ts';

/** Parts of the secret, as they would stand in times and cut names too. */
const TELLING = /Secret|SECRETIM|52\.5/;

describe('upload/metadata/strip', () => {
  let folder: string;

  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-strip-'))));
  after(() => fs.rmSync(folder, { recursive: true }));

  async function stripped(bytes: Buffer, type: string): Promise<Buffer> {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, bytes);
    const size = await strip(file, type);
    const left = fs.readFileSync(file);
    assert.equal(size, left.length);
    assert.deepEqual(fs.readdirSync(folder), ['file'], 'nothing beside it');
    return left;
  }

  const pixels = (bytes: Buffer): Promise<Buffer> => sharp(bytes, { animated: true }).raw().toBuffer();

  for (const [name, type] of Object.entries(PICTURES) as [keyof typeof PICTURES, string][]) {
    it(`G73 leaves of ${name} what it shows, and nothing else`, async () => {
      const tagged = await taggedPicture(name);
      assert.match(tagged.toString('latin1'), TELLING);
      const left = await stripped(tagged, type);
      assert.doesNotMatch(left.toString('latin1'), TELLING);
      // A HEIC is not decoded here; its boxes are those of the AVIF.
      if (type === 'image/heic') left.write('avif', 8, 'latin1');
      assert.deepEqual(await pixels(left), await pixels(type === 'image/heic' ? await taggedPicture('an AVIF') : tagged));
      const { exif, xmp, iptc, orientation, comments } = await sharp(left).metadata();
      assert.deepEqual({ exif, xmp, iptc, comments }, { exif: undefined, xmp: undefined, iptc: undefined, comments: undefined });
      assert.ok(orientation === undefined || orientation === 1);
      assert.deepEqual(await stripped(left, type), left, 'once is enough');
    });
  }

  for (const name of ['a JPEG', 'a PNG', 'a WebP'] as const)
    it(`G73 keeps of ${name} which way is up`, async () => {
      const left = await stripped(await taggedPicture(name, 6), PICTURES[name]);
      assert.doesNotMatch(left.toString('latin1'), TELLING);
      const { orientation, autoOrient } = await sharp(left).metadata();
      assert.deepEqual([orientation, autoOrient.width, autoOrient.height], [6, 20, 40]);
    });

  for (const [name, type] of Object.entries(FILMS) as [keyof typeof FILMS, string][]) {
    it(`G73 leaves of ${name} what is seen or heard, where it stands`, async () => {
      const tagged = taggedFilm(name);
      assert.match(tagged.toString('latin1'), TELLING);
      const left = await stripped(tagged, type);
      assert.doesNotMatch(left.toString('latin1'), TELLING);
      assert.deepEqual([left.length, left.indexOf(SEEN)], [tagged.length, tagged.indexOf(SEEN)]);
      assert.deepEqual(await stripped(left, type), left, 'once is enough');
    });
  }

  it('G73 gives the pages of an Ogg that it changed their checksums', async () => {
    const left = await stripped(taggedFilm('an Ogg'), 'audio/ogg');
    const pages = left
      .toString('latin1')
      .split(/(?=OggS)/)
      .map((page) => Buffer.from(page, 'latin1'));
    const sums = pages.map((page) => {
      const told = page.readUInt32LE(22);
      page.writeUInt32LE(0, 22);
      return told === 0 ? 'untouched' : told === bitwise(page);
    });
    assert.deepEqual(sums, ['untouched', true, true, 'untouched', 'untouched']);
  });

  it('G73 leaves a JPEG XL that is nothing but its picture', async () => {
    const bare = Buffer.concat([Buffer.from([0xff, 0x0a]), SEEN]);
    assert.deepEqual(await stripped(bare, 'image/jxl'), bare);
  });

  it('G73 knows every type of picture, film and sound that files are found to be, but AMR and BMP, which have no room for tags', () => {
    const found = [...supportedMimeTypes].flatMap((mime) => ['', 'audio/x'].map((declared) => kindOf({ mime, ext: 'x' }, declared).type));
    const media = [...new Set(found)].filter((type) => /^(?:image|audio|video)\//.test(type) || type === 'application/ogg');
    assert.ok(media.length > 25);
    assert.deepEqual(
      media.filter((type) => !isTelling(type)),
      ['image/bmp', 'audio/amr'],
    );
  });

  it('ends with files that break off, or say what is not so', async () => {
    for (const [name, type] of [...Object.entries(FILMS), ...Object.entries(PICTURES)]) {
      const whole = name in FILMS ? taggedFilm(name as keyof typeof FILMS) : await taggedPicture(name as keyof typeof PICTURES);
      for (const share of [0.1, 0.3, 0.5, 0.9]) await stripped(whole.subarray(0, Math.ceil(whole.length * share)), type);
      for (const byte of [0x00, 0x01, 0x7f, 0xff]) {
        const odd = Buffer.concat([whole.subarray(0, 16), Buffer.alloc(5000, byte)]);
        await stripped(odd, type).catch((error: unknown) => assert.ok(error instanceof TooManyParts));
      }
    }
  });
});

/** Ogg's checksum, a bit at a time. */
function bitwise(page: Buffer): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
