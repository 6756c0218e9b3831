import type { Application } from '#kernel';
import { emptyList } from '../../../engine/empty.ts';
import { ERASURE } from '../../account/session.ts';
import type { CloseReason, Session } from '../delivery/session.ts';

/** Rows of the minute before the last look are read again and again: ids and clocks of nodes are no order of commits. */
const OVERLAP = 60_000;

/** What the keys of groups in the caches begin with. */
const GROUP = 'group:';

/** How a revocation's reason ends the sockets of the session. */
const ENDS: Readonly<Record<string, CloseReason>> = { replaced: 'replaced', disabled: 'disabled', upgraded: 'token_changed' };

interface Revocation {
  readonly id: number;
  readonly userId: number;
  readonly sessionId: number | null;
  /** Why the session ended; without one what changed: a user, or a group by its key in the caches. */
  readonly reason: string;
}

/** Follows the table of revocations: a kick or a ban that the bus lost, or that another process wrote, arrives all the same. */
export class Revocations {
  readonly #app: Application;
  #handled: ReadonlySet<number> = new Set();
  /** When the last look began that handled all it saw. */
  #lookedAt = Date.now();

  constructor(app: Application) {
    this.#app = app;
  }

  /** Reads what is new and ends its sockets. */
  async poll(): Promise<void> {
    const now = Date.now();
    const rows = await this.#app.sql.query<Revocation>(
      'SELECT id, user_id AS userId, session_id AS sessionId, reason FROM revocation WHERE created_at > ? ORDER BY id',
      [this.#lookedAt - OVERLAP],
    );
    const fresh = rows.filter(({ id }) => !this.#handled.has(id));
    const groups = fresh.filter(({ userId }) => userId === 0).map(({ reason }) => reason);
    this.#app.caches.forget(groups);
    await Promise.all(groups.map((key) => this.#app.chat.rooms.refill(Number(key.slice(GROUP.length)))));
    // A message that was on its way may have come into the mailbox behind the erasure.
    for (const { userId, reason } of fresh) if (reason === ERASURE) await emptyList(this.#app.engine.mailbox, userId);
    for (const userId of new Set(fresh.map((row) => row.userId))) {
      const sessionIds = fresh.filter((row) => row.userId === userId).map((row) => row.sessionId);
      await this.apply(
        userId,
        sessionIds.filter((id) => id !== null),
      );
    }
    this.#handled = new Set(rows.map(({ id }) => id));
    this.#lookedAt = now;
  }

  /** Ends the sockets of sessions that SQL says are revoked; what the caches say of them is forgotten first. */
  async apply(userId: number, sessionIds: readonly number[]): Promise<void> {
    const { caches, chat } = this.#app;
    caches.user.forget(userId);
    caches.right.forget(userId);
    for (const id of sessionIds) caches.session.forget(id);
    for (const session of chat.sessions.of(userId)) {
      if (sessionIds.includes(session.login.id)) await this.#end(session);
    }
  }

  async #end(session: Session): Promise<void> {
    const login = await this.#app.caches.session.get(session.login.id);
    if (login && login.revokedAt === null) return;
    session.end(ENDS[login?.reason ?? ''] ?? 'logout');
  }
}
