import assert from 'node:assert/strict';
import type { Presence } from '../../../engine/presence.ts';
import type { Open } from './open.ts';

const ANN = 42;
const BEN = 43;

/** What every presence keeps to. */
export function presenceContract(open: Open): void {
  /** An engine with two live nodes. */
  async function start(): Promise<Presence> {
    const { presence } = await open();
    await presence.renew('n1');
    await presence.renew('n2');
    return presence;
  }

  describe('claim', () => {
    it('takes a free route, with a fence of now', async () => {
      const presence = await start();
      const before = Date.now();
      const claimed = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      assert.ok(claimed.fence >= before - 1000 && claimed.fence <= Date.now() + 1000);
      assert.deepEqual(claimed, { granted: true, fence: claimed.fence, replaced: [], nodes: ['n1'] });
      assert.deepEqual(await presence.check([ANN]), [{ sessionId: 5, fence: claimed.fence, nodes: ['n1'], epoch: '', last: 0 }]);
    });

    it('by a later login takes the route and names the node to tell', async () => {
      const presence = await start();
      const old = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: false });
      const later = await presence.claim({ userId: ANN, sessionId: 6, node: 'n2', exclusive: false });
      assert.deepEqual(later, { granted: true, fence: later.fence, replaced: ['n1'], nodes: ['n2'] });
      assert.ok(later.fence > old.fence);
    });

    it('by an older login is refused and changes nothing', async () => {
      const presence = await start();
      const { fence } = await presence.claim({ userId: ANN, sessionId: 6, node: 'n1', exclusive: true });
      for (const exclusive of [true, false]) {
        const older = await presence.claim({ userId: ANN, sessionId: 5, node: 'n2', exclusive });
        assert.deepEqual(older, { granted: false, fence, replaced: [], nodes: [] });
      }
      assert.deepEqual(await presence.check([ANN]), [{ sessionId: 6, fence, nodes: ['n1'], epoch: '', last: 0 }]);
    });

    it('by another tab of the session joins with the same fence', async () => {
      const presence = await start();
      const { fence } = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: false });
      const tab = await presence.claim({ userId: ANN, sessionId: 5, node: 'n2', exclusive: false });
      assert.deepEqual(tab, { granted: true, fence, replaced: [], nodes: ['n1', 'n2'] });
      const again = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: false });
      assert.deepEqual([...again.nodes].toSorted(), ['n1', 'n2']);
    });

    it('by an exclusive socket replaces those of its own session, on its own node too', async () => {
      const presence = await start();
      const first = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: false });
      await presence.claim({ userId: ANN, sessionId: 5, node: 'n2', exclusive: false });
      const plain = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      assert.ok(plain.fence > first.fence);
      assert.deepEqual([...plain.replaced].toSorted(), ['n1', 'n2']);
      assert.deepEqual(plain.nodes, ['n1']);
    });

    it('D17 of two logins at once leaves the later one, and the other can know, 200 times', async () => {
      const presence = await start();
      for (let round = 0; round < 200; round += 1) {
        const claims = [
          { userId: round, sessionId: 10, node: 'n1', exclusive: true },
          { userId: round, sessionId: 11, node: 'n2', exclusive: true },
        ];
        if (round % 2 === 1) claims.reverse();
        const [one, other] = await Promise.all(claims.map((claim) => presence.claim(claim)));
        const [older, later] = round % 2 === 1 ? [other, one] : [one, other];
        assert.ok(later?.granted);
        const [route] = await presence.check([round]);
        assert.deepEqual([route?.sessionId, route?.fence, route?.nodes], [11, later.fence, ['n2']]);
        if (older?.granted) assert.ok(older.fence < later.fence && later.replaced.includes('n1'));
        else assert.equal(older?.fence, later.fence);
      }
    });

    it('D17 of 50 sockets of one session at once leaves the one with the highest fence', async () => {
      const presence = await start();
      const claims = Array.from({ length: 50 }, (_, index) =>
        presence.claim({ userId: ANN, sessionId: 5, node: index % 2 ? 'n1' : 'n2', exclusive: true }),
      );
      const fences = (await Promise.all(claims)).map(({ fence }) => fence);
      const highest = Math.max(...fences);
      assert.equal(new Set(fences).size, 50);
      const [route] = await presence.check([ANN]);
      assert.deepEqual([route?.fence, route?.nodes], [highest, [fences.indexOf(highest) % 2 ? 'n1' : 'n2']]);
    });
  });

  describe('restore', () => {
    it('writes a route that was lost', async () => {
      const presence = await start();
      assert.equal(await presence.restore({ userId: ANN, sessionId: 5, fence: 1000, node: 'n1' }), true);
      assert.deepEqual(await presence.check([ANN]), [{ sessionId: 5, fence: 1000, nodes: ['n1'], epoch: '', last: 0 }]);
    });

    it('is refused by a higher fence and by a later session, whatever its fence', async () => {
      const presence = await start();
      await presence.restore({ userId: ANN, sessionId: 5, fence: 1000, node: 'n1' });
      assert.equal(await presence.restore({ userId: ANN, sessionId: 5, fence: 999, node: 'n2' }), false);
      assert.equal(await presence.restore({ userId: ANN, sessionId: 4, fence: 2000, node: 'n2' }), false);
      assert.deepEqual(await presence.check([ANN]), [{ sessionId: 5, fence: 1000, nodes: ['n1'], epoch: '', last: 0 }]);
    });

    it('with the same fence adds the node, with a higher one or a later session takes the route', async () => {
      const presence = await start();
      await presence.restore({ userId: ANN, sessionId: 5, fence: 1000, node: 'n1' });
      assert.equal(await presence.restore({ userId: ANN, sessionId: 5, fence: 1000, node: 'n2' }), true);
      assert.deepEqual((await presence.check([ANN]))[0]?.nodes, ['n1', 'n2']);
      assert.equal(await presence.restore({ userId: ANN, sessionId: 5, fence: 1001, node: 'n2' }), true);
      assert.deepEqual((await presence.check([ANN]))[0]?.nodes, ['n2']);
      assert.equal(await presence.restore({ userId: ANN, sessionId: 6, fence: 500, node: 'n1' }), true);
      assert.deepEqual(await presence.check([ANN]), [{ sessionId: 6, fence: 500, nodes: ['n1'], epoch: '', last: 0 }]);
    });

    it('makes later claims go above its fence', async () => {
      const presence = await start();
      const ahead = Date.now() + 3_600_000;
      await presence.restore({ userId: ANN, sessionId: 5, fence: ahead, node: 'n1' });
      const { fence } = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      assert.equal(fence, ahead + 1);
    });
  });

  describe('release', () => {
    it('takes off its own node only', async () => {
      const presence = await start();
      const { fence } = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: false });
      await presence.claim({ userId: ANN, sessionId: 5, node: 'n2', exclusive: false });
      await presence.release({ userId: ANN, sessionId: 5, fence, node: 'n1' });
      assert.deepEqual((await presence.check([ANN]))[0]?.nodes, ['n2']);
    });

    it('D17 with a fence or session that is not the route’s does nothing', async () => {
      const presence = await start();
      const old = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      const now = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      await presence.release({ userId: ANN, sessionId: 5, fence: old.fence, node: 'n1' });
      await presence.release({ userId: ANN, sessionId: 4, fence: now.fence, node: 'n1' });
      assert.deepEqual((await presence.check([ANN]))[0]?.nodes, ['n1']);
    });

    it('of the last node makes the user absent, and still refuses older logins', async () => {
      const presence = await start();
      const { fence } = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      await presence.release({ userId: ANN, sessionId: 5, fence, node: 'n1' });
      assert.deepEqual(await presence.online([ANN]), new Set());
      assert.equal((await presence.claim({ userId: ANN, sessionId: 4, node: 'n1', exclusive: true })).granted, false);
      const back = await presence.claim({ userId: ANN, sessionId: 5, node: 'n2', exclusive: false });
      assert.deepEqual(back, { granted: true, fence, replaced: [], nodes: ['n2'] });
    });
  });

  describe('check and online', () => {
    it('answer in the order asked, also for users without route and mailbox', async () => {
      const { presence, mailbox } = await open();
      await presence.renew('n1');
      const { epoch } = await mailbox.push(BEN, 'a');
      const { fence } = await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      assert.deepEqual(await presence.check([BEN, 7, ANN]), [
        { sessionId: 0, fence: 0, nodes: [], epoch, last: 1 },
        { sessionId: 0, fence: 0, nodes: [], epoch: '', last: 0 },
        { sessionId: 5, fence, nodes: ['n1'], epoch: '', last: 0 },
      ]);
      assert.deepEqual(await presence.online([BEN, 7, ANN]), new Set([ANN]));
    });

    it('answer nothing when nobody is asked for, and many at once', async () => {
      const presence = await start();
      assert.deepEqual(await presence.check([]), []);
      assert.deepEqual(await presence.online([]), new Set());
      const users = Array.from({ length: 3000 }, (_, index) => index);
      assert.equal((await presence.check(users)).length, 3000);
    });
  });

  describe('leases', () => {
    it('renew tells who lives', async () => {
      const presence = await start();
      assert.deepEqual(await presence.renew('n1'), new Set(['n1', 'n2']));
    });

    it('D22 a node that left has no routes', async () => {
      const { presence, mailbox } = await open();
      await presence.renew('n1');
      await presence.renew('n2');
      await presence.claim({ userId: ANN, sessionId: 5, node: 'n1', exclusive: true });
      await presence.leave('n1');
      assert.deepEqual(await presence.renew('n2'), new Set(['n2']));
      assert.deepEqual((await presence.check([ANN]))[0]?.nodes, []);
      assert.deepEqual(await presence.online([ANN]), new Set());
      assert.deepEqual((await mailbox.push(ANN, 'a')).nodes, []);
      assert.deepEqual((await presence.claim({ userId: ANN, sessionId: 6, node: 'n2', exclusive: true })).replaced, []);
    });
  });
}
