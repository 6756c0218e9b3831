import type { Keep } from './purging.ts';

/** Why messages must be kept for longer: mailboxes hold what waits for somebody, for `ttl` ms. Undefined where they are. */
export function problemOf({ messages }: Keep, ttl: number): string | undefined {
  if (messages === 0 || messages >= ttl) return undefined;
  return `messages are kept for ${ttl / 86_400_000} days at least (redis.ttl): so long they may wait for somebody who is away`;
}
