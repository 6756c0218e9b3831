import { Server } from '../../test/support/server.ts';
import { processTree } from '../measure/process.ts';
import { foyerDialect } from './dialect.ts';
import type { BenchUser, SqlCount, Target } from './target.ts';

export interface FoyerOptions {
  readonly core: number | undefined;
  /** REDIS_URL and DATABASE_URL for the run on external stores. */
  readonly env?: Readonly<Record<string, string>>;
  /** Processes of those stores. */
  readonly storePids?: readonly number[];
}

interface Account {
  readonly id: number;
  readonly token: string;
}

const AT_ONCE = 8;
const EVERYONE_MAY_WRITE = { sendCount: 2, needFollow: false };

/** Starts a Foyer server with its limits out of the way. */
export async function startFoyer({ core, env = {}, storePids = [] }: FoyerOptions): Promise<Target> {
  const server = await Server.start({ env, core });
  const users: BenchUser[] = [];
  return {
    name: 'REDIS_URL' in env ? 'Foyer, Redis + MariaDB' : 'Foyer, embedded',
    port: server.port,
    dialect: foyerDialect,
    get pids() {
      return [...processTree(server.child.pid), ...storePids];
    },
    async users(count) {
      while (users.length < count) {
        const batch = Array.from({ length: Math.min(AT_ONCE, count - users.length) }, (_, index) => register(server, users.length + index));
        users.push(...(await Promise.all(batch)));
      }
      return users.slice(0, count);
    },
    sql: () => sqlCount(server),
    stop: () => server.discard(),
  };
}

async function register(server: Server, number: number): Promise<BenchUser> {
  const { id, token } = await post<Account>(`${server.url}/api/regChat`, { username: `bench${number}`, password: 'bench-password' });
  const userset = JSON.stringify({ chatset: { visitor: EVERYONE_MAY_WRITE, user: EVERYONE_MAY_WRITE } });
  await post(`${server.url}/api/chat/userset`, { userset }, token);
  return { address: String(id), token };
}

async function post<T>(url: string, body: object, token = ''): Promise<T> {
  const headers = { 'content-type': 'application/json', token };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as { data: T };
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer.data;
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
