import type { TestApp } from './app.ts';

/** The columns of every table of the store, by table, as the store itself tells them. */
export async function columnsOfAll({ app: { sql } }: TestApp): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql.query<{ name: string; col: string }>(
    sql.dialect === 'sqlite'
      ? `SELECT m.name AS name, c.name AS col FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
      : 'SELECT table_name AS name, column_name AS col FROM information_schema.columns WHERE table_schema = DATABASE()',
  );
  const names = new Set(rows.map(({ name }) => name));
  return new Map([...names].map((table) => [table, rows.filter(({ name }) => name === table).map(({ col }) => col)]));
}

/** Every row of the store as text, so that two moments can be compared. */
export async function readAll(target: TestApp): Promise<string[]> {
  const lines: string[] = [];
  for (const table of (await columnsOfAll(target)).keys()) {
    const rows = await target.app.sql.query(`SELECT * FROM \`${table}\``);
    lines.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return lines.toSorted();
}

/** Empties every table that is not in `kept`. Ids go on counting, so that nothing remembered stands for something new. */
export async function emptyAll(target: TestApp, kept: ReadonlySet<string>): Promise<void> {
  for (const table of (await columnsOfAll(target)).keys()) if (!kept.has(table)) await target.app.sql.execute(`DELETE FROM \`${table}\``);
}

/** The tables that have rows. */
export async function tablesInUse(target: TestApp): Promise<ReadonlySet<string>> {
  return new Set((await readAll(target)).map((line) => line.slice(0, line.indexOf(' '))));
}
