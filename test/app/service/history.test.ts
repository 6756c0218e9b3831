import assert from 'node:assert/strict';
import { messageId } from '../../../app/messaging/journal/message-id.ts';
import type { StoredMessage } from '../../../app/messaging/journal/draft.ts';
import type { HistoryQuery, ServerFrames, WireMessage } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { texts } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket, type FoyerSocket } from '../../support/socket.ts';

type Row = WireMessage & { seq: number };
interface Page {
  readonly conversation_id: number;
  readonly list: Row[];
  readonly more: boolean;
}

const COUNT = 250;

describeStores('history service', (store) => {
  const target = store.serve();
  let one: TestUser;
  let two: TestUser;
  let stranger: TestUser;
  let conversation: number;
  let stored: StoredMessage[];

  before(async () => {
    [one, two, stranger] = await Promise.all([createUser(target), createUser(target), createUser(target)]);
    conversation = await conversationOf(target, one.id, two.id);
    stored = [];
    for (const text of texts(COUNT / 2)) {
      stored.push(...(await fill(target, conversation, { from: one.id, texts: [text] })));
      stored.push(...(await fill(target, conversation, { from: two.id, texts: [text] })));
    }
  });

  const get = (user: TestUser, body: object): Promise<Answer<Page>> =>
    target.api.as(user.token).post<Page>('/api/chat/socket/getmessage', { chatType: 'single', ...body });
  const walk = async (user: TestUser, peer: TestUser, limit: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let more = true; more;) {
      const { status, data } = await get(user, { peer_id: peer.id, limit, ...(rows[0] && { before: rows[0].id }) });
      assert.equal(status, 200);
      assert.equal(data.conversation_id, conversation);
      assert.equal(data.list.length, Math.min(limit, COUNT - rows.length));
      rows.unshift(...data.list);
      more = data.more;
    }
    return rows;
  };
  const ask = (socket: FoyerSocket, query: HistoryQuery): Promise<ServerFrames['history']> =>
    socket.ask({ op: 'history', ref: 1, ...query }, 'history');
  const seqs = (page: { list: readonly { seq: number }[] }): number[] => page.list.map(({ seq }) => seq);
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

  it('D28 pages over HTTP give every message once, in order, the same to both sides', async () => {
    for (const limit of [7, 50, 100]) {
      const mine = await walk(one, two, limit);
      assert.deepEqual(mine, await walk(two, one, limit));
      assert.deepEqual(
        mine.map(({ id, seq, from_id, data, create_time }) => ({ id, seq, from_id, data, create_time })),
        stored.map((message) => ({
          id: messageId(message),
          seq: message.seq,
          from_id: message.senderId,
          data: message.data,
          create_time: message.createdAt,
        })),
      );
    }
  });

  it('pages over the socket in both directions, by the conversation or by the other side', async () => {
    const socket = await foyerSocket(target, one.token, { ack: 'never' });
    const newest = await ask(socket, { conversation });
    assert.deepEqual([seqs(newest), newest.more, newest.conversation], [range(201, 250), true, conversation]);
    const byPeer = await ask(socket, { chat_type: 'single', to: two.id });
    assert.deepEqual(byPeer, newest);
    const pages: [HistoryQuery, number[], boolean][] = [
      [{ before: 201, limit: 100 }, range(101, 200), true],
      [{ before: 101, limit: 100 }, range(1, 100), false],
      [{ before: 102, limit: 100 }, range(2, 101), true],
      [{ before: 1 }, [], false],
      [{ after: 0, limit: 3 }, [1, 2, 3], true],
      [{ after: 150, limit: 100 }, range(151, 250), false],
      [{ after: 149, limit: 100 }, range(150, 249), true],
      [{ after: COUNT }, [], false],
    ];
    for (const [query, expected, more] of pages) {
      const page = await ask(socket, { conversation, ...query });
      assert.deepEqual([seqs(page), page.more], [expected, more], JSON.stringify(query));
    }
    await socket.close();
  });

  it('a page of long messages ends early, and says that there is more', async () => {
    const [author, reader] = await Promise.all([createUser(target), createUser(target)]);
    const own = await conversationOf(target, author.id, reader.id);
    const long = texts(20).map((text) => text.padEnd(60 * 1024, '.'));
    for (const text of [...long, ...texts(5)]) await fill(target, own, { from: author.id, texts: [text] });
    const backward: number[] = [];
    for (let before: string | undefined, more = true; more;) {
      const { data } = await get(reader, { peer_id: author.id, limit: 100, before });
      assert.ok(data.list.length > 0 && JSON.stringify(data).length < 300 * 1024, `${data.list.length} messages`);
      backward.unshift(...seqs(data));
      before = data.list[0]?.id;
      more = data.more;
    }
    assert.deepEqual(backward, range(1, 25));
    const socket = await foyerSocket(target, reader.token, { ack: 'never' });
    const forward: number[] = [];
    for (let more = true; more;) {
      const page = await ask(socket, { conversation: own, after: forward.at(-1) ?? 0, limit: 100 });
      assert.ok(JSON.stringify(page).length < 300 * 1024);
      forward.push(...seqs(page));
      more = page.more;
    }
    assert.deepEqual(forward, range(1, 25));
    await socket.close();
  });

  it('D13 a limit out of range is refused or capped', async () => {
    for (const limit of [-5, 0, 'abc', 1.5]) {
      const { status, msg } = await get(one, { peer_id: two.id, limit });
      assert.deepEqual([status, msg], [422, 'fail'], `limit ${limit}`);
    }
    const { status, data } = await get(one, { peer_id: two.id, limit: 1e9 });
    assert.deepEqual([status, data.list.length, data.more], [200, 100, true]);
  });

  it('D42 whoever is no member finds nothing', async () => {
    const { data } = await get(stranger, { peer_id: one.id });
    assert.deepEqual(data, { conversation_id: 0, list: [], more: false });
    const socket = await foyerSocket(target, stranger.token);
    for (const query of [{ conversation }, { conversation, before: 5 }, { conversation: 987_654 }]) {
      const { code, ref } = await socket.ask({ op: 'history', ref: 7, ...query }, 'error');
      assert.deepEqual([code, ref], ['conversation_not_found', 7]);
    }
    const { code } = await socket.ask({ op: 'read', conversation, seq: 5 }, 'error');
    assert.equal(code, 'conversation_not_found');
    await socket.close();
  });

  it('D42 a foreign or forged message id leads nowhere', async () => {
    const [place] = await fill(target, await conversationOf(target, stranger.id, two.id), { from: two.id, texts: ['not for you'] });
    const [first] = stored;
    assert.ok(place && first);
    const late = { ...first, createdAt: first.createdAt + 1 };
    const ids = [place, late, { ...first, seq: COUNT + 1 }, { ...first, conversationId: 987_654 }].map(messageId);
    for (const before of [...ids, crypto.randomUUID()]) {
      const { status, code } = await get(one, { peer_id: two.id, before });
      assert.deepEqual([status, code], [404, 'message_not_found'], before);
    }
    const nobody = await createUser(target);
    assert.equal((await get(nobody, { peer_id: one.id, before: messageId(first) })).code, 'message_not_found');
  });
});

describeStores('read cursor', (store) => {
  const target = store.serve();
  const reader = anew(() => createUser(target));
  const peer = anew(() => createUser(target));
  let conversation: number;

  beforeEach(async () => {
    conversation = await conversationOf(target, reader.id, peer.id);
    await fill(target, conversation, { from: peer.id, texts: texts(5) });
  });

  const cursors = async (): Promise<number[]> => {
    const rows = await target.app.sql.query<{ seq: number }>(
      'SELECT read_seq AS seq FROM member WHERE conversation_id = ? ORDER BY user_id = ? DESC',
      [conversation, reader.id],
    );
    return rows.map(({ seq }) => seq);
  };

  it("tells the reader's other tab and the peer, and stops at the last message", async () => {
    const [tab, other, far] = [
      await foyerSocket(target, reader.token),
      await foyerSocket(target, reader.token),
      await foyerSocket(target, peer.token),
    ];
    for (const [seq, expected] of [
      [3, 3],
      [1_000_000, 5],
    ] as const) {
      tab.send({ op: 'read', conversation, seq });
      for (const socket of [other, far]) {
        assert.deepEqual(await socket.op('read'), { op: 'read', conversation, user: reader.id, seq: expected });
      }
      assert.deepEqual(await cursors(), [expected, 0]);
    }
    await Promise.all([tab, other, far].map((socket) => socket.close()));
  });

  it('never goes back, and tells nobody of what does not move it', async () => {
    const far = await foyerSocket(target, peer.token);
    const tab = await foyerSocket(target, reader.token);
    tab.send({ op: 'read', conversation, seq: 4 });
    await far.op('read');
    for (const seq of [2, 4, 1]) tab.send({ op: 'read', conversation, seq });
    tab.send({ op: 'read', conversation, seq: 5 });
    assert.equal((await far.op('read')).seq, 5);
    assert.deepEqual(await cursors(), [5, 0]);
    await Promise.all([tab.close(), far.close()]);
  });

  it('moves to the highest of many at once', async () => {
    const tab = await foyerSocket(target, reader.token);
    const { history } = target.app.createAnonymousContext().service;
    const author = await target.app.createAnonymousContext().service.session.authenticate(reader.token);
    await Promise.all([5, 1, 4, 2, 3].map((seq) => history.read(author, conversation, seq)));
    assert.deepEqual(await cursors(), [5, 0]);
    await tab.close();
  });
});
