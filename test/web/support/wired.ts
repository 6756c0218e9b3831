import type { ServerFrame } from '../../../protocol/index.ts';
import { Connection } from '../../../web/shared/connection.ts';
import { Clock, settle } from './clock.ts';
import { FakeSocket } from './fake-socket.ts';
import { someone } from './world.ts';
import { LIMITS } from './limits.ts';

/** The first frame of a server that takes 1,000 bytes at a time. */
export const welcome = {
  op: 'welcome',
  user: someone(1, 'ann'),
  session: 1,
  time: 5,
  heartbeat: 30_000,
  limits: { ...LIMITS, payload: 1000, data: 900 },
};

/** A connection with what it did, and a server that answers when told to. */
export function wired(token: () => Promise<string | null> = async () => 'secret') {
  const clock = new Clock();
  const sockets: FakeSocket[] = [];
  const received: ServerFrame[] = [];
  const states: string[] = [];
  const told: number[] = [];
  const hello: { since?: number } = {};
  const connection = new Connection({
    url: 'ws://fake/ws',
    environment: {
      now: clock.now,
      random: clock.random,
      setTimer: clock.setTimer,
      createSocket: (url, protocols) => {
        sockets.push(new FakeSocket(url, protocols));
        return sockets.at(-1)!;
      },
    },
    getToken: token,
    since: () => hello.since,
    received: (frames) => received.push(...frames),
    clock: (time) => told.push(time),
    changed: () => states.push(connection.status),
  });
  const open = async (): Promise<FakeSocket> => {
    await settle();
    const socket = sockets.at(-1)!;
    socket.open();
    socket.deliver(welcome);
    return socket;
  };
  return { clock, sockets, received, states, told, hello, connection, open };
}
