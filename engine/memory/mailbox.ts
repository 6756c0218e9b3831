import { randomBytes } from 'node:crypto';
import type { Mailbox, MailboxRead, Position, PushResult } from '../mailbox.ts';

/** Bounds of the in-process mailboxes, and where they learn of routes. */
export interface MemoryMailboxOptions {
  /** Entries kept per user; the oldest go first. */
  readonly cap: number;
  /** Bytes kept for all users together, roughly; the users not touched for longest lose theirs. */
  readonly budget: number;
  /** Nodes that hold sessions of a user now. */
  nodes(userId: number): readonly string[];
}

/** One user's entries: `list` from `head` on, the last of them numbered `last`. */
interface Box {
  readonly epoch: string;
  readonly list: string[];
  head: number;
  last: number;
}

/** What an entry and a box cost beside their text, in bytes: headers, array slot, map entry. */
const ENTRY_COST = 32;
const BOX_COST = 256;
/** Dropped entries are cut off the list when there are this many and they are half of it. */
const COMPACT_AT = 32;

/** The mailboxes of a single node, in its own memory: gone with the process, which SQL repairs. */
export class MemoryMailbox implements Mailbox {
  readonly #options: MemoryMailboxOptions;
  /** Least recently touched first. */
  readonly #boxes = new Map<number, Box>();
  readonly #boot = randomBytes(6).toString('base64url');
  #created = 0;
  #bytes = 0;
  #newest: Box | undefined;

  constructor(options: MemoryMailboxOptions) {
    this.#options = options;
  }

  push(userId: number, envelope: string): Promise<PushResult> {
    const box = this.#open(userId);
    box.list.push(envelope);
    box.last += 1;
    this.#bytes += cost(envelope);
    if (held(box) > this.#options.cap) this.#drop(box, 1);
    if (this.#bytes > this.#options.budget) this.#shrink(box);
    return Promise.resolve({ epoch: box.epoch, last: box.last, nodes: this.#options.nodes(userId) });
  }

  position(userId: number): Promise<Position> {
    const { epoch, last } = this.#open(userId);
    return Promise.resolve({ epoch, last });
  }

  /** Where a mailbox stands, without making one: epoch '' and last 0 when there is none. */
  peek(userId: number): Position {
    return this.#boxes.get(userId) ?? { epoch: '', last: 0 };
  }

  read(userId: number, epoch: string, after: number): Promise<MailboxRead> {
    const box = this.#open(userId);
    const missing = box.last - after;
    const whole = epoch === box.epoch && missing >= 0 && missing <= held(box);
    const entries = whole ? box.list.slice(box.list.length - missing) : undefined;
    return Promise.resolve({ epoch: box.epoch, last: box.last, first: after + 1, entries });
  }

  trim(userId: number, epoch: string, upTo: number): Promise<void> {
    const box = this.#boxes.get(userId);
    if (box?.epoch === epoch && upTo <= box.last) this.#drop(box, held(box) - (box.last - upTo));
    return Promise.resolve();
  }

  #open(userId: number): Box {
    const box = this.#boxes.get(userId);
    if (!box) return this.#create(userId);
    if (box === this.#newest) return box;
    this.#boxes.delete(userId);
    this.#boxes.set(userId, box);
    this.#newest = box;
    return box;
  }

  #create(userId: number): Box {
    this.#created += 1;
    const box: Box = { epoch: `${this.#boot}.${this.#created}`, list: [], head: 0, last: 0 };
    this.#boxes.set(userId, box);
    this.#newest = box;
    this.#bytes += BOX_COST;
    if (this.#bytes > this.#options.budget) this.#shrink(box);
    return box;
  }

  #drop(box: Box, count: number): void {
    const { list } = box;
    const end = box.head + count;
    for (; box.head < end; box.head += 1) {
      this.#bytes -= cost(list[box.head] ?? '');
      list[box.head] = '';
    }
    if (box.head < COMPACT_AT || box.head * 2 < list.length) return;
    list.splice(0, box.head);
    box.head = 0;
  }

  /** Takes whole boxes of users not touched for longest; only a single user beyond the budget loses entries instead. */
  #shrink(touched: Box): void {
    for (const [userId, box] of this.#boxes) {
      if (this.#bytes <= this.#options.budget || box === touched) break;
      this.#drop(box, held(box));
      this.#bytes -= BOX_COST;
      this.#boxes.delete(userId);
    }
    while (this.#bytes > this.#options.budget && held(touched) > 0) this.#drop(touched, 1);
  }
}

function held(box: Box): number {
  return box.list.length - box.head;
}

/** Chinese text takes two bytes a character, and then so does the whole string. */
function cost(envelope: string): number {
  return envelope.length * 2 + ENTRY_COST;
}
