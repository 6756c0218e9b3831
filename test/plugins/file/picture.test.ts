import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WireAccount } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, createVisitor, type TestUser } from '../../support/factory.ts';
import { castGroup } from '../../support/group.ts';
import { groupApi } from '../../support/group-api.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { siteToken } from '../../support/site.ts';
import { picture, uploaded } from '../../support/upload.ts';

const SECRET = 'shared with the shop';

describeStores('pictures of people and groups', (store) => {
  const target = store.serve({ config: { visitor: { identity: { secrets: [SECRET] } } } });
  const cast = anew(() => castGroup(target));
  const user = anew(() => createUser(target));
  const { post, info, list } = groupApi(target, cast);

  const set = ({ token }: TestUser, fieldValue: string): Promise<Answer> =>
    target.api.as(token).post('/api/chat/updateUserinfo', { fieldname: 'avatar', fieldValue });

  it('G22 an avatar is a picture that was uploaded here, and nothing else', async () => {
    const { url, path } = await uploaded(target, user.token, { bytes: await picture() });
    for (const avatar of [url, path]) {
      assert.equal((await set(user, avatar)).data, '头像更新成功', avatar);
      const { data } = await target.api.get<{ avatar: string }>(`/api/userinfo/${user.uuid}`);
      assert.equal(data.avatar, target.url + path);
    }
    const nothing = await set(user, `/uploads/${randomUUID()}.png`);
    assert.deepEqual([nothing.status, nothing.code], [403, 'file_forbidden']);
    refused(await set(user, `https://a.example/uploads/${randomUUID()}.png`), '400 avatar_invalid', '头像只能是上传的图片');
  });

  it('visitors have one too', async () => {
    const visitor = await createVisitor(target);
    const { url } = await uploaded(target, visitor.token, { bytes: await picture() });
    assert.equal((await set(visitor, url)).data, '头像更新成功');
  });

  it('a member has another in a group, visitors too', async () => {
    const { owner, visitor, groupId } = cast;
    for (const member of [owner, visitor]) {
      const { url, path } = await uploaded(target, member.token, { bytes: await picture() });
      assert.equal((await post(member, 'groupnickname', { id: groupId, nickname: '小名', avatar: url })).data, 'ok');
      assert.equal((await info(member)).me?.avatar, target.url + path);
    }
  });

  it('a group has one', async () => {
    const { owner, groupId } = cast;
    const { url, path } = await uploaded(target, owner.token, { bytes: await picture() });
    assert.equal((await post(owner, 'groupAvatar', { id: groupId, avatar: url })).data, 'ok');
    assert.equal((await list(owner))[0]?.avatar, target.url + path);
    assert.equal((await target.app.caches.group.get(groupId))?.avatar, path);
  });

  it('G22 of visitors whom the site knows the site says which, and others of its own are not taken', async () => {
    const id = randomUUID();
    const signed = (claims: object, own?: string): Promise<Answer<WireAccount>> =>
      (own === undefined ? target.api : target.api.as(own)).post<WireAccount>('/api/visitorIdentify', {
        deviceId: randomUUID(),
        timestamp: Date.now(),
        token: siteToken(SECRET, id, { ...claims }),
      });
    const { data: known } = await signed({ nickname: 'Ann' });
    const file = await uploaded(target, known.token, { bytes: await picture() });
    for (const avatar of [file.url, 'https://shop.example/ann.png', `/uploads/${randomUUID()}.png`]) {
      const { status, data } = await signed({ avatar }, known.token);
      assert.deepEqual([status, data.avatar], [200, target.url + file.path], avatar);
    }
  });
});
