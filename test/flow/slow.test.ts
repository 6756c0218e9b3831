import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser } from '../support/factory.ts';
import { HANDSHAKE, head, RawClient } from '../support/raw.ts';
import { uploaded } from '../support/upload.ts';
import { until } from '../support/wait.ts';

/** Short times, so that each is met within seconds; the window is longer than the pause between two pieces. */
const TIMES = {
  checkInterval: 50,
  headersTimeout: 2000,
  bodyTimeout: 500,
  keepAliveTimeout: 300,
  linger: { time: 500, bytes: 1_000_000 },
  stall: { window: 500, bytes: 1000 },
};
const MEBIBYTE = 1024 * 1024;
const JSON_BODY = { 'Content-Type': 'application/json', 'Content-Length': 1000 };
const FORM = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';

/** Writes a byte every few ms until the connection is over; gives for how long it was let, in ms. */
async function trickle(client: RawClient, byte: string): Promise<number> {
  const started = Date.now();
  await until(
    async () => {
      if (client.socket.writable) client.socket.write(byte);
      await sleep(20);
      return client.socket.closed;
    },
    { message: 'the server to lose its patience' },
  );
  return Date.now() - started;
}

describe('clients that are slow', () => {
  const target = serveApp({ config: { server: TIMES, gateway: { helloTimeout: 500 } } });
  const user = anew(() => createUser(target));

  const bodies: Readonly<Record<string, () => string>> = {
    'of a route that reads it': () => head('POST', '/api/loginChat', JSON_BODY),
    'of a route that is closed': () => head('POST', '/api/chat/userset', JSON_BODY),
    'of a page': () => head('GET', '/healthz', JSON_BODY),
    'of a route that is none': () => head('POST', '/nowhere', { 'Content-Length': 1000 }),
    'of a type that nobody reads': () => head('POST', '/api/loginChat', { 'Content-Type': 'text/plain', 'Content-Length': 1000 }),
    'of a file that is sent by nobody': () =>
      head('POST', '/api/chat/socket/upload', { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': MEBIBYTE }) + FORM,
  };
  for (const [name, start] of Object.entries(bodies)) {
    it(`G15 a body has its time, and then the connection is cut: ${name}`, async () => {
      const client = await RawClient.open(target, { isStubborn: true });
      client.socket.write(start());
      assert.ok((await trickle(client, ' ')) < 4000);
    });
  }

  it('G15 a body that does not arrive at all is answered with 408', async () => {
    const client = await RawClient.open(target);
    client.socket.write(head('POST', '/api/loginChat', JSON_BODY));
    assert.equal(await client.status(), 'HTTP/1.1 408 Request Timeout');
    await client.end();
  });

  it('G15 headers have their time, and so has a connection that says nothing', async () => {
    const [slow, silent] = [await RawClient.open(target), await RawClient.open(target)];
    slow.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX: ');
    assert.ok((await trickle(slow, 'x')) < 4000);
    await silent.end();
  });

  it('G15 a connection is kept for the next request, and then ends', async () => {
    const client = await RawClient.open(target);
    client.socket.write(head('GET', '/healthz'));
    assert.equal(await client.status(), 'HTTP/1.1 200 OK');
    await client.end();
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

  it('G15 a handshake that is refused does not keep its connection', async () => {
    const client = await RawClient.open(target, { isStubborn: true });
    client.socket.write(head('GET', '/elsewhere', HANDSHAKE));
    assert.equal(await client.status(), 'HTTP/1.1 404 Not Found');
    assert.ok((await trickle(client, 'x')) < 4000);
  });

  const openConnections = (): Promise<number> =>
    new Promise((resolve, reject) => target.app.server?.getConnections((error, count) => (error ? reject(error) : resolve(count))));
});

describe('many connections of one address', () => {
  const MOST = 5;
  const target = serveApp({ config: { websocket: { maxPerAddress: MOST } } });

  it('G15 more than so many are refused, and those that end make room', async () => {
    const clients = await Promise.all(Array.from({ length: MOST }, () => RawClient.open(target)));
    const late = await RawClient.open(target);
    assert.equal(await late.status(), 'HTTP/1.1 429 Too Many Requests');
    await late.end();
    clients[0]?.socket.destroy();
    await until(async () => {
      const next = await RawClient.open(target);
      next.socket.write(head('GET', '/healthz', { Connection: 'close' }));
      return (await next.status()) === 'HTTP/1.1 200 OK';
    });
    for (const { socket } of clients) socket.destroy();
  });
});

describe('many requests of one address behind a proxy', () => {
  const MOST = 3;
  const target = serveApp({ config: { server: { proxy: true }, websocket: { maxPerAddress: MOST } } });

  /** A request that stays under way: its body does not come. */
  const ask = async (address: string): Promise<RawClient> => {
    const client = await RawClient.open(target);
    client.socket.write(head('POST', '/api/loginChat', { ...JSON_BODY, 'X-Forwarded-For': address }));
    return client;
  };

  it('G15 more than so many at a time are refused, whatever the number of connections', async () => {
    const waiting = await Promise.all(Array.from({ length: MOST }, () => ask('192.0.2.1')));
    await until(async () => (await (await ask('192.0.2.1')).status(300)) === 'HTTP/1.1 429 Too Many Requests');
    await Promise.all(Array.from({ length: MOST - 1 }, () => ask('192.0.2.2')));
    const other = await target.api.with({ 'x-forwarded-for': '192.0.2.2' }).post('/api/demo');
    assert.notEqual(other.status, 429);
    for (const { socket } of waiting) socket.destroy();
    await until(async () => (await target.api.with({ 'x-forwarded-for': '192.0.2.1' }).post('/api/demo')).status !== 429);
  });
});
