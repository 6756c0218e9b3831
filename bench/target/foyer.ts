import { registerOpenAccount } from '../../test/support/account.ts';
import { Installation } from '../../test/support/installation.ts';
import { Server, WITHOUT_LIMITS } from '../../test/support/server.ts';
import { pinTo } from '../measure/machine.ts';
import { processTree } from '../measure/process.ts';
import { foyerDialect } from './dialect.ts';
import { makeGroup } from './group.ts';
import type { BenchUser, Place, SqlCount, Target } from './target.ts';

/** A Foyer server as a target, with what it runs on. */
export interface FoyerTarget extends Target {
  readonly server: Server;
  /** Names its stores to another process. */
  readonly env: Readonly<Record<string, string>>;
}

const AT_ONCE = 8;

/** Starts a Foyer server on its embedded stores, with its limits out of the way. */
export async function startFoyer(core: number | undefined): Promise<FoyerTarget> {
  const server = await Server.start({ core, config: WITHOUT_LIMITS });
  return target('Foyer, embedded', server, { env: { DATA_DIR: server.dataDir }, storePids: [], stop: () => server.discard() });
}

/** Starts one node on a Redis and a MariaDB of its own, all on the same core. */
export async function startFoyerOnStores(core: number | undefined): Promise<FoyerTarget> {
  const installation = await Installation.start({ nodes: 1, core, config: WITHOUT_LIMITS });
  const { redis, mariadb } = installation;
  const storePids = [redis.pid, mariadb.pid];
  for (const pid of storePids) pinTo(core, pid);
  const server = installation.node(0);
  const env = { DATA_DIR: server.dataDir, REDIS_URL: redis.url, DATABASE_URL: mariadb.url };
  return target('Foyer, Redis + MariaDB', server, { env, storePids, stop: () => installation.discard() });
}

interface Stores extends Pick<FoyerTarget, 'env'> {
  readonly storePids: readonly number[];
  readonly stop: () => Promise<void>;
}

function target(name: string, server: Server, { env, storePids, stop }: Stores): FoyerTarget {
  const known: BenchUser[] = [];
  const groups = new Map<number, Place>();
  const users = async (count: number): Promise<BenchUser[]> => {
    while (known.length < count) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - known.length) }, (_, index) => register(server, known.length + index));
      known.push(...(await Promise.all(batch)));
    }
    return known.slice(0, count);
  };
  return {
    name,
    server,
    env,
    port: server.port,
    dialect: foyerDialect,
    get pids() {
      return [...processTree(server.child.pid), ...storePids];
    },
    users,
    async group(count) {
      const ids = (await users(count)).map(({ address }) => address);
      const group = groups.get(count) ?? { chatType: 'group', address: await makeGroup(env, ids) };
      groups.set(count, group);
      return group;
    },
    sql: () => sqlCount(server),
    stop,
  };
}

async function register(server: Server, number: number): Promise<BenchUser> {
  const { id, token } = await registerOpenAccount(server.url, `bench${number}`);
  return { chatType: 'single', address: String(id), token };
}

async function sqlCount({ url }: Server): Promise<SqlCount> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return { statements: counter(text, 'foyer_sql_statements_total'), messages: counter(text, 'foyer_messages_total') };
}

function counter(text: string, name: string): number {
  const values = [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) => Number(value));
  if (values.length === 0) throw new Error(`/metrics has no ${name}`);
  return values.reduce((total, value) => total + value, 0);
}
