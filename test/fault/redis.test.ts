import { runFaults } from '../support/fault-run.ts';
import { freeze } from '../support/freeze.ts';
import { Installation } from '../support/installation.ts';
import { assertClearFailure } from '../support/outage.ts';
import { WITHOUT_LIMITS } from '../support/server.ts';

describe('fault: Redis', function () {
  this.timeout(120_000);
  let house: Installation;

  before(async () => {
    house = await Installation.start({ nodes: 2, config: WITHOUT_LIMITS });
  });
  after(() => house.discard());

  it('kill -9, a restart with old data, a wipe and a freeze of Redis lose nothing and double nothing', async () => {
    const { redis, servers } = house;
    const faults = [
      () => redis.restart(),
      () => redis.restart({ wipe: true }),
      () => redis.flush(),
      async () => {
        const old = redis.copyDisk();
        await redis.kill9();
        redis.restoreDisk(old);
        await redis.restart();
      },
      () => freeze(redis),
    ];
    await runFaults({ servers, size: 30, count: 20_000, rate: 2000, faults });
  });

  it('D24 while Redis is away the sender is told within 5 s, and the server recovers by itself', async () => {
    const { redis } = house;
    await assertClearFailure(house.node(0), { strike: () => redis.kill9(), mend: () => redis.restart() });
  });
});
