import type { UnsentMessage } from './draft.ts';

/** A message in the outbox and its place among all. */
export interface Item {
  unsent: UnsentMessage;
  /** Grows with every send and retry. */
  order: number;
  /** When the present try went out, in ms. */
  sentAt: number;
}

/** The unsent messages to one conversation: a queue in order, and those that wait for their answer. */
export class Lane {
  #queue: Item[] = [];
  readonly #flying = new Map<string, Item>();

  get flying(): ReadonlyMap<string, Item> {
    return this.#flying;
  }

  get isEmpty(): boolean {
    return this.#queue.length + this.#flying.size === 0;
  }

  /** Queues by order: a new one at the end, one that comes back before those that came later. */
  add(item: Item): void {
    const index = this.#queue.findLastIndex((other) => other.order < item.order);
    this.#queue.splice(index + 1, 0, item);
  }

  /** The next ones to send so that at most `window` are under way; nothing overtakes one that waits for its file. */
  launch(window: number): readonly Item[] {
    const blocked = this.#queue.findIndex(({ unsent }) => unsent.upload !== null);
    const ready = blocked < 0 ? this.#queue.length : blocked;
    const items = this.#queue.splice(0, Math.min(ready, Math.max(0, window - this.#flying.size)));
    for (const item of items) this.#flying.set(item.unsent.clientId, item);
    return items;
  }

  /** Takes back those under way for which `test` holds, and says which. */
  land(test: (item: Item) => boolean): readonly Item[] {
    const items = [...this.#flying.values()].filter(test);
    for (const item of items) this.remove(item);
    for (const item of items) this.add(item);
    return items;
  }

  remove(item: Item): void {
    if (this.#flying.delete(item.unsent.clientId)) return;
    this.#queue = this.#queue.filter((other) => other !== item);
  }
}
