import { MariadbServer } from './mariadb.ts';
import { RedisCluster } from './redis-cluster.ts';
import { RedisServer } from './redis.ts';
import { Server, type ServerOptions } from './server.ts';

export interface InstallationOptions extends ServerOptions {
  readonly nodes: number;
}

/** Several nodes on one private Redis, or on a cluster, and one private MariaDB. */
export class Installation<R extends RedisServer | RedisCluster = RedisServer> {
  readonly redis: R;
  readonly mariadb: MariadbServer;
  readonly servers: readonly Server[];

  /** Starts the stores, then the nodes: the first makes the tables. */
  static start(options: InstallationOptions): Promise<Installation> {
    return startOn(RedisServer.start(), options);
  }

  /** The same on a Redis Cluster of three masters. */
  static startOnCluster(options: InstallationOptions): Promise<Installation<RedisCluster>> {
    return startOn(RedisCluster.start(), options);
  }

  constructor({ redis, mariadb, servers }: Pick<Installation<R>, 'redis' | 'mariadb' | 'servers'>) {
    this.redis = redis;
    this.mariadb = mariadb;
    this.servers = servers;
  }

  /** A node by its number, from 0. */
  node(index: number): Server {
    const server = this.servers[index % this.servers.length];
    if (!server) throw new Error('no node was started');
    return server;
  }

  async discard(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.discard()));
    await Promise.all([this.redis.stop(), this.mariadb.stop()]);
  }
}

async function startOn<R extends RedisServer | RedisCluster>(
  starting: Promise<R>,
  { nodes, env = {}, ...options }: InstallationOptions,
): Promise<Installation<R>> {
  const stores = [starting, MariadbServer.start()] as const;
  const servers: Server[] = [];
  try {
    const [redis, mariadb] = await Promise.all(stores);
    const all = { ...env, REDIS_URL: redis.url, DATABASE_URL: mariadb.url };
    while (servers.length < nodes) servers.push(await Server.start({ ...options, env: all }));
    return new Installation({ redis, mariadb, servers });
  } catch (error) {
    // What has started would keep this process alive.
    for (const server of servers) await server.discard();
    for (const store of await Promise.allSettled(stores)) if (store.status === 'fulfilled') await store.value.stop();
    throw error;
  }
}
