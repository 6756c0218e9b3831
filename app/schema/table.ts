import type { Sql, SqlSession } from '../../engine/sql.ts';

/** The statements of a migration: one transaction on SQLite; MySQL commits each by itself, so each must bear to run again. */
export interface Schema {
  readonly sql: SqlSession;
  readonly dialect: Sql['dialect'];
  /** What `$EXACT` is on this store. */
  readonly exact: string;
}

/** A table as both dialects can spell it. */
export interface Table {
  readonly name: string;
  /**
   * Columns and unique keys; `$` words are spelled per dialect. Keys are `VARCHAR(n) $EXACT` and compare byte by byte; a CHAR would lose blanks
   * at its end. Texts of people compare as MySQL sees fit.
   */
  readonly columns: string;
  /** Further keys, by name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** SQLite keeps the rows in the order of the primary key: for narrow rows that are read by it. */
  readonly isClustered?: boolean;
}

/** Columns that a table gets later, by name; each needs a default or NULL. */
export interface Addition {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Keys that a table gets later, by name. */
export interface Keys {
  readonly table: string;
  readonly keys: Readonly<Record<string, string>>;
}

const WORDS = {
  sqlite: { $ID: 'INTEGER PRIMARY KEY AUTOINCREMENT', $LONG: 'TEXT', $BYTES: 'BLOB' },
  mysql: { $ID: 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT', $LONG: 'MEDIUMTEXT', $BYTES: 'BINARY(16)' },
} as const;

/** Creates tables in their order; those that are there stay as they are where a run was cut off. */
export async function createTables(schema: Schema, tables: readonly Table[]): Promise<void> {
  const statements = tables.flatMap(schema.dialect === 'sqlite' ? sqliteStatements : mysqlStatements);
  for (const statement of statements) await schema.sql.execute(spell(statement, schema));
}

/** Drops tables, last first. */
export async function dropTables({ sql }: Schema, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.toReversed()) await sql.execute(`DROP TABLE IF EXISTS ${name}`);
}

/** Adds the columns that are not there yet. */
export async function addColumns(schema: Schema, { table, columns }: Addition): Promise<void> {
  const present = await columnsOf(schema, table);
  for (const [name, definition] of Object.entries(columns)) {
    if (present.has(name)) continue;
    await schema.sql.execute(`ALTER TABLE ${table} ADD COLUMN ${name} ${spell(definition, schema)}`);
  }
}

/** Makes columns compare byte by byte that do not yet; on SQLite all do. `columns`: with their whole definitions. */
export async function makeExact({ sql, dialect, exact }: Schema, { table, columns }: Addition): Promise<void> {
  if (dialect === 'sqlite') return;
  const rows = await sql.query<{ name: string; collation: string | null }>(
    `SELECT column_name AS name, collation_name AS collation FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = ?`,
    [table],
  );
  const done = new Set(rows.filter(({ collation }) => collation !== null && exact.endsWith(` ${collation}`)).map(({ name }) => name));
  const changes = Object.entries(columns).filter(([name]) => !done.has(name));
  const clauses = changes.map(([name, definition]) => `MODIFY ${name} ${spell(definition, { sql, dialect, exact })}`);
  if (clauses.length > 0) await sql.execute(`ALTER TABLE ${table} ${clauses.join(', ')}`);
}

/** Drops the columns that are there. */
export async function dropColumns(schema: Schema, { table, columns }: Addition): Promise<void> {
  const present = await columnsOf(schema, table);
  for (const name of Object.keys(columns)) if (present.has(name)) await schema.sql.execute(`ALTER TABLE ${table} DROP COLUMN ${name}`);
}

/** Adds the keys that are not there yet. */
export async function addKeys(schema: Schema, { table, keys }: Keys): Promise<void> {
  const present = await keysOf(schema, table);
  for (const [name, on] of Object.entries(keys))
    if (!present.has(name)) await schema.sql.execute(`CREATE INDEX ${name} ON ${table} (${on})`);
}

/** Drops the keys that are there. */
export async function dropKeys(schema: Schema, { table, keys }: Keys): Promise<void> {
  const present = await keysOf(schema, table);
  const at = schema.dialect === 'sqlite' ? '' : ` ON ${table}`;
  for (const name of Object.keys(keys)) if (present.has(name)) await schema.sql.execute(`DROP INDEX ${name}${at}`);
}

async function keysOf({ sql, dialect }: Schema, table: string): Promise<ReadonlySet<string>> {
  const query =
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_index_list(?)'
      : 'SELECT index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ?';
  return new Set((await sql.query<{ name: string }>(query, [table])).map(({ name }) => name));
}

async function columnsOf({ sql, dialect }: Schema, table: string): Promise<ReadonlySet<string>> {
  const query =
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?)'
      : 'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?';
  return new Set((await sql.query<{ name: string }>(query, [table])).map(({ name }) => name));
}

function sqliteStatements({ name, columns, keys = {}, isClustered = false }: Table): string[] {
  const table = `CREATE TABLE ${name} (${columns})${isClustered ? ' WITHOUT ROWID' : ''}`;
  return [table, ...Object.entries(keys).map(([key, on]) => `CREATE INDEX ${key} ON ${name} (${on})`)];
}

/** Keys within the table: what was cut off half way is whole tables, which the next run leaves as they are. */
function mysqlStatements({ name, columns, keys = {} }: Table): string[] {
  const lines = [columns, ...Object.entries(keys).map(([key, on]) => `KEY ${key} (${on})`)];
  return [`CREATE TABLE IF NOT EXISTS ${name} (${lines.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`];
}

function spell(statement: string, { dialect, exact }: Schema): string {
  const words: Readonly<Record<string, string>> = { ...WORDS[dialect], $EXACT: exact };
  return statement.replaceAll(/\$[A-Z]+/g, (word) => words[word] ?? word);
}
