import assert from 'node:assert/strict';
import sharp from 'sharp';
import { filmPicture, WIDEST_FILM } from '../../../plugins/file/film.ts';

describe('film', () => {
  it('G93 draws a picture of each width that others read, the first time and again', async () => {
    for (const width of [1, 2, 260, WIDEST_FILM, 260]) {
      const { format, width: wide, height } = await sharp(filmPicture('a.mp4', width)).metadata();
      assert.deepEqual([format, wide, height], ['png', width, Math.max(1, Math.round((width * 9) / 16))]);
    }
  });

  it('G93 in a colour of its own for each film', async () => {
    const [one, again, other] = [filmPicture('a.mp4', 64), filmPicture('a.mp4', 64), filmPicture('b.mp4', 64)];
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
    assert.notDeepEqual(await sharp(one).raw().toBuffer(), await sharp(other).raw().toBuffer());
  });
});
