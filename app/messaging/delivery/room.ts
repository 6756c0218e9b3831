import type { Rooms as RoomLists } from '../../../engine/rooms.ts';
import type { Position } from '../../../engine/mailbox.ts';
import { goneGroup, GROUP_STATUS, type CachedGroup } from '../../cache.ts';
import type { Cache } from '../../../engine/cache.ts';
import { readEntry, REFILL, type GroupEntry, type ListEntry } from './group-entry.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** What rooms work with. */
export interface RoomOptions {
  readonly lists: RoomLists;
  readonly groups: Cache<number, CachedGroup | null>;
  readonly sessions: Sessions;
  /** Told when a list or the members could not be read; the periodic check tries again. */
  onError(error: unknown): void;
}

/** A socket of a member on this node. */
export interface Listener {
  readonly session: Session;
  /** What was said up to here is not the member's. */
  readonly joinedSeq: number;
}

/** Who gets what is said, as of one state of the group and of this node's sockets. */
interface Audience {
  readonly group: CachedGroup;
  readonly version: number;
  readonly listeners: readonly Listener[];
}

/**
 * One group on this node: a place in its list, and the members' sockets. What is said is read once and handed to all of them; whenever the
 * list does not hold what lies between, their sessions fill from SQL.
 */
export class Room {
  readonly #id: number;
  readonly #options: RoomOptions;
  #epoch: string;
  #last: number;
  #audience: Audience | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(id: number, options: RoomOptions, { epoch, last }: Position) {
    this.#id = id;
    this.#options = options;
    this.#epoch = epoch;
    this.#last = last;
  }

  /** An entry that was pushed just now. */
  offer({ epoch, last }: Position, entry: ListEntry): void {
    const isNext = !this.#reading && epoch === this.#epoch && last === this.#last + 1;
    const audience = isNext ? this.#present(leastOf(entry)) : undefined;
    if (!audience) {
      this.wake();
      return;
    }
    this.#last = last;
    hand(entry, audience);
  }

  /** There may be something new in the list. */
  wake(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = this.#read()
      .catch((error: unknown) => {
        this.#again = false;
        this.#options.onError(error);
      })
      .finally(() => {
        this.#reading = undefined;
        // Something may have come between the last look and now.
        if (this.#again) this.wake();
      });
  }

  /** Lets the members' sessions fill from SQL, of what was withheld. */
  async refill(): Promise<void> {
    hand(REFILL, await this.#ask());
  }

  /** Who is here, as of a version of the group's rights or a later one; nobody while it is banned. */
  async listeners(aclVersion: number): Promise<readonly Listener[]> {
    const { group, listeners } = this.#present(aclVersion) ?? (await this.#ask());
    return group.status === GROUP_STATUS.banned ? [] : listeners;
  }

  /** Compares with where the list stands, and reads on a difference. */
  check({ epoch, last }: Position): void {
    if (epoch !== this.#epoch || last !== this.#last) this.wake();
  }

  /** Whether a member has a socket here; from what this node knew when it last looked. */
  get isNeeded(): boolean {
    const group = this.#options.groups.peek(this.#id) ?? this.#audience?.group;
    return !group || this.#listen(group).listeners.length > 0;
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      const { epoch, last, first, entries } = await this.#options.lists.read(this.#id, this.#epoch, this.#last);
      if (entries) await this.#take(entries, first);
      else await this.#restart(epoch, last);
    } while (this.#again);
  }

  async #take(entries: readonly string[], first: number): Promise<void> {
    for (const [index, text] of entries.entries()) {
      const entry = readEntry(text);
      hand(entry, this.#present(leastOf(entry)) ?? (await this.#ask()));
      this.#last = first + index;
    }
  }

  /** The list was lost, or cut: goes on from where it stands now, which was read before SQL is. */
  async #restart(epoch: string, last: number): Promise<void> {
    hand(REFILL, await this.#ask());
    this.#epoch = epoch;
    this.#last = last;
  }

  /** The members, if they are known here as of a version of the group's rights, or a later one. */
  #present(least: number): Audience | undefined {
    const group = this.#options.groups.peek(this.#id);
    return group && group.aclVersion >= least ? this.#listen(group) : undefined;
  }

  async #ask(): Promise<Audience> {
    const { groups } = this.#options;
    groups.forget(this.#id);
    const group = await groups.get(this.#id);
    return group ? this.#listen(group) : { group: goneGroup(this.#id), version: 0, listeners: [] };
  }

  #listen(group: CachedGroup): Audience {
    const { sessions } = this.#options;
    const known = this.#audience;
    if (known?.group === group && known.version === sessions.version) return known;
    const listeners: Listener[] = [];
    for (const [userId, { joinedSeq }] of group.members) {
      for (const session of sessions.of(userId)) listeners.push({ session, joinedSeq });
    }
    return (this.#audience = { group, version: sessions.version, listeners });
  }
}

function leastOf(entry: ListEntry): number {
  return entry === REFILL ? 0 : entry.aclVersion;
}

/** Of a banned group nothing is handed over, though it was said before; SQL has it for when the group is open again. */
function hand(entry: ListEntry, { group, listeners }: Audience): void {
  if (group.status === GROUP_STATUS.banned) return;
  if (entry === REFILL) for (const { session } of listeners) session.feed.refill();
  else handMessage(entry, listeners);
}

/** Who wrote it gets it as an echo; who came in later does not get it at all. */
function handMessage({ senderId, envelope }: GroupEntry, listeners: readonly Listener[]): void {
  for (const { session, joinedSeq } of listeners) {
    if (session.userId !== senderId && envelope.seq > joinedSeq) session.feed.pass(envelope);
  }
}
