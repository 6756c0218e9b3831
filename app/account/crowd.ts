import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Places } from '#kernel';
import { addressKey } from './address.ts';

/** What a connection that is one too many is told, before it says anything. */
const FULL = 'HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n';

/** Without a proxy: holds the connections of one address to so many. One that became a WebSocket is counted there. */
export function limitConnections(server: Server, most: number): void {
  const places = new Places<string>(most);
  const taken = new WeakMap<object, () => void>();
  server.on('connection', (socket: Socket) => {
    const leave = places.take(addressKey(socket.remoteAddress ?? ''));
    if (!leave) {
      socket.end(FULL, () => socket.destroy());
      return;
    }
    taken.set(socket, leave);
    socket.once('close', leave);
  });
  server.on('upgrade', (_, socket) => taken.get(socket)?.());
}
