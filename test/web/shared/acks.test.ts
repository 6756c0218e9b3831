import assert from 'node:assert/strict';
import { ACK, Acks } from '../../../web/shared/acks.ts';
import { Clock } from '../support/clock.ts';

describe('web/shared/acks', () => {
  const setup = () => {
    const clock = new Clock();
    const sent: number[] = [];
    return { clock, sent, acks: new Acks({ environment: clock, send: (n) => sent.push(n) }) };
  };

  it('acknowledges the count at the latest 1 s after the first open frame', async () => {
    const { clock, sent, acks } = setup();
    acks.take();
    await clock.pass(600);
    acks.take();
    await clock.pass(399);
    assert.deepEqual(sent, []);
    await clock.pass(1);
    assert.deepEqual(sent, [2]);
    await clock.pass(10_000);
    assert.deepEqual(sent, [2]);
  });

  it('acknowledges at once when many are open, cumulatively', () => {
    const { clock, sent, acks } = setup();
    for (let i = 0; i < 2 * ACK.frames; i++) acks.take();
    assert.deepEqual(sent, [32, 64]);
    assert.equal(clock.pending, 0);
    for (let i = 0; i < 5; i++) acks.take();
    acks.flush();
    acks.flush();
    assert.deepEqual(sent, [32, 64, 69]);
    assert.equal(clock.pending, 0);
  });

  it('counts from 0 on a new connection and forgets what the old one left open', async () => {
    const { clock, sent, acks } = setup();
    acks.take();
    acks.take();
    acks.flush();
    acks.take();
    acks.reset();
    assert.equal(clock.pending, 0);
    await clock.pass(5000);
    assert.deepEqual(sent, [2]);
    acks.take();
    await clock.pass(1000);
    assert.deepEqual(sent, [2, 1]);
    assert.equal(clock.pending, 0);
  });
});
