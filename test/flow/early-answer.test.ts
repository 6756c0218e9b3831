import assert from 'node:assert/strict';
import { once } from 'node:events';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { head, RawClient } from '../support/raw.ts';
import { until } from '../support/wait.ts';

const MEBIBYTE = 1024 * 1024;
const SIZE = 10 * MEBIBYTE;
const PIECE = Buffer.alloc(64 * 1024, 120);
const MULTIPART = { 'Content-Type': 'multipart/form-data; boundary=x' };

/** Sends a body to its last byte as a client does that looks at the answer only then; fails where the connection breaks before. */
async function send(client: RawClient, size: number): Promise<void> {
  for (let left = size; left > 0; left -= PIECE.length) {
    if (!client.socket.write(PIECE.subarray(0, left))) await Promise.race([once(client.socket, 'drain'), once(client.socket, 'close')]);
    assert.equal(client.error, undefined, `with ${left} bytes to go`);
  }
}

describe('an answer before the body is in', () => {
  const target = serveApp({ config: { upload: { limits: { image: MEBIBYTE, audio: MEBIBYTE, video: MEBIBYTE, file: MEBIBYTE } } } });
  const user = anew(() => createUser(target));

  const calls = (): Readonly<Record<string, readonly [string, string, number]>> => ({
    'JSON that is too large': [head('POST', '/api/loginChat', { 'Content-Type': 'application/json', 'Content-Length': SIZE }), '', 413],
    'the same, of a client that hangs up': [
      head('POST', '/api/loginChat', { 'Content-Type': 'application/json', 'Content-Length': SIZE, Connection: 'close' }),
      '',
      413,
    ],
    'a file that is too large': [
      head('POST', '/api/chat/socket/upload', { token: user.token, ...MULTIPART, 'Content-Length': SIZE }),
      '',
      413,
    ],
    'a file of nobody': [head('POST', '/api/chat/socket/upload', { ...MULTIPART, 'Content-Length': SIZE }), '', 401],
    'a body for nothing': [head('POST', '/nowhere', { 'Content-Length': SIZE }), '', 404],
    'a body for a page': [head('GET', '/healthz', { 'Content-Length': SIZE }), '', 200],
  });

  for (const name of Object.keys(calls())) {
    it(`G24 reaches who sends it all first, ten times out of ten: ${name}`, async () => {
      for (let round = 0; round < 10; round += 1) {
        const [start, , status] = calls()[name] ?? ['', '', 0];
        const client = await RawClient.open(target);
        client.socket.pause();
        client.socket.write(start);
        await send(client, SIZE);
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
