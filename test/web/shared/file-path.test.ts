import assert from 'node:assert/strict';
import { filePath, hostOf, picturePath } from '../../../web/shared/file-path.ts';

const FILE = '/uploads/2f99bf9c-6c08-4950-918b-4154136d6197.png';

describe('web/shared/file-path', () => {
  it('G32 knows a file of ours by its path, whatever host it was uploaded at', () => {
    for (const address of [
      FILE,
      `${FILE}?thumb=1`,
      `https://office.example${FILE}?viewer=1&expires=2&sign=x`,
      `http://[::1]:7001${FILE}?sign=x`,
    ])
      assert.equal(filePath(address), FILE, address);
  });

  it('G22 takes nothing else for one', () => {
    const others = [
      `https://office.example${FILE}`,
      '/uploads/x.png',
      `/uploads/../${FILE}`,
      `//evil.example${FILE}`,
      '/etc/passwd',
      'javascript:1',
      '',
      'x',
    ];
    for (const address of others) assert.equal(filePath(address), '', address);
  });

  it('G22 loads pictures of people by themselves only from here', () => {
    for (const address of [FILE, `https://chat.example${FILE}`]) assert.equal(picturePath(address), FILE);
    assert.equal(picturePath('https://chat.example/avatar/user-7.svg'), '/avatar/user-7.svg');
    for (const address of ['https://spy.example/a.png', '//spy.example/a.png', '/avatar/../x', 'data:image/png;base64,x', ''])
      assert.equal(picturePath(address), '', address);
  });

  it('says the host as it is, not as it looks', () => {
    assert.deepEqual(['https://bank.example@evil.example/', 'https://аррӏе.example/a', 'x'].map(hostOf), [
      'evil.example',
      'xn--80ak6aa92e.example',
      '',
    ]);
  });
});
