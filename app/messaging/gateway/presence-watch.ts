import { onceFor, type Application } from '#kernel';
import type { ServerFrames } from '../../../protocol/index.ts';
import { areApart } from '../../account/apart.ts';
import { isServiceAccount } from '../../account/service-account.ts';
import { ENABLED } from '../../account/user.ts';
import { Throttle } from '../delivery/throttle.ts';
import type { Session } from '../delivery/session.ts';
import { ChatError } from '../../error.ts';
import { marks } from '../../../engine/marks.ts';

/** What a socket watches, and what it was told; `isTold` once it was told anything. */
interface WatchState {
  friends: readonly number[];
  online: ReadonlySet<number>;
  isTold: boolean;
}

const CHUNK = 500;

/** Tells sockets of this node which friends and accounts of the service are online: when they ask, and at each periodic check what has changed since. */
export class PresenceWatch {
  readonly #app: Application;
  readonly #asked: Throttle;
  readonly #watched = new Map<Session, WatchState>();

  constructor(app: Application) {
    this.#app = app;
    this.#asked = new Throttle(app.config.chat.presence);
  }

  /** Tells which of these users are online, and what changes from now on; who is neither a friend nor of the service is left out. Fails with too_many. */
  async watch(session: Session, userIds: readonly number[]): Promise<void> {
    const wait = this.#asked.take(session.userId);
    if (wait > 0) throw new ChatError('too_many', {}, { retryAfter: wait / 1000 });
    const watched: WatchState = { friends: [], online: new Set(), isTold: false };
    this.#watched.set(session, watched);
    const ties = await Promise.all([...new Set(userIds)].map(async (id) => ({ id, tie: await this.#tie(session, id) })));
    watched.friends = ties.filter(({ tie }) => tie !== 'none').map(({ id }) => id);
    const present = await this.#present(watched.friends);
    watched.online = new Set(ties.filter(({ id, tie }) => tie === 'open' && present.has(id)).map(({ id }) => id));
    // Another list came meanwhile, and is answered instead.
    if (this.#watched.get(session) !== watched) return;
    watched.isTold = true;
    push(session, { online: [...watched.online], offline: watched.friends.filter((id) => !watched.online.has(id)) });
  }

  /** Tells what has changed; one question to the engine for all sockets. */
  async check(): Promise<void> {
    for (const session of this.#watched.keys()) if (session.isEnded) this.#watched.delete(session);
    const all = new Set([...this.#watched.values()].flatMap(({ friends }) => friends));
    if (all.size === 0) return;
    const present = await this.#present([...all]);
    for (const [session, watched] of this.#watched) await this.#tell(session, watched, present);
  }

  async #tell(session: Session, watched: WatchState, present: ReadonlySet<number>): Promise<void> {
    if (!watched.isTold) return;
    const online = new Set<number>();
    const gone = new Set<number>();
    for (const id of watched.friends) {
      // Friends who are away are not looked at more closely: there is nothing to hide.
      const tie = present.has(id) ? await this.#tie(session, id) : 'closed';
      if (tie === 'open') online.add(id);
      if (tie === 'none') gone.add(id);
    }
    const came = [...online].filter((id) => !watched.online.has(id));
    const went = [...watched.online].filter((id) => !online.has(id));
    // A reader who is behind learns of it at a later check.
    if (this.#watched.get(session) !== watched || !session.isReady) return;
    watched.online = online;
    watched.friends = watched.friends.filter((id) => !gone.has(id));
    if (came.length + went.length > 0) push(session, { online: came, offline: went });
  }

  /** What a user is to a watcher: `open` a friend or an account of the service, `closed` where one of both has blacklisted the other, `none` anybody else. */
  async #tie({ userId }: Session, id: number): Promise<'open' | 'closed' | 'none'> {
    const { relation } = this.#app.caches;
    const key = `${userId}:${id}`;
    const { isFriend } = relation.peek(key) ?? (await relation.get(key));
    if (!isFriend && !(await this.#isOfService(id))) return 'none';
    return (await areApart(this.#app.caches, userId, id)) ? 'closed' : 'open';
  }

  /** Whoever a visitor is meant to write to says whether somebody is there. */
  async #isOfService(id: number): Promise<boolean> {
    const { caches, config } = this.#app;
    const user = caches.user.peek(id) ?? (await caches.user.get(id));
    return user !== null && isServiceAccount(user, config.service);
  }

  /** Who of these has a socket somewhere, and lets it be seen. */
  async #present(userIds: readonly number[]): Promise<Set<number>> {
    const { engine, sql } = this.#app;
    const present = new Set<number>();
    for (let from = 0; from < userIds.length; from += CHUNK) {
      const online = [...(await engine.presence.online(userIds.slice(from, from + CHUNK)))];
      if (online.length === 0) continue;
      const open = await sql.query<{ id: number }>(
        `SELECT id FROM user WHERE id IN (${marks('?', online.length)}) AND show_presence = 1 AND status = ?`,
        [...online, ENABLED],
      );
      for (const { id } of open) present.add(id);
    }
    return present;
  }
}

function push(session: Session, change: ServerFrames['presence']): void {
  session.push({ op: 'presence', ...change });
}

/** The watch of an application. */
export const presenceWatchOf = onceFor((app: Application) => new PresenceWatch(app));
