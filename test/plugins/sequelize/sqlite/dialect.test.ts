import assert from 'node:assert/strict';
import path from 'node:path';
import { promisify } from 'node:util';
import { Channel } from '../../../../plugins/sequelize/sqlite/channel.ts';
import { createDialect, type Sqlite3 } from '../../../../plugins/sequelize/sqlite/dialect.ts';
import { temporaryDirectory } from '../support.ts';

describe('SQLite dialect module', () => {
  const file = path.join(temporaryDirectory(), 'foyer.db');
  const channel = new Channel({ patience: 200 });
  const { Database }: Sqlite3 = createDialect(channel, file);

  after(() => channel.close());

  async function open(): Promise<{ run(sql: string): Promise<unknown>; close(): Promise<unknown> }> {
    const database = await new Promise<InstanceType<typeof Database>>((resolve) => {
      const opened: InstanceType<typeof Database> = new Database(file, 2, () => resolve(opened));
    });
    const run = promisify((sql: string, done: (error: Error | null, rows?: unknown) => void) => database.all(sql, done));
    const close = promisify((done: (error: Error | null) => void) => database.close(done));
    return { run, close };
  }

  it('uses a closed connection again', async () => {
    const first = await open();
    await first.run('CREATE TEMP TABLE mine (n INTEGER)');
    await first.close();
    const second = await open();
    assert.deepEqual(await second.run('SELECT n FROM temp.mine'), []);
    await second.close();
  });

  it('rolls back what was open when it was closed', async () => {
    const first = await open();
    await first.run('CREATE TABLE item (n INTEGER)');
    await first.run('BEGIN IMMEDIATE');
    await first.run('INSERT INTO item VALUES (1)');
    await first.close();
    const second = await open();
    assert.deepEqual(await second.run('SELECT n FROM item'), []);
    await second.close();
  });

  it('gives no two the same connection, also when one was closed twice', async () => {
    const first = await open();
    await first.close();
    await first.close();
    const [second, third] = [await open(), await open()];
    await second.run('BEGIN');
    await third.run('BEGIN');
    await Promise.all([second.close(), third.close()]);
  });

  it('fails with the codes of the sqlite3 package', async () => {
    const database = await open();
    await database.run('CREATE TABLE pair (a INTEGER UNIQUE, b INTEGER NOT NULL)');
    await database.run('INSERT INTO pair VALUES (1, 1)');
    await assert.rejects(database.run('INSERT INTO pair VALUES (1, 1)'), {
      code: 'SQLITE_CONSTRAINT',
      errno: 2067,
      message: 'SQLITE_CONSTRAINT: UNIQUE constraint failed: pair.a',
    });
    await assert.rejects(database.run('INSERT INTO pair VALUES (2, NULL) RETURNING a'), { code: 'SQLITE_CONSTRAINT' });
    await assert.rejects(database.run('SELEC'), { code: 'SQLITE_ERROR' });
    await database.close();
  });
});
