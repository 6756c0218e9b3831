import type { Claim, ClaimResult, HeldRoute, Presence, RouteState } from '../../../engine/presence.ts';
import type { Keys } from './keys.ts';
import type { Link } from './link.ts';
import type { LiveNodes } from './nodes.ts';
import { askGroups } from './groups.ts';

/** What presence stands on. */
export interface RedisPresenceOptions {
  readonly link: Link;
  readonly keys: Keys;
  readonly nodes: LiveNodes;
  /** ms after which a route that nobody touches is forgotten. */
  readonly ttl: number;
}

/** One check in so many also renews the keys' time to live: sockets are checked every few seconds, keys live for days. */
export const KEEP_ALIVE = 1 / 64;

/** Routes as Redis hashes, taken and left by scripts; routes to nodes without a lease are left out of every answer. */
export class RedisPresence implements Presence {
  readonly #options: RedisPresenceOptions;

  constructor(options: RedisPresenceOptions) {
    this.#options = options;
  }

  async claim({ userId, sessionId, node, exclusive }: Claim): Promise<ClaimResult> {
    const { link, keys, nodes, ttl } = this.#options;
    const [granted, fence, before, after] = await link.call((_, client) =>
      client.foyerClaim(keys.route(userId), sessionId, node, exclusive ? 1 : 0, ttl),
    );
    const [replaced = [], holding = []] = await nodes.keep([before, after]);
    return { granted: granted === 1, fence: Number(fence), replaced, nodes: holding };
  }

  async restore({ userId, sessionId, fence, node }: HeldRoute): Promise<boolean> {
    const { link, keys, ttl } = this.#options;
    return (await link.call((_, client) => client.foyerRestore(keys.route(userId), sessionId, fence, node, ttl))) === 1;
  }

  async release({ userId, sessionId, fence, node }: HeldRoute): Promise<void> {
    const { link, keys } = this.#options;
    await link.call((_, client) => client.foyerRelease(keys.route(userId), sessionId, fence, node));
  }

  async check(userIds: readonly number[]): Promise<(RouteState | undefined)[]> {
    const { link, keys, nodes, ttl } = this.#options;
    const answers = await askGroups(link, userIds, (group, generation, client) => {
      const names = group.flatMap((userId) => [keys.position(userId), keys.route(userId)]);
      return client.foyerCheck(names.length, ...names, generation, Math.random() < KEEP_ALIVE ? ttl : '');
    });
    const states = answers.map((answer) => answer?.split(' '));
    const live = await nodes.keep(states.map((state) => state?.[4] ?? ''));
    return states.map((state, index) => state && routeState(state, live[index] ?? []));
  }

  async online(userIds: readonly number[]): Promise<Set<number>> {
    const { link, keys, nodes } = this.#options;
    const lists = await link.call((_, client) => Promise.all(userIds.map((userId) => client.hget(keys.route(userId), 'nodes'))));
    const live = await nodes.keep(lists.map((list) => list ?? ''));
    return new Set(userIds.filter((_, index) => (live[index] ?? []).length > 0));
  }

  renew(node: string): Promise<ReadonlySet<string>> {
    return this.#options.nodes.renew(node);
  }

  leave(node: string): Promise<void> {
    return this.#options.nodes.leave(node);
  }
}

/** Of an answer to CHECK. */
function routeState([sessionId, fence, last, epoch = '']: readonly string[], nodes: readonly string[]): RouteState {
  return { sessionId: Number(sessionId), fence: Number(fence), nodes, epoch, last: Number(last) };
}
