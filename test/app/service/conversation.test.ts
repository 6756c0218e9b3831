import assert from 'node:assert/strict';
import type { ConversationRow, ServerFrames } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import { texts } from '../../support/chat.ts';
import { conversationOf, fill } from '../../support/draft.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';

describeStores('conversation service', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));

  const list = async (who: TestUser, page: { before?: number; limit?: number } = {}): Promise<ServerFrames['conversations']> => {
    const socket = await foyerSocket(target, who.token, { ack: 'never' });
    const answer = await socket.ask({ op: 'conversations', ref: 3, ...page }, 'conversations');
    await socket.close();
    return answer;
  };
  const only = async (who: TestUser): Promise<ConversationRow> => {
    const { list: rows } = await list(who);
    assert.equal(rows.length, 1);
    const [row] = rows;
    assert.ok(row);
    return row;
  };
  const withPeer = async (): Promise<{ peer: TestUser; id: number }> => {
    const peer = await createUser(target);
    return { peer, id: await conversationOf(target, user.id, peer.id) };
  };
  const ids = ({ list: rows }: ServerFrames['conversations']): number[] => rows.map(({ conversation }) => conversation);
  const setTime = (id: number, at: number): Promise<unknown> =>
    target.app.sql.execute('UPDATE conversation SET last_at = ? WHERE id = ?', [at, id]);
  const setSeq = (
    column: 'read_seq' | 'shown_seq' | 'delivered_seq',
    who: number,
    [id, seq]: readonly [number, number],
  ): Promise<unknown> =>
    target.app.sql.execute(`UPDATE member SET ${column} = ? WHERE user_id = ? AND conversation_id = ?`, [seq, who, id]);

  it('lists by last message, in pages, and leaves out what is empty or of others', async () => {
    const made = [await withPeer(), await withPeer(), await withPeer(), await withPeer(), await withPeer()];
    await withPeer();
    const foreign = await createUser(target);
    await fill(target, await conversationOf(target, foreign.id, made[0]?.peer.id ?? 0), { from: foreign.id, texts: ['elsewhere'] });
    // By time they come in another order than by id.
    const times = [3000, 5000, 1000, 4000, 2000];
    for (const [at, { id, peer }] of made.entries()) {
      await fill(target, id, { from: peer.id, texts: [`of ${at}`] });
      await setTime(id, times[at] ?? 0);
    }
    const sorted = [1, 3, 0, 4, 2].map((at) => made[at]?.id ?? 0);
    const all = await list(user);
    assert.deepEqual([ids(all), all.more, all.ref], [sorted, false, 3]);
    assert.deepEqual(
      all.list.map(({ time }) => time),
      [5000, 4000, 3000, 2000, 1000],
    );
    for (const limit of [1, 2, 5]) {
      const seen: number[] = [];
      for (let page = await list(user, { limit }); ; page = await list(user, { limit, before: page.list.at(-1)?.time ?? 0 })) {
        assert.equal(page.list.length, Math.min(limit, sorted.length - seen.length));
        seen.push(...ids(page));
        assert.equal(page.more, seen.length < sorted.length);
        if (!page.more) break;
      }
      assert.deepEqual(seen, sorted);
    }
    assert.deepEqual(ids(await list(user, { before: 3000 })), sorted.slice(3));
    assert.deepEqual(await list(user, { before: 1000 }), { op: 'conversations', ref: 3, list: [], more: false });
  });

  it('never ends a page between conversations of one time', async () => {
    const times = [900, 500, 500, 500, 100];
    const made: number[] = [];
    for (const time of times) {
      const { id, peer } = await withPeer();
      await fill(target, id, { from: peer.id, texts: ['at once'] });
      await setTime(id, time);
      made.push(id);
    }
    const first = await list(user, { limit: 2 });
    assert.deepEqual([ids(first).toSorted((a, b) => a - b), first.more], [made.slice(0, 4), true]);
    const second = await list(user, { limit: 2, before: first.list.at(-1)?.time ?? 0 });
    assert.deepEqual([ids(second), second.more], [made.slice(4), false]);
  });

  it('counts what others wrote after the read cursor, up to more than 99', async () => {
    const { peer, id } = await withPeer();
    await fill(target, id, { from: user.id, texts: texts(3) });
    assert.equal((await only(user)).unread, 0);
    assert.equal((await only(peer)).unread, 3);
    await fill(target, id, { from: peer.id, texts: texts(99) });
    await fill(target, id, { from: user.id, texts: texts(2) });
    assert.equal((await only(user)).unread, 99);
    await fill(target, id, { from: peer.id, texts: texts(41) });
    assert.equal((await only(user)).unread, 100);
    for (const [seq, unread] of [
      [43, 100],
      [44, 99],
      [100, 43],
      [102, 41],
      [104, 41],
      [144, 1],
      [145, 0],
    ] as const) {
      await setSeq('read_seq', user.id, [id, seq]);
      assert.equal((await only(user)).unread, unread, `read up to ${seq}`);
    }
  });

  it('counts each conversation of a page by itself', async () => {
    const counts = [0, 1, 7, 120, 0, 3];
    const wanted = new Map<number, number>();
    for (const count of counts) {
      const { peer, id } = await withPeer();
      await fill(target, id, { from: user.id, texts: ['mine'] });
      if (count > 0) await fill(target, id, { from: peer.id, texts: texts(count) });
      wanted.set(id, Math.min(count, 100));
    }
    const { list: rows } = await list(user);
    assert.equal(rows.length, counts.length);
    for (const { conversation, unread } of rows) assert.equal(unread, wanted.get(conversation));
  });

  it('counts over as many conversations as a page may hold', async () => {
    const peers = await Promise.all(Array.from({ length: 100 }, () => withPeer()));
    for (const [at, { peer, id }] of peers.entries()) {
      await fill(target, id, { from: peer.id, texts: ['one', 'two'] });
      await setTime(id, 1000 + at);
    }
    const page = await list(user, { limit: 1_000_000 });
    assert.deepEqual([page.list.length, page.more], [100, false]);
    assert.ok(page.list.every(({ unread }) => unread === 2));
  });

  it('D28 shows a conversation to each side from where it stands', async () => {
    const { peer, id } = await withPeer();
    await fill(target, id, { from: user.id, texts: ['one', 'two'] });
    const [last] = await fill(target, id, { from: peer.id, texts: ['three'] });
    assert.ok(last);
    for (const column of ['read_seq', 'shown_seq'] as const) {
      await setSeq(column, user.id, [id, 1]);
      await setSeq(column, peer.id, [id, 2]);
    }
    await setSeq('delivered_seq', user.id, [id, 3]);
    const [mine, theirs] = [await only(user), await only(peer)];
    const settings = { pinned: false, quiet: false, marked: false };
    const named = { conversation: id, chat_type: 'single', group: null, remark: '', mention_seq: 0, settings };
    const shared = { ...named, last_seq: 3, time: last.createdAt };
    const { peer: theOther, last: lastEntry, ...place } = mine;
    assert.deepEqual(place, { ...shared, read_seq: 1, peer_read_seq: 2, delivered_seq: 3, unread: 1 });
    const { peer: me, last: sameEntry, ...theirPlace } = theirs;
    assert.deepEqual(theirPlace, { ...shared, read_seq: 2, peer_read_seq: 1, delivered_seq: 0, unread: 0 });
    assert.deepEqual([theOther?.username, me?.username], [peer.username, user.username]);
    assert.deepEqual(lastEntry, sameEntry);
    assert.deepEqual([lastEntry?.seq, lastEntry?.message.data, lastEntry?.message.from_id], [3, 'three', peer.id]);
  });

  it('D34 makes one conversation and two members, however many open it at once', async () => {
    const [a, b] = [await createUser(target), await createUser(target)];
    const { conversation } = target.app.createAnonymousContext().service;
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? conversation.openSingle(a.id, b.id) : conversation.openSingle(b.id, a.id))),
    );
    const [first] = opened;
    assert.ok(first);
    assert.deepEqual([...new Set(opened.map(({ id }) => id))], [first.id]);
    const { sql } = target.app;
    assert.equal((await sql.query('SELECT id FROM conversation WHERE name_key = ?', [first.key])).length, 1);
    const members = await sql.query('SELECT user_id AS id, peer_id AS peer FROM member WHERE conversation_id = ? ORDER BY user_id', [
      first.id,
    ]);
    const [low, high] = [Math.min(a.id, b.id), Math.max(a.id, b.id)];
    assert.deepEqual(members, [
      { id: low, peer: high },
      { id: high, peer: low },
    ]);
    assert.equal((await conversation.findSingle(b.id, a.id))?.id, first.id);
    assert.deepEqual(first.quotas, new Map([low, high].map((id) => [id, 0])));
  });
});
