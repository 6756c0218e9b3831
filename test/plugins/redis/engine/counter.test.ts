import assert from 'node:assert/strict';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';

describe('Redis counter', () => {
  const engines = Engines.use();
  const limit = { name: 'login', points: 2, window: 60_000 };

  it('counts for all nodes together, with an end', async () => {
    const [one, other] = [await engines.open(), await engines.open()];
    assert.equal((await one.counter.use(limit, '127.0.0.1')).allowed, true);
    assert.equal((await other.counter.use(limit, '127.0.0.1')).allowed, true);
    assert.equal((await one.counter.use(limit, '127.0.0.1')).allowed, false);
    assert.ok(Number(await engines.server.command('ttl', 'chat_limit_login:127.0.0.1')) > 50);
  });

  it('counts for the first time in the turn of another command, which ioredis would not survive', async () => {
    const { counter, client } = await engines.open();
    const [stored, state] = await Promise.all([client.get('anything'), counter.use({ ...limit, name: 'first' }, 'ann')]);
    assert.deepEqual([stored, state.allowed], [null, true]);
    assert.equal(Number(await engines.server.command('get', 'chat_limit_first:ann')), 1);
  });

  it('D07 counts in the process while Redis is down, without waiting for it', async () => {
    const { counter, client } = await engines.open();
    await engines.server.kill9();
    await until(() => client.status !== 'ready');
    const start = Date.now();
    const states = [await counter.use(limit, 'ann'), await counter.use(limit, 'ann'), await counter.use(limit, 'ann')];
    assert.deepEqual(
      states.map(({ allowed }) => allowed),
      [true, true, false],
    );
    await counter.reset(limit, 'ann');
    assert.equal((await counter.use(limit, 'ann')).allowed, true);
    assert.ok(Date.now() - start < 500);
  });
});
