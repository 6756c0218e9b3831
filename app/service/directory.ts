import { Service } from '#kernel';
import { ENABLED, type PersonRow } from '../account/user.ts';
import type { CachedUser } from '../cache.ts';
import type { Page } from '../page.ts';
import { findPattern, foldWords } from '../text/find-key.ts';

/** Characters that can be seen of a keyword: with fewer, everybody would be found. */
const FEWEST = 2;

/** Users as others find them, to write to them or to ask them something. */
export default class DirectoryService extends Service {
  /** Users whose name holds the keyword, literally, or whose id it is: no visitors, nobody disabled, nobody who has blacklisted the caller. */
  async search(me: CachedUser, { keyword, page, limit }: Page & { keyword: string }): Promise<PersonRow[]> {
    const words = foldWords(keyword);
    const exact = /^\d{1,15}$/.test(words) ? Number(words) : 0;
    const pattern = findPattern(words);
    if (pattern === undefined || Array.from(words).length < FEWEST) return [];
    return this.app.sql.query<PersonRow>(
      `SELECT id, uuid, username, nickname, avatar, role FROM user u
       WHERE (id = ? OR find_key LIKE ? ESCAPE '!') AND id <> ? AND role <> 'visitor' AND status = ?
         AND NOT EXISTS (SELECT 1 FROM blacklist b WHERE b.user_id = u.id AND b.target_id = ?)
       ORDER BY CASE id WHEN ? THEN 0 ELSE 1 END, id LIMIT ? OFFSET ?`,
      [exact, pattern, me.id, ENABLED, me.id, exact, limit, (page - 1) * limit],
    );
  }
}
