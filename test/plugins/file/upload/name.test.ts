import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { attachment, displayName, withEnding } from '../../../../plugins/file/upload/name.ts';

describe('upload/name', () => {
  const cases: readonly [given: string, shown: string][] = [
    ['photo.png', 'photo.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\报告.docx', '报告.docx'],
    ['a\r\nSet-Cookie: x=1.txt', 'a Set-Cookie: x=1.txt'],
    ['say %22hi%22%0D%0A.txt', 'say "hi" .txt'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['👨‍👩‍👧 家.jpg', '👨‍👩‍👧 家.jpg'],
    ['\uD800broken.txt', 'broken.txt'],
    ['', 'file'],
    ['..', 'file'],
    ['a/', 'file'],
    ['\u0000\u200B', 'file'],
  ];

  for (const [given, shown] of cases)
    it(`D39 shows ${JSON.stringify(given)} as ${JSON.stringify(shown)}`, () => assert.equal(displayName(given), shown));

  it('D14 cuts a long name in whole characters and keeps its ending', () => {
    const name = displayName(`${'😀'.repeat(300)}.jpeg`);
    assert.equal(Array.from(name).length, 200);
    assert.ok(name.endsWith('😀.jpeg'));
    assert.equal(Array.from(displayName('长'.repeat(300))).length, 200);
  });

  it('gives a name the ending of another format, in place of its own', () => {
    assert.equal(withEnding('IMG.0001.HEIC', 'jpg'), 'IMG.0001.jpg');
    assert.equal(withEnding('photo', 'jpg'), 'photo.jpg');
    assert.equal(withEnding('no.ending of a file at all', 'jpg'), 'no.ending of a file at all.jpg');
  });

  it('D39 offers a name that ends no header and no quotes', () => {
    assert.equal(attachment(`a"b';c\n(1)*.txt`), `attachment; filename*=UTF-8''a%22b%27%3Bc%0A%281%29%2A.txt`);
    assert.equal(attachment('图.txt'), `attachment; filename*=UTF-8''%E5%9B%BE.txt`);
  });
});
