import assert from 'node:assert/strict';
import { runFaults } from '../support/fault-run.ts';
import { freeze } from '../support/freeze.ts';
import { hasUnit } from '../support/has-unit.ts';
import { Installation } from '../support/installation.ts';
import { Proxy } from '../support/proxy.ts';
import { rollOver } from '../support/rolling.ts';
import { WITHOUT_LIMITS } from '../support/server.ts';

const TOKEN = 'who-reads-the-metrics';
/** Of a client, on a machine that runs other tests meanwhile, ms. */
const GAP = 20_000;
const LARGE = 3 * 1024 * 1024;
/** Of a large file. */
const TAKEN = hasUnit('file') ? 200 : 404;

describe('fault: two nodes', function () {
  this.timeout(120_000);
  let house: Installation;

  before(async () => {
    house = await Installation.start({ nodes: 2, config: WITHOUT_LIMITS, env: { FOYER_SERVER__PROXY: 'true', METRICS_TOKEN: TOKEN } });
  });
  after(() => house.discard());

  it('D22 kill -9 of a node sends its users to the other, and they miss nothing', async () => {
    const [one, other] = [house.node(0), house.node(1)];
    const faults = [() => one.kill(), () => one.restart(), () => other.kill(), () => other.restart()];
    await runFaults({ servers: house.servers, size: 30, count: 20_000, rate: 2000, faults });
  });

  it('a node that hangs and comes back, and a rolling restart, lose nothing and double nothing', async () => {
    const [one, other] = [house.node(0), house.node(1)];
    const faults = [() => freeze(one.child), () => one.restart(), () => other.restart()];
    await runFaults({ servers: house.servers, size: 30, count: 6000, rate: 2000, faults });
  });

  it('G103 a rolling restart behind nginx as deploy/ shows it: all are back in time, and large files go through', async function () {
    if (!Proxy.isInstalled('nginx')) return this.skip();
    const proxy = await Proxy.start('nginx', portsOf(house));
    try {
      const rolling = { isRolling: true, size: 100, count: 1000, rate: 100, upload: LARGE, metricsToken: TOKEN };
      const { longestGap, before, after, upload } = await rollOver({ proxy, servers: house.servers, ...rolling });
      assert.ok(longestGap <= GAP, `${longestGap} ms`);
      assert.ok(Math.min(...before) >= rolling.size / 4, before.join(' : '));
      assert.deepEqual([after.reduce((sum, count) => sum + count), upload], [rolling.size, TAKEN]);
    } finally {
      await proxy.stop();
    }
  });

  for (const name of ['haproxy', 'caddy'] as const) {
    it(`G103 behind ${name} as deploy/ shows it people talk, on both nodes, and large files go through`, async function () {
      if (!Proxy.isInstalled(name)) return this.skip();
      const proxy = await Proxy.start(name, portsOf(house));
      try {
        const talking = { isRolling: false, size: 6, count: 60, rate: 200, upload: LARGE, metricsToken: TOKEN };
        const { before, upload } = await rollOver({ proxy, servers: house.servers, ...talking });
        assert.ok(Math.min(...before) > 0, before.join(' : '));
        assert.equal(upload, TAKEN);
      } finally {
        await proxy.stop();
      }
    });
  }
});

function portsOf({ servers }: Installation): number[] {
  return servers.map(({ port }) => port);
}
