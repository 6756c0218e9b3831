import type { RedisClient } from './client.ts';

/** Users per script: bounds the time that one script holds Redis. */
export const GROUP_SIZE = 128;

/** Cuts what is to be done for many users into what one script may do: on a cluster one user, since each lives on a server of his own. */
export function scriptGroups<T>(client: RedisClient, items: readonly T[]): T[][] {
  const size = client.isCluster ? 1 : GROUP_SIZE;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
