import { marks } from '../../engine/marks.ts';
import type { SqlSession } from '../../engine/sql.ts';
import type { Friends } from '../account/friends.ts';
import { ENABLED } from '../account/user.ts';
import { fail } from '../error.ts';
import { displayName } from '../presenter/message.ts';

/** A friend who may be put into a group. */
export interface Candidate {
  readonly id: number;
  readonly username: string;
  readonly nickname: string;
}

interface CandidateRow extends Candidate {
  readonly status: number;
  readonly isBlocked: number;
}

/** By whom friends are found, and in which transaction, or none. */
interface Search {
  readonly tx: SqlSession;
  readonly friends: Friends;
}

/** Stands between the names of members that a group is called by. */
export const NAMES = '、';

/** Characters of a group's name. */
const NAME_LENGTH = 50;

/**
 * The users behind rows of someone's friend list, in the order of the rows. Fails with group_user_not_found when one of the rows is nobody's
 * or somebody else's (D10), or its user is disabled or has blacklisted the owner of the list: nobody is put anywhere by a stranger (D36).
 */
export async function findCandidates({ tx, friends }: Search, userId: number, rowIds: readonly number[]): Promise<Candidate[]> {
  if (rowIds.length === 0) return [];
  const behind = await friends.behind(tx, userId, rowIds);
  const ids = rowIds.map((rowId) => behind.get(rowId) ?? fail('group_user_not_found'));
  const rows = await tx.query<CandidateRow>(
    `SELECT u.id AS id, u.username AS username, u.nickname AS nickname, u.status AS status,
            (SELECT COUNT(*) FROM blacklist b WHERE b.user_id = u.id AND b.target_id = ?) AS isBlocked
     FROM user u WHERE u.id IN (${marks('?', ids.length)})`,
    [userId, ...ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    return row?.status === ENABLED && row.isBlocked === 0 ? row : fail('group_user_not_found');
  });
}

/** The name of a group that was given none. */
export function nameOfAll(members: readonly Candidate[]): string {
  const names = members.slice(0, NAME_LENGTH).map(displayName).join(NAMES);
  return Array.from(names).slice(0, NAME_LENGTH).join('');
}
