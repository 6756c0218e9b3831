import { marks } from '../../engine/marks.ts';
import { BootError } from '#kernel';
import type { Sql, SqlSession } from '../../engine/sql.ts';

/** Collations that tell apart whatever differs by a byte, also by blanks at the end: MariaDB's, and MySQL's from 8.0.17 on. */
const COLLATIONS = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

/** How a column is spelled whose texts are equal only byte by byte: on SQLite all are; most of MySQL's collations pad with blanks. */
export async function exactText(sql: SqlSession, dialect: Sql['dialect']): Promise<string> {
  if (dialect === 'sqlite') return '';
  const known = await sql.query<{ name: string }>(
    `SELECT collation_name AS name FROM information_schema.collations WHERE collation_name IN (${marks('?', COLLATIONS.length)})`,
    COLLATIONS,
  );
  const name = known[0]?.name;
  if (name === undefined) throw new BootError(`the database of DATABASE_URL is too old: MariaDB 10.3 or MySQL 8.0.17 is needed`);
  return `CHARACTER SET utf8mb4 COLLATE ${name}`;
}
