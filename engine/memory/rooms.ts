import { emptyList } from '../empty.ts';
import type { MailboxRead, Position, PushResult } from '../mailbox.ts';
import type { Rooms } from '../rooms.ts';
import { MemoryMailbox } from './mailbox.ts';

/** Bounds of the in-process rooms, and where they learn which nodes live. */
export interface MemoryRoomsOptions {
  /** Entries kept per room; the oldest go first. */
  readonly cap: number;
  /** Bytes kept for all rooms together, roughly; the rooms not touched for longest lose theirs. */
  readonly budget: number;
  /** Whether a node has a lease now. */
  isLive(node: string): boolean;
}

const NOBODY: readonly string[] = [];

/** The rooms of a single node: lists like those of its mailboxes, and a map of who watches. */
export class MemoryRooms implements Rooms {
  readonly #lists: MemoryMailbox;
  readonly #watchers = new Map<number, readonly string[]>();

  constructor(options: MemoryRoomsOptions) {
    const { cap, budget } = options;
    const nodes = (roomId: number): readonly string[] => this.#watching(roomId).filter((node) => options.isLive(node));
    this.#lists = new MemoryMailbox({ cap, budget, nodes });
  }

  push(roomId: number, entry: string): Promise<PushResult> {
    return this.#lists.push(roomId, entry);
  }

  watch(roomIds: readonly number[], node: string): Promise<Position[]> {
    for (const roomId of roomIds) this.#watchers.set(roomId, [...this.#without(roomId, node), node]);
    return Promise.all(roomIds.map((roomId) => this.#lists.position(roomId)));
  }

  unwatch(roomIds: readonly number[], node: string): Promise<void> {
    for (const roomId of roomIds) {
      const rest = this.#without(roomId, node);
      if (rest.length > 0) this.#watchers.set(roomId, rest);
      else this.#watchers.delete(roomId);
    }
    return Promise.resolve();
  }

  read(roomId: number, epoch: string, after: number): Promise<MailboxRead> {
    return this.#lists.read(roomId, epoch, after);
  }

  empty(roomId: number): Promise<void> {
    return emptyList(this.#lists, roomId);
  }

  #watching(roomId: number): readonly string[] {
    return this.#watchers.get(roomId) ?? NOBODY;
  }

  #without(roomId: number, node: string): readonly string[] {
    return this.#watching(roomId).filter((other) => other !== node);
  }
}
