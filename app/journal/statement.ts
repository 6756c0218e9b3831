import type { Sql, SqlRow, SqlSession, SqlValue } from '../../engine/sql.ts';
import type { DraftKey, StoredMessage } from './draft.ts';

/** A conversation row as the journal locks it. */
export interface LockedConversation {
  readonly id: number;
  readonly lastSeq: number;
  readonly aclVersion: number;
  readonly lastAt: number;
}

/** Where a conversation stands after a batch. */
export interface Advance {
  readonly id: number;
  readonly lastSeq: number;
  readonly lastAt: number;
}

type Dialect = Sql['dialect'];

export const MESSAGE_COLUMNS = 'conversation_id, seq, id, sender_id, client_id, type, data, options, created_at';
const ROW = '(?,?,?,?,?,?,?,?,?)';
/** Rows per statement: a fixed set of sizes keeps SQLite's statements prepared; MySQL takes the batch in one. */
const CHUNKS: Readonly<Record<Dialect, readonly number[]>> = { sqlite: [64, 16, 4, 1], mysql: [512] };
const LOCK_COLUMNS = 'id, last_seq AS lastSeq, acl_version AS aclVersion, last_at AS lastAt';

/** Reads the conversations of a batch in id order and keeps them locked until the commit. */
export async function lockConversations(tx: SqlSession, dialect: Dialect, ids: readonly number[]): Promise<LockedConversation[]> {
  if (dialect === 'sqlite') {
    const sql = `SELECT ${LOCK_COLUMNS} FROM conversation WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`;
    return tx.query<LockedConversation>(sql, [JSON.stringify(ids)]);
  }
  const sql = `SELECT ${LOCK_COLUMNS} FROM conversation WHERE id IN (${marks('?', ids.length)}) ORDER BY id FOR UPDATE`;
  return tx.query<LockedConversation>(sql, ids);
}

/** Writes the new last seq and time of each conversation, in one statement. */
export async function advanceConversations(tx: SqlSession, dialect: Dialect, advances: readonly Advance[]): Promise<void> {
  if (dialect === 'sqlite') {
    const sql = `UPDATE conversation SET last_seq = v.value ->> 1, last_at = v.value ->> 2
                 FROM json_each(?) AS v WHERE conversation.id = v.value ->> 0`;
    await tx.execute(sql, [JSON.stringify(advances.map(({ id, lastSeq, lastAt }) => [id, lastSeq, lastAt]))]);
    return;
  }
  const rows = marks('SELECT ? AS id, ? AS last_seq, ? AS last_at', advances.length, ' UNION ALL ');
  const sql = `UPDATE conversation c JOIN (${rows}) v ON v.id = c.id SET c.last_seq = v.last_seq, c.last_at = v.last_at`;
  await tx.execute(
    sql,
    advances.flatMap(({ id, lastSeq, lastAt }) => [id, lastSeq, lastAt]),
  );
}

/** Inserts messages in few multi-row statements; a known client id fails the whole call with SqlError `duplicate`. */
export async function insertMessages(tx: SqlSession, dialect: Dialect, messages: readonly StoredMessage[]): Promise<void> {
  const inserts: Promise<unknown>[] = [];
  let from = 0;
  for (const size of CHUNKS[dialect]) {
    while (messages.length - from >= size || (dialect === 'mysql' && from < messages.length)) {
      const chunk = messages.slice(from, from + size);
      const sql = `INSERT INTO message (${MESSAGE_COLUMNS}) VALUES ${marks(ROW, chunk.length)}`;
      inserts.push(tx.execute(sql, chunk.flatMap(messageValues)));
      from += chunk.length;
    }
  }
  await Promise.all(inserts);
}

/** Which of these drafts are stored already, by (conversation, sender, client id). */
export async function findKnown(session: SqlSession, drafts: readonly DraftKey[]): Promise<StoredMessage[]> {
  const found: StoredMessage[] = [];
  for (let from = 0; from < drafts.length; from += 50) {
    const chunk = drafts.slice(from, from + 50);
    const where = marks('(conversation_id = ? AND sender_id = ? AND client_id = ?)', chunk.length, ' OR ');
    const params = chunk.flatMap(({ conversationId, senderId, clientId }) => [conversationId, senderId, clientId]);
    const rows = await session.query(`SELECT ${MESSAGE_COLUMNS} FROM message WHERE ${where}`, params);
    found.push(...rows.map(readMessage));
  }
  return found;
}

/** A row of the message table. */
export function readMessage(row: SqlRow): StoredMessage {
  return {
    conversationId: Number(row['conversation_id']),
    seq: Number(row['seq']),
    id: blob(row['id']),
    senderId: Number(row['sender_id']),
    clientId: blob(row['client_id']),
    type: String(row['type']),
    data: String(row['data']),
    options: row['options'] === null ? null : String(row['options']),
    createdAt: Number(row['created_at']),
  };
}

/** `n` times the same text, joined. */
export function marks(text: string, n: number, separator = ','): string {
  return Array.from({ length: n }, () => text).join(separator);
}

function messageValues(message: StoredMessage): SqlValue[] {
  const { conversationId, seq, id, senderId, clientId, type, data, options, createdAt } = message;
  return [conversationId, seq, id, senderId, clientId, type, data, options, createdAt];
}

function blob(value: SqlRow[string] | undefined): Buffer {
  if (!Buffer.isBuffer(value)) throw new TypeError('expected a binary column');
  return value;
}
