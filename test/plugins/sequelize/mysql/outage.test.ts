import assert from 'node:assert/strict';
import { DatabaseError, QueryTypes } from 'sequelize';
import { SqlError } from '../../../../engine/sql.ts';
import { MysqlStore } from '../../../../plugins/sequelize/mysql/store.ts';
import { isUnavailable } from '../../../../engine/unavailable.ts';
import { MariadbServer } from '../../../support/mariadb.ts';
import { until } from '../../../support/wait.ts';
import { options } from '../support.ts';

const DEADLINE = 600;
/** Beyond the deadline: what a busy machine adds. */
const SLACK = 1500;
const isDown = (error: unknown): boolean => error instanceof SqlError && error.kind === 'unavailable';
/** It was told by the system, and did not wait for the deadline. */
const isDownAtOnce = (error: unknown): boolean => isUnavailable(error) && !/within|timeout/i.test((error as Error).message);

describe('MariaDB that fails', () => {
  let server: MariadbServer;
  let store: MysqlStore;

  before(async () => {
    server = await MariadbServer.start();
    store = new MysqlStore(server.url, options({ deadline: DEADLINE, connections: 4 }));
    await store.sql.execute('CREATE TABLE item (n INTEGER PRIMARY KEY, t VARCHAR(5))');
  });

  beforeEach(() => warm());

  after(async () => {
    await store.close();
    await server.stop();
  });

  /** Makes every connection, of raw SQL and of models, so that a failure meets some that were good. */
  async function warm(): Promise<void> {
    const all = Array.from({ length: 4 }, () =>
      Promise.all([store.sql.query('SELECT SLEEP(0.01)'), store.sequelize.query('SELECT SLEEP(0.01)')]),
    );
    await Promise.all(all);
  }

  async function pause(): Promise<void> {
    server.pause();
    await server.frozen();
  }

  async function took(work: Promise<unknown>): Promise<number> {
    const started = performance.now();
    await work;
    return performance.now() - started;
  }

  async function recovered(): Promise<void> {
    await until(() => store.sql.query('SELECT 1'));
    await until(() => store.sequelize.query('SELECT 1'));
  }

  it('is unavailable at once after kill -9, and works again after its restart', async () => {
    const underWay = store.sql.query('SELECT SLEEP(5)');
    const killed = assert.rejects(underWay, isDown);
    await until(async () => JSON.stringify(await server.query('SHOW PROCESSLIST')).includes('SLEEP(5)'));
    await server.kill9();
    await killed;
    for (let i = 0; i < 10; i += 1) {
      await assert.rejects(store.sql.query('SELECT 1'), isDownAtOnce);
      await assert.rejects(store.sequelize.query('SELECT 1'), isDownAtOnce);
    }
    await server.restart();
    await recovered();
    await warm();
  });

  it('loses no transaction that was answered, and tells when it does not know', async () => {
    const acknowledged: number[] = [];
    let n = 0;
    const writers = Array.from({ length: 4 }, async () => {
      for (;;) {
        const mine = (n += 1);
        await store.sql.transaction((tx) => tx.execute('INSERT INTO item (n) VALUES (?)', [mine]));
        acknowledged.push(mine);
      }
    });
    await until(() => acknowledged.length > 50);
    const ended = Promise.allSettled(writers);
    await server.kill9();
    assert.ok((await ended).every((end) => end.status === 'rejected' && isDown(end.reason)));
    await server.restart();
    await recovered();
    const stored = new Set((await store.sql.query<{ n: number }>('SELECT n FROM item')).map((row) => row.n));
    assert.deepEqual(
      acknowledged.filter((mine) => !stored.has(mine)),
      [],
    );
  });

  it('is unavailable within the deadline while it hangs, also for those who wait for a connection', async () => {
    await pause();
    try {
      const raw = Array.from({ length: 12 }, () => took(assert.rejects(store.sql.query('SELECT 1'), isDown)));
      const models = Array.from({ length: 4 }, () => took(assert.rejects(store.sequelize.query('SELECT 1'), isUnavailable)));
      const transaction = took(
        assert.rejects(
          store.sql.transaction((tx) => tx.query('SELECT 1')),
          isDown,
        ),
      );
      const times = await Promise.all([...raw, ...models, transaction]);
      assert.ok(Math.max(...times) < DEADLINE + SLACK, String(Math.max(...times)));
      assert.ok((await took(assert.rejects(store.sql.query('SELECT 1'), isDown))) < DEADLINE + SLACK);
    } finally {
      server.resume();
    }
    await recovered();
    await warm();
  });

  it('G105 reads of a crowd wait for each other as long as it gets on, and what is written waits for none of them', async () => {
    let ended = 0;
    const reads = Array.from({ length: 60 }, () => store.sql.query('SELECT SLEEP(0.05)').then(() => (ended += 1)));
    const writing = took(store.sql.execute('SELECT 1'));
    assert.ok((await writing) < DEADLINE);
    assert.ok(ended < 30, `${ended} were before it`);
    const all = await took(Promise.all(reads));
    assert.ok(all > DEADLINE, `they took ${all} ms`);
  });

  it('gives no statement the answer to another after it hung', async () => {
    await pause();
    try {
      await assert.rejects(store.sql.query(`SELECT 'late' AS word`), isDown);
    } finally {
      server.resume();
    }
    await recovered();
    const words = await Promise.all(Array.from({ length: 20 }, (_, i) => store.sql.query<{ word: number }>('SELECT ? AS word', [i])));
    assert.deepEqual(
      words.map(([row]) => row?.word),
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  it('closes in time while it hangs', async () => {
    const other = new MysqlStore(server.url, options({ deadline: DEADLINE, connections: 2 }));
    await other.sql.query('SELECT 1');
    await other.sequelize.query('SELECT 1');
    await pause();
    try {
      assert.ok((await took(other.close())) < 4000);
    } finally {
      server.resume();
    }
  });

  it('runs a transaction again after a deadlock', async () => {
    await store.sql.execute('DELETE FROM item');
    await store.sql.execute('INSERT INTO item (n) VALUES (1), (2)');
    let runs = 0;
    let arrived = 0;
    const lockBoth = (first: number, second: number): Promise<void> =>
      store.sql.transaction(async (tx) => {
        runs += 1;
        await tx.execute('UPDATE item SET t = ? WHERE n = ?', [String(runs), first]);
        arrived += 1;
        await until(() => arrived >= 2);
        await tx.execute('UPDATE item SET t = ? WHERE n = ?', [String(runs), second]);
      });
    await Promise.all([lockBoth(1, 2), lockBoth(2, 1)]);
    assert.ok(runs > 2);
  });

  it('tells values that do not fit', async () => {
    for (const [n, t] of [
      [7, 'too long'],
      [2 ** 40, 'x'],
      ['x', 'x'],
    ] as const) {
      await assert.rejects(
        store.sql.execute('INSERT INTO item (n, t) VALUES (?, ?)', [n, t]),
        (error) => error instanceof SqlError && error.kind === 'data',
      );
    }
  });

  it('begins each connection with the same rules', async () => {
    const sql = `SELECT @@tx_isolation AS isolation, @@sql_mode AS mode, @@character_set_client AS charset`;
    const [raw] = await store.sql.query(sql);
    const [model] = await store.sequelize.query(sql, { type: QueryTypes.SELECT });
    assert.equal(raw?.['isolation'], 'READ-COMMITTED');
    assert.match(String(raw?.['mode']), /STRICT_TRANS_TABLES/);
    assert.equal(raw?.['charset'], 'utf8mb4');
    assert.deepEqual({ ...model }, { ...raw });
  });

  it('tells a failed statement of a model from a store that is down', async () => {
    await assert.rejects(store.sequelize.query('SELEC 1'), (error) => error instanceof DatabaseError && !isUnavailable(error));
  });
});
