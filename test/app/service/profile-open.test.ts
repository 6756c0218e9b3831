import assert from 'node:assert/strict';
import type { Profile, WireProfile } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import { block, createUser, createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

const MINE = { gender: 'female', birthday: '1990-05-04', bio: 'tea', location: 'Uppsala', website: 'https://me.example' } as const;
const HIDDEN: Profile = { gender: 'unknown', birthday: null, bio: 'tea', location: null, website: null };

describeStores('the personal part of a profile', (store) => {
  const target = store.serve();
  const owner = anew(() => createUser(target));
  const friend = anew(() => createUser(target));
  const stranger = anew(() => createUser(target));

  beforeEach(async () => {
    await makeFriends(target, owner.id, friend.id);
    for (const [fieldname, fieldValue] of Object.entries(MINE)) await set(fieldname, fieldValue);
  });

  const set = async (fieldname: string, fieldValue: string): Promise<void> => {
    const { status } = await target.api.as(owner.token).post('/api/chat/updateUserinfo', { fieldname, fieldValue });
    assert.equal(status, 200, fieldname);
  };
  const seen = async (by?: TestUser): Promise<Profile> => {
    const api = by ? target.api.as(by.token) : target.api;
    return (await api.get<WireProfile>(`/api/userinfo/${owner.uuid}`)).data.userinfo;
  };

  it('G06 is for the owner and friends, and for nobody else', async () => {
    for (const who of [owner, friend]) assert.deepEqual(await seen(who), MINE);
    for (const who of [undefined, stranger, await createVisitor(target)]) assert.deepEqual(await seen(who), HIDDEN);
    assert.deepEqual(await seen({ ...friend, token: 'not-a-token' }), HIDDEN);
  });

  it('G06 is for everybody where the owner opens it, until it is closed again', async () => {
    await set('show_profile', '1');
    for (const who of [undefined, stranger]) assert.deepEqual(await seen(who), MINE);
    await set('show_profile', '0');
    assert.deepEqual(await seen(stranger), HIDDEN);
  });

  it('G06 is not for a friend whom the owner has blacklisted, on no route', async () => {
    await block(target, owner.id, friend.id);
    assert.deepEqual(await seen(friend), HIDDEN);
  });

  it('G06 tells the owner alone whether it is open', async () => {
    await set('show_profile', '1');
    const setting = async (by: TestUser): Promise<unknown> =>
      (await target.api.as(by.token).post<{ show_profile?: number }>('/api/chat/getUserSetInfo', { userid: owner.id })).data.show_profile;
    assert.deepEqual([await setting(owner), await setting(friend)], [1, undefined]);
  });
});
