import type { Session } from './session.ts';

const NONE: ReadonlySet<Session> = new Set();

/** The authenticated sockets of this node, by user. */
export class Sessions {
  readonly #byUser = new Map<number, Set<Session>>();
  /** Other nodes with sockets of a user of this node, as the claims and the periodic check saw them. */
  readonly #elsewhere = new Map<number, readonly string[]>();
  #size = 0;
  #version = 0;

  /** How many sockets there are. */
  get size(): number {
    return this.#size;
  }

  /** Changes whenever a socket comes or goes. */
  get version(): number {
    return this.#version;
  }

  /** How many users have one. */
  get userCount(): number {
    return this.#byUser.size;
  }

  of(userId: number): ReadonlySet<Session> {
    return this.#byUser.get(userId) ?? NONE;
  }

  /** Other nodes that hold sockets of the user; may be some seconds behind. */
  elsewhere(userId: number): readonly string[] {
    return this.#elsewhere.get(userId) ?? [];
  }

  noteElsewhere(userId: number, nodes: readonly string[]): void {
    if (nodes.length === 0 || !this.#byUser.has(userId)) this.#elsewhere.delete(userId);
    else this.#elsewhere.set(userId, nodes);
  }

  userIds(): number[] {
    return [...this.#byUser.keys()];
  }

  *all(): Generator<Session> {
    for (const sessions of this.#byUser.values()) yield* sessions;
  }

  add(session: Session): void {
    const sessions = this.#byUser.get(session.userId);
    if (sessions) sessions.add(session);
    else this.#byUser.set(session.userId, new Set([session]));
    this.#size += 1;
    this.#version += 1;
  }

  /** Takes off this very socket; a newer one of the same user stays (D17). */
  delete(session: Session): boolean {
    const sessions = this.#byUser.get(session.userId);
    if (!sessions?.delete(session)) return false;
    this.#size -= 1;
    this.#version += 1;
    if (sessions.size === 0) {
      this.#byUser.delete(session.userId);
      this.#elsewhere.delete(session.userId);
    }
    return true;
  }
}
