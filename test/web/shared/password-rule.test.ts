import assert from 'node:assert/strict';
import { isAboutPassword, isLongEnough } from '../../../web/shared/password-rule.ts';

describe('password rule of the screens', () => {
  it('G09 counts characters of the one form, as the server does', () => {
    for (const fine of ['12345678', '密'.repeat(8), '😀'.repeat(8), 'x'.repeat(128), 'e\u0301'.repeat(128)])
      assert.ok(isLongEnough(fine), fine);
    for (const wrong of ['1234567', '😀'.repeat(7), 'e\u0301'.repeat(7), 'x'.repeat(129)]) assert.ok(!isLongEnough(wrong), wrong);
  });

  it('G09 knows which failures are about the new password', () => {
    assert.ok(isAboutPassword({ code: 'password_common' }));
    assert.ok(!isAboutPassword({ code: 'password_wrong' }));
  });
});
