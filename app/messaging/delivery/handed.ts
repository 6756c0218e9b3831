/** Messages that were written to a socket and are not acknowledged yet: neighbours in one conversation, from seq to seq. */
export interface Handout {
  readonly conversationId: number;
  readonly from: number;
  readonly to: number;
  /** Number of the last one in the mailbox, 0 when they came from SQL, from a group's list or from another tab. */
  readonly place: number;
  readonly epoch: string;
}

/** One message that is written. */
export type Handing = Pick<Handout, 'conversationId' | 'place' | 'epoch'> & { readonly seq: number };

type Run = { -readonly [Field in keyof Handout]: Handout[Field] };

/** What was written to one socket, in order, numbered from 1; acknowledgements are cumulative. */
export class HandedList {
  #waiting: Run[] = [];
  #written = 0;
  #acknowledged = 0;

  /** How many messages were written in all. */
  get count(): number {
    return this.#written;
  }

  get isEmpty(): boolean {
    return this.#written === this.#acknowledged;
  }

  add(message: Handing): void {
    const { conversationId, seq, place, epoch } = message;
    this.#written += 1;
    const last = this.#waiting.at(-1);
    if (last && follows(last, message)) {
      last.to = seq;
      last.place = place;
    } else this.#waiting.push({ conversationId, from: seq, to: seq, place, epoch });
  }

  /** What an acknowledgement up to the `count`th message newly covers; counts that were never written are cut. */
  take(count: number): Handout[] {
    let covered = Math.min(count, this.#written) - this.#acknowledged;
    if (covered <= 0) return [];
    this.#acknowledged += covered;
    const whole = this.#waiting.findIndex((run) => (covered -= lengthOf(run)) < 0);
    if (whole < 0) return this.#waiting.splice(0);
    const taken: Handout[] = this.#waiting.splice(0, whole);
    const cut = this.#waiting[0];
    return cut && -covered < lengthOf(cut) ? [...taken, split(cut, -covered)] : taken;
  }
}

function lengthOf({ from, to }: Handout): number {
  return to - from + 1;
}

/** In the mailbox, too, neighbours follow each other: what is split later knows its place. */
function follows({ conversationId, to, place, epoch }: Handout, next: Handing): boolean {
  const isNextPlace = next.place === (place === 0 ? 0 : place + 1) && next.epoch === epoch;
  return next.conversationId === conversationId && next.seq === to + 1 && isNextPlace;
}

/** Takes all but the last `rest` messages off a run. */
function split(run: Run, rest: number): Handout {
  const taken = { ...run, to: run.to - rest, place: run.place === 0 ? 0 : run.place - rest };
  run.from = taken.to + 1;
  return taken;
}
