import { EngineUnavailable } from '../../../engine/error.ts';
import type { Position } from '../../../engine/mailbox.ts';
import type { ListEntry } from './group-entry.ts';
import { Room, type Listener, type RoomOptions } from './room.ts';

/** Options of the rooms of this node. */
export interface RoomsOptions extends RoomOptions {
  /** This node's name on the bus. */
  readonly node: string;
}

/** Groups per call of the engine. */
const CHUNK = 500;

/** The groups of which members have sockets on this node. */
export class GroupFeeds {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<number, Room>();
  readonly #entering = new Map<number, Promise<void>>();
  #idle: ReadonlySet<number> = new Set();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** How many there are. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Whether members of a group have been seen here. */
  has(id: number): boolean {
    return this.#rooms.has(id);
  }

  /** Watches groups: what is said from now on comes by. Whoever reads SQL afterwards misses nothing. */
  async enter(ids: readonly number[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#rooms.has(id) && !this.#entering.has(id));
    if (fresh.length > 0) this.#watch(fresh);
    await Promise.all(ids.flatMap((id) => this.#entering.get(id) ?? []));
  }

  /** An entry that this node pushed just now. */
  offer(id: number, place: Position, entry: ListEntry): void {
    this.#rooms.get(id)?.offer(place, entry);
  }

  /** Another node pushed entries. */
  wake(id: number): void {
    this.#rooms.get(id)?.wake();
  }

  /** The sockets of members here, as of a version of the group's rights or a later one; none of a banned group. */
  async listeners(id: number, aclVersion: number): Promise<readonly Listener[]> {
    return (await this.#rooms.get(id)?.listeners(aclVersion)) ?? [];
  }

  /** A group was banned or is open again: of what was withheld the members' sessions fill from SQL. */
  async refill(id: number): Promise<void> {
    await this.#rooms.get(id)?.refill();
  }

  /** Renews the watches, compares places, and leaves the groups of which nobody is here any more. */
  async check(): Promise<void> {
    const { lists, node } = this.#options;
    const idle = [...this.#rooms].filter(([, room]) => !room.isNeeded).map(([id]) => id);
    // Found so twice: whoever enters just now may not be known as a member here yet.
    const left = idle.filter((id) => this.#idle.has(id));
    this.#idle = new Set(idle);
    for (const id of left) this.#rooms.delete(id);
    if (left.length > 0) await lists.unwatch(left, node);
    const kept = [...this.#rooms.keys()];
    for (let from = 0; from < kept.length; from += CHUNK) await this.#compare(kept.slice(from, from + CHUNK));
  }

  async #compare(ids: readonly number[]): Promise<void> {
    const { lists, node } = this.#options;
    const places = await lists.watch(ids, node);
    for (const [index, id] of ids.entries()) {
      const place = places[index];
      if (place) this.#rooms.get(id)?.check(place);
    }
  }

  #watch(ids: readonly number[]): void {
    const watching = this.#begin(ids).finally(() => {
      for (const id of ids) this.#entering.delete(id);
    });
    for (const id of ids) this.#entering.set(id, watching);
  }

  async #begin(ids: readonly number[]): Promise<void> {
    const { lists, node } = this.#options;
    const places = await lists.watch(ids, node);
    for (const [index, id] of ids.entries()) {
      const place = places[index];
      if (place) this.#rooms.set(id, new Room(id, this.#options, place));
    }
    // Who enters counts on hearing what is said from now on.
    if (places.includes(undefined)) throw new EngineUnavailable("a group can't be watched now");
  }
}
