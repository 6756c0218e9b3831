import assert from 'node:assert/strict';
import { BootError } from '#kernel';
import { StoreMark } from '../../../../app/messaging/gateway/store-mark.ts';
import { MemoryEngine } from '../../../../engine/memory/engine.ts';
import { MysqlStore } from '../../../../plugins/sequelize/mysql/store.ts';
import { bootApp, type BootOptions, type TestApp } from '../../../support/app.ts';
import { sharedMariadb } from '../../../support/mariadb.ts';
import { RedisServer } from '../../../support/redis.ts';

/** Short, so that a dead node is not waited for for long. */
const MARK = { interval: 100, lease: 1500 };

describe('nodes of one store', function () {
  this.timeout(60_000);
  const booted: TestApp[] = [];
  let redis: RedisServer;
  let other: RedisServer;
  let databaseUrl: string;

  before(async () => {
    [redis, other] = await Promise.all([RedisServer.start(), RedisServer.start()]);
  });
  beforeEach(async () => {
    databaseUrl = await (await sharedMariadb()).createDatabase();
  });
  afterEach(async () => {
    for (const node of booted.splice(0).toReversed()) await node.close();
  });
  after(() => Promise.all([redis.stop(), other.stop()]));

  async function boot({ config, ...options }: BootOptions = {}): Promise<TestApp> {
    const node = await bootApp({ databaseUrl, ...options, config: { gateway: { mark: MARK }, ...config } });
    booted.push(node);
    return node;
  }
  const marks = async ({ app }: TestApp): Promise<unknown[]> => app.sql.query('SELECT node FROM node');
  const leaveMark = async ({ app }: TestApp, engine: 'memory' | 'redis'): Promise<unknown> =>
    app.sql.execute(`INSERT INTO node (node, engine, beat) VALUES ('killed', ?, ROUND(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(3)) * 1000))`, [
      engine,
    ]);
  const refused = (mend: RegExp) => (error: unknown) => error instanceof BootError && mend.test(error.message);

  it('G102 a node without REDIS_URL does not join nodes that have one', async () => {
    const first = await boot({ redisUrl: redis.url });
    await assert.rejects(
      boot(),
      refused(/DATABASE_URL, and not with this process alone: set the REDIS_URL of the others here too, or stop them$/),
    );
    assert.equal((await marks(first)).length, 1);
  });

  it('G102 nor does one with it join a node that has none', async () => {
    await boot();
    await assert.rejects(boot({ redisUrl: redis.url }), refused(/not with the Redis of REDIS_URL: give all of them the same REDIS_URL/));
  });

  it('G102 nor do nodes on different Redis join, or on different keys of one', async () => {
    await boot({ redisUrl: redis.url });
    await assert.rejects(boot({ redisUrl: other.url }), refused(/the same REDIS_URL and the same redis\.prefix/));
    await assert.rejects(boot({ redisUrl: redis.url, config: { redis: { prefix: 'else' } } }), refused(/redis\.prefix/));
  });

  it('G102 nodes on one Redis do, by whichever address, also after it lost everything', async () => {
    await boot({ redisUrl: redis.url });
    await boot({ redisUrl: redis.url.replace('127.0.0.1', 'localhost') });
    await redis.flush();
    const third = await boot({ redisUrl: redis.url });
    assert.equal((await marks(third)).length, 3);
  });

  it('G102 a node that was killed, or stopped, keeps nobody out', async () => {
    const first = await boot({ redisUrl: redis.url });
    await leaveMark(first, 'redis');
    await booted.pop()?.close();
    const alone = await boot();
    assert.deepEqual(await marks(alone), [{ node: alone.app.chat.node }]);
  });

  it('G102 and a node without Redis does not even make its successor wait', async () => {
    await leaveMark(await boot(), 'memory');
    await booted.pop()?.close();
    await boot({ config: { gateway: { mark: { ...MARK, lease: 600_000 } } } });
  });

  it('G102 of two that come at once one stays', async () => {
    const results = await Promise.allSettled([boot({ redisUrl: redis.url }), boot({ redisUrl: other.url })]);
    assert.deepEqual(
      results.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b, 'en')),
      ['fulfilled', 'rejected'],
    );
  });

  it('G102 a node that lost its mark while others took the store gives up', async () => {
    await (await boot()).close();
    booted.length = 0;
    const store = new MysqlStore(databaseUrl, { deadline: 4000, connections: 2, onStatement: () => undefined });
    const [one, other] = ['one', 'other'].map((node) => {
      const { presence } = new MemoryEngine({ warn: () => undefined });
      return new StoreMark({ sql: store.sql, engine: { kind: 'redis', presence }, node, lease: MARK.lease });
    });
    assert.ok(one && other);
    await one.enter();
    await store.sql.execute('DELETE FROM node'); // as whoever comes does with a mark that was not renewed
    await other.enter();
    const beats = setInterval(() => void other.renew(), MARK.interval);
    await assert.rejects(one.renew(), refused(/the same REDIS_URL/));
    clearInterval(beats);
    await store.close();
  });
});
