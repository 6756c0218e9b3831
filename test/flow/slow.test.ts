import assert from 'node:assert/strict';
import { serveApp } from '../support/app.ts';
import { HANDSHAKE, head, RawClient, trickle } from '../support/raw.ts';
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
const JSON_BODY = { 'Content-Type': 'application/json', 'Content-Length': 1000 };

describe('clients that are slow', () => {
  const target = serveApp({ config: { server: TIMES, gateway: { helloTimeout: 500 } } });

  const bodies: Readonly<Record<string, () => string>> = {
    'of a route that reads it': () => head('POST', '/api/loginChat', JSON_BODY),
    'of a route that is closed': () => head('POST', '/api/chat/userset', JSON_BODY),
    'of a page': () => head('GET', '/healthz', JSON_BODY),
    'of a route that is none': () => head('POST', '/nowhere', { 'Content-Length': 1000 }),
    'of a type that nobody reads': () => head('POST', '/api/loginChat', { 'Content-Type': 'text/plain', 'Content-Length': 1000 }),
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

  it('G15 a handshake that is refused does not keep its connection', async () => {
    const client = await RawClient.open(target, { isStubborn: true });
    client.socket.write(head('GET', '/elsewhere', HANDSHAKE));
    assert.equal(await client.status(), 'HTTP/1.1 404 Not Found');
    assert.ok((await trickle(client, 'x')) < 4000);
  });
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
