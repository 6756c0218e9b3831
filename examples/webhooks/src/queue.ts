import type { Sql, SqlSession } from '@foyer-chat/foyer/sql';
import type { EventName, Fact } from './event.ts';

/** A server that is told. */
export interface Endpoint {
  readonly id: number;
  readonly url: string;
  readonly secret: string;
  /** Calls that failed in a row. */
  readonly failures: number;
  /** ms since 1970: until then a node is at it, or it rests. */
  readonly heldUntil: number;
}

/** One event for one server. */
export interface Delivery extends Fact {
  readonly id: number;
  readonly event: EventName;
  readonly createdAt: number;
  readonly tries: number;
}

const COLUMNS = 'endpoint_id, event, user_id, place_id, seq, created_at, due_at';

/** Keeps what happened for every server that is told of it, in the transaction in which it happens: both stand, or neither. */
export async function enqueue(tx: SqlSession, event: EventName, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const endpoints = await tx.query<{ id: number }>('SELECT id FROM webhooks_endpoint WHERE events LIKE ?', [`%,${event},%`]);
  const now = Date.now();
  const rows = endpoints.flatMap(({ id }) => facts.map(({ userId, placeId, seq }) => [id, event, userId, placeId, seq, now, now]));
  if (rows.length === 0) return;
  const places = rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ');
  await tx.execute(`INSERT INTO webhooks_delivery (${COLUMNS}) VALUES ${places}`, rows.flat());
}

/** Servers that something waits for, and that no node is at. */
export function findDueEndpoints(sql: Sql, now: number): Promise<Endpoint[]> {
  return sql.query<Endpoint>(
    `SELECT id, url, secret, failures, held_until AS heldUntil FROM webhooks_endpoint e
     WHERE held_until <= ? AND EXISTS (SELECT 1 FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.due_at <= ?)`,
    [now, now],
  );
}

/** Takes a server for this node until a time, ms since 1970; false where another node was faster. */
export async function takeEndpoint(sql: Sql, { id, heldUntil }: Endpoint, until: number): Promise<boolean> {
  const { affected } = await sql.execute('UPDATE webhooks_endpoint SET held_until = ? WHERE id = ? AND held_until = ?', [
    until,
    id,
    heldUntil,
  ]);
  return affected > 0;
}

/** Lets other nodes have a server, at once or after it has rested. */
export async function letGo(
  sql: Sql,
  id: number,
  { failures, until }: { readonly failures: number; readonly until: number },
): Promise<void> {
  await sql.execute('UPDATE webhooks_endpoint SET failures = ?, held_until = ? WHERE id = ?', [failures, until, id]);
}

/** What is due for a server, the longest first. */
export function findDue(
  sql: Sql,
  endpointId: number,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<Delivery[]> {
  return sql.query<Delivery>(
    `SELECT id, event, user_id AS userId, place_id AS placeId, seq, created_at AS createdAt, tries FROM webhooks_delivery
     WHERE endpoint_id = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
    [endpointId, now, limit],
  );
}

/** Told, or nothing is left to tell. */
export async function removeDelivery(sql: Sql, id: number): Promise<void> {
  await sql.execute('DELETE FROM webhooks_delivery WHERE id = ?', [id]);
}

/** Writes down that a call failed: when it is made again, or null where it is given up. */
export async function putOff(
  sql: Sql,
  { id }: Delivery,
  { dueAt, error }: { readonly dueAt: number | null; readonly error: string },
): Promise<void> {
  const failedAt = dueAt === null ? Date.now() : null;
  const update = 'UPDATE webhooks_delivery SET tries = tries + 1, due_at = ?, failed_at = ?, error = ? WHERE id = ?';
  await sql.execute(update, [dueAt, failedAt, error.slice(0, 200), id]);
}
