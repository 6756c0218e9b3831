import fs from 'node:fs';
import path from 'node:path';
import { Umzug, type UmzugStorage } from 'umzug';
import { BootError, loadModule, type Unit } from '#kernel';
import type { Sql, SqlSession } from '../../engine/sql.ts';
import { exactText } from './exact.ts';
import { isDenied } from './mysql/failure.ts';
import type { Store } from './store.ts';

/** What a migration works with: statements that are one transaction on SQLite; MySQL commits each DDL statement by itself. */
export interface MigrationContext {
  readonly sql: SqlSession;
  readonly dialect: Sql['dialect'];
  /** Behind the type of a column whose texts are compared byte by byte: keys, and what is to be equal only to itself. */
  readonly exact: string;
}

/** What a file `app/migration/NNNN-name.ts` of a unit exports by default. On MySQL it must bear to run again where it was cut off. */
export interface Migration {
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

interface NamedMigration extends Migration {
  readonly name: string;
}

/** Applications in names of migrations, whatever their packages are called. */
const APP = 'app';
const OWN = 'own';
const FILE = /^(\d{4}-[a-z0-9-]+)\.(?:ts|js)$/;
const TABLE = 'CREATE TABLE IF NOT EXISTS migration (name VARCHAR(190) NOT NULL PRIMARY KEY, created_at BIGINT NOT NULL)';

/** Brings the tables of all units to the version of the program, one process at a time. */
export class Migrator {
  readonly #store: Store;
  readonly #migrations: readonly NamedMigration[];
  /** Units whose migrations this program knows. */
  readonly #owners: ReadonlySet<string>;

  private constructor(store: Store, migrations: readonly NamedMigration[], owners: ReadonlySet<string>) {
    this.#store = store;
    this.#migrations = migrations;
    this.#owners = owners;
  }

  /** Reads the migrations of every unit: the app's first, since plugins build upon its tables, then each plugin's behind those that it needs. */
  static async load(store: Store, units: readonly Unit[]): Promise<Migrator> {
    const inOrder = [...units.filter(isApp), ...units.filter((unit) => !isApp(unit))];
    const found = inOrder.flatMap((unit) => listFiles(unit).map((file) => ({ name: nameOf(unit, file), file })));
    const migrations = await Promise.all(found.map(async ({ name, file }) => ({ name, ...(await loadMigration(file)) })));
    return new Migrator(store, migrations, new Set(units.map(ownerOf)));
  }

  /**
   * Runs what is pending and returns its names; where nothing is, reading is all that its user must be allowed. Refuses a database that a newer
   * version has changed and, without `upgrade`, one of an older version; one without any tables gets them all the same.
   */
  async up({ upgrade = true }: { readonly upgrade?: boolean } = {}): Promise<string[]> {
    const pending = await this.pending();
    if (pending.length === 0) return [];
    if (!upgrade && pending.length < this.#migrations.length) throw this.#outdated(pending);
    try {
      return await this.#run(async (umzug) => (await umzug.up()).map(({ name }) => name));
    } catch (cause) {
      if (!isDenied(cause)) throw cause;
      const mend = 'run `foyer migrate` with a DATABASE_URL whose user may, then start again';
      throw new BootError(`the user of ${this.#store.name} may not change its tables, and ${pending.join(', ')} must: ${mend}`, { cause });
    }
  }

  /** Undoes everything, last first, and returns the names. */
  async down(): Promise<string[]> {
    return this.#run(async (umzug) => (await umzug.down({ to: 0 })).map(({ name }) => name));
  }

  /** What has not run, in order; changes nothing. Refuses a database that a newer version has changed. */
  async pending(): Promise<string[]> {
    const { sql } = this.#store;
    const done = (await hasRecords(sql)) ? await recordedIn(sql) : [];
    this.#assertKnown(done);
    return this.#migrations.map(({ name }) => name).filter((name) => !done.includes(name));
  }

  #outdated(pending: readonly string[]): BootError {
    const mend = '`foyer migrate`, or the next start of this version, brings them up to date';
    return new BootError(`the tables of ${this.#store.name} are of an older version, ${pending.join(', ')} is pending: ${mend}`);
  }

  /** Recorded migrations of units that are not enabled now are left alone. */
  #assertKnown(done: readonly string[]): void {
    const known = new Set(this.#migrations.map(({ name }) => name));
    const newer = done.find((name) => !known.has(name) && this.#owners.has(path.dirname(name)));
    if (newer === undefined) return;
    const owner = path.dirname(newer);
    const whose = owner === APP ? 'Foyer' : `the plugin ${owner}`;
    const mend = 'start that version again, or restore the backup from before';
    throw new BootError(`the database ${this.#store.name} was changed by a newer version of ${whose} (migration ${newer}): ${mend}`);
  }

  #run(work: (umzug: Umzug<MigrationContext>) => Promise<string[]>): Promise<string[]> {
    return this.#store.exclusively(async (sql) => {
      await sql.execute(TABLE);
      this.#assertKnown(await recordedIn(sql)); // another process may have run while this one waited
      const migrations = this.#migrations.map((migration) => ({
        name: migration.name,
        up: ({ context }: { context: MigrationContext }) => migration.up(context),
        down: ({ context }: { context: MigrationContext }) => migration.down(context),
      }));
      const { dialect } = this.#store.sql;
      const context = { sql, dialect, exact: await exactText(sql, dialect) };
      return work(new Umzug({ migrations, context, storage: new Records(sql), logger: undefined }));
    });
  }
}

/** The table of what has run. */
class Records implements UmzugStorage<MigrationContext> {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  async logMigration({ name }: { name: string }): Promise<void> {
    await this.#sql.execute('INSERT INTO migration (name, created_at) VALUES (?, ?)', [name, Date.now()]);
  }

  async unlogMigration({ name }: { name: string }): Promise<void> {
    await this.#sql.execute('DELETE FROM migration WHERE name = ?', [name]);
  }

  executed(): Promise<string[]> {
    return recordedIn(this.#sql);
  }
}

/** Asks the catalogue: even `CREATE TABLE IF NOT EXISTS` of a table that is there takes the right to make tables. */
async function hasRecords(sql: Sql): Promise<boolean> {
  const catalogue =
    sql.dialect === 'sqlite'
      ? `sqlite_master WHERE type = 'table' AND name = 'migration'`
      : `information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migration'`;
  return (await sql.query(`SELECT 1 AS found FROM ${catalogue}`)).length > 0;
}

async function recordedIn(sql: SqlSession): Promise<string[]> {
  return (await sql.query<{ name: string }>('SELECT name FROM migration ORDER BY name')).map(({ name }) => name);
}

function listFiles({ path: directory }: Unit): string[] {
  const folder = path.join(directory, 'app/migration');
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => /(?<!\.d)\.(?:ts|js)$/.test(name));
  const wrong = names.find((name) => !FILE.test(name));
  if (wrong !== undefined) throw new BootError(`${path.join(folder, wrong)} must be named like 0001-foundation: rename it`);
  return names.toSorted().map((name) => path.join(folder, name));
}

/** Without the ending, which is another in a build. */
function nameOf(unit: Unit, file: string): string {
  return `${ownerOf(unit)}/${path.parse(file).name}`;
}

function ownerOf(unit: Unit): string {
  if (unit.type === 'own') return OWN;
  return isApp(unit) ? APP : unit.name;
}

function isApp({ type }: Unit): boolean {
  return type === 'app';
}

async function loadMigration(file: string): Promise<Migration> {
  const exported = await loadModule(file);
  if (isMigration(exported)) return exported;
  throw new BootError(`${file} must export { up, down } by default`);
}

function isMigration(exported: unknown): exported is Migration {
  if (typeof exported !== 'object' || exported === null) return false;
  return ['up', 'down'].every((name) => typeof Reflect.get(exported, name) === 'function');
}
