import assert from 'node:assert/strict';
import { CONVERSATIONS, storeArchive } from '../../../bench/archive/archive.ts';
import { messageId } from '../../../app/messaging/journal/message-id.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

const COUNT = 5000;

describeStores('bench/archive/archive', (store) => {
  const target = store.serve();
  let owner: TestUser;

  before(async () => {
    owner = await createUser(target);
  });

  it('is what the server itself would have stored', async () => {
    const [one, two] = [await createUser(target), await createUser(target)];
    const { largest, middle, messages } = await storeArchive(target.app.sql, {
      owner: owner.id,
      pairs: [[one.id, two.id]],
      count: COUNT,
    });
    assert.equal(messages, COUNT * 1.1);

    const api = target.api.as(owner.token);
    const { data } = await api.get<{ list: { unread: number }[]; more: boolean }>('/api/chat/conversations?limit=100');
    assert.deepEqual([data.list.length, data.more], [100, true]);
    assert.ok(data.list.every(({ unread }) => unread <= 4));

    const page = { chatType: 'single', peer_id: largest.peer, before: messageId(middle), limit: 10 };
    const history = await api.post<{ list: { seq: number }[] }>('/api/chat/socket/getmessage', page);
    assert.deepEqual(
      history.data.list.map(({ seq }) => seq),
      Array.from({ length: 10 }, (_, index) => middle.seq - 10 + index),
    );

    const [row] = await target.app.sql.query<{ count: number }>('SELECT COUNT(*) AS count FROM member WHERE user_id = ?', [owner.id]);
    assert.equal(row?.count, CONVERSATIONS);
  });
});
