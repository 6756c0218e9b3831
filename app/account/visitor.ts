import type { SqlSession } from '../../engine/sql.ts';
import { randomVisitorName, randomVisitorNickname } from './random.ts';
import { insertUser, type UserRow } from './user.ts';

/** Inserts somebody without an account, under names of ours, and returns the id. */
export function insertVisitor(tx: SqlSession, deviceId: string): Promise<number> {
  const names = { username: randomVisitorName(), nickname: randomVisitorNickname() };
  return insertUser(tx, { ...names, passwordHash: null, role: 'visitor', deviceId }, Date.now());
}

/** Whether a user has what only a password opens: whoever says that somebody is it opens nothing (G01). */
export function isAccount({ role, password_hash }: UserRow): boolean {
  return role !== 'visitor' || password_hash !== null;
}
