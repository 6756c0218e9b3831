import { bootApp, type BootOptions, type TestApp } from './app.ts';
import { sharedMariadb } from './mariadb.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { RedisServer } from './redis.ts';

/** Two nodes on one MariaDB and a Redis of their own. */
export interface Nodes {
  readonly one: TestApp;
  readonly two: TestApp;
  readonly redis: RedisServer | RedisCluster;
}

/** The nodes of a suite: they boot before the tests and close after them, as `serveApp` does it with one. */
export function serveNodes(
  config: BootOptions['config'] = {},
  startRedis: () => Promise<Nodes['redis']> = () => RedisServer.start(),
  plugins: BootOptions['plugins'] = {},
): Nodes {
  const nodes = { one: {} as TestApp, two: {} as TestApp, redis: {} as Nodes['redis'] };
  before(async function () {
    this.timeout(60_000);
    nodes.redis = await startRedis();
    const shared = { databaseUrl: await (await sharedMariadb()).createDatabase(), redisUrl: nodes.redis.url, config, plugins };
    for (const node of [nodes.one, nodes.two]) Object.assign(node, await bootApp(shared));
  });
  after(async () => {
    await nodes.one.close();
    await nodes.two.close();
    await nodes.redis.stop();
  });
  return nodes;
}
