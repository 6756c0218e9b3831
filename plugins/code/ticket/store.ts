import { GROUP_STATUS, mayAct } from '#app';
import { insertIgnore } from '../../../engine/insert-ignore.ts';
import type { Sql, SqlSession } from '../../../engine/sql.ts';
import type { TicketKind } from './ticket-text.ts';

/** What a code leads to. */
export interface Subject {
  readonly kind: TicketKind;
  /** The group or the user. */
  readonly targetId: number;
}

/** A row of `ticket`. */
export interface TicketRow {
  readonly id: number;
  readonly kind: TicketKind;
  readonly target_id: number;
  readonly maker_id: number;
  /** 1: the standing code of its maker; null for one that was made with terms of its own, or that was replaced. */
  readonly is_current: 1 | null;
  readonly generation: number;
  readonly created_at: number;
  /** ms; 0 for a standing code, whose signatures expire one by one. */
  readonly expires_at: number;
  /** 0: no limit. */
  readonly max_uses: number;
  readonly uses: number;
  readonly scans: number;
  readonly revoked_at: number | null;
}

/** How often the standing code of a maker, and all codes of the target, were replaced; with the maker's row, if there is one. */
export interface TicketStanding {
  readonly own: number;
  readonly all: number;
  readonly row: TicketRow | undefined;
}

/** A ticket to insert. */
export interface NewTicket extends Subject {
  readonly makerId: number;
  readonly now: number;
  readonly generation?: number;
  readonly isCurrent?: boolean;
  readonly expiresAt?: number;
  readonly maxUses?: number;
}

/** Stands as the maker of the row that counts how often all codes of a target were replaced. */
export const EVERYONE = 0;

const HOUR = 3_600_000;
const COLUMNS = 'id, kind, target_id, maker_id, is_current, generation, created_at, expires_at, max_uses, uses, scans, revoked_at';

/** A ticket by its id. */
export async function findTicket(sql: SqlSession, id: number): Promise<TicketRow | undefined> {
  const [row] = await sql.query<TicketRow>(`SELECT ${COLUMNS} FROM ticket WHERE id = ? AND maker_id <> ?`, [id, EVERYONE]);
  return row;
}

/** Where the standing code of a maker is. */
export async function findStanding(sql: SqlSession, { kind, targetId }: Subject, makerId: number): Promise<TicketStanding> {
  const rows = await sql.query<TicketRow>(
    `SELECT ${COLUMNS} FROM ticket WHERE kind = ? AND target_id = ? AND maker_id IN (?, ?) AND is_current = 1`,
    [kind, targetId, makerId, EVERYONE],
  );
  const row = rows.find(({ maker_id }) => maker_id === makerId);
  const all = rows.find(({ maker_id }) => maker_id === EVERYONE);
  return { own: row?.generation ?? 0, all: all?.generation ?? 0, row };
}

/** Makes the row of a standing code that was never replaced, unless it is there. */
export async function ensureStanding({ sql, dialect }: { sql: SqlSession; dialect: Sql['dialect'] }, ticket: NewTicket): Promise<void> {
  const insert = insertIgnore(dialect);
  const { kind, targetId, makerId, now } = ticket;
  await sql.execute(`${insert} INTO ticket (kind, target_id, maker_id, is_current, created_at) VALUES (?, ?, ?, 1, ?)`, [
    kind,
    targetId,
    makerId,
    now,
  ]);
}

/** Inserts a ticket and returns its id. */
export async function insertTicket(tx: SqlSession, ticket: NewTicket): Promise<number> {
  const { kind, targetId, makerId, now, generation = 0, isCurrent = false, expiresAt = 0, maxUses = 0 } = ticket;
  const { insertId } = await tx.execute(
    `INSERT INTO ticket (kind, target_id, maker_id, is_current, generation, created_at, expires_at, max_uses)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [kind, targetId, makerId, isCurrent ? 1 : null, generation, now, expiresAt, maxUses],
  );
  return insertId;
}

/** Takes a ticket back; false when it was already. A standing code is none any more. */
export async function endTicket(tx: SqlSession, id: number, now: number): Promise<boolean> {
  const { affected } = await tx.execute('UPDATE ticket SET revoked_at = ?, is_current = NULL WHERE id = ? AND revoked_at IS NULL', [
    now,
    id,
  ]);
  return affected > 0;
}

/** Counts one use of a ticket that may still be used; false when it may not. */
export async function countUse(tx: SqlSession, id: number, now: number): Promise<boolean> {
  const { affected } = await tx.execute(
    `UPDATE ticket SET uses = uses + 1
     WHERE id = ? AND revoked_at IS NULL AND (expires_at = 0 OR expires_at > ?) AND (max_uses = 0 OR uses < max_uses)`,
    [id, now],
  );
  return affected > 0;
}

/** Notes that a maker's code of a group was shown that holds until then; asked for again and again it is written once an hour. */
export async function noteShown(sql: Sql, { groupId, makerId, until }: { groupId: number; makerId: number; until: number }): Promise<void> {
  await sql.execute(`UPDATE chat_group SET code_until = ? WHERE id = ? AND code_until < ? AND status = ? AND ${mayAct(sql.dialect)}`, [
    until + HOUR,
    groupId,
    until,
    GROUP_STATUS.open,
    makerId,
  ]);
}

/** Forgets that codes of a group were shown: some of them were taken back, and those that are left are shown again. */
export async function forgetShown(sql: SqlSession, groupId: number): Promise<void> {
  await sql.execute('UPDATE chat_group SET code_until = 0 WHERE id = ?', [groupId]);
}

/** Whether a code of a group is about: one that a member has shown, or made with terms of its own. */
export async function hasLiveCode(sql: SqlSession, groupId: number, now: number): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 AS found FROM chat_group g WHERE g.id = ? AND (g.code_until > ? OR EXISTS
       (SELECT 1 FROM ticket t JOIN member m ON m.conversation_id = t.target_id AND m.user_id = t.maker_id
        WHERE t.kind = 'group' AND t.target_id = g.id AND t.is_current IS NULL AND t.revoked_at IS NULL AND t.expires_at > ?
          AND (t.max_uses = 0 OR t.uses < t.max_uses)))`,
    [groupId, now, now],
  );
  return rows.length > 0;
}

/** Takes back every ticket of a target, and counts that in a row of its own, since most standing codes have none. */
export async function endAll(
  { sql, dialect }: { sql: SqlSession; dialect: Sql['dialect'] },
  { kind, targetId }: Subject,
  now: number,
): Promise<void> {
  await sql.execute(
    'UPDATE ticket SET revoked_at = ?, is_current = NULL WHERE kind = ? AND target_id = ? AND maker_id <> ? AND revoked_at IS NULL',
    [now, kind, targetId, EVERYONE],
  );
  await ensureStanding({ sql, dialect }, { kind, targetId, makerId: EVERYONE, now });
  await sql.execute('UPDATE ticket SET generation = generation + 1 WHERE kind = ? AND target_id = ? AND maker_id = ? AND is_current = 1', [
    kind,
    targetId,
    EVERYONE,
  ]);
}

/** Which page of a list; pages from 1. */
export interface TicketPage {
  readonly page: number;
  readonly limit: number;
}

/** Tickets of a target, newest first: of one maker, or of all. */
export async function listTickets(
  sql: SqlSession,
  { kind, targetId, makerId }: Subject & { readonly makerId: number | undefined },
  { page, limit }: TicketPage,
): Promise<{ rows: TicketRow[]; count: number }> {
  const where = `WHERE kind = ? AND target_id = ? AND maker_id ${makerId === undefined ? '<>' : '='} ?`;
  const params = [kind, targetId, makerId ?? EVERYONE];
  const rows = await sql.query<TicketRow>(`SELECT ${COLUMNS} FROM ticket ${where} ORDER BY id DESC LIMIT ? OFFSET ?`, [
    ...params,
    limit,
    (page - 1) * limit,
  ]);
  const [total] = await sql.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ticket ${where}`, params);
  return { rows, count: total?.count ?? 0 };
}
