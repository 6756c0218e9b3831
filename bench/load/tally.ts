import type { Stamp } from './body.ts';

interface Lane {
  sent: number;
  /** The seq that should arrive next. */
  next: number;
  /** Those that were jumped over and may still come. */
  readonly missing: Set<number>;
}

/** Checks that each message sent on each pair arrives once and in order. */
export class Tally {
  sent = 0;
  delivered = 0;
  duplicates = 0;
  /** Messages that arrived after a later one of the same pair. */
  disordered = 0;
  readonly #lanes: Lane[];

  constructor(pairs: number) {
    this.#lanes = Array.from({ length: pairs }, () => ({ sent: 0, next: 0, missing: new Set() }));
  }

  /** Sent and not arrived so far. */
  get lost(): number {
    return this.sent - this.delivered;
  }

  /** Messages sent on one pair. */
  sentOn(pair: number): number {
    return this.#lane(pair).sent;
  }

  /** The number of the pair's next message, from 0. */
  send(pair: number): number {
    this.sent += 1;
    return this.#lane(pair).sent++;
  }

  /** Takes an arrival; false when it had arrived before. */
  arrive({ pair, seq }: Stamp): boolean {
    const lane = this.#lane(pair);
    if (seq < lane.next && !this.#late(lane, seq)) return false;
    for (; lane.next < seq; lane.next += 1) lane.missing.add(lane.next);
    if (seq === lane.next) lane.next += 1;
    this.delivered += 1;
    return true;
  }

  #late(lane: Lane, seq: number): boolean {
    if (lane.missing.delete(seq)) {
      this.disordered += 1;
      return true;
    }
    this.duplicates += 1;
    return false;
  }

  #lane(pair: number): Lane {
    const lane = this.#lanes[pair];
    if (!lane) throw new RangeError(`a body of pair ${pair}, which does not exist`);
    return lane;
  }
}
