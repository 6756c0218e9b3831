import assert from 'node:assert/strict';
import type { WireProfile } from '../../../protocol/index.ts';
import type { Api } from '../../support/api.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

const UNTOLD = { gender: 'unknown', birthday: null, bio: null, location: null, website: null };

describeStores('one’s own profile', (store) => {
  const target = store.serve();
  let user: TestUser;
  let mine: Api;

  before(async () => {
    user = await createUser(target);
    mine = target.api.as(user.token);
  });

  const set = (fieldname: string, fieldValue: unknown): ReturnType<Api['post']> =>
    mine.post('/api/chat/updateUserinfo', { fieldname, fieldValue });

  it('takes back what it told; what must say something stays', async () => {
    const told = { birthday: '2000-02-29', bio: '你好，世界', location: '武汉', website: 'https://a.example/' };
    for (const [name, value] of Object.entries(told)) await set(name, value);
    for (const name of Object.keys(told)) assert.equal((await set(name, '')).data, '设置成功', name);
    assert.deepEqual((await mine.get<WireProfile>(`/api/userinfo/${user.uuid}`)).data.userinfo, UNTOLD);
    for (const name of ['nickname', 'avatar', 'gender', 'invite_confirm'])
      refused(await set(name, ''), '422 input_required', '修改结果不能为空');
  });

  it('tells whether presence is shown, to oneself only', async () => {
    const other = target.api.as((await createUser(target)).token);
    const cases = [
      [mine, 0, 0],
      [mine, 1, 1],
      [other, 1, undefined],
    ] as const;
    for (const [as, value, shown] of cases) {
      await set('show_presence', value);
      const { data } = await as.post<{ show_presence?: number }>('/api/chat/getUserSetInfo', { userid: user.id });
      assert.equal(data.show_presence, shown);
    }
  });
});
