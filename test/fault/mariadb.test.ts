import { runFaults } from '../support/fault-run.ts';
import { freeze } from '../support/freeze.ts';
import { Installation } from '../support/installation.ts';
import { assertClearFailure } from '../support/outage.ts';
import { WITHOUT_LIMITS } from '../support/server.ts';

/** Longer than the server waits: it gives up on statements that go through afterwards. */
const HANG = 5000;

describe('fault: MariaDB', function () {
  this.timeout(120_000);
  let house: Installation;

  before(async () => {
    house = await Installation.start({ nodes: 1, config: WITHOUT_LIMITS });
  });
  after(() => house.discard());

  it('kill -9 and a freeze of MariaDB lose nothing and double nothing', async () => {
    const { mariadb, servers } = house;
    const crash = async (): Promise<void> => {
      await mariadb.kill9();
      await mariadb.restart();
    };
    await runFaults({ servers, size: 30, count: 20_000, rate: 2000, faults: [crash, () => freeze(mariadb, HANG), crash] });
  });

  it('D24 while MariaDB is away the sender is told within 5 s, and the server recovers by itself', async () => {
    const { mariadb } = house;
    await assertClearFailure(house.node(0), { strike: () => mariadb.kill9(), mend: () => mariadb.restart() });
  });

  it('D24 while MariaDB hangs the sender is told within 5 s, and the message is there once afterwards', async () => {
    const { mariadb } = house;
    const strike = (): Promise<void> => Promise.resolve(mariadb.pause());
    await assertClearFailure(house.node(0), { strike, mend: () => Promise.resolve(mariadb.resume()) });
  });
});
