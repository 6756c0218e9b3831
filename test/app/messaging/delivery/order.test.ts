import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Order } from '../../../../app/messaging/delivery/order.ts';

describe('Order', () => {
  it('D27 keeps the order of a key however long each piece of work takes', async () => {
    const order = new Order();
    const done: number[] = [];
    const work = (n: number, turns: number) => async () => {
      for (let left = turns; left > 0; left -= 1) await turn();
      done.push(n);
    };
    await Promise.all([order.run(1, work(1, 5)), order.run(1, work(2, 0)), order.run(2, work(3, 0)), order.run(1, work(4, 2))]);
    assert.deepEqual(done, [3, 1, 2, 4]);
  });

  it('goes on after a failure, and gives it to its own caller only', async () => {
    const order = new Order();
    const failed = order.run(1, () => Promise.reject(new Error('no')));
    const next = order.run(1, () => Promise.resolve('yes'));
    await assert.rejects(failed, /no/);
    assert.equal(await next, 'yes');
  });
});
