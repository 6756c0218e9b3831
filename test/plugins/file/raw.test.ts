import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { anew } from '../../support/anew.ts';
import { serveApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';
import { head, RawClient, sendAll, trickle } from '../../support/raw.ts';
import { uploaded } from '../../support/upload.ts';
import { until } from '../../support/wait.ts';

const MEBIBYTE = 1024 * 1024;
const SIZE = 10 * MEBIBYTE;
const MULTIPART = { 'Content-Type': 'multipart/form-data; boundary=x' };
const FORM = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
/** Short times, so that each is met within seconds; the window is longer than the pause between two pieces. */
const TIMES = {
  checkInterval: 50,
  headersTimeout: 2000,
  bodyTimeout: 500,
  keepAliveTimeout: 300,
  linger: { time: 500, bytes: 1_000_000 },
  stall: { window: 500, bytes: 1000 },
};

describe('an answer before the file is in', () => {
  const target = serveApp({ config: { upload: { limits: { image: MEBIBYTE, audio: MEBIBYTE, video: MEBIBYTE, file: MEBIBYTE } } } });
  const user = anew(() => createUser(target));

  for (const [name, status] of [
    ['that is too large', 413],
    ['of nobody', 401],
  ] as const) {
    it(`G24 reaches who sends it all first, ten times out of ten: ${name}`, async () => {
      const headers = { ...(status === 413 && { token: user.token }), ...MULTIPART, 'Content-Length': SIZE };
      for (let round = 0; round < 10; round += 1) {
        const client = await RawClient.open(target);
        client.socket.pause();
        client.socket.write(head('POST', '/api/chat/socket/upload', headers));
        await sendAll(client, SIZE);
        client.socket.resume();
        assert.match(await client.status(), new RegExp(`^HTTP/1.1 ${status} `));
        assert.equal(client.error, undefined);
        client.socket.destroy();
      }
    });
  }
});

describe('files that are slow', () => {
  const target = serveApp({ config: { server: TIMES } });
  const user = anew(() => createUser(target));

  it('G15 a body has its time, and then the connection is cut: of a file that is sent by nobody', async () => {
    const client = await RawClient.open(target, { isStubborn: true });
    client.socket.write(head('POST', '/api/chat/socket/upload', { ...MULTIPART, 'Content-Length': MEBIBYTE }) + FORM);
    assert.ok((await trickle(client, ' ')) < 4000);
  });

  it('G15 a file may take its time as long as it gets on', async () => {
    const client = await RawClient.open(target);
    const tail = '\r\n--x--\r\n';
    const pieces = Array.from({ length: 60 }, () => 'x'.repeat(200));
    const headers = { token: user.token, 'Content-Type': 'multipart/form-data; boundary=x' };
    client.socket.write(
      head('POST', '/api/chat/socket/upload', { ...headers, 'Content-Length': FORM.length + 60 * 200 + tail.length }) + FORM,
    );
    const started = Date.now();
    for (const piece of pieces) {
      client.socket.write(piece);
      await sleep(30);
    }
    client.socket.write(tail);
    assert.ok(Date.now() - started > TIMES.bodyTimeout * 2, 'longer than any other body may take');
    assert.equal(await client.status(), 'HTTP/1.1 200 OK');
  });

  it('G15 a file that does not get on is cut, and gives its place back', async () => {
    const headers = { token: user.token, 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': MEBIBYTE };
    for (let count = 0; count < target.app.config.upload.parallel + 1; count += 1) {
      const client = await RawClient.open(target);
      client.socket.write(head('POST', '/api/chat/socket/upload', headers) + FORM);
      assert.ok((await trickle(client, 'x')) < 4000);
    }
    await uploaded(target, user.token, { bytes: 'there is a place' });
  });

  it('G15 whoever does not read an answer is cut, and whoever reads slowly gets it', async () => {
    const { url } = await uploaded(target, user.token, { bytes: Buffer.alloc(20 * MEBIBYTE, 7) });
    const path = url.slice(target.url.length);
    const [deaf, slow] = [await RawClient.open(target), await RawClient.open(target)];
    deaf.socket.pause();
    deaf.socket.write(head('GET', path));
    slow.socket.write(head('GET', path, { Connection: 'close' }));
    slow.socket.on('data', () => {
      slow.socket.pause();
      setTimeout(() => slow.socket.resume(), 2);
    });
    await until(async () => (await openConnections()) <= 1, { within: 10_000, message: 'the deaf one to be cut' });
    await slow.end(30_000);
    assert.ok(slow.read > 20 * MEBIBYTE, `${slow.read} bytes`);
    deaf.socket.destroy();
  });

  const openConnections = (): Promise<number> =>
    new Promise((resolve, reject) => target.app.server?.getConnections((error, count) => (error ? reject(error) : resolve(count))));
});
