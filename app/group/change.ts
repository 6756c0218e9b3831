import type { Sql, SqlSession } from '../../engine/sql.ts';
import { actAs } from '../account/act.ts';
import { fail } from '../error.ts';
import { refuseAct, type GroupAct } from '../policy/group-right.ts';
import { findMember, lockGroup, type LockedGroup, type StoredMember } from './store.ts';

/** Who wants to do what to which group. */
export interface Attempt {
  readonly act: GroupAct;
  readonly groupId: number;
  readonly userId: number;
}

/** A group in its transaction, and the member who changes it. */
export interface HeldGroup {
  readonly group: LockedGroup;
  readonly member: StoredMember;
}

/** Changes a group under its lock and that of the user's account, if its rights allow it; fails with the act's code. */
export function changeGroup<T>(sql: Sql, attempt: Attempt, write: (tx: SqlSession, hold: HeldGroup) => Promise<T>): Promise<T> {
  return actAs(sql, { userId: attempt.userId }, async (tx) => write(tx, await holdGroup(tx, attempt)));
}

/** Takes a group within a transaction, if its rights allow the act to the user; fails with the act's code. */
export async function holdGroup(tx: SqlSession, { act, groupId, userId }: Attempt): Promise<HeldGroup> {
  const group = await lockGroup(tx, groupId);
  const member = await findMember(tx, groupId, userId);
  const refusal = refuseAct(act, group?.status, member?.role);
  if (refusal) fail(refusal);
  if (!group || !member) throw new Error(`group ${groupId} allowed ${act} to nobody`);
  return { group, member };
}
