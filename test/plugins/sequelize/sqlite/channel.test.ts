import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { SqlError, type SqlErrorKind } from '../../../../engine/sql.ts';
import type { SqliteStore } from '../../../../plugins/sequelize/sqlite/store.ts';
import { isUnavailable } from '../../../../engine/unavailable.ts';
import { until } from '../../../support/wait.ts';
import { openSqlite, temporaryDirectory } from '../support.ts';

const isKind =
  (kind: SqlErrorKind) =>
  (error: unknown): boolean =>
    error instanceof SqlError && error.kind === kind;

describe('SQLite worker', () => {
  let store: SqliteStore;

  beforeEach(async () => {
    store = openSqlite();
    await store.sql.execute('CREATE TABLE item (n INTEGER UNIQUE NOT NULL, t TEXT)');
  });

  afterEach(() => store.close());

  /** Kills the worker as a bug in native code would, but for the process. */
  async function crash(): Promise<void> {
    await store.channel.worker!.terminate();
  }

  async function recovered(): Promise<void> {
    await until(() => store.sql.query('SELECT 1 AS one'));
  }

  async function numbers(): Promise<unknown[]> {
    return (await store.sql.query<{ n: number }>('SELECT n FROM item ORDER BY n')).map(({ n }) => n);
  }

  it('answers the requests of one turn together', async () => {
    let messages = 0;
    store.channel.worker!.on('message', () => (messages += 1));
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.sql.execute('INSERT INTO item (n) VALUES (?)', [n])));
    assert.equal(messages, 1);
  });

  it('stores what was answered, and answers what waits as unavailable, when it dies', async () => {
    await store.sql.execute('INSERT INTO item (n) VALUES (1)');
    const waiting = store.sql.query('SELECT 1');
    const died = crash();
    await assert.rejects(waiting, isKind('unavailable'));
    await died;
    await recovered();
    assert.deepEqual(await numbers(), [1]);
  });

  it('loses an open transaction whole', async () => {
    const work = store.sql.transaction(async (tx) => {
      await tx.execute('INSERT INTO item (n) VALUES (1)');
      await crash();
      await recovered();
      await tx.execute('INSERT INTO item (n) VALUES (2)');
    });
    await assert.rejects(work, isKind('unavailable'));
    await store.sql.execute('INSERT INTO item (n) VALUES (3)');
    assert.deepEqual(await numbers(), [3]);
  });

  it('loses an open transaction of models whole', async () => {
    const { sequelize } = store;
    const work = sequelize.transaction(async (transaction) => {
      await sequelize.query('INSERT INTO item (n) VALUES (1)', { transaction });
      await crash();
      await recovered();
      await sequelize.query('INSERT INTO item (n) VALUES (2)', { transaction });
    });
    await assert.rejects(work, isUnavailable);
    await sequelize.query('INSERT INTO item (n) VALUES (3)');
    assert.deepEqual(await numbers(), [3]);
  });

  it('goes on for models after it died', async () => {
    await store.sequelize.query('INSERT INTO item (n) VALUES (1)');
    await crash();
    await recovered();
    await store.sequelize.query('INSERT INTO item (n) VALUES (2)');
    assert.deepEqual(await numbers(), [1, 2]);
  });

  it('refuses a text that it would cut', async () => {
    await assert.rejects(store.sql.execute('INSERT INTO item (n, t) VALUES (1, ?)', ['a\0b']), isKind('data'));
    await assert.rejects(store.sql.execute('INSERT INTO item (n, t) VALUES (1, ?)', [{} as string]), isKind('data'));
    assert.deepEqual(await numbers(), []);
  });

  it('reads the columns of a table that has changed', async () => {
    await store.sql.execute('INSERT INTO item (n) VALUES (1)');
    await store.sql.query('SELECT * FROM item');
    await store.sql.execute('ALTER TABLE item RENAME COLUMN t TO text');
    assert.deepEqual(await store.sql.query('SELECT * FROM item'), [{ n: 1, text: null }]);
    await store.sql.execute('ALTER TABLE item ADD COLUMN more INTEGER');
    assert.deepEqual(await store.sql.query('SELECT * FROM item'), [{ n: 1, text: null, more: null }]);
  });

  it('runs a write that gives rows once only, also where they hold large integers', async () => {
    const rows = await store.sql.transaction((tx) => tx.query('INSERT INTO item (n) VALUES (9007199254740993), (1) RETURNING n'));
    assert.deepEqual(rows, [{ n: '9007199254740993' }, { n: 1 }]);
  });

  it('answers what was sent before it was closed, and nothing after', async () => {
    const last = store.sql.execute('INSERT INTO item (n) VALUES (1)');
    await store.close();
    assert.equal((await last).affected, 1);
    await assert.rejects(store.sql.query('SELECT 1'), isKind('unavailable'));
  });

  it('tells each statement and its time', async () => {
    const told: string[] = [];
    const other = openSqlite({ onStatement: (sql, ms) => void (ms >= 0 && told.push(sql)) });
    await other.sql.query('SELECT 1');
    await other.close();
    assert.deepEqual(told, ['SELECT 1']);
  });

  it('makes files that nobody else may read', async () => {
    const directory = path.join(temporaryDirectory(), 'data');
    const other = openSqlite({}, path.join(directory, 'foyer.db'));
    await other.connect();
    await other.sql.execute('CREATE TABLE item (n INTEGER)');
    const files = [directory, ...fs.readdirSync(directory).map((name) => path.join(directory, name))];
    assert.equal(files.length, 4); // with -wal and -shm
    for (const file of files) assert.equal(fs.statSync(file).mode & 0o077, 0, file);
    await other.close();
  });

  it('refuses a file that is no database, with what to do', async () => {
    const file = path.join(temporaryDirectory(), 'foyer.db');
    fs.writeFileSync(file, 'x'.repeat(5000));
    const other = openSqlite({}, file);
    await assert.rejects(other.connect(), /foyer\.db cannot be opened: file is not a database: .*DATA_DIR/);
    await other.close();
  });
});
