import assert from 'node:assert/strict';
import { runFaults } from '../support/fault-run.ts';
import { freeze } from '../support/freeze.ts';
import { Installation } from '../support/installation.ts';
import type { RedisCluster } from '../support/redis-cluster.ts';
import { WITHOUT_LIMITS } from '../support/server.ts';
import { until } from '../support/wait.ts';

/** Users whose slots are moved while they write. */
const MOVED = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const RECOVERED = 15_000;

describe('fault: a Redis Cluster of three masters', function () {
  this.timeout(120_000);
  let house: Installation<RedisCluster>;

  before(async () => {
    house = await Installation.startOnCluster({ nodes: 2, config: WITHOUT_LIMITS });
  });
  after(() => house.discard());

  it('G101 a master killed, a restart with old data, a freeze and slots on the move lose nothing and double nothing', async () => {
    const { redis, servers } = house;
    const faults = [
      () => redis.failOver(),
      () => redis.mend(),
      async () => {
        const [, second, third] = await redis.masters();
        for (const user of MOVED) {
          const slot = await redis.slotOf(`{${user}}`);
          await redis.move(slot, (await redis.masterOf(slot)) === second ? third : second);
        }
      },
      async () => {
        const [, second] = await redis.masters();
        const old = second.copyDisk();
        await second.kill9();
        second.restoreDisk(old);
        await second.restart();
        await redis.whole();
      },
      async () => {
        const [, , third] = await redis.masters();
        await freeze(third);
        await redis.whole();
      },
    ];
    const report = await runFaults({ servers, size: 30, count: 20_000, rate: 2000, faults });
    assert.equal(report.acked, 20_000);
  });

  it('G101 /healthz of every node says when a master is gone, and that all is well again', async () => {
    const { redis, servers } = house;
    const states = async (): Promise<number[]> => Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/healthz`)).status));
    await until(async () => (await states()).every((status) => status === 200), { within: RECOVERED });
    const [, second] = await redis.masters();
    await second.kill9();
    await until(async () => (await states()).every((status) => status === 503), { within: RECOVERED });
    await second.restart();
    await until(async () => (await states()).every((status) => status === 200), { within: RECOVERED });
  });
});
