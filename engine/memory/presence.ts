import type { Position } from '../mailbox.ts';
import type { Claim, ClaimResult, HeldRoute, Presence, RouteState } from '../presence.ts';

/** Where the in-process presence learns mailbox positions, and how long it remembers the absent. */
export interface MemoryPresenceOptions {
  position(userId: number): Position;
  /** ms that a route without nodes still refuses older sessions. */
  readonly absence: number;
}

interface Route {
  sessionId: number;
  fence: number;
  nodes: readonly string[];
}

const NOWHERE: readonly string[] = [];

/** The routes of a single node: plain maps. A node that left has no routes until it renews. */
export class MemoryPresence implements Presence {
  readonly #options: MemoryPresenceOptions;
  readonly #routes = new Map<number, Route>();
  /** When each route without nodes lost its last one; oldest first. */
  readonly #absent = new Map<number, number>();
  readonly #live = new Set<string>();

  constructor(options: MemoryPresenceOptions) {
    this.#options = options;
  }

  /** Nodes that hold sessions of a user now. */
  nodes(userId: number): readonly string[] {
    return this.#routes.get(userId)?.nodes ?? NOWHERE;
  }

  /** Whether a node renewed and has not left. */
  isLive(node: string): boolean {
    return this.#live.has(node);
  }

  claim({ userId, sessionId, node, exclusive }: Claim): Promise<ClaimResult> {
    const route = this.#routes.get(userId);
    if (route && sessionId < route.sessionId) {
      return Promise.resolve({ granted: false, fence: route.fence, replaced: NOWHERE, nodes: NOWHERE });
    }
    if (route && sessionId === route.sessionId && !exclusive) {
      this.#place(userId, route, [...without(route.nodes, node), node]);
      return Promise.resolve({ granted: true, fence: route.fence, replaced: NOWHERE, nodes: route.nodes });
    }
    const fence = Math.max((route?.fence ?? 0) + 1, Date.now());
    this.#place(userId, { sessionId, fence, nodes: NOWHERE }, [node]);
    return Promise.resolve({ granted: true, fence, replaced: route?.nodes ?? NOWHERE, nodes: [node] });
  }

  restore({ userId, sessionId, fence, node }: HeldRoute): Promise<boolean> {
    const route = this.#routes.get(userId);
    const order = route ? sessionId - route.sessionId || fence - route.fence : 1;
    if (order < 0) return Promise.resolve(false);
    const nodes = route && order === 0 ? without(route.nodes, node) : NOWHERE;
    this.#place(userId, { sessionId, fence, nodes }, [...nodes, node]);
    return Promise.resolve(true);
  }

  release({ userId, sessionId, fence, node }: HeldRoute): Promise<void> {
    const route = this.#routes.get(userId);
    if (route?.sessionId === sessionId && route.fence === fence) this.#place(userId, route, without(route.nodes, node));
    return Promise.resolve();
  }

  check(userIds: readonly number[]): Promise<RouteState[]> {
    return Promise.resolve(userIds.map((userId) => this.#state(userId)));
  }

  online(userIds: readonly number[]): Promise<Set<number>> {
    return Promise.resolve(new Set(userIds.filter((userId) => this.nodes(userId).length > 0)));
  }

  renew(node: string): Promise<ReadonlySet<string>> {
    this.#live.add(node);
    return Promise.resolve(new Set(this.#live));
  }

  leave(node: string): Promise<void> {
    this.#live.delete(node);
    for (const [userId, route] of this.#routes) {
      if (route.nodes.includes(node)) this.#place(userId, route, without(route.nodes, node));
    }
    return Promise.resolve();
  }

  #state(userId: number): RouteState {
    const { epoch, last } = this.#options.position(userId);
    const route = this.#routes.get(userId);
    return { sessionId: route?.sessionId ?? 0, fence: route?.fence ?? 0, nodes: route?.nodes ?? NOWHERE, epoch, last };
  }

  #place(userId: number, route: Route, nodes: readonly string[]): void {
    route.nodes = nodes;
    this.#routes.set(userId, route);
    this.#absent.delete(userId);
    if (nodes.length === 0) this.#absent.set(userId, Date.now());
    this.#forgetAbsent();
  }

  #forgetAbsent(): void {
    const before = Date.now() - this.#options.absence;
    for (const [userId, since] of this.#absent) {
      if (since > before) return;
      this.#absent.delete(userId);
      this.#routes.delete(userId);
    }
  }
}

function without(nodes: readonly string[], node: string): readonly string[] {
  return nodes.includes(node) ? nodes.filter((other) => other !== node) : nodes;
}
