import type { ServerFrames } from '../../protocol/index.ts';

/** Friends that the server tells about at a time. */
const MOST = 200;

interface PresenceOptions {
  readonly ask: (users: readonly number[]) => void;
  readonly changed: (online: ReadonlySet<number>) => void;
}

/** Which of the friends on the screen are online. */
export class Presence {
  readonly #options: PresenceOptions;
  #watched: readonly number[] = [];
  #online: ReadonlySet<number> = new Set();

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  get online(): ReadonlySet<number> {
    return this.#online;
  }

  /** Watches these from now on, over reconnects too; the first 200 of them. */
  watch(users: readonly number[]): void {
    this.#watched = [...new Set(users)].slice(0, MOST);
    this.#become(this.#watched.filter((user) => this.#online.has(user)));
    this.#options.ask(this.#watched);
  }

  /** A connection begins, and knows of no list yet. */
  opened(): void {
    if (this.#watched.length === 0) return;
    this.#become([]);
    this.#options.ask(this.#watched);
  }

  take({ online, offline }: ServerFrames['presence']): void {
    const gone = new Set(offline);
    this.#become([...this.#online, ...online].filter((user) => !gone.has(user) && this.#watched.includes(user)));
  }

  clear(): void {
    this.#watched = [];
    this.#become([]);
  }

  #become(users: readonly number[]): void {
    const next = new Set(users);
    const isSame = next.size === this.#online.size && users.every((user) => this.#online.has(user));
    this.#online = next;
    if (!isSame) this.#options.changed(next);
  }
}
