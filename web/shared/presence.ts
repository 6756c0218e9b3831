import type { ServerFrames } from '../../protocol/index.ts';

/** Friends that the server tells about at a time. */
const MOST = 200;

interface PresenceOptions {
  readonly ask: (users: readonly number[]) => void;
  readonly changed: (online: ReadonlySet<number>) => void;
}

/** Which of the friends on the screen are online, and of whom that was told at all. */
export class Presence {
  readonly #options: PresenceOptions;
  #watched: readonly number[] = [];
  #online: ReadonlySet<number> = new Set();
  #told: ReadonlySet<number> = new Set();

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  get online(): ReadonlySet<number> {
    return this.#online;
  }

  /** Whether somebody is there; null where the server has not said it on this connection. */
  of(user: number): boolean | null {
    return this.#told.has(user) ? this.#online.has(user) : null;
  }

  /** Watches these from now on, over reconnects too; the first 200 of them. */
  watch(users: readonly number[]): void {
    this.#watched = [...new Set(users)].slice(0, MOST);
    this.#become(this.#online, this.#told);
    this.#options.ask(this.#watched);
  }

  /** A connection begins, and knows of no list yet. */
  opened(): void {
    if (this.#watched.length === 0) return;
    this.closed();
    this.#options.ask(this.#watched);
  }

  take({ online, offline }: ServerFrames['presence']): void {
    const gone = new Set(offline);
    const there = [...this.#online, ...online].filter((user) => !gone.has(user));
    this.#become(there, [...this.#told, ...online, ...offline]);
  }

  /** Without a connection nothing is known. */
  closed(): void {
    this.#become([], []);
  }

  clear(): void {
    this.#watched = [];
    this.closed();
  }

  #become(online: Iterable<number>, told: Iterable<number>): void {
    const [before, toldBefore] = [this.#online, this.#told];
    this.#online = this.#watchedOf(online);
    this.#told = this.#watchedOf(told);
    if (!isSame(before, this.#online) || !isSame(toldBefore, this.#told)) this.#options.changed(this.#online);
  }

  #watchedOf(users: Iterable<number>): ReadonlySet<number> {
    return new Set([...users].filter((user) => this.#watched.includes(user)));
  }
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((user) => other.has(user));
}
