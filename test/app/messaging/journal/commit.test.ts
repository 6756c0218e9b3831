import assert from 'node:assert/strict';
import { commit, type DraftResult } from '../../../../app/messaging/journal/commit.ts';
import type { Draft, StoredMessage } from '../../../../app/messaging/journal/draft.ts';
import { MESSAGE_COLUMNS, readMessage } from '../../../../app/messaging/journal/statement.ts';
import type { Sql } from '../../../../engine/sql.ts';
import { anew } from '../../../support/anew.ts';
import { conversationOf, draft } from '../../../support/draft.ts';
import { createUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';

const REFUSED = 'refused by the table';

describeStores('commit', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));
  const peer = anew(() => createUser(target));
  let sql: Sql;
  let conversation: number;

  before(() => {
    ({ sql } = target.app);
  });
  beforeEach(async () => {
    conversation = await conversationOf(target, user.id, peer.id);
  });

  const mine = (over: Partial<Draft> = {}): Draft => draft(conversation, { senderId: user.id, ...over });
  const many = (count: number, prefix = 'text'): Draft[] => Array.from({ length: count }, (_, at) => mine({ data: `${prefix} ${at}` }));
  const kinds = (settled: readonly DraftResult[]): string[] => settled.map(({ kind }) => kind);
  const messages = (settled: readonly DraftResult[]): StoredMessage[] =>
    settled.flatMap((one) => (one.kind === 'stored' || one.kind === 'known' ? [one.message] : []));
  const table = async (id = conversation): Promise<StoredMessage[]> =>
    (await sql.query(`SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? ORDER BY seq`, [id])).map(readMessage);
  const quotas = async (): Promise<number[]> => {
    const rows = await sql.query<{ quota: number }>('SELECT quota FROM member WHERE conversation_id = ? ORDER BY user_id = ?', [
      conversation,
      peer.id,
    ]);
    return rows.map(({ quota }) => quota);
  };
  const head = async (id = conversation): Promise<{ seq: number; at: number } | undefined> =>
    (await sql.query<{ seq: number; at: number }>('SELECT last_seq AS seq, last_at AS at FROM conversation WHERE id = ?', [id]))[0];
  const content = ({ conversationId, senderId, clientId, type, data, options }: Draft | StoredMessage): unknown[] => [
    conversationId,
    senderId,
    clientId,
    type,
    data,
    options,
  ];
  const isGapFree = (stored: readonly StoredMessage[]): void => {
    assert.deepEqual(
      stored.map(({ seq }) => seq),
      stored.map((_, at) => at + 1),
    );
  };

  it('G03 a notice that names nobody keeps nothing of its batch out', async () => {
    const settled = await commit(sql, [mine(), mine({ senderId: 0, names: [] }), mine()]);
    assert.deepEqual(kinds(settled), ['stored', 'stored', 'stored']);
  });

  it('stores a batch over several conversations in the order of the drafts, in few statements', async () => {
    const ids = [conversation];
    while (ids.length < 7) ids.push(await conversationOf(target, user.id, (await createUser(target)).id));
    const drafts = Array.from({ length: 300 }, (_, at) =>
      mine({ conversationId: ids[(at * at) % 7] ?? 0, data: `text ${at}`, options: at % 2 ? '{"a":1}' : null }),
    );
    const before = sql.statements;
    const settled = await commit(sql, drafts);
    assert.ok(sql.statements - before <= 30, `${sql.statements - before} statements`);
    assert.deepEqual(messages(settled).map(content), drafts.map(content));
    for (const id of ids) {
      const stored = messages(settled).filter(({ conversationId }) => conversationId === id);
      isGapFree(stored);
      assert.deepEqual(await table(id), stored);
      const last = stored.at(-1);
      assert.deepEqual(await head(id), { seq: last?.seq ?? 0, at: last?.createdAt ?? 0 });
    }
  });

  it('goes on where the conversation stands, and never back in time', async () => {
    const future = Date.now() + 60_000;
    await sql.execute('UPDATE conversation SET last_at = ? WHERE id = ?', [future, conversation]);
    const [first] = messages(await commit(sql, many(1)));
    const [second] = messages(await commit(sql, many(1)));
    assert.deepEqual([first?.seq, second?.seq, first?.createdAt, second?.createdAt], [1, 2, future, future]);
  });

  it('D25 gives what is known as it is stored, and stores the rest', async () => {
    const first = await commit(sql, many(4));
    const [a, b, c, d] = messages(first);
    assert.ok(a && b && c && d);
    const again = (message: StoredMessage): Draft => mine({ clientId: message.clientId, data: 'another text' });
    const [x, y, z] = many(3, 'new');
    assert.ok(x && y && z);
    const settled = await commit(sql, [x, again(c), y, again(a), z]);
    assert.deepEqual(kinds(settled), ['stored', 'known', 'stored', 'known', 'stored']);
    const all = await table();
    assert.deepEqual(messages(settled), [all[4], c, all[5], a, all[6]]);
    isGapFree(await table());
    assert.deepEqual(
      (await table()).map(({ data }) => data),
      ['text 0', 'text 1', 'text 2', 'text 3', 'new 0', 'new 1', 'new 2'],
    );
    const known = await commit(sql, [d, b, a, c].map(again));
    assert.deepEqual(
      known,
      [d, b, a, c].map((message) => ({ kind: 'known', message })),
    );
    assert.equal((await table()).length, 7);
  });

  it('tells the same client id of another sender or conversation apart', async () => {
    const { clientId } = mine();
    const other = await conversationOf(target, user.id, (await createUser(target)).id);
    const settled = await commit(sql, [
      mine({ clientId }),
      mine({ clientId, senderId: peer.id }),
      mine({ clientId, conversationId: other }),
    ]);
    assert.deepEqual(kinds(settled), ['stored', 'stored', 'stored']);
  });

  it('stores nothing that was decided by rights that have changed', async () => {
    const settled = await commit(sql, [
      mine({ data: 'one' }),
      mine({ aclVersion: 7 }),
      mine({ data: 'two' }),
      mine({ conversationId: 987_654 }),
    ]);
    assert.deepEqual(kinds(settled), ['stored', 'stale', 'stored', 'stale']);
    assert.deepEqual(
      (await table()).map(({ seq, data }) => [seq, data]),
      [
        [1, 'one'],
        [2, 'two'],
      ],
    );
    await sql.execute('UPDATE conversation SET acl_version = 1 WHERE id = ?', [conversation]);
    const before = await head();
    assert.deepEqual(kinds(await commit(sql, [...many(2), mine({ spends: true, opens: peer.id })])), ['stale', 'stale', 'stale']);
    assert.deepEqual([await head(), await quotas(), (await table()).length], [before, [0, 0], 2]);
  });

  it('D32 takes the one free message once, however many are sent at once', async () => {
    const settled = await Promise.all(Array.from({ length: 10 }, () => commit(sql, [mine({ spends: true })])));
    assert.deepEqual(
      kinds(settled.flat()).toSorted((a, b) => a.localeCompare(b)),
      [...Array.from({ length: 9 }, () => 'spent'), 'stored'],
    );
    assert.deepEqual([await quotas(), (await table()).length], [[1, 0], 1]);
    const batch = await commit(sql, [mine({ senderId: peer.id, spends: true }), mine({ senderId: peer.id, spends: true })]);
    assert.deepEqual(kinds(batch), ['stored', 'spent']);
  });

  it('D32 opens the other direction with an answer, and an open one spends nothing', async () => {
    await commit(sql, [mine({ spends: true })]);
    const settled = await commit(sql, [mine({ senderId: peer.id, opens: user.id }), mine({ spends: true }), mine({ spends: true })]);
    assert.deepEqual(
      [kinds(settled), await quotas()],
      [
        ['stored', 'stored', 'stored'],
        [2, 0],
      ],
    );
  });

  it('finds the one that the table refuses, and stores the others in their order', async () => {
    const bad = sql.dialect === 'mysql' ? { type: 'x'.repeat(17) } : { type: REFUSED };
    if (sql.dialect === 'sqlite') {
      await sql.execute(
        `CREATE TRIGGER refusal BEFORE INSERT ON message WHEN NEW.type = '${REFUSED}' BEGIN SELECT RAISE(ABORT, 'refused'); END`,
      );
    }
    const drafts = many(21);
    drafts.splice(13, 0, mine({ ...bad, spends: true, opens: peer.id }));
    const settled = await commit(sql, drafts);
    assert.deepEqual(
      kinds(settled),
      drafts.map((_, at) => (at === 13 ? 'failed' : 'stored')),
    );
    isGapFree(messages(settled));
    assert.deepEqual(await table(), messages(settled));
    assert.deepEqual(
      messages(settled).map(({ data }) => data),
      many(21).map(({ data }) => data),
    );
    assert.deepEqual(await quotas(), [0, 0]);
  });

  it('gives each message a seq of its own when two callers commit at once', async () => {
    const callers = ['one', 'two'].map(async (prefix) => Promise.all(Array.from({ length: 10 }, () => commit(sql, many(7, prefix)))));
    const settled = (await Promise.all(callers)).flat(2);
    assert.equal(messages(settled).length, 140);
    const stored = messages(settled).toSorted((a, b) => a.seq - b.seq);
    isGapFree(stored);
    assert.deepEqual(await table(), stored);
  });
});
