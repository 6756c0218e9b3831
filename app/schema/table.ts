import type { Sql, SqlSession } from '../../engine/sql.ts';

/** The statements of a migration: one transaction on SQLite; MySQL commits each by itself, so each must bear to run again. */
export interface Schema {
  readonly sql: SqlSession;
  readonly dialect: Sql['dialect'];
}

/** A table as both dialects can spell it. */
export interface Table {
  readonly name: string;
  /** Columns and unique keys; `$` words are spelled per dialect. */
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

const WORDS = {
  sqlite: { $ID: 'INTEGER PRIMARY KEY AUTOINCREMENT', $LONG: 'TEXT', $BYTES: 'BLOB', $BIN: '', $EXACT: '' },
  // Keys compare byte by byte ($BIN in ASCII, $EXACT in any letters); texts of people compare as MySQL sees fit.
  mysql: {
    $ID: 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT',
    $LONG: 'MEDIUMTEXT',
    $BYTES: 'BINARY(16)',
    $BIN: 'CHARACTER SET ascii COLLATE ascii_bin',
    $EXACT: 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  },
} as const;

/** Creates tables in their order; those that are there stay as they are where a run was cut off. */
export async function createTables({ sql, dialect }: Schema, tables: readonly Table[]): Promise<void> {
  const statements = tables.flatMap(dialect === 'sqlite' ? sqliteStatements : mysqlStatements);
  for (const statement of statements) await sql.execute(statement);
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
    await schema.sql.execute(`ALTER TABLE ${table} ADD COLUMN ${name} ${spell(definition, WORDS[schema.dialect])}`);
  }
}

/** Drops the columns that are there. */
export async function dropColumns(schema: Schema, { table, columns }: Addition): Promise<void> {
  const present = await columnsOf(schema, table);
  for (const name of Object.keys(columns)) if (present.has(name)) await schema.sql.execute(`ALTER TABLE ${table} DROP COLUMN ${name}`);
}

async function columnsOf({ sql, dialect }: Schema, table: string): Promise<ReadonlySet<string>> {
  const query =
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?)'
      : 'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?';
  return new Set((await sql.query<{ name: string }>(query, [table])).map(({ name }) => name));
}

function sqliteStatements({ name, columns, keys = {}, isClustered = false }: Table): string[] {
  const table = `CREATE TABLE ${name} (${spell(columns, WORDS.sqlite)})${isClustered ? ' WITHOUT ROWID' : ''}`;
  return [table, ...Object.entries(keys).map(([key, on]) => `CREATE INDEX ${key} ON ${name} (${on})`)];
}

/** Keys within the table: what was cut off half way is whole tables, which the next run leaves as they are. */
function mysqlStatements({ name, columns, keys = {} }: Table): string[] {
  const lines = [spell(columns, WORDS.mysql), ...Object.entries(keys).map(([key, on]) => `KEY ${key} (${on})`)];
  return [`CREATE TABLE IF NOT EXISTS ${name} (${lines.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`];
}

function spell(columns: string, words: Readonly<Record<string, string>>): string {
  return columns.replaceAll(/\$[A-Z]+/g, (word) => words[word] ?? word);
}
