import type { SqlSession } from '../../engine/sql.ts';
import { given } from '../messaging/journal/statement.ts';
import { addColumns, dropColumns, type Addition, type Schema } from '../schema/table.ts';
import { findKeyOf } from '../text/find-key.ts';
import term from './0006-term.ts';

const KEY = `VARCHAR(1200) $EXACT NOT NULL DEFAULT ''`;

/** What people and groups are found by, see `findKeyOf`. */
const KEYS: readonly Addition[] = [
  { table: 'user', columns: { find_key: KEY } },
  { table: 'chat_group', columns: { find_key: KEY } },
];
/** Rows that are read, and written, by one statement. */
const BATCH = 500;

interface NameRow {
  readonly id: number;
  readonly first: string;
  readonly second: string;
}

/** Names are found alike on both stores; rows of before get their keys here, batch by batch, so that many take no memory. */
export default {
  async up(schema: Schema): Promise<void> {
    for (const keys of KEYS) await addColumns(schema, keys);
    await fill(schema, 'user', 'username AS first, nickname AS second');
    await fill(schema, 'chat_group', `name AS first, '' AS second`);
    // Messages have other terms by now, and what is left of the old ones would outlive a message that is taken back: they are made anew, in the background.
    await term.down(schema);
    await term.up(schema);
  },

  async down(schema: Schema): Promise<void> {
    for (const keys of KEYS) await dropColumns(schema, keys);
  },
};

async function fill({ sql, dialect }: Schema, table: string, names: string): Promise<void> {
  for (let from = 0; ;) {
    const rows = await sql.query<NameRow>(`SELECT id, ${names} FROM ${table} WHERE id > ? ORDER BY id LIMIT ${BATCH}`, [from]);
    const last = rows.at(-1);
    if (!last) return;
    await write(sql, { dialect, table }, rows);
    from = last.id;
  }
}

async function write(
  sql: SqlSession,
  { dialect, table }: Pick<Schema, 'dialect'> & { readonly table: string },
  rows: readonly NameRow[],
): Promise<void> {
  const keys = rows.map(({ id, first, second }): [number, string] => [id, findKeyOf(first, second)]);
  if (dialect === 'sqlite') {
    const update = `UPDATE ${table} SET find_key = v.value ->> 1 FROM json_each(?) AS v WHERE ${table}.id = v.value ->> 0`;
    await sql.execute(update, [JSON.stringify(keys)]);
    return;
  }
  await sql.execute(`UPDATE ${given(['id', 'find_key'], keys.length)} ${table} t ON t.id = v.id SET t.find_key = v.find_key`, keys.flat());
}
