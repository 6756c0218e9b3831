import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Each of those that count requests waits for the end of the answer, and so do the streams of a long one: Node warns from eleven on. */
const LISTENERS = 20;

/** Requests that a connection sends before the answers to those before them, and what becomes of them when it ends. */
export class Pipelines {
  readonly #most: number;
  readonly #waiting = new WeakMap<Socket, Set<ServerResponse>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a request may begin. One too many cuts its connection: no browser and no proxy sends so many at once. */
  take({ socket }: IncomingMessage, response: ServerResponse): boolean {
    if (socket.destroyed) return false;
    const waiting = this.#waiting.get(socket) ?? this.#follow(socket);
    if (waiting.size >= this.#most) {
      socket.destroy();
      return false;
    }
    waiting.add(response);
    response.setMaxListeners(LISTENERS);
    response.once('close', () => waiting.delete(response));
    return true;
  }

  /** Node tells the answer that is going out that its connection has ended, and none of those behind it. */
  #follow(socket: Socket): Set<ServerResponse> {
    const waiting = new Set<ServerResponse>();
    this.#waiting.set(socket, waiting);
    socket.once('close', () => {
      for (const response of waiting) if (!response.closed) response.emit('close');
    });
    return waiting;
  }
}
