import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { EngineUnavailable } from '../../../../engine/error.ts';
import { createClient, type RedisClient } from '../../../../plugins/redis/engine/client.ts';
import { Keys } from '../../../../plugins/redis/engine/keys.ts';
import { Link } from '../../../../plugins/redis/engine/link.ts';
import { readServer } from '../../../../plugins/redis/engine/server-info.ts';
import { until } from '../../../support/wait.ts';
import { RedisServer } from '../../../support/redis.ts';

const keys = new Keys('chat');

describe('link to Redis', () => {
  let server: RedisServer;
  let link: Link;
  const warnings: string[] = [];

  before(async () => {
    server = await RedisServer.start();
    link = new Link(createClient({ url: server.url, silence: 1000 }), { keys, hold: 1000, warn: (message) => warnings.push(message) });
  });

  after(async () => {
    link.close();
    await server.stop();
  });

  it('tells the generation of the process it leads to', async () => {
    const info = readServer(String(await server.command('info', 'server')));
    assert.equal(await link.opened(1000), info.generation);
    assert.equal(link.reason, undefined);
  });

  it('refuses the answer of a call during which the connection changed', async () => {
    const before = await link.opened(1000);
    const call = link.call(async () => {
      await server.restart();
      return link.opened(2000);
    });
    await assert.rejects(call, (error: unknown) => error instanceof EngineUnavailable && /changed during the call/.test(error.message));
    assert.notEqual(await link.opened(1000), before);
    assert.deepEqual(warnings, ['Redis: connection lost', 'Redis: connected again']);
  });

  it('gives what a command fails with as the cause', async () => {
    const call = link.call((_, client) => client.lpush('chat_node', 'x').then(() => client.hget('chat_node', 'x')));
    await assert.rejects(call, (error: unknown) => {
      assert.ok(error instanceof EngineUnavailable && error.cause instanceof Error);
      return /WRONGTYPE/.test(error.message);
    });
  });

  it('refuses those who wait when it is closed', async () => {
    await server.kill9();
    await until(() => link.client.status !== 'ready');
    const waiting = link.call((_, client) => client.ping());
    link.close();
    await assert.rejects(waiting, /closed/);
    await assert.rejects(link.opened(1000), /closed/);
  });
});

describe('link over a client that', () => {
  it('has lost its connection but has not said so yet, waits', async () => {
    const { client, link } = fake('redis_version:7.0.15\r\nrun_id:8a6f\r\n');
    client.emit('ready');
    await link.opened(1000);
    client.status = 'close';
    let ran = false;
    await assert.rejects(
      link.call(() => Promise.resolve((ran = true))),
      EngineUnavailable,
    );
    assert.equal(ran, false);
  });

  it('leads to an old server, stays shut and says why', async () => {
    const { client, link } = fake('redis_version:6.2.14\r\nrun_id:8a6f\r\n');
    client.emit('ready');
    await until(() => client.isDisconnected);
    await assert.rejects(link.opened(10), /version 6\.2\.14 is too old: 7\.0 or newer is needed/);
  });

  /** A client that says it is ready and answers INFO. */
  class FakeClient extends EventEmitter {
    readonly isCluster = false;
    status = 'ready';
    isDisconnected = false;
    readonly #info: string;

    constructor(info: string) {
      super();
      this.#info = info;
    }

    info(): Promise<string> {
      return Promise.resolve(this.#info);
    }

    /** Asked what its user may not run. */
    eval(): Promise<string[]> {
      return Promise.resolve([]);
    }

    disconnect(): void {
      this.isDisconnected = true;
    }
  }

  function fake(info: string): { client: FakeClient; link: Link } {
    const client = new FakeClient(info);
    return { client, link: new Link(client as unknown as RedisClient, { keys, hold: 10, warn: () => undefined }) };
  }
});
