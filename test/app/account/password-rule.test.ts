import assert from 'node:assert/strict';
import { checkPassword } from '../../../app/account/password-rule.ts';
import type { ErrorCode } from '../../../app/error.ts';

describe('checkPassword', () => {
  const refused = (code: ErrorCode, ...passwords: readonly string[]): Promise<unknown> =>
    Promise.all(passwords.map((password) => assert.rejects(checkPassword({ username: 'ann_miller', password }), { code }, password)));

  it('G09 refuses what everybody tries first, in any case and any width of its letters', async () => {
    await refused('password_common', '12345678', 'password', 'PASSWORD', 'Password1', 'qwertyuiop', '1qaz2wsx', 'iloveyou', 'a123456789');
    await refused('password_common', 'ｐａｓｓｗｏｒｄ', '１２３４５６７８', 'password  ');
  });

  it('G09 refuses one short piece over and over, and runs, which no list holds in all lengths', async () => {
    await refused('password_common', '88888888', '123123123', '12341234', 'abcabcabca', '密'.repeat(9), 'x'.repeat(128));
    await refused('password_common', '987654321', 'abcdefgh', 'HGFEDCBA');
  });

  it('G09 refuses blanks alone, of any kind', async () => {
    await refused('password_blank', '        ', '\t\t\t\t\t\t\t\t', '\u3000'.repeat(8), '\u00a0 \u2003 \u200b \ufeff', '\u200d'.repeat(8));
  });

  it('G09 refuses the username, also with digits before and behind it', async () => {
    await refused('password_username', 'ann_miller', 'Ann_Miller', 'ａｎｎ＿ｍｉｌｌｅｒ');
    await refused('password_username', 'ann_miller1', 'Ann_Miller2026', '007ann_miller', '1ann_miller１');
  });

  it('G09 takes everything else', async () => {
    const fine = [
      'secret-1',
      'open sesame',
      'correct horse battery staple',
      '密码一二三四五六',
      'ann_miller!',
      'ann_miller2b',
      'ann_miller ann_miller',
      ' a b c d ',
      'kiln7f3aGlaze',
    ];
    await Promise.all(fine.map((password) => checkPassword({ username: 'ann_miller', password })));
  });
});
