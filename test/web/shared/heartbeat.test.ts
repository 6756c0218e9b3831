import assert from 'node:assert/strict';
import { Heartbeat } from '../../../web/shared/heartbeat.ts';
import { Clock } from '../support/clock.ts';

describe('web/shared/heartbeat', () => {
  const setup = () => {
    const clock = new Clock();
    const calls: string[] = [];
    const heartbeat = new Heartbeat({ environment: clock, ping: () => calls.push('ping'), lost: () => calls.push('lost') });
    heartbeat.start(30_000);
    return { clock, calls, heartbeat };
  };

  it('D18 pings after one heartbeat of silence and gives up at one and a half', async () => {
    const { clock, calls } = setup();
    await clock.pass(29_999);
    assert.deepEqual(calls, []);
    await clock.pass(1);
    assert.deepEqual(calls, ['ping']);
    await clock.pass(14_999);
    assert.deepEqual(calls, ['ping']);
    await clock.pass(1);
    assert.deepEqual(calls, ['ping', 'lost']);
    assert.equal(clock.pending, 0);
  });

  it('is content with anything that comes', async () => {
    const { clock, calls, heartbeat } = setup();
    for (let i = 0; i < 20; i++) {
      await clock.pass(20_000);
      heartbeat.heard();
    }
    assert.deepEqual(calls, []);
    await clock.pass(30_000);
    heartbeat.heard();
    await clock.pass(29_000);
    assert.deepEqual(calls, ['ping']);
  });

  it('asks at once when probed and gives up after 3 s', async () => {
    const { clock, calls, heartbeat } = setup();
    heartbeat.probe();
    await clock.pass(2999);
    assert.deepEqual(calls, ['ping']);
    await clock.pass(1);
    assert.deepEqual(calls, ['ping', 'lost']);
  });

  it('asks before it gives up a line after the machine slept', async () => {
    const { clock, calls, heartbeat } = setup();
    clock.sleep(3_600_000);
    await clock.pass(0);
    assert.deepEqual(calls, ['ping']);
    heartbeat.heard();
    await clock.pass(20_000);
    assert.deepEqual(calls, ['ping']);
  });

  it('G77 asks as soon though the clock was put back an hour', async () => {
    const clock = new Clock();
    const calls: string[] = [];
    let back = 0;
    const environment = { setTimer: clock.setTimer, now: () => clock.now() - back };
    new Heartbeat({ environment, ping: () => calls.push('ping'), lost: () => calls.push('lost') }).start(30_000);
    await clock.pass(10_000);
    back = 3_600_000;
    await clock.pass(50_000);
    assert.deepEqual(calls, ['ping']);
  });

  it('begins anew with each connection, with one timer', async () => {
    const { clock, calls, heartbeat } = setup();
    await clock.pass(40_000);
    assert.deepEqual(calls, ['ping']);
    heartbeat.start(60_000);
    assert.equal(clock.pending, 1);
    await clock.pass(59_999);
    assert.deepEqual(calls, ['ping']);
    await clock.pass(1);
    assert.deepEqual(calls, ['ping', 'ping']);
    await clock.pass(30_000);
    assert.deepEqual(calls, ['ping', 'ping', 'lost']);
    heartbeat.probe();
    assert.deepEqual(calls.length, 3);
  });

  it('does nothing once stopped', async () => {
    const { clock, calls, heartbeat } = setup();
    heartbeat.stop();
    heartbeat.probe();
    await clock.pass(100_000);
    assert.deepEqual(calls, []);
  });
});
