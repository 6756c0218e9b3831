import assert from 'node:assert/strict';
import type { WireGroupInfo, WireMessage } from '../../protocol/index.ts';
import { describeStores } from '../support/matrix.ts';
import { refused } from '../support/refused.ts';
import type { FoyerSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';
import { hears, saidIn, says, saysIn, WebClient } from '../support/web-client.ts';

/** A message of a page over HTTP. */
type Placed = WireMessage & { readonly seq: number };

interface Page {
  readonly list: Placed[];
  readonly more: boolean;
}

let count = 0;

/** The address of a page: a room by its name, as whoever opens it types it. */
function fresh(): string {
  count += 1;
  return `lobby-${count}`;
}

// Whoever opens a room by its name is in it; what was said there stands above.
describeStores('rooms with history, as in the Django course', (store) => {
  const target = store.serve();
  let ann: WebClient;
  let bob: WebClient;
  let room: number;
  let name: string;

  beforeEach(async () => {
    name = fresh();
    [ann, bob] = await Promise.all([WebClient.register(target), WebClient.register(target)]);
    room = await open(ann, name);
    assert.equal(await open(bob, name), room);
  });

  /** Opens a room by its name: made by the first who comes. */
  async function open(who: WebClient, of: string): Promise<number> {
    const joined = await who.api.post<{ id: number }>('/api/chat/room/join', { name: of });
    if (joined.status === 200) return joined.data.id;
    assert.equal(joined.code, 'group_join_closed');
    return (await who.do<{ id: number }>('room/create', { name: of })).id;
  }
  const page = (who: WebClient, query: object = {}, of = room): Promise<Page> =>
    who.do<Page>('socket/getmessage', { chatType: 'group', peer_id: of, ...query });
  /** All that was said, page by page back to the beginning. */
  const pagesBack = async (who: WebClient, of = room): Promise<Placed[]> => {
    const pages = [await page(who, { limit: 4 }, of)];
    while (pages[0]?.more === true) pages.unshift(await page(who, { limit: 4, before: pages[0].list[0]?.id }, of));
    return pages.flatMap(({ list }) => list);
  };
  const said = (list: readonly WireMessage[]): unknown[] => list.filter(({ type }) => type === 'text').map(({ data }) => data);
  /** Both write in turns. */
  const talk = async (a: FoyerSocket, b: FoyerSocket, words: readonly string[]): Promise<void> => {
    for (const [index, text] of words.entries()) await saysIn(index % 2 === 0 ? a : b, room, text);
  };
  const words = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `word ${from + index}`);

  it('the first who opens a name makes the room, the next are let in, at once too', async () => {
    const other = fresh();
    const people = await Promise.all(Array.from({ length: 5 }, () => WebClient.register(target)));
    const first = await open(people[0]!, other);
    assert.deepEqual(await Promise.all(people.slice(1).map((who) => open(who, other))), Array(4).fill(first));
    const { count: members } = await ann.see<WireGroupInfo>(`groupinfo/${first}`);
    assert.equal(members, 5);
  });

  it('D28 two write, and both read the same history back to the beginning, page by page', async () => {
    const [a, b] = [await ann.open(), await bob.open()];
    await talk(a, b, words(1, 11));
    const [byAnn, byBob] = [await pagesBack(ann), await pagesBack(bob)];
    assert.deepEqual(said(byAnn), words(1, 11));
    const places = byBob.map(({ id, seq }) => ({ id, seq }));
    // Ann was in before Bob came, and reads that too.
    assert.deepEqual(
      byAnn.slice(-places.length).map(({ id, seq }) => ({ id, seq })),
      places,
    );
    const seqs = byAnn.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: seqs.length }, (_, index) => index + 1),
    );
  });

  it('D28 history holds what was handed over late; two equal texts are two messages', async () => {
    const a = await ann.open();
    for (const text of ['same', 'same', 'other']) await saysIn(a, room, text);
    const before = await pagesBack(bob);
    const b = await bob.open();
    await hears(b, room, ['same', 'same', 'other']);
    assert.deepEqual(await pagesBack(bob), before);
    const placed = before.filter(({ type }) => type === 'text').map(({ id }) => id);
    assert.deepEqual([said(before), new Set(placed).size], [['same', 'same', 'other'], 3]);
    assert.deepEqual(
      b.messages.filter(({ message }) => message.type === 'text').map(({ message }) => message.id),
      placed,
    );
  });

  it('D45 tells the time in milliseconds of one clock: in order, the same live, late and from the store', async () => {
    const [a, b] = [await ann.open(), await bob.open()];
    const from = Date.now();
    await talk(a, b, words(1, 6));
    const to = Date.now();
    const list = (await pagesBack(ann)).filter(({ type }) => type === 'text');
    const times = list.map(({ create_time: time }) => time);
    assert.deepEqual(
      times,
      times.toSorted((x, y) => x - y),
    );
    for (const time of times) assert.ok(Number.isInteger(time) && time >= from && time <= to, `${from} ${time} ${to}`);
    await hears(b, room, ['word 1', 'word 3', 'word 5']);
    const live = b.messages.filter(({ message }) => message.type === 'text').map(({ message }) => message.create_time);
    assert.deepEqual(live, [times[0], times[2], times[4]]);
    assert.equal((await bob.row(room))?.time, times.at(-1));
  });

  it('reads from the point where one came in: who comes later has what is said from then on', async () => {
    const [a, b] = [await ann.open(), await bob.open()];
    await talk(a, b, words(1, 5));
    const carl = await WebClient.register(target);
    await open(carl, name);
    await talk(a, b, words(6, 9));
    assert.deepEqual(said(await pagesBack(carl)), words(6, 9));
    const [, early] = await pagesBack(ann);
    refused(
      await carl.api.post('/api/chat/socket/getmessage', { chatType: 'group', peer_id: room, before: early?.id }),
      '404 message_not_found',
      '消息不存在',
    );
    const c = await carl.open();
    await hears(c, room, words(6, 9));
    const { list, more } = await c.ask({ op: 'history', ref: 1, conversation: room, limit: 100 }, 'history');
    assert.deepEqual([said(list.map(({ message }) => message)), more], [words(6, 9), false]);
  });

  it('unread counts what others said until it is read, in all tabs; the cursor never goes back', async () => {
    const [a, b] = [await ann.open(), await bob.open()];
    const tab = await bob.open();
    await talk(a, a, words(1, 3));
    await hears(b, room, words(1, 3));
    const last = (await bob.row(room))?.last_seq ?? 0;
    assert.deepEqual([(await bob.row(room))?.unread, (await ann.row(room))?.unread], [3, 0]);
    b.send({ op: 'read', conversation: room, seq: last - 1 });
    assert.deepEqual(await tab.op('read'), { op: 'read', conversation: room, user: bob.id, seq: last - 1 });
    assert.equal((await bob.row(room))?.unread, 1);
    b.send({ op: 'read', conversation: room, seq: last });
    await tab.op('read');
    b.send({ op: 'read', conversation: room, seq: 1 });
    await b.ask({ op: 'ping' }, 'pong');
    const row = await bob.row(room);
    assert.deepEqual([row?.unread, row?.read_seq], [0, last]);
    const readers = await ann.do<{ read: number; total: number; list: { id: number }[] }>('readers', { conversation: room, seq: last });
    assert.deepEqual([readers.read, readers.total, readers.list.map(({ id }) => id)], [1, 1, [bob.id]]);
  });

  it('shows who is typing to the others in the room, and stores nothing of it', async () => {
    const [a, b] = [await ann.open(), await bob.open()];
    const before = (await ann.row(room))?.last_seq;
    a.send({ op: 'typing', conversation: room });
    assert.deepEqual(await b.op('typing'), { op: 'typing', conversation: room, user: ann.id });
    await b.ask({ op: 'ping' }, 'pong');
    await a.ask({ op: 'ping' }, 'pong');
    assert.ok(!a.frames.some(({ op }) => op === 'typing'));
    assert.equal((await ann.row(room))?.last_seq, before);
  });

  it('D42 a third without membership gets nothing: not what is said, not what was, not who is there', async () => {
    const carl = await WebClient.register(target);
    const [a, b, c] = [await ann.open(), await bob.open(), await carl.open()];
    await saysIn(a, room, 'secret');
    a.send({ op: 'typing', conversation: room });
    await hears(b, room, ['secret']);
    await b.op('typing');
    const body = { chatType: 'group', peer_id: room };
    refused(await carl.api.post('/api/chat/socket/getmessage', body), '404 conversation_not_found', '会话不存在');
    refused(await carl.api.post('/api/chat/readers', { conversation: room, seq: 1 }), '404 conversation_not_found', '会话不存在');
    assert.notEqual((await carl.api.get(`/api/chat/groupQrcode/${room}`)).status, 200);
    assert.equal((await c.ask({ op: 'history', ref: 1, conversation: room }, 'error')).code, 'conversation_not_found');
    c.send({ op: 'read', conversation: room, seq: 1 });
    assert.equal((await c.op('error')).code, 'conversation_not_found');
    c.send({ op: 'typing', conversation: room });
    await c.ask({ op: 'ping' }, 'pong');
    const info = await carl.see<WireGroupInfo>(`groupinfo/${room}`);
    assert.deepEqual([info.me, info.group_users, Object.keys(info).includes('remark')], [null, [], false]);
    assert.equal(await carl.row(room), undefined);
    const found = await carl.do<{ list: unknown[] }>('search', { keyword: 'secret' });
    assert.deepEqual(found.list, []);
    await says(b, carl.id, 'hello');
    await until(() => c.texts.includes('hello'));
    assert.deepEqual([c.texts, saidIn(c, room)], [['hello'], []]);
    assert.ok(!c.frames.some(({ op }) => op === 'typing') && !b.frames.some((frame) => frame.op === 'typing' && frame.user === carl.id));
  });
});

describeStores('rooms whose history is open from the start, as in the Django course', (store) => {
  it('who comes later reads back to the beginning, and has nothing of it as unread', async () => {
    const target = await store.boot({ config: { group: { history: 'all' } } });
    try {
      const [ann, bob] = await Promise.all([WebClient.register(target), WebClient.register(target)]);
      const { id: room } = await ann.do<{ id: number }>('room/create', { name: '大厅' });
      const a = await ann.open();
      await saysIn(a, room, 'early');
      await bob.do('room/join', { name: '大厅' });
      await saysIn(a, room, 'late');
      const { list, more } = await bob.do<Page>('socket/getmessage', { chatType: 'group', peer_id: room });
      const texts = list.filter(({ type }) => type === 'text').map(({ data }) => data);
      assert.deepEqual([texts, list[0]?.seq, more], [['early', 'late'], 1, false]);
      const b = await bob.open();
      await until(() => b.texts.includes('late'));
      assert.deepEqual([saidIn(b, room), (await bob.row(room))?.unread], [['late'], 1]);
    } finally {
      await target.close();
    }
  });
});
