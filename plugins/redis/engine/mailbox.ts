import type { Mailbox, MailboxRead, Position, PushResult } from '../../../engine/mailbox.ts';
import { scriptGroups } from './groups.ts';
import { Pushes, type PushOptions } from './pushes.ts';
import { unusedEpoch } from './unused-epoch.ts';

interface Trim {
  readonly epoch: string;
  readonly upTo: number;
}

/** Mailboxes as Redis lists, one script per call; docs/decisions/0003-mailbox-epoch.md says why nothing is skipped unnoticed. */
export class RedisMailbox implements Mailbox {
  readonly #options: PushOptions;
  readonly #pushes: Pushes;
  #trims = new Map<number, Trim>();
  #trimming: Promise<void> | undefined;

  constructor(options: PushOptions) {
    this.#options = options;
    this.#pushes = new Pushes(options);
  }

  push(userId: number, envelope: string): Promise<PushResult> {
    return this.#pushes.add(userId, envelope);
  }

  async position(userId: number): Promise<Position> {
    const { link, keys, ttl } = this.#options;
    const [epoch, last] = await link.call((generation, client) =>
      client.foyerPosition(keys.mailbox(userId), keys.position(userId), generation, unusedEpoch(), ttl),
    );
    return { epoch, last };
  }

  async read(userId: number, epoch: string, after: number): Promise<MailboxRead> {
    const { link, keys, ttl } = this.#options;
    const [current, last, entries] = await link.call((generation, client) =>
      client.foyerRead(keys.mailbox(userId), keys.position(userId), generation, unusedEpoch(), ttl, epoch, after),
    );
    return { epoch: current, last, first: after + 1, entries };
  }

  /** Trims of one loop turn travel together; of several for one user the last stands. */
  trim(userId: number, epoch: string, upTo: number): Promise<void> {
    this.#trims.set(userId, { epoch, upTo });
    this.#trimming ??= new Promise<void>((resolve) => {
      setImmediate(() => resolve(this.#trimAll()));
    });
    return this.#trimming;
  }

  async #trimAll(): Promise<void> {
    const trims = this.#trims;
    this.#trims = new Map();
    this.#trimming = undefined;
    const { link, keys } = this.#options;
    await link.call(async (generation, client) => {
      const scripts = scriptGroups(client, [...trims]).map((group) => {
        const names = group.flatMap(([userId]) => [keys.mailbox(userId), keys.position(userId)]);
        return client.foyerTrim(names.length, ...names, generation, ...group.flatMap(([, { epoch, upTo }]) => [epoch, upTo]));
      });
      await Promise.all(scripts);
    });
  }
}
