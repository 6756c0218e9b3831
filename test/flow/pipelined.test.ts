import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootApp, type TestApp } from '../support/app.ts';
import { head, RawClient } from '../support/raw.ts';
import { until } from '../support/wait.ts';

const MOST = 8;
const MANY = 300;
/** Answers whose bodies no buffer of the way takes whole. */
const PAGE = head('GET', '/openapi.json', {});

describe('requests that are sent ahead of their answers', function suite() {
  this.timeout(60_000);
  const boot = (pipelined: number): Promise<TestApp> => bootApp({ config: { server: { pipelined, drainTimeout: 500 } } });

  it('G15 are answered in their order, and one too many cuts the connection', async () => {
    const target = await boot(MOST);
    const polite = await RawClient.open(target);
    polite.socket.write(head('GET', '/healthz', {}).repeat(MOST));
    await until(() => polite.text.split('HTTP/1.1 200').length - 1 === MOST);
    polite.socket.write(head('GET', '/healthz', {}));
    await until(() => polite.text.split('HTTP/1.1 200').length - 1 === MOST + 1, { message: 'more, once those are answered' });

    const greedy = await RawClient.open(target);
    greedy.socket.write(head('GET', '/healthz', {}).repeat(1000));
    await until(() => greedy.socket.closed);
    assert.equal((await fetch(`${target.url}/healthz`)).status, 200);
    await target.close();
  });

  it('G15 of a connection that ended keep the server neither busy nor from its end', async () => {
    const target = await boot(MANY);
    const client = await RawClient.open(target);
    client.socket.pause();
    client.socket.write(PAGE.repeat(MANY));
    await sleep(100);
    client.socket.destroy();
    await target.close();
    assert.equal(target.app.server?.listening ?? false, false);
  });
});
