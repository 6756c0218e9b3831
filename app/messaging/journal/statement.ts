import { marks } from '../../../engine/marks.ts';
import type { Sql, SqlRow, SqlSession, SqlValue } from '../../../engine/sql.ts';
import { BY_KEY } from '../../schema/by-key.ts';
import type { Draft, DraftKey, StoredMessage } from './draft.ts';

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

/** Columns that `readMessage` needs. */
export const MESSAGE_COLUMNS = 'conversation_id, seq, sender_id, client_id, type, data, options, created_at';
const ROW = '(?,?,?,?,?,?,?,?)';
/** Rows per statement on SQLite: few sizes, so that the statements stay prepared. MySQL takes a batch in one. */
const SIZES = [256, 64, 16, 4, 1];
/** Ids of one locking statement: MariaDB makes a join of a list of a thousand, and reads, and locks, the whole table for it. */
const IDS = 500;
const LOCK_COLUMNS = 'id, last_seq AS lastSeq, acl_version AS aclVersion, last_at AS lastAt';

/** Reads the conversations of a batch in id order and keeps them locked until the commit. */
export async function lockConversations(tx: SqlSession, dialect: Dialect, ids: readonly number[]): Promise<LockedConversation[]> {
  if (dialect === 'sqlite') {
    const sql = `SELECT ${LOCK_COLUMNS} FROM conversation WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`;
    return tx.query<LockedConversation>(sql, [JSON.stringify(ids)]);
  }
  const locked: LockedConversation[] = [];
  for (let at = 0; at < ids.length; at += IDS) {
    const chunk = ids.slice(at, at + IDS);
    const sql = `SELECT ${LOCK_COLUMNS} FROM conversation ${BY_KEY} WHERE id IN (${marks('?', chunk.length)}) ORDER BY id FOR UPDATE`;
    locked.push(...(await tx.query<LockedConversation>(sql, chunk)));
  }
  return locked;
}

/** Writes the new last seq and time of each conversation, in one statement. */
export async function advanceConversations(tx: SqlSession, dialect: Dialect, advances: readonly Advance[]): Promise<void> {
  if (dialect === 'sqlite') {
    const sql = `UPDATE conversation SET last_seq = v.value ->> 1, last_at = v.value ->> 2
                 FROM json_each(?) AS v WHERE conversation.id = v.value ->> 0`;
    await tx.execute(sql, [JSON.stringify(advances.map(({ id, lastSeq, lastAt }) => [id, lastSeq, lastAt]))]);
    return;
  }
  const rows = given(['id', 'last_seq', 'last_at'], advances.length);
  const sql = `UPDATE ${rows} conversation c ${BY_KEY} ON c.id = v.id SET c.last_seq = v.last_seq, c.last_at = v.last_at`;
  await tx.execute(
    sql,
    advances.flatMap(({ id, lastSeq, lastAt }) => [id, lastSeq, lastAt]),
  );
}

/** Inserts messages in few multi-row statements; a known client id fails the whole call with SqlError `duplicate`. */
export async function insertMessages(tx: SqlSession, dialect: Dialect, messages: readonly StoredMessage[]): Promise<void> {
  const inserts: Promise<unknown>[] = [];
  let from = 0;
  for (const size of chunkSizes(dialect, messages.length)) {
    const sql = `INSERT INTO message (${MESSAGE_COLUMNS}) VALUES ${marks(ROW, size)}`;
    inserts.push(tx.execute(sql, messages.slice(from, from + size).flatMap(messageValues)));
    from += size;
  }
  await Promise.all(inserts);
}

/** Puts what a draft says in the place of an earlier message of its sender: the text is gone from the table (D37). */
export async function replaceMessage(tx: SqlSession, { conversationId, senderId, type, data }: Draft, seq: number): Promise<void> {
  await tx.execute('UPDATE message SET type = ?, data = ?, options = NULL WHERE conversation_id = ? AND seq = ? AND sender_id = ?', [
    type,
    data,
    conversationId,
    seq,
    senderId,
  ]);
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
    senderId: Number(row['sender_id']),
    clientId: blob(row['client_id']),
    type: String(row['type']),
    data: String(row['data']),
    options: row['options'] === null ? null : String(row['options']),
    createdAt: Number(row['created_at']),
  };
}

/**
 * Rows that a statement on MySQL brings along, as the table `v` to be joined with another: they are read first and in the order given, so
 * that the other table's rows, looked up by its key, are locked in that order, and no others.
 */
export function given(columns: readonly string[], rows: number): string {
  const row = `SELECT ${columns.map((column) => `? AS ${column}`).join(', ')}`;
  return `(${marks(row, rows, ' UNION ALL ')}) v STRAIGHT_JOIN`;
}

/** How many rows each insert of a batch takes: `[64, 16, 1]` for 81. */
function chunkSizes(dialect: Dialect, rows: number): number[] {
  if (dialect === 'mysql') return [rows];
  const sizes: number[] = [];
  let left = rows;
  for (const size of SIZES) {
    for (; left >= size; left -= size) sizes.push(size);
  }
  return sizes;
}

function messageValues(message: StoredMessage): SqlValue[] {
  const { conversationId, seq, senderId, clientId, type, data, options, createdAt } = message;
  return [conversationId, seq, senderId, clientId, type, data, options, createdAt];
}

function blob(value: SqlRow[string] | undefined): Buffer {
  if (!Buffer.isBuffer(value)) throw new TypeError('expected a binary column');
  return value;
}
