import type { Session } from '../delivery/session.ts';
import type { Connection } from './connection.ts';

/** Options of the heartbeat; all times in ms. */
export interface HeartbeatOptions {
  /** Between two pings of a socket. */
  readonly interval: number;
  /** For the answer, or any other sign of life; then the socket is cut. */
  readonly timeout: number;
  /** A reader for which this has waited too long is sent away. */
  readonly blocked: number;
}

const TICK = 1000;

/** One timer for all sockets of a node: pings, cuts what does not answer, and looks after slow readers. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #connections: ReadonlySet<Connection>;
  readonly #timer: NodeJS.Timeout;

  constructor(connections: ReadonlySet<Connection>, options: HeartbeatOptions) {
    this.#options = options;
    this.#connections = connections;
    this.#timer = setInterval(() => this.tick(Date.now()), TICK).unref();
  }

  /** One round; exported for tests that own the time. */
  tick(now: number): void {
    for (const connection of this.#connections) this.#look(connection, now);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(connection: Connection, now: number): void {
    const { interval, timeout } = this.#options;
    connection.noteProgress(now);
    const { session, pingedAt, heardAt, lastPing } = connection;
    if (pingedAt > 0 && now - Math.max(pingedAt, heardAt) > timeout) {
      connection.cut();
      return;
    }
    if (session) this.#lookAfterReader(session, now);
    const isDue = now - lastPing >= interval;
    // A plain client acknowledges by its pong: a ping soon after a write keeps what it may see again small.
    if (pingedAt === 0 && (isDue || (session && wantsAck(session)))) connection.ping(now, isDue);
  }

  #lookAfterReader(session: Session, now: number): void {
    if (!session.outbox.isBlocked) session.blockedSince = 0;
    else if (session.blockedSince === 0) session.blockedSince = now;
    else if (now - session.blockedSince > this.#options.blocked) session.end('overload');
  }
}

function wantsAck({ protocol, hasFreshWrites }: Session): boolean {
  return protocol === 'plain' && hasFreshWrites;
}
