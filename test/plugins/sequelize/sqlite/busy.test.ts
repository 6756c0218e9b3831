import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { SqlError } from '../../../../engine/sql.ts';
import type { SqliteStore } from '../../../../plugins/sequelize/sqlite/store.ts';
import { until } from '../../../support/wait.ts';
import { openSqlite, temporaryDirectory } from '../support.ts';

const isBusy = (error: unknown): boolean => error instanceof SqlError && error.kind === 'busy';

describe('SQLite that is busy', () => {
  const file = path.join(temporaryDirectory(), 'foyer.db');
  const holders: ChildProcessWithoutNullStreams[] = [];
  let store: SqliteStore;

  before(async () => {
    store = openSqlite({ deadline: 400 }, file);
    await store.sql.execute('CREATE TABLE item (n INTEGER)');
  });

  afterEach(async () => {
    for (const holder of holders.splice(0)) holder.kill('SIGKILL');
    await until(() => store.sql.execute('DELETE FROM item'));
  });

  after(() => store.close());

  /** Starts another process that holds the lock. */
  async function hold(): Promise<ChildProcessWithoutNullStreams> {
    const holder = spawn(process.execPath, [path.join(import.meta.dirname, 'holder.mjs'), file]);
    holders.push(holder);
    await once(holder.stdout, 'data');
    return holder;
  }

  it('waits for a lock of another process, and reads meanwhile', async () => {
    const holder = await hold();
    let isWritten = false;
    const writes = [1, 2].map((n) => store.sql.execute('INSERT INTO item VALUES (?)', [n]));
    const writing = Promise.all(writes).then(() => (isWritten = true));
    assert.deepEqual(await store.sql.query('SELECT n FROM item'), []);
    assert.equal(isWritten, false);
    holder.stdin.write('commit');
    await writing;
    assert.equal((await store.sql.query('SELECT n FROM item')).length, 2);
  });

  it('fails as busy after the deadline, and not before', async () => {
    await hold();
    const started = performance.now();
    await assert.rejects(store.sql.execute('INSERT INTO item VALUES (1)'), isBusy);
    const ms = performance.now() - started;
    assert.ok(ms >= 400 && ms < 1500, `${ms} ms`);
  });

  it('fails all that wait within the same deadline, however many', async () => {
    await hold();
    const started = performance.now();
    const writes = Array.from({ length: 20 }, () => store.sql.execute('INSERT INTO item VALUES (1)'));
    const results = await Promise.allSettled([...writes, store.sql.transaction((tx) => tx.execute('INSERT INTO item VALUES (2)'))]);
    assert.ok(results.every((result) => result.status === 'rejected' && isBusy(result.reason)));
    assert.ok(performance.now() - started < 1500);
  });

  it('runs no statement of a transaction that could not begin', async () => {
    const holder = await hold();
    await assert.rejects(
      store.sql.transaction(async (tx) => void (await Promise.allSettled([tx.execute('INSERT INTO item VALUES (1)')]))),
      isBusy,
    );
    holder.stdin.write('commit');
    await until(() => store.sql.execute('INSERT INTO item VALUES (2)'));
    assert.deepEqual(await store.sql.query('SELECT n FROM item'), [{ n: 2 }]);
  });

  it('frees the lock when the process that holds it is killed', async () => {
    const holder = await hold();
    const writing = store.sql.execute('INSERT INTO item VALUES (1)');
    holder.kill('SIGKILL');
    await writing;
  });

  it('lets a parked transaction go on as soon as the one before it ends', async () => {
    const { sequelize, sql } = store;
    const transaction = await sequelize.transaction();
    await sequelize.query('INSERT INTO item VALUES (1)', { transaction });
    const order: string[] = [];
    const raw = sql.transaction((tx) => tx.execute('INSERT INTO item VALUES (2)')).then(() => order.push('raw'));
    await turn();
    assert.equal(order.length, 0);
    order.push('model');
    await transaction.commit();
    await raw;
    assert.deepEqual(order, ['model', 'raw']);
  });

  it('refuses as busy whoever waits for its own transaction, instead of hanging', async () => {
    const work = store.sql.transaction(async () => void (await store.sql.execute('INSERT INTO item VALUES (1)')));
    await assert.rejects(work, isBusy);
  });
});
