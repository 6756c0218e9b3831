import { runFaults } from '../support/fault-run.ts';
import { freeze } from '../support/freeze.ts';
import { Installation } from '../support/installation.ts';
import { WITHOUT_LIMITS } from '../support/server.ts';

describe('fault: two nodes', function () {
  this.timeout(120_000);
  let house: Installation;

  before(async () => {
    house = await Installation.start({ nodes: 2, config: WITHOUT_LIMITS });
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
});
