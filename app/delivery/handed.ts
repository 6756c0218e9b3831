/** A message that was written to a socket and is not acknowledged yet. */
export interface HandedMessage {
  readonly conversationId: number;
  readonly seq: number;
  /** Number in the mailbox, 0 when it came from SQL or from another tab. */
  readonly place: number;
  readonly epoch: string;
}

/** What was written to one socket, in order, numbered from 1; acknowledgements are cumulative. */
export class Handed {
  #waiting: HandedMessage[] = [];
  #acknowledged = 0;

  /** How many messages were written in all. */
  get count(): number {
    return this.#acknowledged + this.#waiting.length;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(message: HandedMessage): void {
    this.#waiting.push(message);
  }

  /** The messages that an acknowledgement up to the `count`th one newly covers; counts that were never written are cut. */
  take(count: number): HandedMessage[] {
    const covered = Math.min(count, this.count) - this.#acknowledged;
    if (covered <= 0) return [];
    this.#acknowledged += covered;
    return this.#waiting.splice(0, covered);
  }
}
