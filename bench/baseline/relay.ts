import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';

/**
 * The unit of every ratio: the least that a relay on `ws` has to do. It checks a token, keeps a Map of sockets, parses
 * JSON, builds JSON, stores nothing. Arguments: port, `plain` (send at once) or `corked` (one write per socket and turn).
 */
const [port = '0', variant = 'plain'] = process.argv.slice(2);
const KEY = 'bench';
const HEARTBEAT = 30_000;

const users = new Map<string, WebSocket>();
const alive = new WeakSet<WebSocket>();
const sockets = new WeakMap<WebSocket, Socket>();
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer((_request, response) => response.end('ok'));
let corked = new Set<Socket>();

server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  const id = verify(new URL(request.url ?? '', 'http://x').searchParams.get('token') ?? '');
  if (id === null) socket.destroy();
  else wss.handleUpgrade(request, socket, head, (ws) => welcome(ws, socket, id));
});
server.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
setInterval(sweep, HEARTBEAT);

function verify(token: string): string | null {
  const [id = '', signature] = token.split('.');
  return createHmac('sha256', KEY).update(id).digest('hex') === signature ? id : null;
}

function welcome(ws: WebSocket, socket: Socket, id: string): void {
  users.set(id, ws);
  sockets.set(ws, socket);
  alive.add(ws);
  ws.on('pong', () => alive.add(ws));
  ws.on('error', () => ws.terminate());
  ws.on('message', (data) => relay(id, data));
  ws.on('close', () => {
    if (users.get(id) === ws) users.delete(id);
  });
  ws.send('{"t":"ready"}');
}

function relay(from: string, data: RawData): void {
  const message = JSON.parse((data as Buffer).toString()) as { to: string; d: string };
  const receiver = users.get(message.to);
  if (!receiver) return;
  if (variant === 'corked') cork(receiver);
  receiver.send(JSON.stringify({ t: 'msg', from, d: message.d, ts: Date.now() }));
}

function cork(receiver: WebSocket): void {
  const socket = sockets.get(receiver);
  if (!socket || corked.has(socket)) return;
  socket.cork();
  if (corked.add(socket).size === 1) setImmediate(uncork);
}

function uncork(): void {
  const turn = corked;
  corked = new Set();
  for (const socket of turn) socket.uncork();
}

function sweep(): void {
  for (const ws of wss.clients) {
    if (!alive.delete(ws)) ws.terminate();
    else ws.ping();
  }
}
