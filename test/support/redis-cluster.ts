import { freePort } from './child.ts';
import { RedisServer } from './redis.ts';
import { until } from './wait.ts';

const SLOTS = 16_384;
const MASTERS = 3;
/** ms of silence after which the others elect a replica. */
const NODE_TIMEOUT = 1500;
const FORMED_WITHIN = 20_000;

/** A cluster of this test process, four small processes: three masters, and a replica of one of them, which takes its slots over when it is gone. */
export class RedisCluster {
  readonly servers: readonly RedisServer[];
  /** A master and its replica, whichever is which by now. */
  readonly #pair: readonly [RedisServer, RedisServer];

  static async start(): Promise<RedisCluster> {
    const cluster = new RedisCluster(await Promise.all([startNode(), startNode()]), await Promise.all([startNode(), startNode()]));
    await cluster.#form();
    return cluster;
  }

  private constructor(pair: readonly [RedisServer, RedisServer], others: readonly RedisServer[]) {
    this.#pair = pair;
    this.servers = [...pair, ...others];
  }

  /** One URL for clients: every server, as an operator would write it. */
  get url(): string {
    return `redis://${this.servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  /** The three that serve slots; the first of them has the replica. */
  async masters(): Promise<[RedisServer, RedisServer, RedisServer]> {
    const [first, ...none] = await filter(this.#pair, isMaster);
    const [, , second, third] = this.servers;
    if (!first || none.length > 0 || !second || !third) throw new Error('the cluster is in the midst of a failover');
    return [first, second, third];
  }

  /** The slot of a key. */
  async slotOf(key: string): Promise<number> {
    return Number(await this.#alive.command('cluster', 'keyslot', key));
  }

  /** The server that serves a slot, as those that run see it. */
  async masterOf(slot: number): Promise<RedisServer> {
    const ranges = (await this.#alive.command('cluster', 'slots')) as [number, number, [string, number]][];
    const range = ranges.find(([from, to]) => from <= slot && slot <= to);
    return this.#byPort(range?.[2][1]);
  }

  /** Begins to move a slot: from now on both servers answer for part of it. Resolves to what ends the move. */
  async beginMove(slot: number, to: RedisServer): Promise<() => Promise<void>> {
    const from = await this.masterOf(slot);
    const [fromId, toId] = [await idOf(from), await idOf(to)];
    await to.command('cluster', 'setslot', String(slot), 'importing', fromId);
    await from.command('cluster', 'setslot', String(slot), 'migrating', toId);
    return async () => {
      await moveKeys(slot, from, to);
      for (const server of [to, from, ...(await this.masters())]) await server.command('cluster', 'setslot', String(slot), 'node', toId);
    };
  }

  /** Moves a slot with its keys while the cluster goes on, as `redis-cli --cluster reshard` does. */
  async move(slot: number, to: RedisServer): Promise<void> {
    const end = await this.beginMove(slot, to);
    await end();
  }

  /** Waits until every server that runs takes all slots for served. */
  async whole(): Promise<void> {
    const running = this.servers.filter(({ isRunning }) => isRunning);
    const isOk = async (server: RedisServer): Promise<boolean> =>
      /cluster_state:ok[^]*cluster_slots_ok:16384/.test(String(await server.command('cluster', 'info')));
    await until(async () => (await Promise.all(running.map(isOk))).every(Boolean), { within: FORMED_WITHIN, message: 'a whole cluster' });
  }

  /** Ends the first master at once; resolves when its replica has taken over. */
  async failOver(): Promise<void> {
    const [first] = await this.masters();
    const replica = this.#pair.find((server) => server !== first);
    await first.kill9();
    await until(() => replica && isMaster(replica), { within: FORMED_WITHIN, message: 'the replica to take over' });
    await this.whole();
  }

  /** Starts again what was killed and goes on with what was frozen; resolves when all is well. */
  async mend(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.mend()));
    await this.whole();
    await until(async () => (await filter(this.#pair, isFollowing)).length === 1, {
      within: FORMED_WITHIN,
      message: 'the replica to follow',
    });
  }

  /** Empties it. */
  async flush(): Promise<void> {
    await Promise.all((await this.masters()).map((server) => server.flush()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  get #alive(): RedisServer {
    const server = this.servers.find(({ isRunning }) => isRunning);
    if (!server) throw new Error('no server of the cluster runs');
    return server;
  }

  #byPort(port: number | undefined): RedisServer {
    const server = this.servers.find((one) => one.port === port);
    if (!server) throw new Error(`no server of the cluster has port ${port}`);
    return server;
  }

  async #form(): Promise<void> {
    const [first, replica] = this.#pair;
    for (const [index, server] of this.servers.filter((one) => one !== replica).entries()) {
      const [from, to] = [index, index + 1].map((part) => Math.round((part * SLOTS) / MASTERS));
      await server.command('cluster', 'addslotsrange', String(from), String(Number(to) - 1));
      await server.command('cluster', 'set-config-epoch', String(index + 1));
    }
    for (const server of this.servers) await first.command('cluster', 'meet', '127.0.0.1', String(server.port), await busPort(server));
    const id = await idOf(first);
    await until(async () => String(await replica.command('cluster', 'nodes')).includes(id));
    await replica.command('cluster', 'replicate', id);
    await this.mend();
  }
}

async function startNode(): Promise<RedisServer> {
  const port = String(await freePort());
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-announce-ip': '127.0.0.1',
    'cluster-port': port,
    'cluster-node-timeout': String(NODE_TIMEOUT),
    'cluster-replica-validity-factor': '0',
    'cluster-allow-replica-migration': 'no',
    'repl-diskless-sync-delay': '0',
  };
  return RedisServer.start({ settings: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]) });
}

async function idOf(server: RedisServer): Promise<string> {
  return String(await server.command('cluster', 'myid'));
}

async function busPort(server: RedisServer): Promise<string> {
  const [, port] = (await server.command('config', 'get', 'cluster-port')) as string[];
  return String(port);
}

async function isMaster(server: RedisServer): Promise<boolean> {
  return String(await server.command('info', 'replication')).includes('role:master');
}

async function moveKeys(slot: number, from: RedisServer, to: RedisServer): Promise<void> {
  for (;;) {
    const keys = (await from.command('cluster', 'getkeysinslot', String(slot), '100')) as string[];
    if (keys.length === 0) return;
    await from.command('migrate', '127.0.0.1', String(to.port), '', '0', '5000', 'replace', 'keys', ...keys);
  }
}

async function isFollowing(server: RedisServer): Promise<boolean> {
  return /role:slave[^]*master_link_status:up/.test(String(await server.command('info', 'replication')));
}

async function filter(servers: readonly RedisServer[], is: (server: RedisServer) => Promise<boolean>): Promise<RedisServer[]> {
  const running = servers.filter(({ isRunning }) => isRunning);
  const answers = await Promise.all(running.map(is));
  return running.filter((_, index) => answers[index]);
}
