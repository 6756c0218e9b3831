/** The keys of one numbered list: a user's mailbox, or a room. */
export interface BoxKeys {
  /** List: the entries. */
  mailbox(id: number): string;
  /** Hash {epoch, n}: how the list's entries are numbered. */
  position(id: number): string;
  /** Hash with a field `nodes`: who is to be told of a new entry, joined by commas. */
  route(id: number): string;
}

/** Every key and channel in Redis. What stands in braces is hashed by a cluster, so the keys of one user or room live together. */
export class Keys implements BoxKeys {
  /** A room's list, its numbering, and the nodes that watch it. */
  readonly rooms: BoxKeys = {
    mailbox: (roomId) => `${this.#prefix}_getgroup_{${roomId}}`,
    position: (roomId) => `${this.#prefix}_room_{${roomId}}`,
    route: (roomId) => `${this.#prefix}_watch_{${roomId}}`,
  };
  /** A mailbox of nobody, for each server of a cluster: that it can be pushed to is how Redis is. */
  readonly trials: BoxKeys = {
    mailbox: (tag) => `${this.#prefix}_trial_{${tag}}`,
    position: (tag) => `${this.#prefix}_trialbox_{${tag}}`,
    route: (tag) => `${this.#prefix}_trialroute_{${tag}}`,
  };
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** List: the entries that wait for a user. */
  mailbox(userId: number): string {
    return `${this.#prefix}_getmessage_{${userId}}`;
  }

  /** Hash {epoch, n}: how the list's entries are numbered. */
  position(userId: number): string {
    return `${this.#prefix}_mailbox_{${userId}}`;
  }

  /** Hash {s, f, nodes}: the session, the fence and the nodes of a user's sockets. */
  route(userId: number): string {
    return `${this.#prefix}_route_{${userId}}`;
  }

  /** Sorted set: nodes by the end of their lease, ms of Redis' clock. */
  get nodes(): string {
    return `${this.#prefix}_node`;
  }

  /** Channel of one node. */
  bus(node: string): string {
    return `${this.#prefix}_bus_${node}`;
  }

  /** Channel of every node. */
  get busAll(): string {
    return `${this.#prefix}_bus_all`;
  }

  /** Prefix of the counters of one limit. */
  limit(name: string): string {
    return `${this.#prefix}_limit_${name}`;
  }
}
