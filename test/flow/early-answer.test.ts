import assert from 'node:assert/strict';
import { serveApp } from '../support/app.ts';
import { head, PIECE, RawClient, sendAll } from '../support/raw.ts';
import { until } from '../support/wait.ts';

const MEBIBYTE = 1024 * 1024;
const SIZE = 10 * MEBIBYTE;

describe('an answer before the body is in', () => {
  const target = serveApp();

  const calls: Readonly<Record<string, readonly [string, string, number]>> = {
    'JSON that is too large': [head('POST', '/api/loginChat', { 'Content-Type': 'application/json', 'Content-Length': SIZE }), '', 413],
    'the same, of a client that hangs up': [
      head('POST', '/api/loginChat', { 'Content-Type': 'application/json', 'Content-Length': SIZE, Connection: 'close' }),
      '',
      413,
    ],
    'a body for nothing': [head('POST', '/nowhere', { 'Content-Length': SIZE }), '', 404],
    'a body for a page': [head('GET', '/healthz', { 'Content-Length': SIZE }), '', 200],
  };

  for (const name of Object.keys(calls)) {
    it(`G24 reaches who sends it all first, ten times out of ten: ${name}`, async () => {
      for (let round = 0; round < 10; round += 1) {
        const [start, , status] = calls[name] ?? ['', '', 0];
        const client = await RawClient.open(target);
        client.socket.pause();
        client.socket.write(start);
        await sendAll(client, SIZE);
        client.socket.resume();
        assert.match(await client.status(), new RegExp(`^HTTP/1.1 ${status} `));
        assert.equal(client.error, undefined);
        client.socket.destroy();
      }
    });
  }
});

describe('a body that goes on after the answer', () => {
  const target = serveApp({ config: { server: { linger: { time: 300, bytes: MEBIBYTE } } } });

  const start = head('POST', '/nowhere', { 'Transfer-Encoding': 'chunked' });
  const chunk = `${PIECE.length.toString(16)}\r\n${PIECE.toString()}\r\n`;

  it('G24 is read for so many bytes and no more', async () => {
    const client = await RawClient.open(target);
    client.socket.write(start);
    await until(() => (client.socket.writable && client.socket.write(chunk), client.socket.closed), { message: 'the end' });
  });

  it('G24 is waited for so long and no longer', async () => {
    const client = await RawClient.open(target);
    client.socket.write(start);
    assert.match(await client.status(), / 404 /);
    const answered = Date.now();
    await client.end();
    assert.ok(Date.now() - answered < 2000);
  });

  it('G24 that ends in time leaves the connection to the next request', async () => {
    const client = await RawClient.open(target);
    client.socket.write(head('GET', '/healthz', { 'Transfer-Encoding': 'chunked' }));
    await client.status();
    client.socket.write(`3\r\nabc\r\n0\r\n\r\n${head('GET', '/healthz')}`);
    await until(() => client.text.split('HTTP/1.1 200').length === 3, { message: () => client.text });
  });
});
