import assert from 'node:assert/strict';
import type { UploadKind, WireUpload } from '../../../protocol/index.ts';
import { readContent } from '../../../web/shared/content.ts';
import { madeOf } from '../../../web/shared/made-of.ts';

const PATH = '/uploads/2f99bf9c-6c08-4950-918b-4154136d6197.png';

const upload = (kind: UploadKind, over: Partial<WireUpload> = {}): WireUpload => ({
  id: 'x',
  url: `https://h${PATH}?sign=x`,
  path: PATH,
  thumb: null,
  expires: 0,
  kind,
  type: 'x/y',
  name: 'cat.jpg',
  size: 9,
  width: null,
  height: null,
  ...over,
});

describe('web/shared/made-of', () => {
  it('G74 shows a file as what the server found it to be', () => {
    const shown = (['image', 'video', 'file', 'audio'] as const).map((kind) => madeOf(upload(kind)).type);
    assert.deepEqual(shown, ['image', 'video', 'file', 'file']);
  });

  it('G32 names it by its path', () => {
    for (const kind of ['image', 'video', 'file', 'audio'] as const) {
      const content = readContent({ ...madeOf(upload(kind), { seconds: 2 }), options: null });
      assert.equal('url' in content && content.url, PATH);
    }
  });

  it('keeps the room of a picture, and the length of a voice', () => {
    assert.deepEqual(JSON.parse(madeOf(upload('image', { width: 3, height: 4 })).data), {
      url: PATH,
      size: 9,
      name: 'cat.jpg',
      width: 3,
      height: 4,
    });
    assert.deepEqual(madeOf(upload('audio'), { seconds: 2 }), { type: 'audio', data: JSON.stringify({ url: PATH, seconds: 2, size: 9 }) });
  });
});
