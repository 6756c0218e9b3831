import type { Context } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';
import type { Retention } from '../retention/ended.ts';
import type { Purge } from '../retention/purging.ts';
import type { Section } from './section.ts';

/** The erasure of an account, within its transaction, which holds the user's row. */
export interface Erasure {
  readonly userId: number;
  /** ms since 1970. */
  readonly now: number;
  /** Has every node forget what it cached under these keys once the transaction is committed, as `app.invalidate` does. */
  readonly outdate: (keys: readonly string[]) => void;
  /** Has every unit forget a conversation of which nothing is left. */
  readonly forget: (conversationId: number) => Promise<void>;
}

/** Messages that are removed for good. */
export interface Removal {
  readonly conversationId: number;
  /** The first ones of the conversation, in order; null where all of it goes. */
  readonly messages: readonly Pick<StoredMessage, 'seq' | 'type' | 'data'>[] | null;
}

/** An account whose erasure is committed. */
export interface Remains {
  readonly userId: number;
  /** 0 at first; 1 when it is done once more, for what was on its way into a list while the account was erased. */
  readonly round: number;
}

/** What a unit removes with a purge. */
export interface UnitPurge {
  readonly name: string;
  /** Removes it, in small steps beside servers that run, or only counts it; returns how many. */
  run(purging: Purge): Promise<number>;
}

/** What a unit holds of people: `app/privacy.ts`. */
export interface Privacy {
  /** What an export shows of it. */
  readonly sections?: readonly Section[];
  /** Takes what names the user out of the unit's tables, in the transaction of the erasure: for what is few rows of each table. */
  erase?(tx: SqlSession, erasure: Erasure): Promise<unknown>;
  /**
   * Takes away the rest after the commit, in portions of its own: rows by the thousand, files, what lies elsewhere. It may be cut off anywhere,
   * and begins anew until it resolves, on this node or another; then it comes once more. The row of the user has no name any more.
   */
  clear?(ctx: Context, remains: Remains): Promise<unknown>;
  /** Takes away what the unit made of messages, in the transaction that removes them: a purge, or the erasure of the last member of a group. */
  forget?(tx: SqlSession, removal: Removal): Promise<unknown>;
  /** Rows that go after their time: servers remove them once an hour, and `foyer purge` does. */
  readonly retention?: readonly Retention[];
  /** What `foyer purge` removes besides, once the messages are gone that are too old; its name is what the command calls it. */
  readonly purge?: UnitPurge;
}

/** Types the default export of a unit's `app/privacy.ts`. */
export function definePrivacy(privacy: Privacy): Privacy {
  return privacy;
}
