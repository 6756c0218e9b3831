import type { Sql } from '../../../engine/sql.ts';
import { nameKey } from '../pinyin.ts';

interface NameRow {
  readonly id: number;
  readonly nickname: string;
  readonly username: string;
}

/** Makes MySQL compare a name as SQLite does: `Eva` is not `Éva`. */
const BYTES = '/*! BINARY */';
/** Keys that are written in one transaction. */
const BATCH = 200;

/**
 * Writes down what the names of a user's friends are sorted by, where nobody did yet: whoever changes a name or a remark empties its
 * key, and the next reader of a list fills it. A name that changes meanwhile keeps its key empty.
 */
export async function fillNameKeys(sql: Sql, userId: number): Promise<void> {
  const [names, remarks] = await Promise.all([
    sql.query<NameRow>(
      `SELECT u.id AS id, u.nickname AS nickname, u.username AS username
       FROM friend f JOIN user u ON u.id = f.friend_id WHERE f.user_id = ? AND u.name_key = '' ORDER BY u.id`,
      [userId],
    ),
    sql.query<{ id: number; remark: string }>(
      `SELECT id, remark FROM friend WHERE user_id = ? AND remark_key = '' AND remark <> '' ORDER BY id`,
      [userId],
    ),
  ]);
  await write(sql, names, async ({ id, nickname, username }) => [
    `UPDATE user SET name_key = ? WHERE id = ? AND name_key = '' AND ${BYTES} nickname = ? AND ${BYTES} username = ?`,
    [await nameKey(nickname || username), id, nickname, username],
  ]);
  await write(sql, remarks, async ({ id, remark }) => [
    `UPDATE friend SET remark_key = ? WHERE id = ? AND remark_key = '' AND ${BYTES} remark = ?`,
    [await nameKey(remark), id, remark],
  ]);
}

async function write<Row>(
  sql: Sql,
  rows: readonly Row[],
  statementOf: (row: Row) => Promise<[text: string, values: (string | number)[]]>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const statements = await Promise.all(rows.slice(at, at + BATCH).map(statementOf));
    await sql.transaction((tx) => Promise.all(statements.map(([text, values]) => tx.execute(text, values))));
  }
}
