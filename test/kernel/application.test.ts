import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { until } from '../support/wait.ts';
import { closeAll, load, ready, serve, silent } from './support.ts';

describe('kernel/application', () => {
  afterEach(closeAll);

  it('serves between start and close', async () => {
    const app = await ready('boot');
    const url = await serve(app);
    assert.equal(await (await fetch(`${url}/hello`)).text(), 'hello');
    await app.close();
    await assert.rejects(fetch(`${url}/hello`));
  });

  it('emits the server before it listens', async () => {
    const app = await ready('boot');
    const listening: boolean[] = [];
    app.on('server', (server: net.Server) => listening.push(server.listening));
    await serve(app);
    assert.deepEqual(listening, [false]);
  });

  it('says which address it cannot have, and closes', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const app = await ready('boot');
    await assert.rejects(
      app.start(port, '127.0.0.1'),
      new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port}: .*EADDRINUSE.*: choose another`),
    );
    await assert.rejects(app.start(0), /the application is closed/);
    taken.close();
  });

  it('lets a request under way end before the units close', async () => {
    const app = await ready('boot');
    const url = await serve(app);
    const slow = once(app, 'slow');
    const response = fetch(`${url}/slow`);
    const [finish] = (await slow) as [() => void];
    const closing = app.close();
    await until(() => app.server?.listening === false);
    assert.ok(!(app as unknown as { trace: string[] }).trace.includes('app.beforeClose'));
    finish();
    assert.equal(await (await response).text(), 'at last');
    await closing;
    assert.ok((app as unknown as { trace: string[] }).trace.includes('app.beforeClose'));
  });

  it('cuts a request that outlasts the drain', async () => {
    const app = await ready('boot', { config: { server: { drainTimeout: 30 } } });
    const url = await serve(app);
    const slow = once(app, 'slow');
    const cut = assert.rejects(fetch(`${url}/slow`));
    await slow;
    await app.close();
    await cut;
    const { trace } = app as unknown as { trace: string[] };
    assert.deepEqual(trace.slice(-4), ['slow.closed', 'app.beforeClose', 'two.beforeClose', 'one.beforeClose']);
  });

  it('cuts sockets that were upgraded and that nobody closed', async () => {
    const app = await ready('boot');
    app.on('server', (server: net.Server) =>
      server.on('upgrade', (_request, socket: net.Socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')),
    );
    const { port } = new URL(await serve(app));
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    await app.close();
    await ended;
  });

  it('closes without waiting for connections that are idle', async () => {
    const app = await ready('boot');
    const { port } = new URL(await serve(app));
    const socket = net.connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket, 'close');
    await app.close();
    await ended;
  });

  it('cuts a client that does not finish its headers', async () => {
    const app = await ready('boot', { config: { server: { headersTimeout: 50, requestTimeout: 60, checkInterval: 20 } } });
    const { port } = new URL(await serve(app));
    const socket = net.connect(Number(port), '127.0.0.1');
    socket.write('GET /hello HTTP/1.1\r\nHost: x\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 408/);
  });

  it('refuses headers above the limit', async () => {
    const app = await ready('boot', { config: { server: { maxHeaderSize: 1024 } } });
    const response = await fetch(`${await serve(app)}/hello`, { headers: { 'x-long': 'x'.repeat(2048) } });
    assert.equal(response.status, 431);
  });

  it('believes X-Forwarded-For only where it is told to', async () => {
    const address = async (proxy: boolean): Promise<string> => {
      const app = await ready('boot', { config: { server: { proxy, maxIpsCount: 1 } } });
      return app.createAnonymousContext({ 'x-forwarded-for': '6.6.6.6, 9.9.9.9' }).ip;
    };
    assert.equal(await address(false), '127.0.0.1');
    assert.equal(await address(true), '9.9.9.9');
  });

  it('logs what nobody handled, but not what is meant for the client', async () => {
    const app = await load('boot');
    const logged: unknown[] = [];
    app.logger = { ...silent, error: (...args: unknown[]) => void logged.push(args[1]) };
    app.onerror(new Error('unexpected'));
    app.onerror(Object.assign(new Error('meant'), { status: 400, expose: true }));
    app.onerror(Object.assign(new Error('not found'), { status: 404 }));
    assert.deepEqual(logged, ['unhandled: unexpected']);
  });

  it('has no path parameters before a route matched', async () => {
    const app = await ready('boot');
    assert.deepEqual(app.createAnonymousContext().params, {});
  });

  const broken: readonly (readonly [string, RegExp])[] = [
    ['throws', /broken\/throws\/app\/service\/bad\.js cannot be loaded: bad from the start/],
    ['no-default', /broken\/no-default\/app\/service\/bad\.js has no default export: add one/],
    ['boot', /broken\/boot\/app\/app\.js must export a boot class by default/],
    ['router', /broken\/router\/app\/router\.js must export a function \(app\)/],
    ['extend', /broken\/extend\/app\/extend\/context\.js must export an object or a class/],
    ['name', /"1st" in 1st\.js cannot become a property name: rename the file/],
  ];
  for (const [name, message] of broken) {
    it(`names the file that is broken: ${name}`, async () => {
      await assert.rejects((await load(`broken/${name}`)).ready(), message);
    });
  }

  it('names both files of a service of one name', async () => {
    const files =
      /service twin is defined twice, by .*extra\/app\/service\/twin\.js and by .*clash-service\/app\/service\/twin\.js: rename one/;
    await assert.rejects((await load('clash-service')).ready(), files);
    await assert.rejects(
      (await load('clash-folder')).ready(),
      /service twin\.inner is defined twice, by .*twin\.js and by .*twin\/inner\.js/,
    );
  });
});
