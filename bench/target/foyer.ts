import { registerOpenAccount } from '../../test/support/account.ts';
import { Installation } from '../../test/support/installation.ts';
import { Server, WITHOUT_LIMITS } from '../../test/support/server.ts';
import { pinTo } from '../measure/machine.ts';
import { processTree } from '../measure/process.ts';
import { foyerDialect } from './dialect.ts';
import type { BenchUser, SqlCount, Target } from './target.ts';

const AT_ONCE = 8;

/** Starts a Foyer server on its embedded stores, with its limits out of the way. */
export async function startFoyer(core: number | undefined): Promise<Target> {
  const server = await Server.start({ core, config: WITHOUT_LIMITS });
  return target('Foyer, embedded', server, { storePids: [], stop: () => server.discard() });
}

/** Starts one node on a Redis and a MariaDB of its own, all on the same core. */
export async function startFoyerOnStores(core: number | undefined): Promise<Target> {
  const installation = await Installation.start({ nodes: 1, core, config: WITHOUT_LIMITS });
  const storePids = [installation.redis.pid, installation.mariadb.pid];
  for (const pid of storePids) pinTo(core, pid);
  return target('Foyer, Redis + MariaDB', installation.node(0), { storePids, stop: () => installation.discard() });
}

function target(name: string, server: Server, rest: { readonly storePids: readonly number[]; readonly stop: () => Promise<void> }): Target {
  const users: BenchUser[] = [];
  return {
    name,
    port: server.port,
    dialect: foyerDialect,
    get pids() {
      return [...processTree(server.child.pid), ...rest.storePids];
    },
    async users(count) {
      while (users.length < count) {
        const batch = Array.from({ length: Math.min(AT_ONCE, count - users.length) }, (_, index) => register(server, users.length + index));
        users.push(...(await Promise.all(batch)));
      }
      return users.slice(0, count);
    },
    sql: () => sqlCount(server),
    stop: rest.stop,
  };
}

async function register(server: Server, number: number): Promise<BenchUser> {
  const { id, token } = await registerOpenAccount(server.url, `bench${number}`);
  return { address: String(id), token };
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
