import assert from 'node:assert/strict';
import { castGroup, type Cast } from '../support/group.ts';
import { groupApi } from '../support/group-api.ts';
import { describeStores } from '../support/matrix.ts';
import { UNLIMITED } from '../support/routes/boot.ts';
import type { TestUser } from '../support/factory.ts';

/** Nothing, for the eye. */
const UNSEEN = ['\u200b', '\u2800', '\u3164', '\u2060\u00ad', ' \u200d '];
const HALF = 'Ann\ud83d';
const TURNED = '\u202eAnn\r\nLee\u2066\u0007';
const LINE = 'Ann Lee';

/** A route that takes a name: its words, and what others see afterwards. */
interface Named {
  readonly path: string;
  readonly who: keyof Omit<Cast, 'groupId'>;
  readonly body: (cast: Cast, name: string) => object;
  readonly shown: string;
}

const NAMED: readonly Named[] = [
  {
    path: 'updateUserinfo',
    who: 'member',
    body: (_, fieldValue) => ({ fieldname: 'nickname', fieldValue }),
    shown: 'SELECT nickname AS name FROM user',
  },
  { path: 'groupUpdateName', who: 'owner', body: ({ groupId: id }, name) => ({ id, name }), shown: 'SELECT name FROM chat_group' },
  {
    path: 'groupnickname',
    who: 'member',
    body: ({ groupId: id }, nickname) => ({ id, nickname }),
    shown: 'SELECT nickname AS name FROM member',
  },
  { path: 'room/create', who: 'owner', body: (_, name) => ({ name }), shown: 'SELECT name FROM chat_group' },
];

describeStores('what nobody sees', (store) => {
  const target = store.serve({ config: UNLIMITED });

  const names = async (query: string): Promise<string[]> => (await target.app.sql.query<{ name: string }>(query)).map(({ name }) => name);

  for (const { path, who, body, shown } of NAMED)
    it(`G70 is no name, nor part of one: ${path}`, async () => {
      const cast = await castGroup(target);
      const set = (name: string): Promise<{ code: string | undefined; status: number }> =>
        groupApi(target, cast).post(cast[who], path, body(cast, name));
      for (const name of UNSEEN) assert.equal((await set(name)).code, 'input_required', JSON.stringify(name));
      assert.equal((await set(HALF)).code, 'input_format');
      assert.equal((await set(TURNED)).status, 200);
      assert.ok((await names(shown)).includes(LINE));
    });

  it('G70 is no message, and half a sign is refused as it is', async () => {
    const { groupId, member } = await castGroup(target);
    const say = (data: string): ReturnType<typeof post> =>
      post(member, 'socket/sendmessage', { sendto_id: groupId, chatType: 'group', type: 'text', data });
    for (const data of [...UNSEEN, '{"data":"\\u200b","dataType":false,"otherData":null}'])
      assert.equal((await say(data)).code, 'input_required', JSON.stringify(data));
    assert.equal((await say(HALF)).code, 'input_format');
    assert.equal((await say('\u202eright to left')).status, 200);
  });

  const post = (user: TestUser, path: string, body: object): ReturnType<typeof target.api.post> =>
    target.api.as(user.token).post(`/api/chat/${path}`, body);
});
