import assert from 'node:assert/strict';
import { readField } from '../../../app/account/field.ts';

const FILE = '/uploads/2f99bf9c-6c08-4950-918b-4154136d6197.png';

describe('readField', () => {
  it('says which column changes, to what, and what the screen says', () => {
    const cases = [
      ['nickname', ' 安 ', { column: 'nickname', value: '安', done: '修改昵称成功' }],
      ['avatar', `https://chat.example${FILE}?sign=x`, { column: 'avatar', value: FILE, done: '头像更新成功' }],
      ['invite_confirm', '0', { column: 'invite_confirm', value: 0, done: '设置成功' }],
      ['show_presence', '1', { column: 'show_presence', value: 1, done: '设置成功' }],
      ['gender', 'male', { column: 'profile', value: { gender: 'male' }, done: '设置成功' }],
      ['website', 'https://a.example', { column: 'profile', value: { website: 'https://a.example' }, done: '设置成功' }],
    ] as const;
    for (const [name, value, change] of cases) assert.deepEqual(readField(name, value), change);
  });

  it('G22 takes no picture that was not uploaded', () => {
    for (const avatar of ['https://a.example/a.png', '/uploads/a.png', '//a.example/a.png', `data:${FILE}`, '/etc/passwd'])
      assert.throws(() => readField('avatar', avatar), { code: 'avatar_invalid' }, avatar);
  });

  it('names the fields that there are', () => {
    assert.throws(
      () => readField('x', 'y'),
      (error: { text(language: string): string }) => {
        const fields =
          'nickname`、`avatar`、`invite_confirm`、`show_presence`、`show_profile`、`gender`、`birthday`、`bio`、`location`、`website';
        assert.equal(error.text('zh'), `修改类型 的值 \`x\` 必须在 [\`${fields}\`] 中`);
        return true;
      },
    );
  });
});
