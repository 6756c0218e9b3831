import type { PushResult } from '../../../engine/mailbox.ts';
import type { BoxKeys } from './keys.ts';
import type { Link } from './link.ts';
import type { LiveNodes } from './nodes.ts';
import { GROUP_SIZE, scriptGroups } from './groups.ts';
import { unusedEpoch } from './unused-epoch.ts';

/** What pushing stands on, and the bounds of a mailbox or room. */
export interface PushOptions {
  readonly link: Link;
  readonly keys: BoxKeys;
  readonly nodes: LiveNodes;
  /** Entries kept per user or room; the oldest go first. */
  readonly cap: number;
  /** ms after which a list that nobody touches is forgotten. */
  readonly ttl: number;
}

/** What one user gets in one loop turn. */
interface Waiting {
  readonly userId: number;
  readonly envelopes: string[];
  readonly senders: Sender[];
}

interface Sender {
  readonly resolve: (pushed: PushResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the pushes of a loop turn: one script for all users, or one for each on a cluster, where users live on different servers. There a
 * user's next script waits for the one under way, which may be sent on to another server: it would come in behind the next.
 */
export class Pushes {
  readonly #options: PushOptions;
  readonly #isCluster: boolean;
  readonly #busy = new Set<number>();
  #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor(options: PushOptions) {
    this.#options = options;
    this.#isCluster = options.link.client.isCluster;
  }

  add(userId: number, envelope: string): Promise<PushResult> {
    if (this.#count === 0) setImmediate(() => this.#flush());
    if (this.#count === GROUP_SIZE) this.#flush(); // of one user too: Lua can't unpack thousands
    this.#count += 1;
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(userId) ?? this.#open(userId);
      waiting.envelopes.push(envelope);
      waiting.senders.push({ resolve, reject });
    });
  }

  #open(userId: number): Waiting {
    const waiting: Waiting = { userId, envelopes: [], senders: [] };
    this.#waiting.set(userId, waiting);
    return waiting;
  }

  #flush(): void {
    if (this.#count === 0) return;
    this.#count = 0;
    if (this.#isCluster) for (const userId of this.#waiting.keys()) void this.#sendInTurn(userId); // answers its senders
    else this.#flushAll();
  }

  #flushAll(): void {
    const groups = scriptGroups(this.#options.link.client, [...this.#waiting.values()]);
    this.#waiting = new Map();
    for (const group of groups) void this.#send(group); // answers its senders
  }

  async #sendInTurn(userId: number): Promise<void> {
    if (this.#busy.has(userId)) return;
    this.#busy.add(userId);
    for (let next = this.#take(userId); next; next = this.#take(userId)) await this.#send([next]);
    this.#busy.delete(userId);
  }

  /** What waits for a user, or as much of it as one script may bring. */
  #take(userId: number): Waiting | undefined {
    const waiting = this.#waiting.get(userId);
    if (waiting && waiting.envelopes.length > GROUP_SIZE) {
      return { userId, envelopes: waiting.envelopes.splice(0, GROUP_SIZE), senders: waiting.senders.splice(0, GROUP_SIZE) };
    }
    this.#waiting.delete(userId);
    return waiting;
  }

  async #send(group: readonly Waiting[]): Promise<void> {
    try {
      const answer = await this.#options.link.call((generation, client) => client.foyerPush(...this.#arguments(group, generation)));
      group.forEach((waiting, index) => this.#resolve(waiting, answer.slice(index * 3, index * 3 + 3)));
    } catch (error) {
      for (const { senders } of group) for (const { reject } of senders) reject(error);
    }
  }

  #arguments(group: readonly Waiting[], generation: string): (string | number)[] {
    const { keys, ttl, cap } = this.#options;
    const all: (string | number)[] = [group.length * 3];
    for (const { userId } of group) all.push(keys.mailbox(userId), keys.position(userId), keys.route(userId));
    all.push(generation, unusedEpoch(), ttl, cap);
    for (const { envelopes } of group) all.push(envelopes.length, ...envelopes);
    return all;
  }

  #resolve({ senders }: Waiting, [epoch, last, list]: readonly (string | number)[]): void {
    const nodes = this.#options.nodes.glance(String(list));
    const before = Number(last) - senders.length;
    senders.forEach(({ resolve }, index) => resolve({ epoch: String(epoch), last: before + index + 1, nodes }));
  }
}
