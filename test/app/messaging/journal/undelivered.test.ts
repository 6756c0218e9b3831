import assert from 'node:assert/strict';
import { findBacklogs, readUndelivered } from '../../../../app/messaging/journal/undelivered.ts';
import { createUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';

interface Row {
  readonly conversationId: number;
  readonly seq: number;
  readonly createdAt: number;
}

describeStores('what a user has not acknowledged', (store) => {
  const target = store.serve();

  /** Random conversations, with equal times within and across them. */
  async function fill(userId: number, conversations: number): Promise<Row[]> {
    const { sql } = target.app;
    const expected: Row[] = [];
    for (let n = 0; n < conversations; n += 1) {
      const peer = 1_000_000 + userId * 1000 + n;
      const length = 1 + Math.floor(Math.random() * 12);
      const delivered = Math.floor(Math.random() * (length + 1));
      const { insertId: id } = await sql.execute(
        `INSERT INTO conversation (kind, name_key, last_seq, created_at) VALUES ('single', ?, ?, 0)`,
        [`single:${userId}:${peer}`, length],
      );
      await sql.execute('INSERT INTO member (user_id, conversation_id, peer_id, delivered_seq, created_at) VALUES (?, ?, ?, ?, 0)', [
        userId,
        id,
        peer,
        delivered,
      ]);
      let createdAt = 1000 + Math.floor(Math.random() * 3);
      for (let seq = 1; seq <= length; seq += 1) {
        createdAt += Math.floor(Math.random() * 3);
        await sql.execute(
          `INSERT INTO message (conversation_id, seq, sender_id, client_id, type, data, created_at) VALUES (?, ?, ?, ?, 'text', 'x', ?)`,
          [id, seq, peer, crypto.getRandomValues(Buffer.alloc(16)), createdAt],
        );
        if (seq > delivered) expected.push({ conversationId: id, seq, createdAt });
      }
    }
    return expected.toSorted((a, b) => a.createdAt - b.createdAt || a.conversationId - b.conversationId || a.seq - b.seq);
  }

  async function read(userId: number, page: number): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const some of readUndelivered(target.app.sql, await findBacklogs(target.app.sql, userId), page)) {
      rows.push(...some.map(({ message: { conversationId, seq, createdAt } }) => ({ conversationId, seq, createdAt })));
    }
    return rows;
  }

  /** Oldest first; between conversations of one time any order will do, within one the seqs ascend. */
  function assertInOrder(rows: readonly Row[], expected: readonly Row[]): void {
    const times = rows.map(({ createdAt }) => createdAt);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    const byConversation = (some: readonly Row[]): Row[] => some.toSorted((a, b) => a.conversationId - b.conversationId);
    assert.deepEqual(byConversation(rows), byConversation(expected)); // the sort is stable: the order of the seqs is compared too
  }

  for (const page of [1, 3, 50]) {
    it(`D27 comes oldest first, each once, in pages of ${page}`, async function () {
      this.timeout(30_000);
      const { id } = await createUser(target);
      const expected = await fill(id, 12);
      assertInOrder(await read(id, page), expected);
    });
  }

  it('is read from more conversations than one statement takes', async function () {
    this.timeout(30_000);
    const { id } = await createUser(target);
    const expected = await fill(id, 70);
    assertInOrder(await read(id, 40), expected);
  });

  it('D30 is marked where its sender was blacklisted meanwhile', async () => {
    const { id } = await createUser(target);
    const [first] = await fill(id, 8);
    assert.ok(first);
    const { sql } = target.app;
    const [member] = await sql.query<{ peer: number }>('SELECT peer_id AS peer FROM member WHERE user_id = ? AND conversation_id = ?', [
      id,
      first.conversationId,
    ]);
    await sql.execute('INSERT INTO blacklist (user_id, target_id, created_at) VALUES (?, ?, 0)', [id, member?.peer ?? 0]);
    const blocked = (await findBacklogs(sql, id)).filter(({ isBlocked }) => isBlocked);
    assert.deepEqual(
      blocked.map(({ conversationId }) => conversationId),
      [first.conversationId],
    );
  });

  it('is nothing for who has everything', async () => {
    const { id } = await createUser(target);
    assert.deepEqual(await read(id, 10), []);
  });
});
