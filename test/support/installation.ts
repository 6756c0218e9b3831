import { MariadbServer } from './mariadb.ts';
import { RedisServer } from './redis.ts';
import { Server, type ServerOptions } from './server.ts';

export interface InstallationOptions extends ServerOptions {
  readonly nodes: number;
}

/** Several nodes on one private Redis and one private MariaDB. */
export class Installation {
  readonly redis: RedisServer;
  readonly mariadb: MariadbServer;
  readonly servers: readonly Server[];

  /** Starts the stores, then the nodes: the first makes the tables. */
  static async start({ nodes, env = {}, ...options }: InstallationOptions): Promise<Installation> {
    const [redis, mariadb] = await Promise.all([RedisServer.start(), MariadbServer.start()]);
    const all = { ...env, REDIS_URL: redis.url, DATABASE_URL: mariadb.url };
    const servers: Server[] = [];
    while (servers.length < nodes) servers.push(await Server.start({ ...options, env: all }));
    return new Installation({ redis, mariadb, servers });
  }

  private constructor({ redis, mariadb, servers }: Pick<Installation, 'redis' | 'mariadb' | 'servers'>) {
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
