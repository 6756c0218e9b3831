import assert from 'node:assert/strict';
import path from 'node:path';
import { Application, BootError } from '#kernel';
import { MemoryEngine } from '../../../engine/memory/engine.ts';
import { EngineUnavailable } from '../../../engine/error.ts';
import redis from '../../../plugins/redis/plugin.ts';
import { RedisEngine } from '../../../plugins/redis/engine/engine.ts';
import { freePort } from '../../support/child.ts';
import { RedisServer } from '../../support/redis.ts';

describe('redis plugin', () => {
  let server: RedisServer;
  const opened: Application[] = [];

  before(async () => {
    server = await RedisServer.start();
  });

  afterEach(async () => {
    for (const app of opened.splice(0)) await app.close();
  });

  after(() => server.stop());

  it('gives the in-process engine when no URL is set', async () => {
    const app = await load();
    await app.ready();
    assert.ok(app.engine instanceof MemoryEngine);
    assert.equal(app.engine, app.engine);
    assert.equal(app.redis, undefined);
    assert.equal((await app.engine.mailbox.push(1, 'a')).last, 1);
  });

  it('gives the engine on Redis when one is set, with its prefix, and closes it', async () => {
    const app = await load({ url: server.url, prefix: 'mine' });
    await app.ready();
    assert.ok(app.engine instanceof RedisEngine);
    await app.engine.mailbox.push(1, 'a');
    assert.equal(await app.redis?.llen('mine_getmessage_{1}'), 1);
    const { engine } = app;
    await app.close();
    await assert.rejects(engine.mailbox.push(1, 'b'), EngineUnavailable);
  });

  it('stops the start when Redis does not answer, and says what to do', async () => {
    const app = await load({ url: `redis://127.0.0.1:${await freePort()}`, timeout: 300 });
    await assert.rejects(app.ready(), (error: unknown) => {
      assert.ok(error instanceof BootError);
      return /REDIS_URL redis:\/\/127\.0\.0\.1:\d+ can't be used .* unset it to run one node/.test(error.message);
    });
  });

  async function load(config: { url?: string; prefix?: string; timeout?: number } = {}): Promise<Application> {
    const baseDir = path.join(import.meta.dirname, 'fixture');
    const app = await Application.load({ baseDir, env: 'unittest', plugins: { redis }, config: { redis: config } });
    app.logger = { debug() {}, info() {}, warn() {}, error() {} };
    opened.push(app);
    return app;
  }
});
