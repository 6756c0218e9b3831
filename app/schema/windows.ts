import type { Sql } from '../../engine/sql.ts';

/** Some ids of a table: behind `after`, up to `upTo`. */
export interface IdWindow {
  readonly after: number;
  readonly upTo: number;
}

/** All ids of a table in windows of `size`: whoever looks through it with a statement for each keeps nobody waiting for long. */
export async function* windowsOf(sql: Sql, table: string, size: number): AsyncGenerator<IdWindow> {
  const [end] = await sql.query<{ id: number | null }>(`SELECT MAX(id) AS id FROM ${table}`);
  for (let after = 0; after < (end?.id ?? 0); after += size) yield { after, upTo: after + size };
}
