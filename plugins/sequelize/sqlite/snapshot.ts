import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { readFailure, isWorthWaiting } from './failure.ts';
import { TAKE_LOCK } from './lock.ts';

/** What a database holds. */
export interface Inventory {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The migrations that have run, in their order. */
  readonly migrations: readonly string[];
}

/** ms that a copy waits for the database to be readable. */
const PATIENCE = 10_000;

/** Writes a database that may be in use, as it is at one moment, to a new file. Blocks this thread, and no writer. */
export function copyDatabase(file: string, target: string): void {
  withDatabase(file, (db) => {
    db.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    db.prepare('VACUUM INTO ?').run(target);
  });
}

/** Looks whether a database is whole and counts what it holds; throws what SQLite finds wrong with it. */
export function inspectDatabase(file: string): Inventory {
  return withDatabase(file, (db) => {
    const found = texts(db, 'PRAGMA integrity_check');
    if (found.length !== 1 || found[0] !== 'ok') throw new Error(`${file} is damaged: ${found.slice(0, 3).join('; ')}`);
    const tables = texts(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
    const rows = tables.map((name): [string, number] => [name, Number(texts(db, `SELECT COUNT(*) FROM "${name}"`)[0])]);
    // None has run where no server has started yet.
    const migrations = tables.includes('migration') ? texts(db, 'SELECT name FROM migration ORDER BY name') : [];
    return { rows: Object.fromEntries(rows), migrations };
  });
}

/** Runs work while no server uses a database, and none may begin to; undefined where one does. */
export async function withoutServer<T>(file: string, work: () => Promise<T>): Promise<{ readonly result: T } | undefined> {
  const db = new DatabaseSync(`${file}.lock`);
  try {
    if (!isFree(db)) return undefined;
    return { result: await work() };
  } finally {
    db.close();
  }
}

function isFree(db: DatabaseSyncInstance): boolean {
  try {
    db.exec(TAKE_LOCK);
    return true;
  } catch (error) {
    if (isWorthWaiting(readFailure(error))) return false;
    throw error;
  }
}

function withDatabase<T>(file: string, work: (db: DatabaseSyncInstance) => T): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** The first column of every row, as text. */
function texts(db: DatabaseSyncInstance, sql: string): string[] {
  return db
    .prepare(sql)
    .all()
    .map((row) => String(Object.values(row as object)[0]));
}
