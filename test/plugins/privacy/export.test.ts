import assert from 'node:assert/strict';
import type { Entry } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import { createOpenUser, postAll } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { block, createUser, createVisitor, makeFriends } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';
import { whereThereIs } from '../../support/has-unit.ts';

interface Exported {
  readonly account: Record<string, unknown>;
  readonly settings: Record<string, unknown>;
  readonly friends: Record<string, unknown>[];
  readonly blacklist: Record<string, unknown>[];
  readonly groups: Record<string, unknown>[];
  readonly sessions: Record<string, unknown>[];
  readonly friend_applications_sent: Record<string, unknown>[];
  readonly friend_applications_received: Record<string, unknown>[];
  readonly conversations: { readonly id: number; readonly kind: string; readonly peer_id: number; readonly messages: Entry[] }[];
}

describeStores('GET /api/chat/export', (store) => {
  const target = store.serve();
  const me = anew(() => createOpenUser(target));
  const ann = anew(() => createUser(target, { nickname: '安"<b>' }));

  const get = (token: string): Promise<Response> => fetch(`${target.url}/api/chat/export`, { headers: { token } });
  const read = async (token: string): Promise<{ text: string; exported: Exported }> => {
    const response = await get(token);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return { text, exported: JSON.parse(text) as Exported };
  };

  it('is a file', async () => {
    const { headers, status, body } = await get(me.token);
    assert.deepEqual(
      [status, headers.get('content-type'), headers.get('content-disposition'), headers.get('cache-control')],
      [200, 'application/json; charset=utf-8', `attachment; filename="foyer-export-${me.username}.json"`, 'no-store'],
    );
    await body?.cancel();
  });

  whereThereIs('friend', it)("holds one's account, friends and all that one may read", async () => {
    await makeFriends(target, me.id, ann.id);
    await target.app.sql.execute('UPDATE friend SET remark = ? WHERE user_id = ?', ['my remark', me.id]);
    await target.app.sql.execute('UPDATE friend SET remark = ? WHERE user_id = ?', ['their remark', ann.id]);
    await postAll(target, ann, { to: me.id, texts: ['one', 'two'] });
    const { exported, text } = await read(me.token);
    assert.equal(exported.account['username'], me.username);
    assert.deepEqual(
      exported.friends.map(({ user_id, remark, nickname }) => [user_id, remark, nickname]),
      [[ann.id, 'my remark', '安"<b>']],
    );
    assert.equal(exported.sessions.length, 1);
    const [conversation, ...more] = exported.conversations;
    assert.deepEqual([conversation?.kind, conversation?.peer_id, more], ['single', ann.id, []]);
    assert.deepEqual(
      conversation?.messages.map(({ message }) => [message.data, message.from_id]),
      [
        ['one', ann.id],
        ['two', ann.id],
      ],
    );
    assert.ok(!text.includes('their remark'), 'D33');
    assert.ok(!text.includes('page_key'));
  });

  it('D06 holds no secret', async () => {
    const user = await createUser(target, { password: 'secret-1' });
    const { text } = await read(user.token);
    for (const secret of [user.token, 'argon2', 'password', 'token', 'secret']) assert.ok(!text.includes(secret), secret);
  });

  whereThereIs('friend', it)('tells nobody that an application was ignored, nor how the applicant calls one', async () => {
    const { sql } = target.app;
    const now = Date.now();
    await sql.execute(
      `INSERT INTO friend_application (user_id, target_id, status, remark, created_at, updated_at) VALUES (?, ?, 'ignore', 'the remark', ?, ?)`,
      [ann.id, me.id, now, now],
    );
    await block(target, me.id, ann.id);
    const sent = await read(ann.token);
    assert.deepEqual(
      sent.exported.friend_applications_sent.map(({ status, remark }) => [status, remark]),
      [['pending', 'the remark']],
    );
    assert.deepEqual(sent.exported.blacklist, []);
    const received = await read(me.token);
    assert.deepEqual(
      received.exported.friend_applications_received.map(({ status }) => status),
      ['ignore'],
    );
    assert.ok(!received.text.includes('the remark'));
    assert.deepEqual(
      received.exported.blacklist.map(({ user_id }) => user_id),
      [ann.id],
    );
  });

  it('holds what was said since one joined, over many pages', async () => {
    const conversation = await conversationOf(target, me.id, ann.id);
    await fill(target, conversation, { from: ann.id, texts: Array.from({ length: 500 }, (_, index) => `text ${index}`) });
    await target.app.sql.execute('UPDATE member SET joined_seq = 50 WHERE user_id = ? AND conversation_id = ?', [me.id, conversation]);
    const { exported } = await read(me.token);
    assert.deepEqual(
      exported.conversations[0]?.messages.map(({ seq }) => seq),
      Array.from({ length: 450 }, (_, index) => index + 51),
    );
  });

  it("D10 holds nothing of others' conversations", async () => {
    const bob = await createOpenUser(target);
    await postAll(target, ann, { to: bob.id, texts: ['between the two'] });
    const { text, exported } = await read(me.token);
    assert.ok(!text.includes('between the two'));
    assert.deepEqual(exported.conversations, []);
  });

  it('is open to visitors, to nobody without a token, and to each once in a while', async () => {
    const visitor = await createVisitor(target);
    assert.equal((await read(visitor.token)).exported.account['role'], 'visitor');
    const again = await get(visitor.token);
    assert.equal(again.status, 429);
    assert.ok(Number(again.headers.get('retry-after')) > 500);
    await again.body?.cancel();
    assert.equal((await target.api.get('/api/chat/export')).code, 'token_missing');
  });

  it('G12 holds nothing of a banned group, and all of it once it is open again', async () => {
    const group = await makeGroup(target, { name: 'a group', owner: me, members: [ann], mode: 0 });
    assert.equal((await postIn(target, ann, { to: group, data: 'said in the group' })).status, 200);
    const { admin, export: exports } = servicesOf(target);
    const isShown = async (): Promise<boolean> => {
      let text = '';
      for await (const piece of (await exports.of(me.id)).pieces) text += piece;
      return text.includes('said in the group');
    };
    await admin.banGroup(group);
    assert.equal(await isShown(), false, 'banned');
    await admin.unbanGroup(group);
    assert.equal(await isShown(), true, 'open again');
  });

  it('G01 is closed to a session that says visitor, of an account', async () => {
    const { admin, session } = servicesOf(target);
    const { user } = await session.authenticate(me.token);
    await target.app.sql.execute(`UPDATE session SET role = 'visitor' WHERE user_id = ?`, [user.id]);
    const rows = await target.app.sql.query<{ id: number }>('SELECT id FROM session WHERE user_id = ?', [user.id]);
    target.app.invalidate(rows.map(({ id }) => `session:${id}`));
    assert.equal((await target.api.as(me.token).get('/api/chat/export')).code, 'token_invalid');
    for (const body of [{}, { password: 'secret-1' }])
      assert.equal((await target.api.as(me.token).post('/api/chat/erase', body)).code, 'token_invalid');
    assert.equal((await admin.find(String(user.id))).id, user.id, 'nobody was erased');
  });
});
