import { BootError } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';

/** A unit that keeps lists of friends. */
export interface FriendBook {
  /**
   * SQL that finds a row where a user has another in the list; its parameters are the ids of both, in this order. It is part of the one statement by
   * which a relation is read.
   */
  readonly listed: string;
  /** The users behind rows of somebody's list, by the ids of the rows; rows of others and none are left out. */
  behind(tx: SqlSession, userId: number, rowIds: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** What a user calls some of the friends, by their ids; those without a name of the user's are left out. */
  remarks(sql: SqlSession, userId: number, friendIds: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** One has blacklisted another: ends what the two asked of each other. Within the transaction, which holds both rows. */
  shunned(tx: SqlSession, pair: readonly [by: number, target: number]): Promise<void>;
}

/** Friends, as the app asks about them. Without a unit that keeps lists nobody is anybody's. */
export class Friends {
  #book: FriendBook | undefined;

  /** Whether users can be friends here. */
  get isKept(): boolean {
    return this.#book !== undefined;
  }

  /** As in `FriendBook`; undefined where nobody is a friend. */
  get listed(): string | undefined {
    return this.#book?.listed;
  }

  /** Gives the lists into a unit's hands, in `didLoad`. Throws a BootError where another has them. */
  entrust(book: FriendBook): void {
    if (this.#book) throw new BootError('two units keep lists of friends: switch one of them off in config/plugin.ts');
    this.#book = book;
  }

  async behind(tx: SqlSession, userId: number, rowIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return this.#book?.behind(tx, userId, rowIds) ?? new Map();
  }

  async remarks(sql: SqlSession, userId: number, friendIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (friendIds.length === 0) return new Map();
    return this.#book?.remarks(sql, userId, friendIds) ?? new Map();
  }

  async shunned(tx: SqlSession, pair: readonly [by: number, target: number]): Promise<void> {
    await this.#book?.shunned(tx, pair);
  }
}
