import { Followers } from '../../../app/messaging/follow/followers.ts';
import type { Tail } from '../../../app/messaging/follow/cursor.ts';
import type { StoredMessage } from '../../../app/messaging/journal/draft.ts';
import type { Sql } from '../../../engine/sql.ts';
import { INDEX, indexMessages } from '../../../plugins/search/index-messages.ts';

/** The term table of an archive of the benchmarks, by the server's own indexer. */
export async function index(sql: Sql, tails: readonly Tail[]): Promise<void> {
  const never = 3_600_000;
  const faults: unknown[] = [];
  const followers = new Followers(
    { interval: never, slice: Infinity, calm: 0, deadline: never },
    {
      sql,
      node: 'archive',
      pending: () => 0,
      lease: 0,
      pause: { least: never, most: never },
      onFault: ({ error }) => void faults.push(error),
      onError: (error) => void faults.push(error),
    },
  );
  const recalled = new Map<string, StoredMessage>();
  const follower = followers.add(INDEX, { from: 'start', handle: (messages, ctx) => indexMessages({ sql, recalled, messages, ctx }) });
  if (!(await follower.catchUp(tails, Infinity))) throw new AggregateError(faults, 'the archive was not indexed');
}
