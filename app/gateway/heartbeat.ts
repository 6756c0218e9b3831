import type { Connection } from './connection.ts';

/** Options of the heartbeat; all times in ms. */
export interface HeartbeatOptions {
  /** Between two pings of a socket. */
  readonly interval: number;
  /** For the answer; then the socket is cut. */
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
    const { interval, timeout, blocked } = this.#options;
    if (connection.pingedAt > 0 && now - connection.pingedAt > timeout) {
      connection.cut();
      return;
    }
    const { session } = connection;
    if (session) {
      const isBlocked = session.outbox.isBlocked;
      if (!isBlocked && session.blockedSince > 0) session.feed.wake();
      session.blockedSince = isBlocked ? session.blockedSince || now : 0;
      if (isBlocked && now - session.blockedSince > blocked) session.end('overload');
    }
    // A plain client acknowledges by its pong: a ping soon after a write keeps what it may see again small.
    const isDue = now - connection.lastPing >= interval || (session?.protocol === 'plain' && session.hasFreshWrites);
    if (isDue && connection.pingedAt === 0) connection.ping(now, now - connection.lastPing >= interval);
  }
}
