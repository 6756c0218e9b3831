import assert from 'node:assert/strict';
import { initialOf, nameKey } from '../../../plugins/friend/pinyin.ts';

describe('nameKey', () => {
  it('spells Chinese, surnames as surnames, and leaves letters as they are', async () => {
    const keys = {
      张三: 'zhang san',
      单雄信: 'shan xiong xin',
      曾小贤: 'zeng xiao xian',
      吕布: 'lv bu',
      Ann: 'ann',
      'ÉLAN 2': 'elan 2',
      ＡＢ: 'ab',
    };
    for (const [name, key] of Object.entries(keys)) assert.equal(await nameKey(name), key, name);
  });

  it('D14 puts every name that begins with no letter behind the letters', async () => {
    for (const name of ['*张', '+1', '?', '(a', '[b', '\\', '.x', '|', '$a', '2b', '😀笑', '한국', 'مرحبا', '\u202Eabc', '   ', '']) {
      const key = await nameKey(name);
      assert.equal(initialOf(key), '#', name);
      assert.ok(key > 'zzz', name);
    }
  });

  it('D14 fits into its column, whatever the name', async () => {
    for (const name of ['张'.repeat(50), '😀'.repeat(200), 'a'.repeat(500), '\u{20BB7}'.repeat(100)]) {
      const key = await nameKey(name);
      assert.ok(key.length > 0 && Array.from(key).length <= 190);
      // No half of a character is left.
      assert.equal(Buffer.from(key).toString(), key);
    }
  });

  it('keeps all of a surname together', async () => {
    const names = ['林一', '李四', '李阿', '凌'];
    const keyed = await Promise.all(names.map(async (name) => [await nameKey(name), name] as const));
    const sorted = keyed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
    assert.deepEqual(sorted, ['李阿', '李四', '林一', '凌']);
  });
});

describe('initialOf', () => {
  it('is a capital letter, or #', () => {
    assert.deepEqual(['ann', 'zhang san', '~2b', '', '~'].map(initialOf), ['A', 'Z', '#', '#', '#']);
  });
});
