import type { Sql, SqlSession } from '../../engine/sql.ts';
import type { LeftGroup } from '../group/pass-on.ts';

/** An account that was closed and of which something is left to do. */
export interface Closing {
  readonly userId: number;
  /** How often it was done as a whole: 0, or 1 where it is done once more for what was on its way. */
  readonly round: number;
  readonly dueAt: number;
}

/** A conversation that holds, or held, the name of an erased account. */
export interface NamedPlace {
  readonly id: number;
  /** `group`, `single` or `system`. */
  readonly kind: string;
  readonly isLeft: boolean;
  /** 0 for nobody. */
  readonly heirId: number;
}

const CLOSING = 'user_id AS userId, round, due_at AS dueAt';
/** As it was read: whoever takes it over, or closes the account anew, changes one of these. */
const THIS = 'user_id = ? AND round = ? AND due_at = ?';

/** In the transaction that closes an account, which holds the user's row: what comes after the commit is done though this process ends. */
export async function noteClosing(tx: SqlSession, userId: number, dueAt: number): Promise<void> {
  await tx.execute('DELETE FROM closing WHERE user_id = ?', [userId]);
  await tx.execute('INSERT INTO closing (user_id, round, due_at) VALUES (?, 0, ?)', [userId, dueAt]);
}

/** Notes where an account is named, and the groups it was taken out of; before the names go. */
export async function notePlaces(tx: SqlSession, userId: number, groups: readonly LeftGroup[]): Promise<void> {
  await tx.execute(
    `INSERT INTO closing_place (user_id, conversation_id, is_left, heir_id)
     SELECT DISTINCT user_id, conversation_id, 0, 0 FROM notice_person WHERE user_id = ?`,
    [userId],
  );
  for (const { id, isOpen, heir = 0 } of groups) {
    await tx.execute('DELETE FROM closing_place WHERE user_id = ? AND conversation_id = ?', [userId, id]);
    const values = [userId, id, isOpen ? 1 : 0, heir];
    await tx.execute('INSERT INTO closing_place (user_id, conversation_id, is_left, heir_id) VALUES (?, ?, ?, ?)', values);
  }
}

/** What is due, or was never done as a whole. */
export function findClosings(sql: Sql, due: { readonly now: number } | 'unfinished'): Promise<Closing[]> {
  if (due === 'unfinished') return sql.query<Closing>(`SELECT ${CLOSING} FROM closing WHERE round = 0 ORDER BY user_id`);
  return sql.query<Closing>(`SELECT ${CLOSING} FROM closing WHERE due_at <= ? ORDER BY due_at LIMIT 20`, [due.now]);
}

/** What is left to do of one account. */
export async function findClosing(sql: Sql, userId: number): Promise<Closing | undefined> {
  return (await sql.query<Closing>(`SELECT ${CLOSING} FROM closing WHERE user_id = ?`, [userId]))[0];
}

/** Takes it over until then; undefined where another node did, or the account was closed anew. */
export async function claimClosing(sql: Sql, closing: Closing, until: number): Promise<Closing | undefined> {
  const { affected } = await sql.execute(`UPDATE closing SET due_at = ? WHERE ${THIS}`, [until, ...keyOf(closing)]);
  return affected > 0 ? { ...closing, dueAt: until } : undefined;
}

/** What was taken over is done as a whole: once more then, or never again. */
export async function settleClosing(sql: Sql, closing: Closing, again: number | undefined): Promise<void> {
  if (again !== undefined) {
    await sql.execute(`UPDATE closing SET round = round + 1, due_at = ? WHERE ${THIS}`, [again, ...keyOf(closing)]);
    return;
  }
  const { affected } = await sql.execute(`DELETE FROM closing WHERE ${THIS}`, keyOf(closing));
  if (affected > 0) await sql.execute('DELETE FROM closing_place WHERE user_id = ?', [closing.userId]);
}

/** Where an erased account is, or was, named. */
export async function findPlaces(sql: Sql, userId: number): Promise<NamedPlace[]> {
  const rows = await sql.query<Omit<NamedPlace, 'isLeft'> & { hasLeft: number }>(
    `SELECT p.conversation_id AS id, c.kind AS kind, p.is_left AS hasLeft, p.heir_id AS heirId
     FROM closing_place p JOIN conversation c ON c.id = p.conversation_id WHERE p.user_id = ? ORDER BY p.conversation_id`,
    [userId],
  );
  return rows.map(({ hasLeft, ...place }) => ({ ...place, isLeft: hasLeft > 0 }));
}

function keyOf({ userId, round, dueAt }: Closing): number[] {
  return [userId, round, dueAt];
}
