import type { BenchUser, Place, Target } from '../target/target.ts';
import { SendFrame } from './body.ts';
import { note, now, type LoadSession } from './session.ts';
import { LoadSocket } from './socket.ts';

export interface SenderOptions {
  readonly target: Target;
  readonly pair: number;
  readonly from: BenchUser;
  readonly to: Place;
}

const IN_FLIGHT = 4096; // a power of two

/** The sending side of one pair, or of a group. */
export class Sender {
  /** Messages that the server called durable so far. */
  accepted = 0;
  /** Called at each of them. */
  onAccepted: (time: number) => void = () => undefined;
  readonly #session: LoadSession;
  readonly #options: SenderOptions;
  readonly #frame: SendFrame;
  readonly #socket: LoadSocket;
  readonly #accepted: Buffer | null;
  readonly #refused: Buffer | null;
  /** When each message that is not accepted yet was sent; the server accepts in the order of sending. */
  readonly #times = new Float64Array(IN_FLIGHT);

  constructor(session: LoadSession, options: SenderOptions) {
    const { target, pair, from, to } = options;
    const { dialect } = target;
    this.#session = session;
    this.#options = options;
    this.#accepted = bytes(dialect.accepted);
    this.#refused = bytes(dialect.refused);
    this.#frame = new SendFrame(session.run, pair, (body, clientId) => dialect.send(to, { body, clientId }));
    this.#socket = new LoadSocket({
      port: target.port,
      ...dialect.opening(from),
      ready: dialect.ready,
      onText: (buffer, start, end) => this.#read(buffer, start, end),
    });
  }

  /** Resolves when the server says that the socket is up. */
  get opened(): Promise<void> {
    return this.#socket.opened;
  }

  /** The server's close code, once it closed. */
  get closeCode(): number | undefined {
    return this.#socket.closeCode;
  }

  /** Messages sent so far. */
  get sent(): number {
    return this.#session.tally.sentOn(this.#options.pair);
  }

  /** Sent, and not called durable so far; 0 where the server has no such thing. */
  get unaccepted(): number {
    return this.#accepted ? this.sent - this.accepted : 0;
  }

  /** Sends one message; `time` (µs) is when it was meant to go. */
  send(time: number): void {
    const seq = this.#session.tally.send(this.#options.pair);
    this.#times[seq % IN_FLIGHT] = time;
    this.#socket.append(this.#frame.stamp(seq, time));
  }

  async close(): Promise<void> {
    await this.#socket.close();
  }

  #read(buffer: Buffer, from: number, to: number): void {
    if (this.#accepted) {
      const time = now();
      for (let left = occurrences(this.#accepted, { buffer, from, to }); left > 0; left -= 1) this.#accept(time);
    }
    if (this.#refused) this.#session.refused += occurrences(this.#refused, { buffer, from, to });
  }

  #accept(time: number): void {
    const session = this.#session;
    if (session.measuring) {
      session.accepted += 1;
      note(session.acceptance, this.#times[this.accepted % IN_FLIGHT] ?? time, time);
    }
    this.accepted += 1;
    this.onAccepted(time);
  }
}

function bytes(text: string | null): Buffer | null {
  return text === null ? null : Buffer.from(text);
}

function occurrences(needle: Buffer, { buffer, from, to }: { buffer: Buffer; from: number; to: number }): number {
  let count = 0;
  const region = buffer.subarray(from, to);
  for (let at = region.indexOf(needle); at !== -1; at = region.indexOf(needle, at + needle.length)) count += 1;
  return count;
}
