import { randomUUID } from 'node:crypto';
import type { ServerFrame, WireUser } from '../../../protocol/index.ts';
import { Client } from '../../../web/shared/client.ts';
import type { ClientOptions } from '../../../web/shared/client-options.ts';
import { Clock, settle } from './clock.ts';
import { FakeServer } from './fake-server.ts';
import { FakeSocket } from './fake-socket.ts';

/** A client in a test, with the sockets it has opened. */
export interface Guest {
  readonly client: Client;
  readonly sockets: FakeSocket[];
  /** The latest socket. */
  socket(): FakeSocket;
}

/** Clients and a server in memory, under one clock. */
export class World {
  readonly clock = new Clock();
  readonly server = new FakeServer(this.clock.now);
  /** Whether the network is there. */
  isUp = true;

  /** A world that is new before each test of a suite. */
  static anew(): World {
    const world = new World();
    beforeEach(() => void Object.assign(world, new World()));
    return world;
  }

  /** A client of a user, not connected yet. */
  guest(user: WireUser, options: Partial<ClientOptions> = {}): Guest {
    const sockets: FakeSocket[] = [];
    const { now, random, setTimer } = this.clock;
    const createSocket = (url: string, protocols: string[]): FakeSocket => {
      const socket = new FakeSocket(url, protocols);
      sockets.push(socket);
      this.#plug(socket);
      return socket;
    };
    const getToken = async (): Promise<string> => user.username;
    const client = new Client({ url: 'ws://fake/ws', getToken, createSocket, now, random, setTimer, ...options });
    return { client, sockets, socket: () => sockets.at(-1)! };
  }

  /** A client that is connected and up to date. */
  async online(user: WireUser, options: Partial<ClientOptions> = {}): Promise<Guest> {
    const guest = this.guest(user, options);
    guest.client.connect();
    await settle();
    return guest;
  }

  /** The line of a socket breaks without a word. */
  cut(socket: FakeSocket): void {
    socket.onFrame = () => {};
    socket.onClosed();
    socket.end(1006);
  }

  /** Cuts a guest's line and lets it come back. */
  async reconnect(guest: Guest): Promise<void> {
    this.cut(guest.socket());
    await this.clock.pass(30_000);
  }

  #plug(socket: FakeSocket): void {
    if (!this.isUp) return queueMicrotask(() => socket.end(1006));
    const line = this.server.accept({
      write: (frames: readonly ServerFrame[]) => queueMicrotask(() => socket.deliver(...frames)),
      close: (code) => queueMicrotask(() => socket.end(code)),
    });
    socket.onFrame = (frame) => line.frame(frame as never);
    socket.onClosed = () => line.closed();
    queueMicrotask(() => socket.open());
  }
}

/** A user object for tests that need no server. */
export function someone(id: number, name: string): WireUser {
  return { id, uuid: randomUUID(), username: name, nickname: name, avatar: '', role: 'user' };
}
