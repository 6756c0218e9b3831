import assert from 'node:assert/strict';
import { CLOSE } from '../../../../protocol/index.ts';
import { settle } from '../../support/clock.ts';
import { welcome, wired } from '../../support/wired.ts';

describe('web/shared/connection: coming back', () => {
  const expected = { reconnect: 'connecting', refresh: 'connecting', sign_in: 'signed_out', stop: 'stopped' };
  for (const [name, { code, action }] of Object.entries(CLOSE)) {
    it(`D19 after close ${code} (${name}) it acts: ${action}`, async () => {
      const { connection, clock, sockets, open } = wired();
      connection.start();
      const socket = await open();
      socket.end(code);
      assert.equal(connection.status, expected[action]);
      assert.equal(connection.closeCode, code);
      await clock.pass(120_000);
      assert.equal(sockets.length > 1, action === 'reconnect' || action === 'refresh');
      assert.equal(connection.status, expected[action]);
    });
  }

  it('takes an unknown close code as a reason to reconnect', async () => {
    const { connection, clock, sockets, open } = wired();
    connection.start();
    (await open()).end(4999);
    await clock.pass(1000);
    assert.equal(sockets.length, 2);
  });

  it('start begins with short waits, whatever was before', async () => {
    const { connection, clock, sockets } = wired();
    clock.chance = 0.999_999;
    for (let round = 0; round < 3; round++) {
      connection.start();
      await settle();
      sockets.at(-1)!.end(1006);
      assert.equal(Math.round(connection.retryAt! - clock.now()), 1000);
      connection.stop();
    }
  });

  it('D19 start is what brings it back after sign_in', async () => {
    const { connection, sockets, open } = wired();
    connection.start();
    (await open()).end(4001);
    connection.wake();
    await settle();
    assert.equal(sockets.length, 1);
    connection.start();
    await open();
    assert.equal(connection.status, 'open');
  });

  it('waits longer and longer, within 0.5 s and 30 s, and tells until when', async () => {
    const { connection, clock, sockets } = wired();
    clock.chance = 0.999_999;
    connection.start();
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      await settle();
      sockets.at(-1)!.end(1006);
      const wait = connection.retryAt! - clock.now();
      waits.push(Math.round(wait));
      await clock.pass(wait - 1);
      assert.equal(sockets.length, i + 1);
      await clock.pass(1);
      assert.equal(sockets.length, i + 2);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    assert.equal(connection.retryAt, null);
  });

  it('begins with short waits again only after a connection that lasted', async () => {
    const { connection, clock, open } = wired();
    clock.chance = 0.999_999;
    connection.start();
    const waits: number[] = [];
    for (const lasted of [0, 500, 9_999, 10_000, 100]) {
      const socket = await open();
      await clock.pass(lasted);
      socket.end(1006);
      const wait = connection.retryAt! - clock.now();
      waits.push(Math.round(wait));
      await clock.pass(wait);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 1000, 2000]);
  });

  it('G103 waits up to 6 s after each restart, so that a node that is back finds some of its own', async () => {
    for (const [chance, wait] of [
      [0, 500],
      [0.999_999, 6000],
    ] as const) {
      const { connection, clock, open } = wired();
      clock.chance = chance;
      connection.start();
      for (let round = 0; round < 3; round++) {
        (await open()).end(1012);
        assert.equal(Math.round(connection.retryAt! - clock.now()), wait);
        await clock.pass(wait);
      }
    }
  });

  it('waits longer and longer also when a good connection was before', async () => {
    const { connection, clock, sockets, open } = wired();
    clock.chance = 0.999_999;
    connection.start();
    const first = await open();
    await clock.pass(60_000 / 2);
    first.end(1006);
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const wait = connection.retryAt! - clock.now();
      waits.push(Math.round(wait));
      await clock.pass(wait);
      sockets.at(-1)!.end(1006);
    }
    assert.deepEqual(waits, [1000, 2000, 4000]);
  });

  it('stays away longer when the server found it too many', async () => {
    const { connection, clock, open } = wired();
    clock.chance = 0.999_999;
    connection.start();
    (await open()).end(4029);
    assert.equal(Math.round(connection.retryAt! - clock.now()), 16_000);
  });

  it('reads the token anew at each try, at once after token_changed, but never in a loop', async () => {
    let token = 'visitor';
    const { connection, clock, sockets, open } = wired(async () => token);
    connection.start();
    const first = await open();
    token = 'user';
    first.end(4002);
    const second = await open();
    assert.deepEqual(second.frames, [{ op: 'hello', token: 'user' }]);
    second.end(4002);
    await settle();
    assert.equal(sockets.length, 2);
    assert.ok(connection.retryAt! > clock.now());
  });

  it('is signed out without a token, and tries again when the token could not be had', async () => {
    const nobody = wired(async () => null);
    nobody.connection.start();
    await settle();
    assert.equal(nobody.connection.status, 'signed_out');
    assert.equal(nobody.sockets.length, 0);

    let answers = false;
    const late = wired(async () => (answers ? 'secret' : Promise.reject(new Error('offline'))));
    late.connection.start();
    await settle();
    assert.equal(late.connection.status, 'connecting');
    answers = true;
    await late.clock.pass(500);
    await late.open();
    assert.equal(late.connection.status, 'open');
  });

  it('gives up a try that does not come to welcome in 15 s', async () => {
    const { connection, clock, sockets } = wired();
    connection.start();
    await settle();
    sockets[0]!.open();
    await clock.pass(15_500);
    assert.equal(sockets.length, 2);
    assert.equal(sockets[0]!.closedWith, 1000);
    sockets[0]!.deliver(welcome);
    assert.equal(connection.status, 'connecting');
  });
});
