import { Service } from '#kernel';
import { insertIgnore } from '../../engine/insert-ignore.ts';
import type { SqlSession } from '../../engine/sql.ts';
import type { HeldUsers } from '../account/act.ts';
import { changeRights, pairKeys } from '../account/pair.ts';
import { ERASED, type PersonRow } from '../account/user.ts';
import type { CachedUser } from '../cache.ts';
import { fail } from '../error.ts';
import type { Page } from '../page.ts';

type Pair = readonly [me: number, target: number];

/** Whom the caller does not want to hear from: friends, strangers and visitors alike. */
export default class BlacklistService extends Service {
  /** Puts anybody on the caller's blacklist, or takes off it (D40). Fails with blacklist_self or user_not_found. */
  async set(me: CachedUser, targetId: number, value: 0 | 1): Promise<void> {
    if (me.id === targetId) fail('blacklist_self');
    await this.change([me.id, targetId], (_, held) => {
      const status = held.get(targetId)?.status;
      if (status === undefined || status === ERASED) fail('user_not_found');
      return Promise.resolve(value);
    });
  }

  /** A page of those whom the caller has blacklisted, the latest first, and how many there are. */
  async list(me: CachedUser, { page, limit }: Page): Promise<{ count: number; rows: PersonRow[] }> {
    const { sql } = this.app;
    const from = 'FROM blacklist b JOIN user u ON u.id = b.target_id WHERE b.user_id = ?';
    const [rows, counts] = await Promise.all([
      sql.query<PersonRow>(
        `SELECT u.id AS id, u.uuid AS uuid, u.username AS username, u.nickname AS nickname, u.avatar AS avatar, u.role AS role
         ${from} ORDER BY b.created_at DESC, u.id DESC LIMIT ? OFFSET ?`,
        [me.id, limit, (page - 1) * limit],
      ),
      sql.query<{ count: number }>(`SELECT COUNT(*) AS count ${from}`, [me.id]),
    ]);
    return { count: counts[0]?.count ?? 0, rows };
  }

  /** The same as is decided in the transaction, which holds the rows of both: 1 puts on the list, 0 takes off it. */
  async change(pair: Pair, decide: (tx: SqlSession, held: HeldUsers) => Promise<0 | 1>): Promise<void> {
    await this.app.act({ userId: pair[0], others: [pair[1]] }, async (tx, held) => {
      const isChanged = (await decide(tx, held)) === 1 ? await this.#add(tx, pair) : await remove(tx, pair);
      if (isChanged) await changeRights(tx, pair);
    });
    this.app.invalidate(pairKeys(pair));
  }

  /** What the two asked of each other ends with it. */
  async #add(tx: SqlSession, pair: Pair): Promise<boolean> {
    const insert = insertIgnore(this.app.sql.dialect);
    const row = [...pair, Date.now()];
    const { affected } = await tx.execute(`${insert} INTO blacklist (user_id, target_id, created_at) VALUES (?, ?, ?)`, row);
    await this.app.friends.shunned(tx, pair);
    return affected > 0;
  }
}

async function remove(tx: SqlSession, pair: Pair): Promise<boolean> {
  const { affected } = await tx.execute('DELETE FROM blacklist WHERE user_id = ? AND target_id = ?', pair);
  return affected > 0;
}
