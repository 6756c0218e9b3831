import type { Mailbox, Position } from '../../../engine/mailbox.ts';
import { unseal, type Envelope } from './envelope.ts';

/** Where a feed writes to. */
export interface FeedSink {
  /** False while nothing may be written (a slow reader): the feed stops and waits for room. */
  readonly isReady: boolean;
  /** Resolves when something may be written again, or never will. */
  room(): Promise<void>;
  write(envelope: Envelope, place: Position): void;
  /** Writes everything that SQL has for the user and the socket has not seen. */
  resume(): Promise<void>;
}

/** In no mailbox. */
const NOWHERE: Position = { epoch: '', last: 0 };
/** Messages of groups that wait for the end of a fill; more are read from SQL again. */
const MOST_PASSED = 256;

/** Options of a feed. */
export interface FeedOptions {
  readonly userId: number;
  readonly mailbox: Mailbox;
  readonly sink: FeedSink;
  /** Told when a fill failed; the periodic check tries it again. */
  onError(error: unknown): void;
}

/**
 * One socket's place in its user's mailbox. It starts from SQL and goes on from the position that was captured before SQL was read; whenever
 * the mailbox does not hold what lies between, it does so again. While it fills, what comes live only makes it look again.
 */
export class Feed {
  readonly #options: FeedOptions;
  #epoch = '';
  #last = 0;
  #mustResume = true;
  #filling: Promise<void> | undefined;
  #again = false;
  #isOpen = false;
  #isClosed = false;
  #waitsForRoom = false;
  #passed: Envelope[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Whether it hands over; what comes before waits for `open`. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#isClosed;
  }

  /** The first hand-over; rejects when a store can't be reached. */
  async open(): Promise<void> {
    this.#isOpen = true;
    await this.#fill();
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Hands nothing over until it is opened again, which begins with SQL. */
  rest(): void {
    this.#isOpen = false;
    this.#mustResume = true;
  }

  /** An entry that was pushed just now. */
  offer(place: Position, envelope: Envelope): void {
    if (this.#isClosed) return;
    const isNext = place.epoch === this.#epoch && place.last === this.#last + 1;
    if (this.#filling || !isNext || this.#mustResume || !this.#options.sink.isReady) {
      this.#notice(place);
      return;
    }
    this.#last = place.last;
    this.#options.sink.write(envelope, place);
  }

  /** A message of a group, which lies in no user's mailbox. One that comes while SQL is read waits: it may be newer than what is read. */
  pass(envelope: Envelope): void {
    if (!this.isOpen) return;
    if (this.#filling) this.#keep(envelope);
    else if (this.#mustResume || !this.#options.sink.isReady) this.refill();
    else this.#options.sink.write(envelope, NOWHERE);
  }

  /** Compares with where the mailbox stands, and fills on a difference. */
  check({ epoch, last }: Position): void {
    if (this.#filling) return;
    if (epoch !== this.#epoch) this.refill();
    else if (this.#mustResume || last !== this.#last) this.wake();
  }

  /** There may be something new. */
  wake(): void {
    if (!this.isOpen) return;
    if (this.#filling) {
      this.#again = true;
      return;
    }
    if (!this.#options.sink.isReady) {
      void this.#wakeWithRoom();
      return;
    }
    this.#fill().catch((error: unknown) => this.#options.onError(error));
  }

  /** The mailbox may have lost entries: fill from SQL. */
  refill(): void {
    this.#mustResume = true;
    this.wake();
  }

  #notice(place: Position): void {
    if (this.#filling || place.epoch !== this.#epoch || place.last > this.#last) this.wake();
  }

  #keep(envelope: Envelope): void {
    if (this.#passed.length < MOST_PASSED) this.#passed.push(envelope);
    else this.refill();
  }

  async #wakeWithRoom(): Promise<void> {
    if (this.#waitsForRoom) return;
    this.#waitsForRoom = true;
    await this.#options.sink.room();
    this.#waitsForRoom = false;
    this.wake();
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#run().finally(() => {
      this.#filling = undefined;
      const isCut = this.#passOn();
      // Something may have come between the last look and now.
      if (this.#again || isCut) this.wake();
    });
    return this.#filling;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      if (this.#mustResume) await this.#resume();
      await this.#read();
    } while ((this.#again || this.#mustResume) && !this.#isClosed && this.#options.sink.isReady);
  }

  /** What came by while SQL was read; what was read is not written twice. True: something is left to SQL. */
  #passOn(): boolean {
    const passed = this.#passed.splice(0);
    for (const envelope of passed) {
      if (!this.#options.sink.isReady) this.#mustResume = true;
      if (!this.#mustResume) this.#options.sink.write(envelope, NOWHERE);
    }
    return passed.length > 0 && this.#mustResume;
  }

  async #resume(): Promise<void> {
    const { mailbox, sink, userId } = this.#options;
    // Captured before SQL is read: what is committed later has a later place, what is committed now is in SQL.
    const { epoch, last } = await mailbox.position(userId);
    this.#mustResume = false;
    try {
      await sink.resume();
    } catch (error) {
      this.#mustResume = true;
      throw error;
    }
    this.#epoch = epoch;
    this.#last = last;
  }

  async #read(): Promise<void> {
    const { mailbox, sink, userId } = this.#options;
    const { entries, first } = await mailbox.read(userId, this.#epoch, this.#last);
    if (!entries) {
      this.#mustResume = true;
      return;
    }
    for (const [index, entry] of entries.entries()) {
      if (this.#isClosed || !sink.isReady) {
        this.#again = true;
        return;
      }
      this.#last = first + index;
      sink.write(unseal(entry), { epoch: this.#epoch, last: this.#last });
    }
  }
}
