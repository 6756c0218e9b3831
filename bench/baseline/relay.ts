import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';

/**
 * The unit of every ratio: the least that a relay on `ws` has to do. It checks a token, keeps a Map of sockets, parses
 * JSON, builds JSON, stores nothing. Its one group is everybody. Arguments: port, and `plain` (send at once) or `corked`
 * (one write per socket and turn, and to the group one frame for all).
 */
const [port = '0', variant = 'plain'] = process.argv.slice(2);
const KEY = 'bench';
const HEARTBEAT = 30_000;
const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;

interface Peer {
  readonly ws: WebSocket;
  readonly socket: Socket;
  isCorked: boolean;
}

type Message = { t: 'msg'; to: string; d: string } | { t: 'grp'; d: string };

const users = new Map<string, Peer>();
const alive = new WeakSet<WebSocket>();
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer((_request, response) => response.end('ok'));
let corked: Peer[] = [];

server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  const id = verify(new URL(request.url ?? '', 'http://x').searchParams.get('token') ?? '');
  if (id === null) socket.destroy();
  else wss.handleUpgrade(request, socket, head, (ws) => welcome({ ws, socket, isCorked: false }, id));
});
server.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
setInterval(sweep, HEARTBEAT);

function verify(token: string): string | null {
  const [id = '', signature] = token.split('.');
  return createHmac('sha256', KEY).update(id).digest('hex') === signature ? id : null;
}

function welcome(peer: Peer, id: string): void {
  const { ws } = peer;
  users.set(id, peer);
  alive.add(ws);
  ws.on('pong', () => alive.add(ws));
  ws.on('error', () => ws.terminate());
  ws.on('message', (data) => take(id, data));
  ws.on('close', () => {
    if (users.get(id) === peer) users.delete(id);
  });
  ws.send('{"t":"ready"}');
}

function take(from: string, data: RawData): void {
  const message = JSON.parse((data as Buffer).toString()) as Message;
  const { t, d } = message;
  const text = JSON.stringify({ t, from, d, ts: Date.now() });
  if (message.t === 'msg') relay(message.to, text);
  else if (variant === 'corked') fanOut(from, frameOf(text));
  else sendEach(from, text);
}

function relay(to: string, text: string): void {
  const receiver = users.get(to);
  if (!receiver) return;
  if (variant === 'corked') cork(receiver);
  receiver.ws.send(text);
}

function sendEach(from: string, text: string): void {
  for (const [id, { ws }] of users) if (id !== from) ws.send(text);
}

function fanOut(from: string, frame: Buffer): void {
  for (const [id, peer] of users) {
    if (id === from || peer.ws.readyState !== peer.ws.OPEN) continue;
    cork(peer);
    peer.socket.write(frame);
  }
}

function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < LENGTH_16 ? Buffer.from([FINAL_TEXT, body.length]) : Buffer.from([FINAL_TEXT, LENGTH_16, 0, 0]);
  if (body.length >= LENGTH_16) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

function cork(peer: Peer): void {
  if (peer.isCorked) return;
  peer.isCorked = true;
  peer.socket.cork();
  if (corked.push(peer) === 1) setImmediate(uncork);
}

function uncork(): void {
  const turn = corked;
  corked = [];
  for (const peer of turn) {
    peer.isCorked = false;
    peer.socket.uncork();
  }
}

function sweep(): void {
  for (const ws of wss.clients) {
    if (!alive.delete(ws)) ws.terminate();
    else ws.ping();
  }
}
