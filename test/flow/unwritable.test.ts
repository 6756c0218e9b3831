import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { bootApp, serveApp, type BootOptions, type TestApp } from '../support/app.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { createUser } from '../support/factory.ts';
import { hasUnit } from '../support/has-unit.ts';
import { sharedMariadb } from '../support/mariadb.ts';
import { RedisServer } from '../support/redis.ts';
import { until } from '../support/wait.ts';

const OK = { status: 'ok', sql: 'ok', engine: 'ok', ...(hasUnit('file') && { storage: 'ok' }) };

interface Part {
  readonly part: 'sql' | 'engine';
  readonly strike: (target: TestApp) => Promise<unknown>;
  readonly mend: (target: TestApp) => Promise<unknown>;
}

describe('G79 a SQLite database on a full disk', () => {
  /** As many pages as there are: the next one is refused as on a full disk. */
  const limit = ({ app }: TestApp, pages: string): Promise<unknown> =>
    app.sql.transaction(async (tx) => {
      const [size] = await tx.query<{ page_count: number }>('PRAGMA page_count');
      await tx.query(`PRAGMA max_page_count = ${pages === '' ? size?.page_count : pages}`);
    });

  isSeen(() => ({}), { part: 'sql', strike: (target) => limit(target, ''), mend: (target) => limit(target, '1000000') });
});

describe('G79 a MariaDB that is read-only', () => {
  let databaseUrl: string;

  before(async () => {
    const server = await sharedMariadb();
    const url = new URL(await server.createDatabase());
    await server.query(`CREATE USER IF NOT EXISTS 'reader'@'127.0.0.1'`);
    await server.query(`GRANT ALL ON ${url.pathname.slice(1)}.* TO 'reader'@'127.0.0.1'`);
    url.username = 'reader';
    databaseUrl = url.href;
  });

  const setReadOnly = async (value: number): Promise<unknown> => (await sharedMariadb()).query(`SET GLOBAL read_only = ${value}`);
  isSeen(() => ({ databaseUrl }), { part: 'sql', strike: () => setReadOnly(1), mend: () => setReadOnly(0) });
});

describe('G79 a Redis', () => {
  let redis: RedisServer;
  let databaseUrl: string;

  before(async () => {
    redis = await RedisServer.start();
    databaseUrl = await (await sharedMariadb()).createDatabase();
  });
  after(() => redis.stop());

  describe('out of memory', () => {
    const limit = (bytes: string): Promise<unknown> => redis.command('config', 'set', 'maxmemory', bytes);
    isSeen(() => ({ databaseUrl, redisUrl: redis.url }), { part: 'engine', strike: () => limit('1'), mend: () => limit('0') });
  });

  describe('that became a replica', () => {
    const follow = (...whom: string[]): Promise<unknown> => redis.command('replicaof', ...whom);
    isSeen(() => ({ databaseUrl, redisUrl: redis.url }), {
      part: 'engine',
      strike: () => follow('127.0.0.1', '1'),
      mend: () => follow('no', 'one'),
    });
  });
});

/** /healthz and a send say the same, and both are well again by themselves. */
function isSeen(options: () => BootOptions, { part, strike, mend }: Part): void {
  const target = serveApp({}, () => bootApp(options()));
  const sender = anew(() => createUser(target));
  const receiver = anew(() => createOpenUser(target));

  const health = async (): Promise<unknown> => (await fetch(`${target.url}/healthz`)).json();
  const isDown = async (): Promise<boolean> => (await fetch(`${target.url}/healthz`)).status === 503;
  const send = (): ReturnType<typeof post> => post(target, sender, { to: receiver.id, data: 'x'.repeat(20_000) });

  it('is down, and ok once it takes writes again', async () => {
    assert.deepEqual(await health(), OK);
    await send();
    await strike(target);
    try {
      await until(isDown);
      assert.deepEqual(await health(), { ...OK, status: 'unavailable', [part]: 'down' });
      const refused = await send();
      assert.deepEqual([refused.status, refused.code], [503, 'unavailable']);
    } finally {
      await mend(target);
    }
    await until(async () => !(await isDown()), { within: 15_000 });
    assert.deepEqual(await health(), OK);
    await until(async () => (await send()).status === 200, { within: 15_000 });
  }).timeout(60_000);
}
