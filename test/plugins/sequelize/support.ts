import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { MysqlStore } from '../../../plugins/sequelize/mysql/store.ts';
import { SqliteStore } from '../../../plugins/sequelize/sqlite/store.ts';
import type { Store, StoreOptions } from '../../../plugins/sequelize/store.ts';
import { sharedMariadb } from '../../support/mariadb.ts';

let root: string | undefined;

/** A directory that goes with the test process. */
export function temporaryDirectory(): string {
  if (root === undefined) process.once('exit', removeRoot);
  root ??= fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-sequelize-'));
  return fs.mkdtempSync(path.join(root, 'd-'));
}

function removeRoot(): void {
  if (root !== undefined) fs.rmSync(root, { recursive: true, force: true });
}

export function options(overrides: Partial<StoreOptions> = {}): StoreOptions {
  return { deadline: 4000, connections: 8, onStatement: () => undefined, ...overrides };
}

/** A SQLite store on a file of its own, unless one is given. */
export function openSqlite(overrides: Partial<StoreOptions> = {}, file = path.join(temporaryDirectory(), 'foyer.db')): SqliteStore {
  return new SqliteStore(file, options(overrides));
}

/** A store on a database of its own on the shared MariaDB. */
export async function openMariadb(overrides: Partial<StoreOptions> = {}): Promise<MysqlStore> {
  const server = await sharedMariadb();
  return new MysqlStore(await server.createDatabase(), options(overrides));
}

interface Kind {
  readonly name: string;
  readonly open: (overrides?: Partial<StoreOptions>) => Promise<Store>;
}

const KINDS: readonly Kind[] = [
  { name: 'SQLite', open: async (overrides) => openSqlite(overrides) },
  { name: 'MariaDB', open: openMariadb },
];

/** Declares a suite once per SQL engine, each with a store that is open while it runs. */
export function describeStores(title: string, suite: (store: () => Store, kind: Kind) => void): void {
  for (const kind of KINDS) {
    describe(`${title} on ${kind.name}`, () => {
      let store: Store | undefined;
      before(async () => {
        store = await kind.open();
        await store.connect();
      });
      after(() => store?.close());
      suite(() => store!, kind);
    });
  }
}
