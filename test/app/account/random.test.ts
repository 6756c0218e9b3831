import assert from 'node:assert/strict';
import { isVisitorNickname, randomPassword, randomVisitorName, randomVisitorNickname } from '../../../app/account/random.ts';

describe('random names and passwords', () => {
  it('a password fits the rule for passwords and is another each time', () => {
    const passwords = Array.from({ length: 100 }, randomPassword);
    for (const password of passwords) assert.match(password, /^[A-HJ-NP-Za-km-z2-9]{16}$/);
    assert.equal(new Set(passwords).size, 100);
  });

  it('D04 a visitor is named by chance, not by the device', () => {
    const names = Array.from({ length: 100 }, randomVisitorName);
    for (const name of names) assert.match(name, /^v[0-9a-f]{19}$/);
    assert.equal(new Set(names).size, 100);
  });

  it('a nickname that was given is known from one that was chosen', () => {
    assert.match(randomVisitorNickname(), /^访客\d{6}$/);
    assert.equal(isVisitorNickname(randomVisitorNickname()), true);
    for (const chosen of ['', '访客', '访客12345', '访客1234567', '我是访客123456']) assert.equal(isVisitorNickname(chosen), false, chosen);
  });
});
