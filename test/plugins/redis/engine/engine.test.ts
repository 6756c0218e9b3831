import assert from 'node:assert/strict';
import { EngineUnavailable } from '../../../../engine/error.ts';
import { createRedisEngine } from '../../../../plugins/redis/engine/engine.ts';
import { engineContract } from '../../../engine/contract/engine.ts';
import { freePort } from '../../../support/child.ts';
import type { RedisServer } from '../../../support/redis.ts';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';

describe('engine on one Redis', () => {
  const engines = Engines.use();
  engineContract(engines.open);
  it('voids every position when its process changes', () => assertVoided(engines.open, engines.server));
});

describe('G101 engine on a Redis Cluster of three masters', () => {
  const engines = Engines.useCluster();
  engineContract(engines.open);
  it('voids every position when its process changes', async () => {
    const { server } = engines;
    await assertVoided(engines.open, await server.masterOf(await server.slotOf('{1}')));
  });
});

/** User 1 and room 1 live on the server. */
async function assertVoided(open: Engines['open'], server: RedisServer): Promise<void> {
  const { mailbox, rooms } = await open();
  const { epoch } = await mailbox.push(1, 'a');
  const said = await rooms.push(1, 'a');
  await server.restart();
  const after = await until(() => mailbox.push(1, 'b'));
  const [room] = await until(() => rooms.watch([1], 'n1'));
  assert.notEqual(room?.epoch, said.epoch);
  assert.equal((await rooms.read(1, said.epoch, 1)).entries, undefined);
  assert.deepEqual([after.last, after.epoch === epoch], [2, false]);
  assert.equal((await mailbox.read(1, epoch, 1)).entries, undefined);
  assert.deepEqual((await mailbox.read(1, after.epoch, 0)).entries, ['a', 'b']);
}

describe('Redis engine', () => {
  const engines = Engines.use();
  const warn = (): void => undefined;

  it('tells its health, down and up again', async () => {
    const engine = await engines.open({ timeout: 600 });
    const health = (): ReturnType<typeof engine.health> => engine.health();
    assert.deepEqual(await health(), { ok: true });
    engines.server.pause();
    await until(async () => !(await health()).ok, { within: 3000 });
    engines.server.resume();
    await until(async () => (await health()).ok, { within: 3000 });
    await engines.server.kill9();
    await until(async () => /ECONNREFUSED/.test((await health()).reason ?? ''));
    await engines.server.restart();
    await until(async () => (await health()).ok, { within: 3000 });
  });

  it('that can’t be reached at the start is refused with what to do, without its password', async () => {
    const url = `redis://user:secret@127.0.0.1:${await freePort()}`;
    await assert.rejects(createRedisEngine({ url, timeout: 300, warn }), (error: unknown) => {
      assert.ok(error instanceof EngineUnavailable);
      assert.match(error.message, /^REDIS_URL redis:\/\/\*\*\*@127\.0\.0\.1:\d+ can't be used \(.*ECONNREFUSED.*\): start Redis there, /);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  it('with a wrong password says so', async () => {
    await engines.server.command('config', 'set', 'requirepass', 'right');
    const url = engines.server.url.replace('//', '//:wrong@');
    try {
      await assert.rejects(createRedisEngine({ url, timeout: 600, warn }), /WRONGPASS/);
      const engine = await createRedisEngine({ url: url.replace('wrong', 'right'), warn });
      await engine.close();
    } finally {
      await engines.server.restart();
    }
  });

  it('refuses calls after close', async () => {
    const engine = await engines.open();
    await engine.close();
    await assert.rejects(engine.mailbox.push(1, 'a'), EngineUnavailable);
  });
});
