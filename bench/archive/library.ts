import path from 'node:path';
import { MysqlStore } from '../../plugins/sequelize/mysql/store.ts';
import { SqliteStore } from '../../plugins/sequelize/sqlite/store.ts';
import type { Store, StoreOptions } from '../../plugins/sequelize/store.ts';
import type { Bench } from '../scenario/scenario.ts';
import { startFoyer, startFoyerOnStores, type FoyerTarget } from '../target/foyer.ts';
import type { BenchUser } from '../target/target.ts';
import { storeArchive, type Archive } from './archive.ts';

/** A started server that holds an archive. */
export interface Library {
  readonly target: FoyerTarget;
  readonly archive: Archive;
  /** Whose archive it is. */
  readonly owner: BenchUser;
}

const starters: Readonly<Record<string, (core: number | undefined) => Promise<FoyerTarget>>> = {
  foyer: startFoyer,
  'foyer-stores': startFoyerOnStores,
};

const STORE: StoreOptions = { deadline: 120_000, connections: 2, onStatement: () => undefined };
/** The private MariaDB is as small as tests like it: here it gets the pool of a small server of its own, and a log of its default size. */
const ROOM = ['innodb_buffer_pool_size = 1073741824', 'innodb_log_file_size = 100663296'];

/** Starts the servers that `--targets` names and fills all of them at once, each with `count` messages of one user. */
export async function openLibraries({ options, cores }: Bench, count: number): Promise<Library[]> {
  const targets: FoyerTarget[] = [];
  try {
    for (const name of options.targets) {
      const start = Object.hasOwn(starters, name) ? starters[name] : undefined;
      if (!start) throw new Error(`--targets knows ${Object.keys(starters).join(' and ')} here, not ${name}`);
      targets.push(await start(cores?.server));
    }
    const begin = performance.now();
    const libraries = await Promise.all(targets.map((target) => fill(target, { pairs: options.pairs, count })));
    console.log(`${count} messages stored in ${Math.round((performance.now() - begin) / 1000)} s`);
    return libraries;
  } catch (error) {
    await Promise.all(targets.map((target) => target.stop()));
    throw error;
  }
}

/** Stops them; what they hold is gone. */
export async function closeLibraries(libraries: readonly Library[]): Promise<void> {
  await Promise.all(libraries.map(({ target }) => target.stop()));
}

/** The pairs are those that `relayLoad` makes of the users: so its senders have a past. */
async function fill(target: FoyerTarget, { pairs, count }: { pairs: number; count: number }): Promise<Library> {
  const users = await target.users(pairs * 2 + 1);
  const owner = users.at(-1);
  if (!owner) throw new Error(`${target.name} has no users`);
  const ids = users.map(({ address }) => Number(address));
  const plan = { owner: Number(owner.address), pairs: Array.from({ length: pairs }, (_, index) => pairOf(ids, index)), count };
  await target.server.stop();
  const store = await openStore(target);
  try {
    return { target, owner, archive: await storeArchive(store.sql, plan) };
  } finally {
    await store.close();
    await target.server.restart();
  }
}

/** The database of a server that stands still. */
async function openStore({ env }: FoyerTarget): Promise<Store> {
  const { DATABASE_URL: url, DATA_DIR: dataDir = '' } = env;
  if (url === undefined) return new SqliteStore(path.join(dataDir, 'foyer.db'), STORE);
  const store = new MysqlStore(url, STORE);
  for (const setting of ROOM) await store.sql.execute(`SET GLOBAL ${setting}`);
  return store;
}

function pairOf(ids: readonly number[], index: number): [number, number] {
  return [ids[index * 2] ?? 0, ids[index * 2 + 1] ?? 0];
}
