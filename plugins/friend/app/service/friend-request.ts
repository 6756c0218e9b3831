import { ENABLED, enforce, fail, findUser, isOpen, pairKeys, type CachedUser } from '#app';
import { Service } from '#kernel';
import type { SqlSession } from '../../../../engine/sql.ts';
import type { ApplicationStatus } from '../../../../protocol/index.ts';
import type { FriendRequestRow } from '../../presenter/friend-request.ts';
import { befriend, readStanding, type Relationship, type StoredRequest } from '../../store/friendship.ts';

/** Whom to ask, and how. */
export interface NewRequest {
  readonly targetId: number;
  /** What the applicant will call the other; '' for nothing. */
  readonly remark: string;
  /** Words to the other. */
  readonly note: string;
}

/** An answer to a friend request. */
export interface FriendAnswer {
  readonly status: 'agree' | 'refuse' | 'ignore';
  /** What the one who was asked will call the applicant. */
  readonly remark: string;
}

/** A page of what was asked of a user, what waits for an answer first. */
export interface FriendRequestPage {
  readonly rows: readonly FriendRequestRow[];
  readonly pendingCount: number;
}

type Pair = readonly [number, number];
type RequestState = 'friends' | { readonly id: number; readonly at: number };

const LISTED = `SELECT a.id AS id, a.user_id AS user_id, a.target_id AS target_id, a.status AS status, a.note AS note,
    a.created_at AS created_at, a.updated_at AS updated_at,
    u.uuid AS uuid, u.username AS username, u.nickname AS nickname, u.avatar AS avatar, u.role AS role
  FROM friend_application a JOIN user u ON u.id = a.user_id AND u.status = ${ENABLED}`;

/** Asking to be friends and the answers, each decided under a lock on the two users' rows (D34); notices go out after the commit (D35). */
export default class FriendRequestService extends Service {
  /**
   * Asks to be friends; two who ask each other are friends at once. Fails with friend_self, friend_target_missing (also for whom the
   * target has blacklisted, who must not learn it), friend_exists, application_pending and too_many.
   */
  async apply(me: CachedUser, request: NewRequest): Promise<void> {
    const pair = await this.#admit(me, request.targetId);
    const asked = await this.#pair(pair, (tx, standing) => this.#ask(tx, standing, { me, request }));
    if (asked === 'friends') return this.#celebrate(pair);
    const applicant = { id: me.id, name: me.nickname || me.username, avatar: me.avatar };
    const notice = { kind: 'friend_applied', applicant, application: asked.id, note: request.note } as const;
    await this.service.notice.toUser(request.targetId, notice, `apply:${asked.id}:${asked.at}`);
  }

  /** Makes friends of two without an answer, where the target asks for none. Fails with friend_approval_required and as `apply` does. */
  async addAtOnce(me: CachedUser, { targetId, remark }: Omit<NewRequest, 'note'>): Promise<void> {
    const pair = await this.#admit(me, targetId);
    await this.#pair(pair, async (tx, { target, theirs }) => {
      if (target?.inviteConfirm !== 0 && !isAsked(theirs)) fail('friend_approval_required');
      await this.#befriend(tx, { id: me.id, remark }, { id: targetId, remark: theirs?.remark ?? '' });
    });
    await this.#celebrate(pair);
  }

  /** Answers a friend request to the user. Fails with application_handled, also for what was asked of others (D10). */
  async answer(me: CachedUser, id: number, { status, remark }: FriendAnswer): Promise<void> {
    const found = await this.#pending(this.app.sql, me, id);
    const pair: Pair = [found.userId, me.id];
    await this.app.act({ userId: me.id, others: [found.userId] }, async (tx, held) => {
      if (!isOpen(held, found.userId)) fail('application_handled');
      const asked = await this.#pending(tx, me, id);
      if (status === 'agree') await this.#befriend(tx, { id: found.userId, remark: asked.remark }, { id: me.id, remark });
      else await setStatus(tx, id, status);
    });
    if (status === 'agree') await this.#celebrate(pair);
  }

  /** A page of what others asked of the user. */
  async list(me: CachedUser, { page, limit }: { page: number; limit: number }): Promise<FriendRequestPage> {
    const { sql } = this.app;
    const [rows, counts] = await Promise.all([
      sql.query<FriendRequestRow>(
        `${LISTED} WHERE a.target_id = ?
         ORDER BY CASE a.status WHEN 'pending' THEN 0 ELSE 1 END, a.updated_at DESC, a.id DESC LIMIT ? OFFSET ?`,
        [me.id, limit, (page - 1) * limit],
      ),
      sql.query<{ pending: number }>(
        `SELECT COUNT(*) AS pending FROM friend_application a JOIN user u ON u.id = a.user_id AND u.status = ${ENABLED}
         WHERE a.target_id = ? AND a.status = 'pending'`,
        [me.id],
      ),
    ]);
    return { rows, pendingCount: counts[0]?.pending ?? 0 };
  }

  /** What a user asks of the caller and waits for. Fails with user_not_found or application_not_found. */
  async find(me: CachedUser, uuid: string): Promise<FriendRequestRow> {
    const user = await findUser(this.app.sql, 'uuid', uuid);
    if (user?.status !== ENABLED) fail('user_not_found');
    const [row] = await this.app.sql.query<FriendRequestRow>(`${LISTED} WHERE a.user_id = ? AND a.target_id = ? AND a.status = 'pending'`, [
      user.id,
      me.id,
    ]);
    return row ?? fail('application_not_found');
  }

  /** Refuses early what would be refused, and counts the rest (D07): what is known already costs nobody a try. */
  async #admit(me: CachedUser, targetId: number): Promise<Pair> {
    if (me.id === targetId) fail('friend_self');
    assertMayAsk(await readStanding(this.app.sql, [me.id, targetId]));
    const { counter } = this.app.engine;
    const { requests, requestsToOne } = this.config.friend;
    await enforce(counter, { name: 'applications', ...requests }, { key: String(me.id), refusal: 'too_many' });
    await enforce(counter, { name: 'apply', ...requestsToOne }, { key: `${me.id}:${targetId}`, refusal: 'too_many' });
    return [me.id, targetId];
  }

  /** What is decided of two while both their rows are held. */
  #pair<T>(pair: Pair, decide: (tx: SqlSession, standing: Relationship) => Promise<T>): Promise<T> {
    return this.app.act({ userId: pair[0], others: [pair[1]] }, async (tx) => {
      const standing = await readStanding(tx, pair);
      assertMayAsk(standing);
      return decide(tx, standing);
    });
  }

  async #ask(
    tx: SqlSession,
    { mine, theirs }: Relationship,
    { me, request }: { me: CachedUser; request: NewRequest },
  ): Promise<RequestState> {
    const { targetId, remark, note } = request;
    if (isAsked(theirs)) {
      await this.#befriend(tx, { id: me.id, remark }, { id: targetId, remark: theirs.remark });
      return 'friends';
    }
    const at = Date.now();
    if (mine) {
      const values = [remark, note, at, mine.id];
      await tx.execute(`UPDATE friend_application SET status = 'pending', remark = ?, note = ?, updated_at = ? WHERE id = ?`, values);
      return { id: mine.id, at };
    }
    const { insertId } = await tx.execute(
      `INSERT INTO friend_application (user_id, target_id, status, remark, note, created_at, updated_at) VALUES (?, ?, 'pending', ?, ?, ?, ?)`,
      [me.id, targetId, remark, note, at, at],
    );
    return { id: insertId, at };
  }

  #befriend(tx: SqlSession, one: { id: number; remark: string }, two: { id: number; remark: string }): Promise<void> {
    return befriend(tx, this.app.sql.dialect, [one, two]);
  }

  async #pending(sql: SqlSession, me: CachedUser, id: number): Promise<StoredRequest> {
    const [row] = await sql.query<StoredRequest>(
      `SELECT id, user_id AS userId, target_id AS targetId, status, remark FROM friend_application
       WHERE id = ? AND target_id = ? AND status = 'pending'`,
      [id, me.id],
    );
    return row ?? fail('application_handled');
  }

  /** After the commit that made two users friends. */
  async #celebrate(pair: Pair): Promise<void> {
    this.app.invalidate(pairKeys(pair));
    const [one, two] = pair;
    await this.service.notice.between([one, two], { kind: 'friends' }, `friends:${pair.join(':')}:${Date.now()}`);
  }
}

function assertMayAsk({ target, areFriends, isBlocked, mine }: Relationship): void {
  if (target?.status !== ENABLED || target.role === 'visitor') fail('friend_target_missing');
  if (areFriends) fail('friend_exists');
  if (isAsked(mine)) fail('application_pending');
  if (isBlocked) fail('friend_target_missing');
}

/** Whether somebody asked and was not told no; whoever is ignored does not know. */
function isAsked(request: StoredRequest | undefined): request is StoredRequest {
  return request?.status === 'pending' || request?.status === 'ignore';
}

async function setStatus(tx: SqlSession, id: number, status: ApplicationStatus): Promise<void> {
  await tx.execute('UPDATE friend_application SET status = ?, updated_at = ? WHERE id = ?', [status, Date.now(), id]);
}
