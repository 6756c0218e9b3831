import assert from 'node:assert/strict';
import { EngineUnavailable } from '../../../../engine/error.ts';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';
import type { RedisEngine } from '../../../../plugins/redis/engine/engine.ts';

const ANN = 42;
const LIST = 'chat_getmessage_{42}';
const HASH = 'chat_mailbox_{42}';

describe('Redis mailbox', () => {
  const engines = Engines.use();

  it('keeps the list, its numbers and the route under the names of the docs, for seven days', async () => {
    const { mailbox, presence } = await engines.open();
    await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
    await mailbox.push(ANN, 'a');
    assert.deepEqual(await engines.server.command('lrange', LIST, '0', '-1'), ['a']);
    assert.equal(await engines.server.command('hget', HASH, 'n'), '1');
    assert.equal(await engines.server.command('hget', 'chat_route_{42}', 's'), '5');
    for (const key of [LIST, HASH, 'chat_route_{42}']) {
      const left = Number(await engines.server.command('ttl', key));
      assert.ok(left > 604_000 && left <= 604_800, `${key}: ${left}`);
    }
  });

  it('pushes of one loop turn are one script', async () => {
    const { mailbox } = await engines.open();
    await mailbox.push(1, 'warm');
    await engines.server.command('config', 'resetstat');
    await Promise.all(Array.from({ length: 100 }, (_, index) => mailbox.push(index % 30, 'a')));
    assert.equal(await calls('evalsha'), 1);
  });

  it('trims of one loop turn are one script', async () => {
    const { mailbox } = await engines.open();
    const { epoch } = await mailbox.push(ANN, 'a');
    await mailbox.trim(ANN, epoch, 0);
    await engines.server.command('config', 'resetstat');
    await Promise.all(Array.from({ length: 100 }, (_, index) => mailbox.trim(index, epoch, 1)));
    assert.equal(await calls('evalsha'), 1);
    assert.equal(await engines.server.command('exists', LIST), 0);
  });

  describe('loss', () => {
    it('of everything is noticed, also when as many entries have come again', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      await engines.server.flush();
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
      const again = await pushAll(mailbox, ['x', 'y', 'z']);
      assert.deepEqual([again.last, again.epoch === epoch], [3, false]);
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
    });

    it('D23 of everything keeps a trim of the old list off the new one', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      await engines.server.flush();
      await mailbox.push(ANN, 'x');
      await mailbox.trim(ANN, epoch, 1);
      assert.deepEqual(await engines.server.command('lrange', LIST, '0', '-1'), ['x']);
    });

    it('of the numbers alone makes a new epoch without the old entries', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      await engines.server.command('del', HASH);
      const fresh = await mailbox.position(ANN);
      assert.deepEqual([fresh.last, fresh.epoch === epoch], [0, false]);
      assert.equal((await mailbox.push(ANN, 'c')).epoch, fresh.epoch);
      assert.deepEqual((await mailbox.read(ANN, fresh.epoch, 0)).entries, ['c']);
    });

    it('of the list alone is noticed by who has not read it, and by nobody else', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      await engines.server.command('del', LIST);
      assert.equal((await mailbox.read(ANN, epoch, 1)).entries, undefined);
      await mailbox.push(ANN, 'c');
      assert.equal((await mailbox.read(ANN, epoch, 1)).entries, undefined);
      assert.deepEqual((await mailbox.read(ANN, epoch, 2)).entries, ['c']);
    });

    it('of the count alone, which leaves more entries than numbers, makes a new epoch', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b', 'c']);
      await engines.server.command('hset', HASH, 'n', '1');
      const next = await mailbox.push(ANN, 'd');
      assert.deepEqual([next.last, next.epoch === epoch], [1, false]);
      assert.equal((await mailbox.push(ANN, 'e')).epoch, next.epoch);
      assert.deepEqual((await mailbox.read(ANN, next.epoch, 0)).entries, ['d', 'e']);
    });

    it('of the last second in a restart is noticed, though the numbers have passed the reader again', async () => {
      const { mailbox } = await engines.open();
      await pushAll(mailbox, ['a', 'b', 'c']);
      const stored = await engines.server.command('hget', HASH, 'epoch');
      const copy = engines.server.copyDisk();
      const { epoch, last } = await pushAll(mailbox, ['d', 'e']);
      await engines.server.kill9();
      engines.server.restoreDisk(copy);
      await engines.server.restart();
      const later = await until(() => pushAll(mailbox, ['x', 'y', 'z']));
      assert.equal(await engines.server.command('hget', HASH, 'epoch'), stored, 'the restart brought the old epoch back');
      assert.ok(later.last > last, 'a reader that compares numbers alone would skip entries');
      assert.equal((await mailbox.read(ANN, epoch, last)).entries, undefined);
      await mailbox.trim(ANN, epoch, last);
      assert.deepEqual((await mailbox.read(ANN, later.epoch, 0)).entries, ['a', 'b', 'c', 'x', 'y', 'z']);
    });

    it('of the disk in a restart is noticed', async () => {
      const { mailbox } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      await engines.server.restart({ wipe: true });
      await until(() => pushAll(mailbox, ['x', 'y', 'z']));
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
    });

    it('of the connection alone voids no position', async () => {
      const { mailbox, client } = await engines.open();
      const { epoch } = await pushAll(mailbox, ['a', 'b']);
      let lost = false;
      client.once('close', () => (lost = true));
      await engines.server.command('client', 'kill', 'type', 'normal');
      await until(() => lost);
      assert.deepEqual((await mailbox.read(ANN, epoch, 1)).entries, ['b']);
    });

    it('is seen alike by every node', async () => {
      const one = await engines.open();
      const other = await engines.open();
      const { epoch } = await pushAll(one.mailbox, ['a']);
      assert.deepEqual((await other.mailbox.read(ANN, epoch, 0)).entries, ['a']);
      await engines.server.restart();
      const [here, there] = await Promise.all([until(() => one.mailbox.position(ANN)), until(() => other.mailbox.position(ANN))]);
      assert.deepEqual(here, there);
      assert.notEqual(here.epoch, epoch);
    });
  });

  describe('D24 while Redis', () => {
    it('is dead, a push is refused within 3 s', async () => {
      const { mailbox } = await engines.open();
      await engines.server.kill9();
      await refused(() => mailbox.push(ANN, 'a'), 3000);
    });

    it('hangs, calls are refused within 3 s, and all is well when it goes on', async () => {
      const { mailbox, presence } = await engines.open();
      engines.server.pause();
      await Promise.all([
        refused(() => mailbox.push(ANN, 'a'), 3000),
        refused(() => mailbox.position(ANN), 3000),
        refused(() => mailbox.trim(ANN, 'epoch', 1), 3000),
        refused(() => presence.claim({ userId: ANN, sessionId: 1, node: 'n1', exclusive: true }), 3000),
        refused(() => presence.check([ANN]), 3000),
        refused(() => presence.renew('n1'), 3000),
      ]);
      engines.server.resume();
      await until(() => mailbox.push(ANN, 'b'), { within: 2000 });
    });

    it('restarts quickly, a push waits for it', async () => {
      const { mailbox, client } = await engines.open();
      await engines.server.kill9();
      await until(() => client.status !== 'ready');
      const pushed = mailbox.push(ANN, 'a');
      await engines.server.restart();
      assert.equal((await pushed).last, 1);
    });

    it('is made a replica, a push is refused, and goes through once it is not', async () => {
      const { mailbox, client } = await engines.open();
      let reconnected = false;
      client.once('close', () => (reconnected = true));
      await engines.server.command('replicaof', '127.0.0.1', '1');
      await refused(() => mailbox.push(ANN, 'a'), 3000);
      await until(() => reconnected);
      await engines.server.command('replicaof', 'no', 'one');
      await until(() => mailbox.push(ANN, 'b'));
    });

    it('comes back after a while, nothing of the meantime was kept to be sent', async () => {
      const { mailbox } = await engines.open({ timeout: 300 });
      await engines.server.kill9();
      for (let attempt = 0; attempt < 3; attempt += 1) await refused(() => mailbox.push(ANN, `${attempt}`), 300);
      await engines.server.restart();
      await until(() => mailbox.push(ANN, 'after'));
      assert.deepEqual(await engines.server.command('lrange', LIST, '0', '-1'), ['after']);
    });
  });

  async function calls(command: string): Promise<number> {
    const stats = String(await engines.server.command('info', 'commandstats'));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  }
});

async function pushAll(mailbox: RedisEngine['mailbox'], texts: readonly string[]): Promise<{ epoch: string; last: number }> {
  const pushed = await Promise.all(texts.map((text) => mailbox.push(ANN, text)));
  return pushed.at(-1) ?? assert.fail('nothing to push');
}

async function refused(call: () => Promise<unknown>, within: number): Promise<void> {
  const start = Date.now();
  await assert.rejects(call, EngineUnavailable);
  const took = Date.now() - start;
  assert.ok(took < within + 250, `took ${took} ms`);
}
