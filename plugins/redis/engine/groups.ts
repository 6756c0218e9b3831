import type { RedisClient } from './client.ts';
import type { Link } from './link.ts';

/** Users per script: bounds the time that one script holds Redis. */
export const GROUP_SIZE = 128;

/** Cuts what is to be done for many users into what one script may do: on a cluster one user, since each lives on a server of his own. */
export function scriptGroups<T>(client: RedisClient, items: readonly T[]): T[][] {
  const size = client.isCluster ? 1 : GROUP_SIZE;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** One script for a group; answers a text for each of it. */
type Ask<T> = (group: readonly T[], generation: string, client: RedisClient) => Promise<string[]>;

/** Asks about many, in groups. Undefined where the server of a group could not be asked while others could; rejects when none could. */
export async function askGroups<T>(link: Link, items: readonly T[], ask: Ask<T>): Promise<(string | undefined)[]> {
  const groups = scriptGroups(link.client, items);
  const answers = await Promise.allSettled(groups.map((group) => link.call((generation, client) => ask(group, generation, client))));
  const failure = answers.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected' && !answers.some(({ status }) => status === 'fulfilled')) throw failure.reason;
  return answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? answer.value : (groups[index] ?? []).map(() => undefined)));
}
