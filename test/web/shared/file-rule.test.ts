import assert from 'node:assert/strict';
import { endingOf, fileRoleOf, lengthText, objectionTo, sizeText } from '../../../web/shared/file-rule.ts';
import { LIMITS } from '../support/limits.ts';

describe('web/shared/file-rule', () => {
  it('W17 names what the server would refuse, by the limits that it told', () => {
    const { upload } = LIMITS;
    for (const [type, most] of [
      ['image/png', upload.image],
      ['video/mp4', upload.video],
      ['application/pdf', upload.file],
    ] as const) {
      assert.equal(objectionTo({ name: 'a', size: most, type }, LIMITS), null);
      assert.deepEqual(objectionTo({ name: 'a', size: most + 1, type }, LIMITS), { why: 'tooLarge', most });
      assert.equal(objectionTo({ name: 'a', size: most + 1, type }, null), null);
    }
    const little = { ...LIMITS, upload: { ...upload, total: 5 } };
    assert.deepEqual(objectionTo({ name: 'a', size: 6, type: 'application/pdf' }, little), { why: 'tooLarge', most: 5 });
    assert.deepEqual(objectionTo({ name: 'a.txt', size: 0, type: 'text/plain' }, LIMITS), { why: 'empty' });
    const programs = ['a.exe', 'b.BAT', 'photo.jpg.scr'];
    for (const name of programs) assert.deepEqual(objectionTo({ name, size: 1, type: '' }, LIMITS), { why: 'program' });
    assert.equal(objectionTo({ name: 'exe.txt', size: 1, type: '' }, LIMITS), null);
  });

  it('sends as a picture what browsers draw, and a drawing that may hold scripts as a file', () => {
    assert.deepEqual(
      ['image/png', 'image/svg+xml', 'video/mp4', 'video/x-matroska', ''].map((type) => fileRoleOf({ type })),
      ['image', 'file', 'video', 'file', 'file'],
    );
  });

  it('tells sizes, lengths and endings as people read them', () => {
    assert.deepEqual([0, 42, 999, 1000, 2048, 1024 ** 2, 2.5 * 1024 ** 2].map(sizeText), [
      '0 B',
      '42 B',
      '999 B',
      '1 kB',
      '2 kB',
      '1 MB',
      '2.5 MB',
    ]);
    assert.deepEqual([-1, 0.4, 7, 59.6, 750].map(lengthText), ['0:00', '0:00', '0:07', '1:00', '12:30']);
    assert.deepEqual(['a.pdf', 'b.tar.gz', 'none', 'odd.thisislong', '名.docx'].map(endingOf), ['PDF', 'GZ', '', '', 'DOCX']);
  });
});
