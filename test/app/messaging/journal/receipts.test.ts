import assert from 'node:assert/strict';
import { Receipts } from '../../../../app/messaging/journal/receipts.ts';
import type { Sql } from '../../../../engine/sql.ts';
import { describeStores } from '../../../support/matrix.ts';
import { until } from '../../../support/wait.ts';

const USER = 4_000_000;

describeStores('Receipts', (store) => {
  const target = store.serve();
  let sql: Sql;
  let receipts: Receipts;
  let errors: unknown[];
  let conversation = 0;

  before(() => {
    ({ sql } = target.app);
  });
  beforeEach(async () => {
    errors = [];
    receipts = open(sql);
    conversation += 1;
    await enter([USER]);
  });
  afterEach(() => receipts.close());

  // By hand only.
  const open = (over: Sql): Receipts => new Receipts({ sql: over, interval: 600_000, onError: (error) => errors.push(error) });
  const enter = (users: readonly number[]): Promise<unknown> =>
    sql.execute(
      `INSERT INTO member (user_id, conversation_id, created_at) VALUES ${users.map(() => '(?, ?, 0)').join(',')}`,
      users.flatMap((id) => [id, conversation]),
    );
  const delivered = async (): Promise<number[]> => {
    const rows = await sql.query<{ seq: number }>('SELECT delivered_seq AS seq FROM member WHERE conversation_id = ? ORDER BY user_id', [
      conversation,
    ]);
    return rows.map(({ seq }) => seq);
  };
  const mark = (from: number, to = from): void => receipts.mark(USER, conversation, [from, to]);
  const has = (seq: number): boolean => receipts.has(USER, conversation, seq);
  /** The store behind a look at each method that is asked for; what `look` returns stands in for it. */
  const behind = (look: (name: string | symbol) => unknown): Sql =>
    new Proxy(sql, {
      get(over, name): unknown {
        const value: unknown = look(name) ?? Reflect.get(over, name, over);
        return typeof value === 'function' ? value.bind(over) : value;
      },
    });
  /** Counts what is asked through it; the application asks for things of its own meanwhile. */
  const counting = (): { sql: Sql; state: { calls: number } } => {
    const state = { calls: 0 };
    return { sql: behind((name) => void (state.calls += name === 'execute' || name === 'query' ? 1 : 0)), state };
  };
  /** Fails as long as it is told to. */
  const breakable = (): { sql: Sql; state: { isBroken: boolean } } => {
    const state = { isBroken: true };
    const fail = (): Promise<never> => Promise.reject(new Error('no write'));
    return { sql: behind((name) => (name === 'execute' && state.isBroken ? fail : undefined)), state };
  };

  it('moves over what is contiguous only, and over the rest once the hole is closed', async () => {
    mark(1, 3);
    mark(5, 6);
    await receipts.flush();
    assert.deepEqual(await delivered(), [3]);
    await receipts.flush();
    assert.deepEqual(await delivered(), [3]);
    mark(4);
    await receipts.flush();
    assert.deepEqual(await delivered(), [6]);
  });

  it('takes marks in any order, and more than once', async () => {
    for (const seq of [7, 2, 5, 1, 7, 3, 6, 2, 4]) mark(seq);
    mark(2, 5);
    await receipts.flush();
    assert.deepEqual(await delivered(), [7]);
    mark(1, 4);
    await receipts.flush();
    assert.deepEqual(await delivered(), [7]);
    assert.deepEqual(errors, []);
  });

  it('joins what another node wrote meanwhile', async () => {
    mark(4, 6);
    await receipts.flush();
    assert.deepEqual(await delivered(), [0]);
    await sql.execute('UPDATE member SET delivered_seq = 5 WHERE conversation_id = ?', [conversation]);
    mark(6);
    await receipts.flush();
    assert.deepEqual(await delivered(), [6]);
  });

  it('tries again by itself what joined nothing', async () => {
    mark(4, 6);
    await receipts.flush();
    await sql.execute('UPDATE member SET delivered_seq = 3 WHERE conversation_id = ?', [conversation]);
    for (let flushes = 0; flushes < 2; flushes += 1) await receipts.flush();
    assert.deepEqual(await delivered(), [6]);
  });

  it('knows what it was told until the table holds it', async () => {
    mark(1, 2);
    mark(5);
    assert.deepEqual([1, 2, 3, 4, 5, 6].map(has), [true, true, false, false, true, false]);
    assert.equal(receipts.has(USER + 1, conversation, 1), false);
    assert.equal(receipts.has(USER, conversation + 1, 1), false);
    await receipts.flush();
    assert.deepEqual([1, 2, 5].map(has), [false, false, true]);
  });

  it('G114 knows what reaches the table for as long as somebody reads that', async () => {
    mark(1, 2);
    const [first, second] = [receipts.hold(USER), receipts.hold(USER)];
    await receipts.flush();
    assert.deepEqual([await delivered(), has(1), has(2)], [[2], true, true]);
    first();
    await receipts.flush();
    assert.equal(has(2), true);
    second();
    await receipts.flush();
    assert.equal(has(2), false);
  });

  it('forgets a member that is gone', async () => {
    await sql.execute('DELETE FROM member WHERE conversation_id = ?', [conversation]);
    mark(1, 2);
    await receipts.flush();
    assert.equal(has(1), false);
    assert.deepEqual(errors, []);
  });

  it('keeps what a failed write held, and tells of the failure', async () => {
    const { sql: broken, state } = breakable();
    await receipts.close();
    receipts = open(broken);
    mark(1, 3);
    await receipts.flush();
    assert.equal(errors.length, 1);
    assert.deepEqual([await delivered(), has(3)], [[0], true]);
    mark(4);
    state.isBroken = false;
    await receipts.flush();
    assert.deepEqual([await delivered(), has(3), errors.length], [[4], false, 1]);
  });

  it('keeps what is marked during a write', async () => {
    mark(1, 3);
    const flushing = receipts.flush();
    mark(4, 5);
    await flushing;
    await receipts.flush();
    assert.deepEqual(await delivered(), [5]);
  });

  it('writes many members in a few statements', async () => {
    const users = Array.from({ length: 600 }, (_, at) => USER + at);
    await enter(users.slice(1));
    const counted = counting();
    const many = open(counted.sql);
    for (const [at, id] of users.entries()) many.mark(id, conversation, [1, at + 1]);
    await many.flush();
    await many.close();
    assert.equal(counted.state.calls, 6);
    assert.deepEqual(
      await delivered(),
      users.map((_, at) => at + 1),
    );
  });

  it('writes what is left when it closes', async () => {
    mark(1, 2);
    const flushing = receipts.flush();
    mark(3, 4);
    await Promise.all([flushing, receipts.close()]);
    assert.deepEqual(await delivered(), [4]);
  });

  it('writes by itself, in its interval', async () => {
    await receipts.close();
    receipts = new Receipts({ sql, interval: 5, onError: (error) => errors.push(error) });
    mark(1, 2);
    await until(() => !has(1));
    assert.deepEqual(await delivered(), [2]);
  });
});
