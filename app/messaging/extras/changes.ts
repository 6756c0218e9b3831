import { setTimeout as delay } from 'node:timers/promises';
import type { BusMessage } from '../../../engine/bus.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { ServerFrame } from '../../../protocol/index.ts';
import { addresseesOf, type AddresseeSource } from '../delivery/addressees.ts';
import type { GroupFeeds } from '../delivery/group-feeds.ts';
import type { Session } from '../delivery/session.ts';
import type { Sessions } from '../delivery/sessions.ts';
import { findBare, type BareMessage } from '../journal/bare.ts';
import type { Extras } from './extras.ts';

/** What changes are told with. */
export interface ChangesOptions extends AddresseeSource {
  readonly extras: Extras;
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly rooms: GroupFeeds;
  /** ms that changes are gathered before they are read: the most that one message is shown anew is once in so long. */
  readonly gather: number;
  onError(error: unknown): void;
}

/** A message that has other extras than before, on its way between nodes. */
type Change = Extract<BusMessage, { readonly kind: 'changed' }>;

/** Messages that are read together. */
const BATCH = 100;

/**
 * Tells who is there that a stored message has other extras than before. Only its place goes between nodes, and each node reads for its own sockets what
 * the extras are by then: of two changes at once, on whatever nodes, the last frame shows both.
 */
export class Changes {
  readonly #options: ChangesOptions;
  readonly #due = new Map<string, Change>();
  #telling: Promise<void> | undefined;

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /** Something that the extras are made of was committed. Never fails: who is not told reads it at the next connect. */
  tell(place: Pick<BareMessage, 'conversationId' | 'seq'>): void {
    this.#broadcast(place).catch((error: unknown) => this.#options.onError(error));
  }

  /** What a node says to all, for the sockets here. */
  take(change: Change): void {
    if (!this.#isHeard(change)) return;
    const key = keyOf(change);
    const { aclVersion } = this.#due.get(key) ?? change;
    this.#due.set(key, { ...change, aclVersion: Math.max(aclVersion, change.aclVersion) });
    this.#telling ??= this.#run().finally(() => (this.#telling = undefined));
  }

  /** Tells nothing more. */
  async close(): Promise<void> {
    this.#due.clear();
    await this.#telling;
  }

  async #broadcast({ conversationId, seq }: Pick<BareMessage, 'conversationId' | 'seq'>): Promise<void> {
    const addressees = await addresseesOf(this.#options, conversationId);
    const [users, aclVersion] = addressees.kind === 'group' ? [null, addressees.aclVersion] : [addressees.userIds, 0];
    this.#options.engine.bus.broadcast({ kind: 'changed', conversationId, seq, users, aclVersion });
  }

  #isHeard({ conversationId, users }: Change): boolean {
    const { rooms, sessions } = this.#options;
    return users ? users.some((id) => sessions.of(id).size > 0) : rooms.has(conversationId);
  }

  /** One batch after the other: what is read last is told last. */
  async #run(): Promise<void> {
    while (this.#due.size > 0) {
      await delay(this.#options.gather, undefined, { ref: false });
      const batch = [...this.#due].slice(0, BATCH);
      for (const [key] of batch) this.#due.delete(key);
      await this.#tell(batch.map(([, change]) => change)).catch((error: unknown) => this.#options.onError(error));
    }
  }

  /** Of a message that was taken back or is gone nothing is told. */
  async #tell(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const messages = await findBare(this.#options.sql, changes);
    const extras = await this.#options.extras.whole(messages);
    const byPlace = new Map(messages.map((message) => [keyOf(message), message]));
    for (const change of changes) {
      const message = byPlace.get(keyOf(change));
      if (message)
        await this.#show(change, {
          op: 'changed',
          conversation: message.conversationId,
          seq: message.seq,
          extras: extras.get(message) ?? {},
        });
    }
  }

  async #show(change: Change, frame: ServerFrame): Promise<void> {
    const text = JSON.stringify(frame);
    // A reader who is behind is brought up to date from SQL, and reads the extras then.
    for (const session of await this.#readers(change)) if (!session.signal(text)) session.feed.refill();
  }

  async #readers({ conversationId, seq, users, aclVersion }: Change): Promise<readonly Session[]> {
    const { rooms, sessions } = this.#options;
    const found = users
      ? users.flatMap((id) => [...sessions.of(id)])
      : (await rooms.listeners(conversationId, aclVersion)).filter(({ joinedSeq }) => seq > joinedSeq).map(({ session }) => session);
    return found.filter(({ protocol }) => protocol === 'foyer');
  }
}

function keyOf({ conversationId, seq }: Pick<BareMessage, 'conversationId' | 'seq'>): string {
  return `${conversationId}:${seq}`;
}
