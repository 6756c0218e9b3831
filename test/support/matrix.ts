import { bootApp, serveApp, type BootOptions, type TestApp } from './app.ts';
import { sharedMariadb } from './mariadb.ts';
import { RedisServer } from './redis.ts';

/** One combination of stores that a suite runs on. */
export interface Store {
  readonly name: 'sqlite' | 'mariadb' | 'mariadb+redis';
  /** Boots the application on it, with stores of its own unless some are given. */
  boot(options?: BootOptions): Promise<TestApp>;
  /** The same for a suite: from before its tests until after them. */
  serve(options?: BootOptions): TestApp;
}

const STORES: readonly Store[] = [storeOf('sqlite', bootApp), storeOf('mariadb', bootOnMariadb), storeOf('mariadb+redis', bootOnBoth)];

let redis: Promise<RedisServer> | undefined;
let prefixes = 0;

// Once, after the last suite of this process.
after(async () => (await redis)?.stop());

/** Declares a suite once per combination of stores; what holds for one holds for all. */
export function describeStores(title: string, suite: (store: Store) => void): void {
  for (const store of STORES) describe(`${title} on ${store.name}`, () => suite(store));
}

function storeOf(name: Store['name'], boot: typeof bootApp): Store {
  return { name, boot, serve: (options) => serveApp(options, boot) };
}

async function bootOnMariadb(options: BootOptions = {}): Promise<TestApp> {
  const mariadb = await sharedMariadb();
  return bootApp({ databaseUrl: await mariadb.createDatabase(), ...options });
}

/** Keys of its own keep a suite from seeing another's mailboxes and counters. */
async function bootOnBoth(options: BootOptions = {}): Promise<TestApp> {
  const { url } = await (redis ??= RedisServer.start());
  prefixes += 1;
  const config = { ...options.config, redis: { prefix: `test${prefixes}`, ...options.config?.redis } };
  return bootOnMariadb({ redisUrl: url, ...options, config });
}
