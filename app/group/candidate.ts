import { marks } from '../../engine/marks.ts';
import type { SqlSession } from '../../engine/sql.ts';
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
  readonly rowId: number;
  readonly status: number;
  readonly isBlocked: number;
}

/** Stands between the names of members that a group is called by. */
export const NAMES = '、';

/** Characters of a group's name. */
const NAME_LENGTH = 50;

/**
 * The users behind rows of someone's friend list, in the order of the rows. Fails with group_user_not_found when one of the rows is nobody's
 * or somebody else's (D10), or its user is disabled or has blacklisted the owner of the list: nobody is put anywhere by a stranger (D36).
 */
export async function findCandidates(tx: SqlSession, userId: number, rowIds: readonly number[]): Promise<Candidate[]> {
  const rows = await tx.query<CandidateRow>(
    `SELECT f.id AS rowId, u.id AS id, u.username AS username, u.nickname AS nickname, u.status AS status,
            (SELECT COUNT(*) FROM blacklist b WHERE b.user_id = u.id AND b.target_id = f.user_id) AS isBlocked
     FROM friend f JOIN user u ON u.id = f.friend_id WHERE f.user_id = ? AND f.id IN (${marks('?', rowIds.length)})`,
    [userId, ...rowIds],
  );
  const byRow = new Map(rows.map((row) => [row.rowId, row]));
  return rowIds.map((rowId) => {
    const row = byRow.get(rowId);
    return row?.status === ENABLED && row.isBlocked === 0 ? row : fail('group_user_not_found');
  });
}

/** The name of a group that was given none. */
export function nameOfAll(members: readonly Candidate[]): string {
  const names = members.slice(0, NAME_LENGTH).map(displayName).join(NAMES);
  return Array.from(names).slice(0, NAME_LENGTH).join('');
}
