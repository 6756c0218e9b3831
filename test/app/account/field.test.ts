import assert from 'node:assert/strict';
import { readField } from '../../../app/account/field.ts';

const LIMITS = { uploadPath: '/files/' };

describe('readField', () => {
  it('says which column changes, to what, and what the screen says', () => {
    const cases = [
      ['nickname', ' 安 ', { column: 'nickname', value: '安', done: '修改昵称成功' }],
      ['avatar', '/files/a.png', { column: 'avatar', value: '/files/a.png', done: '头像更新成功' }],
      ['invite_confirm', '0', { column: 'invite_confirm', value: 0, done: '设置成功' }],
      ['show_presence', '1', { column: 'show_presence', value: 1, done: '设置成功' }],
      ['gender', 'male', { column: 'profile', value: { gender: 'male' }, done: '设置成功' }],
      ['website', 'https://a.example', { column: 'profile', value: { website: 'https://a.example' }, done: '设置成功' }],
    ] as const;
    for (const [name, value, change] of cases) assert.deepEqual(readField(name, value, LIMITS), change);
  });

  it('takes uploads from where they are configured to be', () => {
    assert.throws(() => readField('avatar', '/uploads/a.png', LIMITS), { code: 'avatar_invalid' });
  });

  it('names the fields that there are', () => {
    assert.throws(
      () => readField('x', 'y', LIMITS),
      (error: { text(language: string): string }) => {
        const fields = 'nickname`、`avatar`、`invite_confirm`、`show_presence`、`gender`、`birthday`、`bio`、`location`、`website';
        assert.equal(error.text('zh'), `修改类型 的值 \`x\` 必须在 [\`${fields}\`] 中`);
        return true;
      },
    );
  });
});
