import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import type { TestApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { serveNodes } from '../support/nodes.ts';
import { foyerSocket, sendFrame } from '../support/socket.ts';

describe('joining on two nodes', () => {
  const { one, two } = serveNodes();
  const owner = anew(() => createUser(one));
  const user = anew(() => createUser(one));
  let id: number;

  beforeEach(async () => {
    const { data } = await one.api.as(owner.token).post<{ id: number }>('/api/chat/room/create', { name: `两个节点 ${owner.id}` });
    id = data.id;
  });

  const join = (node: TestApp): Promise<{ status: number; code: string | undefined }> =>
    node.api.as(user.token).post('/api/chat/room/join', { id });

  it('whoever joins on one is in the conversation on the other, where the socket is', async () => {
    const [o, mine] = [await foyerSocket(one, owner.token), await foyerSocket(two, user.token)];
    assert.equal((await join(one)).status, 200);
    assert.equal((await mine.op('message')).message.from_name, '加群申请提醒');
    o.send(sendFrame(id, '欢迎', { chat_type: 'group' }));
    assert.equal((await mine.op('message')).message.data, '欢迎');
    mine.send(sendFrame(id, '谢谢', { chat_type: 'group' }));
    assert.equal((await o.next((frame) => frame.op === 'message' && frame.message.data === '谢谢')).op, 'message');
  });

  it('D34 20 joins over both make one member', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => join(at % 2 === 0 ? one : two)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ code }) => code === 'group_member_exists').length, 19);
    const rows = await one.app.sql.query('SELECT user_id FROM member WHERE conversation_id = ? AND user_id = ?', [id, user.id]);
    assert.equal(rows.length, 1);
  });

  it('D44 whoever left on one is gone from the list of the other, and may not write there', async () => {
    await join(one);
    const socket = await foyerSocket(two, user.token);
    assert.equal((await one.api.as(user.token).post('/api/chat/room/leave', { id })).status, 200);
    const { data } = await two.api.as(user.token).get<{ list: unknown[] }>('/api/chat/rooms/1?joined=1');
    assert.deepEqual(data.list, []);
    const refused = await socket.say(id, 'still here?', { chat_type: 'group' });
    assert.ok(refused.op === 'refused' && refused.code === 'group_send_outside');
  });
});
