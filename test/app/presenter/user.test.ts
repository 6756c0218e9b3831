import assert from 'node:assert/strict';
import type { UserRow } from '../../../app/account/user.ts';
import { presentAccount, presentProfile, presentSetting } from '../../../app/presenter/user.ts';

const ROW: UserRow = {
  id: 7,
  uuid: '0d4e20a9-28b6-45d0-9dc6-18cf09d2aa1b',
  username: 'Ann_1',
  password_hash: '$argon2id$secret',
  nickname: '安',
  avatar: 'https://a.example/a.png',
  role: 'user',
  status: 1,
  device_id: '8d1a344c-bf16-5425-adbc-d12f49cfa332',
  chatset: '{"chatset":{"visitor":2,"user":0}}',
  invite_confirm: 1,
  profile: '{"location":"武汉"}',
  show_profile: 0,
  created_at: 1000,
  login_at: 2000,
};

const CHATSET = { visitor: { sendCount: 2, needFollow: false }, user: { sendCount: 0, needFollow: false } };
const PROFILE = { gender: 'unknown', birthday: null, bio: null, location: '武汉', website: null };

describe('user presenter', () => {
  it('D01 shows an account to its owner with its token and without its secrets', () => {
    assert.deepEqual(presentAccount(ROW, 'user', 'the-token'), {
      id: 7,
      uuid: '0d4e20a9-28b6-45d0-9dc6-18cf09d2aa1b',
      username: 'Ann_1',
      nickname: '安',
      avatar: 'https://a.example/a.png',
      role: 'user',
      status: 1,
      invite_confirm: 1,
      userset: JSON.stringify({ chatset: CHATSET }),
      chatset: CHATSET,
      userinfo: PROFILE,
      create_time: 1000,
      last_login: 2000,
      token: 'the-token',
    });
  });

  it('D05 the role of an answer is that of the session', () => {
    assert.equal(presentAccount(ROW, 'visitor', 'the-token').role, 'visitor');
  });

  it('D12 G97 shows to anybody what a sender must know, in both forms, and no other setting', () => {
    assert.deepEqual(presentProfile(ROW, true), {
      id: 7,
      uuid: '0d4e20a9-28b6-45d0-9dc6-18cf09d2aa1b',
      username: 'Ann_1',
      nickname: '安',
      avatar: 'https://a.example/a.png',
      role: 'user',
      chatset: CHATSET,
      userset: JSON.stringify({ chatset: CHATSET }),
      userinfo: PROFILE,
    });
  });

  it('tells one who may ask for friendship how things stand', () => {
    const settings = { id: 7, uuid: ROW.uuid, userset: JSON.stringify({ chatset: CHATSET }), invite_confirm: 1 };
    const cases = [
      { isFriend: false, isBlocked: false, isgoodfriend: false, isgoodfriend_status: true },
      { isFriend: false, isBlocked: true, isgoodfriend: false, isgoodfriend_status: true },
      { isFriend: true, isBlocked: false, isgoodfriend: true, isgoodfriend_status: true },
      { isFriend: true, isBlocked: true, isgoodfriend: true, isgoodfriend_status: false },
    ];
    for (const { isFriend, isBlocked, ...expected } of cases) {
      assert.deepEqual(presentSetting(ROW, { isFriend, isBlocked, isFollowing: false }), { ...settings, ...expected });
    }
  });
});
