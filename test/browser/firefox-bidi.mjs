#!/usr/bin/env node
// Firefox for Playwright: the one that FIREFOX names. Playwright asks at once for what Firefox cannot override over WebDriver BiDi yet, and gives up
// when it is not known: that is answered here, everything else goes through.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const TEXT = { binary: false };
const MISSING = new Set(['emulation.setMediaFeaturesOverride']);
const LISTENS = /WebDriver BiDi listening on (ws:\/\/\S+)/;

const firefox = spawn(process.env.FIREFOX, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => firefox.kill(signal));
firefox.on('exit', (code) => process.exit(code ?? 1));
createInterface({ input: firefox.stderr }).on('line', (line) => {
  const [, address] = LISTENS.exec(line) ?? [];
  if (address) stand(`${address}/session`);
  else process.stderr.write(`${line}\n`);
});

/** Listens in Firefox's place, for one connection. */
function stand(address) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('listening', () => process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`));
  server.on('connection', (near) => {
    const far = new WebSocket(address);
    const early = [];
    near.on('message', (/** @type {Buffer} */ data) => {
      const { id, method } = JSON.parse(data.toString());
      if (MISSING.has(method)) near.send(JSON.stringify({ type: 'success', id, result: {} }));
      else if (far.readyState === WebSocket.OPEN) far.send(data, TEXT);
      else early.push(data);
    });
    far.on('open', () => early.splice(0).forEach((data) => far.send(data, TEXT)));
    far.on('message', (data) => near.send(data, TEXT));
    far.on('close', () => near.close());
    near.on('close', () => far.close());
  });
}
