import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { serveApp } from '../../support/app.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, createVisitor, makeFriends, type TestUser } from '../../support/factory.ts';
import { makeGroup } from '../../support/group-chat.ts';
import { picture, uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

interface Sent {
  readonly id: string;
  readonly data: string;
}

describe('a file in a conversation', () => {
  const target = serveApp();
  let owner: TestUser;
  let friend: TestUser;
  let stranger: TestUser;

  before(async () => {
    [owner, friend, stranger] = await Promise.all([createUser(target), createUser(target), createVisitor(target)]);
    await makeFriends(target, owner.id, friend.id);
  });

  /** As the course's clients write it. */
  function send(from: TestUser, to: TestUser, address: string): Promise<Answer<Sent>> {
    const data = JSON.stringify({ data: address, dataType: 'image', otherData: null });
    return target.api
      .as(from.token)
      .post<Sent>('/api/chat/socket/sendmessage', { sendto_id: to.id, chatType: 'single', type: 'image', data });
  }

  async function status(address: string, token = ''): Promise<number> {
    const { pathname, search } = new URL(address);
    return (await fetch(target.url + pathname + (token === '' ? search : ''), { headers: token === '' ? {} : { token } })).status;
  }

  it('opens for both, goes no further, and is gone when it is taken back', async () => {
    const { url } = await uploaded(target, owner.token, { bytes: await picture() });
    assert.equal(await status(url, friend.token), 404);
    const sent = await send(owner, friend, url);
    assert.equal(sent.status, 200);
    assert.deepEqual([await status(url, friend.token), await status(url, stranger.token)], [200, 404]);
    assert.deepEqual((await send(stranger, friend, url)).code, 'file_forbidden');
    assert.equal((await target.api.as(owner.token).post('/api/chat/revokeMessage', { id: sent.data.id })).status, 200);
    await until(async () => (await status(url)) === 404, { message: 'the file to be closed' });
    assert.deepEqual([await status(url, friend.token), await status(url, owner.token)], [404, 404]);
  });

  it('is for anyone to see as an avatar, by a plain address and by a signed one', async () => {
    const set = (user: TestUser, address: string): Promise<Answer> =>
      target.api.as(user.token).post('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue: address });
    for (const user of [owner, stranger]) {
      const { url } = await uploaded(target, user.token, { bytes: await picture() });
      const { pathname } = new URL(url);
      assert.equal((await set(friend, pathname)).code, 'file_forbidden');
      assert.equal((await fetch(target.url + pathname)).status, 404);
      for (const address of [url, pathname]) assert.equal((await set(user, address)).data, '头像更新成功');
      assert.equal((await fetch(target.url + pathname)).status, 200);
    }
  });

  it('D10 a picture of a group opens for anyone, and no picture of whoever may not change the group', async () => {
    const mine = await makeGroup(target, [owner, friend]);
    for (const [user, isAllowed] of [
      [friend, false],
      [owner, true],
    ] as const) {
      const { url } = await uploaded(target, user.token, { bytes: await picture() });
      const { pathname } = new URL(url);
      const { status: answered } = await target.api.as(user.token).post('/api/chat/groupAvatar', { id: mine, avatar: pathname });
      assert.equal(answered, isAllowed ? 200 : 403);
      assert.equal((await fetch(target.url + pathname)).status, isAllowed ? 200 : 404);
    }
    const { url } = await uploaded(target, stranger.token, { bytes: await picture() });
    const { pathname } = new URL(url);
    const named = { id: mine, nickname: 'x', avatar: pathname };
    assert.equal((await target.api.as(stranger.token).post('/api/chat/groupnickname', named)).code, 'group_nickname_outside');
    assert.equal((await fetch(target.url + pathname)).status, 404);
  });
});
