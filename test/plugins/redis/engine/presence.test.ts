import assert from 'node:assert/strict';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';
import type { RedisEngine } from '../../../../plugins/redis/engine/engine.ts';

const ANN = 42;

describe('Redis presence', () => {
  const engines = Engines.use();

  it('D22 treats the routes of a node as absent when its lease has ended', async () => {
    const dying = await engines.open({ lease: 200 });
    const other = await engines.open();
    await other.presence.renew('n2');
    await claim(dying, 'n1');
    assert.deepEqual((await other.presence.check([ANN]))[0]?.nodes, ['n1']);
    assert.deepEqual(await other.presence.online([ANN]), new Set([ANN]));
    await until(async () => !(await other.presence.renew('n2')).has('n1'));
    assert.deepEqual((await other.presence.check([ANN]))[0]?.nodes, []);
    assert.deepEqual(await other.presence.online([ANN]), new Set());
    assert.deepEqual((await other.mailbox.push(ANN, 'a')).nodes, []);
    const claimed = await other.presence.claim({ userId: ANN, sessionId: 6, node: 'n2', exclusive: true });
    assert.deepEqual(claimed.replaced, []);
  });

  it('a lease that is renewed does not end', async () => {
    const alive = await engines.open({ lease: 300 });
    const other = await engines.open();
    await claim(alive, 'n1');
    const end = Date.now() + 900;
    while (Date.now() < end) {
      await alive.presence.renew('n1');
      assert.ok((await other.presence.renew('n2')).has('n1'));
    }
  });

  it('a node that started after the last renewal is seen at once', async () => {
    const other = await engines.open();
    assert.deepEqual(await other.presence.renew('n2'), new Set(['n2']));
    await claim(await engines.open(), 'n1');
    assert.deepEqual((await other.mailbox.push(ANN, 'a')).nodes, ['n1']);
    assert.deepEqual((await other.presence.check([ANN]))[0]?.nodes, ['n1']);
  });

  it('a node that died before this one started is not taken for a new one', async () => {
    const dead = await engines.open();
    await claim(dead, 'n1');
    await engines.server.command('zrem', 'chat_node', 'n1');
    const other = await engines.open();
    await other.presence.renew('n2');
    assert.deepEqual((await other.presence.check([ANN]))[0]?.nodes, []);
    assert.deepEqual((await other.mailbox.push(ANN, 'a')).nodes, []);
    await other.presence.renew('n2');
    await until(async () => (await other.mailbox.push(ANN, 'b')).nodes.length === 0);
  });

  it('a node counts itself as alive when Redis forgot it', async () => {
    const engine = await engines.open();
    await claim(engine, 'n1');
    await engines.server.flush();
    await engine.presence.restore({ userId: ANN, sessionId: 5, fence: 9, node: 'n1' });
    await engine.presence.restore({ userId: 43, sessionId: 5, fence: 9, node: 'unknown' });
    const states = await engine.presence.check([ANN, 43]);
    assert.deepEqual(
      states.map((state) => state?.nodes),
      [['n1'], []],
    );
  });

  it('D17 of two logins on two nodes at once leaves the later one, 200 times', async () => {
    const [one, other] = [await engines.open(), await engines.open()];
    await one.presence.renew('n1');
    await other.presence.renew('n2');
    for (let round = 0; round < 200; round += 1) {
      const [older, later] = await Promise.all([
        one.presence.claim({ userId: round, sessionId: 10, node: 'n1', exclusive: true }),
        other.presence.claim({ userId: round, sessionId: 11, node: 'n2', exclusive: true }),
      ]);
      const [route] = await one.presence.check([round]);
      assert.deepEqual([route?.sessionId, route?.fence, route?.nodes], [11, later.fence, ['n2']]);
      if (older.granted) assert.ok(later.replaced.includes('n1') && later.fence > older.fence);
      else assert.equal(older.fence, later.fence);
    }
  });

  it('check keeps the keys of a long-lived socket', async () => {
    const engine = await engines.open({ ttl: 100_000 });
    await claim(engine, 'n1');
    await engine.mailbox.push(ANN, 'a');
    for (const key of ['chat_route_{42}', 'chat_mailbox_{42}']) {
      await engines.server.command('pexpire', key, '40000');
      await until(async () => {
        await engine.presence.check([ANN]);
        return Number(await engines.server.command('pttl', key)) > 90_000;
      });
    }
  });

  it('check of many users is few commands', async () => {
    const { presence } = await engines.open();
    await presence.check([1]);
    await engines.server.command('config', 'resetstat');
    await presence.check(Array.from({ length: 1000 }, (_, index) => index));
    const stats = String(await engines.server.command('info', 'commandstats'));
    assert.match(stats, /cmdstat_evalsha:calls=8,/);
  });

  async function claim(engine: RedisEngine, node: string): Promise<void> {
    await engine.presence.renew(node);
    await engine.presence.claim({ userId: ANN, sessionId: 5, node, exclusive: true });
  }
});
