import assert from 'node:assert/strict';
import { readProfile, writeProfile } from '../../../app/account/profile.ts';

const UNTOLD = { gender: 'unknown', birthday: null, bio: null, location: null, website: null };

describe('profile', () => {
  it('reads what was written', () => {
    const profile = { gender: 'female', birthday: '2001-12-31', bio: '你好', location: '武汉', website: 'https://a.example' } as const;
    assert.deepEqual(readProfile(writeProfile(profile)), profile);
  });

  it('D11 reads an odd row as untold', () => {
    for (const stored of [null, '', 'no', '[]', 'null', '7', '{"gender":"x","bio":7,"location":""}']) {
      assert.deepEqual(readProfile(stored), UNTOLD, String(stored));
    }
  });
});
