import assert from 'node:assert/strict';
import { EngineUnavailable } from '../../../../engine/error.ts';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';
import type { RedisEngine } from '../../../../plugins/redis/engine/engine.ts';

const HALL = 17;
const LIST = 'chat_getgroup_{17}';
const HASH = 'chat_room_{17}';
const WATCHERS = 'chat_watch_{17}';

describe('Redis rooms', () => {
  const engines = Engines.use();

  it('keep the list, its numbers and the watchers under the names of the docs, for seven days', async () => {
    const { rooms } = await node('n1');
    await rooms.watch([HALL], 'n1');
    await rooms.push(HALL, 'a');
    assert.deepEqual(await engines.server.command('lrange', LIST, '0', '-1'), ['a']);
    assert.equal(await engines.server.command('hget', HASH, 'n'), '1');
    assert.equal(await engines.server.command('hget', WATCHERS, 'nodes'), 'n1');
    for (const key of [LIST, HASH, WATCHERS]) {
      const left = Number(await engines.server.command('ttl', key));
      assert.ok(left > 604_000 && left <= 604_800, `${key}: ${left}`);
    }
  });

  it('leave no key of watchers behind when the last one goes', async () => {
    const { rooms } = await node('n1');
    await rooms.watch([HALL], 'n1');
    await rooms.unwatch([HALL], 'n1');
    assert.equal(await engines.server.command('exists', WATCHERS), 0);
  });

  it('are watched by the hundred in few commands, and nothing is written by a node that watches already', async () => {
    const { rooms } = await node('n1');
    const ids = Array.from({ length: 1000 }, (_, index) => index);
    await rooms.watch(ids, 'n1');
    await engines.server.command('config', 'resetstat');
    await rooms.watch(ids, 'n1');
    assert.equal(await calls('evalsha'), 8);
    assert.equal(await calls('hset'), 0);
  });

  it('take the pushes of one loop turn in one script', async () => {
    const { rooms } = await node('n1');
    await rooms.push(1, 'warm');
    await engines.server.command('config', 'resetstat');
    await Promise.all(Array.from({ length: 100 }, (_, index) => rooms.push(index % 30, 'a')));
    assert.equal(await calls('evalsha'), 1);
  });

  it('are kept by watching again', async () => {
    const { rooms } = await node('n1', { ttl: 100_000 });
    await rooms.watch([HALL], 'n1');
    for (const key of [HASH, WATCHERS]) {
      await engines.server.command('pexpire', key, '40000');
      await until(async () => {
        await rooms.watch([HALL], 'n1');
        return Number(await engines.server.command('pttl', key)) > 90_000;
      });
    }
  });

  it('D22 forget a watcher that died when another one watches again, and nobody else', async () => {
    const [one, other] = [await node('n1'), await node('n2')];
    await engines.server.command('hset', WATCHERS, 'nodes', 'gone,n1,lost');
    await engines.server.command('hset', 'chat_watch_{18}', 'nodes', 'gone');
    await other.rooms.watch([HALL, 18, 19], 'n2');
    assert.equal(await engines.server.command('hget', WATCHERS, 'nodes'), 'n1,n2');
    assert.equal(await engines.server.command('hget', 'chat_watch_{18}', 'nodes'), 'n2');
    assert.deepEqual((await one.rooms.push(HALL, 'a')).nodes, ['n1', 'n2']);
  });

  it('D22 name no watcher whose lease has ended', async () => {
    const dying = await node('n1', { lease: 200 });
    const other = await node('n2');
    await dying.rooms.watch([HALL], 'n1');
    await other.rooms.watch([HALL], 'n2');
    assert.deepEqual((await other.rooms.push(HALL, 'a')).nodes, ['n1', 'n2']);
    await until(async () => !(await other.presence.renew('n2')).has('n1'));
    await until(async () => (await other.rooms.push(HALL, 'b')).nodes.join() === 'n2');
  });

  it('name a watcher that started after the last renewal at once', async () => {
    const one = await node('n1');
    const other = await node('n2');
    await other.rooms.watch([HALL], 'n2');
    assert.deepEqual((await one.rooms.push(HALL, 'a')).nodes, ['n2']);
  });

  describe('loss', () => {
    it('of everything is noticed, and a node that watches again is named again', async () => {
      const { rooms } = await node('n1');
      const [before] = await rooms.watch([HALL], 'n1');
      await rooms.push(HALL, 'a');
      await engines.server.flush();
      assert.deepEqual((await rooms.push(HALL, 'x')).nodes, []);
      assert.equal((await rooms.read(HALL, before?.epoch ?? '', 1)).entries, undefined);
      const [after] = await rooms.watch([HALL], 'n1');
      assert.notEqual(after?.epoch, before?.epoch);
      assert.deepEqual((await rooms.push(HALL, 'y')).nodes, ['n1']);
    });

    it('of the numbers alone makes a new epoch without the old entries', async () => {
      const { rooms } = await node('n1');
      const { epoch } = await rooms.push(HALL, 'a');
      await engines.server.command('del', HASH);
      const [fresh] = await rooms.watch([HALL], 'n1');
      assert.equal(fresh?.last, 0);
      assert.notEqual(fresh.epoch, epoch);
      await rooms.push(HALL, 'b');
      assert.deepEqual((await rooms.read(HALL, fresh.epoch, 0)).entries, ['b']);
    });

    it('of the list alone is noticed by who has not read it, and by nobody else', async () => {
      const { rooms } = await node('n1');
      await rooms.push(HALL, 'a');
      const { epoch } = await rooms.push(HALL, 'b');
      await engines.server.command('del', LIST);
      assert.equal((await rooms.read(HALL, epoch, 1)).entries, undefined);
      await rooms.push(HALL, 'c');
      assert.deepEqual((await rooms.read(HALL, epoch, 2)).entries, ['c']);
    });
  });

  it('D24 refuse calls within 3 s while Redis hangs, and go on afterwards', async () => {
    const { rooms } = await node('n1');
    engines.server.pause();
    const calling = [
      () => rooms.push(HALL, 'a'),
      () => rooms.watch([HALL], 'n1'),
      () => rooms.unwatch([HALL], 'n1'),
      () => rooms.read(HALL, '', 0),
    ];
    await Promise.all(calling.map((call) => assert.rejects(call, EngineUnavailable)));
    engines.server.resume();
    await until(() => rooms.watch([HALL], 'n1'), { within: 2000 });
    assert.deepEqual((await rooms.push(HALL, 'b')).nodes, ['n1']);
  });

  /** An engine that holds a lease. */
  async function node(name: string, options: Parameters<typeof engines.open>[0] = {}): Promise<RedisEngine> {
    const engine = await engines.open(options);
    await engine.presence.renew(name);
    return engine;
  }

  async function calls(command: string): Promise<number> {
    const stats = String(await engines.server.command('info', 'commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  }
});
