import assert from 'node:assert/strict';
import type { BusMessage } from '../../../../engine/bus.ts';
import { TcpProxy } from '../../../support/tcp-proxy.ts';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';
import type { RedisEngine, RedisEngineOptions } from '../../../../plugins/redis/engine/engine.ts';

interface Node {
  readonly engine: RedisEngine;
  readonly got: [BusMessage, string][];
}

describe('Redis bus', () => {
  const engines = Engines.use();

  it('carries messages of every kind from node to node, in order', async () => {
    const [one, other] = [await listen('n1'), await listen('n2')];
    const kinds: { [Kind in BusMessage['kind']]: Extract<BusMessage, { kind: Kind }> } = {
      wake: { kind: 'wake', users: [1, 2] },
      rooms: { kind: 'rooms', rooms: [17, 18] },
      refill: { kind: 'refill', userId: 1 },
      fence: { kind: 'fence', userId: 1, sessionId: 2, fence: Date.now() },
      revoke: { kind: 'revoke', userId: 1, sessionIds: [2, 3] },
      stale: { kind: 'stale', keys: ['user:1'] },
      nodes: { kind: 'nodes', userId: 1, nodes: ['n1', 'n2'] },
      echo: { kind: 'echo', userId: 1, frame: '{"a":"中文"}' },
      signal: { kind: 'signal', userId: 1, frame: '{}' },
      members: { kind: 'members', groupId: 17, aclVersion: 3, frame: '{}', except: [1, 2] },
      changed: { kind: 'changed', conversationId: 17, seq: 2, users: null, aclVersion: 3 },
    };
    const sent = Object.values(kinds);
    for (const message of sent) one.engine.bus.send('n2', message);
    await until(() => other.got.length === sent.length);
    assert.deepEqual(
      other.got,
      sent.map((message) => [message, 'n1']),
    );
    assert.deepEqual(one.got, []);
  });

  it('G113 what a command says right before its end arrives, alone and behind what is on its way', async () => {
    const [one, other] = [await listen('n1'), await listen('n2')];
    const keys = ['user:1', 'user:2', 'user:3'];
    one.engine.bus.broadcast({ kind: 'stale', keys: ['user:1'] });
    await new Promise(setImmediate);
    for (const key of keys.slice(1)) one.engine.bus.broadcast({ kind: 'stale', keys: [key] });
    await one.engine.close();
    const last = await listen('n3');
    last.engine.bus.send('n2', { kind: 'stale', keys: ['user:4'] });
    await last.engine.close();
    await until(() => other.got.length >= 4, { message: () => `all of them among ${JSON.stringify(other.got)}` });
    assert.deepEqual(
      other.got.flatMap(([message]) => (message.kind === 'stale' ? message.keys : [])),
      [...keys, 'user:4'],
    );
  });

  it('keeps the order over many loop turns', async () => {
    const [one, other] = [await listen('n1'), await listen('n2')];
    for (let number = 0; number < 1000; number += 1) {
      one.engine.bus.send('n2', { kind: 'stale', keys: [`${number}`] });
      if (number % 10 === 0) await one.engine.presence.online([1]);
    }
    await until(() => other.got.length === 1000);
    const keys = other.got.map(([message]) => (message.kind === 'stale' ? Number(message.keys[0]) : -1));
    assert.deepEqual(
      keys,
      Array.from({ length: 1000 }, (_, index) => index),
    );
  });

  it('publishes once per node and loop turn, and joins wakes that follow one another, of users and of rooms', async () => {
    const [one, other] = [await listen('n1'), await listen('n2')];
    await engines.server.command('config', 'resetstat');
    for (let user = 0; user < 500; user += 1) one.engine.bus.send('n2', { kind: 'wake', users: [user] });
    one.engine.bus.send('n2', { kind: 'stale', keys: [] });
    one.engine.bus.send('n2', { kind: 'wake', users: [500] });
    for (let room = 0; room < 500; room += 1) one.engine.bus.send('n2', { kind: 'rooms', rooms: [room] });
    one.engine.bus.send('n2', { kind: 'wake', users: [501] });
    await until(() => other.got.length === 5);
    assert.deepEqual(
      other.got.map(([message]) => message),
      [
        { kind: 'wake', users: Array.from({ length: 500 }, (_, index) => index) },
        { kind: 'stale', keys: [] },
        { kind: 'wake', users: [500] },
        { kind: 'rooms', rooms: Array.from({ length: 500 }, (_, index) => index) },
        { kind: 'wake', users: [501] },
      ],
    );
    assert.equal(await publishes(), 1);
  });

  it('broadcasts with one publish to every node, its own once and without Redis', async () => {
    const nodes = [await listen('n1'), await listen('n2'), await listen('n3')];
    await engines.server.command('config', 'resetstat');
    nodes[0]?.engine.bus.broadcast({ kind: 'stale', keys: ['a'] });
    nodes[0]?.engine.bus.broadcast({ kind: 'stale', keys: ['b'] });
    await until(() => nodes.every(({ got }) => got.length >= 2));
    assert.equal(await publishes(), 1);
    nodes[1]?.engine.bus.broadcast({ kind: 'stale', keys: ['c'] });
    await until(() => nodes.every(({ got }) => got.length >= 3));
    for (const { got } of nodes) {
      assert.deepEqual(
        got.map(([message, from]) => [message.kind === 'stale' && message.keys[0], from]),
        [
          ['a', 'n1'],
          ['b', 'n1'],
          ['c', 'n2'],
        ],
      );
    }
  });

  it('ignores what is not a message, with a warning, and goes on', async () => {
    const warnings: string[] = [];
    const one = await listen('n1', { warn: (message) => warnings.push(message) });
    const junk = ['no json', '{}', 'null', '{"from":"n2","messages":[{"kind":"wake","users":["x"]}]}'];
    for (const text of junk) await engines.server.command('spublish', 'chat_bus_n1', text);
    await engines.server.command('spublish', 'chat_bus_all', '{"from":"n2","messages":[{"kind":"stale","keys":["a"]}]}');
    await until(() => one.got.length === 1);
    assert.deepEqual(
      warnings,
      Array.from(junk, () => 'a bus message could not be read'),
    );
  });

  it('hears the rest where a newer node says something that is not known yet', async () => {
    const warnings: string[] = [];
    const one = await listen('n1', { warn: (message) => warnings.push(message) });
    const known: BusMessage = { kind: 'wake', users: [7] };
    const packet = JSON.stringify({ from: 'n2', messages: [{ kind: 'new' }, known] });
    await engines.server.command('spublish', 'chat_bus_n1', packet);
    await until(() => one.got.length === 1);
    assert.deepEqual(one.got, [[known, 'n2']]);
    assert.deepEqual(warnings, ['a bus message could not be read']);
  });

  it('tells of a gap after a lost connection, when messages arrive again', async () => {
    const [one, other] = [await listen('n1'), await listen('n2')];
    let gaps = 0;
    other.engine.bus.onGap(() => {
      gaps += 1;
      one.engine.bus.send('n2', { kind: 'wake', users: [gaps] });
    });
    await engines.server.command('client', 'kill', 'type', 'pubsub');
    await until(() => gaps === 1 && other.got.length === 1);
    await engines.server.restart();
    await until(() => gaps === 2);
    await until(() => {
      one.engine.bus.send('n2', { kind: 'wake', users: [9] });
      return other.got.length > 1;
    });
    assert.equal(gaps, 2);
  });

  it('notices a connection that fell silent without an end, and tells of the gap', async () => {
    const proxy = await TcpProxy.start(engines.server.port);
    const other = await listen('n2', { url: proxy.url, timeout: 400 });
    let gaps = 0;
    other.engine.bus.onGap(() => (gaps += 1));
    proxy.silence();
    await until(() => gaps === 1);
    (await listen('n1')).engine.bus.send('n2', { kind: 'wake', users: [1] });
    await until(() => other.got.length === 1);
    await other.engine.close();
    await proxy.stop();
  });

  it('loses messages in silence but for one warning while Redis is down', async () => {
    const warnings: string[] = [];
    const one = await listen('n1', { warn: (message) => warnings.push(message) });
    await engines.server.kill9();
    await until(() => one.engine.client.status !== 'ready');
    for (let turn = 0; turn < 5; turn += 1) {
      one.engine.bus.send('n2', { kind: 'wake', users: [turn] });
      one.engine.bus.send('n1', { kind: 'wake', users: [turn] });
      await until(() => one.got.length === turn + 1);
    }
    assert.equal(warnings.filter((message) => message === 'bus messages are lost').length, 1);
  });

  it('listens for one node only', async () => {
    const { engine } = await listen('n1');
    await assert.rejects(
      engine.bus.listen('n2', () => undefined),
      /listens for node n1 already/,
    );
  });

  async function listen(name: string, options: Partial<RedisEngineOptions> = {}): Promise<Node> {
    const engine = await engines.open(options);
    const got: [BusMessage, string][] = [];
    await engine.bus.listen(name, (message, from) => got.push([message, from]));
    return { engine, got };
  }

  async function publishes(): Promise<number> {
    const stats = String(await engines.server.command('info', 'commandstats'));
    return Number(/cmdstat_spublish:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  }
});
