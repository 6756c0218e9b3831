import assert from 'node:assert/strict';
import { Crowd } from '../support/crowd.ts';
import { Installation } from '../support/installation.ts';
import { assertClean } from '../support/ledger.ts';
import { countDeadlocks, rival } from '../support/rival.ts';
import { WITHOUT_LIMITS, type Server } from '../support/server.ts';

const ENOUGH = 200;
const SETTLED_WITHIN = 60_000;

describe('fault: deadlocks', function () {
  this.timeout(240_000);
  let house: Installation;

  before(async () => {
    house = await Installation.start({ nodes: 2, config: WITHOUT_LIMITS });
  });
  after(() => house.discard());

  it(`G100 ${ENOUGH} deadlocks of two nodes in small tables lose nothing, double nothing, and leave every conversation whole`, async () => {
    const { mariadb, servers } = house;
    const crowd = await Crowd.gather({ servers, size: 60 });
    try {
      await crowd.send({ count: crowd.size, rate: 10_000 }); // first messages, all in one moment
      await crowd.settle(SETTLED_WITHIN);
      let isOver = false;
      const rivals = rival({ mariadb, isOver: () => isOver });
      while ((await deadlocksOf(servers)) < ENOUGH) await crowd.send({ count: 100, rate: 500 });
      isOver = true;
      await rivals;
      await crowd.settle(SETTLED_WITHIN);
      assertClean(crowd.ledger.report());
      assert.deepEqual((await crowd.audit()).slice(0, 10), [], 'what is stored agrees with what was told');
      assert.deepEqual(await brokenHeads(house), []);
      assert.ok((await countDeadlocks(mariadb)) >= ENOUGH, 'as the server counts them');
    } finally {
      crowd.disband();
    }
  });
});

/** As our own metrics count them: those in which one of our transactions was the victim. */
async function deadlocksOf(servers: readonly Server[]): Promise<number> {
  const texts = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  return texts.reduce((total, text) => total + Number(/^foyer_sql_deadlocks_total (\d+)$/m.exec(text)?.[1]), 0);
}

/** Conversations whose head is not their last message. */
async function brokenHeads({ mariadb }: Installation): Promise<unknown> {
  return mariadb.query(
    `SELECT c.id, c.last_seq, MAX(m.seq) AS top FROM foyer.conversation c LEFT JOIN foyer.message m ON m.conversation_id = c.id
     GROUP BY c.id, c.last_seq HAVING c.last_seq <> COALESCE(top, 0)`,
  );
}
