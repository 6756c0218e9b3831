import assert from 'node:assert/strict';
import { EngineUnavailable } from '../../../../engine/error.ts';
import { createRedisEngine, type RedisEngine } from '../../../../plugins/redis/engine/engine.ts';
import { RedisServer } from '../../../support/redis.ts';
import { until } from '../../../support/wait.ts';
import { Beat } from '../beat.ts';
import { Engines } from '../engines.ts';

const MANY = 300;
/** ms that a call may take: the engine's time limit, and some for a busy machine. */
const BOUND = 3250;

describe('G101 engine on three masters', function () {
  this.timeout(60_000);
  const engines = Engines.useCluster();
  const cluster = () => engines.server;
  const timers: NodeJS.Timeout[] = [];

  afterEach(() => {
    for (const timer of timers.splice(0)) clearInterval(timer);
  });

  it('does work of every kind for users and rooms of every master in one loop turn', async () => {
    const { mailbox, rooms, presence, counter } = await engines.open();
    await presence.renew('n1');
    const ids = Array.from({ length: MANY }, (_, index) => index + 1);
    const position = await mailbox.position(1);
    const done = await Promise.allSettled([
      ...ids.map((id) => mailbox.push(id, 'a')),
      ...ids.map((id) => rooms.push(id, 'a')),
      ...ids.map((id) => presence.claim({ userId: id, sessionId: 1, node: 'n1', exclusive: true })),
      ...ids.map((id) => mailbox.trim(id, position.epoch, 0)),
      ...ids.map((id) => counter.use({ name: 'some', points: 1, window: 60_000 }, `${id}`)),
      rooms.watch(ids, 'n1'),
      presence.check(ids),
      presence.online(ids),
      rooms.unwatch(ids, 'n1'),
    ]);
    assert.deepEqual(
      done.filter(({ status }) => status === 'rejected'),
      [],
    );
    const states = await presence.check(ids);
    assert.ok(states.every((state) => state?.last === 1 && state.nodes[0] === 'n1'));
    for (const server of await cluster().masters()) assert.ok(Number(await server.command('dbsize')) > MANY, 'every master has its part');
  });

  it('keeps the order of a user’s entries while the slot moves to another master, and takes what it acknowledges along', async () => {
    const { mailbox } = await engines.open();
    const [user, slot] = [7, await cluster().slotOf('{7}')];
    const acknowledged: string[] = [];
    const over = new AbortController();
    const write = async (turn: number): Promise<void> => {
      const texts = [0, 1, 2].map((part) => `${turn}.${part}`);
      const pushed = await Promise.allSettled(texts.map((text) => mailbox.push(user, text)));
      acknowledged.push(...texts.filter((_, index) => pushed[index]?.status === 'fulfilled'));
      if (!over.signal.aborted) await write(turn + 1);
    };
    const writing = write(0);
    for (const to of await others(slot)) {
      const before = acknowledged.length;
      await cluster().move(slot, to);
      await until(() => acknowledged.length > before + 100);
    }
    over.abort();
    await writing;
    const { epoch } = await mailbox.position(user);
    const stored = (await mailbox.read(user, epoch, 0)).entries ?? [];
    assert.deepEqual(
      acknowledged.filter((text) => !stored.includes(text)),
      [],
      'acknowledged and not there',
    );
    assert.deepEqual(stored, [...stored].toSorted(byPlace), 'in another order than they were pushed');
  });

  it('while a slot is on its way refuses in time what it can’t place, serves the rest, and all of it afterwards', async () => {
    const engine = await engines.open();
    const slot = await cluster().slotOf('{7}');
    await engine.mailbox.push(7, 'a'); // the list and its numbers, and no route: half of what a script wants
    const [to] = await others(slot);
    assert.ok(to);
    const finish = await cluster().beginMove(slot, to);
    await refused(() => engine.mailbox.push(7, 'b'));
    await Promise.all([1, 2, 3, 4, 5, 6].map((user) => engine.mailbox.push(user, 'b')));
    await finish();
    const { last } = await until(() => engine.mailbox.push(7, 'c'));
    assert.ok(last >= 2);
  });

  it('refuses in time while a master is gone, and goes on when its replica has taken over', async () => {
    const engine = await engines.open();
    const [first, ...rest] = await usersOf(engine);
    assert.ok(first);
    const { epoch } = await engine.mailbox.push(first, 'a');
    const [master] = await cluster().masters();
    const over = cluster().failOver();
    await until(() => !master.isRunning);
    const tries = Array.from({ length: 10 }, () => timed(() => engine.mailbox.push(first, 'b')));
    await Promise.all(rest.map((user) => engine.mailbox.push(user, 'b')));
    assert.ok((await Promise.all(tries)).every((took) => took < BOUND));
    await over;
    const after = await until(() => engine.mailbox.push(first, 'c'));
    assert.notEqual(after.epoch, epoch);
    assert.equal((await engine.mailbox.read(first, epoch, 1)).entries, undefined);
  });

  it('refuses in time what a hung master should do, and does the rest at once', async () => {
    const engine = await engines.open();
    const [, second, third] = await usersOf(engine);
    assert.ok(second && third);
    (await cluster().masters())[1].pause();
    const stuck = timed(() => engine.mailbox.push(second, 'a'));
    for (let turn = 0; turn < 20; turn += 1) assert.ok((await timed(() => engine.mailbox.push(third, 'a'))) < 500);
    assert.ok((await stuck) < BOUND);
    await refused(() =>
      engine.counter
        .use({ name: 'some', points: 1, window: 60_000 }, `${second}`)
        .then(() => Promise.reject(new EngineUnavailable('counted'))),
    );
    await cluster().mend();
    await until(() => engine.mailbox.push(second, 'b'), { within: 10_000 });
  });

  it('while a master is gone checks and watches what lives on the others', async () => {
    const [, second] = await cluster().masters();
    const prefix = await prefixOn(second); // of a cluster whose list of nodes is gone too
    const engine = await engines.open({ prefix });
    const users = await usersOf(engine);
    await Promise.all(users.map((userId) => engine.presence.claim({ userId, sessionId: 1, node: 'n1', exclusive: true })));
    await second.kill9();
    const [states, places] = await Promise.all([engine.presence.check(users), engine.rooms.watch(users, 'n1')]);
    assert.deepEqual(
      states.map((state) => state?.sessionId),
      [1, undefined, 1],
    );
    assert.deepEqual(
      places.map((place) => place?.last),
      [0, undefined, 0],
    );
    await refused(() => engine.presence.check(users.slice(1, 2)));
    await refused(() => engine.rooms.watch(users.slice(1, 2), 'n1'));
  });

  it('tells in its health which master is unusable, and that it is well again', async () => {
    const engine = await engines.open();
    assert.deepEqual(await engine.health(), { ok: true });
    const [, second, third] = await cluster().masters();
    await second.kill9();
    await until(async () => (await engine.health()).reason?.startsWith(`127.0.0.1:${second.port}: `));
    await second.restart();
    await cluster().whole();
    await until(async () => (await engine.health()).ok);
    await third.command('config', 'set', 'maxmemory', '1'); // it answers PING, and takes no message
    try {
      await until(async () => new RegExp(`^127.0.0.1:${third.port}: .*OOM`).test((await engine.health()).reason ?? ''));
    } finally {
      await third.command('config', 'set', 'maxmemory', '0');
    }
    assert.deepEqual(await engine.health(), { ok: true });
  });

  it('G80 takes the bus along when the master of its channel is killed, and when the slot of its channel moves', async () => {
    const [sender, receiver] = [await engines.open(), await engines.open()];
    const [node, slot] = await nodeOn((await cluster().masters())[0]);
    let gaps = 0;
    receiver.bus.onGap(() => (gaps += 1));
    const beat = await Beat.start(receiver.bus, node, (key) => sender.bus.send(node, { kind: 'stale', keys: [key] }));
    timers.push(beat.timer);
    await beat.prompt();
    const home = await cluster().masterOf(slot);
    for (const to of [...(await others(slot)), home]) {
      const before = gaps;
      await cluster().move(slot, to);
      await until(() => gaps > before, { message: 'the gap to be told' });
      await beat.prompt();
    }
    const before = gaps;
    await cluster().failOver();
    await beat.prompt();
    assert.ok(gaps > before, 'the gap is told');
  });

  it('is asked for by several hosts: one alone is refused, and so are several that are none', async () => {
    const [first] = await cluster().masters();
    await assert.rejects(createRedisEngine({ url: first.url, timeout: 600, warn }), /one of a cluster: name several of its hosts/);
    const single = await RedisServer.start();
    const host = `127.0.0.1:${single.port}`;
    await assert.rejects(createRedisEngine({ url: `redis://${host},${host}`, timeout: 600, warn }), /cluster support disabled/);
    await single.stop();
  });

  async function others(slot: number): Promise<readonly RedisServer[]> {
    const own = await cluster().masterOf(slot);
    return (await cluster().masters()).filter((server) => server !== own);
  }

  /** A user of each master. */
  async function usersOf(engine: RedisEngine): Promise<number[]> {
    const users = new Map<number, number>();
    const masters = await cluster().masters();
    for (let user = 1; users.size < masters.length; user += 1) {
      users.set((await cluster().masterOf(await cluster().slotOf(`{${user}}`))).port, user);
      await engine.mailbox.position(user);
    }
    return masters.map(({ port }) => users.get(port) ?? 0);
  }

  async function prefixOn(server: RedisServer): Promise<string> {
    for (let number = 0; ; number += 1) {
      if ((await cluster().masterOf(await cluster().slotOf(`p${number}_node`))) === server) return `p${number}`;
    }
  }

  /** The name of a node whose channel lives on a server, and the channel's slot. */
  async function nodeOn(server: RedisServer): Promise<[string, number]> {
    for (let number = 0; ; number += 1) {
      const slot = await cluster().slotOf(`chat_bus_n${number}`);
      if ((await cluster().masterOf(slot)) === server) return [`n${number}`, slot];
    }
  }
});

function warn(): void {
  // not of interest
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = Date.now();
  await call().catch((error: unknown) => assert.ok(error instanceof EngineUnavailable));
  return Date.now() - start;
}

async function refused(call: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await assert.rejects(call, EngineUnavailable);
  assert.ok(Date.now() - start < BOUND, `took ${Date.now() - start} ms`);
}

function byPlace(one: string, other: string): number {
  const [[turn = 0, part = 0], [otherTurn = 0, otherPart = 0]] = [one, other].map((text) => text.split('.').map(Number)) as [
    number[],
    number[],
  ];
  return turn - otherTurn || part - otherPart;
}
