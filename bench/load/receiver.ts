import type { BenchUser, Target } from '../target/target.ts';
import { readBodies, type Stamp } from './body.ts';
import { clientFrame } from './frame.ts';
import { note, now, type LoadSession } from './session.ts';
import { LoadSocket } from './socket.ts';
import type { Tally } from './tally.ts';

export interface ReceiverOptions {
  readonly target: Target;
  readonly user: BenchUser;
  /** Acknowledge every so many messages; the rest when `acknowledge` is called. */
  readonly ackEvery: number;
  /** Checks what arrives; the session's when absent. */
  readonly tally?: Tally;
}

/** The receiving side of a pair, or a member of a group: checks what arrives and acknowledges it. */
export class Receiver {
  /** Called at each message of this run that had not arrived before. */
  onArrival: (time: number, stamp: Stamp) => void = () => undefined;
  readonly #session: LoadSession;
  readonly #options: ReceiverOptions;
  readonly #tally: Tally;
  readonly #socket: LoadSocket;
  /** Messages of any run on this connection. */
  #received = 0;
  #acknowledged = 0;
  #time = 0;

  constructor(session: LoadSession, options: ReceiverOptions) {
    const { target, user } = options;
    this.#session = session;
    this.#options = options;
    this.#tally = options.tally ?? session.tally;
    this.#socket = new LoadSocket({
      port: target.port,
      ...target.dialect.opening(user),
      ready: target.dialect.ready,
      onText: (buffer, from, to) => this.#read(buffer, from, to),
    });
  }

  /** Resolves when the server says that the socket is up: what waited for the user has arrived by then. */
  get opened(): Promise<void> {
    return this.#socket.opened;
  }

  /** The server's close code, once it closed. */
  get closeCode(): number | undefined {
    return this.#socket.closeCode;
  }

  /** Acknowledges all that was received. */
  acknowledge(): void {
    const write = this.#options.target.dialect.acknowledge;
    if (!write || this.#acknowledged === this.#received) return;
    this.#acknowledged = this.#received;
    this.#socket.append(clientFrame(write(this.#received)));
  }

  async close(): Promise<void> {
    await this.#socket.close();
  }

  #read(buffer: Buffer, from: number, to: number): void {
    this.#time = now();
    const count = readBodies({ buffer, from, to }, this.#session.run, this.#take);
    if (count > 0 && this.#session.measuring) this.#session.weigh(to - from, count);
    this.#received += count;
    if (this.#received - this.#acknowledged >= this.#options.ackEvery) this.acknowledge();
  }

  readonly #take = (stamp: Stamp): void => {
    const session = this.#session;
    if (!this.#tally.arrive(stamp)) return;
    if (session.measuring) {
      session.delivered += 1;
      note(session.latency, stamp.time, this.#time);
    }
    this.onArrival(this.#time, stamp);
  };
}
